"""The spelling of Vietnamese syllables."""

import pytest

from bantin.syllables import is_syllable


@pytest.mark.parametrize(
    "word",
    ["cộng", "hòa", "hoà", "quốc", "quyền", "giếng", "gìn", "nghiễng", "Đắk", "ỦY", "Ủy", "khuỷu"],
)
def test_what_the_language_has_is_a_syllable(word: str) -> None:
    """Onset, rhyme and tone fit; the tone stands on either vowel."""
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        "céng",  # k before e
        "nghàng",  # ng before a
        "các\u0323",  # two tones
        "càt",  # a stop with huyền
        "đat",  # a stop without a tone
        "hßa",
        "cộNG",  # capitals in the middle
        "cḥu",  # the tone on a consonant
        "Müller",
        "kilôgam",
    ],
)
def test_what_it_cannot_have_is_none(word: str) -> None:
    """Foreign and garbled words are told apart."""
    assert not is_syllable(word)
