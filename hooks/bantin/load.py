"""Load a folder of bulletins: what its readings make a corpus of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bantin.body import Body
from bantin.bulletin import Bulletin
from bantin.catalogue import Problems
from bantin.corpus import Corpus
from bantin.problems import Place, Problem, problem
from bantin.progress import Progress
from bantin.readings import Readings


@dataclass(frozen=True, slots=True)
class Loaded:
    """A corpus, and what is wrong with the folder that it was read from."""

    corpus: Corpus
    problems: tuple[Problem, ...]


def load(
    readings: Readings,
    now: datetime,
    *,
    with_drafts: bool = False,
    workers: int = 1,
    progress: Progress | None = None,
) -> Loaded:
    """Read every bulletin of the folder that has changed, by as many processes as *workers*.

    *now* decides what is published yet (``publish_at``) and each document's status. Drafts are
    part of the corpus only with *with_drafts*. Never raises for what editors wrote: the corpus
    holds what could be read.
    """
    library = readings.library
    if not library.root.is_dir():
        missing = problem(Problems.NO_BULLETINS_FOLDER, Place(library.label), folder=library.label)
        return Loaded(Corpus((), {}, readings.context, now), (missing,))
    readings.read(workers, progress)
    return Loaded(corpus_at(readings, now, with_drafts=with_drafts), ())


def corpus_at(readings: Readings, now: datetime, *, with_drafts: bool = False) -> Corpus:
    """Return the corpus that readings make at the moment *now*."""
    hidden = {
        bulletin.path: reason
        for bulletin in readings.bulletins.values()
        if (reason := _hidden(bulletin, now, with_drafts=with_drafts))
    }
    shown = [one for one in readings.bulletins.values() if one.path not in hidden]
    unread = {path: one.text for path, one in readings.unread.items()}
    bodies = _Bodies(readings)
    waiting = (readings.bulletins[path] for path in hidden)
    awaited = [one for one in waiting if with_drafts or not one.facts.draft]
    return Corpus(
        shown, bodies, readings.context, now, hidden=hidden, unread=unread, awaited=awaited
    )


class _Bodies(Mapping[str, Body]):
    """The bodies of all readings, taken down when they are asked for."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings

    def __getitem__(self, path: str) -> Body:
        unread = self._readings.unread.get(path)
        if unread is None:
            return self._readings.take(path).body
        if unread.body is None:
            raise KeyError(path)
        return unread.body

    def __iter__(self) -> Iterator[str]:
        yield from self._readings.bulletins
        yield from (path for path, one in self._readings.unread.items() if one.body)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _hidden(bulletin: Bulletin, now: datetime, *, with_drafts: bool) -> str:
    facts = bulletin.facts
    if facts.draft and not with_drafts:
        return "bản nháp"
    if facts.publish_at and facts.publish_at > now.timestamp() and bulletin.front.publish_at:
        return f"hẹn đăng {bulletin.front.publish_at.stamp}"
    return ""
