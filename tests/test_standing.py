"""What a page says of its document's standing, word for word, and what it is related to."""

from datetime import UTC, datetime

import pytest

from bantin.body import Renderer
from bantin.bulletin import Bulletin
from bantin.citing import Citations
from bantin.corpus import Corpus
from bantin.standing import RelatedDocument, notices, related_documents, this_document
from bantin.validation import Context
from tests.conftest import make

NOW = datetime(2026, 5, 20, 1, 0, tzinfo=UTC)
OLD = {"number": "1/KH-UBND", "date": "2026-01-05", "title": "Kế hoạch cũ"}
NEWS = {"number": '""', "type": "tin", "date": "2026-01-05", "title": "Tin cũ"}


def _corpus(context: Context, *bulletins: Bulletin) -> Corpus:
    renderer = Renderer([])
    bodies = {bulletin.path: renderer.render(bulletin.body) for bulletin in bulletins}
    return Corpus(bulletins, bodies, context, NOW)


def _other(context: Context, serial: int, relation: str, **keys: str) -> Bulletin:
    """Return a document that does something to the old one."""
    known = {"number": f"{serial}/KH-UBND", "date": "2026-02-03"}
    relations = f"{{{relation}: [{keys.pop('target', '1/KH-UBND')}]}}"
    return make(context, f"2026/{serial}.md", **{**known, "relations": relations, **keys})


def _said(corpus: Corpus, bulletin: Bulletin) -> list[tuple[str, str]]:
    """Return the notices of a bulletin as readers read them, with their kinds."""
    return [
        (
            notice.kind,
            " ".join([notice.text, ", ".join(link.label for link in notice.links)]).strip()
            + notice.rest,
        )
        for notice in notices(corpus, bulletin)
    ]


B = "Kế hoạch số 2/KH-UBND ngày 03/02/2026"
C = "Kế hoạch số 3/KH-UBND ngày 03/02/2026"
PART = "1/KH-UBND (một phần)"


@pytest.mark.parametrize(
    ("relation", "keys", "kind", "words"),
    [
        ("replaces", {}, "ended", f"Văn bản này đã được thay thế bởi {B}."),
        (
            "replaces",
            {"effective": "2026-03-01"},
            "ended",
            f"Văn bản này đã được thay thế bởi {B} từ ngày 01/03/2026.",
        ),
        ("repeals", {}, "ended", f"Văn bản này đã bị bãi bỏ bởi {B}."),
        ("recalls", {}, "ended", f"Văn bản này đã bị thu hồi bởi {B}."),
        ("amends", {}, "changed", f"Văn bản này đã được sửa đổi bởi {B}."),
        ("supplements", {}, "changed", f"Văn bản này đã được bổ sung bởi {B}."),
        ("corrects", {}, "changed", f"Văn bản này đã được đính chính bởi {B}."),
        (
            "extends",
            {"expires": "2026-12-31"},
            "changed",
            f"Văn bản này đã được gia hạn bởi {B} đến hết ngày 31/12/2026.",
        ),
        (
            "replaces",
            {"target": PART},
            "changed",
            f"Một phần văn bản này đã được thay thế bởi {B}.",
        ),
        (
            "replaces",
            {"effective": "2027-01-01"},
            "coming",
            f"Từ ngày 01/01/2027, văn bản này được thay thế bởi {B}.",
        ),
        (
            "repeals",
            {"effective": "2027-01-01", "target": PART},
            "coming",
            f"Từ ngày 01/01/2027, một phần văn bản này bị bãi bỏ bởi {B}.",
        ),
    ],
)
def test_what_others_do_is_said(
    context: Context, relation: str, keys: dict[str, str], kind: str, words: str
) -> None:
    """Who did what to a document, from which day, with a link; for a part, that it is a part."""
    old = make(context, "2026/1.md", **OLD)
    corpus = _corpus(context, old, _other(context, 2, relation, **keys))
    assert _said(corpus, old) == [(kind, words)]
    assert [link.address for notice in notices(corpus, old) for link in notice.links] == [
        "bulletins/2026/2/"
    ]


@pytest.mark.parametrize("relation", ["implements", "based_on", "follows", "replies_to"])
def test_what_changes_nothing_is_no_notice(context: Context, relation: str) -> None:
    """Relations that leave a document as it is are in the list alone."""
    old = make(context, "2026/1.md", **OLD)
    assert _said(_corpus(context, old, _other(context, 2, relation)), old) == []


@pytest.mark.parametrize(
    ("keys", "kind", "words"),
    [
        (
            {"withdrawn": "{date: 2026-02-01, reason: Ghi nhầm số liệu}"},
            "ended",
            "Văn bản này đã bị thu hồi ngày 01/02/2026. Lý do: Ghi nhầm số liệu.",
        ),
        (
            {"withdrawn": "{date: 2026-06-01, reason: Hết việc!}"},
            "coming",
            "Từ ngày 01/06/2026, văn bản này bị thu hồi. Lý do: Hết việc!",
        ),
        (
            {**NEWS, "withdrawn": "{date: 2026-02-01, reason: Đưa tin nhầm}"},
            "ended",
            "Bài này đã bị thu hồi ngày 01/02/2026. Lý do: Đưa tin nhầm.",
        ),
        (
            {**NEWS, "corrections": "[{date: 2026-01-06, text: Sửa tên thôn}]"},
            "changed",
            "Đính chính ngày 06/01/2026: Sửa tên thôn.",
        ),
        (
            {"expires": "2026-05-01"},
            "ended",
            "Văn bản này đã hết hiệu lực sau ngày 01/05/2026.",
        ),
        ({"effective": "2026-06-01"}, "status", "Văn bản này có hiệu lực từ ngày 01/06/2026."),
        ({"status": "ngưng hiệu lực"}, "status", "Văn bản này đang ngưng hiệu lực."),
    ],
)
def test_what_a_document_says_of_itself(
    context: Context, keys: dict[str, str], kind: str, words: str
) -> None:
    """Its own withdrawal with the reason, its corrections, its days and its declared status."""
    bulletin = make(context, "2026/1.md", **{**OLD, **keys})
    assert _said(_corpus(context, bulletin), bulletin) == [(kind, words)]


def test_a_correction_to_come_is_not_yet_said(context: Context) -> None:
    """A correction shows from its own day on."""
    bulletin = make(
        context, "2026/1.md", **{**NEWS, "corrections": "[{date: 2026-06-06, text: Sửa}]"}
    )
    assert _said(_corpus(context, bulletin), bulletin) == []


def test_a_chain_leads_to_the_current_document(context: Context) -> None:
    """Replaced by B and B by C: the page names both, and C as the one in force."""
    old = make(context, "2026/1.md", **OLD)
    second = _other(context, 2, "replaces")
    third = _other(context, 3, "replaces", target="2/KH-UBND")
    corpus = _corpus(context, old, second, third)
    assert _said(corpus, old) == [
        ("ended", f"Văn bản này đã được thay thế bởi {B}."),
        ("ended", f"Bản hiện hành: {C}."),
    ]
    assert len(_said(corpus, second)) == 1
    assert _said(corpus, third) == []
    rows = related_documents(corpus, Citations(corpus), old)
    assert [(row.side, row.label, row.name, row.ended) for row in rows] == [
        ("received", "Được thay thế bởi", "2/KH-UBND", "Hết hiệu lực"),
        ("current", "Bản hiện hành", "3/KH-UBND", ""),
    ]


def test_the_gravest_comes_first(context: Context) -> None:
    """What ended a document is said before what changed it, and that before what is to come."""
    old = make(context, "2026/1.md", **OLD, corrections="[{date: 2026-01-09, text: Sửa giờ}]")
    corpus = _corpus(
        context,
        old,
        _other(context, 2, "corrects"),
        _other(context, 3, "amends", effective="2027-01-01"),
        _other(context, 4, "recalls"),
    )
    assert [kind for kind, _words in _said(corpus, old)] == [
        "ended",
        "changed",
        "coming",
        "changed",
    ]


def test_related_documents_have_what_boxes_and_rows_show(context: Context) -> None:
    """Number, subject, date, whether it has ended, and what is special about the relation."""
    old = make(context, "2026/1.md", **OLD)
    new = _other(context, 2, "replaces", effective="2027-01-01", title="Kế hoạch mới")
    basis = make(
        context,
        "2026/3.md",
        number="3/KH-UBND",
        relations="{based_on: [30/2020/NĐ-CP (2020-03-05), 1/KH-UBND (một phần)]}",
    )
    corpus = _corpus(context, old, new, basis)
    citations = Citations(corpus)
    address = "bulletins/2026/1/"
    assert related_documents(corpus, citations, new) == (
        RelatedDocument(
            "declared",
            "replaces",
            "Thay thế",
            "1/KH-UBND",
            "Kế hoạch cũ",
            "05/01/2026",
            "",
            address,
            "",
        ),
    )
    assert related_documents(corpus, citations, old)[0].remark == "03/02/2026, từ ngày 01/01/2027"
    outside, partly = related_documents(corpus, citations, basis)
    assert (outside.name, outside.remark, outside.address) == ("30/2020/NĐ-CP", "05/03/2020", "")
    assert (partly.name, partly.remark, partly.address) == (
        "1/KH-UBND",
        "05/01/2026, một phần",
        address,
    )


def test_relations_to_a_part_say_so(context: Context) -> None:
    """The label of a change to a part says so on both pages, and the own box of the changed one."""
    old = make(context, "2026/1.md", **OLD)
    new = _other(context, 2, "replaces", target=PART)
    outside = make(
        context, "2026/3.md", number="3/KH-UBND", relations="{repeals: [9/QĐ-UBND (một phần)]}"
    )
    corpus = _corpus(context, old, new, outside)
    citations = Citations(corpus)
    found = [related_documents(corpus, citations, one)[0] for one in (old, new, outside)]
    assert [(row.label, row.note) for row in found] == [
        ("Được thay thế một phần bởi", ""),
        ("Thay thế một phần", ""),
        ("Bãi bỏ một phần", ""),
    ]
    assert this_document(corpus, old).note == "Hết hiệu lực một phần"
    assert this_document(corpus, new).note == ""


def test_endings_come_first_on_each_side(context: Context) -> None:
    """Recall, replacement and repeal, then changes, then the rest; the own relations before all."""
    old = make(
        context, "2026/1.md", **{**OLD, "relations": "{based_on: [9/A-B], repeals: [8/A-B]}"}
    )
    others = [
        _other(context, serial, relation)
        for serial, relation in enumerate(
            ("follows", "amends", "repeals", "replaces", "recalls"), 2
        )
    ]
    partial = _other(context, 7, "repeals", target=PART)
    corpus = _corpus(context, old, *others, partial)
    rows = related_documents(corpus, Citations(corpus), old)
    assert [row.label for row in rows] == [
        "Bãi bỏ",
        "Căn cứ",
        "Bị thu hồi bởi",
        "Được thay thế bởi",
        "Bị bãi bỏ bởi",
        "Được sửa đổi bởi",
        "Bị bãi bỏ một phần bởi",
        "Có văn bản tiếp theo",
    ]


@pytest.mark.parametrize("relation", ["recalls", "replaces"])
def test_what_has_ended_another_is_ended_by_others_only(context: Context, relation: str) -> None:
    """A recall that has expired has recalled all the same; one that was replaced is shown so."""
    old = make(context, "2026/1.md", **OLD)
    ending = _other(context, 2, relation, expires="2026-03-01")
    corpus = _corpus(context, old, ending)
    assert corpus.status(ending).id == "het-hieu-luc"
    (row,) = related_documents(corpus, Citations(corpus), old)
    assert row.ended == ""
    corpus = _corpus(context, old, ending, _other(context, 3, "repeals", target="2/KH-UBND"))
    assert related_documents(corpus, Citations(corpus), old)[0].ended == "Hết hiệu lực"


def test_a_document_without_number_is_named_by_its_title(context: Context) -> None:
    """News and drafts have no number: their title is their name."""
    news = make(context, "2026/t.md", **NEWS)
    corpus = _corpus(context, news)
    own = this_document(corpus, news)
    assert (own.side, own.label, own.name, own.title) == ("own", "Bài này", "Tin cũ", "")
    assert this_document(corpus, make(context, **OLD)).label == "Văn bản này"
