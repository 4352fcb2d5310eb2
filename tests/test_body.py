"""Bodies: Markdown to HTML with headings, anchors, links and faults."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bantin.body import Fault, LocalLink, Renderer, bind, plain_text, without_header_links
from bantin.html_watch import Watched

EXTENSIONS = ["admonition", "attr_list", "def_list", "footnotes", "sane_lists", "tables"]
RENDERER = Renderer(EXTENSIONS, {"toc": {"permalink": "¶"}})
MARKDOWN = st.lists(
    st.sampled_from(
        [
            "# ",
            "- ",
            "1. ",
            "> ",
            "`",
            "```\n",
            "~~~",
            "*",
            "_",
            "[",
            "](",
            ")",
            "![",
            "<",
            ">",
            "<div>",
            "</b>",
            "<!--",
            "{: onclick=x }",
            "|",
            "[^1]",
            "[^1]: x",
            "\n",
            "\n\n",
            "    ",
            "http://[",
            "javascript:",
            "a.md",
            "#x",
            "%00",
            "\\",
            "&",
            "&lt;",
            "\x02",
            "\x1a1\x1a",
            "!!! note\n",
            ": x",
            "x",
            "đ",
            "<http://a>",
            "<a@b.vn>",
            "\x03",
            "=",
            "---",
        ]
    ),
    max_size=20,
).map("".join)


def test_headings_and_anchors_follow_vietnamese_slugs() -> None:
    """Headings form a tree, anchors have no accents, the text has no markup."""
    body = RENDERER.render("## Đảng ủy & *xã*\n\n### Mục 1\n\n## Mục 2\n")
    assert [h.id for h in body.headings] == ["dang-uy-xa", "muc-2"]
    assert body.headings[0].text == "Đảng ủy & xã"
    assert body.headings[0].children[0].level == 3
    assert body.anchors >= {"dang-uy-xa", "muc-1", "muc-2"}
    assert body.plain == "Đảng ủy & xã\nMục 1\nMục 2"
    assert "headerlink" not in without_header_links(body.html)


def test_local_links_wait_for_their_addresses() -> None:
    """A link to a file is left open until it is known where it leads; others stay."""
    body = RENDERER.render("[a](b%20c.md#m%E1%BB%A5c) ![x](<ả nh.png>) [d](#e) [f](https://g.vn)")
    assert body.links == (
        LocalLink("b%20c.md#m%E1%BB%A5c", "b c.md", "mục", is_image=False),
        LocalLink("ả nh.png", "ả nh.png", "", is_image=True),
    )
    assert body.own_anchors == ("e",)
    bound = bind(body.html, ["../b/?x=1&y=2", "a.png"])
    assert 'href="../b/?x=1&amp;y=2"' in bound
    assert 'src="a.png"' in bound
    assert 'href="https://g.vn"' in bound


@pytest.mark.parametrize(
    "text",
    [
        "a < b, 1 < 2 > 0, x<y, <3, a <- b",
        "`<div>` và `` `<b onclick=x>` ``",
        "    <div>\n\n```\n<script>\n```",
        "<http://a.vn/b?x=1&y=2> <a@b.vn>",
        "| a | b |\n|---|--:|\n| `x` | 2 |",
        "<b>đậm</b> H<sub>2</sub>O<br>",
        "&lt;div&gt; R&D",
        "x <div",
        "a[^1]\n\n[^1]: b",
    ],
)
def test_plain_text_is_no_fault(text: str) -> None:
    """Code, signs, autolinks, tables and simple tags pass."""
    assert RENDERER.render(text).faults == ()


@pytest.mark.parametrize(
    ("raw", "tags"),
    [
        ("<b>a</b>", []),
        ("<b class=x>a</b>", ["<b class=x>"]),
        ("<DIV>a</DIV>", ["<DIV>", "</div>"]),
        ("<!-- a -->", ["<!-- a -->"]),
        ("<?php a ?>", ["<?php a ?>"]),
        ("<!DOCTYPE html>", ["<!DOCTYPE html>"]),
        ("\x02stash:1\x03", []),
    ],
)
def test_refused_html_is_shown_as_written(raw: str, tags: list[str]) -> None:
    """Only a few elements without attributes are allowed."""
    watched = Watched()
    watched.look(raw)
    assert watched.refused_tags == tags


def test_a_fault_of_one_body_does_not_reach_the_next() -> None:
    """One renderer serves many bodies."""
    assert RENDERER.render("<div>x</div>\n\n# A\n\n[^9]").faults
    assert RENDERER.render("x").faults == ()
    assert RENDERER.render("x").anchors == frozenset()


@pytest.mark.parametrize(
    ("text", "fence"),
    [
        ("```\na", "```"),
        ("~~~~\na\n~~~", "~~~~"),
        ("```\na\n````", None),
        ("``` a`b\n", None),
        ("```\n~~~\n```", None),
    ],
)
def test_a_code_block_must_be_closed(text: str, fence: str | None) -> None:
    """A fence ends with one at least as long, of the same sign."""
    faults = RENDERER.render(text).faults
    assert faults == ((Fault("UNCLOSED_CODE", fence),) if fence else ())


def test_plain_text_separates_blocks() -> None:
    """Cells, items and paragraphs stand on lines of their own, entities as characters."""
    assert plain_text("<ul><li>a &amp; b</li><li>c\n d</li></ul><p></p>") == "a & b\nc\nd"


@given(st.text() | MARKDOWN)
@hypothesis_settings(deadline=None)
def test_any_text_is_rendered(text: str) -> None:
    """No body stops the rendering, and no script survives without a fault."""
    body = RENDERER.render(text)
    bind(body.html, ["x"] * len(body.links))
    assert isinstance(body.plain, str)
    if "<script" in body.html or "onclick=" in plain_attributes(body.html):
        assert body.faults


def plain_attributes(source: str) -> str:
    """Return what stands within the tags of *source*."""
    return " ".join(part.split(">")[0] for part in source.split("<")[1:])
