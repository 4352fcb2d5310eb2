"""The shelf and what is read: what is unchanged is taken down, whatever happened to the shelf."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bantin.body import Body, Renderer
from bantin.problems import Problem
from bantin.readings import Readings
from bantin.shelf import Entry, Row, Shelf, deflated
from bantin.source import Library, Source, Stamp
from bantin.validation import Context
from tests.site_builder import bulletin

CLOCK = int(datetime(2026, 5, 20, tzinfo=UTC).timestamp()) * 1_000_000_000
LONG_AGO = 1_500_000_000
FRONT = {"number": "1/KH-UBND", "topic": ["dao-tao"], "title": "Tập huấn"}
BODY = "Theo Kế hoạch số 9/KH-UBND ngày 05/3/2026.\n\n## Mục một\n\n[b](b.md)\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two bulletins, written long ago."""
    for name, text in (("a", BODY), ("b", "Hết.\n")):
        write(tmp_path / "bulletins" / f"{name}.md", bulletin(text, **FRONT | {"title": name}))
    return tmp_path


def write(file: Path, text: str, moment: int = LONG_AGO) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    os.utime(file, (moment, moment))


class _Watched(Library):
    """A library that remembers what was read of it."""

    read_paths: list[str]

    def read(self, path: str) -> Source | Problem:
        self.read_paths.append(path)
        return super().read(path)


def opened(folder: Path, context: Context, key: str = "", clock: int = CLOCK) -> Readings:
    """Read the folder with the shelf in it."""
    library = _Watched(folder / "bulletins", "bulletins")
    object.__setattr__(library, "read_paths", [])
    shelf = Shelf(folder / "cache" / "shelf.sqlite3", key)
    readings = Readings(library, context, Renderer([]), shelf, clock)
    readings.read(1)
    return readings


def asked(readings: Readings) -> list[str]:
    found: list[str] = readings.library.read_paths  # type: ignore[attr-defined]
    return found


def told(readings: Readings, path: str = "a.md") -> tuple[object, ...]:
    """Return all that a reading gives."""
    one = readings.take(path)
    kept = readings.bulletins[path]
    body = one.body
    return (
        *(kept.front, kept.marks, kept.body, kept.body_line, kept.facts, kept.type, kept.issuer),
        *(body.html, body.opening, body.headings, body.anchors, body.links, body.mentions),
        *(body.key, body.plain, one.problems),
    )


def test_what_is_unchanged_is_taken_down_as_it_was_read(folder: Path, context: Context) -> None:
    """The second time no file is read, and everything is as the first time."""
    first = opened(folder, context)
    assert asked(first) == ["a.md", "b.md"]
    second = opened(folder, context)
    assert asked(second) == []
    assert told(second) == told(first)


def test_a_changed_file_alone_is_read(folder: Path, context: Context) -> None:
    """Another size or another time of change is enough; the same bytes are not parsed again."""
    opened(folder, context)
    write(folder / "bulletins" / "b.md", bulletin("Khác rồi.\n", **FRONT | {"title": "b"}))
    second = opened(folder, context)
    assert asked(second) == ["b.md"]
    assert second.take("b.md").body.html == "<p>Khác rồi.</p>"
    os.utime(folder / "bulletins" / "a.md", (LONG_AGO + 9, LONG_AGO + 9))
    third = opened(folder, context)
    assert asked(third) == ["a.md"]
    assert third.rows["a.md"].stamp != second.rows["a.md"].stamp
    assert third.rows["a.md"].content == second.rows["a.md"].content
    assert asked(opened(folder, context)) == []


def test_a_file_that_may_change_within_a_tick_is_looked_into_again(
    folder: Path, context: Context
) -> None:
    """What was written just before a build, or after it by another clock, is not trusted."""
    for moment in (CLOCK // 1_000_000_000 - 1, CLOCK // 1_000_000_000 + DAY):
        write(folder / "bulletins" / "a.md", bulletin(BODY, **FRONT | {"title": "a"}), moment)
        opened(folder, context)
        assert "a.md" in asked(opened(folder, context))


DAY = 86_400


def test_a_removed_file_is_forgotten(folder: Path, context: Context) -> None:
    """A file that comes back is read again."""
    opened(folder, context)
    text = (folder / "bulletins" / "b.md").read_text("utf-8")
    (folder / "bulletins" / "b.md").unlink()
    assert [*opened(folder, context).bulletins] == ["a.md"]
    write(folder / "bulletins" / "b.md", text)
    assert asked(opened(folder, context)) == ["b.md"]


def test_a_file_with_errors_is_read_each_time(folder: Path, context: Context) -> None:
    """Its problems are told each time, until it is mended."""
    write(folder / "bulletins" / "a.md", bulletin(BODY, **FRONT | {"topic": ["khong-co"]}))
    for _ in range(2):
        readings = opened(folder, context)
        assert "a.md" in asked(readings)
        assert [one.place.file for one in readings.problems()] == ["bulletins/a.md"]
        assert not readings.quiet


def test_warnings_are_told_each_time(folder: Path, context: Context) -> None:
    """A warning of a file that is taken down stands where it stood."""
    write(folder / "bulletins" / "a.md", bulletin(BODY, **FRONT, ngay_thang="1"))
    first, second = (opened(folder, context).problems() for _ in range(2))
    assert [(one.kind.code, one.place) for one in first] == [
        (one.kind.code, one.place) for one in second
    ]
    assert len(first) == 1


def test_other_conditions_forget_everything(folder: Path, context: Context) -> None:
    """Another version, vocabulary or renderer reads all files again."""
    opened(folder, context, "one")
    assert len(asked(opened(folder, context, "other"))) == 2


@pytest.mark.parametrize("damage", [b"", b"garbage" * 9_999, None])
def test_a_damaged_shelf_costs_time_alone(
    folder: Path, context: Context, damage: bytes | None
) -> None:
    """Whatever the file holds, everything is read again."""
    first = told(opened(folder, context))
    for name in ("shelf.sqlite3", "shelf.sqlite3-wal", "shelf.sqlite3-shm"):
        (folder / "cache" / name).unlink(missing_ok=True)
    file = folder / "cache" / "shelf.sqlite3"
    if damage is None:
        file.mkdir()
    else:
        file.write_bytes(damage)
    again = opened(folder, context)
    assert len(asked(again)) == 2
    assert told(again) == first


def test_a_shelf_that_is_damaged_where_sqlite_quotes_it_costs_time_alone(
    folder: Path, context: Context
) -> None:
    """Then the message of the database is no UTF-8 itself."""
    first = told(opened(folder, context))
    file = folder / "cache" / "shelf.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = file.read_bytes()
    assert b"CREATE TABLE notes" in data
    file.write_bytes(data.replace(b"CREATE TABLE notes", b"CREATE TABL\xcb notes"))
    again = opened(folder, context)
    assert len(asked(again)) == 2
    assert told(again) == first


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records SET record = x'00'",
        "UPDATE records SET html = x'00'",
        "DELETE FROM records",
        "UPDATE rows SET facts = '[]'",
        "UPDATE rows SET card = x'01'",
        "DROP TABLE records",
    ],
)
def test_a_damaged_row_is_read_again(folder: Path, context: Context, statement: str) -> None:
    """What does not bear its checksum is not believed."""
    first = told(opened(folder, context))
    database = sqlite3.connect(folder / "cache" / "shelf.sqlite3")
    with database:
        database.execute(statement)
    database.close()
    assert told(opened(folder, context)) == first


def test_a_shelf_that_cannot_be_written_is_elsewhere(folder: Path, context: Context) -> None:
    """Where the folder cannot be made, a temporary one serves."""
    (folder / "cache").write_text("no folder")
    assert len(asked(opened(folder, context))) == 2


def test_what_changed_is_told_against_the_last_build_and_no_other_reading(
    folder: Path, context: Context
) -> None:
    """Checking a bulletin does not hide from the next build that it has changed."""
    first = opened(folder, context)
    assert not first.quiet
    first.shelf.remember({}, [(row, b"") for row in first.rows.values()], whole=True)
    assert opened(folder, context).quiet
    long = "Một câu mở đầu khá dài để mọi danh sách chỉ hiện câu này. " * 9
    write(folder / "bulletins" / "b.md", bulletin(f"{long}\n\nA.\n", **FRONT | {"title": "b"}))
    second = opened(folder, context)
    assert (second.changed, second.quiet) == ({"b.md"}, False)
    second.shelf.remember({}, [(row, b"") for row in second.rows.values()], whole=True)
    write(folder / "bulletins" / "b.md", bulletin(f"{long}\n\nBB.\n", **FRONT | {"title": "b"}))
    for _ in range(2):
        readings = opened(folder, context)
        assert (readings.changed, readings.quiet) == ({"b.md"}, True)


def test_a_file_lost_while_building_is_an_error(folder: Path, context: Context) -> None:
    """A bulletin that is neither on the shelf nor in the folder any more ends the build."""
    readings = opened(folder, context)
    (folder / "bulletins" / "a.md").unlink()
    readings.shelf.put((), (), ["a.md"])
    with pytest.raises(FileNotFoundError):
        readings.take("a.md")
    assert readings.body_text("a.md") == ""
    assert isinstance(readings.library.read("a.md"), Problem)


def test_the_shelf_keeps_analyses_notes_and_crossings(tmp_path: Path) -> None:
    """They come back as they were put; analyses that are not named are forgotten."""
    shelf = Shelf(tmp_path / "s.sqlite3", "k")
    shelf.put_analyses([("one", b"1"), ("two", b"2")])
    shelf.keep_analyses({"two"})
    assert (shelf.analysis("one"), shelf.analysis("two")) == (None, b"2")
    row = Row("a.md", Stamp(1, 2, 3), b"content", "[]", b"card", is_faulty=False)
    shelf.put([Entry(row, deflated(b"{}"), deflated(b"<p>"))], [], [])
    shelf.remember({"n": b"note"}, [(row, b"crossing")], whole=True)
    assert (shelf.note("n"), shelf.crossing("a.md"), shelf.note("?")) == (
        b"note",
        b"crossing",
        None,
    )
    assert shelf.built() == {"a.md": (b"content", b"card")}
    assert (shelf.record("a.md"), shelf.html("a.md")) == (b"{}", b"<p>")
    shelf.close()
    assert [*Shelf(tmp_path / "s.sqlite3", "k").rows()] == [row]


class _Endless(Renderer):
    """A renderer that never ends with one text, and fails with others."""

    def render(self, text: str) -> Body:
        while "không dứt" in text:
            pass
        if "hết bộ nhớ" in text:
            raise MemoryError
        if "quá sâu" in text:
            raise RecursionError
        if "lỗi lạ" in text:
            raise KeyError(text)
        return super().render(text)


def test_a_bulletin_that_cannot_be_read_to_its_end_is_a_problem(
    folder: Path, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, and the others are read all the same."""
    monkeypatch.setattr("bantin.readings._LONGEST", 0.2)
    for name, text in (("c", "không dứt"), ("d", "hết bộ nhớ"), ("e", "quá sâu"), ("f", "lỗi lạ")):
        write(folder / "bulletins" / f"{name}.md", bulletin(text, **FRONT | {"title": name}))
    readings = Readings(Library(folder / "bulletins", "bulletins"), context, _Endless([]))
    readings.read(1)
    assert [*readings.bulletins] == ["a.md", "b.md"]
    found = {one.place.file: (one.kind.code, one.details["detail"]) for one in readings.problems()}
    assert found == {
        "bulletins/c.md": ("BT125", "quá 0.2 giây"),
        "bulletins/d.md": ("BT125", "không đủ bộ nhớ"),
        "bulletins/e.md": ("BT125", "lồng quá nhiều cấp"),
        "bulletins/f.md": ("BT125", "chương trình gặp lỗi, hãy báo người quản trị (KeyError)"),
    }


def test_children_stop_what_takes_too_long(
    folder: Path, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has a clock of its own, and goes on with the next bulletin."""
    monkeypatch.setattr("bantin.readings._LONGEST", 0.2)
    for index in range(200):
        text = "không dứt" if index == 100 else "a"
        name = f"x{index:03}"
        write(folder / "bulletins" / f"{name}.md", bulletin(text, **FRONT | {"title": name}))
    readings = Readings(Library(folder / "bulletins", "bulletins"), context, _Endless([]))
    readings.read(2)
    assert [*readings.unread] == ["x100.md"]
    assert len(readings.bulletins) == 201
