"""The increment: whatever changes, the files are those of an index built from nothing."""

import random
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bantin.search import (
    Row,
    SearchDocument,
    analyse,
    build_index,
    index_keys,
    postings,
    shards,
    space,
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
    return dict(build_index([(one.row(), analyse(one)) for one in documents], LABELS))


def keyed(documents: list[SearchDocument]) -> list[tuple[Row, str]]:
    return [(one.row(), key_of(one)) for one in documents]


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
    # tiny shards, few at a time, and never everything at once
    monkeypatch.setattr(space, "_AT_ONCE", 2)
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
        if changed is None:  # a size that all files share is another
            files = built(documents)
        else:
            assert not changed.written.keys() & changed.removed
            files = {path: data for path, data in files.items() if path not in changed.removed}
            files |= changed.written
        keys = index_keys(entries)
        assert files == built(documents)


ONSETS = ("b", "c", "d", "đ", "g", "h", "kh", "l", "m", "n", "ng", "ph", "s", "t", "tr", "v", "x")
SYLLABLES = [onset + rime for onset in ONSETS for rime in ("a", "ă", "anh", "en", "ôn", "ưng")]


def bulletins(count: int) -> list[SearchDocument]:
    """Return as many bulletins, the newest first, as the site lists them."""
    chance = random.Random(1)  # noqa: S311 - no secret
    return [
        SearchDocument(
            url=f"bulletins/{i}/",
            number=f"{i}-CV/ĐU",
            title="Kế hoạch",
            date=f"{2000 + i // 28}-01-{1 + i % 28:02}",
            type="cong-van",
            issuer="dang-uy",
            topics=(),
            status="",
            in_force=True,
            has_attachment=False,
            aliases=(),
            headings=(),
            body=" ".join(chance.choices(SYLLABLES, k=20)),
        )
        for i in reversed(range(count))
    ]


def updated(before: list[SearchDocument], after: list[SearchDocument]) -> update.Update | None:
    """Return the update of the index of *before*, having checked what it makes of it."""
    files, store = built(before), {key_of(one): analyse(one) for one in [*before, *after]}
    changed = update_index(
        files, index_keys(keyed(before)), keyed(after), store.__getitem__, LABELS
    )
    if changed:
        kept = {path: data for path, data in files.items() if path not in changed.removed}
        assert kept | changed.written == built(after)
        assert {path for path in changed.written if files.get(path) != changed.written[path]}
    return changed


def test_a_new_newest_bulletin_touches_few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others keep their numbers: only its record, its words' shards and the heads are new."""
    monkeypatch.setattr(shards, "_SMALLEST", 64)
    before = bulletins(230)
    new = replace(before[0], url="bulletins/new/", date="2030-01-01", body="khôn khăn")
    changed = updated(before, [new, *before])
    heads = {"meta.js", "facets.js", "lexicon.js", "numbers.js", "d-230.js"}
    assert changed
    touched = changed.written.keys() - heads
    assert heads <= changed.written.keys()
    assert {path[:2] for path in touched} == {"u-", "p-"}
    # of its words: two of its body, three of its number, two of its title and its date, and a
    # neighbour of each that may begin at another term now
    assert len(touched) <= 2 * (2 + 3 + 2 + 2 + 4)
    assert len(touched) * 10 < len(built(before))


EDITED = {
    "an edit": lambda some: [*some[:100], replace(some[100], body="mănh ngôn"), *some[101:]],
    "an edit of the newest": lambda some: [replace(some[0], body="mănh ngôn"), *some[1:]],
    "a removal": lambda some: [*some[:3], *some[4:]],
    "a renamed bulletin": lambda some: [replace(some[0], url="bulletins/x/"), *some[1:]],
    "a changed date": lambda some: [some[0], replace(some[1], date="2030-01-01"), *some[2:]],
}


@pytest.mark.parametrize("edit", EDITED.values(), ids=EDITED)
@pytest.mark.parametrize("smallest", [64, 1024])
def test_a_few_changes_are_not_a_new_index(
    monkeypatch: pytest.MonkeyPatch,
    smallest: int,
    edit: Callable[[list[SearchDocument]], list[SearchDocument]],
) -> None:
    """After a change in few bulletins the bytes are those of a full build, most files untouched."""
    monkeypatch.setattr(shards, "_SMALLEST", smallest)
    before = bulletins(230)
    changed = updated(before, edit(before))
    assert changed
    untouched = built(before).keys() - changed.written.keys() - changed.removed
    assert len(untouched) * 2 > len(before)


@pytest.mark.parametrize("more", [1, 2, 3])
def test_the_collection_grows_past_a_power_of_two(
    monkeypatch: pytest.MonkeyPatch, more: int
) -> None:
    """From 254 documents to 255 and 256 the bytes are those of a full build.

    With 257 the size is another that sets the Rice parameters: all shards are new.
    """
    monkeypatch.setattr(shards, "_SMALLEST", 64)
    every = bulletins(254 + more)
    assert (updated(every[more:], every) is None) == (more == 3)


@pytest.mark.parametrize(("name", "limit"), [("_GREAT_PART", 232), ("_MOST", 0)])
def test_many_changes_are_left_to_a_full_build(
    monkeypatch: pytest.MonkeyPatch, name: str, limit: int
) -> None:
    """Where more has changed than is sooner compared, no analysis is read."""
    before = bulletins(230)
    files, keys = built(before), index_keys(keyed(before))
    after = [replace(before[0], url="bulletins/new/", date="2030-01-01"), *before]
    store = {key_of(after[0]): analyse(after[0])}
    assert update_index(files, keys, keyed(after), store.__getitem__, LABELS)
    store.clear()  # asked for anything, it raises
    monkeypatch.setattr(update, name, limit)
    assert update_index(files, keys, keyed(after), store.__getitem__, LABELS) is None
