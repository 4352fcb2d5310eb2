"""The corpus: every bulletin with its order, indexes, relations and status.

Built once everything is loaded; cross references are never resolved while parsing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property

from bantin.body import Body
from bantin.bulletin import BodyText, Bulletin
from bantin.catalogue import Problems
from bantin.dates import vietnam_day
from bantin.document_reference import Reference
from bantin.graph import Day, Graph
from bantin.graph_check import check_relations
from bantin.number import matching_key
from bantin.problems import Problem, problem
from bantin.rules import Status
from bantin.validation import Context


class Corpus:
    """Every bulletin that the site shows, newest first.

    ``hidden`` are bulletins not published yet, with the reason; ``unread`` files whose front
    matter is wrong, with their bodies where there is one. Both by path. ``awaited`` are those of
    the hidden ones that are published by themselves when their time comes.
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
        awaited: Iterable[Bulletin] = (),
    ) -> None:
        self.bulletins = sorted(bulletins, key=_newest_first)
        self.bodies = bodies
        self.context = context
        self.settings = context.settings
        self.today = vietnam_day(now)
        self.hidden = dict(hidden or {})
        self.unread = dict(unread or {})
        self.awaited = [*awaited]
        self.by_path = {bulletin.path: bulletin for bulletin in self.bulletins}

    @cached_property
    def due(self) -> float | None:
        """The moment (seconds since 1970) when the next bulletin is to be published."""
        return min((one.facts.publish_at or 0 for one in self.awaited), default=None)

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
            for topic in bulletin.facts.topics:
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
            found[bulletin.facts.year].append(bulletin)
        return dict(sorted(found.items(), reverse=True))

    @cached_property
    def by_number(self) -> dict[str, list[Bulletin]]:
        """Numbered bulletins by what all spellings of their number have in common."""
        found: dict[str, list[Bulletin]] = defaultdict(list)
        for bulletin in self.bulletins:
            if key := bulletin.facts.number_key:
                found[key].append(bulletin)
        return dict(found)

    def resolve(self, reference: Reference) -> list[Bulletin]:
        """Return the bulletins that a reference can mean."""
        found = self.by_number.get(matching_key(reference.number.text), [])
        if reference.date:
            wanted = reference.date.iso
            dates = ((b, b.front.date.iso) for b in found)
            # each as far as it is known
            found = [b for b, own in dates if own.startswith(wanted) or wanted.startswith(own)]
        # ĐA and DA are two types, where both are there
        exact = [b for b in found if b.number.code == reference.number.code]
        return exact or found

    @cached_property
    def graph(self) -> Graph:
        """The relations between the bulletins."""
        telling = (bulletin for bulletin in self.bulletins if bulletin.facts.tells)
        return Graph(telling, self.resolve)

    @cached_property
    def day(self) -> Day:
        """The relations on the corpus' day."""
        return Day(self.graph, self.today)

    def status(self, bulletin: Bulletin) -> Status:
        """Return the status of a bulletin on the corpus' day."""
        return self.day.status(bulletin)


def check(corpus: Corpus) -> list[Problem]:
    """Return what is wrong between bulletins: identities, ids and relations."""
    return [*_duplicates(corpus), *check_relations(corpus.graph, corpus.resolve, _numbers(corpus))]


def _numbers(corpus: Corpus) -> list[str]:
    return [one.facts.number for one in corpus.bulletins if one.facts.number_key]


def _duplicates(corpus: Corpus) -> list[Problem]:
    problems = []
    known: dict[str, Bulletin] = {}
    ids: dict[str, Bulletin] = {}
    for bulletin in sorted(corpus.bulletins, key=lambda b: b.path):
        numbered, own_id = bool(bulletin.facts.number_key), bulletin.facts.own_id
        first = known.setdefault(bulletin.facts.unique, bulletin)
        if first is not bulletin and (numbered or not own_id):
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
        if own_id:
            first = ids.setdefault(own_id, bulletin)
            if first is not bulletin:
                place = bulletin.place_of("id")
                details = {"value": own_id, "other": first.file}
                problems.append(problem(Problems.DUPLICATE_ID, place, **details))
    return problems


def _period(period: str) -> str:
    return f"năm {period}" if period.isdecimal() else period


def _newest_first(bulletin: Bulletin) -> tuple[object, ...]:
    return (*bulletin.facts.newest, bulletin.path)
