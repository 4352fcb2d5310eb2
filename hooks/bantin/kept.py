"""Bulletins on the shelf, of which only the facts are in memory until more is asked for."""

from typing import TYPE_CHECKING, Protocol

from bantin.bulletin import Bulletin

if TYPE_CHECKING:
    from bantin.facts import Facts
    from bantin.parse import Marks
    from bantin.reading import Reading
    from bantin.rules import DocumentType
    from bantin.schema import FrontMatter
    from bantin.settings import Issuer
    from bantin.validation import Context


class Keeper(Protocol):
    """Whoever can take a bulletin down from the shelf."""

    context: "Context"

    def file(self, path: str) -> str:
        """Return the name of its file in messages."""

    def take(self, path: str) -> "Reading":
        """Return the reading of a bulletin."""

    def body_text(self, path: str) -> str:
        """Return the Markdown of its body."""


class KeptBulletin(Bulletin):
    """A bulletin as it was read before, or just now."""

    _keeper: Keeper

    def __init__(self, path: str, facts: "Facts", keeper: Keeper) -> None:
        # One by one: so a hundred thousand share the keys of their dictionaries.
        object.__setattr__(self, "path", path)
        object.__setattr__(self, "facts", facts)
        object.__setattr__(self, "_keeper", keeper)

    @property
    def file(self) -> str:
        """The name of its file in messages."""
        return self._keeper.file(self.path)

    @property
    def type(self) -> "DocumentType":
        """Its type."""
        return self._keeper.context.types[self.facts.type]

    @property
    def issuer_id(self) -> str:
        """Who issued it, as the settings name him."""
        return self.facts.issuer

    @property
    def issuer(self) -> "Issuer":
        """Who issued it."""
        return self._keeper.context.settings.issuers[self.facts.issuer]

    @property
    def front(self) -> "FrontMatter":
        """The front matter."""
        return self._keeper.take(self.path).bulletin.front

    @property
    def marks(self) -> "Marks":
        """Where the parts of the front matter stand."""
        return self._keeper.take(self.path).bulletin.marks

    @property
    def body_line(self) -> int:
        """The line on which the body begins."""
        return self._keeper.take(self.path).bulletin.body_line

    @property
    def body(self) -> str:
        """The body as it is written, for messages that name a place in it."""
        return self._keeper.body_text(self.path)
