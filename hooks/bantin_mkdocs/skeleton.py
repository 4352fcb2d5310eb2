"""The shell of many pages, rendered once: its text, with gaps for what each page has of its own.

Pages of one shape (template, folder, entry of the menu, optional parts) differ in a few short
texts and in a few blocks only. So the theme renders one page made of marks; what stands between
the marks is the same for all pages of that shape. Nothing here knows the theme's markup: where it
uses a text in a way that is not foreseen, or the result is not what the theme itself would print
for a page, there is no skeleton, and pages of that shape are rendered in full.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from jinja2 import Template
from jinja2.exceptions import TemplateRuntimeError
from jinja2.filters import do_striptags
from jinja2.runtime import Context
from markupsafe import escape

from bantin.output import Page, TocEntry

# Both cases of letters, so that no filter changes it unseen.
_MARK = "BanTinMark"
# Blocks that each page renders itself: the body, what the head says of it, its contents.
_OWN_BLOCKS = ("extrahead", "page_toc", "content")
# What templates make of a text before they print it. Where two of them give the same, the first is
# meant: what is no HTML has no tags to strip.
_FORMS: tuple[Callable[[str], str], ...] = (
    str,
    escape,
    do_striptags,
    lambda text: escape(do_striptags(text)),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides which shell a page has; all else of it is in the marks and its own blocks."""

    template: str
    folder: str
    menu: str
    has_title: bool
    has_description: bool
    has_edit: bool
    toc_level: int


def shape_of(page: Page) -> Shape:
    """Return the shape of a page.

    Links of the shell depend on the folder that the page is in, not on the page's own name there.
    """
    return Shape(
        template=page.template,
        folder=_split(page.address)[0],
        menu=page.menu,
        has_title=bool(page.title),
        has_description=bool(page.description),
        has_edit=bool(page.edit),
        toc_level=page.toc[0].level if page.toc else 0,
    )


def page_of_marks(page: Page) -> Page:
    """Return a page of the same shape that has marks for all that is its own."""
    return replace(
        page,
        address=f"{_split(page.address)[0]}/{_MARK}Name/",
        # The apostrophe shows in which form a template prints a text; addresses have none.
        title=page.title and f"{_MARK}Title'",
        description=page.description and f"{_MARK}Description'",
        edit=page.edit and f"{_MARK}Edit'",
        toc=page.toc and (TocEntry(page.toc[0].level, f"{_MARK}Anchor'", f"{_MARK}Entry'"),),
        view=None,
        feeds=(),
    )


class _Unseen:
    """A view that nobody may look at: where a shell depends on it, there is no skeleton."""

    def __getattr__(self, name: str) -> "_Unseen":
        return self  # templates may give parts of it a name

    def _refuse(self, *_: object) -> NoReturn:
        raise TemplateRuntimeError("only a page's own blocks may look at its view")

    __getitem__ = __call__ = __contains__ = __iter__ = __len__ = __bool__ = __str__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _refuse


@dataclass(frozen=True, slots=True)
class _Text:
    """A gap for a text of the page, in one of the forms."""

    name: str
    form: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Block:
    """A gap for a block of the page's template."""

    name: str


class Skeleton:
    """The shell of the pages of one shape."""

    def __init__(self, template: Template, pieces: list[str | _Text | _Block]) -> None:
        self._template = template
        self._pieces = pieces

    def fill(self, page: Page, variables: Mapping[str, Any]) -> str:
        """Return a page: the shell with its texts and its blocks."""
        texts = _texts(page, variables)
        context = self._template.new_context(dict(variables))
        # A template does its imports and sets its names before it prints anything.
        next(self._template.root_render_func(context))
        filled = []
        for piece in self._pieces:
            if isinstance(piece, _Text):
                filled.append(piece.form(texts[piece.name]))
            elif isinstance(piece, _Block):
                filled.extend(context.blocks[piece.name][0](context))
            else:
                filled.append(piece)
        return "".join(filled)


def skeleton(template: Template, marked: Page, variables: Mapping[str, Any]) -> Skeleton | None:
    """Return the skeleton for the shape of a page of marks, None where the theme has its own ways.

    ``variables`` is what the template is given for the page of marks.
    """
    context = template.new_context({**variables, "view": _Unseen(), "feeds": _Unseen()})
    for name in _OWN_BLOCKS:
        # The first of a block's versions is the one that is printed.
        context.blocks.setdefault(name, []).insert(0, _printing(f"{_MARK}block-{name}."))
    try:
        source = "".join(template.root_render_func(context))
    except TemplateRuntimeError:
        return None
    gaps = _gaps(_texts(marked, variables))
    pieces: list[str | _Text | _Block] = []
    for piece in re.split(f"({'|'.join(map(re.escape, gaps))})", source):
        gap = gaps.get(piece)
        if gap is None and _MARK.lower() in piece.lower():
            return None  # a mark that the theme changed in a way that is not foreseen
        pieces.append(gap or piece)
    return Skeleton(template, pieces)


def _gaps(marks: Mapping[str, str]) -> dict[str, _Text | _Block]:
    """Return what each mark stands for, in each form that a template may give it."""
    gaps: dict[str, _Text | _Block] = {
        f"{_MARK}block-{name}.": _Block(name) for name in _OWN_BLOCKS
    }
    for name, text in marks.items():
        for form in _FORMS:
            if text:
                gaps.setdefault(form(text), _Text(name, form))
    return gaps


def _texts(page: Page, variables: Mapping[str, Any]) -> dict[str, str]:
    """Return the texts of a page's own that its shell shows, as the theme is given them."""
    return {
        "name": _split(variables["page"].url)[1],  # quoted by MkDocs
        "title": html.escape(page.title),
        "description": html.escape(page.description),
        "edit": page.edit,
        "anchor": page.toc[0].id if page.toc else "",
    }


def _split(address: str) -> tuple[str, str]:
    """Return the folder that a page is in, and its name there."""
    folder, _, name = address.rstrip("/").rpartition("/")
    return folder, name


def _printing(text: str) -> Callable[[Context], Iterator[str]]:
    """Return a block that prints a text."""

    def block(_context: Context) -> Iterator[str]:
        yield text

    return block
