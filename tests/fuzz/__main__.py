"""Fuzz one harness with atheris: ``python -m tests.fuzz site --runs 100000``.

Every finding is noted and the run goes on: all of them are told at once. The exit code is 1 where
there are any.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from random import Random

import atheris

# What reads is watched; what is written follows from it, and watching it takes as long again.
with atheris.instrument_imports(include=["bantin"], enable_loader_override=False):
    import bantin.links
    import bantin.readings
    import bantin.siteconfig  # noqa: F401
    from bantin.time_limit import at_most

from tests.fuzz.findings import Findings
from tests.fuzz.harnesses import HARNESSES, Harness
from tests.fuzz.mutator import LONGEST, mutated

_SECONDS = 5  # that one input may take
_TELL_EVERY = 10_000
_STUCK = 120  # seconds after which libFuzzer itself ends a run that nothing else can stop


class _Run:
    """One run of a harness, with an end."""

    def __init__(self, harness: Harness, findings: Findings, runs: int, seconds: float) -> None:
        self.harness, self.findings = harness, findings
        self.runs, self.seconds = runs, seconds
        self.count = 0
        self.began = time.monotonic()

    def once(self, data: bytes) -> None:
        """Try one input; end the process where it was the last one."""
        try:
            with at_most(_SECONDS):
                self.harness(data)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is a finding
            self.findings.note(data, error)
        self.count += 1
        is_over = time.monotonic() - self.began > self.seconds
        if self.count % _TELL_EVERY == 0 or self.count == self.runs or is_over:
            self.tell()
        if self.count == self.runs or is_over:
            os._exit(1 if self.findings.counts else 0)  # libFuzzer knows no other end

    def tell(self) -> None:
        """Say how far the run is."""
        rate = self.count / (time.monotonic() - self.began)
        more = "".join(
            f", {value} {name}"
            for name in ("published", "refused")
            if (value := getattr(self.harness, name, None)) is not None
        )
        found = sum(self.findings.counts.values())
        kinds = f" of {len(self.findings.counts)} kinds" if found else ""
        print(
            f"{self.count} executions{more}, {rate:.0f}/s, {found} findings{kinds}",
            flush=True,
        )


def main() -> None:
    """Run one harness until it has had its executions or its time."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("harness", choices=[*HARNESSES])
    parser.add_argument("--runs", type=int, default=1_000_000, help="executions at most")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="time at most")
    parser.add_argument("--seed", type=int, default=1, help="two runs of one seed try the same")
    parser.add_argument("--reports", type=Path, default=Path("reports/fuzz"))
    given = parser.parse_args()
    kind = HARNESSES[given.harness]
    corpus = given.reports / f"{given.harness}-corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = kind.seeds()
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    findings = Findings(given.reports / f"{given.harness}-found")

    def change(data: bytes, most: int, seed: int) -> bytes:
        random = Random(seed)  # noqa: S311 - no secret
        if not random.randrange(8):
            return bytes(atheris.Mutate(data, most))
        begun = random.choice(seeds) if random.randrange(2) else data  # nearer to what is valid
        return mutated(begun, random, seeds)[:most]

    with tempfile.TemporaryDirectory() as folder:
        run = _Run(kind.make(Path(folder)), findings, given.runs, given.seconds)
        options = [
            f"-seed={given.seed}",
            f"-max_len={LONGEST}",
            f"-timeout={_STUCK}",
            "-len_control=0",
            "-print_final_stats=0",
            "-verbosity=0",
            "-reload=0",
        ]
        atheris.Setup([sys.argv[0], *options, str(corpus)], run.once, custom_mutator=change)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
