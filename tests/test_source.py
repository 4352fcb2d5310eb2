"""Reading what editors wrote."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

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


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _half_composed(text: str) -> str:
    """Return text as some keyboards write it: letters whole, but their tones apart."""
    return text.replace("ộ", "ô\N{COMBINING DOT BELOW}").replace("ờ", "ơ\N{COMBINING GRAVE ACCENT}")


_FORMS = (_composed, _decomposed, _half_composed)


@pytest.mark.parametrize("file", _FORMS)
@pytest.mark.parametrize("folder", _FORMS)
def test_a_file_is_found_however_its_accents_are_written(
    tmp_path: Path, folder: Callable[[str], str], file: Callable[[str], str]
) -> None:
    """Each name on the way to a file may be in a form of its own; a link in NFC finds it."""
    below = tmp_path / folder("nội-bộ")
    below.mkdir()
    (below / file("lời-mời-hội-nghị.pdf")).write_bytes(b"%PDF")
    library = Library(tmp_path, "bulletins")
    assert library.content("nội-bộ/lời-mời-hội-nghị.pdf") == b"%PDF"
    assert library.stamp("nội-bộ/lời-mời-hội-nghị.pdf")
    assert library.find("nội-bộ/lới-mời-hội-nghị.pdf") is None
    assert library.find("nội-bộ/LỜI-MỜI-HỘI-NGHỊ.pdf") is None
    assert library.find("nới-bộ/lời-mời-hội-nghị.pdf") is None
    assert library.find("ụ" * 300) is None
