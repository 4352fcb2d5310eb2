"""A posting as one integer, so that sorting postings is sorting integers."""

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from bantin.search.vocabulary import Vocabulary

    U64 = npt.NDArray[np.uint64]
    Ints = npt.NDArray[np.int64]
    Column = npt.NDArray[np.integer]

CLASS_BITS: Final = 4
"""Bits of a weight class in a key."""

_BITS: Final = 63  # of a key, so that it may be read as a signed integer too


class Layout(NamedTuple):
    """The bits of a key's parts.

    From the highest down: first word, second word, their accent variants, document, class. Units
    are first words with a second of 0.
    """

    word: int
    variant: int
    document: int

    @property
    def first(self) -> int:
        """Place of the first word."""
        return self.word + 2 * self.variant + self.document + CLASS_BITS


def layout_for(vocabulary: "Vocabulary", documents: int) -> Layout:
    """Return the narrowest layout."""
    return Layout(
        len(vocabulary.folded).bit_length(),
        int(vocabulary.variant.max(initial=0)).bit_length(),
        documents.bit_length(),
    )


def sorted_keys(
    vocabulary: "Vocabulary",
    layout: Layout,
    low: int,
    columns: "tuple[Column, ...]",
    *,
    paired: bool,
) -> "U64":
    """Return the sorted keys of postings whose first words count from *low*.

    *columns* are first and second words by their numbers in *vocabulary*, documents, classes.
    """
    firsts, seconds, documents, classes = columns
    words = vocabulary.word[firsts] - low
    if int(words.max(initial=0)).bit_length() + layout.first > _BITS:
        raise ValueError("more different words than the search index can hold")
    key = words.astype(np.uint64)
    variants = vocabulary.variant.astype(np.uint64)
    key <<= np.uint64(layout.word)
    if paired:
        key |= vocabulary.word.astype(np.uint64)[seconds]
    key <<= np.uint64(layout.variant)
    key |= variants[firsts]
    key <<= np.uint64(layout.variant)
    if paired:
        key |= variants[seconds]
    key <<= np.uint64(layout.document)
    key |= documents.astype(np.uint64)
    key <<= np.uint64(CLASS_BITS)
    key |= classes.astype(np.uint64)
    key.sort()
    return key
