"""Publish a plan: make what has changed, and bring a whole new release in, or nothing.

A release begins with a survey of the published site, so that what somebody did to it by hand
comes to light. What is new is written into an empty folder, which is MkDocs' own too. When all is
well, an earlier release is brought to the state of the site, the new files are moved into it, and
it is exchanged with the site. Until then nothing that is published, or was, is touched.
"""

import errno
import filecmp
import os
import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from bantin.ledger import Ledger
from bantin.output import Output
from bantin.progress import Tell, nobody
from bantin.releases import Releases
from bantin.source import Stamp
from bantin.trees import Differences, become, compare, compare_copy, folders_of, is_foreign
from bantin.workers import Ahead, spread_map

_AT_ONCE: Final = 5_000  # outputs that children share: what they come to know, they hold


@dataclass(frozen=True)
class Summary:
    """What a release changed: the paths of files written and removed, and the count of others."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int


class _Fate(Enum):
    KEPT = "its key is that of the published file"
    SAME = "it was made, and has the bytes of the published file"
    WRITTEN = "it is new"


class _Survey(NamedTuple):
    """How the published site differs from what the ledger says, and how a tree to spare does."""

    site: Differences
    spare: Path | None
    in_spare: Differences


class Release:
    """A release of a site in the making.

    A child surveys what is published, so that others may go on until they ask for what it found.
    """

    def __init__(self, site_dir: Path, ledger: Ledger, keep: int, workers: int) -> None:
        self._releases = Releases(site_dir)
        self._releases.mend()
        self._site = site_dir
        self._ledger = ledger
        self._keep = keep
        self._keys: dict[str, str] = {}
        self._written: set[str] = set()
        self._is_read = False
        self._ahead = Ahead(self._look, workers)

    @cached_property
    def scratch(self) -> Path:
        """An empty folder, in which others (MkDocs, the theme) write their files too. OSError."""
        return self._releases.make_scratch()

    @cached_property
    def survey(self) -> _Survey:
        """What the child found. Raises OSError."""
        self._read()
        return self._ahead.result()

    def _read(self) -> None:
        if not self._is_read:
            self._ledger.read()
            self._is_read = True

    def _look(self) -> _Survey:
        self._read()
        due = self._ledger.stamps
        found = compare(self._site, due) if self._site.is_dir() else Differences(lost=set(due))
        spare = self._releases.spare(self._keep)
        return _Survey(found, spare, compare_copy(spare, due) if spare else Differences())

    @property
    def is_intact(self) -> bool:
        """Whether the site is as this very program published it, but for files that are no outputs.

        Those (their key is empty) are compared in every build anyway.
        """
        found = self.survey.site
        touched = found.lost | found.other.keys()
        return self._ledger.is_ours and all(self._ledger.keys.get(path) == "" for path in touched)

    @property
    def note(self) -> str:
        """What the last build left to be remembered with its outputs, empty if not intact."""
        return self._ledger.note if self.is_intact else ""

    def bring(self, output: Output) -> tuple[str, _Fate]:
        """Write an output into the scratch folder if need be; return its key, and what was done."""
        path, key = output.path, output.key
        is_known = self._ledger.is_ours and self._ledger.keys.get(path) == key
        if is_known and path not in self.survey.site.lost:
            return key, _Fate.KEPT
        data, old = output.make(), self._published(path)
        if old and old.size == len(data) and _has_bytes(self._site / path, data):
            return key, _Fate.SAME
        target = self.scratch / path
        try:
            file = target.open("xb")  # never through a link to a published file
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            file = target.open("xb")
        with file:
            file.write(data)
        return key, _Fate.WRITTEN

    def expect(self, output: Output, key: str, fate: _Fate) -> None:
        """Remember what this release has at the path of an output."""
        self._keys[output.path] = key
        if fate is _Fate.WRITTEN:
            self._written.add(output.path)

    def keep_others(self, removed: Collection[str] = ()) -> None:
        """Keep all outputs of the last build but those at the paths *removed*."""
        if not self.is_intact:
            raise ValueError("the published site is not intact: plan the whole of it")
        self._keys = {path: key for path, key in self._ledger.keys.items() if key}
        for path in removed:
            self._keys.pop(path, None)

    def publish(self, note: str = "") -> Summary:
        """Bring the release in, if it differs from the published site. Raises OSError.

        Files in the scratch folder that are no outputs are compared with the published ones. A
        *note* is remembered with the release, and is that of the next one.
        """
        scratch = compare(self.scratch, {}).other
        if gone := min(self._written - scratch.keys(), default=None):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), gone)
        keys = dict.fromkeys(scratch, "") | self._keys
        found = self.survey.site
        there = {**self._ledger.stamps}
        for path in found.lost:
            del there[path]
        there |= found.other
        removed = sorted(there.keys() - keys.keys())
        others = [path for path in scratch if path in there and path not in self._keys]
        replaced = {path for path in others if not self._is_same(path)} | self._written
        kept = {**there}
        for path in {*removed, *replaced} & there.keys():
            del kept[path]
        added = {path: stamp for path, stamp in scratch.items() if path not in kept}
        foreign = self._foreign()
        stamps = kept | added
        if added or removed or foreign or (found.folders and found.folders - folders_of(stamps)):
            tree, now = self._take_tree(kept)
            new = self.scratch if self.scratch.is_dir() else tree
            stamps = become(tree, self._site, kept, new, {*added, *foreign}, now=now) | added
            self._releases.publish(
                tree, self._keep, own={path.partition("/")[0] for path in foreign}
            )
        self.abandon()
        self._ledger.write(keys, stamps, note)
        if self._keep:
            self._make_spare(stamps)
        return Summary(tuple(sorted(added)), tuple(removed), len(kept))

    def _take_tree(self, kept: Mapping[str, Stamp]) -> tuple[Path, Differences]:
        """Return a tree to be made the next release, and how it differs from the files *kept*."""
        tree, due = self._releases.take_spare(self._keep), self._ledger.stamps
        if tree != self.survey.spare:
            return tree, compare_copy(tree, kept)
        touched = self.survey.site.other.keys()
        now = self.survey.in_spare.without((due.keys() - kept.keys()) | touched, due)
        now.lost |= touched & kept.keys()
        return tree, now

    def _make_spare(self, stamps: Mapping[str, Stamp]) -> None:
        """Have the tree ready of which the next release is made, so that an edit need not wait."""
        tree = None
        try:
            tree = self._releases.missing_spare()
            if tree:
                become(tree, self._site, stamps, tree, (), now=Differences(lost={*stamps}))
        except OSError:  # as on a full disk: the next build makes it, or says what is wrong
            if tree:
                shutil.rmtree(tree, ignore_errors=True)

    def abandon(self) -> None:
        """Throw away what was not published."""
        self._ahead.drop()
        self._releases.discard_scratch()

    def _published(self, path: str) -> Stamp | None:
        """Return the stamp of a file of the published site, if it is there."""
        found = self.survey.site
        if path in found.other:
            return found.other[path]
        return None if path in found.lost else self._ledger.stamps.get(path)

    def _is_same(self, path: str) -> bool:
        old, new = self._site / path, self.scratch / path
        return not old.is_symlink() and filecmp.cmp(old, new, shallow=False)

    def _foreign(self) -> set[str]:
        """Return the files of hidden entries that others wrote, where they differ."""
        found: set[str] = set()
        for entry in self.scratch.iterdir():
            if is_foreign(entry.name):
                files = [entry] if entry.is_file() else filter(Path.is_file, entry.rglob("*"))
                paths = [file.relative_to(self.scratch).as_posix() for file in files]
                if not all((self._site / path).is_file() and self._is_same(path) for path in paths):
                    found.update(paths)
        return found


def begin(site_dir: Path, ledger: Ledger, keep: int = 1, workers: int = 1) -> Release:
    """Begin a release of the site: survey what is published, ahead if there are *workers*. OSError.

    *keep* releases before it can be gone back to. If the last build was killed while it published,
    the site is put right first.
    """
    return Release(site_dir, ledger, keep, workers)


def write(  # noqa: PLR0913 - what is not the outputs has names
    outputs: Sequence[Output],
    release: Release,
    workers: int = 1,
    *,
    whole: bool = True,
    removed: Collection[str] = (),
    tell: Tell = nobody,
) -> list[str]:
    """Bring each output into a release; return the paths of those that had to be made.

    They are made by *workers* processes; *tell* is told how many are done. If *outputs* are not the
    *whole* plan, the other outputs of the last build are kept, but for those *removed*. Raises
    OSError, WorkerError.
    """
    if not whole:
        release.keep_others(removed)
    made = []
    _ = release.survey, release.scratch  # before children need them
    for start in range(0, len(outputs), _AT_ONCE):
        part = outputs[start : start + _AT_ONCE]
        fates = spread_map(release.bring, part, workers, tell)
        for output, (key, fate) in zip(part, fates, strict=True):
            release.expect(output, key, fate)
            if fate is not _Fate.KEPT:
                made.append(output.path)
    return made


def remove_all(site_dir: Path) -> None:
    """Remove all that was made beside a site."""
    Releases(site_dir).remove()


def _has_bytes(file: Path, data: bytes) -> bool:
    return not file.is_symlink() and file.read_bytes() == data
