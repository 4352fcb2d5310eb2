"""The index: the analyses of all documents, merged into the files of the folder ``search/``."""

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from bantin.search import postings
from bantin.search.collection import Collection
from bantin.search.columns import facets_file, length_classes, numbers_file
from bantin.search.container import pack, varints, wrap
from bantin.search.shards import TermSpace, shard_name, shard_size
from bantin.search.weights import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import numpy.typing as npt

    from bantin.search.document import SearchDocument

FORMAT: Final = 1
"""Version of the layout, which the engine checks."""

_GROUP: Final = 600  # bytes of records in one file, at least
_COMMON: Final = 2  # a unit is common when a document in two has it
_LARGE: Final = 1_000  # documents from which on common words are left out of queries
_PROPOSED: Final = 2  # documents that a word must be in to be proposed for a slip


def build_index(
    entries: "Iterable[tuple[SearchDocument, bytes]]", labels: "Mapping[str, Mapping[str, str]]"
) -> "Iterator[tuple[str, bytes]]":
    """Yield the files of the index as (path relative to ``search/``, content).

    *entries* are documents with what ``analyse`` returned for them; the first of two with one date
    counts as the newer. *labels* name the values of the facets ``type``, ``issuer``, ``topic`` and
    ``status`` for people. The bytes depend on nothing else. ``ValueError`` if an analysis is of
    another version.
    """
    collection = Collection(entries)
    universe = postings.universe_of(len(collection.documents))
    directory: dict[str, list[str]] = {"u": [], "p": []}
    for space, start, content in _shards(collection, universe):
        directory[space].append(start)
        name = shard_name(space, start)
        yield f"{name}.js", wrap(name, content)
    groups = _groups([len(record) for record in collection.records])
    for first, end in pairwise(groups):
        name = f"d-{first}"
        yield f"{name}.js", wrap(name, _group(collection.records[first:end]))
    frequencies = collection.frequencies()
    yield "lexicon.js", _lexicon_file(collection, frequencies)
    yield "facets.js", facets_file(collection.documents, labels)
    yield "numbers.js", numbers_file(collection.documents)
    folded = collection.vocabulary.folded
    head = {
        "format": FORMAT,
        "documents": len(collection.documents),
        "universe": universe,
        "weights": CLASSES,
        "common": [folded[word] for word in _common(frequencies, len(collection.documents))],
    }
    sections = (
        length_classes(collection.lengths),
        np.packbits(np.array([not one.in_force for one in collection.documents], bool)).tobytes(),
        varints(end - start for start, end in pairwise(groups)),
        "\n".join(directory["u"]).encode(),
        "\n".join(directory["p"]).encode(),
    )
    yield "meta.js", wrap("meta", pack(head, *sections))


def _shards(collection: Collection, universe: int) -> "Iterator[tuple[str, str, bytes]]":
    size = shard_size(collection.pair_count)
    layout, vocabulary = collection.layout(), collection.vocabulary
    units = TermSpace(collection.unit_keys(), layout, vocabulary, universe)
    for start, content in units.shards(size):
        yield "u", start, content
    for low, keys in collection.pair_keys():
        pairs = TermSpace(keys, layout, vocabulary, universe, first_word=low)
        for start, content in pairs.shards(size):
            yield "p", start, content


def _common(frequencies: "npt.NDArray[np.int64]", documents: int) -> list[int]:
    # in a small index every word is cheap
    least = documents if documents < _LARGE else documents / _COMMON
    return [int(word) for word in np.flatnonzero(frequencies > least)]


def _groups(sizes: list[int]) -> list[int]:
    """Return the first document of each file of records, and the number of documents as a last."""
    starts = [0]
    held = 0
    for i, size in enumerate(sizes):
        held += size
        if held >= _GROUP:
            starts.append(i + 1)
            held = 0
    if starts[-1] != len(sizes):
        starts.append(len(sizes))
    return starts


def _group(records: list[bytes]) -> bytes:
    return varints([len(records), *map(len, records)]) + b"".join(records)


def _lexicon_file(collection: Collection, frequencies: "npt.NDArray[np.int64]") -> bytes:
    """Return the words that may stand for a slip, with their frequency and their usual accents."""
    vocabulary = collection.vocabulary
    variants = collection.variant_frequencies()
    ends = np.append(vocabulary.first_variant[1:], len(vocabulary.accents))
    words: list[str] = []
    numbers: list[int] = []
    for word in np.flatnonzero(frequencies >= _PROPOSED).tolist():
        if not vocabulary.folded[word].isalpha():
            continue
        first, end = int(vocabulary.first_variant[word]), int(ends[word])
        usual = first + int(np.argmax(variants[first:end]))
        words.append(vocabulary.folded[word])
        numbers += [int(frequencies[word]), int(vocabulary.accents[usual])]
    return wrap("lexicon", pack(None, "\n".join(words).encode(), varints(numbers)))
