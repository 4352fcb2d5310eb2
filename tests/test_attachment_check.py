"""What files may be published: those that are what they say, and in which nothing runs."""

import io
import stat
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.attachment_check import inspect, name_finding
from bantin.catalogue import Problems
from bantin.files import is_publishable, known_suffixes
from tests.attachment_samples import (
    JPEG,
    MP4,
    OLE,
    PDF,
    PNG,
    SHEET,
    SLIDES,
    WORD,
    archive,
    compound,
    object_stream,
    office,
    open_document,
)

RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{}" Target="{}" TargetMode="External"/></Relationships>'
)
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
TEMPLATE = RELATIONS.format("attachedTemplate", "&#104;ttps://x.example/a.dotm")
LOCAL = RELATIONS.format("attachedTemplate", "file:///C:\\Users\\an\\Normal.dotm")
LINK = RELATIONS.format("hyperlink", "https://x.example/")
DDE = '<externalLink xmlns="urn:x"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
MANIFEST = (
    '<m:manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
)

GOOD = {
    "a.pdf": PDF,
    "b.pdf": object_stream(b"1 0 << /Type /Catalog >>"),
    "a.png": PNG,
    "a.jpg": JPEG,
    "a.JPEG": JPEG,
    "a.gif": b"GIF89a" + b"\0" * 20,
    "a.webp": b"RIFF\0\0\0\0WEBPVP8 ",
    "a.mp3": b"ID3\4" + b"\0" * 20,
    "b.mp3": b"\xff\xfb\x90\0",
    "a.mp4": MP4,
    "a.rtf": b"{\\rtf1\\ansi Xin}",
    "a.txt": "Họp giao ban\n".encode(),
    "b.txt": "\ufeffCó dấu thứ tự byte\r\n".encode(),
    "a.csv": "Họ tên;Số\nA;-5,2\nB;+84 24 3804 (1)\n".encode(),
    "a.svg": b'<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>',
    "a.docx": office(WORD),
    "b.docx": office(WORD, word___rels__settings_xml_rels=LOCAL, word__a_xml_rels=LINK),
    "c.docx": office(WORD, word__embeddings__b_xlsx=office(SHEET), word__media__a_png=PNG),
    "d.docx": office(WORD, word__embeddings__oleObject1_bin=compound("Equation Native")),
    "a.xlsx": office(SHEET),
    "a.pptx": office(SLIDES),
    "a.odt": open_document("text"),
    "a.ods": open_document("spreadsheet"),
    "a.odp": open_document("presentation"),
    "a.doc": compound("WordDocument", content=b"\xec\xa5" + b"\0" * 20),
    "a.xls": compound("Workbook"),
    "a.ppt": compound("PowerPoint Document"),
    "a.zip": archive({"Phụ lục/a.pdf": PDF, "Phụ lục/b.docx": office(WORD), "c.txt": ""}),
}


@pytest.mark.parametrize("name", GOOD)
def test_honest_files_pass(name: str) -> None:
    """A file that is what its ending says, and holds nothing that runs, may be published."""
    assert inspect(name, GOOD[name]) is None


def test_every_kind_has_an_honest_example() -> None:
    """No kind that may be published is left untried."""
    assert {f".{name.rpartition('.')[2].lower()}" for name in GOOD} == {
        *known_suffixes().split(", ")
    }


@pytest.mark.parametrize("suffix", known_suffixes().split(", "))
@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\0", b"\x7fELF\2\1\1", HTML, b"\xef\xbb\xbf  <html>", b"Rar!\x1a\7", b"\0\0\0\0"],
    ids=["exe", "elf", "html", "html-bom", "rar", "zeros"],
)
def test_a_renamed_file_is_refused(suffix: str, content: bytes) -> None:
    """A program, a page or an archive does not become a document by its name."""
    found = inspect(f"a{suffix}", content)
    assert found
    assert found.kind in ("WRONG_CONTENT", "NOT_PLAIN_TEXT")


SWAPPED = {
    "a.docx": office(SHEET),
    "b.docx": open_document("text"),
    "c.docx": archive({"a.txt": "x"}),
    "d.docx": compound("WordDocument"),
    "e.docx": b"PK\x03\x04" + b"\0" * 50,
    "f.docx": office(WORD).replace(b"[Content_Types].xml", b"[Content_Typos].xml"),
    "a.xlsx": office(WORD),
    "a.pptx": office("presentationml.template.main+xml"),
    "a.odt": open_document("spreadsheet"),
    "b.odt": office(WORD),
    "a.doc": compound("Workbook"),
    "b.doc": OLE,
    "a.xls": compound("PowerPoint Document"),
    "a.svg": b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>",
    "a.txt": b"{\\rtf1 x}",
    "b.txt": b"%PDF-1.4\n",
    "c.txt": b"#!/bin/sh\nrm x\n",
    "a.jpg": PNG,
    "a.pdf": b"\n%PDF-1.4",
}


@pytest.mark.parametrize("name", SWAPPED)
def test_one_kind_is_not_taken_for_another(name: str) -> None:
    """The content of a document must be that of its ending; of documents in archives, too."""
    found = inspect(name, SWAPPED[name])
    assert found
    assert found.kind == "WRONG_CONTENT"


POLYGLOTS = {
    "picture and archive.png": PNG + archive({"a.txt": "x"}),
    "picture and page.gif": b"GIF89a/*" + b"\0" * 3000 + b"*/<script>alert(1)</script>",
    "picture and page.jpg": JPEG[:4] + b"\xff\xfe\0\x20<html>" + JPEG[4:],
    "picture and PDF.png": PNG + PDF,
    "PDF and archive.pdf": PDF + archive({"a.txt": "x"}),
    "PDF and page.pdf": b"%PDF-1.4\n%<script src=x></script>\n" + PDF,
    "sound and PDF.mp3": b"ID3" + PDF,
    "film and page.mp4": MP4 + b"<html>",
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_a_file_of_two_kinds_is_refused(name: str) -> None:
    """What two programs would take for two things is neither."""
    found = inspect(name, POLYGLOTS[name])
    assert found
    assert found.kind == "WRONG_CONTENT"


ACTIVE = {
    "script.pdf": PDF + b"<< /S /JavaScript /JS (app.alert(1)) >>",
    "spelt.pdf": PDF + b"<< /S /J#61va#53cript /JS (x) >>",
    "launch.pdf": PDF + b"<</S/Launch/F(cmd.exe)>>",
    "embedded.pdf": PDF + b"<< /Type /EmbeddedFile >>",
    "form.pdf": PDF + b"<< /XFA [(x) 2 0 R] >>",
    "packed.pdf": object_stream(b"1 0 << /S /JavaScript /JS (x) >>"),
    "undeclared.pdf": object_stream(b"12 0 13 20 << /S /Launch >>", b"/N 2 /First 10"),
    "commented.pdf": object_stream(b"%x\n 1 0 << /S /#4caunch >>"),
    "odd filter.pdf": PDF
    + b"9 0 obj << /Type /ObjStm /Filter /LZWDecode >>\nstream\nabc\nendstream",
    "vba.docx": office(WORD, word__vbaProject_bin=b"x"),
    "typed.docx": office("word.document.macroEnabled.main+xml"),
    "declared.xlsx": office(
        SHEET, '<Default Extension="q" ContentType="x/vnd.ms-office.vbaProject"/>'
    ),
    "excel4.xlsx": office(SHEET, xl__macrosheets__sheet1_xml="<x/>"),
    "activex.pptx": office(SLIDES, ppt__activeX__activeX1_xml="<x/>"),
    "template.docx": office(WORD, word___rels__settings_xml_rels=TEMPLATE),
    "dde.xlsx": office(SHEET, xl__externalLinks__externalLink1_xml=DDE),
    "program.docx": office(WORD, word__media__a_png=b"MZ\x90"),
    "packager.docx": office(WORD, word__embeddings__oleObject1_bin=compound("\x01Ole10Native")),
    "macros inside.docx": office(WORD, word__embeddings__a_bin=compound("VBA")),
    "inner.docx": office(WORD, word__embeddings__a_xlsx=office(SHEET, xl__vbaProject_bin=b"x")),
    "basic.odt": open_document("text", Basic__Standard__Module1_xml="<x/>"),
    "python.ods": open_document("spreadsheet", Scripts__python__a_py="x"),
    "vba.doc": compound("WordDocument", "Macros", "VBA"),
    "vba in capitals.xls": compound("Workbook", "_vba_project_cur"),
    "excel4.xls": compound("Workbook", content=b"\x85\0\x0e\0" + b"\0\0\0\0\x01\x01\x06\0Macro1"),
    "vba.ppt": compound(
        "PowerPoint Document", content=b"\2\0\0\4\x0c\0\0\0\1\0\0\0\1\0\0\0\2\0\0\0"
    ),
    "object.rtf": b"{\\rtf1{\\object\\objemb{\\*\\objdata 0105}}}",
    "template.rtf": b"{\\rtf1{\\*\\template http://x.example/a.dotm}}",
}


@pytest.mark.parametrize("name", ACTIVE)
def test_what_runs_by_itself_is_refused(name: str) -> None:
    """Macros, scripts, launched programs, packed files and templates from the network."""
    found = inspect(name, ACTIVE[name])
    assert found
    assert found.kind == "ACTIVE_CONTENT"
    assert found.details["detail"]


LOCKED = {
    "a.pdf": PDF + b"trailer << /Encrypt 9 0 R >>",
    "b.pdf": PDF + b"trailer << /#45ncrypt 9 0 R >>",
    "a.docx": compound("EncryptionInfo", "EncryptedPackage"),
    "a.doc": compound("WordDocument", content=b"\xec\xa5" + b"\0" * 9 + b"\x01" + b"\0" * 500),
    "a.xls": compound("Workbook", content=b"\x09\x08\x10\0" + b"\0" * 16 + b"\x2f\0\x36\0"),
    "a.ppt": compound("PowerPoint Document", "EncryptedSummary"),
    "a.odt": open_document("text", **{"META-INF__manifest_xml": MANIFEST}),
    "a.zip": archive({"a.txt": "x"}).replace(b"\x14\0\0\0\x08\0", b"\x14\0\x01\0\x08\0"),
}


@pytest.mark.parametrize("name", LOCKED)
def test_what_has_a_password_is_refused(name: str) -> None:
    """What cannot be looked into is not published."""
    found = inspect(name, LOCKED[name])
    assert found
    assert found.kind == "ENCRYPTED_FILE"


def _link() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        one = zipfile.ZipInfo("a.txt")
        one.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(one, "/etc/passwd")
    return content.getvalue()


def _twice() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name in ("a.txt", "b.txt"):
            file.writestr(zipfile.ZipInfo(name), "x")
    return content.getvalue().replace(b"b.txt", b"a.txt")


def _nested(depth: int) -> bytes:
    content = office(SHEET)
    for _ in range(depth):
        content = office(SHEET, xl__embeddings__a_xlsx=content)
    return content


ARCHIVES = {
    "page": archive({"index.html": HTML}),
    "program": archive({"a/cai.exe": b"MZ"}),
    "program in a picture": archive({"a.png": b"MZ"}),
    "macros": archive({"a.docx": office(WORD, word__vbaProject_bin=b"x")}),
    "script in a PDF": archive({"a.pdf": ACTIVE["packed.pdf"]}),
    "outside": archive({"../../a.txt": "x"}),
    "from the root": archive({"/etc/a.txt": "x"}),
    "drive": archive({"C:/a.txt": "x"}),
    "backslashes": archive({"..\\a.txt": "x"}),
    "link": _link(),
    "twice": _twice(),
    "capitals": archive({"a.txt": "x", "A.TXT": "y"}),
    "bomb": archive({"a.txt": b"0" * (30 << 20)}),
    "nested": archive({"b.zip": archive({"a.txt": "x"})}),
    "device": archive({"con.txt": "x"}),
    "turned": archive({"a\u202etxt.pdf": PDF}),
    "hidden": archive({".a.txt": "x"}),
    "empty": b"PK\x03\x04" + b"\0" * 26 + b"PK\x05\x06" + b"\0" * 18,
    "unusual": archive({"a.txt": b"x" * 99}, zipfile.ZIP_LZMA),
    "old encoding": archive({"a.txt": "Báo cáo năm".encode("cp1258")}),
    "damaged": archive({"a.txt": "xin"}, zipfile.ZIP_STORED).replace(b"xin", b"xan"),
    "too deep": archive({"a.xlsx": _nested(5)}),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_an_archive_holds_nothing_that_would_not_be_published(name: str) -> None:
    """What lies in an archive follows the rules for files on their own, and stays in its folder."""
    found = inspect("a.zip", ARCHIVES[name])
    assert found
    assert found.kind == "BAD_ARCHIVE"
    assert found.details["detail"]


def test_an_archive_after_other_data_is_refused() -> None:
    """A program in front of an archive, or between its members, does not hide behind it."""
    plain = archive({"a.txt": "x", "b.txt": "y"}, zipfile.ZIP_STORED)
    second = plain.index(b"PK\x03\x04", 4)
    hidden = plain[:second] + b"MZ" * 100 + plain[second:]
    for data in (b"PK\x03\x04" + b"MZ" * 100 + plain, hidden):
        found = inspect("a.zip", data)
        assert found
        assert found.kind in ("BAD_ARCHIVE", "WRONG_CONTENT")


@pytest.mark.parametrize(
    ("cells", "count", "row"),
    [
        ('a,b\nc,"=1+1"', 1, 2),
        ("=cmd|' /C calc'!A0", 1, 1),
        ("a;@SUM(A1)\n-x;b", 2, 1),
        ("a\tb\n+A1+A2\tc", 1, 2),
        ("a\r\nb\r\n＝1+1;c\r\n", 1, 3),
    ],
)
def test_formulas_in_a_table_are_told(cells: str, count: int, row: int) -> None:
    """A cell that a spreadsheet would run is a warning: the table is the author's."""
    found = inspect("a.csv", cells.encode())
    assert found
    assert found.kind == "FORMULA_CELLS"
    assert Problems[found.kind].value.severity == "warning"
    assert (found.details["count"], found.details["row"]) == (str(count), str(row))


@pytest.mark.parametrize("cells", ["-5;+7,5;-3%", "2025-08-05,1-2", "a = b,x-y", "0912,+84 912"])
def test_figures_in_a_table_are_no_formulas(cells: str) -> None:
    """Negative figures, telephone numbers and dashes inside a cell are left alone."""
    assert inspect("a.csv", cells.encode()) is None


@pytest.mark.parametrize(
    "name",
    [
        "a\0b.pdf",
        "a\u202efdp.exe.pdf",
        "a\u200bb.pdf",
        "a\nb.pdf",
        "con.pdf",
        "2026/AUX/b.pdf",
        "LPT1.tar.pdf",
        "a<b.pdf",
        "a:b.pdf",
        'a"b.pdf',
        "a|b.pdf",
        "a?.pdf",
        "a*.pdf",
        "a\\b.pdf",
        "a.pdf ",
        "a.pdf.",
        "x /a.pdf",
        " a.pdf",
        ".a.pdf",
        "_nhap/a.pdf",
        "-rf.pdf",
        f"{'a' * 181}.pdf",
        f"{'ệ' * 100}.pdf",
        f"{'a/' * 120}b.pdf",
        unicodedata.normalize("NFD", "phụ lục.pdf"),
    ],
)
def test_a_name_that_some_machine_refuses_or_misreads_is_refused(name: str) -> None:
    """Reserved, invisible, hidden, endless and decomposed names are told with another."""
    found = name_finding(name)
    assert found
    assert found.details["file"].isprintable()
    suggestion = found.details["hint"].split("«")[1].split("»")[0]
    assert name_finding(suggestion) is None


@pytest.mark.parametrize(
    "name", ["2026/Phụ lục 1 (sửa).pdf", "a-b_c.pdf", "console.pdf", "số 5.tar.zip"]
)
def test_a_vietnamese_name_with_spaces_passes(name: str) -> None:
    """Accents, spaces and brackets are no harm."""
    assert name_finding(name) is None


@given(
    st.sampled_from([name for name in GOOD if is_publishable(name)]),
    st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=8)), max_size=4),
)
def test_damaged_bytes_give_a_finding_or_none(
    name: str, changes: list[tuple[float, bytes]]
) -> None:
    """Whatever is changed in a file, looking into it ends without an error."""
    data = bytearray(GOOD[name])
    for where, new in changes:
        start = int(where * len(data))
        data[start : start + len(new)] = new
    found = inspect(name, bytes(data))
    assert found is None or Problems[found.kind].value.what.format_map(
        {"file": "a", **found.details}
    )


def test_a_large_file_of_one_sign_is_looked_into() -> None:
    """A megabyte made to be slow is read once: signs of streams, of names, of cells, of members."""
    for name, sign in {
        "a.pdf": b"stream\n",
        "b.pdf": b"/#4a",
        "c.pdf": b"/Type /ObjStm obj stream\n\x78\x9c",
        "a.csv": b"=",
        "b.csv": b'"',
        "c.csv": b";=1\n",
        "a.txt": b"<",
        "a.svg": b"<!--",
        "a.rtf": b"\\obj",
        "a.doc": b"V\0B\0A\0\0\0",
    }.items():
        begin = {"pdf": b"%PDF-1.4\n", "rtf": b"{\\rtf1", "doc": OLE}.get(name[2:], b"")
        data = begin + sign * ((1 << 20) // len(sign))
        found = inspect(name, data)
        assert found is None or found.details is not None


def test_a_bomb_in_a_pdf_is_stopped() -> None:
    """Objects that unpack to gigabytes are not unpacked to the end."""
    found = inspect("a.pdf", object_stream(b"1 0 " + b" " * (80 << 20)))
    assert found
    assert found.kind == "BAD_ARCHIVE"


def test_a_document_with_a_doctype_is_refused() -> None:
    """Entities in the XML of a document are never expanded."""
    evil = '<!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]><Types>&a;</Types>'
    found = inspect("a.docx", archive({"[Content_Types].xml": evil, "word/document.xml": "<w/>"}))
    assert found
    assert found.kind == "WRONG_CONTENT"
