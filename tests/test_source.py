"""Reading what editors wrote."""

import unicodedata
from pathlib import Path

from bantin.bulletin_reader import read_bulletin
from bantin.parse import parse
from bantin.problems import Problem
from bantin.source import Library, Source
from bantin.validation import Context
from tests.conftest import CASES, read_case


def _read(folder: Path, data: bytes) -> Source | Problem:
    (folder / "a.md").write_bytes(data)
    return Library(folder, "bulletins").read("a.md")


def test_decomposed_text_reads_as_composed_text(tmp_path: Path, context: Context) -> None:
    """In every key and in the body, NFD, or a mix of both, gives what NFC does."""
    _how, text = read_case(CASES / "valid" / "every-key.txt").files["bulletins/2026/a.md"]
    text += "\n![Ảnh chụp](ảnh.jpg) [Phụ lục](phụ%20lục.pdf#mục-một)\n"
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)
    middle = len(composed) // 2
    mixed = composed[:middle] + unicodedata.normalize("NFD", composed[middle:])
    read = []
    for written in (composed, decomposed, mixed):
        source = _read(tmp_path, written.encode())
        assert isinstance(source, Source)
        parsed, problems = parse(source, "bulletins/a.md")
        assert parsed
        assert not problems
        bulletin, problems = read_bulletin(parsed, context, "bulletins/a.md")
        assert bulletin
        read.append((bulletin.front, bulletin.body, problems))
    assert read[0] == read[1] == read[2]


def test_a_problem_names_the_file_as_a_command_takes_it(tmp_path: Path) -> None:
    """A path with a blank is put in quotation marks."""
    (tmp_path / "công văn.md").write_bytes("Nội dung".encode("utf-16"))
    found = Library(tmp_path, "bulletins").read("công văn.md")
    assert isinstance(found, Problem)
    assert found.remedy == 'Chạy lệnh: bantin fix-encoding "bulletins/công văn.md"'


def test_a_file_whose_name_is_decomposed_is_found(tmp_path: Path) -> None:
    """A name as a Mac writes it is found by a link in NFC, and no other name is."""
    (tmp_path / unicodedata.normalize("NFD", "phụ-lục.pdf")).write_bytes(b"%PDF")
    library = Library(tmp_path, "bulletins")
    assert library.content("phụ-lục.pdf") == b"%PDF"
    assert library.stamp("phụ-lục.pdf")
    assert library.find("phụ-lực.pdf") is None
    assert library.find("ụ" * 300) is None
