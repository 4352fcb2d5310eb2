"""A plain BM25 over folded syllables and their pairs, in one field, to compare with."""

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from bantin.search.analysis import analyse_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bantin.search import SearchDocument

K1, SLOPE = 1.2, 0.75


class PlainBm25:
    """The textbook formula, everything in memory."""

    def __init__(self, documents: "Iterable[SearchDocument]") -> None:
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        lengths = []
        for i, document in enumerate(documents):
            counts: Counter[str] = Counter()
            for text in (document.title, *document.headings, *document.body.split("\n")):
                counts.update(_terms(text))
            for term, count in counts.items():
                postings[term].append((i, count))
            lengths.append(sum(counts.values()))
        self._norms = 1 - SLOPE + SLOPE * np.array(lengths) / np.mean(lengths)
        self._postings = {term: np.array(entries) for term, entries in postings.items()}

    def best(self, query: str, count: int = 10) -> list[int]:
        """Return the places of the *count* best documents."""
        scores = np.zeros(len(self._norms))
        for term in _terms(query):
            if (entries := self._postings.get(term)) is not None:
                documents, counts = entries[:, 0], entries[:, 1]
                rarity = np.log(1 + (len(scores) - len(entries) + 0.5) / (len(entries) + 0.5))
                scores[documents] += (
                    rarity * counts * (K1 + 1) / (counts + K1 * self._norms[documents])
                )
        return [int(i) for i in np.argsort(-scores, kind="stable")[:count]]


def _terms(text: str) -> list[str]:
    words = [token.folded for token in analyse_text(text).tokens]
    return words + [f"{a} {b}" for a, b in pairwise(words)]
