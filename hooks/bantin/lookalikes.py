"""Letters by their looks: what a reader takes for the same letter gets the same skeleton.

Accents, case and width are dropped (Unicode Standard Annex #15, NFKD), and letters of other
scripts stand for the Latin ones that they look like (Unicode Technical Standard #39, confusables).
"""

import unicodedata
from functools import lru_cache
from typing import Final

_SAME: Final = {
    "a": "аɑαАΑᗅꓮ∀ᴀɐᎪⲀⲁ",
    "b": "вВΒЬᏴʙ",
    "c": "сСϹϲᴄƈ",
    "d": "đĐÐðԁᴅꓓɗ",
    "e": "еЕΕℯєЄᴇɛεҽ℮ꓰᎬⲈⲉ",
    "g": "ɡԍɢ",
    "h": "нНһΗʜհ",
    "i": "іІΙιӀıɪꓲⲒⲓ",
    "k": "кКΚκᴋ",
    "l": "ӏʟⅼ",
    "m": "мМΜϺᴍꓟᎷɱⲘⲙ",
    "n": "пΝոɴηռ",
    "o": "оОΟοσօᴏՕꓳⲞⲟ",
    "r": "гʀɾ",
    "s": "ѕЅꜱՏ",
    "t": "тТΤτᴛꓔᎢƭⲦⲧ",
    "u": "υսᴜцꓴ",
    "v": "νѵᴠ",
    "x": "хХΧχ×",
    "y": "уУΥүҮγʏꓬⲨⲩ",
}
_LATIN: Final = {c: letter for letter, same in _SAME.items() for c in same}
_RANGES: Final = (
    *((0x41, 0x52F), (0x531, 0x58F), (0x13A0, 0x13FF), (0x1D00, 0x214F)),
    *((0x2160, 0x217F), (0x2460, 0x24FF), (0x2C80, 0x2CE3), (0xA4D0, 0xA7FF), (0xFF21, 0xFF5A)),
)
_MATHEMATICAL: Final = "\U0001d400-\U0001d7ff"
_SQUARED: Final = ((0x1F110, 26), (0x1F130, 26), (0x1F150, 26), (0x1F170, 26), (0x1F1E6, 26))


@lru_cache(maxsize=4_096)
def skeleton(character: str) -> str:
    """Return the small Latin letter that *character* looks like, else the character itself."""
    if "a" <= character <= "z":
        return character
    base = unicodedata.normalize("NFKD", character).strip("() ")[:1].casefold()[:1]
    for found in (character, base, unicodedata.normalize("NFD", character)[:1]):
        if found in _LATIN:
            return _LATIN[found]
    for first, count in _SQUARED:
        if first <= ord(character) < first + count:
            return chr(ord("a") + ord(character) - first)
    return base if "a" <= base <= "z" else character


def accents(character: str) -> frozenset[str]:
    """Return the combining marks that are part of a letter."""
    return frozenset(c for c in unicodedata.normalize("NFD", character)[1:])


def looks(letter: str, marks: str | None = None) -> str:
    """Return all that looks like *letter*, for a class of a regular expression.

    With *marks*, letters that bear other combining marks are left out. All mathematical letters
    are in it: they stand in one range.
    """
    found = []
    for first, last in _RANGES:
        for code in range(first, last + 1):
            character = chr(code)
            if skeleton(character) == letter and (
                marks is None or accents(character).issubset(marks)
            ):
                found.append(character)
    further = [chr(first + ord(letter) - ord("a")) for first, _ in _SQUARED]
    return "".join(found) + "".join(further) + _MATHEMATICAL
