"""What a build says at its end: what it did, how long it took, and where the time went."""

import os
import re
import sys
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bantin.corpus import Corpus
from bantin.dates import VIETNAM
from bantin.progress import Moment, Progress, Stage

_FEW = 3  # bulletins that are named
_MEGABYTE = 1024 * 1024
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


@dataclass(frozen=True)
class Done:
    """What a build did: *changed* bulletins by path, those read anew of all, pages, files."""

    changed: Collection[str]
    read: int
    bulletins: int
    pages: int
    written: int
    reused: int


def clock() -> Moment:
    """Return the time, and the processors' time of this process and its ended children."""
    return Moment(time.monotonic(), sum(os.times()[:4]))


def build_line(done: Done, progress: Progress) -> str:
    """Return what a build says in one line."""
    read = f"đọc mới {_count(done.read)} trong tổng số {_count(done.bulletins)} bản tin"
    made = f"lập mới {_count(done.pages)} trang"
    files = f"ghi {_count(done.written)} tệp, dùng lại {_count(done.reused)} tệp"
    return f"Bản tin: {read}, {made}; {files}; {_figure(_seconds(progress))} giây{_memory()}."


def preview_line(done: Done, progress: Progress) -> str:
    """Return what a build of the preview says in one line: above all of which bulletins."""
    if not done.changed:
        what = "không có bản tin nào mới hoặc sửa"
    elif len(done.changed) <= _FEW:
        what = f"dựng lại {', '.join(sorted(done.changed))}"
    else:
        what = f"dựng lại {_count(len(done.changed))} bản tin"
    pages = f"lập mới {_count(done.pages)} trang"
    return f"Bản tin: {what}; {pages}; {_figure(_seconds(progress))} giây."


def waiting_line(corpus: Corpus) -> str:
    """Return how many bulletins wait for their time, and when the next is due; "" if none.

    It names none of them: a log is read by more people than the folder of bulletins.
    """
    if corpus.due is None:
        return ""
    moment = datetime.fromtimestamp(corpus.due, VIETNAM)
    count = _count(len(corpus.awaited))
    return f"Bản tin: {count} bài hẹn giờ đăng; bài kế tiếp lúc {moment:%H:%M ngày %d/%m/%Y}."


def timings(progress: Progress) -> str:
    """Return a table of what each stage took."""
    spent = progress.spent()
    rows = [("Bước", "giây", "giây CPU", "số mục", "ms/mục")]
    for stage, one in spent.items():
        each = _figure(one.wall / one.items * 1000) if one.items else ""
        items = _count(one.items) if one.items else ""
        rows.append((stage.value, _figure(one.wall, 2), _figure(one.cpu, 2), items, each))
    wall, cpu = (sum(getattr(one, what) for one in spent.values()) for what in ("wall", "cpu"))
    rows.append(("Cộng", _figure(wall, 2), _figure(cpu, 2), "", ""))
    width = max(len(stage.value) for stage in Stage)
    lines = [
        f"{label:<{width}}" + "".join(f"{cell:>10}" for cell in cells) for label, *cells in rows
    ]
    return "\n".join(["Thời gian từng bước:", *(line.rstrip() for line in lines)])


def _seconds(progress: Progress) -> float:
    return sum(one.wall for one in progress.spent().values())


def _memory() -> str:
    """Return the most memory that this process or one of its children had, where it is known."""
    if sys.platform == "win32":
        return ""
    import resource  # noqa: PLC0415 - not on Windows

    own, children = (
        resource.getrusage(one).ru_maxrss
        for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    with suppress(OSError):  # not on Linux: there, what started this process counts in the first
        status = Path("/proc/self/status").read_text("utf-8")
        own = next((int(found[1]) for found in _PEAK.finditer(status)), own)
    most = max(own, children)
    size = most if sys.platform == "darwin" else most * 1024
    return f", bộ nhớ cao nhất {_count(round(size / _MEGABYTE))} MB"


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _figure(number: float, digits: int = 1) -> str:
    return f"{number:.{digits}f}".replace(".", ",")
