"""Changes of bulletins as news: what happened, when, by which document, under which id."""

import json
from collections.abc import Sequence
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.bulletin import Bulletin
from bantin.changes import KINDS, Change, changes
from bantin.corpus import Corpus
from bantin.dates import VIETNAM
from bantin.graph import CHANGING
from bantin.settings import Settings
from bantin.validation import Context
from tests.conftest import make

TODAY = date(2026, 5, 20)


def _corpus(context: Context, bulletins: Sequence[Bulletin], today: date = TODAY) -> Corpus:
    now = datetime.combine(today, datetime.min.time(), VIETNAM)
    return Corpus(bulletins, {}, context, now)


def _changes(context: Context, *bulletins: Bulletin, today: date = TODAY) -> list[Change]:
    return changes(_corpus(context, bulletins, today))


def _plan(context: Context, serial: int, **keys: str) -> Bulletin:
    given = {"number": f"{serial}/KH-UBND", "date": f"2026-04-{serial:02}", **keys}
    return make(context, f"2026/{serial}.md", **given)


def _shown(found: Sequence[Change]) -> list[tuple[str, str, str, str]]:
    """Each change as label, the changed number, the acting one, and the date."""
    return [
        (
            change.label,
            change.bulletin.number.text,
            change.source.number.text if change.source else "",
            change.date.iso,
        )
        for change in found
    ]


@pytest.mark.parametrize(
    ("relation", "kind", "label"),
    [
        ("corrects: 1/KH-UBND", "correction", "Đính chính"),
        ("replaces: 1/KH-UBND", "replacement", "Thay thế"),
        ("replaces: 1/KH-UBND (một phần)", "replacement", "Thay thế một phần"),
        ("repeals: 1/KH-UBND", "replacement", "Bãi bỏ"),
        ("repeals: 1/KH-UBND (một phần)", "replacement", "Bãi bỏ một phần"),
        ("recalls: 1/KH-UBND", "withdrawal", "Thu hồi"),
        ("amends: 1/KH-UBND", "amendment", "Sửa đổi"),
        ("supplements: 1/KH-UBND", "amendment", "Bổ sung"),
        ("extends: 1/KH-UBND", "amendment", "Gia hạn"),
        ("supplements: 1/KH-UBND, amends: 1/KH-UBND", "amendment", "Sửa đổi, bổ sung"),
        (
            "amends: 1/KH-UBND, extends: 1/KH-UBND (một phần)",
            "amendment",
            "Sửa đổi, gia hạn một phần",
        ),
    ],
)
def test_each_relation_that_changes_is_told(
    context: Context, relation: str, kind: str, label: str
) -> None:
    """A relation that changes a document is one change of its kind, named as people name it."""
    old, new = _plan(context, 1), _plan(context, 2, relations=f"{{{relation}}}")
    (change,) = _changes(context, old, new)
    assert (change.kind, change.label, change.bulletin, change.source) == (kind, label, old, new)
    assert change.date.iso == "2026-04-02"
    assert kind in KINDS


def test_what_changes_nothing_is_not_told(context: Context) -> None:
    """A basis or an answer is no change, nor is what happens to documents that the site lacks."""
    old = _plan(context, 1)
    new = _plan(context, 2, relations="{based_on: 1/KH-UBND, replaces: 9/KH-UBND}")
    self_named = _plan(context, 3, relations="{amends: 3/KH-UBND}")
    assert _changes(context, old, new, self_named) == []


def test_a_bulletin_tells_its_own_changes(context: Context) -> None:
    """Corrections and the withdrawal of the front matter are told with text and reason."""
    own = _plan(
        context,
        1,
        corrections="[{date: 2026-04-10, text: Sửa ngày}, {date: 2026-04-12 09:00, text: Sửa tên}]",
        withdrawn="{date: 2026-05-02, reason: Trùng lịch}",
    )
    found = _changes(context, own)
    assert [(c.kind, c.label, c.date.iso, c.text, c.source) for c in found] == [
        ("withdrawal", "Thu hồi", "2026-05-02", "Trùng lịch", None),
        ("correction", "Đính chính", "2026-04-12", "Sửa tên", None),
        ("correction", "Đính chính", "2026-04-10", "Sửa ngày", None),
    ]


def test_a_change_waits_for_its_day(context: Context) -> None:
    """Nothing is told before the day from which it acts; then it is dated by that day."""
    old = _plan(context, 1, corrections="[{date: 2026-06-02, text: Sửa}]")
    new = _plan(context, 2, relations="{replaces: 1/KH-UBND}", effective="2026-06-01")
    assert _changes(context, old, new, today=date(2026, 5, 31)) == []
    on_the_day = _changes(context, old, new, today=date(2026, 6, 1))
    assert _shown(on_the_day) == [("Thay thế", "1/KH-UBND", "2/KH-UBND", "2026-06-01")]
    after = _changes(context, old, new, today=date(2026, 6, 2))
    assert [change.label for change in after] == ["Đính chính", "Thay thế"]


def test_what_a_recalled_document_did_stays_told(context: Context) -> None:
    """A recall is told beside the change that it undoes; both have happened."""
    old = _plan(context, 1)
    new = _plan(context, 2, relations="{replaces: 1/KH-UBND}")
    recall = _plan(context, 3, relations="{recalls: 2/KH-UBND}")
    assert _shown(_changes(context, old, new, recall)) == [
        ("Thu hồi", "2/KH-UBND", "3/KH-UBND", "2026-04-03"),
        ("Thay thế", "1/KH-UBND", "2/KH-UBND", "2026-04-02"),
    ]


def test_what_was_recalled_before_its_day_never_happened(context: Context) -> None:
    """A replacement that was recalled before it took effect is not told, its recall is."""
    old = _plan(context, 1)
    new = _plan(context, 2, relations="{replaces: 1/KH-UBND}", effective="2026-05-10")
    recall = _plan(context, 3, relations="{recalls: 2/KH-UBND}")
    told = [("Thu hồi", "2/KH-UBND", "3/KH-UBND", "2026-04-03")]
    assert _shown(_changes(context, old, new, recall)) == told
    own = _plan(
        context,
        2,
        relations="{replaces: 1/KH-UBND}",
        effective="2026-05-10",
        withdrawn="{date: 2026-05-01, reason: Trùng}",
    )
    assert _shown(_changes(context, old, own)) == [("Thu hồi", "2/KH-UBND", "", "2026-05-01")]


def test_what_was_recalled_on_its_day_happened(context: Context) -> None:
    """A document that acted and was recalled on one day did both; the recall is told as well."""
    old = _plan(context, 1)
    new = _plan(context, 2, relations="{replaces: 1/KH-UBND}")
    recall = _plan(context, 3, date="2026-04-02", relations="{recalls: 2/KH-UBND}")
    labels = [change.label for change in _changes(context, old, new, recall)]
    assert sorted(labels) == ["Thay thế", "Thu hồi"]


def test_a_withdrawal_without_a_day_leaves_what_was_done(context: Context) -> None:
    """Where only the status says that a document is withdrawn, what it did before stays told."""
    old = _plan(context, 1)
    new = _plan(context, 2, relations="{replaces: 1/KH-UBND}", status="da-thu-hoi")
    assert [change.label for change in _changes(context, old, new)] == ["Thay thế"]
    later = _plan(
        context, 2, relations="{replaces: 1/KH-UBND}", status="da-thu-hoi", effective="2026-05-10"
    )
    recall = _plan(context, 3, relations="{recalls: 2/KH-UBND}")
    assert [change.label for change in _changes(context, old, later, recall)] == ["Thu hồi"]


def test_an_extension_says_until_when(context: Context) -> None:
    """An extension tells the new last day, where its document names one."""
    old = _plan(context, 1, expires="2026-05-01")
    new = _plan(context, 2, relations="{extends: 1/KH-UBND}", expires="2026-12-31")
    (change,) = _changes(context, old, new)
    assert change.text == "Kéo dài đến hết ngày 31/12/2026."


def test_a_partial_date_is_kept(context: Context) -> None:
    """A change by a document of which only the month is known has no more than that month."""
    old = _plan(context, 1, date="2026-04")
    new = _plan(context, 2, date="2026-04", relations="{corrects: 1/KH-UBND}")
    assert [change.date.iso for change in _changes(context, old, new)] == ["2026-04"]


@pytest.mark.parametrize(
    ("old", "new", "is_news"),
    [
        ({}, {}, True),
        ({"silent": "true"}, {}, True),
        ({}, {"silent": "true"}, False),
        ({}, {"draft": "true"}, False),
        ({"draft": "true"}, {}, False),
    ],
)
def test_back_filled_documents_and_drafts_make_no_news(
    context: Context, old: dict[str, str], new: dict[str, str], *, is_news: bool
) -> None:
    """What a back-filled document or a draft did is told, but is no news."""
    changed = _plan(context, 1, **old)
    acting = _plan(context, 2, relations="{corrects: 1/KH-UBND}", **new)
    assert [change.is_news for change in _changes(context, changed, acting)] == [is_news]


def test_own_changes_of_a_back_filled_bulletin_make_no_news(context: Context) -> None:
    """Corrections of a silent bulletin are told, but are no news."""
    own = _plan(context, 1, silent="true", corrections="[{date: 2026-04-10, text: Sửa}]")
    assert [change.is_news for change in _changes(context, own)] == [False]


def test_ids_stay_when_files_are_renamed_and_texts_reworded(context: Context) -> None:
    """Another file name, wording or hour gives no new entry; another correction does."""
    first = "{date: 2026-04-10, text: Sửa ngày}"
    second = "{date: 2026-04-10, text: Sửa tên}"
    relation = "{amends: 1/KH-UBND}"

    def ids(own: str, folder: str) -> list[str]:
        old = make(
            context, f"{folder}/a.md", number="1/KH-UBND", date="2026-04-01", corrections=f"[{own}]"
        )
        new = make(
            context, f"{folder}/z.md", number="2/KH-UBND", date="2026-04-02", relations=relation
        )
        return [str(change.id) for change in _changes(context, old, new)]

    before = ids(f"{first}, {second}", "2026")
    assert len({*before}) == 3
    reworded = "{date: 2026-04-10 10:00, text: Sửa ngày họp}"
    assert {*ids(f"{reworded}, {second}", "khac")} == {*before}
    assert {*ids(first, "2026")} < {*before}


def test_two_corrections_of_one_day_are_told_the_later_first(context: Context) -> None:
    """Both corrections of one day are changes of their own; the last written comes first."""
    own = "[{date: 2026-04-10, text: Một}, {date: 2026-04-10, text: Hai}]"
    found = _changes(context, _plan(context, 1, corrections=own))
    assert [change.text for change in found] == ["Hai", "Một"]
    assert len({change.id for change in found}) == 2


_serials = st.integers(1, 6)
_relations = st.dictionaries(
    st.sampled_from(CHANGING),
    st.lists(st.tuples(_serials, st.booleans()), min_size=1, max_size=4),
    max_size=4,
)
_days = st.integers(1, 28)


@given(
    st.dictionaries(
        _serials, st.tuples(_relations, _days, st.lists(_days, max_size=4), st.booleans())
    )
)
def test_ids_are_unique_and_the_newest_first_in_any_corpus(
    settings: Settings,
    drawn: dict[int, tuple[dict[str, list[tuple[int, bool]]], int, list[int], bool]],
) -> None:
    """Whatever is related to whatever, in circles or twice: one id each, by day, none to come."""
    context = Context(settings, settings.registry)
    bulletins = []
    for serial, (relations, day, corrected, withdrawn) in drawn.items():
        named = {
            name: [f"{other}/KH-UBND{' (một phần)' if partly else ''}" for other, partly in others]
            for name, others in relations.items()
        }
        own = [{"date": f"2026-05-{one:02}", "text": "Sửa"} for one in corrected]
        keys = {
            "date": "2026-05-01",
            "effective": f"2026-05-{day:02}",
            "relations": json.dumps(named),  # YAML holds JSON
            "corrections": json.dumps(own),
        }
        if withdrawn:
            keys["withdrawn"] = "{date: 2026-05-15, reason: Nhầm}"
        bulletins.append(_plan(context, serial, **keys))
    found = _changes(context, *bulletins)
    assert len({change.id for change in found}) == len(found)
    days = [change.date.start for change in found]
    assert days == sorted(days, reverse=True)
    assert all(day.date() <= TODAY for day in days)
