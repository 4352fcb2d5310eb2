"""What the tests of the library share: sites in a temporary folder, and cases as files."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from click.testing import CliRunner

from bantin.bulletin import Bulletin
from bantin.bulletin_reader import read_bulletin
from bantin.cli import main
from bantin.parse import parse
from bantin.settings import Settings, read_settings
from bantin.siteconfig import locate, read_config
from bantin.source import Source
from bantin.validation import Context

hypothesis.settings.register_profile("bantin", deadline=None)  # no test measures time
hypothesis.settings.load_profile("bantin")

CASES = Path(__file__).parent / "cases"
FRONT = {
    "number": "15/KH-UBND",
    "date": "2026-05-19",
    "topic": "hanh-chinh",
    "title": "Họp giao ban tháng 5",
}
_SECTION = re.compile(r"^=== (.+)\n", re.MULTILINE)
_HEADER = re.compile(r"(?P<path>.+?)(?: \((?P<how>[^()]+)\))?")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what ``make golden`` asks for."""
    parser.addoption(
        "--regenerate-golden",
        action="store_true",
        help="rewrite the golden files with what is seen now; review the difference",
    )


@dataclass(frozen=True)
class Case:
    """One case file, taken apart."""

    files: Mapping[str, tuple[str, str]]
    expected: list[str]
    corrections: list[tuple[str, str]]
    then: list[str]


def read_case(file: Path) -> Case:
    """Read a case file; the README beside the cases describes it."""
    _description, *parts = _SECTION.split(file.read_text("utf-8"))
    files: dict[str, tuple[str, str]] = {}
    expected: list[str] = []
    then: list[str] = []
    corrections = []
    for header, content in zip(parts[::2], parts[1::2], strict=True):
        if header == "expect":
            expected = sorted(content.split("\n")[:-1])
        elif header == "then":
            then = sorted(content.split("\n")[:-1])
        elif header.startswith(("corrected ", "deleted ")):
            corrections.append((header, content))
        else:
            match = _HEADER.fullmatch(header)
            assert match
            files[match["path"]] = (match["how"] or "", content)
    return Case(files, expected, corrections, then)


def as_written(content: str, how: str) -> bytes:
    """Return the bytes of a file of a case; *how* as in the README of the cases."""
    if how == "crlf":
        return content.replace("\n", "\r\n").encode()
    if how == "no newline":
        return content.removesuffix("\n").encode()
    if how == "escapes":
        escaped = re.sub(r"\\x([0-9a-f]{2})", lambda m: chr(0xE000 + int(m[1], 16)), content)
        return b"".join(
            bytes([ord(c) - 0xE000]) if 0xE000 <= ord(c) <= 0xE0FF else c.encode() for c in escaped
        )
    return content.encode(how or "utf-8")


@dataclass
class Site:
    """A site in a temporary folder, checked by the real command."""

    root: Path
    rows: list[dict[str, Any]] = field(default_factory=list)

    def write(self, path: str, content: str, how: str = "") -> Path:
        """Write one file; *how* as in the README of the cases."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if how == "symlink":
            file.symlink_to(content.strip())
        elif how == "fifo":
            os.mkfifo(file)
        else:
            file.write_bytes(as_written(content, how))
        return file

    def bulletin(
        self, path: str = "bulletins/2026/a.md", body: str = "Nội dung.", **keys: str
    ) -> Path:
        """Write a bulletin with the required keys; *keys* replace or add, "" leaves one out."""
        front = {**FRONT, **keys}
        head = "".join(f"{key}: {value}\n" for key, value in front.items() if value != "")
        return self.write(path, f"---\n{head}---\n{body}\n")

    def correct(self, header: str, content: str) -> None:
        """Apply one correction of a case."""
        verb, target = header.split(" ", 1)
        path, _, line = target.partition(":")
        file = self.root / path
        if verb == "deleted":
            file.unlink()
        elif line:
            lines = file.read_text("utf-8").split("\n")
            index = int(line) - 1
            lines[index : index + 1] = content.split("\n")[:-1]
            file.write_text("\n".join(lines), "utf-8")
        else:
            match = _HEADER.fullmatch(path)
            assert match
            self.write(match["path"], content, match["how"] or "")

    def check(self) -> list[str]:
        """Run ``bantin check`` and return what it reports, as cases write it."""
        result = CliRunner().invoke(main, ["check", "--format", "json"])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        self.rows = json.loads(result.output)["problems"]
        has_errors = any(row["severity"] == "error" for row in self.rows)
        assert result.exit_code == has_errors
        return sorted(f"{r['code']} {r['file']}:{r['line']}:{r['column']}" for r in self.rows)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return a copy of the site of the cases, without bulletins, as the current folder."""
    shutil.copytree(CASES / "site", tmp_path, dirs_exist_ok=True)
    (tmp_path / "bulletins").mkdir()
    monkeypatch.chdir(tmp_path)
    return Site(tmp_path)


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Return the settings of the site of the cases."""
    file = CASES / "site" / "mkdocs.yml"
    found, problems = read_settings(read_config(file).settings, lambda path: locate(file, path))
    assert found
    assert not problems
    return found


@pytest.fixture(scope="session")
def context(settings: Settings) -> Context:
    """Return what front matter is checked against on the site of the cases."""
    return Context(settings, settings.registry)


def make(
    context: Context, path: str = "2026/a.md", body: str = "Nội dung.", **keys: str
) -> Bulletin:
    """Return a bulletin with the required keys; *keys* are further lines of front matter."""
    front = "".join(f"{key}: {value}\n" for key, value in {**FRONT, **keys}.items())
    parsed, problems = parse(Source(path, f"---\n{front}---\n{body}\n"), f"bulletins/{path}")
    assert parsed
    assert not problems
    bulletin, problems = read_bulletin(parsed, context, f"bulletins/{path}")
    assert bulletin, problems
    return bulletin


@pytest.fixture(scope="session")
def node() -> Iterator[Callable[..., Any]]:
    """Ask the JavaScript half; one long-lived process answers a line of JSON for each line."""
    if shutil.which("node") is None:
        pytest.skip("Node.js is not installed: the search engine cannot be asked")
    process = subprocess.Popen(
        ["node", str(Path(__file__).parent / "search" / "answer.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )

    def ask(**question: Any) -> Any:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(question) + "\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer["value"]

    yield ask
    process.communicate()
