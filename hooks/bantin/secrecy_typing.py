"""Levels of secrecy as they were typed or set: keys of Telex and VNI, letters of old fonts.

«maatj» and «ma65t» are «mật» where the typing program was off; «mËt» and «maät» are «mật» in
fonts of TCVN3 and VNI, «máº\u00adt» in UTF-8 that was read as Windows-1252.
"""

import re
from typing import Final

UNSEEN: Final = "\u2060"  # fills up what is not seen, so that places stay what they are

_TUYET: Final = r"tuy(?:[eêẹệ][ej56]{0,3}t[ej56]{0,2}|öt|eät|á»[^\w\s]?t)"
_TOI: Final = r"t(?:[oôóố][os16]{0,3}i[os16]{0,2}|èi|oái|á»[^\w\s]?i)"
_KEYS: Final = r"(?:aj|ja|j|jj|[56]{2})"
_MAT: Final = (  # «mata» and «mat5» are no keys, but words and codes
    rf"m(?:[aâạậ]a?{_KEYS}t|[aâạậ]a?t{_KEYS}|aj?ta?j|[aâạậ]jta|[aâạậ][56]t[56]?|[aạ]at"
    r"|ët|aät|áº[¬\u00ad]t)"
)
_HINT: Final = re.compile(r"[mM](?:[aâạậAÂẠẬ][aj56AJäÄ]|[aâậAÂẬ][tT][aj56AJ]|[ëË]|[áÁ]º)")
_TYPED: Final = re.compile(
    rf"(?<![^\W\d_])(?:(?P<first>{_TUYET}|{_TOI})(?P<gap>[\W_]{{0,3}}))?(?P<mat>{_MAT})(?![^\W_])",
    re.IGNORECASE,
)


def as_meant(text: str) -> str:
    """Return *text*, its length kept, with the levels as they were meant."""
    return _TYPED.sub(_meant, text) if _HINT.search(text) else text


def _meant(match: re.Match[str]) -> str:
    first, gap, mat = match.group("first", "gap", "mat")
    meant = _cased("mật", mat)
    if first:
        meant = _cased("tuyệt" if first[1] in "uU" else "tối", first) + gap + meant
    return meant.ljust(len(match[0]), UNSEEN)


def _cased(word: str, written: str) -> str:
    if written[0].islower():
        return word
    return word.upper() if written.isupper() else word.capitalize()
