"""Broken inputs end a build with problems: no traceback, and the published site as it was."""

import gzip
import os
import socket
import stat
import sys
import unicodedata
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from typing import Any, Final

import pytest
from mkdocs.commands.build import build as build_by_mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError, PluginError

from bantin import publish
from bantin.problems import Problem
from bantin.source import Library, Source
from tests.attachment_samples import PDF, PNG, archive, compound, office
from tests.conftest import Site
from tests.site_builder import VOCABULARY, build, bulletin, snapshot, write_site

Make = Callable[[Path], None]
OLD: Final = {"index.html": b"old", "sub/a.txt": b"old too"}


def _file(path: str, content: str | bytes) -> Make:
    """Write a file."""

    def make(project: Path) -> None:
        file = project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())

    return make


def _with(path: str, how: Callable[[Path], object], front: str = "") -> Make:
    """Make something at a path, and a bulletin that attaches *front*."""

    def make(project: Path) -> None:
        file = project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        how(file)
        if front:
            _attaching(front)(project)

    return make


def _attaching(*names: str) -> Make:
    """Write a bulletin with attachments."""
    return _file("bulletins/2026/a.md", bulletin(attachments=[{"file": name} for name in names]))


def _attached(name: str, content: bytes) -> Make:
    """Write a file and a bulletin that attaches it."""
    return _with(f"bulletins/2026/{name}", lambda file: file.write_bytes(content), name)


def _socket(file: Path) -> None:
    with chdir(file.parent), socket.socket(socket.AF_UNIX) as one:  # the address must be short
        one.bind(file.name)


def _device(file: Path) -> None:
    try:
        os.mknod(file, stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("only root makes devices")


def _unreadable(file: Path) -> None:
    if os.getuid() == 0:
        pytest.skip("root reads everything")
    file.write_text(bulletin(), "utf-8")
    file.chmod(0)


def _bytes_name(name: bytes) -> Make:
    """Write a bulletin under a name that need not be UTF-8."""

    def make(project: Path) -> None:
        path = os.fsencode(project / "bulletins") + b"/" + name
        try:
            Path(os.fsdecode(path)).parent.mkdir(parents=True, exist_ok=True)
            Path(os.fsdecode(path)).write_text(bulletin(), "utf-8")
        except OSError:
            pytest.skip("this file system takes names in UTF-8 alone")

    return make


def _deep(project: Path, depth: int) -> None:
    """Make folders in folders, deeper than a path can tell, with a bulletin at the bottom."""
    with chdir(project / "bulletins"):
        for _ in range(depth):
            Path("f" * 50).mkdir()
            os.chdir("f" * 50)
        Path("a.md").write_text(bulletin(), "utf-8")


def _both(*makes: Make) -> Make:
    def make(project: Path) -> None:
        for one in makes:
            one(project)

    return make


def _many(project: Path) -> None:
    names = [f"tep-{index}.png" for index in range(150)]
    for name in names:
        (project / "bulletins" / name).write_bytes(PNG)
    (project / "bulletins" / "tep-149.png").write_bytes(b"MZ")
    text = bulletin(attachments=[{"file": name} for name in names])
    (project / "bulletins" / "a.md").write_text(text, "utf-8")


def _settings(**settings: Any) -> Make:
    def make(project: Path) -> None:
        _attached("a.pdf", PDF + b"\0" * (2 << 20))(project)
        write_site(project, {}, bantin={**VOCABULARY, **settings})

    return make


def _fifo(file: Path) -> None:
    os.mkfifo(file)


def _folder(file: Path) -> None:
    file.mkdir()


A: Final = "bulletins/2026/a.md"
HEAD: Final = "---\nnumber: 1/TB-VP\ndate: 2026-03-05\ntopic: hanh-chinh\ntitle: Thử\n"

BROKEN: dict[str, tuple[set[str], Make]] = {
    # what stands in a bulletin's place
    "a pipe": ({"BT506"}, _with(A, _fifo)),
    "a socket": ({"BT506"}, _with(A, _socket)),
    "a device": ({"BT506"}, _with(A, _device)),
    "a link to nothing": ({"BT505"}, _with(A, lambda file: file.symlink_to("khong.md"))),
    "a link to itself": ({"BT505"}, _with(A, lambda file: file.symlink_to("a.md"))),
    "a link to a pipe": ({"BT505"}, _both(
        _with("bulletins/2026/b", _fifo), _with(A, lambda file: file.symlink_to("b")))),
    "what may not be read": ({"BT115"}, _with(A, _unreadable)),
    # names
    "a name that is not UTF-8": ({"BT113"}, _bytes_name(b"ho\xf2.md")),
    "a folder whose name is not UTF-8": ({"BT113"}, _bytes_name(b"n\xe3m/a.md")),
    "a name with a line break": ({"BT113"}, _file("bulletins/a\nb.md", bulletin())),
    "a name with an escape": ({"BT113"}, _file("bulletins/a\x1b[31m.md", bulletin())),
    "a name that turns": ({"BT113"}, _file("bulletins/a\u202edm.md", bulletin())),
    "a name with a backslash": ({"BT113"}, _file("bulletins/a\\b.md", bulletin())),
    "a name with spaces": ({"BT113"}, _file("bulletins/a b.md", bulletin())),
    "a name with accents": ({"BT113"}, _file("bulletins/họp.md", bulletin())),
    "a name in NFD": (
        {"BT113"}, _file(f"bulletins/{unicodedata.normalize('NFD', 'họp')}.md", bulletin())),
    "a name of a device": ({"BT507"}, _file("bulletins/con.md", bulletin())),
    "a folder named as a device": ({"BT507"}, _file("bulletins/AUX/a.md", bulletin())),
    "a name with a full stop at its end": ({"BT507"}, _file("bulletins/a..md", bulletin())),
    "a name as long as can be": ({"BT507"}, _file(f"bulletins/{'a' * 252}.md", bulletin())),
    "names that differ in capitals": ({"BT508"}, _both(
        _file("bulletins/a.md", bulletin()),
        _file("bulletins/A.md", bulletin(number="2/TB-VP")))),
    "folders deeper than Windows goes": ({"BT507"}, lambda project: _deep(project, 6)),
    "folders deeper than a path": ({"BT507"}, lambda project: _deep(project, 90)),
    # what stands in a bulletin
    "nothing": ({"BT102"}, _file(A, b"")),
    "blanks": ({"BT102"}, _file(A, b" \n" * 1000)),
    "a byte order mark": ({"BT103"}, _file(A, b"\xef\xbb\xbf")),
    "NUL": ({"BT110"}, _file(A, b"\0" * 5000)),
    "NUL in the front matter": ({"BT110"}, _file(A, HEAD.replace("Thử", "a\0b") + "---\n")),
    "a picture": ({"BT101"}, _file(A, PNG)),
    "a packed bulletin": ({"BT101"}, _file(A, gzip.compress(bulletin().encode()))),
    "a program": ({"BT101"}, _file(A, b"MZ\x90\0\xff\xff")),
    "UTF-16": ({"BT117"}, _file(A, bulletin().encode("utf-16"))),
    "UTF-8 that breaks off": ({"BT101"}, _file(A, bulletin("Họp").encode()[:-2])),
    "a megabyte of one letter": ({"BT120"}, _file(A, b"a" * (1 << 20))),
    "a megabyte of hyphens": ({"BT120"}, _file(A, b"-" * (1 << 20))),
    "no end of the front matter": ({"BT104"}, _file(A, HEAD + "\nNội dung\n")),
    "a key twice": ({"BT107"}, _file(A, HEAD + "title: Lại\n---\n")),
    "a thousand keys twice": ({"BT122"}, _file(A, HEAD + "title: Lại\n" * 1000 + "---\n")),
    "a bomb of aliases": ({"BT111"}, _file(A, HEAD + "author: &a [*a, *a]\n---\n")),
    "a tag of Python": (
        {"BT111"}, _file(A, HEAD.replace("Thử", "!!python/name:os.system") + "---\n")),
    "a tab": ({"BT108"}, _file(A, HEAD + "signer:\n\tname: A\n---\n")),
    "a conflict of git": ({"BT112"}, _file(A, HEAD + "---\n<<<<<<< HEAD\nx\n")),
    "a day that never was": ({"BT208"}, _file(A, HEAD.replace("03-05", "02-30") + "---\n")),
    # attachments
    "an attachment that is missing": ({"BT501"}, _attaching("khong.pdf")),
    "an attachment that is a folder": (
        {"BT501"}, _with("bulletins/2026/b.pdf", _folder, "b.pdf")),
    "an attachment that is a pipe": ({"BT506"}, _with("bulletins/2026/b.pdf", _fifo, "b.pdf")),
    "an attachment that is a socket": ({"BT506"}, _with("bulletins/2026/b.pdf", _socket, "b.pdf")),
    "an attachment that is a device": ({"BT506"}, _with("bulletins/2026/b.pdf", _device, "b.pdf")),
    "an attachment that may not be read": (
        {"BT115"}, _with("bulletins/2026/b.txt", _unreadable, "b.txt")),
    "an attachment that is empty": ({"BT504"}, _attached("b.pdf", b"")),
    "an attachment that is a program": ({"BT503"}, _attached("b.exe", b"MZ")),
    "an attachment without an ending": ({"BT503"}, _attached("b", b"x")),
    "an attachment with a capital ending": ({"BT510"}, _attached("b.PDF", b"MZ")),
    "an attachment that is too large": ({"BT509"}, _settings(attachment_limit=1)),
    "an attachment with a device's name": ({"BT507"}, _attached("nul.pdf", PDF)),
    "attachments that differ in capitals": ({"BT508"}, _both(
        _attaching("b.pdf", "B.pdf"),
        _file("bulletins/2026/b.pdf", PDF),
        _file("bulletins/2026/B.pdf", PDF))),
    "a page as a PDF": ({"BT510"}, _attached("b.pdf", b"<html><script>x</script>")),
    "half a document": ({"BT510"}, _attached("b.docx", office()[:200])),
    "a picture that hides an archive": (
        {"BT510"}, _attached("b.png", PNG + archive({"a.txt": "x"}))),
    "macros": ({"BT511"}, _attached("b.docx", office(word__vbaProject_bin=b"x"))),
    "macros of before 2007": ({"BT511"}, _attached("b.doc", compound("WordDocument", "VBA"))),
    "a script in a PDF": ({"BT511"}, _attached("b.pdf", PDF + b"<</S/JavaScript>>")),
    "a PDF with a password": ({"BT512"}, _attached("b.pdf", PDF + b"<</Encrypt 1 0 R>>")),
    "an archive that unpacks to gigabytes": (
        {"BT513"}, _attached("b.zip", archive({"a.txt": b"0" * (20 << 20)}))),
    "an archive of archives": (
        {"BT513"}, _attached("b.zip", archive({"c.zip": archive({"a.txt": "x"})}))),
    "a table in an old encoding": ({"BT514"}, _attached("b.csv", "năm".encode("cp1258"))),
    "hundreds of attachments, one of them a program": ({"BT510"}, _many),
    # docs and the configuration
    "a pipe among the pages": ({"BT506"}, _with("docs/a.md", _fifo)),
    "a pipe among the files of docs": ({"BT506"}, _with("docs/a.css", _fifo)),
    "a socket in docs": ({"BT506"}, _with("docs/a.png", _socket)),
    "no folder of bulletins": ({"BT603"}, lambda project: (project / "bulletins").rmdir()),
    "a file as the folder of bulletins": ({"BT603"}, _both(
        lambda project: (project / "bulletins").rmdir(), _file("bulletins", b"x"))),
    "a pipe as the folder of bulletins": ({"BT603"}, _both(
        lambda project: (project / "bulletins").rmdir(), _with("bulletins", _fifo))),
    "a limit that is none": ({"BT601"}, _settings(attachment_limit=0)),
}  # fmt: skip


def _project(folder: Path, make: Make) -> Path:
    """Write a site with an old one published, and break it; return its configuration."""
    config = write_site(folder, {})
    make(folder)
    for path, content in OLD.items():
        _file(f"site/{path}", content)(folder)
    return config


@pytest.mark.parametrize("name", BROKEN)
def test_broken_input_is_refused_and_the_old_site_stands(name: str, tmp_path: Path) -> None:
    """Each gives its problems and nothing else: MkDocs stops, and not one byte has changed."""
    codes, make = BROKEN[name]
    config = _project(tmp_path, make)
    with pytest.raises(Abort) as stopped:  # what MkDocs ends with after a message
        build_by_mkdocs(load_config(str(config)))
    refused: Any = stopped.value.__cause__ or stopped.value.__context__
    problems: list[Problem] = [one for one in refused.problems if one.is_error]
    assert {one.kind.code for one in problems} == codes
    for one in problems:
        assert all((one.what, one.remedy, one.what_en, one.remedy_en))
        assert "\x1b" not in one.what
    assert snapshot(tmp_path / "site") == OLD
    assert {path.name for path in (tmp_path / "site").iterdir()} == {"index.html", "sub"}


def test_there_are_sixty_broken_inputs_and_more() -> None:
    """Files, names, contents, attachments, docs and settings."""
    assert len(BROKEN) >= 60


def test_the_command_says_what_is_wrong_and_does_not_hang(tmp_path: Path) -> None:
    """`mkdocs build` over pipes, sockets and odd names ends with exit 1 and no traceback."""
    names = (
        "a pipe",
        "a name that is not UTF-8",
        "a name with an escape",
        "a pipe among the pages",
    )
    config = _project(tmp_path, _both(*(BROKEN[name][1] for name in names)))
    built = build(config)
    assert built.code == 1
    assert "Traceback" not in built.output
    for code in ("BT506", "BT113"):
        assert code in built.output
    assert snapshot(built.site) == OLD


@pytest.mark.parametrize(
    "make",
    [
        _with("bulletins/x.md", _folder),
        _file("bulletins/.md", b"\0"),
        _file("bulletins/_a.md", b"\0"),
        _file("bulletins/.git/a.md", b"\0"),
        _with("bulletins/2026/b", _fifo),
        _with("bulletins/2026/b.pdf", _fifo),
        _file("bulletins/2026/nobody-names-it.exe", b"MZ"),
        _both(_attaching("b.pdf", "b.pdf"), _file("bulletins/2026/b.pdf", PDF)),
        _file(A, bulletin(("a" * 998 + "\n\n") * 950)),
    ],
)
def test_what_does_no_harm_is_passed_over(make: Make, tmp_path: Path) -> None:
    """Folders named like files, hidden files, and what nobody names stop no build."""
    config = _project(tmp_path, make)
    build_by_mkdocs(load_config(str(config)))
    assert (tmp_path / "site" / "index.html").read_bytes() != b"old"


def test_a_bulletin_that_vanishes_while_it_is_read(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was listed, and is gone when its turn comes, is a problem of its own."""
    file = site.bulletin()
    read = Library.read

    def late(library: Library, path: str) -> Source | Problem:
        file.unlink(missing_ok=True)
        return read(library, path)

    monkeypatch.setattr(Library, "read", late)
    assert site.check() == ["BT115 bulletins/2026/a.md:1:1"]


def test_a_folder_that_may_not_be_read_is_told(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its bulletins do not silently leave the site."""
    site.bulletin()
    scan = os.scandir

    def refuse(path: Any) -> Any:
        if str(path).endswith("2026"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr("bantin.source.os.scandir", refuse)
    assert site.check() == ["BT115 bulletins/2026:1:1"]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError, ["BT115 bulletins/2026/b.pdf:1:1"]),
        (FileNotFoundError, ["BT501 bulletins/2026/a.md:6:22"]),
    ],
)
def test_an_attachment_that_cannot_be_looked_into(
    error: type[OSError], told: list[str], site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that nobody may read is told by its own name, one that vanishes where it is attached."""
    site.bulletin(attachments="[{file: b.pdf}]")
    file = site.write("bulletins/2026/b.pdf", "%PDF-1.4\n")

    def late(_library: Library, path: str) -> bytes:
        if error is FileNotFoundError:
            file.unlink()
        raise error(2, "late", path)

    monkeypatch.setattr(Library, "content", late)
    assert site.check() == told


@pytest.mark.parametrize("new", [None, b"%PDF-1.4 <</S/JavaScript>>"], ids=["gone", "changed"])
def test_an_attachment_that_changes_after_it_was_looked_into(
    new: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not looked into is not published, though it came in time to be copied."""
    config = _project(tmp_path, _attached("b.pdf", PDF))
    file = tmp_path / "bulletins" / "2026" / "b.pdf"
    write = publish.write

    def late(outputs: Any, *arguments: Any, **options: Any) -> list[str]:
        kept = [*outputs]
        file.unlink()
        if new:
            file.write_bytes(new)
        return write(kept, *arguments, **options)

    monkeypatch.setattr(publish, "write", late)
    with pytest.raises(PluginError, match=r"2026/b\.pdf"):  # MkDocs ends with exit 1 and its text
        build_by_mkdocs(load_config(str(config)))
    assert snapshot(tmp_path / "site") == OLD


def test_a_broken_configuration_is_refused_by_mkdocs(tmp_path: Path) -> None:
    """YAML that cannot be read is MkDocs' own message; the old site stands."""
    config = _project(tmp_path, _file("mkdocs.yml", "site_name: [\n"))
    with pytest.raises(ConfigurationError):
        load_config(str(config))
    assert snapshot(tmp_path / "site") == OLD


def test_a_socket_or_pipe_is_never_opened_to_wait(tmp_path: Path) -> None:
    """Reading a pipe as a file returns at once, also one that took a file's place."""
    _fifo(tmp_path / "a.md")
    library = Library(tmp_path, "bulletins")
    found = library.read("a.md")
    assert isinstance(found, Problem)
    with pytest.raises(FileNotFoundError):
        library.content("a.md")
    with library._opened("a.md") as file:
        assert file.read() == b""


def test_thousands_of_folders_in_one_another_are_walked(tmp_path: Path) -> None:
    """The depth of a tree is bound by the disk, not by Python's stack."""
    depth = sys.getrecursionlimit() + 200
    with chdir(tmp_path):
        for _ in range(depth):
            Path("a").mkdir()
            os.chdir("a")
        Path("a.md").write_text("x")
        [found] = Library(tmp_path, "bulletins").paths()
        Path("a.md").unlink()
        for _ in range(depth):  # pytest's own way to clean up has no such depth
            os.chdir("..")
            Path("a").rmdir()
    assert found == "a/" * depth + "a.md"
