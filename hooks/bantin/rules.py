"""The rules of Vietnamese documents, read from the data files of this package."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from bantin.text import slugify

Regime = Literal["state", "party", "law"]
NEWS: Final = "tin"
LETTER: Final = "cong-van"


@dataclass(frozen=True, slots=True)
class TypeCode:
    """One way in which a type shows in a number, where and when it does.

    ``usual`` is false where the code nearly always means another type.
    """

    code: str
    regime: Regime | None = None
    since: date | None = None
    until: date | None = None
    usual: bool = True

    def applies(self, regime: Regime | None, day: date | None) -> bool:
        """Whether a document of *regime* issued on *day* may use the code (None: not known)."""
        if self.regime and regime and self.regime != regime:
            return False
        if day is None:
            return True
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document, such as công văn, kế hoạch, tin."""

    id: str
    label: str
    codes: tuple[TypeCode, ...] = ()
    news: bool = False
    notice: bool = False
    titled: bool = True


@dataclass(frozen=True, slots=True)
class Status:
    """A status of a document, as the national database of law names it."""

    id: str
    label: str
    in_force: bool
    aliases: tuple[str, ...] = ()
    banner: str = ""
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of relation between two documents, with its names in both directions."""

    id: str
    label: str
    inverse: str


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """How the head of a document looks under a regime."""

    id: str
    motto: tuple[str, ...]
    number: str
    subject: str


class TypeRegistry(Mapping[str, DocumentType]):
    """The types of documents by id, found by code too."""

    def __init__(self, types: Iterable[DocumentType]) -> None:
        self._by_id = {kind.id: kind for kind in types}

    def __getitem__(self, key: str) -> DocumentType:
        return self._by_id[key]

    def __iter__(self) -> "Any":
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def with_code(
        self, code: str, regime: Regime | None, day: date | None = None
    ) -> tuple[DocumentType, ...]:
        """Return the types that *code* can mean, the usual one first; case counts (CT ≠ CTr)."""
        found = [
            (not entry.usual, kind)
            for kind in self._by_id.values()
            for entry in kind.codes
            if entry.code == code and entry.applies(regime, day)
        ]
        return tuple(dict.fromkeys(kind for _, kind in sorted(found, key=lambda pair: pair[0])))

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes, each once."""
        return tuple(dict.fromkeys(c.code for kind in self._by_id.values() for c in kind.codes))

    def find(self, word: str) -> DocumentType | None:
        """Return the type that *word* names: its id, or its label in any spelling."""
        return self._by_id.get(slugify(word))


@cache
def builtin_types() -> TypeRegistry:
    """Return the types of Decree 30/2020/NĐ-CP, of the Party's rule books, and of law."""
    return TypeRegistry(
        DocumentType(
            **{key: value for key, value in row.items() if key != "codes"},
            codes=tuple(TypeCode(**code) for code in row.get("codes", ())),
        )
        for row in _rows("types")
    )


@cache
def statuses() -> dict[str, Status]:
    """Return the statuses by id."""
    return {
        row["id"]: Status(**{**row, "aliases": tuple(row.get("aliases", ()))})
        for row in _rows("statuses")
    }


def find_status(word: str) -> Status | None:
    """Return the status that *word* names: its id, an alias, or its label in any spelling."""
    key = slugify(word)
    for status in statuses().values():
        if key in (status.id, slugify(status.label), *status.aliases):
            return status
    return None


@cache
def relations() -> dict[str, Relation]:
    """Return the kinds of relations by id."""
    return {row["id"]: Relation(**row) for row in _rows("relations")}


@cache
def document_heads() -> dict[str, DocumentHead]:
    """Return the heads of documents by regime ("state", "party")."""
    return {
        row["id"]: DocumentHead(**{**row, "motto": tuple(row["motto"])}) for row in _rows("regimes")
    }


def _rows(name: str) -> list[dict[str, Any]]:
    text = files("bantin").joinpath("data", f"{name}.toml").read_text("utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)[name]
    return rows
