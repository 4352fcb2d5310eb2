"""A reading: all that one file gives by itself, and how the shelf keeps it.

It is kept as plain data. Front matter is kept as its YAML was read, and checked by the schema when
it is taken down again: that takes a twentieth of a millisecond, and no second way to write it.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, NamedTuple

import orjson

from bantin.body import Body, Fault, Heading, LocalLink
from bantin.bulletin import Bulletin
from bantin.bulletin_reader import read_bulletin
from bantin.catalogue import Problems
from bantin.citations import Mention
from bantin.dates import DocumentDate
from bantin.facts import Facts
from bantin.number import DocumentNumber
from bantin.parse import Marks, Parsed
from bantin.problems import Place, Problem, problem
from bantin.validation import Context

_KINDS: Final = {kind.value.code: kind for kind in Problems}
_PLACES: Final = ("start", "end", "number_start", "place")  # of a mention; they move with the text


class Kept(NamedTuple):
    """Where a record was kept: its path, the file's name in messages, and its body's HTML.

    ``fetch`` is called for the HTML whenever it is asked for.
    """

    path: str
    file: str
    fetch: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A bulletin without errors and its rendered body.

    ``problems`` are those of the file, warnings and notices.
    """

    bulletin: Bulletin
    body: Body
    problems: tuple[Problem, ...]


def as_record(
    parsed: Parsed, facts: Facts, body: Body, mentions: Sequence[Mention], found: Sequence[Problem]
) -> tuple[bytes, bytes]:
    """Return the record of a reading, and the hash of what other pages may show of it.

    *parsed* is as it was before the schema saw it; *found* are the problems that the schema does
    not tell when it sees it again.
    """
    outline = {
        "opening": body.opening,
        "headings": [_heading_row(heading) for heading in body.headings],
        "anchors": sorted(body.anchors),
        "links": [[link.target, link.path, link.anchor, link.is_image] for link in body.links],
        "own_anchors": body.own_anchors,
        "faults": body.faults,
    }
    cited = [asdict(mention) for mention in mentions]
    record: dict[str, Any] = {
        "data": parsed.data,
        "keys": [[path, *mark] for path, mark in parsed.marks.keys.items()],
        "values": [[path, *mark] for path, mark in parsed.marks.values.items()],
        "line": parsed.body_line,
        "outline": outline,
        "mentions": cited,
        "problems": [row_of_problem(one) for one in found],
    }
    text = _json(record | {"html": body.key})
    told = [{k: v for k, v in mention.items() if k not in _PLACES} for mention in cited]
    card = _json([record | {"mentions": told}, facts.as_row()])
    return text, hashlib.sha256(card).digest()


def from_record(record: bytes, kept: Kept, context: Context) -> Reading:
    """Read back what ``as_record`` returned. Raises ValueError where the record is none."""
    row = orjson.loads(record)
    marks = Marks(_marks(row["keys"]), _marks(row["values"]))
    parsed = Parsed(kept.path, row["data"], "", row["line"], marks, frozenset())
    bulletin, problems = read_bulletin(parsed, context, kept.file)
    if bulletin is None:
        raise ValueError(f"the record of {kept.path} is none of a bulletin")
    problems += [problem_of_row(one, kept.file) for one in row["problems"]]
    return Reading(bulletin, _body(row, kept), tuple(problems))


def row_of_problem(found: Problem) -> list[Any]:
    """Return a problem as plain data, without its file."""
    place = [found.place.line, found.place.column]
    return [found.kind.code, *place, dict(found.details)]


def problem_of_row(row: list[Any], file: str) -> Problem:
    """Read back what ``row_of_problem`` returned."""
    code, line, column, details = row
    return problem(_KINDS[code], Place(file, line, column), **details)


class KeptBody(Body):
    """A body whose HTML lies on the shelf, and is fetched whenever it is asked for."""

    __slots__ = ("_fetch", "_key", "_mentions")
    _fetch: Callable[[], str]
    _key: str
    _mentions: tuple[Mention, ...]

    def __init__(
        self, fetch: Callable[[], str], key: str, mentions: tuple[Mention, ...], **outline: Any
    ) -> None:
        own = {"_fetch": fetch, "_key": key, "_mentions": mentions}
        for name, value in (own | outline).items():
            object.__setattr__(self, name, value)

    @property
    def html(self) -> str:
        """The HTML."""
        return self._fetch()

    @property
    def key(self) -> str:
        """A hash of the HTML."""
        return self._key

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The documents that the text mentions, in order."""
        return self._mentions


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _marks(rows: list[list[Any]]) -> dict[tuple[str | int, ...], tuple[int, int]]:
    return {tuple(path): (line, column) for path, line, column in rows}


def _heading_row(heading: Heading) -> list[Any]:
    return [heading.level, heading.id, heading.text, [_heading_row(h) for h in heading.children]]


def _heading(row: list[Any]) -> Heading:
    level, name, text, children = row
    return Heading(level, name, text, tuple(_heading(child) for child in children))


def _body(row: dict[str, Any], kept: Kept) -> Body:
    outline = row["outline"]
    return KeptBody(
        kept.fetch,
        row["html"],
        tuple(_mention(one) for one in row["mentions"]),
        opening=outline["opening"],
        headings=tuple(_heading(row) for row in outline["headings"]),
        anchors=frozenset(outline["anchors"]),
        links=tuple(LocalLink(*row) for row in outline["links"]),
        own_anchors=tuple(outline["own_anchors"]),
        faults=tuple(Fault(*row) for row in outline["faults"]),
    )


def _mention(row: dict[str, Any]) -> Mention:
    number, date = DocumentNumber(**row["number"]), row["date"]
    start, end = row["place"]
    known = {
        "number": number,
        "date": DocumentDate(**date) if date else None,
        "place": (start, end),
    }
    return Mention(**row | known)
