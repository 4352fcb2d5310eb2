"""Two builds of one site."""

import subprocess
import sys
from pathlib import Path

import pytest

from bantin.lock import BuildLock
from tests.site_builder import build, bulletin, environment, snapshot, write_site

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")


def test_the_second_waits_until_the_first_lets_go(tmp_path: Path) -> None:
    """It says that it waits, once, and then has the lock."""
    file = tmp_path / "mkdocs.yml"
    file.write_text("", "utf-8")
    first, second = BuildLock(file), BuildLock(file)
    first.take(lambda: pytest.fail("nobody else is there"))
    waited: list[str] = []

    def wait() -> None:
        waited.append("waited")
        first.release()

    second.take(wait)
    assert waited == ["waited"]
    second.release()
    first.take(lambda: pytest.fail("the other has let it go"))
    first.release()


def test_two_builds_at_once_give_one_whole_site(tmp_path: Path) -> None:
    """Each waits for the other; the site is that of a single build."""
    texts = {f"2026/{i}.md": bulletin(number=f"{i}/TB-VP") for i in range(1, 30)}
    config = write_site(tmp_path / "both", dict(texts))
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(config)]
    running = [
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment()
        )
        for _ in range(3)
    ]
    said = [process.communicate(timeout=300)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], said
    single = write_site(tmp_path / "single", dict(texts))
    assert build(single).code == 0
    assert snapshot(tmp_path / "both" / "site") == snapshot(tmp_path / "single" / "site")
