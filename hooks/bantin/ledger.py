"""The ledger: what each file of the published site was made from, lest it be made again.

A file is kept when the output planned for its path has the key that it was made with and nobody
has touched it since. A ledger that is lost, damaged, read-only or of another version costs time
and nothing else: nothing is believed of a file that is not as the ledger says.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from functools import cache
from importlib.metadata import distributions
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from bantin.shelf import DAMAGED
from bantin.source import Stamp

_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS files (
      site TEXT, path TEXT, key TEXT, size INTEGER, changed INTEGER, inode INTEGER,
      PRIMARY KEY (site, path)
    ) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS sites (site TEXT PRIMARY KEY, maker TEXT, note TEXT)",
)
# Where the file is damaged, a value may be of another type than was written.
_SITES = "FROM sites WHERE typeof(site) = 'text' AND typeof(note) = 'text'"
_FILES = (
    "FROM files WHERE typeof(path) = 'text' AND typeof(key) = 'text'"
    " AND typeof(size) = 'integer' AND typeof(changed) = 'integer' AND typeof(inode) = 'integer'"
)


class Ledger:
    """The files of the site in *site_dir*, as the database *file* remembers them.

    ``keys`` and ``stamps`` are those of each path, the key empty for a file that is no output (a
    hand-written page, a part of the theme); ``note`` is what was to be remembered with them;
    ``is_ours`` tells whether this very program made them. Without a file it remembers them as long
    as it lives itself, as a preview does.
    """

    def __init__(self, file: Path | None, site_dir: Path) -> None:
        self._file = file
        self._site = str(site_dir)
        self._forget()

    def _forget(self) -> None:
        self.keys: dict[str, str] = {}
        self.stamps: dict[str, Stamp] = {}
        self.note = ""
        self.is_ours = False

    def read(self) -> None:
        """Read what was published; nothing if the file is damaged."""
        if self._file is None:
            return
        self._forget()
        try:
            with closing(sqlite3.connect(self._file)) as database:
                site = (self._site,)
                known = database.execute(f"SELECT maker, note {_SITES} AND site = ?", site)
                made_by, note = known.fetchone() or (None, "")
                rows = database.execute(
                    f"SELECT path, key, size, changed, inode {_FILES} AND site = ?", site
                )
                for path, key, *stamp in rows:
                    self.keys[path] = key
                    self.stamps[path] = Stamp(*stamp)
        except (*DAMAGED, OSError):
            self._forget()
        else:
            self.note = note
            self.is_ours = made_by == maker()

    def write(self, keys: Mapping[str, str], stamps: Mapping[str, Stamp], note: str = "") -> None:
        """Remember what is published now. A disk that is full or read-only is no harm."""
        if self._file:
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._save(self._file, keys, stamps, note)
            except (*DAMAGED, OSError):
                with suppress(OSError):
                    self._file.unlink(missing_ok=True)
        self.keys, self.stamps, self.note = dict(keys), dict(stamps), note
        self.is_ours = True

    def _save(
        self, file: Path, keys: Mapping[str, str], stamps: Mapping[str, Stamp], note: str
    ) -> None:
        """Write the rows that differ from those that were read, in one transaction."""
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("BEGIN IMMEDIATE")
            for statement in _SCHEMA:
                database.execute(statement)
            sites = [site for (site,) in database.execute(f"SELECT site {_SITES}")]
            gone = [(site,) for site in sites if site != self._site and not Path(site).is_dir()]
            database.executemany("DELETE FROM files WHERE site = ?", gone)
            database.executemany("DELETE FROM sites WHERE site = ?", gone)
            known = (self._site, maker(), note)
            database.execute("INSERT OR REPLACE INTO sites VALUES (?, ?, ?)", known)
            removed = [(self._site, path) for path in self.keys if path not in keys]
            database.executemany("DELETE FROM files WHERE site = ? AND path = ?", removed)
            changed = (
                (self._site, path, key, *stamps[path])
                for path, key in keys.items()
                if self.stamps.get(path) != stamps[path] or self.keys.get(path) != key
            )
            database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", changed)


@cache
def maker() -> str:
    """Return a hash of all that makes files besides what their keys tell: this program's parts."""
    sources = hashlib.sha256()
    for source in _sources(files("bantin")):
        sources.update(source)
    for name in sorted(f"{one.name} {one.version}" for one in distributions()):
        sources.update(name.encode())
    return sources.hexdigest()


def _sources(folder: Traversable) -> Iterable[bytes]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _sources(entry)
        elif entry.name.endswith((".py", ".toml")):
            yield entry.read_bytes()
