"""Look into every file that is no bulletin, and keep what was found.

A file is read once, and again only when it has changed: pages of a PDF take longer than all else.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from hashlib import sha256
from typing import Final, NamedTuple

import orjson

from bantin.attachment_check import Finding as Fault
from bantin.attachment_check import inspect as fault_of
from bantin.catalogue import Problems
from bantin.files import is_publishable
from bantin.progress import Progress, Stage
from bantin.secrecy_gate import SEALED, Finding, in_file, in_name
from bantin.shelf import Inspection, Shelf
from bantin.source import Library, Stamp, why
from bantin.time_limit import OvertimeError, at_most
from bantin.workers import spread_map

BULLETINS: Final = "bulletins"
"""The area whose files may be published beside bulletins; in any other all files are pages' own."""
_LARGEST: Final = 200_000_000  # bytes that are read at once
_LONGEST: Final = 4  # seconds for a file
_PER_SECOND: Final = 500_000  # bytes for which a large file has a second more
_NEVER: Final = Stamp(-1, -1, -1)
_TOO_LARGE: Final = Finding(SEALED, "tệp lớn hơn 200 MB", "it is larger than 200 MB")
_TOO_SLOW: Final = Finding(SEALED, "xem mất quá nhiều thời gian", "it takes too long")
_TOO_DEEP: Final = Finding(SEALED, "xem tốn quá nhiều bộ nhớ", "it takes too much memory")
# Faults that tell why nobody can look into a file.
_CLOSED: Final = frozenset(
    {Problems.WRONG_CONTENT.name, Problems.ENCRYPTED_FILE.name, Problems.BAD_ARCHIVE.name}
)


class Inspected(NamedTuple):
    """A file that was looked into: where it is, its SHA-256, and what was found.

    ``fault`` is why it must not be published beside a bulletin, ``marks`` are what the secrecy gate
    found. ``content`` is empty for a file that was not read.
    """

    area: str
    path: str
    content: str
    fault: Fault | None
    marks: tuple[Finding, ...]

    @property
    def is_closed(self) -> bool:
        """Whether nobody can look into the file, and its fault tells why."""
        sealed = any(one.kind == SEALED for one in self.marks)
        return sealed and self.fault is not None and self.fault.kind in _CLOSED

    def when_told(self) -> "Inspected":
        """Return what is left to tell when it was told that nobody can look into the file."""
        marks = tuple(one for one in self.marks if one.kind != SEALED)
        return self._replace(fault=None, marks=marks)


def inspect_files(
    libraries: Mapping[str, Library], shelf: Shelf, fresh: int, workers: int, progress: Progress
) -> list[Inspected]:
    """Look into the files of *libraries*, which are known by the name of their area.

    Of the bulletins' own, what is read as a bulletin is left out. What is younger than *fresh* (ns
    since 1970) is looked into again next time.
    """
    known = {(row.area, row.path): row for row in shelf.inspections()}
    waiting, rows = [], []
    for area, library in libraries.items():
        for path, stamp in library.files(bulletins=area != BULLETINS):
            row = known.pop((area, path), None)
            if row and row.stamp == stamp:
                rows.append(row)
            else:
                waiting.append((area, path, stamp, row))
    with progress.stage(Stage.READING, len(waiting)) as tell:
        new = spread_map(partial(_look, libraries, fresh), waiting, workers, tell)
    if new or known:
        shelf.put_inspections([row for row in new if not _was_ended(row)], known)
    return sorted(_inspected(row) for row in (*rows, *new))


def _look(
    libraries: Mapping[str, Library],
    fresh: int,
    waiting: tuple[str, str, Stamp, Inspection | None],
) -> Inspection:
    """Look into a file, unless its bytes are those that are known."""
    area, path, stamp, row = waiting
    is_attachable = area == BULLETINS and is_publishable(path)
    is_too_large = stamp.size > _LARGEST
    try:
        data = b"" if is_too_large else libraries[area].content(path)
        content = libraries[area].sha256(path) if is_too_large else sha256(data).hexdigest()
    except OSError as error:
        fault = Fault(Problems.UNREADABLE.name, {"detail": why(error)})
        return Inspection(area, path, _NEVER, "", _written(fault, in_name(path)))
    stamp = _NEVER if stamp.changed >= fresh else stamp
    if row and row.content == content:
        return row._replace(stamp=stamp)
    if is_too_large:
        found = _written(None, (*in_name(path), _TOO_LARGE))
        return Inspection(area, path, stamp, content, found)
    found = _found(path, data, is_attachable=is_attachable)
    return Inspection(area, path, stamp, content, found)


def _found(path: str, data: bytes, *, is_attachable: bool) -> str:
    """Look into the bytes of a file; end what never would."""
    fault = None
    try:
        with at_most(_LONGEST + len(data) / _PER_SECOND):
            fault = fault_of(path, data) if is_attachable and data else None
            return _written(fault, in_file(path, data))
    except OvertimeError:
        reason = _TOO_SLOW
    except (MemoryError, RecursionError):
        reason = _TOO_DEEP
    return _written(fault, (*in_name(path), reason))


def _was_ended(row: Inspection) -> bool:
    """Whether the look was ended for want of time or memory, of which there may be more again."""
    return not {_TOO_SLOW, _TOO_DEEP}.isdisjoint(_inspected(row).marks)


def _written(fault: Fault | None, marks: Iterable[Finding]) -> str:
    return orjson.dumps([fault and [*fault], [[*one] for one in marks]]).decode()


def _inspected(row: Inspection) -> Inspected:
    fault, marks = orjson.loads(row.found)
    fault = Fault(*fault) if fault else None
    return Inspected(row.area, row.path, row.content, fault, tuple(Finding(*one) for one in marks))
