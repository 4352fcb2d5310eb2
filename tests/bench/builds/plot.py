"""The plot of the README: bars of seconds, as SVG for light and for dark pages."""

from dataclasses import dataclass
from html import escape

from tests.bench.builds import hugo, material, ours, pelican
from tests.bench.builds.changes import EDIT, NEW, TEMPLATE
from tests.bench.builds.rounds import COLD, SAME, Report

LABELS = {
    COLD: "Dựng từ đầu",
    SAME: "Không đổi gì",
    EDIT: "Sửa một câu",
    NEW: "Thêm một bản tin",
    TEMPLATE: "Sửa mẫu trang",
}
COLOURS = {
    ours.NAME: "#d9480f",
    hugo.HUGO: "#74a7c9",
    hugo.NAME: "#2f74a8",
    material.NAME: "#8a6fb8",
    pelican.NAME: "#7a8a55",
}
WIDTH, LEFT, RIGHT = 720, 150, 80
BAR, GAP, LINE = 13, 3, 22
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#24292f}"
    ".quiet{fill:#57606a}.head{font-weight:600}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.quiet{fill:#9ba6b2}}"
)


@dataclass(frozen=True)
class Group:
    """Bars that stand together: a label, and the seconds by whose they are."""

    label: str
    seconds: dict[str, float]


def plot(report: dict[int, Report], largest: int) -> str:
    """Return the plot of all builds of the *largest* size, and of the cold ones of the least."""
    parts: list[str] = []
    top = 0
    for number, count in enumerate(dict.fromkeys((largest, min(report)))):
        groups = _groups(report[count], [COLD] if number else list(LABELS))
        title = f"{_vietnamese(count)} bản tin, {'từ đầu, ' if number else ''}tính bằng giây"
        drawn, height = _panel(title, groups, top)
        parts += drawn
        top += height
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" width="{WIDTH}" '
        f'height="{top}" role="img" aria-label="Thời gian dựng trang">\n'
        f"<style>{STYLE}</style>\n" + "\n".join(parts) + "\n</svg>\n"
    )


def _groups(figures: Report, steps: list[str]) -> list[Group]:
    groups = []
    for step in steps:
        seconds = {name: figures[name][step] for name in COLOURS if step in figures.get(name, {})}
        if seconds:
            groups.append(Group("" if len(steps) == 1 else LABELS[step], seconds))
    return groups


def _panel(title: str, groups: list[Group], top: int) -> tuple[list[str], int]:
    """Return the drawing of a panel from *top* on, and its height."""
    most = max((max(group.seconds.values()) for group in groups), default=1)
    scale = (WIDTH - LEFT - RIGHT) / most
    names = list(dict.fromkeys(name for group in groups for name in group.seconds))
    is_alone = len(groups) == 1
    parts = [_text(0, top + 16, title, "head")]
    y = top + LINE
    if not is_alone:
        x = LEFT
        for name in names:
            parts.append(f'<rect x="{x}" y="{y + 3}" width="11" height="11" {_fill(name)}/>')
            parts.append(_text(x + 16, y + 13, name, "quiet"))
            x += 34 + 7 * len(name)
        y += LINE
    for group in groups:
        y += GAP
        parts.append(_text(0, y + BAR - 2, group.label))
        for name, seconds in group.seconds.items():
            width = max(seconds * scale, 1)
            parts.append(
                f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR}" {_fill(name)}/>'
            )
            shown = _vietnamese(seconds)
            parts.append(_text(LEFT + width + 5, y + BAR - 2, shown, "quiet"))
            if is_alone:
                parts.append(_text(0, y + BAR - 2, name))
            y += BAR + GAP + (GAP if is_alone else 0)
        y += GAP * 2
    return parts, y - top + LINE // 2


def _fill(name: str) -> str:
    return f'fill="{COLOURS[name]}"'


def _text(x: float, y: float, text: str, kind: str = "") -> str:
    shown = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{shown}>{escape(text)}</text>' if text else ""


def _vietnamese(value: float) -> str:
    """Return a number as Vietnamese writes it: 1.000 and 0,5."""
    shown = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}" if value < 1 else ""
    shown = shown or f"{value:,.1f}"
    return shown.translate(str.maketrans(",.", ".,"))
