"""Publishing a plan: what is made, what is kept, and what a failure leaves."""

import errno
import os
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bantin import exchange, ledger, publish, trees
from bantin.ledger import Ledger
from bantin.output import Output
from bantin.publish import Release, Summary
from bantin.releases import Releases
from bantin.source import Stamp
from tests.site_builder import snapshot


def output(path: str, key: str) -> Output:
    """Plan a file whose bytes say which it is."""
    return Output(path, key, f"{path} {key}".encode)


class Office:
    """A site that is built again and again by the library alone."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "www" / "site"
        self.folder = self.site.with_name(".site-releases")
        self.file = folder / "cache" / "ledger.sqlite3"
        self.made: list[str] = []
        self.workers = 1
        self.was_intact = False
        self.note = ""

    def begin(self, keep: int = 1) -> Release:
        return publish.begin(self.site, Ledger(self.file, self.site), keep, self.workers)

    def publish(
        self,
        plan: dict[str, str],
        theirs: dict[str, str] | None = None,
        *,
        keep: int = 1,
        whole: bool = True,
        note: str = "",
    ) -> Summary:
        """Publish outputs (path and key), and files that others write (path and text)."""
        release = self.begin(keep)
        self.was_intact, self.note = release.is_intact, release.note
        assert [*release.scratch.iterdir()] == []
        outputs = [output(*item) for item in plan.items()]
        self.made = publish.write(outputs, release, whole=whole)
        for path, text in (theirs or {}).items():
            file = release.scratch / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        return release.publish(note)

    def texts(self) -> dict[str, str]:
        """Return what is published, hidden files too, but not the releases of a mounted folder."""
        return {
            path: data.decode()
            for path, data in snapshot(self.site).items()
            if not path.startswith(".bantin-releases/")
        }

    def expected(self) -> dict[str, Stamp]:
        """Return what the ledger says of the site."""
        known = Ledger(self.file, self.site)
        known.read()
        return known.stamps

    def stamps(self) -> dict[str, tuple[int, int]]:
        """Return the inode and time of change of each published file."""
        found = {path: (self.site / path).lstat() for path in self.texts()}
        return {path: (one.st_ino, one.st_mtime_ns) for path, one in found.items()}


def said(plan: dict[str, str]) -> dict[str, str]:
    """Return what the files of a plan say."""
    return {path: f"{path} {key}" for path, key in plan.items()}


FIRST = {"a/x/index.html": "1", "a/y/index.html": "1", "b.css": "1", "index.html": "1"}
SECOND = {"a/x/index.html": "2", "b.css": "1", "c/index.html": "1", "index.html": "1"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the file system have no hard links."""

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))

    monkeypatch.setattr(os, "link", refuse)


def no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system have no call that exchanges two folders."""
    monkeypatch.setattr(exchange, "at_once", lambda *_: False)


def mounted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the site's folder be a mount point."""
    monkeypatch.setattr(Path, "is_mount", lambda path: path.name == "site")


SYSTEMS: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], ...]] = {
    "as it is here": (),
    "no hard links": (no_links,),
    "no exchange": (no_exchange,),
    "neither": (no_links, no_exchange),
    "a mounted folder": (mounted,),
    "a mounted folder, neither": (mounted, no_links, no_exchange),
}


@pytest.fixture(params=SYSTEMS)
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test on each kind of system."""
    for lacks in SYSTEMS[request.param]:
        lacks(monkeypatch)
    name: str = request.param
    return name


def test_the_first_site_is_put_in_its_place(office: Office) -> None:
    """Where nothing was published yet, the folders above are made; beside is a tree to spare."""
    summary = office.publish(FIRST, {"assets/m.js": "js"})
    assert office.made == [*FIRST]
    assert office.texts() == said(FIRST) | {"assets/m.js": "js"}
    assert summary == Summary(tuple(sorted([*FIRST, "assets/m.js"])), (), 0)
    (spare,) = office.folder.iterdir()
    assert snapshot(spare) == snapshot(office.site)
    assert (spare / "b.css").samefile(office.site / "b.css")


def test_without_releases_to_keep_no_tree_is_to_spare(office: Office) -> None:
    """Then nothing of the site is anywhere else."""
    office.publish(FIRST, keep=0)
    assert [path.name for path in office.site.parent.iterdir()] == ["site"]


def test_a_tree_to_spare_is_no_duty(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room for it, the release is published all the same."""
    become = trees.become

    def refuse(tree: Path, *others: Any, **named: Any) -> dict[str, Any]:
        if tree == office.folder / "1" and office.site.exists():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(tree))
        return become(tree, *others, **named)

    monkeypatch.setattr(publish, "become", refuse)
    office.publish(FIRST)
    assert office.texts() == said(FIRST)
    assert [path.name for path in office.site.parent.iterdir()] == [".site-releases", "site"]
    assert [*office.folder.iterdir()] == []


def test_only_what_changed_is_made_and_the_rest_stays(office: Office, system: str) -> None:
    """New and changed files come in, old ones go with their folders, others keep their time."""
    office.publish(FIRST)
    before = office.stamps()
    summary = office.publish(SECOND)
    assert office.made == ["a/x/index.html", "c/index.html"]
    assert office.texts() == said(SECOND)
    assert not (office.site / "a" / "y").exists()
    assert summary == Summary(("a/x/index.html", "c/index.html"), ("a/y/index.html",), 2)
    for path in ("b.css", "index.html"):
        inode, changed = office.stamps()[path]
        assert changed == before[path][1]
        assert inode == before[path][0] or "neither" in system or "links" in system


def test_many_releases_one_after_the_other(office: Office, system: str) -> None:
    """Whatever tree a build finds to spare, the site is that of a build from nothing."""
    plans = [
        {f"{path % 3}/{path}/index.html": str(number // (path + 1)) for path in range(number % 7)}
        for number in range(12)
    ]
    for number, plan in enumerate([*plans, *reversed(plans)]):
        office.publish(plan | {"index.html": "1"}, keep=number % 4)
        assert office.texts() == said(plan | {"index.html": "1"})
        office.publish(plan | {"index.html": "1"}, keep=number % 4)
        assert (office.made, office.was_intact) == ([], True), system


def test_a_build_without_changes_leaves_the_site_alone(office: Office) -> None:
    """Not even the folder is exchanged, and no release is lost."""
    office.publish(FIRST, {"x.html": "x"})
    office.publish(SECOND, {"x.html": "x"})
    inode, before = office.site.stat().st_ino, snapshot(office.folder)
    summary = office.publish(SECOND, {"x.html": "x"})
    assert summary == Summary((), (), 5)
    assert office.site.stat().st_ino == inode
    assert snapshot(office.folder) == before


def test_files_of_others_are_compared(office: Office) -> None:
    """What MkDocs writes is kept if it has the same bytes, else replaced; what is gone goes."""
    theirs = {"assets/a.js": "1", "assets/b.js": "1", "c/index.html": "1"}
    office.publish(FIRST, theirs)
    before = office.stamps()
    summary = office.publish(FIRST, {"assets/a.js": "1", "c/index.html": "2"})
    assert summary.written == ("c/index.html",)
    assert summary.removed == ("assets/b.js",)
    assert office.stamps()["assets/a.js"] == before["assets/a.js"]
    assert office.texts() == said(FIRST) | {"assets/a.js": "1", "c/index.html": "2"}


def test_a_part_of_the_plan_keeps_the_rest(office: Office) -> None:
    """A quick build plans what changed only; every other output of the last build stays."""
    office.publish(FIRST, {"x.js": "1", "y.js": "1"})
    summary = office.publish({"b.css": "2", "new/index.html": "1"}, {"x.js": "1"}, whole=False)
    assert office.made == ["b.css", "new/index.html"]
    assert summary.removed == ("y.js",)
    expected = FIRST | {"b.css": "2", "new/index.html": "1"}
    assert office.texts() == said(expected) | {"x.js": "1"}
    office.publish(expected, {"x.js": "1"})
    assert office.made == []


def test_a_part_of_the_plan_needs_an_intact_site(office: Office) -> None:
    """What somebody spoiled cannot be kept: it is a mistake to plan less than the whole then."""
    office.publish(FIRST)
    (office.site / "b.css").unlink()
    release = office.begin()
    with pytest.raises(ValueError, match="not intact"):
        publish.write([], release, whole=False)


def test_another_key_with_the_same_bytes_keeps_the_file(office: Office) -> None:
    """A new version that makes the same bytes leaves inode and time as they are."""
    release = office.begin()
    publish.write([Output("a", "1", lambda: b"same")], release)
    release.publish()
    before = office.stamps()
    release = office.begin()
    assert publish.write([Output("a", "2", lambda: b"same")], release) == ["a"]
    assert release.publish() == Summary((), (), 1)
    assert office.stamps() == before
    assert publish.write([Output("a", "2", lambda: b"same")], office.begin()) == []


def test_a_note_comes_back_with_an_intact_site(office: Office) -> None:
    """What a build leaves to be remembered is given to the next, if the site is as it left it."""
    office.publish(FIRST, note="one")
    office.publish(FIRST, note="two")
    assert (office.was_intact, office.note) == (True, "one")
    (office.site / "b.css").write_text("by hand", "utf-8")
    office.publish(FIRST, note="three")
    assert (office.was_intact, office.note) == (False, "")


def _edit(site: Path) -> None:
    (site / "b.css").write_text("by hand", "utf-8")


def _same_size(site: Path) -> None:
    """Change a letter and put the time of change back: only a new inode tells."""
    file = site / "b.css"
    times = file.stat()
    new = site / "new"
    new.write_text("B.css 1", "utf-8")
    os.utime(new, ns=(times.st_atime_ns, times.st_mtime_ns))
    new.replace(file)


def _folder_for_a_file(site: Path) -> None:
    (site / "b.css").unlink()
    (site / "b.css").mkdir()
    (site / "b.css" / "x").write_text("x", "utf-8")


def _file_for_a_folder(site: Path) -> None:
    shutil.rmtree(site / "a")
    (site / "a").write_text("x", "utf-8")


def _link_for_a_file(site: Path) -> None:
    (site / "b.css").unlink()
    (site / "b.css").symlink_to("index.html")


def _link_for_a_folder(site: Path) -> None:
    (site / "a").rename(site.parent / "elsewhere")
    (site / "a").symlink_to(site.parent / "elsewhere")


def _emptied(site: Path) -> None:
    shutil.rmtree(site)
    site.mkdir()


def _copied(site: Path) -> None:
    shutil.copytree(site, site.with_name("copy"))
    shutil.rmtree(site)
    site.with_name("copy").rename(site)


MUTATIONS: dict[str, Callable[[Path], object]] = {
    "a file edited": _edit,
    "a file replaced, of the same size and time": _same_size,
    "a file deleted": lambda site: (site / "a/x/index.html").unlink(),
    "a folder deleted": lambda site: shutil.rmtree(site / "a"),
    "a file added": lambda site: (site / "a" / "extra").write_text("x", "utf-8"),
    "an empty folder added": lambda site: (site / "d" / "e").mkdir(parents=True),
    "a folder where a file was": _folder_for_a_file,
    "a file where a folder was": _file_for_a_folder,
    "a link where a file was": _link_for_a_file,
    "a link where a folder was": _link_for_a_folder,
    "a file of the theme edited": lambda site: (site / "t.js").write_text("by hand", "utf-8"),
    "a file touched": lambda site: os.utime(site / "b.css", ns=(1, 1)),
    "the site deleted": shutil.rmtree,
    "the site emptied": _emptied,
    "the site copied": _copied,
}


@pytest.mark.parametrize("mutate", MUTATIONS)
def test_what_somebody_did_to_the_site_is_undone(office: Office, mutate: str) -> None:
    """Whatever was done by hand, the next build has what a build from nothing would have."""
    office.publish(FIRST, {"t.js": "t"})
    office.publish(SECOND, {"t.js": "t"})
    MUTATIONS[mutate](office.site)
    office.publish(SECOND, {"t.js": "t"})
    assert office.texts() == said(SECOND) | {"t.js": "t"}
    assert not (office.site / "d").exists()
    assert not any(path.is_symlink() for path in office.site.rglob("*"))
    office.publish(SECOND, {"t.js": "t"})
    assert (office.made, office.was_intact) == ([], True)


def test_what_somebody_did_to_a_release_before_does_no_harm(office: Office) -> None:
    """A tree to spare is compared with the site, whatever it should be."""
    office.publish(FIRST)
    office.publish(SECOND)
    spare = office.folder / "1"
    (spare / "b.css").unlink()
    (spare / "b.css").mkdir()
    (spare / "index.html").unlink()
    (spare / "index.html").write_text("by hand", "utf-8")
    (spare / "extra" / "deep").mkdir(parents=True)
    (spare / "extra" / "deep" / "x").write_text("x", "utf-8")
    shutil.rmtree(spare / "a")
    office.publish(FIRST)
    assert office.texts() == said(FIRST)
    assert not (office.site / "extra").exists()


@pytest.mark.parametrize("seed", range(40))
def test_whatever_happens_between_builds_the_site_is_that_of_the_plan(
    office: Office, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Plans of all kinds, hands in the site and in what is to spare, on each kind of system."""
    chance = random.Random(seed)  # noqa: S311
    office.workers = chance.choice([1, 2])
    for lacks in SYSTEMS[chance.choice([*SYSTEMS])]:
        lacks(monkeypatch)
    paths = [
        "a/x/index.html",
        "a/y/index.html",
        "b.css",
        "c/index.html",
        "c/d/e.html",
        "index.html",
    ]
    for _ in range(12):
        plan = {path: chance.choice("123") for path in paths if chance.random() < 0.8}
        theirs = {"t.js": chance.choice("tu")}
        office.publish(plan, theirs, keep=chance.choice([0, 1, 1, 2]))
        assert office.texts() == said(plan) | theirs
        assert not trees.compare(office.site, office.expected()).folders
        for tree in [office.site, *office.folder.glob("[0-9]*")]:
            if chance.random() < 0.3:
                with suppress(OSError):  # what it changes is not there
                    MUTATIONS[chance.choice([*MUTATIONS])](tree)
            for left in ("copy", "elsewhere"):
                shutil.rmtree(tree.with_name(left), ignore_errors=True)


def test_a_published_file_is_never_written_into(office: Office) -> None:
    """Releases share files; who has an old one open goes on reading the old bytes."""
    office.publish(FIRST)
    with (office.site / "b.css").open(encoding="utf-8") as reading:
        office.publish(FIRST | {"b.css": "2"})
        office.publish(FIRST | {"b.css": "3"})
        assert reading.read() == "b.css 1"


def test_two_outputs_of_one_path_are_refused(office: Office) -> None:
    """A file that was just written is not overwritten."""
    with pytest.raises(FileExistsError):
        publish.write([output("a", "1"), output("a", "2")], office.begin())


def test_an_abandoned_release_leaves_the_site_and_the_last_release(office: Office) -> None:
    """An unfinished build touches neither, and leaves nothing of its own."""
    office.publish(FIRST)
    office.publish(SECOND)
    before = snapshot(office.site.parent)
    release = office.begin()
    publish.write([output("z", "1")], release)
    release.abandon()
    release.abandon()
    assert snapshot(office.site.parent) == before
    assert not release.scratch.exists()


def test_what_a_killed_build_left_is_thrown_away(office: Office) -> None:
    """Leftovers of an earlier build never get into a new one."""
    publish.write([output("z", "1")], office.begin())
    office.publish(FIRST)
    assert office.texts() == said(FIRST)


def test_an_output_that_vanished_before_it_was_published(office: Office) -> None:
    """A site that lacks a page is not published."""
    office.publish(FIRST)
    release = office.begin()
    publish.write([output(*item) for item in SECOND.items()], release)
    (release.scratch / "c" / "index.html").unlink()
    with pytest.raises(FileNotFoundError) as raised:
        release.publish()
    assert raised.value.filename == "c/index.html"
    assert office.texts() == said(FIRST)


def test_a_new_site_is_as_private_as_the_old(office: Office) -> None:
    """A preview with drafts, in a private folder, is never readable by others."""
    office.site.mkdir(parents=True, mode=0o700)
    release = office.begin()
    publish.write([output("a", "1")], release)
    for folder in (release.scratch, release.scratch.parent):
        assert folder.stat().st_mode & 0o777 == 0o700
    release.publish()
    assert office.site.stat().st_mode & 0o777 == 0o700
    office.site.chmod(0o755)
    office.publish({"a": "2"})
    assert office.site.stat().st_mode & 0o777 == 0o755
    office.publish({"a": "3"})
    assert office.site.stat().st_mode & 0o777 == 0o755


HIDDEN = {".git/HEAD": "ref", ".git/refs/x": "1", ".htaccess": "Deny"}


def test_hidden_files_stay(office: Office, system: str) -> None:
    """What MkDocs never writes (``.git``, ``.htaccess``) is not ours, and stays as it is."""
    office.publish(FIRST)
    for path, text in HIDDEN.items():
        (office.site / path).parent.mkdir(parents=True, exist_ok=True)
        (office.site / path).write_text(text, "utf-8")
    (office.site / ".git" / "objects").mkdir()
    office.publish(SECOND)
    (office.site / ".git" / "HEAD").write_text("other", "utf-8")
    (office.site / ".htaccess").unlink()
    office.publish(FIRST)
    assert office.texts() == said(FIRST) | {".git/HEAD": "other", ".git/refs/x": "1"}, system
    assert (office.site / ".git" / "objects").is_dir()
    assert office.publish(FIRST) == Summary((), (), 4)


def test_hidden_files_of_others_are_published(office: Office) -> None:
    """A hook that writes ``.nojekyll`` into the new site finds it published, once."""
    (office.site / ".well-known").mkdir(parents=True)
    (office.site / ".well-known" / "a").write_text("a", "utf-8")
    theirs = {".nojekyll": "", ".well-known/a": "b"}
    office.publish(FIRST, theirs)
    assert office.texts() == said(FIRST) | theirs
    inode = office.site.stat().st_ino
    office.publish(FIRST, theirs)
    assert office.site.stat().st_ino == inode


def test_another_program_makes_all_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update of Bản tin or of a library no key of before is believed."""
    office.publish(FIRST, note="n")
    monkeypatch.setattr(ledger, "maker", lambda: "another")
    office.publish(FIRST)
    assert (office.made, office.was_intact, office.note) == ([*FIRST], False, "")


@pytest.mark.parametrize("failing", range(1, 38))
def test_a_full_disk_leaves_the_old_site(
    office: Office, system: str, failing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever step fails, the old site stands, whole; and the next build is right."""
    office.publish(FIRST)
    office.publish(SECOND)
    new = FIRST | {"new/index.html": "1"}
    with monkeypatch.context() as patch:
        fail(patch, failing, OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "site"))
        try:
            office.publish(new)
        except OSError as error:
            assert error.errno == errno.ENOSPC  # noqa: PT017 - some steps may fail without harm
            assert office.texts() == said(SECOND)
        else:
            assert office.texts() == said(new)
    office.publish(new)
    assert office.texts() == said(new), system


@pytest.mark.parametrize("steps", range(1, 38))
def test_a_build_killed_at_any_step_leaves_the_old_site_or_the_new_one(
    office: Office, system: str, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cleans up nothing. Where there is no exchange, the next build puts the site right."""
    office.publish(FIRST)
    office.publish(SECOND)
    new = FIRST | {"new/index.html": "1"}
    with monkeypatch.context() as patch, suppress(KilledError):
        fail(patch, steps, KilledError())
        office.publish(new)
    if system in ("as it is here", "no hard links"):
        assert office.texts() in (said(SECOND), said(new))
    Releases(office.site).mend()
    assert office.texts() in (said(SECOND), said(new))
    office.publish(new)
    assert office.texts() == said(new)
    office.publish(new)
    assert (office.made, office.was_intact) == ([], True)


class KilledError(BaseException):
    """Stand in for a kill: nothing of ours catches it."""


def fail(monkeypatch: pytest.MonkeyPatch, failing: int, error: BaseException) -> None:
    """Let one of the calls that change something on the disk fail: the one of that number."""
    calls = 0

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **options: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == failing:
                raise error
            return call(*arguments, **options)

        return step

    for name in ("replace", "rename", "mkdir", "write_text", "unlink", "rmdir", "touch"):
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))
    monkeypatch.setattr(shutil, "copy2", counted(shutil.copy2))
    monkeypatch.setattr(exchange, "at_once", counted(exchange.at_once))


def test_two_trees_only(office: Office) -> None:
    """With one release kept, its tree is what the next build begins with."""
    for number in range(5):
        office.publish({"index.html": str(number)})
        assert {path.name for path in office.folder.glob("*")} <= {"1", "releases.json"}
    assert snapshot(office.folder / "1") == {"index.html": b"index.html 3"}
    assert Releases(office.site).scratch.exists() is False
    assert trees.compare(office.site, {}).folders == set()
