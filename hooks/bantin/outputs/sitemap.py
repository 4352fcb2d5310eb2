"""``sitemap.xml`` and ``robots.txt`` (sitemaps.org protocol 0.9; RFC 9309)."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from bantin.model import Site
from bantin.output import Output, digest
from bantin.views import page_address


def sitemap(site: Site, pages: Sequence[str]) -> Iterator[Output]:
    """Plan the sitemap of the bulletins, the hand-written pages, and the *pages* of lists.

    A last change is given where a document tells its day; the day of the build says nothing.
    """
    entries = [(page.address, "") for page in site.pages]
    entries += [(address, "") for address in pages]
    entries += [
        (page_address(bulletin), bulletin.front.date.iso if bulletin.front.date.is_whole else "")
        for bulletin in site.corpus.bulletins
    ]
    key = digest("sitemap", site.url, entries)
    yield Output("sitemap.xml", key, lambda: _sitemap(site.url, entries))
    internal = site.corpus.settings.profile == "internal"
    robots = _robots(site.url, internal=internal)
    yield Output("robots.txt", digest("robots", robots), lambda: robots)


def _sitemap(url: str, entries: Sequence[tuple[str, str]]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for address, changed in entries:
        lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{escape(url + address)}</loc>{lastmod}</url>")
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()


def _robots(url: str, *, internal: bool) -> bytes:
    rule = "Disallow: /" if internal else "Allow: /"
    return f"User-agent: *\n{rule}\n\nSitemap: {url}sitemap.xml\n".encode()
