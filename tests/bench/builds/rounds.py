"""Builds by turns: from nothing, without a change, and after each kind of change."""

import os
import statistics
from collections.abc import Iterable, Iterator
from typing import Any

from tests.bench.builds.changes import EDIT, NEW, TEMPLATE, Change, changes
from tests.bench.builds.peer import Peer
from tests.bench.builds.process import Ran, StepError, run
from tests.bench.builds.survey import size_of, survey

COLD, SAME = "cold", "no change"
STEPS = (COLD, SAME, EDIT, NEW, TEMPLATE)

Report = dict[str, dict[str, Any]]
"""Figures by the headings of their columns."""


class Rounds:
    """The builds of one peer."""

    def __init__(self, peer: Peer, limit: float, *, with_template: bool) -> None:
        self.peer = peer
        self._limit = limit
        self._with_template = with_template
        self.seconds = self.disturbed = 0.0
        self._turns: list[dict[str, dict[str, float]]] = []
        self.report: Report = {stage: {} for stage in peer.stages()}
        self.report.setdefault(peer.name, {})

    def look(self) -> list[str]:
        """Build once, untimed, watching the memory; survey the site; return what it lacks.

        This also brings into the memory what the timed builds read from the disk.
        """
        peer, whole = self.peer, self.report[self.peer.name]
        peer.clear()
        for stage, ran in self._build(watched=True):
            self.report[stage].update(size_of(peer.site), memory=ran.memory)
        stages = [self.report[stage] for stage in peer.stages()]
        whole.update(size_of(peer.site), memory=max(one["memory"] for one in stages))
        surveyed = survey(peer)
        whole["survey"], whole["made"] = surveyed.counts, {}
        if peer.tells:
            for step, builds in self._after_changes(0):
                for _, ran in builds:
                    whole["made"].setdefault(step, {}).update(peer.made(ran.said))
        return surveyed.faults

    def time(self, turn: int) -> None:
        """Build once, timed, from nothing and after each change."""
        self.peer.clear()
        found = {COLD: dict(self._build()), SAME: dict(self._build())}
        found |= {step: dict(builds) for step, builds in self._after_changes(turn)}
        for ran in (one for builds in found.values() for one in builds.values()):
            self.seconds += ran.seconds
            self.disturbed += ran.disturbed
        seconds = {
            step: {stage: ran.seconds for stage, ran in builds.items()}
            for step, builds in found.items()
        }
        for builds in seconds.values():
            builds[self.peer.name] = sum(builds[stage] for stage in self.peer.stages())
        self._turns.append(seconds)

    def finish(self) -> Report:
        """Return all figures, with the medians of the seconds."""
        for step in self._turns[0] if self._turns else ():
            for stage, report in self.report.items():
                taken = [one[step][stage] for one in self._turns]
                report[step] = statistics.median(taken)
                report.setdefault("runs", {})[step] = taken
        return self.report

    def _after_changes(self, turn: int) -> Iterator[tuple[str, Iterable[tuple[str, Ran]]]]:
        made: list[Change] = []
        try:
            for change in changes(self.peer, turn):
                if change.what == TEMPLATE and not self._with_template:
                    continue
                change.make()
                made.append(change)
                yield change.what, list(self._build())
                if not change.is_shown():
                    raise StepError(f"{change.what}: {change.page.name} does not show it")
        finally:
            for change in made:
                change.undo()

    def _build(self, *, watched: bool = False) -> Iterator[tuple[str, Ran]]:
        os.sync()  # so that nobody waits for what another wrote
        for stage, command in self.peer.stages().items():
            yield stage, run(command, self.peer.folder, self._limit, watched=watched)
