"""Build a site and render each page twice: as it is published, and as the whole theme prints it.

    python -m tests.both_ways mkdocs.yml build|serve findings

``findings`` gets a line for each page: template, address, whether a skeleton was filled, and
whether both ways gave the same bytes. Worker processes write there, too.
"""

import json
import sys
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

from bantin.output import Page
from bantin_mkdocs.shell import ThemeShell


def main(config_file: str, command: str, findings: Path) -> None:
    published, whole = ThemeShell.render, ThemeShell.render_whole
    rendered_whole: list[Page] = []

    def note_whole(self: ThemeShell, page: Page) -> str:
        rendered_whole.append(page)
        return whole(self, page)

    def both(self: ThemeShell, page: Page) -> bytes:
        rendered_whole.clear()
        result = published(self, page)
        is_filled = not rendered_whole
        is_same = result == whole(self, page).encode("utf-8", "xmlcharrefreplace")
        line = json.dumps([page.template, page.address, is_filled, is_same])
        with findings.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        return result

    patched: Any = ThemeShell
    patched.render, patched.render_whole = both, note_whole
    config = load_config(config_file)
    config.plugins.on_startup(command=command, dirty=False)  # type: ignore[arg-type]
    build(config)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
