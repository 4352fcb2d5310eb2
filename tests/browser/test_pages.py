"""Every kind of page in a real browser: as readers see it, with and without JavaScript."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OVERFLOW

PAGES = {
    "home": "",
    "letter": "bulletins/2026/cong-van-59-du/",
    "plan with attachments": "bulletins/2026/ke-hoach-15-ubnd/",
    "withdrawn": "bulletins/2026/thong-bao-31-vp/",
    "not numbered": "bulletins/2026/bao-cao-cong-tac-van-phong-2026/",
    "news": "bulletins/2026/tin-so-hoa-kho-luu-tru/",
    "list": "topics/van-thu-luu-tru/",
    "index of lists": "topics/",
    "register": "register/",
    "search with results": "search/?q=ke+hoach",
    "feeds": "feeds/",
    "log": "log/",
    "list, older": "bulletins/page/1/",
    "log, older": "log/page/1/",
    "cited document": "cited/quy-dinh-399-qd-tw-2026-01-09/",
    "cited documents": "cited/",
    "title that cites": "bulletins/2026/cong-van-47-vp/",
    "not found": "404.html",
    "editors' guide": "huong-dan/bien-tap/",
    "problem codes": "tham-chieu/ma-loi/",
}
WIDTHS = (360, 768, 1440)
NewPage = Callable[..., Page]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_accessible_and_within_the_screen(  # noqa: PLR0913, PLR0917 - fixtures
    new_page: NewPage,
    axe: Callable[[Page], list[str]],
    site_url: str,
    path: str,
    width: int,
    scheme: str,
) -> None:
    """Axe finds nothing, nothing overflows, and no request leaves the site."""
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(site_url + path)
    page.wait_for_load_state("networkidle")
    assert axe(page) == []
    assert page.evaluate(OVERFLOW) <= 0


# What reaches over the left or the right edge; what scrolls in a frame of its own does not.
OVER_THE_EDGE = """
() => [...document.querySelectorAll('body *')].filter((element) => {
  const box = element.getBoundingClientRect();
  if (!box.width || getComputedStyle(element).visibility === 'hidden') return false;
  const framed = '.bt-sr, .bt-scroll, .md-sidebar, .md-tabs, .md-typeset__scrollwrap, pre, thead';
  if (element.closest(framed)) return false;
  return box.right > innerWidth + 0.5 || box.left < -0.5;
}).map((element) => element.outerHTML.slice(0, 120))
"""


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_nothing_reaches_over_the_edge(
    new_page: NewPage, site_url: str, path: str, width: int
) -> None:
    """On the narrowest screens (WCAG 2.2, 1.4.10) nothing must be scrolled sideways or is cut."""
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(site_url + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OVER_THE_EDGE) == []


REACHABLE = """
() => [...document.querySelectorAll(
  'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
)].filter((element) => {
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return !element.disabled && style.visibility !== 'hidden' && style.display !== 'none'
    && box.width > 0 && box.height > 0 && element.tabIndex >= 0;
}).length
"""


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("name", ["home", "letter", "register", "list", "feeds", "not found"])
def test_reachable_by_keyboard(new_page: NewPage, site_url: str, name: str, width: int) -> None:
    """Tab reaches every control and link in turn, and each shows that it has the focus."""
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(site_url + PAGES[name])
    page.wait_for_load_state("networkidle")
    wanted = page.evaluate(REACHABLE)
    page.evaluate("window.reached = new Set()")
    unseen = []
    for _ in range(wanted + 20):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => {
              const element = document.activeElement;
              if (!element || element === document.body) return null;
              reached.add(element);
              const style = getComputedStyle(element);
              const seen = style.outlineStyle !== 'none' || style.boxShadow !== 'none'
                || element.matches('.md-option, .md-toggle, .md-skip, .bt-search__input');
              return seen ? '' : element.outerHTML.slice(0, 120);
            }"""
        )
        if state is None:
            break
        if state:
            unseen.append(state)
    assert page.evaluate("reached.size") >= wanted * 0.98
    assert unseen == []


# The focus: None where it is on nothing, else what has it if that is not on the screen.
FOCUS_OFF_SCREEN = """
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { left, right, width } = element.getBoundingClientRect();
  const label = element.matches('.md-option') ? element.nextElementSibling : element;
  const isSeen = label.checkVisibility({ visibilityProperty: true });
  return left >= -0.5 && right <= innerWidth + 0.5 && isSeen ? '' : element.outerHTML.slice(0, 120);
}
"""


@pytest.mark.parametrize("name", ["home", "letter", "register", "feeds", "editors' guide"])
def test_no_focus_off_the_screen_of_a_phone(new_page: NewPage, site_url: str, name: str) -> None:
    """While the menu is closed its links are passed by, also in the parts that it has closed."""
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(site_url + PAGES[name])
    page.wait_for_load_state("networkidle")
    unseen = []
    for step in range(60):
        if step == 30:
            page.get_by_role("button", name="Mở trình đơn").focus()
            page.keyboard.press("Enter")
            page.wait_for_timeout(300)
        page.keyboard.press("Tab")
        state = page.evaluate(FOCUS_OFF_SCREEN)
        if state:
            unseen.append(state)
    assert unseen == []


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_keyboard_opens_and_closes_the_menu_on_a_phone(
    new_page: NewPage, site_url: str, key: str
) -> None:
    """The menu's button is one for keyboards too; the focus goes into the menu and comes back."""
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(site_url)
    page.wait_for_load_state("networkidle")
    menu = page.get_by_role("button", name="Mở trình đơn")
    drawer = page.locator("#__drawer")
    page.keyboard.press("Tab")
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")
    page.keyboard.press(key)
    expect(drawer).to_be_checked()
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".md-sidebar--primary a:focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(drawer).not_to_be_checked()
    expect(menu).to_be_focused()
    page.keyboard.press(key)
    expect(drawer).to_be_checked()
    menu.focus()
    page.keyboard.press(key)
    expect(drawer).not_to_be_checked()
    page.keyboard.press(key)
    page.locator(".md-nav--primary").get_by_role("link", name="Sổ văn bản").press("Enter")
    page.wait_for_url("**/register/")


def test_menu_on_a_phone_needs_no_javascript(new_page: NewPage, site_url: str) -> None:
    """Without JavaScript the menu opens by touch, and the keyboard still goes to its links."""
    page = new_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page.goto(site_url)
    link = page.locator(".md-nav--primary").get_by_role("link", name="Sổ văn bản")
    expect(link).to_be_visible()
    expect(link).not_to_be_in_viewport()
    page.locator(".md-header label[for=__drawer]").click()
    expect(link).to_be_in_viewport()


def test_reader_finds_the_menu_on_a_phone(new_page: NewPage, site_url: str) -> None:
    """On a phone the menu opens and leads to the register."""
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page.goto(site_url)
    page.get_by_role("button", name="Mở trình đơn").tap()
    page.locator(".md-nav--primary").get_by_role("link", name="Sổ văn bản").tap()
    page.wait_for_url("**/register/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sổ văn bản")


@pytest.mark.parametrize("name", [name for name in PAGES if name != "search with results"])
def test_works_without_javascript(new_page: NewPage, site_url: str, name: str) -> None:
    """Without JavaScript every page but the search shows its heading and its text."""
    page = new_page(java_script_enabled=False)
    page.goto(site_url + PAGES[name])
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    assert len(page.locator("main").inner_text()) > 60


def test_search_says_that_it_needs_javascript(new_page: NewPage, site_url: str) -> None:
    """Without JavaScript the search page says so, and where else to look."""
    page = new_page(java_script_enabled=False)
    page.goto(site_url + "search/")
    expect(page.get_by_text("Tìm kiếm cần JavaScript")).to_be_visible()
    expect(page.locator(".bt-without-script a").first).to_be_visible()


def test_register_sorts_and_filters(page: Page, site_url: str) -> None:
    """The register sorts numbers as numbers and filters without accents."""
    page.goto(site_url + "register/")
    rows = page.locator("tbody tr:not([hidden])")
    whole = rows.count()
    page.get_by_role("button", name="Số, ký hiệu").click()
    header = page.locator("th", has_text="Số, ký hiệu")
    expect(header).to_have_attribute("aria-sort", "ascending")
    orders = page.locator("tbody td:first-child").evaluate_all(
        "cells => cells.map(cell => Number(cell.dataset.order))"
    )
    assert orders == sorted(orders)
    page.get_by_label("Lọc theo số").fill("ke hoach")
    shown = rows.count()
    assert 0 < shown < whole
    expect(page.get_by_role("status").filter(has_text="văn bản")).to_have_text(f"{shown} văn bản")
    page.get_by_label("Loại", exact=True).select_option("Kế hoạch")
    assert set(page.locator("tbody tr:not([hidden]) td:nth-child(3)").all_inner_texts()) == {
        "Kế hoạch"
    }


def test_printed_letter_is_the_letter_alone(page: Page, site_url: str) -> None:
    """On paper a letter has its head and signature, and no menu, panel of actions or feeds."""
    page.goto(site_url + PAGES["letter"])
    page.emulate_media(media="print")
    expect(page.locator(".bt-letter__signer")).to_be_visible()
    for hidden in (".md-header", ".md-tabs", ".bt-actions", ".bt-neighbours", ".md-footer"):
        expect(page.locator(hidden).first).to_be_hidden()


def test_mark_of_a_withdrawn_letter_is_outside_its_subject(page: Page, site_url: str) -> None:
    """Readers see that a letter is withdrawn before its subject, on screen and paper."""
    page.goto(site_url + "bulletins/2026/cong-van-104-vp/")
    mark, subject = page.locator(".bt-letter__mark"), page.get_by_role("heading", level=1)
    for media in ("screen", "print"):
        page.emulate_media(media="print" if media == "print" else "screen")
        expect(mark).to_be_visible()
        expect(mark).to_have_text("Đã thu hồi")
        expect(subject).to_contain_text("V/v")
        expect(subject).not_to_contain_text("hu hồi]")
    expect(page.locator(".bt-related")).to_be_hidden()


def test_properties_tell_the_day_that_an_extension_set(page: Page, site_url: str) -> None:
    """The last day is shown as it was set first and as it is now."""
    page.goto(site_url + "bulletins/2026/thong-bao-12-ubnd/")
    row = page.locator(".bt-panel dl > div", has_text="Ngày hết hiệu lực")
    expect(row.locator("dd")).to_have_text("29/10/2026, gia hạn đến 31/12/2026")


def test_print_button_prints(page: Page, site_url: str) -> None:
    """The print button opens the browser's print dialogue."""
    page.add_init_script("window.print = () => { window.printed = true; };")
    page.goto(site_url + PAGES["letter"])
    page.get_by_role("button", name="In trang này").click()
    assert page.evaluate("window.printed") is True


def test_palette_switches(page: Page, site_url: str) -> None:
    """The reader can switch to dark colours, and the choice stays on the next page."""
    page.goto(site_url)
    page.locator("label[title='Chuyển sang nền tối']").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(site_url + "register/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_report_link_names_the_document(page: Page, site_url: str) -> None:
    """The link to report an error opens a mail that names the document and its page."""
    page.goto(site_url + PAGES["letter"])
    href = page.get_by_role("link", name="Báo lỗi nội dung").get_attribute("href") or ""
    assert href.startswith("mailto:")
    assert "59-CV" in href
    assert "cong-van-59-du" in href


def test_attachments_are_whole(page: Page, site_url: str) -> None:
    """The attachments of the plan are there, byte for byte, with kind and size."""
    page.goto(site_url + PAGES["plan with attachments"])
    links = page.locator(".bt-files a")
    kinds = page.locator(".bt-files__kind").all_inner_texts()
    assert [kind.split(",")[0] for kind in kinds] == ["PDF", "Excel"]
    for link in links.all():
        address: Any = link.evaluate("link => link.href")
        response = page.request.get(address)
        assert response.ok
        assert len(response.body()) > 1000
