"""Lists of bulletins by topic, type, issuer and year, in pages, and the indexes of these lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bantin.bulletin import Bulletin
from bantin.model import Site
from bantin.output import FeedLink, Output, Page, Shell, late_page_output, page_output
from bantin.paging import ListPage, Paging, jumps, newest_first
from bantin.views import Card, Named


@dataclass(frozen=True, slots=True)
class ListView:
    """One page of a list.

    What changes with every bulletin (the ``total``, and ``jumps`` to years or months) is for the
    first page alone; ``dates`` are those of the newest and the oldest bulletin of a further one.
    """

    kind: str
    kind_address: str
    label: str
    address: str
    cards: tuple[Card, ...]
    total: int | None
    jumps: tuple[Named, ...]
    dates: tuple[str, ...]
    paging: Paging
    feed: str


@dataclass(frozen=True, slots=True)
class IndexView:
    """A list of lists, each with its count."""

    label: str
    entries: tuple[Named, ...]
    has_feeds: bool


@dataclass(frozen=True, slots=True)
class _Listing:
    kind: str
    kind_address: str
    label: str
    address: str
    bulletins: Sequence[Bulletin]
    has_feed: bool


def list_pages(site: Site, shell: Shell) -> Iterator[Output]:
    """Plan every list and every index of lists."""
    corpus, settings = site.corpus, site.corpus.settings
    whole = _Listing("", "", "Tất cả bản tin", "bulletins/", corpus.bulletins, has_feed=False)
    yield from _pages(site, shell, whole)
    groups = (
        ("Chủ đề", "topics/", settings.topics, corpus.by_topic, True),
        (
            "Loại văn bản",
            "types/",
            {kind: corpus.context.types[kind].label for kind in site.by_type},
            site.by_type,
            True,
        ),
        (
            "Cơ quan ban hành",
            "issuers/",
            {key: issuer.name for key, issuer in settings.issuers.items()},
            corpus.by_issuer,
            True,
        ),
        (
            "Năm",
            "years/",
            {str(year): f"Năm {year}" for year in corpus.by_year},
            {str(year): found for year, found in corpus.by_year.items()},
            False,
        ),
    )
    for kind, folder, labels, bulletins, has_feed in groups:
        entries = tuple(
            Named(label, f"{folder}{key}/", len(bulletins[key])) for key, label in labels.items()
        )
        view = IndexView(kind, entries, has_feed)
        yield page_output(Page("index-of-lists.html", folder, kind, view, menu=folder), shell)
        for key, label in labels.items():
            listing = _Listing(kind, folder, label, f"{folder}{key}/", bulletins[key], has_feed)
            yield from _pages(site, shell, listing)


def _pages(site: Site, shell: Shell, listing: _Listing) -> Iterator[Output]:
    size = site.corpus.settings.page_size
    feeds = (FeedLink(listing.label, listing.address),) if listing.has_feed else ()
    menu = "types/tin/" if listing.address == "types/tin/" else listing.kind_address
    pages = [*newest_first(listing.address, listing.bulletins, size)]
    part = _month if listing.kind_address == "years/" else _year

    def page(one: ListPage[Bulletin]) -> Page:
        is_first = not one.paging.newer
        ends = () if is_first else (one.rows[0], one.rows[-1])
        view = ListView(
            kind=listing.kind,
            kind_address=listing.kind_address,
            label=listing.label,
            address=listing.address,
            cards=tuple(site.card(bulletin) for bulletin in one.rows),
            total=len(listing.bulletins) if is_first else None,
            jumps=jumps(pages, part) if is_first else (),
            dates=tuple(dict.fromkeys(bulletin.front.date.numeric for bulletin in ends)),
            paging=one.paging,
            feed=listing.address if listing.has_feed else "",
        )
        return Page(
            template="list.html",
            address=one.address,
            title=listing.label if is_first else f"{listing.label} (trang {one.paging.page})",
            view=view,
            menu=menu or "bulletins/",
            feeds=feeds,
        )

    for one in pages:
        yield late_page_output(one.address, partial(page, one), shell)


def _year(bulletin: Bulletin) -> str:
    return bulletin.facts.date_iso[:4]


def _month(bulletin: Bulletin) -> str | None:
    month = bulletin.facts.date_iso[5:7]
    return f"Tháng {int(month)}" if month else None
