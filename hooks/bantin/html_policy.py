"""Which HTML an author may write in Markdown: a few inline elements without attributes."""

import re
from html.parser import HTMLParser
from typing import Any, Final

import markdown

_ALLOWED: Final = frozenset(
    [
        "abbr",
        "b",
        "br",
        "cite",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "strong",
        "sub",
        "sup",
        "u",
        "var",
        "wbr",
    ]
)
_NOT_HTML: Final = re.compile(r"^(?:\x02[^\x03]*\x03\s*)+$")  # placeholders of Python-Markdown


def watch_raw_html(md: markdown.Markdown) -> list[tuple[str, str]]:
    """Make *md* note HTML that is not allowed, in the list that is returned.

    The list holds ("RAW_HTML", the tag as written); the caller clears it between texts.
    """
    found: list[tuple[str, str]] = []
    block: Any = md.preprocessors["html_block"]
    convert = block.run

    def run(lines: list[str]) -> list[str]:
        before = len(md.htmlStash.rawHtmlBlocks)
        converted: list[str] = convert(lines)
        for raw in md.htmlStash.rawHtmlBlocks[before:]:
            if isinstance(raw, str):
                _note(found, refused(raw))
        return converted

    block.run = run
    inline: Any = md.inlinePatterns["html"]
    handle = inline.handleMatch

    def handle_match(match: re.Match[str], data: str) -> Any:
        _note(found, refused(match.group(1)))
        return handle(match, data)

    inline.handleMatch = handle_match
    return found


def _note(found: list[tuple[str, str]], tags: list[str]) -> None:
    """Add tags, but no end tag whose start tag is there already."""
    for tag in tags:
        name = tag.removeprefix("</").removesuffix(">")
        if not (tag.startswith("</") and any(text.startswith(f"<{name}") for _, text in found)):
            found.append(("RAW_HTML", tag))


def refused(raw: str) -> list[str]:
    """Return the tags of *raw* that are not allowed, as written."""
    if _NOT_HTML.match(raw):
        return []
    parser = _Parser()
    try:
        parser.feed(raw)
        parser.close()
    except AssertionError:  # so Python's parser says that it knows no such declaration: ``<![/x>``
        return parser.refused or [raw]
    return parser.refused


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.refused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ALLOWED or attrs:
            self.refused.append(self.get_starttag_text() or f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _ALLOWED:
            self.refused.append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        self.refused.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.refused.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.refused.append(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.refused.append(f"<![{data}]>")
