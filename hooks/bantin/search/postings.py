"""Posting lists as bits: Golomb-Rice gaps and unary weight classes, in three streams.

A list holds document numbers in ascending order with a class each. A gap g (minus one; the first
counts from -1) is taken apart by the Rice parameter k of its list: g >> k, in unary, goes to the
stream of *highs*; the low k bits to that of the *lows*; the class, in unary, to a third. Unary is
as many zeros and a one. k follows from the length of the list and the size of the collection alone,
so it is not stored (Witten, Moffat, Bell: Managing Gigabytes, 3.3). Streams apart are read by numpy
without a loop: the ones of a unary stream are the ends of its numbers.
"""

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

_WORD: Final = 32  # bits of a word of the lows; a number spans two at most
_KEPT_BITS: Final = 4  # of the universe, so that one more bulletin hardly ever moves it


class Streams(NamedTuple):
    """The bits of some lists."""

    highs: bytes
    lows: bytes
    classes: bytes


def universe_of(documents: int) -> int:
    """Return the size of the collection rounded up, which sets the Rice parameters."""
    step = 1 << max(documents.bit_length() - _KEPT_BITS, 0)
    return max(-(-documents // step) * step, 1)


def rice_parameters(frequencies: "Ints", universe: int) -> "Ints":
    """Return k for lists of *frequencies* entries: log2 of 0.69 of the mean gap, rounded down."""
    mean = (universe * 11) // (frequencies * 16)
    # the exponent of a double is exact here: collections are far below 2**53
    return np.maximum(np.frexp(mean.astype(np.float64))[1].astype(np.int64) - 1, 0)


def changes(values: "Ints") -> "Ints":
    """Return where *values* differ from those before them; the first one does."""
    is_new = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=is_new[1:])
    return is_new.nonzero()[0]


def gaps_of(documents: "Ints", starts: "Ints") -> "Ints":
    """Return the gap before every document; *starts* are the first postings of the lists."""
    gaps = np.empty_like(documents)
    gaps[1:] = documents[1:] - documents[:-1] - 1
    gaps[starts] = documents[starts]
    return gaps


def write_streams(gaps: "Ints", classes: "Ints", parameters: "Ints", cuts: "Ints") -> list[Streams]:
    """Return the streams of the postings between every two *cuts*; each has a k of its own."""
    low = gaps & ((1 << parameters) - 1)
    highs = _unary(gaps >> parameters, cuts)
    lows = _binary(low, parameters, cuts)
    return [Streams(*one) for one in zip(highs, lows, _unary(classes, cuts), strict=True)]


def read_streams(
    streams: list[Streams], frequencies: "Ints", parameters: "Ints", counts: list[int]
) -> tuple["Ints", "Ints"]:
    """Return the documents and the classes of all postings, *counts* of them in each of *streams*.

    *frequencies* and *parameters* are those of the lists, one after the other.
    """
    widths = np.repeat(parameters, frequencies)
    cuts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    gaps = _read_unary([one.highs for one in streams], cuts) << widths
    gaps |= _read_binary([one.lows for one in streams], widths, cuts)
    classes = _read_unary([one.classes for one in streams], cuts)
    reached = np.cumsum(gaps + 1)
    starts = np.cumsum(frequencies) - frequencies
    before = np.concatenate([[0], reached])[starts]
    return reached - np.repeat(before, frequencies) - 1, classes


def _unary(values: "Ints", cuts: "Ints") -> list[bytes]:
    ends = np.cumsum(values + 1)
    places, starts = _aligned(ends, cuts)
    ones = np.zeros(8 * starts[-1], dtype=np.uint8)
    ones[places - 1] = 1
    return _pieces(np.packbits(ones).tobytes(), starts)


def _binary(values: "Ints", widths: "Ints", cuts: "Ints") -> list[bytes]:
    places, starts = _aligned(np.cumsum(widths), cuts)
    begins = places - widths
    word, within = begins // _WORD, begins & (_WORD - 1)
    shifted = values.astype(np.uint64) << (2 * _WORD - within - widths).astype(np.uint64)
    words = np.zeros(starts[-1] // 4 + 3, dtype=np.uint64)
    # the numbers of one word are neighbours and share no bit, so their sum is their union
    first = changes(word)
    if len(first):
        words[word[first]] += np.add.reduceat(shifted >> np.uint64(_WORD), first)
        words[word[first] + 1] += np.add.reduceat(shifted & np.uint64(0xFFFFFFFF), first)
    return _pieces(words.astype(">u4").tobytes(), starts)


def _aligned(ends: "Ints", cuts: "Ints") -> tuple["Ints", list[int]]:
    """Return *ends* in bits moved so that each piece begins a byte, and these bytes."""
    reached = np.concatenate([[0], ends])[cuts]
    sizes = -(-np.diff(reached) // 8)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    return ends + np.repeat(8 * starts[:-1] - reached[:-1], np.diff(cuts)), starts.tolist()


def _pieces(data: bytes, starts: list[int]) -> list[bytes]:
    return [data[a:b] for a, b in pairwise(starts)]


def _read_unary(pieces: list[bytes], cuts: "Ints") -> "Ints":
    bits = np.unpackbits(np.frombuffer(b"".join(pieces), dtype=np.uint8))
    ends = np.flatnonzero(bits.view(bool))
    values = ends.copy()
    values[1:] -= ends[:-1] + 1
    filled = np.diff(cuts) > 0
    firsts = cuts[:-1][filled]
    values[firsts] = ends[firsts] - _starts_in_bits(pieces)[filled]
    return values


def _read_binary(pieces: list[bytes], widths: "Ints", cuts: "Ints") -> "Ints":
    ends = np.cumsum(widths)
    reached = np.concatenate([[0], ends])[cuts]
    moved = np.repeat(_starts_in_bits(pieces) - reached[:-1], np.diff(cuts))
    begins = ends - widths + moved
    word, within = begins // _WORD, begins & (_WORD - 1)
    data = b"".join(pieces)
    words = np.frombuffer(data + bytes(12 - len(data) % 4), dtype=">u4").astype(np.uint64)
    pair = words[word] << np.uint64(_WORD) | words[word + 1]
    shifted = pair >> (2 * _WORD - within - widths).astype(np.uint64)
    values: Ints = shifted.astype(np.int64) & ((1 << widths) - 1)
    return values


def _starts_in_bits(pieces: list[bytes]) -> "Ints":
    sizes = np.array([len(piece) for piece in pieces], dtype=np.int64)
    return 8 * (np.cumsum(sizes) - sizes)
