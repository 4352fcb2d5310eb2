"""Terms: a run of sorted postings as columns, and the shards that it is cut into."""

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from bantin.search import postings
from bantin.search.container import varint_stream, varints
from bantin.search.keys import CLASS_BITS
from bantin.search.shards import Shard, separator

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from bantin.search.keys import Layout
    from bantin.search.vocabulary import Vocabulary

    Ints = npt.NDArray[np.int64]

_MARKED: Final = 64  # bytes of a shard for one marked term in so many: four in a shard of the mean


class TermSpace:
    """Columns of a run of terms, by posting, by variant and by folded term."""

    def __init__(  # noqa: PLR0913 - a key means nothing without all of these
        self,
        keys: "Ints",
        layout: "Layout",
        vocabulary: "Vocabulary",
        universe: int,
        low: int,
        *,
        paired: bool,
    ) -> None:
        """Take apart sorted *keys*, whose first words count from *low*.

        *universe* sets the Rice parameters.
        """
        self._folded = vocabulary.folded
        self._paired = paired
        self._classes = keys & ((1 << CLASS_BITS) - 1)
        documents = (keys >> CLASS_BITS) & ((1 << layout.document) - 1)
        variants = keys >> layout.posting
        self._starts = postings.changes(variants)
        variants = variants[self._starts]
        self._ends = np.append(self._starts[1:], len(keys))
        self.frequencies = self._ends - self._starts
        self._k = np.repeat(postings.rice_parameters(self.frequencies, universe), self.frequencies)
        self._gaps = postings.gaps_of(documents, self._starts)
        self._documents = documents

        terms = variants >> (2 * layout.variant)
        self._term_starts = postings.changes(terms)
        word_mask, variant_mask = (1 << layout.second) - 1, (1 << layout.variant) - 1
        firsts, seconds = (terms >> layout.second) + low, terms & word_mask
        self.codes = [vocabulary.accents_of(firsts, (variants >> layout.variant) & variant_mask)]
        if paired:
            self.codes.append(vocabulary.accents_of(seconds, variants & variant_mask))
        self._firsts, self._seconds = firsts[self._term_starts], seconds[self._term_starts]
        if not paired:
            self._firsts, self._seconds = np.zeros_like(self._firsts), self._firsts
        self._numbers, self._number_places = self._number_stream()
        self._hashes, self._sizes = vocabulary.hashes, vocabulary.sizes

    def shards(self, size: int, before: str) -> "Iterator[Shard]":
        """Yield the shards, of *size* bytes in the mean; *before* is the term before the first."""
        cuts, is_last_closed = self._cuts(size)
        variant_cuts = np.append(self._term_starts, len(self._starts))[cuts]
        posting_cuts = np.append(self._starts, len(self._gaps))[variant_cuts]
        number_cuts = self._number_places[variant_cuts].tolist()
        streams = postings.write_streams(self._gaps, self._classes, self._k, posting_cuts)
        last = before
        for i, (text, lists) in enumerate(zip(self._texts(cuts), streams, strict=True)):
            raw = text.encode()
            numbers = self._numbers[number_cuts[i] : number_cuts[i + 1]].tobytes()
            sizes = varints(map(len, (raw, numbers, lists.highs, lists.lows)))
            payload = b"".join((sizes, raw, numbers, *lists))
            start = separator(last, self._term(cuts[i]))
            last = self._term(cuts[i + 1] - 1)
            is_closed = is_last_closed or cuts[i + 1] < len(self._seconds)
            yield Shard(start, payload, last, int(posting_cuts[i + 1]), is_closed)

    def words(self) -> "Iterator[tuple[str, int, int]]":
        """Yield each unit, its number of documents and the accent code that most of them have."""
        counts = np.append(self._term_starts[1:], len(self._starts)) - self._term_starts
        variant_terms = np.repeat(np.arange(len(counts)), counts)
        keys = (np.repeat(variant_terms, self.frequencies) << 32) | self._documents
        keys.sort()
        distinct = np.bincount(keys[postings.changes(keys)] >> 32, minlength=len(counts))
        # by term, then by frequency, the most frequent first and the first of equals
        usual = np.lexsort((-self.frequencies, variant_terms))[self._term_starts]
        folded = (self._folded[i] for i in self._seconds.tolist())
        yield from zip(folded, distinct.tolist(), self.codes[0][usual].tolist(), strict=True)

    def _cuts(self, size: int) -> tuple[list[int], bool]:
        """Return the first terms of the shards and the end, and whether a shard ends there.

        A cut falls after a term that its hash marks, once the shard has half of *size* bytes, or
        where it has twice *size*: so a change in one bulletin moves the cuts beside it and no
        others, and what comes after a shard has no part in it.
        """
        ends = np.append(self._term_starts[1:], len(self._starts))
        numbers = self._number_places[ends] - self._number_places[self._term_starts]
        bits = np.add.reduceat((self._gaps >> self._k) + self._k + self._classes + 2, self._starts)
        bits = np.add.reduceat(bits, self._term_starts)
        # without the first words, since a shard may begin between two terms of one
        texts = self._sizes[self._seconds] + 1
        reached = np.cumsum(8 * (texts + numbers) + bits)
        marks = self._hashes[self._seconds]
        if self._paired:
            marks = marks + 31 * self._hashes[self._firsts]
        marked = np.flatnonzero(((marks >> 7) & (size // _MARKED - 1)) == 0)
        at_marks = reached[marked]
        cuts, done, is_closed = [0], 0, True
        while cuts[-1] < len(reached):
            # the first mark within reach, and the first term that is too much
            mark = int(at_marks.searchsorted(done + 4 * size))
            cut = int(reached.searchsorted(done + 16 * size))
            if mark < len(marked):
                cut = min(cut, int(marked[mark]))
            is_closed = cut < len(reached)
            cut = min(cut, len(reached) - 1)
            done = int(reached[cut])
            cuts.append(cut + 1)
        return cuts, is_closed

    def _number_stream(self) -> tuple["npt.NDArray[np.uint8]", "Ints"]:
        last = np.zeros(len(self._starts), dtype=np.int64)
        last[self._term_starts[1:] - 1] = 1
        last[-1:] = 1
        columns = np.stack([self.frequencies * 2 + last, *self.codes], axis=1)
        stream, places = varint_stream(columns.ravel())
        return stream, places[:: columns.shape[1]]

    def _texts(self, cuts: list[int]) -> "Iterator[str]":
        folded = self._folded
        seconds = list(map(folded.__getitem__, self._seconds.tolist()))
        groups = postings.changes(self._firsts).tolist()
        for start, end in pairwise(cuts):
            inner = groups[bisect_right(groups, start) : bisect_left(groups, end)]
            lines = []
            for a, b in zip([start, *inner], [*inner, end], strict=True):
                first = folded[int(self._firsts[a])] if self._paired else ""
                lines.append(",".join([first, *seconds[a:b]]))
            yield "\n".join(lines)

    def _term(self, term: int) -> str:
        second = self._folded[int(self._seconds[term])]
        return f"{self._folded[int(self._firsts[term])]} {second}" if self._paired else second
