"""Progress: bars for people who look on, one line at the end, and where the time went."""

import io
import logging
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bantin.progress import Moment, Progress, Spent, Stage
from bantin.workers import spread_map
from bantin_mkdocs import bar
from bantin_mkdocs.bar import Bars
from bantin_mkdocs.build_report import Done, preview_line, timings
from tests.site_builder import ROOT, Built, build, bulletin, environment, snapshot, write_site
from tests.terminal import run_on_terminal, screen

COUNT = 130  # enough for two workers
LINE = re.compile(
    r"Bản tin: đọc mới (\d+) trong tổng số (\d+) bản tin, lập mới (\d+) trang; "
    r"ghi (\d+) tệp, dùng lại (\d+) tệp; \d+,\d giây, bộ nhớ cao nhất [\d.]+ MB\.$",
    re.MULTILINE,
)


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show bars at once, however short a stage is."""
    monkeypatch.setattr(bar, "PATIENCE", 0)


@pytest.fixture
def terminal() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def handler(terminal: io.StringIO) -> Iterator[logging.Handler]:
    """Have a log that writes to the terminal."""
    handler = logging.StreamHandler(terminal)
    handler.setFormatter(logging.Formatter("%(levelname)s - %(message)s"))
    log = logging.getLogger("tests.progress")
    log.addHandler(handler)
    yield handler
    log.removeHandler(handler)


@pytest.mark.parametrize("workers", [1, 2, 8])
def test_every_item_is_told_of(workers: int) -> None:
    """Whoever worked on them, as many items are told of as there are, and what is found stays."""
    told: list[int] = []
    found = spread_map(lambda item: -item, range(1000), workers, told.append)
    assert sum(told) == 1000
    assert found == [-item for item in range(1000)]


def test_time_counts_for_the_innermost_stage() -> None:
    """All time is some stage's, that of a stage within another is not counted twice."""
    now = iter([Moment(0, 0), Moment(1, 1), Moment(3, 5), Moment(6, 6), Moment(7, 7), Moment(9, 8)])
    progress = Progress(lambda: next(now))
    with progress.stage(Stage.PLANNING), progress.stage(Stage.INDEXING, 5) as tell:
        tell(2)
        tell(3)
    spent = progress.spent()
    assert spent[Stage.PLANNING] == Spent(wall=2 + 1, cpu=4 + 1)
    assert spent[Stage.INDEXING] == Spent(wall=3, cpu=1, items=5)
    assert spent[Stage.REST] == Spent(wall=1 + 2, cpu=1 + 1)


@pytest.mark.usefixtures("eager")
def test_a_bar_tells_what_is_done_and_what_is_left(terminal: io.StringIO) -> None:
    """While a stage goes on there is one line: its name, part, count and rate; then none."""
    with Bars(terminal, [])("Đọc bản tin", 200) as tell:
        tell(50)
        (line,) = screen(terminal.getvalue())
    assert re.match(r"Đọc bản tin  25 % \|.*\| 50/200, .* mục/s, còn ", line)
    assert screen(terminal.getvalue()) == [""]


@pytest.mark.usefixtures("eager")
def test_log_lines_and_bars_leave_one_another_alone(
    terminal: io.StringIO, handler: logging.Handler
) -> None:
    """A log line stands on a line of its own, the bar below it; after the stage, the log alone."""
    log = logging.getLogger("tests.progress")
    with Bars(terminal, [handler])("Lập tệp", 3) as tell:
        tell(1)
        log.warning("một")
        assert screen(terminal.getvalue()) == ["WARNING - một", ""]
        log.warning("hai")
    log.warning("ba")
    assert screen(terminal.getvalue()) == [*(f"WARNING - {n}" for n in ("một", "hai", "ba")), ""]
    assert not terminal.getvalue().endswith("\x1b[KWARNING - ba\n")


@pytest.mark.usefixtures("eager")
def test_a_stage_that_fails_leaves_no_bar(terminal: io.StringIO) -> None:
    """What ends a build is told on a clean line."""

    def fail() -> None:
        with Bars(terminal, [])("Lập tệp", 3) as tell:
            tell(1)
            raise OSError("đầy")

    with pytest.raises(OSError, match="đầy"):
        fail()
    assert screen(terminal.getvalue()) == [""]
    assert terminal.getvalue()


def test_a_short_stage_shows_nothing(
    terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before its time no bar comes up, nor when all is done."""
    monkeypatch.setattr(bar, "PATIENCE", float("inf"))
    with Bars(terminal, [])("Lập tệp", 3) as tell:
        tell(2)
    monkeypatch.setattr(bar, "PATIENCE", 0)
    with Bars(terminal, [])("Lập tệp", 3) as tell:
        tell(3)
    assert terminal.getvalue() == ""


def _site(folder: Path, count: int = COUNT) -> Path:
    bulletins: dict[str, str | bytes] = {
        f"2026/{n}.md": bulletin(number=f"{n}/TB-VP") for n in range(1, count + 1)
    }
    return write_site(folder, bulletins)


def _on_terminal(config: Path, *arguments: str, **env: str) -> tuple[int, str]:
    """Build on a terminal, with bars that come up at once."""
    command = [sys.executable, str(ROOT / "tests/eager_bars.py"), "build", "-f", str(config)]
    surroundings = environment({"TERM": "xterm", **env})
    if "CI" not in env:
        surroundings.pop("CI", None)
    return run_on_terminal([*command, *arguments], config.parent, surroundings)


def test_on_a_terminal_long_stages_have_bars(tmp_path: Path) -> None:
    """The bars come and go; what is left is the log, whose last word of ours is the one line."""
    config = _site(tmp_path)
    code, written = _on_terminal(config)
    assert code == 0, written
    assert re.search(rf"Kiểm tra, dò liên kết +\d+ % \|.*\| \d+/{COUNT}, ", written)
    left = screen(written)
    assert not [line for line in left if "%" in line or "|" in line]
    assert left[-1] == ""
    assert left[-2].startswith("INFO    -  Documentation built in ")
    assert LINE.search("\n".join(left[-4:-2]))
    assert snapshot(tmp_path / "site") == snapshot(build(_site(tmp_path / "piped")).site)


@pytest.mark.parametrize("how", ["CI", "dumb", "quiet"])
def test_where_nobody_looks_on_there_are_no_bars(tmp_path: Path, how: str) -> None:
    """In CI, on a terminal that cannot erase, and if MkDocs is to be quiet."""
    env = {"CI": {"CI": "true"}, "dumb": {"TERM": "dumb"}}.get(how, {})
    arguments = ["--quiet"] if how == "quiet" else []
    code, written = _on_terminal(_site(tmp_path, 3), *arguments, **env)
    assert code == 0, written
    text = written.replace("\r\n", "\n")
    assert not re.search(r"[\r%]|\x1b\[K", text)
    assert (text == "") == (how == "quiet")


def _numbers(built: Built) -> tuple[int, ...]:
    """Return what a build says it did: read, bulletins, pages, written, reused."""
    assert built.code == 0, built.output
    assert not re.search(r"[\r\x1b]", built.output)  # a pipe
    found = LINE.search(built.output)
    assert found, built.output
    return tuple(map(int, found.groups()))


def _inodes(site: Path) -> dict[str, int]:
    return {path: (site / path).stat().st_ino for path in snapshot(site)}


def test_the_line_at_the_end_tells_what_a_build_did(tmp_path: Path) -> None:
    """Of builds from nothing, without a change, and after an edited sentence alike."""
    config = _site(tmp_path)
    site = tmp_path / "site"
    read, bulletins, pages, written, reused = _numbers(build(config))
    before = _inodes(site)
    assert (read, bulletins, written, reused) == (COUNT, COUNT, len(before), 0)
    ours = {path for path in before if path.endswith("/index.html")}
    assert pages == len({path for path in ours if not path.startswith("tham-chieu/")})

    assert _numbers(build(config)) == (0, COUNT, 0, 0, len(before))

    text = bulletin("Câu khác.\n", number="1/TB-VP")
    (tmp_path / "bulletins/2026/1.md").write_text(text, "utf-8")
    read, bulletins, pages, written, reused = _numbers(build(config))
    after = _inodes(site)
    new = {path for path in after if after[path] != before.get(path)}
    assert (read, bulletins, pages) == (1, COUNT, 1)
    assert (written, reused) == (len(new), len(after) - len(new))


def test_a_broken_bulletin_is_read_anew_each_time(tmp_path: Path) -> None:
    """It stops the build, which says nothing of what it did; the next reads it and no other."""
    config = write_site(tmp_path, {"a.md": bulletin(), "b.md": bulletin(topic=["khong-co"])})
    broken = build(config)
    assert broken.code == 1
    assert "đọc mới" not in broken.output
    (tmp_path / "bulletins/b.md").write_text(bulletin(number="02/TB-VP"), "utf-8")
    assert _numbers(build(config))[:2] == (1, 2)


def test_timings_are_told_to_who_asks(tmp_path: Path) -> None:
    """With BANTIN_TIMINGS=1 there is a row for each stage and their sum, else none."""
    config = _site(tmp_path, 3)
    rows = ["Thời gian từng bước:", *(stage.value for stage in Stage), "Cộng"]
    for value in ("", "0"):
        plain = build(config, env={"BANTIN_TIMINGS": value})
        assert not [row for row in rows if f"{row}  " in plain.output]
    (tmp_path / "bulletins/2026/1.md").write_text(bulletin("Mới.\n", number="1/TB-VP"), "utf-8")
    asked = build(config, env={"BANTIN_TIMINGS": "1"}).output
    table = asked[asked.index(rows[0]) : asked.index("INFO", asked.index(rows[0]))].splitlines()
    assert [table[0], *(re.split(r" {2,}", row)[0] for row in table[2:])] == rows
    for row in table[2:]:
        assert re.fullmatch(r".+?( +[\d.]+,\d\d){2}( +[\d.]+ +[\d.]+,\d)?", row), row


def test_the_table_of_timings_divides_rightly() -> None:
    """Each row has seconds, seconds of the processors, items, and milliseconds an item."""
    now = iter([Moment(0, 0), Moment(0, 0), Moment(3, 5.5), Moment(3, 5.5)])
    progress = Progress(lambda: next(now))
    with progress.stage(Stage.READING, 1500) as tell:
        tell(1500)
    lines = timings(progress).splitlines()
    assert lines[2].split() == ["Đọc", "bản", "tin", "3,00", "5,50", "1.500", "2,0"]
    assert lines[-1].split() == ["Cộng", "3,00", "5,50"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ([], "không có bản tin nào mới hoặc sửa"),
        (["b.md", "a.md"], "dựng lại a.md, b.md"),
        (["a.md", "b.md", "c.md"], "dựng lại a.md, b.md, c.md"),
        ([f"{n}.md" for n in range(1234)], "dựng lại 1.234 bản tin"),
    ],
)
def test_the_preview_names_a_few_bulletins(changed: list[str], said: str) -> None:
    """Up to three by their paths, more by their number."""
    done = Done(changed, read=len(changed), bulletins=2000, pages=4, written=9, reused=1)
    line = preview_line(done, Progress())
    assert line == f"Bản tin: {said}; lập mới 4 trang; 0,0 giây."
