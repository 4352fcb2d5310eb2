"""A page for each document that bulletins cite but the site does not hold."""

from collections.abc import Iterator
from dataclasses import dataclass

from bantin.citing import external_title
from bantin.dates import parse_date
from bantin.model import Site
from bantin.output import Output, Page, Shell, page_output
from bantin.views import Line


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


def cited_pages(site: Site, shell: Shell) -> Iterator[Output]:
    """Plan a page under ``cited/`` for each external document."""
    types = site.corpus.context.types
    for slug, (document, citing) in site.citations.externals.items():
        view = CitedView(
            number=document.number.text,
            type=types[document.type_id].label if document.type_id in types else "",
            issuer=document.issuer_text,
            date=parse_date(document.date).numeric if document.date else "",
            rows=tuple(CitingRow(site.line(row.bulletin), row.sentences) for row in citing),
        )
        title = external_title(types, document)
        page = Page("cited.html", f"cited/{slug}/", title, view, menu="bulletins/")
        yield page_output(page, shell)
