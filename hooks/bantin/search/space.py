"""A space: the units or the pairs of an index that is there, some of whose shards change.

A shard ends at a mark or a size, whatever comes after it. So it is made again from where it began
on, and with it the shards after it, until one ends where an old one ended.
"""

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from bantin.search.container import unwrap
from bantin.search.index import Lexicon, proposed, shard_file
from bantin.search.keys import layout_for, sorted_keys
from bantin.search.shards import Shard, ends_of, read_shards, separator, shard_name
from bantin.search.termspace import TermSpace
from bantin.search.vocabulary import read_vocabulary, take_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy.typing as npt

    from bantin.search.changes import Posting

    Ints = npt.NDArray[np.int64]

_AT_ONCE: Final = 16  # neighbouring shards made again together; what they hold is in memory


class Space:
    """The units or the pairs of an index, *starts* where its shards begin."""

    def __init__(
        self, name: str, starts: list[str], files: "Mapping[str, bytes]", universe: int, size: int
    ) -> None:
        """Let the index be *files*, of *universe* and with shards of *size* bytes."""
        self.written: dict[str, bytes] = {}
        self.removed: set[str] = set()  # some may be written anew
        self.words: set[str] = set()  # of the shards that were made again
        self.lexicon: Lexicon = {}  # of those that came in their place
        self._name, self._starts, self._files = name, starts, files
        self._universe, self._size = universe, size
        self._removed: dict[int, list[Posting]] = {}
        self._added: dict[int, list[Posting]] = {}

    def change(self, removed: "Iterable[Posting]", added: "Iterable[Posting]") -> list[str]:
        """Make the shards without *removed* and with *added*; return where they begin now."""
        self._removed, self._added = self._by_shard(removed), self._by_shard(added)
        touched = self._removed.keys() | self._added.keys()
        starts: list[str] = []
        done, last = 0, ""  # the shards that are as they will be, and their last term
        for first in sorted(touched):
            if first < done:
                continue
            if first > done:
                starts += self._starts[done:first]
                last = self._ends_of(first - 1)[1]
            end = first + 1
            while end in touched and end - first < _AT_ONCE:
                end += 1
            made = self._make(first, end, last)
            while made and not made[-1].is_closed and end < len(self._starts):
                end += 1  # the last one runs on into the shard after it
                made = self._make(first, end, last)
            self.removed.update(self._path(start) for start in self._starts[first:end])
            self.written.update(shard_file(self._name, one.start, one.payload) for one in made)
            starts += [one.start for one in made]
            last = made[-1].last if made else last
            done = end
            if end < len(self._starts) and end not in touched:
                starts.append(self._named_after(last, end))
                last = self._ends_of(end)[1]
                done += 1
        return starts + self._starts[done:]

    def _named_after(self, last: str, number: int) -> str:
        """Return where a shard begins that stays but comes after another term now."""
        start = separator(last, self._ends_of(number)[0])
        if start != self._starts[number]:
            self.removed.add(self._path(self._starts[number]))
            self.written.update([shard_file(self._name, start, self._payload(number))])
        return start

    def _make(self, first: int, end: int, before: str) -> list[Shard]:
        """Return what comes in the place of the shards from *first* to *end*, after a term."""
        paired = self._name == "p"
        numbers = range(first, end)
        payloads = [self._payload(i) for i in numbers if i < len(self._starts)]
        read = read_shards(payloads, self._universe, paired=paired)
        removed = [one for i in numbers for one in self._removed.get(i, ())]
        added = [one for i in numbers for one in self._added.get(i, ())]
        # the words of the variants read, then those of the postings that change, firsts and seconds
        changed = [*removed, *added]
        terms = [first for first, *_ in changed] + [second for _, second, *_ in changed]
        words, accents = take_apart(terms)
        count = len(read.seconds)
        vocabulary = read_vocabulary(
            [*read.firsts, *read.seconds, *words],
            np.concatenate([read.codes[:, 0], read.codes[:, 1], accents]),
        )
        documents = np.array([one[2] for one in changed], dtype=np.int64)
        classes = np.array([one[3] for one in changed], dtype=np.int64)
        highest = max(int(read.documents.max(initial=0)), int(documents.max(initial=0)))
        layout = layout_for(vocabulary, highest + 1, paired=paired)

        def keys(*columns: "Ints") -> "Ints":
            return sorted_keys(vocabulary, layout, 0, columns, paired=paired)

        variants = np.repeat(np.arange(count), read.frequencies)
        held = keys(variants, variants + count, read.documents, read.classes)
        places = np.arange(len(changed)) + 2 * count
        columns = np.stack([places, places + len(changed), documents, classes])
        went, came = keys(*columns[:, : len(removed)]), keys(*columns[:, len(removed) :])
        held = np.delete(held, held.searchsorted(went))
        held = np.insert(held, held.searchsorted(came), came)
        self.words.update(read.seconds)
        if not len(held):
            return []
        space = TermSpace(held, layout, vocabulary, self._universe, 0, paired=paired)
        if not paired:
            self.lexicon |= proposed(space.words(), self._universe)
        return list(space.shards(self._size, before))

    def _by_shard(self, postings: "Iterable[Posting]") -> dict[int, list["Posting"]]:
        found: dict[int, list[Posting]] = defaultdict(list)
        for posting in postings:
            first, second = (word.partition("\t")[0] for word in posting[:2])
            term = f"{first} {second}" if self._name == "p" else first
            found[max(bisect_right(self._starts, term) - 1, 0)].append(posting)
        return found

    def _payload(self, number: int) -> bytes:
        return unwrap(self._files[self._path(self._starts[number])])

    def _ends_of(self, number: int) -> tuple[str, str]:
        return ends_of(self._payload(number))

    def _path(self, start: str) -> str:
        return f"{shard_name(self._name, start)}.js"
