"""One document: what the index is told of it, and its analysis as bytes that can be cached."""

import json
import struct
import zlib
from dataclasses import dataclass
from sys import intern
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from bantin.search import analysis
from bantin.search.counts import count_terms
from bantin.search.weights import OWN_DATE, OWN_NUMBER, class_of, field_weights
from bantin.search.words import read_text

if TYPE_CHECKING:
    import numpy.typing as npt

FORMAT: Final = b"BTA3"
"""First bytes of an analysis; a change of format or of weights changes it, and so every key."""

MAX_STORED: Final = 40_000
"""Characters of a body kept for its passages; the rest is searched, but not shown."""

_LEVEL: Final = 3  # of deflate: 8 % larger than 5, a third faster
_HEADER: Final = struct.Struct("<4sIIIII")
_SHORT: Final = np.dtype("<u2")
_LONG: Final = np.dtype("<u4")


class Row(NamedTuple):
    """What the columns of the index tell of a document."""

    number: str
    date: str
    type: str
    issuer: str
    topics: tuple[str, ...]
    status: str
    in_force: bool
    has_attachment: bool


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A bulletin or a page, as the search index sees it."""

    url: str
    number: str
    title: str
    date: str
    type: str
    issuer: str
    topics: tuple[str, ...]
    status: str
    in_force: bool
    has_attachment: bool
    aliases: tuple[str, ...]
    headings: tuple[str, ...]
    body: str

    def row(self) -> Row:
        """Return what the index keeps of the document beside its analysis.

        What many documents have in common is in memory once.
        """
        return Row(
            self.number,
            self.date,
            intern(self.type),
            intern(self.issuer),
            tuple(map(intern, self.topics)),
            intern(self.status),
            self.in_force,
            self.has_attachment,
        )


class DocumentTerms(NamedTuple):
    """An analysis read back: the vocabulary, the pairs over it, and the record for the results."""

    vocabulary: list[str]  # "folded<TAB>accents"
    unit_classes: "npt.NDArray[np.uint8]"
    firsts: "npt.NDArray[np.unsignedinteger[Any]]"
    seconds: "npt.NDArray[np.unsignedinteger[Any]]"
    pair_classes: "npt.NDArray[np.uint8]"
    length: int  # tokens of the body and its headings
    record: bytes  # deflated JSON


def analyse(document: SearchDocument) -> bytes:
    """Return the analysis of *document*, a pure function of it, to be cached by the caller."""
    front = [document.number, document.title, *document.aliases, *document.headings]
    text = read_text(front, document.body)
    aliases, headings = len(document.aliases), len(document.headings)
    ends = text.breaks.tolist()
    weights = field_weights(ends[1] - ends[0] - 1, aliases=aliases, headings=headings)
    unit_classes, first, second, pair_classes = count_terms(text, weights)
    extra_terms, extra_classes = _extra_terms(document, text.extras, weights)
    vocabulary = text.vocabulary + extra_terms
    index = _SHORT if len(vocabulary) < 1 << 16 else _LONG
    record = _record(document)
    terms = "\n".join(vocabulary).encode()
    # every field and paragraph has a BREAK; number, title and aliases do not count
    length = len(text.words) - ends[1 + aliases] - 1 - headings - 1 - document.body.count("\n")
    return b"".join(
        (
            _HEADER.pack(FORMAT, len(terms), len(vocabulary), len(first), length, len(record)),
            terms,
            unit_classes.tobytes(),
            bytes(extra_classes),
            first.astype(index).tobytes(),
            second.astype(index).tobytes(),
            pair_classes.tobytes(),
            record,
        )
    )


def read_analysis(data: bytes) -> DocumentTerms:
    """Read back what ``analyse`` returned; ``ValueError`` if *data* is of another format."""
    magic, terms, units, pairs, length, record = _HEADER.unpack_from(data)
    if magic != FORMAT:
        raise ValueError("an analysis of another version of the search index")
    index: np.dtype[np.unsignedinteger[Any]] = _SHORT if units < 1 << 16 else _LONG
    at = _HEADER.size
    text = data[at : at + terms].decode()
    at += terms
    unit_classes = np.frombuffer(data, np.uint8, units, at)
    at += units
    firsts = np.frombuffer(data, index, pairs, at)
    at += pairs * index.itemsize
    seconds = np.frombuffer(data, index, pairs, at)
    at += pairs * index.itemsize
    pair_classes = np.frombuffer(data, np.uint8, pairs, at)
    at += pairs
    vocabulary = text.split("\n") if units else []
    return DocumentTerms(
        vocabulary, unit_classes, firsts, seconds, pair_classes, length, data[at : at + record]
    )


def _extra_terms(
    document: SearchDocument, extras: list[tuple[int, str]], weights: list[float]
) -> tuple[list[str], list[int]]:
    totals: dict[str, float] = {}
    for segment, unit in extras:
        if segment:  # the number's own unit is added below, in its own class
            totals[unit] = totals.get(unit, 0.0) + weights[segment]
    for unit in analysis.date_units(document.date):
        totals[unit] = totals.get(unit, 0.0) + OWN_DATE
    own = _own_keys(document.number)
    cited = sorted(totals.keys() - own)
    terms = [f"{unit}\t0" for unit in [*cited, *sorted(own)]]
    return terms, [class_of(totals[unit]) for unit in cited] + [OWN_NUMBER] * len(own)


def _own_keys(number: str) -> set[str]:
    key = analysis.number_key(number)
    # typed without its strokes, 30/2020/NĐ-CP has one run of digits
    return {key, key.replace(".", "")} if key else set()


def _record(document: SearchDocument) -> bytes:
    fields = [
        document.url,
        document.number,
        document.title,
        document.date,
        document.type,
        document.issuer,
        list(document.topics),
        document.status,
        document.body[:MAX_STORED],
    ]
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), _LEVEL, -zlib.MAX_WBITS)
