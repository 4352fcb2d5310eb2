"""One bulletin: its typed front matter with type and issuer settled, and its body."""

import re
import uuid
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bantin.facts import Facts, facts_of
from bantin.number import DocumentNumber, matching_key
from bantin.parse import Marks
from bantin.problems import Place
from bantin.rules import DocumentType
from bantin.schema import FrontMatter
from bantin.settings import Issuer
from bantin.text import slugify

# The name space of feed ids. It must never change: readers would see every entry as new.
_NAMESPACE: Final = uuid.UUID("5b0bb1b8-6a5f-4c55-9d0e-2f6f3f0f7a11")
_MOST_LOOKED_FOR: Final = 1_000  # texts of one body; the others are told at its beginning
# A fenced block, or a span between equal runs of backticks.
_CODE: Final = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^`\n]*\n.*?^ {0,3}\1[`~]*[ \t]*$|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class BodyText:
    """The body of a bulletin as written, whatever is wrong with its front matter.

    ``path`` is that of the file below the folder of bulletins, ``file`` its name in messages.
    """

    path: str
    file: str
    body: str
    body_line: int

    @cached_property
    def _places(self) -> "_Places":
        return _Places(self.body)

    def place_in_body(self, text: str, occurrence: int = 0) -> Place:
        """Return where *text* stands in the body, counting occurrences from 0.

        What stands in code is passed over: nothing there is a link or a tag. But attributes of a
        block of code stand on its first line.
        """
        line, column = self._places.find(text, occurrence)
        return Place(self.file, self.body_line + line, column)


class _Places:
    """Where texts stand in a body, each looked for once."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._without_code = _CODE.sub(lambda code: re.sub(r"[^\n]", "\0", code[0]), body)
        self._lines = [0, *(end.end() for end in re.finditer("\n", body))]
        self._known: dict[str, list[int]] = {}

    def find(self, text: str, occurrence: int) -> tuple[int, int]:
        """Return the line from 0, and the column from 1; the beginning where it is not known."""
        if text not in self._known and len(self._known) < _MOST_LOOKED_FOR:
            self._known[text] = self._offsets(text)
        offsets = self._known.get(text)
        if not offsets:
            return 0, 1
        offset = offsets[min(occurrence, len(offsets) - 1)]
        line = bisect_right(self._lines, offset) - 1
        return line, offset - self._lines[line] + 1

    def _offsets(self, text: str) -> list[int]:
        body = self._without_code if text in self._without_code else self._body
        offsets = []
        offset = body.find(text) if text else -1
        while offset >= 0:
            offsets.append(offset)
            offset = body.find(text, offset + 1)
        return offsets


@dataclass(frozen=True)
class Bulletin(BodyText):
    """One bulletin; ``marks`` tell where the parts of its front matter stand, for messages."""

    front: FrontMatter
    type: DocumentType
    issuer_id: str
    issuer: Issuer
    marks: Marks

    @cached_property
    def facts(self) -> Facts:
        """What lists and feeds need of it."""
        unique = ("number", *self.series) if self.number.is_given else self.identity
        own = uuid.uuid5(_NAMESPACE, "\n".join(self.identity))
        return facts_of(self.front, self.type.id, self.issuer_id, unique, str(own))

    @property
    def number(self) -> DocumentNumber:
        """The document's number."""
        return self.front.number

    @property
    def address(self) -> str:
        """The folder of the bulletin's page below ``bulletins/``: its path without ``.md``."""
        return self.path[: -len(".md")]

    @property
    def is_news(self) -> bool:
        """Whether the bulletin is a news article."""
        return self.type.news

    @cached_property
    def identity(self) -> tuple[str, ...]:
        """What the document is, whatever its file is called (see the identity of numbers).

        The permanent id where one is given; else issuer, type, number and date; for what has
        no number, the title in the number's place.
        """
        if self.front.id:
            return ("id", self.front.id)
        name = matching_key(self.number.text) if self.number.is_given else slugify(self.front.title)
        clock = f"{self.front.date.clock:%H:%M}" if self.front.date.clock else ""
        return (self.issuer_id, self.type.id, name, self.front.date.iso + clock)

    @cached_property
    def uuid(self) -> uuid.UUID:
        """The identity as a UUID of version 5, for feeds (RFC 4122, section 4.3)."""
        return uuid.UUID(self.facts.identity)

    @cached_property
    def series(self) -> tuple[str, ...]:
        """The series within which the number is unique.

        A State series restarts each year, a Party series with each congress term
        (Decree 30/2020/NĐ-CP, Appendix I, part II; Regulation 399-QĐ/TW). Where the issuer's
        terms are not known, the year stands in for the term.
        """
        regime = self.number.regime or self.issuer.regime
        period = str(self.front.date.year)
        if regime == "party" and self.issuer.terms:
            day = self.front.date.start.date()
            starts = sorted(self.issuer.terms)
            begun = [start for start in starts if start <= day]
            period = f"nhiệm kỳ từ {begun[-1]:%d/%m/%Y}" if begun else f"trước {starts[0]:%d/%m/%Y}"
        return (self.issuer_id, self.type.id, matching_key(self.number.text), period)

    def place_of(self, *path: str | int) -> Place:
        """Return where the value at *path* of the front matter stands."""
        return Place(self.file, *self.marks.find(path))
