"""Skipping what plain text has not changes no page."""

from typing import Any

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.blockprocessors import ParagraphProcessor
from markdown.inlinepatterns import SimpleTextInlineProcessor

from bantin.plain_markdown import skip_plain_text

EXTENSIONS = ["admonition", "attr_list", "def_list", "footnotes", "sane_lists", "tables", "toc"]
PIECES = st.sampled_from(
    [
        *(
            "a",
            "Đảng ủy",
            " ",
            "  \n",
            "\n",
            "\n\n",
            "*",
            "**",
            "_",
            "`",
            "``",
            "\\",
            "\\*",
            "[",
            "]",
        ),
        *("(", ")", "](", "![", "[^1]", "[^1]: ", "<", ">", "<b>", "</b>", "&", "&amp;", "&#9;"),
        *(
            "http://a.vn",
            "<http://a.vn>",
            "<a@b.vn>",
            "# ",
            "- ",
            "1. ",
            "    ",
            "| ",
            "---\n",
            "!",
        ),
        *(
            "\n===\n",
            "\n---\n",
            "+ ",
            "\n    ",
            "> ",
            "\n:   ",
            "__",
            "* * *",
            "a | b",
            "|-|-|",
            "٣. ",
        ),
        *("\n", "\n\n", "[x]: y", "\n- b", "\n2. c", "!!! note", "[TOC]", "# a #", "2024", "12."),
        *("{.x}", ": ", "!!! note\n    ", "\x02", "\x03", "~", "^", "@", "https://a.vn/_b_"),
    ]
)


def _convert(text: str, *, skip: bool) -> str:
    md = markdown.Markdown(extensions=EXTENSIONS)
    if skip:
        skip_plain_text(md)
    return md.convert(text)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_the_html_is_that_of_python_markdown(text: str) -> None:
    """Whatever is written, with marks or without."""
    assert _convert(text, skip=True) == _convert(text, skip=False)


def test_plain_text_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text without marks meets no pattern at all; text with one meets them all."""
    md = markdown.Markdown(extensions=EXTENSIONS)
    skip_plain_text(md)
    tried: list[str] = []
    pattern: Any = md.inlinePatterns["backtick"]
    compiled = pattern.getCompiledRegExp()

    def get_compiled() -> Any:
        tried.append("tried")
        return compiled

    monkeypatch.setattr(pattern, "getCompiledRegExp", get_compiled)
    md.convert("Kính gửi: các ông (bà), 15/KH-UBND - ngày 19/5.\n\n1. Một\n2. Hai\n")
    assert tried == []
    md.convert("Một *hai*")
    assert tried


def test_plain_blocks_are_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks without marks are claimed at once; one with a mark is shown to every kind."""
    md = markdown.Markdown(extensions=EXTENSIONS)
    skip_plain_text(md)
    tried: list[str] = []
    monkeypatch.setattr(
        md.parser.blockprocessors["code"], "test", lambda _, block: tried.append(block)
    )
    md.convert("Kính gửi: các ông (bà),\nngày 19/5.\n\n1. Một\n2. Hai\n\nBa")
    assert tried == []
    md.convert("Một\n\n> Hai")
    assert tried == ["> Hai"]


def test_an_unknown_kind_of_block_keeps_all_as_it_is() -> None:
    """A site with an extension that we do not know loses nothing."""
    md = markdown.Markdown(extensions=EXTENSIONS)
    md.parser.blockprocessors.register(ParagraphProcessor(md.parser), "unknown", 65)
    skip_plain_text(md)
    assert "plain" not in md.parser.blockprocessors


def test_an_unknown_pattern_keeps_all_as_it_is() -> None:
    """A site with an extension that we do not know loses nothing."""
    md = markdown.Markdown(extensions=EXTENSIONS)
    md.inlinePatterns.register(SimpleTextInlineProcessor("(q)"), "unknown", 65)
    before = md.treeprocessors["inline"]
    skip_plain_text(md)
    assert md.treeprocessors["inline"] is before
