"""What readers are shown of a text that is written in Markdown, HTML or YAML, its length kept.

Every place stays what it is: what is not shown becomes signs that have no width.
"""

import html
import re
from collections.abc import Iterator
from typing import Final

from bantin.secrecy_typing import UNSEEN

FILLERS: Final = "\u115f\u1160\u3164\uffa0"  # letters by their category, but not seen
_TAG: Final = re.compile(
    r"</?(?![a-z]*mat\W)[a-z][a-z0-9]*(?:\s[^<>]{0,300})?/?>", re.IGNORECASE | re.ASCII
)
_COMMENT: Final = re.compile(r"<!--.{0,300}?-->", re.DOTALL)
_VALUE: Final = re.compile(  # of an attribute: alt="", {: title=''}
    r"=\s{0,3}(?:\"([^\"\n]{1,400})|'([^'\n]{1,400})|([^\W\d_]{3,9}(?![^\s>])))"
)
_TURNED: Final = re.compile("(?<=\u202e)[^\u202c\n]{1,400}")
_SIGNS: Final = re.compile(rf"[*_~`\\{FILLERS}]+")
_ESCAPED: Final = re.compile(
    r"&(?:#\d{1,20}|#[xX][0-9a-fA-F]{1,20}|\w{2,24});?"
    r"|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|(?<=[^\s\\])\\[nrt]"
)
_ESCAPES: Final = {"\\n": "\n", "\\r": "\n", "\\t": "\t"}  # of YAML and JSON


def unescaped(text: str) -> str:
    """Return *text* with what references and escapes stand for."""
    return _ESCAPED.sub(_unescaped, text) if "&" in text or "\\" in text else text


def views(text: str) -> Iterator[str]:
    """Yield the ways to look at a text: with and without comments, and turned where it says so."""
    yield _TAG.sub(_unseen, text) if "<" in text else text
    if "<!--" in text:
        yield _COMMENT.sub(_unseen, text)
    if "\u202e" in text:  # right-to-left override: TẬM is shown as MẬT
        yield _TURNED.sub(lambda match: match[0][::-1], text)


def attributes(text: str) -> Iterator[tuple[int, str]]:
    """Yield where the values of attributes begin, and the values: they are read aloud, or told."""
    for match in _VALUE.finditer(text) if "=" in text else ():
        which = match.lastindex or 0
        yield match.start(which), match[which]


def without_signs(text: str) -> str:
    """Return *text* without the signs of emphasis and code."""
    return _SIGNS.sub(_unseen, text)


def _unseen(match: re.Match[str]) -> str:
    return UNSEEN * len(match[0])


def _unescaped(match: re.Match[str]) -> str:
    """Return what an escape stands for, filled up to its length."""
    written = match[0]
    if sign := _ESCAPES.get(written):
        return sign.ljust(len(written), UNSEEN)
    meant = html.unescape(f"&#x{written[2:]};" if written[0] == "\\" else written)
    if meant == written or len(meant) > len(written):
        return written
    return meant.replace("\n", " ").ljust(len(written), UNSEEN)
