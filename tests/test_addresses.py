"""The address book: what it holds, how it is written, and what follows from it."""

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.addresses import AddressBook, Entry
from tests.conftest import Site
from tests.site_builder import (
    VOCABULARY,
    Built,
    build,
    bulletin,
    environment,
    load_site,
    snapshot,
    write_site,
)

OTHER = "0b1c2d3e-4f50-5a61-8b72-8c93a4b5c6d7"
FILES: dict[str, str | bytes] = {
    "2026/a.md": bulletin(attachments=[{"file": "mau don.pdf"}]),
    "2026/mau don.pdf": b"%PDF-1.4 a",
    "2026/b.md": bulletin(number="02/TB-VP", title="B"),
}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Return a site that was built once, and so has an address book."""
    config = write_site(tmp_path, FILES, bantin=VOCABULARY)
    _built(config)
    return config


def _built(config: Path) -> Built:
    built = build(config, "--strict")
    assert built.code == 0, built.output
    return built


def _book(config: Path) -> Path:
    return config.parent / "addresses.tsv"


def _addresses(config: Path) -> list[str]:
    lines = _book(config).read_text("utf-8").splitlines()
    return [line.split("\t")[0] for line in lines if not line.startswith("#")]


def test_a_build_enters_pages_and_files_sorted(config: Path) -> None:
    """Each page and each file has its line: address, the id of the feed entry, the content."""
    uuid = load_site(config).corpus.by_path["2026/a.md"].uuid
    book = AddressBook(_book(config), "addresses.tsv")
    assert _addresses(config) == sorted(_addresses(config))
    assert [(one.address, one.identity, one.content) for one in book.read()[0]][::2] == [
        ("bulletins/2026/a/", str(uuid), ""),
        ("bulletins/2026/mau%20don.pdf", str(uuid), hashlib.sha256(b"%PDF-1.4 a").hexdigest()[:32]),
    ]
    assert f"urn:uuid:{uuid}" in (config.parent / "site" / "atom.xml").read_text("utf-8")


def test_a_build_without_news_does_not_touch_the_book(config: Path) -> None:
    """The file is written only when it changes; then whoever looks sees the old or the new one."""
    before = _book(config).stat()
    _built(config)
    after = _book(config).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert not [*config.parent.glob(".addresses.tsv*")]


def test_the_book_is_written_as_it_was_read(tmp_path: Path) -> None:
    """Reading and writing changes order and blanks alone; a link to the book stays one."""
    file = tmp_path / "addresses.tsv"
    file.write_text(f"bulletins/z/ {OTHER}\nbulletins/b/ -  gone 2026-3-1  Vì  sao\n", "utf-8")
    (tmp_path / "link.tsv").symlink_to(file)
    file.chmod(0o640)
    book = AddressBook(tmp_path / "link.tsv", "link.tsv")
    entries, problems = book.read()
    assert problems == ()
    assert not book.write(())
    assert book.write(entries[:1])
    lines = file.read_text("utf-8").splitlines()[2:]
    assert lines == ["bulletins/b/\t-\tgone 2026-03-01 Vì  sao", f"bulletins/z/\t{OTHER}"]
    assert (tmp_path / "link.tsv").is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert book.digest == AddressBook(file, "").digest != AddressBook(tmp_path / "no", "").digest


def test_what_somebody_writes_into_the_book_meanwhile_is_not_lost(tmp_path: Path) -> None:
    """An editor who ends a line with «gone» during a long build finds it there after it."""
    file = tmp_path / "addresses.tsv"
    file.write_text(f"bulletins/a/\t{OTHER}\n", "utf-8")
    book = AddressBook(file, "addresses.tsv")
    edited = f"bulletins/a/\t{OTHER}\tgone 2026-03-01 Nhầm\n"
    file.write_text(edited, "utf-8")
    with pytest.raises(OSError, match="addresses"):
        book.write([Entry("bulletins/b/", OTHER)])
    assert file.read_text("utf-8") == edited


def test_no_book_is_begun_for_nothing(tmp_path: Path) -> None:
    """A site without bulletins has no book."""
    book = AddressBook(tmp_path / "addresses.tsv", "addresses.tsv")
    assert not book.write(())
    assert not (tmp_path / "addresses.tsv").exists()


def test_a_book_that_cannot_be_written_stops_no_build(config: Path) -> None:
    """The site is published, and the log says that the new addresses are not kept."""
    (config.parent / "bulletins" / "2026" / "c.md").write_text(
        bulletin(number="03/TB-VP", title="C"), "utf-8"
    )
    book = _book(config)
    book.unlink()
    book.symlink_to(config.parent / "missing" / "addresses.tsv")
    built = _built(config)
    assert "Không ghi được addresses.tsv" in built.output
    assert (built.site / "bulletins/2026/c/index.html").is_file()


def test_drafts_and_embargoed_bulletins_are_not_entered(config: Path) -> None:
    """What nobody can see has no address."""
    before = _book(config).read_bytes()
    for name, key, value in (("c", "draft", "true"), ("d", "publish_at", "2199-01-01 07:00")):
        front: dict[str, Any] = {key: value, "title": name, "aliases": [f"cu-{name}"]}
        text = bulletin(number=f"0{name}/TB-VP", **front)
        (config.parent / "bulletins" / "2026" / f"{name}.md").write_text(text, "utf-8")
    _built(config)
    assert _book(config).read_bytes() == before


def test_a_bulletin_taken_back_with_another_number_takes_its_files_with_it(config: Path) -> None:
    """Published too early and with a wrong number: till its time nothing of it is missed."""
    file = config.parent / "bulletins" / "2026" / "a.md"
    text = file.read_text("utf-8").replace("01/TB-VP", "11/TB-VP")
    file.write_text(text.replace("title: ", "publish_at: 2199-01-01 07:00\ntitle: "), "utf-8")
    built = _built(config)
    assert "[BT617]" in built.output
    assert not [*built.site.rglob("mau don.pdf")]


def test_an_alias_stays_when_it_is_taken_out(config: Path) -> None:
    """An alias was published like any address, and so leads there for good."""
    file = config.parent / "bulletins" / "2026" / "b.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("title: B", "title: B\naliases: [ngan-gon]"), "utf-8")
    _built(config)
    with_alias = snapshot(config.parent / "site")
    file.write_text(text, "utf-8")
    assert snapshot(_built(config).site) == with_alias
    assert "bulletins/ngan-gon/" in _addresses(config)


def test_a_number_given_later_keeps_what_led_to_the_bulletin(config: Path) -> None:
    """A bulletin renamed, and then given another identity in place, is found by both addresses."""
    file = config.parent / "bulletins" / "2026" / "b.md"
    renamed = file.rename(file.with_name("c.md"))
    _built(config)
    renamed.write_text(renamed.read_text("utf-8").replace("02/TB-VP", "12/TB-VP"), "utf-8")
    page = _built(config).page("bulletins/2026/b/index.html")
    assert page.xpath("//a/@href") == ["../c/"]


def test_a_replacement_takes_over_pages_and_files(config: Path) -> None:
    """The alias of a deleted bulletin leads its older addresses and its files on, too."""
    folder = config.parent / "bulletins" / "2026"
    (folder / "a.md").rename(folder / "a1.md")
    _built(config)
    (folder / "a1.md").unlink()
    (folder / "mau don.pdf").rename(folder / "mau-don.pdf")
    front: dict[str, Any] = {"attachments": [{"file": "mau-don.pdf"}], "aliases": ["2026/a1"]}
    (folder / "moi.md").write_text(bulletin(number="09/TB-VP", title="M", **front), "utf-8")
    built = _built(config)
    for old in ("a", "a1"):
        assert built.page(f"bulletins/2026/{old}/index.html").xpath("//a/@href") == ["../moi/"]
    assert (built.site / "bulletins/2026/mau don.pdf").read_bytes() == b"%PDF-1.4 a"


def test_an_edited_file_is_known_under_all_its_names(config: Path) -> None:
    """A file that was renamed and then edited is published at its old address as it is now."""
    folder = config.parent / "bulletins" / "2026"
    old, new = folder / "mau don.pdf", folder / "mau-don.pdf"
    old.rename(new)
    text = (folder / "a.md").read_text("utf-8")
    (folder / "a.md").write_text(text.replace(old.name, new.name), "utf-8")
    _built(config)
    new.write_bytes(b"%PDF-1.4 b")
    built = _built(config)
    assert (built.site / "bulletins/2026/mau don.pdf").read_bytes() == b"%PDF-1.4 b"


def _rename(config: Path, **names: str) -> None:
    """Rename attachments of a bulletin all at once; each name is given without its ending."""
    folder = config.parent / "bulletins" / "2026"
    text = (folder / "p.md").read_text("utf-8")
    held = {old: (folder / f"{old}.pdf").read_bytes() for old in names}
    for old in names:
        (folder / f"{old}.pdf").unlink()
        text = text.replace(f"- file: {old}.pdf\n", f"- file: <{old}>\n")
    for old, new in names.items():
        (folder / f"{new}.pdf").write_bytes(held[old])
        text = text.replace(f"- file: <{old}>\n", f"- file: {new}.pdf\n")
    (folder / "p.md").write_text(text, "utf-8")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Return a site that was built once, with a bulletin that attaches x.pdf and y.pdf."""
    files = [{"file": "x.pdf"}, {"file": "y.pdf"}]
    contents: dict[str, str | bytes] = {
        "2026/p.md": bulletin(attachments=files),
        **{f"2026/{name}.pdf": f"%PDF-1.4 {name}".encode() for name in "xy"},
    }
    config = write_site(tmp_path, contents, bantin=VOCABULARY)
    _built(config)
    return config


def test_a_file_that_was_edited_is_known_when_it_is_renamed_later(two: Path) -> None:
    """The book holds what was published last, so that an edit in place costs a file no address."""
    (two.parent / "bulletins/2026/x.pdf").write_bytes(b"%PDF-1.4 edited")
    _built(two)
    _rename(two, x="z")
    built = _built(two)
    assert (built.site / "bulletins/2026/x.pdf").read_bytes() == b"%PDF-1.4 edited"
    before = _book(two).read_bytes()
    _built(two)
    assert _book(two).read_bytes() == before


def test_a_file_that_takes_the_name_of_another_leaves_its_own_address(two: Path) -> None:
    """When y becomes z and x becomes y, what is asked for as x is what stands at y now."""
    _rename(two, y="z", x="y")
    built = _built(two)
    held = {name: (built.site / f"bulletins/2026/{name}.pdf").read_bytes() for name in "xyz"}
    assert held == {"x": b"%PDF-1.4 x", "y": b"%PDF-1.4 x", "z": b"%PDF-1.4 y"}


def test_files_that_changed_names_are_known_by_what_they_hold(two: Path) -> None:
    """After a swap the book has each file as it is, and knows it when it is renamed."""
    _rename(two, x="y", y="x")
    _built(two)
    _rename(two, y="z")
    built = _built(two)
    assert (built.site / "bulletins/2026/y.pdf").read_bytes() == b"%PDF-1.4 x"


def test_a_file_edited_and_renamed_at_once_is_told_with_its_bulletin(two: Path) -> None:
    """Nothing tells that it is the same file; the message says what to write, and where."""
    _rename(two, x="z")
    (two.parent / "bulletins/2026/z.pdf").write_bytes(b"%PDF-1.4 edited")
    built = build(two)
    assert built.code == 1
    assert "[BT516]" in built.output
    assert "«2026/x.pdf» vào «aliases» của bulletins/2026/p.md" in built.output


@pytest.mark.parametrize("broken", ["---\nnumber: [\n---\n", ""])
def test_a_file_with_errors_is_no_vanished_address(site: Site, broken: str) -> None:
    """Nobody knows what bulletin it is, so only its own problem is told."""
    site.write("addresses.tsv", f"bulletins/2026/cu/\t{OTHER}\nbulletins/2026/a/\t{OTHER}\n")
    site.write("bulletins/2026/a.md", broken)
    assert {line.split()[1].partition(":")[0] for line in site.check()} == {"bulletins/2026/a.md"}


def test_a_missing_folder_is_one_problem(site: Site) -> None:
    """Where the whole folder is away, its addresses are not told one by one."""
    site.write("addresses.tsv", f"bulletins/2026/a/\t{OTHER}\n")
    (site.root / "bulletins").rmdir()
    assert [line.split()[0] for line in site.check()] == ["BT603"]


def test_a_preview_writes_no_addresses(tmp_path: Path) -> None:
    """What is only looked at was not published: serve and check leave the book alone."""
    config = write_site(tmp_path, FILES, bantin=VOCABULARY)
    assert len(load_site(config).moves.lacking) == 3
    serve = (
        "from mkdocs.config import load_config; from mkdocs.commands.build import build\n"
        f"config = load_config({str(config)!r})\n"
        "config.plugins.on_startup(command='serve', dirty=False); build(config)"
    )
    subprocess.run([sys.executable, "-c", serve], env=environment(), check=True, timeout=120)
    assert (tmp_path / "site" / "bulletins/2026/a/index.html").is_file()
    assert not _book(config).exists()


def test_old_addresses_are_no_pages_of_lists_and_sitemaps(config: Path) -> None:
    """What leads on, and what is gone, is in no list, no feed, no sitemap and no search."""
    folder = config.parent / "bulletins" / "2026"
    (folder / "b.md").rename(folder / "moi.md")
    with _book(config).open("a", encoding="utf-8") as book:
        book.write("bulletins/2026/xoa/\t-\tgone 2026-03-01 Nhầm\n")
    built = _built(config)
    old = (b"bulletins/2026/b/", b"bulletins/2026/xoa")
    for path, data in snapshot(built.site).items():
        if not path.startswith("bulletins/2026/"):
            assert not any(address in data for address in old), path
    assert "Nhầm" in built.text("bulletins/2026/xoa/index.html")


def test_entries_tell_pages_from_files() -> None:
    """An address that ends in a slash is a page; both lie in the folder of the site unescaped."""
    page, file = Entry("bulletins/a%20b/", OTHER), Entry("bulletins/a%20b.pdf", OTHER)
    assert (page.is_page, page.path) == (True, "bulletins/a b")
    assert (file.is_page, file.path) == (False, "bulletins/a b.pdf")


_PIECES = st.sampled_from(
    [
        *(
            "bulletins/",
            "a",
            "..",
            "%2e%2e",
            "/",
            "\\",
            "%2F",
            "%00",
            " ",
            "\t",
            "gone",
            "2026-01-02",
        ),
        *(
            "-",
            OTHER,
            "sha256:",
            "0" * 32,
            "<<<<<<<",
            "\r",
            "\u2028",
            "ộ",
            "#",
            ":",
            "\ufeff",
            "\x1b[2J",
        ),
    ]
)


@given(st.lists(_PIECES, max_size=12).map("".join) | st.binary(max_size=60))
def test_whatever_the_book_holds_is_below_the_bulletins(
    tmp_path_factory: pytest.TempPathFactory, line: str | bytes
) -> None:
    """No line makes trouble, and none names a path outside the folder; what is kept is written."""
    file = tmp_path_factory.getbasetemp() / "addresses.tsv"
    file.write_bytes(line if isinstance(line, bytes) else line.encode())
    book = AddressBook(file, "addresses.tsv")
    entries, problems = book.read()
    for found in problems:
        assert found.what.isprintable()
        assert found.remedy
    for entry in entries:
        parts = entry.path.split("/")
        assert parts[0] == "bulletins"
        assert len(parts) > 1
        assert not {"", ".", ".."}.intersection(parts)
        assert entry.path.isprintable()
    assert book.write(entries) == bool(entries)
    if entries:
        again, problems = AddressBook(file, "addresses.tsv").read()
        assert problems == ()
        assert {*map(str, again)} == {*map(str, entries)}


@pytest.mark.parametrize("suffix", ["html", "svg", "htm"])
def test_a_file_is_never_published_as_another_kind(config: Path, suffix: str) -> None:
    """The book cannot have a harmless file served as one that browsers run."""
    lines = _book(config).read_text("utf-8")
    line = next(one for one in lines.splitlines() if ".pdf" in one)
    other = line.replace(".pdf", f".{suffix}")
    _book(config).write_text(f"{lines}{other}\n", "utf-8")
    built = build(config)
    assert built.code == 1
    assert "[BT516]" in built.output
    assert not [*built.site.rglob(f"mau don.{suffix}")]
