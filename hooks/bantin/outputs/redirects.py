"""What stands at addresses that were published once, and have moved or are gone.

A page leads on; a file is published at its old address too, for a static server cannot say of a
PDF that it has moved. What is gone has a page that says so; for a file it is a folder of its name,
to which web servers lead whoever asks for the file.
"""

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bantin.addresses import Entry, Gone
from bantin.links import relative
from bantin.model import Site
from bantin.output import Output, Page, Shell, digest, page_output
from bantin.views import page_address

_SCRIPT = "assets/javascripts/moved.js"
_ICON = "assets/images/favicon.svg"
# The script leads on with the anchor of the address, which a refresh would lose. Where a page names
# no icon, browsers ask the host for one that is not there.
_PAGE = """<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{url}">
<link rel="icon" href="{icon}">
<noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>
<script src="{script}" defer></script>
<p>Bản tin đã chuyển tới địa chỉ mới: <a href="{target}">{title}</a></p>
</html>
"""
_BESIDE = ("event.ics",)  # files that stand in the folder of a page, and move with it


@dataclass(frozen=True, slots=True)
class GoneView:
    """That something is withdrawn: what, since when and why."""

    what: str
    date: str
    date_iso: str
    reason: str


def redirects(site: Site, shell: Shell, others: Mapping[str, Output]) -> Iterator[Output]:
    """Plan what stands at old addresses.

    *others* are the files beside bulletins and in the folders of their pages, by path.
    """
    for folder, bulletin in site.moves.redirects:
        address = page_address(bulletin)
        page = _PAGE.format(
            title=html.escape(bulletin.front.title),
            url=html.escape(site.url + address),
            target=html.escape(relative(address, folder)),
            script=html.escape(relative(_SCRIPT, folder)),
            icon=html.escape(relative(_ICON, folder)),
        ).encode()
        yield Output(
            f"{folder}/index.html",
            digest("redirect", page),
            lambda page=page: page,  # type: ignore[misc]
            source=bulletin.file,
        )
        for name in _BESIDE:
            if found := others.get(f"bulletins/{bulletin.address}/{name}"):
                yield Output(f"{folder}/{name}", found.key, found.make, bulletin.file)
    for old, path in site.moves.copies.items():
        found = others[f"bulletins/{path}"]
        yield Output(f"bulletins/{old}", found.key, found.make, found.source)
    for entry, gone in site.moves.gone:
        yield _notice(entry, gone, shell, site.moves.label)


def _notice(entry: Entry, gone: Gone, shell: Shell, source: str) -> Output:
    """Plan the page of something that is gone."""
    date, what = gone.date, "Bài" if entry.is_page else "Tệp"
    view = GoneView(what, date.numeric, date.iso, gone.reason)
    page = Page("gone.html", f"{entry.path}/", f"{what} đã gỡ", view)
    return page_output(page, shell, source)
