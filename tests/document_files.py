"""Files of the kinds that people attach, with a text in them, made byte by byte for the tests."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

import xlsxwriter

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def _runs(text: str) -> str:
    """Return a paragraph of Word, cut into runs where an editor happened to stop."""
    cuts = [text[:2], text[2:3], text[3:]]
    runs = "".join(
        f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{c}</w:t></w:r>' for c in cuts
    )
    return f"<w:p>{runs}<w:proofErr/></w:p>"


def docx(text: str, part: str = "word/document.xml") -> bytes:
    """Return a Word document with *text* in a part of it."""
    plain = f'<w:x xmlns:w="{_WORD}">{_runs("Kính gửi: các đơn vị")}</w:x>'
    marked = f'<w:x xmlns:w="{_WORD}">{_runs("Nội dung")}{_runs(text)}</w:x>'
    return archive({"word/document.xml": plain, part: marked})


def docx_watermark(text: str) -> bytes:
    """Return a Word document with a watermark, which is an attribute of a drawing."""
    names = f'xmlns:w="{_WORD}" xmlns:v="urn:schemas-microsoft-com:vml"'
    head = f'<w:hdr {names}><v:textpath string="{text}"/></w:hdr>'
    return archive({"word/document.xml": "<x/>", "word/header2.xml": head})


def xlsx(  # noqa: PLR0913 - each is a place where a workbook keeps text
    text: str, *, sheet: str = "Sổ", header: str = "", note: str = "", tip: str = "", unit: str = ""
) -> bytes:
    """Return a workbook with *text* in a cell, and perhaps names and notes."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    page = book.add_worksheet(sheet)
    page.write_row(0, 0, ["Số", "Ghi chú"])
    page.write_row(1, 0, ["12/BC-UBND", text])
    if header:
        page.set_header(f'&C&"Times New Roman,Bold"&14&KFF0000{header}')
    if tip:
        page.write_url("A3", "https://example.vn/", string="x", tip=tip)
    if unit:
        page.write_number("A4", 1, book.add_format({"num_format": f'"{unit}" 0'}))
    if note:
        page.write_comment("A1", note)
    book.close()
    return buffer.getvalue()


def pptx(text: str) -> bytes:
    """Return slides with *text* in a box."""
    runs = "".join(f"<a:r><a:t>{c}</a:t></a:r>" for c in (text[:1], text[1:]))
    return archive({"ppt/slides/slide1.xml": f'<p xmlns:a="{_DRAWING}"><a:p>{runs}</a:p></p>'})


def odt(text: str) -> bytes:
    """Return an OpenDocument text with *text* in its header."""
    first, _, rest = text.partition(" ")
    gap = f'<t:s t:c="2"/>{rest}' if rest else ""
    body = f'<x xmlns:t="{_ODF}"><t:p>{first[:1]}<t:span>{first[1:]}</t:span>{gap}</t:p></x>'
    return archive({"mimetype": "x", "content.xml": "<x/>", "styles.xml": body})


def rtf(text: str) -> bytes:
    """Return RTF, with letters beyond ASCII as a word processor writes them."""
    coded = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text)
    return (
        f"{{\\rtf1\\ansi\\ansicpg1258 {{\\b N\\u7897?i dung}}\\par\n\\b {coded}\\b0\\par}}".encode()
    )


def old_word(text: str) -> bytes:
    """Return what an old binary Word file has of a text: an OLE header, and UTF-16."""
    body = f"Nội dung\r{text}\rHết".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + body + bytes(512)


def pdf(text: str, title: str = "") -> bytes:
    """Return a PDF of one page with *text*, a line each, its letters known by a ToUnicode map."""
    letters = sorted({*text} - {"\n"})
    codes = {letter: index + 1 for index, letter in enumerate(letters)}
    lines = "".join(
        f"<{''.join(f'{codes[c]:04x}' for c in line)}> Tj 0 -20 Td " for line in text.split("\n")
    )
    content = f"BT /F 14 Tf 72 720 Td {lines}ET"
    pairs = "".join(f"<{code:04x}> <{ord(c):04x}>\n" for c, code in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <0000> <ffff> "
        f"endcodespacerange\n{len(codes)} beginbfchar\n{pairs}endbfchar endcmap end"
    )
    told = ("\ufeff" + title).encode("utf-16-be").hex()
    resources = "/Resources<</Font<</F 5 0 R>>>>"
    face = "/Type/Font/BaseFont/F"
    system = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R{resources}>>",
        _stream(content),
        f"<<{face}/Subtype/Type0/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        f"<<{face}/Subtype/CIDFontType2{system}/DW 600>>",
        _stream(cmap),
        f"<</Title<{told}>>>",
    ]
    written, offsets = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{one}\nendobj\n"
    rows = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R>>"
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer {trailer}\nstartxref\n{len(written)}"
    return f"{written}{end}\n%%EOF\n".encode("ascii")


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>\nstream\n{content}\nendstream"
