"""What the home page shows; MkDocs renders the page itself, as it is one of ``docs/``."""

from dataclasses import dataclass

from bantin.bulletin import Bulletin
from bantin.model import Site
from bantin.occasions import Day, perhaps_coming
from bantin.views import Card, Named

_NEWS = 6
_NOTICES = 8
_DOCUMENTS = 10


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything on the home page that comes from the bulletins."""

    lead: Card | None
    lead_alt: str
    news: tuple[Card, ...]
    notices: tuple[Card, ...]
    documents: tuple[Card, ...]
    topics: tuple[Named, ...]
    counts: tuple[Named, ...]
    updated: str
    upcoming: tuple[Day, ...]


def home_view(site: Site) -> HomeView:
    """Return the view of the home page."""
    corpus = site.corpus
    news = sorted(corpus.news, key=lambda bulletin: not bulletin.facts.pinned)
    notices = [bulletin for bulletin in corpus.documents if bulletin.type.notice]
    documents = [bulletin for bulletin in corpus.documents if not bulletin.type.notice]
    lead = news[0] if news else None
    year = next(iter(corpus.by_year), None)
    counts = [
        Named("văn bản", "register/", len(corpus.documents)),
        Named("tin bài", "types/tin/", len(corpus.news)),
    ]
    if year is not None:
        counts.append(Named(f"bản tin năm {year}", f"years/{year}/", len(corpus.by_year[year])))
    return HomeView(
        lead=site.card(lead) if lead else None,
        lead_alt=lead.front.image.alt if lead and lead.front.image else "",
        news=_cards(site, news[1 : _NEWS + 1]),
        notices=_cards(site, _pinned_first(notices)[:_NOTICES]),
        documents=_cards(site, _pinned_first(documents)[:_DOCUMENTS]),
        topics=tuple(
            Named(label, f"topics/{topic}/", len(corpus.by_topic[topic]))
            for topic, label in corpus.settings.topics.items()
        ),
        counts=tuple(counts),
        updated=corpus.bulletins[0].front.date.numeric if corpus.bulletins else "",
        upcoming=perhaps_coming(corpus),
    )


def _pinned_first(bulletins: list[Bulletin]) -> list[Bulletin]:
    return sorted(bulletins, key=lambda bulletin: not bulletin.facts.pinned)


def _cards(site: Site, bulletins: list[Bulletin]) -> tuple[Card, ...]:
    return tuple(site.card(bulletin) for bulletin in bulletins)
