"""The feeds of the site and of every topic, type and issuer; OPML; and the page that lists them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from bantin import feed as formats
from bantin.bulletin import Bulletin
from bantin.changes import Change, changes
from bantin.feed import Feed, FeedEntry
from bantin.feed_entries import bulletin_entry, change_entry, published_on
from bantin.model import Site
from bantin.output import Output, Page, Shell, digest, page_output

# The page of docs/ that tells how to subscribe, if the site has one.
_GUIDES: Final = ("huong-dan/theo-doi/", "huong-dan/theo-doi.html")


_LOG: Final = "log/"
_WITH_CALENDAR: Final = ("", "topics/", "issuers/")  # see outputs/calendar.py


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed on the page of all feeds: its folder, its page, its calendar if there is one."""

    label: str
    address: str
    page: str
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class FeedsView:
    """The page of all feeds."""

    groups: tuple[tuple[str, tuple[FeedRow, ...]], ...]
    opml: str
    guide: str
    log: str


def feeds(site: Site, shell: Shell) -> Iterator[Output]:
    """Plan every feed in its three formats, the list of all as OPML, and the page for people."""
    entries = _Entries(site)
    groups: list[tuple[str, list[tuple[FeedRow, Feed]]]] = []
    for label, kind, rows in _scopes(site):
        group = []
        for name, key, bulletins in rows:
            folder = f"{kind}{key}/" if kind else ""
            title = f"{site.name}: {name}" if folder else site.name
            calendar = f"{folder}calendar.ics" if kind in _WITH_CALENDAR else ""
            row = FeedRow(name, folder, folder or "bulletins/", calendar)
            group.append((row, _feed(site, title, folder, entries.of(bulletins))))
        groups.append((label, group))
    name = "Đính chính, sửa đổi, thay thế, thu hồi"
    changed = _feed(site, f"{site.name}: {name}", _LOG, entries.of_changes())
    groups[0][1].append((FeedRow(name, _LOG, _LOG), changed))
    for _label, group in groups:
        for row, feed in group:
            yield from _formats(feed, row.address)
    outline = [(label, [feed for _row, feed in group]) for label, group in groups]
    title = f"Kênh tin của {site.name}"
    yield Output(
        "feeds.opml",
        digest("opml", title, [(label, [_head(f) for f in fs]) for label, fs in outline]),
        lambda: formats.opml(title, outline),
    )
    view = FeedsView(
        groups=tuple((label, tuple(row for row, _feed in group)) for label, group in groups),
        opml="feeds.opml",
        guide=next((page.address for page in site.pages if page.address in _GUIDES), ""),
        log=_LOG,
    )
    yield page_output(Page("feeds.html", "feeds/", "Kênh tin", view, menu="feeds/"), shell)


def changed_feeds(site: Site, changed: Collection[Bulletin]) -> Iterator[Output]:
    """Plan the feeds that show the text of any of the *changed* bulletins."""
    entries = _Entries(site)
    paths = {bulletin.path for bulletin in changed}
    for _label, kind, rows in _scopes(site):
        for name, key, bulletins in rows:
            if not any(_belongs(one, kind, key) for one in changed):
                continue
            chosen = entries.choose(bulletins)
            if any(isinstance(one, Bulletin) and one.path in paths for one in chosen):
                folder = f"{kind}{key}/" if kind else ""
                title = f"{site.name}: {name}" if folder else site.name
                yield from _formats(_feed(site, title, folder, entries.made(chosen)), folder)


def _belongs(bulletin: Bulletin, kind: str, key: str) -> bool:
    facts = bulletin.facts
    known = {
        "": ("",),
        "topics/": facts.topics,
        "types/": (facts.type,),
        "issuers/": (facts.issuer,),
    }
    return key in known[kind]


def _scopes(site: Site) -> list[tuple[str, str, list[tuple[str, str, Sequence[Bulletin]]]]]:
    """Return the groups of feeds, with their folders, and for each feed what it may tell of."""
    corpus, settings = site.corpus, site.corpus.settings
    types = corpus.context.types
    topics, issuers = settings.topics, settings.issuers
    return [
        ("Toàn trang", "", [("Tất cả bản tin", "", corpus.bulletins)]),
        (
            "Theo chủ đề",
            "topics/",
            [(label, key, corpus.by_topic[key]) for key, label in topics.items()],
        ),
        (
            "Theo loại văn bản",
            "types/",
            [(types[key].label, key, found) for key, found in site.by_type.items()],
        ),
        (
            "Theo cơ quan ban hành",
            "issuers/",
            [(issuer.name, key, corpus.by_issuer[key]) for key, issuer in issuers.items()],
        ),
    ]


class _Entries:
    """Feed entries of bulletins and of their changes, each made once."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._most = site.corpus.settings.feed_items
        self._changes = [change for change in changes(site.corpus) if change.is_news]
        self._made: dict[UUID, FeedEntry] = {}

    def of(self, bulletins: Sequence[Bulletin]) -> tuple[FeedEntry, ...]:
        """Return the entries of what a feed of *bulletins* tells."""
        return self.made(self.choose(bulletins))

    def choose(self, bulletins: Sequence[Bulletin]) -> list[Bulletin | Change]:
        """Return the newest bulletins, and changes of any of the bulletins.

        Back-filled bulletins are no news. On one moment bulletins come first, as it is mostly
        they that made the changes.
        """
        paths = {bulletin.path for bulletin in bulletins}
        news = [one for one in bulletins if not one.facts.silent and not one.facts.draft]
        # They are sorted by date; what was published on another moment may stand anywhere.
        dated = (one for one in news if not one.facts.publish_at)
        moved = (one for one in news if one.facts.publish_at)
        changed = (change for change in self._changes if change.bulletin.path in paths)
        found: list[Bulletin | Change] = [*islice(dated, self._most), *moved]
        found += islice(changed, self._most)
        found.sort(key=_age)
        return found[: self._most]

    def made(self, chosen: Iterable[Bulletin | Change]) -> tuple[FeedEntry, ...]:
        """Return the entries of what was chosen."""
        return tuple(self._entry(one) for one in chosen)

    def of_changes(self) -> tuple[FeedEntry, ...]:
        """Return the entries of the newest changes alone."""
        return tuple(self._entry(change) for change in self._changes[: self._most])

    def _entry(self, one: Bulletin | Change) -> FeedEntry:
        key = one.id if isinstance(one, Change) else one.uuid
        if key not in self._made:
            if isinstance(one, Change):
                self._made[key] = change_entry(self.site, one)
            else:
                self._made[key] = bulletin_entry(self.site, one)
        return self._made[key]


def _age(one: Bulletin | Change) -> float:
    date = one.date if isinstance(one, Change) else published_on(one)
    return -date.start.timestamp()


def _feed(site: Site, title: str, folder: str, entries: tuple[FeedEntry, ...]) -> Feed:
    base = site.url + folder
    return Feed(
        id=uuid5(NAMESPACE_URL, base).urn,
        title=title,
        description=site.description or title,
        page_url=base,
        rss_url=base + "feed.xml",
        atom_url=base + "atom.xml",
        json_url=base + "feed.json",
        language="vi",
        publisher=site.author or site.name,
        entries=entries,
    )


def _formats(feed: Feed, folder: str) -> Iterator[Output]:
    makers = (
        ("feed.xml", formats.rss),
        ("atom.xml", formats.atom),
        ("feed.json", formats.json_feed),
    )
    content = digest(feed)
    for name, make in makers:
        yield Output(f"{folder}{name}", digest(name, content), partial(make, feed))


def _head(feed: Feed) -> tuple[str, str, str]:
    return (feed.title, feed.rss_url, feed.page_url)
