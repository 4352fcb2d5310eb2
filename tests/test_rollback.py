"""Going back to an earlier release: by the library, and by ``bantin rollback``."""

import errno
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bantin.cli import main
from bantin.lock import BuildLock
from bantin.releases import Releases
from tests.conftest import Site
from tests.site_builder import build, bulletin, snapshot, write_site
from tests.test_publish import HIDDEN, KilledError, Office, no_exchange, said, system

__all__ = ["system"]  # a fixture


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def plan(number: int) -> dict[str, str]:
    """Return a plan that differs from every other."""
    return {"index.html": str(number), f"{number}/index.html": "1", "same.css": "1"}


def back(office: Office) -> bool:
    releases = Releases(office.site)
    releases.mend()
    return releases.go_back()


def test_each_call_goes_back_by_one_release(office: Office, system: str) -> None:
    """As far as releases were kept; then the site stays as it is."""
    for number in range(6):
        office.publish(plan(number), keep=3)
    for number in (4, 3, 2):
        assert back(office)
        assert office.texts() == said(plan(number)), system
    assert not back(office)
    assert office.texts() == said(plan(2))


@pytest.mark.parametrize("times", [1, 2])
def test_the_build_after_publishes_what_it_would_anyway(
    office: Office, system: str, times: int
) -> None:
    """Whoever went back and builds again has the site of a build from nothing."""
    for number in range(4):
        office.publish(plan(number), keep=2)
    for _ in range(times):
        assert back(office)
    office.publish(plan(3), keep=2)
    assert office.texts() == said(plan(3)), system
    office.publish(plan(3), keep=2)
    assert office.made == []


def test_after_a_new_build_one_goes_back_to_what_stood_before_it(office: Office) -> None:
    """A release that was gone back from is not offered again."""
    for number in range(4):
        office.publish(plan(number), keep=2)
    back(office)
    back(office)
    office.publish(plan(7), keep=2)
    assert back(office)
    assert office.texts() == said(plan(1))
    assert not back(office)


def test_with_none_kept_there_is_nothing_to_go_back_to(office: Office) -> None:
    """A site that keeps no release leaves nothing of what was withdrawn on the disk."""
    office.publish(plan(1))
    office.publish(plan(2))
    office.publish(plan(3), keep=0)
    assert not back(office)
    assert [path.name for path in office.site.parent.iterdir()] == ["site"]


def test_hidden_files_stay_with_the_site(office: Office, system: str) -> None:
    """What is not ours (``.git``, ``.htaccess``) does not go back."""
    office.publish(plan(1))
    for path, text in HIDDEN.items():
        (office.site / path).parent.mkdir(parents=True, exist_ok=True)
        (office.site / path).write_text(text, "utf-8")
    office.publish(plan(2))
    (office.site / ".htaccess").write_text("Allow", "utf-8")
    assert back(office)
    assert office.texts() == said(plan(1)) | HIDDEN | {".htaccess": "Allow"}, system


@pytest.mark.parametrize("steps", range(6))
def test_going_back_cut_off_without_an_exchange_is_settled(
    office: Office, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever its renames were cut off, one of the two sites stands afterwards, whole.

    The first notes what is to be exchanged; then the site goes aside, the release comes in, and
    the site takes its place; the last notes that all is done.
    """
    no_exchange(monkeypatch)
    office.publish(plan(1))
    office.publish(plan(2))
    with monkeypatch.context() as patch:
        _die_after(patch, steps)
        with pytest.raises(KilledError) if steps < 5 else nullcontext():
            back(office)
    Releases(office.site).mend()
    assert office.texts() == said(plan(2 if steps < 3 else 1))
    office.publish(plan(3))
    assert office.texts() == said(plan(3))


def _die_after(patch: pytest.MonkeyPatch, steps: int) -> None:
    calls = 0
    replace = Path.replace

    def counted(path: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls > steps:
            raise KilledError
        return replace(path, target)

    patch.setattr(Path, "replace", counted)


def _no_state(folder: Path) -> None:
    (folder / "releases.json").unlink()


def _no_json(folder: Path) -> None:
    (folder / "releases.json").write_text("{", "utf-8")


def _other_json(folder: Path) -> None:
    (folder / "releases.json").write_text('{"site": "x", "trees": [], "swap": 3}', "utf-8")


def _no_tree(folder: Path) -> None:
    shutil.rmtree(folder / "1")


@pytest.mark.parametrize("damage", [_no_state, _no_json, _other_json, _no_tree])
def test_releases_that_are_damaged_are_no_releases(
    office: Office, damage: Callable[[Path], None]
) -> None:
    """One cannot go back to what nobody knows; the next build is right all the same."""
    office.publish(plan(1))
    office.publish(plan(2))
    damage(office.folder)
    assert not back(office)
    assert office.texts() == said(plan(2))
    office.publish(plan(3))
    assert office.texts() == said(plan(3))
    assert back(office)
    assert office.texts() == said(plan(2))


def test_a_tree_whose_number_was_taken_away_is_never_gone_back_to(office: Office) -> None:
    """A build that died in it has left it half done."""
    office.publish(plan(1))
    office.publish(plan(2))
    releases = Releases(office.site)
    releases.mend()
    tree = releases.take_spare(1)
    (tree / "half").write_text("x", "utf-8")
    assert not back(office)
    office.publish(plan(3))
    assert office.texts() == said(plan(3))


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rollback", *arguments])


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """Publish a site twice, by MkDocs; return its configuration file."""
    config = write_site(tmp_path, {"2026/a.md": bulletin("Bản đầu.\n")})
    assert build(config).code == 0
    (tmp_path / "bulletins" / "2026" / "a.md").write_text(bulletin("Bản sau.\n"), "utf-8")
    assert build(config).code == 0
    return config


def test_the_command_goes_back_and_a_build_forward(published: Path) -> None:
    """``bantin rollback`` publishes the release before; a second call finds no other."""
    page = published.parent / "site" / "bulletins" / "2026" / "a" / "index.html"
    after = snapshot(published.parent / "site")
    result = _run("-f", str(published))
    assert result.exit_code == 0
    assert "Đã đưa bản đăng ngay trước trở lại; còn lùi được 0 bản nữa." in result.output
    assert "Bản đầu." in page.read_text("utf-8")
    result = _run("-f", str(published))
    assert result.exit_code == 1
    assert "Không còn bản đăng nào" in result.stderr
    assert build(published).code == 0
    assert snapshot(published.parent / "site") == after


def test_how_many_releases_are_kept_is_a_setting(tmp_path: Path) -> None:
    """With ``releases: 0`` no folder is left beside the site."""
    config = write_site(tmp_path, {"2026/a.md": bulletin()})
    text = config.read_text("utf-8").replace("  bantin:\n", "  bantin:\n    releases: 0\n")
    config.write_text(text, "utf-8")
    assert build(config).code == 0
    (tmp_path / "bulletins" / "2026" / "a.md").write_text(bulletin("Bản sau.\n"), "utf-8")
    assert build(config).code == 0
    assert [path.name for path in tmp_path.glob(".site*")] == []
    assert _run("-f", str(config)).exit_code == 1


def test_a_configuration_that_cannot_be_read_ends_with_one(site: Site) -> None:
    """The message names the file; wrong use ends with 2."""
    (site.root / "mkdocs.yml").unlink()
    result = _run()
    assert result.exit_code == 1
    assert "mkdocs.yml" in result.stderr
    assert _run("--xa").exit_code == 2


def test_a_disk_that_refuses_is_one_message(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site stays as it was, and the message says why, without a traceback."""
    before = snapshot(published.parent / "site")

    def refuse(path: Path, *_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(Path, "replace", refuse)
    result = _run("-f", str(published))
    assert result.exit_code == 1
    assert "đĩa chỉ cho đọc" in result.stderr
    assert snapshot(published.parent / "site") == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")
def test_going_back_waits_for_a_build(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a build has the lock, the command says that it waits."""
    take = BuildLock.take
    building = BuildLock(published)
    building.take(lambda: None)

    def let_go_first(lock: BuildLock, wait: Callable[[], None]) -> None:
        def waiting() -> None:
            wait()
            building.release()

        take(lock, waiting)

    monkeypatch.setattr(BuildLock, "take", let_go_first)
    result = _run("-f", str(published))
    assert result.exit_code == 0
    assert "Đang đợi" in result.stderr
