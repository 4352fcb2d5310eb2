"""Look into the files beside bulletins; what has not changed is not read again."""

import hashlib
from collections.abc import Collection
from functools import partial
from typing import Final, NamedTuple

import orjson

from bantin.attachment_check import Finding, inspect
from bantin.catalogue import Problems
from bantin.progress import Tell, nobody
from bantin.shelf import Inspection, Shelf
from bantin.source import Library, Stamp, why
from bantin.workers import spread_map

_NEVER: Final = Stamp(-1, -1, -1)


class Inspected(NamedTuple):
    """A file that was looked into: the SHA-256 of its bytes, and what is wrong with it."""

    content: str
    finding: Finding | None


class Keeping(NamedTuple):
    """Where to keep what was found.

    Of a file that changed after *fresh* (ns since 1970) nothing is taken at its word.
    """

    shelf: Shelf
    fresh: int


def inspect_files(
    library: Library,
    paths: Collection[str],
    keeping: Keeping,
    workers: int = 1,
    tell: Tell = nobody,
) -> dict[str, Inspected]:
    """Return what is in the files at *paths*, by as many processes as *workers*."""
    shelf, fresh = keeping
    known = {one.path: one for one in shelf.inspections()}
    found: dict[str, Inspection] = {}
    waiting: list[str] = []
    for path in paths:
        one = known.pop(path, None)
        if one and one.stamp == library.stamp(path):
            found[path] = one
            tell(1)
        else:
            waiting.append(path)
    anew = spread_map(partial(_look, library, fresh), waiting, workers, tell)
    found.update((one.path, one) for one in anew)
    if anew or known:
        shelf.put_inspections([one for one in anew if one.content], known)
    return {path: _inspected(found[path]) for path in paths}


def _look(library: Library, fresh: int, path: str) -> Inspection:
    stamp = library.stamp(path)
    try:
        data = library.content(path)
    except OSError as error:
        finding: Finding | None = Finding(Problems.UNREADABLE.name, {"detail": why(error)})
        content = ""
    else:
        finding, content = inspect(path, data), hashlib.sha256(data).hexdigest()
    if stamp is None or stamp.changed >= fresh:
        stamp = _NEVER
    return Inspection(path, stamp, content, orjson.dumps(finding and [*finding]).decode())


def _inspected(one: Inspection) -> Inspected:
    finding = orjson.loads(one.found)
    return Inspected(one.content, Finding(*finding) if finding else None)
