"""Dates of documents: whole or partial, as documents and readers write them.

Times are those of Vietnam (Asia/Ho_Chi_Minh, +07:00 all year since 1975).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Final

VIETNAM: Final = timezone(timedelta(hours=7))
_WEEKDAYS: Final = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
_ISO: Final = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2})"
    r"(?:[ T](?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2})?)?)?)?",
    re.ASCII,
)
_DAY_FIRST: Final = re.compile(
    r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"
    r"(?: (?P<hour>\d{1,2}):(?P<minute>\d{2}))?",
    re.ASCII,
)
_MONTH_FIRST: Final = re.compile(r"(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII)
_EARLIEST_YEAR: Final = 1945
_LATEST_YEAR: Final = 2199
_PADDED_MONTHS: Final = 2


class NotADateError(ValueError):
    """The text is in none of the forms of a date."""


class NoSuchDayError(ValueError):
    """The text has the form of a date, but the calendar has no such day or time."""


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """A date as far as it is known: a year, a month, a day, or a minute of a day."""

    year: int
    month: int | None = None
    day: int | None = None
    clock: time | None = None

    @property
    def iso(self) -> str:
        """The date as far as it is known, in ISO 8601 (without the time)."""
        parts = [f"{self.year:04}"]
        if self.month:
            parts.append(f"{self.month:02}")
            if self.day:
                parts.append(f"{self.day:02}")
        return "-".join(parts)

    @property
    def is_whole(self) -> bool:
        """Whether the day is known."""
        return self.day is not None

    @property
    def start(self) -> datetime:
        """The first moment that the date can mean, in +07:00; for ordering."""
        return datetime.combine(
            date(self.year, self.month or 1, self.day or 1), self.clock or time(), VIETNAM
        )

    @property
    def numeric(self) -> str:
        """The date in figures for lists: ``05/07/2023``, ``05/2026``, ``2023``."""
        parts = [f"{self.day:02}"] if self.day else []
        parts += [f"{self.month:02}"] if self.month else []
        return "/".join([*parts, str(self.year)])

    @property
    def named(self) -> str:
        """The date in figures as sentences name it: ``ngày 05/07/2023``, ``tháng 05/2026``."""
        unit = "ngày" if self.day else "tháng" if self.month else "năm"
        return f"{unit} {self.numeric}"

    @property
    def official(self) -> str:
        """The date as it heads a document, with blanks kept as an ellipsis.

        ``ngày 05 tháng 3 năm 2020``: days below 10 and months 1 and 2 are padded
        (Decree 30/2020/NĐ-CP, Appendix I, part II, item 4).
        """
        day = f"{self.day:02}" if self.day else "…"
        if not self.month:
            month = "…"
        else:
            month = f"{self.month:02}" if self.month <= _PADDED_MONTHS else str(self.month)
        return f"ngày {day} tháng {month} năm {self.year}"

    @property
    def stamp(self) -> str:
        """The date of a news article: ``Thứ hai - 11/09/2023 22:02``."""
        if not self.is_whole:
            return self.numeric
        hour = f" {self.clock:%H:%M}" if self.clock else ""
        return f"{_WEEKDAYS[self.start.weekday()]} - {self.numeric}{hour}"


@lru_cache(maxsize=4_096)
def parse_date(text: str) -> DocumentDate:
    """Read a date, day first where figures alone could mean either.

    Forms: ``2023-07-05``, ``2023-07``, ``2023``, ``05/7/2023``, ``7/2023``,
    ``2023-09-11 22:02``. Raises NotADateError or NoSuchDayError.
    """
    stripped = text.strip()
    for form in (_ISO, _DAY_FIRST, _MONTH_FIRST):
        if match := form.fullmatch(stripped):
            return _dated({name: int(value) for name, value in match.groupdict().items() if value})
    raise NotADateError(text)


def parse_day_of_year(text: str) -> tuple[int, int]:
    """Read a yearly day, ``MM-DD`` (also ``15/12``, day first), as (month, day).

    Raises NotADateError or NoSuchDayError; 29 February is allowed.
    """
    stripped = text.strip()
    if match := re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", stripped):
        month, day = int(match[1]), int(match[2])
    elif match := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})", stripped):
        day, month = int(match[1]), int(match[2])
    else:
        raise NotADateError(text)
    try:
        date(2024, month, day)  # a leap year
    except ValueError as error:
        raise NoSuchDayError(text) from error
    return month, day


def vietnam_day(moment: datetime) -> date:
    """Return the calendar day of *moment* in Vietnam."""
    return moment.astimezone(VIETNAM).date()


def _dated(parts: dict[str, int]) -> DocumentDate:
    year = parts["year"]
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise NoSuchDayError(year)
    month, day = parts.get("month"), parts.get("day")
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
        clock = time(parts["hour"], parts["minute"]) if "hour" in parts else None
    except ValueError as error:
        raise NoSuchDayError(str(error)) from error
    return DocumentDate(year, month, day, clock)
