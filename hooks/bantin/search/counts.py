"""Counting: how much each unit and each pair weighs in a document."""

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
    front = int(text.breaks[-1]) + 1
    # as if all stood in the body; then what the front's few words weigh above that is added
    more = np.repeat(weights[:-1], np.diff(text.breaks, prepend=-1)) - body
    units = np.bincount(words, minlength=size).astype(np.float64)
    units *= body
    units += np.bincount(words[:front], more, size)
    first, second = words[:-1].astype(np.int64), words[1:]
    pairs = first * size + second
    is_pair = (first != BREAK) & (second != BREAK)
    sorted_keys = pairs[is_pair]
    sorted_keys.sort()
    starts = np.flatnonzero(np.diff(sorted_keys, prepend=-1))
    keys = sorted_keys[starts]
    in_front = is_pair[:front]
    places = np.searchsorted(keys, pairs[:front][in_front])
    totals: npt.NDArray[np.float64] = np.diff(starts, append=len(sorted_keys)) * body
    totals += np.bincount(places, more[: len(in_front)][in_front], len(keys))
    classes = classes_of(totals)
    number_pairs = max(int(text.breaks[0]) - 1, 0)
    classes[places[:number_pairs]] = NUMBER_PAIR
    return classes_of(units[1:]), keys // size - 1, keys % size - 1, classes
