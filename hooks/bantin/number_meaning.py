"""What a document number means: type, issuer, series; and how it is written from its parts.

Sources: Decree 30/2020/NĐ-CP, Appendix I, part II, item 3 (State numbers begin anew each
year); Regulation 399-QĐ/TW (Party numbers begin anew with each congress term).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from bantin.number import DocumentNumber
from bantin.number_rules import number_rules
from bantin.rules import Regime, TypeRegistry

_REGIMES: Final[dict[Regime | None, str]] = {
    "state": "văn bản hành chính",
    "party": "văn bản của Đảng",
    "law": "văn bản quy phạm pháp luật",
}
_ASSEMBLY: Final = re.compile(r"(?:UBTV)?QH(?P<term>[0-9]{1,2})")
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class NumberedIssuer(Protocol):
    """An issuer as the meaning of numbers needs it; the site's settings have such."""

    @property
    def name(self) -> str:
        """The full name."""

    @property
    def codes(self) -> Sequence[str]:
        """The abbreviations in its numbers."""

    @property
    def regime(self) -> Regime | None:
        """Whose rules its numbers follow, None where the number tells."""

    @property
    def terms(self) -> Sequence[date]:
        """The first days of its congress terms."""


@dataclass(frozen=True, slots=True)
class NumberMeaning:
    """What a number can mean, the usual first; what it does not tell is empty.

    ``period`` names the series: a year for the State, a congress term for the Party, a
    National Assembly for its acts.
    """

    number: DocumentNumber
    type_ids: tuple[str, ...] = ()
    issuer_ids: tuple[str, ...] = ()
    period: str = ""
    sentence: str = ""


def format_number(
    *,
    serial: str = "",
    code: str = "",
    organ: str = "",
    year: str = "",
    regime: Regime | None = None,
) -> str:
    """Return the number of these parts as its regime writes it; an empty serial stays blank.

    ``590-CV/ĐU`` (Party), ``15/KH-UBND`` and ``123/SVHTTDL-VP`` (State), ``30/2020/NĐ-CP`` and
    ``117/2025/QH15`` (legal normative documents).
    """
    if regime == "party":
        return f"{serial}-{code}/{organ}"
    if regime == "law":
        joined = f"{code}{organ}" if organ[:1].isdigit() else f"{code}-{organ}".rstrip("-")
        return f"{serial}/{year}/{joined}"
    if regime == "state":
        return f"{serial}/{'-'.join(part for part in (code, organ) if part)}"
    return serial


def explain_number(
    number: DocumentNumber,
    types: TypeRegistry,
    issuers: Mapping[str, NumberedIssuer] | None = None,
    day: date | None = None,
) -> NumberMeaning:
    """Tell which types, issuers and series *number* can mean on *day* (None: not known).

    *issuers* are the site's registry by id; several can share an abbreviation.
    """
    type_ids = tuple(kind.id for kind in types.with_code(number.code, number.regime, day))
    if not type_ids and number.regime == "state" and "-" in number.organ and not number.code:
        type_ids = ("cong-van",)
    found = {
        key: issuer for key, issuer in (issuers or {}).items() if _is_issued_by(number, issuer)
    }
    period = _period(number, [*found.values()], day)
    parts = [
        " hoặc ".join(types[kind].label for kind in type_ids) or "Văn bản",
        f"số {number.serial}" if number.serial else "chưa cấp số",
        " hoặc ".join(issuer.name for issuer in found.values()),
        _REGIMES.get(number.regime, ""),
        period,
    ]
    sentence = ", ".join(part for part in parts if part)
    return NumberMeaning(number, type_ids, tuple(found), period, sentence)


def _is_issued_by(number: DocumentNumber, issuer: NumberedIssuer) -> bool:
    if issuer.regime and number.regime in ("state", "party") and issuer.regime != number.regime:
        return False
    return any(
        number.organ == code or re.match(rf"{re.escape(code)}[-/.]", number.organ) is not None
        for code in issuer.codes
    )


def _period(number: DocumentNumber, issuers: Sequence[NumberedIssuer], day: date | None) -> str:
    act = _ASSEMBLY.fullmatch(f"{number.code}{number.organ}") or _ASSEMBLY.fullmatch(number.organ)
    if act:
        return f"Quốc hội khóa {_roman(int(act['term']))}"
    if number.regime == "law":
        return f"năm {number.year}"
    if day is None:
        return ""
    if number.regime != "party":
        return f"năm {day.year}" if number.regime else ""
    if len(issuers) == 1:
        begun = sorted(start for start in issuers[0].terms if start <= day)
        if begun:
            return f"nhiệm kỳ từ {begun[-1]:%d/%m/%Y}"
    term = number_rules().term_of(number.organ, day)
    return term.name if term else ""


def _roman(value: int) -> str:
    text = ""
    for amount, letters in _ROMAN:
        while value >= amount:
            text += letters
            value -= amount
    return text
