"""The search view in a real browser: the page ``search/`` and the box of the header."""

import re
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize
from urllib.parse import parse_qs, quote, quote_plus, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import OVERFLOW

NewPage = Callable[..., Page]
Check = Callable[[Page], list[str]]

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "\"><script>document.title='hacked'</script>",
    "javascript:alert(1)",
    "{{constructor}} ${7*7} %00 %3Cb%3E",
    "</title><svg onload=alert(1)>",
    "\u202eđảo ngược \u0000 🙂 " + "x" * 600,
]
BROAD = "van ban"
TYPED_AND_SETTLED = 1_000  # milliseconds after which nothing of a typed word is still to come


def open_search(page: Page, site_url: str, search: str = "") -> None:
    page.goto(f"{site_url}search/{search}")
    settle(page)


def settle(page: Page) -> None:
    """Wait until the results are those of the state in the address."""
    expect(page.locator(".bt-finder__results[aria-busy=false]")).to_be_attached()


def parameters(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def total(page: Page) -> int:
    """Return the number of results that the page says."""
    settle(page)
    said = re.match(r"[\d.]+", page.locator(".bt-finder__count").inner_text())
    return int(said[0].replace(".", "")) if said else 0


def box(facet: str, value: str) -> str:
    return f'input[name="{facet}"][value="{value}"]'


def count_of(page: Page, facet: str, value: str) -> int:
    row = page.locator(".bt-facet li", has=page.locator(box(facet, value)))
    return int(row.locator(".bt-facet__count").inner_text())


def choose(page: Page, facet: str, value: str) -> None:
    page.locator(box(facet, value)).click()
    page.wait_for_url(re.compile(rf"[?&]{facet}={value}"))
    settle(page)


# The page


@pytest.mark.parametrize(
    "query", ["chữa cháy", "chua chay", "CHUA CHAY", normalize("NFD", "chữa cháy")]
)
def test_finds_with_and_without_accents(page: Page, site_url: str, query: str) -> None:
    """What is typed with accents, without, in capitals or decomposed finds and marks the same."""
    open_search(page, site_url)
    page.locator("#bt-finder-input").fill(query)
    expect(page.locator(".bt-hit mark").first).to_have_text(re.compile("chữa cháy", re.IGNORECASE))
    expect(page.locator(".bt-hit a").first).to_have_attribute("href", re.compile("/bulletins/"))


def test_a_hit_tells_what_it_is(page: Page, site_url: str) -> None:
    """A hit shows number, type, date, title, issuer and a snippet, and leads to its page."""
    open_search(page, site_url, "?q=59-CV/ĐU")
    hit = page.locator(".bt-hit").first
    for text in ("59-CV/ĐU", "Công văn", "08/06/2026", "Đảng ủy xã Suối Mây"):
        expect(hit).to_contain_text(text)
    expect(hit.locator(".bt-hit__snippet")).not_to_be_empty()
    hit.locator("a").click()
    page.wait_for_url("**/bulletins/2026/cong-van-59-du/")
    expect(page.locator("h1")).to_be_visible()


def test_a_status_to_know_is_told(page: Page, site_url: str) -> None:
    """A document not yet in force or no longer is told by a flag or by its title."""
    open_search(page, site_url, "?status=chua-co-hieu-luc")
    expect(page.locator(".bt-hit .bt-flag").first).to_have_text("Chưa có hiệu lực")
    open_search(page, site_url, "?status=da-thu-hoi")
    expect(page.locator(".bt-hit h3").first).to_contain_text("Đã thu hồi")


def test_address_makes_the_page(page: Page, site_url: str) -> None:
    """An address opened anew shows its query, filters, order and page."""
    open_search(page, site_url, "?topic=van-thu-luu-tru&year=2026&year=2025&sort=number&page=2")
    expect(page.locator(box("topic", "van-thu-luu-tru"))).to_be_checked()
    expect(page.locator(box("year", "2026"))).to_be_checked()
    expect(page.locator(box("year", "2025"))).to_be_checked()
    expect(page.locator("#bt-finder-sort")).to_have_value("number")
    expect(page.locator(".bt-pages [aria-current=page]")).to_have_text("2")
    expect(page.locator(".bt-tag:not(.bt-tag--all)")).to_have_count(3)


def test_the_page_makes_the_address(page: Page, site_url: str) -> None:
    """Typing and choosing are in the address, whose copy shows the same results."""
    open_search(page, site_url)
    page.locator("#bt-finder-input").press_sequentially(BROAD)
    page.wait_for_url("**/search/?q=van+ban")
    choose(page, "topic", "van-thu-luu-tru")
    choose(page, "year", "2026")
    page.locator("#bt-finder-sort").select_option("date")
    page.wait_for_url("**sort=date")
    settle(page)
    assert parameters(page) == {
        "q": [BROAD],
        "topic": ["van-thu-luu-tru"],
        "year": ["2026"],
        "sort": ["date"],
    }
    titles = page.locator(".bt-hit h3").all_inner_texts()
    page.reload()
    settle(page)
    assert page.locator(".bt-hit h3").all_inner_texts() == titles
    expect(page.locator("#bt-finder-input")).to_have_value(BROAD)


def test_typing_leaves_no_trail_and_choices_do(page: Page, site_url: str) -> None:
    """Typing replaces the entry of the history; the back button undoes choices one by one."""
    open_search(page, site_url)
    before = page.evaluate("history.length")
    page.locator("#bt-finder-input").press_sequentially(BROAD, delay=200)
    page.wait_for_url("**/search/?q=van+ban")
    assert page.evaluate("history.length") == before
    found = total(page)
    choose(page, "type", "cong-van")
    choose(page, "year", "2026")
    page.go_back()
    expect(page.locator(".bt-tag")).to_have_count(1)
    expect(page.locator(box("year", "2026"))).not_to_be_checked()
    page.go_back()
    expect(page.locator(".bt-tag")).to_have_count(0)
    assert total(page) == found
    expect(page.locator("#bt-finder-input")).to_have_value(BROAD)
    page.go_forward()
    expect(page.locator(".bt-tag")).to_have_count(1)


def test_typing_after_a_choice_can_be_undone(page: Page, site_url: str) -> None:
    """What is typed after a submitted query is an entry of its own."""
    open_search(page, site_url)
    page.locator("#bt-finder-input").fill("hội nghị")
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=h*")
    settle(page)
    page.locator("#bt-finder-input").fill("chữa cháy")
    page.wait_for_url("**?q=ch*")
    page.go_back()
    expect(page.locator("#bt-finder-input")).to_have_value("hội nghị")
    expect(page.locator(".bt-finder__count")).to_contain_text("hội nghị")


def test_counts_of_facets_hold(page: Page, site_url: str) -> None:
    """A count is the number of results that choosing its value gives; values of a facet add up."""
    open_search(page, site_url, f"?q={quote(BROAD)}")
    letters, reports = count_of(page, "type", "cong-van"), count_of(page, "type", "bao-cao")
    choose(page, "type", "cong-van")
    assert total(page) == letters
    assert count_of(page, "type", "bao-cao") == reports
    choose(page, "type", "bao-cao")
    assert total(page) == letters + reports
    every = page.locator(".bt-facet input[name=year]")
    years = [count_of(page, "year", one.input_value()) for one in every.all()]
    assert sum(years) == letters + reports


def test_attachments_are_a_facet(page: Page, site_url: str) -> None:
    """Documents with a file attached can be singled out."""
    open_search(page, site_url)
    wanted = count_of(page, "attachment", "1")
    choose(page, "attachment", "1")
    assert total(page) == wanted > 0
    expect(page.locator(".bt-tag")).to_contain_text("Có tệp kèm theo")


def test_facets_are_checkboxes_in_fieldsets(page: Page, site_url: str) -> None:
    """Every facet is a fieldset with a legend; a choice keeps the focus on its checkbox."""
    open_search(page, site_url, f"?q={quote(BROAD)}")
    for name in ("Chủ đề", "Loại", "Cơ quan ban hành", "Năm", "Hiệu lực"):
        group = page.get_by_role("group", name=name, exact=True)
        assert group.get_by_role("checkbox").count() > 0
    page.locator(box("year", "2026")).focus()
    page.keyboard.press("Space")
    page.wait_for_url("**year=2026")
    settle(page)
    expect(page.locator(box("year", "2026"))).to_be_focused()


def test_tags_remove_filters(page: Page, site_url: str) -> None:
    """A tag removes its filter and leaves the focus nearby; another removes all of them."""
    open_search(page, site_url, "?topic=van-thu-luu-tru&year=2026&type=cong-van")
    page.get_by_role("button", name="Bỏ bộ lọc Loại: Công văn").press("Enter")
    page.wait_for_url(lambda url: "type=" not in url)
    expect(page.locator(".bt-tag:not(.bt-tag--all)")).to_have_count(2)
    expect(page.locator(".bt-tag:focus")).to_have_count(1)
    expect(page.locator(box("type", "cong-van"))).not_to_be_checked()
    page.get_by_role("button", name="Bỏ tất cả bộ lọc").press("Enter")
    expect(page.locator(".bt-tag")).to_have_count(0)
    assert parameters(page) == {}
    expect(page.locator(".bt-finder__count")).to_be_focused()


def test_sorts_by_date_and_number(page: Page, site_url: str) -> None:
    """The order can be the newest first, or that of the numbers."""
    open_search(page, site_url, "?type=cong-van&sort=date")
    dates = [one.get_attribute("datetime") or "" for one in page.locator(".bt-hit time").all()]
    assert dates == sorted(dates, reverse=True)
    page.locator("#bt-finder-sort").select_option("number")
    page.wait_for_url("**sort=number")
    settle(page)
    numbers = [
        int(re.match(r"\d+", text)[0])  # type: ignore[index]
        for text in page.locator(".bt-hit .bt-number:not(.bt-number--none)").all_inner_texts()
    ]
    assert numbers == sorted(numbers)
    assert len(numbers) > 1


def test_pages_of_results(page: Page, site_url: str) -> None:
    """Page links lead on, put the focus at the top of the results, and never show a hit twice."""
    open_search(page, site_url)
    first = page.locator(".bt-hit h3").all_inner_texts()
    page.get_by_role("link", name="Sau", exact=True).click()
    page.wait_for_url("**/search/?page=2")
    expect(page.locator(".bt-finder__count")).to_be_focused()
    expect(page.locator(".bt-finder__count")).to_contain_text("trang 2")
    assert not set(first) & set(page.locator(".bt-hit h3").all_inner_texts())
    open_search(page, site_url, "?page=9999")
    page.wait_for_url(lambda url: "page=9999" not in url)
    expect(page.locator(".bt-hit").first).to_be_visible()


def test_results_are_announced_once_typing_rests(page: Page, site_url: str) -> None:
    """The status says the total after the last key only, not after every key."""
    open_search(page, site_url)
    status = page.locator(".bt-finder > [role=status]")
    expect(status).to_contain_text("kết quả")
    page.evaluate(
        """() => {
          window.said = [];
          const status = document.querySelector(".bt-finder > [role=status]");
          const note = () => said.push(status.textContent);
          new MutationObserver(note).observe(status, {childList: true});
        }"""
    )
    page.locator("#bt-finder-input").press_sequentially("chua chay", delay=180)
    expect(status).to_contain_text("cho “chua chay”")
    assert len(page.evaluate("said")) <= 2


def test_offers_the_nearest_feed(page: Page, site_url: str) -> None:
    """The feed offered is that of the one topic, type or issuer chosen, and exists."""
    for search, feed in (
        ("?q=hop", "feed.xml"),
        ("?topic=chuyen-doi-so", "topics/chuyen-doi-so/feed.xml"),
        ("?type=cong-van&year=2026", "types/cong-van/feed.xml"),
        ("?issuer=ubnd", "issuers/ubnd/feed.xml"),
        ("?topic=chuyen-doi-so&topic=dao-tao", "feed.xml"),
    ):
        open_search(page, site_url, search)
        address = page.locator(".bt-finder .bt-feeds a").first.evaluate("link => link.href")
        assert address == site_url + feed
        assert page.request.get(address).ok


def test_no_result_helps(page: Page, site_url: str) -> None:
    """Where nothing is found, other ways that do find something are offered and work."""
    open_search(page, site_url, "?q=%22ch%E1%BB%AFa+tr%E1%BB%AF%22+123&year=2026")
    expect(page.locator(".bt-finder__count")).to_contain_text("Không có kết quả")
    help_given = page.locator(".bt-nothing")
    assert help_given.get_by_role("link", name="sổ văn bản").get_attribute("href") is not None
    assert help_given.get_by_role("link", name="danh sách chủ đề").get_attribute("href") is not None
    help_given.get_by_role("link", name=re.compile("Không dùng dấu ngoặc kép")).click()
    expect(page.locator(".bt-hit").first).to_be_visible()
    expect(page.locator("#bt-finder-input")).to_have_value("chữa trữ 123")
    assert parameters(page)["year"] == ["2026"]


def test_no_result_for_the_filters(page: Page, site_url: str) -> None:
    """Where the filters leave nothing, dropping them is the first thing offered."""
    open_search(page, site_url, "?q=giay+moi&type=to-trinh&year=2024")
    page.locator(".bt-nothing a").first.click()
    expect(page.locator(".bt-hit").first).to_be_visible()
    assert parameters(page) == {"q": ["giay moi"]}


def test_a_slip_is_mended(page: Page, site_url: str) -> None:
    """A misspelt word is answered with what was probably meant."""
    open_search(page, site_url, "?q=ke+hoahc+chua+chay")
    expect(page.locator(".bt-finder__suggestion")).to_contain_text("Ý bạn là kế hoạch chữa cháy?")
    page.locator(".bt-finder__suggestion a").click()
    expect(page.locator("#bt-finder-input")).to_have_value("kế hoạch chữa cháy")
    expect(page.locator(".bt-finder__suggestion")).to_have_count(0)


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_queries_are_text(page: Page, site_url: str, query: str) -> None:
    """What looks like HTML or script stays text in the page, the title and the address."""
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    mark = quote(query, safe="")
    facets = "&".join(f"{name}={mark}" for name in ("topic", "type", "issuer", "year", "status"))
    for search in (f"?q={mark}", f"?q={mark}&{facets}&sort={mark}&page={mark}&attachment={mark}"):
        open_search(page, site_url, search)
        made = "document.querySelectorAll('.bt-finder :is(img, script, svg[onload], b)').length"
        assert page.evaluate(made) == 0
        assert "hacked" not in page.title() or "script" in page.title()
        assert page.title().startswith(re.sub(r"[\s\0]+", " ", query).strip()[:20])
    links = page.locator(".bt-finder a").evaluate_all("links => links.map((link) => link.protocol)")
    assert set(links) == {"http:"}
    page.locator("#bt-search-input").fill(query)
    page.wait_for_timeout(TYPED_AND_SETTLED)
    assert page.evaluate("document.querySelectorAll('.bt-suggest :is(img, script, b)').length") == 0


def test_a_failed_load_can_be_tried_again(browser: Browser, site_url: str) -> None:
    """An index that cannot be loaded is said in Vietnamese; another try brings the results."""
    page = browser.new_page()
    is_down = True

    def answer(route: Route) -> None:
        if is_down:
            route.abort()
        else:
            route.continue_()

    page.route("**/search/meta.js", answer)
    page.goto(f"{site_url}search/?q=chua+chay")
    expect(page.get_by_role("alert")).to_contain_text("Chưa tải được dữ liệu tìm kiếm")
    is_down = False
    page.get_by_role("button", name="Thử lại").click()
    expect(page.locator(".bt-hit").first).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    page.close()


def test_facets_fold_on_a_small_screen(new_page: NewPage, site_url: str) -> None:
    """At 360 px the facets are folded away, open on demand, and nothing overflows."""
    page = new_page(viewport={"width": 360, "height": 740})
    open_search(page, site_url, "?q=van+ban&topic=van-thu-luu-tru")
    expect(page.locator(".bt-facet").first).not_to_be_visible()
    page.locator(".bt-facets summary").click()
    expect(page.locator(".bt-facet").first).to_be_visible()
    choose(page, "year", "2026")
    assert page.evaluate(OVERFLOW) <= 0
    long = "dài" * 120
    open_search(page, site_url, f"?q={quote(long)}&topic={quote(long)}")
    assert page.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_axe_finds_nothing(
    new_page: NewPage, axe: Check, site_url: str, width: int, scheme: str
) -> None:
    """Axe finds nothing with results, filters, a slip, no result and the box open."""
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for search in (
        "?q=ke+hoach",
        "?q=van+ban&topic=van-thu-luu-tru&year=2026&sort=date",
        "?q=ke+hoahc+chua+chay",
        "?q=%22kh%C3%B4ng+c%C3%B3%22+xyz&type=to-trinh",
    ):
        open_search(page, site_url, search)
        if width < 960:
            page.locator(".bt-facets summary").click()
        assert axe(page) == []
    if width >= 768:
        page.goto(site_url)
        type_in_box(page, "ke hoach")
        page.keyboard.press("ArrowDown")
        assert axe(page) == []


def test_controls_are_large_enough(page: Page, site_url: str) -> None:
    """Everything to press on the page is at least 24 px high, or a link within a text."""
    open_search(page, site_url, "?q=van+ban&topic=van-thu-luu-tru&year=2026")
    small = page.locator(
        ".bt-finder :is(button, select, summary, .bt-facet label, .bt-pages a, input[type=search])"
    ).evaluate_all(
        """all => all.filter((one) => one.offsetParent && one.getBoundingClientRect().height < 24)
                    .map((one) => one.outerHTML)"""
    )
    assert small == []


def test_works_from_a_disk(browser: Browser, site_dir: Path) -> None:
    """Opened as a file, the page finds, filters and links to files; the box of the header works."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    index = (site_dir / "search" / "index.html").as_uri()
    page.goto(f"{index}?q=chua+chay")
    settle(page)
    expect(page.locator(".bt-hit mark").first).to_be_visible()
    choose(page, "year", "2026")
    page.go_back()
    expect(page.locator(".bt-tag")).to_have_count(0)
    target = page.locator(".bt-hit a").first.get_attribute("href") or ""
    assert target.endswith("/index.html")
    page.goto(target)
    expect(page.locator("h1")).to_be_visible()
    type_in_box(page, "chua chay")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=chua+chay")
    expect(page.locator(".bt-hit").first).to_be_visible()
    page.close()


# The box of the header


def type_in_box(page: Page, text: str) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type(text)
    whole = re.compile(re.escape(f"?q={quote_plus(text)}") + "$")
    expect(page.locator("[role=option]").last).to_have_attribute("href", whole)


def test_nothing_is_loaded_before_it_is_needed(page: Page, site_url: str) -> None:
    """A page loads nothing of the index until a reader turns to the box."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site_url)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/search/meta.js" in url]
    with page.expect_request("**/search/meta.js"):
        page.locator("#bt-search-input").focus()
    page.wait_for_load_state("networkidle")


def test_box_by_keyboard_alone(page: Page, site_url: str) -> None:
    """Arrows walk through the options and around, and Enter opens the active one."""
    page.goto(site_url)
    type_in_box(page, "chua chay")
    field = page.get_by_role("combobox", name="Tìm bản tin theo số hoặc nội dung")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "true")
    assert (
        page.locator(f"#{field.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    )
    options = page.get_by_role("option")
    assert 2 <= options.count() <= 8
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute(
        "aria-activedescendant", options.first.get_attribute("id") or ""
    )
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_be_focused()
    target = options.first.evaluate("link => link.href")
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_enter_without_a_choice_opens_the_page(page: Page, site_url: str) -> None:
    """Enter with no option active opens the page of results, where the query is found again."""
    page.goto(f"{site_url}register/")
    type_in_box(page, "hội nghị")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    settle(page)
    expect(page.locator("#bt-finder-input")).to_have_value("hội nghị")
    expect(page.locator(".bt-hit").first).to_be_visible()


def test_the_last_option_is_all_results(page: Page, site_url: str) -> None:
    """The last option names the number of all results, which the page then shows."""
    page.goto(site_url)
    type_in_box(page, BROAD)
    last = page.get_by_role("option").last
    said = re.fullmatch(r"Xem tất cả ([\d.]+) kết quả", last.inner_text())
    assert said
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=van+ban")
    assert total(page) == int(said[1].replace(".", ""))


def test_escape_closes_then_clears(page: Page, site_url: str) -> None:
    """The first Escape closes the list and keeps the words, the second clears them."""
    page.goto(site_url)
    type_in_box(page, "chua chay")
    field = page.locator("#bt-search-input")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).not_to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("chua chay")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(field).to_have_value("")
    expect(field).to_be_focused()


def test_leaving_the_box_closes_it(page: Page, site_url: str) -> None:
    """The list closes when the focus leaves or something else is pressed."""
    page.goto(site_url)
    type_in_box(page, "chua chay")
    page.locator("h1").first.click()
    expect(page.get_by_role("listbox")).not_to_be_visible()
    page.locator("#bt-search-input").click()
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).not_to_be_visible()


def test_shortcut(page: Page, site_url: str) -> None:
    """Ctrl+K goes to the box, from a field too; a single character never does."""
    page.goto(f"{site_url}register/")
    field = page.locator("#bt-search-input")
    page.keyboard.press("/")
    expect(field).not_to_be_focused()
    page.locator("#bt-filter-text").focus()
    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    page.keyboard.type("02/TB")
    expect(field).to_have_value("02/TB")


def test_a_mouse_opens_a_hit(page: Page, site_url: str) -> None:
    """A hit in the list is a link that a click opens."""
    page.goto(site_url)
    type_in_box(page, "chua chay")
    option = page.get_by_role("option").first
    target = option.evaluate("link => link.href")
    option.click()
    page.wait_for_url(target)


def test_box_without_result(page: Page, site_url: str) -> None:
    """A word that nothing has is answered in the list and to screen readers; Enter still helps."""
    page.goto(site_url)
    page.keyboard.press("Control+k")
    page.keyboard.type("qqqqzzzz")
    expect(page.locator(".bt-suggest")).to_contain_text("Không có kết quả cho “qqqqzzzz”")
    expect(page.locator(".bt-search [role=status]")).to_contain_text("Không có kết quả")
    expect(page.locator("#bt-search-input")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=qqqqzzzz")
    expect(page.locator(".bt-nothing")).to_be_visible()


def test_small_screens_get_a_link(new_page: NewPage, site_url: str) -> None:
    """Below 720 px the header has a link to the page instead of the box."""
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(site_url)
    expect(page.locator("#bt-search-input")).not_to_be_visible()
    page.get_by_role("link", name="Tìm kiếm").click()
    page.wait_for_url("**/search/")
    expect(page.locator("#bt-finder-input")).to_be_focused()
