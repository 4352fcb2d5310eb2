"""The graph of documents: which change which, and what each is worth on a given day.

Only relations of front matter make edges; a citation in running text changes nothing. A document
acts from the day it takes effect (``effective``, else its date) until it is recalled: a recalled
document is as if it had never acted, so what it replaced, recalled or corrected stands again. One
that is merely replaced or repealed later has acted all the same.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from bantin.bulletin import Bulletin
from bantin.dates import DocumentDate
from bantin.document_reference import Reference
from bantin.rules import Relation, Status, relations, statuses

RECALLS: Final = "recalls"
REPLACES: Final = "replaces"
WITHDRAWN: Final = "da-thu-hoi"
ENDING: Final = (RECALLS, REPLACES, "repeals")
"""Relations that end the other document, the strongest first."""

CHANGING: Final = (*ENDING, "amends", "supplements", "corrects", "extends")
"""Relations that change the other document."""

# Types that have no legal effect of their own: they are answered or attended, not in force.
_WITHOUT_EFFECT: Final = frozenset(
    ["cong-van", "giay-moi", "tin", "thu-cong", "phieu-gui", "bao-cao", "to-trinh", "bien-ban"]
)
NOT_YET: Final = "chua-co-hieu-luc"
_PARTLY_ENDING: Final = ("amends", *ENDING)


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation that the front matter of *source* declares, its *index*-th of this kind.

    ``target`` is None where the site lacks the other document, or where two could be meant.
    """

    source: Bulletin
    relation: Relation
    reference: Reference
    index: int
    target: Bulletin | None

    @property
    def since(self) -> DocumentDate:
        """The date from which the source acts, as far as it is known."""
        return acting_date(self.source)

    @property
    def day(self) -> date:
        """The first day on which the source can act on the target."""
        own = self.since.start.date()
        # of partial dates: a document of 2026 does not end one of May 2026 before there was one
        return max(own, self.target.front.date.start.date()) if self.target else own

    @property
    def ends(self) -> bool:
        """Whether it ends the whole of the target."""
        return self.relation.id in ENDING and not self.reference.is_partial


def acting_date(bulletin: Bulletin) -> DocumentDate:
    """Return the date from which a document acts."""
    return bulletin.front.effective or bulletin.front.date


class Graph:
    """The relations between the bulletins of a site, both ways."""

    def __init__(
        self, bulletins: Iterable[Bulletin], resolve: Callable[[Reference], list[Bulletin]]
    ) -> None:
        declared: dict[str, list[Edge]] = defaultdict(list)
        received: dict[str, list[Edge]] = defaultdict(list)
        for bulletin in bulletins:
            known: set[tuple[str, str, bool]] = set()
            for name, references in bulletin.front.relations.items():
                for index, reference in enumerate(references):
                    found = resolve(reference)
                    target = found[0] if len(found) == 1 and found[0] is not bulletin else None
                    edge = Edge(bulletin, relations()[name], reference, index, target)
                    declared[bulletin.path].append(edge)
                    if target is None:
                        continue
                    key = (target.path, name, reference.is_partial)
                    if key not in known:  # written twice (a problem), it still is one relation
                        received[target.path].append(edge)
                    known.add(key)
        for edges in received.values():
            edges.sort(key=lambda edge: (edge.day, edge.source.path))
        self._declared = dict(declared)
        self._received = dict(received)

    @property
    def edges(self) -> Iterable[Edge]:
        """All relations, by the bulletin that declares them."""
        return (edge for edges in self._declared.values() for edge in edges)

    @cached_property
    def recalls(self) -> list[tuple[Edge, Bulletin]]:
        """The recalls of whole documents, with what they recall."""
        return [
            (edge, edge.target)
            for edge in self.edges
            if edge.target and edge.ends and edge.relation.id == RECALLS
        ]

    def declared(self, bulletin: Bulletin) -> list[Edge]:
        """Return the relations that a bulletin declares, as its front matter lists them."""
        return self._declared.get(bulletin.path, [])

    def received(self, bulletin: Bulletin) -> list[Edge]:
        """Return the relations that others declare to a bulletin, the earliest to act first."""
        return self._received.get(bulletin.path, [])


class Day:
    """The graph on one day."""

    def __init__(self, graph: Graph, day: date) -> None:
        self.graph = graph
        self.day = day
        self._later: dict[date, Day] = {}
        self._runs: dict[str, Bulletin] = {}

    def is_acting(self, edge: Edge) -> bool:
        """Whether the source of a relation has begun to act and is not recalled."""
        has_begun = edge.day <= self.day and edge.source.front.status != NOT_YET
        return has_begun and not self._is_void(edge.source)

    def endings(self, bulletin: Bulletin) -> list[Edge]:
        """Return the relations that have ended a bulletin: recalls before all, then by day."""
        edges = [edge for edge in self.graph.received(bulletin) if edge.ends]
        acting = [edge for edge in edges if self.is_acting(edge)]
        return sorted(acting, key=lambda edge: edge.relation.id != RECALLS)

    def changes(self, bulletin: Bulletin) -> list[Edge]:
        """Return the relations that have changed a bulletin and not ended it, by day."""
        return [
            edge
            for edge in self.graph.received(bulletin)
            if edge.relation.id in CHANGING and not edge.ends and self.is_acting(edge)
        ]

    def coming(self, bulletin: Bulletin) -> list[Edge]:
        """Return the relations that are to end or change a bulletin on a later day, by day.

        One whose document is recalled before that day will never act.
        """
        return [
            edge
            for edge in self.graph.received(bulletin)
            if edge.relation.id in CHANGING
            and edge.day > self.day
            and self._on(edge.day).is_acting(edge)
        ]

    def current(self, bulletin: Bulletin) -> list[Bulletin]:
        """Return the last of the chains of replacement that lead from a bulletin, if any.

        Where A was replaced by B and B by C, it is C for A and for B, and none for C.
        """
        found: dict[str, Bulletin] = {}
        seen = {bulletin.path}
        waiting = deque(self._replacing(bulletin))
        while waiting:
            one = self._end_of_run(waiting.popleft())
            if one.path in seen:
                continue
            seen.add(one.path)
            further = self._replacing(one)
            waiting += further
            if not further:
                found[one.path] = one
        return [*found.values()]

    def last_day(self, bulletin: Bulletin) -> date | None:
        """Return the last day on which a bulletin, or a part of it, holds.

        By its own account or by an extension's; None where it names no such day.
        """
        return self._last_day(bulletin, with_parts=True)

    def status(self, bulletin: Bulletin) -> Status:
        """Return the status of a bulletin."""
        return statuses()[self._status(bulletin)]

    def _status(self, bulletin: Bulletin) -> str:
        if self._is_void(bulletin):
            return WITHDRAWN
        if self.endings(bulletin):
            return "het-hieu-luc"
        front = bulletin.front
        if front.status and front.status != WITHDRAWN:  # a withdrawal counts from its own day only
            return front.status
        if bulletin.type.id in _WITHOUT_EFFECT and not front.expires:
            return "khong-ap-dung"
        return self._force(bulletin)

    def _force(self, bulletin: Bulletin) -> str:
        last = self.last_day(bulletin)
        if last and last < self.day:
            return "het-hieu-luc"
        if acting_date(bulletin).start.date() > self.day:
            return NOT_YET
        whole = self._last_day(bulletin, with_parts=False)
        is_past = whole is not None and whole < self.day  # and a part of it was extended
        if is_past or any(edge.relation.id in _PARTLY_ENDING for edge in self.changes(bulletin)):
            return "het-hieu-luc-mot-phan"
        return "con-hieu-luc"

    def _replacing(self, bulletin: Bulletin) -> list[Bulletin]:
        return [e.source for e in self.endings(bulletin) if e.relation.id == REPLACES]

    def _end_of_run(self, bulletin: Bulletin) -> Bulletin:
        """Follow replacements as long as there is one only; remembered, for chains are long."""
        way: list[str] = []
        end = bulletin
        while end.path not in self._runs:
            further = self._replacing(end)
            self._runs[end.path] = end  # a circle ends here; it is a problem
            if len(further) != 1:
                break
            way.append(end.path)
            end = further[0]
        end = self._runs[end.path]
        self._runs.update(dict.fromkeys(way, end))
        return end

    def _last_day(self, bulletin: Bulletin, *, with_parts: bool) -> date | None:
        if bulletin.front.expires is None:
            return None
        known = {bulletin.path: bulletin}
        waiting = [bulletin]
        while waiting:  # an extension may be extended itself
            for edge in self.changes(waiting.pop()):
                extends = edge.relation.id == "extends"
                if extends and (with_parts or not edge.reference.is_partial):
                    if edge.source.path not in known:
                        waiting.append(edge.source)
                    known[edge.source.path] = edge.source
        ends = [one.front.expires for one in known.values() if one.front.expires]
        return max(end.start.date() for end in ends)

    def _on(self, day: date) -> "Day":
        return self._later.setdefault(day, Day(self.graph, day))

    def _is_void(self, bulletin: Bulletin) -> bool:
        """Whether a bulletin is withdrawn, by its own account or by a recall."""
        return bulletin.path in self._recalled or self._is_withdrawn(bulletin)

    def _is_withdrawn(self, bulletin: Bulletin) -> bool:
        front = bulletin.front
        if front.withdrawn:
            return front.withdrawn.date.start.date() <= self.day
        return front.status == WITHDRAWN

    @cached_property
    def _recalled(self) -> set[str]:
        """The paths of what a recall has made void, of all recalls at once.

        A recall counts when its own document is known to stand; so the recalls of recalls are
        taken from their end. Those in a circle (a problem) are never known, and recall nothing.
        """
        documents: dict[str, Bulletin] = {}
        recalled: dict[str, list[str]] = defaultdict(list)
        recalling: dict[str, set[str]] = defaultdict(set)
        for edge, target in self.graph.recalls:
            if edge.day <= self.day and edge.source.front.status != NOT_YET:
                documents |= {edge.source.path: edge.source, target.path: target}
                recalled[edge.source.path].append(target.path)
                recalling[target.path].add(edge.source.path)
        void = {path for path, document in documents.items() if self._is_withdrawn(document)}
        known = {path for path in documents if path in void or path not in recalling}
        waiting = deque(sorted(known))
        while waiting:
            path = waiting.popleft()
            for target_path in recalled[path]:
                recalling[target_path].discard(path)
                if target_path in known or (path in void and recalling[target_path]):
                    continue
                if path not in void:
                    void.add(target_path)
                known.add(target_path)
                waiting.append(target_path)
        return void
