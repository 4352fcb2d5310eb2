"""The plan of a site: every file, before any is made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bantin.catalogue import Problems
from bantin.model import Site
from bantin.output import Output, Shell
from bantin.outputs.attachments import attachments
from bantin.outputs.bulletin_pages import bulletin_pages
from bantin.outputs.feeds import feeds
from bantin.outputs.list_pages import list_pages
from bantin.outputs.redirects import redirects
from bantin.outputs.register import register
from bantin.outputs.search import search
from bantin.outputs.sitemap import sitemap
from bantin.problems import Place, Problem, problem


@dataclass(frozen=True, slots=True)
class Plan:
    """The files of a site, and what stands in the way of publishing them."""

    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]


def plan(site: Site, shell: Shell, taken: Mapping[str, str] | None = None) -> Plan:
    """Plan the files of a site.

    *taken* are paths that others write (the hand-written pages), with their sources.
    """
    lists = [*list_pages(site, shell)]
    table = [*register(site, shell)]
    outputs = [
        *bulletin_pages(site, shell),
        *lists,
        *table,
        *feeds(site, shell),
        *search(site, shell),
        *attachments(site),
        *redirects(site),
    ]
    pages = [
        output.path.removesuffix("index.html")
        for output in [*lists, *table]
        if output.path.endswith("index.html")
    ]
    outputs += sitemap(site, [*pages, "feeds/"])
    return Plan(tuple(outputs), tuple(_collisions(outputs, taken or {})))


def _collisions(outputs: Iterable[Output], taken: Mapping[str, str]) -> Iterable[Problem]:
    sources = dict(taken)
    for output in outputs:
        own = output.source or "Bản tin"
        first = sources.setdefault(output.path, own)
        if first is not own:
            yield problem(
                Problems.ADDRESS_TAKEN,
                Place(output.source or first),
                address=output.path.removesuffix("index.html"),
                first=first,
                second=own,
            )
