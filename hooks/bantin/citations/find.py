"""Find the mentions of documents in plain text.

The forms are those of Decree 30/2020/NĐ-CP (State and legal normative documents), of
Regulation 399-QĐ/TW and Guidance 05-HD/VPTW (Party), and of older practice (``216-CP``).
A number is a mention by its shape where the shape is that of no other thing; else the words
beside it decide (the word for a type, «số», a date). Forms, annexes, standards, addresses,
accounts, deadlines, fractions and articles of laws are none.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from bantin.citations.mention import Mention
from bantin.citations.surroundings import ANY, Left, Words, left_date, right_of, sentence_around
from bantin.number import DocumentNumber
from bantin.number_rules import number_rules
from bantin.number_slips import NumberReader, default_reader
from bantin.rules import Regime, TypeRegistry
from bantin.text import fold

_LETTER: Final = r"[^\W\d_]"
_SEP: Final = r"[-/\u2010-\u2015\uff0f]"
_PART: Final = rf"{_LETTER}[\w&]{{0,24}}(?!\w)"
# The first digit is looked for alone, as that is fast; what stands before it is looked at then.
_FIRST: Final = (
    r"[0-9](?:(?<![\w/][0-9])|(?<=[sS]ố[0-9])|(?<=SỐ[0-9]))(?<![0-9][.,][0-9])(?<!\w-[0-9])"
)
_NUMBER: Final = re.compile(
    rf"(?P<serial>{_FIRST}[0-9]{{0,6}}[A-Za-zđĐ]?)"
    rf"(?P<sep> ?{_SEP} ?|(?=[A-ZĐ][A-ZĐa-z]))"
    rf"(?:(?P<year>(?:19|20)[0-9]{{2}})(?P<sep2> ?{_SEP} ?))?"
    rf"(?P<code>{_LETTER}{{1,14}}[0-9]{{0,2}}(?!\w))"
    rf"(?P<rest>(?: ?{_SEP} ?{_PART})?(?:{_SEP}{_PART}|\.[A-ZĐ]{{1,8}}(?!\w)|&{_PART})*"
    rf"(?:\([A-ZĐ0-9]{{1,8}}\))?)"
)
_REST: Final = re.compile(rf"(?P<sep>[ ]?(?:{_SEP}|[.&])[ ]?)(?P<part>[\w&]+)|(?P<unit>\([^)]*\))")
_BARE: Final = re.compile(
    r"[sS](?:ố|Ố|o)\.?:?\s?(?P<serial>[0-9]{1,6}[a-zđ]?)"
    r"(?=,?\s{1,3}\(?(?:(?:ký|ban hành)\s+)?ngày[\s…._]{0,12}(?:[0-9]|tháng))"
)
_ABBREVIATION: Final = re.compile(r"[^\W\d_]*[A-Z&ĐƯ][A-Z&ĐƯa-z0-9đ]*")
# A word that has lost the blank before it: «NĐ-CPngày».
_GLUED: Final = re.compile(r"(?:TTg|[A-ZĐƯ&]{2,})(?=[^\W\d_A-ZĐ]{2,}$)")
_MIXED: Final = frozenset(["TTrg", "ThTr"])  # abbreviations with two small letters
_FILE: Final = re.compile(
    r"\.(?:docx?|pdf|xlsx?|pptx?|odt|ods|rtf|zip|rar|txt|html?|md|jpe?g|png)\b"
)
_ADDRESS: Final = re.compile(r"://|www\.|@|\.(?:vn|com|org|net)/|\?\w+=", re.IGNORECASE)
_ODD: Final = re.compile("[\u200b\u2060\ufeff\u00ad]")
_SPACES: Final = ("\u00a0", "\u202f", "\u2009", "\t")
_ACT: Final = re.compile(r"\b(?:bộ luật|luật|pháp lệnh|nghị quyết)\b", re.IGNORECASE)
_LAW_CODES: Final = frozenset(["QH", "UBTVQH", "PL", "NQLT", "TTLT", "TTLB", "SL", "L", "CTN"])
_LONGEST_ADDRESS: Final = 400  # characters
_GLUED_SERIAL: Final = 5  # digits; more are a number and a year run together
_ACT_REACH: Final = 160  # characters from «Luật …» to «số»


@dataclass(frozen=True, slots=True)
class _Previous:
    """The number before, for lists: «Nghị định số 30/2020/NĐ-CP, 31/2020/NĐ-CP»."""

    end: int
    accepted: bool
    type_id: str | None


class Finder:
    """Finds mentions with a registry of types; one instance, many texts."""

    def __init__(self, types: TypeRegistry, reader: NumberReader | None = None) -> None:
        self._types = types
        self._reader = reader or NumberReader(types)
        self._words = Words(types)
        self._codes = frozenset(types.codes)
        self._folded = {*(fold(code) for code in types.codes), "qh", "ubtvqh"}
        self._by_code: dict[tuple[str, Regime | None], list[str]] = {}

    def find(self, text: str) -> list[Mention]:
        """Return the mentions of documents in *text*, in the order of their places."""
        clean, offsets = _clean(text)
        found = self._numbers(clean)
        taken = [(mention.start, mention.end) for mention in found]
        for mention in self._bare(clean):
            if not any(start < mention.end and mention.start < end for start, end in taken):
                found.append(mention)
        found.sort(key=lambda mention: mention.start)
        return found if offsets is None else [_moved(m, text, offsets) for m in found]

    def _numbers(self, text: str) -> list[Mention]:
        found: list[Mention] = []
        previous = _Previous(-1, accepted=False, type_id=None)
        for match in _NUMBER.finditer(text):
            end = self._end(match)
            if end is None or _is_file_or_address(text, match.start(), end):
                continue
            left = self._words.left_of(text, match.start())
            left, inherited = self._in_list(text, match.start(), left, previous)
            mention = self._mention(text, match, end, left, inherited=inherited)
            previous = _Previous(end, mention is not None, left.type_id)
            if mention:
                found.append(mention)
        return found

    def _end(self, match: re.Match[str]) -> int | None:
        """Return where the number ends: before the first part that is no abbreviation."""
        code = match["code"]
        lower = code.islower()
        if lower and fold(code.rstrip("0123456789")) not in self._folded:
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

    @staticmethod
    def _in_list(text: str, start: int, left: Left, previous: _Previous) -> tuple[Left, bool]:
        if left.type_id is not None or left.is_other or previous.end < 0:
            return left, False
        between = text[previous.end : start]
        if len(between) > len(" ; hoặc số ") or "\n\n" in between:
            return left, False
        if " ".join(between.lower().split()) not in number_rules().continues:
            return left, False
        if previous.accepted:
            return Left(left.start, previous.type_id, left.has_so), True
        return Left(left.start, None, left.has_so, is_other=True), True

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

    def _is_document(
        self, match: re.Match[str], written: str, number: DocumentNumber, left: Left, *, dated: bool
    ) -> bool:
        named = left.type_id is not None
        known = number.code in self._codes or number.code in _LAW_CODES
        if not match["sep"]:  # 1719QĐ-TTg
            return named and known and bool(number.organ) and len(number.serial) <= _GLUED_SERIAL
        if match["year"]:
            return match["sep"].strip() == "/" and (known or named)  # 26-2018-TT-BNV is a file
        if written != written.upper() and written == written.lower():  # 590-cv/đu
            return known and bool(number.organ)
        if known and number.organ:
            return len(number.organ) > 1 or named
        if number.organ and any(sep in written[len(match["serial"]) + 1 :] for sep in "-/"):
            first = re.split(r"[-/.]", number.organ)[0]
            alone = left.is_alone or (left.has_so and (dated or self._ends_line(match)))
            return named or alone or (left.has_so and first in number_rules().known_organs)
        return (named or (left.has_so and dated)) and len(match["code"]) > 1

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
        if named not in (None, ANY) and (not inherited or not kinds or named in kinds):
            return named or ""
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
        for match in _BARE.finditer(text):
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


def _is_abbreviation(part: str) -> bool:
    if not _ABBREVIATION.fullmatch(part) or not part[0].isupper():
        return False
    small = sum(c.islower() for c in part)
    return small <= 1 or part in _MIXED


def _is_file_or_address(text: str, start: int, end: int) -> bool:
    if _FILE.match(text, end) or text.startswith("_", end):
        return True
    window = text[max(0, start - _LONGEST_ADDRESS) : start]
    run = window[max(window.rfind(" "), window.rfind("\n")) + 1 :]
    return len(run) > len("http") and _ADDRESS.search(run) is not None


def _clean(text: str) -> tuple[str, list[int] | None]:
    """Return *text* in NFC with plain spaces, and the place of each character in *text*.

    The places are None where nothing has moved.
    """
    if not _ODD.search(text) and unicodedata.is_normalized("NFC", text):
        return _spaced(text), None
    clean: list[str] = []
    offsets: list[int] = []
    index = 0
    while index < len(text):
        stop = index + 1
        while stop < len(text) and unicodedata.combining(text[stop]):
            stop += 1
        piece = _spaced(unicodedata.normalize("NFC", text[index:stop]))
        if not _ODD.match(piece):
            clean.append(piece)
            offsets += [index] * len(piece)
        index = stop
    offsets.append(len(text))
    return "".join(clean), offsets


def _spaced(text: str) -> str:
    for space in _SPACES:
        text = text.replace(space, " ")
    return text


def _moved(mention: Mention, text: str, offsets: list[int]) -> Mention:
    start, end = offsets[mention.start], offsets[mention.end]
    while end > start and end < len(text) and _ODD.match(text[end - 1]):
        end -= 1
    return Mention(
        start=start,
        end=end,
        number_start=offsets[mention.number_start],
        text=text[start:end],
        number=mention.number,
        type_id=mention.type_id,
        date=mention.date,
        issuer_text=mention.issuer_text,
        sentence=mention.sentence,
        slip=mention.slip,
    )
