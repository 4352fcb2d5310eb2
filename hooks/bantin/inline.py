"""Inline Markdown, skipped where a text has no mark of it: most paragraphs of a letter have none.

Python-Markdown tries each of its patterns on each stretch of text; that was a third of its time.
"""

import re
from typing import Final

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

# Every pattern of Python-Markdown and of its own extensions, by name, begins with one of the marks.
_KNOWN: Final = frozenset(
    [
        *("backtick", "escape", "footnote", "reference", "link", "image_link", "image_reference"),
        *("short_reference", "short_image_ref", "autolink", "automail", "linebreak", "html"),
        *("entity", "em_strong", "em_strong2", "not_strong"),
    ]
)
_MARK: Final = re.compile(r"[`\\\[<&*_]|  \n")


def skip_plain_text(md: Markdown) -> None:
    """Let *md* skip text without marks, if it has no pattern that we do not know."""
    if sum(name in md.inlinePatterns for name in _KNOWN) == len(md.inlinePatterns):
        md.treeprocessors.register(_MarkedInlineProcessor(md), "inline", 20)


class _MarkedInlineProcessor(InlineProcessor):
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        # the name is the one that Python spells for the base class' private method
        if not patternIndex and not _MARK.search(data):
            return data
        handled: str = super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc]
        return handled
