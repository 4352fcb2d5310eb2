"""Work spread over the processors: forked children that inherit all that is known.

A child begins with everything its parent has loaded, so nothing is sent to it; what it finds comes
back pickled, and how far it is stands in memory that both share. Where processes cannot be forked
(Windows), or a thread runs that a fork would cut off (the preview), the work is done one after the
other, with the same outcome.
"""

import ctypes
import mmap
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from multiprocessing.connection import Connection
from typing import Final, Generic, TypeVar

from bantin.progress import Tell, nobody

_Found = TypeVar("_Found")
_Item = TypeVar("_Item")
_PR_SET_PDEATHSIG: Final = 1  # prctl(2)
_LEAST: Final = 64  # items for which a child is worth its start
_BLOCK: Final = 32
_GLANCE: Final = 0.1  # seconds after which it is looked how far children are
_WORD: Final = 8  # bytes of a number that is shared


class WorkerError(Exception):
    """A child ended without a result, as by a signal; the message says how, in Vietnamese."""


def processors() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    work: Callable[[Iterable[_Item]], _Found],
    items: Sequence[_Item],
    workers: int,
    tell: Tell = nobody,
) -> list[_Found]:
    """Return what *work* finds for parts of *items*: each child has every n-th block of them.

    *tell* is told of items that are done, now and then. What a child raises is raised here. Raises
    WorkerError if one dies.
    """
    count = min(workers, len(items) // _LEAST)
    if count < 2 or not _can_fork():  # noqa: PLR2004
        return [work(_each(items, tell))]
    done = memoryview(mmap.mmap(-1, count * _WORD)).cast("Q")  # how many each child has done
    parts = _dealt(items, count)
    children = [
        _start(partial(work, _each(parts[index], _counter(done, index)))) for index in range(count)
    ]
    told = 0

    def look() -> None:
        nonlocal told
        now = sum(done)
        tell(now - told)
        told = now

    try:
        found: list[_Found] = [_result(child, receiver, look) for child, receiver in children]
        look()
    finally:
        for child, receiver in children:
            _end(child, receiver)
    return found


def spread_map(
    work: Callable[[_Item], _Found],
    items: Sequence[_Item],
    workers: int,
    tell: Tell = nobody,
) -> list[_Found]:
    """Return what *work* finds for each of *items*, in order. Tells and raises as ``spread``."""
    parts = spread(lambda some: [work(item) for item in some], items, workers, tell)
    hands = [iter(part) for part in parts]
    found: list[_Found] = []
    while len(found) < len(items):
        for hand in hands:
            found += islice(hand, _BLOCK)
    return found


class Ahead(Generic[_Found]):
    """What *work* finds: a child looks for it, from now on, while its parent does other things.

    Where no child can, the work is done when its result is asked for.
    """

    def __init__(self, work: Callable[[], _Found], workers: int) -> None:
        self._work = work
        self._child = _start(work) if workers > 1 and _can_fork() else None

    def result(self) -> _Found:
        """Return what was found, once. Raises what *work* raises, and WorkerError."""
        if self._child is None:
            return self._work()
        try:
            found: _Found = _result(*self._child, lambda: None)
        finally:
            self.drop()
        return found

    def drop(self) -> None:
        """Let the child end: nobody asks for its result."""
        if self._child:
            _end(*self._child)


def _can_fork() -> bool:
    can = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    return can and threading.active_count() == 1


def _start(work: Callable[[], object]) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    """Let a child work; return it with the end of the pipe from which its result comes."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    arguments = (os.getpid(), receiver, sender, work)
    child = context.Process(target=_child, args=arguments, daemon=True)
    child.start()
    sender.close()
    return child, receiver


def _end(child: multiprocessing.process.BaseProcess, receiver: Connection) -> None:
    receiver.close()
    if child.is_alive():
        child.terminate()
    child.join()


def _dealt(items: Sequence[_Item], count: int) -> list[list[_Item]]:
    """Return *items* dealt to *count* hands, a block at a time.

    Neighbours stay together, as they lie together in the memory: a child copies what it touches.
    """
    blocks = [items[start : start + _BLOCK] for start in range(0, len(items), _BLOCK)]
    return [[*chain.from_iterable(blocks[index::count])] for index in range(count)]


def _each(items: Iterable[_Item], tell: Tell) -> Iterator[_Item]:
    """Yield each item; when the next is asked for, it is done."""
    for item in items:
        yield item
        tell(1)


def _counter(done: "memoryview[int]", index: int) -> Tell:
    def count(more: int) -> None:
        done[index] += more  # nobody else writes there

    return count


def _child(
    parent: int,
    receiver: Connection,
    sender: Connection,
    work: Callable[[], object],
) -> None:
    receiver.close()  # so that sending fails when the parent is gone, and does not wait for ever
    _end_with(parent)
    try:
        found = work()
    except Exception as error:  # noqa: BLE001 - raised again in the parent
        sender.send((False, _as_it_arrives(error)))
    else:
        sender.send((True, found))
    sender.close()


def _end_with(parent: int) -> None:
    """Let this process be killed when its parent is: nobody waits for what it makes."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was faster
        os._exit(1)


def _as_it_arrives(error: Exception) -> Exception:
    """Return an error that can be sent: itself, or one that quotes it."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    except Exception:  # noqa: BLE001 - whatever its class does
        return WorkerError("".join(traceback.format_exception(error)))
    return error


def _result(
    child: multiprocessing.process.BaseProcess, receiver: Connection, look: Callable[[], None]
) -> "_Found":  # type: ignore[type-var]
    """Wait for what a child found, and *look* meanwhile how far all of them are."""
    while not receiver.poll(_GLANCE):
        look()
    try:
        is_found, found = receiver.recv()
    except EOFError:
        child.join()
        raise WorkerError(
            f"Một tiến trình con dừng bất thường (mã {child.exitcode}): có thể do thiếu bộ nhớ."
        ) from None
    if not is_found:
        raise found
    result: _Found = found
    return result
