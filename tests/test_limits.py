"""What would take long to read is refused at its place, before it is read."""

import re
from pathlib import Path

import pytest

from bantin.catalogue import Problems
from bantin.limits import MOST_BYTES, body_excess, front_matter_excess, piled_accents, too_large
from bantin.problems import Problem
from bantin.source import Library, Source
from tests.conftest import Site
from tests.hostile import handled_alone, hostile_texts

TEXTS = hostile_texts(MOST_BYTES - 1_000)
_WIDE = "|a" * 400 + "\n" + "|-" * 400 + "\n"
# Those that are long, but of which each part is as simple as it looks.
HARMLESS = {
    "paragraphs",
    "paragraphs, in passages",
    "links, in passages",
    "lists of twenty levels",
    "lists of twenty levels, in passages",
    "long attributes, in passages",
    "numbers of documents, in passages",
}


@pytest.mark.parametrize("name", ["open brackets", "open tags", "short rows of a wide table"])
def test_what_takes_minutes_is_a_problem(name: str, tmp_path: Path) -> None:
    """A megabyte of them is refused before it is read."""
    assert handled_alone(tmp_path, TEXTS[name]) <= {"BT120", "BT121", "BT124"}


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_any_megabyte_is_read_or_refused_before_its_time_is_up(name: str, tmp_path: Path) -> None:
    """No known text needs the limit of time (BT125): the limits before it do the work."""
    assert "BT125" not in handled_alone(tmp_path, TEXTS[name])


@pytest.mark.parametrize("name", sorted(HARMLESS))
def test_what_is_only_long_passes(name: str) -> None:
    """Long texts of ordinary parts are no excess."""
    body = TEXTS[name].partition("\n---\n")[2]
    assert body_excess(f"\n{body}") is None


@pytest.mark.parametrize(
    ("body", "kind", "found"),
    [
        ("a\n" * 40_001, Problems.TOO_LARGE, "a"),
        ("a\n\n" + "b" * 100_001, Problems.LINE_TOO_LONG, "b"),
        ("a\n" + "- b" + "\t" * 2_000, Problems.LINE_TOO_LONG, "\t"),
        ("a\n" + ("*b " * 30_000 + "\n") * 4, Problems.TOO_MANY_MARKS, "*"),
        ("a\n\n" + "b [" * 4_000, Problems.TOO_MANY_MARKS, "["),
        ("a\n\n" + "[b](c " * 2_000, Problems.TOO_MANY_MARKS, "["),
        ("a\n\n" + "<b " * 5_000, Problems.TOO_MANY_MARKS, "<"),
        ("a\n\n" + "`b" * 40_000, Problems.TOO_MANY_MARKS, "`"),
        ("a\n\n" + "~~~ b\n" * 8_000, Problems.TOO_MANY_MARKS, "~~~"),
        ("a\n\n" + "b {" * 5_000, Problems.TOO_MANY_MARKS, "{"),
        ("a\n\n" + "## b\n" * 6_000, Problems.TOO_MANY_MARKS, "#"),
        ("a\n\n" + "* * *\n" * 6_000, Problems.TOO_MANY_MARKS, "*"),
        ("a\n" + ": b\n" * 4_000, Problems.TOO_MANY_MARKS, ":"),
        ("a\n\n" + "b[^c] " * 1_100, Problems.TOO_MANY_MARKS, "["),
        ("a[^1]\n\n" + "[^1]: b\n\n" * 4_100, Problems.TOO_MANY_MARKS, "[^1]"),
        (f"a\n\n{_WIDE}" + "|\n" * 200, Problems.TOO_MANY_MARKS, "|a"),
        (f"a\n\n{_WIDE}" + "|\n" * 90 + "> \n" + "|\n" * 90, Problems.TOO_MANY_MARKS, "|a"),
        ("a\n" + f"\n{_WIDE}".replace("\n", "\n> ") + "> |\n" * 200, Problems.TOO_MANY_MARKS, "|a"),
        ("a\n\n" + "> " * 21 + "b", Problems.TOO_DEEP, "> "),
        ("a\n\n" + ">" * 21 + "b", Problems.TOO_DEEP, ">"),
        ("a\n\n" + "1. " * 21 + "b", Problems.TOO_DEEP, "1."),
        ("a\n\n" + " " * 100 + "- b", Problems.TOO_DEEP, " "),
        ("a\n\n" + "\t" * 25 + "- b", Problems.TOO_DEEP, "\t"),
    ],
)
def test_an_excess_is_found_where_it_begins(body: str, kind: Problems, found: str) -> None:
    """The place is that of the first sign of it, or of its line."""
    excess = body_excess(f"\n{body}")
    assert excess is not None
    assert excess.kind is kind
    assert f"\n{body}"[excess.offset :].lstrip("\n").startswith(found)


@pytest.mark.parametrize(
    "body",
    [
        "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - -",
        "* * * * * * * * * * * * * * * * * * * * * * * * *\n",
        "-" * 5_000,
        "[a](b.md) " * 5_000,
        "\\[a\\] " * 5_000,
        "![a](b.png)\n\n" * 5_000,
        "[![a](b.png)](c.md)\n\n" * 2_000,
        "[^1]\n\n" * 900 + "[^1]: a",
        "| a | b |\n|---|---|\n" + "| `c` | [d](e.md) |\n" * 3_000,
        "| a " * 12 + "\n" + "|---" * 12 + "\n" + ("| b " * 12 + "\n") * 2_000,
        "a < b, <b>c</b>\n\n" * 5_000,
        "    a\n" * 5_000,
        "> a\n" * 20_000,
        " " * 120 + "a\n",
    ],
)
def test_ordinary_markdown_is_no_excess(body: str) -> None:
    """Rules, links, tables, code and long lists stay far below."""
    assert body_excess(f"\n{body}") is None


def test_a_file_may_have_a_megabyte(site: Site) -> None:
    """One byte more, and it is not even read; the message tells both sizes."""
    file = site.bulletin(body="")
    text = file.read_text("utf-8") + ("a" * 99 + "\n\n") * 9_880
    file.write_text(text + "b" * (MOST_BYTES - len(text.encode())), "utf-8")
    assert site.check() == []
    file.write_text(file.read_text("utf-8") + "b", "utf-8")
    assert site.check() == ["BT120 bulletins/2026/a.md:1:1"]
    assert re.search(r"1,0 MB .*1 MB", site.rows[0]["message"])
    assert too_large(MOST_BYTES) is None


def test_front_matter_may_have_a_thousand_lines() -> None:
    """Both its lines and its characters are counted."""
    assert front_matter_excess("\n" * 1_000) is None
    assert front_matter_excess("\n" * 1_001) is not None
    assert front_matter_excess("a" * 50_001) is not None


def test_accents_may_be_piled_as_languages_do() -> None:
    """Decomposed Vietnamese has two upon one letter; thirty-one are an attack."""
    decomposed = "e\u0302\u0323 \n" * 10_000
    assert piled_accents(decomposed.encode()) is None
    assert piled_accents(("\u4e2d\u6587" * 10_000).encode()) is None
    assert piled_accents((decomposed + "a" + "\u0301\u0323" * 16).encode()) == 10_001


def test_an_excess_hides_no_other_problem(site: Site) -> None:
    """What is wrong with the front matter is told at once."""
    site.bulletin(body="[" * 4_000, topic="khong-co")
    assert site.check() == ["BT124 bulletins/2026/a.md:7:1", "BT211 bulletins/2026/a.md:4:8"]


def test_a_file_with_many_problems_is_not_read_for_each(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every one is told at its place, for which the file is read once more, not 200 times."""
    read, paths = Library.read, list[str]()

    def counted(library: Library, path: str) -> Source | Problem:
        paths.append(path)
        return read(library, path)

    monkeypatch.setattr(Library, "read", counted)
    site.bulletin(body="[a](b.md)\n\n" * 200)
    assert site.check() == sorted(f"BT401 bulletins/2026/a.md:{7 + 2 * n}:5" for n in range(200))
    assert paths == ["2026/a.md"] * 2


def test_what_was_meant_is_not_looked_for_without_end(site: Site) -> None:
    """Thousands of wrong names among thousands are told, the last of them without a guess."""
    site.bulletin(body="".join(f"## Mục {n}\n\n[a](#muk-{n})\n\n" for n in range(600)))
    assert len(site.check()) == 600
    remedies = {row["line"]: row["remedy"] for row in site.rows}
    assert remedies[9] == "Ý bạn là «#muc-0»?"
    assert remedies[max(remedies)] == "Kiểm tra lại tên mục."
