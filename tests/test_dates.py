"""Dates as documents write them."""

from contextlib import suppress
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.dates import (
    DocumentDate,
    NoSuchDayError,
    NotADateError,
    parse_date,
    parse_day_of_year,
    vietnam_day,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-07-05", DocumentDate(2023, 7, 5)),
        (" 2023-7-5 ", DocumentDate(2023, 7, 5)),
        ("05/7/2023", DocumentDate(2023, 7, 5)),
        ("5.7.2023", DocumentDate(2023, 7, 5)),
        ("05-07-2023", DocumentDate(2023, 7, 5)),
        ("2026-05", DocumentDate(2026, 5)),
        ("5/2026", DocumentDate(2026, 5)),
        ("2023", DocumentDate(2023)),
        ("2023-09-11 22:02", DocumentDate(2023, 9, 11, time(22, 2))),
        ("2023-09-11T22:02:59", DocumentDate(2023, 9, 11, time(22, 2))),
        ("11/09/2023 22:02", DocumentDate(2023, 9, 11, time(22, 2))),
        ("2024-02-29", DocumentDate(2024, 2, 29)),
    ],
)
def test_a_date_is_read_day_first(text: str, expected: DocumentDate) -> None:
    """Every form gives the same date, the day before the month, as far as it is known."""
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text", ["", "hôm qua", "5 tháng 7", "07-2023", "19/5/26", "20026-01-01", "٢٠٢٦", "2026-05-"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    """A text in none of the forms is no date."""
    with pytest.raises(NotADateError):
        parse_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2026",
        "2026-13-01",
        "2026-00",
        "2026-05-00",
        "2023-02-29",
        "2026-05-19 24:00",
        "1944",
        "2200-01-01",
        "2026-05-19 10:60",
    ],
)
def test_a_day_that_the_calendar_lacks_is_refused(text: str) -> None:
    """A well-formed date must exist, in a year that a document can bear."""
    with pytest.raises(NoSuchDayError):
        parse_date(text)


@pytest.mark.parametrize(
    ("value", "iso", "numeric", "official", "stamp"),
    [
        (
            DocumentDate(2020, 3, 5),
            "2020-03-05",
            "05/03/2020",
            "ngày 05 tháng 3 năm 2020",
            "Thứ năm - 05/03/2020",
        ),
        (
            DocumentDate(2020, 2, 15),
            "2020-02-15",
            "15/02/2020",
            "ngày 15 tháng 02 năm 2020",
            "Thứ bảy - 15/02/2020",
        ),
        (DocumentDate(2026, 5), "2026-05", "05/2026", "ngày … tháng 5 năm 2026", "05/2026"),
        (DocumentDate(2023), "2023", "2023", "ngày … tháng … năm 2023", "2023"),
        (
            DocumentDate(2023, 9, 11, time(22, 2)),
            "2023-09-11",
            "11/09/2023",
            "ngày 11 tháng 9 năm 2023",
            "Thứ hai - 11/09/2023 22:02",
        ),
    ],
)
def test_a_date_is_shown_as_far_as_it_is_known(
    value: DocumentDate, iso: str, numeric: str, official: str, stamp: str
) -> None:
    """Day and months 1 and 2 are padded in the official form; unknown parts are never invented."""
    assert (value.iso, value.numeric, value.official, value.stamp) == (
        iso,
        numeric,
        official,
        stamp,
    )


def test_times_are_those_of_vietnam() -> None:
    """A document of 22:02 stays on its day, and a moment in UTC belongs to Vietnam's day."""
    assert DocumentDate(2023, 9, 11, time(22, 2)).start.isoformat() == "2023-09-11T22:02:00+07:00"
    assert vietnam_day(datetime(2023, 9, 11, 18, 0, tzinfo=UTC)) == date(2023, 9, 12)


@pytest.mark.parametrize(
    ("text", "expected"), [("12-15", (12, 15)), ("05/6", (6, 5)), ("2-29", (2, 29))]
)
def test_a_yearly_day_is_month_first_or_day_first_by_its_sign(
    text: str, expected: tuple[int, int]
) -> None:
    """``12-15`` is month-day, ``15/12`` day/month; 29 February is allowed."""
    assert parse_day_of_year(text) == expected


@pytest.mark.parametrize(
    ("text", "error"), [("cuối năm", NotADateError), ("31/02", NoSuchDayError), ("", NotADateError)]
)
def test_what_is_no_yearly_day_is_refused(text: str, error: type[Exception]) -> None:
    """A yearly day must have its form and exist."""
    with pytest.raises(error):
        parse_day_of_year(text)


@given(st.text() | st.from_regex(r"[0-9]{1,5}[-/. ][0-9]{1,3}[-/. :][0-9]{1,5}"))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    """Reading a date gives a date or one of the two errors, never another."""
    for read in (parse_date, parse_day_of_year):
        with suppress(NotADateError, NoSuchDayError):
            read(text)


@given(st.dates(date(1945, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    """What is shown in figures or in ISO 8601 reads back as the same day."""
    value = DocumentDate(day.year, day.month, day.day)
    assert parse_date(value.iso) == parse_date(value.numeric) == value
