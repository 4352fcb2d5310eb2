"""Turn a file of another character set, or a spoilt one, into UTF-8: wholly, or not at all."""

import unicodedata
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

_MOST_PASSES: Final = 4  # of what was spoilt again and again, or in several ways
_FEWEST: Final = 2  # words that tell of one line how it was spoilt, where others were not


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
        changes = [_Change.of(way, line) for line in lines]
        is_whole = all(change.may_be for change in changes)
        for index, change in enumerate(changes):
            if not change.may_be or change.mended == lines[index]:
                continue
            if not is_whole and not change.is_certain:
                return Finding(Fault.GARBLED, index + 1, 1, way.page.name)
            lines[index] = change.mended
            if change.is_doubtful:
                doubtful.add(index + 1)
    return found


class _Change(NamedTuple):
    """What becomes of a line that may have been spoilt in some way.

    ``may_be``: it is not better as it is. ``is_certain``: it shows by itself that it was.
    ``is_doubtful``: its capitals are in doubt.
    """

    mended: str
    may_be: bool
    is_certain: bool = False
    is_doubtful: bool = False

    @classmethod
    def of(cls, way: Spoilt, line: str) -> "_Change":
        """Return what becomes of a line."""
        if line.isascii():
            return cls(line, may_be=True)
        if not way.fits(line):
            return cls(line, may_be=False)
        mended, doubtful = way.decoded(line), list[int]()
        if not way.page.keeps_case:
            mended, doubtful = restore_capitals(mended)
        now, then = score(line), score(mended)
        is_certain = then.right >= _FEWEST and then.net >= now.net + _FEWEST
        return cls(mended, then.net >= now.net, is_certain, bool(doubtful))


def _utf8(text: str) -> bytes:
    return unicodedata.normalize("NFC", text).encode()
