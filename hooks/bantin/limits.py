"""How large and how tangled a bulletin may be: what would take long to read is not begun.

The bounds are far above what ten thousand legal documents have, and keep a megabyte below four
seconds.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from bantin.catalogue import Problems
from bantin.tangles import find_tangle

MOST_BYTES: Final = 1_000_000
"""Bytes of a file; the longest codes of law have half of them."""

ACUTE: Final = "\u25cc\u0301"
"""An accent, as it is shown by itself."""

_MOST_LINES: Final = 40_000
_MOST_MARKS: Final = 100_000
_LONGEST_LINE: Final = 100_000
_BLANK: Final = " " * 2_000
_MOST_MATTER: Final = 50_000  # characters of the front matter
_MOST_MATTER_LINES: Final = 1_000
_MOST_LEVELS: Final = 20
_MOST_ACCENTS: Final = 30  # upon one letter (UAX #15, Stream-Safe Text Format)
_ACCENTED: Final = 20_000  # bytes in which accents cannot be too many
_ASCII: Final = bytes(32 if code < 128 else 120 for code in range(256))  # noqa: PLR2004
_NO_LETTERS: Final = b"x" * (2 * _MOST_ACCENTS)  # as many bytes as they take at least
_MARKS: Final = "[<`*_\\|{&"

_MAY_BE_DEEP: Final = re.compile(rf"\n[ \t>\-*+:\d.)]{{{_MOST_LEVELS + 1}}}")
_DEEP: Final = re.compile(
    rf"""\n (?![ \t]*([-*_])(?:[ \t]*\1)+[ \t]*(?:\n|\Z))  # no rule: - - - - -
    (?: (?:[ \t]*(?:>|(?:[-*+:]|\d{{1,9}}[.)])(?=[ \t]))){{{_MOST_LEVELS + 1}}}
      | (?:[ ]{{4}}|\t){{{_MOST_LEVELS + 5},}}[ ]*(?:[-*+>:]|\d{{1,9}}[.)]|!!!|\?\?\?)[ \t]
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Excess:
    """What is too much: the problem, where it begins, and the details of its message."""

    kind: Problems
    offset: int
    details: dict[str, object] = field(default_factory=dict)


def too_large(size: int) -> dict[str, object] | None:
    """Return the details of a file of *size* bytes that is too large, None if it is not."""
    if size <= MOST_BYTES:
        return None
    found = f"{size / 1_000_000:.1f}"
    return _too_large(f"{found.replace('.', ',')} MB", "1 MB", f"{found} MB", "1 MB")


def piled_accents(data: bytes) -> int | None:
    """Return the line on which more accents stand upon one letter than any language has.

    To bring them into normal form takes time with the square of their number. *data* is UTF-8.
    Returns None where there is no such line.
    """
    if len(data) < _ACCENTED or _NO_LETTERS not in data.translate(_ASCII):
        return None
    text = data.decode()
    found = _pile().search(text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def front_matter_excess(matter: str) -> Excess | None:
    """Return what is too much of the front matter, None if nothing is."""
    if len(matter) <= _MOST_MATTER and matter.count("\n") <= _MOST_MATTER_LINES:
        return None
    details: dict[str, object] = {
        "most": _dotted(_MOST_MATTER),
        "lines": _dotted(_MOST_MATTER_LINES),
        "most_en": f"{_MOST_MATTER:,}",
        "lines_en": f"{_MOST_MATTER_LINES:,}",
    }
    return Excess(Problems.FRONT_MATTER_TOO_LONG, 0, details)


def body_excess(text: str) -> Excess | None:
    """Return what is too much of a body, None if nothing is; *text* begins with a line end."""
    lines = text.count("\n")
    if found := _too_big(text, lines):
        return found
    deep = _DEEP.search(text) if _MAY_BE_DEEP.search(text) else None
    if deep:
        return Excess(Problems.TOO_DEEP, deep.start() + 1)
    tangle = find_tangle(text)
    return _too_many(*tangle) if tangle else None


def _too_big(text: str, lines: int) -> Excess | None:
    """Return what is too much of a body as such, whatever its marks."""
    if lines > _MOST_LINES:
        counted, most = _dotted(lines), _dotted(_MOST_LINES)
        details = _too_large(
            f"{counted} dòng", f"{most} dòng", f"{lines:,} lines", f"{_MOST_LINES:,} lines"
        )
        return Excess(Problems.TOO_LARGE, 0, details)
    blank = text.find(_BLANK)
    if blank < 0 and "\t" in text:
        blank = text.expandtabs(1).find(_BLANK)
    if blank >= 0:
        return Excess(Problems.LINE_TOO_LONG, blank, _longest(len(_BLANK)))
    if len(text) <= _LONGEST_LINE:  # then it has neither a longer line nor more marks
        return None
    start = 0
    for line in text.split("\n"):
        if len(line) > _LONGEST_LINE:
            return Excess(Problems.LINE_TOO_LONG, start, _longest(_LONGEST_LINE))
        start += len(line) + 1
    counts = {mark: text.count(mark) for mark in _MARKS}
    if sum(counts.values()) > _MOST_MARKS:
        mark = max(counts, key=counts.__getitem__)
        return _too_many(mark, text.find(mark))
    return None


@cache
def _pile() -> re.Pattern[str]:
    last = 0x1F000  # beyond, nothing combines
    combining = "".join(
        chr(code) for code in range(0x300, last) if unicodedata.combining(chr(code))
    )
    return re.compile(f"[{combining}]{{{_MOST_ACCENTS + 1}}}")


def _too_many(mark: str, offset: int) -> Excess:
    return Excess(Problems.TOO_MANY_MARKS, max(offset, 0), {"mark": mark})


def _too_large(found: str, most: str, found_en: str, most_en: str) -> dict[str, object]:
    return {"found": found, "most": most, "found_en": found_en, "most_en": most_en}


def _longest(most: int) -> dict[str, object]:
    return {"most": _dotted(most), "most_en": f"{most:,}"}


def _dotted(number: int) -> str:
    """Return a number as it is written in Vietnamese."""
    return f"{number:,}".replace(",", ".")
