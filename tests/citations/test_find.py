"""Mentions in plain text."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.citations import Finder, find_mentions
from bantin.rules import DocumentType, TypeCode, TypeRegistry, builtin_types
from tests.citations.shared_texts import CORPUS, DATA, SEEDS, corpus_texts, labels


def _lines(name: str) -> list[str]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [line.replace("\\n", "\n") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("line", _lines("mentions.txt"))
def test_a_form_is_found(line: str) -> None:
    """Each form of a citation is found, with the number that is meant."""
    text, numbers = line.rsplit("|", 1)
    found = find_mentions(text)
    assert [mention.number.text for mention in found] == numbers.split(";")
    for mention in found:
        assert text[mention.start : mention.end] == mention.text
        assert text[mention.number_start : mention.end] == mention.written
        assert mention.written[0].isdigit()


@pytest.mark.parametrize("line", _lines("look-alikes.txt"))
def test_a_look_alike_is_not_found(line: str) -> None:
    """Deadlines, fractions, ranges, forms, standards, addresses and accounts are no citations."""
    assert find_mentions(line) == []


@pytest.mark.parametrize("line", _lines("surroundings.txt"))
def test_type_date_and_issuer_are_read(line: str) -> None:
    """The word decides the type; the date and the issuer beside the number are read."""
    text, type_id, date, issuer = line.split("|")
    (mention, *_rest) = find_mentions(text)
    assert mention.type_id == type_id
    assert (mention.date.iso if mention.date else "") == date
    assert mention.issuer_text == issuer


def test_the_sentence_is_given() -> None:
    """A mention carries its own sentence, not its neighbours and not its paragraph."""
    text = "Câu đầu. Thực hiện Nghị quyết 09-NQ/TU,\ncác cấp ủy làm tốt. Câu sau.\n\nĐoạn khác."
    (mention,) = find_mentions(text)
    assert mention.sentence == "Thực hiện Nghị quyết 09-NQ/TU, các cấp ủy làm tốt."
    (alone,) = find_mentions("Thông báo\n\n116-GM/ĐUK\n\nDự lễ khai mạc")
    assert alone.sentence == "116-GM/ĐUK"
    (lost,) = find_mentions("chữ " * 400 + "Nghị quyết 09-NQ/TU " + "chữ " * 400)
    assert lost.sentence.startswith("… ")
    assert lost.sentence.endswith(" …")
    assert len(lost.sentence) < 700


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("Kết luận 01-KIL/TW", True),
        ("Công văn số 637-CV/BCSD", True),
        ("Công văn số 590 -CV/ĐU", True),
        ("Công văn số 590-CV/ĐU", False),
        ("Công văn số 590-CV/ÐU", True),
        ("Quyết định số 15/QÐ-UBND", True),
        (unicodedata.normalize("NFD", "Công văn số 590-CV/ĐU"), False),
        ("Công văn\u00a0số\u00a0590-CV/ĐU", False),
    ],
)
def test_a_slip_is_told(text: str, slip: bool) -> None:  # noqa: FBT001
    """What the writer mistyped is mended and marked; what an encoding did is not his slip."""
    (mention,) = find_mentions(text)
    assert mention.slip is slip


def test_spans_hold_in_decomposed_text() -> None:
    """In NFD text with zero-width characters the spans are those of the text as it is."""
    text = unicodedata.normalize("NFD", "Thực\u200b hiện Nghị quyết số 09-NQ/TƯ ngày 19/5/2018 nhé")
    (mention,) = find_mentions(text)
    assert unicodedata.normalize("NFC", text[mention.start : mention.end]) == (
        "Nghị quyết số 09-NQ/TƯ"
    )
    assert mention.number.text == "09-NQ/TW"
    assert mention.date is not None


@pytest.mark.skipif(not SEEDS.is_dir(), reason="shared/seeds is not beside this project")
@pytest.mark.parametrize("name", ["letter-2023", "letter-2026", "news-page"])
@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        (" ", "\u00a0"),
        ("Đ", "\u00d0"),
        ("-", "\u2011"),
        ("/", "\uff0f"),
        (r"(?<=[0-9])-(?=[A-ZĐ])", " - "),
        (r"(?<=[0-9])-(?=[A-ZĐ])", "-\n"),
        (r"(?<=[A-ZĐ])/(?=[A-ZĐ])", " / "),
        (" (?=số )", "\n"),
        (" ngày ", "\nngày "),
        (r"([0-9]+[/-][A-ZĐ]\S*[A-ZĐ])", r"**\1**"),
        ("/", "/\u200b"),
    ],
)
def test_typing_changes_no_mention(name: str, pattern: str, written: str) -> None:
    """The sample documents typed with other blanks, hyphens, Đ and line ends say the same."""
    text = (SEEDS / f"{name}.txt").read_text("utf-8")

    def said(text: str) -> list[tuple[str, str, str]]:
        return [
            (mention.number.text, mention.type_id, mention.date.iso if mention.date else "")
            for mention in find_mentions(text)
        ]

    assert said(re.sub(pattern, written, text)) == said(text)


def test_no_mention_crosses_a_paragraph() -> None:
    """A word at the end of one paragraph says nothing about a number in the next."""
    assert find_mentions("Nghị quyết\n\n31/QĐ") == []


def test_a_sites_own_types_count() -> None:
    """A type that the site adds is known by its word and by its code."""
    added = DocumentType("thu-ngo", "Thư ngỏ", (TypeCode("TN"),))
    finder = Finder(TypeRegistry([*builtin_types().values(), added]))
    assert [m.type_id for m in finder.find("Thư ngỏ 12-TN/ĐU; 13-TN/ĐU")] == ["thu-ngo", "thu-ngo"]
    assert len(find_mentions("Thư ngỏ 12, 13-TN/ĐU", builtin_types())) <= 1


@given(
    st.text()
    | st.text("0123456789-/ABĐÐCVQTWUKHnqđ .:,Số&()\u0300\u200b\u00a0\uff0f\n")
    | st.lists(
        st.sampled_from(
            [
                "Nghị quyết",
                "số",
                "09-NQ/TU",
                "ngày",
                "5/5/2023",
                "của",
                "Bộ",
                "\n",
                ",",
                "…/…",
                "12",
            ]
        )
    ).map(" ".join)
)
def test_finding_never_raises(text: str) -> None:
    """Any text gives mentions in order that do not overlap, each with its own text."""
    place = 0
    for mention in find_mentions(text):
        assert place <= mention.start < mention.end <= len(text)
        assert mention.start <= mention.number_start
        assert text[mention.start : mention.end] == mention.text
        place = mention.end


@pytest.mark.parametrize(
    "unit",
    ["1/A", "12-QĐ/", "AĐ9/-", "1-A1", "số 1 ngày ", "QĐ/1 ", "(1/", "1 - ", " ", "Nghị quyết 1-"],
)
def test_the_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    """Twice the text costs about twice the steps, never four times.

    The steps inside of regular expressions are measured by ``tests/bench/citations.py``.
    """

    def steps(size: int) -> int:
        text, count = (unit * size)[:size], 0

        def step(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(step)
        try:
            find_mentions(text)
        finally:
            sys.setprofile(None)
        return count

    steps(100)  # rules are read when they are first needed
    assert steps(20_000) < 2.2 * steps(10_000)


LETTER_2023 = """
    113-KH/TU 637-CV/BCSĐ 113-KH/TU 2373 113-KH/TU 35-NQ/TW 21-NQ/TW 01-KL/TW 05-CT/TW
"""
LETTER_2026 = "19-QĐ/TW 476-CV/TU 19-QĐ/TW 19-QĐ/TW 19-QĐ/TW 19-QĐ/TW 19-QĐ/TW"
NEWS_PAGE = """
    88-KL/TU 09-NQ/TU 07-NQ/TU 09-NQ/TU 09-NQ/TU 09-NQ/TU 09-NQ/TU 09-NQ/TU 29-KL/TU 35-NQ/TW
    85-QĐ/TW 88-KL/TU 116-GM/ĐUK 115-GM/ĐUK 114-GM/ĐUK 113-GM/ĐUK
"""


@pytest.mark.skipif(not SEEDS.is_dir(), reason="shared/seeds is not beside this project")
@pytest.mark.parametrize(
    ("name", "numbers"),
    [("letter-2023", LETTER_2023), ("letter-2026", LETTER_2026), ("news-page", NEWS_PAGE)],
)
def test_every_mention_of_the_sample_documents_is_found(name: str, numbers: str) -> None:
    """The 27 numbered mentions, the bare one and the four listing lines; nothing else."""
    text = (SEEDS / f"{name}.txt").read_text("utf-8")
    assert [mention.number.text for mention in find_mentions(text)] == numbers.split()


@pytest.mark.skipif(not CORPUS.is_file(), reason="shared/corpus is not beside this project")
@pytest.mark.parametrize("half", ["tuned", "held"])
def test_precision_and_recall_on_real_texts(half: str) -> None:
    """On documents labelled by reading, precision is 0.99 and recall 0.97 or better."""
    wanted = labels(half)
    texts = corpus_texts(set(wanted))
    right = missed = false = 0
    for document, rows in wanted.items():
        found = {(m.number_start, m.number.text): m for m in find_mentions(texts[document])}
        for start, end, number in rows:
            hit = next((k for k, m in found.items() if k[0] < end and start < m.end), None)
            if number == "-":
                continue
            if hit and hit[1] == number:
                right += 1
                del found[hit]
            else:
                missed += 1
        false += len(found)
    assert right / (right + false) >= 0.99
    assert right / (right + missed) >= 0.97


@pytest.mark.skipif(not CORPUS.is_file(), reason="shared/corpus is not beside this project")
def test_the_labels_are_enough() -> None:
    """At least 300 mentions and 300 look-alikes are labelled."""
    numbers = [
        row[2] for half in ("tuned", "held") for rows in labels(half).values() for row in rows
    ]
    assert sum(number != "-" for number in numbers) >= 300
    assert sum(number == "-" for number in numbers) >= 300
