"""What cannot be true about the relations between documents."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from bantin.bulletin import Bulletin
from bantin.catalogue import Problems
from bantin.document_reference import Reference
from bantin.graph import CHANGING, ENDING, REPLACES, WITHDRAWN, Day, Edge, Graph
from bantin.problems import Place, Problem, problem
from bantin.rules import statuses
from bantin.text import slugify

_YEAR: Final = re.compile(r"/(?:19|20)\d\d/")
_ATTACHED: Final = "attached_to"  # what is attached to a letter is often older


def check_relations(
    graph: Graph, resolve: Callable[[Reference], list[Bulletin]], written: Iterable[str] = ()
) -> Iterator[Problem]:
    """Yield what is wrong with the relations of a site, whose documents have the numbers *written*.

    A document that the site lacks is no problem, unless it has one of nearly the same number.
    """
    numbers = {_letters_and_digits(number): number for number in written}
    for edge in graph.edges:
        if edge.target is None:
            yield from _unresolved(edge, resolve, numbers)
    circles = [*_circles(graph)]
    for circle in circles:
        yield _circle_problem(circle)
    circling = {id(edge) for circle in circles for edge in circle}
    for edge in graph.edges:
        if edge.target and id(edge) not in circling and _is_to_later(edge, edge.target):
            yield _problem(Problems.RELATION_TO_LATER, edge, date=edge.target.front.date.numeric)
        if edge.target and _extends_whole(edge):
            yield from _extension(edge, edge.target)
    yield from _twice(graph)
    yield from _ends(graph)
    yield from _revivals(graph)


def _unresolved(
    edge: Edge, resolve: Callable[[Reference], list[Bulletin]], numbers: dict[str, str]
) -> Iterator[Problem]:
    found = resolve(edge.reference)
    if not found:
        others = resolve(replace(edge.reference, date=None))
        if others:
            details = {
                "number": edge.reference.number.text,
                "dates": ", ".join(one.front.date.numeric for one in others),
                "date": others[0].front.date.iso,
            }
            yield _problem(Problems.RELATION_DATE, edge, **details)
        elif edge.relation.id in CHANGING:
            close = numbers.get(_letters_and_digits(edge.reference.number.text))
            if close:
                yield _problem(Problems.RELATION_WITHOUT_TARGET, edge, correction=close)
    elif found == [edge.source]:
        yield _problem(Problems.RELATION_TO_ITSELF, edge)
    else:
        candidates = ", ".join(f"{b.file} ({b.front.date.numeric})" for b in found)
        other = next(bulletin for bulletin in found if bulletin is not edge.source)
        yield _problem(
            Problems.RELATION_AMBIGUOUS,
            edge,
            value=edge.reference.number.text,
            count=len(found),
            candidates=candidates,
            date=other.front.date.iso + (", một phần" if edge.reference.is_partial else ""),
        )


def _letters_and_digits(number: str) -> str:
    """Return what is left of a number without its separators and a year in its middle."""
    return slugify(_YEAR.sub("/", number), "")


def _circles(graph: Graph) -> Iterator[list[Edge]]:
    """Yield circles of relations that lead back to where they began, each once."""
    groups: dict[str, dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
    for edge in graph.edges:
        if edge.target:
            kind = edge.relation.id
            groups["" if kind in CHANGING else kind][edge.source.path].append(edge)
    for edges in groups.values():
        left = _without_ends(edges)
        seen: set[str] = set()
        # the oldest cannot name a newer one: its relation is the one to correct, and comes first
        for path in sorted(left, key=lambda path: (left[path][0].source.front.date.iso, path)):
            circle = [] if path in seen else _circle(left, path)
            seen.update(edge.source.path for edge in circle)
            if circle:
                yield circle


def _without_ends(edges: dict[str, list[Edge]]) -> dict[str, list[Edge]]:
    """Return relations without those that lead nowhere; in a corpus without circles none is left.

    So a long chain is walked once, and not from each of its documents.
    """
    sources: dict[str, set[str]] = defaultdict(set)
    targets: dict[str, set[str]] = defaultdict(set)
    for path, declared in edges.items():
        for edge in declared:
            if edge.target:
                targets[path].add(edge.target.path)
                sources[edge.target.path].add(path)
    waiting = deque(path for path in sources if path not in edges)
    while waiting:
        end = waiting.popleft()
        for path in sources[end]:
            targets[path].discard(end)
            if not targets[path]:
                waiting.append(path)
    return {
        path: [edge for edge in edges[path] if edge.target and edge.target.path in left]
        for path, left in targets.items()
        if left
    }


def _circle(edges: dict[str, list[Edge]], start: str) -> list[Edge]:
    """Return the shortest circle through *start*, empty where there is none."""
    reached: dict[str, Edge] = {}  # each document by the relation that first leads to it
    waiting = deque([start])
    while waiting and start not in reached:
        for edge in edges.get(waiting.popleft(), ()):
            if edge.target and edge.target.path not in reached:
                reached[edge.target.path] = edge
                waiting.append(edge.target.path)
    circle: list[Edge] = []
    path = start
    while path in reached and not (circle and path == start):
        circle.append(reached[path])
        path = circle[-1].source.path
    return circle[::-1] if start in reached else []


def _circle_problem(circle: list[Edge]) -> Problem:
    first = circle[0]
    names = [f"{edge.source.number.text} ({edge.source.file})" for edge in circle]
    way = " → ".join([*names, first.source.number.text])
    return _problem(Problems.RELATION_CIRCLE, first, way=way)


def _extension(edge: Edge, target: Bulletin) -> Iterator[Problem]:
    """Yield why an extension of a whole document changes nothing, if it does not."""
    end, before = edge.source.front.expires, target.front.expires
    if end is None:
        yield _problem(Problems.EXTENSION_WITHOUT_END, edge)
    elif before is None or end.start <= before.start:
        until = f"hết hiệu lực ngày {before.numeric}" if before else "không ghi «expires»"
        until_en = f"expires on {before.numeric}" if before else "has no «expires»"
        details = {"end": end.numeric, "until": until, "until_en": until_en}
        yield _problem(Problems.EXTENSION_IN_VAIN, edge, **details)


def _extends_whole(edge: Edge) -> bool:
    """Whether a relation extends a document itself, and not a term that a part of it sets."""
    return edge.relation.id == "extends" and not edge.reference.is_partial


def _is_to_later(edge: Edge, target: Bulletin) -> bool:
    """Whether the source is surely older than the target; partial dates as far as they go."""
    own, other = edge.source.front.date.iso, target.front.date.iso
    known = min(len(own), len(other))
    return edge.relation.id != _ATTACHED and own[:known] < other[:known]


def _twice(graph: Graph) -> Iterator[Problem]:
    """Yield second relations to one document that repeat or gainsay the first."""
    known: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in graph.edges:
        if edge.target:
            known[edge.source.path, edge.target.path].append(edge)
    for edges in known.values():
        ending = [edge for edge in edges if edge.ends]
        for edge in edges:
            first = next(one for one in edges if one.relation is edge.relation)
            if first is not edge:
                yield _problem(Problems.RELATION_TWICE, edge)
            elif (
                ending and edge.relation.id in CHANGING and edge.relation is not ending[0].relation
            ):
                yield _problem(
                    Problems.RELATION_CONTRADICTION,
                    edge,
                    value=edge.reference.number.text,
                    other=ending[0].relation.label.lower(),
                )


def _ends(graph: Graph) -> Iterator[Problem]:
    """Yield documents that are ended twice, or are said to stand although they are ended."""
    last = Day(graph, date.max)  # when everything has begun
    targets = {edge.target.path: edge.target for edge in graph.edges if edge.target}
    for target in targets.values():
        endings = last.endings(target)
        if endings and target.front.status and target.front.status != WITHDRAWN:
            status = statuses()[target.front.status]
            if status.in_force:
                yield _status_problem(target, endings[0])
        for kind in ENDING[1:]:  # who recalls a second time undoes nothing
            alike = [edge for edge in endings if edge.relation.id == kind]
            for edge in alike[1:]:
                first = alike[0].source
                if edge.day > alike[0].day:
                    details = {"other": first.number.text, "file": first.file}
                    yield _problem(Problems.ENDED_ALREADY, edge, **details)


def _revivals(graph: Graph) -> Iterator[Problem]:
    """Yield recalls that bring back a document beside the successor of what is recalled.

    Where B replaced A and C replaced B, a recall of B leaves both A and C in force.
    """
    last = Day(graph, date.max)
    for recall, recalled in graph.recalls:
        if not last.is_acting(recall):
            continue
        acting = [edge.source for edge in last.endings(recalled) if edge.relation.id == REPLACES]
        revived = [
            edge.target
            for edge in graph.declared(recalled)
            if edge.target
            and edge.ends
            and edge.relation.id == REPLACES
            and not last.endings(edge.target)
        ]
        for successor in acting:
            for old in revived:
                details = {
                    "old": old.number.text,
                    "successor": successor.number.text,
                    "file": successor.file,
                }
                yield _problem(Problems.RECALL_REVIVES, recall, **details)


def _status_problem(target: Bulletin, ending: Edge) -> Problem:
    return problem(
        Problems.STATUS_CONTRADICTED,
        target.place_of("status"),
        status=statuses()[target.front.status or ""].label,
        label=ending.relation.inverse.lower(),
        number=ending.source.number.text,
        file=ending.source.file,
    )


def _problem(kind: Problems, edge: Edge, **details: object) -> Problem:
    place: Place = edge.source.place_of("relations", edge.relation.id, edge.index)
    label = edge.relation.label.lower()
    return problem(kind, place, **{"label": label, "value": edge.reference.text, **details})
