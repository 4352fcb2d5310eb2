"""Weights of the fields, and the classes into which a term's weight in a document is rounded."""

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

CLASSES: Final = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 13.0, 17.0, 24.0, 48.0)
"""Weight of each class; a body's single mention is class 0. The last is a document's own number."""

OWN_NUMBER: Final = len(CLASSES) - 1

_NUMBER: Final = 12.0  # of a word of the document's own number
_TITLE: Final = 3.0  # of a word of a title of average length
_ALIAS: Final = 2.0
_HEADING: Final = 1.0
_BODY: Final = 1.0
_TITLE_LENGTH: Final = 11.0  # words of an average title (the mean of 10,000 legal texts)
_TITLE_SLOPE: Final = 0.75  # how much a long title counts less (b of BM25)
_BOUNDS: Final = np.array(
    [(low + high) / 2 for low, high in zip(CLASSES, CLASSES[1:-1], strict=False)]
)


def field_weights(
    lengths: "npt.NDArray[np.int64]", *, aliases: int, headings: int
) -> "npt.NDArray[np.float64]":
    """Return the weight of one mention in each segment: number, title, aliases, headings, body.

    *lengths* are the words of each segment; only the title's matters.
    """
    title = _TITLE / (1 - _TITLE_SLOPE + _TITLE_SLOPE * float(lengths[1]) / _TITLE_LENGTH)
    return np.array([_NUMBER, title, *[_ALIAS] * aliases, *[_HEADING] * headings, _BODY])


def classes_of(weights: "npt.NDArray[np.float64]") -> "npt.NDArray[np.uint8]":
    """Return the class of each weight; infinity stands for a document's own number."""
    classes = np.searchsorted(_BOUNDS, weights, side="right").astype(np.uint8)
    classes[np.isinf(weights)] = OWN_NUMBER
    return classes
