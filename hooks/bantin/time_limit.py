"""Stop work that takes too long: what is not expected any more is ended where it stands.

Where there are timers of a process (POSIX), its own time is measured, so that a busy machine
changes nothing: the timer's signal is handled in the main thread, also amid a regular expression.
In another thread, and on Windows, a second thread waits, and has the exception raised between two
instructions of the first.
"""

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_AT_ONCE: Final = 0.001  # seconds; a timer of none would never end


class OvertimeError(BaseException):
    """The time is up. No ``except Exception`` on the way holds it back."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise OvertimeError in the block, or as it ends, when it takes longer than *seconds*."""
    has_timer = hasattr(signal, "setitimer")
    if has_timer and threading.current_thread() is threading.main_thread():
        with _by_signal(seconds):
            yield
    else:
        with _by_thread(seconds):
            yield


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    before = signal.signal(signal.SIGVTALRM, _end)
    left, _ = signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        rest, _ = signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        if left:  # there is a limit around this one, and it goes on
            signal.setitimer(signal.ITIMER_VIRTUAL, max(left - (seconds - rest), _AT_ONCE))


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise OvertimeError


@contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    arguments = (ctypes.c_ulong(threading.get_ident()), ctypes.py_object(OvertimeError))
    waiting = threading.Timer(seconds, ctypes.pythonapi.PyThreadState_SetAsyncExc, arguments)
    waiting.daemon = True
    waiting.start()
    try:
        yield
    finally:
        waiting.cancel()
        waiting.join()
