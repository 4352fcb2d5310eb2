"""What is found: the ranks of the right answers, and numbers in several spellings."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from corpus import draw, strip
from engines import Engine
from reference import PlainBm25

from bantin.search import SearchDocument

SETS = ("question", "keywords", "short", "title")
PAGE = 10  # hits on a page
SPELLINGS: dict[str, Callable[[str], str]] = {
    "as is": str,
    "lower case": str.lower,
    "no accents": strip,
    "blanks for separators": lambda number: re.sub("[-/]", " ", number),
    "without the slash": lambda number: number.replace("/", ""),
}
DIGITS_AND_ISSUER = "digits and issuer, on the first page"

Report = dict[str, Any]


class Query(NamedTuple):
    """A query of the corpus, with the addresses of its right answers."""

    set: str
    text: str
    right: frozenset[str]


class Found(NamedTuple):
    """A query and the rank of the first right answer, 0 where none is among the first ten."""

    query: Query
    ranks: dict[str, int]  # by accents


def read_queries(corpus: Path, work: Path) -> list[Query]:
    """Return the development queries, their answers in the corpus folder *work*."""
    places = dict(line.split("\t") for line in (work / "map.tsv").read_text("utf-8").splitlines())
    queries = []
    for line in (corpus / "queries-dev.tsv").read_text("utf-8").splitlines()[1:]:
        kind, _, text, relevant = line.split("\t")
        right = (places[one].removesuffix(".md") for one in relevant.split() if one in places)
        queries.append(Query(kind, text, frozenset(f"bulletins/{one}/" for one in right)))
    return queries


def find(engine: Engine, queries: list[Query]) -> list[Found]:
    """Ask *engine* all *queries*, without accents and with them."""
    plain = engine.ask("find", [strip(query.text) for query in queries])
    accented = engine.ask("find", [query.text for query in queries])
    return [
        Found(query, {"stripped": _rank(first, query), "accented": _rank(second, query)})
        for query, first, second in zip(queries, plain, accented, strict=True)
    ]


def find_plainly(documents: list[SearchDocument], queries: list[Query]) -> list[Found]:
    """Ask plain BM25; it folds the accents, so they make no difference."""
    plain = PlainBm25(documents)
    found = []
    for query in queries:
        rank = _rank([documents[i].url for i in plain.best(query.text, PAGE)], query)
        found.append(Found(query, {"stripped": rank, "accented": rank}))
    return found


def mean_ranks(found: list[Found]) -> Report:
    """Return the mean reciprocal ranks by accents and set, of all sets too; and the queries."""
    parts: dict[str, dict[str, list[float]]] = {"stripped": {}, "accented": {}}
    for query, ranks in found:
        for accents, rank in ranks.items():
            for name in (query.set, "total"):
                parts[accents].setdefault(name, []).append(1 / rank if rank else 0.0)
    means = {
        accents: {name: sum(values) / len(values) for name, values in sets.items()}
        for accents, sets in parts.items()
    }
    return {"count": len(found), **means}


def find_numbers(engine: Engine, drawn: list[SearchDocument], *spellings: str) -> Report:
    """Return for each of *spellings* the part of the numbers *drawn* that come first."""
    parts: Report = {"count": len(drawn)}
    for name in spellings:
        answers = engine.ask("find", [SPELLINGS[name](one.number) for one in drawn])
        firsts = [urls[:1] == [one.url] for urls, one in zip(answers, drawn, strict=True)]
        parts[name] = sum(firsts) / len(firsts)
    return parts


def find_digits(engine: Engine, drawn: list[SearchDocument]) -> Report:
    """Return the part that the digits and the issuer's code alone put on the first page."""
    answers = engine.ask("find", [re.sub("-.*/", " ", one.number) for one in drawn])
    there = [one.url in urls[:PAGE] for urls, one in zip(answers, drawn, strict=True)]
    return {DIGITS_AND_ISSUER: sum(there) / len(there)}


def draw_ambiguous(documents: list[SearchDocument], count: int) -> list[SearchDocument]:
    """Return *count* of the documents whose digits others have too, at random."""
    bearers = Counter(_digits(one) for one in documents)
    return draw([one for one in documents if bearers[_digits(one)] > 1], count)


def every(queries: list[Query], step: int) -> list[Query]:
    """Return one query in *step* of each set."""
    sets: dict[str, list[Query]] = defaultdict(list)
    for query in queries:
        sets[query.set].append(query)
    return [query for one in sets.values() for query in one[::step]]


def _rank(urls: list[str], query: Query) -> int:
    return next((i for i, url in enumerate(urls[:PAGE], 1) if url in query.right), 0)


def _digits(document: SearchDocument) -> str:
    return document.number.partition("-")[0]
