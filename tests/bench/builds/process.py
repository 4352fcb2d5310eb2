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
TOLD = 400  # characters of the last line that a failing command said


class StepError(Exception):
    """A peer cannot do what it is asked to."""


@dataclass(frozen=True)
class Ran:
    """What a command took, and what it said."""

    seconds: float
    memory: float
    said: str
    disturbed: float = 0.0
    """Seconds that the processors meanwhile worked for others, and for the system's own threads."""


def run(command: list[str], folder: Path, limit: float, *, watched: bool = False) -> Ran:
    """Run a command in *folder*; *watched* looks at the memory meanwhile, which takes some time.

    Raises StepError where it fails, or takes more than *limit* seconds.
    """
    log = folder / "said.log"
    with log.open("wb") as out:
        busy, started = _busy(), time.perf_counter()
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
            seconds, busy = time.perf_counter() - started, _busy() - busy
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
        raise StepError(f"{program} ended with {process.returncode}: {last(said)}")
    own = usage.ru_utime + usage.ru_stime
    return Ran(seconds, max(memory, usage.ru_maxrss * 1024.0), said, max(busy - own, 0))


def environment() -> dict[str, str]:
    """Return the environment of every command: this one, in UTF-8, without advertisements."""
    return {**os.environ, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}


def last(said: str) -> str:
    """Return the last line, which of an error tells the most."""
    lines = said.split("\n")
    return next((line.strip()[:TOLD] for line in reversed(lines) if line.strip()), "nothing said")


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


def _busy() -> float:
    """Return the seconds that all processors together have worked; 0 where nobody tells."""
    with suppress(OSError):
        first = Path("/proc/stat").read_text("ascii").partition("\n")[0].split()
        # user, nice, system, then idle and waiting, then interrupts
        worked = [int(one) for place, one in enumerate(first[1:8]) if place not in {3, 4}]
        return sum(worked) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _share(process: Path) -> float:
    with suppress(OSError):
        for line in (process / "smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024.0
    return 0.0
