"""Posting lists as bits: Golomb-Rice gaps and unary weight classes.

A list holds document numbers in ascending order with a class each. A gap g (minus one; the first
counts from -1) is written with the Rice parameter k of its list: g >> k zeros, a one, the low k
bits; the class as that many zeros and a one. k follows from the length of the list and the size of
the collection alone, so it is not stored (Witten, Moffat, Bell: Managing Gigabytes, 3.3).
"""

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    U64 = npt.NDArray[np.uint64]
    Ints = npt.NDArray[np.int64]

_WORD: Final = 32  # bits of a word of the output; a code spans two at most
_KEPT_BITS: Final = 4  # of the universe, so that one more bulletin hardly ever moves it


def universe_of(documents: int) -> int:
    """Return the size of the collection rounded up, which sets the Rice parameters."""
    step = 1 << max(documents.bit_length() - _KEPT_BITS, 0)
    return max(-(-documents // step) * step, 1)


def rice_parameters(frequencies: "Ints", universe: int) -> "Ints":
    """Return k for lists of *frequencies* entries: log2 of 0.69 of the mean gap, rounded down."""
    mean = (universe * 11) // (frequencies * 16)
    # the exponent of a double is exact here: collections are far below 2**53
    return np.maximum(np.frexp(mean.astype(np.float64))[1].astype(np.int64) - 1, 0)


def code_lengths(
    documents: "Ints", classes: "Ints", starts: "Ints", parameters: "Ints"
) -> tuple["Ints", "Ints"]:
    """Return the gaps and the length in bits of every posting.

    *starts* are the first postings of the lists, *parameters* the k of each posting.
    """
    gaps = np.empty_like(documents)
    gaps[1:] = documents[1:] - documents[:-1] - 1
    gaps[starts] = documents[starts]
    return gaps, (gaps >> parameters) + 1 + parameters + classes + 1


def write_codes(
    gaps: "Ints", classes: "Ints", parameters: "Ints", places: "Ints", size: int
) -> bytes:
    """Return *size* bytes in which each posting stands at its place (in bits, ascending)."""
    low = gaps & ((1 << parameters) - 1)
    value = ((((1 << parameters) | low) << (classes + 1)) | 1).astype(np.uint64)
    width = 2 + parameters + classes
    at = places + (gaps >> parameters)  # zeros need no writing
    word = at // _WORD
    shifted = value << (2 * _WORD - (at % _WORD) - width).astype(np.uint64)
    words = np.zeros(size // 4 + 3, dtype=np.uint64)
    # the codes of one word are neighbours and share no bit, so their sum is their union
    for part, offset in ((shifted >> np.uint64(_WORD), 0), (shifted & np.uint64(0xFFFFFFFF), 1)):
        if len(word):
            first = np.flatnonzero(np.concatenate([[True], word[1:] != word[:-1]]))
            words[word[first] + offset] += np.add.reduceat(part, first)
    return words.astype(">u4").tobytes()[:size]
