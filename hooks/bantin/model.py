"""What every output may look at: the site's names, its corpus, links and files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from bantin.bulletin import Bulletin
from bantin.citing import Citations
from bantin.corpus import Corpus
from bantin.files import PublishedFile
from bantin.links import bound
from bantin.moves import Moves
from bantin.output import digest
from bantin.progress import Progress
from bantin.shelf import Shelf
from bantin.source import Library
from bantin.views import Card, Line, card, line

NEWS: Final = "tin"  # the type of news articles


@dataclass(frozen=True, slots=True)
class HandWrittenPage:
    """A page of ``docs/`` as the sitemap and the search index see it."""

    address: str
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class KnownIndex:
    """The index of the search as it is published.

    ``files`` are read by their names in the folder, ``outputs`` the keys of their outputs, and
    ``analyses`` the keys of the analyses that it was built of, in its order; ``of`` those of
    bulletins by path.
    """

    files: Mapping[str, bytes]
    outputs: Mapping[str, str]
    analyses: Sequence[str]
    of: Mapping[str, str]


@dataclass(frozen=True)
class Site:
    """A site to be planned.

    ``url`` is its full address with a slash at the end; ``addresses`` tell where the links of
    each bulletin lead; ``workers`` is how many processes may share the work. ``shelf`` keeps the
    analyses of the search; ``index`` is its index as it was published, if that is known;
    ``progress`` is told of what takes long; ``moves`` are what stands at old addresses.
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
    citations: Citations
    workers: int = 1
    shelf: Shelf | None = None
    index: KnownIndex | None = None
    progress: Progress = field(default_factory=Progress)
    moves: Moves = field(default_factory=Moves)

    def card(self, bulletin: Bulletin) -> Card:
        """Return the card of a bulletin."""
        found = self._cards.get(bulletin.path)
        if found is None:
            found = self._cards[bulletin.path] = card(self.corpus, self.files, bulletin)
        return found

    @cached_property
    def by_type(self) -> dict[str, list[Bulletin]]:
        """Bulletins by type: the types that occur, and news always, as the menu leads there."""
        found = {NEWS: self.corpus.news, **self.corpus.by_type}
        return {kind: found[kind] for kind in self.corpus.context.types if kind in found}

    def line(self, bulletin: Bulletin) -> Line:
        """Return a bulletin in one line."""
        found = self._lines.get(bulletin.path)
        if found is None:
            found = self._lines[bulletin.path] = line(self.corpus, bulletin)
        return found

    @cached_property
    def _cards(self) -> dict[str, Card]:
        return {}

    @cached_property
    def _lines(self) -> dict[str, Line]:
        return {}

    def html(self, bulletin: Bulletin, base: str | None = None) -> str:
        """Return the body of a bulletin with its links relative to its page, or below *base*.

        Mentions of other documents are marked, and lead there.
        """
        html = self.citations.annotated(bulletin, base)
        return bound(html, self.addresses[bulletin.path], bulletin, base)

    def html_key(self, bulletin: Bulletin) -> str:
        """Return a hash of what the HTML of a bulletin is made of, without making it."""
        path = bulletin.path
        body = self.corpus.bodies[path]
        return digest(body.key, self.addresses[path], self.citations.targets(bulletin))
