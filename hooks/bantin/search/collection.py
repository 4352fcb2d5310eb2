"""All documents of an index, their postings as sorted integers, one for each."""

from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from bantin.search.document import read_analysis
from bantin.search.shards import CLASS_BITS, KeyLayout
from bantin.search.vocabulary import Vocabulary, read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy.typing as npt

    from bantin.search.document import SearchDocument

    U64 = npt.NDArray[np.uint64]
    Ints = npt.NDArray[np.int64]

_T = TypeVar("_T", bound=np.generic)
_PART: Final = 1 << 24  # postings sorted at once, which bounds the memory of the sort
_KEY_BITS: Final = 63


class Collection:
    """Documents, oldest first, so that a new bulletin is appended and the others stay in place.

    The first of two documents with one date counts as the newer.
    """

    def __init__(self, entries: "Iterable[tuple[SearchDocument, bytes]]") -> None:
        documents: list[SearchDocument] = []
        lengths: list[int] = []
        records: list[bytes] = []
        units: list[npt.NDArray[np.uint32]] = []
        unit_classes: list[npt.NDArray[np.uint8]] = []
        firsts: list[npt.NDArray[np.uint32]] = []
        seconds: list[npt.NDArray[np.uint32]] = []
        pair_classes: list[npt.NDArray[np.uint8]] = []
        term_ids = _TermIds()
        for document, analysis in entries:
            terms = read_analysis(analysis)
            ids = np.fromiter(
                map(term_ids.__getitem__, terms.vocabulary), np.uint32, len(terms.vocabulary)
            )
            documents.append(document)
            lengths.append(terms.length)
            records.append(terms.record)
            units.append(ids)
            unit_classes.append(terms.unit_classes)
            firsts.append(ids[terms.firsts])
            seconds.append(ids[terms.seconds])
            pair_classes.append(terms.pair_classes)
        order = sorted(range(len(documents)), key=lambda i: (documents[i].date, -i))
        self.documents = [documents[i] for i in order]
        self.lengths = [lengths[i] for i in order]
        self.records = [records[i] for i in order]
        self.vocabulary: Vocabulary = read_vocabulary(list(term_ids))
        numbers = np.empty(len(order), dtype=np.int64)
        numbers[order] = np.arange(len(order))
        self._unit_documents = np.repeat(numbers, [len(ids) for ids in units])
        self._units, self._unit_classes = _joined(units, np.uint32), _joined(unit_classes, np.uint8)
        self._pair_documents = np.repeat(numbers, [len(ids) for ids in firsts])
        self._firsts, self._seconds = _joined(firsts, np.uint32), _joined(seconds, np.uint32)
        self._pair_classes = _joined(pair_classes, np.uint8)

    @property
    def pair_count(self) -> int:
        """Number of postings of pairs."""
        return len(self._firsts)

    def layout(self) -> KeyLayout:
        """Return the narrowest layout for the vocabulary and the number of documents."""
        return KeyLayout(
            len(self.vocabulary.folded).bit_length(),
            int(self.vocabulary.variant.max(initial=0)).bit_length(),
            len(self.documents).bit_length(),
        )

    def unit_keys(self) -> "U64":
        """Return the sorted keys of all postings of units; a unit is the key's first word."""
        layout = self.layout()
        key = self.vocabulary.word.astype(np.uint64)[self._units]
        key <<= np.uint64(layout.word + layout.variant)
        key |= self.vocabulary.variant.astype(np.uint64)[self._units]
        key <<= np.uint64(layout.variant)
        return _sorted_keys(key, layout, self._unit_documents, self._unit_classes)

    def pair_keys(self) -> "Iterator[tuple[int, U64]]":
        """Yield runs of sorted keys of the postings of pairs, ascending, each with a first word.

        The key's first words count from the one given, so that a key stays within 63 bits; one
        run never shares a first word with another.
        """
        layout = self.layout()
        word = self.vocabulary.word
        first_words = word[self._firsts]
        for low, high in self._runs(first_words, layout):
            here = np.flatnonzero((first_words >= low) & (first_words < high))
            firsts, seconds = self._firsts[here], self._seconds[here]
            key = (first_words[here] - low).astype(np.uint64)
            key <<= np.uint64(layout.word)
            key |= word.astype(np.uint64)[seconds]
            for variants in (firsts, seconds):
                key <<= np.uint64(layout.variant)
                key |= self.vocabulary.variant.astype(np.uint64)[variants]
            documents, classes = self._pair_documents[here], self._pair_classes[here]
            yield low, _sorted_keys(key, layout, documents, classes)

    def frequencies(self) -> "Ints":
        """Return in how many documents each folded word occurs as a unit."""
        documents = max(len(self.documents), 1)
        keys = self.vocabulary.word[self._units] * documents + self._unit_documents
        keys.sort()
        distinct = keys[np.flatnonzero(np.diff(keys, prepend=-1))]
        return np.bincount(distinct // documents, minlength=len(self.vocabulary.folded))

    def variant_frequencies(self) -> "Ints":
        """Return in how many documents each variant of each word occurs, word by word."""
        places = self.vocabulary.first_variant[self.vocabulary.word] + self.vocabulary.variant
        return np.bincount(places[self._units], minlength=len(places))

    def _runs(self, first_words: "Ints", layout: KeyLayout) -> "Iterator[tuple[int, int]]":
        words = len(self.vocabulary.folded)
        widest = 1 << max(_KEY_BITS - (layout.bits - layout.word), 1)
        reached = np.cumsum(np.bincount(first_words, minlength=words))
        low = 0
        while low < words:
            before = int(reached[low - 1]) if low else 0
            high = int(np.searchsorted(reached, before + _PART, side="right"))
            high = min(max(high, low + 1), low + widest, words)
            yield low, high
            low = high


class _TermIds(dict[str, int]):
    """Numbers of terms in the order in which they are first met."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


def _sorted_keys(
    key: "U64", layout: KeyLayout, documents: "Ints", classes: "npt.NDArray[np.uint8]"
) -> "U64":
    key <<= np.uint64(layout.document)
    key |= documents.astype(np.uint64)
    key <<= np.uint64(CLASS_BITS)
    key |= classes
    key.sort()
    return key


def _joined(arrays: "list[npt.NDArray[_T]]", of: type[_T]) -> "npt.NDArray[_T]":
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=of)
