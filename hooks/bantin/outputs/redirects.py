"""Earlier addresses of bulletins, which lead to where they are now."""

import html
import posixpath
from collections.abc import Iterator

from bantin.links import relative
from bantin.model import Site
from bantin.output import Output, digest
from bantin.views import page_address

_PAGE = """<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{url}">
<meta http-equiv="refresh" content="0; url={target}">
<p>Bản tin đã chuyển tới địa chỉ mới: <a href="{target}">{title}</a></p>
</html>
"""


def redirects(site: Site) -> Iterator[Output]:
    """Plan a page at each alias; an alias is below ``bulletins/`` unless it says so itself."""
    for bulletin in site.corpus.bulletins:
        address = page_address(bulletin)
        aliases = bulletin.front.aliases if bulletin.facts.aliases else ()
        for folder in dict.fromkeys(_folder(alias) for alias in aliases):
            if f"{folder}/" == address:  # renamed, and renamed back
                continue
            page = _PAGE.format(
                title=html.escape(bulletin.front.title),
                url=html.escape(site.url + address),
                target=html.escape(relative(address, folder)),
            ).encode()
            yield Output(
                f"{folder}/index.html",
                digest("redirect", page),
                lambda page=page: page,  # type: ignore[misc]
                source=bulletin.file,
            )


def _folder(alias: str) -> str:
    path = posixpath.normpath(alias)
    return path if path.startswith("bulletins/") else posixpath.normpath(f"bulletins/{path}")
