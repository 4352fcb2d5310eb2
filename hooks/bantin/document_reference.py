"""How front matter names other documents: by number, with a date or «một phần» in brackets."""

import re
from dataclasses import dataclass
from typing import Final, cast

from pydantic_core.core_schema import ValidationInfo

from bantin.catalogue import Problems
from bantin.dates import DocumentDate, NoSuchDayError, NotADateError, parse_date
from bantin.number import DocumentNumber, NumberError, mend, parse_number
from bantin.rules import TypeRegistry
from bantin.text import normalise, slugify
from bantin.validation import (
    LONGEST_TITLE,
    context_of,
    key_of,
    kind_names,
    one_or_list,
    refuse,
)

_REFERENCE: Final = re.compile(r"(?P<number>.+?)\s*(?:\((?P<remark>[^()]+)\))?")
_PARTLY: Final = ("mot-phan", "1-phan")
_PARTLY_WORDS: Final = re.compile(
    r"(?:một|mot|1)\s+phần|\b(?:chương|mục|điều|khoản|điểm|phụ lục)\b", re.IGNORECASE
)
_SOME_DATE: Final = re.compile(
    r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}"
    r"|[0-9]{1,2}\s+tháng\s+[0-9]{1,2}\s+năm\s+[0-9]{4}",
    re.IGNORECASE,
)
_OFFICIAL_DATE: Final = re.compile(r"([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})")
_DATE_WORD: Final = re.compile(r"\A(?:ban hành\s+)?(?:ngày|tháng|năm)\s+")
_BETWEEN_NUMBERS: Final = re.compile(r"(?:[,;]|\svà\s)(?![^()]*\))")
_OF_NUMBER: Final = re.compile(r"\s*\b(?:số|so)\s*[:.]?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """A document named by its number, and by its date where that is needed.

    ``is_partial`` tells that only a part of it is meant: ``15-KH/ĐU (một phần)``.
    """

    number: DocumentNumber
    date: DocumentDate | None
    text: str
    is_partial: bool = False


def references(value: object, info: ValidationInfo) -> object:
    """Return one reference or a list of them as a list, and see that YAML cut none in two."""
    items = cast("list[object]", one_or_list(value, info))
    if isinstance(items, list) and any(_is_opened(item) for item in items):
        whole: list[str] = []
        for item in map(str, items):
            if whole and _is_opened(whole[-1]):
                whole[-1] += f", {item}"
            else:
                whole.append(item)
        if len(whole) < len(items) and not any(_is_opened(item) for item in whole):
            line = "[" + ", ".join(f'"{item}"' for item in whole) + "]"
            refuse(Problems.YAML_FEATURE, feature=",", line=line)
    return items


def _is_opened(value: object) -> bool:
    return isinstance(value, str) and value.count("(") > value.count(")")


def reference(value: object, info: ValidationInfo) -> Reference:
    """Return the document that a text names, or refuse the text."""
    if not isinstance(value, str):
        refuse(Problems.NOT_TEXT, key=key_of(info), **kind_names(value))
    if not value:
        refuse(Problems.EMPTY_VALUE, key=key_of(info), example="590-CV/ĐU")
    if len(value) > LONGEST_TITLE:
        refuse(Problems.BAD_REFERENCE, value=value[:40] + "…", **_NO_NUMBER)
    types = context_of(info).types
    match = _REFERENCE.fullmatch(value)
    number = _referred_number(match["number"], types) if match else None
    if not number:
        parts = [part.strip() for part in _BETWEEN_NUMBERS.split(value)]
        if len(parts) > 1 and all(_begins_with_number(part, types) for part in parts):
            refuse(Problems.NOT_A_LIST, key=key_of(info), example="\n  - ".join(parts))
        refuse(Problems.BAD_REFERENCE, value=value, **_reference_hint(value, types))
    remarks = match["remark"].split(",") if match and match["remark"] else []
    dates = [remark for remark in remarks if slugify(remark) not in _PARTLY]
    try:
        days = [_remarked_date(remark) for remark in dates]
    except NotADateError:
        refuse(Problems.BAD_REFERENCE, value=value, **_reference_hint(value, types))
    except NoSuchDayError as error:
        refuse(Problems.NO_SUCH_DAY, value=error.args[0])
    if len(dates) > 1 or len(remarks) - len(dates) > 1:
        refuse(Problems.BAD_REFERENCE, value=value, **_remark_hint(number.text, "", is_twice=True))
    return Reference(number, days[0] if days else None, value, is_partial=len(remarks) > len(dates))


_NO_NUMBER: Final = {
    "detail": "đây không phải số, ký hiệu văn bản",
    "detail_en": "this is no document number",
    "hint": "Ví dụ «590-CV/ĐU» hoặc «590-CV/ĐU (2023-07-05)».",
    "hint_en": "For example «590-CV/ĐU» or «590-CV/ĐU (2023-07-05)».",
}


def _referred_number(text: str, types: TypeRegistry) -> DocumentNumber | None:
    """Return the number that *text* names, also behind the word for its type, or None."""
    digit = re.search("[0-9]", text)
    word = _OF_NUMBER.sub("", text[: digit.start()]).strip() if digit else ""
    if digit and (types.find(word) or word in types.codes or slugify(word) == "van-ban"):
        text = text[digit.start() :]
    try:
        number = parse_number(mend(text), types)
    except NumberError:
        return None
    return number if number.is_given else None


def _begins_with_number(text: str, types: TypeRegistry) -> bool:
    match = _REFERENCE.fullmatch(text)
    return match is not None and _referred_number(match["number"], types) is not None


def _remarked_date(remark: str) -> DocumentDate:
    """Read a date in brackets. Raises NotADateError, or NoSuchDayError with the text."""
    text = _DATE_WORD.sub("", normalise(remark).strip().lower(), count=1)
    if match := _OFFICIAL_DATE.fullmatch(text):
        text = "/".join(match.groups())
    try:
        return parse_date(text)
    except NoSuchDayError as error:
        raise NoSuchDayError(remark.strip()) from error


def _reference_hint(value: str, types: TypeRegistry) -> dict[str, str]:
    """Return what is at fault in a reference that cannot be read, and the right form."""
    rest = re.sub(r"\(.*", "", value)  # what stands before the brackets
    number = _referred_number(rest, types)
    if not number:  # 01/QĐ-UBND ngày 10/01/2026; 01/QĐ-UBND, một phần
        rest = re.split(r",|\s(?:ban hành|ngày|tháng|năm|của|một|1|mot)\s", rest, maxsplit=1)[0]
        number = _referred_number(rest, types)
    if not number:
        return _NO_NUMBER
    after = value[len(rest) :].strip(" ,;")
    return _remark_hint(number.text, after)


def _remark_hint(number: str, after: str, *, is_twice: bool = False) -> dict[str, str]:
    """Return what is at fault in what follows a number, and the right form."""
    dates = _SOME_DATE.findall(after)
    remarks = []
    if len(dates) == 1:
        try:
            remarks.append(_remarked_date(dates[0]).iso)
        except (NotADateError, NoSuchDayError):
            remarks.append("2026-01-10")
    if _PARTLY_WORDS.search(after):
        remarks.append("một phần")
    if is_twice:
        detail = "trong ngoặc chỉ ghi một ngày ban hành và một lần «một phần»"
        detail_en = "brackets hold one date, and «một phần» (a part) once"
    else:
        detail = f"sau số chỉ ghi được ngày và «một phần», trong một cặp ngoặc; không ghi «{after}»"
        allowed = "only its date and «một phần» (a part), in one pair of brackets"
        detail_en = f"after a number stand {allowed}; not «{after}»"
    right = f'"{number} ({", ".join(remarks)})"' if remarks else ""
    if after and not remarks and ("(" not in after or slugify(after) == "toan-bo"):
        right = f'"{number}"'
    forms = [f'"{number} (một phần)"', f'"{number} (2026-01-10, một phần)"']
    return {
        "detail": detail,
        "detail_en": detail_en,
        "hint": f"Viết {right}." if right else f"Viết theo mẫu {forms[0]} hoặc {forms[1]}.",
        "hint_en": f"Write {right}." if right else f"Write it like {forms[0]} or {forms[1]}.",
    }
