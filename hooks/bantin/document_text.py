"""The text of a file beside a bulletin, taken from its bytes: PDF, Office, OpenDocument, RTF, ZIP.

What counts is what the bytes are, not how the file is called. All text counts: headers, footers,
text boxes, comments, deleted passages, properties, names of sheets.
"""

import io
import logging
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from bantin.binary_text import decoded, old_office_text, rtf_text
from bantin.xml_text import xml_text

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds odd concerns no editor
_PDF: Final = b"%PDF-"
_HEAD: Final = 1_024  # bytes within which a PDF says so (ISO 32000-2, annex I)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB], section 2.2
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO], section 2.3.4.4
_RTF: Final = b"{\\rtf"
_PACKED: Final = (  # 7z, RAR, gzip, xz, bzip2, Zstandard: nothing here opens them
    *(b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b\x08", b"\xfd7zXZ\x00"),
    *(b"BZh91AY", b"\x28\xb5\x2f\xfd"),
)
_TEXTS: Final = (
    *(".txt", ".csv", ".tsv", ".md", ".svg", ".html", ".htm", ".xhtml", ".mht", ".mhtml", ".xml"),
    *(".json", ".yml", ".yaml", ".ics", ".vcf", ".eml", ".log", ".srt", ".vtt", ".tex"),
)
_CELLS: Final = str.maketrans(",;", "\t\t")
_DEEPEST: Final = 3  # archives in archives
_MOST_BYTES: Final = 100_000_000  # of all that an archive holds
_MOST_MEMBERS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file: where it is, as «trang 2» or the name of a member, and its text.

    ``where`` is empty where the whole file is one text.
    """

    where: str
    where_en: str
    text: str


class SealedError(ValueError):
    """The text of a file cannot be looked at; ``reason`` and ``reason_en`` tell why."""

    def __init__(self, reason: str, reason_en: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.reason_en = reason_en


def parts_of(name: str, data: bytes) -> Iterator[Part]:
    """Yield the parts of a file with their text; none for pictures, sound and film.

    Raises SealedError for what is locked, damaged, packed too deeply or in another way than ZIP.
    """
    return _parts(name, data, _DEEPEST)


def _parts(name: str, data: bytes, depth: int) -> Iterator[Part]:
    if _PDF in data[:_HEAD]:
        yield from _pdf(data)
    elif data.startswith(_ZIP):
        yield from _archive(data, depth)
    elif data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise _locked()
        yield from (Part("", "", text) for text in old_office_text(data))
    elif data.startswith(_PACKED):
        raise SealedError("tệp nén không phải ZIP", "an archive that is no ZIP file")
    elif data.startswith(_RTF):
        yield Part("", "", rtf_text(data))
    elif name.lower().endswith(_TEXTS):
        text = decoded(data)
        yield Part("", "", text.translate(_CELLS) if name.lower().endswith(".csv") else text)


def _pdf(data: bytes) -> Iterator[Part]:
    try:
        yield from _pdf_parts(data)
    except SealedError:
        raise
    except Exception as error:
        if b"stream" in data:
            raise _damaged(error) from error  # whatever hostile bytes make pypdf stumble over
        yield Part("", "", decoded(data))  # a PDF without pages: all that it says is plain


def _pdf_parts(data: bytes) -> Iterator[Part]:
    from pypdf import PdfReader  # noqa: PLC0415 - 40 ms, and most builds read no PDF anew

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise _locked()
    properties = "\n".join(str(value) for value in (reader.metadata or {}).values())
    yield Part("thuộc tính", "properties", properties)
    for number, page in enumerate(reader.pages, start=1):
        text = "\n".join((page.extract_text(), *_annotations(page)))
        yield Part(f"trang {number}", f"page {number}", text)
    fields = (reader.get_fields() or {}).values()
    yield Part("biểu mẫu", "form", "\n".join(str(field.get("/V", "")) for field in fields))
    for name, contents in reader.attachments.items():
        for content in contents:
            yield from _within(name, _parts(name, content, 1))


def _annotations(page: Any) -> Iterator[str]:
    for reference in page.get("/Annots") or ():
        yield str(reference.get_object().get("/Contents", ""))


def _archive(data: bytes, depth: int) -> Iterator[Part]:
    """Yield the parts of a ZIP file; Office and OpenDocument files are such."""
    if not depth:
        raise SealedError("tệp nén lồng quá nhiều lớp", "archives nested too deeply")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in _members(archive):
                yield from _member(archive, member, depth)
    except SealedError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise _damaged(error) from error


def _members(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    if size > _MOST_BYTES or len(members) > _MOST_MEMBERS:
        raise SealedError("tệp nén bung ra quá lớn", "the archive unpacks to too much")
    if any(member.flag_bits & 1 for member in members):  # APPNOTE.TXT, section 4.4.4
        raise _locked()
    yield from (member for member in members if not member.filename.endswith("/"))


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, depth: int) -> Iterator[Part]:
    name = member.filename
    yield Part(name, name, "")
    content = archive.read(member)
    if name == "META-INF/manifest.xml" and b"encryption-data" in content:
        raise _locked()
    if name.endswith((".xml", ".vml")) and content.lstrip(b"\xef\xbb\xbf\r\n\t ")[:1] == b"<":
        yield Part(name, name, xml_text(content, mend=name.endswith(".vml")))
    else:
        yield from _within(name, _parts(name, content, depth - 1))


def _within(name: str, parts: Iterator[Part]) -> Iterator[Part]:
    for part in parts:
        yield Part(f"{name} {part.where}".rstrip(), f"{name} {part.where_en}".rstrip(), part.text)


def _locked() -> SealedError:
    return SealedError("tệp đặt mật khẩu", "it needs a password")


def _damaged(error: Exception) -> SealedError:
    why = type(error).__name__
    return SealedError(f"tệp hỏng, không mở được ({why})", f"it is damaged ({why})")
