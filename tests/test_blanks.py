"""White space of templates: taken out of the layout, kept where it parts words or is shown."""

import pytest
from jinja2 import DictLoader, Environment, select_autoescape

from bantin_mkdocs.blanks import squeeze


def printed(source: str, name: str = "page.html", **variables: object) -> str:
    """Return what a template prints."""
    templates = DictLoader({name: source, "part.html": "\n  phần\n"})
    env = Environment(loader=templates, autoescape=select_autoescape(()))
    squeeze(env)
    return env.get_template(name).render(variables)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "<ul>\n    <li>một</li>\n\n\n  <li>hai</li>\n</ul>",
            "<ul>\n<li>một</li>\n<li>hai</li>\n</ul>",
        ),
        ("một   hai\tba", "một   hai\tba"),
        ("một \r\n\t hai", "một\nhai"),
        ("<pre>\n  a\n\n  b</pre>\n\n  c", "<pre>\n  a\n\n  b</pre>\nc"),
        ("<textarea>\n\n{{ x }}\n\n</textarea>\n\n", "<textarea>\n\nx\n\n</textarea>\n"),
        ("<script>\n  `a\n  b`\n</script>\n  c", "<script>\n  `a\n  b`\n</script>\nc"),
        ("\n<preview>\n  a\n</preview>", "\n<preview>\na\n</preview>"),
    ],
)
def test_a_run_with_a_newline_is_one_newline(source: str, expected: str) -> None:
    """Blanks within a line stay, and so does all in elements where white space counts."""
    assert printed(source, x="x") == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>\n  {% if x %}\n    a\n  {% endif %}\n  b", "<p>\na\nb"),
        ("<p>\n  {% if not x %}\n    a\n  {% endif %}\n  b", "<p>\nb"),
        ("từ{% if not x %}\n  a\n{% endif %}\nb", "từ\nb"),
        ("từ\n{% if x %}a{% endif %}\nb", "từ\na\nb"),
        ("từ\n{% if x %}a{% else %}\nc\n{% endif %}\nb", "từ\na\nb"),
        ("từ\n{% if not x %}a{% elif x %}\nc\n{% endif %}\nb", "từ\nc\n\nb"),
        ("từ{% if x %}\na\n{% elif y %}\nc\n{% endif %}\nb", "từ\na\n\nb"),
        ("từ\n{% for i in [1, 2] %}\n{{ i }}{% endfor %}\nb", "từ\n\n1\n2\nb"),
        ("từ{% for i in [] %}\n{{ i }}\n{% endfor %}\nb", "từ\nb"),
        ("từ\n{% for i in [] %}a{% else %}\nkhông\n{% endfor %}\nb", "từ\nkhông\n\nb"),
        ("từ\n{% set y = 1 %}\n{{ y }}", "từ\n1"),
        ("từ{% set y %}\nhai\n{% endset %}\nb{{ y }}", "từ\nb\nhai\n"),
        ("từ\n{% set y %}\nhai\n{% endset %}một{{ y }}", "từ\nmột\nhai\n"),
        (
            "từ\n{% set y | replace(old='x', new='y') %}\nhai\n{% endset %}một{{ y }}",
            "từ\nmột\nhai\n",
        ),
        ("từ\n{% set y = x | replace(old='x', new='y') %}\nhai", "từ\nhai"),
        ("từ\n{# một lời #}\nhai", "từ\nhai"),
        ("từ{# một lời #}\nhai", "từ\nhai"),
        ("từ\n{% include 'part.html' %}\nb", "từ\n\nphần\nb"),
        ("{% macro m() %}\nhai\n{% endmacro %}từ{{ m() }}\nb", "từ\nhai\n\nb"),
        ("từ\n{% block a %}\nhai\n{% endblock %}\nb", "từ\n\nhai\n\nb"),
    ],
)
def test_no_two_words_are_joined(source: str, expected: str) -> None:
    """A newline goes only where another comes before it, whichever way the template takes."""
    assert printed(source, x=True) == expected


def test_what_is_shown_and_what_is_no_html_stay() -> None:
    """Values are printed as they are, and templates of text keep their lines."""
    assert printed("{{ x }}", x="a\n\n  b") == "a\n\n  b"
    assert printed("a\n\n  b", "robots.txt") == "a\n\n  b"


def test_json_of_pages_is_short() -> None:
    """JSON has no blanks and no escapes but those that a script element needs."""
    assert printed("{{ x | tojson }}", x={"b": ["Đã", "</script>"]}) == (
        '{"b":["Đã","\\u003c/script\\u003e"]}'
    )
