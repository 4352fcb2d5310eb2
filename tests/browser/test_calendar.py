"""The calendar in a real browser: right on the reader's day, whenever the site was built."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OVERFLOW

NewPage = Callable[..., Page]
MEETING = "Hội nghị sơ kết một năm thực hiện Nghị quyết số 03-NQ/ĐU"  # 27/11/2026
YEARLY = "Chi bộ gửi báo cáo năm"  # 05/12 of every year
LETTER = "bulletins/2026/giay-moi-31-du/"


def open_on(page: Page, url: str, moment: str) -> None:
    """Open a page with the reader's clock at a moment (with its zone)."""
    page.clock.set_fixed_time(datetime.fromisoformat(moment))
    page.goto(url)
    page.wait_for_load_state("networkidle")


def section(page: Page, name: str) -> Locator:
    return page.locator(".bt-section").filter(has=page.get_by_role("heading", level=2, name=name))


def item(where: Locator, title: str) -> Locator:
    return where.locator(".bt-day", has_text=title)


@pytest.mark.parametrize(
    ("moment", "place", "words"),
    [
        ("2026-11-20T10:00:00+07:00", "Sắp tới", "Còn 7 ngày"),
        ("2026-11-26T23:59:00+07:00", "Sắp tới", "Ngày mai"),
        ("2026-11-26T17:30:00+00:00", "Sắp tới", "Hôm nay"),
        ("2026-11-27T23:59:00+07:00", "Sắp tới", "Hôm nay"),
        ("2026-11-28T00:01:00+07:00", "Đã qua", ""),
    ],
    ids=[
        "a week before",
        "the evening before",
        "after midnight in Vietnam",
        "late",
        "the day after",
    ],
)
@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "America/New_York"])
def test_past_and_coming(  # noqa: PLR0913, PLR0917 - fixtures
    new_page: NewPage, site_url: str, zone: str, moment: str, place: str, words: str
) -> None:
    """A meeting is coming up until its day in Vietnam is over, in whatever zone the reader sits."""
    page = new_page(timezone_id=zone)
    open_on(page, f"{site_url}calendar/", moment)
    found = item(section(page, place), MEETING)
    expect(found).to_have_count(1)
    expect(item(page.locator("main"), MEETING)).to_have_count(1)
    expect(found).to_contain_text(words)


@pytest.mark.parametrize(
    ("moment", "month", "weekday"),
    [
        ("2026-11-22T10:00:00+07:00", "Tháng 12/2026", "Thứ bảy"),
        ("2026-12-06T10:00:00+07:00", "Tháng 12/2027", "Chủ nhật"),
    ],
)
def test_yearly_deadlines(page: Page, site_url: str, moment: str, month: str, weekday: str) -> None:
    """A yearly deadline stands at its next day, with that year's day of the week."""
    open_on(page, f"{site_url}calendar/", moment)
    months = section(page, "Sắp tới").locator(".bt-month")
    found = item(months.filter(has=page.get_by_role("heading", name=month)), YEARLY)
    expect(found.locator("time")).to_have_attribute("datetime", f"{month[-4:]}-12-05")
    expect(found).to_contain_text(weekday)
    expect(page.get_by_role("heading", name="Hằng năm")).to_have_count(0)


def test_months_stand_in_their_order(page: Page, site_url: str) -> None:
    """What is coming goes forward, what is past goes back."""
    open_on(page, f"{site_url}calendar/", "2026-10-08T10:00:00+07:00")
    days = "times => times.map((time) => time.dateTime)"
    coming = section(page, "Sắp tới").locator("time").evaluate_all(days)
    assert coming == sorted(coming)
    assert coming[0] == "2026-10-06"  # a course of three days, still going on
    expect(section(page, "Sắp tới").locator(".bt-day").first).to_contain_text("Đang diễn ra")
    past = section(page, "Đã qua").locator("h3").all_inner_texts()
    keys = [tuple(reversed([int(part) for part in name[6:].split("/")])) for name in past]
    assert keys == sorted(keys, reverse=True)


def test_without_javascript_everything_stands_by_month(new_page: NewPage, site_url: str) -> None:
    """Without JavaScript months and yearly deadlines are shown, and nothing says what is past."""
    page = new_page(java_script_enabled=False)
    page.goto(f"{site_url}calendar/")
    expect(page.get_by_role("heading", level=2, name="Theo tháng")).to_be_visible()
    expect(item(section(page, "Hằng năm"), YEARLY)).to_be_visible()
    expect(item(section(page, "Theo tháng"), MEETING)).to_be_visible()
    expect(page.get_by_role("heading", name="Sắp tới")).not_to_be_visible()
    assert "Đã qua" not in page.locator("main").inner_text()


def test_nothing_coming_is_said(page: Page, site_url: str) -> None:
    """When all is past, the page keeps it below, and the yearly deadlines above."""
    open_on(page, f"{site_url}calendar/", "2031-01-01T10:00:00+07:00")
    assert section(page, "Sắp tới").locator(".bt-day").count() == 4
    expect(item(section(page, "Đã qua"), MEETING)).to_be_visible()


def test_the_box_of_the_home_page(page: Page, site_url: str) -> None:
    """The box shows the next thirty days, nearest first, and leads to the calendar."""
    open_on(page, site_url, "2026-11-22T10:00:00+07:00")
    box = page.locator("[data-bt-upcoming]")
    expect(box.get_by_role("heading", name="Sắp đến hạn")).to_be_visible()
    days = box.locator("time").evaluate_all("times => times.map((time) => time.dateTime)")
    assert days == sorted(days)
    assert 0 < len(days) <= 6
    assert days[0] == "2026-11-26"
    box.get_by_role("link", name="Lịch họp và thời hạn").click()
    page.wait_for_url("**/calendar/")


def test_the_box_is_hidden_when_nothing_is_near(page: Page, site_url: str) -> None:
    """With nothing in the next thirty days there is no box."""
    open_on(page, site_url, "2028-08-01T10:00:00+07:00")
    expect(page.locator("[data-bt-upcoming]")).not_to_be_visible()


def test_the_box_is_a_link_without_javascript(new_page: NewPage, site_url: str) -> None:
    """Without JavaScript the box has the link to the calendar alone."""
    page = new_page(java_script_enabled=False)
    page.goto(site_url)
    box = page.locator("[data-bt-upcoming]")
    expect(box.get_by_role("link")).to_have_text(["Lịch họp và thời hạn"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", ["calendar/", "", LETTER], ids=["calendar", "home", "letter"])
def test_accessible_and_within_the_screen(  # noqa: PLR0913, PLR0917 - fixtures
    new_page: NewPage,
    axe: Callable[[Page], list[str]],
    site_url: str,
    path: str,
    width: int,
    scheme: str,
) -> None:
    """Axe finds nothing and nothing overflows, on a day with things coming up."""
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    open_on(page, site_url + path, "2026-11-22T10:00:00+07:00")
    assert axe(page) == []
    assert page.evaluate(OVERFLOW) <= 0


def test_by_keyboard(new_page: NewPage, site_url: str) -> None:
    """The address of the calendar is copied and a document opened by the keyboard alone."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    open_on(page, f"{site_url}calendar/", "2026-11-22T10:00:00+07:00")
    first = section(page, "Sắp tới").get_by_role("link").first
    copy = page.get_by_role("button", name="Chép địa chỉ lịch")
    reached = []
    for _ in range(80):
        page.keyboard.press("Tab")
        if first.evaluate("one => one === document.activeElement"):
            reached.append("link")
        if copy.evaluate("one => one === document.activeElement"):
            break
    assert reached == ["link"]
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Đã chép")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == f"{site_url}calendar.ics"
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/bulletins/**")


def test_citation_is_copied(new_page: NewPage, site_url: str) -> None:
    """The button copies the citation as it is shown."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(site_url + LETTER)
    text = page.locator("#bt-citation-text").inner_text()
    page.get_by_role("button", name="Chép câu trích dẫn").click()
    expect(page.get_by_role("button", name="Đã chép")).to_be_focused()
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_citation_is_copied_without_a_clipboard(page: Page, site_url: str) -> None:
    """Where the browser gives no clipboard (no HTTPS), the text is copied all the same."""
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined });")
    page.goto(site_url + LETTER)
    page.get_by_role("button", name="Chép câu trích dẫn").click()
    expect(page.get_by_role("button", name="Đã chép")).to_be_visible()


def test_citation_can_be_selected_without_javascript(new_page: NewPage, site_url: str) -> None:
    """Without JavaScript the citation is there as text, without a button that does nothing."""
    page = new_page(java_script_enabled=False)
    page.goto(site_url + LETTER)
    expect(page.locator("#bt-citation-text")).to_contain_text(
        "Giấy mời số 31-GM/ĐU, ngày 03/11/2026"
    )
    expect(page.get_by_role("button", name="Chép câu trích dẫn")).to_have_count(0)


def test_an_invitation_leads_to_its_calendar_file(page: Page, site_url: str) -> None:
    """The page of an invitation links to a calendar file with its meeting."""
    page.goto(site_url + LETTER)
    address = page.get_by_role("link", name="Thêm vào lịch").evaluate("link => link.href")
    response = page.request.get(address)
    assert response.ok
    assert "BEGIN:VEVENT" in response.text()
