"""Write the files of a plan into a folder that nobody reads yet, and swap it in."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from bantin.output import Output


def write(outputs: Iterable[Output], folder: Path) -> int:
    """Make and write each output below *folder*; return how many. Raises OSError."""
    made: set[Path] = set()
    count = 0
    for output in outputs:
        target = folder / output.path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(output.make())
        count += 1
    return count


def staging_folder(site_dir: Path) -> Path:
    """Return the folder beside *site_dir* in which a new site is built."""
    return site_dir.with_name(f".{site_dir.name}-new")


def swap(built: Path, site_dir: Path) -> None:
    """Put the finished folder *built* in the place of *site_dir*. Raises OSError.

    Until the second rename the old site stands aside, whole; a failure puts it back.
    """
    aside = site_dir.with_name(f".{site_dir.name}-old")
    shutil.rmtree(aside, ignore_errors=True)
    existed = site_dir.exists()
    if existed:
        os.replace(site_dir, aside)
    try:
        os.replace(built, site_dir)
    except OSError:
        if existed:
            os.replace(aside, site_dir)
        raise
    shutil.rmtree(aside, ignore_errors=True)
