"""What the content security policy forbids, found in pages, templates and stylesheets."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bantin.catalogue import Problems
from bantin.page_policy import breaches, page_problems, stylesheet_problems, template_problems
from bantin.problems import Place
from tests.site_builder import ROOT, VOCABULARY, Built, build, bulletin, write_site

FORBIDDEN = {
    "INLINE_SCRIPT": [
        "<script>a()</script>",
        "<SCRIPT type=module>a()</SCRIPT>",
        "<script type=importmap>{}</script>",
        "<svg><script>a()</script></svg>",
    ],
    "INLINE_HANDLER": [
        "<p onclick='a()'>x</p>",
        "<img src=a.png ONERROR=a()>",
        "<svg/onload=a()>",
        "<a href='javascript:a()'>x</a>",
        "<a href=' java\nscript:a()'>x</a>",
        "<a href='&#106;avascript&colon;a()'>x</a>",
        "<form action='javascript:a()'></form>",
        "<svg><a xlink:href='JavaScript:a()'>x</a></svg>",
    ],
    "INLINE_STYLE": ["<style>p { color: red }</style>", "<p style='color: red'>x</p>"],
    "FOREIGN_RESOURCE": [
        "<img src='https://khac.example/a.png'>",
        "<img src='//khac.example/a.png'>",
        "<img src='\\\\khac.example/a.png'>",
        "<img src='a.png' srcset='a.png 1x, https://khac.example/b.png 2x'>",
        "<script src='https://khac.example/a.js'></script>",
        "<script src='data:text/javascript,a()'></script>",
        "<link rel='stylesheet' href='https://khac.example/a.css'>",
        "<link rel='preconnect' href='https://khac.example'>",
        "<link rel='DNS-prefetch' href='//khac.example'>",
        "<link rel='prefetch' href='https://khac.example/'>",
        "<link rel='shortcut icon' href='https://khac.example/a.ico'>",
        "<video poster='http://khac.example/a.png'></video>",
        "<body background='http://khac.example/a.png'>",
        "<svg><image xlink:href='https://khac.example/a.png'/></svg>",
        "<svg><use href='https://khac.example/a.svg#b'/></svg>",
        "<form action='https://khac.example/'></form>",
        "<a href='a/' ping='https://khac.example/'>x</a>",
    ],
    "EMBEDDED_PAGE": [
        "<iframe src='a.html'></iframe>",
        "<object data='a.pdf'></object>",
        "<embed src='a.pdf'>",
        "<base href='https://khac.example/'>",
    ],
}
PIECES = [
    "<",
    ">",
    "</",
    "<script",
    "<svg ",
    "<style",
    "on",
    "=",
    "'",
    '"',
    "/*",
    "*/",
    "url(",
    "//",
]
ALLOWED = [
    "",
    "<p>onclick=a() style=b &lt;script&gt;</p>",
    "<code>javascript:a()</code>",
    "<script src='a.js'></script>",
    "<script type='application/ld+json'>{}</script>",
    "<img src='data:image/png;base64,AAAA'>",
    "<a href='https://khac.example/'>x</a>",
    "<a href='mailto:a@khac.example'>x</a>",
    "<link rel='canonical' href='https://day.example/'>",
    "<link rel='alternate' type='application/rss+xml' href='https://day.example/feed.xml'>",
    "<td align='right'>1</td>",
    "<!-- <script>a()</script> -->",
]


@pytest.mark.parametrize(
    ("name", "page"), [(name, page) for name, pages in FORBIDDEN.items() for page in pages]
)
def test_what_the_policy_stops_is_found(name: str, page: str) -> None:
    """Each is found, once and as what it is, alone and in the middle of a page."""
    assert [breach.kind.name for breach in breaches(page)] == [name]
    around = f"<!doctype html><html><body><p>Chữ</p>{page}<p>Chữ</p></body></html>"
    assert [breach.kind.name for breach in breaches(around)] == [name]


@pytest.mark.parametrize("page", ALLOWED)
def test_what_the_policy_lets_pass_is_not_found(page: str) -> None:
    """Files of the site, data, pictures in an address and links to elsewhere are all right."""
    assert breaches(page) == []


def test_a_problem_stands_where_the_author_wrote_it() -> None:
    """Line and column are those of the Markdown, not of what became of it."""
    written = '# A\n\nChữ <b onclick="a()">đậm</b>.\n'
    (found,) = page_problems('<h1>A</h1><p>Chữ <b onclick="a()">đậm</b>.</p>', written, "docs/a.md")
    assert found.place == Place("docs/a.md", 3, 17)
    assert "onclick" in found.what


def test_jinja_is_no_breach_and_moves_no_line() -> None:
    """What a template puts in counts as a word; comments and blocks count as nothing."""
    text = (
        "{# <script> #}\n{% if a %}\n<script src=\"{{ 'a.js' | url }}\"></script>\n"
        "<p{% if b %} hidden{% endif %}\n style='c'>{{ d }}</p>\n"
    )
    (found,) = template_problems(text, "overrides/a.html")
    assert (found.kind, found.place.line) == (Problems.INLINE_STYLE.value, 5)


def test_a_stylesheet_loads_nothing_from_elsewhere() -> None:
    """Imports and addresses are found where they stand; comments and data are no loads."""
    text = (
        "/* url(https://khac.example/a.png) */\n"
        '@import "https://khac.example/a.css";\n'
        "p { background: url( '//khac.example/b.png' ) }\n"
        "q { background: url(data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'/>) }\n"
    )
    found = stylesheet_problems(text, "a.css")
    assert [one.place.line for one in found] == [2, 3]


def test_our_own_templates_keep_the_policy() -> None:
    """No template of this site holds scripts, styles or handlers."""
    templates = sorted((ROOT / "overrides").rglob("*.html"))
    assert len(templates) > 20
    found = [
        problem.what
        for file in templates
        for problem in template_problems(file.read_text("utf-8"), file.name)
    ]
    assert found == []


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=12).map("".join))
@example("\x00<p onclick=a()>")
@example("\ud800<!-- ")
@example("<div>" * 5000)
def test_any_text_is_looked_at(text: str) -> None:
    """Whatever somebody writes is looked at to its end, without an error."""
    for look in (template_problems, stylesheet_problems):
        for found in look(text, "a"):
            assert found.place.line <= text.count("\n") + 1


# Whole builds


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the demonstration site."""
    folder = tmp_path_factory.mktemp("demo") / "site"
    built = build(ROOT / "mkdocs.yml", "--strict", "--site-dir", str(folder))
    assert built.code == 0, built.output
    return built


def test_no_built_page_is_against_the_policy(demo: Built) -> None:
    """No script, style or handler in a page, and no font, picture or connection from elsewhere."""
    pages = sorted(demo.site.rglob("*.html"))
    assert len(pages) > 100
    found = {
        page.relative_to(demo.site).as_posix(): broken
        for page in pages
        if (broken := breaches(page.read_text("utf-8")))
    }
    assert found == {}


def test_no_built_stylesheet_loads_from_elsewhere(demo: Built) -> None:
    """The theme's own stylesheets load nothing from elsewhere, either."""
    sheets = sorted(demo.site.rglob("*.css"))
    assert len(sheets) >= 5
    found = [p.what for s in sheets for p in stylesheet_problems(s.read_text("utf-8"), s.name)]
    assert found == []


def test_cells_are_aligned_without_styles(tmp_path: Path) -> None:
    """In bulletins and hand-written pages a table says how cells are aligned by an attribute."""
    table = "| Tên | Số |\n|---|--:|\n| A | 1 |\n"
    config = write_site(tmp_path, {"a.md": bulletin(table)}, {"bang.md": f"# Bảng\n\n{table}"})
    built = build(config, "--strict")
    assert built.code == 0, built.output
    for path in ("bang/index.html", "bulletins/a/index.html"):
        assert built.page(path).xpath("//td/@align") == ["right"]


LEAKS: dict[str, tuple[dict[str, Any], str]] = {
    "fonts of Google": (
        {"theme": {"name": "material", "custom_dir": str(ROOT / "overrides"), "language": "vi"}},
        "BT610",
    ),
    "a script from elsewhere": ({"extra_javascript": ["https://khac.example/dem.js"]}, "BT610"),
    "a style from elsewhere": ({"extra_css": ["https://khac.example/mau.css"]}, "BT610"),
    "a feature that writes scripts": (
        {"extra": {"bantin": VOCABULARY, "analytics": {"provider": "google", "property": "G-1"}}},
        "BT607",
    ),
}


@pytest.mark.parametrize(("settings", "code"), LEAKS.values(), ids=LEAKS)
def test_what_the_theme_is_told_to_add_is_refused(
    tmp_path: Path, settings: dict[str, Any], code: str
) -> None:
    """Settings that put scripts into pages or load from elsewhere stop the build, each once."""
    if "extra" in settings:
        bantin = {"bulletins_dir": str(tmp_path / "bulletins"), **settings["extra"]["bantin"]}
        settings = {"extra": {**settings["extra"], "bantin": bantin}}
    built = build(write_site(tmp_path, {"a.md": bulletin()}, **settings))
    assert built.code == 1
    assert built.output.count(f"[{code}]") == 1, built.output
    assert built.output.count("[BT") == 1, built.output
    cause = {"BT607": "analytics:", "BT610": "khac.example"}[code]
    lines = (tmp_path / "mkdocs.yml").read_text("utf-8").split("\n")
    number = next((n for n, line in enumerate(lines, 1) if cause in line), None)
    number = number or lines.index("theme:") + 1
    assert f"mkdocs.yml:{number}:" in built.output, built.output
    assert not built.site.exists()


def test_a_page_made_by_a_template_of_the_theme_is_refused(tmp_path: Path) -> None:
    """The theme's page that redirects runs a script: it is told at the page that asks for it."""
    page = "---\ntemplate: redirect.html\nlocation: a/\n---\n\n# B\n"
    built = build(write_site(tmp_path, {"a.md": bulletin()}, {"b.md": page}))
    assert built.code == 1
    assert "docs/b.md:1:1: lỗi [BT607]" in built.output
    assert not built.site.exists()


def test_all_is_refused_at_once_and_the_old_site_stands(tmp_path: Path) -> None:
    """A page, a template, a stylesheet and a file of HTML: each is told with its line."""
    config = write_site(tmp_path, {"a.md": bulletin()})
    assert build(config).code == 0
    before = (tmp_path / "site/index.html").read_bytes()
    docs, theme = tmp_path / "docs", tmp_path / "theme"
    (docs / "b.md").write_text("# B\n\n<script>a()</script>\n", "utf-8")
    (docs / "c.html").write_text("<p>C</p>\n<p onclick=a()>C</p>\n", "utf-8")
    (docs / "d.css").write_text("\n\n@import '//khac.example/d.css';\n", "utf-8")
    (theme / "partials").mkdir(parents=True)
    (theme / "partials/footer.html").write_text("<footer>\n<script>a()</script></footer>", "utf-8")
    (theme / "bulletin.html").write_text(
        '{% extends "base.html" %}\n{% block content %}<b style="top: 0">x</b>{% endblock %}',
        "utf-8",
    )
    changed = config.read_text("utf-8").replace(str(ROOT / "overrides"), str(theme))
    for source in (ROOT / "overrides").rglob("*"):
        target = theme / source.relative_to(ROOT / "overrides")
        if source.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    config.write_text(changed, "utf-8")
    built = build(config)
    assert built.code == 1
    for told in (
        "docs/b.md:3:1: lỗi [BT607]",
        "docs/c.html:2:",
        "docs/d.css:3:",
        "theme/partials/footer.html:2:1: lỗi [BT607]",
        "theme/bulletin.html:2:",
    ):
        assert built.output.count(told) == 1, built.output
    assert built.output.count("[BT") == 5, built.output
    assert "Traceback" not in built.output
    assert (tmp_path / "site/index.html").read_bytes() == before
