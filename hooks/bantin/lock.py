"""One build of a site at a time: two would take each other's unfinished folders away."""

import os
import sys
from collections.abc import Callable
from pathlib import Path


class BuildLock:
    """A lock on a site's configuration file, which the system lets go when this process ends.

    On Windows, where a file that is locked cannot be read, it locks nothing.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor: int | None = None

    def take(self, wait: Callable[[], None]) -> None:
        """Take the lock; if another process has it, call *wait* and wait. Raises OSError."""
        if sys.platform == "win32" or self._descriptor is not None:
            return
        import fcntl  # noqa: PLC0415 - not on Windows

        self._descriptor = os.open(self._file, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait()
            fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def release(self) -> None:
        """Let the lock go, if this process has it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
