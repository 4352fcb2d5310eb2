"""Small files of each kind of attachment, whole and as an attacker would make them."""

import io
import zipfile
import zlib

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MP4 = b"\0\0\0\x18ftypmp42"
WORD = "wordprocessingml.document.main+xml"
SHEET = "spreadsheetml.sheet.main+xml"
SLIDES = "presentationml.presentation.main+xml"


def archive(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as file:
        for name, data in members.items():
            file.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, method)
    return content.getvalue()


def office(main: str = WORD, types: str = "", **members: bytes | str) -> bytes:
    """Return an Office Open XML document; ``__`` in a member's name stands for ``/``."""
    content_types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-{main}"/>'
        f"{types}</Types>"
    )
    others = {name.replace("__", "/").replace("_", "."): data for name, data in members.items()}
    return archive({"[Content_Types].xml": content_types, "main.xml": "<m/>", **others})


def open_document(kind: str = "text", **members: bytes | str) -> bytes:
    """Return an OpenDocument file; names of members as for ``office``."""
    others = {name.replace("__", "/").replace("_", "."): data for name, data in members.items()}
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return archive({"mimetype": mimetype, "content.xml": "<c/>", **others}, zipfile.ZIP_STORED)


def compound(*names: str, content: bytes = b"") -> bytes:
    """Return a compound file whose directory has entries of these names."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + (len(name) * 2 + 2).to_bytes(2, "little")
        + b"\x02".ljust(62, b"\0")
        for name in names
    )
    return OLE + b"\0" * 504 + entries + b"\0" * (-len(entries) % 512) + content


def object_stream(content: bytes, dictionary: bytes = b"/Type /ObjStm /N 1 /First 4") -> bytes:
    """Return a PDF with objects in a compressed stream."""
    packed = zlib.compress(content)
    return (
        b"%%PDF-1.5\n1 0 obj\n<< %b /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream\n"
        % (dictionary, len(packed), packed)
    )
