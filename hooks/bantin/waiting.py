"""Bytes that wait on the disk until they are asked for, so that they need no memory."""

import mmap
import weakref
from collections.abc import Callable
from functools import partial
from tempfile import TemporaryFile


class Waiting:
    """An anonymous file of what waits; it goes with the last of the functions that read it."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - open as long as something waits
        weakref.finalize(self, self._file.close)
        self._end = 0

    def put(self, content: bytes) -> Callable[[], bytes]:
        """Put *content*, which is not empty, away; return what reads it, here or in a child."""
        start = self._end
        self._end += self._file.write(content)
        self._file.flush()  # else a child would write the rest once more
        return partial(self._read, start, self._end)

    def _read(self, start: int, end: int) -> bytes:
        # not by seeking: forked children share one place in the file
        before = start % mmap.ALLOCATIONGRANULARITY
        size, offset = end - start + before, start - before
        with mmap.mmap(self._file.fileno(), size, access=mmap.ACCESS_READ, offset=offset) as view:
            return view[before:]
