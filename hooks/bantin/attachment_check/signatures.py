"""What a file is by its first bytes, whatever it is called (WHATWG, MIME Sniffing)."""

import io
import re
import zipfile
from typing import Final

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS: Final = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_BEGINNING: Final = 1024  # in which readers look for a sign
_ARCHIVE_END: Final = 66_000  # bytes at the end of a file in which a ZIP's directory may begin
_MARKUP: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|\?xml|\?php|(?:html|head|script|iframe|style|title|body|"
    rb"svg|object|embed|table|div|font|h1|a|b|br|p)[\s>/])",
    re.IGNORECASE,
)
_SCRIPT: Final = re.compile(rb"<(?:script|iframe|html|body|\?php|svg)[\s>/]", re.IGNORECASE)
_SIGNATURES: Final = {
    ".pdf": re.compile(rb"%PDF-\d"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    ".mp3": re.compile(rb"ID3|\xff[\xe2-\xfd]"),
    ".mp4": re.compile(rb"....ftyp", re.DOTALL),
    ".rtf": re.compile(rb"\{\\rtf1"),
    **dict.fromkeys((".doc", ".xls", ".ppt"), re.compile(re.escape(OLE))),
    **dict.fromkeys(
        (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".zip"), re.compile(re.escape(ZIP))
    ),
}
_ZIPPED: Final = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".zip")
_PICTURES: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp3")
_KNOWN: Final = (
    *[(re.escape(one), "chương trình", "a program") for one in PROGRAMS],
    (rb"%PDF-", "PDF", "a PDF"),
    (re.escape(ZIP), "tệp nén ZIP hoặc tệp Office mới", "a ZIP archive or a newer Office file"),
    (re.escape(OLE), "tệp Office kiểu cũ hoặc có mật khẩu", "an older or encrypted Office file"),
    (rb"Rar!", "tệp nén RAR", "a RAR archive"),
    (rb"7z\xbc\xaf", "tệp nén 7-Zip", "a 7-Zip archive"),
    (rb"\x1f\x8b", "tệp nén gzip", "a gzip archive"),
    (rb"\{\\rtf", "RTF", "RTF"),
    (rb"\x89PNG", "ảnh PNG", "a PNG image"),
    (rb"\xff\xd8\xff", "ảnh JPEG", "a JPEG image"),
    (rb"GIF8", "ảnh GIF", "a GIF image"),
    (rb"#!", "chương trình dạng văn bản", "a script"),
)

_Reason = tuple[str, str]


def mismatch(suffix: str, data: bytes) -> _Reason | None:
    """Return why a file is not what *suffix* says, None if it begins as such a file does.

    Of kinds without a signature (texts) it is asked what they must not be.
    """
    signature = _SIGNATURES.get(suffix)
    if signature and not signature.match(data):
        return _looks_like(data)
    if signature is None and suffix != ".svg":
        known = _known(data)
        if known or _MARKUP.match(data):
            return known or _MARKUP_REASON
    return _second_nature(suffix, data) if signature else None


_MARKUP_REASON: Final = (
    "bên trong là trang HTML hoặc XML",
    "it is HTML or XML",
)


def _looks_like(data: bytes) -> _Reason:
    if found := _known(data):
        return found
    if _MARKUP.match(data):
        return _MARKUP_REASON
    return ("không mở đầu như một tệp loại này", "it does not begin like a file of this kind")


def _known(data: bytes) -> _Reason | None:
    for pattern, kind, kind_en in _KNOWN:
        if re.match(pattern, data):
            return (f"bên trong là {kind}", f"it is {kind_en}")
    return None


def _second_nature(suffix: str, data: bytes) -> _Reason | None:
    """Return why a file is of two kinds at once: programs disagree on what it is."""
    beginning = data[:_BEGINNING]
    if suffix not in _ZIPPED:
        if suffix != ".pdf" and b"%PDF-" in beginning:
            return ("tệp vừa là loại này vừa là PDF", "it is a PDF at the same time")
        if _is_archive(data):
            return ("cuối tệp có kèm một tệp nén ZIP", "a ZIP archive is hidden at its end")
    if _SCRIPT.search(data if suffix in _PICTURES else beginning):
        return ("trong tệp có giấu mã HTML", "there is HTML hidden in it")
    return None


def _is_archive(data: bytes) -> bool:
    if data.rfind(b"PK\x05\x06", max(0, len(data) - _ARCHIVE_END)) < 0:
        return False
    return zipfile.is_zipfile(io.BytesIO(data))
