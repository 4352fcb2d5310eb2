"""The index after an edit: only the shards that hold what changed are made again.

The index is its own state: the shards concerned are read back, the postings of the documents that
changed are taken out and put in, and the shards are cut and written as ``build_index`` would. Where
a document stands at a number where another stood, all its postings change; so a bulletin that is
not the newest concerns those newer than it. When the sizes that all files share change, or a great
part of the documents, everything is built again. Either way the bytes are those of ``build_index``.
"""

from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from bantin.search import postings
from bantin.search.collection import index_order
from bantin.search.columns import length_classes
from bantin.search.container import unwrap
from bantin.search.document import read_analysis
from bantin.search.index import (
    Lexicon,
    Meta,
    build_index,
    head_files,
    proposed,
    read_lexicon,
    read_meta,
    record_file,
    shard_file,
)
from bantin.search.keys import layout_for, sorted_keys
from bantin.search.shards import (
    Shard,
    TermSpace,
    ends_of,
    read_shards,
    separator,
    shard_name,
    shard_size,
)
from bantin.search.vocabulary import read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    from bantin.search.document import DocumentTerms, SearchDocument

    Ints = npt.NDArray[np.int64]
    U64 = npt.NDArray[np.uint64]

_GREAT_PART: Final = 20  # one document in so many

Posting = tuple[str, str, int, int]
"""First and second word ("folded<TAB>accents"), document, class; a unit has no first word."""


class Update(NamedTuple):
    """What to do with the files of an index."""

    written: dict[str, bytes]
    removed: set[str]


def update_index(
    files: "Mapping[str, bytes]",
    keys: "Sequence[str]",
    entries: "Sequence[tuple[SearchDocument, str]]",
    load: "Callable[[str], bytes]",
    labels: "Mapping[str, Mapping[str, str]]",
) -> Update:
    """Return what makes of *files*, an index, that of *entries*.

    *files* are read by path, few of them. *keys* are those of the analyses that the index was built
    of, in its order (``index_keys``). *entries* are all documents now, in the order that
    ``build_index`` wants, with the keys of their analyses; no bodies are needed. *load* returns the
    analysis of a key, old or new. *labels* are those of ``build_index``.
    """
    documents = [entries[i][0] for i in index_order([one.date for one, _ in entries])]
    now = index_keys(entries)
    meta = read_meta(files["meta.js"])
    changes = _Changes(keys, now, load)
    universe, size = postings.universe_of(len(now)), shard_size(meta.pairs + changes.more_pairs)
    if (
        len(changes.numbers) * _GREAT_PART > len(now)
        or universe != postings.universe_of(meta.documents)
        or size != shard_size(meta.pairs)
    ):
        built = dict(build_index(((one, load(key)) for one, key in entries), labels))
        return Update(built, files.keys() - built.keys())
    update = Update({}, {f"d-{number}.js" for number in range(len(now), len(keys))})
    lexicon = read_lexicon(files["lexicon.js"])
    directory = {}
    for space, starts in meta.directory.items():
        part = _Space(space, starts, files, universe, size)
        directory[space] = part.update(changes.removed[space], changes.added[space], update)
        if space == "u":
            for word in part.words:
                lexicon.pop(word, None)
            lexicon |= part.lexicon
    lengths = bytearray(meta.lengths[: len(now)].ljust(len(now), b"\0"))
    for number, terms in changes.new.items():
        lengths[number : number + 1] = length_classes([terms.length])
        update.written.update([record_file(number, terms.record)])
    after = Meta(len(now), meta.pairs + changes.more_pairs, bytes(lengths), directory)
    update.written.update(head_files(documents, after, lexicon, labels))
    return Update(update.written, update.removed - update.written.keys())


def index_keys(entries: "Sequence[tuple[SearchDocument, str]]") -> list[str]:
    """Return the keys of *entries* in the order of the index."""
    return [entries[i][1] for i in index_order([one.date for one, _ in entries])]


class _Changes:
    """The postings that went and came, and the analyses at the numbers where another stands now."""

    def __init__(
        self, before: "Sequence[str]", now: "Sequence[str]", load: "Callable[[str], bytes]"
    ) -> None:
        self.numbers = [
            number
            for number in range(max(len(before), len(now)))
            if before[number : number + 1] != now[number : number + 1]
        ]
        self.new = {i: read_analysis(load(now[i])) for i in self.numbers if i < len(now)}
        old = {i: read_analysis(load(before[i])) for i in self.numbers if i < len(before)}
        went, came = _postings(old), _postings(self.new)
        self.removed = {space: went[space] - came[space] for space in went}
        self.added = {space: came[space] - went[space] for space in came}
        self.more_pairs = len(came["p"]) - len(went["p"])


class _Space:
    """The units or the pairs of an index, some of whose shards change."""

    def __init__(
        self, space: str, starts: list[str], files: "Mapping[str, bytes]", universe: int, size: int
    ) -> None:
        self.words: set[str] = set()  # of the shards that were read
        self.lexicon: Lexicon = {}  # of those that came in their place
        self._name, self._starts, self._files = space, starts, files
        self._universe, self._size = universe, size

    def update(self, removed: set[Posting], added: set[Posting], update: Update) -> list[str]:
        """Add to *update* what happens to the shards; return where the new ones begin."""
        paired = self._name == "p"
        terms = {_term(one, paired=paired) for one in removed | added}
        touched = {max(bisect_right(self._starts, term) - 1, 0) for term in terms}
        if not touched:
            return self._starts
        while True:
            regions = _regions(touched)
            before = [self._payload_ends(first - 1)[1] for first, _ in regions]
            shards = self._shards(regions, before, removed, added)
            # a region that ends without a cut runs on into the shard after it
            more = {
                end
                for (_, end), own in zip(regions, shards, strict=True)
                if end < len(self._starts) and own and not own[-1].is_closed
            }
            if not more:
                break
            touched |= more
        starts: list[str] = []
        done = 0
        for (first, end), last, own in zip(regions, before, shards, strict=True):
            starts += self._starts[done:first]
            starts += [one.start for one in own]
            update.removed.update(self._path(start) for start in self._starts[first:end])
            update.written.update(shard_file(self._name, one.start, one.payload) for one in own)
            done = end
            if end < len(self._starts):
                start = separator(own[-1].last if own else last, self._payload_ends(end)[0])
                if start != self._starts[end]:
                    update.removed.add(self._path(self._starts[end]))
                    update.written.update([shard_file(self._name, start, self._payload(end))])
                starts.append(start)
                done += 1
        return starts + self._starts[done:]

    def _shards(
        self,
        regions: list[tuple[int, int]],
        before: list[str],
        removed: set[Posting],
        added: set[Posting],
    ) -> list[list[Shard]]:
        paired = self._name == "p"
        numbers = [i for first, end in regions for i in range(first, end) if i < len(self._starts)]
        read = read_shards([self._payload(i) for i in numbers], self._universe, paired=paired)
        self.words = {second.partition("\t")[0] for second in read.seconds}
        changed = [*removed, *added]
        spelled = dict.fromkeys([*read.firsts, *read.seconds])
        spelled.update(dict.fromkeys(word for one in changed for word in one[:2]))
        ids = {term: i for i, term in enumerate(spelled)}
        vocabulary = read_vocabulary(list(ids))
        highest = max([int(read.documents.max(initial=0)), *(one[2] for one in changed)])
        layout = layout_for(vocabulary, highest + 1)

        def keys(columns: "tuple[Ints, ...]") -> "U64":
            return sorted_keys(vocabulary, layout, 0, columns, paired=paired)

        def keys_of(some: set[Posting]) -> "U64":
            rows = [(ids[first], ids[second], *rest) for first, second, *rest in some]
            return keys(tuple(np.array(rows, dtype=np.int64).reshape(-1, 4).T))

        words = [np.array([ids[term] for term in terms], dtype=np.int64) for terms in read[:2]]
        firsts, seconds = (np.repeat(one, read.frequencies) for one in words)
        held = keys((firsts, seconds, read.documents, read.classes))
        kept = np.setdiff1d(held, keys_of(removed), assume_unique=True)
        every = np.sort(np.concatenate([kept, keys_of(added)]))
        shards: list[list[Shard]] = [[] for _ in regions]
        if not len(every):
            return shards
        terms = TermSpace(every, layout, vocabulary, self._universe, 0, paired=paired)
        if not paired:
            self.lexicon = proposed(terms.words(), self._universe)
        starts = [self._starts[first] if self._starts else "" for first, _ in regions]
        for shard in terms.shards(self._size, list(zip(starts, before, strict=True))):
            shards[max(bisect_right(starts, shard.last) - 1, 0)].append(shard)
        return shards

    def _payload(self, number: int) -> bytes:
        return unwrap(self._files[self._path(self._starts[number])])

    def _payload_ends(self, number: int) -> tuple[str, str]:
        return ends_of(self._payload(number)) if number >= 0 else ("", "")

    def _path(self, start: str) -> str:
        return f"{shard_name(self._name, start)}.js"


def _postings(analyses: "Mapping[int, DocumentTerms]") -> dict[str, set[Posting]]:
    units: set[Posting] = set()
    pairs: set[Posting] = set()
    for number, terms in analyses.items():
        words = terms.vocabulary
        classes = terms.unit_classes.tolist()
        units.update((w, w, number, weight) for w, weight in zip(words, classes, strict=True))
        columns = (terms.firsts.tolist(), terms.seconds.tolist(), terms.pair_classes.tolist())
        pairs.update(
            (words[a], words[b], number, weight) for a, b, weight in zip(*columns, strict=True)
        )
    return {"u": units, "p": pairs}


def _term(posting: Posting, *, paired: bool) -> str:
    first, second = (word.partition("\t")[0] for word in posting[:2])
    return f"{first} {second}" if paired else first


def _regions(shards: set[int]) -> list[tuple[int, int]]:
    """Return the runs of neighbours, each with the number after its last."""
    firsts = sorted(i for i in shards if i - 1 not in shards)
    ends = sorted(i + 1 for i in shards if i + 1 not in shards)
    return list(zip(firsts, ends, strict=True))
