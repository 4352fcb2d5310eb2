"""Work spread over child processes."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

import pytest

from bantin import publish, workers
from bantin.ledger import Ledger
from bantin.output import Output
from bantin.workers import Ahead, WorkerError, processors, spread
from tests.site_builder import environment, snapshot

ITEMS = [*range(1000)]


def _squares(some: Iterable[int]) -> list[int]:
    return [item**2 for item in some]


@pytest.mark.parametrize("count", [1, 2, 8, 100])
def test_every_item_is_worked_on_once(count: int) -> None:
    """Each child has every n-th block of items; together they have all, however many they are."""
    found = spread(_squares, ITEMS, count)
    assert len(found) == min(count, 15)
    assert next(zip(*found, strict=False)) == tuple((32 * i) ** 2 for i in range(len(found)))
    assert sorted(square for part in found for square in part) == _squares(ITEMS)


def test_a_few_items_are_worth_no_child() -> None:
    """Then the work is done here."""
    assert spread(lambda some: (os.getpid(), [*some]), [1, 2], 8) == [(os.getpid(), [1, 2])]
    assert spread(_squares, [], 8) == [[]]


def test_no_child_is_forked_beside_a_thread() -> None:
    """A fork would cut the thread off in the middle of what it holds."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert spread(lambda _some: os.getpid(), ITEMS, 2) == [os.getpid()]
    finally:
        done.set()
        thread.join()


def test_what_a_child_raises_is_raised_here() -> None:
    """With its kind and its words."""

    def fail(some: Iterable[int]) -> None:
        if 501 in some:
            raise OSError(28, "No space left on device", "x.html")

    with pytest.raises(OSError, match="No space left") as caught:
        spread(fail, ITEMS, 2)
    assert caught.value.errno == 28


def test_a_child_that_dies_is_one_clear_error() -> None:
    """The message says so in Vietnamese, and the other children are ended."""

    def die(some: Iterable[int]) -> None:
        if 0 in some:
            os.kill(os.getpid(), signal.SIGKILL)
        signal.pause()

    with pytest.raises(WorkerError, match=r"dừng bất thường \(mã -9\)"):
        spread(die, ITEMS, 2)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("count", [1, 2, 8])
def test_a_site_is_the_same_with_any_number_of_workers(tmp_path: Path, count: int) -> None:
    """Each file is written once, with its bytes."""
    outputs = [Output(f"{i % 7}/{i}.html", "1", f"page {i}".encode) for i in range(700)]
    release = publish.begin(tmp_path / "site", Ledger(None, tmp_path / "site"))
    made = publish.write(outputs, release, count)
    assert made == [output.path for output in outputs]
    release.publish()
    assert snapshot(tmp_path / "site") == {one.path: one.make() for one in outputs}


def test_processors_are_those_that_may_be_used() -> None:
    """A container that is given one processor of many gets one worker."""
    allowed = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(allowed)})
        assert processors() == 1
    finally:
        os.sched_setaffinity(0, allowed)
    assert processors() == len(allowed)


@pytest.mark.parametrize("count", [1, 2, 3, 8])
@pytest.mark.parametrize("length", [0, 1, 200, 201, 203])
def test_what_is_found_is_in_order(count: int, length: int) -> None:
    """Whoever worked on an item, its result stands in its place."""
    items = [*range(length)]
    assert workers.spread_map(lambda item: -item, items, count) == [-item for item in items]


def test_children_end_with_their_parent(tmp_path: Path) -> None:
    """Killed, a build leaves nobody behind who writes into the next one's folder."""
    source = (
        "import os, sys, time\n"
        "from bantin.workers import spread\n"
        "def work(some):\n"
        "    os.write(1, b'%d\\n' % os.getpid())\n"  # one write, that no other breaks up
        "    time.sleep(600)\n"
        "spread(work, [*range(1000)], 2)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", source],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
        cwd=tmp_path,
    )
    assert parent.stdout
    children = [int(parent.stdout.readline()) for _ in range(2)]
    parent.kill()
    parent.wait()
    assert parent.stdout.read() == ""  # the pipe ends when the last child that holds it has ended
    parent.stdout.close()
    assert len(set(children)) == 2


class _UnsendableError(Exception):
    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def test_an_error_that_cannot_be_sent_is_quoted() -> None:
    """What went wrong is not lost because its class cannot be pickled."""

    def fail(_some: Iterable[int]) -> None:
        raise _UnsendableError("hai", "phần")

    with pytest.raises(WorkerError, match="hai phần"):
        spread(fail, ITEMS, 2)


def test_a_child_works_ahead() -> None:
    """What it finds is there when it is asked for; with one processor the work is done then."""
    assert Ahead(os.getpid, 2).result() != os.getpid()
    assert Ahead(os.getpid, 1).result() == os.getpid()


def test_a_child_that_works_ahead_may_fail() -> None:
    """What it raises is raised where its result is asked for, also its death."""
    with pytest.raises(FileNotFoundError):
        Ahead(lambda: Path("/nowhere/at/all").stat(), 2).result()
    with pytest.raises(WorkerError, match="-9"):
        Ahead(lambda: os.kill(os.getpid(), signal.SIGKILL), 2).result()


def test_a_child_that_nobody_waits_for_ends() -> None:
    """It is not left behind."""
    ahead = Ahead(threading.Event().wait, 2)
    assert len(multiprocessing.active_children()) == 1
    ahead.drop()
    ahead.drop()
    assert multiprocessing.active_children() == []
