"""Shards: the sorted terms of one space, cut into files of a size that suits a query.

A shard's payload is: four varints, the sizes of its text, its numbers, its highs and its lows; then
these and the classes (``postings.py``). The text has a line for each first word,
``first,second,second``; the units are the seconds of an empty first. The numbers are varints, for
every variant of a term (a way to write its accents) in order: twice its document frequency, plus
one on the term's last variant; and the accent code of each of its words.
"""

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from bantin.search import postings
from bantin.search.container import read_varints, varint_stream, varints
from bantin.search.keys import CLASS_BITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from bantin.search.keys import Layout
    from bantin.search.vocabulary import Vocabulary

    U64 = npt.NDArray[np.uint64]
    Ints = npt.NDArray[np.int64]

_SMALLEST: Final = 1024  # bytes of a shard; small sites have few files
_BYTES_A_POSTING: Final = 1.5  # measured; only sets the size of shards
_MARKED: Final = 64  # bytes of a shard for one marked term in so many: four in a shard of the mean


class Shard(NamedTuple):
    """A shard, with what its neighbours need to know of it."""

    start: str  # the shortest beginning of its first term that all terms before it sort before
    payload: bytes
    last: str  # its last term
    end: int  # of its postings among those of the run
    is_closed: bool  # whether a mark or its size ended it, and not the end of the terms


def shard_size(postings_count: int) -> int:
    """Return the mean size of a shard in bytes, a power of two near the root of the index's size.

    A query loads a dozen shards and, once, the directory of all; the root balances the two.
    """
    root = (postings_count * _BYTES_A_POSTING) ** 0.5
    return 1 << max(int(root).bit_length(), _SMALLEST.bit_length() - 1)


def shard_name(space: str, start: str) -> str:
    """Return the file name of the shard that begins at *start*: safe on every file system.

    The prefix keeps clear of the names that Windows reserves, of which ``con`` is a syllable.
    """
    return f"{space}-" + "".join(map(_name_part, start))


def separator(before: str, own: str) -> str:
    """Return the shortest beginning of the term *own* that *before* sorts before."""
    if not before:
        return own
    shared = next(i for i, letter in enumerate(own) if before[i : i + 1] != letter)
    return own[: shared + 1]


class TermSpace:
    """Columns of a run of terms, by posting, by variant and by folded term."""

    def __init__(  # noqa: PLR0913 - a key means nothing without all of these
        self,
        keys: "U64",
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
        signed = keys.view(np.int64)  # a layout has 63 bits at most
        self._classes = signed & ((1 << CLASS_BITS) - 1)
        documents = (signed >> CLASS_BITS) & ((1 << layout.document) - 1)
        variants = signed >> (CLASS_BITS + layout.document)
        self._starts = _changes(variants)
        variants = variants[self._starts]
        self.frequencies = np.diff(self._starts, append=len(keys))
        self._k = np.repeat(postings.rice_parameters(self.frequencies, universe), self.frequencies)
        self._gaps = postings.gaps_of(documents, self._starts)
        self._documents = documents

        terms = variants >> (2 * layout.variant)
        self._term_starts = _changes(terms)
        word_mask, variant_mask = (1 << layout.word) - 1, (1 << layout.variant) - 1
        firsts, seconds = (terms >> layout.word) + low, terms & word_mask
        self.codes = [vocabulary.accents_of(firsts, (variants >> layout.variant) & variant_mask)]
        if paired:
            self.codes.append(vocabulary.accents_of(seconds, variants & variant_mask))
        self._firsts, self._seconds = firsts[self._term_starts], seconds[self._term_starts]
        if not paired:
            self._firsts, self._seconds = np.zeros_like(self._firsts), self._firsts
        self._numbers, self._number_places = self._number_stream()
        self._hashes = vocabulary.hashes

    def shards(self, size: int, regions: list[tuple[str, str]]) -> "Iterator[Shard]":
        """Yield the shards, of *size* bytes in the mean.

        Each of *regions* begins at a term or the beginning of one, cut as if it stood alone; with
        it comes the term before it, which names its first shard.
        """
        cuts: list[int] = []
        opened: set[int] = set()
        names = [self._term(i) for i in range(len(self._seconds))] if len(regions) > 1 else []
        bounds = [0, *(bisect_left(names, start) for start, _ in regions[1:]), len(self._seconds)]
        before = dict(zip(bounds, (term for _, term in regions), strict=False))
        self._cut(size, bounds, cuts, opened)
        variant_cuts = np.append(self._term_starts, len(self._starts))[cuts]
        posting_cuts = np.append(self._starts, len(self._gaps))[variant_cuts]
        number_cuts = self._number_places[variant_cuts].tolist()
        streams = postings.write_streams(self._gaps, self._classes, self._k, posting_cuts)
        last = ""
        for i, (text, lists) in enumerate(zip(self._texts(cuts), streams, strict=True)):
            raw = text.encode()
            numbers = self._numbers[number_cuts[i] : number_cuts[i + 1]].tobytes()
            sizes = varints(map(len, (raw, numbers, lists.highs, lists.lows)))
            payload = b"".join((sizes, raw, numbers, *lists))
            start = separator(before.get(cuts[i], last), self._term(cuts[i]))
            last = self._term(cuts[i + 1] - 1)
            yield Shard(start, payload, last, int(posting_cuts[i + 1]), cuts[i + 1] not in opened)

    def words(self) -> "Iterator[tuple[str, int, int]]":
        """Yield each unit, its number of documents and the accent code that most of them have."""
        counts = np.diff(self._term_starts, append=len(self._starts))
        term = np.repeat(np.repeat(np.arange(len(counts)), counts), self.frequencies)
        keys = (term << 32) | self._documents
        keys.sort()
        distinct = np.bincount(keys[_changes(keys)] >> 32, minlength=len(counts))
        # by term, then by frequency, the most frequent first and the first of equals
        variant_terms = np.repeat(np.arange(len(counts)), counts)
        usual = np.lexsort((-self.frequencies, variant_terms))[self._term_starts]
        folded = (self._folded[i] for i in self._seconds.tolist())
        yield from zip(folded, distinct.tolist(), self.codes[0][usual].tolist(), strict=True)

    def _cut(self, size: int, bounds: list[int], cuts: list[int], opened: set[int]) -> None:
        """Find the first terms of the shards, the number of terms last, and which cuts are open.

        A cut falls after a term that its hash marks, once the shard has half of *size* bytes, or
        where it has twice *size*: so a change in one bulletin moves the cuts beside it and no
        others, and what comes after a shard has no part in it.
        """
        ends = np.append(self._term_starts[1:], len(self._starts))
        numbers = self._number_places[ends] - self._number_places[self._term_starts]
        bits = np.add.reduceat((self._gaps >> self._k) + self._k + self._classes + 2, self._starts)
        bits = np.add.reduceat(bits, self._term_starts)
        reached = np.cumsum(8 * (self._text_sizes() + numbers) + bits)
        marks = self._hashes[self._seconds]
        if self._paired:
            marks = marks + 31 * self._hashes[self._firsts]
        marked = np.flatnonzero(((marks >> 7) & (size // _MARKED - 1)) == 0)
        total, candidates, at_marks = reached.tolist(), marked.tolist(), reached[marked].tolist()
        for start, end in pairwise(bounds):
            at = start
            while at < end:
                cuts.append(at)
                done = total[at - 1] if at else 0
                mark = bisect_left(at_marks, done + 4 * size, bisect_left(candidates, at))
                cut = bisect_left(total, done + 16 * size, at)
                if mark < len(candidates):
                    cut = min(cut, candidates[mark])
                if cut >= end:
                    opened.add(end)
                at = min(cut + 1, end)
        cuts.append(bounds[-1])

    def _number_stream(self) -> tuple["npt.NDArray[np.uint8]", "Ints"]:
        last = np.zeros(len(self._starts), dtype=np.int64)
        last[self._term_starts[1:] - 1] = 1
        last[-1:] = 1
        columns = np.stack([self.frequencies * 2 + last, *self.codes], axis=1)
        stream, places = varint_stream(columns.ravel().astype(np.uint64))
        return stream, places[:: columns.shape[1]]

    def _text_sizes(self) -> "Ints":
        # without the first words, since a region may begin between two terms of one
        sizes = np.array([len(word) + 1 for word in self._folded], dtype=np.int64)
        texts: Ints = sizes[self._seconds]
        return texts

    def _texts(self, cuts: list[int]) -> "Iterator[str]":
        folded = self._folded
        seconds = [folded[i] for i in self._seconds.tolist()]
        groups = _changes(self._firsts).tolist()
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


class ReadShards(NamedTuple):
    """Shards read back: their variants, and the postings of these, in order."""

    firsts: list[str]  # "folded<TAB>accents" of every variant
    seconds: list[str]  # the same as the firsts for units
    frequencies: "Ints"
    documents: "Ints"
    classes: "Ints"


def read_shards(payloads: list[bytes], universe: int, *, paired: bool) -> ReadShards:
    """Return what shards hold."""
    firsts: list[str] = []
    seconds: list[str] = []
    frequencies: list[Ints] = []
    streams: list[postings.Streams] = []
    for payload in payloads:
        parts = _parts(payload)
        text, numbers, highs, lows, classes = parts
        columns = read_varints(numbers).reshape(-1, 3 if paired else 2)
        counts, codes = columns[:, 0], columns[:, 1:].tolist()
        terms = np.concatenate([[0], np.cumsum(counts[:-1] & 1)]).tolist()
        own_firsts, own_seconds = _terms(text.decode())
        seconds += [f"{own_seconds[t]}\t{c[-1]}" for t, c in zip(terms, codes, strict=True)]
        if paired:
            firsts += [f"{own_firsts[t]}\t{c[0]}" for t, c in zip(terms, codes, strict=True)]
        frequencies.append(counts >> 1)
        streams.append(postings.Streams(highs, lows, classes))
    every = np.concatenate([np.empty(0, dtype=np.int64), *frequencies])
    k = postings.rice_parameters(every, universe)
    counts_in = [int(one.sum()) for one in frequencies]
    documents, found = postings.read_streams(streams, every, k, counts_in)
    return ReadShards(firsts if paired else seconds, seconds, every, documents, found)


def ends_of(payload: bytes) -> tuple[str, str]:
    """Return the first and the last term of a shard."""
    firsts, seconds = _terms(_parts(payload)[0].decode())
    terms = [f"{firsts[i]} {seconds[i]}" if firsts[i] else seconds[i] for i in (0, -1)]
    return terms[0], terms[1]


def _parts(payload: bytes) -> list[bytes]:
    sizes = read_varints(payload, 4)
    at = len(varints(sizes.tolist()))
    parts = []
    for size in sizes.tolist():
        parts.append(payload[at : at + size])
        at += size
    return [*parts, payload[at:]]


def _terms(text: str) -> tuple[list[str], list[str]]:
    firsts: list[str] = []
    seconds: list[str] = []
    for line in text.split("\n"):
        first, *own = line.split(",")
        firsts += [first] * len(own)
        seconds += own
    return firsts, seconds


def _changes(values: "Ints") -> "Ints":
    if not len(values):
        return np.empty(0, dtype=np.int64)
    changed: Ints = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]]))
    return changed


def _name_part(character: str) -> str:
    if character == " ":
        return "-"
    if character.isascii() and character.isalnum():
        return character
    return "".join(f"_{byte:02x}" for byte in character.encode())
