"""The ledger: what each file of the published site was made from, lest it be made again.

A file of the old site is taken over, by a hard link, when the output planned for its path has the
key that it was made with and nobody has touched it since. So it keeps its inode and its time of
change, by which web servers tell browsers that nothing is new. A ledger that is lost, damaged or
of another version costs time and nothing else.
"""

import filecmp
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from functools import cache
from importlib.metadata import distributions
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

_SCHEMA = """
CREATE TABLE IF NOT EXISTS made (
  site TEXT, path TEXT, key TEXT, size INTEGER, changed INTEGER, inode INTEGER,
  PRIMARY KEY (site, path)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS makers (site TEXT PRIMARY KEY, maker TEXT);
"""


class Made(NamedTuple):
    """A file as it was when it was published: its key, bytes, time of change (ns) and inode."""

    key: str
    size: int
    changed: int
    inode: int


class Ledger:
    """The files of the site in *site_dir*, as the database *file* remembers them.

    Without a file it remembers them as long as it lives itself, as a preview does.
    """

    def __init__(self, file: Path | None, site_dir: Path) -> None:
        self._file = file
        self._site = str(site_dir)
        self._site_dir = site_dir
        self._before: dict[str, Made] = {}
        self._keys: dict[str, str] = {}

    def read(self) -> None:
        """Read what was made before, nothing if this is another program or the file is damaged."""
        self._keys = {}
        if self._file is None:
            return
        try:
            with closing(sqlite3.connect(self._file)) as database:
                known = database.execute("SELECT maker FROM makers WHERE site = ?", (self._site,))
                if known.fetchone() == (maker(),):
                    rows = database.execute(
                        "SELECT path, key, size, changed, inode FROM made WHERE site = ?",
                        (self._site,),
                    )
                    self._before = {path: Made(*row) for path, *row in rows}
        except (sqlite3.Error, OSError):
            self._before = {}

    def take_over(self, path: str, key: str, target: Path) -> bool:
        """Link the old file at *path* to *target*, and tell whether it could be."""
        made = self._before.get(path)
        if made is None or made.key != key:
            return False
        old = self._site_dir / path
        try:
            if made != _made(key, old):
                return False
            _link(old, target)
        except OSError:
            return False
        return True

    def note(self, path: str, key: str) -> None:
        """Remember of the new site what the file at *path* was made from."""
        self._keys[path] = key

    def keep_same(self, folder: Path) -> None:
        """Take over what others wrote below *folder* with the bytes of the old site."""
        for file in folder.rglob("*"):
            path = file.relative_to(folder).as_posix()
            old = self._site_dir / path
            if path not in self._keys and file.is_file() and _is_same(old, file):
                file.unlink()
                _link(old, file)

    def write(self) -> None:
        """Remember the site that stands now. A disk that is full or read-only is no harm."""
        self._before = {path: _made(key, self._site_dir / path) for path, key in self._keys.items()}
        if self._file:
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._save(self._file)
            except (sqlite3.Error, OSError):
                with suppress(OSError):
                    self._file.unlink(missing_ok=True)

    def _save(self, file: Path) -> None:
        with closing(sqlite3.connect(file)) as database, database:
            database.executescript(_SCHEMA)
            gone = [
                site
                for (site,) in database.execute("SELECT site FROM makers")
                if site == self._site or not Path(site).is_dir()
            ]
            for table in ("made", "makers"):
                database.executemany(
                    f"DELETE FROM {table} WHERE site = ?",  # noqa: S608 - one of two names
                    [(site,) for site in gone],
                )
            database.execute("INSERT INTO makers VALUES (?, ?)", (self._site, maker()))
            rows = ((self._site, path, *made) for path, made in self._before.items())
            database.executemany("INSERT INTO made VALUES (?, ?, ?, ?, ?, ?)", rows)


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


def _made(key: str, file: Path) -> Made:
    found = file.stat(follow_symlinks=False)
    return Made(key, found.st_size, found.st_mtime_ns, found.st_ino)


def _is_same(old: Path, new: Path) -> bool:
    try:
        return not old.is_symlink() and filecmp.cmp(old, new, shallow=False)
    except OSError:
        return False


def _link(old: Path, target: Path) -> None:
    try:
        os.link(old, target, follow_symlinks=False)
    except OSError:  # a file system without hard links
        shutil.copy2(old, target)
