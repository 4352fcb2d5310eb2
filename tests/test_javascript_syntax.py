"""The browser's JavaScript: every file parses, and its own tests pass under Node.js."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.site_builder import ROOT

SCRIPTS = sorted((ROOT / "overrides" / "assets" / "javascripts").rglob("*.js"))
TESTS = sorted((ROOT / "tests").rglob("*.test.js"))
pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")


def _node(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node", *arguments],
        input=text,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_every_script_parses(script: Path) -> None:
    """Each file is a module without mistakes of syntax."""
    checked = _node("--check", "--input-type=module", text=script.read_text("utf-8"))
    assert checked.returncode == 0, checked.stderr


def test_the_tests_in_javascript_pass() -> None:
    """Every `*.test.js` passes."""
    assert TESTS
    ran = _node("--test", *map(str, TESTS))
    assert ran.returncode == 0, ran.stdout
