"""One bulletin: typed front matter, identity, places."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bantin.bulletin import Bulletin
from bantin.bulletin_reader import read_bulletin
from bantin.dates import DocumentDate
from bantin.parse import Marks, Parsed, parse
from bantin.source import Source
from bantin.text import normalise
from bantin.validation import Context
from tests.conftest import FRONT, make

KEYS = st.sampled_from(
    [
        "number",
        "date",
        "topic",
        "title",
        "type",
        "issuer",
        "to",
        "cc",
        "signer",
        "relations",
        "deadlines",
        "events",
        "attachments",
        "image",
        "draft",
        "id",
        "aliases",
        "urgency",
        "xyz",
        "name",
        "file",
        "src",
        "alt",
        "start",
        "end",
        "every",
        "replaces",
        "secrecy",
        "publish_at",
    ]
)
WORDS = st.sampled_from(["", "15/KH-UBND", "2026", "31/02/2026", "-CV", "hanh-chinh", "tin", "a"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    WORDS | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def test_values_are_typed_by_the_schema(context: Context) -> None:
    """``012`` stays so, ``05/7/2023`` is 5 July, and a time keeps its minute."""
    bulletin = make(context, number="012", type="cong-van", date="05/7/2023")
    assert bulletin.number.text == "012"
    assert bulletin.front.date == DocumentDate(2023, 7, 5)
    assert make(context, date="2023-09-11 22:02").front.date.stamp.endswith("22:02")


def test_type_and_issuer_are_settled(context: Context) -> None:
    """The type follows from the code, a State number without one is a công văn, news is news."""
    assert make(context).type.id == "ke-hoach"
    assert make(context).issuer_id == "ubnd"
    assert make(context, number="123/UBND-VP").type.id == "cong-van"
    assert make(context, number="", type="tin").is_news
    assert make(context, number="7-QĐ/ĐU", type="quy-dinh").type.id == "quy-dinh"
    assert make(context, title="V/v họp").front.subject_prefix == "họp"


def test_identity_does_not_depend_on_the_file(context: Context) -> None:
    """The same document in another file has the same feed id; another date another one."""
    assert make(context).uuid == make(context, path="2025/b.md").uuid
    assert make(context).uuid != make(context, date="2026-05-20").uuid
    assert make(context, number="", type="tin").identity[2] == "hop-giao-ban-thang-5"
    assert make(context, id="so-1").identity == ("id", "so-1")
    assert make(context, date="2023-09-11 22:02").identity[3] == "2023-09-1122:02"


@pytest.mark.parametrize(
    ("number", "issuer", "date", "period"),
    [
        ("15/KH-UBND", "ubnd", "2026-05", "2026"),
        ("15-KH/ĐU", "dang-uy", "2026", "nhiệm kỳ từ 05/08/2025"),
        ("15-KH/ĐU", "dang-uy", "2025-08-04", "nhiệm kỳ từ 10/06/2020"),
        ("15-KH/ĐU", "dang-uy", "2019", "trước 10/06/2020"),
        ("15-KH/ĐU", "ubnd", "2019", "2019"),
    ],
)
def test_a_series_restarts_each_year_or_term(
    context: Context, number: str, issuer: str, date: str, period: str
) -> None:
    """State numbers are unique in a year, Party numbers in a term, where the terms are known."""
    assert make(context, number=number, issuer=issuer, date=date).series[-1] == period


def test_a_text_is_found_in_the_body(context: Context) -> None:
    """The n-th occurrence outside code is found; what is not there leads to the body's head."""
    bulletin = make(context, body="`x`\n\na x x\n\n```\nx\n```\n\nx")
    assert bulletin.place_in_body("x") == (place := bulletin.place_in_body("x", 0))
    assert (place.line, place.column) == (9, 3)
    assert bulletin.place_in_body("x", 1).column == 5
    assert bulletin.place_in_body("x", 2).line == 15
    assert bulletin.place_in_body("x", 9).line == 15
    assert bulletin.place_in_body("y").line == bulletin.place_in_body("").line == 7
    bulletin = make(context, body="`x` and `x`")
    assert [bulletin.place_in_body("x", count).column for count in range(3)] == [2, 10, 10]


def test_every_text_of_a_long_body_is_found(context: Context) -> None:
    """Thousands of problems are each told on their line."""
    body = "\n".join(f"x{n}." for n in range(20_000))
    bulletin = make(context, body=body)
    lines = [bulletin.place_in_body(f"x{n}.").line for n in range(20_000)]
    assert lines == [*range(7, 20_007)]


def test_nobody_waits_for_places(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where looking for texts would take too long, the rest is told at the body's head."""
    monkeypatch.setattr("bantin.body_places._MOST", 1_000)
    bulletin = make(context, body="a\n" * 450 + "b")
    assert bulletin.place_in_body("b").line == 457
    assert [bulletin.place_in_body(text).line for text in ("?", "!", "a", "b")] == [7, 7, 7, 457]


def test_a_letter_of_an_agency_is_known_by_the_declared_type(context: Context) -> None:
    """What the number does not say, the type may."""
    assert make(context, number="1/TT-UBND", type="cong-van").type.id == "cong-van"


def _read(data: dict[str, Any], context: Context) -> tuple[Bulletin | None, int]:
    parsed = Parsed("a.md", data, "", 1, Marks(), frozenset())
    bulletin, problems = read_bulletin(parsed, context, "a.md")
    for found in problems:
        assert found.what
        assert found.remedy
        assert found.what_en
        assert found.remedy_en
    return bulletin, len(problems)


@given(st.dictionaries(KEYS | st.text(max_size=5), VALUES, max_size=6), st.booleans())
@hypothesis_settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_data_gives_a_bulletin_or_problems(
    context: Context,
    data: dict[str, Any],
    with_required: bool,  # noqa: FBT001
) -> None:
    """No front matter stops the check; without a bulletin there is a problem."""
    if with_required:
        data = {**FRONT, **data}
    bulletin, count = _read(data, context)
    assert bulletin is not None or count


@given(st.text())
def test_any_title_is_read_back_when_quoted(title: str) -> None:
    """A title in double quotes is shown as written."""
    clean = " ".join(normalise(title).replace("\\", "").replace('"', "").split())
    text = f'---\nnumber: 1/KH-UBND\ndate: 2026\ntopic: dao-tao\ntitle: "{clean}"\n---\n'
    parsed, problems = parse(Source("a.md", text), "a.md")
    if parsed and not problems and clean:
        assert parsed.data["title"] == clean


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ngay", "date"),
        ("Số ký hiệu", "number"),
        ("trích yếu", "title"),
        ("noi-nhan", "cc"),
        ("thu_hoi", "withdrawn"),
        ("đính chính", "corrections"),
        ("hiệu lực", "effective"),
        ("het_han", "expires"),
        ("quan_he", "relations"),
    ],
)
def test_a_vietnamese_key_is_understood(context: Context, written: str, meant: str) -> None:
    """A key in Vietnamese is unknown, and the message names the key that was meant."""
    parsed, _ = parse(Source("a.md", f"---\n{written}: x\n---\n"), "a.md")
    assert parsed
    _bulletin, problems = read_bulletin(parsed, context, "a.md")
    unknown = [found for found in problems if found.kind.code == "BT202"]
    assert [found.remedy.split("»")[0] for found in unknown] == [f"Ý bạn là «{meant}"]


def _remedies(context: Context, lines: str) -> list[str]:
    front = "".join(f"{key}: {value}\n" for key, value in FRONT.items())
    parsed, found = parse(Source("a.md", f"---\n{front}{lines}\n---\n"), "a.md")
    assert parsed
    _bulletin, problems = read_bulletin(parsed, context, "a.md")
    return [one.remedy for one in [*found, *problems]]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("thay_the", "replaces"),
        ("Thay thế", "replaces"),
        ("căn cứ", "based_on"),
        ("thu_hoi", "recalls"),
        ("đính chính", "corrects"),
        ("gia_han", "extends"),
        ("bai_bo", "repeals"),
        ("sua_doi", "amends"),
        ("bo_sung", "supplements"),
        ("replace", "replaces"),
    ],
)
def test_a_relation_is_understood_wherever_it_stands(
    context: Context, written: str, meant: str
) -> None:
    """A relation in Vietnamese is known by its label, under «relations» or beside it."""
    (within,) = _remedies(context, f"relations:\n  {written}: [1/KH-UBND]")
    assert within.startswith(f"Ý bạn là «{meant}»?")
    (beside,) = _remedies(context, f"{written}: [1/KH-UBND]")
    assert beside.endswith(f"\nrelations:\n  {meant}: [1/KH-UBND]")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("được thay thế bởi", "replaces"),
        ("bi_thay_the_boi", "replaces"),
        ("replaced_by", "replaces"),
        ("bị bãi bỏ", "repeals"),
        ("là căn cứ của", "based_on"),
        ("được trả lời bởi", "replies_to"),
    ],
)
def test_a_relation_is_written_in_the_newer_document(
    context: Context, written: str, meant: str
) -> None:
    """Who writes it in the older one is told what to write in the other."""
    for lines in (f"relations:\n  {written}: [1/KH-UBND]", f"{written}: 1/KH-UBND"):
        (remedy,) = _remedies(context, lines)
        assert remedy.startswith(f"Ghi ở văn bản mới «{meant}: [15/KH-UBND]»")


@pytest.mark.parametrize(
    ("lines", "sample"),
    [
        ("withdrawn: 2026-06-01", "\nwithdrawn:\n  date: 2026-06-01\n  reason: …"),
        ("corrections: Sửa ngày", "\ncorrections:\n  - date: 2026-05-19\n    text: …"),
        ("deadlines: 15/12/2026", "\ndeadlines:\n  - title: …\n    date: 2026-12-15"),
        ("events: [Họp]", "\n- title: …\n  start: 2026-05-19"),
        ("relations:\n  replaces:\n    -1/KH-UBND", "\nreplaces:\n  - 1/KH-UBND"),
        ("relations: {replaces: 1/KH; 2/KH}", "\nreplaces:\n  - 1/KH\n  - 2/KH"),
        ("hiệu lực: còn hiệu lực", None),
    ],
)
def test_the_sample_has_all_that_is_needed(
    context: Context, lines: str, sample: str | None
) -> None:
    """Who follows the sample of a message is not refused again; a status is no day."""
    (remedy,) = _remedies(context, lines)
    assert remedy.endswith(sample) if sample else remedy.startswith("Ý bạn là «status»?")


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("1/KH-UBND một phần", 'Viết "1/KH-UBND (một phần)".'),
        ("1/KH-UBND, một phần", 'Viết "1/KH-UBND (một phần)".'),
        ("1/KH-UBND (khoản 2 Điều 3)", 'Viết "1/KH-UBND (một phần)".'),
        ("1/KH-UBND (2026-01-10) (một phần)", 'Viết "1/KH-UBND (2026-01-10, một phần)".'),
        ("1/KH-UBND (một phần; 10/01/2026)", 'Viết "1/KH-UBND (2026-01-10, một phần)".'),
        ("1/KH-UBND ngày 10 tháng 01 năm 2026", 'Viết "1/KH-UBND (2026-01-10)".'),
        ("Kế hoạch số 1/KH-UBND của UBND xã", 'Viết "1/KH-UBND".'),
        ("1/KH-UBND (toàn bộ)", 'Viết "1/KH-UBND".'),
        ("kế hoạch cũ", "Ví dụ «590-CV/ĐU» hoặc «590-CV/ĐU (2023-07-05)»."),
    ],
)
def test_a_reference_is_put_right_where_its_number_is_known(
    context: Context, written: str, remedy: str
) -> None:
    """The remedy is what the editor meant, and it is accepted."""
    assert _remedies(context, f'relations: {{follows: "{written}"}}') == [remedy]
    if right := re.search('".+"', remedy):
        assert _remedies(context, f"relations: {{follows: {right[0]}}}") == []
