"""Every page and function under the content security policy, as nginx and Caddy send it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watch
from tests.browser.test_calendar import LETTER, open_on
from tests.browser.test_pages import PAGES
from tests.browser.test_relations import PAGES as WITH_DIAGRAMS
from tests.browser.test_search_view import box, choose, open_search, settle, type_in_box
from tests.servers import SERVERS, write_headers
from tests.site_builder import build, copy_project

TABS = """# Thẻ

=== "Một"

    Chữ của thẻ một.

=== "Hai"

    Chữ của thẻ hai.

| Tên | Số |
|---|--:|
| A | 1 |

```python
print("mã")
```

!!! note "Ghi chú"

    Chữ.
"""
# Violations of a page that is left are told by the page that was.
LISTEN = """
document.addEventListener("securitypolicyviolation", (event) => {
  const { effectiveDirective, blockedURI, sourceFile, sample } = event;
  tellViolation([effectiveDirective, blockedURI, sourceFile, sample].join(" "));
});
"""


@pytest.fixture(scope="module")
def deploy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the demonstration site with a page of tabs; return the folder of server files."""
    config = copy_project(tmp_path_factory.mktemp("served"))
    (config.parent / "docs" / "the.md").write_text(TABS, "utf-8")
    text = config.read_text("utf-8")
    extensions = "markdown_extensions:\n  - pymdownx.highlight\n  - pymdownx.superfences\n"
    tabs = "  - pymdownx.tabbed:\n      alternate_style: true\n"
    changed = text.replace("markdown_extensions:\n", extensions + tabs)
    changed = changed.replace("  features:\n", "  features:\n    - content.tabs.link\n")
    config.write_text(changed, "utf-8")
    built = build(config)
    assert built.code == 0, built.output
    return write_headers(config)


@pytest.fixture(scope="module", params=SERVERS)
def home(
    request: pytest.FixtureRequest, deploy: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve it; return the address of its home page."""
    with SERVERS[request.param](deploy, tmp_path_factory.mktemp(request.param)) as origin:
        yield f"{origin}/"


Opened = Callable[..., Page]


@pytest.fixture(params=["light", "dark"])
def open_page(request: pytest.FixtureRequest, browser: Browser, home: str) -> Iterator[Opened]:
    """Open pages that must neither break the policy, nor ask another host, nor write errors."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        color_scheme=request.param,
        permissions=["clipboard-read", "clipboard-write"],
    )
    # Whatever were asked of another host would fail, as with the network cut.
    context.route(lambda url: not url.startswith((home, "data:")), lambda route: route.abort())
    violations: list[str] = []
    context.expose_binding("tellViolation", lambda _source, told: violations.append(told))
    context.add_init_script(LISTEN)
    context.add_init_script("window.print = () => { window.printed = true; };")
    watched: list[list[str]] = []
    said: list[str] = []

    def opened() -> Page:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        watched.append(watch(page, home))
        return page

    yield opened
    context.close()
    assert violations == []
    assert [text for text in said if "Policy" in text] == []
    assert [fault for found in watched for fault in found] == []


def test_a_breach_would_be_seen(browser: Browser, home: str) -> None:
    """Scripts, handlers, styles and requests that are not the site's own are stopped, and told."""
    page = browser.new_page()
    told: list[str] = []
    page.expose_binding("tellViolation", lambda _source, one: told.append(one))
    page.add_init_script(LISTEN)
    page.goto(home)
    page.evaluate(
        """() => {
          const add = (html) => document.body.insertAdjacentHTML("beforeend", html);
          add('<p style="color: red" onclick="window.ran = 1" id="hit">x</p>');
          add('<img src="http://127.0.0.1:9/a.png" onerror="window.ran = 1">');
          document.getElementById("hit").click();
          const script = document.createElement("script");
          script.textContent = "window.ran = 1";
          document.body.append(script);
          return fetch("http://127.0.0.1:9/").catch(() => 0);
        }"""
    )
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.ran") is None
    kinds = {text.split(" ")[0] for text in told}
    assert kinds == {
        "style-src-attr",
        "script-src-attr",
        "script-src-elem",
        "img-src",
        "connect-src",
    }
    page.close()


def test_every_page_keeps_the_policy(open_page: Opened, home: str) -> None:
    """Each kind of page on the screen and on paper, with its scripts and pictures at work."""
    page = open_page()
    for path in [*PAGES.values(), *WITH_DIAGRAMS.values(), "calendar/", "the/", "khong-co/"]:
        page.goto(home + path)
        page.wait_for_load_state("networkidle")
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        page.emulate_media(media="print")
        page.emulate_media(media="screen")


def test_every_function_keeps_the_policy(open_page: Opened, home: str) -> None:
    """What readers do works: search, colours, register, calendar, copying, diagram, pages."""
    page = open_page()

    open_search(page, home, "?q=chua+chay")
    expect(page.locator(".bt-hit mark").first).to_be_visible()
    choose(page, "year", "2026")
    expect(page.locator(box("year", "2026"))).to_be_checked()
    page.goto(home)
    type_in_box(page, "chua chay")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bulletins/**")
    open_search(page, home, "?q=van+ban")
    page.locator(".bt-finder .bt-pages a").last.click()
    settle(page)

    page.goto(home)
    scheme = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator("label[title^='Chuyển sang nền']:visible").click()
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", str(scheme))
    chosen = page.locator("body").get_attribute("data-md-color-scheme")
    page.goto(f"{home}register/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", str(chosen))

    page.get_by_role("button", name="Số, ký hiệu").click()
    page.get_by_label("Lọc theo số").fill("ke hoach")
    expect(page.get_by_role("status").filter(has_text="văn bản")).to_have_text(
        re.compile(r"^[1-9]\d* văn bản$")
    )

    open_on(page, f"{home}calendar/", "2026-11-22T10:00:00+07:00")
    expect(page.get_by_role("heading", name="Sắp tới")).to_be_visible()

    page.goto(home + LETTER)
    page.get_by_role("button", name="Chép câu trích dẫn").click()
    expect(page.get_by_role("button", name="Đã chép")).to_be_visible()
    page.get_by_role("button", name="In trang này").click()
    assert page.evaluate("window.printed") is True

    page.goto(home + WITH_DIAGRAMS["replaced twice"])
    page.locator("svg.bt-diagram a").first.click()
    page.wait_for_url("**/bulletins/**")

    page.goto(f"{home}bulletins/")
    page.get_by_role("link", name="Cũ hơn").click()
    page.wait_for_url("**/bulletins/page/**")
    page.goto(f"{home}feeds/")
    with page.expect_download() as download:
        page.get_by_role("link", name="feeds.opml").click()
    assert download.value.suggested_filename == "feeds.opml"

    page.goto(f"{home}the/")
    page.get_by_text("Hai", exact=True).click()
    expect(page.get_by_text("Chữ của thẻ hai.")).to_be_visible()
    page.reload()  # the theme remembers the tab
    expect(page.get_by_text("Chữ của thẻ hai.")).to_be_visible()


def test_attachments_open_under_the_policy(browser: Browser, home: str, deploy: Path) -> None:
    """A PDF file opens in the browser's own viewer, which the policy does not keep from working."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    site = deploy.parent / "site"
    attachment = min(site.glob("bulletins/**/*.pdf")).relative_to(site).as_posix()
    with page.expect_event("framenavigated", lambda frame: "chrome-extension:" in frame.url):
        page.goto(home + attachment)
    page.wait_for_load_state("networkidle")
    assert [text for text in said if "Policy" in text] == []
    page.close()
