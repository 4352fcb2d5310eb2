"""The layout of the diagram of relations, for whatever documents there are."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bantin.diagram import MOST, WIDTH, Box, Diagram, Text, draw, shorten, text_width
from bantin.rules import relations
from bantin.standing import RelatedDocument

OWN = RelatedDocument(
    "own", "", "Văn bản này", "15/KH-UBND", "Kế hoạch", "05/03/2026", "", "bulletins/a/", ""
)
HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='x'>",
    "]]>&amp;&lt;",
    "W" * 400,
    "1234567890" * 30 + "/QĐ-UBND",
    "ﷺ中文🙂" * 40,
    "a\u0323\u0302" * 200,
    "Một   tiêu đề \n có nhiều dấu cách",
    "…",
    "-",
)
words = st.text(min_size=1, max_size=300) | st.sampled_from(HOSTILE) | st.just("08/QĐ-UBND")
shown = st.text(max_size=60) | st.sampled_from(HOSTILE) | st.just("")
KINDS = [
    *(("declared", one.id, one.label) for one in relations().values()),
    *(("received", one.id, one.inverse) for one in relations().values()),
    ("current", "replaces", "Bản hiện hành"),
]
documents = st.builds(
    lambda kind, *rest: RelatedDocument(*kind, *rest),
    st.sampled_from(KINDS),
    words,
    words,
    shown,
    st.sampled_from(("", "Hết hiệu lực", "Đã thu hồi")),
    st.sampled_from(("", "bulletins/2026/b/")),
    shown,
)


def _document(kind: tuple[str, str, str], name: str, **changes: Any) -> RelatedDocument:
    return replace(
        RelatedDocument(*kind, name, "Tên", "05/03/2026", "", f"bulletins/{name}/", ""), **changes
    )


def _boxes(diagram: Diagram) -> list[Box]:
    return [box for group in diagram.groups for box in group.boxes]


def _spans(diagram: Diagram) -> list[tuple[float, float]]:
    """Return from where to where each label and each box reaches, downwards."""
    labels = [(g.label.y - 12, g.label.y + 3) for g in diagram.groups if g.label]
    return sorted([*labels, *((box.y, box.bottom) for box in _boxes(diagram))])


def _points(path: str) -> list[tuple[float, float]]:
    """Return the points that a stroke goes through."""
    x = y = 0.0
    found = []
    for command, values in re.findall(r"([MVHlvhz])([^MVHlvhz]*)", path):
        numbers = [float(value) for value in values.split()]
        match command:
            case "M":
                x, y = numbers
            case "V":
                (y,) = numbers
            case "H":
                (x,) = numbers
            case "l":
                x, y = x + numbers[0], y + numbers[1]
            case "v":
                y += numbers[0]
            case "h":
                x += numbers[0]
        found.append((x, y))
    return found


def _hold(diagram: Diagram, related: list[RelatedDocument]) -> None:
    """Check what every diagram must be."""
    boxes = _boxes(diagram)
    for (_, bottom), (top, _) in pairwise(_spans(diagram)):
        assert bottom < top
    for box in boxes:
        assert 0 < box.x < box.x + box.width < WIDTH
        assert 0 < box.y < box.bottom < diagram.height
        for line in box.lines:
            size = 13 if line.kind == "name" else 12
            assert box.x < line.x
            assert line.x + text_width(line.value, size) < box.x + box.width
            assert box.y + size < line.y + 2
            assert line.y + 4 < box.bottom
    for stroke in diagram.strokes:
        for x, y in _points(stroke.path):
            assert 0 <= x <= WIDTH
            assert 0 <= y <= diagram.height
    assert [box.kind for box in boxes].count("own") == 1
    assert sum(box.count for box in boxes) - 1 == len(related)
    for group in diagram.groups:
        drawn = [box for box in group.boxes if box.kind != "more"]
        assert len(drawn) <= MOST
        for box in group.boxes[len(drawn) :]:
            assert (box.lines[0].value, box.address) == (
                f"và {box.count} văn bản khác",
                "#bt-relations",
            )


@given(st.lists(documents, min_size=1, max_size=40))
def test_boxes_stand_apart_and_hold_their_words(related: list[RelatedDocument]) -> None:
    """No two boxes or labels overlap, all is inside the picture, and each document is counted."""
    diagram = draw(OWN, related)
    assert diagram
    _hold(diagram, related)


@given(documents, st.integers(1, 400))
def test_many_documents_of_one_relation(row: RelatedDocument, count: int) -> None:
    """However many there are, a few are drawn and the rest are counted."""
    related = [replace(row, name=f"{serial}/QĐ-UBND") for serial in range(count)]
    diagram = draw(OWN, related)
    assert diagram
    _hold(diagram, related)
    more = [box.count for box in _boxes(diagram) if box.kind == "more"]
    assert more == ([count - MOST] if count > MOST else [])


def test_two_hundred_relations_are_not_a_tall_picture() -> None:
    """The picture grows with the kinds of relations, not with the documents."""
    related = [_document(KINDS[index % 12], f"{index}/KH-UBND") for index in range(200)]
    diagram = draw(OWN, related)
    assert diagram
    _hold(diagram, related)
    assert Counter(box.kind for box in _boxes(diagram)) == {"other": 48, "more": 12, "own": 1}


def test_no_relations_no_diagram() -> None:
    """A document that stands alone has no picture."""
    assert draw(OWN, []) is None


def test_time_runs_downwards() -> None:
    """What this document acts on is above it, what acts on it below, what is current under that."""
    related = [
        _document(("declared", "based_on", "Căn cứ"), "A"),
        _document(("received", "corrects", "Được đính chính bởi"), "B"),
        _document(("received", "replaces", "Được thay thế bởi"), "C", ended="Hết hiệu lực"),
        _document(("declared", "replaces", "Thay thế"), "D"),
        _document(("declared", "based_on", "Căn cứ"), "E"),
        _document(("current", "replaces", "Bản hiện hành"), "F"),
    ]
    diagram = draw(OWN, related)
    assert diagram
    _hold(diagram, related)
    rows = [
        (group.label.value if group.label else "", [box.lines[0].value for box in group.boxes])
        for group in diagram.groups
    ]
    assert rows == [
        ("Thay thế", ["D"]),
        ("Căn cứ", ["A", "E"]),
        ("", ["Văn bản này"]),
        ("Được thay thế bởi", ["C"]),
        ("Bản hiện hành", ["F"]),
        ("Được đính chính bởi", ["B"]),
    ]
    tops = [box.y for box in _boxes(diagram)]
    assert tops == sorted(tops)


def test_a_chain_leads_on_from_the_whole_replacement() -> None:
    """Neither from what recalled the document, nor from what replaced a part of it."""
    related = [
        _document(("received", "replaces", "Được thay thế một phần bởi"), "A", is_partial=True),
        _document(("received", "replaces", "Được thay thế bởi"), "B"),
        _document(("received", "recalls", "Bị thu hồi bởi"), "C"),
        _document(("current", "replaces", "Bản hiện hành"), "D"),
    ]
    diagram = draw(OWN, related)
    assert diagram
    boxes = _boxes(diagram)
    assert [box.lines[0].value for box in boxes] == ["Văn bản này", "C", "B", "D", "A"]
    dashed = [_points(stroke.path) for stroke in diagram.strokes if stroke.kind == "dashed"]
    assert boxes[2].bottom < dashed[0][0][1] < boxes[3].y


def test_arrows_point_at_what_is_acted_on() -> None:
    """Heads stand at the boxes above, at this document's foot, and at what was replaced last."""
    related = [
        _document(("declared", "replaces", "Thay thế"), "A"),
        _document(("received", "replaces", "Được thay thế bởi"), "B"),
        _document(("current", "replaces", "Bản hiện hành"), "C"),
    ]
    diagram = draw(OWN, related)
    assert diagram
    above, this, replacing, current = _boxes(diagram)
    tips = {_points(stroke.path)[0] for stroke in diagram.strokes if stroke.kind == "head"}
    assert {(x, y) for x, y in tips if x < above.x and y == above.middle}
    assert {y for x, y in tips if x < above.x and y != above.middle} == {this.bottom + 1}
    assert {y for x, y in tips if replacing.x < x < current.x} == {replacing.bottom + 1}
    dashed = [_points(s.path) for s in diagram.strokes if s.kind == "dashed"]
    assert dashed[-1][-1] == (current.x, current.middle)


def test_boxes_say_what_readers_must_know() -> None:
    """Number, date, whether it has ended, what is special; in full where it is shortened."""
    name = "Một buổi sáng, bốn mươi lăm người tự ký số văn bản đầu tiên"
    related = [
        _document(
            ("declared", "replaces", "Thay thế"),
            name,
            ended="Đã thu hồi",
            note="một phần",
            address="bulletins/b/",
        ),
        _document(("declared", "based_on", "Căn cứ"), "30/2020/NĐ-CP", date="", address=""),
    ]
    diagram = draw(OWN, related)
    assert diagram
    first, outside, own = _boxes(diagram)
    assert [line.value for line in first.lines][1:] == ["05/03/2026 · Đã thu hồi", "một phần"]
    shortened = first.lines[0].value
    assert shortened.endswith("…")
    assert name.startswith(shortened[:-1])
    assert len(shortened) > 20
    assert first.name == f"Thay thế: {name}, Tên, 05/03/2026, Đã thu hồi, một phần"
    assert (first.kind, first.address) == ("ended", "bulletins/b/")
    assert ([line.value for line in outside.lines], outside.address) == (["30/2020/NĐ-CP"], "")
    assert [line.value for line in own.lines] == ["Văn bản này", "15/KH-UBND", "05/03/2026"]
    assert own.address == ""


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("room", [30, 100, 280])
def test_shortened_text_fits(text: str, room: float) -> None:
    """A text that is too long keeps its beginning, and one that fits stays as it is."""
    found = shorten(text, 12, room)
    assert text_width(found, 12) <= room
    plain = " ".join(text.split())
    assert found == plain or found.endswith("…")
    assert shorten("08/QĐ-UBND", 13, 280) == "08/QĐ-UBND"


def test_a_text_is_data() -> None:
    """Texts stay as they are written; making them safe is the template's, as for every text."""
    diagram = draw(OWN, [_document(("declared", "based_on", "Căn cứ"), "<b>&'\"")])
    assert diagram
    (line, _date) = _boxes(diagram)[0].lines
    assert line == Text(line.x, line.y, "<b>&'\"", "name")
