"""Trees of files: how one differs from what is expected of it, and how it becomes that.

Files that two trees have in common are one file with two names (a hard link): that costs no
space and next to no time, and a file keeps its inode and its time of change wherever it is. So
nothing is ever written into a file that has a name in a tree; it is replaced.
"""

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bantin.source import Stamp


@dataclass
class Differences:
    """How a tree differs from what is expected of it.

    ``other`` are the files that are not as expected, or not expected at all; ``lost`` the
    expected ones that are not there as expected; ``folders`` those that no expected file needs,
    and perhaps others.
    """

    other: dict[str, Stamp] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)

    def without(self, gone: Collection[str], there: Mapping[str, Stamp]) -> "Differences":
        """Return how the tree differs if the paths *gone* are not expected any more.

        *there* are the stamps that were expected.
        """
        other = {path: there[path] for path in gone if path in there and path not in self.lost}
        folders = self.folders | folders_of(gone)
        return Differences({**self.other, **other}, self.lost.difference(gone), folders)


def compare(
    tree: Path,
    expected: Mapping[str, Stamp],
    by: Literal["stamp", "inode", "time"] = "stamp",
) -> Differences:
    """Compare the files of a tree, but those that are not ours, with *expected*.

    Files are the same if they are one (*by* inode), or if their size and time are (*by* time), or
    if both hold (*by* stamp). Raises OSError.
    """
    found = Differences()
    same: list[str] = []
    folders: list[str] = []
    waiting = [("", os.fspath(tree))]
    while waiting:
        above, folder = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                path = above + entry.name
                if not above and is_foreign(path):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(path)
                    waiting.append((f"{path}/", entry.path))
                    continue
                due = expected.get(path)
                if by == "inode" and due is not None and due.inode == entry.inode():
                    same.append(path)
                    continue
                stamp = _stamp(entry.stat(follow_symlinks=False))
                if due is not None and (
                    due == stamp if by == "stamp" else by == "time" and due[:2] == stamp[:2]
                ):
                    same.append(path)
                else:
                    found.other[path] = stamp
    if len(same) < len(expected):
        found.lost = expected.keys() - set(same)
    found.folders = set(folders) - folders_of(expected)
    return found


def compare_copy(tree: Path, expected: Mapping[str, Stamp]) -> Differences:
    """Compare a tree with the files of another, of which it should have the very same."""
    return compare(tree, expected, "inode" if can_link(tree) else "time")


def become(  # noqa: PLR0913 - what is not the trees has names
    tree: Path,
    published: Path,
    kept: Mapping[str, Stamp],
    new: Path,
    added: Collection[str],
    *,
    now: Differences,
) -> dict[str, Stamp]:
    """Make *tree*, whatever is in it, a tree of the files *kept* and *added*, and nothing else.

    Those *kept* are files of the tree *published*; those *added* are moved from the tree *new*,
    which may be *tree* itself. *now* tells how *tree* differs from a tree of those kept. Return
    the stamps of those kept as they are in *tree*. Raises OSError.
    """
    gone = [path for path in now.other if path not in added]
    for path in gone:
        (tree / path).unlink()
    for path in sorted(now.folders | folders_of(gone), reverse=True):
        with suppress(OSError):  # it is needed
            (tree / path).rmdir()
    for path in sorted(folders_of([*now.lost, *added])):
        (tree / path).mkdir(exist_ok=True)
    for path in now.lost:
        _place(published / path, tree / path)
    if new != tree:
        for path in added:
            (new / path).replace(tree / path)
    if published.is_dir():
        tree.chmod(published.stat().st_mode & 0o777 | 0o700)  # as private as the old site
    if can_link(tree):
        return dict(kept)
    copies = compare(tree, {}).other
    return {path: copies[path] for path in kept}


def carry_foreign(published: Path, tree: Path, but: Collection[str] = ()) -> None:
    """Have in *tree* what is not ours in *published*, *but* some entries. Raises OSError."""
    for entry in [*tree.iterdir()]:
        if is_foreign(entry.name) and entry.name not in but:
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()
    for entry in published.iterdir() if published.is_dir() else ():
        if is_foreign(entry.name) and entry.name not in but:
            _copy(entry, tree / entry.name)


def _copy(old: Path, target: Path) -> None:
    if old.is_dir() and not old.is_symlink():
        target.mkdir()
        for entry in old.iterdir():
            _copy(entry, target / entry.name)
        shutil.copystat(old, target)
    else:
        _place(old, target)


def is_foreign(name: str) -> bool:
    """Tell whether an entry of the site's folder is not ours: MkDocs makes no hidden files."""
    return name.startswith(".") or name == "lost+found"


def _place(old: Path, target: Path) -> None:
    """Give the file *old* another name, or copy it where there are no hard links."""
    try:
        os.link(old, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(old, target, follow_symlinks=False)


def _stamp(found: os.stat_result) -> Stamp:
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino)


def can_link(tree: Path) -> bool:
    """Try whether files of this file system can have two names."""
    one, other = tree / ".bantin-probe", tree / ".bantin-probe-2"
    for probe in (one, other):
        probe.unlink(missing_ok=True)
    one.touch()
    try:
        os.link(one, other)
    except OSError:
        return False
    else:
        other.unlink()
        return True
    finally:
        one.unlink()


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return the folders that files need."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
