"""The graph of relations on a day: status, what ended and changed a document, and circles."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bantin.bulletin import Bulletin
from bantin.corpus import Corpus
from bantin.dates import DocumentDate
from bantin.document_reference import Reference
from bantin.graph import CHANGING, Day, Edge, Graph
from bantin.graph_check import check_relations
from bantin.number import DocumentNumber
from bantin.problems import Problem
from bantin.rules import relations, statuses
from bantin.validation import Context
from tests.conftest import make

NOW = datetime(2026, 5, 20, tzinfo=UTC)
EARLY = date(2026, 1, 1)
CHANGE = date(2026, 4, 10)  # the day on which the second document of a test acts
UNDOING = date(2026, 7, 1)  # and the third
AROUND = (CHANGE - timedelta(days=1), CHANGE, CHANGE + timedelta(days=1))
SILENT_TYPES = ("UBND-VP", "GM-UBND")  # a letter and an invitation


def graph_of(context: Context, *bulletins: Bulletin) -> Graph:
    """Return the graph of a site."""
    return Corpus(bulletins, {}, context, NOW).graph


def problems_of(context: Context, *bulletins: Bulletin) -> list[Problem]:
    """Return what is wrong with the relations of a site."""
    corpus = Corpus(bulletins, {}, context, NOW)
    return [*check_relations(corpus.graph, corpus.resolve)]


def codes(context: Context, *bulletins: Bulletin) -> list[str]:
    """Return the codes of what is wrong with the relations of a site."""
    return [found.kind.code for found in problems_of(context, *bulletins)]


class Shelf:
    """Bulletins of one site: 1 is from before all, 2 and 3 act on the days of change."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.bulletins: list[Bulletin] = []

    def put(self, serial: int, code: str = "KH-UBND", **keys: str) -> Bulletin:
        """Add a document; its relations are given as «replaces="1"» for short."""
        day = {1: date(2025, 3, 5), 2: CHANGE}.get(serial, UNDOING)
        given_relations = [
            f"{name}: [{', '.join(_number(part) for part in keys.pop(name).split('; '))}]"
            for name in relations()
            if name in keys
        ]
        lines = {"date": f"{day}", **keys}
        if given_relations:
            lines["relations"] = f"{{{', '.join(given_relations)}}}"
        path, number = f"2026/{serial}.md", f"{serial}/{code}"
        bulletin = make(self.context, path, number=number, **lines)
        self.bulletins.append(bulletin)
        return bulletin

    def on(self, day: date) -> Day:
        """Return the graph on a day."""
        return Day(graph_of(self.context, *self.bulletins), day)

    def statuses(self, bulletin: Bulletin, days: Iterable[date] = AROUND) -> list[str]:
        """Return the statuses of a bulletin on some days."""
        return [self.on(day).status(bulletin).id for day in days]


def _number(part: str) -> str:
    """Return «1 (một phần)» as a reference: «"1/KH-UBND (một phần)"»."""
    serial, _, rest = part.partition(" ")
    number = serial if "/" in serial else f"{serial}/KH-UBND"
    return f'"{number} {rest}"' if rest else f'"{number}"'


@pytest.fixture
def shelf(context: Context) -> Shelf:
    """Return an empty shelf."""
    return Shelf(context)


@pytest.mark.parametrize(
    ("relation", "status"),
    [
        ("replaces", "het-hieu-luc"),
        ("repeals", "het-hieu-luc"),
        ("recalls", "da-thu-hoi"),
        ("amends", "het-hieu-luc-mot-phan"),
        ("supplements", "con-hieu-luc"),
        ("corrects", "con-hieu-luc"),
        ("extends", "con-hieu-luc"),
        ("implements", "con-hieu-luc"),
        ("based_on", "con-hieu-luc"),
        ("follows", "con-hieu-luc"),
        ("replies_to", "con-hieu-luc"),
        ("attached_to", "con-hieu-luc"),
    ],
)
def test_a_relation_changes_the_status_from_its_day_on(
    shelf: Shelf, relation: str, status: str
) -> None:
    """The day before nothing has changed; on the day and after it has; its own source stands."""
    old = shelf.put(1)
    new = shelf.put(2, **{relation: "1"})
    assert shelf.statuses(old) == ["con-hieu-luc", status, status]
    assert shelf.statuses(new) == ["chua-co-hieu-luc", "con-hieu-luc", "con-hieu-luc"]


@pytest.mark.parametrize("relation", ["replaces", "repeals", "recalls", "amends"])
def test_what_concerns_a_part_ends_a_part(shelf: Shelf, relation: str) -> None:
    """Whatever ends or amends a part leaves the rest in force, and is a change, not an end."""
    old = shelf.put(1)
    new = shelf.put(2, **{relation: "1 (một phần)"})
    assert shelf.statuses(old) == ["con-hieu-luc", *["het-hieu-luc-mot-phan"] * 2]
    day = shelf.on(CHANGE)
    assert not day.endings(old)
    assert not day.current(old)
    assert [edge.source for edge in day.changes(old)] == [new]


@pytest.mark.parametrize("code", SILENT_TYPES)
def test_types_without_force_have_none_to_lose(shelf: Shelf, code: str) -> None:
    """Letters and invitations are changed without a word on force, but ended like all others."""
    old = shelf.put(1, code, effective="2025-12-31")
    shelf.put(2, amends=f"1/{code}")
    shelf.put(3, replaces=f"1/{code} (một phần)")
    assert shelf.statuses(old, [EARLY, CHANGE, UNDOING]) == ["khong-ap-dung"] * 3
    shelf.put(4, recalls=f"1/{code}")
    assert shelf.statuses(old, [CHANGE, UNDOING]) == ["khong-ap-dung", "da-thu-hoi"]


def test_a_document_acts_from_the_day_it_takes_effect(shelf: Shelf) -> None:
    """Issued early but in effect from 10 April, it replaces from 10 April, and is announced."""
    old = shelf.put(1)
    new = shelf.put(2, date="2026-01-05", effective=f"{CHANGE}", replaces="1")
    assert shelf.statuses(old) == ["con-hieu-luc", "het-hieu-luc", "het-hieu-luc"]
    assert shelf.statuses(new) == ["chua-co-hieu-luc", "con-hieu-luc", "con-hieu-luc"]
    assert [len(shelf.on(day).coming(old)) for day in AROUND] == [1, 0, 0]


@pytest.mark.parametrize("relation", ["replaces", "repeals", "amends", "recalls"])
def test_what_is_recalled_has_never_acted(shelf: Shelf, relation: str) -> None:
    """A recall of what ended or amended a document lets it stand again, whole."""
    old = shelf.put(1)
    shelf.put(2, **{relation: "1"})
    shelf.put(3, recalls="2")
    before = UNDOING - timedelta(days=1)
    assert shelf.statuses(old, [before])[0] != "con-hieu-luc"
    assert shelf.statuses(old, [UNDOING, UNDOING + timedelta(days=1)]) == ["con-hieu-luc"] * 2


def test_what_is_withdrawn_by_its_own_page_has_never_acted(shelf: Shelf) -> None:
    """A withdrawal told by the page itself counts like a recall, from its day."""
    old = shelf.put(1)
    new = shelf.put(2, replaces="1", withdrawn=f"{{date: {UNDOING}, reason: Nhầm.}}")
    days = [UNDOING - timedelta(days=1), UNDOING]
    assert shelf.statuses(old, days) == ["het-hieu-luc", "con-hieu-luc"]
    assert shelf.statuses(new, days) == ["con-hieu-luc", "da-thu-hoi"]


@pytest.mark.parametrize("relation", ["replaces", "repeals"])
def test_what_is_replaced_or_repealed_has_acted_all_the_same(shelf: Shelf, relation: str) -> None:
    """The end of what ended a document does not bring it back."""
    old = shelf.put(1)
    shelf.put(2, replaces="1")
    shelf.put(3, **{relation: "2"})
    assert shelf.statuses(old, [CHANGE, UNDOING]) == ["het-hieu-luc"] * 2


def test_a_recall_counts_more_than_a_replacement_before_it(shelf: Shelf) -> None:
    """Replaced first and recalled later, a document is recalled; the recall is named first."""
    old = shelf.put(1)
    new = shelf.put(2, replaces="1")
    recall = shelf.put(3, recalls="1")
    assert shelf.statuses(old, [CHANGE, UNDOING]) == ["het-hieu-luc", "da-thu-hoi"]
    assert [edge.source for edge in shelf.on(UNDOING).endings(old)] == [recall, new]


def test_a_recall_undone_before_its_day_is_no_recall(shelf: Shelf) -> None:
    """Neither on the day of the recall nor before it is a document said to be recalled."""
    old = shelf.put(1)
    shelf.put(2, recalls="1", effective="2026-08-01")
    shelf.put(3, recalls="2")
    august = date(2026, 8, 1)
    assert shelf.statuses(old, [CHANGE, UNDOING, august]) == ["con-hieu-luc"] * 3
    assert [edge.source.path for edge in shelf.on(UNDOING).coming(old)] == []


def test_what_will_be_recalled_before_it_acts_is_not_announced(shelf: Shelf) -> None:
    """A replacement to come is no news once a recall before that day is known."""
    old = shelf.put(1)
    shelf.put(2, replaces="1", effective="2026-08-01")
    assert len(shelf.on(CHANGE).coming(old)) == 1
    shelf.put(3, recalls="2")
    assert shelf.on(CHANGE).coming(old) == []


def test_one_recall_that_stands_is_enough(shelf: Shelf) -> None:
    """Recalled by two documents of which one is recalled, a document stays recalled."""
    old = shelf.put(1)
    for serial in (4, 5):
        shelf.put(serial, date=f"{CHANGE}", recalls="1")
    shelf.put(3, recalls="4")
    assert shelf.statuses(old, [CHANGE, UNDOING]) == ["da-thu-hoi"] * 2
    shelf.put(6, date=f"{UNDOING}", recalls="5")
    assert shelf.statuses(old, [CHANGE, UNDOING]) == ["da-thu-hoi", "con-hieu-luc"]


def test_recalls_in_a_circle_are_broken_by_a_withdrawal(shelf: Shelf) -> None:
    """In a circle nothing is known to stand, and so nothing is recalled; a withdrawal decides."""
    first = shelf.put(1, recalls="2")
    second = shelf.put(2, recalls="1")
    third = shelf.put(4, date="2025-03-05")
    shelf.put(5, date=f"{CHANGE}", recalls="4")
    assert "da-thu-hoi" not in shelf.statuses(first)[1:] + shelf.statuses(second)[1:]
    assert shelf.statuses(third) == ["con-hieu-luc", "da-thu-hoi", "da-thu-hoi"]
    shelf.bulletins.remove(first)
    withdrawn = shelf.put(1, recalls="2", withdrawn=_withdrawn(CHANGE))
    assert shelf.statuses(withdrawn)[1:] == ["da-thu-hoi"] * 2
    assert shelf.statuses(second)[1:] == ["con-hieu-luc"] * 2


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("còn hiệu lực", "con-hieu-luc"),
        ("ngưng hiệu lực", "ngung-hieu-luc"),
        ("hết hiệu lực", "het-hieu-luc"),
        ("chưa có hiệu lực", "chua-co-hieu-luc"),
        ("không áp dụng", "khong-ap-dung"),
    ],
)
def test_a_declared_status_wins_unless_another_ends_it(
    shelf: Shelf, status: str, expected: str
) -> None:
    """Expired or amended, it is what its page says; replaced or recalled, it is ended."""
    old = shelf.put(1, status=status, expires="2026-02-01")
    shelf.put(4, date="2026-01-05", amends="1")
    shelf.put(2, replaces="1")
    shelf.put(3, recalls="1")
    found = shelf.statuses(old, [EARLY, CHANGE, UNDOING])
    assert found == [expected, "het-hieu-luc", "da-thu-hoi"]


def test_what_is_declared_not_yet_in_force_changes_nothing(shelf: Shelf) -> None:
    """A document whose own page says that it does not act yet does not act."""
    old = shelf.put(1)
    shelf.put(2, replaces="1", status="chưa có hiệu lực")
    assert shelf.statuses(old) == ["con-hieu-luc"] * 3


def test_a_letter_that_names_its_last_day_expires(shelf: Shelf) -> None:
    """Who writes «expires» on a letter means it; without, a letter has no force to lose."""
    old = shelf.put(1, "UBND-VP", expires="2026-01-31")
    days = [date(2026, 1, 31), date(2026, 2, 1)]
    assert shelf.statuses(old, days) == ["con-hieu-luc", "het-hieu-luc"]


def test_a_status_of_withdrawal_counts_from_the_day_of_the_withdrawal(shelf: Shelf) -> None:
    """Without a day it counts always; with one, the page must not say it earlier."""
    always = shelf.put(1, status="đã thu hồi")
    dated = shelf.put(4, date="2026-01-05", status="đã thu hồi", withdrawn=_withdrawn(CHANGE))
    assert shelf.statuses(always) == ["da-thu-hoi"] * 3
    assert shelf.statuses(dated) == ["con-hieu-luc", "da-thu-hoi", "da-thu-hoi"]


def test_a_withdrawal_to_come_does_not_undo_a_recall(shelf: Shelf) -> None:
    """What another document has recalled is recalled, whatever day its own page names."""
    old = shelf.put(1, withdrawn=_withdrawn(date(2026, 9, 1)))
    shelf.put(2, recalls="1")
    assert shelf.statuses(old) == ["con-hieu-luc", "da-thu-hoi", "da-thu-hoi"]


def _withdrawn(day: date) -> str:
    return f"{{date: {day}, reason: Nhầm.}}"


def test_a_document_holds_through_its_last_day(shelf: Shelf) -> None:
    """It is in force on the day it names, and expired the day after."""
    old = shelf.put(1, expires=f"{CHANGE}")
    assert shelf.statuses(old) == ["con-hieu-luc", "con-hieu-luc", "het-hieu-luc"]
    assert shelf.on(CHANGE).last_day(old) == CHANGE


def test_an_extension_moves_the_last_day_to_its_own(shelf: Shelf) -> None:
    """From its day on; recalled, it moves nothing; one that names no day moves nothing."""
    old = shelf.put(1, expires="2026-04-30")
    shelf.put(2, extends="1", expires="2026-09-30")
    shelf.put(3, recalls="2")
    shelf.put(4, extends="1", date="2026-01-05")
    days = [CHANGE - timedelta(days=1), CHANGE, UNDOING - timedelta(days=1), UNDOING]
    assert [shelf.on(day).last_day(old) for day in days] == [
        date(2026, 4, 30),
        date(2026, 9, 30),
        date(2026, 9, 30),
        date(2026, 4, 30),
    ]
    assert shelf.statuses(old, days) == [*["con-hieu-luc"] * 3, "het-hieu-luc"]


def test_an_extension_never_shortens_and_gives_no_end(shelf: Shelf) -> None:
    """An earlier day moves nothing; a document without a last day has none afterwards."""
    old = shelf.put(1, expires="2026-12-31")
    endless = shelf.put(4, date="2025-03-05")
    shelf.put(2, extends="1; 4", expires="2026-06-30")
    assert shelf.on(UNDOING).last_day(old) == date(2026, 12, 31)
    assert shelf.on(UNDOING).last_day(endless) is None
    assert shelf.statuses(endless, [UNDOING]) == ["con-hieu-luc"]


def test_an_extension_of_a_part_leaves_a_part_in_force(shelf: Shelf) -> None:
    """After its own last day only the part holds, after the extension's nothing."""
    old = shelf.put(1, expires="2026-04-30")
    shelf.put(2, extends="1 (một phần)", expires="2026-06-30")
    days = [date(2026, 4, 30), date(2026, 5, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert shelf.statuses(old, days) == [
        "con-hieu-luc",
        "het-hieu-luc-mot-phan",
        "het-hieu-luc-mot-phan",
        "het-hieu-luc",
    ]


def test_current_follows_replacements_to_the_last(shelf: Shelf) -> None:
    """Through chains, forks and merges, each last document once, as of the day."""
    first = shelf.put(1)
    other = shelf.put(4, date="2025-04-05")
    left, right = shelf.put(2, replaces="1"), shelf.put(5, date=f"{CHANGE}", replaces="1; 4")
    last = shelf.put(3, replaces="2; 5")
    before, then, now = (shelf.on(day) for day in (EARLY, CHANGE, UNDOING))
    assert before.current(first) == []
    assert then.current(first) == [left, right]
    assert then.current(other) == [right]
    assert now.current(first) == now.current(other) == now.current(left) == [last]
    assert now.current(last) == []


def test_a_document_may_be_split_on_one_day(shelf: Shelf) -> None:
    """Two that replace it on one day are no fault; on another day the second one is noticed."""
    shelf.put(1)
    shelf.put(2, replaces="1")
    shelf.put(4, date=f"{CHANGE}", replaces="1")
    assert codes(shelf.context, *shelf.bulletins) == []
    shelf.put(3, replaces="1")
    assert codes(shelf.context, *shelf.bulletins) == ["BT316"]


def test_replacements_in_a_circle_have_no_current_document(shelf: Shelf) -> None:
    """A circle is refused by the check; whoever asks all the same gets an answer."""
    first, second = shelf.put(1, replaces="2; 3"), shelf.put(2, replaces="1")
    third = shelf.put(3, replaces="1; 2")
    day = shelf.on(UNDOING)
    assert [day.current(one) for one in (first, second, third)] == [[], [], []]
    assert "BT311" in codes(shelf.context, *shelf.bulletins)


def test_current_turns_back_when_a_replacement_is_recalled(shelf: Shelf) -> None:
    """What was replaced by what is recalled is current again."""
    first = shelf.put(1)
    second = shelf.put(2, replaces="1")
    shelf.put(3, replaces="2")
    assert [b.path for b in shelf.on(UNDOING).current(first)] == ["2026/3.md"]
    shelf.put(4, recalls="3")
    assert shelf.on(UNDOING).current(first) == [second]
    assert shelf.on(UNDOING).current(second) == []


def test_a_relation_written_twice_is_one(shelf: Shelf) -> None:
    """Readers see one replacement; both lines stay for the editor, who is told."""
    old = shelf.put(1)
    new = shelf.put(2, replaces="1; 1 (2025)")
    day = shelf.on(CHANGE)
    assert len(day.endings(old)) == len(day.graph.received(old)) == 1
    assert len(day.graph.declared(new)) == 2
    assert codes(shelf.context, *shelf.bulletins) == ["BT313"]


def test_documents_of_one_day_act_on_that_day(shelf: Shelf) -> None:
    """Issued and recalled on one day, a document is recalled on it, without a complaint."""
    old = shelf.put(2)
    shelf.put(4, date=f"{CHANGE}", recalls="2")
    assert shelf.statuses(old) == ["chua-co-hieu-luc", "da-thu-hoi", "da-thu-hoi"]
    assert codes(shelf.context, *shelf.bulletins) == []


def test_a_partial_date_acts_from_its_first_day(shelf: Shelf) -> None:
    """Of a month, the first day; but not on what there was not yet on that day."""
    old = shelf.put(1, date="2026-04-20")
    older = shelf.put(2, date="2026-03-20")
    new = shelf.put(4, date="2026-04", replaces="1", repeals="2")
    days = [date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 20)]
    assert shelf.statuses(old, days) == ["chua-co-hieu-luc", "chua-co-hieu-luc", "het-hieu-luc"]
    assert shelf.statuses(older, days) == ["con-hieu-luc", "het-hieu-luc", "het-hieu-luc"]
    assert shelf.on(days[2]).endings(old)[0].source == new
    assert codes(shelf.context, *shelf.bulletins) == []


def test_documents_without_relations_are_never_ambiguous_about_themselves(shelf: Shelf) -> None:
    """The remedy of an ambiguous number names another document, and keeps «một phần»."""
    shelf.put(1)
    mine = make(
        shelf.context,
        "2026/b.md",
        number="1/KH-UBND",
        date="2026-04-10",
        relations="{amends: 1/KH-UBND (một phần)}",
    )
    (found,) = problems_of(shelf.context, *shelf.bulletins, mine)
    assert found.kind.code == "BT308"
    assert "«1/KH-UBND (2025-03-05, một phần)»" in found.remedy


# Scale. One chain of 10,000 documents; no test measures time, but what is quadratic never ends.

_LENGTH = 10_000


def _chain(context: Context, relation: str, length: int = _LENGTH) -> list[Bulletin]:
    """Return documents of which each relates to the one before it, day after day."""
    pattern = make(context)
    begun = date(1990, 1, 1)
    found: list[Bulletin] = []
    for serial in range(1, length + 1):
        day = begun + timedelta(days=serial)
        number = replace(pattern.number, text=f"{serial}/KH-UBND")
        changes: dict[str, object] = {
            "number": number,
            "date": DocumentDate(day.year, day.month, day.day),
            "relations": {relation: (_reference(found[-1].number),)} if found else {},
        }
        front = pattern.front.model_copy(update=changes)
        found.append(replace(pattern, path=f"{serial:05}.md", front=front))
    return found


def _reference(number: DocumentNumber) -> Reference:
    return Reference(number, None, number.text)


def _graph(bulletins: Sequence[Bulletin]) -> Graph:
    known = {bulletin.number.text: bulletin for bulletin in bulletins}
    return Graph(bulletins, lambda reference: [known[reference.number.text]])


def test_a_long_chain_of_replacements_has_one_end(context: Context) -> None:
    """Every document of the chain leads to the last, and the check finds no fault in it."""
    bulletins = _chain(context, "replaces")
    graph = _graph(bulletins)
    day = Day(graph, date.max)
    assert all(day.current(bulletin) == [bulletins[-1]] for bulletin in bulletins[:-1])
    assert [*check_relations(graph, lambda _reference: [])] == []


def test_a_long_chain_of_recalls_is_settled_from_its_end(context: Context) -> None:
    """Recalls of recalls: the last stands, the one before it is void, and so on by turns."""
    bulletins = _chain(context, "recalls")
    day = Day(_graph(bulletins), date.max)
    found = [day.status(bulletin).id for bulletin in bulletins]  # the first one asks them all
    assert found == ["da-thu-hoi", "con-hieu-luc"] * (_LENGTH // 2)


def test_a_long_circle_is_found_once(context: Context) -> None:
    """A chain whose first document relates to its last is one circle."""
    bulletins = _chain(context, "follows")
    reference = _reference(bulletins[-1].number)
    front = bulletins[0].front.model_copy(update={"relations": {"follows": (reference,)}})
    bulletins[0] = replace(bulletins[0], front=front)
    found = [*check_relations(_graph(bulletins), lambda _reference: [])]
    assert [p.kind.code for p in found] == ["BT311"]
    assert found[0].place.file == bulletins[0].file


# Any corpus.

_FIRST = date(2026, 3, 1)
_SPAN = 40
_DAYS = st.integers(0, _SPAN).map(lambda days: _FIRST + timedelta(days=days))
_CODES = st.sampled_from(["KH-UBND", "QĐ-UBND", "UBND-VP"])


@st.composite
def _sites(draw: st.DrawFn) -> list[dict[str, str]]:
    """Draw the front matter of up to 12 documents, related in a few ways: circles are common."""
    kinds = draw(st.lists(st.sampled_from(sorted(relations())), min_size=1, max_size=4))
    count = draw(st.integers(1, 12))
    numbers = [f"{serial}/{draw(_CODES)}" for serial in range(1, count + 1)]
    found = []
    for number in numbers:
        keys = {"number": number, "date": f"{draw(_DAYS)}"}
        issued = date.fromisoformat(keys["date"])
        effective = max(issued, draw(_DAYS))
        if draw(st.booleans()):
            keys["effective"] = f"{effective}"
        if draw(st.integers(0, 3)) == 0:
            keys["expires"] = f"{max(effective, draw(_DAYS))}"
        if draw(st.integers(0, 7)) == 0:
            keys["status"] = draw(st.sampled_from(sorted(statuses())))
        if draw(st.integers(0, 5)) == 0:
            keys["withdrawn"] = _withdrawn(max(issued, draw(_DAYS)))
        parts = st.sampled_from(["", "", " (một phần)"])
        wanted: dict[str, list[str]] = {}
        for _ in range(draw(st.integers(0, 3))):
            target = draw(st.sampled_from(numbers))
            wanted.setdefault(draw(st.sampled_from(kinds)), []).append(f'"{target}{draw(parts)}"')
        if wanted:
            listed = ", ".join(f"{name}: [{', '.join(some)}]" for name, some in wanted.items())
            keys["relations"] = f"{{{listed}}}"
        found.append(keys)
    return found


def _made(context: Context, fronts: list[dict[str, str]]) -> list[Bulletin]:
    return [make(context, f"{index}.md", **front) for index, front in enumerate(fronts)]


@settings(max_examples=150)
@given(fronts=_sites(), offset=st.integers(-1, _SPAN + 1))
def test_any_corpus_has_an_answer(
    context: Context, fronts: list[dict[str, str]], offset: int
) -> None:
    """No relations, circles too, confuse it: each status is known, no current one is replaced."""
    bulletins = _made(context, fronts)
    corpus = Corpus(bulletins, {}, context, NOW)
    assert all(found.place.line for found in check_relations(corpus.graph, corpus.resolve))
    day = Day(corpus.graph, _FIRST + timedelta(days=offset))
    for bulletin in bulletins:
        assert day.status(bulletin).id in statuses()
        for one in day.current(bulletin):
            assert all(edge.relation.id != "replaces" for edge in day.endings(one))
            assert one is not bulletin
        for edge in (*day.endings(bulletin), *day.changes(bulletin)):
            assert edge.day <= day.day
            assert day.status(edge.source).id != "da-thu-hoi"
        assert all(edge.day > day.day for edge in day.coming(bulletin))


@settings(max_examples=60)
@given(fronts=_sites(), order=st.randoms(use_true_random=False))
def test_the_order_of_the_files_makes_no_difference(
    context: Context, fronts: list[dict[str, str]], order: Random
) -> None:
    """Whatever is asked first, and in whatever order files are read, the answers are the same."""
    bulletins = _made(context, fronts)
    shuffled = [*bulletins]
    order.shuffle(shuffled)
    when = _FIRST + timedelta(days=_SPAN // 2)
    one, other = Day(graph_of(context, *bulletins), when), Day(graph_of(context, *shuffled), when)
    known = {bulletin.path: (one.status(bulletin), one.current(bulletin)) for bulletin in bulletins}
    assert {b.path: (other.status(b), other.current(b)) for b in shuffled} == known


@settings(max_examples=60)
@given(fronts=_sites())
def test_before_every_date_nothing_has_ended(
    context: Context, fronts: list[dict[str, str]]
) -> None:
    """The day before the first document nothing has ended, but what its own page declares."""
    bulletins = _made(context, fronts)
    day = Day(graph_of(context, *bulletins), _FIRST - timedelta(days=1))
    for bulletin in bulletins:
        assert not [*day.endings(bulletin), *day.changes(bulletin), *day.current(bulletin)]
        declared = bulletin.front.status
        if declared is None or (declared == "da-thu-hoi" and bulletin.front.withdrawn):
            assert day.status(bulletin).id in {"chua-co-hieu-luc", "khong-ap-dung"}


@settings(max_examples=60)
@given(fronts=_sites(), data=st.data())
def test_a_new_recall_always_ends_what_it_recalls(
    context: Context, fronts: list[dict[str, str]], data: st.DataObject
) -> None:
    """From its day on the recalled document is recalled, whatever else is said of it."""
    target = data.draw(st.sampled_from(fronts))
    when = _FIRST + timedelta(days=_SPAN)
    recall = {
        "number": "99/KH-UBND",
        "date": f"{when}",
        "relations": f"{{recalls: {target['number']}}}",
    }
    bulletins = _made(context, [*fronts, recall])
    recalled = bulletins[fronts.index(target)]
    graph = graph_of(context, *bulletins)
    for days in range(3):
        assert Day(graph, when + timedelta(days=days)).status(recalled).id == "da-thu-hoi"


@settings(max_examples=150)
@given(fronts=_sites())
def test_circles_are_reported_where_there_are_any(
    context: Context, fronts: list[dict[str, str]]
) -> None:
    """A circle is reported exactly when the relations of a kind can be followed round it."""
    bulletins = _made(context, fronts)
    corpus = Corpus(bulletins, {}, context, NOW)
    reported = [
        found
        for found in check_relations(corpus.graph, corpus.resolve)
        if found.kind.code == "BT311"
    ]
    kinds = [CHANGING, *((name,) for name in relations() if name not in CHANGING)]
    circling = [kind for kind in kinds if _has_circle(corpus.graph.edges, kind)]
    assert bool(reported) == bool(circling)
    assert len(reported) >= len(circling)
    for found in reported:
        way = str(found.details["way"]).split(" → ")
        assert way[0].partition(" ")[0] == way[-1]
        assert len({*way[:-1]}) == len(way) - 1
        assert all(_leads(corpus.graph.edges, *pair) for pair in pairwise(way))


def _has_circle(edges: Iterable[Edge], kind: Sequence[str]) -> bool:
    """Whether relations lead back: take away, again and again, what nothing leads to."""
    pairs = {(e.source.path, e.target.path) for e in edges if e.target and e.relation.id in kind}
    while pairs:
        targets = {target for _, target in pairs}
        left = {pair for pair in pairs if pair[0] in targets}
        if left == pairs:
            return True
        pairs = left
    return False


def _leads(edges: Iterable[Edge], one: str, other: str) -> bool:
    numbers = (one.partition(" ")[0], other.partition(" ")[0])
    return any((e.source.number.text, e.target.number.text) == numbers for e in edges if e.target)
