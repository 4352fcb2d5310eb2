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
    units = np.bincount(text.body, minlength=size).astype(np.float64)
    units *= weights[-1]
    front_keys: list[int] = []
    front_weights: list[float] = []
    for words, weight in zip(text.front, weights, strict=False):
        np.add.at(units, words, weight)
        front_keys += (words[:-1] * size + words[1:]).tolist()
        front_weights += [weight] * (len(words) - 1)
    first, second = text.body[:-1], text.body[1:]
    body_keys = (first * size + second)[(first != BREAK) & (second != BREAK)]
    every = np.concatenate([body_keys, np.array(front_keys, dtype=np.int64)])
    every.sort()
    starts = np.flatnonzero(np.diff(every, prepend=-1))
    keys = every[starts]
    # as if all stood in the body; then what the front's few pairs weigh above that is added
    totals = (np.diff(starts, append=len(every)) * weights[-1]).astype(np.float64)
    places = np.searchsorted(keys, front_keys)
    np.add.at(totals, places, np.array(front_weights) - weights[-1])
    classes = classes_of(totals)
    classes[places[: max(len(text.front[0]) - 1, 0)]] = NUMBER_PAIR
    return classes_of(units[1:]), keys // size - 1, keys % size - 1, classes
