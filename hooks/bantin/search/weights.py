"""Weights of the fields, and the classes into which a term's weight in a document is rounded."""

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

CLASSES: Final = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 13.0, 17.0, 24.0, 48.0)
"""Weight of each class; a body's single mention is class 0.

The last is kept for a document's own number as a whole, the one before for two neighbouring words
of it (``cv du``), which the engine ranks before any mention.
"""

OWN_NUMBER: Final = len(CLASSES) - 1
NUMBER_PAIR: Final = OWN_NUMBER - 1

_NUMBER: Final = 2.0  # of a word of the document's own number; TU is also "từ" without its accents
_TITLE: Final = 4.5  # of a word of a title of average length
OWN_DATE: Final = 3.0
"""Weight of the date of the document itself."""

_ALIAS: Final = 2.0
_HEADING: Final = 1.5
_BODY: Final = 1.0
_TITLE_LENGTH: Final = 11.0  # words of an average title (the mean of 10,000 legal texts)
_TITLE_SLOPE: Final = 0.75  # how much a long title counts less (b of BM25)
_BOUNDS: Final = [(low + high) / 2 for low, high in pairwise(CLASSES[:NUMBER_PAIR])]


def field_weights(title_length: int, *, aliases: int, headings: int) -> list[float]:
    """Return the weight of one mention in each field: number, title, aliases, headings, body."""
    title = _TITLE / (1 - _TITLE_SLOPE + _TITLE_SLOPE * title_length / _TITLE_LENGTH)
    return [_NUMBER, title, *[_ALIAS] * aliases, *[_HEADING] * headings, _BODY]


def classes_of(weights: "npt.NDArray[np.float64]") -> "npt.NDArray[np.uint8]":
    """Return the class nearest to each weight, of those that mentions may have."""
    return np.searchsorted(_BOUNDS, weights, side="right").astype(np.uint8)


def class_of(weight: float) -> int:
    """Return the class nearest to *weight*, of those that mentions may have."""
    return bisect_right(_BOUNDS, weight)
