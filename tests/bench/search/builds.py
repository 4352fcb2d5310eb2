"""Builds of the index, ours and Pagefind's: seconds, bytes, memory."""

import json
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LIMIT = 1800  # seconds that a build may take

Report = dict[str, Any]


def build_ours(work: Path, index: Path, *options: str) -> Report:
    """Build our index of *work* into the folder *index*."""
    command = [sys.executable, str(HERE / "build_ours.py"), str(work), str(index), *options]
    done = subprocess.run(command, check=True, timeout=LIMIT, stdout=subprocess.PIPE)
    report: Report = json.loads(done.stdout)
    return report | size_of(index)


def build_pagefind(pages: Path) -> Report:
    """Have Pagefind index the folder *pages*."""
    shutil.rmtree(pages / "pagefind", ignore_errors=True)
    started = time.perf_counter()
    command = [sys.executable, "-m", "pagefind", "--site", str(pages)]
    subprocess.run(command, check=True, timeout=LIMIT, capture_output=True)
    taken = time.perf_counter() - started
    return {"build": taken, **size_of(pages / "pagefind")}


def compare(work: Path, pages: Path | None, runs: int) -> dict[str, Report]:
    """Build ours and Pagefind's by turns, *runs* times each; return the medians of each."""
    ours, peer = [], []
    for run in range(runs):
        ours.append(build_ours(work, work / "search", "--edits", str(run)))
        if pages:
            peer.append(build_pagefind(pages))
    columns = {"ours": medians(ours), "Pagefind": medians(peer)}
    for what in ("edit", "new"):
        columns["ours"][f"{what} part"] = columns["ours"][what] / columns["ours"]["build"]
    return {name: found for name, found in columns.items() if found}


def medians(reports: list[Report]) -> Report:
    """Return the median of each figure."""
    names = reports[0] if reports else {}
    return {name: statistics.median(one[name] for one in reports) for name in names}


def size_of(folder: Path) -> Report:
    """Return the bytes and the files of a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {"size": sum(path.stat().st_size for path in files), "files": len(files)}
