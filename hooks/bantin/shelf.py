"""The shelf: what was read of each file, kept from one build to the next.

A row is taken at its word only while the file has the size, time of change and inode that it had,
or the same bytes, and the row its checksum. A shelf that is lost, damaged, of another version or
not writable costs time and nothing else.
"""

import os
import shutil
import sqlite3
import tempfile
import weakref
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from bantin.source import Stamp

_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, content BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rows (
  path TEXT PRIMARY KEY, size INTEGER, changed INTEGER, inode INTEGER, content BLOB, facts TEXT,
  card BLOB, faulty INTEGER, sum INTEGER
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS records (path TEXT PRIMARY KEY, record BLOB, html BLOB);
CREATE TABLE IF NOT EXISTS analyses (key TEXT PRIMARY KEY, analysis BLOB);
CREATE TABLE IF NOT EXISTS crossings (
  path TEXT PRIMARY KEY, content BLOB, card BLOB, crossing BLOB, sum INTEGER
);
CREATE TABLE IF NOT EXISTS inspections (
  area TEXT, path TEXT, size INTEGER, changed INTEGER, inode INTEGER, content TEXT, found TEXT,
  sum INTEGER, PRIMARY KEY (area, path)
) WITHOUT ROWID;
"""
_TABLES = ("notes", "rows", "records", "analyses", "crossings", "inspections")
# What SQLite raises where a file is damaged; its message quotes the file, and so may be no UTF-8.
DAMAGED = (sqlite3.Error, UnicodeDecodeError)
_FORMAT = b"5"
_LEVEL = 1  # of deflate: a third of the size in a fraction of the time
_PATIENCE = 30  # seconds that another process may be writing


class Row(NamedTuple):
    """What the shelf knows of a file without looking into its record.

    ``content`` is a hash of the file's bytes, ``facts`` JSON, and ``card`` a hash of all that
    other pages may show of the bulletin; ``is_faulty`` tells whether there is a warning or a
    notice of it.
    """

    path: str
    stamp: Stamp
    content: bytes
    facts: str
    card: bytes
    is_faulty: bool


class Entry(NamedTuple):
    """A file as it was read: its row, its record as JSON, and the HTML of its body."""

    row: Row
    record: bytes
    html: bytes


class Inspection(NamedTuple):
    """What was ``found`` in a file that is no bulletin, as JSON.

    Its ``path`` is below the folder of its ``area``; ``content`` is a hash of its bytes.
    """

    area: str
    path: str
    stamp: Stamp
    content: str
    found: str


class Shelf:
    """A database in *file*, for what was read under the conditions that *key* is a hash of.

    Without a file, or where it cannot be used, the shelf lies in a temporary one.
    """

    def __init__(self, file: Path | None, key: str) -> None:
        self.key = key
        self._held = _Held()
        weakref.finalize(self, self._held.let_go)
        self._file = file or self._elsewhere()
        try:
            self._begin()
        except (*DAMAGED, OSError):
            self._held.close()
            _remove(self._file)
            try:
                self._begin()
            except (*DAMAGED, OSError):
                self._held.close()
                self._file = self._elsewhere()
                self._begin()

    def rows(self) -> Iterator[Row]:
        """Yield every row whose checksum is right."""
        columns = "path, size, changed, inode, content, facts, card, faulty, sum"
        for path, *found, total in self._each(f"SELECT {columns} FROM rows"):  # noqa: S608
            size, changed, inode, content, facts, card, faulty = found
            row = Row(path, Stamp(size, changed, inode), content, facts, card, bool(faulty))
            if _row_sum(row) == total:
                yield row

    def record(self, path: str) -> bytes | None:
        """Return the record of a file, None where there is none that can be read."""
        return _inflated(self._read("SELECT record FROM records WHERE path = ?", path))

    def html(self, path: str) -> bytes | None:
        """Return the HTML of a body, None where there is none that can be read."""
        return _inflated(self._read("SELECT html FROM records WHERE path = ?", path))

    def put(self, entries: Iterable[Entry], touched: Iterable[Row], gone: Iterable[str]) -> None:
        """Put in what was read, rows whose stamps alone changed, and take out what is *gone*."""
        database = self._open()
        with suppress(*DAMAGED), database:
            for path in gone:
                for table in ("rows", "records"):
                    database.execute(f"DELETE FROM {table} WHERE path = ?", (path,))  # noqa: S608
            for entry in entries:
                self._put_row(entry.row)
                database.execute(
                    "INSERT OR REPLACE INTO records VALUES (?, ?, ?)",
                    (entry.row.path, entry.record, entry.html),
                )
            for row in touched:
                self._put_row(row)

    def analysis(self, key: str) -> bytes | None:
        """Return what the search made of a document, None where it is not known."""
        return _inflated(self._read("SELECT analysis FROM analyses WHERE key = ?", key))

    def put_analyses(self, analyses: Iterable[tuple[str, bytes]]) -> None:
        """Keep what the search made of documents."""
        database = self._open()
        rows = ((key, deflated(content)) for key, content in analyses)
        with suppress(*DAMAGED), database:
            database.executemany("INSERT OR REPLACE INTO analyses VALUES (?, ?)", rows)

    def keep_analyses(self, keys: Collection[str]) -> None:
        """Forget all analyses but those of *keys*."""
        database = self._open()
        gone = [(key,) for (key,) in self._read("SELECT key FROM analyses") if key not in keys]
        with suppress(*DAMAGED), database:
            database.executemany("DELETE FROM analyses WHERE key = ?", gone)

    def inspections(self) -> Iterator[Inspection]:
        """Yield what was found in files that are no bulletins, where its checksum is right."""
        for area, path, *rest in self._each("SELECT * FROM inspections"):
            size, changed, inode, content, found, total = rest
            row = Inspection(area, path, Stamp(size, changed, inode), content, found)
            if _inspection_sum(row) == total:
                yield row

    def put_inspections(self, found: Iterable[Inspection], gone: Iterable[tuple[str, str]]) -> None:
        """Keep what was found in files, and forget those that are *gone* (area and path)."""
        database = self._open()
        rows = (
            (one.area, one.path, *one.stamp, one.content, one.found, _inspection_sum(one))
            for one in found
        )
        with suppress(*DAMAGED), database:
            database.executemany("DELETE FROM inspections WHERE area = ? AND path = ?", gone)
            database.executemany(
                "INSERT OR REPLACE INTO inspections VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows
            )

    def note(self, name: str) -> bytes | None:
        """Return a note about the last build, None where there is none."""
        return _inflated(self._read("SELECT content FROM notes WHERE name = ?", name))

    def crossing(self, path: str) -> bytes | None:
        """Return what a file's links and citations led to, None where it is not known."""
        found = self._read("SELECT crossing FROM crossings WHERE path = ?", path)
        return _inflated(found)

    def built(self) -> dict[str, tuple[bytes, bytes]]:
        """Return of what the last build was made: the content and the card of each path.

        A row whose checksum is wrong is left out.
        """
        found = self._each("SELECT path, content, card, crossing, sum FROM crossings")
        return {
            path: (content, card)
            for path, content, card, crossing, total in found
            if _crossing_sum(path, content, card, crossing) == total
        }

    def remember(
        self,
        notes: Mapping[str, bytes],
        crossings: Iterable[tuple[Row, bytes]],
        *,
        whole: bool,
    ) -> None:
        """Keep what a build found out between the bulletins.

        If *crossings* are not the *whole*, those that are not given are as they were.
        """
        database = self._open()
        rows = (_crossing_row(row, deflated(found)) for row, found in crossings)
        with suppress(*DAMAGED), database:
            kept = ((name, deflated(content)) for name, content in notes.items())
            database.executemany("INSERT OR REPLACE INTO notes VALUES (?, ?)", kept)
            if whole:
                database.execute("DELETE FROM crossings")
            database.executemany("INSERT OR REPLACE INTO crossings VALUES (?, ?, ?, ?, ?)", rows)

    def close(self) -> None:
        """Let the database go."""
        self._held.let_go()

    def _put_row(self, row: Row) -> None:
        self._open().execute(
            "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (row.path, *row.stamp, *row[2:], _row_sum(row)),
        )

    def _elsewhere(self) -> Path:
        self._held.folder = Path(tempfile.mkdtemp(prefix="bantin-"))
        return self._held.folder / "readings.sqlite3"

    def _begin(self) -> None:
        """Open the database; forget what was read under other conditions."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        database = self._open()
        database.executescript(_SCHEMA)
        condition = _FORMAT + self.key.encode()
        if self.note("condition") != condition:
            for table in _TABLES:  # perhaps with other columns
                database.execute(f"DROP TABLE {table}")
            database.executescript(_SCHEMA)
            with database:
                database.execute(
                    "INSERT INTO notes VALUES (?, ?)", ("condition", deflated(condition))
                )

    def _open(self) -> sqlite3.Connection:
        """Return the connection of this process: one must not cross a fork."""
        held = self._held
        if held.database is None or held.process != os.getpid():
            held.database = sqlite3.connect(self._file, timeout=_PATIENCE)
            held.process = os.getpid()
        return held.database

    def _read(self, query: str, *values: str) -> list[Any]:
        try:
            return self._open().execute(query, values).fetchall()
        except DAMAGED:
            return []

    def _each(self, query: str) -> Iterator[Any]:
        """Yield what *query* finds, as much as can be read, without all of it in memory."""
        with suppress(*DAMAGED):
            yield from self._open().execute(query)


class _Held:
    """What must be let go: a connection, and the folder of a temporary database."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.process = 0
        self.database: sqlite3.Connection | None = None
        self.folder: Path | None = None

    def close(self) -> None:
        """Close the connection, if it is this process' own."""
        if self.database and self.process == os.getpid():
            self.database.close()
        self.database = None

    def let_go(self) -> None:
        """Close it for good."""
        self.close()
        if self.folder and self.owner == os.getpid():  # not in a child
            shutil.rmtree(self.folder, ignore_errors=True)


def deflated(content: bytes) -> bytes:
    """Return *content* as the shelf keeps it, with a checksum."""
    return zlib.compress(content, _LEVEL)


def _inflated(found: list[Any]) -> bytes | None:
    if not found:
        return None
    try:
        return zlib.decompress(found[0][0])
    except (zlib.error, TypeError):
        return None


def _row_sum(row: Row) -> int:
    path, (size, changed, inode), content, facts, card, is_faulty = row
    told = f"{size},{changed},{inode},{is_faulty},{path},{facts}"
    return _sum(told, content, card)


def _inspection_sum(row: Inspection) -> int:
    return _sum("\n".join(map(str, (row.area, row.path, *row.stamp, row.content, row.found))))


def _crossing_row(row: Row, crossing: bytes) -> tuple[str, bytes, bytes, bytes, int]:
    known = (row.path, row.content, row.card, crossing)
    return (*known, _crossing_sum(*known))


def _crossing_sum(path: str, content: bytes, card: bytes, crossing: bytes) -> int:
    return _sum(path, content, card, crossing)


def _sum(text: str, *parts: bytes) -> int:
    """Return a checksum, -1 where a damaged database holds something else."""
    try:
        found = zlib.crc32(text.encode())
        for part in parts:
            found = zlib.crc32(part, found)
    except (TypeError, AttributeError, UnicodeError):
        return -1
    return found


def _remove(file: Path) -> None:
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        with suppress(OSError):
            file.with_name(name).unlink(missing_ok=True)
