"""Measure the search on real texts, beside plain BM25 and Pagefind; write tables of Markdown.

    python tests/bench/search/evaluate.py --corpus ../shared/corpus --report reports/search.md

Needs Node, Chromium with Playwright, and Pagefind (``pip install 'pagefind[bin]'``); without the
last two, ``--no-browser`` and ``--no-pagefind``. ``--all`` and ``--hundred-thousand`` add more
texts, of our engine alone.
"""

import argparse
import os
import platform
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[3]))  # for tests.chromium

from engines import versions
from measure import Bench


def main() -> None:
    """Build the indexes, ask the queries, write the tables."""
    args = arguments()
    cores, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    bench = Bench(args)
    tables = bench.tables()
    used = {"Python": platform.python_version()} | versions() | bench.versions
    machine = [f"{platform.system()} {platform.machine()} with {cores} cores"]
    machine += [f"{name} {version}" for name, version in used.items()]
    head = f"# The search, measured\n\n{time.strftime('%Y-%m-%d')}, {', '.join(machine)}; "
    head += f"the load was {load:.1f} before the run.\n"
    head += "".join(f"\n**Failed:** {failure}\n" for failure in bench.failures)
    args.report.parent.mkdir(parents=True, exist_ok=True)
    args.report.write_text("\n".join([head, *map(str, tables)]), encoding="utf-8")
    print(args.report.read_text("utf-8"))
    if bench.failures:
        sys.exit(1)


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path(".cache/bench-search"))
    parser.add_argument("--report", type=Path, default=Path("reports/search.md"))
    parser.add_argument("--all", action="store_true", help="all 41,149 texts too")
    parser.add_argument("--hundred-thousand", action="store_true", help="100,000 bulletins too")
    parser.add_argument("--no-pagefind", action="store_true")
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--runs", type=int, default=3, help="builds that a median is taken of")
    parser.add_argument("--numbers", type=int, default=2000, help="numbers drawn at random")
    parser.add_argument("--peer-numbers", type=int, default=200, help="of them asked of Pagefind")
    parser.add_argument("--every", type=int, default=1, help="one query in so many is asked")
    parser.add_argument("--peer-every", type=int, default=10, help="of them asked of Pagefind")
    parser.add_argument("--peer-cold", type=int, default=50, help="cold queries of a set, Pagefind")
    return parser.parse_args()


if __name__ == "__main__":
    main()
