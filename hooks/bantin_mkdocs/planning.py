"""The plan of a build: of the pages that changed where that is known, else of the whole site."""

from collections.abc import Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from bantin.memory import Conditions, Findings, published_analyses
from bantin.model import KnownIndex, Site
from bantin.output import digest
from bantin.plan import Plan, plan, plan_texts
from bantin.progress import Stage
from bantin.published import PublishedFolder
from bantin.siteconfig import shown_path
from bantin_mkdocs.run import Run
from bantin_mkdocs.shell import ThemeShell
from bantin_mkdocs.site_files import RenderedPages, hand_written


def plan_site(run: Run, config: MkDocsConfig, files: Files, shell: ThemeShell) -> Plan:
    """Plan what is to be made of the site. Raises RefusedError if bulletins have errors."""
    with run.progress.stage(Stage.SURVEYING):
        _ = run.open_release().survey
    run.conditions = _conditions(run, config, files, shell)
    is_sound = not any(found.is_error for found in run.workshop.problems)
    planned = _plan_texts(run, config, files, shell) if is_sound else None
    planned = planned or _plan_whole(run, config, files, shell)
    found = run.workshop.problems[run.workshop.told :]
    run.findings = Findings(found, planned.index.analyses, planned.index.of)
    run.is_whole = planned.whole
    return planned


def _conditions(run: Run, config: MkDocsConfig, files: Files, shell: ThemeShell) -> Conditions:
    """Return under what the findings of this build hold."""
    pages = hand_written(files)
    settings = run.workshop.settings.model_dump(mode="json", exclude={"bulletins_dir", "releases"})
    made_with = digest(shell.digest, config.site_url, settings, pages, run.command)
    workshop = run.workshop
    return Conditions(made_with, workshop.now, run.open_release().note, workshop.book.digest)


def _plan_texts(run: Run, config: MkDocsConfig, files: Files, shell: ThemeShell) -> Plan | None:
    """Plan the pages whose bulletins' text changed, if that is all that has changed."""
    release = run.open_release()
    if run.conditions is None or not release.is_intact:
        return None
    known = run.workshop.recall(run.conditions)
    if known is None:
        return None
    run.site = _site(run, config, files, known.analysis_of)
    with run.progress.stage(Stage.PLANNING):
        planned = plan_texts(run.site, shell, run.workshop.readings.changed)
    if planned is None:
        del run.workshop.problems[run.workshop.told :]
        return None
    run.report()
    return planned


def _plan_whole(run: Run, config: MkDocsConfig, files: Files, shell: ThemeShell) -> Plan:
    """Check all links, and plan the whole site."""
    run.workshop.resolve(RenderedPages(files))
    run.report()
    run.stop()
    run.site = _site(run, config, files, {})
    taken = {
        file.dest_uri: shown_path(Path(file.abs_src_path)) if file.abs_src_path else file.src_uri
        for file in files
    }
    with run.progress.stage(Stage.PLANNING):
        planned = plan(run.site, shell, taken)
    run.workshop.problems += planned.problems
    run.report()
    run.stop()
    return planned


def _site(run: Run, config: MkDocsConfig, files: Files, analysis_of: Mapping[str, str]) -> Site:
    url = config.site_url or ""
    workshop = run.workshop
    return Site(
        name=config.site_name,
        url=url if url.endswith("/") else f"{url}/",
        description=config.site_description or "",
        author=config.site_author or "",
        corpus=workshop.corpus,
        library=workshop.library,
        addresses=workshop.addresses,
        files=workshop.files,
        citations=workshop.citations,
        workers=workshop.workers,
        pages=hand_written(files),
        shelf=workshop.readings.shelf,
        index=_published_index(run, analysis_of),
        progress=run.progress,
        moves=workshop.moves,
    )


def _published_index(run: Run, analysis_of: Mapping[str, str]) -> KnownIndex | None:
    """Return the index of the search as it is published, if all about it is known."""
    release = run.open_release()
    analyses = published_analyses(run.workshop.readings.shelf, release.note)
    if not release.is_intact or analyses is None:
        return None
    outputs = {
        path.removeprefix("search/"): key
        for path, key in run.ledger.keys.items()
        if path.startswith("search/") and path.endswith(".js")
    }
    return KnownIndex(
        PublishedFolder(run.site_dir / "search", outputs), outputs, analyses, analysis_of
    )
