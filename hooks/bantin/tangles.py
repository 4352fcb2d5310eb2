"""Texts in which Python-Markdown loses itself: how long one would take, reckoned from its marks.

Python-Markdown looks for the end of each bracket, fence, tag or code span from where it begins, so
that some texts of a few kilobytes take minutes. Here the steps are counted; that most texts are far
from that is told by counting the marks alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

_BLANK: Final = re.compile(r"\n[ \t]*\n")
_BLOCK_END: Final = re.compile(r"\n[ \t>]*\n")
_CLOSED_BRACKETS: Final = re.compile(r"\\.|\[[^\[\]]*\](?!\()|\[[^\[\]]*\]\([^()]*\)", re.DOTALL)
_OPEN_TAG: Final = re.compile(r"<[A-Za-z/!?][^<>]*(?=<|\Z)")
_TICKS: Final = re.compile(r"``+")
_FENCES: Final = re.compile(r"\n(?:```|~~~)")
_DEFINITION: Final = re.compile(r"\n {0,3}:[ \t]")
_FOOTNOTE: Final = re.compile(r"\[\^[^\]\n]*\]")
_FOOTNOTE_TEXT: Final = re.compile(r"\n {0,3}\[\^[^\]\n]*\]:")
_HEADING: Final = re.compile(r"\n {0,3}(?:#|[-*_=][-*_= \t]*(?=\n|\Z))")
_TABLE_RULE: Final = re.compile(r"(?:\A|\n)[ \t>]*([|:\-][|:\- \t]*)(?=\n|\Z)")


class Tangle(NamedTuple):
    """The mark of which there are too many, and where they begin in the text."""

    mark: str
    offset: int


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

    def broken_by(self, text: str, character: str) -> Tangle | None:
        """Return the part with the most steps if all of them are too many.

        No rule takes more steps than the number of *character*, times the length.
        """
        if text.count(character) * len(text) <= self.budget:
            return None
        found = [(self.steps(part), -start) for start, part in self.parts(text) if part]
        if sum(steps for steps, _start in found) <= self.budget:
            return None
        start = text.find(character, -max(found)[1])
        return Tangle(self.mark, start + (character == "\n"))


def _whole(text: str) -> Iterator[tuple[int, str]]:
    yield 0, text


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    return _between(_BLOCK_END, text)


def _passages(text: str) -> Iterator[tuple[int, str]]:
    return _between(_BLANK, text)


def _between(end: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in end.finditer(text):
        yield start, text[start : match.start()]
        start = match.end() - 1
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
    """Tables: each row gets as many cells as the line below the first has.

    The sign of a quotation amid a table is a row of it, too.
    """
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
    "|": (_Rule("|", _passages, _cells, 120_000),),
    ":": (_Rule(":", _blocks, _definitions, 10_000_000),),
    "\n": (_Rule("#, ---", _blocks, _headings, 15_000_000),),
}


def find_tangle(text: str) -> Tangle | None:
    """Return what would take too long, None if nothing would; *text* begins with a line end."""
    for character, rules in _RULES.items():
        if character in text:
            for rule in rules:
                if found := rule.broken_by(text, character):
                    return found
    return None
