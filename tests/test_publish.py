"""Writing a plan, and swapping the new site in."""

from pathlib import Path

import pytest

from bantin import publish
from bantin.ledger import Ledger
from bantin.output import Output
from tests.site_builder import snapshot


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a published site."""
    site = tmp_path / "site"
    (site / "a").mkdir(parents=True)
    (site / "a" / "index.html").write_bytes(b"old a")
    (site / "gone.html").write_bytes(b"old")
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_bytes(b"ref")
    return site


def _build(site: Path) -> None:
    staging = publish.prepare(site)
    assert [*staging.iterdir()] == []
    ledger = Ledger(site.with_name("ledger.sqlite3"), site)
    outputs = [
        Output("a/index.html", "1", lambda: b"new a"),
        Output("b/c/index.html", "2", lambda: b"new c"),
    ]
    assert publish.write(outputs, staging, ledger) == ["a/index.html", "b/c/index.html"]


NEW = {"a/index.html": b"new a", "b/c/index.html": b"new c"}
KEPT = {".git/HEAD": b"ref"}


def test_the_first_site_is_put_in_its_place(tmp_path: Path) -> None:
    """Where nothing was published yet, the folders above are made too."""
    site = tmp_path / "www" / "site"
    _build(site)
    assert not site.exists()
    publish.swap(site)
    assert snapshot(site) == NEW
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_new_site_takes_the_place_of_the_old(old: Path) -> None:
    """What is no longer made is gone, what is hidden stays, and no working folder is left."""
    _build(old)
    publish.swap(old)
    assert snapshot(old) == NEW | KEPT
    assert [path.name for path in old.parent.iterdir()] == ["site"]


def test_a_folder_that_cannot_be_replaced_is_filled_anew(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mounted folder (a volume of a container) keeps its place; only what is in it changes."""
    monkeypatch.setattr(Path, "is_mount", lambda path: path == old)
    inode = old.stat().st_ino
    _build(old)
    assert (old / "gone.html").is_file()
    publish.swap(old)
    assert snapshot(old) == NEW | KEPT
    assert old.stat().st_ino == inode
    assert [path.name for path in old.parent.iterdir()] == ["site"]


@pytest.mark.parametrize("mounted", [False, True])
@pytest.mark.parametrize("failing", range(1, 4))
def test_a_swap_that_fails_puts_everything_back(
    old: Path, monkeypatch: pytest.MonkeyPatch, failing: int, *, mounted: bool
) -> None:
    """Whichever rename fails, the old site stands again, whole."""
    monkeypatch.setattr(Path, "is_mount", lambda path: mounted and path == old)
    before = snapshot(old)
    _build(old)
    rename = Path.replace
    calls = []

    def replace(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == failing:
            raise PermissionError(13, "Permission denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(PermissionError):
        publish.swap(old)
    publish.discard(old)
    left = {path: data for path, data in snapshot(old).items() if ".bantin-old" not in path}
    assert left == before


def test_a_swap_that_was_cut_off_is_mended(old: Path) -> None:
    """If the machine stopped between two renames, the next build finds the old site again."""
    before = snapshot(old)
    old.rename(old.with_name(".site-old"))
    publish.prepare(old)
    assert snapshot(old) == before


def test_an_unfinished_site_is_thrown_away(old: Path) -> None:
    """Leftovers of an earlier build never get into a new one, and discarding leaves the old."""
    before = snapshot(old)
    _build(old)
    assert [*publish.prepare(old).iterdir()] == []
    publish.discard(old)
    publish.discard(old)
    assert snapshot(old) == before
    assert [path.name for path in old.parent.iterdir()] == ["site"]


def test_a_new_site_is_as_private_as_the_old(tmp_path: Path) -> None:
    """A preview with drafts, in a private folder, is not readable by others while it is built."""
    site = tmp_path / "site"
    site.mkdir(mode=0o700)
    assert publish.prepare(site).stat().st_mode & 0o777 == 0o700


def test_a_swap_cut_off_between_its_renames_keeps_hidden_files(old: Path) -> None:
    """What was on its way from the old site to the new one is put back with the rest."""
    before = snapshot(old)
    staging = publish.prepare(old)
    aside = old.with_name(".site-old")
    old.rename(aside)
    (aside / ".git").rename(staging / ".git")
    publish.prepare(old)
    assert snapshot(old) == before


def test_a_swap_cut_off_inside_a_mounted_folder_is_mended(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the site's folder itself cannot be renamed, its entries are put back."""
    monkeypatch.setattr(Path, "is_mount", lambda path: path == old)
    before = snapshot(old)
    staging = publish.prepare(old)
    aside = old / ".bantin-old"
    aside.mkdir()
    (old / "a").rename(aside / "a")
    (staging / "a").mkdir()
    (staging / "a" / "index.html").write_bytes(b"new")
    (staging / "a").rename(old / "a")
    publish.prepare(old)
    publish.discard(old)
    assert snapshot(old) == before


def test_an_old_site_half_removed_is_not_put_back(old: Path) -> None:
    """After the swap the new site stands, whatever is left of the old one."""
    _build(old)
    publish.swap(old)
    old.with_name(".site-gone").mkdir()
    publish.prepare(old)
    assert snapshot(old) == {**NEW, **KEPT}
    assert not old.with_name(".site-gone").exists()


def test_a_file_is_never_written_through_a_link(old: Path) -> None:
    """Whatever stands in the new folder already may be a published file by another name."""
    staging = publish.prepare(old)
    (staging / "gone.html").hardlink_to(old / "gone.html")
    ledger = Ledger(None, old)
    with pytest.raises(FileExistsError):
        publish.write([Output("gone.html", "1", lambda: b"new")], staging, ledger)
    assert (old / "gone.html").read_bytes() == b"old"
