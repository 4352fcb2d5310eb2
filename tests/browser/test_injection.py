"""Chromium over a site of everything that tries to run a script: none does."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request

from tests.browser.conftest import served
from tests.injected import build_injected, vectors
from tests.servers import SERVERS, write_headers

_BARE = "without headers"
_SITE = "https://thu.example/ban-tin/"  # by which feeds name the images of their entries
# A script that runs calls one of these; what it is told is remembered beyond the page.
_TRAP = """
for (const name of ["alert", "confirm", "prompt", "print", "msgbox"])
  window[name] = (value) => window.bantinTrapped(`${name}(${value})`);
"""
_HANDLERS = """() => [...document.querySelectorAll("*")].flatMap((element) =>
  element.getAttributeNames().filter((name) => name.startsWith("on")))"""
_SCHEMES = """() => [...new Set([...document.querySelectorAll("[href], [src], [action]")].map(
  (element) => new URL(element.href?.baseVal ?? element.href ?? element.src ?? element.action,
    document.baseURI).protocol))]"""
_TOUCH = """() => { for (const element of document.querySelectorAll("article *"))
  for (const name of ["mouseover", "pointerenter", "focus", "focusin", "animationstart", "toggle"])
    element.dispatchEvent(new Event(name, { bubbles: true })); }"""


@dataclass
class Trap:
    """A page that remembers what ran, which dialogs opened, and what was asked of other hosts."""

    page: Page
    home: str
    caught: list[str] = field(default_factory=list)

    def catch(self, what: str) -> None:
        """Remember what ran."""
        self.caught.append(what)

    def look(self, request: Request) -> None:
        """Remember what is asked of another host."""
        if not request.url.startswith((self.home, _SITE, "data:", "blob:", "about:")):
            self.catch(request.url)

    def dismiss(self, dialog: Dialog) -> None:
        """Remember a dialog, and close it."""
        self.catch(dialog.type)
        dialog.dismiss()

    def open(self, address: str, until: Literal["load", "networkidle"] = "load") -> None:
        """Open an address of the site as a reader does, and touch what is on the page."""
        self.page.goto(self.home + address, wait_until=until)
        self.page.evaluate(_TOUCH)


@pytest.fixture(scope="module")
def injected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site of the attempts that are not refused."""
    return build_injected(tmp_path_factory.mktemp("injected")).built.site


@pytest.fixture(scope="module", params=[_BARE, "nginx"])
def home(
    request: pytest.FixtureRequest, injected: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve it without any header, then by nginx with the headers that `bantin headers` writes."""
    if request.param == _BARE:
        with served(injected) as address:
            yield address
    else:
        deploy = write_headers(injected.parent / "mkdocs.yml")
        with SERVERS[request.param](deploy, tmp_path_factory.mktemp("server")) as origin:
            yield f"{origin}/ban-tin/"


@pytest.fixture
def trap(browser: Browser, home: str) -> Iterator[Trap]:
    """Set a trap over the site of attempts."""
    context = browser.new_context()
    page = context.new_page()
    found = Trap(page, home)
    page.expose_function("bantinTrapped", found.catch)
    page.add_init_script(_TRAP)
    page.on("dialog", found.dismiss)
    page.on("request", found.look)
    yield found
    context.close()


def test_the_trap_catches_what_runs(
    trap: Trap, injected: Path, request: pytest.FixtureRequest
) -> None:
    """A script, a handler and a foreign image: else the other tests would prove nothing.

    With the headers neither of the scripts runs: so much the policy does by itself.
    """
    planted = '<img src=x onerror="alert(2)"><script>alert(1)</script><img src=//xss.example/x>'
    page = (injected / "bulletins" / "2026" / "b" / "index.html").read_text("utf-8")
    (injected / "planted.html").write_text(page.replace("</article>", f"{planted}</article>"))
    trap.open("planted.html")
    (injected / "planted.html").unlink()
    trap.page.wait_for_timeout(100)
    ran = {"alert(1)", "alert(2)"} & set(trap.caught)
    if request.node.callspec.params["home"] == _BARE:
        assert ran == {"alert(1)", "alert(2)"}
        assert "http://xss.example/x" in trap.caught
    else:
        assert ran == set()


@pytest.mark.slow
def test_nothing_runs_on_any_page(trap: Trap, injected: Path) -> None:
    """Every page is opened, redirects and lists too; no handler, no address that would run."""
    for file in sorted(injected.rglob("*.html")):
        leads_on = 'http-equiv="refresh"' in file.read_text("utf-8")
        address = quote(file.relative_to(injected).as_posix())
        trap.open(address, until="networkidle" if leads_on else "load")
        assert trap.page.evaluate(_HANDLERS) == [], file
        schemes = set(trap.page.evaluate(_SCHEMES))
        assert schemes <= {"http:", "https:", "mailto:", "tel:"}, file
    assert trap.caught == []


@pytest.mark.parametrize("address", vectors("queries"))
def test_nothing_runs_of_an_address(trap: Trap, address: str) -> None:
    """What stands in the address of the search, a filter or a fragment is shown as text."""
    trap.open(address, until="networkidle")
    assert trap.page.evaluate(_HANDLERS) == []
    assert trap.caught == []


def test_nothing_runs_of_feeds_and_data(trap: Trap, injected: Path) -> None:
    """Opened as they are; and an entry put into a page as it is by a careless reader's program."""
    for name in ("feed.xml", "atom.xml", "sitemap.xml", "feed.json"):
        trap.page.goto(trap.home + name)
    trap.page.goto(trap.home + "api/bulletins.json")
    items = json.loads((injected / "feed.json").read_text("utf-8"))["items"]
    trap.open("bulletins/2026/b/")
    for item in items:
        trap.page.evaluate(
            "(text) => { document.querySelector('article').innerHTML = text; }",
            item["content_html"],
        )
        assert trap.page.evaluate(_HANDLERS) == [], item["id"]
    trap.page.wait_for_timeout(100)
    assert trap.caught == []
