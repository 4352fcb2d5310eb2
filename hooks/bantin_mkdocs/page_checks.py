"""What MkDocs and the theme put into pages, held against the content security policy."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from bantin.catalogue import Problems
from bantin.own_files import own_file_problems
from bantin.page_policy import breaches, page_problems, place_of
from bantin.problems import Problem
from bantin.siteconfig import shown_path

# Tables of Markdown say in a style how a cell is aligned, which the policy would ignore.
_CELL: Final = re.compile(r'(<t[hd]) style="text-align: (left|center|right);"')
_FONTS: Final = ("fonts.googleapis.com", "fonts.gstatic.com")
_FONT_SETTING: Final = ("font:", "theme:")
# Which the theme obeys by a script in the page.
_SCRIPT_FEATURES: Final = ("analytics:", "consent:", "version:", "announce.dismiss")


def keeping_policy(page: Page, content: str) -> tuple[str, list[Problem]]:
    """Return the content of a hand-written page, its cells aligned by attributes, and its faults.

    *content* is what its Markdown became.
    """
    content = _CELL.sub(r'\1 align="\2"', content)
    file = page.file
    name = shown_path(Path(file.abs_src_path)) if file.abs_src_path else file.src_uri
    return content, page_problems(content, file.content_string, name)


def own_problems(config: MkDocsConfig) -> Iterator[Problem]:
    """Yield what is against the policy in the templates and files that the operator added."""
    custom = config.theme.custom_dir
    yield from own_file_problems([Path(config.docs_dir), *([Path(custom)] if custom else [])])


def theme_problems(
    shell: str, config: MkDocsConfig, known: Collection[Problem]
) -> Iterator[Problem]:
    """Yield what settings and features of the theme put into *shell*, which every page has.

    What is *known* of templates is not told again. Fonts of Google, which the theme loads unless
    it is told not to, are one problem.
    """
    file = Path(config.config_file_path or "mkdocs.yml")
    settings = file.read_text("utf-8", "replace")
    told = {(found.kind, found.details.get("found")) for found in known}
    has_fonts = False
    for breach in breaches(shell):
        signs = breach.signs
        if _FONTS[0] in shell and _is_of_fonts(breach.found):
            if has_fonts:
                continue
            has_fonts, signs = True, _FONT_SETTING
        elif breach.kind is Problems.INLINE_SCRIPT:
            signs = _SCRIPT_FEATURES
        if (breach.kind.value, breach.found) not in told:
            told.add((breach.kind.value, breach.found))
            yield breach.at(place_of(signs, settings, shown_path(file)))


def finished_problems(source: str, page: Page | None, name: str) -> list[Problem]:
    """Return what a template of the theme put into a finished *page*, or into a file *name*.

    The content and the shell of pages are known to be sound by then.
    """
    file = page.file if page else None
    written = file.content_string if file else ""
    shown = shown_path(Path(file.abs_src_path)) if file and file.abs_src_path else name
    return page_problems(source, written, shown)


def _is_of_fonts(found: str) -> bool:
    return found == "<style>" or any(sign in found for sign in _FONTS)
