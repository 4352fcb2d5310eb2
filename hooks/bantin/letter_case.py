"""Give text of TCVN3 its capitals back: the set has none with a tone.

«CỘNG HÒA» is written «CéNG HßA» in it, and read back «CộNG HòA». What the other letters of a word
say of its case is certain; where they say nothing, the words beside it do, and where those leave a
doubt, a person has to look.
"""

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum
from typing import Final

from bantin.syllables import is_syllable

_WORD: Final = re.compile(r"[^\W\d_]+")
_START: Final = re.compile(r"""(?:^|[.!?…]\s)(?:[a-z_]+:\s)?[\s"'“‘(\[*#>+-]*$""", re.MULTILINE)
_NEAR: Final = 20  # words beside one are asked
_LOOK_BACK: Final = 80  # characters before a word that tell whether it begins a sentence
_NEVER_FIRST: Final = ("án", "ích")  # they end compounds: «dự án», «lợi ích»
_NAME: Final = re.compile(
    "ủy\\s+ban|uỷ\\s+ban"
)  # of an organ: a capital (Nghị định 30/2020, annex II)
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")


class _Case(Enum):
    """What the certain letters of a word say."""

    CAPITALS = "all"
    SMALL = "some are small"
    INITIAL = "one capital"
    NOTHING = "no letter is certain"


def restore_capitals(text: str) -> tuple[str, list[int]]:
    """Return *text*, in NFC, with its capitals, and the lines (from 1) whose case is in doubt."""
    lines = text.split("\n")
    doubtful = []
    for index, line in enumerate(lines):
        lines[index], is_certain = _restore_line(line)
        if not is_certain:
            doubtful.append(index + 1)
    return "\n".join(lines), doubtful


def _restore_line(line: str) -> tuple[str, bool]:
    if line.isascii():
        return line, True
    words = list(_WORD.finditer(line))
    cases = [_case(word[0]) for word in words]
    pieces, end, is_certain = [], 0, True
    for index, word in enumerate(words):
        meant, sure = _meant(line, words, cases, index)
        is_certain = is_certain and sure
        pieces += [line[end : word.start()], meant]
        end = word.end()
    return "".join(pieces) + line[end:], is_certain


def _meant(
    line: str, words: Sequence[re.Match[str]], cases: Sequence[_Case], index: int
) -> tuple[str, bool]:
    """Return a word with its capitals, and whether they are certain."""
    word, case = words[index][0], cases[index]
    if case is _Case.CAPITALS or not any(map(_is_open, word)):
        return (word.upper() if case is _Case.CAPITALS else word), True
    if word in _NEVER_FIRST or (case is _Case.SMALL and not _is_open(word[0])):
        return word, True
    left = _beside(words, cases, range(index - 1, max(-1, index - _NEAR), -1))
    right = _beside(words, cases, range(index + 1, min(len(words), index + _NEAR)))
    beside = {left, right} - {None}
    if case is not _Case.SMALL and beside == {_Case.CAPITALS}:
        return word.upper(), True
    if case is _Case.INITIAL:
        return word, beside == {_Case.SMALL}
    return (word[0].upper() + word[1:] if _begins(line, words[index].start()) else word), False


def _begins(line: str, start: int) -> bool:
    """Whether a sentence, or the name of an organ, begins at *start*."""
    first = max(0, start - _LOOK_BACK)  # what is before it is not the start of the line
    before = line[first:start]
    return bool(_START.search(before, 1 if first else 0) or _NAME.match(line, start))


def _beside(words: Sequence[re.Match[str]], cases: Sequence[_Case], indexes: range) -> _Case | None:
    """Return the case of the nearest word of the language on one side, None without any."""
    for index in indexes:
        word = words[index][0]
        if cases[index] in (_Case.CAPITALS, _Case.SMALL) and is_syllable(word.lower()):
            return cases[index]
    return None


def _case(word: str) -> _Case:
    certain = [letter for letter in word if not _is_open(letter)]
    if any(letter.islower() for letter in certain):
        return _Case.SMALL
    if len(certain) > 1:
        return _Case.CAPITALS
    return _Case.INITIAL if certain else _Case.NOTHING


def _is_open(letter: str) -> bool:
    """Whether a letter may stand for its capital: it is small and has a tone."""
    if letter.isascii() or not letter.islower():
        return False
    return not _TONES.isdisjoint(unicodedata.normalize("NFD", letter))
