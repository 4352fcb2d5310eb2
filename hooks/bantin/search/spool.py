"""The postings of a collection on their way to the index: put in by document, got by first word.

They are many more than the documents that fit the memory, so runs of them, sorted by the beginning
of their first word, wait one after the other in a file as soon as they are many.
"""

from os import SEEK_END
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import ExitStack

    import numpy.typing as npt

    from bantin.search.vocabulary import Vocabulary

    Column = npt.NDArray[Any]
    Columns = tuple[Column, ...]

_RUN: Final = 1 << 21  # postings that wait in memory, 13 bytes each; more go to the disk
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

    def __init__(self, files: "ExitStack") -> None:
        """Put away in *files* what is too much."""
        self.count = 0
        self._file = files.enter_context(TemporaryFile())  # noqa: SIM115
        self._waiting: list[Columns] = []
        self._documents: list[int] = []  # of those waiting
        self._held = 0
        # where each run begins in the file, and where each beginning ends in the run
        self._runs: list[tuple[int, npt.NDArray[np.uint32]]] = []

    @property
    def is_full(self) -> bool:
        """Whether so many postings wait in memory that they are to be written."""
        return self._held >= _RUN

    def put(self, document: int, firsts: "Column", seconds: "Column", classes: "Column") -> None:
        """Put away the postings of a document."""
        self._waiting.append((firsts, seconds, classes))
        self._documents.append(document)
        self._held += len(classes)
        self.count += len(classes)

    def write(self, beginnings: "Column") -> None:
        """Let what waits in memory wait on the disk; *beginnings* are those of all words so far."""
        columns = self._take()
        numbers = beginnings[columns[0]]
        order = np.argsort(numbers, kind="stable")
        start = self._file.seek(0, SEEK_END)
        for column, kind in zip(columns, _TYPES, strict=True):
            self._file.write(column[order].astype(kind).data)
        ends = np.cumsum(np.bincount(numbers, minlength=_BEGINNINGS))
        self._runs.append((start, ends.astype(np.uint32)))

    def parts(self, vocabulary: "Vocabulary", *, whole: bool, most: int) -> "Iterator[Columns]":
        """Yield all postings in parts, the first words of each before those of the next.

        *vocabulary* is that of all words. If *whole* is true and all are in memory, they are one
        part. Otherwise a part is of *most* of the words, in order, where no three letters begin
        more.
        """
        if whole and not self._runs:
            yield self._take()
            return
        begun = np.array(list(map(beginning, vocabulary.folded)), dtype=np.uint16)
        self.write(begun[vocabulary.word])
        ends = np.zeros(_BEGINNINGS, dtype=np.int64)
        for _, own in self._runs:
            ends += own
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

    def _read(self, first: int, stop: int) -> "Columns":
        found: list[list[Column]] = [[] for _ in _TYPES]
        for place, ends in self._runs:
            start, end = int(ends[first - 1]) if first else 0, int(ends[stop - 1])
            at = place
            for column, kind in zip(found, _TYPES, strict=True):
                self._file.seek(at + start * kind.itemsize)
                data = self._file.read((end - start) * kind.itemsize)
                column.append(np.frombuffer(data, dtype=kind))
                at += int(ends[-1]) * kind.itemsize
        return tuple(np.concatenate(column) for column in found)


def _letter(code: int) -> int:
    if ord("0") <= code <= ord("9"):
        return code - ord("0") + 1
    if ord("a") <= code <= ord("z"):
        return code - ord("a") + 12
    return 0 if code < ord("0") else 11 if code < ord("a") else _LETTERS - 1
