"""The index: the analyses of all documents, merged into the files of the folder ``search/``."""

from contextlib import ExitStack
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from bantin.search import postings
from bantin.search.collection import Collection
from bantin.search.columns import facets_file, length_classes, numbers_file
from bantin.search.container import pack, read_varints, unpack, unwrap, varints, wrap
from bantin.search.shards import shard_name, shard_size
from bantin.search.weights import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bantin.search.document import Row

FORMAT: Final = 2
"""Version of the layout, which the engine checks."""

_COMMON: Final = 2  # a unit is common when a document in two has it
_LARGE: Final = 1_000  # documents from which on common words are left out of queries
_PROPOSED: Final = 2  # documents that a word must be in to be proposed for a slip
_FREQUENT: Final = 4  # of the universe, one in so many: such a unit may become common

Lexicon = dict[str, tuple[int, int]]
"""The number of documents of a word, and its usual accents."""


class Meta(NamedTuple):
    """What the file ``meta`` tells."""

    documents: int
    pairs: int  # postings of pairs
    lengths: bytes  # class of each document's length
    ended: bytes  # a bit for each document, set where readers cannot rely on it
    directory: dict[str, list[str]]  # where every shard begins, by space


def build_index(
    entries: "Iterable[tuple[Row, bytes]]", labels: "Mapping[str, Mapping[str, str]]"
) -> "Iterator[tuple[str, bytes]]":
    """Yield the files of the index as (path relative to ``search/``, content).

    *entries* are the rows of documents with what ``analyse`` returned for them; the first of two
    with one date counts as the newer. *labels* name the values of the facets ``type``, ``issuer``,
    ``topic`` and ``status`` for people. The bytes depend on nothing else. ``ValueError`` if an
    analysis is of another version.
    """
    with ExitStack() as files:
        collection = Collection(entries, files)
        rows = collection.rows
        universe = postings.universe_of(len(rows))
        size = shard_size(collection.pair_count)
        directory: dict[str, list[str]] = {"u": [], "p": []}
        lexicon: Lexicon = {}
        for space, starts in directory.items():
            for terms, shards in collection.runs(space, universe, size):
                if space == "u":
                    lexicon |= proposed(terms.words(), universe)
                for shard in shards:
                    starts.append(shard.start)
                    yield shard_file(space, shard.start, shard.payload)
        for number, record in enumerate(collection.records()):
            yield record_file(number, record)
        lengths, ended = length_classes(collection.lengths), ended_bits(rows)
        meta = Meta(len(rows), collection.pair_count, lengths, ended, directory)
        yield from head_files(meta, lexicon)
        yield from column_files(rows, labels)


def shard_file(space: str, start: str, payload: bytes) -> tuple[str, bytes]:
    """Return the file of a shard."""
    name = shard_name(space, start)
    return f"{name}.js", wrap(name, payload)


def record_file(number: int, record: bytes) -> tuple[str, bytes]:
    """Return the file of a document's record."""
    return f"d-{number}.js", wrap(f"d-{number}", record)


def head_files(meta: Meta, lexicon: Lexicon) -> "Iterator[tuple[str, bytes]]":
    """Yield the files that tell of all shards and all words."""
    words = sorted(lexicon)
    numbers = varints(number for word in words for number in lexicon[word])
    yield "lexicon.js", wrap("lexicon", pack(None, "\n".join(words).encode(), numbers))
    # in a small index every word is cheap
    least = meta.documents if meta.documents < _LARGE else meta.documents / _COMMON
    head = {
        "format": FORMAT,
        "documents": meta.documents,
        "universe": postings.universe_of(meta.documents),
        "pairs": meta.pairs,
        "weights": CLASSES,
        "common": [word for word in words if lexicon[word][0] > least],
    }
    sections = (
        meta.lengths,
        meta.ended,
        "\n".join(meta.directory["u"]).encode(),
        "\n".join(meta.directory["p"]).encode(),
    )
    yield "meta.js", wrap("meta", pack(head, *sections))


def column_files(
    rows: "Sequence[Row]", labels: "Mapping[str, Mapping[str, str]]"
) -> "Iterator[tuple[str, bytes]]":
    """Yield the files of what is known of every document, *rows* in the index' order."""
    yield "facets.js", facets_file(rows, labels)
    yield "numbers.js", numbers_file(rows)


def ended_bits(rows: "Sequence[Row]") -> bytes:
    """Return a bit for each document, set where it is not in force."""
    return np.packbits(np.array([not row.in_force for row in rows], bool)).tobytes()


def proposed(words: "Iterable[tuple[str, int, int]]", universe: int) -> Lexicon:
    """Return the words that may stand for a slip, and the units that are or may become common."""
    return {
        word: (frequency, accents)
        for word, frequency, accents in words
        if frequency >= _PROPOSED and (word.isalpha() or frequency * _FREQUENT >= universe)
    }


def read_meta(file: bytes) -> Meta:
    """Return what ``meta.js`` tells; ``ValueError`` if it is of another version."""
    head, sections = unpack(unwrap(file))
    if not isinstance(head, dict) or head["format"] != FORMAT:
        raise ValueError("a search index of another version")
    starts = [section.decode().split("\n") if section else [] for section in sections[2:]]
    directory = dict(zip("up", starts, strict=True))
    return Meta(head["documents"], head["pairs"], sections[0], sections[1], directory)


def read_lexicon(file: bytes) -> Lexicon:
    """Return the words of ``lexicon.js``."""
    _, (words, numbers) = unpack(unwrap(file))
    pairs = read_varints(numbers).reshape(-1, 2).tolist()
    found = words.decode().split("\n") if words else []
    return {word: (pair[0], pair[1]) for word, pair in zip(found, pairs, strict=True)}
