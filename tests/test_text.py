"""Vietnamese text: normal form, folding, slugs, order."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.text import collation_key, fold, nearest, normalise, slugify


def test_normalise_gives_one_spelling() -> None:
    """Decomposed letters, no-break spaces, line ends and zero-width marks lose their variety."""
    written = unicodedata.normalize("NFD", "Đảng\u00a0ủy\u202fxã") + "\u200b\r\nHai\rBa\ufeff"
    assert normalise(written) == "Đảng ủy xã\nHai\nBa"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đảng ủy", "dang uy"),
        ("ÐẢNG", "dang"),
        (unicodedata.normalize("NFD", "Nghị quyết"), "nghi quyet"),
        ("hoà hòa", "hoa hoa"),
        ("Quốc ngữ: ưỡ ƠỚ", "quoc ngu: uo oo"),
        ("590-CV/ĐU", "590-cv/du"),
    ],
)
def test_fold_drops_accents_and_case(text: str, folded: str) -> None:
    """Two spellings that differ in accents or case alone fold to one."""
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Tổ chức - Hành chính", "to-chuc-hanh-chinh"), ("  Đ/c: 1.2 ", "d-c-1-2"), ("☂", "")],
)
def test_slugify_keeps_letters_and_digits(text: str, slug: str) -> None:
    """An address part holds ASCII letters, digits and single separators."""
    assert slugify(text) == slug
    assert slugify(text, "_") == slug.replace("-", "_")


def test_order_is_that_of_the_vietnamese_alphabet() -> None:
    """Letters come in the order of the alphabet, tones as a second level, numbers as numbers."""
    ordered = [
        "",
        "!",
        "9",
        "10",
        "a",
        "à",
        "ả",
        "ã",
        "á",
        "ạ",
        "anh",
        "ăn",
        "ân",
        "b",
        "cà",
        "cá",
        "Cạ",
        "cám",
        "d",
        "đ",
        "e",
        "ê",
        "o",
        "ô",
        "ơ",
        "u",
        "ư",
        "v",
        "x",
        "y",
    ]
    shuffled = ordered[::-1]
    assert sorted(shuffled, key=collation_key) == ordered


def test_a_tone_decides_only_between_equal_letters() -> None:
    """«cá b» comes before «cà c»: the letters of the whole text count first."""
    assert sorted(["cà c", "cá b"], key=collation_key) == ["cá b", "cà c"]


@pytest.mark.parametrize(
    ("word", "found"),
    [("sumary", "summary"), ("tiêu-đề", None), ("Title", "title"), ("xyz", None)],
)
def test_nearest_guesses_what_was_meant(word: str, found: str | None) -> None:
    """A near miss finds its word, anything else finds nothing."""
    assert nearest(word, ["title", "summary", "date"]) == found


@given(st.text())
def test_any_text_can_be_ordered_and_folded(text: str) -> None:
    """No text stops sorting, folding or slugs, and folding twice changes nothing."""
    collation_key(text)
    assert slugify(slugify(text)) == slugify(text)
    assert normalise(normalise(text)) == normalise(text)


@given(st.lists(st.text(max_size=5)))
def test_any_texts_can_be_compared(texts: list[str]) -> None:
    """Keys of any two texts compare, also letters with digits."""
    assert len(sorted(texts, key=collation_key)) == len(texts)


def test_a_very_long_number_can_be_ordered() -> None:
    """Ten thousand digits are no reason to stop."""
    assert collation_key("9" * 10_000) > collation_key("8")
