"""The catalogue of problems."""

import re
from pathlib import Path
from string import Formatter

import pytest

from bantin.catalogue import Problems
from bantin.problems import Kind, Place, problem

LIBRARY = Path(__file__).parent.parent / "hooks" / "bantin"


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("member", list(Problems), ids=lambda member: member.name)
def test_each_problem_is_complete(member: Problems) -> None:
    """A problem has a code of its own, a severity, and texts in both languages."""
    kind: Kind = member.value
    assert re.fullmatch(r"BT[1-8]\d\d", kind.code)
    assert kind.severity in {"error", "warning", "notice"}
    for text in (kind.what, kind.remedy, kind.what_en, kind.remedy_en):
        assert text
    # What a language says of the case, the other says too (but for words of the language itself).
    plain = {name.removesuffix("_en") for name in _names(kind.what_en + kind.remedy_en)}
    assert plain == _names(kind.what + kind.remedy)


def test_codes_are_unique_and_in_order() -> None:
    """No two problems share a code, and the catalogue is sorted by it."""
    codes = [member.value.code for member in Problems]
    assert codes == sorted(set(codes))


def test_no_problem_is_unused() -> None:
    """Each problem is reported somewhere in the library."""
    code = "".join(
        file.read_text("utf-8") for file in LIBRARY.rglob("*.py") if file.name != "catalogue.py"
    )
    code += (LIBRARY.parent / "site.py").read_text("utf-8")
    assert [m.name for m in Problems if not re.search(rf"\b{m.name}\b", code)] == []


def test_details_are_shown_as_they_are() -> None:
    """Braces in what an editor wrote are no placeholders."""
    found = problem(Problems.LINK_OUTSIDE, Place("a.md"), target="{x} %s {0}")
    assert "{x} %s {0}" in found.what
    assert found.is_error
    assert found.order == (Place("a.md"), "BT406")
