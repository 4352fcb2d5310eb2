"""RSS 2.0, Atom, JSON Feed 1.1 and OPML 2.0 as bytes: no corpus, no clock, no disk, no network.

RSS and Atom are made with feedgen, whose faults are mended here. It is given only what it writes
correctly; the rest is added to its lxml tree before that is serialised. The tree comes from
feedgen's ``_create_rss`` and ``_create_atom``: the public ``rss_str`` and ``atom_str`` would have
to be parsed again, which costs twice and which libxml2 refuses above 10 MB of text.

Sources: RSS 2.0 https://www.rssboard.org/rss-specification and the best practices
https://www.rssboard.org/rss-profile; Atom https://www.rfc-editor.org/rfc/rfc4287; JSON Feed
https://www.jsonfeed.org/version/1.1/; OPML https://opml.org/spec2.opml.
"""

import json
import re
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING, Any, Final

from feedgen.feed import FeedGenerator
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Sequence

# No version: a new release of Bản tin or of feedgen is no news for readers.
_GENERATOR: Final = "Bản tin"
_RSS_DOCS: Final = "https://www.rssboard.org/rss-specification"
_RSS_CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}encoded"
_RSS_TYPE: Final = "application/rss+xml"
_ATOM_TYPE: Final = "application/atom+xml"
_INDOCHINA_TIME: Final = timezone(timedelta(hours=7))
# Atom demands a date even of a feed that has no entry yet.
_NEVER: Final = datetime(1970, 1, 1, tzinfo=_INDOCHINA_TIME)
# What Char leaves out in XML 1.0, https://www.w3.org/TR/xml/#NT-Char.
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class FeedFile:
    """An attachment; *url* is absolute, *size* is in bytes."""

    url: str
    title: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One document: *summary* is plain text, the links in *html* and *image* are absolute.

    *published* is None where the date of the document is partial: none is invented.
    *categories* are pairs of term and label.
    """

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime | None
    updated: datetime
    author: str
    categories: tuple[tuple[str, str], ...]
    files: tuple[FeedFile, ...]
    image: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """One list of documents, newest first; *page_url* is the same list as an HTML page."""

    id: str
    title: str
    description: str
    page_url: str
    rss_url: str
    atom_url: str
    json_url: str
    language: str
    publisher: str
    entries: tuple[FeedEntry, ...]


def rss(feed: Feed) -> bytes:
    """Return *feed* as RSS 2.0 (https://www.rssboard.org/rss-specification)."""
    feed = _sanitised(feed)
    generator = _generator(feed, feed.rss_url, _RSS_TYPE)
    generator.docs(_RSS_DOCS)
    for entry in feed.entries:
        item = _add_entry(generator, entry)
        item.link(href=entry.url, rel="alternate")
        # The specification wants an e-mail address in <author>; a name belongs in dc:creator
        # (https://www.rssboard.org/rss-profile#namespace-elements-dublin-creator).
        if entry.author:
            item.dc.dc_creator(entry.author)
    # feedgen writes dates through locale.setlocale, which changes the whole process under the
    # feet of other threads. There is no setter that takes None, hence the mangled name.
    vars(generator)["_FeedGenerator__rss_lastBuildDate"] = None
    root, _ = generator._create_rss()  # noqa: SLF001  (see the module's docstring)
    channel = root.find("channel")
    if feed.entries:
        built = etree.Element("lastBuildDate")
        built.text = format_datetime(_updated(feed))
        channel.find("generator").addnext(built)
    for node, entry in zip(channel.iterfind("item"), feed.entries, strict=True):
        _mend_item(node, entry)
    return _xml(root)


def atom(feed: Feed) -> bytes:
    """Return *feed* as Atom (RFC 4287)."""
    feed = _sanitised(feed)
    generator = _generator(feed, feed.atom_url, _ATOM_TYPE)
    for entry in feed.entries:
        item = _add_entry(generator, entry)
        item.content(entry.html, type="html")
        if entry.summary:
            item.summary(entry.summary)
        if entry.author:
            item.author(name=entry.author)
        if entry.published:
            item.published(entry.published)
    root, _ = generator._create_atom()  # noqa: SLF001  (see the module's docstring)
    # feedgen's root has no namespace but an attribute named xmlns, so names stay bare here.
    for node, entry in zip(root.iterfind("entry"), feed.entries, strict=True):
        _mend_atom_entry(node, entry)
    return _xml(root)


def json_feed(feed: Feed) -> bytes:
    """Return *feed* as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    feed = _sanitised(feed)
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _feed_title(feed),
        "home_page_url": feed.page_url,
        "feed_url": feed.json_url,
        "description": _feed_description(feed),
        "language": feed.language,
        "authors": [{"name": _feed_author(feed)}],
        "items": [_json_item(entry) for entry in feed.entries],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def opml(title: str, groups: "Sequence[tuple[str, Sequence[Feed]]]") -> bytes:
    """Return the feeds of *groups* as an OPML 2.0 subscription list (https://opml.org/spec2.opml).

    It carries no dates: the list changes when a feed comes or goes, not with each build.
    """
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _legal(title)
    body = etree.SubElement(root, "body")
    for label, feeds in groups:
        group = etree.SubElement(body, "outline", text=_legal(label))
        for feed in map(_sanitised, feeds):
            outline = etree.SubElement(group, "outline", type="rss")
            outline.set("text", _feed_title(feed))
            outline.set("title", _feed_title(feed))
            outline.set("description", _feed_description(feed))
            outline.set("language", feed.language)
            outline.set("xmlUrl", feed.rss_url)
            outline.set("htmlUrl", feed.page_url)
    return _xml(root)


def _generator(feed: Feed, self_url: str, self_type: str) -> Any:
    generator = FeedGenerator()
    generator.load_extension("dc", atom=False)
    generator.id(feed.id)
    generator.title(_feed_title(feed))
    generator.description(_feed_description(feed))
    generator.language(feed.language)
    generator.author(name=_feed_author(feed))
    generator.generator(_GENERATOR)
    generator.updated(_updated(feed))
    generator.link(href=self_url, rel="self", type=self_type)
    # feedgen takes the last link for the channel's own, so the page comes last.
    generator.link(href=feed.page_url, rel="alternate", type="text/html")
    return generator


def _add_entry(generator: Any, entry: FeedEntry) -> Any:
    item = generator.add_entry(order="append")
    item.id(entry.id)
    item.title(_entry_title(entry))
    item.updated(entry.updated)
    item.category([{"term": term, "label": label} for term, label in _categories(entry)])
    return item


def _mend_item(node: Any, entry: FeedEntry) -> None:
    # Written here, because feedgen moves the content into <description> if there is no summary.
    if entry.summary:
        # Readers take a description for HTML, so plain text has to be escaped once more, else
        # "<b>" in a summary would vanish. Titles are plain text by the best practices.
        description = etree.SubElement(node, "description")
        description.text = escape(entry.summary, quote=False)
    # Escaped rather than in a CDATA section, which "]]>" would end.
    etree.SubElement(node, _RSS_CONTENT).text = entry.html
    if entry.published:
        etree.SubElement(node, "pubDate").text = format_datetime(entry.published)
    # The best practices advise one enclosure an item, since some readers look at the first or the
    # last only; the specification sets no limit, and those that read several (feedparser among
    # them) would lose documents for good. There is no place for a title.
    for file in entry.files:
        etree.SubElement(
            node, "enclosure", url=file.url, length=str(file.size), type=file.media_type
        )


def _mend_atom_entry(node: Any, entry: FeedEntry) -> None:
    # feedgen writes only the href of an entry's link and loses rel, type, title and length.
    etree.SubElement(node, "link", rel="alternate", type="text/html", href=entry.url)
    for file in entry.files:
        link = etree.SubElement(node, "link", rel="enclosure", type=file.media_type)
        link.set("href", file.url)
        link.set("length", str(file.size))
        if file.title:
            link.set("title", file.title)


def _json_item(entry: FeedEntry) -> dict[str, Any]:
    optional = {
        "summary": entry.summary,
        "image": entry.image,
        "date_published": entry.published and entry.published.isoformat(),
        "authors": [{"name": entry.author}] if entry.author else [],
        "tags": [label for _, label in _categories(entry)],
        "attachments": [_json_attachment(file) for file in entry.files],
    }
    return {
        "id": entry.id,
        "url": entry.url,
        "title": _entry_title(entry),
        "content_html": entry.html,
        "date_modified": entry.updated.isoformat(),
        **{key: value for key, value in optional.items() if value},
    }


def _json_attachment(file: FeedFile) -> dict[str, Any]:
    title = {"title": file.title} if file.title else {}
    return {"url": file.url, "mime_type": file.media_type, **title, "size_in_bytes": file.size}


# Blank titles are refused by feedgen and leave nothing to click on in a reader; texts can become
# blank when illegal characters are removed.
def _entry_title(entry: FeedEntry) -> str:
    return entry.title if entry.title.strip() else entry.url


def _feed_title(feed: Feed) -> str:
    return feed.title if feed.title.strip() else feed.page_url


def _feed_description(feed: Feed) -> str:
    return feed.description if feed.description.strip() else _feed_title(feed)


def _feed_author(feed: Feed) -> str:
    return feed.publisher if feed.publisher.strip() else _feed_title(feed)


def _categories(entry: FeedEntry) -> list[tuple[str, str]]:
    return [(term or label, label or term) for term, label in entry.categories if term or label]


def _updated(feed: Feed) -> datetime:
    """Return the latest change (RFC 4287, section 4.2.15), never the time of the build."""
    return max((entry.updated for entry in feed.entries), default=_NEVER)


def _legal(text: str) -> str:
    """Return *text* without what XML 1.0 cannot hold: one such character voids the whole feed."""
    return _NOT_XML.sub("", text)


def _sanitised(value: Any) -> Any:
    """Return *value* with every text legal and every date in +07:00, to the second.

    JSON could hold more, but the three formats must agree.
    """
    if isinstance(value, str):
        return _legal(value)
    if isinstance(value, tuple):
        return tuple(_sanitised(part) for part in value)
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            # astimezone() would silently take the zone of the machine.
            raise ValueError(f"a date in a feed needs a time zone: {value.isoformat()}")
        return value.astimezone(_INDOCHINA_TIME).replace(microsecond=0)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: _sanitised(getattr(value, field.name)) for field in fields(value)}
        return type(value)(**parts)
    return value


def _xml(root: Any) -> bytes:
    # Only white space between elements is added: no element here mixes text and elements.
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written
