"""Find stamps that keep a document inside: LƯU HÀNH NỘI BỘ and XEM XONG TRẢ LẠI.

They are markings of circulation (Decree 30/2020/NĐ-CP, Appendix I, part II): a sentence about
them is none.
"""

import re
from typing import Final

from bantin.lookalikes import skeleton
from bantin.secrecy import Marking, block_of

_MARKS: Final = {
    "luuhanhnoibo": "LƯU HÀNH NỘI BỘ",
    "xemxongtralai": "XEM XONG TRẢ LẠI",
    "docxongtralai": "XEM XONG TRẢ LẠI",
}
_G: Final = r"[\W_]{0,5}"
_HINT: Final = re.compile(
    rf"[lL]{_G}[ưƯuU]{_G}[uU]{_G}[hH]{_G}[àÀaA]{_G}[nN]{_G}[hH]"
    rf"|[xXđĐdD]{_G}(?:[eE]{_G}[mM]|[ọỌoO]{_G}[cC]){_G}[xX]{_G}[oO]{_G}[nN]{_G}[gG]{_G}[tT]"
)
_ALONE: Final = re.compile(
    "(?:tailieu|vanban|phamvi|circulation|chi)?(?P<mark>luuhanhnoibo|(?:xem|doc)xongtralai)+[a-z]{0,3}"
)
_INSIDE: Final = re.compile(
    r"l[uư]u\W+h[aà]nh\W+n[oộ]i\W+b[oộ]|(?:xem|đọc)\W+xong\W+tr[aả]\W+l[aạ]i", re.IGNORECASE
)
_CLOSED: Final = re.compile(r"[(\[]\W*$")


def circulation_marks(text: str) -> list[Marking]:
    """Return the stamps of circulation in *text*, at most one a line or cell."""
    found = []
    done = 0
    for hit in _HINT.finditer(text):
        if hit.end() > done:
            start, done = block_of(text, hit.start(), hit.end())
            if mark := _mark(text[start:done]):
                found.append(Marking(start, mark))
    return found


def _mark(block: str) -> str:
    """Return the stamp that a block is or holds, nothing if it only mentions one."""
    letters = "".join(letter for letter in map(skeleton, block[:200]) if "a" <= letter <= "z")
    if alone := _ALONE.fullmatch(letters):
        return _MARKS[alone["mark"]]
    for match in _INSIDE.finditer(block):
        rest = block[: match.start()] + block[match.end() :]
        stands_out = match[0].isupper() and any(letter.islower() for letter in rest)
        is_set_off = _CLOSED.search(block[: match.start()]) and block[match.end() :][:1] in ")]"
        if stands_out or is_set_off:
            letters = "".join(letter for letter in map(skeleton, match[0]) if letter.isalpha())
            return _MARKS[letters]
    return ""
