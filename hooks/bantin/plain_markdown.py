"""Markdown, skipped where a text has no mark of it: most paragraphs of a letter have none.

Python-Markdown tries each of its kinds of blocks on each block, and each of its inline patterns
on each stretch of text; that was more than half of its time.
"""

import re
from typing import Any, Final
from xml.etree import ElementTree as ET

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import Registry

# Every pattern of Python-Markdown and of its own extensions, by name, begins with one of the marks.
_PATTERNS: Final = frozenset(
    [
        *("backtick", "escape", "footnote", "reference", "link", "image_link", "image_reference"),
        *("short_reference", "short_image_ref", "autolink", "automail", "linebreak", "html"),
        *("entity", "em_strong", "em_strong2", "not_strong"),
    ]
)
_MARK: Final = re.compile(r"[`\\\[<&*_]|  \n")

_BLOCKS: Final = frozenset(
    [
        *("empty", "indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist"),
        *("quote", "reference", "paragraph", "admonition", "defindent", "deflist", "footnote"),
        "table",
    ]
)
# A block that none of these claims but "olist" (group 1) and "paragraph": it begins with neither
# blanks nor a mark, no line has the sign of a heading, quotation, reference or table, and no
# further line begins with one of a rule, underlining, definition or admonition.
_PLAIN: Final = re.compile(
    r"(?:(\d+\.[ ])|[^\s\d*+\-_=:!#>\[|])[^\n#>\[|]*(?:\n(?![ ]*[=\-_*:!])[^\n#>\[|]*)*\Z"
)


def skip_plain_text(md: Markdown) -> None:
    """Let *md* skip what has no marks, if it has no kind of block or pattern unknown to us."""
    if _has_only(_PATTERNS, md.inlinePatterns):
        md.treeprocessors.register(_MarkedInlineProcessor(md), "inline", 20)
    if _has_only(_BLOCKS, md.parser.blockprocessors):
        md.parser.blockprocessors.register(_PlainBlockProcessor(md.parser), "plain", 1_000)


def _has_only(known: frozenset[str], there: Registry[Any]) -> bool:
    return sum(name in there for name in known) == len(there)


class _MarkedInlineProcessor(InlineProcessor):
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        # the name is the one that Python spells for the base class' private method
        if not patternIndex and not _MARK.search(data):
            return data
        handled: str = super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc]
        return handled


class _PlainBlockProcessor(BlockProcessor):
    """Hands a plain block to the one kind that would claim it after all others were asked."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self._list: BlockProcessor = parser.blockprocessors["olist"]
        self._paragraph: BlockProcessor = parser.blockprocessors["paragraph"]
        self._claims = self._paragraph

    def test(self, parent: ET.Element, block: str) -> bool:  # noqa: ARG002
        found = _PLAIN.match(block)
        if found:
            self._claims = self._list if found[1] else self._paragraph
        return bool(found)

    def run(self, parent: ET.Element, blocks: list[str]) -> bool | None:
        return self._claims.run(parent, blocks)
