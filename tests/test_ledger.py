"""What is unchanged is taken over from the old site, and nothing else is."""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bantin import ledger, publish
from bantin.ledger import Ledger
from bantin.output import Output
from bantin.trees import compare
from tests.site_builder import build, bulletin, snapshot, write_site

SITE: dict[str, str | bytes] = {
    "2026/a.md": bulletin("Nôi dung.\n", number="1/TB-VP", title="Thông báo một"),
    "2026/b.md": bulletin("Theo 1/TB-VP ngày 05/3/2026.\n", number="2/TB-VP", date="2026-03-06"),
    "2026/c.md": bulletin("Nội dung.\n", number="3/TB-VP", date="2026-03-07"),
    "2026/d.md": bulletin("Bài khác.\n", number="4/TB-VP", date="2026-03-08", topic=["dao-tao"]),
}


def _publish(site: Path, *outputs: Output) -> list[str]:
    release = publish.begin(site, Ledger(site.parent / "cache" / "ledger.sqlite3", site))
    made = publish.write(outputs, release)
    release.publish()
    return made


def _output(path: str, key: str) -> Output:
    return Output(path, key, f"{path} {key}".encode)


def test_a_file_of_the_same_key_is_taken_over(tmp_path: Path) -> None:
    """It keeps its inode and its time, so web servers say that nothing is new; others are made."""
    site = tmp_path / "site"
    assert _publish(site, _output("a/x", "1"), _output("b", "1")) == ["a/x", "b"]
    before = (site / "a/x").stat()
    assert _publish(site, _output("a/x", "1"), _output("b", "2"), _output("c", "1")) == ["b", "c"]
    after = (site / "a/x").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert snapshot(site) == {"a/x": b"a/x 1", "b": b"b 2", "c": b"c 1"}


def test_a_file_that_somebody_touched_is_made_again(tmp_path: Path) -> None:
    """Whoever edits the published site by hand does not keep his edit, nor does a deleted file."""
    site = tmp_path / "site"
    _publish(site, _output("a", "1"), _output("b", "1"), _output("c", "1"))
    (site / "a").write_bytes(b"by hand")
    (site / "b").unlink()
    (site / "c").unlink()
    (site / "c").symlink_to(site / "a")
    assert _publish(site, _output("a", "1"), _output("b", "1"), _output("c", "1")) == [*"abc"]
    assert snapshot(site) == {"a": b"a 1", "b": b"b 1", "c": b"c 1"}


@pytest.mark.parametrize("damage", [b"", b"not a database", None])
def test_a_lost_or_damaged_ledger_costs_time_only(tmp_path: Path, damage: bytes | None) -> None:
    """Everything is made again, and the next build has a ledger again."""
    site, file = tmp_path / "site", tmp_path / "cache" / "ledger.sqlite3"
    _publish(site, _output("a", "1"))
    if damage is None:
        file.unlink()
    else:
        file.write_bytes(damage)
    assert _publish(site, _output("a", "1")) == ["a"]
    _publish(site, _output("a", "1"))
    assert _publish(site, _output("a", "1")) == []


def test_a_ledger_of_an_unknown_shape_costs_time_only(tmp_path: Path) -> None:
    """A database of another version is no reason to stop."""
    site, file = tmp_path / "site", tmp_path / "cache" / "ledger.sqlite3"
    file.parent.mkdir()
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE sites (other TEXT)")
    assert _publish(site, _output("a", "1")) == ["a"]
    assert snapshot(site) == {"a": b"a 1"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE files SET key = x'01'",
        "UPDATE files SET size = 'x'",
        "UPDATE files SET path = x'61' WHERE path = 'a'",
        "UPDATE sites SET note = x'01'",
        "INSERT INTO sites VALUES (NULL, NULL, NULL)",
    ],
)
def test_a_value_of_another_type_is_not_believed(tmp_path: Path, statement: str) -> None:
    """A damaged row is as if it were not there, and the next build has a ledger again."""
    site, file = tmp_path / "site", tmp_path / "cache" / "ledger.sqlite3"
    _publish(site, _output("a", "1"), _output("b", "1"))
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(statement)
    _publish(site, _output("a", "1"), _output("b", "2"))
    assert snapshot(site) == {"a": b"a 1", "b": b"b 2"}
    assert _publish(site, _output("a", "1"), _output("b", "2")) == []


def test_a_ledger_that_is_damaged_where_sqlite_quotes_it_costs_time_only(tmp_path: Path) -> None:
    """Then the message of the database is no UTF-8 itself."""
    site, file = tmp_path / "site", tmp_path / "cache" / "ledger.sqlite3"
    _publish(site, _output("a", "1"))
    data = file.read_bytes()
    assert b"CREATE TABLE sites" in data
    file.write_bytes(data.replace(b"CREATE TABLE sites", b"CREATE TABL\xcb sites"))
    assert _publish(site, _output("a", "1")) == ["a"]
    _publish(site, _output("a", "1"))
    assert _publish(site, _output("a", "1")) == []


@pytest.mark.parametrize("place", ["a file for a folder", "a folder for a file"])
def test_a_ledger_that_cannot_be_written_costs_time_only(tmp_path: Path, place: str) -> None:
    """Where the cache is read-only, every build makes everything, and files keep their time."""
    site, file = tmp_path / "site", tmp_path / "cache" / "ledger.sqlite3"
    if place == "a folder for a file":
        file.mkdir(parents=True)
    else:
        file.parent.write_text("", "utf-8")
    _publish(site, _output("a", "1"))
    before = (site / "a").stat()
    assert _publish(site, _output("a", "1"), _output("b", "1")) == ["a", "b"]
    assert snapshot(site) == {"a": b"a 1", "b": b"b 1"}
    after = (site / "a").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_ledger_that_turns_read_only_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it says of files that have changed since is not so, and the next build sees that."""
    site = tmp_path / "site"
    _publish(site, _output("a", "1"), _output("b", "1"))
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "write", lambda *_: None)
        assert _publish(site, _output("a", "2"), _output("c", "1")) == ["a", "c"]
    assert _publish(site, _output("a", "1"), _output("b", "1")) == ["a", "b"]
    assert snapshot(site) == {"a": b"a 1", "b": b"b 1"}


def test_a_clock_that_was_set_back_does_no_harm(tmp_path: Path) -> None:
    """Times are never compared by their order: what is published from the future is kept."""
    site = tmp_path / "site"
    known = Ledger(None, site)

    def publish_once(*outputs: Output) -> list[str]:
        release = publish.begin(site, known)
        made = publish.write(outputs, release)
        release.publish()
        return made

    publish_once(_output("a", "1"), _output("b", "1"))
    for path in ("a", "b"):
        os.utime(site / path, ns=(2**62, 2**62))
    known.write(known.keys, compare(site, {}).other)
    assert publish_once(_output("a", "1"), _output("b", "2")) == ["b"]
    assert publish_once(_output("a", "1"), _output("b", "1")) == ["b"]
    assert publish_once(_output("a", "1"), _output("b", "1")) == []
    assert snapshot(site) == {"a": b"a 1", "b": b"b 1"}
    assert (site / "a").stat().st_mtime_ns == 2**62


def test_only_changed_rows_are_written(tmp_path: Path) -> None:
    """An edit of one file in thousands is a row in the database, not thousands."""
    site, file = tmp_path / "site", tmp_path / "cache" / "ledger.sqlite3"
    _publish(site, *(_output(str(number), "1") for number in range(50)))
    with closing(sqlite3.connect(file)) as database, database:
        database.executescript(
            "CREATE TABLE touched (path TEXT);"
            "CREATE TRIGGER added AFTER INSERT ON files"
            " BEGIN INSERT INTO touched VALUES (NEW.path); END;"
            "CREATE TRIGGER gone AFTER DELETE ON files"
            " BEGIN INSERT INTO touched VALUES (OLD.path); END;"
        )
    _publish(site, *(_output(str(number), "2" if number == 7 else "1") for number in range(49)))
    with closing(sqlite3.connect(file)) as database:
        touched = {path for (path,) in database.execute("SELECT path FROM touched")}
    assert touched == {"7", "49"}


def test_another_program_makes_all_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update of Bản tin or of a library nothing old is trusted."""
    site = tmp_path / "site"
    _publish(site, _output("a", "1"))
    monkeypatch.setattr(ledger, "maker", lambda: "another")
    assert _publish(site, _output("a", "1")) == ["a"]


def test_where_there_are_no_hard_links_files_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The time of change stays, so that browsers still hear that nothing is new."""

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    site = tmp_path / "site"
    _publish(site, _output("a", "1"))
    before = (site / "a").stat().st_mtime_ns
    assert _publish(site, _output("a", "1")) == []
    assert (site / "a").stat().st_mtime_ns == before
    assert snapshot(site) == {"a": b"a 1"}


def test_two_sites_of_one_folder_do_not_disturb_each_other(tmp_path: Path) -> None:
    """A site built elsewhere for a trial has rows of its own; those of a site gone are dropped."""
    one, other = tmp_path / "one", tmp_path / "other"
    _publish(one, _output("a", "1"))
    assert _publish(other, _output("a", "1")) == ["a"]
    assert _publish(one, _output("a", "1")) == []
    shutil.rmtree(other)
    _publish(one, _output("a", "1"))
    with sqlite3.connect(tmp_path / "cache" / "ledger.sqlite3") as database:
        assert database.execute("SELECT site FROM files").fetchall() == [(str(one),)]


def _rewrite(path: str, **front: Any) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / "bulletins" / path).write_text(bulletin("Nội dung khác.\n", **front), "utf-8")

    return change


def _settle(folder: Path) -> None:
    config = folder / "mkdocs.yml"
    text = config.read_text("utf-8").replace("hanh-chinh: Hành chính", "hanh-chinh: Việc chung")
    config.write_text(text, "utf-8")


def _delete(folder: Path) -> None:
    """Delete a bulletin whose address nobody knows."""
    (folder / "bulletins/2026/d.md").unlink()
    (folder / "addresses.tsv").unlink(missing_ok=True)


MUTATIONS: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "a word of the body": (
        _rewrite("2026/c.md", number="3/TB-VP", date="2026-03-07"),
        {"bulletins/2026/c/"},
    ),
    "a title that others show": (
        _rewrite("2026/a.md", number="1/TB-VP", title="Tên mới"),
        # itself, its neighbours, those that cite it or list it; not the other topic's own
        {"bulletins/2026/a/", "bulletins/2026/b/", "topics/hanh-chinh/"},
    ),
    "a relation": (
        _rewrite(
            "2026/c.md", number="3/TB-VP", date="2026-03-07", relations={"replaces": "1/TB-VP"}
        ),
        {"bulletins/2026/c/", "bulletins/2026/a/"},
    ),
    "a new bulletin": (_rewrite("2026/e.md", number="5/TB-VP", date="2026-03-09"), {"bulletins/"}),
    "a bulletin deleted": (_delete, {"bulletins/"}),
    "a topic's name": (_settle, {"topics/", "bulletins/2026/a/"}),
}


@pytest.mark.parametrize("change", MUTATIONS)
def test_after_a_change_only_what_shows_it_is_made(change: str, tmp_path: Path) -> None:
    """The warm build has the bytes of one from nothing, and made the pages that differ alone."""
    mutate, concerned = MUTATIONS[change]
    warm, cold = tmp_path / "warm", tmp_path / "cold"
    config = write_site(warm, SITE)
    assert build(config).code == 0
    before = snapshot(warm / "site")
    inodes = {path: (warm / "site" / path).stat().st_ino for path in before}
    mutate(warm)
    again = build(config)
    assert again.code == 0, again.output
    other = write_site(cold, SITE)
    mutate(cold)
    assert build(other).code == 0
    after = snapshot(warm / "site")
    assert after == snapshot(cold / "site")
    made = {
        path
        for path in after
        if path.endswith("/index.html") and (warm / "site" / path).stat().st_ino != inodes.get(path)
    }
    differing = {path for path in after if path.endswith("/index.html")} & {
        path for path in after if after[path] != before.get(path)
    }
    assert made == differing
    assert {f"{page}index.html" for page in concerned} <= made
    said = re.search(r"lập mới (\d+) trang", again.output)
    assert said
    ours = {path for path in made if not path.startswith("tham-chieu/")}  # MkDocs renders those
    assert int(said[1]) == len(ours)


def test_a_build_without_changes_makes_nothing(tmp_path: Path) -> None:
    """The count that the build shows is 0."""
    config = write_site(tmp_path, SITE)
    assert build(config).code == 0
    assert "lập mới 0 trang; ghi 0 tệp" in build(config).output
