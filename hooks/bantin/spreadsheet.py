"""A table as an Excel workbook (.xlsx): the same bytes for the same cells, no clock."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from xlsxwriter import Workbook

# What a spreadsheet would take for a formula once the cell is edited (OWASP, CSV injection); the
# wide signs are those of East Asian keyboards.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# The workbook says when it was made; the day of the build would change its bytes.
_CREATED: Final = datetime(2020, 3, 5)  # noqa: DTZ001 - the format knows no time zone
_FIRST_DAY: Final = date(1900, 3, 1)  # before it, Excel's calendar has a day that never was
_MOST_LINKS: Final = 65_530  # in one sheet, by Excel's own limit
_LONGEST_LINK: Final = 2_079
_LONGEST_TEXT: Final = 32_767


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and its width in characters."""

    label: str
    width: int


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that shows *text* and leads to *url*."""

    text: str
    url: str


Cell = str | date | Link


def workbook(title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a workbook of one sheet with a frozen heading and a filter.

    Texts stay texts, also those that look like numbers or formulas; dates are real dates.
    """
    content = io.BytesIO()
    # Rows wait in a temporary file: a hundred thousand take 300 MB in memory.
    book = Workbook(content, {"constant_memory": True, "strings_to_urls": False})
    book.set_properties({"title": title, "created": _CREATED})
    sheet = book.add_worksheet(_sheet_name(title))
    head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"})
    looks = _Looks(book)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(0, index, column.label, head)
    links = 0
    for row, cells in enumerate(rows, start=1):
        for index, cell in enumerate(cells):
            if isinstance(cell, Link) and links < _MOST_LINKS and len(cell.url) <= _LONGEST_LINK:
                text = cell.text[:_LONGEST_TEXT]
                sheet.write_url(row, index, cell.url, looks.link(text), string=text)
                links += 1
            elif isinstance(cell, date) and cell >= _FIRST_DAY:
                sheet.write_datetime(row, index, cell, looks.date)
            else:
                text = (cell.text if isinstance(cell, Link) else str(cell))[:_LONGEST_TEXT]
                sheet.write_string(row, index, text, looks.text(text))
    last = max(len(rows), 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A2:{chr(64 + len(columns))}{last + 1}"})
    book.close()
    return content.getvalue()


class _Looks:
    """The formats of cells; a text like a formula is marked as text for good."""

    def __init__(self, book: Workbook) -> None:
        top = {"valign": "top", "text_wrap": True}
        linked = {**top, "font_color": "#0563C1", "underline": 1}
        self._text = book.add_format(top)
        self._quoted = book.add_format({**top, "quote_prefix": True})
        self._link = book.add_format(linked)
        self._quoted_link = book.add_format({**linked, "quote_prefix": True})
        self.date = book.add_format({"valign": "top", "align": "left", "num_format": "dd/mm/yyyy"})

    def text(self, text: str) -> Any:
        return self._quoted if text.startswith(FORMULA) else self._text

    def link(self, text: str) -> Any:
        return self._quoted_link if text.startswith(FORMULA) else self._link


def _sheet_name(title: str) -> str:
    """Return a title as Excel allows it for a sheet: 31 characters, none of these signs."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in title)[:31].strip() or "1"
