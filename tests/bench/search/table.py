"""Tables of Markdown: a column for each thing measured, a row for each figure."""

import unicodedata
from typing import Any

Columns = dict[str, dict[str, Any]]
"""What was measured, by the heading of its column; figures may be nested."""


class Table:
    """A heading, a line on what is shown, and rows that are added one by one."""

    def __init__(self, title: str, text: str, columns: Columns) -> None:
        self._lines = [f"## {title}", "", text, ""]
        self._lines.append(f"| | {' | '.join(columns)} |")
        self._lines.append("|---|" + "---:|" * len(columns))
        self._columns = columns

    def add(self, label: str, *path: str, shape: str = "{:,.0f}", scale: float = 1) -> None:
        """Add the figure at *path* of each column; no row where none has it."""
        figures = {name: _figure(column, path) for name, column in self._columns.items()}
        self._add(label, figures, shape, scale)

    def add_part(self, label: str, *path: str, pairs: dict[str, str]) -> None:
        """Add what part the figure at *path* is of that of another column, in percent.

        *pairs* are the headings of columns, each with that of the column it is compared to.
        """
        figures: dict[str, float | None] = {}
        for name, other in pairs.items():
            own, peer = (_figure(self._columns.get(one, {}), path) for one in (name, other))
            figures[name] = None if own is None or not peer else own / peer
        self._add(label, figures, "{:.1f} %", 100)

    def __str__(self) -> str:
        return unicodedata.normalize("NFC", "\n".join([*self._lines, ""]))

    def _add(self, label: str, figures: dict[str, float | None], shape: str, scale: float) -> None:
        found = [figures.get(name) for name in self._columns]
        cells = ["" if one is None else shape.format(one * scale) for one in found]
        if any(cells):
            self._lines.append(f"| {label} | {' | '.join(cells)} |")


def _figure(column: dict[str, Any], path: tuple[str, ...]) -> float | None:
    value: Any = column
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return None if value is None else float(value)
