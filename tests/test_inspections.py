"""Files beside bulletins are read once, and again when they change."""

import hashlib
import os
from pathlib import Path

import pytest

from bantin.inspections import Inspected, inspect_files
from bantin.outputs.attachments import attachments
from bantin.progress import Progress
from bantin.secrecy_gate import SEALED
from bantin.shelf import Shelf
from bantin.source import Library
from tests.attachment_samples import PDF, compound, office
from tests.conftest import Site
from tests.site_builder import bulletin, load_site, write_site

OLD = 1_600_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two files, written long before the build."""
    (tmp_path / "b").mkdir()
    for name, content in {"a.pdf": PDF, "c.pdf": PDF + b"<</S/JavaScript>>"}.items():
        (tmp_path / "b" / name).write_bytes(content)
        os.utime(tmp_path / "b" / name, (OLD, OLD))
    return tmp_path / "b"


def _look(folder: Path, shelf: Path, fresh: int = (OLD + 10) * 10**9) -> dict[str, Inspected]:
    kept = Shelf(shelf, "key")
    libraries = {"bulletins": Library(folder, "bulletins")}
    found = inspect_files(libraries, kept, fresh, 1, Progress())
    kept.close()
    return {one.path: one for one in found}


def test_what_is_unchanged_is_not_read_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second build takes hashes and findings from the shelf."""
    first = _look(folder, tmp_path / "s.sqlite3")
    sha256 = hashlib.sha256(PDF).hexdigest()
    assert first["a.pdf"] == Inspected("bulletins", "a.pdf", sha256, None, ())
    fault = first["c.pdf"].fault
    assert fault
    assert fault.kind == "ACTIVE_CONTENT"

    def refuse(_library: Library, path: str) -> bytes:
        raise AssertionError(path)

    monkeypatch.setattr(Library, "content", refuse)
    assert _look(folder, tmp_path / "s.sqlite3") == first


def test_what_changed_is_read_again(folder: Path, tmp_path: Path) -> None:
    """Another content, or a stamp too young to be believed, is looked into anew."""
    _look(folder, tmp_path / "s.sqlite3")
    (folder / "c.pdf").write_bytes(PDF)
    os.utime(folder / "c.pdf", (OLD, OLD))
    young = 0  # nothing is older than that
    second = _look(folder, tmp_path / "s.sqlite3", young)
    assert second["c.pdf"].fault is None
    (folder / "c.pdf").write_bytes(PDF.replace(b"Catalog", b"Launch<"))
    stamp = (folder / "a.pdf").stat()
    os.utime(folder / "c.pdf", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert _look(folder, tmp_path / "s.sqlite3")["c.pdf"].fault


def test_a_damaged_row_is_not_believed(folder: Path, tmp_path: Path) -> None:
    """A row whose checksum is wrong costs a reading."""
    _look(folder, tmp_path / "s.sqlite3")
    shelf = Shelf(tmp_path / "s.sqlite3", "key")
    with shelf._open() as database:
        database.execute("UPDATE inspections SET found = '[null,[]]' WHERE path = 'c.pdf'")
    assert [one.path for one in shelf.inspections()] == ["a.pdf"]
    shelf.close()
    assert _look(folder, tmp_path / "s.sqlite3")["c.pdf"].fault


def test_the_list_of_checksums_is_that_of_the_files(tmp_path: Path) -> None:
    """`checksums.sha256` has a line for each published file, and for no other."""
    names = ["phụ lục.pdf", "b.txt"]
    config = write_site(
        tmp_path,
        {
            "2026/a.md": bulletin(attachments=[{"file": name} for name in names]),
            "2026/phụ lục.pdf": PDF,
            "2026/b.txt": b"x",
            "2026/c.txt": b"nobody names it",
        },
    )
    site = load_site(config)
    made = {output.path: output.make() for output in attachments(site)}
    lines = made.pop("checksums.sha256").decode().splitlines()
    assert lines == [f"{hashlib.sha256(made[path]).hexdigest()}  {path}" for path in sorted(made)]
    assert sorted(made) == ["bulletins/2026/b.txt", "bulletins/2026/phụ lục.pdf"]


def test_a_bulletin_names_a_broken_file_once(site: Site) -> None:
    """A file that several bulletins attach is told at the first of them."""
    site.write("bulletins/2026/b.pdf", "%PDF-1.4 /JavaScript\n")
    site.bulletin(attachments="[{file: b.pdf}]")
    site.bulletin("bulletins/2026/b.md", "[b](b.pdf)", number="2/KH-UBND")
    assert [row.split()[0] for row in site.check()] == ["BT511"]


def test_a_file_that_nobody_can_look_into_is_told_once(site: Site) -> None:
    """Whether a bulletin attaches it or not, the problem says what is wrong with it."""
    broken = office()[:-60]
    locked = compound("EncryptedPackage", "EncryptionInfo")
    for name, content in {"a.docx": broken, "b.docx": broken, "c.docx": locked}.items():
        (site.root / "bulletins/2026").mkdir(exist_ok=True)
        (site.root / "bulletins/2026" / name).write_bytes(content)
    site.bulletin(attachments="[{file: a.docx}, {file: c.docx}]")
    site.check()
    told = sorted((row["code"], row["file"].rsplit("/", 1)[-1]) for row in site.rows)
    assert told == [("BT510", "a.docx"), ("BT510", "b.docx"), ("BT512", "c.docx")]


def test_a_look_that_takes_too_long_is_ended(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file counts as one that nobody can look into, until the next build looks again."""

    def slow(path: str, _data: bytes) -> None:
        while path == "a.pdf":
            pass

    monkeypatch.setattr("bantin.inspections.fault_of", slow)
    monkeypatch.setattr("bantin.inspections._LONGEST", 0.01)
    found = _look(folder, tmp_path / "s.sqlite3")
    assert [one.kind for one in found["a.pdf"].marks] == [SEALED]
    assert found["c.pdf"].marks == ()
    monkeypatch.undo()
    assert _look(folder, tmp_path / "s.sqlite3")["a.pdf"].marks == ()


def test_a_file_that_is_too_large_to_be_read_has_its_hash(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So an exception can be made for it, as for any other that nobody can look into."""
    monkeypatch.setattr("bantin.inspections._LARGEST", 10)
    one = _look(folder, tmp_path / "s.sqlite3")["a.pdf"]
    assert one.content == hashlib.sha256(PDF).hexdigest()
    assert [mark.kind for mark in one.marks] == [SEALED]
