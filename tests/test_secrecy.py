"""Markings of secrecy: every way to write a stamp is found, and no sentence is taken for one."""

import json
import lzma
from pathlib import Path

import pytest

from bantin.circulation_marks import circulation_marks
from bantin.secrecy import markings, place_of
from bantin.secrecy_gate import in_name, in_text
from bantin.secrecy_names import marking_in_name
from bantin.text import normalise
from tests.secrecy_variants import (
    LEVELS,
    MARKED_NAMES,
    ORDINARY,
    ORDINARY_NAMES,
    in_front,
    ordinary,
    positives,
)

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus" / "legal-vi.jsonl.xz"
VARIANTS = list(positives())


def test_there_are_enough_variants() -> None:
    """The tables make thousands of markings, no two the same, and hundreds of ordinary phrases."""
    assert len({text for _, text in VARIANTS}) > 2_000
    assert len({*ORDINARY}) >= 200


@pytest.mark.parametrize("level", LEVELS)
def test_every_variant_is_found(level: str) -> None:
    """Spellings, forms and places of a stamp, in all their combinations, are markings."""
    own = [(name, text) for name, text in VARIANTS if name.startswith(f"{level},")]
    assert len(own) > 1_000
    missed = [(name, text) for name, text in own if not markings(normalise(text))]
    assert missed == []


@pytest.mark.parametrize("level", LEVELS)
def test_a_marking_is_found_amid_a_text(level: str) -> None:
    """Whatever stands above and below, the marking is found, and on its line."""
    above, below = "Căn cứ quy chế bảo mật.\n\n", "\n\nMật độ dân số và mật khẩu.\n"
    for name, text in VARIANTS:
        if name.startswith(f"{level},") and name.endswith((", line", ", heading", ", list item")):
            whole = normalise(above + text + below)
            lines = [place_of(whole, one.start)[0] for one in markings(whole)]
            assert lines, name
            assert 3 <= lines[0] <= whole.count("\n") - 2, name


@pytest.mark.parametrize("text", [*ordinary()])
def test_an_ordinary_phrase_passes(text: str) -> None:
    """Words and sentences with «mật», and words that only look like it, are no markings."""
    for form in (text, f"## {text}", f"- {text}", f"**{text}**", f"| {text} | x |"):
        assert markings(normalise(form)) == [], form


def test_levels_are_told_apart() -> None:
    """The level that is named is the one that is written, over two lines, too."""
    text = "MẬT\n\nTỐI MẬT\n\nTUYỆT\n\nMẬT\n\nĐộ mật: tuyet mat\n"
    found = [one.level for one in markings(text)]
    assert found == ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "TUYỆT MẬT"]


@pytest.mark.parametrize(
    ("number", "level"),
    [("(M)", "MẬT"), ("(TM)", "TỐI MẬT"), ("(TuM)", "TUYỆT MẬT"), ("-MẬT", "MẬT"), (" MẬT", "MẬT")],
)
def test_a_suffix_of_the_number_is_a_marking(number: str, level: str) -> None:
    """A level behind the number of a document is one, in full or as a letter in brackets."""
    for text in (f"Số: 12/BC-UBND{number}", f'---\nnumber: "12/BC-UBND{number}"\n---\nA'):
        assert [one.level for one in markings(text)] == [level], text


def test_front_matter_is_read_value_by_value() -> None:
    """A level that is a value of any key, in a list or in an escape of YAML, is a marking."""
    for value in ("title: Mật", "- Mật", "urgency: mật, hỏa tốc", 'title: "M\\u1EACT"'):
        assert markings(f"---\nnumber: 1\n{value}\n---\nNội dung.\n"), value
    assert [text for text in in_front() if not markings(normalise(text))] == []
    for value in ("title: Bảo mật", "topic: [bao-mat, mat-khau]", "mat: không"):
        assert not markings(f"---\n{value}\n---\nNội dung.\n"), value


def test_a_list_of_the_levels_is_none() -> None:
    """Levels that are enumerated one after the other are explained, not stamped."""
    assert markings("Có ba độ:\n\n- Tuyệt mật\n- Tối mật\n- Mật\n") == []
    assert markings("1. Tuyệt mật\n2. Tối mật\n") == []
    assert markings("- Tuyệt mật\n- Công văn số 12\n")


@pytest.mark.parametrize("name", MARKED_NAMES)
def test_a_name_can_be_a_marking(name: str) -> None:
    """Names of files and folders tell what is in them, without accents as a rule."""
    assert marking_in_name(name)
    assert [one.where for one in in_name(f"2026/{name}/a.md")] == [name]


@pytest.mark.parametrize("name", ORDINARY_NAMES)
def test_an_ordinary_name_passes(name: str) -> None:
    """Mặt trận, gặp mặt, bảo mật: unaccented, most words with «mat» are something else."""
    assert marking_in_name(name) == ""


@pytest.mark.parametrize(
    "text",
    [
        *("LƯU HÀNH NỘI BỘ", "(Lưu hành nội bộ)", "**LƯU HÀNH NỘI BỘ**", "luu hanh noi bo"),
        *("L Ư U  H À N H  N Ộ I  B Ộ", "XEM XONG TRẢ LẠI", "Tài liệu lưu hành nội bộ"),
        *("Kế hoạch năm 2026 LƯU HÀNH NỘI BỘ", "Báo cáo (lưu hành nội bộ)", "Đọc xong trả lại"),
    ],
)
def test_a_stamp_of_circulation_is_found(text: str) -> None:
    """What is for inside says so alone on a line, in brackets or in capitals."""
    assert [one.kind for one in in_text(text)] == ["inside"]


@pytest.mark.parametrize(
    "text",
    [
        "Tài liệu lưu hành nội bộ không được gửi ra ngoài cơ quan.",
        "Văn bản có dấu «Lưu hành nội bộ» do văn thư giữ.",
        "Tiền mới được lưu hành từ hôm nay; xem xong, trả lại sách cho thư viện của xã.",
    ],
)
def test_a_sentence_about_circulation_is_no_stamp(text: str) -> None:
    """Rules about such documents are no such documents."""
    assert circulation_marks(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "m" + " " * 1_000_000,
        "ma " * 300_000,
        "mật " * 250_000,
        "MẬT ĐỘ " * 140_000,
        "mật\n" * 250_000,
        "<a " * 300_000,
        "<!--" * 250_000,
        "độ mật " * 140_000,
        "ban so " * 140_000 + "mật",
        "🇲🇦🇸" * 60_000,
        "&" * 1_000_000,
        "T O I " * 160_000,
        "- Mật\n" * 160_000,
        "- Mật\n- Tối mật\n" * 80_000,
        '="' * 500_000,
        "='mật" * 200_000,
        "](a " * 250_000,
        "maa" * 330_000,
        "---\nx: [" + "mật, " * 200_000,
        "\\n" * 500_000,
    ],
    ids=lambda text: text[:6],
)
def test_a_hostile_text_gives_few_markings(text: str) -> None:
    """A megabyte of anything is looked through, and what is told of it stays readable."""
    assert len([*in_text(text)]) <= 40


def test_the_laws_of_the_corpus_pass() -> None:
    """At most one text in two hundred of the legal corpus is taken for a marked one."""
    if not CORPUS.is_file():
        pytest.skip("the corpus of legal texts (../shared/corpus) is not here")
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    alarms = [row["id"] for row in rows if markings(normalise(f"{row['title']}\n\n{row['text']}"))]
    assert len(alarms) <= len(rows) // 200, alarms
