"""Shards: the sorted terms of one space, cut into files of a size that suits a query.

A shard's payload is: four varints, the sizes of its text, its numbers, its highs and its lows; then
these and the classes (``postings.py``). The text has a line for each first word,
``first,second,second``; the units are the seconds of an empty first. The numbers are varints, for
every variant of a term (a way to write its accents) in order: twice its document frequency, plus
one on the term's last variant; and the accent code of each of its words.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from bantin.search import postings
from bantin.search.container import read_varints, varints

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

_SMALLEST: Final = 1024  # bytes of a shard; small sites have few files
_BYTES_A_POSTING: Final = 1.5  # measured; only sets the size of shards


class Shard(NamedTuple):
    """A shard, with what its neighbours need to know of it."""

    start: str  # the shortest beginning of its first term that all terms before it sort before
    payload: bytes
    last: str  # its last term
    end: int  # of its postings among those of the run
    is_closed: bool  # whether a mark or its size ended it, and not the end of the terms


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


def separator(before: str, own: str) -> str:
    """Return the shortest beginning of the term *own* that *before* sorts before."""
    if not before:
        return own
    shared = next(i for i, letter in enumerate(own) if before[i : i + 1] != letter)
    return own[: shared + 1]


class ReadShards(NamedTuple):
    """Shards read back: their variants, and the postings of these, in order."""

    firsts: list[str]  # folded, of every variant
    seconds: list[str]  # the same as the firsts for units
    codes: "Ints"  # the accents of both, a row for every variant
    frequencies: "Ints"
    documents: "Ints"
    classes: "Ints"


def read_shards(payloads: list[bytes], universe: int, *, paired: bool) -> ReadShards:
    """Return what shards hold."""
    firsts: list[str] = []
    seconds: list[str] = []
    columns: list[Ints] = [np.empty((0, 3 if paired else 2), dtype=np.int64)]
    streams: list[postings.Streams] = []
    for payload in payloads:
        text, numbers, *rest = _parts(payload)
        columns.append(read_varints(numbers).reshape(-1, columns[0].shape[1]))
        streams.append(postings.Streams(*rest))
        # a term for each of its variants
        counts = columns[-1][:, 0]
        terms = (np.cumsum(counts & 1) - (counts & 1)).tolist()
        own_firsts, own_seconds = _terms(text.decode())
        seconds += map(own_seconds.__getitem__, terms)
        if paired:
            firsts += map(own_firsts.__getitem__, terms)
    counts_in = [int((one[:, 0] >> 1).sum()) for one in columns[1:]]
    every = np.concatenate(columns)
    frequencies = every[:, 0] >> 1
    k = postings.rice_parameters(frequencies, universe)
    documents, classes = postings.read_streams(streams, frequencies, k, counts_in)
    return ReadShards(
        firsts if paired else seconds, seconds, every[:, [1, -1]], frequencies, documents, classes
    )


def ends_of(payload: bytes) -> tuple[str, str]:
    """Return the first and the last term of a shard."""
    lines = [line.split(",") for line in _parts(payload)[0].decode().split("\n")]
    terms = [(lines[0][0], lines[0][1]), (lines[-1][0], lines[-1][-1])]
    first, last = (f"{first} {second}" if first else second for first, second in terms)
    return first, last


def _parts(payload: bytes) -> list[bytes]:
    sizes = read_varints(payload, 4)
    at = len(varints(sizes.tolist()))
    parts = []
    for size in sizes.tolist():
        parts.append(payload[at : at + size])
        at += size
    return [*parts, payload[at:]]


def _terms(text: str) -> tuple[list[str], list[str]]:
    firsts: list[str] = []
    seconds: list[str] = []
    for line in text.split("\n"):
        first, *own = line.split(",")
        firsts += [first] * len(own)
        seconds += own
    return firsts, seconds


def _name_part(character: str) -> str:
    if character == " ":
        return "-"
    if character.isascii() and character.isalnum():
        return character
    return "".join(f"_{byte:02x}" for byte in character.encode())
