"""The preview: `mkdocs serve` in a process of its own, on a free port of this machine."""

import contextlib
import json
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from tests.site_builder import bulletin, environment, write_site

LONGEST_WAIT = 60  # seconds for a line that must come
TRIES = 8


class Preview:
    """A running `mkdocs serve`."""

    def __init__(self, config: Path, temporary: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        temporary.mkdir(exist_ok=True)
        self.lines: queue.Queue[str] = queue.Queue()
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "mkdocs", "serve", "-f", str(config)),
                *("-a", f"127.0.0.1:{self.port}"),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            cwd=config.parent,
            env=environment({"TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1"}),
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def wait(self, text: str, timeout: float = LONGEST_WAIT) -> str:
        """Return what is said up to the line that holds *text*. Raises queue.Empty."""
        said = ""
        while text not in said:
            said += self.lines.get(timeout=timeout)
        return said

    def change(self, file: Path, text: str) -> str:
        """Change a file, wait until the site is built again, and return what was said."""
        for _ in range(TRIES):  # the first look of the watcher may come after the change
            file.write_text(text, "utf-8")
            with contextlib.suppress(queue.Empty):
                self.wait("Detected file changes", timeout=5)
                return self.wait("Reloading browsers")
        pytest.fail("the preview does not notice changes")

    def get(self, path: str) -> str:
        """Return the text at an address of the site."""
        url = f"http://127.0.0.1:{self.port}/ban-tin/{path}"
        with urllib.request.urlopen(url, timeout=LONGEST_WAIT) as response:
            text: str = response.read().decode("utf-8")
        return text

    def problems(self) -> list[dict[str, Any]]:
        """Return what the preview says is wrong."""
        rows: list[dict[str, Any]] = json.loads(self.get("bantin-problems.json"))["problems"]
        return rows

    def __enter__(self) -> Self:
        self.wait("Serving on")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(LONGEST_WAIT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a site with a draft; return its folder."""
    folder = tmp_path_factory.mktemp("serve")
    write_site(
        folder,
        {
            "2026/a.md": bulletin("Lời đầu.\n"),
            "2026/nhap.md": bulletin(number="", type="tin", title="Bài nháp", draft=True),
        },
    )
    return folder


@pytest.fixture(scope="module")
def preview(folder: Path) -> Iterator[Preview]:
    """Serve the site while the tests of this file run."""
    with Preview(folder / "mkdocs.yml", folder / "tmp") as preview:
        yield preview


def test_drafts_are_shown_as_drafts(preview: Preview) -> None:
    """A draft has its page in the preview, marked, and is in the lists but in no feed."""
    assert "Bản nháp: chỉ thấy khi xem thử" in preview.get("bulletins/2026/nhap/")
    assert "Bài nháp" in preview.get("types/tin/")
    assert "Bài nháp" not in preview.get("feed.xml")
    assert "preview.js" in preview.get("")
    assert preview.problems() == []


def test_the_last_good_page_stays_while_a_bulletin_is_broken(
    preview: Preview, folder: Path
) -> None:
    """A broken bulletin changes no page; its problem is shown until it is put right."""
    file = folder / "bulletins" / "2026" / "a.md"
    preview.change(file, bulletin("Lời hỏng.\n", topic=["khong-co"]))
    assert "Lời đầu." in preview.get("bulletins/2026/a/")
    (row,) = preview.problems()
    assert (row["code"], row["file"], row["severity"]) == ("BT211", "bulletins/2026/a.md", "error")

    preview.change(file, bulletin("[x](khong.md)\n"))
    assert "Lời đầu." in preview.get("bulletins/2026/a/")
    assert [row["code"] for row in preview.problems()] == ["BT401"]

    preview.change(file, bulletin("Lời mới.\n"))
    assert preview.problems() == []
    assert "Lời mới." in preview.get("bulletins/2026/a/")


def test_warnings_are_shown_and_the_page_is_new(preview: Preview, folder: Path) -> None:
    """A bulletin with a warning is published, and the warning is shown."""
    file = folder / "bulletins" / "2026" / "a.md"
    preview.change(file, bulletin("Có nhắc.\n", titel="x"))
    assert "Có nhắc." in preview.get("bulletins/2026/a/")
    assert [row["code"] for row in preview.problems()] == ["BT202"]
    preview.change(file, bulletin("Hết nhắc.\n"))
    assert preview.problems() == []


def test_the_preview_says_what_it_built_again(preview: Preview, folder: Path) -> None:
    """An editor sees that the change has arrived, and in how many seconds."""
    said = preview.change(folder / "bulletins" / "2026" / "a.md", bulletin("Lời khác.\n"))
    line = re.search(r"Bản tin: dựng lại 2026/a\.md; lập mới \d+ trang; \d+,\d giây\.\n", said)
    assert line
    assert json.loads(preview.get("bantin-problems.json"))["built"] == line[0].strip()


def test_broken_settings_are_shown_too(preview: Preview, folder: Path) -> None:
    """A mistake in our part of mkdocs.yml leaves the last good site up as well."""
    file = folder / "mkdocs.yml"
    good = file.read_text("utf-8")
    preview.change(file, good.replace("issuer: van-phong", "issuer: khong-co"))
    assert [row["code"] for row in preview.problems()] == ["BT601"]
    assert "Tất cả bản tin" in preview.get("bulletins/")
    preview.change(file, good)
    assert preview.problems() == []


def test_a_deleted_bulletin_is_gone(preview: Preview, folder: Path) -> None:
    """What was published before is not there any more after its file is deleted."""
    extra = folder / "bulletins" / "2026" / "b.md"
    preview.change(extra, bulletin(number="02/TB-VP", title="Bài hai"))
    assert "Bài hai" in preview.get("bulletins/2026/b/")
    extra.unlink()
    preview.wait("Reloading browsers")
    with pytest.raises(urllib.error.HTTPError, match="404") as raised:
        preview.get("bulletins/2026/b/")
    raised.value.close()


def test_a_first_build_that_fails_says_why_and_leaves_nothing(tmp_path: Path) -> None:
    """With nothing good to show, the preview ends with the problem and without a traceback."""
    config = write_site(tmp_path, {"2026/a.md": bulletin(topic=["khong-co"])})
    temporary = tmp_path / "tmp"
    failed = Preview(config, temporary)
    code = failed.process.wait(LONGEST_WAIT)
    said = failed.wait("giữ nguyên")
    assert code == 1
    assert "[BT211]" in said
    assert "Traceback" not in said
    assert [*temporary.iterdir()] == []
    if failed.process.stdout:
        failed.process.stdout.close()


def test_a_preview_leaves_nothing_behind(tmp_path: Path) -> None:
    """After Ctrl+C the temporary site is gone, and no folder was made but the cache."""
    config = write_site(tmp_path, {"2026/a.md": bulletin()})
    temporary = tmp_path / "tmp"
    with Preview(config, temporary) as preview:
        assert "Trang thử" in preview.get("")
    assert preview.process.returncode == 0
    assert [*temporary.iterdir()] == []
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {".cache", "bulletins", "docs", "mkdocs.yml", "tmp"}
