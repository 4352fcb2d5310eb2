"""However often files are renamed, what led to a bulletin leads there still."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.site_builder import ROOT, VOCABULARY, bulletin, environment, write_site

BULLETINS = 40


def _renamed(folder: Path, count: int) -> dict[str, Any]:
    """Make renames at random in a site of its own; return what was found."""
    files: dict[str, str | bytes] = {}
    for number in range(BULLETINS):
        name = f"{2020 + number % 7}/bai-so-{number}"
        front: dict[str, Any] = {"number": f"{number + 1}/TB-VP"}
        if number % 2:
            files[f"{name}.txt"] = f"Phụ lục {number}\n".encode()
            front["attachments"] = [{"file": f"bai-so-{number}.txt"}]
        if number % 5 == 0:
            front["id"] = f"ma-{number}"
        files[f"{name}.md"] = bulletin(**front, title=f"Tên {number}.")
    write_site(folder, files, bantin={**VOCABULARY, "feed_items": 100})
    ran = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "renames.py"), str(folder), str(count)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=environment({"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1780000000"}),
        timeout=580,
        check=True,
    )
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize("count", [50, pytest.param(1000, marks=pytest.mark.slow)])
def test_no_address_dies_and_no_entry_is_new(tmp_path: Path, count: int) -> None:
    """Each address ever published gives its bulletin or leads there directly; feeds stay."""
    found = _renamed(tmp_path, count)
    assert found["wrong"] == []
    assert sum(found["made"].values()) == count
    assert found["pages"] > BULLETINS + count / 4
    assert found["files"] > BULLETINS / 2 + count / 8
    assert all(found["made"].values())
