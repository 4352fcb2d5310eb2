"""What has happened to bulletins since they were published: the news of their changes.

A change stays told even where the document that made it was recalled later: it did happen. What
was recalled before its day never acted, and so is no change.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final
from uuid import UUID, uuid5

from bantin.bulletin import Bulletin
from bantin.corpus import Corpus
from bantin.dates import DocumentDate
from bantin.graph import CHANGING, NOT_YET, RECALLS, WITHDRAWN, Day, Edge

CORRECTION: Final = "correction"
REPLACEMENT: Final = "replacement"
WITHDRAWAL: Final = "withdrawal"
AMENDMENT: Final = "amendment"
KINDS: Final = {
    CORRECTION: "Đính chính",
    REPLACEMENT: "Thay thế, bãi bỏ",
    WITHDRAWAL: "Thu hồi",
    AMENDMENT: "Sửa đổi, bổ sung",
}
"""The kinds of changes, with their names as a whole."""

_KIND_OF: Final = {
    "corrects": CORRECTION,
    "replaces": REPLACEMENT,
    "repeals": REPLACEMENT,
    "recalls": WITHDRAWAL,
    "amends": AMENDMENT,
    "supplements": AMENDMENT,
    "extends": AMENDMENT,
}


@dataclass(frozen=True)
class Change:
    """A change of *bulletin* by another (*source*), or told in its own front matter (None).

    ``label`` names this change («Thay thế một phần»), ``kind`` is one of ``KINDS``. ``text`` is
    the reason, or what was corrected. ``id`` stays when a file is renamed or a text reworded.
    """

    id: UUID
    kind: str
    label: str
    bulletin: Bulletin
    source: Bulletin | None
    date: DocumentDate
    text: str = ""

    @cached_property
    def is_news(self) -> bool:
        """Whether feeds tell it: not what is back-filled, nor drafts."""
        teller = (self.source or self.bulletin).front
        return not (teller.silent or teller.draft or self.bulletin.front.draft)


def changes(corpus: Corpus) -> list[Change]:
    """Return the changes that have happened by the corpus' day, newest first."""
    history = _History(corpus)
    found = [change for one in corpus.bulletins for change in history.of(one)]
    return sorted(found, key=lambda change: -change.date.start.timestamp())


class _History:
    def __init__(self, corpus: Corpus) -> None:
        self._graph = corpus.graph
        self._today = corpus.today
        self._days: dict[date, Day] = {}

    def of(self, bulletin: Bulletin) -> list[Change]:
        """Return the changes of one bulletin; those of one moment the latest first."""
        own = _own(bulletin) if bulletin.facts.tells else ()
        made = [*self._by_others(bulletin), *own]
        return [one for one in reversed(made) if one.date.start.date() <= self._today]

    def _by_others(self, bulletin: Bulletin) -> Iterator[Change]:
        groups: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        for edge in self._graph.received(bulletin):
            kind = _KIND_OF.get(edge.relation.id)
            is_acting = edge.day <= self._today and edge.source.front.status != NOT_YET
            if kind and is_acting and not self._is_recalled_before(edge):
                groups[kind, edge.source.path].append(edge)
        # «Sửa đổi, bổ sung» of one document by another is one change, not two.
        for (kind, _path), edges in groups.items():
            yield _by_other(bulletin, kind, edges)

    def _is_recalled_before(self, edge: Edge) -> bool:
        """Whether the source of a relation was recalled before it could act."""
        source, front = edge.source, edge.source.front
        recalls = (one for one in self._graph.received(source) if one.relation.id == RECALLS)
        if not front.withdrawn and all(one.day >= edge.day for one in recalls):
            return False  # as nearly always: the standing of all documents on a day takes time
        eve = edge.day - timedelta(days=1)
        day = self._days.setdefault(eve, Day(self._graph, eve))
        if front.status == WITHDRAWN and not front.withdrawn:
            # Nobody says since when; it may well have acted, unless a recall tells otherwise.
            return any(end.relation.id == RECALLS for end in day.endings(source))
        return day.status(source).id == WITHDRAWN


def _by_other(bulletin: Bulletin, kind: str, edges: Sequence[Edge]) -> Change:
    source = edges[0].source
    expires = source.front.expires
    extends = any(edge.relation.id == "extends" for edge in edges)
    return Change(
        id=uuid5(bulletin.uuid, f"{kind}\n{source.uuid}"),
        kind=kind,
        label=_label(edges),
        bulletin=bulletin,
        source=source,
        date=source.front.effective or source.front.date,
        text=f"Kéo dài đến hết ngày {expires.numeric}." if extends and expires else "",
    )


def _own(bulletin: Bulletin) -> Iterator[Change]:
    told = [(CORRECTION, one.date, one.text) for one in bulletin.front.corrections]
    if withdrawn := bulletin.front.withdrawn:
        told.append((WITHDRAWAL, withdrawn.date, withdrawn.reason))
    count: dict[tuple[str, str], int] = defaultdict(int)
    for kind, day, text in told:
        count[kind, day.iso] += 1
        name = f"{kind}\n{day.iso}\n{count[kind, day.iso]}"
        yield Change(uuid5(bulletin.uuid, name), kind, KINDS[kind], bulletin, None, day, text)


def _label(edges: Sequence[Edge]) -> str:
    """Return the relations in words: «Sửa đổi, bổ sung», «Thay thế một phần»."""
    partial: dict[str, bool] = {}
    labels = {edge.relation.id: edge.relation.label.lower() for edge in edges}
    for edge in edges:
        partial[edge.relation.id] = partial.get(edge.relation.id, True) and (
            edge.reference.is_partial
        )
    names = [name for name in CHANGING if name in labels]
    words = [f"{labels[name]} một phần" if partial[name] else labels[name] for name in names]
    return ", ".join(words).capitalize()
