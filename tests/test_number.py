"""Document numbers of both regimes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.number import NumberError, matching_key, mend, near_code, parse_number
from bantin.rules import builtin_types

TYPES = builtin_types()


@pytest.mark.parametrize(
    ("text", "serial", "code", "organ", "year", "regime"),
    [
        ("590-CV/ĐU", "590", "CV", "ĐU", "", "party"),
        ("09-NQ/TU", "09", "NQ", "TU", "", "party"),
        ("399-QĐ/TW", "399", "QĐ", "TW", "", "party"),
        ("-CV/ĐU", "", "CV", "ĐU", "", "party"),
        ("15/KH-SVHTTDL", "15", "KH", "SVHTTDL", "", "state"),
        ("30a/QĐ-UBND", "30a", "QĐ", "UBND", "", "state"),
        ("123/SVHTTDL-QLVHGĐ", "123", "", "SVHTTDL-QLVHGĐ", "", "state"),
        ("/KH-UBND", "", "KH", "UBND", "", "state"),
        ("31/QĐ", "31", "QĐ", "", "", "state"),
        ("216-CP", "216", "", "CP", "", "state"),
        ("30/2020/NĐ-CP", "30", "NĐ", "CP", "2020", "law"),
        ("117/2025/QH15", "117", "QH", "15", "2025", "law"),
        ("12/2023/QĐ-UBND", "12", "QĐ", "UBND", "2023", "law"),
        ("012", "012", "", "", "", None),
        ("2373", "2373", "", "", "", None),
        ("", "", "", "", "", None),
        ("15/QD-UBND", "15", "QD", "UBND", "", "state"),
        ("21/NQ-TW", "21", "NQ", "TW", "", "state"),
    ],
)
def test_a_number_is_taken_apart(  # noqa: PLR0913, PLR0917 - the parts of a number
    text: str, serial: str, code: str, organ: str, year: str, regime: str | None
) -> None:
    """Serial, code, organ and year are found, and nothing of the text is changed."""
    number = parse_number(text, TYPES)
    assert (number.serial, number.code, number.organ, number.year, number.regime) == (
        serial,
        code,
        organ,
        year,
        regime,
    )
    assert number.text == text
    assert number.is_given == bool(serial)


@pytest.mark.parametrize(
    ("text", "correction"),
    [
        ("Số: 590-CV/ĐU", "590-CV/ĐU"),
        ("số 590-CV/ĐU", "590-CV/ĐU"),
        ("590 -CV/ĐU", "590-CV/ĐU"),
        ("590 - CV / ĐU", "590-CV/ĐU"),
        ("590-CV/ÐU", "590-CV/ĐU"),
        ("590–CV/ĐU", "590-CV/ĐU"),
        ("“590-CV/ĐU”", "590-CV/ĐU"),
        ("Số: mười", None),
        ("mười", None),
        ("15\\KH-UBND", None),
        ("15/KH UBND", None),
        ("9999999999-CV/ĐU", None),
        ("٥-CV/ĐU", None),
    ],
)
def test_a_slip_is_refused_with_its_correction(text: str, correction: str | None) -> None:
    """A plain slip names the right spelling; what is no number has none."""
    with pytest.raises(NumberError) as caught:
        parse_number(text, TYPES)
    assert caught.value.correction == correction


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("01-KIL/TW", "KL"),
        ("5-BCC/ĐU", "BC"),
        ("5-Kh/ĐU", "KH"),
        ("5-QD/ĐU", "QĐ"),
        ("5-CTRr/ĐU", "CTr"),
        ("5-XYZ/ĐU", None),
        ("590-CV/ĐU", None),
        ("012", None),
    ],
)
def test_a_code_one_slip_away_is_found(text: str, near: str | None) -> None:
    """An unknown code leads to the known one that differs by one letter or by accents."""
    assert near_code(parse_number(text, TYPES), TYPES) == near


@pytest.mark.parametrize(
    ("one", "other"),
    [("590-cv/đu", "590-CV/ĐU"), ("015/KH-UBND", "15/KH-UBND"), ("Số 9 -NQ/TU", "09-NQ/TU")],
)
def test_spellings_of_one_number_match(one: str, other: str) -> None:
    """Case, accents, padding and blanks do not make another number."""
    assert matching_key(one) == matching_key(other)


def test_numbers_sort_as_numbers() -> None:
    """9 comes before 10, 30 before 30a, and what has no number yet first."""
    texts = ["10/KH-UBND", "30a/KH-UBND", "/KH-UBND", "9/KH-UBND", "30/KH-UBND"]
    numbers = sorted((parse_number(text, TYPES) for text in texts), key=lambda n: n.order)
    assert [n.serial for n in numbers] == ["", "9", "10", "30", "30a"]


@given(
    st.text() | st.from_regex(r"[0-9]{0,12}[-/][A-ZĐa-z]{0,5}[-/]?[A-ZĐ0-9]{0,6}", fullmatch=True)
)
def test_any_text_is_a_number_or_refused(text: str) -> None:
    """Reading a number gives a number or NumberError, and a correction can be read."""
    matching_key(text)
    try:
        number = parse_number(text, TYPES)
    except NumberError as error:
        if error.correction is not None:
            parse_number(error.correction, TYPES)
    else:
        assert len(number.order) == 2
        near_code(number, TYPES)
    assert mend(mend(text)) == mend(text)
