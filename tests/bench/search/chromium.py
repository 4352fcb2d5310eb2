"""The engines in headless Chromium, served on loopback: the time of a warm query."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from engines import Engine, our_script
from playwright.sync_api import sync_playwright
from tests.chromium import ARGUMENTS, CHROMIUM

LIMIT = 1200  # seconds that the queries of an engine may take
_PAGE = '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Đo</title>'
_STARTS = {
    "ours": """async () => {
        await new Promise((done, failed) => {
            const script = document.createElement("script");
            Object.assign(script, { src: "/engine.js", onload: done, onerror: failed });
            document.head.append(script);
        });
        const engine = await open(new URL("/index/", location.href));
        return async (query) => (await engine.search(query)).hits;
    }""",
    "pagefind": """async () => {
        const pagefind = await import("/index/pagefind.js");
        await pagefind.options({ basePath: "/index/", baseUrl: "/" });
        await pagefind.init();
        return async (query) => {
            const { results } = await pagefind.search(query);
            return Promise.all(results.slice(0, 10).map((result) => result.data()));
        };
    }""",
}
# every query once to warm, then timed; nothing may run for ever
_WARM = """async ([texts, seconds]) => {
    const search = await (START)();
    const end = performance.now() + 1000 * seconds;
    const ask = async (text) => {
        if (performance.now() > end) throw new Error("the queries take too long");
        const before = performance.now();
        await search(text);
        return performance.now() - before;
    };
    for (const text of texts) await ask(text);
    const times = [];
    for (const text of texts) times.push(await ask(text));
    return times;
}"""


class Warm(NamedTuple):
    """Milliseconds of each query, and the version of the browser."""

    times: list[float]
    version: str


def warm(engine: Engine, texts: list[str]) -> Warm:
    """Ask *texts* in a page of Chromium: all once to warm the engine, then timed."""
    script = _WARM.replace("START", _STARTS[engine.kind])
    with _served(engine.folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        page.goto(address)
        times: list[float] = page.evaluate(script, [texts, LIMIT])
        found = Warm(times, browser.version)
        browser.close()
    return found


class _Handler(http.server.SimpleHTTPRequestHandler):
    """A bare page, our engine as one script, and the index under ``/index/``."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 - as in the base class
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
    }

    def do_GET(self) -> None:
        """Answer the page or the script, or a file."""
        if self.path == "/":
            self._answer("text/html", _PAGE)
        elif self.path == "/engine.js":
            self._answer("text/javascript", our_script("engine.js"))
        else:
            super().do_GET()

    def translate_path(self, path: str) -> str:
        """Return the file of an address."""
        return super().translate_path(path.removeprefix("/index"))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it
        """Say nothing."""

    def _answer(self, kind: str, content: str) -> None:
        data = content.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
