"""Kill builds (-9) at random moments: what is published must be the old site or the new one.

    python -m tests.bench.kills --corpus ../shared/corpus --count 2000 --kills 200

Each time an editor's change waits to be published, and a build of it is killed: at any moment of
it, or shortly after it has written what is new, when it publishes. Some builds begin with a lost
cache, some with no site. Then the published site is compared, byte by byte, with what it was and
with what a build from nothing makes of the change; then a build that nobody kills must make that.
"""

import argparse
import hashlib
import queue
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.bench.builds.corpus import Corpus
from tests.site_builder import build, environment, write_site

State = Mapping[str, str]
Snapshot = Mapping[str, str]

_NOW = {"SOURCE_DATE_EPOCH": "1780000000"}  # a snapshot of yesterday is that of today
_NUMBER = re.compile(r"^number: \W?", re.MULTILINE)
_WRITTEN = "Copying static assets"  # what MkDocs says next, if it is to say much
_LATE = 0.5  # of the kills come when the build has written what is new
_COLD = 0.25  # of the builds have lost their cache, half of them the site too
_AGAIN = 0.3  # of the kills are followed by another, without a whole build between them


class Trial:
    """A site whose builds are killed, and one beside it that is built from nothing."""

    def __init__(self, folder: Path, states: list[State], settings: dict[str, Any]) -> None:
        self._states = states
        self._folder = folder / "killed"
        self._config = write_site(self._folder, {}, bantin=dict(settings))
        self._site = self._folder / "site"
        self.wanted = [_from_nothing(folder / "whole", state, settings) for state in states]
        self._write(0)
        self._warm = self._cold = self._whole_build(0)
        self._write(1)
        self._warm = self._whole_build(1)

    def kill(self, chance: random.Random) -> str:
        """Kill one build; return what stood afterwards. Raises AssertionError."""
        while True:
            state = chance.randrange(len(self._states))
            self._write(state)
            lasts = self._lose(chance)
            before = snapshot(self._site)
            if self._killed(chance, lasts):
                break
        after = snapshot(self._site)
        old, new = after == before, after == self.wanted[state]
        assert old or new, differences(after, before, self.wanted[state])
        if chance.random() >= _AGAIN:
            self._whole_build(state)
        return "both are one" if old and new else "the old one" if old else "the new one"

    def _lose(self, chance: random.Random) -> float:
        """Lose the cache now and then, or all; return how long a build lasts then."""
        if chance.random() >= _COLD:
            return self._warm
        lost = [self._folder / ".cache"]
        if chance.random() < _COLD * 2:
            lost += [self._site, self._folder / ".site-releases"]
        for folder in lost:
            shutil.rmtree(folder, ignore_errors=True)
        return self._cold

    def _killed(self, chance: random.Random, lasts: float) -> bool:
        """Start a build and kill it; tell whether it was not over yet."""
        command = [sys.executable, "-m", "mkdocs", "build", "--verbose", "-f", str(self._config)]
        late = chance.random() < _LATE
        process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=environment(_NOW | {"PYTHONUNBUFFERED": "1"}),
        )
        written: queue.Queue[None] = queue.Queue()
        reader = threading.Thread(target=_listen, args=(process, written), daemon=True)
        reader.start()
        if late:
            written.get(timeout=600)
        try:
            process.wait(chance.uniform(0, lasts * (0.2 if late else 1)))
        except subprocess.TimeoutExpired:
            process.kill()
        code = process.wait()
        reader.join()  # the pipe ends with the last worker, too
        if process.stderr:
            process.stderr.close()
        assert code in (0, -signal.SIGKILL), code
        return code != 0

    def _whole_build(self, state: int) -> float:
        """Build without a kill, compare, and return the seconds."""
        begun = time.monotonic()
        built = build(self._config, env=_NOW)
        assert built.code == 0, built.output
        lasted = time.monotonic() - begun
        found = snapshot(self._site)
        assert found == self.wanted[state], differences(found, self.wanted[state])
        return lasted

    def _write(self, state: int) -> None:
        """Bring the bulletins to a state; a file that is right already is left alone."""
        write_state(self._folder / "bulletins", self._states[state])


def write_state(folder: Path, state: State) -> None:
    """Have these files in a folder, and no others; no address is to stay that is not theirs."""
    (folder.parent / "addresses.tsv").unlink(missing_ok=True)
    for path in [*folder.rglob("*.md")]:
        if path.relative_to(folder).as_posix() not in state:
            path.unlink()
    for name, text in state.items():
        file = folder / name
        if not file.is_file() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")


def _from_nothing(folder: Path, state: State, settings: dict[str, Any]) -> Snapshot:
    shutil.rmtree(folder, ignore_errors=True)
    config = write_site(folder, {}, bantin=dict(settings))
    write_state(folder / "bulletins", state)
    built = build(config, env=_NOW)
    assert built.code == 0, built.output
    return snapshot(built.site)


def snapshot(site: Path) -> Snapshot:
    """Return the files of a site by the hashes of their bytes, and its folders."""
    found = {}
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        found[name] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return found


def differences(found: Snapshot, *wanted: Snapshot) -> str:
    """Tell in what a site differs from those that it may be."""
    lines = []
    for other in wanted:
        lost, more = other.keys() - found.keys(), found.keys() - other.keys()
        changed = {path for path in found.keys() & other.keys() if found[path] != other[path]}
        lines += [
            f"lacks {sorted(lost)[:9]}, has {sorted(more)[:9]}, differs {sorted(changed)[:9]}"
        ]
    return "; ".join(lines)


def states(texts: State) -> list[State]:
    """Return the bulletins as they are, and after some changes that editors make."""
    names = sorted(texts)
    edited = names[len(names) // 2]
    many = names[:: max(len(names) // 40, 1)]
    first, last = names[0], names[-1]
    new = {"2026/moi.md": _NUMBER.sub(r"\g<0>9", texts[last], count=1)}
    return [
        texts,
        {**texts, edited: f"{texts[edited]}\nMột câu nữa.\n"},
        {**texts, **{name: f"{texts[name]}\nSửa hàng loạt.\n" for name in many}},
        {name: text for name, text in texts.items() if name != first} | new,
    ]


def _listen(process: subprocess.Popen[str], written: queue.Queue[None]) -> None:
    for line in process.stderr or ():
        if _WRITTEN in line:
            written.put(None)
    written.put(None)


def main(report: Callable[[str], None] = print) -> None:
    """Run the trial that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of make_bulletins.py")
    parser.add_argument("--count", type=int, default=2000, help="bulletins of the site")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus(wanted.corpus, Path(folder) / "corpus", wanted.count)
        texts = {f"{one.path}.md": one.text() for one in corpus.bulletins}
        trial = Trial(Path(folder), states(texts), corpus.vocabulary)
        chance = random.Random(wanted.seed)  # noqa: S311 - the same kills again
        counts: Counter[str] = Counter()
        for done in _progress(wanted.kills, report, counts):
            del done
            counts[trial.kill(chance)] += 1
    report(f"{wanted.kills} kills, {wanted.count} bulletins: {_said(counts)}; never anything else")


def _progress(kills: int, report: Callable[[str], None], counts: Counter[str]) -> Iterator[int]:
    for done in range(kills):
        if done and done % 20 == 0:
            report(f"{done} kills: {_said(counts)}")
        yield done


def _said(counts: Counter[str]) -> str:
    return ", ".join(f"{count} × {what}" for what, count in sorted(counts.items()))


if __name__ == "__main__":
    main()
