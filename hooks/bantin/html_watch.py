"""Watch what authors write themselves of HTML: tags, and attributes of elements.

Python-Markdown passes both on. What is not allowed is noted here, as it was written, where it can
still be told from what Markdown made.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Final

import markdown

from bantin.html_policy import RAW_TAGS, refuses_attribute

_NOT_HTML: Final = re.compile(r"^(?:\x02[^\x03]*\x03\s*)+$")  # placeholders of Python-Markdown


@dataclass(slots=True)
class Watched:
    """What an author wrote in one text: ``tags`` that are allowed, and what is not."""

    tags: set[str] = field(default_factory=set)
    refused_tags: list[str] = field(default_factory=list)
    refused_attributes: list[tuple[str, str]] = field(default_factory=list)

    def clear(self) -> None:
        """Begin with another text."""
        self.tags.clear()
        self.refused_tags.clear()
        self.refused_attributes.clear()

    def look(self, raw: str) -> None:
        """Note the tags of some HTML as it was written."""
        if _NOT_HTML.match(raw):
            return
        parser = _Parser()
        try:
            parser.feed(raw)
            parser.close()
        except AssertionError:  # so Python's parser says it knows no such declaration: ``<![/x>``
            parser.refused = parser.refused or [raw]
        self.tags.update(parser.tags)
        for tag in parser.refused:  # no end tag whose start tag is there already
            start = f"<{tag[2:-1]}"
            known = tag.startswith("</") and any(one.startswith(start) for one in self.refused_tags)
            if not known:
                self.refused_tags.append(tag)


def watch_html(md: markdown.Markdown) -> Watched:
    """Make *md* note what authors write of HTML; the caller clears it between texts."""
    watched = Watched()
    _watch_blocks(md, watched)
    _watch_inline(md, watched)
    _watch_attributes(md, watched)
    return watched


def _watch_blocks(md: markdown.Markdown, watched: Watched) -> None:
    block: Any = md.preprocessors["html_block"]
    convert = block.run

    def run(lines: list[str]) -> list[str]:
        before = len(md.htmlStash.rawHtmlBlocks)
        converted: list[str] = convert(lines)
        for raw in md.htmlStash.rawHtmlBlocks[before:]:
            if isinstance(raw, str):
                watched.look(raw)
        return converted

    block.run = run


def _watch_inline(md: markdown.Markdown, watched: Watched) -> None:
    inline: Any = md.inlinePatterns["html"]
    handle = inline.handleMatch

    def handle_match(match: re.Match[str], data: str) -> Any:
        watched.look(match.group(1))
        return handle(match, data)

    inline.handleMatch = handle_match


def _watch_attributes(md: markdown.Markdown, watched: Watched) -> None:
    if "attr_list" not in md.treeprocessors:
        return
    lists: Any = md.treeprocessors["attr_list"]
    assign = lists.assign_attrs

    def assign_attrs(element: Any, *arguments: Any, **options: Any) -> str:
        had = dict(element.items())
        remainder: str = assign(element, *arguments, **options)
        for name, value in element.items():
            if value is None:  # a word alone, which is no text: others would stumble over it
                element.set(name, had.get(name, ""))
            if name not in had or had[name] != value:
                given = (value or "").removeprefix(had.get(name, "")).strip()
                if refuses_attribute(name.lower(), given):
                    watched.refused_attributes.append((name, given))
        return remainder

    lists.assign_attrs = assign_attrs


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.refused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or f"<{tag}>"
        (self.refused if tag not in RAW_TAGS or attrs else self.tags).append(written)

    def handle_endtag(self, tag: str) -> None:
        (self.tags if tag in RAW_TAGS else self.refused).append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        self.refused.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.refused.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.refused.append(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.refused.append(f"<![{data}]>")
