"""The text of rendered HTML, with the place of each of its characters.

What is closed to mentions (links, code, what the author opted out) is one character there that
belongs to no number; a blank line stands between blocks.
"""

import html as entities
import re
from bisect import bisect_left, bisect_right
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
    length the characters are the same.
    """

    text: list[str] = field(default_factory=list)
    length: int = 0
    offsets: list[int] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)

    def add(self, text: str, start: int, end: int) -> None:
        """Add *text*, which stands from *start* to *end* in the HTML."""
        self.text.append(text)
        self.offsets.append(self.length)
        self.places.append((start, end))
        self.length += len(text)

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
    page = Page()
    closed: list[str] = []  # the open elements inside which nothing is marked
    raw = ""
    for match in _PIECE.finditer(html):
        source, name = match[0], (match["name"] or "").lower()
        start, end = match.span()
        if raw and not (name == raw and match["close"]):
            continue
        raw = ""
        if not name:
            if not closed and not source.startswith(("<!", "<?")):
                _add_text(page, source, start)
            continue
        closes = bool(match["close"])
        if closed:
            _inside_closed(closed, name, closes=closes, source=source)
        elif not closes and _is_closed(name, match["attributes"]):
            page.add(_HOLE, start, end)
            if name not in VOID and not source.endswith("/>"):
                closed.append(name)
        elif name in _INLINE:
            page.tags.append(Tag(start, end, name, closes, source))
        else:
            page.add("\n" if name == "br" else "\n\n", start, end)
        if name in _RAW and not closes:
            raw = name
    return page


def _inside_closed(closed: list[str], name: str, *, closes: bool, source: str) -> None:
    """Keep count of the elements of one name, as they may hold one another."""
    if name != closed[0] or source.endswith("/>"):
        return
    if closes:
        closed.pop()
    else:
        closed.append(name)


def _is_closed(name: str, attributes: str) -> bool:
    if name in _CLOSED:
        return True
    classes = _CLASSES.search(attributes) if "class" in attributes else None
    return classes is not None and _OPT_OUT in " ".join(filter(None, classes.groups())).split()


def _add_text(page: Page, source: str, start: int) -> None:
    if source[0] == "&" and len(source) > 1:
        page.add(entities.unescape(source), start, start + len(source))
    else:
        page.add(source.replace("\n", " "), start, start + len(source))  # a line end is a blank
