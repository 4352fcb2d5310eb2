"""The postings of a collection on their way to the index: put in by document, got by first word.

They are many more than the documents that fit the memory, so runs of them, sorted by the beginning
of their first word, wait in a file as soon as they are many.
"""

from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import ExitStack

    import numpy.typing as npt

    Column = npt.NDArray[Any]
    Columns = tuple[Column, ...]

_RUN: Final = 1 << 23  # postings that wait in memory, 13 bytes each; more go to the disk
_PART: Final = 1 << 20  # postings got from the disk at once, or those of one beginning
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

    def __init__(self, files: "ExitStack", beginnings: "Callable[[], list[int]]") -> None:
        """Put away in *files* what is too much; *beginnings* are those of all words so far."""
        self.count = 0
        self._files = files
        self._beginnings = beginnings
        self._waiting: list[Columns] = []
        self._documents: list[int] = []  # of those waiting
        self._held = 0
        # the file of each run, and where each beginning ends in it
        self._runs: list[tuple[IO[bytes], npt.NDArray[np.int64]]] = []

    def put(self, document: int, firsts: "Column", seconds: "Column", classes: "Column") -> None:
        """Put away the postings of a document."""
        self._waiting.append((firsts, seconds, classes))
        self._documents.append(document)
        self._held += len(classes)
        self.count += len(classes)
        if self._held >= _RUN:
            self._write()

    def parts(self, *, whole: bool, words: list[str], most: int) -> "Iterator[Columns]":
        """Yield all postings in parts, the first words of each before those of the next.

        If *whole* is true and all are in memory, they are one part. Otherwise a part is of *most*
        of all the *words*, in order, where no three letters begin more.
        """
        if whole and not self._runs:
            yield self._take()
            return
        self._write()
        ends = np.sum([own for _, own in self._runs], axis=0)
        begun = np.array([beginning(word) for word in words], dtype=np.int64)
        words_until = np.cumsum(np.bincount(begun, minlength=_BEGINNINGS))
        done = 0
        while done < _BEGINNINGS:
            reached, known = (int(of[done - 1]) if done else 0 for of in (ends, words_until))
            stop = int(np.searchsorted(ends, reached + _PART, side="right"))
            stop = min(stop, int(np.searchsorted(words_until, known + most, side="right")))
            stop = max(stop, int(np.searchsorted(ends, reached, side="right")) + 1)
            if reached < int(ends[-1]):
                yield self._read(done, min(stop, _BEGINNINGS))
            done = stop

    def _take(self) -> "Columns":
        """Return the postings that wait, and forget them."""
        sizes = [len(columns[0]) for columns in self._waiting]
        documents = np.repeat(np.array(self._documents, dtype=np.uint32), sizes)
        nothing = tuple(np.empty(0, dtype=kind) for kind in (_TYPES[0], _TYPES[1], _TYPES[3]))
        columns = zip(nothing, *self._waiting, strict=True)
        firsts, seconds, classes = (np.concatenate(parts) for parts in columns)
        self._waiting.clear()
        self._documents.clear()
        self._held = 0
        return firsts, seconds, documents, classes

    def _write(self) -> None:
        columns = self._take()
        file = self._files.enter_context(TemporaryFile())  # noqa: SIM115
        numbers = np.array(self._beginnings(), dtype=np.uint16)[columns[0]]
        order = np.argsort(numbers, kind="stable")
        for column, kind in zip(columns, _TYPES, strict=True):
            file.write(column[order].astype(kind).tobytes())
        ends = np.cumsum(np.bincount(numbers, minlength=_BEGINNINGS))
        self._runs.append((file, ends))

    def _read(self, first: int, stop: int) -> "Columns":
        found: list[list[Column]] = [[] for _ in _TYPES]
        for file, ends in self._runs:
            start, end = int(ends[first - 1]) if first else 0, int(ends[stop - 1])
            at = 0
            for column, kind in zip(found, _TYPES, strict=True):
                file.seek(at + start * kind.itemsize)
                data = file.read((end - start) * kind.itemsize)
                column.append(np.frombuffer(data, dtype=kind))
                at += int(ends[-1]) * kind.itemsize
        return tuple(np.concatenate(column) for column in found)


def _letter(code: int) -> int:
    if ord("0") <= code <= ord("9"):
        return code - ord("0") + 1
    if ord("a") <= code <= ord("z"):
        return code - ord("a") + 12
    return 0 if code < ord("0") else 11 if code < ord("a") else _LETTERS - 1
