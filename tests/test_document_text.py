"""The text of attached files: a marking is found wherever a program keeps text."""

import io
from collections.abc import Callable

import pytest
from pypdf import PdfReader, PdfWriter

from bantin.document_text import SealedError, parts_of
from bantin.secrecy_gate import in_file
from tests import document_files as files

LEVELS = ("MẬT", "Tối mật", "TUYỆT MẬT")
WORD_PARTS = ("header1", "footer3", "footnotes", "endnotes", "comments", "settings", "glossary/x")
MAKERS: dict[str, Callable[[str], bytes]] = {
    "a.docx": files.docx,
    **{f"{part}.docx": lambda t, p=part: files.docx(t, f"word/{p}.xml") for part in WORD_PARTS},  # type: ignore[misc]
    "watermark.docx": files.docx_watermark,
    "a.xlsx": files.xlsx,
    "sheet.xlsx": lambda text: files.xlsx("1", sheet=text),
    "header.xlsx": lambda text: files.xlsx("1", header=text),
    "note.xlsx": lambda text: files.xlsx("1", note=text),
    "tip.xlsx": lambda text: files.xlsx("1", tip=text),
    "unit.xlsx": lambda text: files.xlsx("1", unit=text),
    "a.pptx": files.pptx,
    "a.odt": files.odt,
    "a.rtf": files.rtf,
    "a.doc": files.old_word,
    "a.pdf": files.pdf,
    "two-lines.pdf": lambda text: files.pdf(text.replace(" ", "\n")),
    "spaced.pdf": lambda text: files.pdf(" ".join(text)),
    "title.pdf": lambda text: files.pdf("Nội dung", title=text),
    "a.txt": lambda text: f"Nội dung\n\n{text}\n".encode(),
    "bom.txt": lambda text: f"\ufeff{text}".encode(),
    "utf-16.txt": lambda text: text.encode("utf-16"),
    "a.log": lambda text: f"Nội dung\n{text}\n".encode(),
    "a.mht": lambda text: f"MIME-Version: 1.0\n\n<p>{text}</p>\n".encode(),
    "a.csv": lambda text: f"Số,Loại\n12,{text}\n".encode(),
    "semicolon.csv": lambda text: f"12;{text};x\n".encode(),
    "a.svg": lambda text: f"<svg><text>{text}</text></svg>".encode(),
    "a.zip": lambda text: files.archive({"x/ghi-chu.txt": text}),
    "docx.zip": lambda text: files.archive({"x.docx": files.docx(text)}),
    "pdf.zip": lambda text: files.archive({"x.pdf": files.pdf(text)}),
    "zip.zip": lambda text: files.archive({"x.zip": files.archive({"y.xlsx": files.xlsx(text)})}),
    "name.zip": lambda text: files.archive({f"{text}.png": b"x"}),
    "embedded.docx": lambda text: files.archive({"word/embeddings/a.xlsx": files.xlsx(text)}),
    "renamed.txt": files.docx,
    "attached.pdf": lambda text: _with_attachment(files.docx(text)),
}


def _with_attachment(content: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(files.pdf("Nội dung"))))
    writer.add_attachment("x.docx", content)
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(files.pdf("TUYỆT MẬT"))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    return _written(writer)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", MAKERS)
def test_a_marking_is_found_in_every_kind_of_file(name: str, level: str) -> None:
    """A stamp that is cut into runs, set in a header or packed away is found all the same."""
    found = [*in_file("f" + name, MAKERS[name](level))]
    assert {one.kind for one in found} == {"mark"}, found
    assert level.upper() in {one.said for one in found} or "lines" in name


@pytest.mark.parametrize("name", MAKERS)
def test_ordinary_text_passes_in_every_kind_of_file(name: str) -> None:
    """The same files with words that only hold «mật» are fine."""
    for text in ("mật khẩu", "Bảo mật", "Số liệu"):
        assert [*in_file("f" + name, MAKERS[name](text))] == []


@pytest.mark.parametrize("text", ["tuyÖt mËt", "MËT", "TOÁI MAÄT", "maät"])
def test_fonts_of_old_encodings_hide_nothing(text: str) -> None:
    """A level written for TCVN3 or VNI fonts is one."""
    assert [one.kind for one in in_file("a.docx", files.docx(text))] == ["mark"]


def test_where_a_marking_is_is_told() -> None:
    """A page of a PDF, a part of a Word file, a line of a text."""
    (page,) = in_file("a.pdf", files.pdf("MẬT"))
    assert (page.where, page.where_en) == ("trang 1", "page 1")
    (part,) = in_file("a.zip", files.archive({"b.docx": files.docx("MẬT", "word/header1.xml")}))
    assert part.where == "b.docx word/header1.xml"
    (line,) = in_file("a.txt", b"1\n2\nMAT\n")
    assert (line.line, line.column, line.where) == (3, 1, "")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("locked.pdf", _locked("bi-mat")),
        ("cut.pdf", files.pdf("Nội dung")[:600]),
        ("garbage.pdf", b"%PDF-1.7\n1 0 obj stream" + bytes(range(256)) * 20),
        ("cut.docx", files.docx("Nội dung")[:200]),
        ("damaged.docx", files.docx("Nội dung").replace(b"PK\x01\x02", b"PK\x01\x03")),
        ("bad.docx", files.archive({"word/document.xml": "<a><b></a>"})),
        ("locked.docx", files.old_word("x") + "EncryptedPackage".encode("utf-16-le")),
        (
            "locked.odt",
            files.archive({"META-INF/manifest.xml": "<x><encryption-data/></x>"}),
        ),
        (
            "deep.zip",
            files.archive(
                {
                    "a.zip": files.archive(
                        {"b.zip": files.archive({"c.zip": files.archive({"d": "x"})})}
                    )
                }
            ),
        ),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\0\4"),
        ("a.rar", b"Rar!\x1a\x07\x01\0"),
        ("a.txt", b"\x1f\x8b\x08\0"),
        ("rar.zip", files.archive({"a.rar": b"Rar!\x1a\x07\0"})),
        ("bomb.zip", files.archive({f"{n}.txt": bytes(11_000_000) for n in range(10)})),
        (
            "entities.docx",
            files.archive({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "MAT">]><x>&b;</x>'}),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_looked_into_is_told(name: str, data: bytes) -> None:
    """Locked, damaged and overpacked files are told with a reason, in both languages."""
    with pytest.raises(SealedError) as stopped:
        list(parts_of(name, data))
    assert stopped.value.reason
    assert stopped.value.reason_en
    assert [one.kind for one in in_file(name, data)][-1:] == ["sealed"]


def test_a_pdf_that_anybody_can_open_is_looked_into() -> None:
    """Protection against editing alone, with an empty password, hides nothing."""
    assert "TUYỆT MẬT" in {one.said for one in in_file("a.pdf", _locked(""))}


@pytest.mark.parametrize("name", ["a.png", "a.mp4", "a.bin"])
def test_what_has_no_text_gives_none(name: str) -> None:
    """Pictures, sound and film are not guessed at."""
    assert [*parts_of(name, b"\x89PNG MAT")] == []


@pytest.mark.parametrize("size", [0, 1, 7, 100, 5_000])
@pytest.mark.parametrize(
    "head", [b"%PDF-", b"PK\x03\x04", b"{\\rtf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_whatever_follows_a_head_nothing_is_raised(head: bytes, size: int) -> None:
    """The gate never raises: a file that makes no sense is sealed, or has no marking."""
    kinds = {one.kind for one in in_file("a.txt", head + bytes(range(256))[:size] * 9)}
    assert kinds <= {"sealed"}
