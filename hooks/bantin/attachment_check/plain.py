"""Plain text, and tables as text: UTF-8 without control characters, and cells without formulas."""

import re
from typing import Final

from bantin.attachment_check.finding import Finding
from bantin.catalogue import Problems
from bantin.text import visible

_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# OWASP, CSV Injection: signs that make a cell a formula; the wide ones are read alike.
_CELL: Final = re.compile(r"(?:(?<=[,;\t|\n])|^)[ ]*(?:\"[ \t]*)?([=+\-@＝＋－＠][^,;\t|\n\"]*)")
_NUMBER: Final = re.compile(r"[-+]?[\d.\s%\u00a0()/:+-]*[\d%]?\s*")
_RTF_ACTIVE: Final = re.compile(
    rb"\\obj(?:data|ocx|html|autlink|link|update)|\\\*\\template\s*(?:http|\\\\)",
    re.IGNORECASE,
)
_SHOWN: Final = 40


def inspect_text(data: bytes) -> Finding | None:
    """Return where a text is not UTF-8, or has what no text has, None if nowhere."""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_text(error.start)
    found = _CONTROL.search(data)
    return _not_text(found.start()) if found else None


def inspect_table(data: bytes) -> Finding | None:
    """Return what is wrong with a CSV file: as a text, or cells that a spreadsheet would run."""
    if found := inspect_text(data):
        return found
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    cells = [cell for cell in _CELL.finditer(text) if not _NUMBER.fullmatch(cell[1].strip('" '))]
    if not cells:
        return None
    first = cells[0]
    details = {
        "count": str(len(cells)),
        "row": str(text.count("\n", 0, first.start(1)) + 1),
        "cell": visible(first[1].strip()[:_SHOWN]),
    }
    return Finding(Problems.FORMULA_CELLS.name, details)


def runs_objects(data: bytes) -> bool:
    """Whether an RTF file has embedded objects, or fetches a template."""
    return _RTF_ACTIVE.search(data) is not None


def is_vector_picture(data: bytes) -> bool:
    """Whether the first element of a text is ``svg``."""
    first = re.search(rb"<([A-Za-z][\w.-]*:)?([A-Za-z]+)", data)
    return first is not None and first[2].lower() == b"svg"


def _not_text(offset: int) -> Finding:
    return Finding(Problems.NOT_PLAIN_TEXT.name, {"offset": str(offset + 1)})
