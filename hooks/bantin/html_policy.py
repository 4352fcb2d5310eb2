"""Which HTML the body of a bulletin may be: elements, attributes, classes, ids and addresses.

``first_fault`` holds the HTML that Markdown yields against that list. Nothing is taken out of it: a
body that is not as the list wants it is refused. What is looked at is what a browser would make of
the text: nh3 parses as browsers do (WHATWG HTML), and whatever differs afterwards is at fault.
"""

import html
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import zip_longest
from typing import Final

import nh3

RAW_TAGS: Final = frozenset(
    [
        *("abbr", "b", "br", "cite", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s"),
        *("samp", "small", "strong", "sub", "sup", "u", "var", "wbr"),
    ]
)
"""What an author may write as HTML, without attributes."""

SCHEMES: Final = frozenset(["http", "https", "mailto", "tel"])
"""The schemes of links. An address without one is relative to the page."""

_TAGS: Final = RAW_TAGS | {
    *("a", "blockquote", "caption", "code", "col", "colgroup", "dd", "details", "div", "dl", "dt"),
    *("figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "input", "label"),
    *("li", "ol", "p", "pre", "section", "span", "summary", "table", "tbody", "td", "tfoot", "th"),
    *("thead", "tr", "ul"),
}
# Names of tokens that open nothing: texts, and tags without an end.
_NO_ELEMENT: Final = frozenset(["", "br", "col", "hr", "img", "input", "wbr"])
_ANYWHERE: Final = frozenset(["class", "dir", "id", "lang", "title"])
_ATTRIBUTES: Final = {
    "a": {"href"},
    "code": {"hl_lines"},
    "details": {"open"},
    "img": {"align", "alt", "height", "loading", "src", "width"},
    "input": {"checked", "disabled", "type"},
    "ol": {"reversed", "start", "type"},
    "table": {"align"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
}
# What an author may add to an element; the others come from Markdown's own signs.
_GIVEN: Final = _ANYWHERE.union(*_ATTRIBUTES.values()) - {
    *("alt", "checked", "disabled", "href", "open", "src"),
}
_WORD: Final = re.compile(r"[A-Za-z0-9_-]{1,100}")
# Names by which the theme and this site find their own elements: the page would obey the text.
_OF_THE_PAGE: Final = ("__", "md-", "bt-", "tabbed-", "js-")
_ACTING: Final = frozenset(["annotate", "arithmatex", "mermaid", "glightbox", "twemoji"])
_MARKDOWNS_OWN: Final = ("headerlink", "footnote", "toc")  # readers of the HTML go by them
_ID: Final = re.compile(r"\w[\w.:-]*")

# The HTML of an ordinary bulletin: what Markdown makes of paragraphs, lists, headings, quotations
# and tables. ``\x1a`` marks an address that is put in later. Each tag is spelled out, so that
# whatever this takes, ``first_fault`` takes; it is fifty times as fast.
_ORDINARY: Final = re.compile(
    r"""(?: [^<]*+ < (?:
        /? (?: p | ul | ol | li | h[2-6] | em | strong | a | code | pre | table | thead | tbody
             | t[rhd] | blockquote | d[ltd] | sup | div )
      | [bh]r[ ]/
      | h[2-6][ ]id="_?[a-z0-9][a-z0-9_-]*+"
      | a[ ]class="headerlink"[ ]href="\#[a-z0-9_-]++"[ ]title="[^"<>&]*+"
      | a[ ]href="(?:\x1a\d++\x1a | \#[a-z0-9_-]++ | https?://[a-z0-9.-]++(?:/[A-Za-z0-9/._?=%-]*+)?)"
      | img[ ]alt="[^"<>&]*+"[ ]src="\x1a\d++\x1a"[ ]/
      | ol[ ]start="\d++"
      | t[hd][ ]align="(?:left|right|center)"
      | div[ ]class="(?:footnote|admonition[ ](?:note|tip|info|warning|danger|important))"
      | p[ ]class="admonition-title"
      | sup[ ]id="fnref\d*+:[a-z0-9-]++" | li[ ]id="fn:[a-z0-9-]++"
      | a[ ]class="footnote-(?:ref|backref)"[ ]href="\#fn(?:ref\d*+)?:[a-z0-9-]++"
        (?:[ ]title="[^"<>&]*+")?
    ) > )*+ [^<]*+""",
    re.VERBOSE,
)
_TOKEN: Final = re.compile(
    r"""<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[^\s"'<>/=]+(?:="[^"]*")?)*)\s*/?>|([^<]+)"""
)
_CODED: Final = re.compile(r"&#?\w+;?")
_SHOWN: Final = 40
_ATTRIBUTE: Final = re.compile(r"""([^\s"'<>/=]+)(?:="([^"]*)")?""")


@dataclass(frozen=True, slots=True)
class HtmlFault:
    """HTML that may not be published: ``text`` as it stands there, after *before* others like it.

    ``is_unbalanced`` tells a tag without its counterpart from one that is not allowed. Where a tag
    is allowed but one of its attributes is not, ``attribute`` is its name and value.
    """

    text: str
    before: int
    is_unbalanced: bool
    attribute: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Token:
    written: str
    name: str  # of a tag; empty for a text, "?" for what is neither
    meaning: object = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    is_end: bool = False


def first_fault(source: str, raw: Collection[str]) -> HtmlFault | None:
    """Return the first place where *source* is not as it may be published, None if there is none.

    *raw* are the tags that an author wrote himself: all others are balanced by their making.
    """
    if not raw and _ORDINARY.fullmatch(source):
        return None
    tokens = list(_tokens(source))
    if fault := _unbalanced(tokens, raw):
        return fault
    for index, (token, kept) in enumerate(zip_longest(tokens, _tokens(_cleaner().clean(source)))):
        if token is None or kept is None or token.meaning != kept.meaning:
            fault = _fault(tokens, min(index, len(tokens) - 1), is_unbalanced=False)
            if token and kept and token.name == kept.name and not token.is_end:
                return replace(fault, attribute=_lost(token.attributes, kept.attributes))
            return fault
    return None


def _lost(given: Mapping[str, str], kept: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the first attribute that was not kept; of a class, the word that is to blame."""
    for name, value in given.items():
        if kept.get(name) != value:
            words = [word for word in value.split() if _is_taken(word)] if name == "class" else []
            return name, words[-1] if words else value
    return None


def refuses_attribute(name: str, value: str) -> bool:
    """Whether an author may not give this attribute to an element."""
    if name not in _GIVEN:
        return True
    if name == "class":
        return any(_is_taken(word) for word in value.split())
    return name == "id" and _is_taken_id(value)


def _is_taken(word: str) -> bool:
    return (
        not _WORD.fullmatch(word)
        or word.lower().startswith((*_OF_THE_PAGE, *_MARKDOWNS_OWN))
        or word in _ACTING
    )


def _is_taken_id(value: str) -> bool:
    return not _ID.fullmatch(value) or value.lower().startswith(_OF_THE_PAGE)


@cache
def _cleaner() -> nh3.Cleaner:
    attributes = {tag: set(names) for tag, names in _ATTRIBUTES.items()}
    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(),
        attributes={**attributes, "*": set(_ANYWHERE)},
        attribute_filter=_filtered,
        link_rel=None,
        url_schemes=set(SCHEMES),
    )


def _filtered(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute that Markdown, or an author, gave; None if it may not be."""
    allowed = True
    if name == "id":
        allowed = not _is_taken_id(value)
    elif name == "type":
        allowed = value == "checkbox" if tag == "input" else len(value) == 1
    elif name == "class":
        own = _MARKDOWNS_OWN if tag in ("a", "div", "li", "sup", "hr") else ()
        allowed = all(word.startswith(own) or not _is_taken(word) for word in value.split())
    return value if allowed else None


def _tokens(source: str) -> Iterator[_Token]:
    """Take HTML apart that is strictly written; a text that is not counts as one tag."""
    position = 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            end = source.find(">", position) + 1 or len(source)
            yield _Token(source[position:end], "?")
            position = end
            continue
        position = match.end()
        if match[4]:
            yield _Token(match[4], "", meaning=html.unescape(match[4]))
            continue
        name, is_end = match[2].lower(), bool(match[1])
        if is_end and match[3]:
            yield _Token(match[0], "?")
            continue
        given = [
            (attribute[1].lower(), html.unescape(attribute[2] or ""))
            for attribute in _ATTRIBUTE.finditer(match[3])
        ]
        once = len(dict(given)) == len(given)
        meaning = (name, is_end, dict(given) if once else given)
        yield _Token(match[0], name, meaning, dict(given), is_end=is_end)


def _unbalanced(tokens: list[_Token], raw: Collection[str]) -> HtmlFault | None:
    """Return the first tag that an author opened and did not close, or the reverse; or no tag."""
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.name == "?":
            return _fault(tokens, index, is_unbalanced=False)
        if token.name in _NO_ELEMENT:
            continue
        if not token.is_end:
            opened.append(index)
        elif opened and tokens[opened[-1]].name == token.name:
            opened.pop()
        else:  # Markdown closes what it opens, so it is the author's tag that is in the way
            is_last_opened = bool(opened) and tokens[opened[-1]].written in raw
            return _fault(tokens, opened[-1] if is_last_opened else index, is_unbalanced=True)
    return _fault(tokens, opened[-1], is_unbalanced=True) if opened else None


def _fault(tokens: list[_Token], index: int, *, is_unbalanced: bool) -> HtmlFault:
    written = tokens[index].written
    before = sum(token.written == written for token in tokens[:index])
    if not tokens[index].name:  # a text: what differs is a character that is written as a code
        coded = _CODED.search(written)
        return HtmlFault(coded[0] if coded else written.strip()[:_SHOWN], 0, is_unbalanced)
    return HtmlFault(written, before, is_unbalanced)
