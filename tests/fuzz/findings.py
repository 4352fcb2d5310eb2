"""What fuzzing finds: each kind of finding once, with the input that showed it."""

import hashlib
import traceback
from pathlib import Path
from typing import Final

_OURS: Final = ("/bantin/", "/bantin_mkdocs/", "/tests/fuzz/")


class Findings:
    """The findings of one run, written to a folder as they come."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts: dict[str, int] = {}

    def note(self, data: bytes, error: BaseException) -> None:
        """Note an input that something was wrong with; print the first of its kind."""
        kind = kind_of(error)
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if self.counts[kind] > 1:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / hashlib.sha256(data).hexdigest()[:12]
        file.write_bytes(data)
        told = "".join(traceback.format_exception(error, limit=-8))
        print(f"FOUND {kind}: {file}\n{told}", flush=True)


def kind_of(error: BaseException) -> str:
    """Return by what an error is known: its type, and the last place of ours that it went through.

    An invariant is known by what it says, without the details of the input.
    """
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if any(part in frame.filename for part in _OURS)]
    last = (ours or frames)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    is_invariant = isinstance(error, AssertionError) and "/tests/" in last.filename
    said = f" ({str(error).partition(':')[0]})" if is_invariant else ""
    return f"{type(error).__name__}{said} at {place}"
