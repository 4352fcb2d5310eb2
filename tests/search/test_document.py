"""The analysis of a document: the same terms as its paragraphs one by one, as stable bytes."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.search.conftest import NOTHING

from bantin.search import analyse, build_index, words
from bantin.search.analysis import Token, analyse_text
from bantin.search.container import read_varints, unwrap, varint_stream, varints, wrap
from bantin.search.document import read_analysis
from bantin.search.postings import (
    gaps_of,
    read_streams,
    rice_parameters,
    universe_of,
    write_streams,
)
from bantin.search.weights import CLASSES, NUMBER_PAIR, OWN_NUMBER

PARAGRAPH = st.text(alphabet="aăđĐêntháng hgnăm0123456789/-. \u00a0\u0301")


def term(token: Token) -> str:
    return f"{token.folded}\t{token.accents}"


@given(title=PARAGRAPH, paragraphs=st.lists(PARAGRAPH, max_size=4))
@settings(max_examples=400, deadline=None)
def test_a_document_has_the_terms_of_its_paragraphs(title: str, paragraphs: list[str]) -> None:
    """Read fast or word by word, a document has the same units, extra units and pairs."""
    found = read_analysis(analyse(replace(NOTHING, title=title, body="\n".join(paragraphs))))
    parts = [analyse_text(text) for text in (title, *paragraphs)]
    units = {term(token) for part in parts for token in part.tokens}
    extras = {f"{unit}\t0" for part in parts for unit in part.extras}
    pairs = {(term(a), term(b)) for part in parts for a, b in pairwise(part.tokens)}
    assert set(found.vocabulary) == units | extras
    assert len(found.vocabulary) == len(set(found.vocabulary))
    assert {
        (found.vocabulary[a], found.vocabulary[b])
        for a, b in zip(found.firsts.tolist(), found.seconds.tolist(), strict=True)
    } == pairs
    assert found.length == sum(len(part.tokens) for part in parts[1:])


def test_an_analysis_depends_on_its_document_alone() -> None:
    """What was analysed before leaves no trace in the bytes."""
    one = replace(NOTHING, title="Kế hoạch", body="Xây dựng Đảng năm 2023.\nHội nghị.")
    first = analyse(one)
    analyse(replace(NOTHING, body="Đảng năm dựng Xây hoạch nghị Hội"))
    assert analyse(one) == first


def test_spellings_that_are_forgotten_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few spellings a process remembers, an analysis has the same bytes."""
    one = replace(NOTHING, title="Kế hoạch", body="Xây dựng Đảng năm 2023.\nHội nghị.")
    first, known = analyse(one), words._Spellings.shared()
    monkeypatch.setattr(words, "_MAX_SPELLINGS", 1)
    assert analyse(one) == first
    assert words._Spellings.shared() is not known


def test_a_number_has_classes_of_its_own() -> None:
    """A document's number stands apart from one it cites, as a whole and in its pairs."""
    found = read_analysis(analyse(replace(NOTHING, number="590-CV/ĐU", body="Theo 12-KH/TU.")))
    classes = dict(zip(found.vocabulary, found.unit_classes.tolist(), strict=True))
    assert classes["#590cvdu\t0"] == OWN_NUMBER
    assert classes["#12khtu\t0"] == 0
    assert sorted(found.pair_classes.tolist()) == [0, 0, 0, NUMBER_PAIR, NUMBER_PAIR]


def test_an_analysis_of_another_version_is_refused() -> None:
    """Cached bytes of another format are an error, never a wrong index."""
    with pytest.raises(ValueError, match="another version"):
        list(build_index([(NOTHING.row(), b"BTA0" + analyse(NOTHING)[4:])], {}))


@given(st.lists(st.integers(0, 2**40)))
def test_varints_are_the_same_one_by_one_and_in_bulk(values: list[int]) -> None:
    """Both writers of varints give the same bytes, and the places where each begins."""
    stream, places = varint_stream(np.array(values, dtype=np.int64))
    assert stream.tobytes() == varints(values)
    assert places[-1] == len(stream)
    assert read_varints(stream.tobytes()).tolist() == values


@given(st.binary())
def test_a_file_gives_its_payload_back(payload: bytes) -> None:
    """What is escaped for a script is what was there before."""
    assert unwrap(wrap("u-a", payload)) == payload


@given(st.integers(1, 200_000), st.integers(1, 200_000))
def test_rice_parameter_is_a_logarithm_of_the_gap(documents: int, frequency: int) -> None:
    """The parameter is that of the mean gap, in integers, as the engine computes it."""
    universe = universe_of(documents)
    assert documents <= universe <= documents * 1.125 + 1
    mean = universe * 11 // (frequency * 16)
    k = int(rice_parameters(np.array([frequency]), universe)[0])
    assert k == max(mean.bit_length() - 1, 0)


LIST = st.dictionaries(st.integers(0, 3000), st.integers(0, 11), min_size=1, max_size=50)


@given(st.lists(st.lists(LIST, min_size=1, max_size=4), min_size=1, max_size=4))
def test_posting_lists_are_read_back(shards: list[list[dict[int, int]]]) -> None:
    """The streams of several shards give the documents and classes that went in."""
    lists = [sorted(one.items()) for shard in shards for one in shard]
    frequencies = np.array([len(one) for one in lists])
    k = rice_parameters(frequencies, 3072)
    documents = np.array([document for one in lists for document, _ in one])
    classes = np.array([weight for one in lists for _, weight in one])
    counts = [sum(map(len, shard)) for shard in shards]
    gaps = gaps_of(documents, np.cumsum(frequencies) - frequencies)
    cuts = np.cumsum([0, *counts])
    streams = write_streams(gaps, classes, np.repeat(k, frequencies), cuts)
    found, weights = read_streams(streams, frequencies, k, counts)
    assert found.tolist() == documents.tolist()
    assert weights.tolist() == classes.tolist()


def test_classes_ascend() -> None:
    """A class of a higher number weighs more."""
    assert list(CLASSES) == sorted(CLASSES)
