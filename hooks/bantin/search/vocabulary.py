"""The vocabulary of a collection: its folded words in order, and how their accents are written."""

import zlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]


class Vocabulary(NamedTuple):
    """The distinct words of a collection, from the terms that the analyses spell.

    A word is a folded form (``word``, its place in ``folded``) in a variant (0, 1, …) of its
    accents; ``word`` and ``variant`` have an entry for each term given.
    """

    folded: list[str]
    word: "Ints"
    variant: "Ints"
    hashes: "Ints"
    accents: "Ints"  # of all variants, word by word
    first_variant: "Ints"  # of each word, in ``accents``

    def accents_of(self, words: "Ints", variants: "Ints") -> "Ints":
        """Return the accent codes of *variants* of *words*."""
        codes: Ints = self.accents[self.first_variant[words] + variants]
        return codes


def read_vocabulary(terms: list[str]) -> Vocabulary:
    """Return the vocabulary of distinct *terms*, each ``folded<TAB>accents``."""
    split = [term.partition("\t") for term in terms]
    spelled = [(folded, int(accents)) for folded, _, accents in split]
    order = sorted(range(len(spelled)), key=spelled.__getitem__)
    folded: list[str] = []
    first_variant: list[int] = []
    word = np.zeros(len(terms), dtype=np.int64)
    variant = np.zeros(len(terms), dtype=np.int64)
    for place, i in enumerate(order):
        if not folded or folded[-1] != spelled[i][0]:
            folded.append(spelled[i][0])
            first_variant.append(place)
        word[i] = len(folded) - 1
        variant[i] = place - first_variant[-1]
    return Vocabulary(
        folded,
        word,
        variant,
        np.array([zlib.crc32(entry.encode()) for entry in folded], dtype=np.int64),
        np.array([spelled[i][1] for i in order], dtype=np.int64),
        np.array(first_variant, dtype=np.int64),
    )
