"""Turn a file of another character set, or a spoilt one, into UTF-8: wholly, or not at all."""

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum
from itertools import accumulate
from typing import Final, NamedTuple

from bantin.encodings import (
    NOT_TEXT,
    Fault,
    Finding,
    Spoilt,
    find_spoilt,
    page_of,
    read_text,
    score,
    utf16_of,
)
from bantin.letter_case import restore_capitals

_MOST_PASSES: Final = 4  # of what was spoilt in several ways
_FEWEST: Final = 2  # words that tell of one line how it was spoilt, where others were not

_SHORT_FORM: Final = re.compile("[A-Z]Đ|Đ[A-Z]")  # NĐ-CP, which may be meant as it is


class Recoded(NamedTuple):
    """A file in UTF-8 and NFC.

    ``names`` are the sets it was in, ``doubtful`` the lines whose capitals are in doubt;
    ``was_spoilt`` tells whether it was in UTF-8 already, but spoilt.
    """

    data: bytes
    names: tuple[str, ...]
    doubtful: tuple[int, ...] = ()
    was_spoilt: bool = False


def recode(data: bytes) -> Recoded | Finding | None:
    """Return a file in UTF-8, None where it is so already, or what cannot be mended for certain."""
    found = read_text(data)
    if isinstance(found, str):
        return None
    if found.fault is Fault.LEGACY:
        result = _from_utf16(data) or _from_page(data, found)
    elif found.fault is Fault.GARBLED:
        result = _from_spoilt(data.decode("utf-8-sig"), found)
    else:
        return found
    if isinstance(result, Recoded):
        left = read_text(result.data)
        return result if isinstance(left, str) else left
    return result


def _from_utf16(data: bytes) -> Recoded | None:
    codec = utf16_of(data)
    if codec is None:
        return None
    text = data.decode(codec).removeprefix("\ufeff")
    return Recoded(_utf8(text), (codec.upper().replace("UTF-16-", "UTF-16"),))


def _from_page(data: bytes, found: Finding) -> Recoded | Finding:
    page = page_of(data)
    if page is None:
        return found
    text, doubtful = page.decode(data), list[int]()
    if strange := NOT_TEXT.search(text):
        return Finding(Fault.UNKNOWN, text.count("\n", 0, strange.start()) + 1, 1)
    if not page.keeps_case:
        text, doubtful = restore_capitals(text)
    for index, (line, was) in enumerate(zip(text.split("\n"), data.split(b"\n"), strict=True)):
        if score(line).wrong >= _FEWEST and (other := page_of(was)) and other.name != page.name:
            return Finding(Fault.UNKNOWN, index + 1, 1, other.name)
    return Recoded(_utf8(text), (page.name,), tuple(doubtful))


def _from_spoilt(text: str, found: Finding) -> Recoded | Finding:
    lines = text.split("\n")
    names: list[str] = []
    doubtful: set[int] = set()
    for _ in range(_MOST_PASSES):
        spoilt = find_spoilt("\n".join(lines))
        if spoilt is None:
            names = list(dict.fromkeys(names))
            told = tuple(sorted(doubtful))
            return Recoded(_utf8("\n".join(lines)), tuple(names), told, was_spoilt=True)
        way = spoilt[0]
        names.append(way.page.name)
        changes = [_change(way, line) for line in lines]
        for index, (change, near) in enumerate(zip(changes, _proper_beside(changes), strict=True)):
            if change.kind is _Kind.OPEN and (near or _SHORT_FORM.search(lines[index])):
                return Finding(Fault.GARBLED, index + 1, 1, way.page.name)
            if change.kind is not _Kind.PROPER:
                lines[index] = change.mended
            if change.is_doubtful:
                doubtful.add(index + 1)
    return found


class _Kind(Enum):
    """What a line says of itself."""

    NOTHING = "it is the same, spoilt or not"
    SPOILT = "it was spoilt"
    PROPER = "it is better as it is"
    OPEN = "it may be either"


class _Change(NamedTuple):
    """What becomes of a line if it was spoilt in some way, and whether its capitals are certain."""

    kind: _Kind
    mended: str
    is_doubtful: bool = False


def _change(way: Spoilt, line: str) -> _Change:
    if line.isascii():
        return _Change(_Kind.NOTHING, line)
    if not way.fits(line):
        return _Change(_Kind.PROPER, line)
    mended, doubtful = way.decoded(line), list[int]()
    if not way.page.keeps_case:
        mended, doubtful = restore_capitals(mended)
    now, then = score(line), score(mended)
    other = find_spoilt(line) if then.wrong >= _FEWEST else None
    if mended == line or (other and other[0].page.name != way.page.name):
        return _Change(_Kind.NOTHING, line)
    if then.net < now.net:
        kind = _Kind.PROPER
    elif then.wrong == 0 and then.right >= _FEWEST and then.net >= now.net + _FEWEST:
        kind = _Kind.SPOILT
    else:
        kind = _Kind.OPEN
    return _Change(kind, mended, bool(doubtful) and kind is not _Kind.PROPER)


def _proper_beside(changes: Sequence[_Change]) -> list[bool]:
    """Return of each line whether the nearest one above or below that tells is not spoilt."""
    kinds = [change.kind for change in changes]
    above = list(accumulate(kinds, _telling))
    below = list(accumulate(reversed(kinds), _telling))[::-1]
    return [_Kind.PROPER in pair for pair in zip(above, below, strict=True)]


def _telling(last: _Kind, kind: _Kind) -> _Kind:
    return kind if kind in (_Kind.SPOILT, _Kind.PROPER) else last


def _utf8(text: str) -> bytes:
    return unicodedata.normalize("NFC", text).encode()
