"""The plan of a site: every file, before any is made."""

import posixpath
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bantin.catalogue import Problems
from bantin.model import Site
from bantin.output import Output, Shell
from bantin.outputs.api import api
from bantin.outputs.attachments import attachments
from bantin.outputs.bulletin_pages import bulletin_pages
from bantin.outputs.calendar import calendar
from bantin.outputs.cited_pages import cited_pages
from bantin.outputs.feeds import changed_feeds, feeds
from bantin.outputs.list_pages import list_pages
from bantin.outputs.log import log
from bantin.outputs.redirects import redirects
from bantin.outputs.register import register
from bantin.outputs.search import IndexPlan, changed_index, search_index, search_page
from bantin.outputs.sitemap import sitemap
from bantin.problems import Place, Problem, problem

_LISTS: Final = "các trang do Bản tin lập"


@dataclass(frozen=True, slots=True)
class Plan:
    """The files of a site, and what stands in the way of publishing them.

    ``index`` is that of the search. Where not the ``whole`` is planned, all that is not among the
    outputs stays as it is published, but for what is ``removed``.
    """

    outputs: tuple[Output, ...]
    index: IndexPlan
    problems: tuple[Problem, ...] = ()
    removed: tuple[str, ...] = ()
    whole: bool = True


def plan(site: Site, shell: Shell, taken: Mapping[str, str] | None = None) -> Plan:
    """Plan the files of a site.

    *taken* are paths that others write (the hand-written pages), with their sources.
    """
    lists = [*list_pages(site, shell)]
    table = [*register(site, shell)]
    days = [*calendar(site, shell)]
    cited = [*cited_pages(site, shell)]
    events = [*log(site, shell)]
    files = [*attachments(site)]
    index = search_index(site)
    outputs = [
        *bulletin_pages(site, shell),
        *cited,
        *lists,
        *table,
        *days,
        *events,
        *api(site),
        *feeds(site, shell),
        search_page(shell),
        *index.outputs,
        *files,
        *redirects(site, shell, {output.path: output for output in (*days, *files)}),
    ]
    pages = {
        "lists": [*_pages([*lists, *table, *days, *events]), "feeds/"],
        "cited": _pages(cited),
    }
    outputs += sitemap(site, pages)
    return Plan(tuple(outputs), index, tuple(_collisions(outputs, taken or {})))


def plan_texts(site: Site, shell: Shell, paths: Collection[str]) -> Plan | None:
    """Plan what changes when nothing but the text of the bulletins at *paths* has changed.

    None where the whole must be planned.
    """
    changed = [one for path in sorted(paths) if (one := site.corpus.by_path.get(path))]
    index = changed_index(site, changed)
    if index is None:
        return None
    outputs = [
        *bulletin_pages(site, shell, changed),
        *changed_feeds(site, changed),
        *index.outputs,
    ]
    return Plan(tuple(outputs), index, removed=tuple(index.removed), whole=False)


def _pages(outputs: Iterable[Output]) -> list[str]:
    paths = [output.path for output in outputs]
    return [path.removesuffix("index.html") for path in paths if path.endswith("index.html")]


def _collisions(outputs: Iterable[Output], taken: Mapping[str, str]) -> Iterable[Problem]:
    files: dict[str, str] = {}
    folders: dict[str, str] = {}
    for path, source in [*taken.items(), *((output.path, output.source) for output in outputs)]:
        own = source or _LISTS
        above = [*_folders(path)]
        # No two files at one path, and no file where there is a folder.
        claims = [files.get(path), folders.get(path), *map(files.get, above)]
        first = next((claim for claim in claims if claim), None)
        if first:
            address = path.removesuffix("index.html")
            place = Place(own if own != _LISTS else first)
            details = {"address": address, "first": first, "second": own}
            yield problem(Problems.ADDRESS_TAKEN, place, **details)
        files[path] = own
        folders.update(dict.fromkeys(above, own))


def _folders(path: str) -> Iterable[str]:
    while path := posixpath.dirname(path):
        yield path
