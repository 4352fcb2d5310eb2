"""The secrecy gate: what in a file must not be published, as findings and as problems.

A finding is a fact about a file's bytes and name; which findings are problems depends on the
site's profile and on the exceptions that were made for just these bytes.
"""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Final, NamedTuple

from bantin.catalogue import Problems
from bantin.circulation_marks import circulation_marks
from bantin.document_text import SealedError, parts_of
from bantin.problems import Place, Problem, problem
from bantin.secrecy import markings, place_of
from bantin.secrecy_names import marking_in_name
from bantin.text import normalise

MARK, NAME, SEALED, INSIDE = "mark", "name", "sealed", "inside"
_PLAIN: Final = (".md", ".txt", ".csv", ".svg", ".html", ".json", ".xml")  # that have lines
_MOST: Final = 20  # findings of one file
_WHOLE: Final = frozenset({MARK, NAME, SEALED})  # what an exception may be made for

Excused = frozenset[tuple[str, str]]
"""Files that somebody looked into: each its path below the folder, and its SHA-256."""


class Finding(NamedTuple):
    """Something found in a file: ``said`` is a level, a stamp, or why it cannot be looked into."""

    kind: str
    said: str
    said_en: str
    line: int = 1
    column: int = 1
    where: str = ""
    where_en: str = ""


def in_name(path: str) -> Iterator[Finding]:
    """Yield the markings in the names of a path."""
    for part in path.split("/"):
        if level := marking_in_name(part):
            yield Finding(NAME, level, level, where=part, where_en=part)


def in_text(text: str, *, circulation: bool = True) -> Iterator[Finding]:
    """Yield the markings in a text that is in normal form; of *circulation*, too, if asked."""
    stamps = circulation_marks(text) if circulation else []
    for kind, found in ((MARK, markings(text)), (INSIDE, stamps)):
        for one in found[:_MOST]:
            yield Finding(kind, one.level, one.level, *place_of(text, one.start))


def in_file(path: str, data: bytes) -> Iterator[Finding]:
    """Yield what is found in a file that is no bulletin. Never raises."""
    yield from in_name(path)
    yield from islice(_in_parts(path, data), _MOST)


def _in_parts(path: str, data: bytes) -> Iterator[Finding]:
    has_lines = path.lower().endswith(_PLAIN)
    try:
        for part in parts_of(path, data):
            for one in (*in_text(normalise(part.text)), *_in_member(part.where)):
                line, column = (one.line, one.column) if has_lines else (1, 1)
                yield one._replace(
                    line=line, column=column, where=part.where, where_en=part.where_en
                )
    except SealedError as error:
        yield Finding(SEALED, error.reason, error.reason_en)


def _in_member(name: str) -> Iterator[Finding]:
    """Yield the markings in the name of a member of an archive."""
    yield from (one._replace(kind=MARK) for one in in_name(name))


def problems_of(
    findings: Collection[Finding], file: str, sha256: str, *, public: bool, excused: bool
) -> Iterator[Problem]:
    """Yield what is wrong with a file, *file* in messages, on a *public* site or another."""
    for one in findings:
        if (excused and one.kind in _WHOLE) or (one.kind == INSIDE and not public):
            continue
        place = Place(file, one.line, one.column)
        details = {"where": one.where, "where_en": one.where_en, "sha256": sha256}
        if one.kind == INSIDE:
            yield problem(Problems.INSIDE_ONLY, place, mark=one.said)
        elif one.kind == SEALED:
            yield problem(
                Problems.SEALED_FILE, place, detail=one.said, detail_en=one.said_en, sha256=sha256
            )
        elif one.kind == NAME:
            yield problem(Problems.SECRECY_IN_NAME, place, level=one.said, name=one.where)
        elif one.where:
            yield problem(Problems.SECRECY_IN_FILE, place, level=one.said, **details)
        else:
            yield problem(Problems.SECRECY_MARK, place, level=one.said, sha256=sha256)
