"""What a PDF would do by itself (ISO 32000-1): actions, scripts, files inside.

The bytes are searched, not the tree of objects: readers mend broken files each in its own way, so
that what is written anywhere counts. Names may be spelt with ``#`` and may stand in compressed
object streams; these are opened.
"""

import re
import zlib
from typing import Final

from bantin.attachment_check.finding import Finding, active, bad_member, encrypted

_MOST_UNPACKED: Final = 64 * 1024 * 1024
_GLIMPSE: Final = 64
_STEP: Final = 1 << 14
_DEFLATE: Final = 8
_SIGNS: Final = {
    b"JavaScript": ("mã JavaScript", "JavaScript"),
    b"Launch": ("lệnh mở chương trình", "an action that launches a program"),
    b"EmbeddedFile": ("tệp nhúng", "an embedded file"),
    b"EmbeddedFiles": ("tệp nhúng", "an embedded file"),
    b"RichMedia": ("nội dung Flash, đa phương tiện", "rich media"),
    b"XFA": ("biểu mẫu XFA", "an XFA form"),
    b"ImportData": ("lệnh lấy dữ liệu từ ngoài", "an action that imports data"),
    b"SubmitForm": ("lệnh gửi biểu mẫu đi", "an action that submits a form"),
}
_REMEDY: Final = (
    "Mở tệp rồi in lại ra PDF (Print to PDF); cần kèm tệp khác thì khai ở «attachments».",
    "Open it and print it to PDF again; name other files under «attachments».",
)


def _spelt(name: bytes) -> bytes:
    """Return a pattern for a name in any of its spellings: ``JS``, ``#4aS``."""
    return b"".join(b"(?:%c|#(?i:%02x))" % (letter, letter) for letter in name)


_END: Final = rb"(?![A-Za-z0-9#_.-])"
_ACTIVE: Final = re.compile(
    b"/(?:" + b"|".join(b"(%b)" % _spelt(one) for one in _SIGNS) + b")" + _END
)
_ENCRYPT: Final = re.compile(b"/" + _spelt(b"Encrypt") + _END)
_OBJECT_STREAM: Final = re.compile(b"/" + _spelt(b"ObjStm") + _END)
_STREAM: Final = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_NUMBERS: Final = re.compile(rb"(?:[\s\0]|%[^\r\n]*[\r\n])*\d+[\s\0]+\d")


def inspect_pdf(data: bytes) -> Finding | None:
    """Return what a PDF must not hold, None if nothing was found."""
    if _ENCRYPT.search(data):
        return encrypted()
    found = _signs(data)
    left = _MOST_UNPACKED
    end = 0
    for stream in _STREAM.finditer(data):
        head = data[data.rfind(b"obj", end, stream.start()) : stream.start()]
        end = stream.end()
        is_declared = _OBJECT_STREAM.search(head) is not None
        content = _unpacked(data, end, left, is_wanted=is_declared)
        if content is None:
            if is_declared:
                return _not_to_be_read()
            continue
        left -= len(content)
        if left <= 0:
            return bad_member(
                "stream", "giải nén ra quá lớn (bom nén)", "it unpacks to far too much (a bomb)"
            )
        found |= _signs(content)
    if found:
        return active([_SIGNS[name] for name in sorted(found)], _REMEDY)
    return None


def _signs(data: bytes) -> set[bytes]:
    names = [*_SIGNS]
    return {names[sign.lastindex - 1] for sign in _ACTIVE.finditer(data) if sign.lastindex}


def _unpacked(data: bytes, start: int, most: int, *, is_wanted: bool) -> bytes | None:
    """Return what is in a stream if it is one of objects, which begins with their numbers.

    None if it is none, or cannot be unpacked.
    """
    head = data[start : start + 2]
    if is_wanted and _NUMBERS.match(data, start):
        return b""  # it is not compressed
    if not head or head[0] & 0xF != _DEFLATE or int.from_bytes(head) % 31:  # RFC 1950
        return None
    engine = zlib.decompressobj()
    try:
        beginning = engine.decompress(data[start : start + _STEP], _GLIMPSE)
        if not _NUMBERS.match(beginning):
            return None
        return beginning + _rest(engine, data, start + _STEP, most)
    except zlib.error:
        return None


def _rest(engine: "zlib._Decompress", data: bytes, start: int, most: int) -> bytes:
    """Return what comes after the beginning of a stream, as far as it can be unpacked."""
    parts, total = [], 0
    waiting = engine.unconsumed_tail
    while not engine.eof and total <= most:
        if not waiting:
            waiting, start = data[start : start + _STEP], start + _STEP
            if not waiting:
                break
        try:
            parts.append(engine.decompress(waiting, 1 << 20))
        except zlib.error:  # the beginning counts, as it does for readers
            break
        total += len(parts[-1])
        waiting = engine.unconsumed_tail
    return b"".join(parts)


def _not_to_be_read() -> Finding:
    return active(
        [("phần nén không đọc được", "a compressed part that cannot be read")],
        _REMEDY,
    )
