"""Find the mentions of documents in plain text.

The forms are those of Decree 30/2020/NĐ-CP (State and legal normative documents), of
Regulation 399-QĐ/TW and Guidance 05-HD/VPTW (Party), and of older practice (``216-CP``).
A number is a mention by its shape where the shape is that of no other thing; else the words
beside it decide (the word for a type, «số», a date). Forms, annexes, standards, addresses,
accounts, deadlines, fractions and articles of laws are none.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from bantin.citations.mention import Mention
from bantin.citations.shapes import (
    BARE,
    NUMBER,
    ODD,
    OTHER_LETTERS,
    clean,
    is_file_or_address,
    number_end,
)
from bantin.citations.surroundings import ANY, Left, Words, left_date, right_of, sentence_around
from bantin.number import DocumentNumber
from bantin.number_rules import number_rules
from bantin.number_slips import NumberReader, default_reader
from bantin.rules import Regime, TypeRegistry
from bantin.text import fold

_ACT: Final = re.compile(r"\b(?:bộ luật|luật|pháp lệnh|nghị quyết)\b", re.IGNORECASE)
_LAW_CODES: Final = frozenset(["QH", "UBTVQH", "PL", "NQLT", "TTLT", "TTLB", "SL", "L", "CTN"])
_GLUED_SERIAL: Final = 5  # digits; more are a number and a year run together
_ACT_REACH: Final = 160  # characters from «Luật …» to «số»


@dataclass(frozen=True, slots=True)
class _Previous:
    """The number before, for lists: «Nghị định số 30/2020/NĐ-CP, 31/2020/NĐ-CP»."""

    end: int
    accepted: bool
    left: Left


class Finder:
    """Finds mentions with a registry of types; one instance, many texts."""

    def __init__(self, types: TypeRegistry, reader: NumberReader | None = None) -> None:
        self._types = types
        self._reader = reader or NumberReader(types)
        self._words = Words(types)
        self._codes = frozenset(types.codes)
        self._folded = frozenset([*map(fold, types.codes), "qh", "ubtvqh"])
        self._by_code: dict[tuple[str, Regime | None], list[str]] = {}

    def find(self, text: str) -> list[Mention]:
        """Return the mentions of documents in *text*, in the order of their places."""
        plain, offsets = clean(text)
        found = self._numbers(plain)
        bare = self._bare(plain)
        if bare:
            found = sorted([*found, *bare], key=lambda mention: mention.start)
            pairs = zip([None, *found], found, strict=False)
            found = [m for last, m in pairs if last is None or last.end <= m.start]
        return found if plain is text else [_moved(m, text, offsets) for m in found]

    def _numbers(self, text: str) -> list[Mention]:
        found: list[Mention] = []
        previous = _Previous(-1, accepted=False, left=Left(0))
        for match in NUMBER.finditer(text):
            end = number_end(match, self._folded)
            if end is None or is_file_or_address(text, match.start(), end):
                continue
            left = self._words.left_of(text, match.start())
            left, inherited = self._in_list(text, match.start(), left, previous)
            mention = self._mention(text, match, end, left, inherited=inherited)
            previous = _Previous(end, mention is not None, left)
            if mention:
                found.append(mention)
        return found

    @staticmethod
    def _in_list(text: str, start: int, left: Left, previous: _Previous) -> tuple[Left, bool]:
        if left.type_id is not None or left.is_other or previous.end < 0:
            return left, False
        between = text[previous.end : start]
        if len(between) > len(" ; hoặc số ") or "\n\n" in between:
            return left, False
        if " ".join(between.lower().split()) not in number_rules().continues:
            return left, False
        if not previous.accepted and not previous.left.is_other:
            return left, False
        named = previous.left.type_id if previous.accepted else None
        is_alone = previous.accepted and previous.left.is_alone
        return Left(left.start, named, left.has_so, not previous.accepted, is_alone), True

    def _mention(
        self, text: str, match: re.Match[str], end: int, left: Left, *, inherited: bool
    ) -> Mention | None:
        if left.is_other:
            return None
        start = match.start()
        written = text[start:end]
        reading = self._reader.read(written, left.type_id or "")
        if reading is None:
            return None
        number = reading.number
        date, issuer, dated = right_of(text, end)
        if not self._is_document(match, written, number, left, dated=dated):
            return None
        if date is None:
            date, before = left_date(text, left.start)
            issuer = issuer or before
        type_id = self._type(text, start, number, left.type_id, inherited=inherited)
        return Mention(
            start=left.start,
            end=end,
            number_start=start,
            text=text[left.start : end],
            number=number,
            type_id=type_id,
            date=date,
            issuer_text=issuer,
            sentence=sentence_around(text, left.start, end),
            slip=bool(reading.slips),
        )

    def _is_document(  # noqa: PLR0911 - one return a form
        self, match: re.Match[str], written: str, number: DocumentNumber, left: Left, *, dated: bool
    ) -> bool:
        named = left.type_id is not None
        known = number.code in self._codes or number.code in _LAW_CODES
        if match["sep"] == " ":  # 89 TC/TCT, 09 NQ/TU
            is_plain = known and number.organ in number_rules().known_organs
            return named and (is_plain or (left.has_so and dated))
        if not match["sep"]:  # 1719QĐ-TTg
            return named and known and bool(number.organ) and len(number.serial) <= _GLUED_SERIAL
        if match["year"]:
            return match["sep"].strip() == "/" and (known or named)  # 26-2018-TT-BNV is a file
        if written != written.upper() and written == written.lower():  # 590-cv/đu
            return known and bool(number.organ)
        if known and number.organ:
            return len(number.organ) > 1 or named
        if number.organ and any(sep in number.text[len(number.serial) + 1 :] for sep in "-/"):
            first = re.split(r"[-/.]", number.organ)[0]
            alone = left.is_alone or (left.has_so and (dated or self._ends_line(match)))
            return named or alone or (left.has_so and first in number_rules().known_organs)
        shaped = len(match["code"]) > 1 and match["sep"] == match["sep"].strip()
        return shaped and (named or (left.has_so and dated))

    @staticmethod
    def _ends_line(match: re.Match[str]) -> bool:
        return not match.string[match.end() : match.end() + 80].split("\n", 1)[0].strip(" .;)”")

    def _type(
        self, text: str, start: int, number: DocumentNumber, named: str | None, *, inherited: bool
    ) -> str:
        kinds = self._kinds(number)
        if number.code in ("QH", "UBTVQH"):
            if named not in (None, ANY) and not inherited:
                return named or ""
            acts = list(_ACT.finditer(text, max(0, start - _ACT_REACH), start))
            word = acts[-1][0].lower() if acts else ""
            return {"nghị quyết": "nghi-quyet", "pháp lệnh": "phap-lenh"}.get(
                word, "luat" if word else (named or "").strip(ANY)
            )
        own_kind = named == "" or (named not in (None, ANY) and not kinds)
        if named in kinds or (own_kind and not inherited):
            return named or ""  # where the code says one type, the code decides
        if number.code == "PL":
            return "phap-lenh"
        if not kinds and number.regime == "state" and "-" in number.organ and not number.code:
            return "cong-van"
        return kinds[0] if len(kinds) == 1 else ""

    def _kinds(self, number: DocumentNumber) -> list[str]:
        key = (number.code, number.regime)
        if key not in self._by_code:
            self._by_code[key] = [kind.id for kind in self._types.with_code(*key)]
        return self._by_code[key]

    def _bare(self, text: str) -> list[Mention]:
        found = []
        for match in BARE.finditer(text):
            if match.start() and text[match.start() - 1].isalnum():
                continue
            start, end = match.start("serial"), match.end("serial")
            left = self._words.left_of(text, start)
            if left.type_id is None:
                continue
            date, issuer, dated = right_of(text, end)
            reading = self._reader.read(match["serial"])
            if date is None or not dated or reading is None:  # «ngày 05/6» is a deadline
                continue
            mention = Mention(
                start=left.start,
                end=end,
                number_start=start,
                text=text[left.start : end],
                number=reading.number,
                type_id=left.type_id.strip(ANY),
                date=date,
                issuer_text=issuer,
                sentence=sentence_around(text, left.start, end),
            )
            found.append(mention)
        return found


_default: list[Finder] = []


def find_mentions(text: str, types: TypeRegistry | None = None) -> list[Mention]:
    """Return the mentions of documents in plain *text*, in order. Never raises.

    *types* are the site's document types, the built-in ones where absent; a caller with many
    texts keeps one ``Finder``. A blank line ends a paragraph, and no mention crosses it.
    """
    if types is not None:
        return Finder(types).find(text)
    if not _default:
        reader = default_reader()
        _default.append(Finder(reader.types, reader))
    return _default[0].find(text)


def _moved(mention: Mention, text: str, offsets: list[int] | None) -> Mention:
    """Return *mention* as it stands in the *text* that was made ready to be searched."""
    start, end, number_start = mention.start, mention.end, mention.number_start
    if offsets is not None:
        start, end, number_start = offsets[start], offsets[end], offsets[number_start]
        while end > start and end < len(text) and ODD.match(text[end - 1]):
            end -= 1
    return replace(
        mention,
        start=start,
        end=end,
        number_start=number_start,
        text=text[start:end],
        slip=mention.slip or bool(OTHER_LETTERS.search(text, number_start, end)),
    )
