"""The postings of a collection on their way to the index: put in by document, got by first word.

They are many more than the documents that fit the memory, so runs of them, sorted by the beginning
of their first word, wait in a file as soon as they are many.
"""

from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import ExitStack

    import numpy.typing as npt

    Column = npt.NDArray[Any]
    Columns = tuple[Column, ...]

_RUN: Final = 1 << 21  # postings sorted and put away at once
_PART: Final = 1 << 20  # postings got at once, or those of one beginning
_IN_MEMORY: Final = 1 << 28  # bytes, from which on they wait on the disk
_LETTERS: Final = 39  # classes of letters, in order: others, 0-9, others, a-z, others
_BEGINNING: Final = 3  # letters of a word that tell its part
_BEGINNINGS: Final = _LETTERS**_BEGINNING
_TYPES: Final = tuple(map(np.dtype, ("<u4", "<u4", "<u4", "u1")))


def beginning(word: str) -> int:
    """Return a number of the first letters of *word*, never greater than that of a later word."""
    number = 0
    for letter in word[:_BEGINNING].ljust(_BEGINNING, "\0"):
        number = number * _LETTERS + _letter(ord(letter))
    return number


class Spool:
    """Postings: first words, second words, documents, classes; words by the numbers they have."""

    def __init__(self, files: "ExitStack") -> None:
        self.count = 0
        self._file = files.enter_context(SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115
        self._waiting: list[Columns] = []
        self._held = 0
        self._runs: list[npt.NDArray[np.int64]] = []  # where each beginning ends in each run

    def put(self, columns: "Columns", beginnings: list[int]) -> None:
        """Put away the postings of a document; *beginnings* are those of all words so far."""
        self._waiting.append(columns)
        self._held += len(columns[0])
        self.count += len(columns[0])
        if self._held >= _RUN:
            self._write(beginnings)

    def parts(self, beginnings: list[int]) -> "Iterator[Columns]":
        """Yield all postings in runs, the first words of each before those of the next."""
        self._write(beginnings)
        ends = np.sum(self._runs, axis=0)
        done = 0
        while done < _BEGINNINGS:
            reached = int(ends[done - 1]) if done else 0
            stop = int(np.searchsorted(ends, reached + _PART, side="right"))
            stop = max(stop, int(np.searchsorted(ends, reached, side="right")) + 1)
            if reached < int(ends[-1]):
                yield self._read(done, min(stop, _BEGINNINGS))
            done = stop

    def _write(self, beginnings: list[int]) -> None:
        columns = [np.concatenate(parts) for parts in zip(*self._waiting, strict=True)]
        if not columns:
            columns = [np.empty(0, dtype=kind) for kind in _TYPES]
        numbers = np.array(beginnings, dtype=np.uint16)[columns[0]]
        order = np.argsort(numbers, kind="stable")
        for column, kind in zip(columns, _TYPES, strict=True):
            self._file.write(column[order].astype(kind).tobytes())
        self._runs.append(np.cumsum(np.bincount(numbers, minlength=_BEGINNINGS)))
        self._waiting.clear()
        self._held = 0

    def _read(self, first: int, stop: int) -> "Columns":
        found: list[list[Column]] = [[] for _ in _TYPES]
        at = 0
        for ends in self._runs:
            start, end, size = int(ends[first - 1]) if first else 0, int(ends[stop - 1]), ends[-1]
            for column, kind in zip(found, _TYPES, strict=True):
                self._file.seek(at + start * kind.itemsize)
                data = self._file.read((end - start) * kind.itemsize)
                column.append(np.frombuffer(data, dtype=kind))
                at += int(size) * kind.itemsize
        return tuple(np.concatenate(column) for column in found)


def _letter(code: int) -> int:
    if ord("0") <= code <= ord("9"):
        return code - ord("0") + 1
    if ord("a") <= code <= ord("z"):
        return code - ord("a") + 12
    return 0 if code < ord("0") else 11 if code < ord("a") else _LETTERS - 1
