"""Build our index of a corpus folder in a process of its own; print what it took, as JSON.

    python build_ours.py WORK INDEX [--cited N] [--edits SEED]

The two workers that analyse get the documents by being forked; the analyses go straight into the
merge, which writes the files. With ``--edits`` the index is then updated after an edit of a
document drawn by SEED, and after a new newest bulletin, each from the state of the build.
"""

import argparse
import json
import multiprocessing
import random
import resource
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from corpus import cite, read_documents

from bantin.search import SearchDocument, analyse, build_index, index_keys, update_index

WORKERS = 2
TASK = 100  # documents that a worker analyses at once

documents: list[SearchDocument] = []
"""The documents, here so that workers inherit them."""


class Folder(Mapping[str, bytes]):
    """The files of a folder, read when asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __getitem__(self, name: str) -> bytes:
        return (self._root / name).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return (path.name for path in self._root.iterdir())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def main() -> None:
    """Read, build, update, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("index", type=Path)
    parser.add_argument("--cited", type=int, default=0, help="numbers that ten documents cite")
    parser.add_argument("--edits", type=int, help="draws the document that is edited")
    args = parser.parse_args()
    started = time.perf_counter()
    read = read_documents(args.work / "bulletins")
    documents.extend(cite(read, args.cited) if args.cited else read)
    report = {"read": time.perf_counter() - started}
    report["build"] = build(args.index)
    report["memory"] = peak(resource.RUSAGE_SELF)
    report["worker memory"] = peak(resource.RUSAGE_CHILDREN)
    if args.edits is not None:
        report |= edits(args.index, random.Random(args.edits))  # noqa: S311
    json.dump(report, sys.stdout)


def build(folder: Path) -> float:
    """Build the index into a new *folder*; return the seconds from texts in memory to files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    started = time.perf_counter()
    with multiprocessing.get_context("fork").Pool(WORKERS) as pool:
        tasks = pool.imap(analyse_from, range(0, len(documents), TASK))
        analyses = (analysis for task in tasks for analysis in task)
        rows = (document.row() for document in documents)
        for path, content in build_index(zip(rows, analyses, strict=True), {}):
            (folder / path).write_bytes(content)
    return time.perf_counter() - started


def analyse_from(start: int) -> list[bytes]:
    """Analyse the documents of one task."""
    return [analyse(document) for document in documents[start : start + TASK]]


def edits(folder: Path, chance: random.Random) -> dict[str, float]:
    """Return the seconds of an update after one edit, and after a new newest bulletin."""
    old = chance.choice(documents)
    changed = replace(old, body=f"{old.body}\nThêm một câu.")
    edited = [changed if one is old else one for one in documents]
    newest = date.fromisoformat(max(one.date for one in documents)) + timedelta(days=1)
    number = f"1000-{old.number.partition('-')[2]}"
    new = replace(old, url="bulletins/new/", number=number, date=newest.isoformat())
    return {
        "edit": update(folder, old, changed, edited),
        "new": update(folder, old, new, [*documents, new]),
    }


def update(
    folder: Path, old: SearchDocument, changed: SearchDocument, now: list[SearchDocument]
) -> float:
    """Return the seconds to analyse *changed*, update the index and write what changed."""
    keys = {id(one): one.url for one in documents} | {id(changed): "changed"}
    before = index_keys([(one.row(), one.url) for one in documents])
    # the caller's cache: what an update of few documents asks for is there
    cache = {old.url: analyse(old)}
    by_url = {one.url: one for one in documents}
    target = folder.with_name(f"{folder.name}-updated")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    started = time.perf_counter()
    cache["changed"] = analyse(changed)
    entries = [(one.row(), keys[id(one)]) for one in now]

    def load(key: str) -> bytes:
        return cache[key] if key in cache else analyse(by_url[key])

    made = update_index(Folder(folder), before, entries, load, {})
    files = made.written.items() if made else build_index(((r, load(k)) for r, k in entries), {})
    for path, content in files:
        (target / path).write_bytes(content)
    taken = time.perf_counter() - started
    shutil.rmtree(target)
    return taken


def peak(who: int) -> float:
    """Return the most memory that was resident, in bytes."""
    return resource.getrusage(who).ru_maxrss * 1024.0


if __name__ == "__main__":
    main()
