"""The log: what was published, corrected, replaced and withdrawn, newest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import NamedTuple

from bantin.bulletin import Bulletin
from bantin.changes import WITHDRAWAL, Change, changes
from bantin.dates import DocumentDate, parse_date
from bantin.model import Site
from bantin.output import FeedLink, Output, Page, Shell, late_page_output
from bantin.paging import ListPage, Paging, jumps, newest_first
from bantin.views import Heading, Named, document_name, heading, page_address

_ADDRESS = "log/"
_PUBLICATION = "publication"


@dataclass(frozen=True, slots=True)
class LogRow:
    """Something that happened to a bulletin; *source* is the document that did it, if another."""

    kind: str
    label: str
    bulletin: Heading
    is_draft: bool
    source: Named | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class LogDay:
    """What happened on one day, or in a month or a year of which no more is known."""

    label: str
    iso: str
    rows: tuple[LogRow, ...]


@dataclass(frozen=True, slots=True)
class LogView:
    """One page of the log."""

    days: tuple[LogDay, ...]
    jumps: tuple[Named, ...]
    paging: Paging
    feed: str


class _Event(NamedTuple):
    """Something that happened; *age* orders by day, what is known to the day before the rest."""

    age: tuple[float, int, float]
    iso: str
    what: Bulletin | Change

    @classmethod
    def on(cls, date: DocumentDate, what: Bulletin | Change) -> "_Event":
        age = (-date.start.toordinal(), -len(date.iso), -date.start.timestamp())
        return cls(age, date.iso, what)


def _published(bulletin: Bulletin) -> _Event:
    facts = bulletin.facts
    if facts.publish_at and bulletin.front.publish_at:
        return _Event.on(bulletin.front.publish_at, bulletin)
    age = (-facts.first_day.toordinal(), -len(facts.date_iso), facts.newest[0])
    return _Event(age, facts.date_iso, bulletin)


def log(site: Site, shell: Shell) -> Iterator[Output]:
    """Plan the pages of the log. Back-filled bulletins are in it, though not in the feeds."""
    events = [_published(one) for one in site.corpus.bulletins]
    events += [_Event.on(change.date, change) for change in changes(site.corpus)]
    # Sorting keeps what is alike in order: a document comes before the changes that it made.
    events.sort(key=lambda event: event.age)
    pages = [*newest_first(_ADDRESS, events, site.corpus.settings.page_size)]
    years = jumps(pages, lambda event: event.iso[:4])
    for one in pages:
        yield late_page_output(one.address, partial(_page, site, one, years), shell)


def _page(site: Site, one: ListPage[_Event], years: tuple[Named, ...]) -> Page:
    years_here = () if one.paging.newer else years
    number = f" (trang {one.paging.page})" if one.paging.newer else ""
    return Page(
        template="log.html",
        address=one.address,
        title=f"Nhật ký{number}",
        view=LogView(_days(site, one.rows), years_here, one.paging, _ADDRESS),
        menu="feeds/",
        feeds=(FeedLink("Đính chính, sửa đổi, thay thế, thu hồi", _ADDRESS),),
    )


def _days(site: Site, events: Sequence[_Event]) -> tuple[LogDay, ...]:
    return tuple(
        LogDay(parse_date(iso).numeric, iso, tuple(_row(site, event.what) for event in found))
        for iso, found in groupby(events, lambda event: event.iso)
    )


def _row(site: Site, what: Bulletin | Change) -> LogRow:
    if isinstance(what, Bulletin):
        return LogRow(_PUBLICATION, "Đăng", heading(site.corpus, what), what.front.draft)
    source = what.source
    reason = what.kind == WITHDRAWAL and source is None
    return LogRow(
        kind=what.kind,
        label=what.label,
        bulletin=heading(site.corpus, what.bulletin),
        is_draft=what.bulletin.front.draft or bool(source and source.front.draft),
        source=Named(document_name(source), page_address(source)) if source else None,
        text=f"Lý do: {what.text}" if reason else what.text,
    )
