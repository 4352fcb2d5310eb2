"""All documents of an index: their postings as runs of sorted integers, in the order of terms."""

from array import array
from itertools import islice
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Final

import numpy as np

from bantin.search.document import read_analysis
from bantin.search.keys import layout_for, sorted_keys
from bantin.search.spool import Spool, beginning
from bantin.search.termspace import TermSpace
from bantin.search.vocabulary import read_vocabulary, take_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import ExitStack

    import numpy.typing as npt

    from bantin.search.document import Row
    from bantin.search.shards import Shard

    Ints = npt.NDArray[np.int64]

_RUN: Final = 1 << 17  # postings cut into shards at once: their columns fit a processor's cache
_WITH_REST: Final = 2  # what is left of a part is sorted with the next


def index_order(dates: list[str]) -> list[int]:
    """Return the documents of *dates* as the index numbers them, oldest first.

    A new bulletin is appended and the others keep their numbers. The first of two with one date
    counts as the newer.
    """
    return sorted(range(len(dates) - 1, -1, -1), key=dates.__getitem__)


class Collection:
    """Documents in the order of the index, their bodies left behind."""

    def __init__(self, entries: "Iterable[tuple[Row, bytes]]", files: "ExitStack") -> None:
        """Read *entries*; what does not fit the memory is in *files*, which the caller closes."""
        rows: list[Row] = []
        lengths: list[int] = []
        self._records = files.enter_context(TemporaryFile())  # noqa: SIM115
        ends = [0]
        term_ids = _TermIds()
        self._spools = {space: Spool(files) for space in "up"}
        for number, (row, analysis) in enumerate(entries):
            terms = read_analysis(analysis)
            words = terms.vocabulary
            ids = np.fromiter(map(term_ids.__getitem__, words), np.uint32, len(words))
            rows.append(row)
            lengths.append(terms.length)
            ends.append(ends[-1] + self._records.write(terms.record))
            # the classes are copied, so that the analysis may go
            self._spools["u"].put(number, ids, ids, terms.unit_classes.copy())
            pairs = ids[terms.firsts], ids[terms.seconds]
            self._spools["p"].put(number, *pairs, terms.pair_classes.copy())
            for spool in self._spools.values():
                if spool.is_full:
                    spool.write(term_ids.beginnings())
        self._order = index_order([row.date for row in rows])
        self.rows = [rows[i] for i in self._order]
        self.lengths = [lengths[i] for i in self._order]
        self._ends = ends
        self._vocabulary = read_vocabulary(*take_apart(term_ids))

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
        vocabulary = self._vocabulary
        layout = layout_for(vocabulary, len(self._order), paired=paired)
        low, before, rest = 0, "", np.empty(0, dtype=np.int64)
        spool = self._spools[space]
        left = spool.count
        for firsts, seconds, documents, classes in spool.parts(
            vocabulary, whole=layout.holds_all, most=layout.span // _WITH_REST
        ):
            left -= len(firsts)
            if not len(rest):
                low = int(vocabulary.word[firsts].min(initial=len(vocabulary.folded)))
            columns = (firsts, seconds, numbers[documents], classes)
            keys = sorted_keys(vocabulary, layout, low, columns, paired=paired)
            keys = np.concatenate([rest, keys])
            at = stop = 0
            while stop < len(keys):
                # to the end of a term
                last = keys[min(stop + _RUN, len(keys)) - 1] | ((1 << layout.term) - 1)
                stop = int(keys.searchsorted(last, side="right"))
                run = keys[at:stop]
                terms = TermSpace(run, layout, vocabulary, universe, low, paired=paired)
                shards = list(terms.shards(size, before))
                if (left or stop < len(keys)) and not shards[-1].is_closed:
                    shards.pop()  # its end comes with the next run
                if shards:
                    at += shards[-1].end
                    before = shards[-1].last
                yield terms, shards
            rest = keys[at:].copy()
            if len(rest):
                skipped = int(rest[0]) >> layout.first
                rest -= skipped << layout.first
                low += skipped


class _TermIds(dict[str, int]):
    """Numbers of terms in the order in which they are first met."""

    def __init__(self) -> None:
        super().__init__()
        self._beginnings = array("H")

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number

    def beginnings(self) -> "npt.NDArray[np.uint16]":
        """Return the beginnings of all terms so far, by their numbers."""
        new = islice(self, len(self._beginnings), None)
        self._beginnings.extend(beginning(term.partition("\t")[0]) for term in new)
        return np.array(self._beginnings)
