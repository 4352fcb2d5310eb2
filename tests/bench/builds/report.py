"""The report: what was measured, as tables of Markdown; and the small table of the README."""

from typing import Any

from table import Table
from tests.bench.builds import hugo, ours
from tests.bench.builds.bench import PEERS
from tests.bench.builds.rounds import STEPS, Report

KB, MB = 1e-3, 1e-6


def times(count: int, report: Report, runs: int) -> Table:
    """Show the seconds of each build, and what part they are of Hugo's."""
    table = Table(
        f"{count:,} bulletins: seconds",
        f"Medians of {runs} turns; in a turn each peer builds from nothing, again without a "
        "change, and after one more sentence in a bulletin, one more bulletin, and a change in the "
        "template of bulletins. Each built once before, so that what it reads is in memory.",
        _ordered(report),
    )
    for step in STEPS:
        table.add(f"**{step}, s**", step, shape="{:.2f}")
        for other in (hugo.HUGO, hugo.NAME):
            pairs = {peer.name: other for peer in PEERS if peer.name != hugo.NAME}
            table.add_part(f"{step}, part of {other}", step, pairs=pairs)
    return table


def sites(count: int, report: Report) -> Table:
    """Show how large the sites are, what they hold, and the memory it took."""
    table = Table(
        f"{count:,} bulletins: the sites",
        "The bytes in the files, without what a file system adds. The memory is the most that all "
        "processes of the build from nothing held together, what they share counted once; it was "
        "looked at five times a second.",
        _ordered(report),
    )
    table.add("size, MB", "size", shape="{:,.1f}", scale=MB)
    pairs = {peer.name: hugo.NAME for peer in PEERS if peer.name != hugo.NAME}
    table.add_part(f"size, part of {hugo.NAME}", "size", pairs=pairs)
    table.add("files", "files")
    table.add("memory, MB", "memory", scale=MB)
    table.add("bulletins with a page", "survey", "pages")
    table.add("a bulletin's page, mean, KB", "survey", "page size", shape="{:.1f}", scale=KB)
    table.add("lists by topic", "survey", "lists")
    table.add("RSS feeds, well-formed, of all and by topic", "survey", "feeds")
    table.add("bulletins in the search", "survey", "searchable")
    return table


def work(report: dict[int, Report]) -> Table:
    """Show how much of our site an edit makes anew."""
    columns: Report = {}
    for count, figures in report.items():
        whole = figures.get(ours.NAME, {})
        made, files = whole.get("made", {}), whole.get("files")
        columns[f"{count:,}"] = {
            step: {**one, "part": one["files"] / files} for step, one in made.items() if one
        }
    table = Table(
        "Made anew by ours",
        "Files and pages that the build says it made, by the number of bulletins; the part is of "
        "all files.",
        columns,
    )
    for step in STEPS:
        table.add(f"{step}: files", step, "files")
        table.add(f"{step}: part of all files", step, "part", shape="{:.2f} %", scale=100)
        table.add(f"{step}: pages", step, "pages")
    return table


def previews(report: dict[int, Report], runs: int) -> Table:
    """Show how long an editor waits in the preview."""
    columns: Report = {}
    for count, figures in report.items():
        for name in (ours.NAME, hugo.HUGO):
            if found := figures.get(name, {}).get("preview"):
                columns[f"{name}, {count:,}"] = found
    table = Table(
        "In the preview",
        "Seconds from the editor's save to the page that has the new sentence, in `mkdocs serve` "
        f"and in `hugo server`, which makes no search index; medians of {runs}. The first page is "
        "there once all is built.",
        columns,
    )
    table.add("**from the save to the page, s**", "edit", shape="{:.2f}")
    counts = list(report)
    pairs = {f"{ours.NAME}, {count:,}": f"{hugo.HUGO}, {count:,}" for count in counts}
    table.add_part(f"part of {hugo.HUGO}", "edit", pairs=pairs)
    table.add("first page, s", "first page", shape="{:.1f}")
    return table


def growth(report: dict[int, Report]) -> Table:
    """Show what more bulletins cost us."""
    columns = {f"{count:,}": found.get(ours.NAME, {}) for count, found in report.items()}
    table = Table("Growth of ours", "By the number of bulletins.", columns)
    for step in STEPS:
        table.add(f"{step}, s", step, shape="{:.2f}")
    table.add("size, MB", "size", shape="{:,.1f}", scale=MB)
    table.add("files", "files")
    table.add("memory, MB", "memory", scale=MB)
    return table


def spread(report: dict[int, Report]) -> str:
    """Return every single time, for those who mistrust medians."""
    lines = ["## All turns, in seconds", ""]
    for count, figures in report.items():
        for name, figure in _ordered(figures).items():
            for step, taken in figure.get("runs", {}).items():
                seconds = ", ".join(f"{one:.2f}" for one in taken)
                lines.append(f"- {count:,} bulletins, {name}, {step}: {seconds}")
    return "\n".join([*lines, ""])


def notes() -> str:
    """Return what is to be known of each peer."""
    return "".join(f"- {peer.name}: {peer.note}\n" for peer in PEERS)


def readme(report: dict[int, Report]) -> str:
    """Return the table of the README, of the largest size that Hugo did too."""
    count = largest(report)
    figures = _ordered(report.get(count, {}))
    if ours.NAME not in figures or hugo.NAME not in figures:
        return ""
    columns = [name for name in figures if name != hugo.PAGEFIND]
    lines = [f"| {count:,} bulletins | {' | '.join(columns)} |", "|---|" + "---:|" * len(columns)]
    for step in STEPS:
        cells = [_cell(figures[name].get(step), "{:.1f} s") for name in columns]
        if any(cells):
            lines.append(f"| {step} | {' | '.join(cells)} |")
    for label, key, shape, scale in (
        ("site", "size", "{:,.0f} MB", MB),
        ("memory", "memory", "{:,.0f} MB", MB),
    ):
        cells = [_cell(figures[name].get(key), shape, scale) for name in columns]
        lines.append(f"| {label} | {' | '.join(cells)} |")
    cells = [_cell(figures[name].get("preview", {}).get("edit"), "{:.1f} s") for name in columns]
    if any(cells):
        lines.append(f"| preview: save to page | {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def largest(report: dict[int, Report]) -> int:
    """Return the most bulletins that ours and Hugo were both measured with."""
    both = [count for count, found in report.items() if {ours.NAME, hugo.NAME} <= found.keys()]
    return max(both, default=0)


def _ordered(report: Report) -> dict[str, dict[str, Any]]:
    wanted = [ours.NAME, hugo.HUGO, hugo.PAGEFIND, hugo.NAME, *(peer.name for peer in PEERS)]
    return {name: report[name] for name in dict.fromkeys(wanted) if name in report}


def _cell(value: float | None, shape: str, scale: float = 1) -> str:
    return "" if value is None else shape.format(value * scale)
