"""Look into every file that is committed beside the bulletins, and what was found kept.

A file is looked into again only when it has changed: pages of a PDF take longer than all else.
"""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from typing import Final, NamedTuple

from bantin.progress import Progress, Stage
from bantin.secrecy_gate import SEALED, Finding, in_file, in_name
from bantin.shelf import Inspected, Shelf
from bantin.source import Library, Stamp
from bantin.workers import spread_map

# Their text is in pixels and sound: nobody can look into it here.
_WITHOUT_TEXT: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp3", ".mp4", ".woff2", ".ico")
_LARGEST: Final = 200_000_000  # bytes that are read at once
_NEVER: Final = Stamp(-1, -1, -1)
_TOO_LARGE: Final = Finding(SEALED, "tệp lớn hơn 200 MB", "it is larger than 200 MB")


class Inspection(NamedTuple):
    """What was found in a file: the library, its path there, its SHA-256, and the findings."""

    library: Library
    path: str
    sha256: str
    findings: tuple[Finding, ...]


def inspect(
    libraries: Mapping[str, Library], shelf: Shelf, fresh: int, workers: int, progress: Progress
) -> list[Inspection]:
    """Look into the files of *libraries* that are no bulletins.

    They are known by name: of «bulletins», what is read as a bulletin is left out. What is younger
    than *fresh* (ns since 1970) is looked into again next time.
    """
    known = {(row.area, row.path): row for row in shelf.inspected()}
    waiting, rows = [], []
    for area, library in libraries.items():
        for path, stamp in library.files(bulletins=area != "bulletins"):
            row = known.pop((area, path), None)
            if row and row.stamp == stamp:
                rows.append(row)
            else:
                waiting.append((area, path, stamp, row))
    work = partial(_look, libraries, fresh)
    with progress.stage(Stage.READING, len(waiting)) as tell:
        new = [row for row in spread_map(work, waiting, workers, tell) if row]
    if new or known:
        shelf.put_inspected(new, known)
    found = [Inspection(libraries[row.area], *_read(row)) for row in (*rows, *new)]
    return sorted(found, key=lambda one: one.library.place(one.path))


def _look(
    libraries: Mapping[str, Library],
    fresh: int,
    waiting: tuple[str, str, Stamp, Inspected | None],
) -> Inspected | None:
    """Look into a file, unless its bytes are those that are known; None if it cannot be read."""
    area, path, stamp, row = waiting
    if path.lower().endswith(_WITHOUT_TEXT):
        return Inspected(area, path, stamp, "", _written(in_name(path)))
    if stamp.size > _LARGEST:
        return Inspected(area, path, stamp, "", _written(iter((*in_name(path), _TOO_LARGE))))
    try:
        data = libraries[area].content(path)
    except OSError:
        return None
    stamp = _NEVER if stamp.changed >= fresh else stamp
    content = sha256(data).hexdigest()
    if row and row.content == content:
        return row._replace(stamp=stamp)
    return Inspected(area, path, stamp, content, _written(in_file(path, data)))


def _written(found: Iterator[Finding]) -> str:
    return json.dumps([*found], ensure_ascii=False, separators=(",", ":"))


def _read(row: Inspected) -> tuple[str, str, tuple[Finding, ...]]:
    return row.path, row.content, tuple(Finding(*one) for one in json.loads(row.findings))
