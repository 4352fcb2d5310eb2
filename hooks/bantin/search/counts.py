"""Counting: how much each unit and each pair weighs in a document."""

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from bantin.search.weights import NUMBER_PAIR, classes_of
from bantin.search.words import BREAK

if TYPE_CHECKING:
    import numpy.typing as npt

    from bantin.search.words import Text

    Ints = npt.NDArray[np.int64]
    Bytes = npt.NDArray[np.uint8]


def count_terms(text: "Text", weights: list[float]) -> tuple["Bytes", "Ints", "Ints", "Bytes"]:
    """Return the class of every unit, and the pairs: first words, second words, classes.

    *weights* are those of one mention in each field of the front, and in the body.
    """
    size = len(text.vocabulary) + 1  # with the BREAK
    words, body = text.words, weights[-1]
    ends = text.breaks.tolist()
    front = ends[-1] + 1
    # as if all stood in the body; then what the front's few words weigh above that is added
    fields = [end - before for before, end in pairwise([-1, *ends])]
    more = np.array(weights[:-1]).repeat(fields) - body
    units = np.bincount(words, minlength=size).astype(np.float64)
    units *= body
    units += np.bincount(words[:front], more, size)
    is_word = words != BREAK
    is_pair = is_word[:-1] & is_word[1:]
    pairs = words[:-1].astype(np.int64)
    pairs *= size
    pairs += words[1:]
    sorted_keys = pairs[is_pair]
    sorted_keys.sort()
    # the first of equal ones, and the end of all
    is_start = np.ones(len(sorted_keys) + 1, dtype=bool)
    is_start[1:-1] = sorted_keys[1:] != sorted_keys[:-1]
    starts = is_start.nonzero()[0] if len(sorted_keys) else np.zeros(1, dtype=np.int64)
    keys = sorted_keys[starts[:-1]]
    in_front = is_pair[:front]
    places = keys.searchsorted(pairs[:front][in_front])
    totals = (starts[1:] - starts[:-1]).astype(np.float64)
    totals *= body
    totals += np.bincount(places, more[: len(in_front)][in_front], len(keys))
    classes = classes_of(totals)
    number_pairs = max(ends[0] - 1, 0)
    classes[places[:number_pairs]] = NUMBER_PAIR
    first, second = np.divmod(keys, size)
    return classes_of(units[1:]), first - 1, second - 1, classes
