"""A page for each document that bulletins cite but the site does not hold, and a list of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from bantin.bulletin import Bulletin
from bantin.citations import ExternalDocument
from bantin.citing import external_title
from bantin.dates import parse_date
from bantin.model import Site
from bantin.output import Output, Page, Shell, late_page_output, page_output
from bantin.paging import ListPage, Paging, in_order, newest_first
from bantin.text import collation_key
from bantin.views import Line, Named

_ADDRESS: Final = "cited/"
_AT_ONCE: Final = 200  # short lines; whoever looks for one document searches


@dataclass(frozen=True, slots=True)
class CitingRow:
    """A bulletin that cites the document, with the sentences that do."""

    line: Line
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CitedView:
    """What is known of an external document: what the bulletins say of it."""

    number: str
    type: str
    issuer: str
    date: str
    rows: tuple[CitingRow, ...]
    total: int | None
    paging: Paging


@dataclass(frozen=True, slots=True)
class CitedIndexView:
    """The external documents by name, with the number of bulletins that cite each."""

    entries: tuple[Named, ...]
    total: int
    paging: Paging


def cited_pages(site: Site, shell: Shell) -> Iterator[Output]:
    """Plan a page under ``cited/`` for each external document, and the list of all if any."""
    types = site.corpus.context.types
    entries: list[Named] = []
    for slug, (document, citing) in site.citations.externals.items():
        title = external_title(types, document)
        entries.append(Named(title, f"{_ADDRESS}{slug}/", len(citing)))
        # Some decrees are cited by every second bulletin.
        for part in newest_first(entries[-1].address, citing, site.corpus.settings.page_size):
            total = None if part.paging.newer else len(citing)
            planned = partial(_page, site, slug, document, part, total)
            yield late_page_output(part.address, planned, shell)
    entries.sort(key=lambda entry: collation_key(entry.label))
    for one in in_order(_ADDRESS, entries, _AT_ONCE) if entries else ():
        index = CitedIndexView(tuple(one.rows), len(entries), one.paging)
        title = f"Văn bản được viện dẫn{_page_number(one.paging)}"
        page = Page("cited-index.html", one.address, title, index, menu="bulletins/")
        yield page_output(page, shell)


def _page(
    site: Site, slug: str, document: ExternalDocument, part: ListPage[Bulletin], total: int | None
) -> Page:
    types, sentences = site.corpus.context.types, site.citations.sentences
    view = CitedView(
        number=document.number.text,
        type=types[document.type_id].label if document.type_id in types else "",
        issuer=document.issuer_text,
        date=parse_date(document.date).numeric if document.date else "",
        rows=tuple(
            CitingRow(site.line(citing), sentences(citing).get(slug, ())) for citing in part.rows
        ),
        total=total,
        paging=part.paging,
    )
    title = f"{external_title(types, document)}{_page_number(part.paging)}"
    return Page("cited.html", part.address, title, view, menu="bulletins/")


def _page_number(paging: Paging) -> str:
    return f" (trang {paging.page})" if paging.newer else ""
