"""A real browser (Debian's Chromium) over the demonstration site, served on loopback."""

import functools
import http.server
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.chromium import ARGUMENTS, CHROMIUM
from tests.site_builder import ROOT, build

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
"""How many pixels of a page lie beyond its right edge."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012 - as in the base class
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
    }

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it
        """Say nothing: a test that fails tells what matters."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the demonstration site, once."""
    folder = tmp_path_factory.mktemp("demonstration") / "site"
    built = build(ROOT / "mkdocs.yml", "--strict", "--site-dir", str(folder))
    assert built.code == 0, built.output
    return folder


@pytest.fixture(scope="session")
def site_url(site_dir: Path) -> Iterator[str]:
    """Serve the demonstration site on loopback; return its address."""
    with served(site_dir) as address:
        yield address


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; give its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without it the test is skipped, except in CI, where that is a failure."""
    if CHROMIUM is None:
        reason = "Chromium is not installed (Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


def watch(page: Page, home: str) -> list[str]:
    """Collect what a page must not do: ask another host, fail to load, write errors."""
    faults: list[str] = []
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((home, "data:", "blob:", "file:"))
            else faults.append(f"request off the site: {request.url}")
        ),
    )
    page.on(
        "response",
        lambda response: (
            faults.append(f"{response.status}: {response.url}")
            if response.status >= 400 and not response.url.endswith("/khong-co/")
            else None
        ),
    )
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: (
            faults.append(f"console: {message.text}")
            if message.type == "error" and "khong-co" not in str(message.location)
            else None
        ),
    )
    return faults


@pytest.fixture
def new_page(browser: Browser, site_url: str) -> Iterator[Callable[..., Page]]:
    """Open pages with options of a browser context; each must behave (see ``watch``)."""
    contexts: list[BrowserContext] = []
    watched: list[list[str]] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        watched.append(watch(page, site_url))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [fault for found in watched for fault in found] == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """Open a page of 1440 × 900 in light colours."""
    return new_page(viewport={"width": 1440, "height": 900}, color_scheme="light")


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Run axe over a page; return what it found, a line each."""

    def run(page: Page) -> list[str]:
        response = Axe().run(page)
        return [
            f"{violation['id']}: {node['html'][:160]} ({node.get('failureSummary', '')[:200]})"
            for violation in response.response["violations"]
            for node in violation["nodes"]
        ]

    return run
