"""What fuzzing begins with: the cases, the demonstration, and what fuzzing has found before."""

from pathlib import Path
from typing import Final

from tests.conftest import CASES, as_written, read_case
from tests.site_builder import ROOT

FOUND: Final = Path(__file__).parent / "found"
_NUMBERS: Final = (
    "number_forms.tsv",
    "citations/data/mentions.txt",
    "citations/data/look-alikes.txt",
)


def bulletins() -> list[bytes]:
    """Return the bulletins of all cases and of the demonstration."""
    found = [file.read_bytes() for file in sorted((ROOT / "bulletins").rglob("*.md"))]
    return found + _of_cases(".md")


def settings() -> list[bytes]:
    """Return the settings of all cases and of the demonstration."""
    files = [CASES / "site" / "mkdocs.yml", ROOT / "mkdocs.yml"]
    return [file.read_bytes() for file in files] + _of_cases("mkdocs.yml")


def texts() -> list[bytes]:
    """Return lines that name documents, and a few that seem to."""
    files = [ROOT / "tests" / name for name in _NUMBERS]
    return [line for file in files for line in file.read_bytes().split(b"\n") if line.strip()]


def found(harness: str) -> list[Path]:
    """Return the inputs of a harness that something was wrong with once."""
    return sorted((FOUND / harness).glob("*"))


def _of_cases(suffix: str) -> list[bytes]:
    return [
        as_written(content, how)
        for file in sorted(CASES.glob("*/*.txt"))
        for path, (how, content) in read_case(file).files.items()
        if path.endswith(suffix) and how not in ("symlink", "fifo")
    ]
