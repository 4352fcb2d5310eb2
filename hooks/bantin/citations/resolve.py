"""Tell which document each mention of a page means; never guess.

A number is no identity: thousands of committees issue ``590-CV/ĐU``, and a Party series begins
anew with each congress. The date and the issuer decide, and the word for the type where a code
says two (QĐ). A later bare mention means the first full one of the same page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from bantin.citations.index import CitationEntry, CitationIndex
from bantin.citations.mention import Mention
from bantin.number import DocumentNumber
from bantin.number_rules import number_rules
from bantin.number_slips import number_key
from bantin.text import fold, slugify

_ROLES: Final = re.compile(
    r"^(?:ban thuong vu|ban chap hanh|thuong truc|thuong vu|chu tich|pho chu tich|bo truong|"
    r"thu truong|giam doc|pho giam doc|bi thu|chanh van phong|tong cuc truong|cuc truong|"
    r"hoi nghi|dang bo) "
)
_SPELLINGS: Final = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("thanh pho", "tp"),
    ("tp.", "tp"),
)
_LEVELS: Final = ("trung uong", "tinh", "tp", "huyen", "quan", "thi xa", "xa", "phuong", "so")
_Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class ExternalDocument:
    """A document that the site does not hold, as the mentions of it tell."""

    number: DocumentNumber
    type_id: str = ""
    date: str = ""
    issuer_text: str = ""

    @property
    def slug(self) -> str:
        """A name for its page: type, number and, where the number carries no year, the date."""
        date = "" if self.number.regime == "law" else self.date
        return slugify(f"{self.type_id} {self.number.text} {date}")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What one mention means.

    ``bulletin``: ``key`` is that of the one document meant. ``external``: ``external`` is a
    document that the site does not hold. ``ambiguous``: ``candidates`` are the entries that it
    can mean. ``date``, ``issuer_text`` and ``type_id`` are those of the mention or, where it
    is bare, of the first full one of the page.
    """

    mention: Mention
    outcome: Literal["bulletin", "external", "ambiguous"]
    key: str = ""
    candidates: tuple[CitationEntry, ...] = ()
    external: ExternalDocument | None = None
    date: str = ""
    issuer_text: str = ""
    type_id: str = ""


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a mention says about the document, with what it inherits."""

    number: DocumentNumber
    type_id: str
    date: str
    issuer_text: str


def resolve(mentions: Sequence[Mention], index: CitationIndex) -> list[Resolution]:
    """Return what the mentions of one page mean, one resolution for each, in their order."""
    fulls: dict[_Key, list[Mention]] = {}
    for mention in mentions:
        if mention.date is not None:
            fulls.setdefault(number_key(mention.number), []).append(mention)
    return [_resolved(mention, _inherited(mention, fulls), index) for mention in mentions]


def _inherited(mention: Mention, fulls: dict[_Key, list[Mention]]) -> _Meant:
    date = mention.date.iso if mention.date else ""
    own = _Meant(mention.number, mention.type_id, date, mention.issuer_text)
    if date:
        return own
    same = [
        full
        for full in fulls.get(number_key(mention.number), ())
        if not (full.type_id and mention.type_id) or full.type_id == mention.type_id
    ]
    same = [full for full in same if not _differ(mention.issuer_text, full.issuer_text)]
    before = [full for full in same if full.start < mention.start]
    # A title or a lead names the document before its full mention: clear if there is one only.
    dates = {full.date.iso for full in same if full.date}
    source = before[0] if before else (same[0] if len(dates) == 1 else None)
    if source is None or source.date is None:
        return own
    return _Meant(
        mention.number,
        mention.type_id or source.type_id,
        source.date.iso,
        mention.issuer_text or source.issuer_text,
    )


def _resolved(mention: Mention, meant: _Meant, index: CitationIndex) -> Resolution:
    found = _candidates(meant, index)
    outcome: Literal["bulletin", "external", "ambiguous"] = "external"
    key, external = "", None
    if len(found) == 1:
        outcome, key = "bulletin", found[0].key
    elif found:
        outcome = "ambiguous"
    else:
        external = ExternalDocument(meant.number, meant.type_id, meant.date, meant.issuer_text)
    return Resolution(
        mention=mention,
        outcome=outcome,
        key=key,
        candidates=tuple(found) if outcome == "ambiguous" else (),
        external=external,
        date=meant.date,
        issuer_text=meant.issuer_text,
        type_id=meant.type_id,
    )


def _candidates(meant: _Meant, index: CitationIndex) -> list[CitationEntry]:
    key = number_key(meant.number)
    if meant.number.code or meant.number.organ:
        found = list(index.by_number.get(key, ()))
        if not found and not meant.number.organ and meant.date:  # 31/QĐ
            found = [e for e in index.by_serial.get((key[0], meant.date), ()) if meant.type_id]
    else:  # a bare number, which has its date beside it
        found = list(index.by_serial.get((key[0], meant.date), ())) if meant.date else []
    if meant.type_id:
        found = [entry for entry in found if entry.type_id in ("", meant.type_id)]
    if meant.date:
        day = meant.date  # each date as far as it is known (2026-05, 2026-05-19)
        found = [e for e in found if e.date.startswith(day) or day.startswith(e.date)]
    if not meant.issuer_text or not found:
        return found
    shared = re.split(r"[-/.]", meant.number.organ)[0] in (*number_rules().shared_organs, "")
    if shared or len(found) > 1:
        found = [e for e in found if not _other_issuer(meant.issuer_text, e.issuer_names)]
    if len(found) > 1:
        named = [e for e in found if _names_issuer(meant.issuer_text, e.issuer_names)]
        found = named or found
    return found


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and _other_issuer(one, (other,))


@lru_cache(maxsize=65536)
def _names_issuer(text: str, names: tuple[str, ...]) -> bool:
    return any(_begins(_plain(text), _plain(name)) for name in names)


@lru_cache(maxsize=65536)
def _other_issuer(text: str, names: tuple[str, ...]) -> bool:
    """Whether *text* names somebody else: another level, or words on both sides that differ."""
    known = [_plain(name) for name in names if " " in name]
    wanted = _plain(text)
    if not known or " " not in wanted or _names_issuer(text, names):
        return False
    return all(_level(name) != _level(wanted) or _distinct(wanted, name) for name in known)


def _plain(text: str) -> str:
    plain = " ".join(fold(text).replace("&", "").replace(",", "").split())
    for written, meant in _SPELLINGS:
        plain = plain.replace(written, meant)
    while (shorter := _ROLES.sub("", plain)) != plain:
        plain = shorter
    return plain


def _begins(one: str, other: str) -> bool:
    """Whether one name is the other's beginning: «Tỉnh ủy», «Tỉnh ủy Lạng Sơn».

    An office in front makes another issuer: «Văn phòng Tỉnh ủy».
    """
    if " " not in one or " " not in other:
        return one == other
    return f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} ")


def _level(plain: str) -> str:
    """Return the first word for a level: that of the issuer itself («UBND xã …, tỉnh …»)."""
    found = [(f" {plain} ".find(f" {level} "), level) for level in _LEVELS]
    return min((pair for pair in found if pair[0] >= 0), default=(0, ""))[1]


def _distinct(one: str, other: str) -> bool:
    """Whether each has words that the other lacks, other than their initials («GD&ĐT»)."""
    first = [word for word in one.split() if word not in other.split()]
    second = [word for word in other.split() if word not in one.split()]
    if not first or not second:
        return False
    return _initials(first) != "".join(second) and _initials(second) != "".join(first)


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words if word != "va")
