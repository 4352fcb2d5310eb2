"""Merging: what is put away while documents are read changes nothing in the index."""

import random
from dataclasses import replace

import pytest
from tests.search.conftest import NOTHING

from bantin.search import (
    Row,
    analyse,
    build_index,
    collection,
    index,
    keys,
    shards,
    spool,
)

PAGE = replace(
    NOTHING,
    number="590-CV/ĐU",
    title="Kế hoạch",
    date="2025-05-02",
    type="cong-van",
    issuer="dang-uy",
)
SYLLABLES = [f"{onset}{rime}" for onset in ("b", "đ", "ng", "tr", "z") for rime in ("a", "ă", "ô")]


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Row, bytes]]:
    """Return documents with their analyses; their index has tiny shards, and so has many."""
    monkeypatch.setattr(shards, "_SMALLEST", 64)
    chance = random.Random(1)  # noqa: S311 - no secret
    documents = [
        replace(
            PAGE,
            url=f"bulletins/{i}/",
            date=f"2025-{1 + i % 12:02}-01",
            body=" ".join(chance.choices(SYLLABLES, k=30)),
        )
        for i in range(60)
    ]
    return [(one.row(), analyse(one)) for one in documents]


def spill(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nearly everything wait on the disk, and be merged in small parts."""
    monkeypatch.setattr(spool, "_RUN", 200)
    monkeypatch.setattr(spool, "_PART", 100)


def test_an_index_merged_from_the_disk_is_the_one_merged_in_memory(
    monkeypatch: pytest.MonkeyPatch, entries: list[tuple[Row, bytes]]
) -> None:
    """Many runs of postings in files give the same bytes as one in memory."""
    in_memory = dict(build_index(entries, {}))
    spill(monkeypatch)
    write, runs = spool.Spool.write, []

    def counted(self: spool.Spool, beginnings: "spool.Column") -> None:
        runs.append(self.count)
        write(self, beginnings)

    monkeypatch.setattr(spool.Spool, "write", counted)
    assert dict(build_index(entries, {})) == in_memory
    assert len(runs) > 10


@pytest.mark.parametrize("run", [1, 7, 100])
def test_the_runs_that_are_cut_at_once_leave_no_trace(
    monkeypatch: pytest.MonkeyPatch, entries: list[tuple[Row, bytes]], run: int
) -> None:
    """However few postings are cut into shards at once, the shards are the same."""
    expected = dict(build_index(entries, {}))
    monkeypatch.setattr(collection, "_RUN", run)
    assert dict(build_index(entries, {})) == expected
    spill(monkeypatch)
    assert dict(build_index(entries, {})) == expected


@pytest.mark.parametrize("part", [100, 1 << 20])
def test_words_too_many_for_one_sorting_are_sorted_in_parts(
    monkeypatch: pytest.MonkeyPatch, entries: list[tuple[Row, bytes]], part: int
) -> None:
    """Where a key cannot tell all words apart, those of each part are told apart from its first.

    A part ends before its words are too many, however many postings it could have.
    """
    monkeypatch.setattr(index, "shard_size", lambda _count: 64)  # what is left of a part is short
    expected = dict(build_index(entries, {}))
    monkeypatch.setattr(spool, "_PART", part)
    held: list[bool] = []

    def narrow(*arguments: object, paired: bool) -> keys.Layout:
        layout = keys.layout_for(*arguments, paired=paired)  # type: ignore[arg-type]
        monkeypatch.setattr(keys, "_BITS", layout.first + layout.word - 1)
        held.append(layout.holds_all)
        return layout

    monkeypatch.setattr(collection, "layout_for", narrow)
    assert dict(build_index(entries, {})) == expected
    assert held == [False, False]


def test_words_too_many_for_a_key_are_refused(
    monkeypatch: pytest.MonkeyPatch, entries: list[tuple[Row, bytes]]
) -> None:
    """An index that cannot be sorted is not built wrongly, but not at all."""
    monkeypatch.setattr(keys, "_BITS", 10)
    with pytest.raises(ValueError, match="more different words"):
        list(build_index(entries, {}))


def test_no_documents_make_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index of nothing has its head files and no shards, whichever way it is merged."""
    expected = dict(build_index([], {}))
    assert expected.keys() == {"meta.js", "facets.js", "lexicon.js", "numbers.js"}
    spill(monkeypatch)
    assert dict(build_index([], {})) == expected
