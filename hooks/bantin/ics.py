"""Events and deadlines as iCalendar bytes (RFC 5545): no corpus, no clock, no disk.

Choices that readers of the files will meet:

- ``DTSTAMP`` is the date of the document, so that a rebuild changes nothing.
- ``SEQUENCE`` counts the corrections and changes that were told of the document (RFC 5545,
  3.8.7.4): a build knows no earlier state that it could count from. What moved keeps its ``UID``.
- Hours carry ``TZID=Asia/Ho_Chi_Minh`` with that zone written out, days are plain dates with an
  exclusive end.
- Items without hours ring at nine in the morning of the day before: a day before midnight would
  be the middle of the night.
- There is no ``METHOD``: with ``PUBLISH`` each event would need an organizer (RFC 5546, 3.2.1).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard

from bantin.dates import VIETNAM, DocumentDate
from bantin.occasions import Occasion

_ZONE: Final = "Asia/Ho_Chi_Minh"
_PRODUCT: Final = "-//Ban tin//Lich//VI"  # no version: a new release is no news for readers
_FRESH: Final = timedelta(hours=12)  # how often programs should ask for the calendar
_FRESH_TEXT: Final = "PT12H"
_HOUR_BEFORE: Final = timedelta(hours=-1)
_DAY_BEFORE: Final = timedelta(days=-1)
_MORNING_BEFORE: Final = timedelta(hours=-15)
_LEAP_DAY: Final = (2, 29)
_END: Final = b"END:VCALENDAR\r\n"


def calendar(name: str, occasions: Iterable[Occasion], site_url: str) -> bytes:
    """Return a calendar of *occasions*; *site_url* is what their addresses are below."""
    head = Calendar()
    head.add("version", "2.0")
    head.add("prodid", _PRODUCT)
    head.add("calscale", "GREGORIAN")
    head.add("name", _plain(name))
    head.add("x-wr-calname", _plain(name))
    head.add("x-wr-timezone", _ZONE)
    head.add("refresh-interval", _FRESH, parameters={"VALUE": "DURATION"})
    head.add("x-published-ttl", _FRESH_TEXT)
    head.add_component(_timezone())
    start = head.to_ical().removesuffix(_END)
    return b"".join([start, *(_event(one, site_url) for one in occasions), _END])


@lru_cache(maxsize=16384)  # the same item stands in the calendars of site, topics and issuer
def _event(occasion: Occasion, site_url: str) -> bytes:
    url = site_url + occasion.address
    summary = _summary(occasion)
    event = Event()
    event.add("uid", occasion.uid)
    event.add("dtstamp", occasion.stated.start)
    event.add("sequence", occasion.revision)
    event.add("summary", summary)
    event.add("description", f"{_plain(occasion.document)}\n{url}")
    event.add("url", url)
    if occasion.place:
        event.add("location", _plain(occasion.place))
    _add_time(event, "dtstart", occasion.start)
    end = _exclusive_end(occasion)
    if end:
        _add_time(event, "dtend", end)
    if occasion.every:
        event.add("rrule", _rule(occasion))
    event.add("status", "CANCELLED" if occasion.cancelled else "CONFIRMED")
    is_meeting = occasion.kind == "event" and occasion.start.clock
    event.add("transp", "OPAQUE" if is_meeting else "TRANSPARENT")
    if not occasion.cancelled:
        event.add_component(_alarm(occasion, summary))
    written: bytes = event.to_ical()
    return written


def _summary(occasion: Occasion) -> str:
    title = f"Hạn: {occasion.title}" if occasion.kind == "deadline" else occasion.title
    if occasion.cancelled:  # not every program shows the status
        title = f"Đã hủy: {title}"
    return _plain(f"{title} ({occasion.number})" if occasion.number else title)


def _plain(text: str) -> str:
    """Return a text on one line, without the control characters that RFC 5545 forbids."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _add_time(event: Event, name: str, moment: DocumentDate) -> None:
    if moment.clock is None:
        event.add(name, moment.start.date())
    else:
        event.add(name, moment.start.replace(tzinfo=None), parameters={"TZID": _ZONE})


def _exclusive_end(occasion: Occasion) -> DocumentDate | None:
    """Return the end as RFC 5545 wants it: the day after the last, or the hour, or none.

    The end must be of the same kind as the start, and after it (section 3.6.1).
    """
    start, end = occasion.start, occasion.end
    if start.clock is None:
        return _on(occasion.last_day + timedelta(days=1))
    if end is None:
        return None
    if end.clock is None:  # the whole of its last day
        midnight = datetime.min.time()
        return replace(_on(occasion.last_day + timedelta(days=1)), clock=midnight)
    return end if end.start > start.start else None


def _on(day: date) -> DocumentDate:
    return DocumentDate(day.year, day.month, day.day)


def _rule(occasion: Occasion) -> dict[str, object]:
    rule: dict[str, object] = {"freq": "yearly"}
    if occasion.every == _LEAP_DAY:  # else it would come in leap years only
        rule |= {"bymonth": 2, "bymonthday": -1}
    if occasion.until:
        rule["until"] = occasion.until
    return rule


def _alarm(occasion: Occasion, summary: str) -> Alarm:
    if occasion.start.clock is None:
        before = _MORNING_BEFORE
    else:
        before = _HOUR_BEFORE if occasion.kind == "event" else _DAY_BEFORE
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", before)
    return alarm


def _timezone() -> Timezone:
    """Return the zone of Vietnam as it has been since 13 June 1975 (IANA tz database)."""
    standard = TimezoneStandard()
    standard.add("tzname", "+07")
    standard.add("dtstart", datetime(1975, 6, 13))  # noqa: DTZ001 - local time by RFC 5545
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", VIETNAM.utcoffset(None))
    zone = Timezone()
    zone.add("tzid", _ZONE)
    zone.add_component(standard)
    return zone
