"""Every case file, through the real command."""

import re
from pathlib import Path

import pytest

from bantin.catalogue import Problems
from tests.conftest import CASES, Site, read_case

BROKEN = sorted((CASES / "broken").glob("*.txt"))
VALID = sorted((CASES / "valid").glob("*.txt"))
_LITERAL = re.compile(r"(?:- )?(?:[a-z_]+: |\").*")
_UNREADABLE = re.compile(r"\{\w+\}|\bNone\b|Problems\.|\['|«»")


def _name(file: Path) -> str:
    return file.stem


@pytest.mark.parametrize("file", BROKEN, ids=_name)
def test_a_broken_case_is_refused_and_its_correction_passes(file: Path, site: Site) -> None:
    """Each mistake is reported with its code and place alone, and putting it right works."""
    case = read_case(file)
    assert case.expected
    assert case.corrections
    for path, (how, content) in case.files.items():
        site.write(path, content, how)
    assert site.check() == case.expected
    for row in site.rows:
        for part in ("message", "remedy", "message_en", "remedy_en"):
            assert row[part].strip()
            assert not _UNREADABLE.search(row[part]), row
    remedies = {(row["file"], row["line"]): row["remedy"] for row in site.rows}
    for header, content in case.corrections:
        path, _, line = header.split(" ", 1)[1].partition(":")
        remedy = remedies.get((path, int(line or 0)), "")
        if _LITERAL.fullmatch(remedy):  # the editor copies the line that is shown to him
            assert content.strip() == remedy
    for header, content in reversed(case.corrections):  # a line deleted moves those below it
        site.correct(header, content)
    assert site.check() == case.then


@pytest.mark.parametrize("file", VALID, ids=_name)
def test_a_valid_case_passes(file: Path, site: Site) -> None:
    """What editors may write is accepted without a word."""
    case = read_case(file)
    assert not case.expected
    for path, (how, content) in case.files.items():
        site.write(path, content, how)
    assert site.check() == []


def test_every_problem_of_the_catalogue_has_a_case() -> None:
    """No code is without a case, and no case names a code that does not exist."""
    shown = {line.split()[0] for file in BROKEN for line in read_case(file).expected}
    known = {member.value.code for member in Problems}
    # `bantin check` makes neither files for servers (BT612) nor the plan of outputs (BT701); what
    # cannot be read (BT115) and is too large (BT509) cannot be written down here.
    # A bulletin of a megabyte (BT120) is in test_limits; one that takes long (BT125), of which none
    # is known any more, in test_readings.
    elsewhere = {"BT115", "BT120", "BT125", "BT509", "BT612", "BT701"}
    assert known - elsewhere == shown - elsewhere
