"""The page of the calendar, and the calendars of the site, its topics, issuers and bulletins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bantin.bulletin import Bulletin
from bantin.model import Site
from bantin.occasions import Day, Occasion, in_order, occasions_of, shown
from bantin.output import Output, Page, Shell, digest, page_output
from bantin.views import Named

# Old meetings are of no use in a calendar, and a telephone fetches all of it time and again. The
# page of each bulletin keeps its own.
_MOST: Final = 1000
# The page of docs/ that tells how to subscribe, if the site has one.
_GUIDES: Final = ("huong-dan/theo-doi/", "huong-dan/theo-doi.html")


@dataclass(frozen=True, slots=True)
class Month:
    """The events and deadlines of one month."""

    label: str
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The page of the calendar: months, newest first, and what comes every year."""

    months: tuple[Month, ...]
    yearly: tuple[Day, ...]
    topics: tuple[Named, ...]
    issuers: tuple[Named, ...]
    guide: str


def calendar(site: Site, shell: Shell) -> Iterator[Output]:
    """Plan the page and the files; topics and issuers without any item have an empty calendar."""
    corpus, settings = site.corpus, site.corpus.settings
    of = {bulletin.path: occasions_of(corpus, bulletin) for bulletin in corpus.bulletins}
    for bulletin in corpus.bulletins:
        if of[bulletin.path]:
            path = f"bulletins/{bulletin.address}/event.ics"
            title = bulletin.front.title
            yield _file(site, path, title, of[bulletin.path], source=bulletin.file)

    def latest(bulletins: Sequence[Bulletin]) -> tuple[Occasion, ...]:
        found = in_order(one for bulletin in bulletins for one in of[bulletin.path])
        yearly = [one for one in found if one.every]
        once = [one for one in found if not one.every]
        return in_order([*yearly, *once[-_MOST:]])

    whole = latest(corpus.bulletins)
    yield _file(site, "calendar.ics", site.name, whole)
    lists: dict[str, list[Named]] = {"topics": [], "issuers": []}
    labels = {
        "topics": settings.topics,
        "issuers": {key: issuer.name for key, issuer in settings.issuers.items()},
    }
    groups = {"topics": corpus.by_topic, "issuers": corpus.by_issuer}
    for folder, named in labels.items():
        for key, label in named.items():
            found = latest(groups[folder][key])
            path = f"{folder}/{key}/calendar.ics"
            yield _file(site, path, f"{site.name}: {label}", found)
            if found:
                lists[folder].append(Named(label, path, len(found)))
    yearly = sorted((one for one in whole if one.every), key=lambda one: one.yearly_key)
    view = CalendarView(
        months=_months(whole),
        yearly=tuple(shown(one) for one in yearly),
        topics=tuple(lists["topics"]),
        issuers=tuple(lists["issuers"]),
        guide=next((page.address for page in site.pages if page.address in _GUIDES), ""),
    )
    yield page_output(Page("calendar.html", "calendar/", "Lịch", view, menu="calendar/"), shell)


def _months(occasions: Sequence[Occasion]) -> tuple[Month, ...]:
    days = [shown(one) for one in occasions if not one.every]
    months = [Month(label, tuple(found)) for label, found in groupby(days, lambda day: day.month)]
    return tuple(reversed(months))


def _file(
    site: Site, path: str, name: str, occasions: tuple[Occasion, ...], source: str = ""
) -> Output:
    def make() -> bytes:
        from bantin import ics  # noqa: PLC0415 - 30 ms, and most builds make no calendar anew

        return ics.calendar(name, occasions, site.url)

    key = digest("calendar", name, occasions, site.url if occasions else "")
    return Output(path, key, make, source)
