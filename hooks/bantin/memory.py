"""What a build found out between the bulletins, remembered for the next one.

As long as nothing that one bulletin shows of another has changed, links and citations lead where
they led. So when an editor mends a sentence, the pages that show it are planned without the rest
of the corpus being looked at.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any, Final

import orjson

from bantin.citations import ExternalDocument
from bantin.citing import Citations, Meaning
from bantin.corpus import Corpus
from bantin.files import PublishedFile
from bantin.model import Site
from bantin.number import DocumentNumber
from bantin.problems import Problem
from bantin.reading import problem_of_row, row_of_problem
from bantin.readings import Readings
from bantin.shelf import Row, Shelf
from bantin.source import Library

_BUILD: Final = "build"
_LATEST: Final = "latest"


@dataclass(frozen=True, slots=True)
class Conditions:
    """Under what the findings of a build hold.

    ``site`` is a hash of all that pages take from elsewhere than from the bulletins, ``now`` the
    moment of the build, ``release`` the name of what is published, ``book`` a hash of the address
    book.
    """

    site: str
    now: datetime
    release: str
    book: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What a build found out: problems, and of what analyses the search index is made.

    ``analyses`` are their keys in the order of the index, ``analysis_of`` those of bulletins by
    path.
    """

    problems: Sequence[Problem]
    analyses: Sequence[str]
    analysis_of: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Recalled:
    """What the last build found out."""

    addresses: Mapping[str, tuple[str, ...]]
    files: dict[str, PublishedFile]
    citations: Citations
    findings: Findings


def remember(site: Site, readings: Readings, conditions: Conditions, findings: Findings) -> None:
    """Keep what a build of the whole site found out."""
    shelf, citations = readings.shelf, site.citations

    def crossings() -> Iterator[tuple[Row, bytes]]:
        for path, row in readings.rows.items():
            found: list[Any] = []
            if bulletin := site.corpus.by_path.get(path):
                meant = [_meaning_row(one) for one in citations.settled(bulletin)]
                found = [site.addresses[path], meant, citations.sources(path)]
                found.append(findings.analysis_of[path])
            yield row, orjson.dumps(found)

    files = [
        [one.path, one.size, one.content, _stamp(site.library, one.path, readings.fresh)]
        for one in site.files.values()
    ]
    note = {
        "site": conditions.site,
        "book": conditions.book,
        "day": site.corpus.today.isoformat(),
        "due": site.corpus.due,
        "files": files,
        "problems": [[one.place.file, *row_of_problem(one)] for one in findings.problems],
    }
    notes = {_BUILD: orjson.dumps(note), _LATEST: _latest(conditions, findings)}
    shelf.remember(notes, crossings(), whole=True)
    shelf.keep_analyses({*findings.analyses})


def remember_texts(readings: Readings, conditions: Conditions, findings: Findings) -> None:
    """Keep what a build found out in which nothing but the text of bulletins had changed."""
    shelf = readings.shelf

    def crossings() -> Iterator[tuple[Row, bytes]]:
        for path in readings.changed:
            found = _crossing(shelf, path)
            if path in findings.analysis_of:
                found[-1] = findings.analysis_of[path]
            yield readings.rows[path], orjson.dumps(found)

    shelf.remember({_LATEST: _latest(conditions, findings)}, [*crossings()], whole=False)


def published_analyses(shelf: Shelf, release: str) -> Sequence[str] | None:
    """Return the analyses that the index of a release was made of, None if they are not known."""
    note = shelf.note(_LATEST)
    latest = orjson.loads(note) if note else {}
    found: list[str] | None = latest.get("analyses") if latest.get("release") == release else None
    return found


def recall(readings: Readings, corpus: Corpus, conditions: Conditions) -> Recalled | None:
    """Return what the last build found out, None if it does not hold any more.

    It holds for a corpus in which nothing has changed but the text of some bulletins.
    """
    shelf, library = readings.shelf, readings.library
    note, latest = shelf.note(_BUILD), shelf.note(_LATEST)
    if not (readings.quiet and note and latest):
        return None
    known, newest = orjson.loads(note), orjson.loads(latest)
    holds = (
        newest["release"] == conditions.release
        and known["site"] == conditions.site
        and known["book"] == conditions.book
        and known["day"] == corpus.today.isoformat()
        and (known["due"] is None or conditions.now.timestamp() < known["due"])
        and all(stamp and stamp == _stamp(library, path) for path, *_, stamp in known["files"])
    )
    problems = [problem_of_row(row, file) for file, *row in known["problems"]]
    concerned = {readings.file(path) for path in readings.changed}
    if not holds or concerned.intersection(one.place.file for one in problems):
        return None
    crossing = cache(partial(_crossing, shelf))
    return Recalled(
        addresses=_Column(corpus, lambda path: tuple(crossing(path)[0])),
        files={path: PublishedFile(path, *rest) for path, *rest, _ in known["files"]},
        citations=Citations(
            corpus,
            _Column(corpus, lambda path: [*map(_meaning, crossing(path)[1])]),
            lambda path: crossing(path)[2],
        ),
        findings=Findings(
            problems, newest["analyses"], _Column(corpus, lambda path: crossing(path)[3])
        ),
    )


class _Column(Mapping[str, Any]):
    """Something that is known of every bulletin, read when it is asked for."""

    def __init__(self, corpus: Corpus, read: Any) -> None:
        self._corpus = corpus
        self._read = read

    def __getitem__(self, path: str) -> Any:
        if path not in self._corpus.by_path:
            raise KeyError(path)
        return self._read(path)

    def __iter__(self) -> Iterator[str]:
        return iter(self._corpus.by_path)

    def __len__(self) -> int:
        return len(self._corpus.by_path)


def _stamp(library: Library, path: str, fresh: float = math.inf) -> list[int]:
    """Return the stamp of a file; nothing if it is not there, or changed after *fresh* (ns)."""
    stamp = library.stamp(path)
    return [*stamp] if stamp and stamp.changed < fresh else []


def _latest(conditions: Conditions, findings: Findings) -> bytes:
    return orjson.dumps({"release": conditions.release, "analyses": findings.analyses})


def _crossing(shelf: Shelf, path: str) -> list[Any]:
    found: list[Any] = orjson.loads(shelf.crossing(path) or b"")
    return found


def _meaning_row(meaning: Meaning) -> list[Any]:
    outcome, key, external = meaning
    row = None
    if external:
        row = [external.number, external.type_id, external.date, external.issuer_text]
    return [outcome, key, row]


def _meaning(row: list[Any]) -> Meaning:
    outcome, key, external = row
    if external:
        number, *rest = external
        external = ExternalDocument(DocumentNumber(**number), *rest)
    return Meaning(outcome, key, external)
