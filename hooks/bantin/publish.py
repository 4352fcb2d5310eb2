"""Write the files of a plan into a folder that nobody reads yet, and swap it in."""

import shutil
from collections.abc import Iterable, Sequence
from os import W_OK, access
from pathlib import Path

from bantin.ledger import Ledger
from bantin.output import Output
from bantin.workers import spread_map


def write(outputs: Sequence[Output], folder: Path, ledger: Ledger, workers: int = 1) -> list[str]:
    """Bring each output below *folder*; return the paths of those that had to be made.

    What *ledger* knows to be the same is taken over from the old site; the rest is made by
    *workers* processes. Raises OSError, WorkerError.
    """
    for parent in {(folder / output.path).parent for output in outputs}:
        parent.mkdir(parents=True, exist_ok=True)

    def bring(output: Output) -> tuple[str, bool]:
        target, key = folder / output.path, output.key
        taken = ledger.take_over(output.path, key, target)
        if not taken:
            with target.open("xb") as file:  # never through a link to a published file
                file.write(output.make())
        return key, taken

    made = []
    for output, (key, taken) in zip(outputs, spread_map(bring, outputs, workers), strict=True):
        ledger.note(output.path, key)
        if not taken:
            made.append(output.path)
    return made


def prepare(site_dir: Path) -> Path:
    """Make the empty folder in which a new site is built; return it. Raises OSError.

    Others may read it as far as they may read the old site.
    """
    _mend(site_dir)
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
    _throw_away(site_dir)
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
    _throw_away(site_dir)
    discard(site_dir)


def _throw_away(site_dir: Path) -> None:
    """Remove the old site; under another name first, as what stands aside may be put back."""
    aside, gone = _beside(site_dir, "old"), _beside(site_dir, "gone")
    shutil.rmtree(gone, ignore_errors=True)
    if aside.is_dir():
        aside.replace(gone)
        shutil.rmtree(gone, ignore_errors=True)


def _mend(site_dir: Path) -> None:
    """Put the old site back if a swap was cut off in the middle."""
    staging, aside = _beside(site_dir, "new"), _beside(site_dir, "old")
    shutil.rmtree(_beside(site_dir, "gone"), ignore_errors=True)
    if not aside.is_dir():
        return
    if staging.parent == site_dir:
        for entry in [*aside.iterdir()]:
            _put_in_place(entry, site_dir / entry.name)
        aside.rmdir()
    elif not site_dir.exists():
        for entry in [*staging.glob(".*")]:  # hidden files, on their way from the old site
            if not (aside / entry.name).exists():
                entry.replace(aside / entry.name)
        aside.replace(site_dir)


def _put_in_place(entry: Path, target: Path) -> None:
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)
    entry.replace(target)


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
