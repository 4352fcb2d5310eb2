"""Read document numbers as people type them: what is meant, and which slips were made.

The strict reading is that of ``bantin.number``; here a slip is mended when what is meant is
plain: blanks, Ð for Đ, lower case, lost accents (BCSD), a code one letter away (KIL), the
separators of the other regime (``21/NQ-TW``, ``1579-QĐ/TTg``). What is not plain stays as
written. Sources: Decree 30/2020/NĐ-CP, Appendix I, part II, item 3 (State, ``15/QĐ-UBND``);
Regulation 399-QĐ/TW (Party, ``09-NQ/TU``).
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from bantin.number import DocumentNumber, NumberError, mend, near_code, parse_number
from bantin.number_rules import number_rules
from bantin.rules import Regime, TypeRegistry, builtin_types
from bantin.text import fold, normalise

Slip = Literal["blank", "letter", "case", "accent", "code", "separator"]

_PARTS: Final = re.compile(
    r"(?P<serial>[0-9]{1,9}[a-zđA-ZĐ]?)?"
    r"(?:(?P<first>[-/])(?:(?P<year>(?:19|20)[0-9]{2})(?P<second>[-/]))?|(?<=[0-9])(?=[A-ZĐ]{2}))"
    r"(?P<code>[^\W\d_]+)(?P<term>[0-9]{0,2})(?:(?P<last>[-/])(?P<organ>[\w.&()/-]+))?"
)
# Before 1998 blanks stood for a separator: «89 TC/TCT», «804 QĐ-UB».
_NO_SEPARATOR: Final = re.compile(r"(?P<serial>[0-9]{1,6}) (?=[A-ZĐ]{2,8}(?P<last>[-/])[A-ZĐ])")
_BLANKS: Final = re.compile(r"\s*([-/])\s*")
_COMPONENT: Final = re.compile(r"[^\W_]+")
_LONGEST: Final = 120  # characters; no number is longer


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text means as a document number, and the slips that were mended."""

    number: DocumentNumber
    slips: tuple[Slip, ...] = ()


class NumberReader:
    """Reads numbers with a registry of types; it remembers what it has read."""

    def __init__(self, types: TypeRegistry) -> None:
        self.types = types
        self._codes = frozenset(types.codes)
        self._by_letters: dict[str, list[str]] = {}
        for code in types.codes:
            self._by_letters.setdefault(fold(code), []).append(code)
        self._known: dict[tuple[str, str], Reading | None] = {}

    def read(self, text: str, type_id: str = "") -> Reading | None:
        """Return what *text* means, or None where it is no number. Never raises.

        *type_id* is the type that a word beside the number names, "" where there is none.
        """
        if len(text) > _LONGEST:
            return None
        key = (text, type_id)
        if key not in self._known:
            self._known[key] = self._read(text, type_id)
        return self._known[key]

    def strict(self, text: str) -> DocumentNumber | None:
        """Return *text* as a number without mending anything, None where it is none."""
        try:
            number = parse_number(text, self.types)
        except NumberError:
            return None
        has_name = any(letter.isalpha() for letter in number.code + number.organ)
        return number if has_name or number.text == number.serial != "" else None

    def _read(self, text: str, type_id: str) -> Reading | None:
        written = normalise(text).strip()
        slips: list[Slip] = []
        if match := _NO_SEPARATOR.match(written):
            separator = "-" if match["last"] == "/" else "/"
            written = f"{match['serial']}{separator}{written[match.end() :]}"
            slips.append("separator")
        mended = mend(written)
        if mended != written:
            closed = _BLANKS.sub(r"\1", written)
            slips.append("blank" if closed == mended else "letter")
            if closed not in (mended, written):
                slips.append("blank")
        match = _PARTS.fullmatch(mended)
        if match is None:
            number = self.strict(mended)
            return Reading(number, tuple(slips)) if number else None
        meant = self._mend_parts(match, type_id, slips)
        number = self.strict(meant)
        return Reading(number, tuple(dict.fromkeys(slips))) if number else None

    def _mend_parts(self, match: re.Match[str], type_id: str, slips: list[Slip]) -> str:
        serial, year, organ = match["serial"] or "", match["year"], match["organ"] or ""
        first, last = match["first"] or "", match["last"] or ""
        organ = self._organ(organ, slips)
        is_party = (first, last) == ("-", "/")
        owner = self._regime(organ)
        is_code = bool(organ and not year) and (
            owner == "party" or bool(type_id and (is_party or owner))
        )
        code, known = self._code(match["code"], type_id, slips, is_code=is_code)
        if not organ and not known:
            code = self._organ(code, slips)
        regime = self._regime(organ) if known and not year else None
        if not first and known:
            slips.append("separator")
            first, last = ("-", "/") if regime == "party" else ("/", "-")
        elif regime == "party" and organ and (first, last) != ("-", "/"):
            slips.append("separator")
            first, last = "-", "/"
        elif regime == "state" and organ and (first, last) != ("/", "-"):
            slips.append("separator")
            first, last = "/", "-"
        if year and (first, match["second"]) != ("/", "/"):
            slips.append("separator")
            first = "/"
        middle = f"{year}/" if year else ""
        return f"{serial}{first}{middle}{code}{match['term']}{last}{organ}"

    def _code(
        self, code: str, type_id: str, slips: list[Slip], *, is_code: bool
    ) -> tuple[str, bool]:
        """Return the code that is meant and whether it is that of a type.

        ``is_code``: it stands where a code must. In ``1006/ĐS-KH`` it need not, as a State
        công văn has an agency there.
        """
        if code in self._codes:
            return code, True
        own = [entry.code for entry in self.types[type_id].codes] if type_id in self.types else []
        same = self._by_letters.get(fold(code), [])
        same = [known for known in same if known.lower() == code.lower()] or same
        candidates = [known for known in same if known in own] or same
        if len(candidates) == 1 and len(code) > 1:
            slips.append("case" if candidates[0].lower() == code.lower() else "accent")
            return candidates[0], True
        if not is_code:
            return code, False
        close = near_code(DocumentNumber("", code=code), self.types)
        if type_id in self.types:  # only the type that is named can be meant
            close = next((c for c in own if _one_letter(code, c)), None)
        if close and len(code) > 1 and _one_letter(code, close):
            slips.append("code")
            return close, True
        return code, False

    def _organ(self, organ: str, slips: list[Slip]) -> str:
        rules = number_rules()

        def component(match: re.Match[str]) -> str:
            written = match[0]
            if written in rules.known_organs:
                return written
            meant = rules.same_organs.get(written) or rules.by_letters.get(fold(written), written)
            if meant == written and written.islower():
                meant = written.upper()
            if meant != written:
                slips.append("case" if meant.lower() == written.lower() else "accent")
            return meant

        return _COMPONENT.sub(component, organ)

    def _regime(self, organ: str) -> Regime | None:
        rules = number_rules()
        first = re.split(r"[-/.]", organ, maxsplit=1)[0]
        if organ in rules.party_organs:
            return "party"
        return "state" if first in rules.state_organs else None


@cache
def default_reader() -> NumberReader:
    """Return the reader of the built-in types."""
    return NumberReader(builtin_types())


def read_number(text: str, types: TypeRegistry | None = None) -> Reading | None:
    """Return what *text* means as a document number with its slips mended, None if nothing."""
    reader = default_reader() if types is None else NumberReader(types)
    return reader.read(text)


def suggest_number(text: str, types: TypeRegistry | None = None) -> str | None:
    """Return what was probably meant where *text* holds a slip, for «ý bạn là …?»; else None."""
    reading = read_number(text, types)
    return reading.number.text if reading and reading.slips else None


def same_number(one: DocumentNumber, other: DocumentNumber) -> bool:
    """Whether two numbers are the same: padding and letter case of the serial do not count."""
    return number_key(one) == number_key(other)


def number_key(number: DocumentNumber) -> tuple[str, str, str, str]:
    """Return what all spellings of a number have in common: serial, year, code and organ.

    Unlike a folded text it keeps DA and ĐA, HD and HĐ, CT and CTr apart.
    """
    serial = number.serial.lower().lstrip("0") or number.serial
    return (serial, number.year, number.code, fold(number.organ))


def _one_letter(written: str, known: str) -> bool:
    one, other = written.lower(), known.lower()
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
