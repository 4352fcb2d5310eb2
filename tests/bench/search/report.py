"""The report: what was measured, as a few tables, each with a line on what it shows."""

from corpus import CITING
from cost import COLD_SETS
from quality import DIGITS_AND_ISSUER, SETS, SPELLINGS
from table import Columns, Table

KB, MB = 1e-3, 1e-6
OURS, PEER = "ours", "Pagefind"


def ranks(columns: Columns) -> Table:
    """Show the ranks of the right answers."""
    table = Table(
        "Ranks",
        "Mean reciprocal rank at 10 on 10,000 bulletins of 2 KB. Pagefind is asked a sample of "
        "each set, since it takes long; our figures for just those queries stand beside it. Plain "
        "BM25 folds accents, so they make no difference to it.",
        columns,
    )
    table.add("queries", "count")
    for accents in ("stripped", "accented"):
        for name in (*SETS, "total"):
            table.add(f"{name}, {accents}", accents, name, shape="{:.3f}")
    return table


def numbers(columns: Columns) -> Table:
    """Show which numbers are found."""
    table = Table(
        "Numbers",
        "The part of full numbers, drawn at random and typed in five ways, that put their bulletin "
        f"first; in the texts as they are, and where the bodies of {CITING} other bulletins cite "
        "each. The last row asks for the digits and the issuer's code, without the type, of "
        "bulletins whose digits others have too: they must be on the first page.",
        columns,
    )
    table.add("numbers", "count")
    for label in (*SPELLINGS, DIGITS_AND_ISSUER):
        table.add(label, label, shape="{:.2f} %", scale=100)
    return table


def cold(columns: Columns, pairs: dict[str, str]) -> Table:
    """Show what the first query loads."""
    table = Table(
        "Bytes of a cold query",
        "In KB of 1,000 bytes, as the files are, with no compression by a server: the scripts, and "
        "all that the first query of a new engine loads for ten hits (heads, shards, result data). "
        "The script is the engine without an interface; for Pagefind, pagefind.js and its worker. "
        "A site serves our engine in one script with the search box and the search page; the sums "
        "with all of that are given too. The second query is another one, on the same engine.",
        columns,
    )
    table.add("script", "script", shape="{:,.1f}", scale=KB)
    table.add("script with our interface", "site script", shape="{:,.1f}", scale=KB)
    for name in COLD_SETS:
        table.add(f"{name}: queries", name, "count")
        table.add(f"{name}: requests for the index, median", name, "requests, median")
        for part in ("median", "p95"):
            table.add(f"{name}: index, {part}", name, f"bytes, {part}", shape="{:,.1f}", scale=KB)
            label = f"**{name}: script + index, {part}**"
            table.add(label, name, f"sum, {part}", shape="**{:,.1f}**", scale=KB)
            table.add_part(
                f"{name}: script + index, {part}, part of Pagefind's",
                *(name, f"sum, {part}"),
                pairs=pairs,
            )
            label = f"{name}: script with our interface + index, {part}"
            table.add(label, name, f"site sum, {part}", shape="{:,.1f}", scale=KB)
        for part in ("median", "p95"):
            label = f"{name}: second query, {part}"
            table.add(label, name, f"second, {part}", shape="{:,.1f}", scale=KB)
    return table


def warm(columns: Columns, pairs: dict[str, str]) -> Table:
    """Show the time of a warm query."""
    table = Table(
        "Time of a warm query",
        "In milliseconds with the data of ten hits, on 10,000 bulletins of 2 KB; all queries are "
        "asked once before, to load and to warm. Pagefind is asked a sample of each set.",
        columns,
    )
    table.add("queries", "count")
    for part in ("median", "p95"):
        table.add(part, part, shape="{:.1f}")
        table.add_part(f"{part}, part of Pagefind's", part, pairs=pairs)
    return table


def builds(columns: Columns, runs: int) -> Table:
    """Show how long the index takes, and how large it is."""
    table = Table(
        "Build of the index",
        f"10,000 bulletins of 9 KB; medians of {runs} runs, ours and Pagefind's by turns. Ours: "
        "from the texts in memory to the files on the disk, two processes that analyse and one "
        "that merges what they send. Pagefind: from the pages on the disk, which it must parse, to "
        "the files, on all cores. The updates are of our index: a sentence more in one bulletin at "
        "random; one bulletin more, the newest.",
        columns,
    )
    pairs = {OURS: PEER}
    table.add("build, s", "build", shape="{:.1f}")
    table.add_part("build, part of Pagefind's", "build", pairs=pairs)
    table.add("size, MB", "size", shape="{:.1f}", scale=MB)
    table.add_part("size, part of Pagefind's", "size", pairs=pairs)
    table.add("files", "files")
    for what, label in {"edit": "one edit", "new": "a new newest bulletin"}.items():
        table.add(f"after {label}, s", what, shape="{:.2f}")
        table.add(f"after {label}, part of the build", f"{what} part", shape="{:.1f} %", scale=100)
    return table


def growth(columns: Columns, runs: int) -> Table:
    """Show what more bulletins cost."""
    table = Table(
        "Growth",
        f"Ours alone, bulletins of 2 KB; builds are medians of {runs}. The memory is the peak of "
        "the process that merges, with all texts in it, and of one of the two that analyse, which "
        "shares the texts. Queries in Node.",
        columns,
    )
    table.add("build, s", "build", shape="{:.1f}")
    table.add("memory, MB", "memory", scale=MB)
    table.add("memory of a worker, MB", "worker memory", scale=MB)
    table.add("size, MB", "size", shape="{:.1f}", scale=MB)
    table.add("files", "files")
    for part in ("median", "p95"):
        table.add(f"warm query, {part}, ms", "warm", part, shape="{:.1f}")
    return table
