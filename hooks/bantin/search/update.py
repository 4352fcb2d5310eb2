"""The index after an edit: only the shards that hold what changed are made again.

The index is its own state: the shards concerned are read back, the postings of the documents that
changed are taken out and put in, and the shards are cut and written as ``build_index`` would. Where
a document stands at a number where another stood, all its postings change; so a bulletin that is
not the newest concerns those newer than it. When the sizes that all files share change, or a great
part of the documents, everything must be built again. The bytes are those of ``build_index``.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

from bantin.search import postings
from bantin.search.changes import Changes, changed_numbers
from bantin.search.collection import index_order
from bantin.search.columns import length_classes
from bantin.search.index import (
    Meta,
    column_files,
    ended_bits,
    head_files,
    read_lexicon,
    read_meta,
    record_file,
)
from bantin.search.shards import shard_size
from bantin.search.space import Space

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bantin.search.document import Row

_GREAT_PART: Final = 20  # one document in so many
_MOST: Final = 1_000  # documents: their postings, 100 KB of memory each, are compared at once


class Update(NamedTuple):
    """What to do with the files of an index."""

    written: dict[str, bytes]
    removed: set[str]


def update_index(
    files: "Mapping[str, bytes]",
    keys: "Sequence[str]",
    entries: "Sequence[tuple[Row, str]]",
    load: "Callable[[str], bytes]",
    labels: "Mapping[str, Mapping[str, str]]",
) -> Update | None:
    """Return what makes of *files*, an index, that of *entries*.

    *files* are read by path, few of them. *keys* are those of the analyses that the index was built
    of, in its order (``index_keys``). *entries* are the rows of all documents now, in the order
    that ``build_index`` wants, with the keys of their analyses. *load* returns the analysis of a
    key, old or new. *labels* are those of ``build_index``. None where too much has changed, so that
    everything must be built again.
    """
    rows = [entries[i][0] for i in index_order([row.date for row, _ in entries])]
    update = update_texts(files, keys, index_keys(entries), load, ended_bits(rows))
    if update:
        update.written.update(column_files(rows, labels))
    return update


def update_texts(
    files: "Mapping[str, bytes]",
    keys: "Sequence[str]",
    now: "Sequence[str]",
    load: "Callable[[str], bytes]",
    ended: bytes | None = None,
) -> Update | None:
    """Return what makes of *files* an index of the keys *now*, but for the columns of documents.

    Those are the same where only texts changed; *ended* is then what it was. None where too much
    has changed, as in ``update_index``.
    """
    meta = read_meta(files["meta.js"])
    numbers = changed_numbers(keys, now)
    universe = postings.universe_of(len(now))
    if (
        len(numbers) * _GREAT_PART > len(now)
        or len(numbers) > _MOST
        or universe != postings.universe_of(meta.documents)
    ):
        return None
    changes = Changes(numbers, keys, now, load)
    size = shard_size(meta.pairs + changes.more_pairs)
    if size != shard_size(meta.pairs):
        return None
    update = Update({}, {f"d-{number}.js" for number in range(len(now), len(keys))})
    lexicon = read_lexicon(files["lexicon.js"])
    directory = {}
    for space, starts in meta.directory.items():
        part = Space(space, starts, files, universe, size)
        directory[space] = part.change(changes.removed[space], changes.added[space])
        update.written.update(part.written)
        update.removed.update(part.removed)
        if space == "u":
            for word in part.words:
                lexicon.pop(word, None)
            lexicon |= part.lexicon
    lengths = bytearray(meta.lengths[: len(now)].ljust(len(now), b"\0"))
    for number, record in changes.records.items():
        lengths[number : number + 1] = length_classes([changes.lengths[number]])
        update.written.update([record_file(number, record)])
    pairs, bits = meta.pairs + changes.more_pairs, meta.ended if ended is None else ended
    after = Meta(len(now), pairs, bytes(lengths), bits, directory)
    update.written.update(head_files(after, lexicon))
    return Update(update.written, update.removed - update.written.keys())


def index_keys(entries: "Sequence[tuple[Row, str]]") -> list[str]:
    """Return the keys of *entries* in the order of the index."""
    return [entries[i][1] for i in index_order([row.date for row, _ in entries])]
