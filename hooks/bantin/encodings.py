"""Read bytes as text; recognise what is not in UTF-8, or was spoilt before it was saved so.

Editors still meet files of before Unicode: in Windows-1258, TCVN3 (ABC) or VNI, and in UTF-16. A
program that does not know these takes them for a code page of Windows, shows «Céng hßa x· héi»,
and saves that as UTF-8. Which set it was is told by spelling: in the right one the words are
syllables of Vietnamese, in the others they are not.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple, TypeVar

from bantin.codepages import (
    TCVN3,
    TCVN_VN1,
    UTF8,
    VNI,
    WINDOWS_1258,
    CodePage,
    View,
    utf8_again,
    views,
)
from bantin.letter_case import restore_capitals
from bantin.syllables import is_syllable
from bantin.text import normalise

_Way = TypeVar("_Way")
_8_BIT: Final = (WINDOWS_1258, TCVN3, TCVN_VN1, VNI)
_FEWEST: Final = 2  # different words that must be spelt rightly in a set before it is believed in
_MOST_WRONG: Final = 0.25  # of the words may be foreign, or names
_MARGIN: Final = 2  # words by which it must be better than the next
_MOST_LINES: Final = 100  # that are judged one by one
_LONGEST: Final = 400  # characters of a line that are judged by themselves
_SHOWN: Final = 4  # words of a spoilt line that are shown
_LONGEST_SHOWN: Final = 60  # characters of them
_AS_IT_IS: Final = CodePage("", bytes.decode)
_SAMPLE: Final = 4_000  # bytes or characters that tell a set
_UTF16: Final = {"utf-16-le": ("UTF-16LE", b"\xff\xfe"), "utf-16-be": ("UTF-16BE", b"\xfe\xff")}
_SUSPICIOUS: Final = (
    re.compile(rb"\xc2[\x80-\x9f\xa1-\xbf]"),
    re.compile(
        rb"\xc3(?:[\x84-\x87\x8b\x8e-\x91\x96-\x98\x9b\x9c\x9e\x9f]"
        rb"|[\xa4-\xa7\xab\xae-\xb1\xb6-\xb8\xbb\xbc\xbe\xbf]|(?<=[AaEe]\xc3)[\x80-\xbf]"
        rb"|(?<=[a-z]\xc3)[\x80-\x9e]|(?<=[IOUYiouy]\xc3)[\xac\xb2])"
    ),
)
"""In UTF-8, what proper text has seldom, and spoilt text in nearly every line. Each begins with one
byte, which ``re`` finds ten times faster than one of two."""
_PROPER: Final = re.compile("[\u1ea0-\u1ef9]")  # letters that no code page of Windows has
_TOKEN: Final = re.compile(r"[^\s\x00-\x40\x5b-\x60\x7b-\x7f\u2010-\u2026]+")
_AROUND: Final = "«»·°§•¶†‡×÷¬©®™"
_SHORT_FORM: Final = re.compile("đ|(?:[a-z]{0,2}[A-ZĐĂÂÊÔƠƯ]){1,14}")  # NĐ, QyĐ; đ for đồng
NOT_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd-\uffff]")
_QUESTION: Final = re.compile(
    r"""(?<!\S)["'“‘(]*([^\W\d_]+(?:\?[^\W\d_A-Z][^\W\d_]*)+)(?=[\s.,;:!?)"'”’]|$)"""
)
_FEWEST_QUESTIONS: Final = 3  # different words with a question mark inside, as in «C?ng hòa»


class Fault(Enum):
    """What is wrong with a file's characters."""

    UNKNOWN = "not UTF-8, and no set that is known"
    LEGACY = "another character set"
    GARBLED = "UTF-8 that holds another character set"
    LOST = "letters were replaced when the file was saved"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, at its first place: line and column count from 1.

    ``name`` is that of the character set, ``shown`` some words as they are, and ``meant`` what
    they were.
    """

    fault: Fault
    line: int
    column: int
    name: str = ""
    shown: str = ""
    meant: str = ""


class Spoilt(NamedTuple):
    """How text was spoilt: bytes of a set, taken for a code page of Windows."""

    view: View
    page: CodePage

    def fits(self, text: str) -> bool:
        """Whether the view can show every letter of a text."""
        rest = self.view.run.sub("", text)
        return rest.isascii() or not any(c.isalpha() or unicodedata.combining(c) for c in rest)

    def decoded(self, line: str) -> str:
        """Return what a line was, with the capitals that the set has."""
        return self.view.run.sub(lambda run: self.page.decode(self.view.data(run[0])), line)

    def mended(self, line: str) -> str:
        """Return what a line was."""
        return restored(self.page, self.decoded(line))

    def improves(self, line: str) -> bool:
        """Whether a line is spelt better when it is mended."""
        return self.fits(line) and score(self.mended(line)).net > score(line).net


class Score(NamedTuple):
    """How many different words of a text are spelt in Vietnamese, and how many are not.

    Words of ASCII alone, words of one letter and short forms do not count.
    """

    right: int
    wrong: int

    @property
    def net(self) -> int:
        """The one less the other."""
        return self.right - self.wrong

    @property
    def is_convincing(self) -> bool:
        """Whether text with this score is Vietnamese."""
        return self.right >= _FEWEST and self.wrong <= _MOST_WRONG * (self.right + self.wrong)


def read_text(data: bytes) -> str | Finding:
    """Return the text of a file in UTF-8, or why it is none."""
    if codec := utf16_of(data):
        return Finding(Fault.LEGACY, 1, 1, _UTF16[codec][0])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = normalise(error.object[: error.start].decode())  # columns are of letters
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        page = page_of(data)
        fault = Fault.LEGACY if page else Fault.UNKNOWN
        return Finding(fault, line, column, page.name if page else "")
    if _is_suspicious(data) and (found := _garbled(_lines(text))):
        return found
    if "\ufffd" in text or data.count(b"?") >= _FEWEST_QUESTIONS:
        return _lost(_lines(text)) or text
    return text


def _lines(text: str) -> str:
    """Return text with one kind of line end, by which all lines are counted."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def utf16_of(data: bytes) -> str | None:
    """Return the codec of text in UTF-16, with or without a byte order mark, or None."""
    if b"\0" not in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    for codec, (_name, mark) in _UTF16.items():
        try:
            text = data.removeprefix(mark).decode(codec)
        except UnicodeDecodeError:
            continue
        latin = sum(c < "\u0250" or "\u1e00" <= c < "\u2100" for c in text[:_SAMPLE])
        if not NOT_TEXT.search(text) and latin > 0.9 * len(text[:_SAMPLE]):
            return codec
    return None


def page_of(data: bytes) -> CodePage | None:
    """Return the 8-bit character set of Vietnamese text, None where that is not certain."""
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    sample = b"\n".join(lines)[:_SAMPLE]
    return _best([(page, score(restored(page, page.decode(sample))), page) for page in _8_BIT])


def restored(page: CodePage, text: str) -> str:
    """Return text of a set with its capitals, where the set has not all."""
    return text if page.keeps_case else restore_capitals(text)[0]


def score(text: str) -> Score:
    """Count the words of a text."""
    words = {word for word in _words(text) if len(word) > 1 and not word.isascii()}
    right = {word for word in words if is_syllable(word)}
    wrong = {word for word in words - right if not _SHORT_FORM.fullmatch(word)}
    return Score(len(right), len(wrong | {*NOT_TEXT.findall(text)}))


def find_spoilt(text: str) -> tuple[Spoilt, int] | None:
    """Return how some lines of a text were spoilt, and the index of the first that shows it.

    All lines that look suspicious are judged together, then each by itself: in a text that is
    otherwise right, a title may be spoilt. None where nothing is certain.
    """
    lines = text.split("\n")
    suspicious = [
        index
        for index, line in enumerate(lines)
        if not line.isascii() and not _PROPER.search(line) and _is_suspicious(line.encode())
    ]
    together = "\n".join(lines[index] for index in suspicious)[:_SAMPLE]
    alone = (lines[index][:_LONGEST] for index in suspicious[:_MOST_LINES])
    for part in (together, *alone):
        way = _spoilt_as(part)
        first = next((i for i in suspicious if way and way.improves(lines[i])), None)
        if way and first is not None:
            return way, first
    return None


def _is_suspicious(data: bytes) -> bool:
    return any(pattern.search(data) for pattern in _SUSPICIOUS)


def _spoilt_as(text: str) -> Spoilt | None:
    as_it_is = score(text)
    if as_it_is.wrong < _FEWEST:
        return None
    every = (Spoilt(view, page) for view in views() for page in (*_8_BIT, UTF8, utf8_again(view)))
    ways = [way for way in every if way.fits(text)]
    if not ways:
        return None
    rows = [(way.page, score(way.mended(text)), way) for way in ways]
    return _best([(_AS_IT_IS, as_it_is, None), *rows])


def _garbled(text: str) -> Finding | None:
    found = find_spoilt(text)
    if not found:
        return None
    way, index = found
    line = text.split("\n")[index]
    words = list(_TOKEN.finditer(line))
    start = next((word.start() for word in words if _is_wrong(word[0])), 0)
    piece = line[start : start + _LONGEST_SHOWN]
    shown = " ".join(piece.split()[:_SHOWN])
    mended = " ".join(way.mended(piece).split()[:_SHOWN])
    return Finding(Fault.GARBLED, index + 1, start + 1, way.page.name, shown, mended)


def _is_wrong(word: str) -> bool:
    return score(word).wrong > 0


def _lost(text: str) -> Finding | None:
    """Return where letters were replaced by U+FFFD, or by question marks inside words."""
    start = text.find("\ufffd")
    if start < 0:
        words = list(_QUESTION.finditer(text))
        if len({word[1] for word in words}) < _FEWEST_QUESTIONS:
            return None
        start = words[0].start(1)
    line = text.count("\n", 0, start) + 1
    begin = text.rfind("\n", 0, start) + 1
    before, after = text[begin:start], text[start : start + _LONGEST_SHOWN]
    shown = re.split(r"\s", before[-_LONGEST_SHOWN:])[-1] + re.split(r"\s", after)[0]
    return Finding(Fault.LOST, line, start - begin + 1, shown=shown)


def _best(rows: Sequence[tuple[CodePage, Score, _Way]]) -> _Way | None:
    """Return the way with the best score, None where none convinces or another set is near."""
    ranked = sorted(rows, key=lambda row: row[1].net, reverse=True)
    page, first, best = ranked[0]
    second = next(found.net for other, found, _ in ranked if other.name != page.name)
    return best if first.is_convincing and first.net >= second + _MARGIN else None


def _words(text: str) -> Iterator[str]:
    for token in _TOKEN.findall(unicodedata.normalize("NFC", text)):
        yield token.strip(_AROUND)
