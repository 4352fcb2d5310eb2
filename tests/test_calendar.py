"""Events and deadlines of a site: what holds, in which order, and in which calendars."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from bantin.model import Site
from bantin.occasions import Occasion, day_of_year, occasions_of, perhaps_coming, shown
from bantin.outputs.calendar import CalendarView, calendar
from tests.site_builder import PlainShell, bulletin, load_site, write_site

MEETING = {
    "title": "Họp giao ban",
    "start": "2026-12-03 08:00",
    "end": "2026-12-03 09:30",
    "place": "Phòng họp số 1",
}
DUE = {"title": "Gửi báo cáo", "date": "2026-12-10"}
YEARLY = {"title": "Nộp lưu hồ sơ", "every": "03-31"}


def load(folder: Path, now: str = "2026-11-20", **bulletins: str) -> Site:
    files: dict[str, str | bytes] = {f"2026/{name}.md": text for name, text in bulletins.items()}
    return load_site(write_site(folder, files), now)


def occasions(site: Site, name: str = "a") -> tuple[Occasion, ...]:
    return occasions_of(site.corpus, site.corpus.by_path[f"2026/{name}.md"])


def files(site: Site) -> dict[str, bytes]:
    return {output.path: output.make() for output in calendar(site, PlainShell())}


def view_of(site: Site) -> CalendarView:
    shell = PlainShell()
    for output in calendar(site, shell):
        output.make()
    (page,) = shell.pages
    assert isinstance(page.view, CalendarView)
    return page.view


def summaries(content: bytes) -> list[str]:
    found: Any = Calendar.from_ical(content)
    return [str(event["SUMMARY"]) for event in found.walk("VEVENT")]


def test_ids_stay_when_items_move(tmp_path: Path) -> None:
    """A changed day or place, or an item put before it, leaves the id of an item as it was."""
    before = load(tmp_path / "1", a=bulletin(events=[MEETING], deadlines=[DUE]))
    moved = {**MEETING, "start": "2026-12-05 14:00", "end": "2026-12-05 15:00", "place": "Nhà B"}
    first = {"title": "Đăng ký", "date": "2026-12-01"}
    after = load(tmp_path / "2", a=bulletin(events=[moved], deadlines=[first, DUE]))
    meeting, due = occasions(before)
    assert [one.uid for one in occasions(after)][0::2] == [meeting.uid, due.uid]


def test_equal_titles_have_different_ids(tmp_path: Path) -> None:
    """Two sittings of one meeting are two entries, and so are the same titles of two bulletins."""
    second = {**MEETING, "start": "2026-12-04 08:00", "end": "2026-12-04 09:30"}
    site = load(
        tmp_path,
        a=bulletin(events=[MEETING, second]),
        b=bulletin(number="02/TB-VP", events=[MEETING]),
    )
    assert len({one.uid for one in (*occasions(site, "a"), *occasions(site, "b"))}) == 3


@pytest.mark.parametrize(
    ("day", "every", "expected"),
    [
        ("2026-03-05", "03-31", "2026-03-31"),
        ("2026-03-31", "03-31", "2026-03-31"),
        ("2026-04-01", "03-31", "2027-03-31"),
        ("2026-03-05", "02-29", "2027-02-28"),
        ("2026", "12-15", "2026-12-15"),
    ],
)
def test_yearly_deadlines_start_with_their_document(
    tmp_path: Path, day: str, every: str, expected: str
) -> None:
    """The first one is on or after the day of the document."""
    site = load(tmp_path, a=bulletin(date=day, deadlines=[{"title": "x", "every": every}]))
    (found,) = occasions(site)
    assert found.first_day.isoformat() == expected


def test_the_leap_day_is_the_last_of_february() -> None:
    """29 February falls on the 28th in other years."""
    assert [day_of_year((2, 29), year).day for year in (2027, 2028)] == [28, 29]


def test_what_a_withdrawn_bulletin_announced_is_cancelled(tmp_path: Path) -> None:
    """A recall cancels meetings and deadlines, also where another bulletin declares it."""
    site = load(
        tmp_path,
        a=bulletin(events=[MEETING], deadlines=[DUE, YEARLY]),
        b=bulletin(number="02/TB-VP", relations={"recalls": ["01/TB-VP"]}),
        c=bulletin(number="03/TB-VP", status="da-thu-hoi", events=[MEETING]),
    )
    assert [one.cancelled for one in occasions(site, "a")] == [True, True, True]
    assert [one.cancelled for one in occasions(site, "c")] == [True]
    assert perhaps_coming(site.corpus) == ()


def test_what_is_told_of_a_document_raises_the_sequence(tmp_path: Path) -> None:
    """Corrections, changes and recalls count from their days on, so the number never falls."""
    texts = {
        "a": bulletin(
            events=[MEETING],
            corrections=[
                {"date": "2026-11-10", "text": "Đổi phòng họp"},
                {"date": "2026-11-25", "text": "Đổi giờ"},
            ],
        ),
        "b": bulletin(number="02/TB-VP", date="2026-11-26", relations={"recalls": ["01/TB-VP"]}),
        "c": bulletin(number="03/TB-VP", date="2026-11-28", relations={"recalls": ["02/TB-VP"]}),
    }
    told = []
    for day in ("2026-11-09", "2026-11-20", "2026-11-25", "2026-11-26", "2026-11-28"):
        (meeting,) = occasions(load(tmp_path / day, day, **texts))
        told.append((meeting.revision, meeting.cancelled))
    assert told == [(0, False), (1, False), (2, False), (3, True), (4, False)]


def test_deadlines_end_with_their_document(tmp_path: Path) -> None:
    """What falls after the end of a document no longer counts; yearly deadlines end with it."""
    late = {"title": "Báo cáo cuối", "date": "2027-02-01"}
    site = load(
        tmp_path,
        a=bulletin(number="01/QĐ-VP", expires="2026-12-31", deadlines=[DUE, late, YEARLY]),
        b=bulletin(number="02/QĐ-VP", deadlines=[DUE, YEARLY]),
        c=bulletin(number="03/QĐ-VP", date="2026-11-02", relations={"replaces": ["02/QĐ-VP"]}),
        d=bulletin(number="04/QĐ-VP", status="het-hieu-luc", deadlines=[DUE]),
    )
    assert [(one.cancelled, one.until) for one in occasions(site, "a")] == [
        (False, None),
        (True, None),
        (False, date(2026, 12, 31)),
    ]
    assert [(one.cancelled, one.until) for one in occasions(site, "b")] == [
        (True, None),
        (False, date(2026, 11, 1)),
    ]
    assert [one.cancelled for one in occasions(site, "d")] == [True]


def test_every_calendar_has_its_own(tmp_path: Path) -> None:
    """Site, topics, issuers and bulletins have calendars; those without dates have no entry."""
    site = load(
        tmp_path,
        a=bulletin(events=[MEETING]),
        b=bulletin(number="02-CV/ĐU", issuer="dang-uy", topic="dao-tao", deadlines=[DUE]),
        c=bulletin(number="03/TB-VP"),
    )
    found = files(site)
    meeting, due = "Họp giao ban (01/TB-VP)", "Hạn: Gửi báo cáo (02-CV/ĐU)"
    assert {path: summaries(content) for path, content in found.items() if path[-3:] == "ics"} == {
        "calendar.ics": [meeting, due],
        "topics/hanh-chinh/calendar.ics": [meeting],
        "topics/dao-tao/calendar.ics": [due],
        "issuers/van-phong/calendar.ics": [meeting],
        "issuers/dang-uy/calendar.ics": [due],
        "bulletins/2026/a/event.ics": [meeting],
        "bulletins/2026/b/event.ics": [due],
    }


def test_the_build_says_nothing_of_the_day(tmp_path: Path) -> None:
    """Built on another day, page, box and files are the same to the byte."""
    text = bulletin(events=[MEETING], deadlines=[DUE, YEARLY])
    config = write_site(tmp_path, {"2026/a.md": text})
    early, late = load_site(config, "2026-11-20"), load_site(config, "2029-05-01")
    assert files(early) == files(late)
    assert perhaps_coming(early.corpus) == perhaps_coming(late.corpus)


def test_the_page_goes_by_month_newest_first(tmp_path: Path) -> None:
    """Months stand newest first, days in their order, and yearly deadlines apart."""
    old = {**MEETING, "title": "Họp cũ", "start": "2026-01-09", "end": "2026-01-10"}
    view = view_of(load(tmp_path, a=bulletin(events=[old, MEETING], deadlines=[YEARLY, DUE])))
    assert [(month.label, [day.title for day in month.days]) for month in view.months] == [
        ("Tháng 12/2026", ["Họp giao ban", "Gửi báo cáo"]),
        ("Tháng 1/2026", ["Họp cũ"]),
    ]
    assert [(day.day, day.weekday, day.every) for day in view.yearly] == [
        ("31", "tháng 3", "03-31")
    ]
    assert [(topic.address, topic.count) for topic in view.topics] == [
        ("topics/hanh-chinh/calendar.ics", 4)
    ]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-12-03 08:00", "2026-12-03 09:30", "08:00 – 09:30"),
        ("2026-12-03 08:00", "2026-12-03", "08:00"),
        ("2026-12-03", "2026-12-04", "đến ngày 04/12"),
        ("2026-12-03 07:30", "2026-12-05 16:30", "07:30 đến 16:30 ngày 05/12"),
    ],
)
def test_hours_as_readers_see_them(tmp_path: Path, start: str, end: str, expected: str) -> None:
    """Hours stand alone within a day; the last of several days is named."""
    site = load(tmp_path, a=bulletin(events=[{**MEETING, "start": start, "end": end}]))
    assert shown(occasions(site)[0]).hours == expected


def test_documents_without_a_number_are_named(tmp_path: Path) -> None:
    """A draft is called by its type, a news article by its title; no number is invented."""
    site = load(
        tmp_path,
        a=bulletin(number="", type="bao-cao", title="Báo cáo năm", deadlines=[DUE]),
        b=bulletin(number="", type="tin", title="Ngày hội", events=[MEETING]),
    )
    assert shown(occasions(site, "a")[0]).label == "Báo cáo (chưa cấp số)"
    assert shown(occasions(site, "b")[0]).label == "Ngày hội"
    assert summaries(files(site)["bulletins/2026/a/event.ics"]) == ["Hạn: Gửi báo cáo"]


def test_the_box_holds_what_can_still_come(tmp_path: Path) -> None:
    """What ended a month before the newest bulletin is left out; what is yearly stays."""
    past = {"title": "Đã qua", "date": "2026-03-20"}
    site = load(
        tmp_path,
        a=bulletin(deadlines=[past, YEARLY, DUE]),
        b=bulletin(number="02/TB-VP", date="2026-11-20"),
    )
    assert [day.title for day in perhaps_coming(site.corpus)] == ["Nộp lưu hồ sơ", "Gửi báo cáo"]


def test_the_home_page_has_the_nearest_of_many(tmp_path: Path) -> None:
    """Of all that is to come it holds the two hundred that come first, yearly ones among them."""
    first = date(2026, 3, 10)
    many = [
        {"title": f"Việc {n}", "date": (first + timedelta(days=n)).isoformat()} for n in range(250)
    ]
    soon, late = {"title": "Sớm", "every": "03-31"}, {"title": "Muộn", "every": "01-31"}
    site = load(tmp_path, a=bulletin(date="2026-03-05", deadlines=[late, *reversed(many), soon]))
    found = [day.title for day in perhaps_coming(site.corpus)]
    assert found == [
        *(f"Việc {n}" for n in range(21)),
        "Sớm",
        *(f"Việc {n}" for n in range(21, 199)),
    ]


def test_a_long_history_is_cut(tmp_path: Path) -> None:
    """The calendar of a site keeps the latest thousand items and everything yearly."""
    many = [{"title": f"Việc {n}", "date": f"{2026 + n // 300}-01-01"} for n in range(1005)]
    more = {
        f"b{n}": bulletin(number=f"{n}0/TB-VP", deadlines=many[n * 201 :][:201])
        for n in range(1, 5)
    }
    site = load(tmp_path, a=bulletin(deadlines=[YEARLY, *many[:201]]), **more)
    found = summaries(files(site)["calendar.ics"])
    assert len(found) == 1001
    assert "Hạn: Nộp lưu hồ sơ (01/TB-VP)" in found
