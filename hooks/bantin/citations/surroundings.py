"""What stands around a number in a text: words for types, dates, issuers, the sentence."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from bantin.dates import DocumentDate, NoSuchDayError, NotADateError, parse_date
from bantin.number_rules import number_rules
from bantin.rules import TypeRegistry, builtin_types
from bantin.text import fold

ANY: Final = "*"  # a word for documents of any type: the code tells which
_LEFT: Final = 72  # characters that can hold a type's name and «số»
_LONGEST_NAME: Final = 4  # words
_MOST_TOLD: Final = 16384
_WORD: Final = re.compile(r"\S+")
_OPENING: Final = "([{“\"'«*_-–•+"
_PARTS_OF_LAWS: Final = frozenset(["Điều", "Khoản", "Điểm", "Chương", "Mục"])
_DATE: Final = (
    r"[Nn]gày[\s…._]{0,12}(?:(?P<day>[0-9]{1,2})\s{0,2}[/.-]\s{0,2}(?P<month>[0-9]{1,2})"
    r"(?:\s{0,2}[/.-]\s{0,2}(?P<year>[0-9]{4})|(?![0-9/.-]))"
    r"|(?P<day2>[0-9]{1,2})?[\s…._]{0,12}tháng[\s…._]{0,12}(?P<month2>[0-9]{1,2})?[\s…._]{0,12}"
    r"năm\s*(?P<year2>[0-9]{4}))"
)
_DATE_AFTER: Final = re.compile(
    r"[*_”\"»]{0,3}(?:\]\([^)\s]{0,300}\))?\s{0,3}[,;(]?\s{0,3}(?:(?:được\s+)?(?:ký|ban\s+hành)\s+)?"
    + _DATE
)
_OF: Final = re.compile(r"\)?\s{0,2},?\s{0,2}(?P<of>(?:của|do)\s+)?")
_ISSUER: Final = re.compile(r"[^,.;:()\[\]“”\"«»\n]{2,100}(?:\n(?!\n)[^,.;:()\[\]“”\"«»\n]{1,60})?")
_BEFORE: Final = re.compile(
    _DATE + r",?\s+(?P<issuer>[^,.;:()\n]{2,70}?)\s+(?:đã\s+)?ban\s+hành\s+$"
)
_CAPITALS: Final = "A-ZĂÂĐÊÔƠƯÀ-Ý" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
# One set of characters first: that is what makes the search fast.
_SENTENCE_END: Final = re.compile(
    rf"[.!?…;:\n](?:(?<=[.!?…])[”\"»)]?\s+(?=[\"“«(]?[{_CAPITALS}])|(?<=[.;:!?])\s*\n"
    rf"|(?<=\n)(?:\s*\n|(?=\s*(?:[-–•+*0-9{_CAPITALS}]))))"
)
_SENTENCE_LONGEST: Final = 600


@dataclass(frozen=True, slots=True)
class Left:
    """What stands before a number: where the mention begins, and what the words say."""

    start: int
    type_id: str | None = None  # None: no word for a type; "" a type of no id
    has_so: bool = False
    is_other: bool = False  # a form, an annex, an address, an account
    is_alone: bool = False  # nothing before it on its line


@dataclass(frozen=True, slots=True)
class _Told:
    """What *count* words say: the type, None where no document is meant.

    ``opening`` counts the brackets and quotation marks before them.
    """

    count: int
    kind: str | None
    opening: int = 0


class Words:
    """The words for types before a number, of one registry."""

    def __init__(self, types: TypeRegistry) -> None:
        rules = number_rules()
        named = {kind.label.lower(): kind.id for kind in types.values() if not kind.news}
        self._named = named | dict(rules.words)
        self._folded = {fold(word): kind for word, kind in self._named.items()}
        self._codes: dict[str, str] = {}
        for kind in types.values():
            for entry in kind.codes:
                if len(entry.code) > 1:
                    self._codes.setdefault(entry.code, kind.id)
        # Short for a type whose code says two: the letters beside a number decide nothing.
        self._codes |= {"QĐ": ANY, "TT": ANY, "NQLT": "nghi-quyet"}
        self._codes = {code: kind for code, kind in self._codes.items() if code not in ("SL", "QH")}
        self._not_documents = rules.not_documents
        self._before = rules.before
        self._told: dict[tuple[str, ...], _Told | None] = {}  # the same words come again and again

    def left_of(self, text: str, start: int) -> Left:
        """Read what stands before the number at *start*."""
        words, is_alone = _words_before(text, start)
        while words and not words[-1][0].strip(_OPENING):
            words.pop()
        has_so = bool(words) and words[-1][0].lower().strip(_OPENING) in self._before
        if has_so:
            words.pop()
        last = tuple([word for word, _ in words[-_LONGEST_NAME - 1 :]])
        if last not in self._told:
            if len(self._told) >= _MOST_TOLD:
                self._told.clear()
            self._told[last] = self._tell(last)
        told = self._told[last]
        if told is None:
            return Left(start, None, has_so, is_alone=is_alone and not has_so)
        if told.kind is None:
            return Left(start, None, has_so, is_other=True)
        return Left(words[-told.count][1] + told.opening, told.kind, has_so)

    def _tell(self, words: tuple[str, ...]) -> "_Told | None":
        """Return what the last words before a number say, None where they say nothing."""
        for count in range(min(_LONGEST_NAME, len(words)), 0, -1):
            phrase = " ".join(words[-count:])
            bare = phrase.lstrip(_OPENING)
            lowered = bare.lower()
            kind = self._kind(lowered, bare, count)
            if kind is not None:
                is_form = len(words) > count and words[-count - 1].lower().endswith("mẫu")
                return _Told(count, None if is_form else kind, len(phrase) - len(bare))
            glued = count == 1 and lowered.endswith(("mẫu", "mẫu:", "biểu"))
            if glued or lowered.rstrip(":.") in self._not_documents:
                return _Told(count, None)
        return None

    def _kind(self, lowered: str, written: str, count: int) -> str | None:
        lowered = lowered.rstrip(":")
        kind = self._named.get(lowered)
        if kind is None and lowered.isascii():
            kind = self._folded.get(lowered)
        if kind is None and count == 1:
            kind = self._codes.get(written)
        return kind


def _words_before(text: str, start: int) -> tuple[list[tuple[str, int]], bool]:
    """Return the whole words before *start* in its paragraph, and whether its line begins there."""
    begin = max(0, start - _LEFT)
    window = text[begin:start]
    paragraph = window.rfind("\n\n") + 2
    if paragraph > 1:
        begin, window = begin + paragraph, window[paragraph:]
    line = window.rsplit("\n", 1)[-1]
    is_alone = not line.strip(" \t-–•+*_") and (begin == 0 or "\n" in text[begin - 1 : start])
    words = [(match[0], begin + match.start()) for match in _WORD.finditer(window)]
    if words and begin and words[0][1] == begin and not text[begin - 1].isspace():
        del words[0]
    return words, is_alone


@cache
def _issuer_begins() -> re.Pattern[str]:
    names = sorted(number_rules().issuer_begins, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


def right_of(text: str, end: int) -> tuple[DocumentDate | None, str, bool]:
    """Read the date and the issuer after a number that ends at *end*.

    Returns (date, issuer, whether «ngày» and figures follow the number at once).
    """
    matched = _DATE_AFTER.match(text, end)
    date = _date(matched) if matched else None
    issuer, after = _issuer(text, matched.end() if matched else end, needs_of=matched is None)
    if matched is None and issuer:
        later = _DATE_AFTER.match(text, after)
        date = _date(later) if later else None
    return date, issuer, matched is not None


def left_date(text: str, start: int) -> tuple[DocumentDate | None, str]:
    """Read «Ngày 05/9/2023, … ban hành» before the mention that begins at *start*."""
    if not text[max(0, start - 12) : start].rstrip().endswith("hành"):
        return None, ""
    match = _BEFORE.search(text[max(0, start - 140) : start])
    if match is None or not _issuer_begins().match(match["issuer"]):
        return None, ""
    return _date(match), " ".join(match["issuer"].split())


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence that holds the span, blanks as single spaces."""
    begin = max(0, start - _SENTENCE_LONGEST // 2)
    stop = min(len(text), end + _SENTENCE_LONGEST // 2)
    first, last = begin, stop
    for match in _SENTENCE_END.finditer(text, begin, start):
        if match.end() <= start:
            first = match.end()
    if after_it := _SENTENCE_END.search(text, end, stop):
        last = after_it.start() + (0 if after_it[0].startswith("\n") else 1)
    before = "… " if first == begin and begin else ""
    after = " …" if last == stop and stop < len(text) else ""
    quoted = " ".join(text[first:last].replace("\ufffc", " ").split())
    return before + unicodedata.normalize("NFC", quoted) + after


def _date(match: re.Match[str]) -> DocumentDate | None:
    day, month = match["day"] or match["day2"], match["month"] or match["month2"]
    year = match["year"] or match["year2"]
    if not year:
        return None
    parts = [part for part in (day if month else None, month, year) if part]
    text = "-".join(reversed([part.zfill(2) for part in parts]))
    try:
        return parse_date(text)
    except (NotADateError, NoSuchDayError):
        return None


def _begins_another(words: list[re.Match[str]], index: int) -> bool:
    """Whether another issuer or another document is named from here («và Nghị định …»)."""
    rest = [word[0] for word in words[index : index + _LONGEST_NAME]]
    if _issuer_begins().match(rest[0]) or rest[0] in _PARTS_OF_LAWS:
        return True
    return any(" ".join(rest[:count]).lower() in _names() for count in range(1, len(rest) + 1))


@cache
def _names() -> frozenset[str]:
    labels = [kind.label.lower() for kind in builtin_types().values()]
    return frozenset([*labels, *number_rules().words])


def _issuer(text: str, position: int, *, needs_of: bool) -> tuple[str, int]:
    of = _OF.match(text, position)
    if of is None or (needs_of and not of["of"]):
        return "", position
    match = _ISSUER.match(text, of.end())
    if match is None:
        return "", position
    if not _issuer_begins().match(match[0]) or not (of["of"] or match[0][0].isupper()):
        return "", position
    name, end = _issuer_at_start(match[0])
    return (name, of.end() + end) if name else ("", position)


@lru_cache(maxsize=8192)
def _issuer_at_start(text: str) -> tuple[str, int]:
    """Return the issuer that *text* begins with, and where it ends; offices name few."""
    ends = number_rules().issuer_ends
    words = list(_WORD.finditer(text))
    kept = 0
    for index, word in enumerate(words):
        following = words[index + 1][0] if index + 1 < len(words) else ""
        pair = f"{word[0]} {following}"
        if word[0] == "và" and following[:1].isupper() and not _begins_another(words, index + 1):
            kept = index + 1
            continue
        if pair in ends or (index and word[0] in ends):  # «Ban hành» is no office
            break
        kept = index + 1
    if not kept:
        return "", 0
    return " ".join(word[0] for word in words[:kept]), words[kept - 1].end()
