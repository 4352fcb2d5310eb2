"""A posting as one integer, so that sorting postings is sorting integers."""

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from bantin.search.vocabulary import Vocabulary

    Ints = npt.NDArray[np.int64]
    Column = npt.NDArray[np.integer]

CLASS_BITS: Final = 4
"""Bits of a weight class in a key."""

_BITS: Final = 63  # of a key, which is a signed integer


class Layout(NamedTuple):
    """The bits of a key's parts.

    From the highest down: first word, second word, their accent variants, document, class. Units
    are first words alone: the second has no bits.
    """

    word: int
    second: int
    variant: int
    document: int

    @property
    def posting(self) -> int:
        """Bits of a document and a class, below those of a term in a variant."""
        return self.document + CLASS_BITS

    @property
    def term(self) -> int:
        """Place of the second word: below it are the postings of one term."""
        return self.posting + 2 * self.variant

    @property
    def first(self) -> int:
        """Place of the first word."""
        return self.term + self.second

    @property
    def span(self) -> int:
        """How many first words can be told apart in one sorting, counted from the least."""
        return 1 << max(_BITS - self.first, 0)

    @property
    def holds_all(self) -> bool:
        """Whether that is all words."""
        return self.first + self.word <= _BITS


def layout_for(vocabulary: "Vocabulary", documents: int, *, paired: bool) -> Layout:
    """Return the narrowest layout."""
    word = len(vocabulary.folded).bit_length()
    return Layout(
        word,
        word if paired else 0,
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
) -> "Ints":
    """Return the sorted keys of postings whose first words count from *low*.

    *columns* are first and second words by their numbers in *vocabulary*, documents, classes.
    """
    firsts, seconds, documents, classes = columns
    word, variant = vocabulary.word, vocabulary.variant
    if not layout.holds_all:
        highest = int(word[firsts].max(initial=low)) - low
        if highest.bit_length() + layout.first > _BITS:
            raise ValueError("more different words than the search index can hold")
    key: Ints = ((word - low << layout.first) | variant << layout.posting + layout.variant)[firsts]
    if paired:
        key |= (word << layout.term | variant << layout.posting)[seconds]
    key |= documents.astype(np.int64) << CLASS_BITS
    key |= classes
    key.sort()
    return key
