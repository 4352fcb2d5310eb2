"""What every output may look at: the site's names, its corpus, links and files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bantin.bulletin import Bulletin
from bantin.corpus import Corpus
from bantin.files import PublishedFile
from bantin.links import bound
from bantin.output import FeedLink
from bantin.source import Library
from bantin.views import Card, card


@dataclass(frozen=True, slots=True)
class HandWrittenPage:
    """A page of ``docs/`` as the sitemap and the search index see it."""

    address: str
    title: str
    html: str


@dataclass(frozen=True)
class Site:
    """A site to be planned.

    ``url`` is its full address with a slash at the end; ``addresses`` tell where the links of
    each bulletin lead.
    """

    name: str
    url: str
    description: str
    author: str
    corpus: Corpus
    library: Library
    addresses: Mapping[str, tuple[str, ...]]
    files: dict[str, PublishedFile]
    pages: tuple[HandWrittenPage, ...]

    def card(self, bulletin: Bulletin) -> Card:
        """Return the card of a bulletin."""
        found = self._cards.get(bulletin.path)
        if found is None:
            found = self._cards[bulletin.path] = card(self.corpus, self.files, bulletin)
        return found

    @cached_property
    def _cards(self) -> dict[str, Card]:
        return {}

    def html(self, bulletin: Bulletin, base: str | None = None) -> str:
        """Return the body of a bulletin with its links relative to its page, or below *base*."""
        return bound(self.corpus, self.addresses, bulletin, base)

    @property
    def feed_link(self) -> FeedLink:
        """The feed of the whole site."""
        return FeedLink(self.name, "")
