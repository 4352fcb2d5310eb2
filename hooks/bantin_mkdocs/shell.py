"""The theme: its own Jinja environment with MkDocs' own page context, as a shell for pages."""

import html
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url

from bantin.output import Page, TocEntry, digest

# Of the configuration what pages do not take from it: where things lie on this machine, and the
# settings of the library, whose effects their views tell.
_PLACES = {"config_file_path", "site_dir", "docs_dir", "custom_dir", "hooks", "watch", "dev_addr"}
_NOT_IN_PAGES = {*_PLACES, "bantin"}


def escape_our_templates(env: Any, config: MkDocsConfig) -> None:
    """Let the templates of this site escape what they show; the theme's own do not."""
    ours = {name for name, _file in _our_templates(config)}
    env.autoescape = lambda name: name in ours


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
        self._place: tuple[str, str] | None = None
        self._shared: dict[tuple[str, str, str], str] = {}
        env.globals["shared"] = self._share
        self.digest = self._digest()

    def render(self, page: Page) -> bytes:
        """Return the HTML of a page."""
        mkpage = self._page(page)
        depth = get_relative_url(".", page.address)
        self._place = depth, page.menu
        entry = self._menu.get(page.menu)
        if entry:
            entry.active = True
        try:
            context = get_context(self._nav, [], self._config, mkpage)
            context["view"] = page.view  # type: ignore[typeddict-unknown-key]
            context["feeds"] = page.feeds  # type: ignore[typeddict-unknown-key]
            source: str = self._env.get_template(page.template).render(context)
        finally:
            self._place = None
            if entry:
                entry.active = False
        return source.encode("utf-8", "xmlcharrefreplace")

    def _share(self, name: str, caller: Callable[[], str]) -> str:
        """Return a part of a page that is the same on all of its depth and menu entry.

        The pages that MkDocs renders itself share nothing.
        """
        if self._place is None:
            return caller()
        key = (name, *self._place)
        if key not in self._shared:
            self._shared[key] = caller()
        return self._shared[key]

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

        That is the shell of a page that has a bit of everything, the sources of this site's
        templates and of this file, and what the configuration says.
        """
        toc = (TocEntry(2, "-", "-", (TocEntry(3, "-", "-"),)),)
        page = Page("main.html", "-/-/", "-", None, "-", toc=toc, edit="-.md")
        sources = {name: file.read_bytes() for name, file in _our_templates(self._config)}
        sources["site.py"] = Path(__file__).read_bytes()
        config = [_as_pages_see_it(given) for given in self._config.user_configs]
        return digest(self.render(page), sources, json.dumps(config, default=_name, sort_keys=True))


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
