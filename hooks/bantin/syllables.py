"""Vietnamese spelling: whether a word can be a syllable of the language."""

import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import Final

_TONES: Final = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_STOPS: Final = ("c", "ch", "k", "p", "t")  # syllables that end so have one of two tones
_TONES_OF_STOPS: Final = ("\u0301", "\u0323")
_FRONT: Final = ("e", "ê", "i", "y")
_VOWELS: Final = "aăâeêioôơuưy"
_LETTERS: Final = frozenset(
    [*"bcdđghklmnpqrstvx", *_VOWELS]
    + [unicodedata.normalize("NFC", vowel + chr(tone)) for vowel in _VOWELS for tone in _TONES]
)


@lru_cache(maxsize=16_384)
def is_syllable(word: str) -> bool:
    """Whether *word* is spelt as a Vietnamese syllable with all its accents.

    The word is in NFC. The tone may stand on either vowel (``hòa``, ``hoà``); capitals are the
    first letter or all. The rule is that of onsets and rhymes (``data/syllables.toml``), and that a
    syllable that ends with a stop has the tone sắc or nặng. Many such syllables are no words.
    """
    small = word.lower()
    if not _LETTERS.issuperset(small) or word not in (small, word.upper(), word.capitalize()):
        return False
    apart = unicodedata.normalize("NFD", small)
    tones = [mark for mark in apart if ord(mark) in _TONES]
    base = unicodedata.normalize("NFC", apart.translate(_TONES))
    if len(tones) > 1 or base not in _bases():
        return False
    return not base.endswith(_STOPS) or bool(tones and tones[0] in _TONES_OF_STOPS)


@lru_cache(maxsize=1)
def _bases() -> frozenset[str]:
    """Return all syllables without their tones."""
    text = files("bantin").joinpath("data", "syllables.toml").read_text("utf-8")
    rows = {name: value.split() for name, value in tomllib.loads(text).items()}
    rhymes = rows["rhymes"]
    found = set(rhymes)
    found |= {onset + rhyme for onset in rows["onsets"] for rhyme in rhymes}
    found |= {onset + r for onset in rows["front"] for r in rhymes if r.startswith(_FRONT)}
    found |= {onset + r for onset in rows["other"] for r in rhymes if not r.startswith(_FRONT)}
    after_qu = [rhyme for rhyme in rhymes if rhyme[0] in "aăâeêi"] + rows["after_qu"]
    found |= {"qu" + rhyme for rhyme in after_qu}
    found |= {"gi" + rhyme[1:] for rhyme in rhymes if rhyme[0] == "i"}  # giếng, gìn
    return frozenset(found)
