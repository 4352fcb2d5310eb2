"""What a build keeps, damaged since: shelf and ledger cost time then, and nothing else."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bantin.body import Renderer
from bantin.ledger import Ledger
from bantin.readings import Readings
from bantin.settings import read_settings
from bantin.shelf import Shelf
from bantin.siteconfig import locate, read_config
from bantin.source import Library, Stamp
from bantin.validation import Context
from tests.site_builder import bulletin, write_site

_KEY: Final = "key"
_KEYS: Final = {f"bulletins/{number}/index.html": f"{number:064}" for number in range(20)}
_STAMPS: Final = {path: Stamp(100, 200, 300) for path in _KEYS}
_CHANGE: Final = 3  # bytes that say one change: two for the place, one for what is changed there
_LATER: Final = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000_000


class KeptOfBytes:
    """A shelf with one bulletin and a ledger, damaged as the bytes say that it is called with."""

    def __init__(self, folder: Path) -> None:
        bulletins: dict[str, str | bytes] = {
            "2026/a.md": bulletin("Theo 05/KH-VP.\n\n## Mục\n", tít="thừa"),
        }
        config = write_site(folder, bulletins, hooks=[])
        settings, problems = read_settings(
            read_config(config).settings, lambda path: locate(config, path)
        )
        assert settings, problems
        self.library = Library(folder / "bulletins", "bulletins")
        self.context = Context(settings, settings.registry)
        self.renderer = Renderer([])
        self.shelf, self.ledger = folder / "shelf.sqlite3", folder / "ledger.sqlite3"
        self.told = self._read()
        self._ledger().write(_KEYS, _STAMPS, "cũ")
        self.kept = {file: file.read_bytes() for file in (self.shelf, self.ledger)}

    def __call__(self, data: bytes) -> None:
        """Read the folder with the damaged files. Raises where that gives anything else."""
        self._forget_journals()
        for file, kept in self.kept.items():
            file.write_bytes(_damaged(kept, data))
        assert self._read() == self.told, "a damaged shelf changes what is read"
        self._look_into_ledger()

    def _forget_journals(self) -> None:
        for file in self.kept:
            for suffix in ("-wal", "-shm", "-journal"):
                file.with_name(file.name + suffix).unlink(missing_ok=True)

    def _read(self) -> list[object]:
        shelf = Shelf(self.shelf, _KEY)
        try:
            return self._told(shelf)
        finally:
            shelf.close()

    def _told(self, shelf: Shelf) -> list[object]:
        readings = Readings(self.library, self.context, self.renderer, shelf, _LATER)
        readings.read(1)
        found: list[object] = [sorted(readings.unread)]
        for path, kept in readings.bulletins.items():
            body = readings.take(path).body
            found += [path, kept.facts, kept.front, kept.marks, body.html, body.mentions]
        return [*found, readings.problems()]

    def _look_into_ledger(self) -> None:
        ledger = self._ledger()
        ledger.read()
        sorted(ledger.keys.items())
        assert isinstance(ledger.note, str), "a note that is no text"
        ledger.note.encode()
        for path, stamp in ledger.stamps.items():
            assert isinstance(path, str), "a path that is no text"
            assert isinstance(ledger.keys[path], str), "a key that is no text"
            assert all(isinstance(value, int) for value in stamp), "a stamp that is no number"
        ledger.write(_KEYS, _STAMPS, "mới")

    def _ledger(self) -> Ledger:
        return Ledger(self.ledger, self.library.root)


def _damaged(kept: bytes, data: bytes) -> bytes:
    """Return a file with the changes that *data* says; cut short where a byte is left over."""
    damaged = bytearray(kept)
    for start in range(0, len(data) - _CHANGE + 1, _CHANGE):
        place = int.from_bytes(data[start : start + 2], "little") % len(damaged)
        damaged[place] ^= data[start + 2]
    if len(data) % _CHANGE == 1:
        del damaged[data[-1] * len(damaged) // 256 :]
    return bytes(damaged)
