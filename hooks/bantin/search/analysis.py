"""Analysis: text into terms, the same in Python (index) and in JavaScript (query).

The specification, which ``overrides/assets/javascripts/search/analysis.js`` mirrors and
``tests/search/vectors.json`` pins:

1. A *word* is a run of Latin letters with their combining marks, or a run of ASCII digits.
   A *compound* is digits followed by words over single separators (``590-CV/ĐU``, ``2/5/2025``);
   its words count one by one, and the compound adds extra units.
2. A letter word becomes a *token*: its letters folded to lower case without marks (đ, ð to d), and
   an *accent code*, one integer for all its marks, in which the place of the tone has no part, so
   that hòa and hoà are one token. After consonants alone and after q-u, y is written i (lý, lí).
3. A digit word loses its leading zeros.
4. Extra units: ``#`` and the folded compound for a document number, ``@`` and eight or six digits
   for a date, in figures or in words.
5. A *pair* is two neighbouring tokens of one paragraph; Vietnamese words are mostly two syllables.

Only the letters U+00C0-024F and U+1E00-1EFF and the marks U+0300-036F are read, all of them
assigned since Unicode 5, so that both languages agree whatever Unicode version they carry.
"""

import re
import unicodedata
from typing import Final, NamedTuple

MAX_TERM: Final = 32
"""Characters kept of a folded word; longer ones are cut."""

PLACE_VALUES: Final = {"a": 3, "d": 2, "e": 2, "o": 3, "u": 2}
"""How many shapes a folded letter has (a ă â, d đ, e ê, o ô ơ, u ư): the radix of its place."""

_MAX_ACCENTED: Final = 8  # letters of the longest syllable, "nghiêng", and one to spare
_LETTER: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\u0300-\u036f"
    "\u00ad\u200b-\u200d\u2060\ufeff"
)
_DASH: Final = "\\-\u2010\u2011\u2013"
_JOINT: Final = f"[./{_DASH}]?"
_WORD: Final = f"[{_LETTER}]+|[0-9]+"
WORD_PATTERN: Final = f"[{_LETTER}]+|[0-9]+(?:{_JOINT}[0-9{_LETTER}]+)*"
"""A letter word or a compound."""

_WORDS: Final = re.compile(_WORD)
_RAW: Final = re.compile(WORD_PATTERN)
_DATE: Final = re.compile(
    f"([0-9]{{1,2}})[/.{_DASH}]([0-9]{{1,2}})[/.{_DASH}]([0-9]{{4}})(?![0-9])"
)
_MONTH: Final = re.compile(f"([0-9]{{1,2}})[/{_DASH}]([0-9]{{4}})(?![0-9])")
_TOO_LONG: Final = 5  # digits that are no day, month or year
_IGNORED: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_TONES: Final = {"\u0300": 1, "\u0301": 2, "\u0303": 3, "\u0309": 4, "\u0323": 5}
_SHAPED: Final = {
    ("a", "\u0302"): 1,
    ("a", "\u0306"): 2,
    ("e", "\u0302"): 1,
    ("o", "\u0302"): 1,
    ("o", "\u031b"): 2,
    ("u", "\u031b"): 1,
}
_REPLACED: Final = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "ı": "i"}
_EDS: Final = frozenset("đðɖ")  # đ; the Icelandic eth and the African d, taken for it by mistake
_FINAL_Y: Final = re.compile("[bcdghklmnprstvx]+y")


class Token(NamedTuple):
    """A word of a text: its folded letters, and all its marks as one number (0 for none)."""

    folded: str
    accents: int


class Analysis(NamedTuple):
    """What a paragraph consists of: its tokens in order, and its extra units."""

    tokens: list[Token]
    extras: list[str]


def analyse_text(text: str) -> Analysis:
    """Return the tokens and the extra units of one paragraph."""
    tokens, extras = analyse_words(text)
    return Analysis(tokens, extras + dates_in_words(tokens))


def analyse_words(text: str) -> tuple[list[Token], list[str]]:
    """Return the tokens and the extra units of words, each by itself: all but dates in words.

    No word or compound spans a blank, so that a text may be analysed blank by blank.
    """
    tokens: list[Token] = []
    extras: list[str] = []
    for raw in _RAW.findall(text):
        words, units = _split_word(raw)
        tokens.extend(words)
        extras.extend(units)
    return tokens, extras


def fold_word(word: str) -> Token:
    """Return the token of a run of letters or of a run of digits; empty if only marks are left."""
    if word[0].isdigit():
        return Token((word.lstrip("0") or "0")[:MAX_TERM], 0)
    letters, shapes, tone = _take_apart(_IGNORED.sub("", word).lower())
    folded = "".join(letters)
    if _FINAL_Y.fullmatch(folded):
        folded = folded[:-1] + "i"
    elif folded.startswith("quy"):
        folded = "qui" + folded[3:]
    if len(folded) > _MAX_ACCENTED:
        return Token(folded[:MAX_TERM], 0)
    code = 0
    for letter, shape in zip(letters, shapes, strict=True):
        if letter in PLACE_VALUES:
            code = code * PLACE_VALUES[letter] + shape
    return Token(folded, code * 6 + tone)


def number_key(text: str) -> str:
    """Return the extra unit of a document number, or ``""`` where it has no digits or no letters.

    ``590-CV/ĐU`` gives ``#590cvdu``; two runs of digits stay apart: ``30/2020/NĐ-CP`` gives
    ``#30.2020ndcp``.
    """
    return key_of(analyse_text(text).tokens)


def key_of(tokens: "list[Token] | tuple[Token, ...]") -> str:
    """Return the number unit that *tokens* spell, from the first run of digits on."""
    start = next((i for i, token in enumerate(tokens) if token.folded[0].isdigit()), None)
    if start is None:
        return ""
    parts: list[str] = []
    lettered = False
    digits_before = False
    for token in tokens[start:]:
        digits = token.folded[0].isdigit()
        if digits and digits_before:
            parts.append(".")
        parts.append(token.folded)
        digits_before = digits
        lettered = lettered or not digits
    return "#" + "".join(parts)[:MAX_TERM] if lettered else ""


def date_units(date: str) -> tuple[str, ...]:
    """Return the extra units of an ISO date, whole or partial: ``2026-05-03`` has day and month."""
    parts = date.split("-")
    day = 3
    if len(parts) >= day:
        return ("@" + "".join(parts[:3]), "@" + "".join(parts[:2]))
    return ("@" + "".join(parts),) if len(parts) > 1 else ()


def dates_in_words(tokens: list[Token]) -> list[str]:
    """Return the units of dates such as ``ngày 02 tháng 5 năm 2025`` among *tokens*."""
    found: list[str] = []
    for i, token in enumerate(tokens):
        if token.folded == "thang":
            found.extend(date_around(tokens, i))
    return found


def date_around(tokens: list[Token], month_word: int) -> tuple[str, ...]:
    """Return the unit of the date whose word *tháng* stands at *month_word*, if there is one."""
    if not 0 < month_word < len(tokens) - 3 or tokens[month_word + 2].folded != "nam":
        return ()
    return _date_unit(
        tokens[month_word - 1].folded, tokens[month_word + 1].folded, tokens[month_word + 3].folded
    )


def _take_apart(word: str) -> tuple[list[str], list[int], int]:
    """Return the folded letters of *word*, the shape of each, and its tone."""
    letters: list[str] = []
    shapes: list[int] = []
    tone = 0
    for character in unicodedata.normalize("NFD", word):
        if "\u0300" <= character <= "\u036f":
            tone = _TONES.get(character, tone)
            if letters and (shape := _SHAPED.get((letters[-1], character))):
                shapes[-1] = shape
            continue
        for letter in _REPLACED.get(character, character):
            letters.append("d" if letter in _EDS else letter)
            shapes.append(1 if letter in _EDS else 0)
    return letters, shapes, tone


def _split_word(raw: str) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    if not raw[0].isdigit():
        token = fold_word(raw)
        return ((token,) if token.folded else ()), ()
    words = _WORDS.findall(raw)
    tokens = tuple(token for token in map(fold_word, words) if token.folded)
    if len(words) == 1:
        return tokens, ()
    return tokens, _extra_units(raw, tokens)


def _extra_units(raw: str, tokens: tuple[Token, ...]) -> tuple[str, ...]:
    key = key_of(tokens)
    units = (key,) if key else ()
    if (match := _DATE.match(raw)) is not None:
        return units + _date_unit(*match.groups())
    if (match := _MONTH.match(raw)) is not None:
        return units + _month_unit(*match.groups())
    return units


def _date_unit(day: str, month: str, year: str) -> tuple[str, ...]:
    if not (_is_number(day, 31) and _is_number(month, 12) and _is_number(year, 9999)):
        return ()
    return (f"@{int(year):04d}{int(month):02d}{int(day):02d}",)


def _month_unit(month: str, year: str) -> tuple[str, ...]:
    return (f"@{int(year):04d}{int(month):02d}",) if _is_number(month, 12) else ()


def _is_number(text: str, highest: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) < _TOO_LONG and 1 <= int(text) <= highest
