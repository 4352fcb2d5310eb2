"""All peers over all sizes, in one run; what fails is named and does not end the run."""

import argparse
import sys
import time
from pathlib import Path

from tests.bench.builds.corpus import Corpus
from tests.bench.builds.hugo import Hugo
from tests.bench.builds.material import Material
from tests.bench.builds.ours import Ours
from tests.bench.builds.peer import Peer
from tests.bench.builds.pelican import Pelican
from tests.bench.builds.preview import preview
from tests.bench.builds.process import StepError
from tests.bench.builds.rounds import Report, Rounds
from tests.bench.builds.tools import Tools

PEERS: tuple[type[Peer], ...] = (Ours, Hugo, Material, Pelican)
MOST_FOR_TEMPLATE = 10_000
"""Bulletins up to which a template is changed: beyond, all over again takes too long."""


class Bench:
    """What is measured, and what went wrong meanwhile."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._started = time.perf_counter()
        self.args = args
        self.work = Path(args.work).resolve()
        self.failures: list[str] = []
        self.left_out: list[str] = []
        self.seconds = self.disturbed = 0.0
        self.tools = Tools(self.work / "venv")

    def measure(self) -> dict[int, Report]:
        """Measure each size; return the figures."""
        self.say("the peers' programs")
        self.tools.set_up()
        return {count: self._size(count) for count in self.args.sizes}

    def _size(self, count: int) -> Report:
        corpus = Corpus(self.args.corpus, self.work / "corpus", count)
        going = [rounds for kind in PEERS if (rounds := self._prepare(kind, corpus))]
        for turn in range(self.args.runs + 1):
            # Nobody is always the first, or always after the same other.
            order = going[turn % len(going) :] + going[: turn % len(going)] if going else []
            for rounds in order:
                self.say(f"{rounds.peer.name}, {count:,}, {f'turn {turn}' if turn else 'a look'}")
                try:
                    if turn:
                        rounds.time(turn)
                    else:
                        self._faults(rounds, rounds.look())
                except StepError as error:
                    self.failures.append(f"{rounds.peer.name}, {count:,} bulletins: {error}")
                    going.remove(rounds)
        report: Report = {}
        for rounds in going:
            self.seconds += rounds.seconds
            self.disturbed += rounds.disturbed
            report |= rounds.finish()
            self._preview(rounds.peer, report)
        for rounds in going:
            rounds.peer.sweep()
        return report

    def _prepare(self, kind: type[Peer], corpus: Corpus) -> Rounds | None:
        wanted = self.args.only is None or kind.name in self.args.only
        if not wanted:
            return None
        if corpus.count > (10_000 if self.args.all else kind.largest) and kind is not Ours:
            self.left_out.append(f"{kind.name} at {corpus.count:,}")
            return None
        folder = self.work / "sites" / str(corpus.count) / kind.__name__.lower()
        peer = kind(folder, corpus, self.tools)
        self.say(f"{peer.name}, {corpus.count:,}, its site")
        peer.prepare()
        with_template = corpus.count <= MOST_FOR_TEMPLATE
        return Rounds(peer, self.args.limit, with_template=with_template)

    def _faults(self, rounds: Rounds, faults: list[str]) -> None:
        peer = rounds.peer
        self.failures += [f"{peer.name}, {peer.corpus.count:,} bulletins: {one}" for one in faults]

    def _preview(self, peer: Peer, report: Report) -> None:
        if self.args.no_preview or peer.corpus.count > MOST_FOR_TEMPLATE:
            return
        self.say(f"{peer.name}, {peer.corpus.count:,}, its server")
        try:
            report[next(iter(peer.stages()))]["preview"] = preview(
                peer, self.args.runs, self.args.limit
            )
        except StepError as error:
            where = f"{peer.name}, {peer.corpus.count:,} bulletins"
            self.failures.append(f"{where}, the server: {error}")

    def say(self, what: str) -> None:
        """Tell the reader of the terminal what begins."""
        print(f"{time.perf_counter() - self._started:5.0f} s  {what}", file=sys.stderr, flush=True)
