"""Changes: the postings that an index loses and gains when other documents make it up."""

from typing import TYPE_CHECKING

from bantin.search.document import read_analysis

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bantin.search.document import DocumentTerms

Posting = tuple[str, str, int, int]
"""First and second word ("folded<TAB>accents"), document, class; a unit has one word twice."""


class Changes:
    """The postings that went and came, and the analyses at the numbers where another stands now."""

    def __init__(
        self, before: "Sequence[str]", now: "Sequence[str]", load: "Callable[[str], bytes]"
    ) -> None:
        """Compare the keys *before* and *now*; *load* returns the analysis of a key."""
        self.numbers = [
            number
            for number in range(max(len(before), len(now)))
            if before[number : number + 1] != now[number : number + 1]
        ]
        self.new = {i: read_analysis(load(now[i])) for i in self.numbers if i < len(now)}
        old = {i: read_analysis(load(before[i])) for i in self.numbers if i < len(before)}
        went, came = _postings(old), _postings(self.new)
        self.removed = {space: went[space] - came[space] for space in went}
        self.added = {space: came[space] - went[space] for space in came}
        self.more_pairs = len(came["p"]) - len(went["p"])


def _postings(analyses: "Mapping[int, DocumentTerms]") -> dict[str, set[Posting]]:
    units: set[Posting] = set()
    pairs: set[Posting] = set()
    for number, terms in analyses.items():
        words = terms.vocabulary
        classes = terms.unit_classes.tolist()
        units.update((w, w, number, weight) for w, weight in zip(words, classes, strict=True))
        columns = (terms.firsts.tolist(), terms.seconds.tolist(), terms.pair_classes.tolist())
        pairs.update(
            (words[a], words[b], number, weight) for a, b, weight in zip(*columns, strict=True)
        )
    return {"u": units, "p": pairs}
