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
_ENCRYPT: Final = b"Encrypt"
_OBJECT_STREAM: Final = b"ObjStm"
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


_NAMES: Final = (*_SIGNS, _ENCRYPT, _OBJECT_STREAM)
_NAME: Final = re.compile(rb"/(?:%b)(?![A-Za-z0-9#_.-])" % b"|".join(_NAMES))
_SPELT: Final = re.compile(rb"/[A-Za-z]*#[A-Za-z0-9#]*")  # ISO 32000-1, 7.3.5: ``/J#53`` is ``/JS``
_CODE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM: Final = re.compile(rb"stream(?:\r\n|\n|\r)")
_NUMBERS: Final = re.compile(rb"(?:[\s\0]|%[^\r\n]*[\r\n])*\d+[\s\0]+\d")


def inspect_pdf(data: bytes) -> Finding | None:
    """Return what a PDF must not hold, None if nothing was found."""
    found = _names(data)
    if _ENCRYPT in found:
        return encrypted()
    left = _MOST_UNPACKED
    end = 0
    for stream in _STREAM.finditer(data):
        if data.endswith(b"end", 0, stream.start()):
            continue
        start = max(end, data.rfind(b"obj", end, stream.start()))
        head = data[start : stream.start()]
        end = stream.end()
        is_declared = _OBJECT_STREAM in found and _OBJECT_STREAM in _names(head)
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
        found |= _names(content)
    signs = [sign for name, sign in _SIGNS.items() if name in found]
    return active(signs, _REMEDY) if signs else None


def _names(data: bytes) -> set[bytes]:
    """Return the names of ours that are written in *data*, in any spelling."""
    found = {*_NAME.findall(data)}
    for spelt in _SPELT.findall(data):
        found.add(_CODE.sub(lambda code: bytes([int(code[1], 16)]), spelt))
    return {name[1:] for name in found}


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
