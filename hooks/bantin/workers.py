"""Work spread over the processors: forked children that inherit all that is known.

A child begins with everything its parent has loaded, so nothing is sent to it; what it finds comes
back pickled. Where processes cannot be forked (Windows), or a thread runs that a fork would cut
off (the preview), the work is done one after the other, with the same outcome.
"""

import ctypes
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Final, TypeVar

_Found = TypeVar("_Found")
_Item = TypeVar("_Item")
_PR_SET_PDEATHSIG: Final = 1  # prctl(2)
_LEAST: Final = 64  # items for which a child is worth its start


class WorkerError(Exception):
    """A child ended without a result, as by a signal; the message says how, in Vietnamese."""


def processors() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    work: Callable[[Sequence[_Item]], _Found], items: Sequence[_Item], workers: int
) -> list[_Found]:
    """Return what *work* finds for parts of *items*, in order: each child has every n-th of them.

    What a child raises is raised here. Raises WorkerError if one dies.
    """
    count = min(workers, len(items) // _LEAST)
    can_fork = "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"
    if count < 2 or not can_fork or threading.active_count() > 1:  # noqa: PLR2004
        return [work(items)]
    context = multiprocessing.get_context("fork")
    children = []
    for index in range(count):
        receiver, sender = context.Pipe(duplex=False)
        arguments = (os.getpid(), receiver, sender, work, items[index::count])
        child = context.Process(target=_child, args=arguments, daemon=True)
        child.start()
        sender.close()
        children.append((child, receiver))
    try:
        return [_result(child, receiver) for child, receiver in children]
    finally:
        for child, receiver in children:
            receiver.close()
            if child.is_alive():
                child.terminate()
            child.join()


def spread_map(
    work: Callable[[_Item], _Found], items: Sequence[_Item], workers: int
) -> list[_Found]:
    """Return what *work* finds for each of *items*, in order. Raises as ``spread`` does."""
    parts = spread(lambda some: [work(item) for item in some], items, workers)
    found = [*parts[0]] * len(parts)  # as many as there are items, or a few more
    del found[len(items) :]
    for index, part in enumerate(parts):
        found[index :: len(parts)] = part
    return found


def _child(
    parent: int,
    receiver: Connection,
    sender: Connection,
    work: Callable[[Sequence[_Item]], _Found],
    items: Sequence[_Item],
) -> None:
    receiver.close()  # so that sending fails when the parent is gone, and does not wait for ever
    _end_with(parent)
    try:
        found: object = work(items)
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


def _result(child: multiprocessing.process.BaseProcess, receiver: Connection) -> "_Found":  # type: ignore[type-var]
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
