"""Vietnamese text: normal form, accents folded, slugs, alphabetical order."""

import re
import unicodedata
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

# đ does not decompose, and Ð (U+00D0, Icelandic eth) is a common slip for Đ (U+0110).
_UNDECOMPOSED: Final = str.maketrans({"đ": "d", "Đ": "D", "Ð": "D", "ð": "d"})
_WRITTEN_AS: Final = {
    "\r\n": "\n",
    "\r": "\n",
    "\u00a0": " ",
    "\u202f": " ",
    "\u200b": "",
    "\u2060": "",
    "\ufeff": "",
}
_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK: Final = {letter: rank for rank, letter in enumerate(_ALPHABET, start=1)}
_TONE_RANK: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")
_DIGITS: Final = re.compile(r"([0-9]{1,18})")


def normalise(text: str) -> str:
    """Return *text* in NFC, with one kind of space and of line end, without what has no width.

    Word and PDF files leave no-break spaces, zero-width spaces and byte order marks behind.
    """
    for written, meant in _WRITTEN_AS.items():
        text = text.replace(written, meant)
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=16_384)  # codes, issuers and dates come again and again
def fold(text: str) -> str:
    """Return *text* in lower case without accents: ``Đảng ủy`` gives ``dang uy``."""
    decomposed = unicodedata.normalize("NFD", text.translate(_UNDECOMPOSED))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def visible(text: str) -> str:
    """Return *text* as messages show it: signs that are not seen, or turn the line, as U+XXXX."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else f"[U+{ord(sign):04X}]" for sign in text)


def sentence(text: str) -> str:
    """Return *text* with its full stop."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def capitalised(text: str) -> str:
    """Return *text* with its first letter a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def slugify(text: str, separator: str = "-") -> str:
    """Return *text* as an address part of ASCII letters and digits, joined by *separator*.

    The signature is that of Python-Markdown's ``toc`` extension.
    """
    return _NOT_SLUG.sub(separator, fold(text)).strip(separator)


def collation_key(text: str) -> tuple[object, ...]:
    """Return a sort key of the Vietnamese alphabet, with tones as a second level.

    Letters are ordered a ă â b c d đ e ê …, tones ngang < huyền < hỏi < ngã < sắc < nặng,
    and runs of digits as numbers (9 < 10).
    """
    letters: list[tuple[int, int, str]] = []
    tones: list[int] = []
    for part in _DIGITS.split(unicodedata.normalize("NFC", text).lower()):
        if part.isdecimal():
            letters.append((1, int(part), ""))
            continue
        for character in part:
            base, tone = _without_tone(character)
            rank = _LETTER_RANK.get(base)
            letters.append((2, rank, "") if rank else (0, 0, base))
            tones.append(tone)
    return (tuple(letters), tuple(tones))


def nearest(word: str, known: "Iterable[str]") -> str | None:
    """Return the entry of *known* that a person who wrote *word* most likely meant, or None."""
    by_folded: dict[str, str] = {}
    for entry in known:
        by_folded.setdefault(slugify(entry, "_"), entry)
    found = get_close_matches(slugify(word, "_"), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def _without_tone(character: str) -> tuple[str, int]:
    decomposed = unicodedata.normalize("NFD", character)
    tone = 0
    kept = []
    for part in decomposed:
        if part in _TONE_RANK:
            tone = _TONE_RANK[part]
        else:
            kept.append(part)
    return unicodedata.normalize("NFC", "".join(kept)), tone
