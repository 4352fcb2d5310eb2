"""A text as numbers of words, fast: every spelling is analysed once in the life of a process."""

from array import array
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from bantin.search import analysis

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int32]

BREAK: Final = 0
"""Number of the end of a field or paragraph."""

_MAX_SPELLINGS: Final = 100_000  # remembered, in 30 MB; each bulletin has some of its own
_END: Final = b"\0"  # spells BREAK
_PUNCTUATION: Final = ".,;:!?()[]“”\"'-–/…"  # around a word, no part of it
_DATE_WORDS: Final = {"thang": 1, "nam": 2}  # kinds of words; all others are of kind 0
_TO_YEAR: Final = 4  # words from "tháng" to the year, both counted


class Text(NamedTuple):
    """A document's words as places in its own vocabulary, which starts from 1."""

    vocabulary: list[str]  # "folded<TAB>accents", by first occurrence
    words: "Ints"  # all fields of the front, then all paragraphs of the body, a BREAK after each
    breaks: "Ints"  # where the fields of the front end
    extras: list[tuple[int, str]]  # extra units, with their field; the body comes after the front


def read_text(front: list[str], body: str) -> Text:
    """Return the words of the fields of a document and of the paragraphs of its body."""
    known = _Spellings.shared()
    fields = [field.replace("\n", " ") for field in front]
    words, extras = known.read("\n".join([*fields, body]).encode())
    # the first place of each word, then the words in the order of these; BREAK becomes 0 below
    places = np.arange(len(words), dtype=np.int32)
    table = np.frombuffer(known.places, dtype=np.int32)
    table[words[::-1]] = places[::-1]
    table[BREAK] = -1
    first = table[words]
    is_first = first == places
    local = np.cumsum(is_first, dtype=np.int32)[first]
    local[first < 0] = BREAK
    breaks = np.flatnonzero(words == BREAK).astype(np.int32)
    ends = breaks[: len(front)]
    own = ends.tolist()
    extras = [(bisect_left(own, place), unit) for place, unit in extras]
    vocabulary = list(map(known.terms.__getitem__, words[is_first].tolist()))
    return Text(vocabulary, local, ends, extras)


class _Spellings(dict[bytes, int]):
    """Numbers of the spellings met so far, a run between blanks each, and the words they spell.

    A spelling is kept as UTF-8, which is split and found sooner than text.
    Only a memory: the numbers never leave this module, so no document depends on another.
    """

    _instance: "_Spellings | None" = None

    def __init__(self) -> None:
        super().__init__({_END: 0})
        self.terms = [""]
        self.places = array("i", [0])  # of each term in the document being read
        self._kinds = array("b", [0])  # of each term
        self._numbers: dict[str, int] = {}
        self._spelled = array("i", [BREAK])  # the terms of all spellings, end to end
        self._starts = array("i", [0])  # of each spelling in them
        self._sizes = array("i", [1])
        self._has_extras = array("b", [0])  # whether a spelling has some
        self._extras: dict[int, list[str]] = {}

    @classmethod
    def shared(cls) -> "_Spellings":
        """Return the one memory of this process, a new one when it has grown too large."""
        if cls._instance is None or len(cls._instance) > _MAX_SPELLINGS:
            cls._instance = cls()
        return cls._instance

    def read(self, text: bytes) -> tuple["Ints", list[tuple[int, str]]]:
        """Return the words, a BREAK after each line, and the extra units with their places."""
        spellings = text.replace(_END, b" ").replace(b"\n", b" %s " % _END).split()
        spellings.append(_END)
        read = np.fromiter(map(self.__getitem__, spellings), np.int32, len(spellings))
        # from here on nothing grows, so that numpy may look into the arrays
        sizes = np.frombuffer(self._sizes, dtype=np.int32)[read]
        ends = sizes.cumsum(dtype=np.int32)
        before = np.frombuffer(self._starts, dtype=np.int32)[read] - ends + sizes
        at = before.repeat(sizes)
        at += np.arange(len(at), dtype=np.int32)
        words: Ints = np.frombuffer(self._spelled, dtype=np.int32)[at]
        extras = [
            (int(ends[i]), unit)
            for i in np.frombuffer(self._has_extras, dtype=np.bool)[read].nonzero()[0].tolist()
            for unit in self._extras[int(read[i])]
        ]
        kinds = np.frombuffer(self._kinds, dtype=np.int8)[words]
        is_date = (kinds[:-2] == _DATE_WORDS["thang"]) & (kinds[2:] == _DATE_WORDS["nam"])
        for month in is_date.nonzero()[0].tolist():
            around = [self._token(word) for word in words[max(month - 1, 0) : month + _TO_YEAR]]
            units = analysis.date_around(around, 1 if month else 0)
            extras += [(month, unit) for unit in units]
        return words, extras

    def __missing__(self, spelling: bytes) -> int:
        text = spelling.decode()
        core = text.strip(_PUNCTUATION)
        if core and core != text:
            number = self[spelling] = self[core.encode()]
            return number
        tokens, extras = analysis.analyse_words(text)
        number = self[spelling] = len(self._starts)
        self._starts.append(len(self._spelled))
        self._sizes.append(len(tokens))
        self._spelled.extend(map(self._number, tokens))
        self._has_extras.append(bool(extras))
        if extras:
            self._extras[number] = extras
        return number

    def _number(self, token: analysis.Token) -> int:
        term = f"{token.folded}\t{token.accents}"
        number = self._numbers.setdefault(term, len(self.terms))
        if number == len(self.terms):
            self.terms.append(term)
            self.places.append(0)
            self._kinds.append(_DATE_WORDS.get(token.folded, 0))
        return number

    def _token(self, word: int) -> analysis.Token:
        folded, _, accents = self.terms[word].partition("\t")
        return analysis.Token(folded, int(accents or 0))
