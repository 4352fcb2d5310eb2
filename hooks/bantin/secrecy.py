"""Find markings of secrecy in a text: the stamp, not the word.

The levels are Tuyệt mật, Tối mật and Mật (Law on the Protection of State Secrets 29/2018/QH14,
article 8; since 1 March 2026 Law 117/2025/QH15). A stamp stands alone, in brackets, after a label
such as «Độ mật:», or in capitals beside what it marks; a sentence about secrets mentions them.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bantin.lookalikes import accents, looks, skeleton
from bantin.secrecy_context import Hit, marks_its_line
from bantin.secrecy_mentions import is_enumerated, is_one_of_several, is_wrapped
from bantin.secrecy_shown import FILLERS, attributes, unescaped, views, without_signs
from bantin.secrecy_typing import as_meant

# Letters of «mật» with any sign or blank between them; á, ă and so on make other words.
_GAP: Final = rf"[\W_{FILLERS}]{{0,40}}"
_A: Final = looks("a", "\u0302\u0323")
_HINT: Final = re.compile(
    f"[{looks('m')}]{_GAP}[4@{_A}]{_GAP}[{looks('t')}](?![^\\W\\d_\u00b2\u00b3\u00b9])"
)
_ORDINARY: Final = re.compile(  # by far the most frequent; the rest is looked at closely
    r"(?:bí|bảo|cơ) mật\b|(?<!tối )(?<!tuyệt )\bmật (?:khẩu|độ|mã|ong|thiết)\b", re.IGNORECASE
)
_SUFFIXED: Final = re.compile(r"\((?:M|TM|TuM|TUYM)\)")  # Số: 12/BC-UBND(M)
_SUFFIXES: Final = {"(M)": "MẬT", "(TM)": "TỐI MẬT"}
_NUMBERED: Final = re.compile(
    r"[\W_]*(?:số|so|number|ký hiệu)?[\s:.\"']*\d[^\W_]{0,3}[/-][\w/&.-]*\s*$", re.IGNORECASE
)
_SCANNED: Final = re.compile(r"T(?:UY\w|\w)[TI][ \t]+M\wT\b")  # TỐI MẶT for TỐI MẬT
_MOST: Final = 20  # markings that are told of one text
# Nobody speaks of secrets more often in a line, or in a text; who does hides something.
_MOST_IN_A_LINE: Final = 1_000
_MOST_IN_A_TEXT: Final = 20_000
_LONGEST_STAMP: Final = 400
_NEAR: Final = 40
_BREAK: Final = re.compile(  # ends of lines and cells, texts and titles of links, comments of YAML
    r"[\n\t|\x0b\x0c\x1e\x1f]|\]\((?:[^()\s\"']{0,300} {1,9}[\"'(])?| {3,}| #+ "
)
_KEY: Final = re.compile(
    r"[ \t]*(?:- +)?[\"']?([\w\u2060 -]+?)[\"']?:(?:[ \t]+[&!]\S*)?[ \t]+|[ \t]*- +"
)
_NO: Final = re.compile(r"(?:no|false|không|khong|0|null|~|\W)*$", re.IGNORECASE)
_ENTRY: Final = re.compile(r"(?:[^,{}\[\]:]|:(?! ))+")  # of a list or a mapping in one line
_ITEM: Final = re.compile(
    r"\s*(?:\[[^\]\s]+\]:(?:\s+\S+(?=\s+[\"'(]))?|[-+•–>#]+(?:\s+\[[ xX]\])?"
    r"|(?:\d{1,3}|[ivx]{1,5})[.)]|[a-zđ][.)](?!\s*[^\W\d_][.)])|(?:!!!|\?\?\?\+?)\s+\w+"
    r"|(?:hình|ảnh|bảng|biểu|phụ lục)\s\d{1,3}[.:])[\s\u2060]+",
    re.IGNORECASE,
)

# A level in folded letters.
_FIRST: Final = "(?:tu[yi]et|toi)"
_FIRST_NAMES: Final = {"u": "TUYỆT", "o": "TỐI"}  # by the second letter
_LEVEL: Final = f"(?:{_FIRST}?mat)"
_BESIDE: Final = (  # what a stamp may say besides, all its letters together
    "(?:(?:mucdo|capdo|dauchido|dauchi|dau|muc|cap|do)(?:bao)?mat|phanloai|secrecy|level"
    "|(?:top)?secret|confidential|khan|thuongkhan|hoatoc|hengio|ban|so|lan|luuhanhnoibo|khongsaochup|camsaochup"
    "|chinguoicotenmoiduocbocbi|docxongtralai|xemxongtralai)"
)
_ALONE: Final = re.compile(f"{_BESIDE}*?(?P<level>{_LEVEL})(?:{_BESIDE}|{_LEVEL})*")
_S: Final = r"[\W_]{1,4}"
_WRITTEN: Final = re.compile(r"(?:[a-z]{3,}[\W_]{1,3})?[a-z]{3,}")  # and not letter by letter
_PIECE: Final = re.compile(  # of a line: what brackets, dashes and colons part
    r"(?:(?!\s[-\u2010-\u2015•·/]\s|[\u2013\u2014]|:\s)[^()\[\]{}«»‹›【】（）]){3,}"
)
_CODE: Final = re.compile(r"mat\d", re.IGNORECASE | re.ASCII)
_RUNNING: Final = re.compile(
    rf"(?<![a-z])(?:{_FIRST}[\W_]{{0,3}})?mat(?![a-z])"
    rf"|(?<![a-z])(?:(?:t{_S}u{_S}y{_S}e{_S}t|t{_S}o{_S}i)[\W_]{{1,9}})?m{_S}a{_S}t(?![a-z])"
)
_ACCENTS: Final = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
_LEET: Final = {"4": "a", "@": "a", "0": "o", "1": "i", "3": "e"}


@dataclass(frozen=True, slots=True)
class Marking:
    """A marking: where in the text it begins, and which level it names."""

    start: int
    level: str


def markings(text: str) -> list[Marking]:
    """Return the markings of secrecy in *text*, in order, at most one a line or cell."""
    seen = as_meant(unescaped(text))
    found = {one.start: one for view in views(seen) for one in _in_shown(view)}
    values = (
        Marking(start + one.start, one.level)
        for start, value in attributes(seen)
        for one in _in_shown(value)
    )
    found |= {one.start: one for one in islice(values, _MOST)}
    return [found[start] for start in sorted(found)]


def place_of(text: str, start: int) -> tuple[int, int]:
    """Return the line and the column of a place in *text*."""
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _in_shown(text: str) -> Iterator[Marking]:
    for hit in _SUFFIXED.finditer(text):
        start, _end = block_of(text, hit.start(), hit.end())
        if _NUMBERED.match(text[start : hit.start()]):
            yield Marking(hit.start(), _SUFFIXES.get(hit[0], "TUYỆT MẬT"))
    for hint in (_HINT, _SCANNED):
        if hint.search(text):
            yield from islice(_hinted_at(without_signs(text), hint), _MOST)


def _hinted_at(text: str, hint: re.Pattern[str]) -> Iterator[Marking]:
    front = max(text.find("\n---", 3), 0) if text.startswith("---") else 0
    done = judged = 0
    for hit in hint.finditer(text):
        other = _ORDINARY.search(text, max(0, hit.start() - 4), hit.end() + 6)
        if hit.end() <= done or (other and other.start() <= hit.start() < other.end()):
            continue
        start, done = block_of(text, hit.start(), hit.end())
        judged += 1
        if judged > _MOST_IN_A_TEXT:
            yield Marking(hit.start(), "MẬT")
            return
        if marking := _judged(text, start, done, in_front=done <= front):
            yield marking


def block_of(text: str, first: int, last: int) -> tuple[int, int]:
    """Return from where to where the lines or cells reach in which a hit stands."""
    start = text.rfind("\n", 0, first) + 1
    for cut in _BREAK.finditer(text, start, first):
        start = cut.end()
    cut_after = _BREAK.search(text, last)
    return start, cut_after.start() if cut_after else len(text)


def _judged(text: str, start: int, end: int, *, in_front: bool) -> Marking | None:
    """Return the marking that a block of the text is or holds, None if it only mentions."""
    if in_front and (key := _KEY.match(text, start, end)):
        if marking := _in_front(text, key, end):
            return marking
        start = key.end()
    elif item := _ITEM.match(text, start, end):
        start = item.end()
    block = text[start:end]
    plain = "".join(map(skeleton, block))
    level, begins = _alone(block, plain)
    if level:
        if is_one_of_several(text, start, end) or _is_wrapped(text, start, end):
            return None
        return Marking(start + begins, _with_line_above(level, text, start))
    for piece in _PIECE.finditer(plain):
        level, begins = _alone(block[piece.start() : piece.end()], piece[0])
        begins += piece.start()
        if level and _is_odd(block, plain, begins, piece.end()):
            return Marking(start + begins, level)
    for count, match in enumerate(_RUNNING.finditer(plain)):
        if count > _MOST_IN_A_LINE or _is_marking(block, plain, match, in_front=in_front):
            return Marking(start + match.start(), _level(match[0]))
    return None


def _with_line_above(level: str, text: str, start: int) -> str:
    """Return a level whose first word may stand on the line above: TUYỆT / MẬT."""
    above = text[max(0, start - _NEAR) : start].rstrip("\n |>#-\u2060").rsplit("\n", 1)[-1][-12:]
    word = "".join(letter for letter in map(skeleton, above) if letter.isalpha())
    if level == "MẬT" and re.fullmatch(_FIRST, word):
        return f"{_FIRST_NAMES[word[1]]} {level}"
    return level


def _in_front(text: str, key: re.Match[str], end: int) -> Marking | None:
    """Return the marking that a key of the front matter is, or an entry of its value."""
    name = key[1] or ""
    level, begins = _alone(name, "".join(map(skeleton, name)))
    if level and not _NO.match(text, key.end(), end):  # «tuyet-mat: có»
        return Marking(key.start(1) + begins, level)
    entries = _ENTRY.finditer(text, key.end(), end) if text[key.end()] in "[{" else ()
    found = (_judged(text, *entry.span(), in_front=False) for entry in entries)
    return next(filter(None, found), None)


def _is_marking(block: str, plain: str, match: re.Match[str], *, in_front: bool) -> bool:
    places = [place for place in range(*match.span()) if plain[place].isalpha()]
    is_spelled = _is_spelled(block, places)
    hit = Hit(block, plain, places[0], places[-1] + 1, in_front=in_front, is_spelled=is_spelled)
    return (is_spelled or _is_scanned(block, places)) and marks_its_line(hit)


def _is_odd(block: str, plain: str, start: int, end: int) -> bool:
    """Whether a piece of a line, a level with signs or words to it, is written as no word is."""
    word = _RUNNING.match(plain, start, end)
    if word and _WRITTEN.fullmatch(word[0]):
        return not block[start].islower() and any(c.isalpha() for c in plain[word.end() : end])
    return not is_enumerated(plain[max(0, start - _NEAR) : start], plain[end : end + _NEAR])


def _is_wrapped(text: str, start: int, end: int) -> bool:
    """Whether a line break or a wide blank parts «mật» from the rest of its word or sentence."""
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if text[start:end] == text[start:end].upper():  # a word in capitals, if any
        before = before if before[-8:] == before[-8:].upper() else ""
        after = after if after[:6] == after[:6].upper() else ""
    return is_wrapped("".join(map(skeleton, before)), "".join(map(skeleton, after)))


def _alone(block: str, plain: str) -> tuple[str, int]:
    """Return the level, if a block holds a stamp and nothing else, and where it begins there."""
    if len(block) > _LONGEST_STAMP:
        return "", 0
    for leet in ({}, _LEET):
        letters = [(leet.get(c, c), at) for at, c in enumerate(plain) if c.isalpha() or c in leet]
        if found := _ALONE.fullmatch("".join(letter for letter, _ in letters)):
            levels = {*map(_level, re.findall(_LEVEL, found[0][found.start("level") :]))}
            places = [place for _, place in letters[found.start("level") : found.end("level")]]
            is_code = _CODE.match(block, places[0])  # MAT101 is no stamp
            is_spelled = _is_spelled(block, places) or _is_scanned(block, places)
            if len(levels) == 1 and is_spelled and not is_code:
                return _level(found["level"]), places[0]
    return "", 0


def _level(folded: str) -> str:
    """Return the level that the letters of a stamp name."""
    letters = [letter for letter in folded if letter.isalpha()]
    return f"{_FIRST_NAMES[letters[1]]} MẬT" if letters[0] == "t" else "MẬT"


def _is_spelled(block: str, places: list[int]) -> bool:
    """Whether the accents are those of the level, some of them perhaps left out.

    Mắt, mất, mát and mặt are other words.
    """
    return all(_marks(block, place) <= _allowed(block[place]) for place in places)


def _is_scanned(block: str, places: list[int]) -> bool:
    """Whether the level is two words in capitals, with accents that a scanner mistook."""
    is_one_word = skeleton(block[places[0]]) == "m"
    return not is_one_word and not any(block[place].islower() for place in places)


def _marks(block: str, place: int) -> set[str]:
    """Return the accents of a letter, those that follow it among them; a stroke is none."""
    marks = {*accents(block[place])}
    while (place := place + 1) < len(block) and unicodedata.combining(block[place]):
        marks.add(block[place])
    return marks & _ACCENTS


def _allowed(letter: str) -> set[str]:
    return {"\u0302", "\u0301"} if skeleton(letter) == "o" else {"\u0302", "\u0323"}
