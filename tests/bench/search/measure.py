"""One run of the evaluation: the corpus folders, the engines over them, and what each is asked."""

import subprocess
import sys
import time
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

import builds
import cost
import quality
import report
from corpus import cite, draw, make_bulletins, read_documents, write_pages
from engines import Engine
from report import OURS, PEER

if TYPE_CHECKING:
    from quality import Found
    from table import Columns, Table

SHORT = "10,000"


class Bench:
    """Measures one thing after the other, each figure of ours beside Pagefind's."""

    def __init__(self, args: Namespace) -> None:
        self.args = args
        self.versions: dict[str, str] = {}
        self.failures: list[str] = []
        self._started = time.perf_counter()
        self.work: Path = args.work.resolve()
        self.short = make_bulletins(args.corpus, self.work / "10000-short")
        self.ours = Engine("ours", self.short / "search")
        self.peer = Engine("pagefind", self.short / "pages/pagefind")
        self.documents = read_documents(self.short / "bulletins")
        self.queries = quality.every(quality.read_queries(args.corpus, self.short), args.every)
        self.sample = quality.every(self.queries, args.peer_every)

    def tables(self) -> list["Table"]:
        """Measure everything."""
        compared = self.compare()
        growth: Columns = {SHORT: self.build(self.short)}
        if not self.args.no_pagefind:
            self.say("Pagefind's index of the short texts")
            write_pages(self.documents, self.short / "pages")
            builds.build_pagefind(self.short / "pages")
        times = self.warm()
        growth[SHORT]["warm"] = times[f"{OURS}, Node"]
        ranks, numbers = self.ranks(), self.numbers()
        cold: Columns = {f"{OURS}, {SHORT}": self.cold(self.ours)}
        if not self.args.no_pagefind:
            cold[f"{PEER}, {SHORT}"] = self.cold(self.peer)
        for count, arguments in self.larger().items():
            try:
                growth[count], cold[f"{OURS}, {count}"] = self.grow(count, arguments)
            except subprocess.SubprocessError as error:
                # what was measured so far took long, and stays
                self.failures.append(f"{count} bulletins: {error}")
        in_node, in_browser = f"{OURS}, Node", f"{OURS}, Chromium"
        pairs = {in_node: f"{PEER}, Node", in_browser: f"{PEER}, Chromium"}
        return [
            report.ranks(ranks),
            report.numbers(numbers),
            report.cold(cold, {f"{OURS}, {SHORT}": f"{PEER}, {SHORT}"}),
            report.warm(times, pairs),
            report.builds(compared, self.args.runs),
            report.growth(growth, self.args.runs),
        ]

    def compare(self) -> "Columns":
        """Build the index of the long texts, by turns with Pagefind."""
        self.say("bulletins of 9 KB, built by turns")
        folder = make_bulletins(self.args.corpus, self.work / "10000-of-9-KB", "--join", "4")
        pages = None if self.args.no_pagefind else folder / "pages"
        if pages:
            write_pages(read_documents(folder / "bulletins"), pages)
        return builds.compare(folder, pages, self.args.runs)

    def build(self, folder: Path) -> builds.Report:
        """Build our index of *folder*, some times."""
        self.say(f"our index of {folder.name}")
        index = folder / "search"
        return builds.medians([builds.build_ours(folder, index) for _ in range(self.args.runs)])

    def ranks(self) -> "Columns":
        """Rank the right answers of all queries."""
        self.say("ranks")
        ours = quality.find(self.ours, self.queries)
        found: dict[str, list[Found]] = {OURS: ours}
        found["plain BM25"] = quality.find_plainly(self.documents, self.queries)
        if not self.args.no_pagefind:
            asked = {id(query) for query in self.sample}  # some queries are in the corpus twice
            found[f"{OURS}, Pagefind's queries"] = [one for one in ours if id(one.query) in asked]
            found[PEER] = quality.find(self.peer, self.sample)
        return {name: quality.mean_ranks(some) for name, some in found.items()}

    def numbers(self) -> "Columns":
        """Ask for numbers, in the texts as they are and where others cite them."""
        self.say("numbers")
        drawn = draw(self.documents, self.args.numbers)
        several = quality.draw_ambiguous(self.documents, self.args.numbers)
        index = self.short / "search-cited"
        builds.build_ours(self.short, index, "--cited", str(self.args.numbers))
        columns: Columns = {}
        for name, engine in {
            f"{OURS}, as they are": self.ours,
            f"{OURS}, cited": Engine("ours", index),
        }.items():
            columns[name] = quality.find_numbers(engine, drawn, *quality.SPELLINGS)
            columns[name] |= quality.find_digits(engine, several)
        if not self.args.no_pagefind:
            self.say("numbers, asked of Pagefind")
            pages = self.short / "pages-cited"
            write_pages(cite(self.documents, self.args.numbers), pages)
            builds.build_pagefind(pages)
            engine, asked = Engine("pagefind", pages / "pagefind"), drawn[: self.args.peer_numbers]
            columns[f"{PEER}, cited"] = quality.find_numbers(engine, asked, "as is")
        return columns

    def cold(self, engine: Engine) -> cost.Report:
        """Count the bytes of cold queries."""
        self.say(f"cold queries, {engine.kind}, {engine.folder.parent.name}")
        most = len(self.queries) if engine.kind == "ours" else self.args.peer_cold
        return cost.cold(engine, self.queries, most)

    def warm(self) -> "Columns":
        """Time warm queries in Node and in Chromium."""
        columns: Columns = {}
        asked = {OURS: (self.ours, self.queries), PEER: (self.peer, self.sample)}
        if self.args.no_pagefind:
            del asked[PEER]
        for name, (engine, queries) in asked.items():
            self.say(f"warm queries in Node, {name}")
            columns[f"{name}, Node"] = cost.warm(engine, queries)
        if self.args.no_browser:
            return columns
        for name, (engine, queries) in asked.items():
            self.say(f"warm queries in Chromium, {name}")
            measured = cost.warm_in_browser(engine, queries)
            self.versions["Chromium"] = measured["version"]
            columns[f"{name}, Chromium"] = measured
        return columns

    def larger(self) -> dict[str, list[str]]:
        """Return the arguments of larger corpora, by the number of their bulletins."""
        wanted = {"41,149": (self.args.all, ["--all"])}
        wanted["100,000"] = (self.args.hundred_thousand, ["--count", "100000"])
        return {count: arguments for count, (asked, arguments) in wanted.items() if asked}

    def grow(self, count: str, arguments: list[str]) -> tuple[builds.Report, cost.Report]:
        """Build our index of more bulletins; ask it."""
        self.say(f"{count} bulletins")
        name = f"{count.replace(',', '')}-short"
        folder = make_bulletins(self.args.corpus, self.work / name, *arguments)
        built, engine = self.build(folder), Engine("ours", folder / "search")
        return built | {"warm": cost.warm(engine, self.queries)}, self.cold(engine)

    def say(self, what: str) -> None:
        """Tell the reader of the terminal what begins."""
        print(f"{time.perf_counter() - self._started:5.0f} s  {what}", file=sys.stderr, flush=True)
