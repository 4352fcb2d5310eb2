"""A bar on the terminal for a stage that takes long, which log lines do not run into."""

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, Final, TextIO

from bantin.progress import Tell, hidden

PATIENCE = 1.0  # seconds that a stage may take without a bar
_FORM: Final = "{desc} {percentage:3.0f} % |{bar}| {n_fmt}/{total_fmt}, {rate_fmt}, còn {remaining}"
_SMOOTHING: Final = 0.1  # how much of the rate is that of the last moment
_CLEAR_LINE: Final = "\r\033[K"


def shown(log: logging.Logger) -> Callable[[str, int], AbstractContextManager[Tell]]:
    """Return what shows how far a stage is: bars if a person looks on who wants to be told."""
    is_watched = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    if not is_watched or os.environ.get("CI") or not log.isEnabledFor(logging.INFO):
        return hidden
    handlers = [*log.handlers, logging.lastResort]
    return Bars(
        sys.stderr,
        [
            handler
            for handler in handlers
            if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stderr
        ],
    )


class Bars:
    """Bars on a terminal, on which *handlers* write log lines, too."""

    def __init__(self, terminal: TextIO, handlers: Sequence[logging.Handler]) -> None:
        self._terminal = terminal
        self._handlers = handlers

    @contextmanager
    def __call__(self, label: str, total: int) -> Iterator[Tell]:
        """Show how many of *total* items are done, once it takes long; yield what is told so."""
        bar = _Bar(self._terminal, label, total)
        with ExitStack() as stack:
            stack.callback(bar.close)
            # From the start: worker processes, which log too, do not know when a bar comes up.
            for handler in self._handlers:
                stack.callback(handler.setFormatter, handler.formatter)
                handler.setFormatter(_OnALineOfItsOwn(handler.formatter))
            yield bar.tell


class _Bar:
    def __init__(self, terminal: TextIO, label: str, total: int) -> None:
        self._terminal = terminal
        self._label = label
        self._total = total
        self._done = 0
        self._due = time.monotonic() + PATIENCE
        self._shown: Any = None

    def tell(self, count: int) -> None:
        self._done += count
        if self._shown is not None:
            self._shown.update(count)
        elif time.monotonic() >= self._due and self._done < self._total:
            self._shown = self._show()

    def close(self) -> None:
        if self._shown is not None:
            self._shown.close()

    def _show(self) -> Any:
        from tqdm import tqdm  # noqa: PLC0415 - its import costs more than a build without bars may

        tqdm.monitor_interval = 0  # beside its thread nothing could be forked
        tqdm.set_lock(threading.RLock())  # its own may start a process; children show no bars
        return tqdm(
            desc=self._label,
            total=self._total,
            initial=self._done,
            file=self._terminal,
            bar_format=_FORM,
            dynamic_ncols=True,
            unit=" mục",
            smoothing=_SMOOTHING,
            miniters=1,
            leave=False,
        )


class _OnALineOfItsOwn(logging.Formatter):
    """Have a log line begin where the bar stands; the bar comes back below it."""

    def __init__(self, formatter: logging.Formatter | None) -> None:
        super().__init__()
        self._formatter = formatter or logging.Formatter()

    def format(self, record: logging.LogRecord) -> str:
        return _CLEAR_LINE + self._formatter.format(record)
