"""The analysis against the shared vectors, and against its JavaScript twin on any text."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bantin.search.analysis import analyse_text, number_key

Ask = Callable[..., Any]
VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
LETTERS = "aAăẮâấbcdDđĐÐeêệghikKlLmnoôổơợpqQrstuưừvxyỳỶ"
OFFICIAL = st.text(alphabet=LETTERS + "0123456789 /-.–\u00a0\n\u0301\u0323\u200b")


def folded(text: str) -> list[str]:
    return [token.folded for token in analyse_text(text).tokens]


@pytest.mark.parametrize(("one", "other"), VECTORS["same"])
def test_spellings_of_one_word_are_one_token(one: str, other: str) -> None:
    """Case, normal form, place of the tone, i and y, and slips for Đ make no difference."""
    assert analyse_text(one).tokens == analyse_text(other).tokens


@pytest.mark.parametrize(("one", "other"), VECTORS["folds"])
def test_accents_differ_within_one_folded_word(one: str, other: str) -> None:
    """Other accents leave the folded letters the same and are told apart by the accent code."""
    assert folded(one) == folded(other)
    assert analyse_text(one).tokens != analyse_text(other).tokens


@pytest.mark.parametrize(("one", "other"), VECTORS["apart"])
def test_different_words_stay_apart(one: str, other: str) -> None:
    """Folding never joins words of other letters."""
    assert folded(one) != folded(other)


@pytest.mark.parametrize(("text", "words"), VECTORS["words"])
def test_text_is_cut_into_words(text: str, words: list[str]) -> None:
    """Words are runs of Latin letters or of digits, whatever stands between them."""
    assert folded(text) == words


@pytest.mark.parametrize(("text", "extras"), VECTORS["extras"])
def test_numbers_and_dates_are_units_too(text: str, extras: list[str]) -> None:
    """Document numbers and dates are units of their own beside their parts."""
    assert analyse_text(text).extras == extras


def test_javascript_gives_the_same_answers(node: Ask, vectors: dict[str, list[list[Any]]]) -> None:
    """Every text of the vectors has the same tokens and extra units in both languages."""
    texts = {case[0] for cases in vectors.values() for case in cases}
    texts |= {case[1] for name in ("same", "folds", "apart") for case in vectors[name]}
    for text in sorted(texts):
        assert node(what="analyse", text=text) == as_json(text)


def test_every_letter_read_is_folded_alike(node: Ask) -> None:
    """All letters and marks of the ranges read, alone and in a word, agree in both languages."""
    ranges = (range(0xC0, 0x250), range(0x1E00, 0x1F00), range(0x300, 0x370))
    text = " ".join(f"{chr(c)} a{chr(c)}q {chr(c)}y" for codes in ranges for c in codes)
    assert node(what="analyse", text=text) == as_json(text)


@given(text=st.one_of(st.text(), OFFICIAL))
@settings(
    max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_both_languages_agree_on_any_text(node: Ask, text: str) -> None:
    """Any text has the same tokens and extra units in Python and in JavaScript."""
    assert node(what="analyse", text=text) == as_json(text)


@given(
    number=st.integers(1, 9999),
    codes=st.lists(st.sampled_from(["CV", "QĐ", "TTr", "ĐU", "TW"]), min_size=1, max_size=3),
)
def test_a_number_has_one_key_in_every_shape(number: int, codes: list[str]) -> None:
    """Strokes, hyphens, blanks, case and accents leave the key of a document number the same."""
    key = number_key(f"{number}-{'/'.join(codes)}")
    assert key == number_key(f"{number:05d} {' '.join(codes).lower()}")
    assert key == number_key(f"{number}-{''.join(codes)}".replace("Đ", "D"))


def as_json(text: str) -> dict[str, Any]:
    analysis = analyse_text(text)
    return {"tokens": [list(token) for token in analysis.tokens], "extras": analysis.extras}
