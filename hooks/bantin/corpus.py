"""The corpus: every bulletin with its order, indexes, relations and status.

Built once everything is loaded; cross references are never resolved while parsing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from bantin.body import Body
from bantin.bulletin import BodyText, Bulletin
from bantin.catalogue import Problems
from bantin.dates import vietnam_day
from bantin.number import matching_key
from bantin.problems import Problem, problem
from bantin.rules import Relation, Status, relations, statuses
from bantin.schema import Context, Reference
from bantin.text import slugify

# Types that have no legal effect of their own: they are answered or attended, not in force.
_WITHOUT_EFFECT: Final = frozenset({"cong-van", "giay-moi", "tin", "thu-cong", "phieu-gui"})
_ENDING: Final = ("replaces", "repeals")


@dataclass(frozen=True, slots=True)
class RelatedDocument:
    """One end of a relation: its name as seen from here, and the bulletin there, if any."""

    label: str
    text: str
    bulletin: Bulletin | None


class Corpus:
    """Every bulletin that the site shows, newest first.

    ``hidden`` are bulletins not published yet, with the reason; ``unread`` files whose front
    matter is wrong, with their bodies where there is one. Both by path.
    """

    def __init__(  # noqa: PLR0913 - a corpus is made of these
        self,
        bulletins: Iterable[Bulletin],
        bodies: Mapping[str, Body],
        context: Context,
        now: datetime,
        *,
        hidden: Mapping[str, str] | None = None,
        unread: Mapping[str, BodyText | None] | None = None,
    ) -> None:
        self.bulletins = sorted(bulletins, key=_newest_first)
        self.bodies = bodies
        self.context = context
        self.settings = context.settings
        self.today = vietnam_day(now)
        self.hidden = dict(hidden or {})
        self.unread = dict(unread or {})
        self.by_path = {bulletin.path: bulletin for bulletin in self.bulletins}

    @cached_property
    def documents(self) -> list[Bulletin]:
        """The numbered documents (all that is no news), newest first."""
        return [bulletin for bulletin in self.bulletins if not bulletin.is_news]

    @cached_property
    def news(self) -> list[Bulletin]:
        """The news articles, newest first."""
        return [bulletin for bulletin in self.bulletins if bulletin.is_news]

    @cached_property
    def by_topic(self) -> dict[str, list[Bulletin]]:
        """Bulletins by topic, in the order of the site's vocabulary; empty topics too."""
        found: dict[str, list[Bulletin]] = {topic: [] for topic in self.settings.topics}
        for bulletin in self.bulletins:
            for topic in dict.fromkeys(bulletin.front.topic):
                found[topic].append(bulletin)
        return found

    @cached_property
    def by_type(self) -> dict[str, list[Bulletin]]:
        """Bulletins by type, in the order of the registry; only types that occur."""
        found: dict[str, list[Bulletin]] = defaultdict(list)
        for bulletin in self.bulletins:
            found[bulletin.type.id].append(bulletin)
        return {kind: found[kind] for kind in self.context.types if kind in found}

    @cached_property
    def by_issuer(self) -> dict[str, list[Bulletin]]:
        """Bulletins by issuer, in the order of the registry; empty issuers too."""
        found: dict[str, list[Bulletin]] = {issuer: [] for issuer in self.settings.issuers}
        for bulletin in self.bulletins:
            found[bulletin.issuer_id].append(bulletin)
        return found

    @cached_property
    def by_year(self) -> dict[int, list[Bulletin]]:
        """Bulletins by year of issue, newest year first."""
        found: dict[int, list[Bulletin]] = defaultdict(list)
        for bulletin in self.bulletins:
            found[bulletin.front.date.year].append(bulletin)
        return dict(sorted(found.items(), reverse=True))

    @cached_property
    def by_number(self) -> dict[str, list[Bulletin]]:
        """Numbered bulletins by what all spellings of their number have in common."""
        found: dict[str, list[Bulletin]] = defaultdict(list)
        for bulletin in self.bulletins:
            if bulletin.number.is_given:
                found[matching_key(bulletin.number.text)].append(bulletin)
        return dict(found)

    def resolve(self, reference: Reference) -> list[Bulletin]:
        """Return the bulletins that a reference can mean."""
        found = self.by_number.get(matching_key(reference.number.text), [])
        if reference.date:
            wanted = reference.date.iso
            found = [b for b in found if b.front.date.iso.startswith(wanted)]
        return found

    @cached_property
    def _links(self) -> list[tuple[Bulletin, Relation, Reference, Bulletin | None]]:
        links = []
        for bulletin in self.bulletins:
            for name, references in bulletin.front.relations.items():
                for reference in references:
                    found = self.resolve(reference)
                    target = found[0] if len(found) == 1 else None
                    links.append((bulletin, relations()[name], reference, target))
        return links

    @cached_property
    def related(self) -> dict[str, list[RelatedDocument]]:
        """What each bulletin is related to, by its path, both ways."""
        found: dict[str, list[RelatedDocument]] = defaultdict(list)
        for bulletin, relation, reference, target in self._links:
            found[bulletin.path].append(RelatedDocument(relation.label, reference.text, target))
        for bulletin, relation, _reference, target in self._links:
            if target:
                inverse = RelatedDocument(relation.inverse, bulletin.number.text, bulletin)
                found[target.path].append(inverse)
        return dict(found)

    @cached_property
    def _ended_by(self) -> dict[str, tuple[str, Bulletin]]:
        """What ended each document, by its path, as (relation, by which bulletin)."""
        found: dict[str, tuple[str, Bulletin]] = {}
        for bulletin, relation, _reference, target in self._links:
            if target is None or not self._has_begun(bulletin):
                continue
            if relation.id == "recalls" or (relation.id in _ENDING and target.path not in found):
                found[target.path] = (relation.id, bulletin)
        return found

    def successor(self, bulletin: Bulletin) -> Bulletin | None:
        """Return the bulletin that replaced, repealed or recalled this one, if any."""
        ended = self._ended_by.get(bulletin.path)
        return ended[1] if ended else None

    def status(self, bulletin: Bulletin) -> Status:
        """Return the status of a bulletin on the corpus' day."""
        front = bulletin.front
        known = statuses()
        ended = self._ended_by.get(bulletin.path)
        if front.status:
            return known[front.status]
        if ended:
            return known["da-thu-hoi" if ended[0] == "recalls" else "het-hieu-luc"]
        if bulletin.type.id in _WITHOUT_EFFECT:
            return known["khong-ap-dung"]
        if front.expires and front.expires.start.date() < self.today:
            return known["het-hieu-luc"]
        if not self._has_begun(bulletin):
            return known["chua-co-hieu-luc"]
        return known["con-hieu-luc"]

    def _has_begun(self, bulletin: Bulletin) -> bool:
        effective = bulletin.front.effective
        return effective is None or effective.start.date() <= self.today


def check(corpus: Corpus) -> list[Problem]:
    """Return what is wrong between bulletins: identities, ids and relations."""
    return [*_duplicates(corpus), *_relations(corpus)]


def _duplicates(corpus: Corpus) -> list[Problem]:
    problems = []
    series: dict[tuple[str, ...], Bulletin] = {}
    ids: dict[str, Bulletin] = {}
    for bulletin in sorted(corpus.bulletins, key=lambda b: b.path):
        numbered = bulletin.number.is_given
        first = series.setdefault(bulletin.series if numbered else bulletin.identity, bulletin)
        if first is not bulletin and (numbered or not bulletin.front.id):
            date = bulletin.front.date.numeric
            found = problem(
                Problems.DUPLICATE_IDENTITY,
                bulletin.place_of("number" if numbered else "title"),
                same="số" if numbered else "tiêu đề và ngày",
                same_en="number" if numbered else "title and date",
                value=bulletin.number.text if numbered else bulletin.front.title,
                issuer=bulletin.issuer.name,
                period=_period(bulletin.series[-1]) if numbered else date,
                other=first.file,
            )
            problems.append(found)
        if bulletin.front.id:
            first = ids.setdefault(bulletin.front.id, bulletin)
            if first is not bulletin:
                place = bulletin.place_of("id")
                details = {"value": bulletin.front.id, "other": first.file}
                problems.append(problem(Problems.DUPLICATE_ID, place, **details))
    return problems


def _period(period: str) -> str:
    return f"năm {period}" if period.isdecimal() else period


def _relations(corpus: Corpus) -> list[Problem]:
    problems = []
    for bulletin in corpus.bulletins:
        for name, references in bulletin.front.relations.items():
            for index, reference in enumerate(references):
                found = corpus.resolve(reference)
                place = bulletin.place_of("relations", name, index)
                if len(found) > 1:
                    candidates = ", ".join(f"{b.file} ({b.front.date.numeric})" for b in found)
                    details = {
                        "count": len(found),
                        "value": reference.text,
                        "candidates": candidates,
                        "date": found[0].front.date.iso,
                    }
                    problems.append(problem(Problems.RELATION_AMBIGUOUS, place, **details))
                elif found == [bulletin]:
                    label = relations()[name].label.lower()
                    details = {"label": label, "value": reference.text}
                    problems.append(problem(Problems.RELATION_TO_ITSELF, place, **details))
    return problems


def _newest_first(bulletin: Bulletin) -> tuple[object, ...]:
    date = bulletin.front.date
    serial, text = bulletin.number.order
    return (-date.start.timestamp(), -serial, text, slugify(bulletin.front.title), bulletin.path)
