"""Measure how long it takes to find and resolve the citations of 10,000 bulletins.

    python tests/bench/citations.py

Each bulletin cites four others of the corpus, with and without dates; prints medians of three,
in seconds of one processor. Then texts that look like numbers all over, of 50 and 100 KB: how many
times as long the second takes.
"""

import random
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "hooks")]

from tests.conftest import CASES, make  # noqa: E402

from bantin.body import Renderer  # noqa: E402
from bantin.citations import find_mentions, mentions_in_html  # noqa: E402
from bantin.citing import Citations  # noqa: E402
from bantin.corpus import Corpus  # noqa: E402
from bantin.settings import read_settings  # noqa: E402
from bantin.siteconfig import locate, read_config  # noqa: E402
from bantin.validation import Context  # noqa: E402

COUNT, EACH, RUNS = 10_000, 4, 3
UNITS = (
    "1/A",
    "12-QĐ/",
    "AĐ9/-",
    "1-A1",
    "số 1 ngày ",
    "QĐ/1 ",
    "(1/",
    "1 - ",
    " ",
    "Nghị quyết 1-",
)


def main() -> None:
    """Make the corpus, measure, print."""
    config = CASES / "site" / "mkdocs.yml"
    settings, _ = read_settings(read_config(config).settings, lambda path: locate(config, path))
    if settings is None:
        sys.exit("the settings of the cases are wrong")
    corpus = make_corpus(Context(settings, settings.registry))
    finding = [measure_finding(corpus) for _ in range(RUNS)]
    whole = []
    for _ in range(RUNS):
        started = time.process_time()
        citations = Citations(corpus)
        whole.append(time.process_time() - started)
    resolved = sum(
        len(one.sentences)
        for b in corpus.bulletins
        for one in citations.cited_by(b)
        if one.bulletin
    )
    found, total = statistics.median(finding), statistics.median(whole)
    print(f"{COUNT} bulletins, {resolved} citations resolved")
    print(f"finding {found:.2f} s, resolving {total - found:.2f} s, together {total:.2f} s")
    for unit in UNITS:
        half, whole_text = (measure_text(unit, size) for size in (50_000, 100_000))
        print(
            f"{unit!r}, again and again: {whole_text / half:.1f} times as long for twice the text"
        )


def make_corpus(context: Context) -> Corpus:
    """Return bulletins that cite one another, in ten years of numbers."""
    chosen = random.Random(1)  # noqa: S311
    renderer = Renderer([])
    bulletins, bodies = [], {}
    for i in range(COUNT):
        sentences = []
        for other in chosen.sample(range(COUNT), EACH):
            year, serial = 2016 + other % 10, other // 10 + 1
            dated = f"số {serial}/KH-UBND ngày 19/5/{year} của Ủy ban nhân dân xã"
            sentences.append(f"Thực hiện Kế hoạch {dated}, đơn vị báo cáo kết quả {other} mục.")
        year, serial = 2016 + i % 10, i // 10 + 1
        one = make(
            context,
            f"{year}/{serial}.md",
            number=f"{serial}/KH-UBND",
            date=f"{year}-05-19",
            body="\n\n".join(sentences) + "\n",
        )
        bulletins.append(one)
        bodies[one.path] = renderer.render(one.body)
    return Corpus(bulletins, bodies, context, datetime(2026, 5, 20, tzinfo=UTC))


def measure_finding(corpus: Corpus) -> float:
    """Return the seconds that finding the mentions takes, without resolving them."""
    started = time.process_time()
    for bulletin in corpus.bulletins:
        mentions_in_html(corpus.bodies[bulletin.path].html)
    return time.process_time() - started


def measure_text(unit: str, size: int) -> float:
    """Return the seconds that a text of one *unit* again and again takes, the median."""
    spent = []
    for _ in range(RUNS):
        started = time.process_time()
        find_mentions((unit * size)[:size])
        spent.append(time.process_time() - started)
    return statistics.median(spent)


if __name__ == "__main__":
    main()
