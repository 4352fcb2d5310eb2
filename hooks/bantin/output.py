"""Files of the site, planned before they are made."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Protocol

import orjson


class Output:
    """One file of the site.

    ``path`` is below the site's folder. ``key`` is a hash of everything that the bytes depend
    on: two outputs of one key have the same bytes. ``make`` makes them. Where the key costs much,
    it is given as a function, which is asked when it is needed, perhaps in a worker process.
    """

    __slots__ = ("_key", "make", "path", "source")

    def __init__(
        self, path: str, key: str | Callable[[], str], make: Callable[[], bytes], source: str = ""
    ) -> None:
        self.path = path
        self.make = make
        self.source = source
        self._key = key

    @property
    def key(self) -> str:
        """The hash of all that the bytes depend on."""
        if not isinstance(self._key, str):
            self._key = self._key()
        return self._key


@dataclass(frozen=True, slots=True)
class TocEntry:
    """An entry of a page's table of contents."""

    level: int
    id: str
    name: str
    children: tuple["TocEntry", ...] = ()


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page announces: its title and the folder of its files."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be put into the theme: which template shows which view, and at what address.

    ``address`` is the page's folder with a slash at its end; ``menu`` the address of the entry
    of the menu that it belongs to; ``edit`` the path of the file that an editor changes.
    """

    template: str
    address: str
    title: str
    view: Any
    description: str = ""
    menu: str = ""
    toc: tuple[TocEntry, ...] = ()
    edit: str = ""
    feeds: tuple[FeedLink, ...] = ()


class Shell(Protocol):
    """The theme, as the library sees it."""

    @property
    def digest(self) -> str:
        """A hash of all that pages take from the theme and its configuration."""

    def render(self, page: Page) -> bytes:
        """Return the HTML of a page."""


def page_output(page: Page, shell: Shell, source: str = "") -> Output:
    """Plan a page."""
    key = digest("page", shell.digest, page)
    return Output(f"{page.address}index.html", key, lambda: shell.render(page), source)


def late_page_output(address: str, plan: Callable[[], Page], shell: Shell) -> Output:
    """Plan a page whose view costs much: it is made only when its key is asked for."""
    page = _LatePage(plan, shell)
    return Output(f"{address}index.html", page.key, page.make)


class _LatePage:
    """A page that is let go when it is made."""

    def __init__(self, plan: Callable[[], Page], shell: Shell) -> None:
        self._plan = plan
        self._shell = shell
        self._known: Page | None = None

    def key(self) -> str:
        self._known = self._plan()
        return digest("page", self._shell.digest, self._known)

    def make(self) -> bytes:
        page, self._known = self._known or self._plan(), None
        return self._shell.render(page)


def digest(*parts: Any) -> str:
    """Return a hash of plain data and dataclasses."""
    try:
        text = orjson.dumps(parts, _plain, orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    except TypeError:  # half a character of UTF-16, which YAML lets through
        text = json.dumps(parts, sort_keys=True, default=_fields).encode()
    return hashlib.sha256(text).hexdigest()


def _fields(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, tuple):  # with names
        return list(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no place in a key")
