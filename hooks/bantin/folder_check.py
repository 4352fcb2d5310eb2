"""Look through a folder that others publish whole, such as ``docs/``.

No way leads out of it: MkDocs follows symbolic links, and waits for ever for what a pipe would say.
Its pages can be read: MkDocs publishes spoilt text as it is.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bantin.catalogue import Problems
from bantin.encodings import Finding, read_text
from bantin.problems import Place, Problem, problem
from bantin.siteconfig import shown_path
from bantin.source import special_kind, text_problem


def folder_problems(folder: Path) -> Iterator[Problem]:
    """Yield what of *folder* cannot be published.

    That is each link that leads out of it, nowhere or round about, what is no file, and each page
    that is not in UTF-8.
    """
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
            elif entry.name.lower().endswith(".md") and not entry.name.startswith("."):
                yield from _page_problems(Path(entry.path), name)


def _page_problems(page: Path, name: str) -> Iterator[Problem]:
    """Yield what is wrong with the characters of a page."""
    with suppress(OSError):  # MkDocs says so
        found = read_text(page.read_bytes())
        if isinstance(found, Finding):
            yield text_problem(found, Place(name, found.line, found.column))


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
