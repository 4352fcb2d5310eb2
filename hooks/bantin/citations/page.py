"""The text of rendered HTML, with the place of each of its characters.

What is closed to mentions (links, code, what the author opted out) is one character there that
belongs to no number; a blank line stands between blocks.
"""

import html as entities
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

_PIECE: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*)"
    r"(?P<attributes>(?:[^\"'>]++|\"[^\"]*\"|'[^']*'){0,200}+)>|&[#\w]{1,32};|<[!?][^>]*>|[^<&]++|[<&]",
    re.DOTALL,
)
_CLOSED: Final = frozenset(
    [
        "a",
        "button",
        "canvas",
        "code",
        "iframe",
        "kbd",
        "math",
        "noscript",
        "object",
        "option",
        "pre",
        "samp",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "tt",
        "var",
    ]
)
# What is closed to mentions and yet read by readers; the others show nothing, or no text.
_READ: Final = frozenset(["a", "code", "kbd", "pre", "samp", "tt", "var"])
_RAW: Final = frozenset(["script", "style", "textarea", "title"])
# Elements in a line of text: a mention may run across their edges.
_INLINE: Final = frozenset(
    [
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "u",
        "wbr",
    ]
)
VOID: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_CLASSES: Final = re.compile(r"\bclass\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_OPT_OUT: Final = "no-citation"
_SIGNS: Final = frozenset(["headerlink", "footnote-ref", "footnote-backref"])  # ¶, ↩
_HOLE: Final = "\ufffc"  # stands for what is closed to mentions


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of an inline element."""

    start: int
    end: int
    name: str
    closes: bool
    source: str


@dataclass(slots=True)
class Page:
    """The text of a page in stretches, with the place of each in the HTML.

    A stretch is (first offset in the text, start and end in the HTML); where both are of one
    length the characters are the same. ``holes`` are the places of what is closed to mentions,
    with what readers see there.
    """

    text: list[str] = field(default_factory=list)
    length: int = 0
    offsets: list[int] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    holes: list[tuple[int, list[str]]] = field(default_factory=list)

    def add(self, text: str, start: int, end: int) -> None:
        """Add *text*, which stands from *start* to *end* in the HTML."""
        self.text.append(text)
        self.offsets.append(self.length)
        self.places.append((start, end))
        self.length += len(text)

    def as_read(self) -> tuple[str, Callable[[int], int]]:
        """Return the text as readers see it, and what tells the place there of an offset."""
        text = "".join(self.text)
        holes = [(offset, "".join(shown)) for offset, shown in self.holes]
        parts: list[str] = []
        begin, moved = 0, [0]
        for offset, shown in holes:
            parts += (text[begin:offset], shown)
            begin = offset + len(_HOLE)
            moved.append(moved[-1] + len(shown) - len(_HOLE))
        offsets = [offset for offset, _ in holes]
        return "".join([*parts, text[begin:]]), lambda at: at + moved[bisect_left(offsets, at)]

    def place(self, offset: int) -> tuple[int, int]:
        """Return where the character at *offset* of the text stands in the HTML."""
        stretch = bisect_right(self.offsets, offset) - 1
        start, end = self.places[stretch]
        if len(self.text[stretch]) != end - start:
            return start, end
        start += offset - self.offsets[stretch]
        return start, start + 1

    def tags_between(self, start: int, end: int) -> list[Tag]:
        """Return the tags that stand in that stretch of the HTML."""
        first = bisect_left(self.tags, start, key=lambda tag: tag.start)
        last = bisect_left(self.tags, end, key=lambda tag: tag.start)
        return self.tags[first:last]

    def tag_ending(self, place: int) -> Tag | None:
        """Return the start tag that ends just before *place*."""
        index = bisect_left(self.tags, place, key=lambda tag: tag.end)
        found = self.tags[index] if index < len(self.tags) else None
        return found if found and found.end == place and not found.closes else None

    def tag_starting(self, place: int) -> Tag | None:
        """Return the end tag that begins at *place*."""
        index = bisect_left(self.tags, place, key=lambda tag: tag.start)
        found = self.tags[index] if index < len(self.tags) else None
        return found if found and found.start == place and found.closes else None


def read_page(html: str) -> Page:
    """Return the text of rendered *html*. Never raises."""
    reader = _Reader()
    raw = ""
    for match in _PIECE.finditer(html):
        name = (match["name"] or "").lower()
        if raw and not (name == raw and match["close"]):
            continue
        raw = ""
        if name:
            reader.tag(match, name)
            raw = name if name in _RAW and not match["close"] else ""
        elif not match[0].startswith(("<!", "<?")):
            reader.text(match[0], match.start())
    return reader.page


class _Reader:
    def __init__(self) -> None:
        self.page = Page()
        self._closed: list[str] = []  # the open elements inside which nothing is marked
        self._shown: list[str] = []  # what readers see of them

    def text(self, source: str, start: int) -> None:
        is_entity = source[0] == "&" and len(source) > 1
        # A line end is a blank.
        text = entities.unescape(source) if is_entity else source.replace("\n", " ")
        if self._closed:
            self._shown.append(text)
        else:
            self.page.add(text, start, start + len(source))

    def tag(self, match: re.Match[str], name: str) -> None:
        source, closes = match[0], bool(match["close"])
        if self._closed:
            self._inside_closed(name, source, closes=closes)
        elif not closes and _is_closed(name, match["attributes"]):
            self._shown = []
            if _is_read(name, match["attributes"]):
                self.page.holes.append((self.page.length, self._shown))
            self.page.add(_HOLE, match.start(), match.end())
            if name not in VOID and not source.endswith("/>"):
                self._closed.append(name)
        elif name in _INLINE:
            self.page.tags.append(Tag(match.start(), match.end(), name, closes, source))
        else:
            self.page.add("\n" if name == "br" else "\n\n", match.start(), match.end())

    def _inside_closed(self, name: str, source: str, *, closes: bool) -> None:
        """Keep count of the elements of one name, as they may hold one another."""
        if name not in _INLINE and name not in _READ:
            self._shown.append("\n\n")
        if name != self._closed[0] or source.endswith("/>"):
            return
        if closes:
            self._closed.pop()
        else:
            self._closed.append(name)


def _is_closed(name: str, attributes: str) -> bool:
    return name in _CLOSED or _OPT_OUT in _class_names(attributes)


def _is_read(name: str, attributes: str) -> bool:
    return (name in _READ or name not in _CLOSED) and _SIGNS.isdisjoint(_class_names(attributes))


def _class_names(attributes: str) -> list[str]:
    found = _CLASSES.search(attributes) if "class" in attributes else None
    return " ".join(filter(None, found.groups())).split() if found else []
