"""The feeds of the site and of every topic, type and issuer; OPML; and the page that lists them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from bantin import feed as formats
from bantin.body import without_header_links
from bantin.bulletin import Bulletin
from bantin.feed import Feed, FeedEntry, FeedFile
from bantin.model import Site
from bantin.output import Output, Page, Shell, digest, page_output
from bantin.views import (
    file_views,
    full_title,
    image_of,
    number_label,
    page_address,
    summary_of,
)

# The page of docs/ that tells how to subscribe, if the site has one.
_GUIDES: Final = ("huong-dan/theo-doi/", "huong-dan/theo-doi.html")


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed on the page of all feeds."""

    label: str
    address: str
    page: str


@dataclass(frozen=True, slots=True)
class FeedsView:
    """The page of all feeds."""

    groups: tuple[tuple[str, tuple[FeedRow, ...]], ...]
    opml: str
    guide: str


def feeds(site: Site, shell: Shell) -> Iterator[Output]:
    """Plan every feed in its three formats, the list of all as OPML, and the page for people."""
    entries = _Entries(site)
    groups: list[tuple[str, list[tuple[FeedRow, Feed]]]] = []
    for label, rows in _scopes(site):
        group = []
        for name, folder, bulletins in rows:
            title = f"{site.name}: {name}" if folder else site.name
            made = _feed(site, title, folder, entries.of(bulletins))
            group.append((FeedRow(name, folder, folder or ""), made))
            yield from _formats(made, folder)
        groups.append((label, group))
    outline = [(label, [made for _row, made in group]) for label, group in groups]
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
    )
    yield page_output(Page("feeds.html", "feeds/", "Kênh tin RSS", view, menu="feeds/"), shell)


def _scopes(site: Site) -> list[tuple[str, list[tuple[str, str, Sequence[Bulletin]]]]]:
    corpus, settings = site.corpus, site.corpus.settings
    types = corpus.context.types
    return [
        ("Toàn trang", [("Tất cả bản tin", "", corpus.bulletins)]),
        (
            "Theo chủ đề",
            [
                (label, f"topics/{key}/", corpus.by_topic[key])
                for key, label in settings.topics.items()
            ],
        ),
        (
            "Theo loại văn bản",
            [(types[key].label, f"types/{key}/", found) for key, found in site.by_type.items()],
        ),
        (
            "Theo cơ quan ban hành",
            [
                (issuer.name, f"issuers/{key}/", corpus.by_issuer[key])
                for key, issuer in settings.issuers.items()
            ],
        ),
    ]


class _Entries:
    """Feed entries by bulletin, each made once."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._made: dict[str, FeedEntry] = {}

    def of(self, bulletins: Sequence[Bulletin]) -> tuple[FeedEntry, ...]:
        """Return the entries of the newest bulletins that are news (not back-filled ones)."""
        most = self.site.corpus.settings.feed_items
        chosen: list[Bulletin] = []
        for bulletin in bulletins:
            if not bulletin.front.silent and not bulletin.front.draft:
                chosen.append(bulletin)
                if len(chosen) == most:
                    break
        return tuple(self._entry(bulletin) for bulletin in chosen)

    def _entry(self, bulletin: Bulletin) -> FeedEntry:
        if bulletin.path not in self._made:
            self._made[bulletin.path] = _entry(self.site, bulletin)
        return self._made[bulletin.path]


def _entry(site: Site, bulletin: Bulletin) -> FeedEntry:
    front, corpus = bulletin.front, site.corpus
    image = image_of(bulletin, site.files)
    number = number_label(bulletin)
    title = full_title(corpus, bulletin)
    categories = [(topic, corpus.settings.topics[topic]) for topic in dict.fromkeys(front.topic)]
    return FeedEntry(
        id=bulletin.uuid.urn,
        url=site.url + page_address(bulletin),
        title=f"{number}: {title}" if bulletin.number.is_given else title,
        summary=summary_of(corpus, bulletin),
        html=without_header_links(site.html(bulletin, site.url)),
        published=front.date.start if front.date.is_whole else None,
        updated=front.date.start,
        author=front.author or bulletin.issuer.name,
        categories=(*categories, (bulletin.type.id, bulletin.type.label)),
        files=tuple(
            FeedFile(site.url + view.address, view.title, published.media_type, published.size)
            for view, published in file_views(bulletin, site.files)
        ),
        image=site.url + image.address if image else "",
    )


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
