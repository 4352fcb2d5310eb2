"""The HTML of a body is what the list allows, or the body is refused where it is not."""

from collections.abc import Callable, Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.body import Fault, Renderer
from bantin.html_policy import HtmlFault, html_faults, refuses_attribute

EXTENSIONS = ["admonition", "attr_list", "def_list", "footnotes", "sane_lists", "tables"]
RENDERER = Renderer(EXTENSIONS, {"toc": {"permalink": "¶"}})
ORDINARY = [
    "## Mục 1\n\nKính gửi **các phòng** và *đơn vị* `590-CV/ĐU`.\n\n## !!!\n\n## Mục 1\n",
    "1. a\n2. b\n\n    - c\n\n7. d\n\n> e\n\n---\n\na  \nb\n",
    "| a | b |\n|:--|--:|\n| c | `d` |\n",
    "a[^1] b[^1] c[^chú-thích]\n\n[^1]: d\n\n[^chú-thích]: e\n",
    'a\n:   b\n\n!!! note "Chú ý"\n    c\n\n!!! warning\n    d\n',
    '![a "b" & c](anh.png "d & e"){ align=left width=300 }\n',
    "[a](b.md#c){.no-citation} <https://a.example/?b=1&c=2> <a@b.vn> [d](tel:+84)\n",
    "```python\na < b\n```\n\n    c\n\n``` { .text #doan-ma }\nd\n```\n",
    "<b>a</b> H<sub>2</sub>O<br> <abbr>UB</abbr> 1 < 2 & 3 > 2 &copy; &#169; &lt;b&gt; \" '\n",
    "*a*{: #muc .ghi-chu title='b & c' lang=en }\n",
    "\u00a0a &nbsp; b\n",
    "## BT 01\n\n## MD và JS\n",
    "a[^*] b[^a&b]\n\n[^*]: c\n\n[^a&b]: d\n",
    'id="a" id="a"\n',
]


def _none(answers: Iterable[bool]) -> bool:
    return not any(answers)


@pytest.mark.parametrize("text", ORDINARY)
def test_what_our_extensions_make_passes_both_ways(text: str) -> None:
    """By the expression that knows ordinary HTML, and by the comparison with what nh3 leaves."""
    body = RENDERER.render(text)
    assert body.faults == ()
    assert html_faults(body.html, raw={"<b>"}) == []


@given(st.lists(st.sampled_from(ORDINARY), max_size=4).map("\n".join))
def test_what_the_expression_takes_the_comparison_takes(text: str) -> None:
    """The fast way is never more generous than the thorough one."""
    source = RENDERER.render(text).html
    assert html_faults(source, raw=()) == html_faults(source, raw={"<b>"})


@pytest.mark.parametrize(
    ("source", "text", "attribute"),
    [
        ("<p><script>a</script></p>", "<script>", None),
        ("<p><!-- a --></p>", "<!-- a -->", None),
        ('<p onclick="a">b</p>', '<p onclick="a">', ("onclick", "a")),
        ('<p class="b md-a">b</p>', '<p class="b md-a">', ("class", "md-a")),
        ('<p id="__search">b</p>', '<p id="__search">', ("id", "__search")),
        ('<a href="javascript:a">b</a>', '<a href="javascript:a">', ("href", "javascript:a")),
        ('<a href="java&#9;script:a">b</a>', '<a href="java&#9;script:a">', None),
        ('<td style="color: red">b</td>', "<td", None),
        ('<p id="a" id="b">c</p>', '<p id="a" id="b">', None),
        ("<p onclick='a'>b</p>", "<p onclick='a'>", None),
        ("<p>a <=b></p>", "<=b>", None),
        ('<input type="text">', '<input type="text">', ("type", "text")),
    ],
)
def test_the_first_difference_is_shown_as_it_stands(
    source: str, text: str, attribute: tuple[str, str] | None
) -> None:
    """The tag as written, and which attribute of it is to blame."""
    found = html_faults(source, raw=())[0]
    assert found.text.startswith(text)
    if attribute:
        assert found.attribute == attribute


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("<p><b>a</b> <b>c</p>", HtmlFault("UNBALANCED_HTML", "<b>", 1)),
        ("<p>a</i></p>", HtmlFault("UNBALANCED_HTML", "</i>", 0)),
        ("<p><strong>a <b>c</strong> d</b></p>", HtmlFault("UNBALANCED_HTML", "<b>", 0)),
        ("<p><b>a <strong>c</b></strong></p>", HtmlFault("UNBALANCED_HTML", "</b>", 0)),
        ("<p>a</p><b>", HtmlFault("UNBALANCED_HTML", "<b>", 0)),
    ],
)
def test_the_tag_without_counterpart_is_an_authors(source: str, fault: HtmlFault) -> None:
    """Markdown closes what it opens, so it is never to blame."""
    assert html_faults(source, raw={"<b>", "</b>", "</i>"}) == [fault]


def test_every_fault_is_told_once() -> None:
    """One tag in the way hides no other; what crosses is one mistake, and what is refused, too."""
    source = (
        '<p class="md-a" onclick="b">a <b>c</p><p id="x"><i>d</p><p>e</b> <q>f</p>'
        '<p id="x">g</i> h</u> <q>i</q></p><form>'
    )
    raw = {"<b>", "</b>", "<i>", "</i>", "</u>", "<q>", "</q>", "<form>"}
    assert [(one.name, one.text, one.before) for one in html_faults(source, raw)] == [
        ("ATTRIBUTE_NOT_ALLOWED", '<p class="md-a" onclick="b">', 0),
        ("ATTRIBUTE_NOT_ALLOWED", '<p class="md-a" onclick="b">', 0),
        ("UNBALANCED_HTML", "<b>", 0),
        ("UNBALANCED_HTML", "<i>", 0),
        ("UNBALANCED_HTML", "<q>", 0),
        ("ANCHOR_TWICE", '<p id="x">', 0),
        ("UNBALANCED_HTML", "</u>", 0),
        ("RAW_HTML", "<form>", 0),
    ]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("## A {#x}\n\n*b*{: #x }\n", [("#x", 1)]),
        ("[a](#x)\n\n## A {#x}\n\n## B {id=x}\n\n## C {#x}\n", [("id=x", 0), ("#x", 2)]),
        ("## A {#x}\n\n## B {#x}\n\n## C {#x}\n", [("#x", 1), ("#x", 1)]),
        ("a[^1]\n\n## B {#fn:1}\n\n[^1]: c\n", [("#fn:1", 0)]),
        ("## Mã\n\n``` { .text #ma }\na\n```\n", [("#ma", 0)]),
        ("## A\n\n## A\n\n## B {#a}\n", []),
    ],
)
def test_an_anchor_is_given_once(text: str, faults: list[tuple[str, int]]) -> None:
    """A page with two of them has an address that leads to the first only: each other is told.

    What only the text of a heading gives makes room for what an author gave.
    """
    body = RENDERER.render(text)
    assert body.faults == tuple(Fault("ANCHOR_TWICE", *one) for one in faults)


def test_headings_take_no_anchor_of_the_page() -> None:
    """Files of a bulletin stand below ``#bt-files``, whatever headings it has."""
    assert RENDERER.render("## BT files\n\n## Js\n").anchors == {"muc-bt-files", "js"}


def test_a_block_of_code_has_an_anchor() -> None:
    """What is given to code can be linked to."""
    assert RENDERER.render("``` { #ma }\na\n```\n").anchors == {"ma"}


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"id": "muc-1", "class": "ghi-chu no-citation", "title": "a", "lang": "en"}, _none),
        ({"width": "300", "align": "left", "start": "3", "colspan": "2"}, _none),
        ({"onclick": "a"}, all),
        ({"style": "color: red"}, all),
        ({"href": "https://a.example/"}, all),
        ({"name": "body"}, all),
        ({"data-md-component": "search"}, all),
        ({"id": "__palette"}, all),
        ({"id": "MD-x"}, all),
        ({"id": "a b"}, all),
        ({"class": "md-nav"}, all),
        ({"class": "headerlink"}, all),
        ({"class": "mermaid"}, all),
        ({"class": 'a"b'}, all),
    ],
)
def test_an_author_may_give_few_attributes(
    attributes: Mapping[str, str], expected: Callable[[Iterable[bool]], bool]
) -> None:
    """Names of sections, classes of one's own, language and size; nothing that acts."""
    assert expected(refuses_attribute(name, value) for name, value in attributes.items())


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("## Điều 5 {id}", "id"),
        ("## Điều 5 {: id= }", "id="),
        ("## Điều 5 {#}", "{#}"),
        ("## Điều 5 {data-toc-label}", "data-toc-label"),
        ("![Sơ đồ](so-do.png){src}", "src"),
        ("| a {: style } |\n|---|\n| b |", "style"),
    ],
)
def test_an_attribute_without_a_value_is_a_fault_like_others(text: str, written: str) -> None:
    """A word in braces is an attribute that has no value; no body stops the rendering."""
    assert RENDERER.render(text).faults[0] == Fault("ATTRIBUTE_NOT_ALLOWED", written)
    assert RENDERER.render("*a*{: title }").faults == ()


def test_a_body_after_one_that_was_stopped_is_rendered_anew() -> None:
    """A Markdown that was left amid a text is not used again."""
    deep = "".join("    " * level + "- a\n" for level in range(400))
    assert RENDERER.render(deep).faults == (Fault("TOO_DEEP", ""),)
    assert RENDERER.render("a\n\nb").html == "<p>a</p>\n<p>b</p>"
