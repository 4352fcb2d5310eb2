"""The shapes of numbers in running text, and the text made ready to be searched."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from bantin.text import fold

_LETTER: Final = r"[^\W\d_]"
_SEP: Final = r"[-/\u2010-\u2015]"
# Blanks that printers and typists leave around a separator. A line may end behind one; before a
# hyphen it may not, as the hyphen of a list stands there.
_SPACED_SEP: Final = rf" {{0,3}}{_SEP}(?: {{0,3}}|\n)"
_GLUED_WORD: Final = "(?=(?:ngày|của|về|và|quy|hướng|ban|sửa)(?!\\w))"
_PART: Final = rf"{_LETTER}[\w&]{{0,24}}(?!\w)"
# The first digit is looked for alone, as that is fast; what stands before it is looked at then.
_FIRST: Final = (
    r"[0-9](?:(?<![\w/][0-9])|(?<=[sS]ố[0-9])|(?<=SỐ[0-9]))(?<![0-9][.,][0-9])(?<!\w-[0-9])"
    r"(?<![^\W\d_ốo]\.[0-9])"
)
NUMBER: Final = re.compile(
    rf"(?P<serial>{_FIRST}[0-9]{{0,6}}[A-Za-zđĐ]?)"
    rf"(?P<sep>{_SPACED_SEP}|(?=[A-ZĐ][A-ZĐa-z])| (?=[A-ZĐ]{{2,8}}[-/][A-ZĐ]))"
    rf"(?:(?P<year>(?:19|20)[0-9]{{2}})(?P<sep2>{_SPACED_SEP}))?"
    rf"(?P<code>{_LETTER}{{1,14}}(?:[0-9]{{1,2}}{_GLUED_WORD}|[0-9]{{0,2}}(?!\w)))"
    rf"(?P<rest>(?:{_SPACED_SEP}{_PART})?"
    rf"(?:(?:{_SEP} ?| {_SEP}){_PART}|\.[A-ZĐ]{{1,8}}(?!\w)|&{_PART})*"
    rf"(?:\([A-ZĐ0-9]{{1,8}}\))?)"
)
_REST: Final = re.compile(rf"(?P<sep>{_SPACED_SEP}|[.&])(?P<part>[\w&]+)|(?P<unit>\([^)]*\))")
BARE: Final = re.compile(
    r"[sS](?:ố|Ố|o)\.?:?\s?(?P<serial>[0-9]{1,6}[a-zđ]?)"
    r"(?=,?\s{1,3}\(?(?:(?:ký|ban hành)\s+)?ngày[\s…._]{0,12}(?:[0-9]|tháng))"
)
_ABBREVIATION: Final = re.compile(r"[^\W\d_]*[A-Z&ĐƯ][A-Z&ĐƯa-z0-9đ]*")
# A word that has lost the blank before it: «NĐ-CPngày».
_GLUED: Final = re.compile(r"(?:TTg|[A-ZĐƯ&]{2,})[0-9]{0,2}(?=[^\W\d_A-ZĐ]{2,}$)")
_MIXED: Final = frozenset(["TTrg", "ThTr"])  # abbreviations with two small letters
_FILE: Final = re.compile(
    r"\.(?:docx?|pdf|xlsx?|pptx?|odt|ods|rtf|zip|rar|txt|html?|md|jpe?g|png)\b"
)
_ADDRESS: Final = re.compile(r"://|www\.|@|\.(?:vn|com|org|net)/|\?\w+=", re.IGNORECASE)
OTHER_LETTERS: Final = re.compile("[\u00d0\u0189\u00f0\u0256\uff0f]")  # typed for Đ, đ and /
ODD: Final = re.compile("[\u200b\u2060\ufeff\u00ad]")
# What a character is for the search; one for one, so that no place moves. Ð and Ɖ look like Đ.
_MEANT: Final = str.maketrans(
    {**dict.fromkeys("\u00a0\u202f\u2009\t", " "), **dict.fromkeys("\u00d0\u0189", "Đ")}
    | {"\u00f0": "đ", "\u0256": "đ", "\uff0f": "/"}
)
_UNUSUAL: Final = re.compile(f"[{ODD.pattern[1:-1]}{''.join(map(chr, _MEANT))}]")
_LONGEST_ADDRESS: Final = 400  # characters


def clean(text: str) -> tuple[str, list[int] | None]:
    """Return *text* in NFC with plain spaces and Đ, and the place of each character in *text*.

    The places are None where nothing has moved.
    """
    if unicodedata.is_normalized("NFC", text):
        if not _UNUSUAL.search(text):
            return text, None
        if not ODD.search(text):
            return text.translate(_MEANT), None
    clean: list[str] = []
    offsets: list[int] = []
    index = 0
    while index < len(text):
        stop = index + 1
        while stop < len(text) and unicodedata.combining(text[stop]):
            stop += 1
        piece = unicodedata.normalize("NFC", text[index:stop]).translate(_MEANT)
        if not ODD.match(piece):
            clean.append(piece)
            offsets += [index] * len(piece)
        index = stop
    offsets.append(len(text))
    return "".join(clean), offsets


def number_end(match: re.Match[str], codes: frozenset[str]) -> int | None:
    """Return where a number ends: before the first part that is no abbreviation; None if none is.

    *codes* are the codes of types, folded: a number all in small letters needs one.
    """
    code = match["code"]
    lower = code.islower()
    if lower and fold(code.rstrip("0123456789")) not in codes:
        return None
    if not lower and not _is_abbreviation(code):
        return None
    end = match.end("code")
    for part in _REST.finditer(match["rest"]):
        if part["part"] and not (
            (lower and part["part"].islower() and len(part["part"]) <= len("bnnptntvks"))
            or _is_abbreviation(part["part"])
        ):
            if glued := _GLUED.match(part["part"]):
                end = match.start("rest") + part.start("part") + glued.end()
            break
        end = match.start("rest") + part.end()
    return end


@lru_cache(maxsize=8192)  # the same abbreviations come again and again
def _is_abbreviation(part: str) -> bool:
    if not _ABBREVIATION.fullmatch(part) or not part[0].isupper():
        return False
    small = sum(c.islower() for c in part)
    return small <= 1 or part in _MIXED


def is_file_or_address(text: str, start: int, end: int) -> bool:
    """Whether the span is part of the name of a file or of a web address."""
    if _FILE.match(text, end) or text.startswith("_", end):
        return True
    window = text[max(0, start - _LONGEST_ADDRESS) : start]
    run = window[max(window.rfind(" "), window.rfind("\n")) + 1 :]
    return len(run) > len("http") and _ADDRESS.search(run) is not None
