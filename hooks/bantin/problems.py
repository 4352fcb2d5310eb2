"""Problems: what is wrong with the input, where, and what to write instead."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from enum import Enum

Severity = Literal["error", "warning", "notice"]


class BantinError(Exception):
    """The root of the errors that this package raises for a caller to handle."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its code and its texts, with ``{placeholders}`` for the details.

    ``what`` says what is wrong, ``remedy`` what to write instead; both in Vietnamese, with
    English beside them. An error stops a build, a warning a strict one; a notice stops none: it
    tells of what may stand in a signed document, which no editor can change, or of what is well if
    it is meant.
    """

    code: str
    severity: Severity
    what: str
    remedy: str
    what_en: str
    remedy_en: str


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong at one place."""

    kind: Kind
    place: Place
    details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __reduce__(self) -> tuple[type["Problem"], tuple[Kind, Place, dict[str, str]]]:
        """Take the problem apart, to be sent from a worker process."""
        return Problem, (self.kind, self.place, dict(self.details))

    @property
    def what(self) -> str:
        """What is wrong, in Vietnamese."""
        return self.kind.what.format_map(self.details)

    @property
    def remedy(self) -> str:
        """What to write instead, in Vietnamese."""
        return self.kind.remedy.format_map(self.details)

    @property
    def what_en(self) -> str:
        """What is wrong, in English."""
        return self.kind.what_en.format_map(self.details)

    @property
    def remedy_en(self) -> str:
        """What to write instead, in English."""
        return self.kind.remedy_en.format_map(self.details)

    @property
    def is_error(self) -> bool:
        """Whether the problem stops a build."""
        return self.kind.severity == "error"

    @property
    def order(self) -> tuple[Place, str]:
        """A sort key: by file, line and column."""
        return (self.place, self.kind.code)


def problem(kind: "Enum", place: Place, **details: object) -> Problem:
    """Make a problem of a kind of the catalogue, its details as the placeholders' texts."""
    value: Kind = kind.value
    return Problem(value, place, MappingProxyType({k: str(v) for k, v in details.items()}))
