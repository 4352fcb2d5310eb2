"""Write the files of a plan into a folder that nobody reads yet, and swap it in."""

import shutil
from collections.abc import Iterable
from os import W_OK, access
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


def prepare(site_dir: Path) -> Path:
    """Make the empty folder in which a new site is built; return it. Raises OSError.

    Others may read it as far as they may read the old site.
    """
    aside = _beside(site_dir, "old")
    if aside.is_dir() and not site_dir.exists():  # a swap was cut off
        aside.replace(site_dir)
    discard(site_dir)
    staging = _beside(site_dir, "new")
    staging.mkdir(parents=True)
    if site_dir.is_dir():
        staging.chmod(site_dir.stat().st_mode & 0o777 | 0o700)
    return staging


def discard(site_dir: Path) -> None:
    """Throw away a site that was not finished."""
    shutil.rmtree(_beside(site_dir, "new"), ignore_errors=True)


def swap(site_dir: Path) -> None:
    """Put the new site in the place of *site_dir*. Raises OSError.

    Until the new site stands the old one is kept aside, whole; a failure puts it back. Hidden
    files of the old site (``.git``, ``.htaccess``) stay where they are, as with MkDocs.
    """
    staging, aside = _beside(site_dir, "new"), _beside(site_dir, "old")
    shutil.rmtree(aside, ignore_errors=True)
    made = {entry.name for entry in staging.iterdir()}
    before = {entry.name for entry in site_dir.iterdir()} if site_dir.is_dir() else set()
    kept = {name for name in before - made if name.startswith(".")}
    if staging.parent == site_dir:
        aside.mkdir()
        moves = [(site_dir / name, aside / name) for name in before - kept]
        moves += [(staging / name, site_dir / name) for name in made]
    else:
        moves = [(site_dir, aside)] if site_dir.exists() else []
        moves += [(aside / name, staging / name) for name in kept]
        moves += [(staging, site_dir)]
    _rename(moves)
    shutil.rmtree(aside, ignore_errors=True)
    discard(site_dir)


def _beside(site_dir: Path, what: str) -> Path:
    """Return a working folder: beside *site_dir*, or in it where it cannot be replaced itself."""
    if site_dir.is_mount() or (site_dir.is_dir() and not access(site_dir.parent, W_OK)):
        return site_dir / f".bantin-{what}"
    return site_dir.with_name(f".{site_dir.name}-{what}")


def _rename(moves: Iterable[tuple[Path, Path]]) -> None:
    """Rename each; if one fails, rename those before it back."""
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            source.replace(target)
            done.append((source, target))
    except OSError:
        for source, target in reversed(done):
            target.replace(source)
        raise
