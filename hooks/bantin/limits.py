"""How large and how tangled a bulletin may be: what would take long to read is not begun.

Python-Markdown looks for the end of each bracket, fence, tag or code span from where it begins, so
that some texts of a few kilobytes take minutes. How long a text would take is reckoned here from
its marks, in steps; that most texts are far from that is told by counting the marks alone. The
bounds are far above what ten thousand legal documents have, and keep a megabyte below four seconds.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from bantin.catalogue import Problems

MOST_BYTES: Final = 1_000_000
"""Bytes of a file; the longest codes of law have half of them."""

ACUTE: Final = "\u25cc\u0301"
"""An accent, as it is shown by itself."""

_MOST_LINES: Final = 40_000
_MOST_MARKS: Final = 100_000
_LONGEST_LINE: Final = 100_000
_BLANK: Final = " " * 2_000
_MOST_MATTER: Final = 50_000  # characters of the front matter
_MOST_MATTER_LINES: Final = 1_000
_MOST_LEVELS: Final = 20
_MOST_ACCENTS: Final = 30  # upon one letter (UAX #15, Stream-Safe Text Format)
_ACCENTED: Final = 20_000  # bytes in which accents cannot be too many
_ASCII: Final = bytes(32 if code < 128 else 120 for code in range(256))  # noqa: PLR2004
_NO_LETTERS: Final = b"x" * (2 * _MOST_ACCENTS)  # as many bytes as they take at least
_MARKS: Final = "[<`*_\\|{&"

_BLOCK_END: Final = re.compile(r"\n[ \t>]*\n")
_MAY_BE_DEEP: Final = re.compile(rf"\n[ \t>\-*+:\d.)]{{{_MOST_LEVELS + 1}}}")
_DEEP: Final = re.compile(
    rf"""\n (?![ \t]*([-*_])(?:[ \t]*\1)+[ \t]*(?:\n|\Z))  # no rule: - - - - -
    (?: (?:[ \t]*(?:>|(?:[-*+:]|\d{{1,9}}[.)])(?=[ \t]))){{{_MOST_LEVELS + 1}}}
      | (?:[ ]{{4}}|\t){{{_MOST_LEVELS + 5},}}[ ]*(?:[-*+>:]|\d{{1,9}}[.)]|!!!|\?\?\?)[ \t]
    )""",
    re.VERBOSE,
)
_CLOSED_BRACKETS: Final = re.compile(r"\\.|\[[^\[\]]*\](?!\()|\[[^\[\]]*\]\([^()]*\)", re.DOTALL)
_OPEN_TAG: Final = re.compile(r"<[A-Za-z/!?][^<>]*(?=<|\Z)")
_TICKS: Final = re.compile(r"``+")
_FENCES: Final = re.compile(r"\n(?:```|~~~)")
_DEFINITION: Final = re.compile(r"\n {0,3}:[ \t]")
_FOOTNOTE: Final = re.compile(r"\[\^[^\]\n]*\]")
_FOOTNOTE_TEXT: Final = re.compile(r"\n {0,3}\[\^[^\]\n]*\]:")
_HEADING: Final = re.compile(r"\n {0,3}(?:#|[-*_=][-*_= \t]*(?=\n|\Z))")
_TABLE_RULE: Final = re.compile(r"(?:\A|\n)([ \t]*[|:\-][|:\- \t]*)(?=\n|\Z)")


@dataclass(frozen=True, slots=True)
class Excess:
    """What is too much: the problem, where it begins, and the details of its message."""

    kind: Problems
    offset: int
    details: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Rule:
    """How many steps Python-Markdown takes for the sake of one *mark*, part by part of a text.

    *parts* takes the text apart where the search for an end stops; at most *budget* steps, which
    is about a second, are taken in all. Where there are too few marks for that, nobody looks.
    """

    mark: str
    parts: Callable[[str], Iterator[tuple[int, str]]]
    steps: Callable[[str], int]
    budget: int

    def broken_by(self, text: str, character: str) -> Excess | None:
        """Return the part with the most steps if all of them are too many.

        No rule takes more steps than the number of *character*, times the length.
        """
        if text.count(character) * len(text) <= self.budget:
            return None
        found = [(self.steps(part), -start) for start, part in self.parts(text) if part]
        if sum(steps for steps, _start in found) <= self.budget:
            return None
        start = text.find(character, -max(found)[1])
        return _too_many(self.mark, start + (character == "\n"))


def too_large(size: int) -> dict[str, object] | None:
    """Return the details of a file of *size* bytes that is too large, None if it is not."""
    if size <= MOST_BYTES:
        return None
    found = f"{size / 1_000_000:.1f}"
    return _too_large(f"{found.replace('.', ',')} MB", "1 MB", f"{found} MB", "1 MB")


def piled_accents(data: bytes) -> int | None:
    """Return the line on which more accents stand upon one letter than any language has.

    To bring them into normal form takes time with the square of their number. *data* is UTF-8.
    Returns None where there is no such line.
    """
    if len(data) < _ACCENTED or _NO_LETTERS not in data.translate(_ASCII):
        return None
    text = data.decode()
    found = _pile().search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def front_matter_excess(matter: str) -> Excess | None:
    """Return what is too much of the front matter, None if nothing is."""
    if len(matter) <= _MOST_MATTER and matter.count("\n") <= _MOST_MATTER_LINES:
        return None
    details: dict[str, object] = {
        "most": _dotted(_MOST_MATTER),
        "lines": _dotted(_MOST_MATTER_LINES),
        "most_en": f"{_MOST_MATTER:,}",
        "lines_en": f"{_MOST_MATTER_LINES:,}",
    }
    return Excess(Problems.FRONT_MATTER_TOO_LONG, 0, details)


def body_excess(text: str) -> Excess | None:
    """Return what is too much of a body, None if nothing is; *text* begins with a line end."""
    lines = text.count("\n")
    if found := _too_big(text, lines):
        return found
    deep = _DEEP.search(text) if _MAY_BE_DEEP.search(text) else None
    if deep:
        return Excess(Problems.TOO_DEEP, deep.start() + 1)
    for character, rules in _RULES.items():
        if character in text:
            for rule in rules:
                if found := rule.broken_by(text, character):
                    return found
    return None


def _too_big(text: str, lines: int) -> Excess | None:
    """Return what is too much of a body as such, whatever its marks."""
    if lines > _MOST_LINES:
        counted, most = _dotted(lines), _dotted(_MOST_LINES)
        details = _too_large(
            f"{counted} dòng", f"{most} dòng", f"{lines:,} lines", f"{_MOST_LINES:,} lines"
        )
        return Excess(Problems.TOO_LARGE, 0, details)
    blank = text.find(_BLANK)
    if blank < 0 and "\t" in text:
        blank = text.expandtabs(1).find(_BLANK)
    if blank >= 0:
        return Excess(Problems.LINE_TOO_LONG, blank, _longest(len(_BLANK)))
    if len(text) <= _LONGEST_LINE:  # then it has neither a longer line nor more marks
        return None
    start = 0
    for line in text.split("\n"):
        if len(line) > _LONGEST_LINE:
            return Excess(Problems.LINE_TOO_LONG, start, _longest(_LONGEST_LINE))
        start += len(line) + 1
    counts = {mark: text.count(mark) for mark in _MARKS}
    if sum(counts.values()) > _MOST_MARKS:
        mark = max(counts, key=counts.__getitem__)
        return _too_many(mark, text.find(mark))
    return None


def _whole(text: str) -> Iterator[tuple[int, str]]:
    yield 0, text


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for end in _BLOCK_END.finditer(text):
        yield start, text[start : end.start()]
        start = end.end() - 1
    yield start, text[start:]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _open_brackets(part: str) -> int:
    return _CLOSED_BRACKETS.sub("", part).count("[") * len(part)


def _open_tags(part: str) -> int:
    return len(_OPEN_TAG.findall(part)) * len(part)


def _ticks(part: str) -> int:
    return part.count("`") * len(part)


def _runs_of_ticks(part: str) -> int:
    return len(_TICKS.findall(part)) * len(part)


def _fences(part: str) -> int:
    return len(_FENCES.findall(part)) * len(part)


def _braces(part: str) -> int:
    return part.count("{") * len(part)


def _cells(part: str) -> int:
    """Tables: each row gets as many cells as the line below the first has."""
    columns = max((rule.count("|") for rule in _TABLE_RULE.findall(part)), default=0)
    return 2 * (columns + 1) * part.count("\n") if columns else 0


def _references(part: str) -> int:
    """Footnotes: the ids of references to one of them are numbered by trying."""
    return sum(count**2 for count in Counter(_FOOTNOTE.findall(part)).values())


def _footnotes(part: str) -> int:
    """Footnotes: those that lead to others are gone through again for each."""
    return len(_FOOTNOTE_TEXT.findall(part)) ** 2


def _headings(part: str) -> int:
    """Headings and rules without blank lines between: what follows each is begun anew."""
    return len(_HEADING.findall(part)) ** 2


def _definitions(part: str) -> int:
    """Definitions of one term: each is looked for among those before it."""
    return len(_DEFINITION.findall(part)) ** 2


# By the character that is counted.
_RULES: Final = {
    "[": (
        _Rule("[", _blocks, _open_brackets, 10_000_000),
        _Rule("[^", _whole, _references, 1_000_000),
        _Rule("[^", _whole, _footnotes, 16_000_000),
    ),
    "<": (_Rule("<", _whole, _open_tags, 30_000_000),),
    "`": (
        _Rule("`", _lines, _ticks, 300_000_000),
        _Rule("``", _blocks, _runs_of_ticks, 50_000_000),
        _Rule("```", _whole, _fences, 200_000_000),
    ),
    "~": (_Rule("~~~", _whole, _fences, 200_000_000),),
    "{": (_Rule("{", _lines, _braces, 50_000_000),),
    "|": (_Rule("|", _blocks, _cells, 400_000),),
    ":": (_Rule(":", _blocks, _definitions, 10_000_000),),
    "\n": (_Rule("#, ---", _blocks, _headings, 15_000_000),),
}


@cache
def _pile() -> re.Pattern[str]:
    last = 0x1F000  # beyond, nothing combines
    combining = "".join(
        chr(code) for code in range(0x300, last) if unicodedata.combining(chr(code))
    )
    return re.compile(f"[{combining}]{{{_MOST_ACCENTS + 1}}}")


def _too_many(mark: str, offset: int) -> Excess:
    return Excess(Problems.TOO_MANY_MARKS, max(offset, 0), {"mark": mark})


def _too_large(found: str, most: str, found_en: str, most_en: str) -> dict[str, object]:
    return {"found": found, "most": most, "found_en": found_en, "most_en": most_en}


def _longest(most: int) -> dict[str, object]:
    return {"most": _dotted(most), "most_en": f"{most:,}"}


def _dotted(number: int) -> str:
    """Return a number as it is written in Vietnamese."""
    return f"{number:,}".replace(",", ".")
