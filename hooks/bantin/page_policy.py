"""What the content security policy of the site forbids, found in pages before they are published.

The policy (``serving.py``) has no ``unsafe-*`` and no hashes: scripts and styles are files of the
site, and nothing is loaded from elsewhere. A page that needs more would be broken where the
policy is in force, so the build refuses it. (W3C: Content Security Policy Level 3.)
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from bantin.catalogue import Problems
from bantin.problems import Place, Problem, problem

_EMBEDDING: Final = frozenset(["iframe", "frame", "object", "embed", "applet", "base"])
_LOADING: Final = ("src", "srcset", "poster", "background", "action", "formaction", "ping")
_LOADING_LINKS: Final = frozenset(
    [
        *("stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload"),
        *("modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch"),
    ]
)
_HREF: Final = ("href", "xlink:href")
_ADDRESSES: Final = frozenset([*_LOADING, *_HREF])
# Signs that browsers take out of an address, or read as another (WHATWG: URL, basic URL parser).
_IGNORED: Final = re.compile(r"[\t\n\r]|^[\x00-\x20]+")
_OUTSIDE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_IMAGE: Final = re.compile(r"data:image/", re.IGNORECASE)
# Browsers take over what a second body says; this parser forgets it.
_WHOLE: Final = re.compile(r"(</?)(?:html|head|body|frameset)\b", re.IGNORECASE)
_JINJA: Final = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_CSS_LOAD: Final = re.compile(
    r"(?:url\(\s*['\"]?|@import\s+['\"])\s*((?:https?:|ftp:|wss?:)?//[^'\")\s]*)", re.IGNORECASE
)
_CSS_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_SHOWN: Final = 80  # characters of what is found that a message shows


@dataclass(frozen=True, slots=True)
class Breach:
    """A breach of the policy: its kind, what stands there, and signs by which it can be found."""

    kind: Problems
    found: str
    signs: tuple[str, ...]

    def at(self, place: Place) -> Problem:
        """Return the problem of the breach."""
        return problem(self.kind, place, found=self.found)


def breaches(page: str) -> list[Breach]:
    """Return what of a page, or a part of one, the policy forbids, in its order."""
    if not page.strip():
        return []
    plain = _WHOLE.sub(r"\1div", page)
    tree = etree.fromstring(plain.encode("utf-8", "replace"), _parser())
    if tree is None:
        return []
    return [breach for element in tree.iter(etree.Element) for breach in _of_element(element)]


def page_problems(page: str, written: str, file: str) -> list[Problem]:
    """Return the problems of a page that was made from the text *written* in *file*."""
    return [*_located(breaches(page), written, file)]


def template_problems(text: str, file: str) -> list[Problem]:
    """Return the problems of a Jinja template; what it puts in is taken for a plain word."""
    plain = _JINJA.sub(_plain, text)
    return [*_located(breaches(plain), plain, file)]


def stylesheet_problems(text: str, file: str) -> list[Problem]:
    """Return the problems of a stylesheet: what it loads from elsewhere."""
    plain = _CSS_COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    found = (Breach(Problems.FOREIGN_RESOURCE, m[1], (m[1],)) for m in _CSS_LOAD.finditer(plain))
    return [*_located(found, plain, file)]


def _parser() -> Any:
    return etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)


def _of_element(element: Any) -> Iterator[Breach]:
    tag = str(element.tag).lower()
    attributes = dict(element.items())
    if tag == "script" and "src" not in attributes and not _is_data(attributes.get("type", "")):
        whole = f"<script>{element.text or ''}"
        yield Breach(Problems.INLINE_SCRIPT, "<script>", (whole, "<script>", "<script", "<SCRIPT"))
    elif tag == "style":
        yield Breach(Problems.INLINE_STYLE, "<style>", ("<style", "<STYLE"))
    elif tag in _EMBEDDING:
        yield Breach(Problems.EMBEDDED_PAGE, f"<{tag}>", (f"<{tag}", f"<{tag.upper()}"))
    for name, value in attributes.items():
        if name in _ADDRESSES:
            yield from _of_address(tag, name, value, attributes)
        elif name.startswith("on"):
            shown = _short(f'{name}="{value}"')
            yield Breach(Problems.INLINE_HANDLER, shown, (value, f"{name}=", name))
        elif name == "style":
            shown = _short(f'{name}="{value}"')
            yield Breach(Problems.INLINE_STYLE, shown, (f'style="{value}"', "style=", "style"))


def _of_address(tag: str, name: str, value: str, attributes: Mapping[str, str]) -> Iterator[Breach]:
    for address in value.split(",") if name == "srcset" else [value]:
        clean = _IGNORED.sub("", address).replace("\\", "/")
        if not _OUTSIDE.match(clean):
            continue
        if clean.lower().startswith(("javascript:", "vbscript:")):
            shown = _short(f'{name}="{address}"')
            yield Breach(Problems.INLINE_HANDLER, shown, (address, "script:"))
        elif _loads(tag, name, attributes) and not (tag != "script" and _IMAGE.match(clean)):
            yield Breach(Problems.FOREIGN_RESOURCE, _short(address.strip()), (address.strip(),))


def _loads(tag: str, name: str, attributes: Mapping[str, str]) -> bool:
    """Whether a browser loads what an attribute names, rather than offer a link to it."""
    if tag in _EMBEDDING:
        return False  # told already
    if name not in _HREF:
        return True
    if tag == "link":
        return bool(_LOADING_LINKS.intersection(attributes.get("rel", "").lower().split()))
    return tag in ("image", "use", "feimage", "script")


def _is_data(kind: str) -> bool:
    """Whether a block in a page is data for a script, not a script (HTML: the script element)."""
    return kind.strip().lower() in ("application/json", "application/ld+json")


def _located(found: Iterable[Breach], written: str, file: str) -> Iterator[Problem]:
    """Yield the problem of each breach; what is there twice stands at two places."""
    after: dict[Breach, int] = {}
    for breach in found:
        start = _find(breach.signs, written, after.get(breach, 0))
        if start < 0 and breach in after:
            continue  # an author wrote once what became two
        after[breach] = start + 1
        yield breach.at(_place(written, max(start, 0), file))


def place_of(signs: Sequence[str], written: str, file: str) -> Place:
    """Return where the first of *signs* that is there stands, else the beginning of the file."""
    return _place(written, max(_find(signs, written), 0), file)


def _find(signs: Sequence[str], written: str, start: int = 0) -> int:
    found = (written.find(sign, start) for sign in signs if sign.strip())
    return next((at for at in found if at >= 0), -1)


def _place(written: str, start: int, file: str) -> Place:
    before = written[:start]
    return Place(file, before.count("\n") + 1, start - before.rfind("\n"))


def _plain(match: re.Match[str]) -> str:
    """Return what stands for a part of Jinja, as long and with the same lines."""
    filler = "x" if match[0].startswith("{{") else " "
    return re.sub(r"[^\n]", filler, match[0])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
