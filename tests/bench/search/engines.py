"""The engines in Node: asked through ``ask.mjs``; and the bytes of their scripts."""

import json
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from bantin.search.classic import classic_script

HERE = Path(__file__).resolve().parent
SCRIPTS = HERE.parents[2] / "overrides/assets/javascripts/search"
LIMIT = 1800  # seconds that the answers may take

Kind = Literal["ours", "pagefind"]


@dataclass(frozen=True)
class Engine:
    """An engine over the index in a folder."""

    kind: Kind
    folder: Path

    def ask(self, task: Literal["find", "cold", "warm"], texts: list[str]) -> list[Any]:
        """Ask it *texts*, each task as ``ask.mjs`` says."""
        done = subprocess.run(
            ["node", str(HERE / "ask.mjs"), self.kind, str(self.folder), task],
            input=json.dumps(texts),
            check=True,
            timeout=LIMIT,
            stdout=subprocess.PIPE,
            text=True,
        )
        answers: list[Any] = json.loads(done.stdout)
        return answers

    def script_size(self) -> int:
        """Return the bytes of the scripts that answer a query, without any interface."""
        if self.kind == "ours":
            return len(our_script("engine.js").encode())
        # a browser loads the worker too, which Node does without
        names = ("pagefind.js", "pagefind-worker.js")
        return sum((self.folder / name).stat().st_size for name in names)

    def site_script_size(self) -> int:
        """Return the bytes of the one script of a site: our engine, search box and search page."""
        return len(our_script("start.js").encode())


def our_script(entry: str) -> str:
    """Return what a site serves: *entry* and all that it imports, as one script."""
    modules = {path.name: path.read_text("utf-8") for path in SCRIPTS.glob("*.js")}
    return classic_script(modules, entry)


def versions() -> dict[str, str]:
    """Return the versions of Node and, where it is installed, of Pagefind."""
    node = subprocess.run(["node", "--version"], check=True, stdout=subprocess.PIPE, text=True)
    return {"Node": node.stdout.strip().removeprefix("v"), "Pagefind": version("pagefind")}
