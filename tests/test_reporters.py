"""Reports for people and programs, compared with what they must be, letter by letter."""

import json

import pytest

from bantin.catalogue import Problems
from bantin.problems import Place, Problem, problem
from bantin.reporters import REPORTERS, summary


@pytest.fixture
def found() -> list[Problem]:
    """Return an error with marks of every format in it, and a warning of several lines."""
    return [
        problem(
            Problems.FILE_OUTSIDE, Place("bulletins/a,b:c.md", 7, 3), file="100% «x»\n::error::"
        ),
        problem(Problems.UNKNOWN_KEY, Place("bulletins/b.md", 2), key="x", hint="a", hint_en="b"),
    ]


def test_text_can_be_clicked_on(found: list[Problem]) -> None:
    """File, line and column come first, the remedy below, the count last."""
    assert REPORTERS["text"]([found[1]], 3) == (
        "bulletins/b.md:2:1: cảnh báo [BT202] Không có khóa nào tên «x».\n"
        "    → a\n"
        "Đã kiểm tra 3 bản tin: 0 lỗi, 1 cảnh báo trong 1 tệp."
    )


def test_json_holds_everything_in_both_languages(found: list[Problem]) -> None:
    """Programs get code, severity, place and both languages."""
    report = json.loads(REPORTERS["json"](found, 3))
    assert report["bulletins"] == 3
    assert report["problems"][1] == {
        "code": "BT202",
        "severity": "warning",
        "file": "bulletins/b.md",
        "line": 2,
        "column": 1,
        "message": "Không có khóa nào tên «x».",
        "remedy": "a",
        "message_en": "There is no key named «x».",
        "remedy_en": "b",
    }


def test_github_annotations_are_escaped(found: list[Problem]) -> None:
    """No text of an editor can end a workflow command or begin another."""
    assert REPORTERS["github"](found, 3).split("\n") == [
        (
            "::error file=bulletins/a%2Cb%3Ac.md,line=7,col=3,title=BT502::"
            "Tệp «100%25 «x»%0A::error::» không nằm trong thư mục bản tin.%0A"
            "Chép tệp vào cạnh bài viết, chỉ ghi tên tệp."
        ),
        "::warning file=bulletins/b.md,line=2,col=1,title=BT202::Không có khóa nào tên «x».%0Aa",
    ]


def test_gitlab_gets_a_code_quality_report(found: list[Problem]) -> None:
    """Each problem has its own fingerprint, the same in each run."""
    rows = json.loads(REPORTERS["gitlab"](found, 3))
    assert rows == json.loads(REPORTERS["gitlab"](found, 3))
    assert rows[1] == {
        "description": "Không có khóa nào tên «x». a",
        "check_name": "BT202",
        "fingerprint": rows[1]["fingerprint"],
        "severity": "minor",
        "location": {"path": "bulletins/b.md", "lines": {"begin": 2}},
    }
    assert rows[0]["severity"] == "major"
    assert len({row["fingerprint"] for row in rows}) == 2


def test_no_problems_are_told_as_such() -> None:
    """Silence is not a report."""
    assert summary([], 5) == "Đã kiểm tra 5 bản tin: không có lỗi."
    assert json.loads(REPORTERS["json"]([], 0)) == {"bulletins": 0, "problems": []}
    assert REPORTERS["github"]([], 0) == ""
    assert REPORTERS["gitlab"]([], 0) == "[]"
