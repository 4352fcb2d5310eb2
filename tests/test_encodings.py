"""Files that are not UTF-8, or were spoilt: recognised, and mended without a letter changed."""

import json
import lzma
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.encodings import Fault, Finding, read_text
from bantin.recoding import Recoded, recode
from tests import legacy_encodings as legacy
from tests.site_builder import ROOT, SHARED

CORPUS = SHARED / "corpus" / "legal-vi.jsonl.xz"
COUNT = 500
FEWER = 60  # of sets that are another's, shown in another way
FRONT = "---\nnumber: {number}\ndate: {date}\ntopic: hanh-chinh\ntitle: {title}\n---\n\n{text}\n"
BULLETIN = FRONT.format(
    number="15/KH-UBND",
    date="2026-05-19",
    title="Kế hoạch kiểm tra, giám sát",
    text="Kính gửi các phòng, ban chuyên môn thuộc Ủy ban nhân dân huyện.",
)
Write = Callable[[str], bytes]


def _opened_as(codec: str, write: Write) -> Write:
    return lambda text: legacy.opened_as(codec, write(text))


SETS: dict[str, tuple[str, Write]] = {
    "UTF-16LE": ("UTF-16LE", lambda text: text.encode("utf-16-le")),
    "UTF-16BE": ("UTF-16BE", lambda text: text.encode("utf-16-be")),
    "Windows-1258": ("Windows-1258", legacy.windows_1258),
    "TCVN3": ("TCVN3 (ABC)", legacy.tcvn3),
    "VNI": ("VNI", legacy.vni),
    "mojibake": ("UTF-8", legacy.mojibake),
    "TCVN3 with pairs": ("TCVN3 (ABC)", legacy.tcvn3_pairs),
    "UTF-16LE with a mark": ("UTF-16LE", lambda text: ("\ufeff" + text).encode("utf-16-le")),
    "UTF-16BE with a mark": ("UTF-16BE", lambda text: ("\ufeff" + text).encode("utf-16-be")),
    "TCVN3 as Windows-1252": ("TCVN3 (ABC)", _opened_as("cp1252", legacy.tcvn3)),
    "TCVN3 as Windows-1258": ("TCVN3 (ABC)", _opened_as("cp1258", legacy.tcvn3)),
    "VNI as Windows-1252": ("VNI", _opened_as("cp1252", legacy.vni)),
    "VNI as Windows-1258": ("VNI", _opened_as("cp1258", legacy.vni)),
    "Windows-1258 as 1252": ("Windows-1258", _opened_as("cp1252", legacy.windows_1258)),
    "UTF-8 as Windows-1258": ("UTF-8", _opened_as("cp1258", str.encode)),
    "mojibake twice": ("UTF-8", lambda text: legacy.mojibake(legacy.mojibake(text).decode())),
}
SIX = [*SETS][:6]


@cache
def _documents() -> list[dict[str, str]]:
    """Return all documents of the corpus, none where there is no corpus."""
    if not CORPUS.exists():
        return []
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _texts() -> Iterator[str]:
    """Yield bulletins: of the corpus where it is there, else of the demonstration."""
    documents = _documents()
    for document in documents[:: len(documents) // (COUNT + 50) or 1]:
        yield unicodedata.normalize("NFC", FRONT.format(**document))
    if not documents:
        for file in sorted((ROOT / "bulletins").rglob("*.md")):
            text = unicodedata.normalize("NFC", file.read_text("utf-8"))
            yield text
            yield from (part for part in text.split("\n\n") if len(part) > 100)


def _written(write: Write) -> list[tuple[str, bytes]]:
    """Return texts with their bytes in a set; those that the set cannot hold are left out."""
    rows = []
    for text in _texts():
        try:
            rows.append((text, write(text)))
        except UnicodeEncodeError:
            continue
    return rows


@pytest.mark.parametrize("name", SETS)
def test_texts_are_recognised_and_none_is_garbled(name: str) -> None:
    """Of 500 texts at least 99 % are recognised, and each that is mended is what it was.

    TCVN3 does not hold the case of all letters: there, no other difference than the capitals of a
    line that is named.
    """
    expected, write = SETS[name]
    count = COUNT if name in SIX else FEWER
    rows = _written(write)[:count]
    assert len(rows) == count or not _documents()
    recognised = mended = 0
    for text, data in rows:
        found = read_text(data)
        assert isinstance(found, Finding), text
        recognised += found.name == expected
        result = recode(data)
        if isinstance(result, Recoded):
            mended += 1
            _assert_same(result, text)
    assert recognised >= 0.99 * len(rows)
    assert mended >= 0.98 * len(rows)


def _assert_same(result: Recoded, text: str) -> None:
    lines, meant = result.data.decode().split("\n"), text.split("\n")
    assert len(lines) == len(meant)
    for index, (line, was) in enumerate(zip(lines, meant, strict=True)):
        if line != was:
            assert index + 1 in result.doubtful
            assert line.lower() == was.lower()


def test_proper_text_is_never_taken_for_spoilt() -> None:
    """None of the 41,149 texts of the corpus, nor of the demonstration, gives an alarm."""
    texts = [f"{document['title']}\n{document['text']}" for document in _documents()]
    alarms = [text for text in (*texts, *_texts()) if isinstance(read_text(text.encode()), Finding)]
    assert alarms == []


@pytest.mark.parametrize(
    "text",
    [
        "Ông Müller và bà Citroën đến từ São Paulo, ăn crème brûlée.",
        "Thép Ø12 và Ø16, dày 25 µm, rộng ½ m, 30°C ± 2, 3 × 4 m²",
        "QN1: 13°45’16”N; 109°17’08”E; QN2: 15°23’50.0”N",
        "L'été dernier, les élèves de première ont dû répéter.",
        "Die Prüfung für Schüler über größere Höfe wäre möglich.",
        "§ 5 «Công tác» · © 2026 ® ™",
        "https://example.vn/?a=1&b?c=2 ai?Ở đâu?Khi nào?",
    ],
)
def test_foreign_words_and_signs_are_no_alarm(text: str) -> None:
    """What is not Vietnamese is not thereby spoilt."""
    assert read_text(text.encode()) == text


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_utf8_is_read(form: str) -> None:
    """With or without a byte order mark, composed or not: the text, and nothing to mend."""
    text = unicodedata.normalize(form, BULLETIN)  # type: ignore[arg-type]
    for data in (text.encode(), text.encode("utf-8-sig")):
        assert read_text(data) == text
        assert recode(data) is None


@pytest.mark.parametrize("name", SETS)
def test_a_title_is_enough(name: str) -> None:
    """A file of a few words is recognised as well as a long one."""
    expected, write = SETS[name]
    found = read_text(write("title: Kế hoạch kiểm tra, giám sát\n"))
    assert isinstance(found, Finding)
    assert found.name == expected


@pytest.mark.parametrize("name", [name for name in SETS if " as " in name or "mojibake" in name])
def test_one_spoilt_line_among_others_is_mended_alone(name: str) -> None:
    """A title that was pasted from an old file is told by its words; the rest stays as it is."""
    _expected, write = SETS[name]
    title = "title: Kế hoạch kiểm tra, giám sát"
    head, tail = BULLETIN.split(title)
    data = head.encode() + write(title) + tail.encode()
    found = read_text(data)
    assert isinstance(found, Finding)
    assert (found.fault, found.line) == (Fault.GARBLED, 5)
    assert found.meant in title
    assert "hoạch kiểm" in found.meant
    result = recode(data)
    assert isinstance(result, Recoded)
    assert result.data.decode() == BULLETIN


def test_what_was_spoilt_in_two_ways_is_mended_in_both() -> None:
    """Parts of a text that came from different files are mended each in its way."""
    line = "Kế hoạch kiểm tra, giám sát\n"
    data = b"".join(_opened_as("cp1252", write)(line) for write in (legacy.tcvn3, legacy.vni))
    result = recode(data)
    assert isinstance(result, Recoded)
    assert result.data.decode() == line * 2
    assert result.was_spoilt
    assert {*result.names} == {"TCVN3 (ABC)", "VNI"}


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"title: H\xf2p\n", 1),  # one word tells nothing
        (legacy.tcvn3(BULLETIN) + legacy.vni("Số lượng: tối đa mười\n"), 9),
        (b"\xff\xfe\x00", 1),  # half a letter of UTF-16
        (b"\xe9t\xe9, d\xe9j\xe0 vu \xe0 No\xebl\n", 1),  # French
    ],
)
def test_what_is_not_certain_is_left(data: bytes, line: int) -> None:
    """A file of no known set, or of two, is not touched; the line is told."""
    result = recode(data)
    assert isinstance(result, Finding)
    assert (result.fault, result.line) == (Fault.UNKNOWN, line)


def test_lost_letters_are_told() -> None:
    """Where letters were replaced, nothing can be mended: the first place is told."""
    found = read_text("a\nK\ufffd hoạch".encode())
    assert found == Finding(Fault.LOST, 2, 2, shown="K\ufffd")
    found = read_text("a\nH?i ngh? t?ng k?t công tác n?m".encode())
    assert found == Finding(Fault.LOST, 2, 1, shown="H?i")
    assert isinstance(recode("a\nK\ufffd hoạch".encode()), Finding)


@given(st.binary() | st.text(alphabet="aeiouAOnghc ­¸µøûùïâêéÐ§Đơ\n?-:\u0301\u0323").map(str.encode))
def test_any_bytes_are_read_or_told_of(data: bytes) -> None:
    """No bytes stop the reading or the mending, and what was mended needs no mending."""
    text = read_text(data)
    result = recode(data)
    assert (result is None) == isinstance(text, str)
    if isinstance(result, Recoded):
        mended = result.data.decode()
        assert unicodedata.is_normalized("NFC", mended)
        assert recode(result.data) is None
