"""Hand the plan of the bulletins to MkDocs: the only file that knows MkDocs.

MkDocs owns the theme, its configuration, and the few hand-written pages; the library does the
rest. The site is built beside the old one and swapped in when all is well.
"""

import hashlib
import json
import logging
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bantin import publish, reference
from bantin.catalogue import Problems
from bantin.dates import VIETNAM
from bantin.links import docs_path
from bantin.model import HandWrittenPage, Site
from bantin.output import Page
from bantin.outputs.home import home_view
from bantin.plan import plan
from bantin.problems import Problem, problem
from bantin.reporters import as_json, summary, text_line
from bantin.settings import read_settings
from bantin.siteconfig import locate
from bantin.workshop import Workshop
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler

log = logging.getLogger("mkdocs.bantin")

_MENU = (
    ("Tin tức", "types/tin/"),
    ("Văn bản", "bulletins/"),
    ("Chủ đề", "topics/"),
    ("Cơ quan", "issuers/"),
    ("Sổ văn bản", "register/"),
    ("Kênh tin", "feeds/"),
)
# Files of the theme that nothing here asks for: its own search, source maps, its sitemap.
_NEEDLESS = re.compile(r"sitemap\.xml|assets/.*\.map|assets/javascripts/(?:lunr|workers)/.*")
_SERVE_PROBLEMS = "bantin-problems.json"


@dataclass
class _Run:
    """One build: what is known of it from one event to the next."""

    workshop: Workshop
    site_dir: Path
    files: Files | None = None
    nav: Navigation | None = None
    site: Site | None = None
    shell: "_Shell | None" = None
    reported: int = 0
    menu: dict[str, Link] = field(default_factory=dict)


@dataclass
class _State:
    command: str = "build"
    run: _Run | None = None


_state = _State()


def on_startup(*, command: str, **_: Any) -> None:
    """Remember whether this is a build or a preview; drafts are for the preview only."""
    _state.command = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the settings and every bulletin; stop here if anything is wrong.

    MkDocs has not touched the old site yet at this point.
    """
    file = Path(config.config_file_path or "mkdocs.yml")
    settings, problems = read_settings(
        config.extra.get("bantin"), lambda path: locate(file, path)
    )
    if not config.site_url:
        problems.append(problem(Problems.NO_SITE_URL, locate(file, ("site_url",))))
    if settings is None or any(found.is_error for found in problems):
        _stop(problems, 0)
    workshop = Workshop(
        settings=settings,
        config_file=file,
        docs_dir=Path(config.docs_dir),
        markdown=(list(config.markdown_extensions), dict(config.mdx_configs)),
        now=_now(),
        with_drafts=_state.command == "serve",
    )
    workshop.problems += problems
    workshop.load()
    site_dir = Path(config.site_dir)
    _state.run = run = _Run(workshop, site_dir)
    if any(found.is_error for found in workshop.problems):
        _resolve_what_can_be(workshop, config)
        _stop(workshop.problems, workshop.count)
    _report(run)
    toc = config.mdx_configs.setdefault("toc", {})
    toc.setdefault("slugify", workshop.renderer.slugify)
    config.theme.static_templates.discard("sitemap.xml")  # the plan has its own, with bulletins
    staging = publish.staging_folder(site_dir)
    shutil.rmtree(staging, ignore_errors=True)
    config.site_dir = str(staging)
    config.extra["bantin_serve"] = _state.command == "serve"
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the bulletins as finished files, and the reference pages made from the code."""
    run = _run()
    run.files = files
    for file in [*files]:
        if file.src_dir != config.docs_dir and _NEEDLESS.fullmatch(file.src_uri):
            files.remove(file)
    library = run.workshop.library
    below_docs = Path(os.path.relpath(library.root, config.docs_dir)).as_posix()
    for bulletin in run.workshop.corpus.bulletins:
        address = f"bulletins/{bulletin.address}/index.html"
        anchors = run.workshop.corpus.bodies[bulletin.path].anchors
        # Editors name a bulletin by its path on disk; MkDocs' own habit is the path on the site.
        for name in (f"{below_docs}/{bulletin.path}", f"bulletins/{bulletin.path}"):
            files.append(_FinishedFile(name, address, config, anchors))
    for name, content in reference.pages(run.workshop.settings).items():
        if files.get_file_from_path(name) is None:
            files.append(File.generated(config, name, content=content))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Put the lists into the menu, after the home page."""
    run = _run()
    run.nav = nav
    run.menu = {address: Link(title, address) for title, address in _MENU}
    nav.items[1:1] = run.menu.values()
    return nav


@event_priority(-100)
def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Check links both ways, plan the site, and write it into the new folder.

    By now MkDocs has rendered the hand-written pages, so that their anchors are known.
    """
    run = _run()
    run.workshop.resolve(_Pages(files))
    if any(found.is_error for found in run.workshop.problems):
        _stop(run.workshop.problems[run.reported :], run.workshop.count)
    url = config.site_url or ""
    run.site = Site(
        name=config.site_name,
        url=url if url.endswith("/") else f"{url}/",
        description=config.site_description or "",
        author=config.site_author or "",
        corpus=run.workshop.corpus,
        library=run.workshop.library,
        addresses=run.workshop.resolver.addresses,
        files=run.workshop.resolver.files,
        pages=tuple(
            HandWrittenPage(
                "" if file.page.url == "./" else file.page.url,
                str(file.page.title or ""),
                file.page.content or "",
            )
            for file in files.documentation_pages()
            if file.page
        ),
    )
    if run.nav is None:
        raise PluginError("on_env came before on_nav")
    run.shell = _Shell(env, config, run.nav, run.menu, run.workshop)
    taken = {file.dest_uri: file.src_uri for file in files if not isinstance(file, _FinishedFile)}
    planned = plan(run.site, run.shell, taken)
    if planned.problems:
        _stop(planned.problems, run.workshop.count)
    count = publish.write(planned.outputs, Path(config.site_dir))
    if _state.command == "serve":
        _write_problems(Path(config.site_dir), run.workshop.problems, run.workshop.count)
    log.info("Bản tin: %d bản tin, %d tệp.", len(run.site.corpus.bulletins), count)
    return env


def on_page_context(context: Any, *, page: Any, config: MkDocsConfig, nav: Any) -> Any:
    """Give the home page its view."""
    run = _run()
    if page.is_homepage and run.site:
        context["view"] = home_view(run.site)
    return context


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Swap the new site in, unless a strict build is about to fail."""
    run = _run()
    built = Path(config.site_dir)
    if config.strict and _has_warnings():
        shutil.rmtree(built, ignore_errors=True)
        return
    publish.swap(built, run.site_dir)


def on_build_error(error: Exception, **_: Any) -> None:
    """Throw away a site that was not finished; the old one stands as it was."""
    if _state.run:
        staging = publish.staging_folder(_state.run.site_dir)
        shutil.rmtree(staging, ignore_errors=True)


def on_serve(server: Any, *, config: MkDocsConfig, builder: Callable[..., None]) -> Any:
    """Keep the last good site up while a bulletin is broken, and show the problem in it."""
    build = server.builder

    def build_or_show(*args: Any, **kwargs: Any) -> None:
        try:
            build(*args, **kwargs)
        except SystemExit as stop:  # MkDocs' Abort: the problems are logged already
            problems = getattr(stop.__cause__ or stop.__context__, "problems", None)
            if problems is None or _state.run is None:
                raise
            _write_problems(_state.run.site_dir, problems, len(problems))

    server.builder = build_or_show
    return server


class _Refused(PluginError):
    """Bulletins with errors: the build ends with exit code 1 and no traceback."""

    def __init__(self, message: str, problems: list[Problem]) -> None:
        super().__init__(message)
        self.problems = problems


class _FinishedFile(File):
    """A page that the plan writes; MkDocs knows it for links and their anchors only."""

    def __init__(
        self, src_uri: str, dest_uri: str, config: MkDocsConfig, anchors: frozenset[str]
    ) -> None:
        super().__init__(
            src_uri,
            src_dir=None,
            dest_dir=config.site_dir,
            use_directory_urls=True,
            dest_uri=dest_uri,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.page: Any = _Anchors(anchors)

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Leave the writing to the plan."""


@dataclass(frozen=True)
class _Anchors:
    """As much of a page as MkDocs looks at when it checks links to anchors."""

    present_anchor_ids: frozenset[str]


class _Pages:
    """The hand-written pages, as the library sees them."""

    def __init__(self, files: Files) -> None:
        self._pages = {file.src_uri: file for file in files.documentation_pages()}

    def address(self, path: str) -> str | None:
        file = self._pages.get(path)
        return None if file is None else "" if file.url == "./" else file.url

    def anchors(self, path: str) -> frozenset[str]:
        page = self._pages[path].page
        return frozenset(getattr(page, "present_anchor_ids", None) or ())


class _Shell:
    """The theme's own Jinja environment with MkDocs' own page context."""

    def __init__(
        self,
        env: Any,
        config: MkDocsConfig,
        nav: Navigation,
        menu: dict[str, Link],
        workshop: Workshop,
    ) -> None:
        self._env = env
        self._config = config
        self._nav = nav
        self._menu = menu
        self._below_docs = docs_path(workshop.library, workshop.docs_dir)
        self._root = workshop.library.root
        self.digest = self._digest()

    def render(self, page: Page) -> bytes:
        """Return the HTML of a page."""
        mkpage = self._page(page)
        entry = self._menu.get(page.menu)
        if entry:
            entry.active = True
        try:
            context = get_context(self._nav, [], self._config, mkpage)
            context["view"] = page.view  # type: ignore[typeddict-unknown-key]
            context["feeds"] = page.feeds  # type: ignore[typeddict-unknown-key]
            html: str = self._env.get_template(page.template).render(context)
        finally:
            if entry:
                entry.active = False
        return html.encode("utf-8", "xmlcharrefreplace")

    def _page(self, page: Page) -> MkDocsPage:
        source = f"{page.edit or page.address + 'index'}"
        if page.edit:
            below = os.path.relpath(self._root, self._config.docs_dir)
            source = (Path(below) / page.edit).as_posix()
        file = File(
            source,
            src_dir=None,
            dest_dir=self._config.site_dir,
            use_directory_urls=True,
            dest_uri=f"{page.address}index.html",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        if not page.edit:
            file.edit_uri = None
        mkpage = MkDocsPage(page.title, file, self._config)
        mkpage.content = ""
        mkpage.meta = {"description": page.description} if page.description else {}
        mkpage.toc = TableOfContents([_anchor(entry) for entry in page.toc])
        return mkpage

    def _digest(self) -> str:
        """Hash a page without content, and the sources of this site's templates."""
        known = hashlib.sha256(self.render(Page("main.html", "-/", "-", None)))
        for folder in self._config.theme.dirs:
            if Path(folder) == Path(self._config.theme.custom_dir or ""):
                for file in sorted(Path(folder).rglob("*.html")):
                    known.update(file.read_bytes())
        return known.hexdigest()


def _anchor(entry: Any) -> AnchorLink:
    link = AnchorLink(entry.name, entry.id, entry.level)
    link.children = [_anchor(child) for child in entry.children]
    return link


def _run() -> _Run:
    if _state.run is None:
        raise PluginError("on_config has not run")
    return _state.run


def _now() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")  # reproducible-builds.org
    return datetime.fromtimestamp(int(epoch), VIETNAM) if epoch else datetime.now(VIETNAM)


def _resolve_what_can_be(workshop: Workshop, config: MkDocsConfig) -> None:
    """Check links too before stopping, so that an editor sees all problems at once."""
    from bantin.handwritten import MarkdownPages

    workshop.resolve(MarkdownPages(Path(config.docs_dir), workshop.renderer))


def _report(run: _Run) -> None:
    for found in sorted(run.workshop.problems[run.reported :], key=lambda found: found.order):
        log.log(logging.ERROR if found.is_error else logging.WARNING, text_line(found))
    run.reported = len(run.workshop.problems)


def _stop(problems: Any, count: int) -> None:
    ordered = sorted(problems, key=lambda found: found.order)
    for found in ordered:
        log.log(logging.ERROR if found.is_error else logging.WARNING, text_line(found))
    raise _Refused(f"{summary(ordered, count)} Trang đã đăng giữ nguyên.", ordered)


def _write_problems(folder: Path, problems: list[Problem], count: int) -> None:
    (folder / _SERVE_PROBLEMS).write_text(as_json(problems, count), "utf-8")


def _has_warnings() -> bool:
    for handler in logging.getLogger("mkdocs").handlers:
        if isinstance(handler, CountHandler) and handler.get_counts():
            return True
    return False
