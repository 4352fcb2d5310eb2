"""The corpus: order, indexes, relations and status."""

from datetime import UTC, datetime

from bantin.body import Renderer
from bantin.bulletin import Bulletin
from bantin.corpus import Corpus, check
from bantin.validation import Context
from tests.conftest import make

NOW = datetime(2026, 5, 20, 1, 0, tzinfo=UTC)


def _corpus(context: Context, *bulletins: Bulletin) -> Corpus:
    renderer = Renderer([])
    bodies = {bulletin.path: renderer.render(bulletin.body) for bulletin in bulletins}
    return Corpus(bulletins, bodies, context, NOW)


def _numbered(context: Context, serial: int, **keys: str) -> Bulletin:
    return make(context, f"2026/{serial}.md", number=f"{serial}/KH-UBND", **keys)


def test_newest_come_first(context: Context) -> None:
    """Order is by date, then by number as a number, then by title."""
    corpus = _corpus(
        context,
        _numbered(context, 9),
        _numbered(context, 10),
        _numbered(context, 1, date="2026-05-19 08:00"),
        _numbered(context, 2, date="2026"),
        make(context, "b.md", number="", type="tin", title="B"),
        make(context, "a.md", number="", type="tin", title="A"),
    )
    assert [b.path for b in corpus.bulletins] == [
        "2026/1.md",
        "2026/10.md",
        "2026/9.md",
        "a.md",
        "b.md",
        "2026/2.md",
    ]
    assert [b.path for b in corpus.news] == ["a.md", "b.md"]
    assert len(corpus.documents) == 4


def test_indexes_hold_what_the_site_knows(context: Context) -> None:
    """Topics and issuers stand in the order of the settings, empty ones too; types only if used."""
    corpus = _corpus(
        context,
        _numbered(context, 1, topic="[dao-tao, dao-tao]"),
        _numbered(context, 2, date="2025", issuer="dang-uy"),
        make(context, "t.md", number="", type="tin"),
    )
    assert {k: len(v) for k, v in corpus.by_topic.items()} == {"hanh-chinh": 2, "dao-tao": 1}
    assert {k: len(v) for k, v in corpus.by_issuer.items()} == {"ubnd": 2, "dang-uy": 1}
    assert [*corpus.by_type] == ["tin", "ke-hoach"]
    assert [*corpus.by_year] == [2026, 2025]
    assert [*corpus.by_number] == ["2/kh-ubnd", "1/kh-ubnd"] or len(corpus.by_number) == 2


def test_relations_show_on_both_sides(context: Context) -> None:
    """Who replaces a document and who is replaced name each other; others are named as text."""
    old = _numbered(context, 1)
    new = _numbered(context, 2, relations="{replaces: 01/KH-UBND, based_on: 30/2020/NĐ-CP}")
    corpus = _corpus(context, old, new)
    declared = corpus.graph.declared(new)
    assert [(e.relation.label, e.reference.text, e.target) for e in declared] == [
        ("Thay thế", "01/KH-UBND", old),
        ("Căn cứ", "30/2020/NĐ-CP", None),
    ]
    assert [e.source for e in corpus.graph.received(old)] == [new]
    assert corpus.day.current(old) == [new]
    assert corpus.day.current(new) == []
    assert corpus.status(old).id == "het-hieu-luc"
    assert check(corpus) == []


def test_a_date_tells_documents_of_one_number_apart(context: Context) -> None:
    """With its date, partial too, a number names one document; without, neither is chosen."""
    first = make(context, "a.md", date="2024-03-01")
    second = make(context, "b.md", date="2025-03-01")
    dated = _numbered(context, 2, relations="{recalls: 15/KH-UBND (2024)}")
    bare = _numbered(context, 3, relations="{repeals: 15/KH-UBND}")
    corpus = _corpus(context, first, second, dated, bare)
    assert corpus.status(first).id == "da-thu-hoi"
    assert corpus.status(second).id == "con-hieu-luc"
    assert [p.kind.code for p in check(corpus)] == ["BT308"]


def test_a_recall_counts_more_than_a_replacement(context: Context) -> None:
    """A document both replaced and recalled is recalled."""
    old = _numbered(context, 1)
    replaced = _numbered(context, 2, relations="{replaces: 1/KH-UBND}")
    recalled = _numbered(context, 3, relations="{recalls: 1/KH-UBND}")
    for order in ((old, replaced, recalled), (recalled, replaced, old)):
        assert _corpus(context, *order).status(old).id == "da-thu-hoi"


def test_status_follows_from_days_and_type(context: Context) -> None:
    """Declared status first, then what ended it, then effect, expiry and beginning."""
    cases = {
        "con-hieu-luc": {},
        "ngung-hieu-luc": {"status": "ngưng hiệu lực", "expires": "2020-01-01"},
        "khong-ap-dung": {"number": "1/UBND-VP"},
        "het-hieu-luc": {"expires": "2026-05-19"},
        "chua-co-hieu-luc": {"effective": "2026-05-21"},
    }
    for status, keys in cases.items():
        bulletin = make(context, **keys)
        assert _corpus(context, bulletin).status(bulletin).id == status
    last_day = make(context, expires="2026-05-20", effective="2026-05-20")
    assert _corpus(context, last_day).status(last_day).id == "con-hieu-luc"


def test_what_is_not_yet_in_force_ends_nothing(context: Context) -> None:
    """A replacement counts from the day it takes effect."""
    old = _numbered(context, 1)
    new = _numbered(context, 2, relations="{replaces: 1/KH-UBND}", effective="2026-06-01")
    assert _corpus(context, old, new).status(old).id == "con-hieu-luc"


def test_duplicates_name_both_files(context: Context) -> None:
    """Of two documents with one number the later file is at fault, and the first is named."""
    problems = check(_corpus(context, make(context, "b.md"), make(context, "a.md")))
    assert [(p.kind.code, p.place.file, p.details["other"]) for p in problems] == [
        ("BT306", "bulletins/b.md", "bulletins/a.md")
    ]


def test_articles_of_one_title_may_differ_by_id(context: Context) -> None:
    """Two articles of one title and day are told apart by a permanent id."""
    one = make(context, "a.md", number="", type="tin")
    other = make(context, "b.md", number="", type="tin", id="hop-2")
    assert check(_corpus(context, one, other)) == []
