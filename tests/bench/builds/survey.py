"""What a site holds: bytes, files, the pages and lists and feeds that were asked for."""

import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.bench.builds.peer import ITEMS, Peer


@dataclass(frozen=True)
class Survey:
    """What is there, and what is missing or wrong."""

    counts: dict[str, float]
    faults: list[str]


def size_of(folder: Path) -> dict[str, float]:
    """Return the bytes and the files of a folder."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return {"size": sum(sizes), "files": len(sizes)}


def survey(peer: Peer) -> Survey:
    """Count what was asked for, and say what is not there."""
    bulletins, topics = peer.corpus.bulletins, peer.corpus.topics
    pages = sum(_holds(peer.page(one), one.title[:20]) for one in bulletins)
    lists = sum(peer.list_of(topic).exists() for topic in topics)
    sizes = [page.stat().st_size for one in bulletins if (page := peer.page(one)).exists()]
    faults = [*_feed_faults(peer)]
    wanted = len(topics) + 1
    counts: dict[str, float] = {
        "pages": pages,
        "page size": statistics.mean(sizes or [0]),
        "lists": lists,
        "feeds": wanted - len(faults),
    }
    found = peer.searchable()
    if found is not None:
        counts["searchable"] = found
        if found != len(bulletins):
            faults.append(f"its search knows {found:,} of {len(bulletins):,} bulletins")
    if pages != len(bulletins):
        faults.append(f"{pages:,} of {len(bulletins):,} bulletins have a page with their title")
    if lists != len(topics):
        faults.append(f"{lists} of {len(topics)} topics have a list")
    if not (peer.site / "index.html").exists():
        faults.append("there is no home page")
    return Survey(counts, faults)


def _holds(page: Path, start: str) -> bool:
    # Titles with quotation marks are written in more than one way.
    plain = start.partition('"')[0].partition("'")[0].partition("&")[0]
    return page.exists() and _blanks(plain) in _blanks(page.read_text("utf-8"))


def _blanks(text: str) -> str:
    return text.replace("\xa0", " ")  # ours makes them plain in titles


def _feed_faults(peer: Peer) -> Iterator[str]:
    sizes = Counter(one.topic for one in peer.corpus.bulletins)
    for topic in ("", *peer.corpus.topics):
        size = sizes[topic] if topic else sizes.total()
        feed = peer.feed_of(topic)
        try:
            found = len(ET.parse(feed).findall("channel/item"))
        except (OSError, ET.ParseError) as error:
            yield f"the feed of {topic or 'all'} cannot be read: {error}"
            continue
        if found != min(size, ITEMS):
            yield f"the feed of {topic or 'all'} has {found} entries, not {min(size, ITEMS)}"
