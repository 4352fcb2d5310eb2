"""Render the body of a bulletin: Markdown to HTML, with its headings, anchors and links.

A body is a pure function of its text. Links to other files are left as tokens, because where
they lead depends on other files; ``bind`` puts the addresses in.
"""

import hashlib
import html
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, NamedTuple
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from bantin.citations import Mention, mentions_in_html
from bantin.html_policy import SCHEMES, HtmlFault, html_faults, is_of_the_page, tag_name
from bantin.html_watch import watch_html
from bantin.plain_markdown import skip_plain_text
from bantin.text import slugify

_TOKEN: Final = re.compile("\x1a(\\d+)\x1a")
_HEADER_LINK: Final = re.compile(r'<a class="headerlink"[^>]*>.*?</a>', re.DOTALL)
_BLOCK_END: Final = re.compile(r"</(?:p|li|h[1-6]|td|th|tr|dd|dt|blockquote|pre|figcaption|div)>")
_TAG: Final = re.compile(r"<[^>]*>")
_CODE: Final = re.compile(r"<(code|pre)\b.*?</\1>", re.DOTALL)
_CODE_ID: Final = re.compile(r'<pre id="([^"]*)"')
_FOOTNOTE: Final = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_OPENING_BLOCKS: Final = 24
_OPENING: Final = 400  # characters; more than any summary shows
ALIGNMENT: Final = re.compile(r"text-align: (left|center|right);")
_CODED: Final = re.compile(r"&(?:#|[A-Za-z][A-Za-z0-9]*;)")
_ADDRESS_FAULTS: Final = ("CODED_LINK", "LINK_SCHEME", "REMOTE_IMAGE", "ABSOLUTE_LINK")
_HEADING_ONE: Final = re.compile(
    r"^[ \t>]*+(?:(?:[-*+]|\d++[.)])[ \t]++)?#(?!#)(.*)$|^(.++)\n=+[ \t]*$",
    re.MULTILINE,
)
_STASHED: Final = re.compile("\x02[^\x03]*\x03")  # what Python-Markdown puts in later
_FENCE: Final = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body."""

    level: int
    id: str
    text: str
    children: tuple["Heading", ...] = ()


@dataclass(frozen=True, slots=True)
class LocalLink:
    """A link or image that leads to another file: its path and anchor as written."""

    target: str
    path: str
    anchor: str
    is_image: bool


class Fault(NamedTuple):
    """What is wrong in a body: the name of the problem and the offending text.

    ``before`` is how often that text stands before the place that is meant, without fault.
    """

    name: str
    text: str
    before: int = 0


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered body.

    ``opening`` is the text of the first paragraphs, headings left out. ``faults`` are what
    rendering found wrong.
    """

    html: str
    opening: str
    headings: tuple[Heading, ...]
    anchors: frozenset[str]
    links: tuple[LocalLink, ...]
    own_anchors: tuple[str, ...]
    faults: tuple[Fault, ...]

    @property
    def plain(self) -> str:
        """The text without markup, a line a block."""
        return plain_text(self.html)

    @property
    def key(self) -> str:
        """A hash of the HTML."""
        return hashlib.sha256(self.html.encode()).hexdigest()

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """The documents that the text mentions, in order."""
        return tuple(mentions_in_html(self.html))


def bind(source: str, addresses: Sequence[str]) -> str:
    """Return the HTML of a body with the address of each local link in its place."""
    return _TOKEN.sub(lambda match: html.escape(addresses[int(match[1])]), source)


def plain_text(source: str) -> str:
    """Return the text of rendered HTML, a line a block."""
    source = _HEADER_LINK.sub("", source)
    source = _TAG.sub("", _BLOCK_END.sub("\n", source))
    lines = (" ".join(line.split()) for line in html.unescape(source).split("\n"))
    return "\n".join(line for line in lines if line)


def without_header_links(source: str) -> str:
    """Return rendered HTML without the permanent links of its headings."""
    return _HEADER_LINK.sub("", source)


class Renderer:
    """Renders bodies with the site's Markdown extensions; one instance, many bodies.

    ``key`` is a hash of the extensions and their configuration.
    """

    def __init__(
        self, extensions: Sequence[str | Extension], configs: Mapping[str, Any] | None = None
    ) -> None:
        self._watcher = _LinkWatcher()
        self.slugify = heading_anchor
        merged = {key: dict(value or {}) for key, value in (configs or {}).items()}
        merged.setdefault("toc", {}).setdefault("slugify", heading_anchor)
        names = list(dict.fromkeys(["toc", "tables", "fenced_code", *extensions]))
        made_with = json.dumps([names, merged], default=_name, sort_keys=True)
        self.key = hashlib.sha256(made_with.encode()).hexdigest()
        self._made_of: dict[str, Any] = {"extensions": names, "extension_configs": merged}
        self._begin()

    def _begin(self) -> None:
        """Make a Markdown of our own, or another one where the last was left amid a text."""
        self._markdown = markdown.Markdown(**self._made_of)
        skip_plain_text(self._markdown)
        contents: Any = self._markdown.treeprocessors["toc"]
        self._contents, self._contents_mark = contents, str(contents.marker)
        self._watcher.register(self._markdown)
        self._watched = watch_html(self._markdown)

    def render(self, text: str) -> Body:
        """Render one body. Raises nothing but what stops it from outside."""
        self._markdown.reset()
        self._watcher.clear()
        self._watched.clear()
        # without a mark, each element of the page need not be asked whether it is that
        self._contents.marker = self._contents_mark if self._contents_mark in text else ""
        try:
            source = self._markdown.convert(text.replace("\x1a", ""))  # the sign of our tokens
        except RecursionError:
            self._begin()
            return Body("", "", (), frozenset(), (), (), (Fault("TOO_DEEP", ""),))
        except BaseException:  # it is stopped; the next text begins anew
            self._begin()
            raise
        faults = [
            *self._html_faults(text, source),
            *_first_headings(text, self._watcher.first_headings),
            *self._watcher.faults,
        ]
        visible = _CODE.sub("", source)
        faults += [Fault("FOOTNOTE_MISSING", match[1]) for match in _FOOTNOTE.finditer(visible)]
        if fence := _unclosed_fence(text):
            faults.append(Fault("UNCLOSED_CODE", fence))
        headings = _headings(getattr(self._markdown, "toc_tokens", []))
        return Body(
            html=source,
            opening=_opening(source, headings),
            headings=headings,
            anchors=frozenset(self._watcher.anchors),
            links=tuple(self._watcher.links),
            own_anchors=tuple(self._watcher.own_anchors),
            faults=tuple(faults),
        )

    def _html_faults(self, text: str, source: str) -> list[Fault]:
        """Return what of the HTML may not be published: as written, or in what came of it."""
        watched = self._watched
        faults = [Fault("RAW_HTML", tag) for tag in watched.refused_tags]
        faults += [
            Fault("ATTRIBUTE_NOT_ALLOWED", _as_written(text, name, value))
            for name, value in watched.refused_attributes
        ]
        again: Counter[str] = Counter()
        for found in html_faults(source, watched.tags | {*watched.refused_tags}):
            if self._is_told(found):
                continue
            if found.name == "ANCHOR_TWICE" and found.attribute:
                anchor = found.attribute[1]
                again[anchor] += 1
                faults.append(_anchor_again(text, anchor, again[anchor]))
            elif found.attribute:
                faults.append(Fault(found.name, _as_written(text, *found.attribute)))
            else:
                faults.append(Fault(found.name, found.text, found.before))
        return faults

    def _is_told(self, found: HtmlFault) -> bool:
        """Whether what an author wrote was noted already where it stood, before it came to this."""
        watched = self._watched
        has_bad_address = any(one.name in _ADDRESS_FAULTS for one in self._watcher.faults)
        if found.name == "RAW_HTML":
            return has_bad_address or bool(watched.refused_tags)
        if found.name == "UNBALANCED_HTML":
            return tag_name(found.text) in map(tag_name, watched.refused_tags)
        if found.name == "ANCHOR_TWICE" or found.attribute is None:
            return False
        name, value = found.attribute
        return (
            (has_bad_address and name in ("href", "src"))
            or found.text in watched.refused_tags
            or any(
                name == given.lower() and value in (words, *words.split())
                for given, words in watched.refused_attributes
            )
        )


def heading_anchor(text: str, separator: str = "-") -> str:
    """Return the anchor of a heading by its text, none of those that pages have themselves.

    The signature is that of Python-Markdown's ``toc`` extension.
    """
    anchor = slugify(text, separator)
    return f"muc{separator}{anchor}" if is_of_the_page(anchor) else anchor


def _anchor_again(text: str, anchor: str, times: int) -> Fault:
    """Return the fault of an anchor that was given *times* times before."""
    name = re.escape(anchor)
    written = re.finditer(rf"""(?<=[{{\s])(?:#{name}|id=(["']?){name}\1)(?=[}}\s])""", text)
    places = [(match[0], match.start()) for match in islice(written, times + 1)]
    if not places:
        return Fault("ANCHOR_TWICE", anchor)
    shown, start = places[-1]
    told = sum(one == shown for one, _start in places[1:-1])
    return Fault("ANCHOR_TWICE", shown, text.count(shown, 0, start) - told)


def _first_headings(text: str, shown: Sequence[str]) -> list[Fault]:
    """Return the faults of headings of level 1: as written, where that is clear, else as shown."""
    found = _HEADING_ONE.finditer(text) if shown else ()
    written = [(match[1] or match[2] or "").strip("# \t") for match in found]
    texts = written if len(written) == len(shown) else [_STASHED.sub("", one) for one in shown]
    return [Fault("HEADING_ONE", one) for one in texts]


def _as_written(text: str, name: str, value: str) -> str:
    """Return how an attribute is written in *text*."""
    short = {"class": [f".{value}"], "id": [f"#{value}", f"[^{value.partition(':')[2]}]"]}
    ways = [f'{name}="{value}"', f"{name}='{value}'", f"{name}={value}"]
    ways += [*short.get(name, ()), value] if value else ["{#}"] * (name == "id")
    return next((way for way in ways if way in text), name)


def _name(value: object) -> str:
    """Return what a function or a class of the configuration is called, wherever it lies."""
    kind = value if callable(value) else type(value)
    return f"{kind.__module__}.{getattr(kind, '__qualname__', '')}"


class _LinkWatcher(Treeprocessor):
    """Collects anchors, links and faults from the tree, and puts tokens for local links."""

    def __init__(self) -> None:
        super().__init__()
        self.clear()

    def register(self, md: markdown.Markdown) -> None:
        md.treeprocessors.register(self, "bantin", -1)  # after all that add links and ids
        self._stash = md.htmlStash

    def clear(self) -> None:
        self.anchors: set[str] = set()
        self.links: list[LocalLink] = []
        self.own_anchors: list[str] = []
        self.first_headings: list[str] = []
        self.faults: list[Fault] = []

    def run(self, root: ET.Element) -> None:
        blocks = (_CODE_ID.match(str(block)) for block in self._stash.rawHtmlBlocks)
        self.anchors.update(html.unescape(block[1]) for block in blocks if block)
        for element in root.iter():
            if anchor := element.get("id"):
                self.anchors.add(anchor)
            if element.tag == "h1":
                self.first_headings.append("".join(element.itertext()).rstrip("¶ "))
            if element.tag in ("th", "td"):
                _align(element)
            if element.tag == "a" and element.get("href") is not None:
                self._link(element, "href", element.get("href", ""))
            elif element.tag == "img":
                address = element.get("src", "")
                if address and not element.get("alt", "").strip():
                    self.faults.append(Fault("IMAGE_WITHOUT_ALT", address))
                self._link(element, "src", address)
        root.attrib.clear()  # given to no element of the text, which Markdown would stumble over

    def _link(self, element: ET.Element, attribute: str, target: str) -> None:
        if AMP_SUBSTITUTE in target:  # an address in < >, disguised by Python-Markdown
            return
        is_image = attribute == "src"
        plain = target.replace("&amp;", "&")
        fault = _address_fault(plain, is_image=is_image)
        if fault:
            self.faults.append(Fault(fault, target))
            return
        parts = urlsplit(_without_blanks(plain))
        if parts.scheme:
            return
        if not plain.strip():
            self.faults.append(Fault("LINK_NOT_FOUND", "]()"))
        if not parts.path:
            if parts.fragment and not (element.get("class") or "").startswith(
                ("headerlink", "foot")
            ):
                self.own_anchors.append(unquote(parts.fragment))
            return
        link = LocalLink(target, unquote(parts.path), unquote(parts.fragment), is_image)
        element.set(attribute, f"\x1a{len(self.links)}\x1a")
        self.links.append(link)


def _align(cell: ET.Element) -> None:
    """Say by an attribute how a cell is aligned.

    Tables say it in a style, which a content security policy without ``'unsafe-inline'`` ignores.
    """
    if aligned := ALIGNMENT.fullmatch(cell.get("style", "")):
        del cell.attrib["style"]
        cell.set("align", aligned[1])


def _address_fault(address: str, *, is_image: bool) -> str:
    """Return the name of what is wrong with an address, empty if nothing is."""
    if "&" in address and _CODED.search(address):  # a browser reads what it stands for
        return "CODED_LINK"
    try:
        parts = urlsplit(_without_blanks(address))
    except ValueError:
        return "LINK_SCHEME"
    if parts.scheme in SCHEMES and (parts.netloc or not parts.scheme.startswith("http")):
        return "REMOTE_IMAGE" if is_image else ""
    if parts.scheme or parts.netloc or parts.path.startswith("\\"):
        return "LINK_SCHEME"
    return "ABSOLUTE_LINK" if parts.path.startswith("/") else ""


def _without_blanks(address: str) -> str:
    """Return an address as a browser reads it: blanks hide no scheme."""
    return "".join(address.split()) if ":" in address.split("/", maxsplit=1)[0] else address


def _headings(tokens: Sequence[Any]) -> tuple[Heading, ...]:
    return tuple(
        Heading(
            token["level"], token["id"], html.unescape(token["name"]), _headings(token["children"])
        )
        for token in tokens
    )


def _opening(source: str, headings: tuple[Heading, ...]) -> str:
    titles = {heading.text for heading in headings}
    blocks = islice(_BLOCK_END.finditer(source), _OPENING_BLOCKS)
    end = max((block.end() for block in blocks), default=len(source))
    lines = plain_text(source[:end]).split("\n")
    return " ".join(line for line in lines if line not in titles)[:_OPENING]


def _unclosed_fence(text: str) -> str | None:
    opened: str | None = None
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if not match:
            continue
        if opened is None:
            if "`" not in match[2]:
                opened = match[1]
        elif match[1].startswith(opened) and not match[2].strip():
            opened = None
    return opened
