"""Find and read what editors wrote: the only module of the library that reads their files."""

import errno
import hashlib
import io
import os
import posixpath
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from bantin.catalogue import Problems
from bantin.encodings import Fault, Finding, read_text
from bantin.limits import ACUTE, piled_accents, too_large
from bantin.problems import Place, Problem, problem
from bantin.text import normalise, visible

_FAULTS: Final = {
    Fault.UNKNOWN: Problems.NOT_UTF8,
    Fault.LEGACY: Problems.LEGACY_ENCODING,
    Fault.GARBLED: Problems.GARBLED_TEXT,
    Fault.LOST: Problems.LOST_LETTERS,
}


_SPECIAL: Final = {
    stat.S_IFIFO: ("ống dẫn FIFO", "a pipe"),
    stat.S_IFSOCK: ("ổ cắm mạng", "a socket"),
}
_DEVICE: Final = ("thiết bị", "a device")


class Stamp(NamedTuple):
    """By what a file tells that nobody has touched it: bytes, time of change (ns), inode."""

    size: int
    changed: int
    inode: int


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why something of the folder is never read: a kind of problem and its details."""

    kind: Problems
    details: Mapping[str, str]


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
    _listings: dict[str, dict[str, str]] = field(default_factory=dict, compare=False, repr=False)

    def place(self, path: str, line: int = 1, column: int = 1) -> Place:
        """Return the place in a file of the folder."""
        return Place(visible(f"{self.label}/{path}"), line, column)

    def paths(self) -> Iterator[str]:
        """Yield the path of each bulletin below the folder, in a stable order."""
        for path, _entry in _walk(str(self.root)):
            yield path

    def stamps(self) -> Iterator[tuple[str, Stamp | None]]:
        """Yield the path of each bulletin with its stamp, None where it has none."""
        for path, entry in _walk(str(self.root)):
            try:
                yield path, _stamp(entry.stat(follow_symlinks=False))
            except OSError:
                yield path, None

    def stamp(self, path: str) -> Stamp | None:
        """Return the stamp of a file of the folder, None where there is none."""
        found = self.find(path)
        return found if isinstance(found, Stamp) else None

    def find(self, path: str) -> Stamp | Obstacle | None:
        """Return the stamp of a file of the folder, what stands in its place, or None.

        The name must agree in every letter: a file system that ignores case would hide a
        broken link until the site is published on one that does not. Symbolic links are never
        followed: whatever they lead to, somebody else may exchange.
        """
        below, found = "", None
        try:
            path = self._on_disk(path).relative_to(self.root).as_posix()
            for part in path.split("/"):
                below = f"{below}/{part}" if below else part
                found = (self.root / below).lstat()
                if stat.S_ISLNK(found.st_mode):
                    return Obstacle(Problems.SYMBOLIC_LINK, {"file": below})
            folder, _, name = path.rpartition("/")
            if found is None or stat.S_ISDIR(found.st_mode) or name not in self._names(folder):
                return None
        except (OSError, ValueError):  # a name that is too long, or no name at all
            return None
        special = special_kind(found.st_mode)
        if special is None:
            return _stamp(found)
        label, label_en = special
        return Obstacle(Problems.NOT_A_FILE, {"file": path, "label": label, "label_en": label_en})

    def read(self, path: str) -> Source | Problem:
        """Return the text of a bulletin, or what is wrong with the file."""
        if obstacle := self._unreadable(path):
            return obstacle
        try:
            with self._opened(path) as file:
                data = file.read()
        except OSError as error:
            detail = why(error)
            return problem(Problems.UNREADABLE, self.place(path), detail=detail)
        if not data.strip():
            return problem(Problems.EMPTY_FILE, self.place(path))
        text = read_text(data)
        if isinstance(text, Finding):
            return text_problem(text, self.place(path, text.line, text.column))
        if line := piled_accents(data):
            return problem(Problems.TOO_MANY_MARKS, self.place(path, line), mark=ACUTE)
        return Source(path, normalise(text), hashlib.sha256(data).digest())

    def _unreadable(self, path: str) -> Problem | None:
        """Return why a bulletin is not even read, None where nothing is known against it."""
        found = self.find(path)
        if isinstance(found, Obstacle):
            return problem(found.kind, self.place(path), **found.details)
        excess = too_large(found.size) if found else None
        return problem(Problems.TOO_LARGE, self.place(path), **excess) if excess else None

    def files(self, *, bulletins: bool) -> Iterator[tuple[str, Stamp]]:
        """Yield the path and the stamp of each file that can be committed.

        Only what is hidden is left out, and without *bulletins* what is read as a bulletin.
        """
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            below = Path(folder).relative_to(self.root).as_posix()
            aside = any(part.startswith("_") for part in below.split("/"))
            for name in sorted(names):
                is_read = name.lower().endswith(".md") and not (aside or name.startswith("_"))
                if name.startswith(".") or (is_read and not bulletins):
                    continue
                path = name if below == "." else f"{below}/{name}"
                if self._is_own(path) and (stamp := self.stamp(path)):
                    yield path, stamp

    def _is_own(self, path: str) -> bool:
        """Whether there is a file, no pipe or device, and within the folder."""
        file = self.root / path
        try:
            own = file.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError):  # a link to itself
            return False
        return own and file.is_file()

    def siblings(self, path: str) -> list[str]:
        """Return the names of the files that stand in the folder of *path*, sorted."""
        try:
            folder = (self.root / path).parent
            return sorted(entry.name for entry in folder.iterdir() if entry.is_file())
        except (OSError, ValueError):
            return []

    def content(self, path: str) -> bytes:
        """Return the bytes of an attachment. Raises OSError, also for what is no regular file."""
        with self._opened_file(path) as file:
            return file.read()

    def sha256(self, path: str) -> str:
        """Return the SHA-256 of an attachment, in hexadecimal. Raises OSError as ``content``."""
        with self._opened_file(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def _opened_file(self, path: str) -> io.BufferedReader:
        if self.stamp(path) is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        return self._opened(path)

    def _opened(self, path: str) -> io.BufferedReader:
        """Open a file to be read; never waits for one that has no end, such as a pipe."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(self._on_disk(path), flags | getattr(os, "O_BINARY", 0))
        return open(descriptor, "rb")  # noqa: PTH123 - it is open already

    def _on_disk(self, path: str) -> Path:
        """Return where a file lies. Raises OSError.

        Links are read in NFC. A Mac may write names in NFD, and Vietnamese keyboards (TCVN 6909,
        «Unicode tổ hợp») write some accents apart; neither can be told from the other by eye.
        """
        file = self.root / path
        if path.isascii() or os.path.lexists(file):
            return file
        below = ""
        for part in path.split("/"):
            below = posixpath.join(below, self._names(below).get(part, part))
        return self.root / below

    def _names(self, folder: str) -> Mapping[str, str]:
        """Return the names in a folder as they are on the disk, by themselves and by their NFC.

        They are looked up once: thousands of files may stand in one folder.
        """
        if folder not in self._listings:
            names = os.listdir(self.root / folder)  # noqa: PTH208
            composed = {unicodedata.normalize("NFC", name): name for name in names}
            self._listings[folder] = composed | dict(zip(names, names, strict=True))
        return self._listings[folder]


def text_problem(found: Finding, place: Place) -> Problem:
    """Return what is wrong with the characters of a file."""
    file = f'"{place.file}"' if " " in place.file else place.file
    details = {"name": found.name, "shown": found.shown, "meant": found.meant, "file": file}
    return problem(_FAULTS[found.fault], place, **details)


def special_kind(mode: int) -> tuple[str, str] | None:
    """Return what something on the disk is that is no regular file, None if it is one."""
    return None if stat.S_ISREG(mode) else _SPECIAL.get(stat.S_IFMT(mode), _DEVICE)


def _stamp(found: os.stat_result) -> Stamp:
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino)


def _walk(root: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Yield the bulletins of a folder, then those of its folders, each by name.

    So are links to folders and folders that may not be read, which are problems.
    """
    waiting: list[tuple[str, str, os.DirEntry[str] | None]] = [(root, "", None)]
    while waiting:
        folder, below, itself = waiting.pop()
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:
            if itself:
                yield _shown(below.removesuffix("/")), itself
            continue
        folders = []
        for entry in entries:
            if entry.name.startswith((".", "_")):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append((entry.path, f"{below}{entry.name}/", entry))
            elif entry.name.lower().endswith(".md") or (
                entry.is_symlink() and os.path.isdir(entry.path)  # noqa: PTH112 - never raises
            ):
                yield _shown(below + entry.name), entry
        waiting += reversed(folders)


def _shown(path: str) -> str:
    """Return a path as text; bytes that are not UTF-8 are spelt out, and nothing is found there."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def why(error: OSError) -> str:
    """Return the reason of an error of the file system, in Vietnamese where it is a usual one."""
    reasons = {
        FileNotFoundError: "không có tệp này",
        PermissionError: "không có quyền đọc",
        IsADirectoryError: "đây là thư mục",
    }
    by_number = {
        errno.ENOSPC: "đĩa đã đầy",
        errno.EROFS: "đĩa chỉ cho đọc",
        errno.ENAMETOOLONG: "tên hoặc đường dẫn dài quá",
        errno.ESTALE: "tệp thay đổi trong lúc dựng trang",
    }
    found = reasons.get(type(error)) or by_number.get(error.errno or 0)
    return found or error.strerror or type(error).__name__
