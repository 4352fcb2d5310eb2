"""Numbers as people type them: forms, slips, meanings."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.number import DocumentNumber, parse_number
from bantin.number_meaning import explain_number, format_number
from bantin.number_slips import NumberReader, read_number, same_number, suggest_number
from bantin.rules import builtin_types
from bantin.settings import Issuer

TYPES = builtin_types()
FORMS = [
    line.split("\t")
    for line in (Path(__file__).parent / "number_forms.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def test_the_table_of_forms_is_long_enough() -> None:
    """At least 400 forms and slips are looked at, and every kind of slip is among them."""
    assert len(FORMS) >= 400
    kinds = {slip for row in FORMS for slip in row[2].split(",")}
    assert kinds == {"-", "blank", "letter", "case", "accent", "code", "separator"}


@pytest.mark.parametrize("row", FORMS, ids=[row[0] for row in FORMS])
def test_a_form_is_read(row: list[str]) -> None:
    """Each form of the table means the number beside it, in its parts, with its slips told."""
    written, meant, slips, serial, code, organ, year, regime = row
    reading = read_number(written)
    if not meant:
        assert reading is None
        return
    assert reading is not None
    number = reading.number
    assert number.text == meant
    parts = (number.serial, number.code, number.organ, number.year, number.regime or "-")
    assert parts == (serial, code, organ, year, regime)
    assert set(reading.slips) == set(slips.split(",")) - {"-"}
    assert suggest_number(written) == (meant if reading.slips else None)


def test_composed_and_decomposed_text_is_one_number() -> None:
    """NFD text, no-break and zero-width characters are no slips of the writer."""
    reading = read_number("590-CV/\u0110U\u200b")
    assert reading is not None
    assert (reading.number.text, reading.slips) == ("590-CV/ĐU", ())
    decomposed = read_number("09-NQ/TU\u031b")
    assert decomposed is not None
    assert decomposed.number.text == "09-NQ/TW"


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("01-KIL/TW", "ket-luan", "01-KL/TW"),
        ("05-TB/ĐU", "thong-bao", "05-TB/ĐU"),
        ("12-BCĐ/TU", "", "12-BCĐ/TU"),
        ("12-KHH/TU", "ke-hoach", "12-KH/TU"),
        ("12-KLL/TU", "nghi-quyet", "12-KLL/TU"),
        ("7-đa/tu", "du-an", "7-ĐA/TU"),
    ],
)
def test_the_word_beside_a_number_decides_its_code(text: str, word: str, meant: str) -> None:
    """A code is mended only towards the type that is named, and where one type is near."""
    reading = NumberReader(TYPES).read(text, word)
    assert reading is not None
    assert reading.number.text == meant


_letters = st.text("ABCDEGHIKLMNOPQRSTUVXYĐ", min_size=2, max_size=6)
_serial = st.from_regex(r"[0-9]{1,5}[a-zđ]?", fullmatch=True) | st.just("")
_organs = st.lists(_letters, min_size=1, max_size=3).map("-".join)
_codes = st.sampled_from([code for code in TYPES.codes if len(code) > 1])
_numbers = st.one_of(
    st.builds(
        lambda s, c, o: {"serial": s, "code": c, "organ": o, "regime": "party"},
        _serial,
        _codes | _letters,
        _organs,
    ),
    st.builds(
        lambda s, c, o: {"serial": s, "code": c, "organ": o, "regime": "state"},
        _serial,
        st.sampled_from([code for code in TYPES.codes if code != "CV"]),
        _organs | st.just(""),
    ),
    st.builds(
        lambda s, o: {"serial": s, "organ": o, "regime": "state"},
        _serial,
        st.tuples(st.just("SVX"), _letters).map("-".join),
    ),
    st.builds(
        lambda s, y, c, o: {"serial": s, "year": y, "code": c, "organ": o, "regime": "law"},
        _serial,
        st.integers(1945, 2099).map(str),
        _codes | _letters,
        _organs,
    ),
    st.builds(
        lambda s, y, c, o: {"serial": s, "year": y, "code": c, "organ": o, "regime": "law"},
        _serial,
        st.integers(1945, 2099).map(str),
        st.sampled_from(["QH", "UBTVQH"]),
        st.integers(1, 99).map(str),
    ),
    st.builds(lambda s: {"serial": s}, _serial),
)


@given(_numbers)
def test_what_is_formatted_is_read_back(parts: dict[str, str]) -> None:
    """Reading what was written from parts gives the parts again, in every regime."""
    text = format_number(**parts)  # type: ignore[arg-type]
    number = parse_number(text, TYPES)
    assert number == DocumentNumber(text=text, **parts)  # type: ignore[arg-type]


@given(st.text() | st.text("0123456789-/ABĐCVQTWUKHnqđ .:Số&()\u0300"))
def test_reading_never_raises(text: str) -> None:
    """Any text is a number or none; what was mended reads as itself without a slip."""
    reading = read_number(text)
    if reading is None:
        assert suggest_number(text) is None
        return
    again = read_number(reading.number.text)
    assert again is not None
    assert same_number(again.number, reading.number)
    explain_number(reading.number, TYPES, {}, date(2026, 1, 31))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("9-NQ/TU", "09-NQ/TU", True),
        ("590 -CV/ÐU", "590-CV/ĐU", True),
        ("12/HD-UBND", "12/HĐ-UBND", False),
        ("12/DA-UBND", "12/ĐA-UBND", False),
        ("12-CT/TU", "12-CTr/TU", False),
        ("12-TT/TU", "12-TTr/TU", False),
        ("30/NĐ-CP", "30a/NĐ-CP", False),
        ("000", "0", False),
    ],
)
def test_numbers_are_compared(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    """Padding and slips make no other number; codes that differ by an accent do."""
    first, second = read_number(one), read_number(other)
    assert first is not None
    assert second is not None
    assert same_number(first.number, second.number) is same


ISSUERS = {
    "du-so": Issuer(
        name="Đảng ủy Sở Y tế",
        codes=("ĐU",),
        regime="party",
        terms=(date(2020, 6, 1), date(2025, 8, 5)),
    ),
    "so-yt": Issuer(name="Sở Y tế", codes=("SYT",), regime="state"),
    "du-xa": Issuer(name="Đảng ủy xã Hòa Bình", codes=("ĐUX",)),
}


@pytest.mark.parametrize(
    ("text", "day", "types", "issuers", "period"),
    [
        ("590-CV/ĐU", date(2023, 7, 5), ("cong-van",), ("du-so",), "nhiệm kỳ từ 01/06/2020"),
        ("590-CV/ĐU", date(2026, 7, 5), ("cong-van",), ("du-so",), "nhiệm kỳ từ 05/08/2025"),
        ("590-CV/ĐU", date(2019, 7, 5), ("cong-van",), ("du-so",), ""),
        ("590-CV/ĐU", None, ("cong-van",), ("du-so",), ""),
        ("21-NQ/TW", date(2017, 10, 25), ("nghi-quyet",), (), "khóa XII"),
        ("21-NQ/TW", date(2022, 6, 16), ("nghi-quyet",), (), "khóa XIII"),
        ("399-QĐ/TW", date(2026, 1, 9), ("quyet-dinh", "quy-dinh"), (), "khóa XIII"),
        ("19-QĐ/TW", date(2026, 4, 8), ("quyet-dinh", "quy-dinh"), (), "khóa XIV"),
        ("64-QĐi/TW", date(2019, 4, 8), ("quy-dinh",), (), "khóa XII"),
        ("64-QĐi/TW", date(2026, 4, 8), (), (), "khóa XIV"),
        ("15/KH-SYT", date(2023, 7, 5), ("ke-hoach",), ("so-yt",), "năm 2023"),
        ("123/SYT-VP", date(2023, 7, 5), ("cong-van",), ("so-yt",), "năm 2023"),
        ("/SYT-VP", None, ("cong-van",), ("so-yt",), ""),
        ("117/2025/QH15", None, ("luat", "nghi-quyet"), (), "Quốc hội khóa XV"),
        ("30/2020/NĐ-CP", None, ("nghi-dinh",), (), "năm 2020"),
        ("05-TT/TU", None, ("thong-tri",), (), ""),
        ("05/2020/TT-BNV", None, ("thong-tu",), (), "năm 2020"),
        ("2373", date(2023, 7, 5), (), (), ""),
    ],
)
def test_a_number_is_explained(
    text: str,
    day: date | None,
    types: tuple[str, ...],
    issuers: tuple[str, ...],
    period: str,
) -> None:
    """Type, issuer and series follow from the number, the day and the registry of issuers."""
    meaning = explain_number(parse_number(text, TYPES), TYPES, ISSUERS, day)
    assert (meaning.type_ids, meaning.issuer_ids, meaning.period) == (types, issuers, period)
    assert meaning.sentence
