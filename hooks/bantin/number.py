"""Document numbers (số, ký hiệu) of both regimes and of legal normative documents.

Sources: Decree 30/2020/NĐ-CP, Appendix I, part II, item 3 and Appendix III (State);
Regulation 399-QĐ/TW with Guidance 05-HD/VPTW (Party). Numbers are strings: ``09``, ``30a`` and
``012`` keep their shape.
"""

import re
from dataclasses import dataclass
from typing import Final

from bantin.rules import Regime, TypeRegistry
from bantin.text import fold, normalise

_SERIAL: Final = r"(?P<serial>[0-9]{1,9}[a-zđA-ZĐ]?)?"
_LETTERS: Final = r"[^\W\d_]"
_END: Final = r"(?<![./-])"  # a full stop behind a number is not its own
_PARTY: Final = re.compile(rf"{_SERIAL}-(?P<code>{_LETTERS}+)/(?P<organ>[\w.&()/-]+){_END}")
_LAW: Final = re.compile(
    rf"{_SERIAL}/(?P<year>[0-9]{{4}})/(?P<code>{_LETTERS}+)(?P<organ>[\w.&()/-]*){_END}"
)
_STATE: Final = re.compile(rf"{_SERIAL}/(?P<organ>{_LETTERS}[\w.&()/-]*){_END}")  # 05/6 is a day
_OLD: Final = re.compile(rf"{_SERIAL}-(?P<organ>{_LETTERS}[\w.&()-]*){_END}")
_BARE: Final = re.compile(r"(?P<serial>[0-9]{1,9}[a-zđA-ZĐ]?)")
_SLIPS: Final = str.maketrans(
    {"Ð": "Đ", "Ɖ": "Đ", **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")}
    | dict.fromkeys("\uff0f\u2044\u2215", "/")
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
)
_QUOTES: Final = "\"'“”‘’"
_BLANK_SERIAL: Final = re.compile(r"[.…_\s]*(?=[/-])")  # «…/KH-UBND»: not yet numbered
_LEADING_WORD: Final = re.compile(r"(?:số|so)\s*[:.]?\s*", re.IGNORECASE)


class NumberError(ValueError):
    """The text is no document number; ``correction`` is what was probably meant, or None."""

    def __init__(self, text: str, correction: str | None = None) -> None:
        super().__init__(text)
        self.correction = correction


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A parsed document number.

    ``serial`` is empty where the number is not yet given; ``code`` is the code of the type,
    empty for a State công văn; ``organ`` is what names the issuer and its unit.
    """

    text: str
    serial: str = ""
    code: str = ""
    organ: str = ""
    year: str = ""
    regime: Regime | None = None

    @property
    def is_given(self) -> bool:
        """Whether the document has been numbered."""
        return bool(self.serial)

    @property
    def order(self) -> tuple[int, str]:
        """A sort key: 9 before 10, 30 before 30a, the not yet numbered first."""
        digits = re.match(r"\d+", self.serial)
        return (int(digits[0]) if digits else -1, self.serial)


def parse_number(text: str, types: TypeRegistry) -> DocumentNumber:
    """Read a document number; an empty text is a document not yet numbered.

    Raises NumberError, with a correction where the slip is plain (a leading "Số", blanks
    around separators, Ð for Đ).
    """
    if not text.strip():
        return DocumentNumber("")
    mended = mend(text)
    if mended != normalise(text).strip():
        raise NumberError(text, mended if _read(mended, types) else None)
    number = _read(text.strip(), types)
    if number is None:
        raise NumberError(text)
    return number


def mend(text: str) -> str:
    """Return *text* without the slips that a number never needs."""
    text = normalise(text).strip().strip(_QUOTES).translate(_SLIPS)
    text = _LEADING_WORD.sub("", text, count=1) if _LEADING_WORD.match(text) else text
    if blank := _BLANK_SERIAL.match(text):
        text = text[blank.end() :]
    text = text.rstrip(".,;: ")
    return "".join(part.strip() for part in re.split(r"([/-])", text))  # linear, unlike \s*


def matching_key(text: str) -> str:
    """Return what two spellings of one number have in common: ``590-cv/đu`` and ``590-CV/ĐU``."""
    return fold(mend(text)).lstrip("0")


def near_code(number: DocumentNumber, types: TypeRegistry) -> str | None:
    """Return the code of a type that is one slip away from the number's unknown code, or None."""
    code = number.code
    if not code or code in types.codes:
        return None
    candidates = [known for known in types.codes if _one_slip(code.lower(), known.lower())]
    return candidates[0] if len(candidates) == 1 else _same_letters(code, types)


def _read(  # noqa: PLR0911 - one return a form
    text: str, types: TypeRegistry
) -> DocumentNumber | None:
    if match := _PARTY.fullmatch(text):
        return _number(text, match, "party")
    if match := _LAW.fullmatch(text):
        return _number(text, match, "law")
    if match := _STATE.fullmatch(text):
        organ: str = match["organ"]
        first, dash, rest = organ.partition("-")
        is_code = first in types.codes or _same_letters(first, types)  # QD for QĐ
        if dash and is_code and first != "CV":
            return DocumentNumber(text, match["serial"] or "", first, rest, "", "state")
        if not dash and organ in types.codes:  # old and short: 31/QĐ
            return DocumentNumber(text, match["serial"] or "", organ, "", "", "state")
        return _number(text, match, "state")
    if match := _OLD.fullmatch(text):
        return _number(text, match, "state")
    if match := _BARE.fullmatch(text):
        return DocumentNumber(text, match["serial"])
    return None


def _number(text: str, match: re.Match[str], regime: Regime) -> DocumentNumber:
    parts = match.groupdict()
    return DocumentNumber(
        text=text,
        serial=parts["serial"] or "",
        code=parts.get("code") or "",
        organ=(parts["organ"] or "").lstrip("-/"),  # 26/2014/TTLT/BTC-BCT
        year=parts.get("year") or "",
        regime=regime,
    )


def _same_letters(code: str, types: TypeRegistry) -> str | None:
    if len(code) < len("QD"):
        return None
    folded = fold(code)
    return next((known for known in types.codes if fold(known) == folded), None)


def _one_slip(written: str, known: str) -> bool:
    if abs(len(written) - len(known)) > 1 or written == known:
        return False
    if len(written) == len(known):
        return sum(a != b for a, b in zip(written, known, strict=True)) == 1
    longer, shorter = sorted((written, known), key=len, reverse=True)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
