"""What operators add to a site beside Markdown: templates, pages of HTML, stylesheets."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from bantin.page_policy import stylesheet_problems, template_problems
from bantin.problems import Problem
from bantin.siteconfig import shown_path

_CHECKS: Final = {
    ".html": template_problems,
    ".htm": template_problems,
    ".css": stylesheet_problems,
}


def own_file_problems(folders: Iterable[Path]) -> Iterator[Problem]:
    """Yield what the content security policy forbids in the files of the *folders*."""
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            check = _CHECKS.get(file.suffix.lower())
            if check and file.is_file():
                with suppress(OSError):  # who cannot be read is not published, either
                    yield from check(file.read_text("utf-8", "replace"), shown_path(file))
