"""Find and read what editors wrote: the only module of the library that reads their files."""

import errno
import hashlib
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from bantin.catalogue import Problems
from bantin.encodings import Fault, Finding, read_text
from bantin.problems import Place, Problem, problem
from bantin.text import normalise

_FAULTS: Final = {
    Fault.UNKNOWN: Problems.NOT_UTF8,
    Fault.LEGACY: Problems.LEGACY_ENCODING,
    Fault.GARBLED: Problems.GARBLED_TEXT,
    Fault.LOST: Problems.LOST_LETTERS,
}


class Stamp(NamedTuple):
    """By what a file tells that nobody has touched it: bytes, time of change (ns), inode."""

    size: int
    changed: int
    inode: int


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one bulletin, in normal form, and where it stands below the folder.

    ``content`` is a hash of the file's bytes.
    """

    path: str
    text: str
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Library:
    """The folder of bulletins, as editors see it.

    ``label`` stands before each path in messages, so that they can be clicked on.
    """

    root: Path
    label: str

    def place(self, path: str, line: int = 1, column: int = 1) -> Place:
        """Return the place in a file of the folder."""
        return Place(f"{self.label}/{path}", line, column)

    def paths(self) -> Iterator[str]:
        """Yield the path of each bulletin below the folder, in a stable order."""
        for path, _entry in _walk(str(self.root), ""):
            yield path

    def stamps(self) -> Iterator[tuple[str, Stamp | None]]:
        """Yield the path of each bulletin with its stamp, None where it has none."""
        for path, entry in _walk(str(self.root), ""):
            try:
                found = entry.stat()
            except OSError:
                yield path, None
            else:
                yield path, Stamp(found.st_size, found.st_mtime_ns, found.st_ino)

    def stamp(self, path: str) -> Stamp | None:
        """Return the stamp of a file of the folder, None where there is none."""
        try:
            found = self._on_disk(path).stat()
        except (OSError, ValueError):
            return None
        return Stamp(found.st_size, found.st_mtime_ns, found.st_ino)

    def read(self, path: str) -> Source | Problem:
        """Return the text of a bulletin, or what is wrong with the file."""
        try:
            data = (self.root / path).read_bytes()
        except OSError as error:
            detail = why(error)
            return problem(Problems.UNREADABLE, self.place(path), detail=detail)
        if not data.strip():
            return problem(Problems.EMPTY_FILE, self.place(path))
        text = read_text(data)
        if isinstance(text, Finding):
            return self._fault(path, text)
        return Source(path, normalise(text), hashlib.sha256(data).digest())

    def _fault(self, path: str, found: Finding) -> Problem:
        """Return what is wrong with the characters of a file."""
        place = self.place(path, found.line, found.column)
        file = f'"{place.file}"' if " " in place.file else place.file
        details = {"name": found.name, "shown": found.shown, "meant": found.meant, "file": file}
        return problem(_FAULTS[found.fault], place, **details)

    def size(self, path: str) -> int | None:
        """Return the size in bytes of a file of the folder, None where there is none.

        The name must agree in every letter: a file system that ignores case would hide a
        broken link until the site is published on one that does not.
        """
        file = self._on_disk(path)
        try:
            if not file.is_file() or file.name not in os.listdir(file.parent):  # noqa: PTH208
                return None
            return file.stat().st_size
        except (OSError, ValueError):  # a name that is too long, or no name at all
            return None

    def holds(self, path: str) -> bool:
        """Whether *path* leads into the folder, symbolic links followed."""
        try:
            return self._on_disk(path).resolve().is_relative_to(self.root.resolve())
        except (OSError, ValueError):
            return True  # there is no such file

    def siblings(self, path: str) -> list[str]:
        """Return the names of the files that stand in the folder of *path*, sorted."""
        try:
            folder = (self.root / path).parent
            return sorted(entry.name for entry in folder.iterdir() if entry.is_file())
        except (OSError, ValueError):
            return []

    def content(self, path: str) -> bytes:
        """Return the bytes of an attachment. Raises OSError."""
        return self._on_disk(path).read_bytes()

    def _on_disk(self, path: str) -> Path:
        """Return where a file lies: a Mac may write its name in NFD, and links are read in NFC."""
        file = self.root / path
        if path.isascii() or os.path.exists(file):  # noqa: PTH110 - a name too long is no error
            return file
        decomposed = self.root / unicodedata.normalize("NFD", path)
        return decomposed if os.path.exists(decomposed) else file  # noqa: PTH110


def _walk(folder: str, below: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the bulletins of a folder, then those of its folders, each by name."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:  # a folder that may not be read has nothing to publish
        return
    folders = []
    for entry in entries:
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir(follow_symlinks=False):
            folders.append(entry)
        elif not entry.is_dir() and entry.name.lower().endswith(".md"):
            yield below + entry.name, entry
    for entry in folders:
        yield from _walk(entry.path, f"{below}{entry.name}/")


def why(error: OSError) -> str:
    """Return the reason of an error of the file system, in Vietnamese where it is a usual one."""
    reasons = {
        FileNotFoundError: "không có tệp này",
        PermissionError: "không có quyền đọc",
        IsADirectoryError: "đây là thư mục",
    }
    by_number = {errno.ENOSPC: "đĩa đã đầy", errno.EROFS: "đĩa chỉ cho đọc"}
    found = reasons.get(type(error)) or by_number.get(error.errno or 0)
    return found or error.strerror or type(error).__name__
