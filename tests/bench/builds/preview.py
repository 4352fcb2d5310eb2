"""From the editor's save to the page with the new sentence, in the server of a generator."""

import signal
import socket
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.bench.builds.changes import edit
from tests.bench.builds.peer import Peer
from tests.bench.builds.process import StepError, end, environment, last

PAUSE = 0.02  # seconds between two looks at the page
LONGEST = 120  # seconds that an edit may take
ENDING = 20  # seconds that the server may take to end


def preview(peer: Peer, runs: int, limit: float) -> dict[str, float]:
    """Return the seconds to the first page, and from an edit to its page, a median."""
    if not peer.server(0):
        return {}
    peer.clear()
    with Server(peer) as server:
        started = time.perf_counter()
        first = peer.corpus.bulletins[0]
        server.wait(peer.address(first), first.title[:20], limit)
        ready = time.perf_counter() - started
        taken = [_edit(peer, server, turn) for turn in range(1, runs + 1)]
    return {"first page": ready, "edit": statistics.median(taken)}


def _edit(peer: Peer, server: "Server", turn: int) -> float:
    change = edit(peer, turn)
    address = change.page.relative_to(peer.site).parent.as_posix() + "/"
    time.sleep(2)  # the watchers are quiet again
    try:
        started = time.perf_counter()
        change.make()
        server.wait(address, change.mark, LONGEST)
        return time.perf_counter() - started
    finally:
        change.undo()
        with suppress(StepError):
            server.wait(address, change.mark, LONGEST, gone=True)


class Server:
    """A running server of a generator, on a free port of this machine."""

    def __init__(self, peer: Peer) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        temporary = peer.folder / "tmp"
        temporary.mkdir(exist_ok=True)
        self._log = (peer.folder / "server.log").open("wb")
        self._process = subprocess.Popen(
            peer.server(self._port) or [],
            cwd=peer.folder,
            env=environment() | {"TMPDIR": str(temporary)},
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def wait(self, address: str, text: str, limit: float, *, gone: bool = False) -> None:
        """Wait until a page has *text*, or has it no longer. Raises StepError after *limit*."""
        over = time.perf_counter() + limit
        while time.perf_counter() < over:
            page = self._get(address, limit)
            if page is not None and (text in page) != gone:
                return
            if self._process.poll() is not None:
                said = Path(self._log.name).read_text("utf-8", "replace")
                raise StepError(f"the server ended: {last(said)}")
            time.sleep(PAUSE)
        raise StepError(f"the server did not show a change within {limit:,.0f} s")

    def _get(self, address: str, limit: float) -> str | None:
        url = f"http://127.0.0.1:{self._port}/{address}"
        with suppress(OSError, urllib.error.URLError):
            with urllib.request.urlopen(url, timeout=limit) as response:
                read: bytes = response.read()
            return read.decode("utf-8")
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(ENDING)
        except subprocess.TimeoutExpired:
            end(self._process.pid)
            self._process.wait()
        self._log.close()
