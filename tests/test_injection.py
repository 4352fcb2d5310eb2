"""No script of a bulletin's runs: it is refused at its line, or comes out as text."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from tests.injected import Attempt, Injected, attempts, build_injected

ATTEMPTS = attempts()
_ACTIVE = (
    *("script", "iframe", "frame", "object", "embed", "applet", "base", "meta", "link", "form"),
    *("style", "template", "noscript", "video", "audio", "math", "dialog", "portal"),
)
_RUNS = re.compile(r"(?:javascript|vbscript|data|blob|file):")
_BLANK = re.compile(r"[\x00-\x20]")
_ICS_LINE = re.compile(r"[A-Z-]+[;:].*| .*")


@pytest.fixture(scope="module")
def injected(tmp_path_factory: pytest.TempPathFactory) -> Injected:
    """Check all attempts, and build a site of those that are not refused."""
    return build_injected(tmp_path_factory.mktemp("injected"))


def test_there_are_enough_of_them() -> None:
    """No two attempts are the same, and there are more than 250."""
    assert len({(one.place, one.vector) for one in ATTEMPTS}) == len(ATTEMPTS) > 250


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_a_vector_is_refused_at_its_line_or_comes_out_as_text(
    attempt: Attempt, injected: Injected
) -> None:
    """A refusal names the file and a line of what is to blame; a page has nothing that acts."""
    if rows := injected.refused.get(attempt.path):
        content = attempt.files[attempt.path]
        assert isinstance(content, str)
        lines = content.split("\n")
        start = lines.index("---", 1) + 1
        for row in rows:
            assert row["message"].strip()
            assert row["remedy"].strip()
            assert 1 <= row["line"] <= len(lines)
            if attempt.place in ("body", "svg"):
                assert row["line"] > start
        return
    page, control = (
        injected.built.page(f"bulletins/{path.removesuffix('.md')}/index.html")
        for path in (attempt.path, attempt.control)
    )
    assert _elements(page) == _elements(control)
    assert _scripts(page) == _scripts(control)
    assert [*_acting(page)] == []


def test_every_svg_that_acts_is_refused_where_it_is_shown(injected: Injected) -> None:
    """It is never published, whatever is in it."""
    shown = [one for one in ATTEMPTS if one.place == "svg"]
    assert [one.vector for one in shown if one.path not in injected.refused] == []
    assert not list(injected.built.site.glob("bulletins/**/*.svg"))


def test_no_page_of_the_site_has_anything_that_acts(injected: Injected) -> None:
    """Lists, redirects and indexes show titles, names and addresses as texts, too."""
    pages = [*injected.built.site.rglob("*.html")]
    assert len(pages) > len(ATTEMPTS) - len(injected.refused)
    acting = {path: [*_acting(html.parse(path).getroot())] for path in pages}
    assert {path: found for path, found in acting.items() if found} == {}


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml", "feed.json"])
def test_feeds_carry_nothing_that_acts(injected: Injected, name: str) -> None:
    """What a reader shows of an entry has no script, no handler, no address that runs."""
    entries = [*_contents(injected.built.site / name)]
    assert len(entries) > 100
    for entry in entries:
        fragment = html.fragment_fromstring(entry, create_parent=True)
        assert sum(_elements(fragment).values()) == 0
        assert [*_acting(fragment)] == []


def test_data_stays_data(injected: Injected) -> None:
    """The data for programs is JSON, whose texts are as they were written."""
    data = json.loads(injected.built.text("api/bulletins.json"))
    titles = {one["title"] for one in data["bulletins"]}
    written = {one.vector for one in ATTEMPTS if one.place == "title"}
    accepted = written - {
        one.vector for one in ATTEMPTS if one.place == "title" and one.path in injected.refused
    }
    assert {title for title in titles if "alert" in title} >= {
        vector for vector in accepted if "\n" not in vector and "\u2028" not in vector
    }


def test_a_calendar_has_the_events_of_its_bulletins_alone(injected: Injected) -> None:
    """A line end in a title begins no event and no property (RFC 5545, section 3.3.11)."""
    lines = injected.built.text("calendar.ics").replace("\r\n", "\n").split("\n")
    assert [line for line in lines if line and not _ICS_LINE.fullmatch(line)] == []
    assert "SUMMARY:x" not in lines
    tried = [one for one in ATTEMPTS if one.place in ("event", "deadline")]
    accepted = [one for one in tried if one.path not in injected.refused]
    assert lines.count("BEGIN:VEVENT") == len(accepted) + 2  # of the two controls


def _elements(tree: Any) -> Counter[str]:
    """Return how many there are of the elements that can do something."""
    return Counter(node.tag for node in tree.iter() if node.tag in _ACTIVE)


def _scripts(tree: Any) -> list[tuple[str, str]]:
    """Return the scripts of a page; of data, that it is data."""
    found = []
    for script in tree.iter("script"):
        text = script.text or ""
        if script.get("type") == "application/ld+json":
            json.loads(text)
            text = ""
        found.append((script.get("src", ""), text))
    return found


def _acting(tree: Any) -> Iterator[str]:
    """Yield handlers and addresses that run, of any element."""
    for node in tree.iter(etree.Element):
        for name, value in node.attrib.items():
            is_address = name.rpartition(":")[2] in ("href", "src", "action", "data", "poster")
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "srcset"):
                if not (name == "style" and "text-align" in value):
                    yield f"{name}={value}"
            elif is_address and _RUNS.match(_BLANK.sub("", value).lower()):
                yield f"{name}={value}"


def _contents(file: Path) -> Iterator[str]:
    """Yield the HTML of each entry of a feed; texts are none (RFC 4287, section 3.1.1)."""
    if file.suffix == ".json":
        for item in json.loads(file.read_text("utf-8"))["items"]:
            yield item["content_html"]
        return
    for node in etree.parse(file).iter("{*}content", "{*}encoded", "{*}description", "{*}summary"):
        is_html = node.get("type") == "html" or file.name == "feed.xml"
        if is_html and (text := str(node.text or "").strip()):
            yield text
