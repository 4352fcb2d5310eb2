"""The command ``bantin``: exit codes and output."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bantin.cli import main
from bantin.reporters import REPORTERS
from tests.conftest import Site

HOOKS = Path(__file__).parent.parent / "hooks"


def test_a_clean_site_ends_with_zero(site: Site) -> None:
    """Nothing wrong: exit 0 and one line."""
    site.bulletin()
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 0
    assert result.output == "Đã kiểm tra 1 bản tin: không có lỗi.\n"


def test_a_warning_does_not_fail(site: Site) -> None:
    """A warning is told, and exit stays 0."""
    site.bulletin(permalink="/x/")
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 0
    assert "cảnh báo [BT202]" in result.output


@pytest.mark.parametrize("form", [*REPORTERS])
def test_an_error_ends_with_one_in_every_format(site: Site, form: str) -> None:
    """Something wrong: exit 1, whatever the format."""
    site.bulletin(date="hôm qua")
    result = CliRunner().invoke(main, ["check", "--format", form])
    assert result.exit_code == 1
    assert "BT207" in result.output


@pytest.mark.parametrize(
    "arguments", [["kiem-tra"], ["check", "--format", "xml"], ["check", "x"], []]
)
def test_wrong_use_ends_with_two(arguments: list[str]) -> None:
    """A command or option that does not exist: exit 2."""
    assert CliRunner().invoke(main, arguments).exit_code == 2


def test_another_configuration_file_may_be_named(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``-f`` names a mkdocs.yml elsewhere; its folders stand beside it."""
    site.bulletin(date="hôm qua")
    (site.root / "khac").mkdir()
    monkeypatch.chdir(site.root / "khac")
    result = CliRunner().invoke(main, ["check", "-f", "../mkdocs.yml"])
    assert result.exit_code == 1
    assert f"{site.root.as_posix()}/bulletins/2026/a.md:3:7" in result.output
    assert CliRunner().invoke(main, ["check"]).exit_code == 1


def test_problems_are_sorted_by_place(site: Site) -> None:
    """All problems of all files come in one run, file by file, line by line."""
    site.bulletin("bulletins/2026/b.md", body="# A", number="mười", date="hôm qua")
    site.bulletin("bulletins/2026/a.md", body="# A")
    site.check()
    places = [(row["file"], row["line"]) for row in site.rows]
    assert places == sorted(places)
    assert {file for file, _ in places} == {"bulletins/2026/a.md", "bulletins/2026/b.md"}


def test_the_schema_is_printed(site: Site) -> None:
    """``bantin schema`` prints JSON Schema with the site's own topics."""
    result = CliRunner().invoke(main, ["schema"])
    assert result.exit_code == 0
    schema = json.loads(result.output)
    assert schema["properties"]["topic"]["oneOf"][0]["enum"] == ["hanh-chinh", "dao-tao"]
    assert schema["required"] == ["number", "date", "topic", "title"]
    assert site.root.is_dir()


def test_the_schema_needs_a_configuration(site: Site) -> None:
    """Without a readable configuration there is no schema: exit 1."""
    (site.root / "mkdocs.yml").unlink()
    assert CliRunner().invoke(main, ["schema"]).exit_code == 1


def test_the_module_speaks_utf8_anywhere(site: Site) -> None:
    """``python -m bantin`` writes UTF-8 also where the console has another encoding."""
    site.bulletin(date="hôm qua")
    done = subprocess.run(
        [sys.executable, "-m", "bantin", "check"],
        env={**os.environ, "PYTHONPATH": str(HOOKS), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert "«hôm qua» không phải ngày tháng" in done.stdout.decode("utf-8")
    assert done.stderr == b""


def test_a_long_value_is_told_by_its_beginning(site: Site) -> None:
    """A message stays one that can be read."""
    site.bulletin(aliases=f"[{'a' * 3_000}]")
    assert site.check() == ["BT224 bulletins/2026/a.md:6:11"]
    assert f"«{'a' * 120}…»" in site.rows[0]["message"]
