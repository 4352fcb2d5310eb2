"""Hand the plan of the bulletins to MkDocs: the only file that knows MkDocs.

MkDocs owns the theme, its configuration, and the few hand-written pages; the library does the
rest. The site is built beside the old one and swapped in when all is well.
"""

import logging
import os
import posixpath
import re
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Link, Navigation

from bantin import publish, reference
from bantin.catalogue import Problems
from bantin.dates import VIETNAM
from bantin.handwritten import MarkdownPages
from bantin.ledger import Ledger, maker
from bantin.lock import BuildLock
from bantin.outputs.home import home_view
from bantin.problems import problem
from bantin.progress import Progress, Stage
from bantin.search.classic import classic_script, minified
from bantin.settings import read_settings
from bantin.siteconfig import locate
from bantin.source import why
from bantin.workers import WorkerError, processors
from bantin.workshop import Workshop
from bantin_mkdocs.bar import shown
from bantin_mkdocs.build_report import (
    Done,
    build_line,
    clock,
    preview_line,
    timings,
    waiting_line,
)
from bantin_mkdocs.page_checks import (
    finished_problems,
    keeping_policy,
    own_problems,
    theme_problems,
)
from bantin_mkdocs.planning import plan_site
from bantin_mkdocs.problem_log import (
    PROGRAM,
    RefusedError,
    has_warnings,
    log,
    log_problems,
    write_problems,
)
from bantin_mkdocs.run import Run
from bantin_mkdocs.shell import ThemeShell, escape_our_templates
from bantin_mkdocs.site_files import SiteFiles

_MENU = (
    ("Tin tức", "types/tin/"),
    ("Văn bản", "bulletins/"),
    ("Chủ đề", "topics/"),
    ("Cơ quan", "issuers/"),
    ("Lịch", "calendar/"),
    ("Sổ văn bản", "register/"),
    ("Kênh tin", "feeds/"),
)
# Files of the theme that nothing here asks for: its own search, source maps, its sitemap.
_NEEDLESS = re.compile(r"sitemap\.xml|assets/.*\.map|assets/javascripts/(?:lunr|workers)/.*")
# The preview shows drafts, so what it remembers is of no use to a build.
_SHELVES = {"serve": ".cache/bantin/preview.sqlite3"}
_SHELF = ".cache/bantin/readings.sqlite3"
_LEDGER = ".cache/bantin/ledger.sqlite3"
_TIMINGS = "BANTIN_TIMINGS"  # in the environment: MkDocs takes no options of a hook


@dataclass
class _State:
    command: str = "build"
    run: Run | None = None
    lock: BuildLock | None = None

    def end(self) -> None:
        """Let the next build begin."""
        if self.lock:
            self.lock.release()


_state = _State()


def on_startup(*, command: str, **_: Any) -> None:
    """Remember whether this is a build or a preview; drafts are for the preview only."""
    _state.command = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the settings and every bulletin; stop here if anything is wrong.

    MkDocs has not touched the old site yet at this point.
    """
    file = Path(config.config_file_path or "mkdocs.yml")
    _state.lock = BuildLock(file)
    _state.lock.take(lambda: log.info("Đang đợi một lần dựng khác của trang này xong…"))
    progress = Progress(clock, shown(logging.getLogger(PROGRAM)))
    settings, problems = read_settings(config.extra.get("bantin"), lambda path: locate(file, path))
    if not config.site_url:
        problems.append(problem(Problems.NO_SITE_URL, locate(file, ("site_url",))))
    if settings is None or any(found.is_error for found in problems):
        log_problems(problems)
        raise RefusedError(problems, 0)
    workshop = Workshop(
        settings=settings,
        config_file=file,
        docs_dir=Path(config.docs_dir),
        theme_dir=Path(config.theme.custom_dir) if config.theme.custom_dir else None,
        markdown=(list(config.markdown_extensions), dict(config.mdx_configs)),
        now=_now(),
        with_drafts=_state.command == "serve",
        workers=processors(),
        shelf=file.parent / _SHELVES.get(_state.command, _SHELF),
        maker=maker(),
        clock=time.time_ns(),
        progress=progress,
    )
    workshop.problems += problems
    site_dir = Path(config.site_dir).resolve()  # a link to the folder stays a link
    if _state.run and _state.run.site_dir == site_dir:
        ledger = _state.run.ledger  # the preview goes on from its last build
    else:
        ledger = Ledger(None if _state.command == "serve" else file.parent / _LEDGER, site_dir)
    below_docs = _path_from_docs(workshop)
    _state.run = run = Run(
        workshop, site_dir, ledger, progress, _state.command, below_docs=below_docs
    )
    keep = 1 if _state.command == "serve" else settings.releases
    try:
        run.release = publish.begin(site_dir, ledger, keep, workshop.workers)
    except OSError as error:
        raise PluginError(_why_not(error)) from error
    workshop.load()
    if not workshop.readings.quiet:
        workshop.examine()
    if any(found.is_error for found in workshop.problems):
        # Check links too before stopping, so that an editor sees all problems at once.
        pages = MarkdownPages(Path(config.docs_dir), workshop.renderer)
        workshop.resolve(pages)
        workshop.problems += [*pages.problems(), *own_problems(config)]
    run.report()
    run.stop()
    _refuse_folders(config, run)
    toc = config.mdx_configs.setdefault("toc", {})
    toc.setdefault("slugify", workshop.renderer.slugify)
    config.theme.static_templates.discard("sitemap.xml")  # the plan has its own, with bulletins
    try:
        config.site_dir = str(run.release.scratch)
    except OSError as error:
        raise PluginError(_why_not(error)) from error
    config.extra["bantin_serve"] = _state.command == "serve"
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the bulletins as finished files, and the reference pages made from the code."""
    run = _run()
    run.files = files
    for file in [*files]:
        if file.src_dir != config.docs_dir and _NEEDLESS.fullmatch(file.src_uri):
            files.remove(file)
    files = SiteFiles(files, config, run.workshop.corpus, run.below_docs)
    for name, content in reference.pages(run.workshop.settings).items():
        if files.get_file_from_path(name) is None:
            files.append(File.generated(config, name, content=content))
    folder = "assets/javascripts/search/"
    modules = {
        file.src_uri.removeprefix(folder): file.content_string
        for file in files.javascript_files()
        if file.src_uri.startswith(folder)
    }
    script = classic_script(modules, "start.js")
    files.append(File.generated(config, "assets/javascripts/search.js", content=script))
    for name, source in modules.items():
        if found := files.get_file_from_path(folder + name):
            files.remove(found)
        files.append(File.generated(config, folder + name, content=minified(source)))
    return files


def on_nav(nav: Navigation, **_: Any) -> Navigation:
    """Put the lists into the menu, after the home page."""
    run = _run()
    run.nav = nav
    run.menu = {address: Link(title, address) for title, address in _MENU}
    nav.items[1:1] = run.menu.values()
    return nav


@event_priority(-100)
def on_page_content(html: str, *, page: Any, **_: Any) -> str:
    """Hold a hand-written page against the content security policy."""
    content, found = keeping_policy(page, html)
    _run().workshop.problems += found
    return content


@event_priority(-100)
def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Check links both ways, plan the site, and write it into the new folder.

    By now MkDocs has rendered the hand-written pages, so that their anchors are known.
    """
    run = _run()
    escape_our_templates(env, config)
    if run.nav is None:
        raise PluginError("on_env came before on_nav")
    shell = ThemeShell(env, config, run.nav, run.menu, run.below_docs)
    run.workshop.problems += own_problems(config)
    run.workshop.problems += theme_problems(shell.sample, config, run.workshop.problems)
    planned = plan_site(run, config, files, shell)
    with run.progress.stage(Stage.MAKING, len(planned.outputs)) as tell:
        made = publish.write(
            planned.outputs,
            run.open_release(),
            run.workshop.workers,
            whole=planned.whole,
            removed=planned.removed,
            tell=tell,
        )
    run.pages = sum(path.endswith("/index.html") for path in made)
    if _state.command == "serve":
        # A file of the release; what was built is told when that is known.
        write_problems(Path(config.site_dir), run.workshop.problems, run.workshop.count)
    return env


def on_page_context(context: Any, *, page: Any, **_: Any) -> Any:
    """Give the home page its view."""
    run = _run()
    if page.is_homepage and run.site:
        context["view"] = home_view(run.site)
    return context


@event_priority(-100)
def on_post_page(output: str, *, page: Any, **_: Any) -> str:
    """Hold the finished page against the content security policy, too."""
    _run().workshop.problems += finished_problems(output, page, page.file.src_uri)
    return output


@event_priority(-100)
def on_post_template(output: str, *, template_name: str, **_: Any) -> str:
    """Do so with a page that is made from a template alone, as that of wrong addresses."""
    if template_name.endswith(".html"):
        _run().workshop.problems += finished_problems(output, None, template_name)
    return output


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Swap the new site in, unless a strict build is about to fail."""
    run = _run()
    run.report()
    run.stop()
    if config.strict and has_warnings():
        run.abandon()
    else:
        release = str(run.workshop.clock)
        with run.progress.stage(Stage.PUBLISHING) as tell:
            published = run.open_release().publish(release)
            tell(len(published.written))
        run.enter_addresses()
        with run.progress.stage(Stage.REMEMBERING):
            run.remember(release)
        _report(run, published)
    _state.end()
    config.site_dir = str(run.site_dir)  # `mkdocs gh-deploy` goes on from here


def _report(run: Run, published: publish.Summary) -> None:
    """Say what the build did; where the time went, too, if somebody asked for that."""
    readings = run.workshop.readings
    done = Done(
        changed=readings.changed,
        read=readings.anew,
        bulletins=run.workshop.count,
        pages=run.pages,
        written=len(published.written),
        reused=published.kept,
    )
    if os.environ.get(_TIMINGS, "0") not in ("", "0"):
        log.info(timings(run.progress))
    if _state.command == "serve":
        line = preview_line(done, run.progress)
        write_problems(run.site_dir, run.workshop.problems, run.workshop.count, line)
    else:
        line = build_line(done, run.progress)
    log.info(line)
    if waiting := waiting_line(run.workshop.corpus):
        log.info(waiting)


def on_build_error(error: Exception, **_: Any) -> None:
    """Throw away a site that was not finished; the old one stands as it was."""
    if _state.run:
        _state.run.abandon()
    _state.end()
    if isinstance(error, WorkerError):
        raise PluginError(f"{error} Trang đã đăng giữ nguyên.") from error
    if isinstance(error, OSError) and error.errno:
        raise PluginError(_why_not(error)) from error


def on_shutdown(**_: Any) -> None:
    """Throw away a site that was not finished because somebody pressed Ctrl+C."""
    if _state.run:
        _state.run.abandon()
        if _state.command == "serve":
            publish.remove_all(_state.run.site_dir)  # MkDocs removes its site too
    _state.end()


def on_serve(server: Any, **_: Any) -> Any:
    """Keep the last good site up while a bulletin is broken, and show the problem in it."""
    build = server.builder
    root = _run().workshop.library.root
    if root.is_dir():
        server.watch(str(root))

    def build_or_show(*args: Any, **kwargs: Any) -> None:
        try:
            build(*args, **kwargs)
        except SystemExit as stop:  # MkDocs' Abort: the problems are logged already
            refused = stop.__cause__ or stop.__context__
            if not isinstance(refused, RefusedError) or _state.run is None:
                raise
            write_problems(_state.run.site_dir, refused.problems, refused.count)

    server.builder = build_or_show
    return server


def _run() -> Run:
    if _state.run is None:
        raise PluginError("on_config has not run")
    return _state.run


def _now() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")  # reproducible-builds.org
    if not epoch:
        return datetime.now(VIETNAM)
    try:
        return datetime.fromtimestamp(int(epoch), VIETNAM)
    except (ValueError, OverflowError, OSError) as error:
        raise PluginError(f"SOURCE_DATE_EPOCH phải là số giây từ năm 1970: «{epoch}».") from error


def _path_from_docs(workshop: Workshop) -> str:
    """Return the path of the folder of bulletins as seen from ``docs/``, with ``/``."""
    return posixpath.relpath(workshop.library.root.as_posix(), workshop.docs_dir.as_posix())


def _refuse_folders(config: MkDocsConfig, run: Run) -> None:
    """Refuse folders in which MkDocs or the swap would lay hands on the bulletins."""
    root = run.workshop.library.root.resolve()
    docs, project = Path(config.docs_dir).resolve(), run.workshop.config_file.resolve().parent
    if root.is_relative_to(docs):
        raise PluginError(
            f"«bulletins_dir» ({root}) nằm trong «docs_dir» ({docs}): MkDocs sẽ tự đăng cả bản "
            "nháp. Chuyển thư mục bản tin ra ngoài."
        )
    if root.is_relative_to(run.site_dir) or project.is_relative_to(run.site_dir):
        raise PluginError(
            f"«site_dir» ({run.site_dir}) chứa bản tin hoặc mkdocs.yml, mà mỗi lần đăng thư mục "
            "này được thay mới. Chọn một thư mục riêng, ví dụ site."
        )


def _why_not(error: OSError) -> str:
    return (
        f"Không đọc hoặc ghi được «{error.filename or 'trang'}»: {why(error)}. "
        "Trang đã đăng giữ nguyên."
    )
