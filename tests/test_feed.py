import json
import locale
import re
import time
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from typing import Any

import feedgen.entry
import feedgen.feed
import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.feed import Feed, FeedEntry, FeedFile, atom, json_feed, opml, rss
from bantin.outputs.feeds import FeedsView, feeds
from tests.site_builder import VOCABULARY, PlainShell, bulletin, load_site, write_site

ICT = timezone(timedelta(hours=7))
ATOM = "{http://www.w3.org/2005/Atom}"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
MAKERS = (rss, atom, json_feed)
PDF = FeedFile("https://example.vn/p/a.pdf?x=1&y=2", "Kế hoạch “A” & <B>", "application/pdf", 1234)
XLSX = FeedFile("https://example.vn/p/b.xlsx", "", "application/vnd.ms-excel", 0)

LETTER = FeedEntry(
    id="urn:uuid:5f0c1f3e-0000-5000-8000-000000000001",
    url="https://example.vn/bulletins/2023/590/",
    title="V/v triển khai chữ ký số",
    summary="Yêu cầu các đơn vị triển khai.",
    html='<p>Kính gửi: <a href="https://example.vn/a/">các đơn vị</a></p>',
    published=datetime(2023, 7, 5, tzinfo=ICT),
    updated=datetime(2023, 7, 6, 8, 30, tzinfo=ICT),
    author="Nguyễn Văn An",
    categories=(("chuyen-doi-so", "Chuyển đổi số"), ("cong-van", "Công văn")),
    files=(PDF, XLSX),
    image="https://example.vn/p/anh.jpg",
)
PARTIAL = replace(
    LETTER,
    id="urn:uuid:5f0c1f3e-0000-5000-8000-000000000002",
    url="https://example.vn/bulletins/2022/ke-hoach/",
    title="Kế hoạch năm",
    summary="",
    published=None,
    updated=datetime(2022, 12, 1, tzinfo=ICT),
    author="",
    categories=(),
    files=(),
    image="",
)
FEED = Feed(
    id="urn:uuid:5f0c1f3e-0000-5000-8000-00000000000f",
    title="Bản tin",
    description="Văn bản mới",
    page_url="https://example.vn/van-ban/",
    rss_url="https://example.vn/feed.xml",
    atom_url="https://example.vn/atom.xml",
    json_url="https://example.vn/feed.json",
    language="vi",
    publisher="Văn phòng",
    entries=(LETTER, PARTIAL),
)
EMPTY = replace(FEED, entries=())

HOSTILE = {
    "ampersand": "R&D & &amp; &nbsp; &#8;",
    "tag": "<b>đậm</b> a < b > c <script>alert(1)</script>",
    "cdata": "a ]]> b <![CDATA[ c ]]]]><![CDATA[>",
    "control": "a\x00b\x08c\x0bd\x0ce\x1ff\x7fg\x85h",
    "nonchar": "a\ufffeb\uffffc",
    "surrogate": "a\ud800b\udfffc\ud83d\ude00",
    "emoji": "🇻🇳 👩‍👩‍👧 ✅",
    "quotes": "\"a\" 'b' “c” ‘d’ `e`",
    "white": " a\tb\nc\r\nd\re  ",
    "long": "Thông báo rất dài " * 5000,
    "markup": "<!-- --> <?xml version='1.0'?> <!DOCTYPE a [<!ENTITY b 'c'>]> &b; </item></entry>",
    "nfd": "ti\u00ea\u0301ng Vi\u00ea\u0323t \u202etrái\u200b",
    "relative": '<a href="https://example.vn/x/?a=1&amp;b=2">x</a><img src="https://e.vn/i.png">',
}


def legal(text: str) -> str:
    def allowed(code: int) -> bool:
        return (
            code in {0x9, 0xA, 0xD}
            or 0x20 <= code <= 0xD7FF
            or 0xE000 <= code <= 0xFFFD
            or code >= 0x10000
        )

    return "".join(character for character in text if allowed(ord(character)))


def hostile(text: str) -> Feed:
    file = replace(PDF, title=text)
    entry = replace(
        LETTER, title=text, summary=text, html=text, author=text, categories=((text, text),)
    )
    entry = replace(entry, files=(file, XLSX))
    feed = replace(FEED, title=text, description=text, publisher=text)
    return replace(feed, entries=(entry, PARTIAL))


def expected(entry: FeedEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": legal(entry.title) if legal(entry.title).strip() else entry.url,
        "summary": legal(entry.summary),
        "html": legal(entry.html),
        "published": entry.published,
        "author": legal(entry.author),
        "labels": [legal(label) for _, label in entry.categories if legal(label)],
        "files": [(file.url, file.media_type, file.size) for file in entry.files],
    }


def read_rss(data: bytes) -> list[dict[str, Any]]:
    items = ET.fromstring(data).iterfind("channel/item")
    return [
        {
            "id": item.findtext("guid"),
            "url": item.findtext("link"),
            "title": item.findtext("title"),
            "summary": unescape(item.findtext("description") or ""),
            "html": item.findtext(ENCODED),
            "published": when and parsedate_to_datetime(when),
            "author": item.findtext(CREATOR) or "",
            "labels": [node.text for node in item.iterfind("category")],
            "files": [
                (node.get("url"), node.get("type"), int(node.get("length", "")))
                for node in item.iterfind("enclosure")
            ],
        }
        for item in items
        for when in [item.findtext("pubDate")]
    ]


def read_atom(data: bytes) -> list[dict[str, Any]]:
    entries = ET.fromstring(data).iterfind(ATOM + "entry")
    return [
        {
            "id": entry.findtext(ATOM + "id"),
            "url": atom_links(entry, "alternate")[0].get("href"),
            "title": entry.findtext(ATOM + "title"),
            "summary": entry.findtext(ATOM + "summary") or "",
            "html": entry.findtext(ATOM + "content"),
            "published": when and datetime.fromisoformat(when),
            "author": entry.findtext(f"{ATOM}author/{ATOM}name") or "",
            "labels": [node.get("label") for node in entry.iterfind(ATOM + "category")],
            "files": [
                (node.get("href"), node.get("type"), int(node.get("length", "")))
                for node in atom_links(entry, "enclosure")
            ],
        }
        for entry in entries
        for when in [entry.findtext(ATOM + "published")]
    ]


def read_json(data: bytes) -> list[dict[str, Any]]:
    return [
        {
            "id": item["id"],
            "url": item["url"],
            "title": item["title"],
            "summary": item.get("summary", ""),
            "html": item["content_html"],
            "published": when and datetime.fromisoformat(when),
            "author": "".join(author["name"] for author in item.get("authors", [])),
            "labels": item.get("tags", []),
            "files": [
                (file["url"], file["mime_type"], file["size_in_bytes"])
                for file in item.get("attachments", [])
            ],
        }
        for item in json.loads(data)["items"]
        for when in [item.get("date_published")]
    ]


def atom_links(element: ET.Element, rel: str) -> list[ET.Element]:
    return [link for link in element.iterfind(ATOM + "link") if link.get("rel") == rel]


def agree(feed: Feed) -> None:
    wanted = [expected(entry) for entry in feed.entries]
    assert read_rss(rss(feed)) == wanted
    assert read_atom(atom(feed)) == wanted
    assert read_json(json_feed(feed)) == wanted


@pytest.mark.parametrize("feed", [FEED, EMPTY], ids=["two entries", "empty"])
@pytest.mark.parametrize("make", [rss, atom], ids=["rss", "atom"])
def test_feedparser_accepts(make: Any, feed: Feed) -> None:
    """Feedparser finds nothing wrong and reads the feed's own title, link and language."""
    parsed = feedparser.parse(make(feed))
    assert parsed.bozo == 0
    assert parsed.version == {rss: "rss20", atom: "atom10"}[make]
    assert parsed.feed.title == "Bản tin"
    assert parsed.feed.link == "https://example.vn/van-ban/"
    assert parsed.feed.language == "vi"
    assert parsed.feed.subtitle == "Văn bản mới"
    assert parsed.feed.generator == "Bản tin"
    assert len(parsed.entries) == len(feed.entries)


@pytest.mark.parametrize("make", [rss, atom], ids=["rss", "atom"])
def test_feedparser_reads_an_entry(make: Any) -> None:
    """Feedparser finds id, link, author, dates, content and both attachments of an entry."""
    entry = feedparser.parse(make(FEED)).entries[0]
    assert entry.id == LETTER.id
    assert entry.link == LETTER.url
    assert entry.author == "Nguyễn Văn An"
    assert entry.summary == LETTER.summary
    assert entry.content[0].value == LETTER.html
    assert entry.content[0].type == "text/html"
    assert entry.published_parsed[:5] == (2023, 7, 4, 17, 0)
    assert [(file.href, file.type, file.length) for file in entry.enclosures] == [
        (PDF.url, PDF.media_type, "1234"),
        (XLSX.url, XLSX.media_type, "0"),
    ]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_agrees(text: str) -> None:
    """Any text gives well-formed feeds whose formats hold the same, entry by entry."""
    feed = hostile(text)
    agree(feed)
    assert feedparser.parse(rss(feed)).bozo == 0
    assert feedparser.parse(atom(feed)).bozo == 0
    assert ET.fromstring(rss(feed)).findtext("channel/title") == legal(text)
    assert ET.fromstring(atom(feed)).findtext(ATOM + "title") == legal(text)
    assert json.loads(json_feed(feed))["title"] == legal(text)


anything = st.text(st.characters(exclude_categories=()))


@given(title=anything, summary=anything, html=anything, author=anything, label=anything)
def test_arbitrary_text_agrees(
    title: str, summary: str, html: str, author: str, label: str
) -> None:
    """Arbitrary code points survive in all three formats, less those that XML cannot hold."""
    entry = replace(LETTER, title=title, summary=summary, html=html, author=author)
    agree(replace(FEED, entries=(replace(entry, categories=((label, label),)),)))


@pytest.mark.parametrize("text", ["", "  \n", "\x00\ud800"], ids=["empty", "blank", "illegal"])
def test_blank_texts_have_a_stand_in(text: str) -> None:
    """A blank title becomes the address, a blank description and publisher the title."""
    feed = hostile(text)
    agree(feed)
    channel = ET.fromstring(rss(feed)).find("channel")
    assert channel is not None
    assert channel.findtext("title") == feed.page_url
    assert channel.findtext("description") == feed.page_url
    assert ET.fromstring(atom(feed)).findtext(f"{ATOM}author/{ATOM}name") == feed.page_url


def test_category_keeps_term_and_label() -> None:
    """Atom carries term and label; either stands in for the other where that is blank."""
    entry = replace(LETTER, categories=(("a", "A"), ("b", ""), ("", "C"), ("", "\x00")))
    feed = replace(FEED, entries=(entry,))
    found = ET.fromstring(atom(feed)).iterfind(f"{ATOM}entry/{ATOM}category")
    pairs = [(node.get("term"), node.get("label")) for node in found]
    assert pairs == [("a", "A"), ("b", "b"), ("C", "C")]
    assert read_rss(rss(feed))[0]["labels"] == ["A", "b", "C"]
    assert read_json(json_feed(feed))[0]["labels"] == ["A", "b", "C"]


def test_summary_is_html_in_rss_only() -> None:
    """A summary is escaped as HTML in RSS, where readers take it for HTML, and plain elsewhere."""
    feed = replace(FEED, entries=(replace(LETTER, summary="R&D <b>"),))
    assert ET.fromstring(rss(feed)).findtext("channel/item/description") == "R&amp;D &lt;b&gt;"
    summary = ET.fromstring(atom(feed)).find(f"{ATOM}entry/{ATOM}summary")
    assert summary is not None
    assert (summary.text, summary.get("type", "text")) == ("R&D <b>", "text")
    assert json.loads(json_feed(feed))["items"][0]["summary"] == "R&D <b>"


def test_no_summary_leaves_the_content_in_its_place() -> None:
    """Without a summary the content stays content and no description is made of it."""
    item = ET.fromstring(rss(FEED)).findall("channel/item")[1]
    assert item.find("description") is None
    assert item.findtext(ENCODED) == PARTIAL.html
    assert "summary" not in json.loads(json_feed(FEED))["items"][1]


def test_order_is_kept() -> None:
    """Entries stay in the order given, newest first."""
    entries = tuple(replace(LETTER, id=f"urn:uuid:{number}") for number in range(5))
    agree(replace(FEED, entries=entries))


def test_partial_date_is_not_invented() -> None:
    """An entry whose date is partial has no publication date in any format."""
    item = ET.fromstring(rss(FEED)).findall("channel/item")[1]
    assert item.find("pubDate") is None
    entry = ET.fromstring(atom(FEED)).findall(ATOM + "entry")[1]
    assert entry.find(ATOM + "published") is None
    assert entry.findtext(ATOM + "updated") == "2022-12-01T00:00:00+07:00"
    written = json.loads(json_feed(FEED))["items"][1]
    assert "date_published" not in written
    assert written["date_modified"] == "2022-12-01T00:00:00+07:00"


def test_dates_are_in_indochina_time() -> None:
    """Dates of any zone are written in +07:00, to the second, in the format's own notation."""
    entry = replace(
        LETTER,
        published=datetime(2023, 7, 4, 17, 0, 0, 999, tzinfo=UTC),
        updated=datetime(2023, 7, 5, 20, 30, tzinfo=UTC),
    )
    feed = replace(FEED, entries=(entry,))
    channel = ET.fromstring(rss(feed)).find("channel")
    assert channel is not None
    assert channel.findtext("item/pubDate") == "Wed, 05 Jul 2023 00:00:00 +0700"
    assert channel.findtext("lastBuildDate") == "Thu, 06 Jul 2023 03:30:00 +0700"
    root = ET.fromstring(atom(feed))
    assert root.findtext(ATOM + "updated") == "2023-07-06T03:30:00+07:00"
    assert root.findtext(f"{ATOM}entry/{ATOM}published") == "2023-07-05T00:00:00+07:00"
    item = json.loads(json_feed(feed))["items"][0]
    assert item["date_published"] == "2023-07-05T00:00:00+07:00"
    assert item["date_modified"] == "2023-07-06T03:30:00+07:00"


@pytest.mark.parametrize("make", MAKERS)
def test_date_without_zone_is_refused(make: Any) -> None:
    """A date without a zone is an error, never silently read in the zone of the machine."""
    naive = datetime(2023, 7, 5)  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        make(replace(FEED, entries=(replace(LETTER, published=naive),)))


def test_feed_date_is_the_latest_change() -> None:
    """The feed was last changed when its most recently changed entry was, wherever that stands."""
    feed = replace(FEED, entries=(PARTIAL, LETTER))
    when = ET.fromstring(rss(feed)).findtext("channel/lastBuildDate")
    assert when == "Thu, 06 Jul 2023 08:30:00 +0700"
    assert ET.fromstring(atom(feed)).findtext(ATOM + "updated") == "2023-07-06T08:30:00+07:00"


def test_empty_feed_has_a_fixed_date() -> None:
    """An empty feed has no date in RSS, and in Atom, which demands one, a fixed one."""
    agree(EMPTY)
    assert ET.fromstring(rss(EMPTY)).find("channel/lastBuildDate") is None
    assert ET.fromstring(atom(EMPTY)).findtext(ATOM + "updated") == "1970-01-01T00:00:00+07:00"
    assert json.loads(json_feed(EMPTY))["items"] == []


def test_same_bytes_under_any_clock_and_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same feed gives the same bytes in another year, time zone and release of feedgen."""

    class AnyDatetime(type):
        def __instancecheck__(cls, other: object) -> bool:
            return isinstance(other, datetime)

    class Later(datetime, metaclass=AnyDatetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Later":
            return cls(2099, 1, 1, tzinfo=tz)

    def everything() -> list[bytes]:
        feeds = (FEED, EMPTY, hostile(HOSTILE["cdata"]))
        return [make(feed) for feed in feeds for make in MAKERS] + [opml("O", [("G", feeds)])]

    before = everything()
    assert everything() == before
    monkeypatch.setattr(feedgen.feed, "datetime", Later)
    monkeypatch.setattr(feedgen.entry, "datetime", Later)
    monkeypatch.setattr(feedgen.version, "version_str", "9.9.9")
    monkeypatch.setenv("TZ", "America/St_Johns")
    time.tzset()
    try:
        after = everything()
    finally:
        monkeypatch.undo()
        time.tzset()
    assert after == before


def test_locale_of_the_process_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No feed switches the locale, which would change the process for all threads."""

    def forbidden(*_: object) -> None:
        raise AssertionError("setlocale was called")

    monkeypatch.setattr(locale, "setlocale", forbidden)
    for make in MAKERS:
        make(FEED)


def test_rss_channel_and_item_elements() -> None:
    """RSS links to the page and to itself, and an item's id is not taken for an address."""
    root = ET.fromstring(rss(FEED))
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    channel = root.find("channel")
    assert channel is not None
    assert [node.text for node in channel.findall("link")] == [FEED.page_url]
    assert channel.findtext("language") == "vi"
    assert [node.attrib for node in channel.findall(ATOM + "link")] == [
        {"href": FEED.rss_url, "rel": "self", "type": "application/rss+xml"}
    ]
    item = channel.find("item")
    assert item is not None
    guid = item.find("guid")
    assert guid is not None
    assert guid.attrib == {"isPermaLink": "false"}
    assert item.find("author") is None


def test_atom_has_what_rfc_4287_requires() -> None:
    """Atom has exactly one id, title and date everywhere, an author, and typed links."""
    root = ET.fromstring(atom(FEED))
    assert root.tag == ATOM + "feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"
    entries = root.findall(ATOM + "entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
        assert len(atom_links(element, "alternate")) == 1
    assert root.findtext(ATOM + "id") == FEED.id
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Văn phòng"
    assert [link.attrib for link in root.findall(ATOM + "link")] == [
        {"href": FEED.atom_url, "rel": "self", "type": "application/atom+xml"},
        {"href": FEED.page_url, "rel": "alternate", "type": "text/html"},
    ]
    generator = root.find(ATOM + "generator")
    assert generator is not None
    assert (generator.text, generator.attrib) == ("Bản tin", {})
    content = entries[0].find(ATOM + "content")
    assert content is not None
    assert content.attrib == {"type": "html"}
    assert [link.attrib for link in entries[0].findall(ATOM + "link")] == [
        {"rel": "alternate", "type": "text/html", "href": LETTER.url},
        {
            "rel": "enclosure",
            "type": PDF.media_type,
            "href": PDF.url,
            "length": "1234",
            "title": PDF.title,
        },
        {"rel": "enclosure", "type": XLSX.media_type, "href": XLSX.url, "length": "0"},
    ]


def test_json_feed_members() -> None:
    """JSON Feed names itself, its page and its publisher, and leaves out what an entry lacks."""
    written = json.loads(json_feed(FEED))
    items = written.pop("items")
    assert written == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": FEED.title,
        "home_page_url": FEED.page_url,
        "feed_url": FEED.json_url,
        "description": FEED.description,
        "language": "vi",
        "authors": [{"name": "Văn phòng"}],
    }
    assert items[0]["image"] == LETTER.image
    assert [file.get("title") for file in items[0]["attachments"]] == [PDF.title, None]
    assert set(items[1]) == {"id", "url", "title", "content_html", "date_modified"}


def test_output_is_utf_8_with_declaration() -> None:
    """XML says that it is UTF-8, and Vietnamese is readable in every format."""
    for make in (rss, atom):
        assert make(FEED).startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n")
    for make in MAKERS:
        assert "Chuyển đổi số".encode() in make(FEED)


def test_opml_groups_feeds() -> None:
    """OPML lists every feed in its group, with the addresses of feed and page and no dates."""
    topic = replace(FEED, title='R&D "<b>"\x00', rss_url="https://example.vn/topics/rd/feed.xml")
    written = opml("Các kênh & tin\x00", [("Chung", [FEED]), ("Chủ đề", [topic, EMPTY])])
    root = ET.fromstring(written)
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    head = root.find("head")
    assert head is not None
    assert [(node.tag, node.text) for node in head] == [("title", "Các kênh & tin")]
    groups = root.findall("body/outline")
    assert [(group.get("text"), len(group)) for group in groups] == [("Chung", 1), ("Chủ đề", 2)]
    assert groups[1][0].attrib == {
        "type": "rss",
        "text": 'R&D "<b>"',
        "title": 'R&D "<b>"',
        "description": "Văn bản mới",
        "language": "vi",
        "xmlUrl": "https://example.vn/topics/rd/feed.xml",
        "htmlUrl": "https://example.vn/van-ban/",
    }


SENTENCES = {
    "Đính chính: 01/TB-VP: Lịch trực": "Thông báo số 02/TB-VP ngày 06/03/2026 đính chính "
    "Thông báo số 01/TB-VP ngày 05/03/2026 «Lịch trực».",
    "Thay thế một phần: 01/TB-VP: Lịch trực": "Quyết định số 03/QĐ-VP ngày 07/03/2026 thay thế "
    "một phần Thông báo số 01/TB-VP ngày 05/03/2026 «Lịch trực» từ ngày 01/04/2026.",
    "Đính chính: Tin <b> & ảnh": "«Tin <b> & ảnh» được đính chính ngày 10/03/2026: Sửa tên "
    "người trong ảnh.",
    "Thu hồi: 01-CV/ĐU: Họp": "Công văn số 01-CV/ĐU ngày 08/03/2026 «Họp» bị thu hồi từ ngày "
    "12/03/2026. Lý do: Trùng lịch!",
}
CHANGED: dict[str, str | bytes] = {
    "2026/a.md": bulletin(title="Lịch trực", topic=["hanh-chinh", "dao-tao"]),
    "2026/b.md": bulletin(
        number="02/TB-VP", date="2026-03-06", relations={"corrects": ["01/TB-VP"]}
    ),
    "2026/c.md": bulletin(
        number="03/QĐ-VP",
        date="2026-03-07",
        effective="2026-04-01",
        relations={"replaces": ["01/TB-VP (một phần)"]},
    ),
    "2026/tin.md": bulletin(
        number="",
        type="tin",
        date="2026-03-08",
        title="Tin <b> & ảnh",
        summary="Tóm tắt",
        corrections=[{"date": "2026-03-10", "text": "Sửa tên người trong ảnh"}],
    ),
    "2026/d.md": bulletin(
        number="01-CV/ĐU",
        issuer="dang-uy",
        date="2026-03-08",
        title="Họp",
        withdrawn={"date": "2026-03-12", "reason": "Trùng lịch!"},
    ),
}


def made(folder: Path, bulletins: dict[str, str | bytes], **settings: Any) -> dict[str, bytes]:
    """Make the feeds of a site, by path."""
    config = write_site(folder, bulletins, bantin={**VOCABULARY, **settings})
    return {output.path: output.make() for output in feeds(load_site(config), PlainShell())}


def titles(files: dict[str, bytes], folder: str) -> list[str]:
    found = [item["title"] for item in json.loads(files[f"{folder}feed.json"])["items"]]
    for name in ("feed.xml", "atom.xml"):
        parsed = feedparser.parse(files[f"{folder}{name}"], sanitize_html=False)
        assert parsed.bozo == 0
        assert [unescape(entry.title_detail.value) for entry in parsed.entries] == found
    return found


def changed_titles(files: dict[str, bytes], folder: str) -> list[str]:
    return [title for title in titles(files, folder) if title in SENTENCES]


def test_changes_are_in_the_feeds_of_what_was_changed(tmp_path: Path) -> None:
    """A change is in each feed of the changed bulletin, not in those of who changed it."""
    files = made(tmp_path, CHANGED)
    corrected, replaced, news, withdrawn = SENTENCES
    whole = [replaced, withdrawn, news, corrected]
    assert changed_titles(files, "") == whole
    assert titles(files, "log/") == whole
    assert changed_titles(files, "topics/hanh-chinh/") == whole
    assert changed_titles(files, "topics/dao-tao/") == [replaced, corrected]
    assert changed_titles(files, "types/thong-bao/") == [replaced, corrected]
    assert changed_titles(files, "types/quyet-dinh/") == []
    assert changed_titles(files, "types/tin/") == [news]
    assert changed_titles(files, "issuers/dang-uy/") == [withdrawn]
    assert changed_titles(files, "issuers/van-phong/") == [replaced, news, corrected]


def test_changes_stand_among_bulletins_by_their_day(tmp_path: Path) -> None:
    """Bulletins and changes are mixed by date, a document before the changes that it made."""
    assert titles(made(tmp_path, CHANGED), "") == [
        "Thay thế một phần: 01/TB-VP: Lịch trực",
        "Thu hồi: 01-CV/ĐU: Họp",
        "Đính chính: Tin <b> & ảnh",
        "01-CV/ĐU: [Đã thu hồi] Họp",
        "Tin <b> & ảnh",
        "03/QĐ-VP: Thử",
        "02/TB-VP: Thử",
        "Đính chính: 01/TB-VP: Lịch trực",
        "01/TB-VP: Lịch trực",
    ]


def test_an_entry_of_a_change_says_what_happened(tmp_path: Path) -> None:
    """It has a sentence with links, the kind as a category, and leads to the changed bulletin."""
    files = made(tmp_path, CHANGED)
    for reader, name in ((read_rss, "feed.xml"), (read_atom, "atom.xml"), (read_json, "feed.json")):
        entries = {entry["title"]: entry for entry in reader(files[f"log/{name}"])}
        assert {title: entry["summary"] for title, entry in entries.items()} == SENTENCES
        for title, entry in entries.items():
            text = re.sub(r"<[^>]+>", "", entry["html"])
            assert unescape(text) == SENTENCES[title]
        corrected = entries["Đính chính: 01/TB-VP: Lịch trực"]
        page = "https://thu.example/ban-tin/bulletins/2026/"
        assert corrected["url"] == f"{page}a/"
        assert re.findall('href="([^"]+)"', corrected["html"]) == [f"{page}b/", f"{page}a/"]
        assert corrected["labels"] == ["Đính chính", "Hành chính", "Đào tạo", "Thông báo"]
        assert corrected["author"] == "Văn phòng"
        assert corrected["published"] == datetime(2026, 3, 6, tzinfo=ICT)
        withdrawn = entries["Thu hồi: 01-CV/ĐU: Họp"]
        assert withdrawn["labels"][0] == "Thu hồi"
        assert withdrawn["author"] == "Đảng ủy"
    terms = ET.fromstring(files["log/atom.xml"]).iterfind(f"{ATOM}entry/{ATOM}category[1]")
    assert [node.get("term") for node in terms] == [
        "replacement",
        "withdrawal",
        "correction",
        "correction",
    ]


def test_formats_agree_on_changes(tmp_path: Path) -> None:
    """The three formats hold the same entries, each id once in a feed."""
    files = made(tmp_path, CHANGED)
    for path in files:
        if path.endswith("feed.json"):
            folder = path.removesuffix("feed.json")
            entries = read_json(files[path])
            assert read_rss(files[f"{folder}feed.xml"]) == entries
            assert read_atom(files[f"{folder}atom.xml"]) == entries
            assert len({entry["id"] for entry in entries}) == len(entries)


def test_the_limit_counts_bulletins_and_changes_together(tmp_path: Path) -> None:
    """``feed_items`` limits the sum of both, the newest staying."""
    files = made(tmp_path, CHANGED, feed_items=4)
    assert titles(files, "") == [
        "Thay thế một phần: 01/TB-VP: Lịch trực",
        "Thu hồi: 01-CV/ĐU: Họp",
        "Đính chính: Tin <b> & ảnh",
        "01-CV/ĐU: [Đã thu hồi] Họp",
    ]
    assert len(titles(made(tmp_path / "3", CHANGED, feed_items=3), "log/")) == 3


def test_the_entry_of_an_ended_bulletin_says_so_first(tmp_path: Path) -> None:
    """What the page says at its top stands above the text of the entry too, with its links."""
    bulletins = CHANGED | {
        "2026/e.md": bulletin(
            number="09/TB-VP", date="2026-03-09", relations={"recalls": ["02/TB-VP"]}
        )
    }
    items = {
        item["title"]: item["content_html"]
        for item in json.loads(made(tmp_path, bulletins)["feed.json"])["items"]
    }
    assert items["01-CV/ĐU: [Đã thu hồi] Họp"].startswith(
        "<p><strong>Văn bản này đã bị thu hồi ngày 12/03/2026. Lý do: Trùng lịch!</strong></p>\n<p>"
    )
    assert items["02/TB-VP: [Đã thu hồi] Thử"].startswith(
        "<p><strong>Văn bản này đã bị thu hồi bởi "
        '<a href="https://thu.example/ban-tin/bulletins/2026/e/">'
        "Thông báo số 09/TB-VP ngày 09/03/2026</a>.</strong></p>\n"
    )
    assert "<strong>" not in items["03/QĐ-VP: Thử"] + items["01/TB-VP: Lịch trực"]


def test_a_bulletin_is_news_when_it_is_published(tmp_path: Path) -> None:
    """One that was published long after its date is new in the feeds, with that moment."""
    bulletins: dict[str, str | bytes] = {
        f"2026/{day}.md": bulletin(number=f"0{day}/TB-VP", date=f"2026-03-0{day}")
        for day in range(1, 6)
    }
    bulletins["2026/late.md"] = bulletin(
        number="11/QĐ-VP", date="2026-01-02", publish_at="2026-03-04 09:30"
    )
    files = made(tmp_path, bulletins, feed_items=3)
    assert titles(files, "") == ["05/TB-VP: Thử", "11/QĐ-VP: Thử", "04/TB-VP: Thử"]
    late = datetime(2026, 3, 4, 9, 30, tzinfo=ICT)
    for reader, name in ((read_rss, "feed.xml"), (read_atom, "atom.xml"), (read_json, "feed.json")):
        assert reader(files[name])[1]["published"] == late


def test_back_filled_documents_change_no_feed(tmp_path: Path) -> None:
    """What a silent bulletin did is in no feed; what was done to it by another is."""
    bulletins: dict[str, str | bytes] = {
        "2026/a.md": bulletin(
            silent=True, title="Cũ", corrections=[{"date": "2026-03-06", "text": "Sửa"}]
        ),
        "2026/b.md": bulletin(
            number="02/TB-VP", date="2026-03-07", silent=True, relations={"amends": ["01/TB-VP"]}
        ),
        "2026/c.md": bulletin(
            number="03/TB-VP", date="2026-03-08", relations={"recalls": ["01/TB-VP"]}
        ),
    }
    assert titles(made(tmp_path, bulletins), "") == ["03/TB-VP: Thử", "Thu hồi: 01/TB-VP: Cũ"]


def test_the_page_of_feeds_has_all_that_one_can_subscribe_to(tmp_path: Path) -> None:
    """The feed of changes stands beside that of all bulletins, and calendars beside their feeds."""
    shell = PlainShell()
    for output in feeds(load_site(write_site(tmp_path, CHANGED)), shell):
        output.make()
    (page,) = shell.pages
    assert isinstance(page.view, FeedsView)
    rows = {row.address: row for _label, group in page.view.groups for row in group}
    assert rows["log/"].page == "log/"
    assert {address for address, row in rows.items() if row.calendar} == {
        *("", "topics/hanh-chinh/", "topics/dao-tao/", "issuers/van-phong/", "issuers/dang-uy/")
    }
    assert rows["topics/dao-tao/"].calendar == "topics/dao-tao/calendar.ics"
