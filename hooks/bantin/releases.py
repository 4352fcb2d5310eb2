"""Releases: the published site, those before it, and which is which.

They stand in one folder, each a whole tree, beside the site or (where the site's folder cannot be
replaced, as the volume of a container) in it. A release is published by exchanging it with the
site; then the site that was is the release before. A small file tells their numbers. What is to
be exchanged is written there first, so that an exchange that was cut off is finished or undone.
"""

import json
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from bantin.exchange import exchange, settle
from bantin.trees import carry_foreign, is_foreign

_STATE: Final = "releases.json"
_SCRATCH: Final = "scratch"


class Releases:
    """The releases of the site in *site_dir*."""

    def __init__(self, site_dir: Path) -> None:
        self.site_dir = site_dir
        # Where its folder cannot be replaced, its entries are.
        self._is_inside = site_dir.is_mount() or (
            site_dir.is_dir() and not os.access(site_dir.parent, os.W_OK)
        )
        beside = site_dir.with_name(f".{site_dir.name}-releases")
        self.folder = site_dir / ".bantin-releases" if self._is_inside else beside
        self.scratch = self.folder / _SCRATCH
        self._number = 0
        self._trees: dict[str, int] = {}
        self._fresh: Path | None = None  # what was the scratch folder, and is not published yet

    @property
    def before(self) -> list[int]:
        """The numbers of the releases that can be gone back to, the latest first."""
        return sorted((n for n in self._trees.values() if n < self._number), reverse=True)

    def mend(self) -> None:
        """Read what there is, and settle an exchange that was cut off. Raises OSError."""
        state = self._read()
        if swap := state.get("swap"):
            if self._is_done(swap):
                self._note(swap)
            else:
                self._undo(swap)
            self._write()

    def make_scratch(self) -> Path:
        """Make an empty folder for a new site; others may read it as far as the old. OSError."""
        self.discard_scratch()
        self.scratch.mkdir(parents=True)
        for folder in (self.folder, self.scratch):
            self.dress(folder)
        return self.scratch

    def dress(self, folder: Path) -> None:
        """Let others read a folder as far as they may read the site."""
        if self.site_dir.is_dir():
            folder.chmod(self.site_dir.stat().st_mode & 0o777 | 0o700)

    def discard_scratch(self) -> None:
        """Throw away what was not finished."""
        for folder in filter(None, (self.scratch, self._fresh)):
            shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # if it is empty
            self.folder.rmdir()

    def take_spare(self, keep: int) -> Path:
        """Return a tree to be made the next release, the scratch folder if none is to spare.

        From now on it counts for nothing, until it is published. Raises OSError.
        """
        tree = self.spare(keep)
        if tree is None:
            tree = self._fresh = self.scratch.rename(self.folder / self._free_name())
        if self._trees.pop(tree.name, None) is not None:
            self._write()
        return tree

    def spare(self, keep: int) -> Path | None:
        """Return the tree that can be spared, if there is one."""
        before = self.before
        spares = [name for name in self._folders() if self._trees.get(name) not in before]
        if not spares and len(before) >= max(keep, 1):
            spares = [name for name, number in self._trees.items() if number == before[-1]]
        return self.folder / spares[0] if spares else None

    def missing_spare(self) -> Path | None:
        """Return an empty folder for a tree to spare, if there is none yet. Raises OSError."""
        if self._folders():
            return None
        tree = self.folder / self._free_name()
        tree.mkdir(parents=True)
        self.dress(self.folder)
        return tree

    def publish(self, tree: Path, keep: int, own: Collection[str] = ()) -> None:
        """Exchange the site for a tree, and remove releases beyond *keep*. Raises OSError.

        What is not ours in the site stays in it, but for entries that the tree has as its *own*.
        If it fails, the old site stands.
        """
        if not self._is_inside:
            carry_foreign(self.site_dir, tree, own)
        # After going back, what was gone back from is not before the new release.
        latest = max([self._number, *self._trees.values()])
        self._trees = {name: n for name, n in self._trees.items() if n < self._number}
        self._swap(tree, latest + 1)
        self._fresh = None
        kept = self.before[:keep]
        self._trees = {name: number for name, number in self._trees.items() if number in kept}
        with suppress(OSError):
            self._write()
        for name in self._folders():
            if name not in self._trees:
                shutil.rmtree(self.folder / name, ignore_errors=True)

    def go_back(self) -> bool:
        """Exchange the site for the release before it; return whether there is one. OSError."""
        before = self.before
        for name, number in self._trees.items():
            if before and number == before[0]:
                if not self._is_inside:
                    carry_foreign(self.site_dir, self.folder / name)
                self._swap(self.folder / name, number)
                return True
        return False

    def remove(self) -> None:
        """Remove all but the site."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _swap(self, tree: Path, number: int) -> None:
        swap = {"tree": tree.name, "number": number, "entries": dict(self._entries(tree))}
        self._write(swap)
        try:
            self.site_dir.parent.mkdir(parents=True, exist_ok=True)
            for site, other in self._pairs(swap):
                exchange(site, other)
        except OSError:
            self._undo(swap)
            with suppress(OSError):
                self._write()
            raise
        self._note(swap)
        with suppress(OSError):  # it is published; the next build notes it again
            self._write()

    def _entries(self, tree: Path) -> Iterator[tuple[str, int | None]]:
        """Yield what is to be exchanged, with the inode that is to stand in its place."""
        if not self._is_inside:
            yield "", tree.stat().st_ino
            return
        made = {entry.name: entry.stat(follow_symlinks=False).st_ino for entry in os.scandir(tree)}
        yield from made.items()
        for entry in self.site_dir.iterdir():
            if entry.name not in made and not is_foreign(entry.name):
                yield entry.name, None

    def _pairs(self, swap: dict[str, Any]) -> list[tuple[Path, Path]]:
        tree = self.folder / swap["tree"]
        return [(self.site_dir / name, tree / name) for name in swap["entries"]]

    def _is_done(self, swap: dict[str, Any]) -> bool:
        for site, other in self._pairs(swap):
            settle(site, other)
        return all(_inode(self.site_dir / name) == due for name, due in swap["entries"].items())

    def _undo(self, swap: dict[str, Any]) -> None:
        for (site, other), due in zip(self._pairs(swap), swap["entries"].values(), strict=True):
            settle(site, other)
            if _inode(site) == due and os.path.lexists(other if due is None else site):
                exchange(site, other)

    def _note(self, swap: dict[str, Any]) -> None:
        """Give the trees the numbers that they have after an exchange."""
        tree = self.folder / swap["tree"]
        with suppress(OSError):
            tree.rmdir()  # nothing was published before
        self._trees.pop(tree.name, None)
        if tree.is_dir():
            self._trees[tree.name] = self._number
        self._number = swap["number"]

    def _folders(self) -> list[str]:
        """Return the names of the trees, those without a number first."""
        if not self.folder.is_dir():
            return []
        names = [
            entry.name for entry in self.folder.iterdir() if entry.name.isdigit() and entry.is_dir()
        ]
        return sorted(names, key=lambda name: (name in self._trees, name))

    def _free_name(self) -> str:
        number = 1
        while os.path.lexists(self.folder / str(number)):
            number += 1
        return str(number)

    def _read(self) -> dict[str, Any]:
        """Read the numbers; without them, or where they make no sense, no tree has one."""
        self._number, self._trees = 0, {}
        try:
            state = json.loads((self.folder / _STATE).read_text("utf-8"))
            self._number = int(state["site"])
            self._trees = {str(name): int(number) for name, number in state["trees"].items()}
            swap = state["swap"]
            if swap:
                [*swap["entries"].items()], str(swap["tree"]), int(swap["number"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}
        there = self._folders()
        self._trees = {name: n for name, n in self._trees.items() if name in there}
        return {"swap": swap}

    def _write(self, swap: dict[str, Any] | None = None) -> None:
        if not self._trees and not swap:  # then the number of the site says nothing
            (self.folder / _STATE).unlink(missing_ok=True)
            return
        state = {"site": self._number, "trees": self._trees, "swap": swap}
        file = self.folder / f".{_STATE}"
        file.write_text(json.dumps(state), "utf-8")
        file.replace(self.folder / _STATE)


def _inode(path: Path) -> int | None:
    try:
        return path.stat(follow_symlinks=False).st_ino
    except OSError:
        return None
