"""Events and deadlines of the bulletins: what stands in calendars, whatever their form.

Nothing here asks what day it is: which of them are over is for the reader's clock to say.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest
from typing import Final, Literal
from uuid import UUID, uuid5

from bantin.bulletin import Bulletin
from bantin.corpus import Corpus
from bantin.dates import DocumentDate
from bantin.graph import CHANGING, RECALLS
from bantin.text import collation_key, slugify
from bantin.views import number_label, page_address

Kind = Literal["event", "deadline"]
Yearly = tuple[int, int]
_WITHDRAWN: Final = "da-thu-hoi"
_DATED_AHEAD: Final = timedelta(days=31)
# What comes later than so many others is for a later build to show.
_MOST_COMING: Final = 200


@dataclass(frozen=True, slots=True)
class Occasion:
    """One event or deadline.

    ``start`` is the first day (of a yearly deadline: the first on or after the day of its
    document), ``until`` the last day on which a yearly one still holds, where that is known;
    ``stated`` the date of the document that names it; ``revision`` counts what has changed that
    document since, so that it never falls.
    """

    uid: str
    kind: Kind
    title: str
    start: DocumentDate
    end: DocumentDate | None
    every: Yearly | None
    until: date | None
    place: str
    cancelled: bool
    stated: DocumentDate
    number: str
    label: str
    document: str
    address: str
    revision: int = 0

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return self.start.start.date()

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        return (self.end or self.start).start.date()

    @property
    def month(self) -> str:
        """The month in which it begins, as a heading: ``Tháng 3/2026``."""
        return f"Tháng {self.start.month}/{self.start.year}"

    @property
    def yearly_key(self) -> str:
        """The day of every year for programs, empty for what happens once: ``12-15``."""
        return f"{self.every[0]:02}-{self.every[1]:02}" if self.every else ""


@dataclass(frozen=True, slots=True)
class Day:
    """An occasion as pages show it; the dates in figures are for the browser's clock."""

    kind: Kind
    title: str
    month: str
    day: str
    weekday: str
    hours: str
    place: str
    first: str
    last: str
    every: str
    until: str
    cancelled: bool
    label: str
    address: str


def shown(occasion: Occasion) -> Day:
    """Return what pages show of an occasion."""
    start, every = occasion.start, occasion.every
    return Day(
        kind=occasion.kind,
        title=occasion.title,
        month=occasion.month,
        day=f"{every[1] if every else start.day:02}",
        weekday=f"tháng {every[0]}" if every else start.stamp.partition(" - ")[0],
        hours=_hours(occasion),
        place=occasion.place,
        first=occasion.first_day.isoformat(),
        last=occasion.last_day.isoformat(),
        every=occasion.yearly_key,
        until=occasion.until.isoformat() if occasion.until else "",
        cancelled=occasion.cancelled,
        label=occasion.label,
        address=occasion.address,
    )


def occasions_of(corpus: Corpus, bulletin: Bulletin) -> tuple[Occasion, ...]:
    """Return the events and deadlines of a bulletin, in the order of its front matter.

    Those of a withdrawn document are cancelled, and so is what another one would have brought
    after its end.
    """
    if not bulletin.facts.occasions:
        return ()
    front = bulletin.front
    stated = front.date
    void, last = _validity(corpus, bulletin)
    revision = _revision(corpus, bulletin)
    made: list[Occasion] = []
    used: Counter[str] = Counter()
    entries: list[tuple[Kind, str, DocumentDate, DocumentDate | None, Yearly | None, str]] = [
        ("event", event.title, event.start, event.end, None, event.place) for event in front.events
    ]
    entries += [
        ("deadline", due.title, due.date or _first(due.every, stated), None, due.every, "")
        for due in front.deadlines
    ]
    for kind, title, start, end, every, place in entries:
        name = f"{kind} {slugify(title)}"
        used[name] += 1
        over = last is not None and start.start.date() > last
        made.append(
            Occasion(
                uid=_uid(bulletin.uuid, name, used[name]),
                kind=kind,
                title=title,
                start=start,
                end=end,
                every=every,
                until=last if every and not over else None,
                place=place,
                cancelled=void or over,
                stated=stated,
                number=bulletin.number.text if bulletin.number.is_given else "",
                label=_label(bulletin),
                document=_document(bulletin),
                address=page_address(bulletin),
                revision=revision,
            )
        )
    return tuple(made)


def in_order(occasions: Iterable[Occasion]) -> tuple[Occasion, ...]:
    """Return occasions by their first day and hour, then by title."""
    return tuple(
        sorted(
            occasions,
            key=lambda one: (one.start.start.timestamp(), collation_key(one.title), one.uid),
        )
    )


def perhaps_coming(corpus: Corpus) -> tuple[Day, ...]:
    """Return what can still be coming up for a reader of this site, whenever he reads it.

    Nobody reads a site before its newest bulletin was issued; a month is allowed for bulletins
    that are dated ahead. The nearest from then on are enough: where there is more, new bulletins
    come too.
    """
    newest = max((one.facts.first_day for one in corpus.bulletins[:1]), default=date.min)
    since = newest - min(_DATED_AHEAD, newest - date.min)
    found = (
        one
        for bulletin in corpus.bulletins
        for one in occasions_of(corpus, bulletin)
        if not one.cancelled
        and (one.until is None or one.until >= since)
        and (one.every or one.last_day >= since)
    )
    nearest = nsmallest(_MOST_COMING, found, key=lambda one: _next_day(one, since))
    return tuple(shown(one) for one in in_order(nearest))


def _next_day(occasion: Occasion, since: date) -> date:
    """Return the first day on or after *since* that an occasion falls on, or might have begun."""
    if occasion.every is None:
        return max(occasion.first_day, since)
    day = day_of_year(occasion.every, since.year)
    if day < since:
        day = day_of_year(occasion.every, since.year + 1)
    return max(day, occasion.first_day)


def day_of_year(every: Yearly, year: int) -> date:
    """Return the day that a yearly deadline means in a year; 29 February is the month's last."""
    month, day = every
    return date(year, month, min(day, monthrange(year, month)[1]))


def _hours(occasion: Occasion) -> str:
    """Return the hours and the days beyond the first, where there are any.

    ``08:00 – 11:30``, ``07:30 đến 16:30 ngày 08/10``.
    """
    start, end = occasion.start, occasion.end
    begins = f"{start.clock:%H:%M}" if start.clock else ""
    ends = f"{end.clock:%H:%M}" if end and end.clock else ""
    if occasion.first_day == occasion.last_day:
        return " – ".join(part for part in (begins, ends) if part)
    last = f"ngày {occasion.last_day:%d/%m}"
    return " ".join(part for part in (begins, "đến", ends, last) if part)


def _first(every: Yearly | None, stated: DocumentDate) -> DocumentDate:
    if every is None:
        raise ValueError("a deadline has a date or a day of every year")
    begun = stated.start.date()
    found = day_of_year(every, begun.year)
    if found < begun:
        found = day_of_year(every, begun.year + 1)
    return DocumentDate(found.year, found.month, found.day)


def _validity(corpus: Corpus, bulletin: Bulletin) -> tuple[bool, date | None]:
    """Return whether nothing of the bulletin holds, and the last day on which it does."""
    status = corpus.status(bulletin)
    if status.id == _WITHDRAWN:
        return True, None
    ends = [edge.day - timedelta(days=1) for edge in corpus.day.endings(bulletin)]
    # what the editor declares counts more than the day he once named
    expiry = None if bulletin.front.status else corpus.day.last_day(bulletin)
    last = min([*ends, expiry] if expiry else ends, default=None)
    return not status.in_force and last is None, last


def _revision(corpus: Corpus, bulletin: Bulletin) -> int:
    """Return how many corrections and changes have been told of a bulletin by today."""
    front, received = bulletin.front, corpus.graph.received
    changes = [edge for edge in received(bulletin) if edge.relation.id in CHANGING]
    # A recall of what changed it changes it again.
    undoing = [
        edge
        for source in dict.fromkeys(change.source.path for change in changes)
        for edge in received(corpus.by_path[source])
        if edge.relation.id == RECALLS
    ]
    told = [*front.corrections, *([front.withdrawn] if front.withdrawn else [])]
    days = [one.date.start.date() for one in told] + [edge.day for edge in (*changes, *undoing)]
    return sum(day <= corpus.today for day in days)


def _uid(document: UUID, name: str, occurrence: int) -> str:
    """Return an id that stays when the day, the place or the order of items changes (RFC 7986).

    Made of the document's identity and the item's title; so a postponed meeting moves in the
    calendars of readers instead of standing there twice.
    """
    return str(uuid5(document, name if occurrence == 1 else f"{name} {occurrence}"))


def _label(bulletin: Bulletin) -> str:
    """Return what a link to the document says: its number, or what stands for one."""
    if bulletin.number.is_given:
        return bulletin.number.text
    if bulletin.is_news:
        return bulletin.front.title
    return f"{bulletin.type.label} ({number_label(bulletin).lower()})"


def _document(bulletin: Bulletin) -> str:
    """Return the document with its date and subject, as one line."""
    if bulletin.is_news:
        return bulletin.front.title
    name = f"{bulletin.type.label} số " if bulletin.number.is_given else ""
    return f"{name}{_label(bulletin)} ngày {bulletin.front.date.numeric}: {bulletin.front.title}"
