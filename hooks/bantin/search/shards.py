"""Shards: the sorted terms of one space, cut into files of a size that suits a query.

A shard's payload is: two varints, the sizes of its text and of its numbers; the text; the numbers;
the bits of the posting lists. The text has a line for each first word, ``first,second,second``;
the units are the seconds of an empty first. The numbers are varints, for every variant of a term
(a way to write its accents) in order: twice its document frequency, plus one on the term's last
variant; the accent code of each of its words; and, from ``SKIPPED`` documents on, the length of
its list in bits.
"""

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from bantin.search import postings
from bantin.search.container import varint_stream, varints

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from bantin.search.vocabulary import Vocabulary

    U64 = npt.NDArray[np.uint64]
    Ints = npt.NDArray[np.int64]

CLASS_BITS: Final = 4
"""Bits of a weight class in a key."""

SKIPPED: Final = 4
"""Shortest posting list whose length is stored; a shorter one is read over."""

_AT_ONCE: Final = 1 << 20  # postings written by one call
_SMALLEST: Final = 1024  # bytes of a shard; small sites have few files
_BYTES_A_POSTING: Final = 1.5  # measured; only sets the size of shards


class KeyLayout(NamedTuple):
    """How a posting of a term space is one integer, ordered as the index is.

    From the highest bits down: first word, second word, their accent variants, document, class.
    """

    word: int
    variant: int
    document: int

    @property
    def bits(self) -> int:
        """Bits of a whole key."""
        return 2 * self.word + 2 * self.variant + self.document + CLASS_BITS


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


class TermSpace:
    """Columns of a term space, by posting, by variant and by folded term."""

    def __init__(
        self,
        keys: "U64",
        layout: KeyLayout,
        vocabulary: "Vocabulary",
        universe: int,
        first_word: int | None = None,
    ) -> None:
        """Take apart sorted *keys*: of pairs whose first words count from *first_word*, or units.

        *universe* sets the Rice parameters.
        """
        self._folded = vocabulary.folded
        self._paired = paired = first_word is not None
        signed = keys.view(np.int64)  # a layout has 63 bits at most
        self._classes = signed & ((1 << CLASS_BITS) - 1)
        documents = (signed >> CLASS_BITS) & ((1 << layout.document) - 1)
        variants = signed >> (CLASS_BITS + layout.document)
        self._starts = _changes(variants)
        variants = variants[self._starts]
        self._frequencies = np.diff(self._starts, append=len(keys))
        parameters = postings.rice_parameters(self._frequencies, universe)
        self._parameters = np.repeat(parameters, self._frequencies)
        self._gaps, lengths = postings.code_lengths(
            documents, self._classes, self._starts, self._parameters
        )
        self._places = np.cumsum(lengths) - lengths
        self._bits = np.add.reduceat(lengths, self._starts)

        terms = variants >> (2 * layout.variant)
        self._term_starts = _changes(terms)
        word_mask, variant_mask = (1 << layout.word) - 1, (1 << layout.variant) - 1
        firsts, seconds = (terms >> layout.word) + (first_word or 0), terms & word_mask
        codes = [vocabulary.accents_of(firsts, (variants >> layout.variant) & variant_mask)]
        if paired:
            codes.append(vocabulary.accents_of(seconds, variants & variant_mask))
        self._firsts, self._seconds = firsts[self._term_starts], seconds[self._term_starts]
        if not paired:
            self._firsts, self._seconds = np.zeros_like(self._firsts), self._firsts
        self._numbers, self._number_places = self._number_stream(codes)
        self._hashes = vocabulary.hashes

    def shards(self, size: int) -> "Iterator[tuple[str, bytes]]":
        """Yield where each shard begins, and its payload, of *size* bytes in the mean."""
        if len(self._starts):
            yield from self._contents(self._cuts(size))

    def _cuts(self, size: int) -> list[int]:
        """Return the first terms of the shards, and the number of terms as a last one.

        A cut falls where the hash of a term says so, between half and twice *size* bytes, so that
        a change in one bulletin moves the cuts beside it and no others.
        """
        texts = self._text_sizes()
        ends = np.append(self._term_starts[1:], len(self._starts))
        numbers = self._number_places[ends] - self._number_places[self._term_starts]
        bits = np.add.reduceat(self._bits, self._term_starts)
        total = np.cumsum(texts + numbers + bits / 8).tolist()
        count = len(total)
        every = 1 << max(int(count * size / 4 / total[-1]).bit_length() - 1, 0)
        marks = self._hashes[self._firsts] * 31 + self._hashes[self._seconds]
        marked = 1 + np.flatnonzero(((marks[1:] >> 7) & (every - 1)) == 0)
        reached = np.array(total)[marked - 1].tolist()
        candidates = marked.tolist()
        found = [0]
        done = 0.0
        while True:
            limit = bisect_right(total, done + 2 * size, found[-1])
            cut = max(limit, found[-1] + 1)
            if cut >= count:
                return [*found, count]
            at = bisect_left(reached, done + size / 2, bisect_right(candidates, found[-1]))
            if at < len(candidates) and candidates[at] < cut:
                cut = candidates[at]
            found.append(cut)
            done = total[cut - 1]

    def _contents(self, cuts: list[int]) -> "Iterator[tuple[str, bytes]]":
        """Yield where each shard begins, and its payload."""
        variant_cuts = np.append(self._term_starts, len(self._starts))[cuts]
        posting_cuts = np.append(self._starts, len(self._gaps))[variant_cuts].tolist()
        number_cuts = self._number_places[variant_cuts].tolist()
        bits = np.add.reduceat(self._bits, variant_cuts[:-1])
        ends = np.cumsum(-(-bits // 8)).tolist()
        starts = [0, *ends[:-1]]
        coded = self._coded(posting_cuts, starts, ends)
        for i, text in enumerate(self._texts(cuts)):
            raw = text.encode()
            numbers = self._numbers[number_cuts[i] : number_cuts[i + 1]].tobytes()
            sizes = varints([len(raw), len(numbers)])
            yield self._separator(cuts[i]), sizes + raw + numbers + next(coded)

    def _coded(
        self, posting_cuts: list[int], starts: list[int], ends: list[int]
    ) -> "Iterator[bytes]":
        """Yield the posting lists of each shard, whose bytes start and end as told.

        Many shards are written at once, since the cost of a call is that of a small shard.
        """
        done = 0
        while done < len(starts):
            last = bisect_right(posting_cuts, posting_cuts[done] + _AT_ONCE) - 1
            last = min(max(last, done + 1), len(starts))
            one = slice(posting_cuts[done], posting_cuts[last])
            counts = np.diff(posting_cuts[done : last + 1])
            raw_starts = self._places[posting_cuts[done:last]]
            offsets = (np.array(starts[done:last]) - starts[done]) * 8 - raw_starts
            places = self._places[one] + np.repeat(offsets, counts)
            written = postings.write_codes(
                self._gaps[one],
                self._classes[one],
                self._parameters[one],
                places,
                ends[last - 1] - starts[done],
            )
            for start, end in zip(starts[done:last], ends[done:last], strict=True):
                yield written[start - starts[done] : end - starts[done]]
            done = last

    def _number_stream(self, codes: "list[Ints]") -> tuple["npt.NDArray[np.uint8]", "Ints"]:
        last = np.zeros(len(self._starts), dtype=np.int64)
        last[self._term_starts[1:] - 1] = 1
        last[-1:] = 1
        columns = np.stack([self._frequencies * 2 + last, *codes, self._bits], axis=1)
        wanted = np.ones(columns.shape, dtype=np.bool_)
        wanted[:, -1] = self._frequencies >= SKIPPED
        stream, places = varint_stream(columns[wanted].astype(np.uint64))
        row_starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(wanted.sum(axis=1))])
        return stream, places[row_starts]

    def _text_sizes(self) -> "Ints":
        sizes = np.array([len(word) + 1 for word in self._folded], dtype=np.int64)
        texts: Ints = sizes[self._seconds]
        if self._paired:
            new = _changes(self._firsts)
            texts[new] += sizes[self._firsts[new]]
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

    def _separator(self, term: int) -> str:
        """Return the shortest beginning of *term* that its predecessor sorts before."""
        own = self._term(term)
        if term == 0:
            return own
        before = self._term(term - 1)
        shared = next(i for i, letter in enumerate(own) if before[i : i + 1] != letter)
        return own[: shared + 1]

    def _term(self, term: int) -> str:
        second = self._folded[int(self._seconds[term])]
        return f"{self._folded[int(self._firsts[term])]} {second}" if self._paired else second


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
