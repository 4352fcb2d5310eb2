"""The log and the page of feeds in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

NewPage = Callable[..., Page]


def test_the_keyboard_reaches_every_link(page: Page, site_url: str) -> None:
    """Tab goes through the links of the log in the order in which they stand."""
    page.goto(f"{site_url}log/")
    links = page.locator("main article a")
    wanted = links.evaluate_all("links => links.map((link) => link.href)")
    links.first.focus()
    reached = []
    for _ in wanted:
        focused = page.locator(":focus")
        reached.append(focused.evaluate("link => link.href"))
        expect(focused).not_to_have_css("outline-style", "none")
        page.keyboard.press("Tab")
    assert reached == wanted


@pytest.mark.parametrize("width", [360, 1440])
def test_a_row_names_kind_document_and_who_did_it(
    new_page: NewPage, site_url: str, width: int
) -> None:
    """A withdrawal says so in words, and leads to what was withdrawn and to what withdrew it."""
    page = new_page(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page.goto(f"{site_url}log/")
    row = page.locator(".bt-log li").filter(has_text="Theo Thông báo số 33/TB-VP")
    while row.count() == 0:  # it moves on as the demonstration grows
        page.get_by_role("link", name="Cũ hơn").click()
    expect(row.get_by_text("Thu hồi", exact=True)).to_be_visible()
    expect(row).to_contain_text("31/TB-VP")
    row.get_by_role("link").last.click()
    page.wait_for_url("**/thong-bao-33-vp/")
    page.go_back()
    row.get_by_role("link").first.click()
    page.wait_for_url("**/thong-bao-31-vp/")


def test_older_days_are_on_further_pages(page: Page, site_url: str) -> None:
    """From the page of feeds one comes to the log, and on to older days and back."""
    page.goto(f"{site_url}feeds/")
    page.get_by_role("link", name="nhật ký").click()
    page.wait_for_url("**/log/")
    day = "time => time.dateTime"
    newest = page.locator(".bt-log time").first.evaluate(day)
    page.get_by_role("link", name="Cũ hơn").click()
    page.wait_for_url("**/log/page/*/")
    assert page.locator(".bt-log time").first.evaluate(day) < newest
    page.get_by_role("link", name="Mới hơn").click()
    page.wait_for_url("**/log/")


def test_calendars_stand_beside_the_feeds(page: Page, site_url: str) -> None:
    """The page of feeds offers the calendar of a topic, by a name that tells which it is."""
    page.goto(f"{site_url}feeds/")
    link = page.get_by_role("link", name="Lịch của Chuyển đổi số")
    expect(link).to_be_visible()
    assert link.evaluate("link => link.href") == f"{site_url}topics/chuyen-doi-so/calendar.ics"
