"""Old addresses in a real browser: they lead on, with their anchors; what is gone says so."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OVERFLOW, served
from tests.site_builder import build, bulletin, write_site

NewPage = Callable[..., Page]
FRONT = {"attachments": [{"file": "tep.txt"}], "events": [{"title": "Họp", "start": "2199-01-02"}]}


@pytest.fixture(scope="module")
def site_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site whose bulletin was renamed after it was published, and two things withdrawn."""
    folder = tmp_path_factory.mktemp("moved")
    text = bulletin("Mở đầu.\n\n" * 60 + "## Điều 2\n\nHết.\n", **FRONT)
    config = write_site(folder, {"2025/cu.md": text, "2025/tep.txt": "Phụ lục\n"})
    assert build(config).code == 0
    (folder / "bulletins" / "2025").rename(folder / "bulletins" / "2026")
    (folder / "bulletins" / "2026" / "cu.md").rename(folder / "bulletins" / "2026" / "moi.md")
    with (folder / "addresses.tsv").open("a", encoding="utf-8") as book:
        book.write("bulletins/2025/xoa/ - gone 2026-03-01 Đăng nhầm <b>tên</b>\n")
        book.write("bulletins/2025/xoa.pdf - gone 2026-03-01 Có mẫu mới\n")
    built = build(config, "--strict")
    assert built.code == 0, built.output
    with served(built.site) as url:
        yield url


@pytest.mark.parametrize("anchor", ["", "#dieu-2", "#khong-co"])
def test_an_old_address_leads_on_with_its_anchor(
    new_page: NewPage, site_url: str, anchor: str
) -> None:
    """Whoever has the address of a section comes to that section, and Back does not trap him."""
    page = new_page()
    page.goto(site_url)
    page.goto(f"{site_url}bulletins/2025/cu/{anchor}")
    page.wait_for_url(f"{site_url}bulletins/2026/moi/{anchor}")
    if anchor == "#dieu-2":
        expect(page.locator("#dieu-2")).to_be_in_viewport()
    page.go_back()
    assert page.url == site_url


def test_an_old_address_leads_on_without_a_script(new_page: NewPage, site_url: str) -> None:
    """Without JavaScript, the page itself says where to go on."""
    page = new_page(java_script_enabled=False)
    page.goto(f"{site_url}bulletins/2025/cu/")
    page.wait_for_url(f"{site_url}bulletins/2026/moi/")


def test_files_are_where_they_were(new_page: NewPage, site_url: str) -> None:
    """An attachment and a calendar are published at both addresses."""
    page = new_page()
    for name in ("tep.txt", "{}/event.ics"):
        old = page.request.get(f"{site_url}bulletins/2025/{name.format('cu')}")
        new = page.request.get(f"{site_url}bulletins/2026/{name.format('moi')}")
        assert old.ok
        assert old.body() == new.body()
        assert old.headers["content-type"] == new.headers["content-type"]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("bulletins/2025/xoa/", "Đăng nhầm <b>tên</b>"),
        ("bulletins/2025/xoa.pdf", "Có mẫu mới"),
    ],
)
def test_what_is_gone_says_so(
    new_page: NewPage, axe: Callable[[Page], list[str]], site_url: str, address: str, reason: str
) -> None:
    """The address of a page or a file that was withdrawn tells since when, and why."""
    page = new_page(viewport={"width": 360, "height": 900})
    page.goto(site_url + address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("đã gỡ")
    expect(page.get_by_role("main")).to_contain_text("đã được gỡ ngày 01/03/2026")
    expect(page.get_by_role("main")).to_contain_text(f"Lý do: {reason}")
    assert page.locator("meta[name=robots][content=noindex]").count() == 1
    assert axe(page) == []
    assert page.evaluate(OVERFLOW) <= 0
