"""One document: what the index is told of it, and its analysis as bytes that can be cached."""

import json
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from bantin.search import analysis
from bantin.search.weights import NUMBER_PAIR, OWN_NUMBER, classes_of, field_weights

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

FORMAT: Final = b"BTA1"
"""First bytes of an analysis; a change of format or of weights changes it, and so every key."""

MAX_STORED: Final = 40_000
"""Characters of a body kept for its passages; the rest is searched, but not shown."""

_HEADER: Final = struct.Struct("<4sIIIII")
_BREAK: Final = 0  # id of the end of a paragraph in a sequence of word ids
_MAX_WORDS: Final = 1_000_000  # spellings remembered; real text has far fewer
_SHORT: Final = np.dtype("<u2")
_LONG: Final = np.dtype("<u4")


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """A bulletin or a page, as the search index sees it."""

    id: str
    url: str
    number: str
    title: str
    date: str
    type: str
    issuer: str
    topics: tuple[str, ...]
    status: str
    in_force: bool
    has_attachment: bool
    aliases: tuple[str, ...]
    headings: tuple[str, ...]
    body: str


class DocumentTerms(NamedTuple):
    """An analysis read back: the vocabulary, the pairs over it, and the record for the results."""

    vocabulary: list[str]  # "folded<TAB>accents"
    unit_classes: "npt.NDArray[np.uint8]"
    firsts: "npt.NDArray[np.unsignedinteger[npt.NBitBase]]"
    seconds: "npt.NDArray[np.unsignedinteger[npt.NBitBase]]"
    pair_classes: "npt.NDArray[np.uint8]"
    length: int  # tokens of the body and its headings
    record: bytes  # deflated JSON


def analyse(document: SearchDocument) -> bytes:
    """Return the analysis of *document*, a pure function of it, to be cached by the caller."""
    first_fields = [document.number, document.title, *document.aliases, *document.headings]
    segments = [" ".join(field.split("\n")) for field in first_fields]
    text = "\n".join([*segments, document.body])
    words = _Words.shared()
    ids, extras = words.read(text)
    sequence = np.array(ids, dtype=np.int64)
    breaks = sequence == _BREAK
    segment = np.cumsum(breaks)
    weights = field_weights(
        np.bincount(segment[~breaks], minlength=len(segments) + 1)[: len(segments) + 1],
        aliases=len(document.aliases),
        headings=len(document.headings),
    )
    weight = weights[np.minimum(segment, len(segments))]
    length = int(np.count_nonzero(~breaks & (segment >= 2 + len(document.aliases))))

    vocabulary, local = words.localise(sequence)
    unit_weight = np.bincount(local, weights=weight)
    first, second, pair_classes = _pairs(local, weight, breaks, segment, len(vocabulary))
    # the end of a paragraph, always there and always first, is no term
    vocabulary, unit_classes = vocabulary[1:], classes_of(unit_weight[1:])
    first, second = first - 1, second - 1
    extra_terms, extra_classes = _extra_terms(document, extras, weights)
    vocabulary += extra_terms
    index = _SHORT if len(vocabulary) < 1 << 16 else _LONG
    record = _record(document)
    terms = "\n".join(vocabulary).encode()
    return b"".join(
        (
            _HEADER.pack(FORMAT, len(terms), len(vocabulary), len(first), length, len(record)),
            terms,
            unit_classes.tobytes(),
            extra_classes.tobytes(),
            first.astype(index).tobytes(),
            second.astype(index).tobytes(),
            pair_classes.tobytes(),
            record,
        )
    )


def read_analysis(data: bytes) -> DocumentTerms:
    """Read back what ``analyse`` returned; ``ValueError`` if *data* is of another format."""
    magic, terms, units, pairs, length, record = _HEADER.unpack_from(data)
    if magic != FORMAT:
        raise ValueError("an analysis of another version of the search index")
    index = _SHORT if units < 1 << 16 else _LONG
    at = _HEADER.size
    text = data[at : at + terms].decode()
    at += terms
    unit_classes = np.frombuffer(data, np.uint8, units, at)
    at += units
    firsts = np.frombuffer(data, index, pairs, at)
    at += pairs * index.itemsize
    seconds = np.frombuffer(data, index, pairs, at)
    at += pairs * index.itemsize
    pair_classes = np.frombuffer(data, np.uint8, pairs, at)
    at += pairs
    vocabulary = text.split("\n") if units else []
    return DocumentTerms(
        vocabulary, unit_classes, firsts, seconds, pair_classes, length, data[at : at + record]
    )


def _pairs(
    local: "Ints", weight: "Floats", breaks: "npt.NDArray[np.bool_]", segment: "Ints", size: int
) -> tuple["Ints", "Ints", "npt.NDArray[np.uint8]"]:
    inside = ~(breaks[:-1] | breaks[1:])
    keys = (local[:-1] * size + local[1:])[inside]
    pairs, place = np.unique(keys, return_inverse=True)
    # a pair lies within one paragraph, so both its words have the weight of one field
    classes = classes_of(np.bincount(place, weights=weight[:-1][inside], minlength=len(pairs)))
    classes[place[segment[:-1][inside] == 0]] = NUMBER_PAIR
    return pairs // size, pairs % size, classes


def _extra_terms(
    document: SearchDocument, extras: list[tuple[int, str]], weights: "Floats"
) -> tuple[list[str], "npt.NDArray[np.uint8]"]:
    totals: dict[str, float] = {}
    for segment, unit in extras:
        if segment:  # the number's own unit is added below, in its own class
            weight = float(weights[min(segment, len(weights) - 1)])
            totals[unit] = totals.get(unit, 0.0) + weight
    for unit in analysis.date_units(document.date):
        totals[unit] = totals.get(unit, 0.0) + 3.0
    own = _own_keys(document.number)
    cited = sorted(totals.keys() - own)
    classes = classes_of(np.array([totals[unit] for unit in cited], dtype=np.float64))
    own_classes = np.full(len(own), OWN_NUMBER, dtype=np.uint8)
    terms = [f"{unit}\t0" for unit in [*cited, *sorted(own)]]
    return terms, np.concatenate([classes, own_classes])


def _own_keys(number: str) -> set[str]:
    key = analysis.number_key(number)
    # typed without its strokes, 30/2020/NĐ-CP has one run of digits
    return {key, key.replace(".", "")} if key else set()


def _record(document: SearchDocument) -> bytes:
    fields = [
        document.url,
        document.number,
        document.title,
        document.date,
        document.type,
        document.issuer,
        list(document.topics),
        document.status,
        document.body[:MAX_STORED],
    ]
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return packer.compress(text.encode()) + packer.flush()


class _Words(dict[str, int]):
    """Ids of the spellings met so far: those of one token share one id; the compounds' are < 0.

    Only a memory: ids never leave this module, so a document's analysis does not depend on it.
    """

    _instance: "_Words | None" = None

    def __init__(self) -> None:
        super().__init__()
        self["\n"] = _BREAK
        self._spellings = [""]
        self._ids: dict[str, int] = {}
        self._compounds: list[tuple[list[int], tuple[str, ...]]] = [([], ())]
        self._months: list[int] = []

    @classmethod
    def shared(cls) -> "_Words":
        """Return the one memory of this process, a new one when it has grown too large."""
        if cls._instance is None or len(cls._instance) > _MAX_WORDS:
            cls._instance = cls()
        return cls._instance

    def localise(self, sequence: "Ints") -> tuple[list[str], "Ints"]:
        """Return the sorted terms of *sequence*, and *sequence* as places among them."""
        words, places = np.unique(sequence, return_inverse=True)
        spellings = [self._spellings[word] for word in words.tolist()]
        order = sorted(range(len(spellings)), key=spellings.__getitem__)
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        return [spellings[i] for i in order], rank[places]

    def read(self, text: str) -> tuple[list[int], list[tuple[int, str]]]:
        """Return the word ids of *text*, and its extra units with the paragraph of each."""
        ids = list(map(self.__getitem__, analysis.RAW_OR_BREAK.findall(text)))
        raw = np.array(ids, dtype=np.int64)
        compounds = np.flatnonzero(raw < 0)
        extras: list[tuple[int, str]] = []
        if len(compounds):
            segment = np.cumsum(raw == _BREAK)
            ids = self._expand(ids, compounds.tolist(), segment[compounds].tolist(), extras)
        self._dates_in_words(ids, extras)
        return ids, extras

    def __missing__(self, raw: str) -> int:
        tokens, extras = analysis.split_word(raw)
        if len(tokens) == 1 and not extras:
            word = self._intern(tokens[0])
        else:
            self._compounds.append(([self._intern(token) for token in tokens], extras))
            word = 1 - len(self._compounds)
        self[raw] = word
        return word

    def _intern(self, token: analysis.Token) -> int:
        spelling = f"{token.folded}\t{token.accents}"
        word = self._ids.setdefault(spelling, len(self._spellings))
        if word == len(self._spellings):
            self._spellings.append(spelling)
            if token.folded == "thang":
                self._months.append(word)
        return word

    def _expand(
        self,
        ids: list[int],
        compounds: list[int],
        segments: list[int],
        extras: list[tuple[int, str]],
    ) -> list[int]:
        expanded: list[int] = []
        done = 0
        for at, segment in zip(compounds, segments, strict=True):
            words, units = self._compounds[-ids[at]]
            expanded += ids[done:at]
            expanded += words
            extras += [(segment, unit) for unit in units]
            done = at + 1
        return expanded + ids[done:]

    def _dates_in_words(self, ids: list[int], extras: list[tuple[int, str]]) -> None:
        sequence = np.array(ids, dtype=np.int64)
        for at in np.flatnonzero(np.isin(sequence, self._months)).tolist():
            around = [self._token(word) for word in ids[max(at - 1, 0) : at + 4]]
            found = analysis.date_around(around, 1 if at else 0)
            extras += [(ids[:at].count(_BREAK), unit) for unit in found]

    def _token(self, word: int) -> analysis.Token:
        folded, _, accents = self._spellings[word].partition("\t")
        return analysis.Token(folded, int(accents or 0))
