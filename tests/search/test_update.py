"""The increment: whatever changes, the files are those of an index built from nothing."""

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bantin.search import (
    SearchDocument,
    analyse,
    build_index,
    index_keys,
    postings,
    shards,
    update,
    update_index,
)

LABELS = {"type": {"cong-van": "Công văn"}}
WORDS = st.sampled_from(
    [
        "đảng",
        "uỷ",
        "ủy",
        "hoà",
        "hòa",
        "kế",
        "hoạch",
        "số",
        "590-CV/ĐU",
        "2/5/2025",
        "2025",
        "xây",
        "dựng",
        "z",
        "con",
        "ă",
    ]
)
BODY = st.lists(WORDS, max_size=60).map(" ".join)
DATE = st.sampled_from(["", "2024-01-31", "2025-05-02", "2025-05-03", "2026-01-01"])
BULLETIN = st.builds(
    SearchDocument,
    id=st.just("1"),
    url=st.sampled_from(["bulletins/1/", "bulletins/2/"]),
    number=st.sampled_from(["", "590-CV/ĐU", "12-KH/TU"]),
    title=BODY,
    date=DATE,
    type=st.sampled_from(["", "cong-van"]),
    issuer=st.just("dang-uy"),
    topics=st.just(()),
    status=st.just(""),
    in_force=st.booleans(),
    has_attachment=st.booleans(),
    aliases=st.just(()),
    headings=st.just(()),
    body=BODY,
)
# where in the corpus, how many bulletins go there, which come
EDITS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 2), st.lists(BULLETIN, max_size=2)), max_size=6
)


def key_of(document: SearchDocument) -> str:
    return sha256(repr(document).encode()).hexdigest()


def built(documents: list[SearchDocument]) -> dict[str, bytes]:
    return dict(build_index([(one, analyse(one)) for one in documents], LABELS))


def keyed(documents: list[SearchDocument]) -> list[tuple[SearchDocument, str]]:
    return [(replace(one, body="", aliases=(), headings=()), key_of(one)) for one in documents]


@pytest.mark.parametrize("smallest", [64, 1024])
@given(documents=st.lists(BULLETIN, max_size=40), edits=EDITS)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_an_updated_index_is_the_one_built_from_nothing(
    monkeypatch: pytest.MonkeyPatch,
    smallest: int,
    documents: list[SearchDocument],
    edits: list[tuple[int, int, list[SearchDocument]]],
) -> None:
    """After any edits, additions and removals the bytes are those of a build from nothing."""
    # tiny shards, and never everything at once
    monkeypatch.setattr(shards, "_SMALLEST", smallest)
    monkeypatch.setattr(update, "_GREAT_PART", 0)
    monkeypatch.setattr(postings, "_KEPT_BITS", 1)
    store: dict[str, bytes] = {}
    files, keys = built(documents), index_keys(keyed(documents))
    store |= {key_of(one): analyse(one) for one in documents}
    for at, gone, come in edits:
        documents = [*documents[:at], *come, *documents[at + gone :]]
        store |= {key_of(one): analyse(one) for one in come}
        entries = keyed(documents)
        changed = update_index(files, keys, entries, store.__getitem__, LABELS)
        assert not changed.written.keys() & changed.removed
        files = {path: data for path, data in files.items() if path not in changed.removed}
        files |= changed.written
        keys = index_keys(entries)
        assert files == built(documents)
