"""A text as numbers of words, fast: every spelling is analysed once in the life of a process."""

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from bantin.search import analysis

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

BREAK: Final = 0
"""Number of the end of a paragraph."""

_MAX_SPELLINGS: Final = 2_000_000  # remembered; real text has far fewer
_MONTH: Final = "thang"
_TO_YEAR: Final = 4  # words from "tháng" to the year, both counted


class Text(NamedTuple):
    """A document's words as places in its own vocabulary, which starts from 1."""

    vocabulary: list[str]  # "folded<TAB>accents", by first occurrence
    front: "list[Ints]"  # number, title, aliases and headings
    body: "Ints"  # all paragraphs, a BREAK after each
    length: int  # words of the body
    extras: list[tuple[int, str]]  # extra units, with their field; the body comes after the front


def read_text(front: list[str], paragraphs: list[str]) -> Text:
    """Return the words of the fields of a document and of the paragraphs of its body."""
    known = _Spellings.shared()
    words, sequence, extras = known.read(front + paragraphs)
    order = dict.fromkeys([BREAK])
    order.update(dict.fromkeys(words))
    numbers = list(order)
    known.table[numbers] = np.arange(len(numbers))
    local = known.table[sequence]
    ends = np.flatnonzero(local == BREAK)[: len(front)].tolist()
    starts = [0, *(end + 1 for end in ends)]
    body = local[starts[-1] :]
    return Text(
        [known.terms[number] for number in numbers[1:]],
        [local[start:end] for start, end in zip(starts, ends, strict=False)],
        body,
        len(body) - len(paragraphs),
        [(min(paragraph, len(front)), unit) for paragraph, unit in extras],
    )


class _Spellings(dict[str, int]):
    """Numbers of the spellings met so far, a run between blanks each; below 0 for several words.

    Only a memory: the numbers never leave this module, so no document depends on another.
    """

    _instance: "_Spellings | None" = None

    def __init__(self) -> None:
        super().__init__()
        self.terms = [""]
        self.table = np.zeros(1, dtype=np.int64)
        self._is_month = np.zeros(1, dtype=np.bool_)
        self._numbers: dict[str, int] = {}
        self._several: list[tuple[list[int], list[str]]] = [([], [])]

    @classmethod
    def shared(cls) -> "_Spellings":
        """Return the one memory of this process, a new one when it has grown too large."""
        if cls._instance is None or len(cls._instance) > _MAX_SPELLINGS:
            cls._instance = cls()
        return cls._instance

    def read(self, paragraphs: list[str]) -> tuple[list[int], "Ints", list[tuple[int, str]]]:
        """Return the words, a BREAK after each paragraph, and the extra units by paragraph."""
        find = self.__getitem__
        words: list[int] = []
        for paragraph in paragraphs:
            words += map(find, paragraph.split())
            words.append(BREAK)
        if len(self.table) < len(self.terms):
            self._grow()
        sequence = np.array(words, dtype=np.int64)
        several = np.flatnonzero(sequence < 0)
        extras: list[tuple[int, str]] = []
        if len(several):
            breaks = np.flatnonzero(sequence == BREAK)
            fields = np.searchsorted(breaks, several).tolist()
            words = self._expand(words, several.tolist(), fields, extras)
            sequence = np.array(words, dtype=np.int64)
        months = np.flatnonzero(self._is_month[sequence])
        if len(months):
            fields = np.searchsorted(np.flatnonzero(sequence == BREAK), months).tolist()
            for at, field in zip(months.tolist(), fields, strict=True):
                around = [self._token(word) for word in words[max(at - 1, 0) : at + _TO_YEAR]]
                extras += [(field, unit) for unit in analysis.date_around(around, 1 if at else 0)]
        return words, sequence, extras

    def __missing__(self, spelling: str) -> int:
        tokens, extras = analysis.analyse_words(spelling)
        numbers = [self._number(token) for token in tokens]
        if len(numbers) == 1 and not extras:
            number = numbers[0]
        else:
            self._several.append((numbers, extras))
            number = 1 - len(self._several)
        self[spelling] = number
        return number

    def _number(self, token: analysis.Token) -> int:
        term = f"{token.folded}\t{token.accents}"
        number = self._numbers.setdefault(term, len(self.terms))
        if number == len(self.terms):
            self.terms.append(term)
            if token.folded == _MONTH and number < len(self._is_month):
                self._is_month[number] = True
        return number

    def _grow(self) -> None:
        size = 2 * len(self.terms)
        self.table = np.zeros(size, dtype=np.int64)
        self._is_month = np.zeros(size, dtype=np.bool_)
        is_month = [term.startswith(f"{_MONTH}\t") for term in self.terms]
        self._is_month[: len(is_month)] = is_month

    def _expand(
        self,
        words: list[int],
        several: list[int],
        fields: list[int],
        extras: list[tuple[int, str]],
    ) -> list[int]:
        expanded: list[int] = []
        done = 0
        for at, field in zip(several, fields, strict=True):
            numbers, units = self._several[-words[at]]
            expanded += words[done:at]
            expanded += numbers
            if units:
                extras += [(field, unit) for unit in units]
            done = at + 1
        return expanded + words[done:]

    def _token(self, word: int) -> analysis.Token:
        folded, _, accents = self.terms[word].partition("\t")
        return analysis.Token(folded, int(accents or 0))
