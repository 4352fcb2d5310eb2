"""Mentions marked in rendered HTML."""

import re
from html import unescape
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.citations import Mention, Target, annotate, mentions_in_html


def _here(mention: Mention) -> Target | None:
    return Target("../x/", "«A» & B") if mention.number.serial.startswith("09") else None


LINK = '<a class="citation" data-number="09-NQ/TU" href="../x/" title="«A» &amp; B">'
SPAN = '<span class="citation" data-number="{}">'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>xem 09-NQ/TU.</p>", f"<p>xem {LINK}09-NQ/TU</a>.</p>"),
        (
            "<p>Kế hoạch số 15/KH-UBND</p>",
            f"<p>{SPAN.format('15/KH-UBND')}Kế hoạch số 15/KH-UBND</span></p>",
        ),
        (
            "<p>Nghị quyết số <strong>09-NQ/TU</strong> ngày 1/1/2020</p>",
            f"<p>{LINK}Nghị quyết số <strong>09-NQ/TU</strong></a> ngày 1/1/2020</p>",
        ),
        (
            "<p><strong>Nghị quyết số</strong> 09-NQ/TU</p>",
            f"<p>{LINK}<strong>Nghị quyết số</strong> 09-NQ/TU</a></p>",
        ),
        (
            "<p><em>a <strong>09-NQ</strong>/TU b</em></p>",
            f"<p><em>a {LINK}<strong>09-NQ</strong>/TU</a> b</em></p>",
        ),
        (
            '<p><em>a <strong id="q" class="k">b 09-NQ</strong>/TU</em></p>',
            (
                '<p><em>a <strong id="q" class="k">b </strong>'
                f'{LINK}<strong class="k">09-NQ</strong>/TU</a></em></p>'
            ),
        ),
        (
            "<p>a <u>09-<b>NQ/TU b</b> c</u></p>",
            f"<p>a <u>{LINK}09-<b>NQ/TU</b></a><b> b</b> c</u></p>",
        ),
        (
            "<p>Nghị quyết số<br />\n09-NQ/TU</p>",
            f"<p>{LINK}Nghị quyết số<br />\n09-NQ/TU</a></p>",
        ),
        (
            "<p>số 15/KH&#45;UBND &amp; c</p>",
            f"<p>số {SPAN.format('15/KH-UBND')}15/KH&#45;UBND</span> &amp; c</p>",
        ),
        (
            "<p>15/QĐ-SGD&amp;ĐT</p>",
            f"<p>{SPAN.format('15/QĐ-SGD&amp;ĐT')}15/QĐ-SGD&amp;ĐT</span></p>",
        ),
        (
            "<ul><li>116-GM/ĐUK</li></ul>",
            f"<ul><li>{SPAN.format('116-GM/ĐUK')}116-GM/ĐUK</span></li></ul>",
        ),
        (
            '<h2 id="09-nq-tu">09-NQ/TU<a class="headerlink" href="#09-nq-tu">&para;</a></h2>',
            (
                f'<h2 id="09-nq-tu">{LINK}09-NQ/TU</a>'
                '<a class="headerlink" href="#09-nq-tu">&para;</a></h2>'
            ),
        ),
        (
            "<p>Công văn 590 -CV/ÐU</p>",
            f"<p>{SPAN.format('590-CV/ĐU')}Công văn 590 -CV/ÐU</span></p>",
        ),
    ],
)
def test_a_mention_becomes_one_element(html: str, expected: str) -> None:
    """Linked or not, with the mended number, across inline elements and never cutting them."""
    assert annotate(html, _here) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<p><code>09-NQ/TU</code></p>",
        "<pre><code>Nghị quyết 09-NQ/TU</code></pre>",
        '<p><a href="x">Nghị quyết <b>09-NQ/TU</b></a></p>',
        "<p>Nghị quyết <code>31</code>/QĐ</p>",
        "<script>'09-NQ/TU' < 1 && '<b>'</script>",
        "<style>/* 09-NQ/TU */</style>",
        "<!-- 09-NQ/TU --><p>a</p>",
        '<img alt="09-NQ/TU" src="09-NQ/TU.png" />',
        '<p class="x no-citation">Nghị quyết 09-NQ/TU</p>',
        '<p><em class="no-citation">09-NQ/TU <em>15/KH-UBND</em> 16/KH-UBND</em></p>',
        "<p>Nghị quyết</p><p>31/QĐ</p>",
        "<p>trước ngày 05/6, tỷ lệ 3/4</p>",
        "",
        "a < b & c",
    ],
)
def test_what_is_closed_stays_as_it_is(html: str) -> None:
    """Links, code, comments, attributes and what the author opted out are left alone."""
    assert annotate(html, _here) == html


def test_a_mention_can_be_opted_out_in_markdown() -> None:
    """A code span, or the class no-citation of attr_list, keeps one mention unmarked."""
    source = (
        "`09-NQ/TU`, *09-NQ/TU*{.no-citation}, 09-NQ/TU\n\nNghị quyết 09-NQ/TU\n{: .no-citation}"
    )
    html = markdown.markdown(source, extensions=["attr_list"])
    assert annotate(html, _here).count('class="citation"') == 1
    assert len(mentions_in_html(html)) == 1


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        (
            '<p>Theo <a href="x">Kế hoạch <b>A</b></a> và Nghị quyết 09-NQ/TU. Hết.</p>',
            "Theo Kế hoạch A và Nghị quyết 09-NQ/TU.",
        ),
        (
            '<p>Như <code>a &lt; b</code>, <em class="no-citation">01-KL/TU</em>, 09-NQ/TU</p>',
            "Như a < b, 01-KL/TU, 09-NQ/TU",
        ),
        (
            '<p>Xem 09-NQ/TU<sup id="r"><a class="footnote-ref" href="#f">1</a></sup> nhé</p>',
            "Xem 09-NQ/TU nhé",
        ),
        ('<h2>09-NQ/TU<a class="headerlink" href="#x">¶</a></h2>', "09-NQ/TU"),
        ("<p>a <svg><title>b</title></svg> 09-NQ/TU <script>c</script></p>", "a 09-NQ/TU"),
        ('<p class="no-citation">Câu đầu</p><p>Xem 09-NQ/TU</p>', "Xem 09-NQ/TU"),
        ("<p>Xem 09-NQ/TU</p><pre>một\nhai</pre><p>ba</p>", "Xem 09-NQ/TU"),
    ],
)
def test_a_sentence_is_quoted_whole(html: str, sentence: str) -> None:
    """Links, code and what was opted out stand in the quoted sentence; signs for the eye do not."""
    assert [mention.sentence for mention in mentions_in_html(html)] == [sentence]


def test_a_page_can_be_opted_out() -> None:
    """A page for which citations are switched off is not touched."""
    assert annotate("<p>09-NQ/TU</p>", _here, enabled=False) == "<p>09-NQ/TU</p>"


def test_the_lookup_is_asked_once_in_order() -> None:
    """Each mention is looked up once, in the order of the text, as the listing gives them."""
    asked: list[Mention] = []
    html = "<p>09-NQ/TU <b>15/KH-UBND</b></p><p>09-NQ/TU</p>"
    annotate(html, asked.append)
    assert asked == mentions_in_html(html)
    assert [mention.number.text for mention in asked] == ["09-NQ/TU", "15/KH-UBND", "09-NQ/TU"]


class _Nesting(HTMLParser):
    """Fails where elements are not properly nested."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "img"):
            assert not (tag == "a" and "a" in self.open)
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("br", "img"):
            assert self.open.pop() == tag


def _visible(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


_words = st.sampled_from(
    ["Nghị quyết", " số ", "09-NQ/TU", "15/KH-", "UBND", " ngày 1/1/2020", "&amp;", " ", ", ", "\n",
     "590 -CV/ĐU", "09", "-NQ", "/TU", "116-GM/ĐUK", "&lt;b&gt;", "31/QĐ"]
)  # fmt: skip
_html = st.recursive(
    _words | st.sampled_from(["<br />", '<img alt="09-NQ/TU" src="x" />']),
    lambda inner: st.builds(
        "<{0}>{1}</{0}>".format,
        st.sampled_from(["b", "em", "p", "a", "code", "li", "strong", "span", "sup"]),
        st.lists(inner, max_size=5).map("".join),
    ),
    max_leaves=25,
)


@given(st.lists(_html, max_size=6).map("".join))
def test_the_visible_text_never_changes(html: str) -> None:
    """Whatever the page, its text is the same and its elements stay properly nested."""
    marked = annotate(html, lambda _mention: Target("#", 'x "y"'))
    assert _visible(marked) == _visible(html)
    if "<a>" not in html:
        nesting = _Nesting()
        nesting.feed(marked)
        nesting.close()
        assert nesting.open == []
    assert marked.count('class="citation"') == len(mentions_in_html(html))


@given(st.text() | st.text("<>/&;\"'=abp 09-NQTU!-#x\n"))
def test_any_text_can_be_annotated(html: str) -> None:
    """Broken HTML raises nothing, and taking the marks away gives it back."""
    marked = annotate(html, lambda _mention: None)
    assert re.sub(r'<span class="citation" data-number="[^"]*">(.*?)</span>', r"\1", marked) == html
