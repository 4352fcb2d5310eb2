"""Build the same bulletins with Bản tin, Hugo + Pagefind, Material's blog and Pelican; time it.

    python -m tests.bench.builds --corpus ../shared/corpus --report reports/builds.md

Run it in the folder of the project, with the Python of its ``.venv``. The peers are installed from
``requirements.txt`` into a virtual environment of their own, below ``--work``. Material and Pelican
are asked for 1,000 bulletins; for 10,000 too with ``--all``, within ``--limit`` seconds a build.
``--hundred-thousand`` adds 100,000 bulletins, ours alone, without the change of the template.
The memory is measured on Linux only.
"""

import argparse
import os
import platform
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "search"))  # for its tables

from tests.bench.builds import plot, report
from tests.bench.builds.bench import PEERS, Bench


def main() -> None:
    """Measure; write the report, the table of the README and the plot."""
    args = arguments()
    cores, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    bench = Bench(args)
    found = bench.measure()
    used = {"Python": platform.python_version()} | bench.tools.versions()
    machine = [f"{platform.system()} {platform.machine()} with {cores} cores"]
    machine += [f"{name} {version}" for name, version in used.items()]
    head = f"# The builds, measured\n\n{time.strftime('%Y-%m-%d')}, {', '.join(machine)}; "
    head += f"the load was {load:.1f} before the run.\n"
    if bench.seconds:
        part = bench.disturbed / bench.seconds / cores
        head += f"\nWhile builds were timed, other processes took {part:.0%} of the processors.\n"
    head += f"\n{report.notes()}"
    if bench.left_out:
        head += f"\nNot asked for: {', '.join(bench.left_out)}.\n"
    head += "".join(f"\n**Failed:** {failure}\n" for failure in bench.failures)
    tables = []
    for count, figures in found.items():
        tables += [report.times(count, figures, args.runs), report.sites(count, figures)]
    if report.largest(found):
        tables += [report.work(found), report.growth(found)]
    tables.append(report.previews(found, args.runs))
    _write(args.report, "\n".join([head, *map(str, tables), report.spread(found)]))
    print(args.report.read_text("utf-8"))
    if small := report.readme(found):
        _write(args.report.with_name(f"{args.report.stem}-readme.md"), small)
    if args.plot and (largest := report.largest(found)):
        _write(args.plot, plot.plot(found, largest))
    if bench.failures:
        sys.exit(1)


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path(".cache/bench-builds"))
    parser.add_argument("--report", type=Path, default=Path("reports/builds.md"))
    parser.add_argument("--plot", type=Path, help="the SVG to write, say docs/assets/toc-do.svg")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--hundred-thousand", action="store_true", help="100,000 too, ours alone")
    parser.add_argument("--all", action="store_true", help="slow peers at 10,000 too")
    parser.add_argument("--only", nargs="+", choices=[peer.name for peer in PEERS])
    parser.add_argument("--runs", type=int, default=3, help="turns that a median is taken of")
    parser.add_argument("--limit", type=float, default=1800, help="seconds that a build may take")
    parser.add_argument("--no-preview", action="store_true")
    args = parser.parse_args()
    if args.hundred_thousand:
        args.sizes.append(100_000)
    return args


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
