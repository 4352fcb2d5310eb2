"""Measure the search on real texts, beside plain BM25 and Pagefind, as one table of Markdown.

    python tests/bench/search/evaluate.py --corpus ../shared/corpus --report reports/search.md

Needs Node, and Pagefind (``pip install 'pagefind[bin]'``) unless ``--no-pagefind`` is given.
"""

import argparse
import json
import random
import subprocess
import sys
import time
import unicodedata
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[2] / "hooks"), str(HERE)]

from corpus import read_documents, write_pages  # noqa: E402
from reference import PlainBm25  # noqa: E402

from bantin.search import (  # noqa: E402
    SearchDocument,
    analyse,
    build_index,
    index_keys,
    update_index,
)
from bantin.search.classic import classic_script  # noqa: E402

SETS = ("question", "keywords", "short", "title")
ENGINE = HERE.parents[2] / "overrides/assets/javascripts/search"
Report = dict[str, Any]


def main() -> None:
    """Build the indexes, ask the queries, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path(".cache/bench-search"))
    parser.add_argument("--report", type=Path, default=Path("reports/search.md"))
    parser.add_argument("--all", action="store_true", help="all 41,149 texts too")
    parser.add_argument("--no-pagefind", action="store_true")
    parser.add_argument("--numbers", type=int, default=2000, help="numbers drawn at random")
    parser.add_argument("--sample", type=int, default=5, help="every n-th query is asked cold")
    parser.add_argument("--pagefind-every", type=int, default=10, help="queries asked of Pagefind")
    args = parser.parse_args()
    sizes = {"10,000 short": [], "10,000 of 9 KB": ["--join", "4"]}
    if args.all:
        sizes["41,149 short"] = ["--all"]
    rows: list[Report] = []
    for name, arguments in sizes.items():
        rows += measure(name, arguments, args)
    args.report.parent.mkdir(parents=True, exist_ok=True)
    args.report.write_text(table(rows), encoding="utf-8")
    print(args.report.read_text("utf-8"))


def measure(name: str, arguments: list[str], args: argparse.Namespace) -> list[Report]:
    """Return a row for each engine on the texts that *arguments* of make_bulletins.py make."""
    work = (args.work / name.replace(",", "").replace(" ", "-")).resolve()
    if not (work / "map.tsv").exists():
        maker = args.corpus / "make_bulletins.py"
        subprocess.run([sys.executable, str(maker), str(work), *arguments], check=True)
    documents = list(read_documents(work / "bulletins"))
    ours: Report = {"engine": "ours", "texts": name, **build(documents, work / "search")}
    numbers = work / "numbers.json"
    drawn = random.Random(1).sample(documents, min(args.numbers, len(documents)))  # noqa: S311
    numbers.write_text(json.dumps([[one.number, one.url] for one in drawn]), encoding="utf-8")
    # of 9 KB, four texts a bulletin, the queries have no one right answer
    asked = "9 KB" not in name
    if asked:
        ours |= ask("ours", work / "search", work, args, numbers)
    rows = [ours]
    if asked and name == "10,000 short":
        rows.append({"engine": "plain BM25", "texts": name, **rank_plainly(documents, work, args)})
    if not args.no_pagefind and "41,149" not in name:
        write_pages(documents, work / "pages")
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "pagefind", "--site", str(work / "pages")],
            check=True,
            capture_output=True,
        )
        row: Report = {"engine": "Pagefind", "texts": name}
        row["build"] = time.perf_counter() - started
        row |= size_of(work / "pages/pagefind")
        rows.append(row | (ask("pagefind", work / "pages/pagefind", work, args) if asked else {}))
    return rows


def build(documents: list[SearchDocument], folder: Path) -> Report:
    """Build our index in two processes; then again after one edit, the analyses kept."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    started = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        analyses = list(pool.map(analyse, documents, chunksize=200))
    analysed = time.perf_counter()
    for path, content in build_index(zip(documents, analyses, strict=True), {}):
        (folder / path).write_bytes(content)
    built = time.perf_counter()
    store = {one.id: analysis for one, analysis in zip(documents, analyses, strict=True)}
    entries = [(one, one.id) for one in documents]
    keys, files = index_keys(entries), {path.name: path.read_bytes() for path in folder.iterdir()}
    edited = replace(documents[0], body=documents[0].body + "\nThêm một câu.")
    begun = time.perf_counter()
    store["edited"] = analyse(edited)
    update_index(files, keys, [(edited, "edited"), *entries[1:]], store.__getitem__, {})
    edit = time.perf_counter() - begun
    return {
        "build": built - started,
        "merge": built - analysed,
        "edit": edit,
        **size_of(folder),
    }


def size_of(folder: Path) -> Report:
    """Return the bytes and the files of a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {"size": sum(path.stat().st_size for path in files), "files": len(files)}


def ask(
    kind: str, folder: Path, work: Path, args: argparse.Namespace, numbers: Path | None = None
) -> Report:
    """Ask an engine all queries in Node; our own script counts with the bytes of a cold query."""
    command = ["node", str(HERE / "evaluate.mjs"), kind, str(folder), str(work / "map.tsv")]
    every, sample = (1, args.sample) if kind == "ours" else (args.pagefind_every, args.sample * 5)
    command += [str(args.corpus / "queries-dev.tsv"), str(every), str(sample)]
    command += [str(numbers)] if numbers else []
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    report: Report = json.loads(done.stdout)
    report["script"] = script_size() if kind == "ours" else (folder / "pagefind.js").stat().st_size
    return report


def script_size() -> int:
    """Return the bytes of the engine as a site serves it, one script."""
    modules = {path.name: path.read_text("utf-8") for path in ENGINE.glob("*.js")}
    return len(classic_script(modules, "engine.js").encode())


def rank_plainly(documents: list[SearchDocument], work: Path, args: argparse.Namespace) -> Report:
    """Return the ranks of plain BM25; it folds the accents, so they make no difference."""
    paths = dict(line.split("\t") for line in (work / "map.tsv").read_text("utf-8").splitlines())
    places = {one.url: i for i, one in enumerate(documents)}
    plain = PlainBm25(documents)
    found: dict[str, list[float]] = {}
    for line in (args.corpus / "queries-dev.tsv").read_text("utf-8").splitlines()[1:]:
        kind, _, text, relevant = line.split("\t")
        wanted = {
            places[f"bulletins/{paths[one].removesuffix('.md')}/"] for one in relevant.split()
        }
        ranks = [i for i, place in enumerate(plain.best(text), 1) if place in wanted]
        found.setdefault(kind, []).append(1 / ranks[0] if ranks else 0.0)
    every = [rank for ranks in found.values() for rank in ranks]
    means = {kind: sum(ranks) / len(ranks) for kind, ranks in found.items()}
    means["total"] = sum(every) / len(every)
    return {"ranks": {"stripped": means, "accented": means}}


def table(rows: list[Report]) -> str:
    """Return *rows* as a table, an engine on a set of texts a column."""
    lines: list[tuple[str, list[str]]] = []

    def add(label: str, *keys: str, shape: str = "{:.3f}", scale: float = 1) -> None:
        cells = []
        for row in rows:
            value: Any = row
            for key in keys:
                value = value.get(key) if isinstance(value, dict) else None
            cells.append("" if value is None else shape.format(value * scale))
        lines.append((label, cells))

    for accents in ("stripped", "accented"):
        for name in (*SETS, "total"):
            add(f"reciprocal rank at 10, {name}, {accents}", "ranks", accents, name)
    numbers: Report = next((row["numbers"] for row in rows if "numbers" in row), {})
    for name in numbers:
        add(f"number first: {name}", "numbers", name, shape="{:.2f} %", scale=100)
    add("script, KB", "script", shape="{:.1f}", scale=1e-3)
    for name in SETS:
        for what in ("median", "p95", "second"):
            add(
                f"cold, {name}, {what}, KB of index", "cold", name, what, shape="{:.0f}", scale=1e-3
            )
        add(f"cold, {name}, requests", "cold", name, "requests", shape="{:.0f}")
    add("warm query, median, ms", "times", "median", shape="{:.1f}")
    add("warm query, p95, ms", "times", "p95", shape="{:.1f}")
    add("build, s", "build", shape="{:.1f}")
    add("of it the merge, s", "merge", shape="{:.1f}")
    add("after one edit, s", "edit", shape="{:.2f}")
    add("size, MB", "size", shape="{:.1f}", scale=1e-6)
    add("files", "files", shape="{:.0f}")
    head = [f"{row['engine']}, {row['texts']}" for row in rows]
    text = ["| | " + " | ".join(head) + " |", "|---|" + "---:|" * len(head)]
    text += [f"| {label} | " + " | ".join(cells) + " |" for label, cells in lines if any(cells)]
    return unicodedata.normalize("NFC", "\n".join(text) + "\n")


if __name__ == "__main__":
    main()
