"""All documents of an index: their postings as runs of sorted integers, in the order of terms."""

from dataclasses import replace
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Final

import numpy as np

from bantin.search.document import read_analysis
from bantin.search.keys import layout_for, sorted_keys
from bantin.search.shards import Shard, TermSpace
from bantin.search.spool import Spool, beginning
from bantin.search.vocabulary import read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import ExitStack

    import numpy.typing as npt

    from bantin.search.document import SearchDocument

    U64 = npt.NDArray[np.uint64]
    Ints = npt.NDArray[np.int64]

_IN_MEMORY: Final = 1 << 26  # bytes of records, from which on they wait on the disk


def index_order(dates: list[str]) -> list[int]:
    """Return the documents of *dates* as the index numbers them, oldest first.

    A new bulletin is appended and the others keep their numbers. The first of two with one date
    counts as the newer.
    """
    return sorted(range(len(dates)), key=lambda i: (dates[i], -i))


class Collection:
    """Documents in the order of the index, their bodies left behind."""

    def __init__(
        self, entries: "Iterable[tuple[SearchDocument, bytes]]", files: "ExitStack"
    ) -> None:
        """Read *entries*; what does not fit the memory is in *files*, which the caller closes."""
        documents: list[SearchDocument] = []
        lengths: list[int] = []
        self._records = files.enter_context(SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115
        ends = [0]
        self._spools = {space: Spool(files) for space in "up"}
        term_ids = _TermIds()
        for number, (document, analysis) in enumerate(entries):
            terms = read_analysis(analysis)
            ids = np.array([term_ids[term] for term in terms.vocabulary], dtype=np.uint32)
            documents.append(replace(document, aliases=(), headings=(), body=""))
            lengths.append(terms.length)
            ends.append(ends[-1] + self._records.write(terms.record))
            pairs = ids[terms.firsts], ids[terms.seconds]
            postings = {"u": ((ids, ids), terms.unit_classes), "p": (pairs, terms.pair_classes)}
            for space, (words, classes) in postings.items():
                places = np.full(len(classes), number, dtype=np.uint32)
                self._spools[space].put((*words, places, classes), term_ids.beginnings)
        self._order = index_order([document.date for document in documents])
        self.documents = [documents[i] for i in self._order]
        self.lengths = [lengths[i] for i in self._order]
        self._ends = ends
        self._beginnings = term_ids.beginnings
        self._vocabulary = read_vocabulary(list(term_ids))

    @property
    def pair_count(self) -> int:
        """Number of postings of pairs."""
        return self._spools["p"].count

    def records(self) -> "Iterator[bytes]":
        """Yield the record of every document."""
        for i in self._order:
            self._records.seek(self._ends[i])
            yield self._records.read(self._ends[i + 1] - self._ends[i])

    def runs(
        self, space: str, universe: int, size: int
    ) -> "Iterator[tuple[TermSpace, list[Shard]]]":
        """Yield the terms of the units or pairs in runs, each with its shards of *size* bytes."""
        numbers = np.empty(len(self._order), dtype=np.int64)
        numbers[self._order] = np.arange(len(self._order))
        paired = space == "p"
        vocabulary, layout = self._vocabulary, layout_for(self._vocabulary, len(self._order))
        low, before, rest = 0, "", np.empty(0, dtype=np.uint64)
        spool = self._spools[space]
        left = spool.count
        for firsts, seconds, documents, classes in spool.parts(self._beginnings):
            left -= len(firsts)
            if not len(rest):
                low = int(vocabulary.word[firsts].min())
            columns = (firsts, seconds, numbers[documents], classes)
            keys = sorted_keys(vocabulary, layout, low, columns, paired=paired)
            keys = np.concatenate([rest, keys])
            terms = TermSpace(keys, layout, vocabulary, universe, low, paired=paired)
            shards = list(terms.shards(size, [("", before)]))
            rest = keys[len(keys) :]
            if left and not shards[-1].is_closed:
                # its end comes with the next run
                shards.pop()
                rest = keys[shards[-1].end if shards else 0 :].copy()
                skipped = int(rest[0]) >> layout.first
                rest -= np.uint64(skipped << layout.first)
                low += skipped
            before = shards[-1].last if shards else before
            yield terms, shards


class _TermIds(dict[str, int]):
    """Numbers of terms in the order in which they are first met."""

    def __init__(self) -> None:
        super().__init__()
        self.beginnings: list[int] = []

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        self.beginnings.append(beginning(term.partition("\t")[0]))
        return number
