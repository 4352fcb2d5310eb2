"""Mark the mentions in rendered HTML.

The visible text of the page stays as it is; only elements are put around the mentions. An
author keeps a mention unmarked by writing it as code (`` `590-CV/ĐU` ``) or, with the
extension ``attr_list``, by the class ``no-citation`` on any element around it
(``*590-CV/ĐU*{.no-citation}``, or on a paragraph or heading).
"""

import html as entities
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from bantin.citations.find import Finder, find_mentions
from bantin.citations.mention import Mention

_PIECE: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*)"
    r"(?P<attributes>(?:[^\"'>]|\"[^\"]*\"|'[^']*')*+)>|&[#\w]{1,32};|<[!?][^>]*>|[^<&]++|[<&]",
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
_VOID: Final = frozenset(
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
_ID: Final = re.compile(r"\s+id\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_OPT_OUT: Final = "no-citation"
_HOLE: Final = "\ufffc"  # stands for what is closed to mentions


@dataclass(frozen=True, slots=True)
class Target:
    """Where a mention leads, relative to the page, and the title shown as its tooltip."""

    href: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Tag:
    start: int
    end: int
    name: str
    closes: bool
    source: str


@dataclass(slots=True)
class _Page:
    """The text of a page in stretches, with the place of each in the HTML.

    A stretch is (first offset in the text, start and end in the HTML); where both are of one
    length the characters are the same.
    """

    text: list[str] = field(default_factory=list)
    length: int = 0
    offsets: list[int] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    tags: list[_Tag] = field(default_factory=list)

    def add(self, text: str, start: int, end: int) -> None:
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

    def tags_between(self, start: int, end: int) -> list[_Tag]:
        first = bisect_left(self.tags, start, key=lambda tag: tag.start)
        last = bisect_left(self.tags, end, key=lambda tag: tag.start)
        return self.tags[first:last]

    def tag_ending(self, place: int) -> _Tag | None:
        index = bisect_left(self.tags, place, key=lambda tag: tag.end)
        found = self.tags[index] if index < len(self.tags) else None
        return found if found and found.end == place and not found.closes else None

    def tag_starting(self, place: int) -> _Tag | None:
        index = bisect_left(self.tags, place, key=lambda tag: tag.start)
        found = self.tags[index] if index < len(self.tags) else None
        return found if found and found.start == place and found.closes else None


def annotate(
    html: str,
    lookup: Callable[[Mention], Target | None],
    *,
    enabled: bool = True,
    finder: Finder | None = None,
) -> str:
    """Return rendered *html* with each mention as an element of class ``citation``.

    *lookup* is asked once for each mention, in the order of the text, and tells where it
    leads: a link then, else a span. Nothing is marked inside links, code and preformatted
    text, nor where the author opted out; ``enabled=False`` leaves a whole page as it is. The
    spans of the mentions are those in ``mentions_in_html``'s text.
    """
    if not enabled:
        return html
    page = _read(html)
    text = "".join(page.text)
    out: list[str] = []
    done = 0
    for mention in _find(text, finder):
        span = page.place(mention.start)[0], page.place(mention.end - 1)[1]
        if span[0] < done:
            continue
        start, end, marked = _wrapped(html, page, span, mention, lookup)
        out += (html[done:start], marked)
        done = end
    out.append(html[done:])
    return "".join(out)


def mentions_in_html(html: str, finder: Finder | None = None) -> list[Mention]:
    """Return the mentions that ``annotate`` would mark, in order."""
    return _find("".join(_read(html).text), finder)


def _find(text: str, finder: Finder | None) -> list[Mention]:
    return finder.find(text) if finder else find_mentions(text)


def _read(html: str) -> _Page:
    page = _Page()
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
            if name not in _VOID and not source.endswith("/>"):
                closed.append(name)
        elif name in _INLINE:
            page.tags.append(_Tag(start, end, name, closes, source))
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


def _add_text(page: _Page, source: str, start: int) -> None:
    if source[0] == "&" and len(source) > 1:
        page.add(entities.unescape(source), start, start + len(source))
    else:
        page.add(source.replace("\n", " "), start, start + len(source))  # a line end is a blank


def _wrapped(
    html: str,
    page: _Page,
    span: tuple[int, int],
    mention: Mention,
    lookup: Callable[[Mention], Target | None],
) -> tuple[int, int, str]:
    """Return the stretch of HTML that is replaced, and by what.

    An element that the span would cut is closed before the edge and opened again behind it,
    so that each mention is one element.
    """
    start, end = span
    open_inside, cut = _balance(page.tags_between(start, end))
    while cut and (tag := page.tag_ending(start)) and tag.name == cut[0].name:
        start = tag.start
        cut.pop(0)
    while open_inside and (tag := page.tag_starting(end)) and tag.name == open_inside[-1].name:
        end = tag.end
        open_inside.pop()
    content = html[start:end]
    if not cut and not open_inside:
        return start, end, _element(mention, lookup(mention), content)
    outer = _opened_before(page.tags, start)[-len(cut) :] if cut else []
    head = "".join(f"</{tag.name}>" for tag in reversed(outer))
    reopened = "".join(_ID.sub("", tag.source) for tag in outer)
    tail = "".join(f"</{tag.name}>" for tag in reversed(open_inside))
    again = "".join(_ID.sub("", tag.source) for tag in open_inside)
    marked = _element(mention, lookup(mention), reopened + content + tail)
    return start, end, head + marked + again


def _balance(inside: list[_Tag]) -> tuple[list[_Tag], list[_Tag]]:
    """Return the tags that open and do not close in a span, and those that only close there."""
    opened: list[_Tag] = []
    cut: list[_Tag] = []
    for tag in inside:
        if not tag.closes:
            if tag.name not in _VOID:
                opened.append(tag)
        elif opened:
            opened.pop()
        else:
            cut.append(tag)
    return opened, cut


def _opened_before(tags: list[_Tag], place: int) -> list[_Tag]:
    opened: list[_Tag] = []
    for tag in tags:
        if tag.end > place:
            break
        if tag.name in _VOID:
            continue
        if not tag.closes:
            opened.append(tag)
        elif opened:
            opened.pop()
    return opened


def _element(mention: Mention, target: Target | None, content: str) -> str:
    number = entities.escape(mention.number.text)
    if target is None:
        return f'<span class="citation" data-number="{number}">{content}</span>'
    title = f' title="{entities.escape(target.title)}"' if target.title else ""
    href = entities.escape(target.href)
    return f'<a class="citation" data-number="{number}" href="{href}"{title}>{content}</a>'
