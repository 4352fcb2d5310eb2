"""Run a command: how long it takes, how much memory it and its children hold, what it says."""

import os
import signal
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.2  # seconds between two looks at the memory
TOLD = 400  # characters of what a failing command said last


class StepError(Exception):
    """A peer cannot do what it is asked to."""


@dataclass(frozen=True)
class Ran:
    """What a command took, and what it said."""

    seconds: float
    memory: float
    said: str


def run(command: list[str], folder: Path, limit: float, *, watched: bool = False) -> Ran:
    """Run a command in *folder*; *watched* looks at the memory meanwhile, which takes some time.

    Raises StepError where it fails, or takes more than *limit* seconds.
    """
    log = folder / "said.log"
    with log.open("wb") as out:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        late = threading.Timer(limit, end, [process.pid])
        late.start()
        watch = Watch(process.pid) if watched else None
        try:
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - started
        except BaseException:
            end(process.pid)
            raise
        finally:
            late.cancel()
            memory = watch.stop() if watch else 0.0
        process.returncode = os.waitstatus_to_exitcode(status)
    said = log.read_text("utf-8", "replace")
    program = Path(command[0]).name
    if seconds >= limit:
        raise StepError(f"{program} was not done within {limit:,.0f} s")
    if process.returncode:
        raise StepError(f"{program} ended with {process.returncode}: {said[-TOLD:].strip()}")
    return Ran(seconds, max(memory, usage.ru_maxrss * 1024.0), said)


def environment() -> dict[str, str]:
    """Return the environment of every command: this one, in UTF-8, without advertisements."""
    return {**os.environ, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}


def end(group: int) -> None:
    """End a process that was started as a session of its own, and its children."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


class Watch:
    """The memory of all processes of a session together, looked at now and then.

    Pages that several share count once: the sum of the proportional set sizes. Only Linux tells.
    """

    def __init__(self, session: int) -> None:
        self._session = session
        self._most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        """Return the most bytes that were seen."""
        self._over.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while not self._over.wait(PAUSE):
            found = [_share(path) for path in Path("/proc").glob("[0-9]*") if self._is_ours(path)]
            self._most = max(self._most, sum(found))

    def _is_ours(self, process: Path) -> bool:
        with suppress(OSError, ValueError):
            return os.getsid(int(process.name)) == self._session
        return False


def _share(process: Path) -> float:
    with suppress(OSError):
        for line in (process / "smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024.0
    return 0.0
