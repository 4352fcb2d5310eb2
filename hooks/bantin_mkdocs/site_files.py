"""Files as MkDocs sees them: hand-written pages, and bulletins as far as links ask for them."""

import html
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from bantin.corpus import Corpus
from bantin.model import HandWrittenPage


class SiteFiles(Files):
    """The files that MkDocs handles; asked for one by one, also the bulletins."""

    def __init__(self, files: Files, config: MkDocsConfig, corpus: Corpus, below_docs: str) -> None:
        super().__init__(files)
        self._config = config
        self._corpus = corpus
        # Editors name a bulletin by its path on disk; MkDocs' own habit is the path on the site.
        self._folders = (f"{below_docs}/", "bulletins/")

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file at a path, if there is one."""
        return super().get_file_from_path(path) or self._bulletin(PurePath(path).as_posix())

    def _bulletin(self, path: str) -> File | None:
        for folder in self._folders:
            bulletin = self._corpus.by_path.get(path.removeprefix(folder))
            if bulletin and path.startswith(folder):
                address = f"bulletins/{bulletin.address}/index.html"
                anchors = self._corpus.bodies[bulletin.path].anchors
                return _FinishedFile(path, address, self._config, anchors)
        return None


class _FinishedFile(File):
    """A page that the plan writes; MkDocs knows it for links and their anchors only."""

    def __init__(
        self, src_uri: str, dest_uri: str, config: MkDocsConfig, anchors: frozenset[str]
    ) -> None:
        super().__init__(
            src_uri,
            src_dir=None,
            dest_dir=config.site_dir,
            use_directory_urls=True,
            dest_uri=dest_uri,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.page: Any = _Anchors(anchors)

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, *_: Any, **__: Any) -> None:
        """Leave the writing to the plan."""


@dataclass(frozen=True)
class _Anchors:
    """As much of a page as MkDocs looks at when it checks links to anchors."""

    present_anchor_ids: frozenset[str]


class RenderedPages:
    """The hand-written pages that MkDocs has rendered, for links to them."""

    def __init__(self, files: Files) -> None:
        self._pages = {file.src_uri: file for file in files.documentation_pages()}

    def address(self, path: str) -> str | None:
        """Return the site address of the page at *path* below ``docs/``, None if none."""
        file = self._pages.get(path)
        return None if file is None else "" if file.url == "./" else file.url

    def anchors(self, path: str) -> frozenset[str]:
        """Return the anchors of that page."""
        page = self._pages[path].page
        return frozenset(getattr(page, "present_anchor_ids", None) or ())


def hand_written(files: Files) -> tuple[HandWrittenPage, ...]:
    """Return the hand-written pages as the sitemap and the search index see them."""
    return tuple(
        HandWrittenPage(
            "" if file.page.url == "./" else file.page.url,
            html.unescape(str(file.page.title or "")),
            file.page.content or "",
        )
        for file in files.documentation_pages()
        if file.page
    )
