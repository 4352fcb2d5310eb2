"""The register of documents (sổ văn bản): a table by year, as CSV and as an Excel workbook."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

from bantin.bulletin import Bulletin
from bantin.dates import DocumentDate
from bantin.model import Site
from bantin.output import Output, Page, Shell, digest, late_page_output
from bantin.paging import ListPage, Paging, jumps, newest_first
from bantin.spreadsheet import FORMULA, Column, Link, workbook
from bantin.views import Named, number_label, page_address

# A page has fewer than twice as many: to sort and filter longer tables is slow on office PCs and
# telephones.
_ROWS: Final = 500
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
_NEXT_CELL: Final = re.compile(rf"([;\t\r\n][ \"]*)(?=[{re.escape(''.join(FORMULA))}])")
_WIDTHS: Final = (18, 12, 14, 26, 60, 26, 22, 18, 44)


@dataclass(frozen=True, slots=True)
class Row:
    """One document of the register. The order is a sort key for the browser."""

    number: str
    number_order: int
    date: str
    type: str
    issuer: str
    title: str
    address: str
    status: str


@dataclass(frozen=True, slots=True)
class RegisterView:
    """One page of a table of the register.

    ``total`` and ``jumps`` (to the months of a long year) are for its first page alone, as they
    change with every document; ``dates`` are those of the newest and the oldest on a further one.
    """

    label: str
    rows: tuple[Row, ...]
    total: int | None
    dates: tuple[str, ...]
    years: tuple[Named, ...]
    jumps: tuple[Named, ...]
    paging: Paging
    types: tuple[str, ...]
    issuers: tuple[str, ...]
    csv: str
    xlsx: str


def register(site: Site, shell: Shell) -> Iterator[Output]:
    """Plan the register: the whole (or its newest year), each year, and the files of each.

    Long years are cut into pages; the files are whole.
    """
    documents = site.corpus.documents
    by_year: dict[int, list[Bulletin]] = {}
    for bulletin in documents:
        by_year.setdefault(bulletin.facts.year, []).append(bulletin)
    years = tuple(Named(str(year), f"register/{year}/") for year in by_year)
    tables = {
        year: _Table(
            f"register/{year}/",
            f"Sổ văn bản năm {year}",
            [*newest_first(f"register/{year}/", found, _ROWS)],
            years,
        )
        for year, found in by_year.items()
    }
    whole = [*newest_first("register/", documents, _ROWS)]
    first = _Table("register/", "Sổ văn bản", whole, years)
    if len(whole) > 1:
        newest = next(iter(tables.values()))
        first = _Table("register/", newest.label, newest.pages, years)
    yield next(first.outputs(site, shell))
    yield from _files(site, "register/", "Sổ văn bản", documents)
    for year, table in tables.items():
        yield from table.outputs(site, shell)
        yield from _files(site, table.folder, table.label, by_year[year])


@dataclass(frozen=True, slots=True)
class _Table:
    folder: str
    label: str
    pages: Sequence[ListPage[Bulletin]]
    years: tuple[Named, ...]

    def outputs(self, site: Site, shell: Shell) -> Iterator[Output]:
        """Yield the pages; the first stands in the folder itself."""
        for index, one in enumerate(self.pages):
            address = one.address if index else self.folder
            page = partial(self._page, site, one, address, is_first=not index)
            yield late_page_output(address, page, shell)

    def _page(self, site: Site, one: ListPage[Bulletin], address: str, *, is_first: bool) -> Page:
        rows = tuple(_row(site, bulletin) for bulletin in one.rows)
        view = RegisterView(
            label=self.label,
            rows=rows,
            total=sum(len(page.rows) for page in self.pages) if is_first else None,
            dates=() if is_first else tuple(dict.fromkeys((rows[0].date, rows[-1].date))),
            years=self.years,
            jumps=jumps(self.pages, _month) if is_first else (),
            paging=one.paging,
            types=tuple(sorted({row.type for row in rows})),
            issuers=tuple(sorted({row.issuer for row in rows})),
            csv=f"{self.folder}register.csv",
            xlsx=f"{self.folder}register.xlsx",
        )
        number = "" if is_first else f" (trang {one.paging.page})"
        return Page("register.html", address, f"{self.label}{number}", view, menu="register/")


def _month(bulletin: Bulletin) -> str | None:
    month = bulletin.front.date.month
    return f"Tháng {month}" if month else None


def _row(site: Site, bulletin: Bulletin) -> Row:
    front, status = bulletin.front, site.corpus.status(bulletin)
    return Row(
        number=number_label(bulletin),
        number_order=bulletin.number.order[0],
        date=front.date.numeric,
        type=bulletin.type.label,
        issuer=bulletin.issuer.name,
        title=front.title,
        address=page_address(bulletin),
        status=status.label if status.banner else "",
    )


def _cells(site: Site, bulletin: Bulletin) -> tuple[str, ...]:
    """Return a row of the files."""
    topics = site.corpus.settings.topics
    return (
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


def _files(site: Site, folder: str, label: str, documents: Sequence[Bulletin]) -> Iterator[Output]:
    @cache  # both files have the same rows
    def rows() -> list[tuple[str, ...]]:
        return [_cells(site, bulletin) for bulletin in documents]

    @cache
    def dates() -> list[DocumentDate]:
        return [bulletin.front.date for bulletin in documents]

    yield Output(
        f"{folder}register.csv",
        lambda: digest("register.csv", rows()),
        lambda: csv_bytes(rows()),
    )
    yield Output(
        f"{folder}register.xlsx",
        lambda: digest("register.xlsx", label, rows(), dates()),
        lambda: _xlsx(label, rows(), dates()),
    )


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
    """Return a cell that no spreadsheet takes for a formula, nor any part of it for another cell.

    Where the decimal sign is a comma, as in Vietnam, spreadsheets part cells at semicolons, also
    inside quotes that do not begin the cell.
    """
    cell = _NEXT_CELL.sub(r"\1'", cell)
    return f"'{cell}" if cell.startswith(FORMULA) else cell
