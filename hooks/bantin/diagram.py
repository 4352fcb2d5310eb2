"""The diagram of a document's relations («lược đồ»): where its boxes, words and lines stand.

Time runs downwards and arrows point at what is acted on: above this document stand those that it
acts on, below it those that act on it. A rail on the left joins the groups with this document; a
second, dashed one leads on from what replaced it to the current document.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from bantin.standing import CURRENT, DECLARED, RECEIVED, RelatedDocument

WIDTH: Final = 320  # of the viewBox: a telephone of 360 pixels shows it at its own size
MOST: Final = 4  # boxes of a group; the list beside the diagram has all

_LIST: Final = "#bt-relations"
_EDGE: Final = 2  # room for the strokes of the outermost boxes
_RAIL: Final = 12
_INDENT: Final = 32  # of the boxes of a group
_CHAIN: Final = 64  # of the boxes at the end of a chain
_PADDING: Final = 10
_LINE: Final = 17
_GAP: Final = 8  # between boxes
_SPACE: Final = 14  # between a group and this document
_LABEL: Final = 24  # the line with a group's name
_HEAD: Final = 6  # half the width of an arrow's head, and a little less than its length
_SIZES: Final = {"name": 13.0, "detail": 12.0, "more": 12.0, "label": 12.0}

# Widths of letters in ems, rounded up from DejaVu Sans Bold: the widest face that readers' systems
# put in the place of the site's own. A box is never too small, at the price of a few letters.
_NARROW: Final = frozenset("iIjlt.,:;'!|()[]/-·frJ ")
_WIDE: Final = frozenset("mwMW%@…–—“”«»+=<>~&OQĐ")
_EMS: Final = {"narrow": 0.5, "lower": 0.72, "upper": 0.86, "wide": 1.11, "other": 1.3}


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text whose baseline begins at ``x``, ``y``; ``kind`` says how it looks."""

    x: float
    y: float
    value: str
    kind: str


@dataclass(frozen=True, slots=True)
class Box:
    """A document, or the words for those that have no box.

    ``kind`` is ``own``, ``other``, ``ended`` or ``more``; ``name`` says in full what the lines may
    shorten; ``count`` is how many documents it stands for.
    """

    x: float
    y: float
    width: float
    height: float
    kind: str
    lines: tuple[Text, ...]
    name: str
    address: str
    count: int = 1

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.y + self.height

    @property
    def middle(self) -> float:
        """Half its height."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes of one relation under its name; this document is a group without name."""

    label: Text | None
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line or the head of an arrow, as path data; ``kind`` is ``line``, ``dashed``, ``head``."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Diagram:
    """All that is to be drawn, in the order of reading."""

    width: int
    height: float
    groups: tuple[Group, ...]
    strokes: tuple[Stroke, ...]


def draw(own: RelatedDocument, related: Sequence[RelatedDocument]) -> Diagram | None:
    """Lay out the diagram of a document, None where it has no relations."""
    return _Drawing().draw(own, related) if related else None


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is, rather too wide than too narrow."""
    return sum(_EMS[_class(char)] for char in unicodedata.normalize("NFC", text)) * size


def shorten(text: str, size: float, room: float) -> str:
    """Return a text that fits, cut before an ellipsis where it must be."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    if text_width(text, size) <= room:
        return text
    ends = accumulate(text_width(char, size) for char in text)
    kept = sum(1 for end in ends if end <= room - text_width("…", size))
    return text[:kept].rstrip(" ,;:.-/") + "…"


def _class(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    if base in _NARROW:
        return "narrow"
    if base in _WIDE:
        return "wide"
    if not base.isascii() and base != "đ":
        return "other"
    return "upper" if base.isupper() else "lower"


@dataclass(slots=True)
class _Drawing:
    """A diagram as it grows downwards."""

    y: float = _EDGE
    groups: list[Group] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)

    def draw(self, own: RelatedDocument, related: Sequence[RelatedDocument]) -> Diagram:
        above = [self._group(rows) for rows in _by_label(related, DECLARED)]
        self.y += _SPACE if above else 0
        this = self._box(own, _EDGE, own.label)
        self.groups.append(Group(None, (this,)))
        self.y += _SPACE - _GAP
        received = _by_label(related, RECEIVED)
        chain = [row for row in related if row.side == CURRENT]
        below: list[Group] = []
        start = this  # of the chain
        for rows in received:
            if chain and rows[0].rank > chain[0].rank:
                self._chain(chain, start)
                chain = []
            below.append(self._group(rows))
            if chain and rows[0].rank == chain[0].rank:
                start = below[-1].boxes[-1]
        if chain:
            self._chain(chain, start)
        self._join(above, this, below)
        return Diagram(WIDTH, self.y - _GAP + _EDGE, tuple(self.groups), tuple(self.strokes))

    def _group(self, rows: Sequence[RelatedDocument], x: float = _INDENT) -> Group:
        """Add the boxes of a relation."""
        label = rows[0].label
        shown = shorten(label, _SIZES["label"], WIDTH - x)
        heading = Text(x, self.y + _LINE, shown, "label")
        self.y += _LABEL
        boxes = [self._box(row, x) for row in rows[:MOST]]
        if len(rows) > MOST:
            boxes.append(self._more(len(rows) - MOST, x, label))
        group = Group(heading, tuple(boxes))
        self.groups.append(group)
        return group

    def _box(self, row: RelatedDocument, x: float, caption: str = "") -> Box:
        """Add the box of a document; a caption makes it this one."""
        details = [" · ".join(part for part in (row.date, row.ended) if part), row.note]
        lines = [("detail", caption), ("name", row.name), *(("detail", one) for one in details)]
        full = [f"{row.label}: {row.name}", row.title, row.date, row.ended, row.note]
        kind = "own" if caption else "ended" if row.ended else "other"
        name = ", ".join(part for part in full if part)
        return self._add(
            x, kind, [line for line in lines if line[1]], name, "" if caption else row.address
        )

    def _more(self, count: int, x: float, label: str) -> Box:
        """Add the words for documents that have no box."""
        text = f"và {count} văn bản khác"
        return self._add(x, "more", [("more", text)], f"{label}: {text}", _LIST, count)

    def _add(  # noqa: PLR0913, PLR0917 - what a box is made of
        self,
        x: float,
        kind: str,
        lines: list[tuple[str, str]],
        name: str,
        address: str,
        count: int = 1,
    ) -> Box:
        width = WIDTH - _EDGE - x
        texts = tuple(
            Text(
                x + _PADDING,
                self.y + _PADDING - 6 + _LINE * (index + 1),
                shorten(value, _SIZES[style], width - 2 * _PADDING),
                style,
            )
            for index, (style, value) in enumerate(lines)
        )
        height = 2 * _PADDING - 4 + _LINE * len(texts)
        box = Box(x, self.y, width, height, kind, texts, name, address, count)
        self.y = box.bottom + _GAP
        return box

    def _chain(self, rows: Sequence[RelatedDocument], start: Box) -> None:
        """Add the current documents, with a dashed line up to what they replaced in the end."""
        boxes = self._group(rows, _CHAIN).boxes
        x = (start.x + _CHAIN) / 2
        self._line(f"M{x:g} {start.bottom + _HEAD:g}V{boxes[-1].middle:g}", "dashed")
        for box in boxes:
            self._line(f"M{x:g} {box.middle:g}H{_CHAIN:g}", "dashed")
        self._head_up(x, start.bottom)

    def _join(self, above: Iterable[Group], this: Box, below: Iterable[Group]) -> None:
        """Add the rail that joins the groups with this document."""
        targets = [box for group in above for box in group.boxes]
        sources = [box for group in below for box in group.boxes]
        if targets:
            self._line(f"M{_RAIL} {this.y:g}V{targets[0].middle:g}", "line")
        for box in targets:
            self._line(f"M{_RAIL} {box.middle:g}H{box.x - _HEAD:g}", "line")
            back = f"l{-_HEAD - 2} {-_HEAD + 1}v{2 * _HEAD - 2}z"
            self._line(f"M{box.x - 1:g} {box.middle:g}{back}", "head")
        if sources:
            self._line(f"M{_RAIL} {this.bottom + _HEAD:g}V{sources[-1].middle:g}", "line")
            self._head_up(_RAIL, this.bottom)
        for box in sources:
            self._line(f"M{_RAIL} {box.middle:g}H{box.x:g}", "line")

    def _head_up(self, x: float, y: float) -> None:
        self._line(f"M{x:g} {y + 1:g}l{-_HEAD + 1} {_HEAD + 2}h{2 * _HEAD - 2}z", "head")

    def _line(self, path: str, kind: str) -> None:
        self.strokes.append(Stroke(path, kind))


def _by_label(related: Iterable[RelatedDocument], side: str) -> list[list[RelatedDocument]]:
    """Return the documents of one side, those of one relation together, in the list's order."""
    found: dict[str, list[RelatedDocument]] = {}
    for row in related:
        if row.side == side:
            found.setdefault(row.label, []).append(row)
    return sorted(found.values(), key=lambda rows: rows[0].rank)
