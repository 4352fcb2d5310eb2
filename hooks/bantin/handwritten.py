"""The hand-written pages as the command line sees them: rendered here, for their anchors."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import quote

from bantin.body import Body, Renderer
from bantin.page_policy import page_problems
from bantin.problems import Problem
from bantin.siteconfig import shown_path


class MarkdownPages:
    """Pages of a ``docs/`` folder, by their path below it."""

    def __init__(self, folder: Path, renderer: Renderer) -> None:
        self._folder = folder
        self._renderer = renderer
        self._anchors = cache(self._render)

    def address(self, path: str) -> str | None:
        """Return the site address of the page at *path*, None where there is none."""
        if path.startswith("..") or not path.endswith(".md"):
            return None
        try:
            if not (self._folder / path).is_file():
                return None
        except OSError:  # a name that is too long
            return None
        stem = path[: -len(".md")]
        folder, _, name = stem.rpartition("/")
        if name in ("index", "README"):
            return quote(f"{folder}/") if folder else ""
        return quote(f"{stem}/")

    def anchors(self, path: str) -> frozenset[str]:
        """Return the anchors of the page at *path*."""
        return self._anchors(path)

    def problems(self) -> Iterator[Problem]:
        """Yield what the content security policy forbids in the pages."""
        for file in sorted(filter(Path.is_file, self._folder.rglob("*.md"))):
            try:
                text = file.read_text("utf-8-sig", errors="replace")
            except OSError:  # MkDocs says so
                continue
            yield from page_problems(self._body(text).html, text, shown_path(file))

    def _render(self, path: str) -> frozenset[str]:
        text = (self._folder / path).read_text("utf-8-sig", errors="replace")
        return self._body(text).anchors

    def _body(self, text: str) -> Body:
        if text.startswith("---\n") and "\n---\n" in text:
            text = text.split("\n---\n", 1)[1]
        return self._renderer.render(text)
