"""Look through a folder that others publish whole, such as ``docs/``: no way leads out of it.

MkDocs follows symbolic links, and waits for ever for what a pipe would say.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from bantin.catalogue import Problems
from bantin.problems import Place, Problem, problem
from bantin.siteconfig import shown_path
from bantin.source import special_kind


def folder_problems(folder: Path) -> Iterator[Problem]:
    """Yield each link that leads out of *folder*, nowhere or round about, and what is no file."""
    root = folder.resolve()
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:  # MkDocs says so
            continue
        for entry in entries:
            name = shown_path(Path(entry.path))
            if entry.is_symlink():
                if not _stays(Path(entry.path), root):
                    yield problem(Problems.SYMBOLIC_LINK, Place(name), file=name)
            elif entry.is_dir():
                waiting.append(entry.path)
            elif special := special_kind(entry.stat(follow_symlinks=False).st_mode):
                label, label_en = special
                details = {"file": name, "label": label, "label_en": label_en}
                yield problem(Problems.NOT_A_FILE, Place(name), **details)


def _stays(link: Path, root: Path) -> bool:
    """Whether a link leads to something inside *root* from which no link leads on.

    Folders that lead to one another by links are a maze without end.
    """
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    if not target.is_relative_to(root) or link.parent.resolve().is_relative_to(target):
        return False
    below = (Path(folder, name) for folder, names, _ in os.walk(target) for name in names)
    return not any(path.is_symlink() for path in below)
