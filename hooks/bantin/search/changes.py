"""Changes: the postings that an index loses and gains when other documents make it up."""

from typing import TYPE_CHECKING

from bantin.search.document import read_analysis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bantin.search.document import DocumentTerms

Posting = tuple[str, str, int, int]
"""First and second word ("folded<TAB>accents"), document, class; a unit has one word twice."""


def changed_numbers(before: "Sequence[str]", now: "Sequence[str]") -> list[int]:
    """Return the numbers at which the keys *before* and *now* differ."""
    return [
        number
        for number in range(max(len(before), len(now)))
        if before[number : number + 1] != now[number : number + 1]
    ]


class Changes:
    """The postings that went and came, and what stands now at the numbers that changed."""

    def __init__(
        self,
        numbers: "Sequence[int]",
        before: "Sequence[str]",
        now: "Sequence[str]",
        load: "Callable[[str], bytes]",
    ) -> None:
        """Compare the keys *before* and *now* at *numbers*; *load* returns an analysis."""
        self.removed: dict[str, list[Posting]] = {"u": [], "p": []}
        self.added: dict[str, list[Posting]] = {"u": [], "p": []}
        self.lengths: dict[int, int] = {}
        self.records: dict[int, bytes] = {}
        self.more_pairs = 0
        for number in numbers:
            old, new = (
                read_analysis(load(keys[number])) if number < len(keys) else None
                for keys in (before, now)
            )
            if new:
                self.lengths[number], self.records[number] = new.length, new.record
            went, came = _postings(number, old), _postings(number, new)
            for space in went:
                self.removed[space] += went[space] - came[space]
                self.added[space] += came[space] - went[space]
            self.more_pairs += len(came["p"]) - len(went["p"])


def _postings(number: int, terms: "DocumentTerms | None") -> dict[str, set[Posting]]:
    if terms is None:
        return {"u": set(), "p": set()}
    words = terms.vocabulary
    classes = terms.unit_classes.tolist()
    columns = (terms.firsts.tolist(), terms.seconds.tolist(), terms.pair_classes.tolist())
    return {
        "u": {(w, w, number, weight) for w, weight in zip(words, classes, strict=True)},
        "p": {(words[a], words[b], number, weight) for a, b, weight in zip(*columns, strict=True)},
    }
