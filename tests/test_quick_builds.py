"""Quick builds by the command of MkDocs: what they say, and what they do with a damaged cache."""

import os
import re
import sqlite3
import time
from pathlib import Path

import pytest

from tests.site_builder import VOCABULARY, Built, build, bulletin, snapshot, write_site

START = "Văn bản này quy định việc tiếp nhận, xử lý và lưu trữ hồ sơ. " * 10


def _site(folder: Path) -> Path:
    """Write a site of which one bulletin is a small part, with warnings of three kinds."""
    files: dict[str, str | bytes] = {
        f"2025/{i}.md": bulletin(f"Bài {i}.\n", number=f"{i}/TB-VP", title=f"Bài {i}")
        for i in range(30)
        if i
    }
    files["2026/a.md"] = _edited("Hết.")
    files["2026/b.md"] = bulletin(
        number="41/TB-VP", title="V/v họp", relations={"follows": ["40/TB-VP"]}
    )
    files["2026/c.md"] = bulletin("Theo Thông báo số 40/TB-VP.\n", number="42/TB-VP", title="C")
    return write_site(folder, files, bantin={**VOCABULARY, "feed_item": "3"})


def _edited(end: str) -> str:
    return bulletin(f"{START}\n\n{end}\n", number="40/TB-VP", title="A")


def _edit(config: Path, end: str) -> None:
    (config.parent / "bulletins/2026/a.md").write_text(_edited(end), "utf-8")


def _warnings(built: Built) -> list[str]:
    assert built.code == 0, built.output
    return sorted(re.findall(r"\[BT\d+\]", built.output))


def _files_written(built: Built) -> int:
    found = re.search(r"ghi (\d+) tệp", built.output)
    assert found
    return int(found[1])


def test_every_build_tells_each_warning_once(tmp_path: Path) -> None:
    """However few pages a build plans, it tells all that is wrong on the site, each thing once."""
    config = _site(tmp_path)
    first = _warnings(build(config))
    assert {"[BT218]"} <= {*first}
    for end in ("Hết rồi.", "Hết rồi!", "Hết rồi!"):
        _edit(config, end)
        assert _warnings(build(config)) == first


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE crossings SET crossing = x'00'",
        "UPDATE crossings SET card = x'00' WHERE path = '2026/a.md'",
        "UPDATE notes SET content = x'00' WHERE name IN ('build', 'latest')",
        "UPDATE analyses SET analysis = x'00'",
        "UPDATE records SET record = x'00', html = x'00'",
        "DROP TABLE crossings",
    ],
)
def test_a_damaged_cache_costs_time_alone(tmp_path: Path, statement: str) -> None:
    """After an edit the site is that of a build from nothing, whatever became of the cache."""
    config = _site(tmp_path / "one")
    build(config)
    database = sqlite3.connect(tmp_path / "one/.cache/bantin/readings.sqlite3")
    with database:
        database.execute(statement)
    database.close()
    _edit(config, "Hết rồi.")
    warm = build(config)
    assert warm.code == 0, warm.output
    other = _site(tmp_path / "two")
    _edit(other, "Hết rồi.")
    assert snapshot(warm.site) == snapshot(build(other).site)


def test_an_attachment_that_changes_during_a_build_is_published_by_the_next(tmp_path: Path) -> None:
    """What the last build read is believed of files alone that were left in peace before it."""
    files: dict[str, str | bytes] = {"2026/a.md": bulletin(attachments=[{"file": "a.pdf"}])}
    config = write_site(tmp_path, files)
    file, during = tmp_path / "bulletins/2026/a.pdf", time.time_ns() + 10**12
    for content in (b"%PDF-1.4 before", b"%PDF-1.4 behind"):
        with file.open("r+b" if file.exists() else "wb") as one:
            one.write(content)
        os.utime(file, ns=(during, during))  # the build ends within the tick of the clock
        built = build(config)
        assert (built.site / "bulletins/2026/a.pdf").read_bytes() == content


def test_the_log_shows_editors_no_insides(tmp_path: Path) -> None:
    """What a build says holds no line of a program, nor warnings meant for programmers."""
    output = build(_site(tmp_path)).output
    assert "lập mới" in output
    assert "Deprecat" not in output
    assert 'File "' not in output


def test_an_edit_is_a_small_part_of_a_build(tmp_path: Path) -> None:
    """The build says how many files it wrote: for a sentence, few of them."""
    config = _site(tmp_path)
    whole = _files_written(build(config))
    _edit(config, "Hết rồi.")
    assert 0 < _files_written(build(config)) < whole / 4
    assert _files_written(build(config)) == 0
