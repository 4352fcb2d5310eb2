"""``sitemap.xml`` with its parts, and ``robots.txt`` (sitemaps.org protocol 0.9; RFC 9309)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final
from xml.sax.saxutils import escape

from bantin.bulletin import Bulletin
from bantin.changes import changes
from bantin.dates import VIETNAM
from bantin.model import Site
from bantin.output import Output, digest
from bantin.views import page_address

# The protocol allows 50,000 addresses and 50 MB in a file, and 2,047 characters in an address: so
# many of the longest are 43 MB.
_MOST: Final = 20_000
_WHOLE_DATE: Final = len("2026-03-05")


@dataclass(frozen=True, slots=True)
class _Entry:
    address: str
    changed: str = ""


def sitemap(site: Site, pages: Mapping[str, Sequence[str]]) -> Iterator[Output]:
    """Plan the sitemaps of the bulletins by year, of *pages* by kind, and the index of them.

    Beside the hand-written pages there are the *pages* of lists. A new bulletin changes one year
    alone. All stand in the site's own folder, as a sitemap may only name what is below its own.
    """
    others = {"docs": [page.address for page in site.pages], **pages}
    parts = [
        (f"sitemap-{kind}", [_Entry(address) for address in addresses], True)
        for kind, addresses in others.items()
    ]
    last_changes = _last_changes(site)
    for year, bulletins in site.corpus.by_year.items():
        # The oldest first: what is new comes into the last file of a year that needs several.
        entries = [
            _Entry(page_address(bulletin), last_changes[bulletin.path])
            for bulletin in reversed(bulletins)
        ]
        # When a back-filled bulletin came to the site, nobody has told.
        is_known = not any(bulletin.facts.silent for bulletin in bulletins)
        parts.append((f"sitemap-{year}", entries, is_known))
    files = []
    for name, entries, is_known in parts:
        for number, start in enumerate(range(0, len(entries), _MOST), 1):
            part = entries[start : start + _MOST]
            path = f"{name}.xml" if number == 1 else f"{name}-{number}.xml"
            key = digest("sitemap", site.url, part)
            yield Output(path, key, partial(_file, "urlset", "url", site.url, part))
            changed = max(entry.changed for entry in part) if is_known else ""
            files.append(_Entry(path, changed))
    yield Output(
        "sitemap.xml",
        digest("sitemap index", site.url, files),
        partial(_file, "sitemapindex", "sitemap", site.url, files),
    )
    internal = site.corpus.settings.profile == "internal"
    robots = _robots(site.url, internal=internal)
    yield Output("robots.txt", digest("robots", robots), lambda: robots)


def _last_changes(site: Site) -> dict[str, str]:
    """Return the last day by path on which a bulletin is known to have changed, or nothing.

    The day of the build says nothing.
    """
    days: dict[str, list[str]] = defaultdict(list)
    for bulletin in site.corpus.bulletins:
        days[bulletin.path] += [bulletin.facts.date_iso, _published(bulletin)]
    for change in changes(site.corpus):
        days[change.bulletin.path].append(change.date.iso)
    return {
        path: max((day for day in found if len(day) == _WHOLE_DATE), default="")
        for path, found in days.items()
    }


def _published(bulletin: Bulletin) -> str:
    moment = bulletin.facts.publish_at
    return "" if moment is None else datetime.fromtimestamp(moment, VIETNAM).date().isoformat()


def _file(root: str, element: str, url: str, entries: Sequence[_Entry]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for entry in entries:
        lastmod = f"<lastmod>{entry.changed}</lastmod>" if entry.changed else ""
        lines.append(f"<{element}><loc>{escape(url + entry.address)}</loc>{lastmod}</{element}>")
    return ("\n".join([*lines, f"</{root}>"]) + "\n").encode()


def _robots(url: str, *, internal: bool) -> bytes:
    rule = "Disallow: /" if internal else "Allow: /"
    return f"User-agent: *\n{rule}\n\nSitemap: {url}sitemap.xml\n".encode()
