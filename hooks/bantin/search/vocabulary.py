"""The vocabulary of a collection: its folded words in order, and how their accents are written."""

import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]


_CODE_BITS: Final = 32  # more than an accent code takes


class Vocabulary(NamedTuple):
    """The distinct words of a collection, from the terms that the analyses spell.

    A word is a folded form (``word``, its place in ``folded``) in a variant (0, 1, …) of its
    accents; ``word`` and ``variant`` have an entry for each term given.
    """

    folded: list[str]
    sizes: "Ints"  # in letters, of each word
    hashes: "Ints"
    word: "Ints"
    variant: "Ints"
    accents: "Ints"  # of all variants, word by word
    first_variant: "Ints"  # of each word, in ``accents``

    def accents_of(self, words: "Ints", variants: "Ints") -> "Ints":
        """Return the accent codes of *variants* of *words*."""
        codes: Ints = self.accents[self.first_variant[words] + variants]
        return codes


def read_vocabulary(folded: list[str], accents: "Ints") -> Vocabulary:
    """Return the vocabulary of terms, given by their *folded* forms and *accents*."""
    # there are several for each document, its numbers: no table of them beside the words
    words: list[str] = []
    word = np.empty(len(folded), dtype=np.int64)
    for place in sorted(range(len(folded)), key=folded.__getitem__):
        if not words or words[-1] != folded[place]:
            words.append(folded[place])
        word[place] = len(words) - 1
    spelled = word << _CODE_BITS | accents
    variants = np.unique(spelled)
    first_variant = variants.searchsorted(np.arange(len(words)) << _CODE_BITS)
    return Vocabulary(
        words,
        np.fromiter(map(len, words), np.int64, len(words)),
        np.fromiter(map(zlib.crc32, map(str.encode, words)), np.int64, len(words)),
        word,
        variants.searchsorted(spelled) - first_variant[word],
        variants & ((1 << _CODE_BITS) - 1),
        first_variant,
    )


def take_apart(terms: "Collection[str]") -> tuple[list[str], "Ints"]:
    """Return the folded forms and the accents of *terms*, each ``folded<TAB>accents``."""
    codes = (int(term.partition("\t")[2]) for term in terms)
    accents = np.fromiter(codes, np.int64, len(terms))
    return [term.partition("\t")[0] for term in terms], accents
