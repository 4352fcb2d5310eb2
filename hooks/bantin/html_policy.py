"""Which HTML the body of a bulletin may be: elements, attributes, classes, ids and addresses.

``html_faults`` holds the HTML that Markdown yields against that list. Nothing is taken out of it: a
body that is not as the list wants it is refused. What is looked at is what a browser would make of
the text: nh3 parses as browsers do (WHATWG HTML), and whatever differs afterwards is at fault.
"""

import html
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, zip_longest
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
_FOOTNOTE_ID: Final = re.compile(r"fn(?:ref\d*)?:\S+")  # with whatever sign its author took

# The HTML of an ordinary bulletin: what Markdown makes of paragraphs, lists, headings, quotations
# and tables. ``\x1a`` marks an address that is put in later. Each tag is spelled out, so that
# whatever this takes, the comparison takes; it is fifty times as fast.
_ORDINARY: Final = re.compile(
    r"""(?: [^<]*+ < (?:
        /? (?: p | ul | ol | li | h[2-6] | em | strong | a | code | pre | table | thead | tbody
             | t[rhd] | blockquote | d[ltd] | sup | div )
      | [bh]r[ ]/
      | h[2-6][ ]id="(?!bt-|md-|tabbed-|js-)_?[a-z0-9][a-z0-9_-]*+"
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
_WRITTEN_ID: Final = re.compile(r' id="([^"]*)"')  # or what looks so in a text
_LOOSE_NAME: Final = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_CODED: Final = re.compile(r"&#?\w+;?")
_SHOWN: Final = 40
_MOST_UNBALANCED: Final = 50  # tags of one body; then it is not looked on
_ATTRIBUTE: Final = re.compile(r"""([^\s"'<>/=]+)(?:="([^"]*)")?""")


@dataclass(frozen=True, slots=True)
class HtmlFault:
    """HTML that may not be published: the name of the problem, and ``text`` as it stands there.

    ``before`` is how often that text stands before the place that is meant, without fault. Where a
    tag is allowed but one of its attributes is not, ``attribute`` is its name and value.
    """

    name: str
    text: str
    before: int = 0
    attribute: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Token:
    written: str
    name: str  # of a tag; empty for a text, "?" for what is neither
    meaning: object = None
    attributes: Mapping[str, str] = field(default_factory=dict)


def html_faults(source: str, raw: Collection[str]) -> list[HtmlFault]:
    """Return every place where *source* is not as it may be published, in its order.

    *raw* are the tags that an author wrote himself: all others are balanced by their making.
    """
    ids = _WRITTEN_ID.findall(source)
    if not raw and len({*ids}) == len(ids) and _ORDINARY.fullmatch(source):
        return []
    tokens = list(_tokens(source))
    if faults := [*_faults(tokens, raw)]:
        return faults
    difference = _difference(tokens, source)
    return [difference] if difference else []


def _faults(tokens: list[_Token], raw: Collection[str]) -> Iterator[HtmlFault]:
    """Yield what can be told of each tag by itself."""
    unbalanced = {*islice(_unbalanced(tokens, raw), _MOST_UNBALANCED)}
    sound: Counter[str] = Counter()
    ids: set[str] = set()
    for index, token in enumerate(tokens):
        if token.name and token.name not in _TAGS:
            yield HtmlFault("RAW_HTML", token.written, sound[token.written])
        elif index in unbalanced:
            yield HtmlFault("UNBALANCED_HTML", token.written, sound[token.written])
        else:
            sound[token.written] += 1
        for name, value in token.attributes.items():
            if not _is_allowed(token.name, name, value):
                words = [word for word in value.split() if name == "class" and _is_taken(word)]
                blamed = name, words[-1] if words else value
                yield HtmlFault("ATTRIBUTE_NOT_ALLOWED", token.written, attribute=blamed)
            elif name == "id" and value in ids:
                yield HtmlFault("ANCHOR_TWICE", token.written, attribute=(name, value))
            elif name == "id":
                ids.add(value)


def _difference(tokens: list[_Token], source: str) -> HtmlFault | None:
    """Return the first place where a browser reads something else; after it all may be amiss."""
    for token, kept in zip_longest(tokens, _tokens(_cleaner().clean(source))):
        if token is None:
            return HtmlFault("RAW_HTML", tokens[-1].written)
        if kept and token.meaning == kept.meaning:
            continue
        if kept and token.name == kept.name:
            for attribute in token.attributes.items():
                if attribute not in kept.attributes.items():
                    return HtmlFault("ATTRIBUTE_NOT_ALLOWED", token.written, attribute=attribute)
        return HtmlFault("RAW_HTML", _shown(token))
    return None


def refuses_attribute(name: str, value: str) -> bool:
    """Whether an author may not give this attribute to an element."""
    if name not in _GIVEN:
        return True
    if name == "class":
        return any(_is_taken(word) for word in value.split())
    return name == "id" and _is_taken_id(value)


def tag_name(tag: str) -> str:
    """Return the name of a tag, however badly it is written; empty where there is none."""
    found = _LOOSE_NAME.match(tag)
    return found[1].lower() if found else ""


def _is_taken(word: str) -> bool:
    return (
        not _WORD.fullmatch(word)
        or word.lower().startswith((*_OF_THE_PAGE, *_MARKDOWNS_OWN))
        or word in _ACTING
    )


def _is_taken_id(value: str) -> bool:
    return not _ID.fullmatch(value) or is_of_the_page(value)


def is_of_the_page(anchor: str) -> bool:
    """Whether an anchor is one of those that only pages have themselves."""
    return anchor.lower().startswith(_OF_THE_PAGE)


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


def _is_allowed(tag: str, name: str, value: str) -> bool:
    known = name in _ANYWHERE or name in _ATTRIBUTES.get(tag, ())
    return known and _filtered(tag, name, value) is not None


def _filtered(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute that Markdown, or an author, gave; None if it may not be."""
    allowed = True
    if name == "id":
        allowed = not _is_taken_id(value) or bool(_FOOTNOTE_ID.fullmatch(value))
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
        yield _Token(match[0], name, meaning, dict(given))


def _unbalanced(tokens: list[_Token], raw: Collection[str]) -> Iterator[int]:
    """Yield the index of each tag that an author opened and did not close, or the reverse.

    Of a pair that crosses others one is told: Markdown closes what it opens, so it is the author's
    tag that is in the way.
    """
    names = [tag_name(token.written) for token in tokens]
    opened: list[int] = []
    told: Counter[str] = Counter()  # elements of which the start tag is told already
    for index, (token, name) in enumerate(zip(tokens, names, strict=True)):
        if name in _NO_ELEMENT:
            continue
        if not token.written.startswith("</"):
            opened.append(index)
            continue
        depth = next((d for d in reversed(range(len(opened))) if names[opened[d]] == name), -1)
        inside = opened[depth + 1 :]
        if depth >= 0 and all(tokens[one].written in raw for one in inside):
            told.update(names[one] for one in inside)
            yield from inside
            del opened[depth:]
            continue
        if depth >= 0:
            del opened[depth]
        if told[name]:
            told[name] -= 1
        else:
            yield index
    yield from opened


def _shown(token: _Token) -> str:
    """Return what to show of a token: of a text, what differs is a character written as a code."""
    if token.name:
        return token.written
    coded = _CODED.search(token.written)
    return coded[0] if coded else token.written.strip()[:_SHOWN]
