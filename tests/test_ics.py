"""Calendar files: read back by icalendar and by a second reader, vobject."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bantin.dates import VIETNAM, DocumentDate
from bantin.ics import calendar
from bantin.occasions import Occasion

URL = "https://thu.example/ban-tin/"
MEETING = Occasion(
    uid="2b1e0c52-5c1f-5a3e-9d0e-1f1f1f1f1f1f",
    kind="event",
    title="Hội nghị sơ kết; bàn việc cuối năm, phân công",
    start=DocumentDate(2026, 11, 27, time(8)),
    end=DocumentDate(2026, 11, 27, time(11, 30)),
    every=None,
    until=None,
    place="Hội trường tầng 2, trụ sở Đảng ủy xã",
    cancelled=False,
    stated=DocumentDate(2026, 11, 3),
    number="31-GM/ĐU",
    label="31-GM/ĐU",
    document="Giấy mời số 31-GM/ĐU ngày 03/11/2026: Dự hội nghị",
    address="bulletins/2026/giay-moi-31-du/",
)
DEADLINE = replace(
    MEETING,
    uid="2b1e0c52-5c1f-5a3e-9d0e-2f2f2f2f2f2f",
    kind="deadline",
    title="Gửi tham luận",
    start=DocumentDate(2026, 11, 20),
    end=None,
    place="",
)
YEARLY = replace(DEADLINE, start=DocumentDate(2026, 12, 15), every=(12, 15))


def read(*occasions: Occasion) -> list[Any]:
    """Read the events of a calendar back; both readers must see the same ones."""
    written = calendar("Lịch thử", occasions, URL)
    found: Any = Calendar.from_ical(written)
    events = found.walk("VEVENT")
    assert [*found.errors, *(error for event in events for error in event.errors)] == []
    other = vobject.readOne(written.decode())
    assert [event.uid.value for event in other.contents.get("vevent", [])] == [
        one.uid for one in occasions
    ]
    assert [event["UID"] for event in events] == [one.uid for one in occasions]
    return [*events]


def second(occasion: Occasion) -> Any:
    """Return the one event as the second reader sees it."""
    return vobject.readOne(calendar("Lịch thử", [occasion], URL).decode()).vevent


def test_a_meeting_has_its_hours_in_vietnam() -> None:
    """Hours are those of Vietnam, for both readers the same moments."""
    (event,) = read(MEETING)
    assert event.decoded("dtstart") == datetime(
        2026, 11, 27, 8, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")
    )
    assert event.decoded("dtend") == datetime(2026, 11, 27, 4, 30, tzinfo=UTC)
    assert second(MEETING).dtstart.value == datetime(2026, 11, 27, 1, tzinfo=UTC)
    assert second(MEETING).dtend.value == datetime(2026, 11, 27, 4, 30, tzinfo=UTC)


def test_the_zone_is_written_out() -> None:
    """The file holds the zone that its hours name: seven hours ahead of UTC, all year."""
    found: Any = Calendar.from_ical(calendar("Lịch thử", [MEETING], URL))
    (zone,) = found.walk("VTIMEZONE")
    (standard,) = zone.walk("STANDARD")
    assert zone["TZID"] == "Asia/Ho_Chi_Minh"
    assert standard["TZOFFSETTO"].td == timedelta(hours=7)
    assert zone.walk("DAYLIGHT") == []


def test_texts_survive() -> None:
    """Summary, place, address and document are read back as they are, by both readers."""
    (event,) = read(MEETING)
    assert str(event["SUMMARY"]) == f"{MEETING.title} (31-GM/ĐU)"
    assert str(event["LOCATION"]) == MEETING.place
    assert str(event["URL"]) == URL + MEETING.address
    assert str(event["DESCRIPTION"]) == f"{MEETING.document}\n{URL}{MEETING.address}"
    assert second(MEETING).summary.value == f"{MEETING.title} (31-GM/ĐU)"
    assert second(MEETING).location.value == MEETING.place


def test_the_stamp_is_the_date_of_the_document() -> None:
    """DTSTAMP and SEQUENCE come from the document, never from the build."""
    (event,) = read(MEETING)
    assert event.decoded("dtstamp") == datetime(2026, 11, 3, tzinfo=VIETNAM)
    assert event["SEQUENCE"] == 0
    (event,) = read(replace(MEETING, revision=2))
    assert event["SEQUENCE"] == 2


def test_a_deadline_is_a_day_with_an_exclusive_end() -> None:
    """A day without hours ends at the beginning of the next one, and leaves people free."""
    (event,) = read(DEADLINE)
    assert event.decoded("dtstart") == date(2026, 11, 20)
    assert event.decoded("dtend") == date(2026, 11, 21)
    assert event["TRANSP"] == "TRANSPARENT"
    assert str(event["SUMMARY"]) == "Hạn: Gửi tham luận (31-GM/ĐU)"
    assert second(DEADLINE).dtstart.value == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (DocumentDate(2026, 10, 6), DocumentDate(2026, 10, 8), date(2026, 10, 9)),
        (DocumentDate(2026, 12, 31), None, date(2027, 1, 1)),
        (
            DocumentDate(2026, 10, 6, time(7, 30)),
            DocumentDate(2026, 10, 8),
            datetime(2026, 10, 9, tzinfo=VIETNAM),
        ),
        (DocumentDate(2026, 10, 6), DocumentDate(2026, 10, 6, time(9)), date(2026, 10, 7)),
    ],
    ids=["days", "last of the year", "hour to day", "day to hour"],
)
def test_ends_of_several_kinds(
    start: DocumentDate, end: DocumentDate | None, expected: date
) -> None:
    """The end is of the same kind as the start, whatever the editor wrote."""
    (event,) = read(replace(MEETING, start=start, end=end))
    assert event.decoded("dtend") == expected


def test_no_end_is_invented() -> None:
    """A meeting without an end, or one that ends when it begins, has none in the calendar."""
    for end in (None, MEETING.start):
        (event,) = read(replace(MEETING, end=end))
        assert "DTEND" not in event


def test_a_yearly_deadline_recurs() -> None:
    """A yearly deadline has one entry that comes again each year."""
    (event,) = read(YEARLY)
    assert event["RRULE"].to_ical() == b"FREQ=YEARLY"
    assert event.decoded("dtstart") == date(2026, 12, 15)
    days = [moment.date() for moment in second(YEARLY).rruleset[:3]]
    assert days == [date(2026, 12, 15), date(2027, 12, 15), date(2028, 12, 15)]


def test_a_yearly_deadline_ends_with_its_document() -> None:
    """The last day on which the document holds ends the recurrence."""
    (event,) = read(replace(YEARLY, until=date(2029, 6, 30)))
    assert event["RRULE"].to_ical() == b"FREQ=YEARLY;UNTIL=20290630"


def test_the_leap_day_comes_every_year() -> None:
    """29 February means the last day of the month, not every fourth year."""
    (event,) = read(replace(YEARLY, start=DocumentDate(2027, 2, 28), every=(2, 29)))
    assert event["RRULE"].to_ical() == b"FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=2"
    last_days = replace(YEARLY, start=DocumentDate(2027, 2, 28), every=(2, 29))
    days = [moment.date() for moment in second(last_days).rruleset[:3]]
    assert days == [date(2027, 2, 28), date(2028, 2, 29), date(2029, 2, 28)]


@pytest.mark.parametrize(
    ("occasion", "expected"),
    [
        (MEETING, timedelta(hours=-1)),
        (DEADLINE, timedelta(hours=-15)),
        (YEARLY, timedelta(hours=-15)),
        (replace(DEADLINE, start=DocumentDate(2026, 11, 20, time(17))), timedelta(days=-1)),
        (replace(MEETING, start=DocumentDate(2026, 11, 27), end=None), timedelta(hours=-15)),
    ],
    ids=["meeting", "deadline", "yearly", "deadline at an hour", "day"],
)
def test_alarms(occasion: Occasion, expected: timedelta) -> None:
    """A meeting rings an hour before, a deadline a day before, and never at midnight."""
    (event,) = read(occasion)
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == expected
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"] == event["SUMMARY"]


def test_what_is_cancelled_says_so_and_does_not_ring() -> None:
    """A cancelled entry keeps its id, is marked in status and summary, and has no alarm."""
    (event,) = read(replace(MEETING, cancelled=True))
    assert event["UID"] == MEETING.uid
    assert event["STATUS"] == "CANCELLED"
    assert str(event["SUMMARY"]).startswith("Đã hủy: ")
    assert event.walk("VALARM") == []


def test_a_calendar_without_entries_is_a_calendar() -> None:
    """A topic without dates still has a file that can be subscribed to."""
    assert read() == []


def test_lines_are_folded_by_octets() -> None:
    """No line is longer than 75 octets, none breaks a letter, all end with CRLF."""
    long = "Tổ chức hội nghị trực tuyến toàn quốc về chuyển đổi số " * 8
    written = calendar("Lịch " + long, [replace(MEETING, title=long, place=long)], URL)
    lines = written.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in lines)
    assert [line.decode() for line in lines]
    (event,) = read(replace(MEETING, title=long, place=long))
    assert str(event["SUMMARY"]) == f"{long} (31-GM/ĐU)".replace("  ", " ")


@given(st.text(max_size=300), st.text(max_size=100))
def test_no_text_breaks_a_calendar(title: str, place: str) -> None:
    """Whatever stands in title and place, the file is read with one entry and one line each."""
    (event,) = read(replace(MEETING, title=title, place=place))
    assert event["UID"] == MEETING.uid
    assert "\n" not in str(event["SUMMARY"])


def test_unchanged_input_gives_unchanged_bytes() -> None:
    """The same entries give the same bytes, whatever was written before."""
    first = calendar("Lịch thử", [MEETING, YEARLY], URL)
    calendar("Lịch khác", [DEADLINE], "https://khac.example/")
    assert calendar("Lịch thử", [MEETING, YEARLY], URL) == first
