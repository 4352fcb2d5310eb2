"""The text of files in older formats: binary Office files, RTF, and texts in 8-bit encodings."""

import re
from collections.abc import Iterator
from typing import Final

_WIDE: Final = re.compile(  # Vietnamese letters and their marks in UTF-16
    rb"(?:[\x20-\x7e\xa0-\xff]\x00|[\x02\x03\x10\x11()hi\xa0\xa1\xaf\xb0]\x01"
    rb"|[\x00-\x23]\x03|[\x00-\xff]\x1e|[\x10-\x26]\x20){3,}"
)
_NARROW: Final = re.compile(r"[ -~\xa0-\xff]{3,}")
_RTF_PART: Final = re.compile(
    r"\\u(-?\d{1,6}) ?(?:\\'[0-9a-f]{2}|\?)?|\\'([0-9a-fA-F]{2})|\\([a-z]+)(?:-?\d+)? ?"
    r"|\\([^a-z])|[{}]"
)
_RTF_BREAKS: Final = frozenset({"par", "line", "cell", "row", "tab", "page", "sect"})


def decoded(data: bytes) -> str:
    """Return a text whose encoding is not told."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1258", errors="replace")


def old_office_text(data: bytes) -> Iterator[str]:
    """Yield the text of a binary Word, Excel or PowerPoint file, as far as it stands in UTF-16.

    Vietnamese letters do: no code page of these formats holds them ([MS-DOC], section 2.4.1).
    """
    for shift in (0, 1):
        runs = (match[0] for match in _WIDE.finditer(data, shift))
        yield "\n".join(run[: len(run) // 2 * 2].decode("utf-16-le", "replace") for run in runs)
    yield "\n".join(_NARROW.findall(data.decode("latin-1")))


def rtf_text(data: bytes) -> str:
    """Return the text of RTF (Rich Text Format 1.9.1), what is not shown among it."""
    text = data.decode("latin-1").replace("\r", "").replace("\n", "")
    return _RTF_PART.sub(_rtf_part, text)


def _rtf_part(match: re.Match[str]) -> str:
    point, byte, word, sign = match.groups()
    if point:
        return chr(int(point) % 0x10000)
    if byte:
        return bytes([int(byte, 16)]).decode("cp1258", "replace")
    if word in _RTF_BREAKS:
        return "\n"
    return {"~": " ", "_": "-"}.get(sign or "", "")
