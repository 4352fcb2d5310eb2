"""The shell of pages: filling a skeleton gives the same bytes as rendering the whole theme."""

import json
import shutil
import subprocess
import sys
from collections import defaultdict
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, select_autoescape

from bantin.output import Page, TocEntry
from bantin_mkdocs.skeleton import page_of_marks, shape_of, skeleton
from tests.site_builder import (
    ROOT,
    VOCABULARY,
    build,
    bulletin,
    copy_project,
    environment,
    write_site,
)

ODD_TITLES = (
    "Ngừng <b>ngay</b> & 'luôn' \"nhé\"",
    "Hai  dấu cách, &amp; một thực thể",
    "<chỉ có thẻ>",
    "BanTinMark không phải là dấu",
    "{{ 7 * 7 }} {% raw %} \\1",
)
SECTIONS = "## Mục đích\n\nChữ.\n\n### Yêu cầu & 'kết quả'\n\nChữ.\n\n## Tổ chức\n\nChữ.\n"


def written(folder: Path) -> Path:
    """Write a site with pages of all kinds, several of each shape."""
    found: dict[str, str | bytes] = {}
    topics = [f"chu-de-{index}" for index in range(7)]
    cited = ", ".join(f"{index}/2020/NĐ-CP" for index in range(11, 31))
    for index, title in enumerate([*ODD_TITLES, "Bình thường", "Bình thường nữa"]):
        number = f"{index + 1:02}/KH-VP"
        found[f"2026/ke-hoach-{index}.md"] = bulletin(
            SECTIONS if index % 2 else f"Nội dung {cited} và 99/QĐ-UBND.\n",
            number=number,
            title=title,
            topic=topics[index : index + 2],
        )
        found[f"2026/tin-{index}.md"] = bulletin(
            SECTIONS * (index % 2)
            + "\nTin có `mã` và Luật số 45/2019/QH14.\n\n    mã\n\n      lùi\n",
            number="",
            type="tin",
            title=title,
            author="Minh Đăng",
            summary="Tóm tắt 'một' & \"hai\" <ba>" if index % 3 else "",
            date=f"2026-03-{index + 1:02} 22:02",
        )
        found[f"2025/quyet-dinh-{index}.md"] = bulletin(
            SECTIONS,
            number=f"{index + 1:02}/QĐ-VP",
            date="2025-02-01",
            title=title,
            relations={"replaces": [f"{index:02}/QĐ-VP"]} if index else {},
            draft=index == 5,
        )
        found[f"2026/thu-hoi-{index}.md"] = bulletin(
            number=f"{index + 1:02}/CV-VP",
            date="2026-04-01",
            title=title,
            relations={"recalls": [number]} if index % 2 else {},
            deadlines=[{"title": f"Hạn {index}", "date": "2026-12-15"}],
            events=[{"title": "Họp", "start": "2026-12-01 08:00", "place": "Phòng họp"}],
        )
    docs = {"huong-dan.md": "# Hướng dẫn\n\n## Một\n\n## Hai\n"}
    labels = {topic: topic.replace("-", " & ") for topic in ["hanh-chinh", *topics]}
    return write_site(folder, found, docs, {**VOCABULARY, "topics": labels})


def findings(config: Path, command: str) -> list[tuple[str, str, bool, bool]]:
    """Return what rendering both ways found: template, address, filled, the same."""
    file = config.parent / "findings.jsonl"
    file.unlink(missing_ok=True)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.both_ways", str(config), command, str(file)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(),
        cwd=ROOT,
        timeout=600,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return [tuple(json.loads(line)) for line in file.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("command", ["build", "serve"])
def test_both_ways_give_the_same_bytes(tmp_path: Path, command: str) -> None:
    """Letters, news, drafts, withdrawn, lists, cited documents …: none differs from the theme's."""
    found = findings(written(tmp_path), command)
    assert [address for _template, address, _filled, same in found if not same] == []
    filled: dict[str, int] = defaultdict(int)
    for template, _address, is_filled, _same in found:
        filled[template] += is_filled
    assert {"bulletin.html", "cited.html", "list.html"} <= {
        template for template, count in filled.items() if count
    }
    assert filled["bulletin.html"] >= 10


def test_the_demonstration_site_both_ways(tmp_path: Path) -> None:
    """With tabs, a palette, a repository to edit in and a menu of sections, too."""
    found = findings(copy_project(tmp_path), "build")
    assert [address for _template, address, _filled, same in found if not same] == []
    assert sum(is_filled for *_others, is_filled, _same in found) > len(found) / 3


@pytest.mark.parametrize(
    "footer",
    [
        "{{ page.title | lower | replace('bantinmark', 'm') | replace('title', 't') }}",
        "{{ view.subject if view }}",
        "{% if (view or {}).events %}có lịch{% endif %}",
        "{{ view | default('') | attr('mark') | default('') }}",
        "{% for feed in feeds or [] %}{{ feed.title }}{% endfor %}",
    ],
)
def test_a_theme_with_ways_of_its_own_is_rendered_in_full(tmp_path: Path, footer: str) -> None:
    """Where the shell shows more of a page than is foreseen, no skeleton is used."""
    config = written(tmp_path)
    ours = shutil.copytree(ROOT / "overrides", tmp_path / "overrides")
    (ours / "partials" / "footer.html").write_text(f"<footer>{footer}</footer>", "utf-8")
    config.write_text(
        config.read_text("utf-8").replace(str(ROOT / "overrides"), str(ours)), "utf-8"
    )
    found = findings(config, "build")
    assert [address for _template, address, _filled, same in found if not same] == []
    assert not [address for _template, address, is_filled, _same in found if is_filled]


def test_pages_tell_the_theme_what_it_asks_for_but_no_words_of_its_search(tmp_path: Path) -> None:
    """The theme's configuration is whole JSON; only the search that is not there is left out."""
    built = build(written(tmp_path), "--strict")
    assert built.code == 0, built.output
    for path in ("index.html", "404.html", "bulletins/2026/ke-hoach-1/index.html"):
        (told,) = built.page(path).xpath("//script[@id='__config']/text()")
        words = json.loads(told)["translations"]
        assert words["clipboard.copy"] == "Sao chép vào bộ nhớ tạm"
        assert not [key for key in words if key.startswith("search.")]


def page(**given: Any) -> Page:
    """Return a page of the little theme below."""
    plain: dict[str, Any] = {
        "template": "page.html",
        "address": "bulletins/2026/a/",
        "title": "Họp 'giao ban' & tập huấn",
        "view": "Thân",
        "description": "Tóm tắt",
        "toc": (TocEntry(2, "mot", "Một"),),
    }
    return Page(**{**plain, **given})


def rendered(shell: str, one: Page) -> tuple[str, str | None]:
    """Return a page of a theme of one template: in full, and by a skeleton if there is one."""
    own = (
        "{% extends 'base.html' %}{% set x = 1 %}{% block content %}{{ view }}{{ x }}{% endblock %}"
    )
    env = Environment(
        loader=DictLoader({"base.html": shell, "page.html": own}), autoescape=select_autoescape(())
    )
    template = env.get_template("page.html")

    def variables(given: Page) -> dict[str, Any]:
        shown = SimpleNamespace(title=escape(given.title), url=given.address, toc=given.toc)
        return {"page": shown, "view": given.view}

    marks = page_of_marks(one)
    found = skeleton(template, marks, variables(marks))
    filled = found.fill(one, variables(one)) if found else None
    return (template.render(variables(one)) if one.view else "", filled)


@pytest.mark.parametrize(
    "shell",
    [
        "<title>{{ page.title }}</title>{% block content %}{% endblock %}",
        "{% set t = page.title | striptags %}{{ t }} {{ t | e }} {{ page.title }} {{ t }}",
        "{{ page.url }} {{ page.toc[0].id }} {% block content %}{% endblock %}",
    ],
)
@pytest.mark.parametrize("title", [*ODD_TITLES, "Họp giao ban"])
def test_texts_come_in_the_forms_that_themes_use(shell: str, title: str) -> None:
    """A title may be printed as it is, without tags, or escaped once more."""
    whole, filled = rendered(shell, page(title=title))
    assert whole == filled


@pytest.mark.parametrize(
    "use",
    ["title | upper", "title | truncate(14, true)", "toc[0].name"],
)
def test_unforeseen_uses_of_a_text_have_no_skeleton(use: str) -> None:
    """What a theme makes of a text in its own way is left to the theme."""
    assert rendered(f"{{{{ page.{use} }}}}", page())[1] is None


def test_a_shell_that_needs_the_view_has_no_skeleton() -> None:
    """Only the page's own blocks see its view while a skeleton is made."""
    assert rendered("{{ view.card.title }}", page(view=None))[1] is None


def test_optional_parts_make_another_shape() -> None:
    """Pages with and without a description, contents or an edit link have shells of their own."""
    shapes = [
        page(),
        page(description=""),
        page(toc=()),
        page(toc=(TocEntry(1, "mot", "Một"),)),
        page(edit="2026/a.md"),
        page(menu="bulletins/"),
        page(template="other.html"),
        page(address="bulletins/2025/a/"),
    ]
    assert len({shape_of(one) for one in shapes}) == len(shapes)
    assert shape_of(page()) == shape_of(
        page(address="bulletins/2026/b/", title="Khác", view="Khác")
    )
