"""The theme: its own Jinja environment with MkDocs' own page context, as a shell for pages."""

import html
import json
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from jinja2 import pass_eval_context
from jinja2.filters import do_tojson
from jinja2.nodes import EvalContext
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from bantin.output import Page, TocEntry, digest
from bantin_mkdocs.blanks import squeeze
from bantin_mkdocs.skeleton import Shape, Skeleton, page_of_marks, shape_of, skeleton

# Of the configuration what pages do not take from it: where things lie on this machine, and the
# settings of the library, whose effects their views tell.
_PLACES = {"config_file_path", "site_dir", "docs_dir", "custom_dir", "hooks", "watch", "dev_addr"}
_NOT_IN_PAGES = {*_PLACES, "bantin"}
_SHARING_DEPTH: Final = 2
_CONFIGURATION: Final = re.compile(r"\{.*\}", re.DOTALL)


def escape_our_templates(env: Any, config: MkDocsConfig) -> None:
    """Let the templates of this site escape what they show; the theme's own do not.

    All of them are compiled without the white space of their layout.
    """
    ours = {name for name, _file in _our_templates(config)}
    env.autoescape = lambda name: name in ours
    env.filters["without_theme_search"] = _without_theme_search
    squeeze(env)


class ThemeShell:
    """The theme's own Jinja environment with MkDocs' own page context."""

    def __init__(
        self,
        env: Any,
        config: MkDocsConfig,
        nav: Navigation,
        menu: dict[str, Link],
        below_docs: str,
    ) -> None:
        self._env = env
        self._config = config
        self._nav = nav
        self._menu = menu
        self._below_docs = below_docs
        self._linked = {*_folders_to(nav.items)}
        self._firsts: dict[Shape, tuple[Page, str]] = {}
        self._skeletons: dict[Shape, Skeleton | None] = {}
        # A page that has a bit of everything, and nothing of its own.
        toc = (TocEntry(2, "-", "-", (TocEntry(3, "-", "-"),)),)
        self.sample = self.render_whole(
            Page("main.html", "-/-/", "-", None, "-", toc=toc, edit="-.md")
        )
        self.digest = self._digest()

    def render(self, page: Page) -> bytes:
        """Return the HTML of a page."""
        return self._html(page).encode("utf-8", "xmlcharrefreplace")

    def render_whole(self, page: Page) -> str:
        """Return the HTML of a page as the theme prints it, without a skeleton."""
        with self._at(page.menu):
            source: str = self._env.get_template(page.template).render(self._variables(page))
        return source

    def _html(self, page: Page) -> str:
        # A page that the menu leads to is linked from its own shell in another way than from its
        # neighbours', and the pages of the first level are few: there is nothing to share.
        if page.address in self._linked or page.address.count("/") < _SHARING_DEPTH:
            return self.render_whole(page)
        shape = shape_of(page)
        if shape not in self._skeletons:
            if shape not in self._firsts:  # perhaps the only page of its shape
                whole = self.render_whole(page)
                self._firsts[shape] = page, whole
                return whole
            self._skeletons[shape] = self._proven_skeleton(*self._firsts.pop(shape))
        found = self._skeletons[shape]
        return found.fill(page, self._variables(page)) if found else self.render_whole(page)

    def _proven_skeleton(self, page: Page, whole: str) -> Skeleton | None:
        """Return the skeleton of a page's shape if it makes that page as the theme made it."""
        marked = page_of_marks(page)
        with self._at(page.menu):
            template = self._env.get_template(page.template)
            found = skeleton(template, marked, self._variables(marked))
        return found if found and found.fill(page, self._variables(page)) == whole else None

    @contextmanager
    def _at(self, menu: str) -> Iterator[None]:
        """Show where in the menu a page is while its shell is rendered."""
        entry = self._menu.get(menu)
        if entry:
            entry.active = True
        try:
            yield
        finally:
            if entry:
                entry.active = False

    def _variables(self, page: Page) -> dict[str, Any]:
        """Return what a template is given: MkDocs' own page context and our view."""
        context = get_context(self._nav, [], self._config, self._page(page))
        return {**context, "view": page.view, "feeds": page.feeds}

    def _page(self, page: Page) -> MkDocsPage:
        file = File(
            f"{self._below_docs}/{page.edit}" if page.edit else f"{page.address}index",
            src_dir=None,
            dest_dir=self._config.site_dir,
            use_directory_urls=True,
            dest_uri=f"{page.address}index.html",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        if not page.edit:
            file.edit_uri = None
        # The theme shows these as they are, so they are HTML here.
        mkpage = MkDocsPage(html.escape(page.title), file, self._config)
        mkpage.content = ""
        mkpage.meta = {"description": html.escape(page.description)} if page.description else {}
        mkpage.toc = TableOfContents([_anchor(entry) for entry in page.toc])
        return mkpage

    def _digest(self) -> str:
        """Hash all that pages may take from elsewhere than their views.

        That is the shell of the sample page, the sources of this site's
        templates and of this package, and what the configuration says.
        """
        sources = {name: file.read_bytes() for name, file in _our_templates(self._config)}
        code = sorted(Path(__file__).parent.glob("*.py"))
        sources |= {f"bantin_mkdocs/{file.name}": file.read_bytes() for file in code}
        with warnings.catch_warnings():
            # MkDocs has no other list of what people set, and tells readers of the log of its plans
            warnings.simplefilter("ignore", DeprecationWarning)
            given = self._config.user_configs
        config = [_as_pages_see_it(one) for one in given]
        return digest(self.sample, sources, json.dumps(config, default=_name, sort_keys=True))


@pass_eval_context
def _without_theme_search(context: EvalContext, block: str) -> str:
    """Return the theme's configuration without the words of its search, which is not on this site.

    They would be a third of it, on every page.
    """
    found = _CONFIGURATION.search(block)
    if not found:
        return block
    told = json.loads(found[0])
    words = told.get("translations", {})
    told["translations"] = {key: words[key] for key in words if not key.startswith("search.")}
    return block[: found.start()] + do_tojson(context, told) + block[found.end() :]


def _as_pages_see_it(config: Any) -> Any:
    if not isinstance(config, dict):
        return config
    return {
        key: _as_pages_see_it(value) for key, value in config.items() if key not in _NOT_IN_PAGES
    }


def _name(value: object) -> str:
    """Return what a function or a class of the configuration is called, wherever it lies."""
    return getattr(value, "__qualname__", type(value).__qualname__)


def _anchor(entry: TocEntry) -> AnchorLink:
    link = AnchorLink(html.escape(entry.name), entry.id, entry.level)
    link.children = [_anchor(child) for child in entry.children]
    return link


def _our_templates(config: MkDocsConfig) -> Iterable[tuple[str, Path]]:
    if config.theme.custom_dir:
        folder = Path(config.theme.custom_dir)
        for file in sorted(folder.rglob("*.html")):
            yield file.relative_to(folder).as_posix(), file


def _folders_to(items: Iterable[Any]) -> Iterator[str]:
    """Yield the address of each page that the navigation leads to, and of the folders above it."""
    for item in items:
        yield from _folders_to(item.children or ())
        parts = str(getattr(item, "url", None) or "").split("/")
        yield from ("/".join(parts[:count]) + "/" for count in range(1, len(parts)))
