"""Front matter and body, with the line of every value; nothing raises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.diagnosis import diagnose, lost_comments, quote
from bantin.parse import Marks, Parsed, parse
from bantin.source import Source
from bantin.text import normalise

GOOD = "---\nnumber: 012\ntopic:\n  - a\n  - b\n---\n\n\nMột.\nHai.\n"
YAMLISH = st.lists(
    st.sampled_from(
        [
            "number: 1",
            "title: ",
            '"',
            "'",
            "[",
            "]",
            "{",
            "}",
            ": ",
            "- ",
            "  ",
            "\t",
            "\n",
            "---\n",
            "#",
            "# x",
            "*a",
            "&a",
            "!t",
            "|",
            ">",
            "?",
            "@",
            "%",
            "\\",
            "topic: [a]",
            "đ",
            "…",
            "...",
            "---",
            "\u2028",
            "\x0b",
            "<<<<<<<",
            "x",
            "22:02",
            ",",
            "=",
            "：",
            "title: V/v: a\n",
        ]
    ),
    max_size=25,
).map("".join)


def _parse(text: str) -> tuple[Parsed | None, list[str]]:
    parsed, problems = parse(Source("a.md", normalise(text)), "a.md")
    return parsed, [f"{p.kind.code}:{p.place.line}:{p.place.column}" for p in problems]


def test_scalars_stay_text_and_lines_are_kept() -> None:
    """``012`` is text, and values and body are found at their lines."""
    parsed, problems = _parse(GOOD)
    assert parsed
    assert problems == []
    assert parsed.data == {"number": "012", "topic": ["a", "b"]}
    assert parsed.marks.find(("topic", 1)) == (5, 5)
    assert parsed.marks.find(("topic", 7)) == (4, 3)
    assert parsed.body_line == 9
    assert parsed.body == "Một.\nHai."


def test_a_place_without_marks_is_the_first_line() -> None:
    """What stands nowhere is shown at the head of the file."""
    assert Marks().find(("title",)) == (1, 1)


def test_what_could_not_be_read_is_named() -> None:
    """The keys whose values are lost are known, so that nobody reports them as missing."""
    parsed, problems = _parse('---\nnumber: 1\ntitle: "a\nto:\n  - x: y: z\n---\n')
    assert problems == ["BT105:3:8", "BT106:5:8"]
    assert parsed
    assert parsed.broken == {"title", "to"}


def test_control_characters_are_reported_up_to_a_limit() -> None:
    """A binary file does not bury the report."""
    parsed, problems = _parse("---\n" + "\x00" * 500)
    assert parsed is None
    assert len(problems) == 20


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("title: {a: b}", None),
        ("title: 'it''s'", None),
        ("title: 'a' b", "BT105"),
        ("title: \"a 'b' c", "BT105"),
        ("title: '\"a\" b' c", "BT105"),
        ("title: [a, [b, c]", None),
        ('title: "a\\x41"', None),
        ("title: https://vi.example/", None),
        ("title: 22:02", None),
        ("title: a #", None),
        ("title: ,a", "BT111"),
        ('"title": a', None),
        ("- a", None),
        ("  text", None),
        ("title:", None),
    ],
)
def test_only_what_is_surely_wrong_is_diagnosed(line: str, problem: str | None) -> None:
    """A line that YAML may well accept is left alone."""
    faults = diagnose(["number: 1", line])
    assert [fault.kind.value.code for fault in faults] == ([problem] if problem else [])


@pytest.mark.parametrize(
    ("value", "quoted"),
    [("a: b", '"a: b"'), ('"a: b"', '"a: b"'), ("“a”", '"a"'), ('a "b"', "\"a 'b'\""), ("", '""')],
)
def test_quoting_gives_a_scalar_that_reads_back(value: str, quoted: str) -> None:
    """Quotes around a value are replaced, quotes within become single ones."""
    assert quote(value) == quoted


@given(st.text().map(lambda text: f"---\n{text}\n---\n") | st.text() | YAMLISH)
def test_any_text_gives_a_result_or_problems(text: str) -> None:
    """No text stops the parser, and what it cannot read it reports, in the file."""
    parsed, problems = parse(Source("a.md", normalise(text)), "a.md")
    assert parsed is not None or problems
    lines = normalise(text).count("\n") + 2
    for found in problems:
        assert 1 <= found.place.line <= lines
        assert found.what
        assert found.remedy
        assert found.what_en
        assert found.remedy_en


@given(YAMLISH)
def test_any_front_matter_can_be_diagnosed(text: str) -> None:
    """Each fault lies within the lines, and mending them keeps their number."""
    lines = text.split("\n")
    for fault in [*diagnose(list(lines)), *lost_comments(lines)]:
        assert 0 <= fault.index < len(lines)
        assert "\n" not in fault.mended
