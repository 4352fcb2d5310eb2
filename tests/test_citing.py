"""Which bulletins cite which documents, and how readers see it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bantin.body import Renderer
from bantin.bulletin import Bulletin
from bantin.citing import Citations, external_title
from bantin.corpus import Corpus
from bantin.validation import Context
from tests.conftest import make

NOW = datetime(2026, 5, 20, 1, 0, tzinfo=UTC)
Cite = Callable[..., Citations]


@pytest.fixture
def cite(context: Context) -> Cite:
    """Return what finds the citations of some bulletins."""

    def found(*bulletins: Bulletin) -> Citations:
        renderer = Renderer(["attr_list"])
        bodies = {one.path: renderer.render(one.body) for one in bulletins}
        return Citations(Corpus(bulletins, bodies, context, NOW))

    return found


@pytest.fixture
def plan(context: Context) -> Bulletin:
    """Return a document that others cite."""
    return make(context, "2026/ke-hoach-15.md", title="Kế hoạch chung")


def _letter(context: Context, body: str, serial: int = 7, **keys: str) -> Bulletin:
    number = f"{serial}/UBND-VP"
    return make(
        context, f"2026/thu-{serial}.md", number=number, body=body, date="2026-05-20", **keys
    )


def test_both_ends_show_a_citation_with_its_sentence(
    context: Context, cite: Cite, plan: Bulletin
) -> None:
    """The citing bulletin lists the cited one and the other way round, each sentence once."""
    sentence = "Căn cứ Kế hoạch số 15/KH-UBND ngày 19/5/2026, văn phòng mời họp."
    letter = _letter(context, f"{sentence}\n\n{sentence}\n\nXin cảm ơn.\n")
    citations = cite(plan, letter)
    (cited,) = citations.cited_by(letter)
    assert (cited.bulletin, cited.external, cited.sentences) == (plan, None, (sentence,))
    (citing,) = citations.citing(plan)
    assert (citing.bulletin, citing.sentences) == (letter, (sentence,))
    assert citations.citing(letter) == ()


def test_a_link_written_by_hand_is_a_citation_too(
    context: Context, cite: Cite, plan: Bulletin
) -> None:
    """It has no sentence, counts once, and not for an image, a page elsewhere or itself."""
    body = (
        "Xem [kế hoạch](ke-hoach-15.md#muc), [lại](ke-hoach-15.md), [tôi](thu-7.md), [x](x.md).\n"
    )
    letter = _letter(context, body)
    citations = cite(plan, letter)
    (cited,) = citations.cited_by(letter)
    assert (cited.bulletin, cited.sentences) == (plan, ())
    assert [one.bulletin for one in citations.citing(plan)] == [letter]


def test_a_document_both_linked_and_named_stands_once(
    context: Context, cite: Cite, plan: Bulletin
) -> None:
    """The sentence of the mention stays."""
    letter = _letter(context, "Theo 15/KH-UBND. Xem [kế hoạch](ke-hoach-15.md).\n")
    (cited,) = cite(plan, letter).cited_by(letter)
    assert cited.sentences == ("Theo 15/KH-UBND.",)


def test_what_the_site_lacks_has_one_page(context: Context, cite: Cite) -> None:
    """With or without its date, a number that only one external document bears means that one."""
    first = _letter(context, "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.\n")
    second = _letter(context, "Theo Nghị định 30/2020/NĐ-CP.\n", serial=8)
    externals = cite(first, second).externals
    ((external, citing),) = externals.values()
    assert external_title(context.types, external) == "Nghị định 30/2020/NĐ-CP ngày 05/03/2020"
    assert {one.path for one in citing} == {first.path, second.path}


def test_the_page_of_a_document_says_all_that_is_told_of_it(context: Context, cite: Cite) -> None:
    """Date and issuer are those of the fullest mention, wherever that stands."""
    texts = (
        "Theo Nghị định số 30/2020/NĐ-CP.",
        "Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020.",
        "Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.",
    )
    letters = [_letter(context, text, serial) for serial, text in enumerate(texts, 1)]
    for order in (letters, letters[::-1]):
        ((external, citing),) = cite(*order).externals.values()
        assert (external.date, external.issuer_text) == ("2020-03-05", "Chính phủ")
        assert len(citing) == len(letters)


def test_a_relation_leads_to_the_page_of_a_cited_document(context: Context, cite: Cite) -> None:
    """Where front matter names an external document that a text cites, there is a page for it."""
    text = "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.\n"
    relations = (
        "{based_on: [30/2020/NĐ-CP, 30/2020/NĐ-CP (2020-03-05), 30/2020/NĐ-CP (2021), 9/QĐ-TTg]}"
    )
    letter = _letter(context, text, relations=relations)
    citations = cite(letter)
    found = [citations.external_of(one) for one in letter.front.relations["based_on"]]
    assert [one.slug if one else None for one in found] == [
        *["nghi-dinh-30-2020-nd-cp"] * 2,
        None,
        None,
    ]


def test_title_lead_and_caption_cite_too(context: Context, cite: Cite, plan: Bulletin) -> None:
    """What stands above a body is marked, told on both pages, and dates the body's mentions."""
    news = make(
        context,
        "2026/tin.md",
        number="",
        type="tin",
        title="Bàn về Kế hoạch số 15/KH-UBND & việc khác",
        date="2026-05-20",
        summary="Theo Kết luận số 88-KL/TU ngày 05/9/2023 của Tỉnh ủy.",
        image="{src: a.png, alt: a, caption: Sơ kết Nghị quyết 09-NQ/TU}",
        body="Kết luận số 88-KL/TU nêu rõ.",
    )
    citations = cite(plan, news)
    assert citations.marked(news, "title") == (
        'Bàn về <a class="citation" data-number="15/KH-UBND" href="../ke-hoach-15/" '
        'title="Kế hoạch chung">Kế hoạch số 15/KH-UBND</a> &amp; việc khác'
    )
    assert 'href="../../../cited/nghi-quyet-09-nq-tu/"' in citations.marked(news, "caption")
    inside, conclusion, resolution = citations.cited_by(news)
    assert inside.bulletin is plan
    assert conclusion.external
    assert conclusion.external.date == "2023-09-05"
    assert conclusion.sentences == (
        "Theo Kết luận số 88-KL/TU ngày 05/9/2023 của Tỉnh ủy.",
        "Kết luận số 88-KL/TU nêu rõ.",
    )
    assert resolution.sentences == ("Sơ kết Nghị quyết 09-NQ/TU",)
    assert [row.bulletin for row in citations.citing(plan)] == [news]
    off = replace(news, front=news.front.model_copy(update={"citations": False}))
    assert "citation" not in cite(plan, off).marked(off, "title")


def test_a_slip_above_a_body_is_told_at_its_key(context: Context, cite: Cite) -> None:
    """A slip in a title is reported where the title stands."""
    letter = _letter(context, "Nội dung.", title="Thực hiện Kết luận 01-KIL/TW")
    ((found),) = cite(letter).problems()
    assert (found.kind.code, found.place) == ("BT320", letter.place_of("title"))


def test_a_page_may_opt_out(context: Context, cite: Cite, plan: Bulletin) -> None:
    """With «citations: false» nothing is found, marked or reported; links written by hand count."""
    body = "Theo 15/KH-UBND và 01-KIL/TW.\n"
    letter = _letter(context, body, citations="false")
    citations = cite(plan, letter)
    assert citations.cited_by(letter) == ()
    assert citations.problems() == []
    assert citations.annotated(letter) == "<p>Theo 15/KH-UBND và 01-KIL/TW.</p>"


def test_a_slip_is_told_where_it_stands(context: Context, cite: Cite) -> None:
    """The notice names the line of the body and what was probably meant."""
    letter = _letter(context, "Một.\n\nTheo Kết luận số 01-KIL/TW ngày 04/4/2016.\n")
    (problem,) = cite(letter).problems()
    assert problem.kind.code == "BT320"
    assert problem.details["correction"] == "01-KL/TW"
    assert problem.place.line == letter.body_line + 2


def test_a_number_of_two_documents_is_told_and_not_linked(context: Context, cite: Cite) -> None:
    """Without a date nobody can know which is meant: the notice names both, and no page is made."""
    one = make(context, "2025/a.md", date="2025-05-19")
    other = make(context, "2026/b.md")
    letter = _letter(context, "Theo Kế hoạch số 15/KH-UBND.\n")
    citations = cite(one, other, letter)
    (problem,) = citations.problems()
    assert problem.kind.code == "BT321"
    assert "2025/a.md" in problem.details["candidates"]
    assert citations.cited_by(letter) == ()
    marked = citations.annotated(letter)
    assert 'class="citation" data-number="15/KH-UBND"' in marked
    assert "<a" not in marked
