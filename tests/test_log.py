"""The log: every publication and every change, by day."""

from pathlib import Path
from typing import Any

from bantin.outputs.calendar import calendar
from bantin.outputs.feeds import FeedsView, feeds
from bantin.outputs.log import LogRow, LogView, log
from bantin.plan import plan
from tests.site_builder import VOCABULARY, PlainShell, build, bulletin, load_site, write_site

BULLETINS: dict[str, str | bytes] = {
    "2026/a.md": bulletin(title="A & <b>"),
    "2026/b.md": bulletin(
        number="02/QĐ-VP",
        date="2026-03-06",
        title="B",
        relations={"replaces": ["01/TB-VP (một phần)"]},
    ),
    "2026/c.md": bulletin(number="", type="ke-hoach", date="2026-03", title="C", silent=True),
    "2026/tin.md": bulletin(
        number="",
        type="tin",
        date="2026-02-01 07:30",
        publish_at="2026-03-07 08:00",
        title="Tin",
        summary="Tóm tắt",
        corrections=[{"date": "2026-03-08 09:00", "text": "Sửa tên."}],
        withdrawn={"date": "2026-03-08", "reason": "Trùng"},
    ),
}


def _views(folder: Path, now: str = "2026-11-20", **settings: Any) -> dict[str, LogView]:
    """Return the pages of the log by address."""
    config = write_site(folder, BULLETINS, bantin={**VOCABULARY, **settings})
    shell = PlainShell()
    for output in log(load_site(config, now), shell):
        output.make()
    return {page.address: page.view for page in shell.pages}


def _row(row: LogRow) -> tuple[str, str, str, str]:
    return (row.label, row.bulletin.title, row.source.label if row.source else "", row.text)


def test_everything_stands_by_day_the_newest_first(tmp_path: Path) -> None:
    """Publications and changes by day; a partial date is shown as far as it is known."""
    (view,) = _views(tmp_path).values()
    assert [(day.label, day.iso, [*map(_row, day.rows)]) for day in view.days] == [
        (
            "08/03/2026",
            "2026-03-08",
            [
                ("Đính chính", "[Đã thu hồi] Tin", "", "Sửa tên."),
                ("Thu hồi", "[Đã thu hồi] Tin", "", "Lý do: Trùng"),
            ],
        ),
        ("07/03/2026", "2026-03-07", [("Đăng", "[Đã thu hồi] Tin", "", "")]),
        (
            "06/03/2026",
            "2026-03-06",
            [
                ("Đăng", "B", "", ""),
                ("Thay thế một phần", "A & <b>", "Quyết định số 02/QĐ-VP ngày 06/03/2026", ""),
            ],
        ),
        ("05/03/2026", "2026-03-05", [("Đăng", "A & <b>", "", "")]),
        ("03/2026", "2026-03", [("Đăng", "C", "", "")]),
    ]


def test_days_stay_together_beside_their_month(tmp_path: Path) -> None:
    """What is known to the day comes before what is known to the month that begins on it."""
    bulletins: dict[str, str | bytes] = {
        f"2026/{serial}.md": bulletin(number=f"{serial}/TB-VP", date=date)
        for serial, date in enumerate(("2026-03-01", "2026-03", "2026-03-01", "2026-03"), 1)
    }
    shell = PlainShell()
    for output in log(load_site(write_site(tmp_path, bulletins)), shell):
        output.make()
    days = [(day.label, len(day.rows)) for day in shell.pages[0].view.days]
    assert days == [("01/03/2026", 2), ("03/2026", 2)]


def test_what_is_to_come_is_not_told(tmp_path: Path) -> None:
    """Before its day a correction is not in the log."""
    (view,) = _views(tmp_path, now="2026-03-07T10:00").values()
    assert [day.iso for day in view.days] == ["2026-03-07", "2026-03-06", "2026-03-05", "2026-03"]


def test_long_logs_go_on_on_further_pages(tmp_path: Path) -> None:
    """A page has as many rows as other lists, and leads to its neighbours."""
    views = _views(tmp_path, page_size=3)
    assert [*views] == ["log/", "log/page/1/"]
    assert [sum(len(day.rows) for day in view.days) for view in views.values()] == [4, 3]
    first, last = (view.paging for view in views.values())
    assert (first.newer, first.older) == ("", "log/page/1/")
    assert (last.newer, last.older) == ("log/", "")
    assert [link.label for link in last.pages] == ["Mới nhất", "1"]


def test_the_site_leads_to_the_log(tmp_path: Path) -> None:
    """The log is built, announces its feed, is in the sitemap, and home and feeds lead to it."""
    built = build(write_site(tmp_path, BULLETINS, bantin={**VOCABULARY, "page_size": 3}))
    assert built.code == 0, built.output
    sitemap = built.text("sitemap-lists.xml")
    for address in ("log/", "log/page/1/"):
        assert f"<loc>https://thu.example/ban-tin/{address}</loc>" in sitemap
    for path, link in (("index.html", "log/"), ("feeds/index.html", "../log/")):
        assert link in built.page(path).xpath("//main//a/@href")
    page = built.page("log/page/1/index.html")
    assert "../../feed.xml" in page.xpath("//link[@rel='alternate']/@href")
    assert page.xpath("//title/text()") == ["Nhật ký (trang 1) - Trang thử"]
    kinds = [kind.text_content() for kind in page.xpath("//*[@class='bt-log__kind']")]
    assert kinds == ["Thay thế một phần", "Đăng", "Đăng"]
    (row,) = page.xpath("//li[.//*[text()='Thay thế một phần']]")
    assert [link.text for link in row.xpath(".//a")] == [
        "A & <b>",
        "Quyết định số 02/QĐ-VP ngày 06/03/2026",
    ]
    assert row.xpath(".//a/@href") == ["../../../bulletins/2026/a/", "../../../bulletins/2026/b/"]


def test_the_calendars_that_the_page_of_feeds_names_are_there(tmp_path: Path) -> None:
    """Each calendar beside a feed is a file of the site."""
    site = load_site(write_site(tmp_path, BULLETINS))
    shell = PlainShell()
    for output in feeds(site, shell):
        output.make()
    (page,) = shell.pages
    assert isinstance(page.view, FeedsView)
    named = {row.calendar for _label, rows in page.view.groups for row in rows if row.calendar}
    made = {output.path for output in calendar(site, shell)}
    assert named
    assert named <= made
    assert "log/atom.xml" in {output.path for output in plan(site, shell).outputs}
