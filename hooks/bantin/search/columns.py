"""Columns: what is known of every document by its number in the index, in a few bytes each."""

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from bantin.search.container import pack, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bantin.search.document import Row

LENGTHS_AN_OCTAVE: Final = 2
"""Classes of lengths between one length and its double."""

_PARTS: Final = re.compile(r"(\d+)")
_NARROW: Final = 256


def length_classes(lengths: "Iterable[int]") -> bytes:
    """Return the class of each length in words: twice its binary logarithm, rounded."""
    logarithms = np.log2(np.fromiter(lengths, dtype=np.float64) + 1)
    classes = np.rint(logarithms * LENGTHS_AN_OCTAVE).astype(np.uint8)
    return bytes(classes)


def facets_file(rows: "Sequence[Row]", labels: "Mapping[str, Mapping[str, str]]") -> bytes:
    """Return the file ``facets``: per facet the values, and the value of every document.

    The head maps a facet to ``[sets, width]``; ``sets[code]`` lists the values of a code, whose
    column has one or two bytes a document; the columns follow in the order of the head.
    """
    # one column after the other, so that no more than one is in memory
    columns: dict[str, Iterable[tuple[str, ...]]] = {
        "type": (_one(row.type) for row in rows),
        "topic": (row.topics for row in rows),
        "issuer": (_one(row.issuer) for row in rows),
        "year": (_one(row.date[:4]) for row in rows),
        "status": (_one(row.status) for row in rows),
        "attachment": (_one("1" if row.has_attachment else "") for row in rows),
    }
    head: dict[str, list[object]] = {}
    sections: list[bytes] = []
    for name, column in columns.items():
        codes, sets = _encode(column)
        width = 1 if len(sets) <= _NARROW else 2
        head[name] = [[list(values) for values in sets], width]
        sections.append(np.array(codes, dtype="<u1" if width == 1 else "<u2").tobytes())
    known = {name: dict(sorted(values.items())) for name, values in sorted(labels.items())}
    return wrap("facets", pack({"facets": head, "labels": known}, *sections))


def numbers_file(rows: "Sequence[Row]") -> bytes:
    """Return the file ``numbers``: the place of every document when sorted by number.

    Digits sort as numbers, the newer of two equal ones first, documents without a number last.
    """
    order = sorted(range(len(rows)), key=lambda i: (_number_order(rows[i].number), -i))
    places = np.empty(len(order), dtype="<u4")
    places[order] = np.arange(len(order))
    return wrap("numbers", pack(None, places.tobytes()))


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _encode(column: "Iterable[tuple[str, ...]]") -> tuple[list[int], list[tuple[str, ...]]]:
    codes: dict[tuple[str, ...], int] = {}
    return [codes.setdefault(value, len(codes)) for value in column], list(codes)


def _number_order(number: str) -> tuple[object, ...]:
    if not number:
        return (1,)
    parts = _PARTS.split(number.upper())
    return (0, [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part])
