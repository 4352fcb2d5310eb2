"""Build a site after each of many changes, warm and from nothing; print how they compare, as JSON.

    python warm_builds.py FOLDER

FOLDER holds ``site/`` (a site with its configuration) and ``steps.json``: a list of steps, each
with a name, the files to write or remove (None) below ``site/``, and the moment of its builds.
After each step the site is built where it is, and again from nothing as a copy.
"""

import json
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from bantin import publish
from bantin.output import Output
from tests.site_builder import snapshot

LONG_AGO = 1_500_000_000  # so that files are as if written well before the build

root = Path(sys.argv[1])
made: list[str] = []
planned = {"whole": True}
write = publish.write


def watch(outputs: Iterable[Output], *arguments: Any, **options: Any) -> list[str]:
    """Write, and remember what was made."""
    made[:] = write([*outputs], *arguments, **options)
    planned["whole"] = options["whole"]
    return made


def build_in(folder: Path) -> dict[str, bytes]:
    """Build the site in *folder*; return its files."""
    build(load_config(str(folder / "mkdocs.yml")))
    return snapshot(folder / "site")


publish.write = watch
site, copy = root / "site", root / "copy"
rows = []
before: dict[str, bytes] = {}
for number, step in enumerate(json.loads((root / "steps.json").read_text("utf-8"))):
    os.environ["SOURCE_DATE_EPOCH"] = str(step["now"])
    for name, content in step["files"].items():
        file = site / name
        if content is None:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode("utf-8", "surrogateescape"))
        os.utime(file, (LONG_AGO + number, LONG_AGO + number))
    warm = build_in(site)
    warm_made, was_whole = [*made], planned["whole"]
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("site", ".*"))
    config = (copy / "mkdocs.yml").read_text("utf-8").replace(str(site), str(copy))
    (copy / "mkdocs.yml").write_text(config, "utf-8")
    cold = build_in(copy)
    shutil.rmtree(copy)
    names = sorted(warm.keys() | cold.keys())
    rows.append(
        {
            "name": step["name"],
            "different": [name for name in names if warm.get(name) != cold.get(name)],
            "made": warm_made,
            "whole": was_whole,
            "changed": [name for name in warm if warm[name] != before.get(name)],
            "files": len(warm),
        }
    )
    before = warm
print(json.dumps(rows))
