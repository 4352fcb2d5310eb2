"""The rules of numbers and citations, read from ``data/citations.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from bantin.text import fold


@dataclass(frozen=True, slots=True)
class Term:
    """A congress term (nhiệm kỳ) of an organ whose abbreviation names one issuer only."""

    organ: str
    name: str
    since: date


@dataclass(frozen=True, slots=True)
class NumberRules:
    """What abbreviations of organs say, and which words stand around a number."""

    words: Mapping[str, str]
    before: frozenset[str]
    not_documents: frozenset[str]
    continues: frozenset[str]
    issuer_begins: tuple[str, ...]
    issuer_ends: tuple[str, ...]
    party_organs: frozenset[str]
    state_organs: frozenset[str]
    shared_organs: frozenset[str]
    known_organs: frozenset[str]
    by_letters: Mapping[str, str]
    same_organs: Mapping[str, str]
    terms: tuple[Term, ...]

    def term_of(self, organ: str, day: date) -> Term | None:
        """Return the congress term of *organ* on *day*, None where it is not known."""
        begun = [term for term in self.terms if term.organ == organ and term.since <= day]
        return max(begun, key=lambda term: term.since) if begun else None


@cache
def number_rules() -> NumberRules:
    """Return the rules."""
    data: dict[str, Any] = tomllib.loads(
        files("bantin").joinpath("data", "citations.toml").read_text("utf-8")
    )
    organs = data["organs"]
    known = {*organs["party"], *organs["state"], *organs["shared"], *organs["with_d"]}
    same: dict[str, str] = organs["same"]
    letters = {fold(organ): organ for organ in sorted(known)}
    letters = {fold(written): meant for written, meant in same.items()} | letters
    return NumberRules(
        words=data["words"],
        before=frozenset(data["before"]["number"]),
        not_documents=frozenset(data["before"]["not_documents"]),
        continues=frozenset(data["before"]["continues"]),
        issuer_begins=tuple(data["issuer"]["begins"]),
        issuer_ends=tuple(data["issuer"]["ends"]),
        party_organs=frozenset(organs["party"]),
        state_organs=frozenset(organs["state"]),
        shared_organs=frozenset(organs["shared"]),
        known_organs=frozenset(known),
        by_letters=letters,
        same_organs=same,
        terms=tuple(Term(**row) for row in data["terms"]),
    )
