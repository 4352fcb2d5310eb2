"""What holds of every outcome, whatever was read."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from lxml import etree, html

from bantin.problems import Problem
from bantin.readings import CRASHED
from bantin.reporters import REPORTERS

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_PLACEHOLDER: Final = re.compile(r"\{\w+\}")
_ACTIVE_ELEMENTS: Final = frozenset(
    [
        "applet",
        "base",
        "embed",
        "form",
        "frame",
        "frameset",
        "iframe",
        "link",
        "math",
        "meta",
        "object",
        "portal",
        "style",
    ]
)
_ADDRESSES: Final = frozenset(
    [
        "action",
        "background",
        "cite",
        "data",
        "formaction",
        "href",
        "poster",
        "src",
        "srcdoc",
        "xlink:href",
    ]
)
_HARMLESS: Final = frozenset(["", "http", "https", "mailto", "tel"])
_SCHEME: Final = re.compile(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.\-\s]*?)\s*:")
_ALIGNED: Final = re.compile(r"text-align: (?:left|right|center);")
_UNKNOWN_TAG: Final = 801  # in libxml2: elements that came after HTML 4
_UP: Final = re.compile(r"(?:\.\./)*\.\.(?:/|(?=\"))")  # from a page to the site's root
_XML: Final = etree.XMLParser(resolve_entities=False, no_network=True)


def check_problems(problems: Sequence[Problem], file: str, text: str) -> None:
    """Check that problems have their texts and places, those of *file* in *text*, and are told."""
    lines = text.split("\n")
    for found in problems:
        for said in (found.what, found.remedy, found.what_en, found.remedy_en):
            assert said.strip(), f"{found.kind.code} says nothing"
        assert CRASHED not in found.what, found.what_en
        assert found.place.line >= 1, found
        assert found.place.column >= 1, found
        if found.place.file == file:
            # what is missing at the end of a file is missing in the line after its last
            assert found.place.line <= len(lines) + 1, f"{found.kind.code}: a line past the end"
            line = [*lines, ""][found.place.line - 1]
            if not line.startswith("\t"):  # which is read as two blanks, after it was told of
                assert found.place.column <= len(line) + 1, f"{found.kind.code}: no such column"
    if len(text) % 8 == 0:  # most of the time would go there
        for report in REPORTERS.values():
            report(problems, 1).encode()


def check_page(page: bytes, own_scripts: Iterable[str], *, is_article: bool) -> None:
    """Check that a page is well-formed, with no scripts but the theme's and an inert article.

    Well-formed is that each tag has its counterpart within its element, and each anchor is one.
    """
    text = page.decode()
    assert not _CONTROL.search(text), "a control character in a page"
    tree = _tree(text)
    check_inert(tree, {*own_scripts})
    for article in tree.iter("article") if is_article else ():
        _check_article(article)


def check_fragment(source: str) -> None:
    """Check that the HTML of a feed's entry is well-formed and inert."""
    if source.strip():
        tree = _tree(f"<!doctype html><title>-</title><body>{source}")
        check_inert(tree, set())
        _check_article(tree.find("body"))


def check_inert(tree: Any, own_scripts: set[str]) -> None:
    """Check that nothing in the tree runs, but for the scripts that are known."""
    for element in tree.iter(etree.Element):
        name = element.tag
        if name == "script":
            assert script_of(element) in own_scripts, f"a script: {script_of(element)[:200]}"
        for attribute, value in element.items():
            lower = attribute.lower()
            assert not lower.startswith("on"), f"{name} has {attribute}"
            assert lower != "srcdoc", f"{name} has {attribute}"
            if lower in _ADDRESSES and (match := _SCHEME.match(value)):
                scheme = "".join(match[1].split()).lower()
                assert scheme in _HARMLESS, f"{name} leads to {value[:80]}"


def script_of(element: Any) -> str:
    """Return by what a script is known: its address or its text; data are checked and alike."""
    if element.get("type") in ("application/ld+json", "application/json"):
        json.loads(element.text)
        return str(element.get("type"))
    return _UP.sub("", str(element.get("src") or element.text))


def scripts(page: bytes) -> set[str]:
    """Return by what the scripts of a page are known."""
    return {script_of(element) for element in _tree(page.decode()).iter("script")}


def _check_article(article: Any) -> None:
    for element in article.iter(etree.Element):
        assert element.tag not in _ACTIVE_ELEMENTS, f"{element.tag} in an article"
        style = element.get("style")
        assert style is None or _ALIGNED.fullmatch(style), f"{element.tag} has the style {style}"


def _tree(text: str) -> Any:
    parser = html.HTMLParser(encoding="utf-8")
    tree = html.document_fromstring(text.encode(), parser=parser)
    faults = [entry for entry in parser.error_log if entry.type != _UNKNOWN_TAG]
    assert not faults, f"not well-formed: {faults[0].message}, line {faults[0].line}"
    return tree


def check_xml(data: bytes) -> Any:
    """Check that a feed is well-formed XML; return its tree."""
    assert not _CONTROL.search(data.decode()), "a control character in a feed"
    return etree.fromstring(data, _XML)


def check_json(data: bytes) -> Any:
    """Check that data are JSON without half characters; return them."""
    found = json.loads(data)
    json.dumps(found, ensure_ascii=False).encode()
    return found


def check_calendar(data: bytes) -> None:
    """Check that a calendar has lines as RFC 5545, section 3.1, wants them."""
    text = data.decode()
    assert text.endswith("\r\n"), "a calendar ends within a line"
    for line in text.split("\r\n"):
        assert len(line.encode()) <= 75, "a line of more than 75 octets"
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f]", line), "a control character"
