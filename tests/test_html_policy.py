"""The HTML of a body is what the list allows, or the body is refused where it is not."""

from collections.abc import Callable, Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.body import Fault, Renderer
from bantin.html_policy import HtmlFault, first_fault, refuses_attribute

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
]


def _none(answers: Iterable[bool]) -> bool:
    return not any(answers)


@pytest.mark.parametrize("text", ORDINARY)
def test_what_our_extensions_make_passes_both_ways(text: str) -> None:
    """By the expression that knows ordinary HTML, and by the comparison with what nh3 leaves."""
    body = RENDERER.render(text)
    assert body.faults == ()
    assert first_fault(body.html, raw={"<b>"}) is None


@given(st.lists(st.sampled_from(ORDINARY), max_size=4).map("\n".join))
def test_what_the_expression_takes_the_comparison_takes(text: str) -> None:
    """The fast way is never more generous than the thorough one."""
    source = RENDERER.render(text).html
    assert first_fault(source, raw=()) == first_fault(source, raw={"<b>"})


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
        ("<p>a <b</p>", "<b</p>", None),
        ('<input type="text">', '<input type="text">', ("type", "text")),
    ],
)
def test_the_first_difference_is_shown_as_it_stands(
    source: str, text: str, attribute: tuple[str, str] | None
) -> None:
    """The tag as written, and which attribute of it is to blame."""
    found = first_fault(source, raw=())
    assert found is not None
    assert found.text.startswith(text)
    if attribute:
        assert found.attribute == attribute


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("<p><b>a</b> <b>c</p>", HtmlFault("<b>", 1, is_unbalanced=True)),
        ("<p>a</i></p>", HtmlFault("</i>", 0, is_unbalanced=True)),
        ("<p><strong>a <b>c</strong> d</b></p>", HtmlFault("<b>", 0, is_unbalanced=True)),
        ("<p><b>a <strong>c</b></strong></p>", HtmlFault("</b>", 0, is_unbalanced=True)),
        ("<p>a</p><b>", HtmlFault("<b>", 0, is_unbalanced=True)),
    ],
)
def test_the_tag_without_counterpart_is_an_authors(source: str, fault: HtmlFault) -> None:
    """Markdown closes what it opens, so it is never to blame."""
    assert first_fault(source, raw={"<b>", "</b>", "</i>"}) == fault


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
