"""The register of documents (sổ văn bản): a table by year, as CSV and as an Excel workbook."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bantin.bulletin import Bulletin
from bantin.dates import DocumentDate
from bantin.model import Site
from bantin.output import Output, Page, Shell, digest, page_output
from bantin.spreadsheet import FORMULA, Column, Link, workbook
from bantin.views import Named, number_label, page_address

_MOST_ROWS: Final = 1000  # a longer table is slow on office PCs; the years have their own pages
_COLUMNS: Final = (
    "Số, ký hiệu",
    "Ngày ban hành",
    "Loại",
    "Cơ quan ban hành",
    "Trích yếu",
    "Chủ đề",
    "Người ký",
    "Tình trạng",
    "Địa chỉ",
)
_WIDTHS: Final = (18, 12, 14, 26, 60, 26, 22, 18, 44)


@dataclass(frozen=True, slots=True)
class Row:
    """One document of the register. The orders are sort keys for the browser."""

    number: str
    number_order: int
    date: str
    date_iso: str
    type: str
    issuer: str
    title: str
    address: str
    status: str


@dataclass(frozen=True, slots=True)
class RegisterView:
    """One table of the register."""

    label: str
    rows: tuple[Row, ...]
    total: int
    years: tuple[Named, ...]
    types: tuple[str, ...]
    issuers: tuple[str, ...]
    csv: str
    xlsx: str


def register(site: Site, shell: Shell) -> Iterator[Output]:
    """Plan the register: the whole (or its newest year), each year, and the files of each."""
    documents = site.corpus.documents
    by_year: dict[int, list[Bulletin]] = {}
    for bulletin in documents:
        by_year.setdefault(bulletin.front.date.year, []).append(bulletin)
    years = tuple(
        Named(str(year), f"register/{year}/", len(found)) for year, found in by_year.items()
    )
    newest = next(iter(by_year), None)
    first, label = documents, "Sổ văn bản"
    if len(documents) > _MOST_ROWS and newest is not None:
        first, label = by_year[newest], f"Sổ văn bản năm {newest}"
    yield _table(site, shell, ("register/", label), first, years)
    yield from _files(site, "register/", "Sổ văn bản", documents)
    for year, found in by_year.items():
        folder = f"register/{year}/"
        yield _table(site, shell, (folder, f"Sổ văn bản năm {year}"), found, years)
        yield from _files(site, folder, f"Sổ văn bản năm {year}", found)


def _table(
    site: Site,
    shell: Shell,
    head: tuple[str, str],
    documents: Sequence[Bulletin],
    years: tuple[Named, ...],
) -> Output:
    address, label = head
    rows = tuple(_row(site, bulletin) for bulletin in documents)
    view = RegisterView(
        label=label,
        rows=rows,
        total=len(site.corpus.documents),
        years=years,
        types=tuple(sorted({row.type for row in rows})),
        issuers=tuple(sorted({row.issuer for row in rows})),
        csv=f"{address}register.csv",
        xlsx=f"{address}register.xlsx",
    )
    return page_output(Page("register.html", address, label, view, menu="register/"), shell)


def _row(site: Site, bulletin: Bulletin) -> Row:
    front, status = bulletin.front, site.corpus.status(bulletin)
    return Row(
        number=number_label(bulletin),
        number_order=bulletin.number.order[0],
        date=front.date.numeric,
        date_iso=front.date.iso,
        type=bulletin.type.label,
        issuer=bulletin.issuer.name,
        title=front.title,
        address=page_address(bulletin),
        status=status.label if status.banner else "",
    )


def _files(site: Site, folder: str, label: str, documents: Sequence[Bulletin]) -> Iterator[Output]:
    topics = site.corpus.settings.topics
    rows = [
        (
            bulletin.number.text,
            bulletin.front.date.iso,
            bulletin.type.label,
            bulletin.issuer.name,
            bulletin.front.title,
            "; ".join(topics[topic] for topic in bulletin.front.topic),
            bulletin.front.signer.name if bulletin.front.signer else "",
            site.corpus.status(bulletin).label,
            site.url + page_address(bulletin),
        )
        for bulletin in documents
    ]
    yield Output(f"{folder}register.csv", digest("register.csv", rows), lambda: csv_bytes(rows))
    dates = [bulletin.front.date for bulletin in documents]
    key = digest("register.xlsx", label, rows, dates)
    yield Output(f"{folder}register.xlsx", key, lambda: _xlsx(label, rows, dates))


def _xlsx(label: str, rows: Sequence[tuple[str, ...]], dates: Sequence[DocumentDate]) -> bytes:
    """Return the register as a workbook; a date not wholly known is text."""
    columns = [Column(*column) for column in zip(_COLUMNS, _WIDTHS, strict=True)]
    cells = [
        (
            number,
            day.start.date() if day.is_whole else day.numeric,
            *rest,
            Link(url, url),
        )
        for (number, _date, *rest, url), day in zip(rows, dates, strict=True)
    ]
    return workbook(label, columns, cells)


def csv_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """Return the register as CSV (RFC 4180) that spreadsheets open with the right accents."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    writer.writerows([[_defused(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
