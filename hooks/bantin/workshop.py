"""What the hook and the command line share: load, then resolve, collecting problems."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bantin.body import Renderer
from bantin.citing import Citations
from bantin.corpus import Corpus
from bantin.links import HandWrittenPages, Resolver, docs_path
from bantin.load import load
from bantin.problems import Problem
from bantin.settings import Settings
from bantin.siteconfig import find_library
from bantin.source import Library
from bantin.validation import Context


@dataclass
class Workshop:
    """One run over a site's bulletins.

    *now* is the moment for which documents are published and in force; *markdown* the
    extensions and their configurations; *workers* how many processes may share the work.
    """

    settings: Settings
    config_file: Path
    docs_dir: Path
    markdown: tuple[list[Any], dict[str, Any]]
    now: datetime
    with_drafts: bool = False
    workers: int = 1
    library: Library = field(init=False)
    renderer: Renderer = field(init=False)
    corpus: Corpus = field(init=False)
    resolver: Resolver = field(init=False)
    citations: Citations = field(init=False)
    problems: list[Problem] = field(init=False, default_factory=list)
    count: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.library = find_library(self.config_file, self.settings.bulletins_dir)
        self.renderer = Renderer(*self.markdown)

    def load(self) -> None:
        """Read every bulletin and build the corpus."""
        context = Context(self.settings, self.settings.registry)
        loaded = load(
            self.library,
            context,
            self.renderer,
            self.now,
            with_drafts=self.with_drafts,
            workers=self.workers,
        )
        self.corpus = loaded.corpus
        self.problems += loaded.problems
        self.count = sum(1 for _ in self.library.paths()) if self.library.root.is_dir() else 0

    def resolve(self, pages: HandWrittenPages) -> None:
        """Find where every link and citation leads, once the hand-written pages are known."""
        self.resolver = Resolver(
            self.corpus, self.library, pages, docs_path(self.library, self.docs_dir)
        )
        self.resolver.run()
        self.citations = Citations(self.corpus, self.workers)
        self.problems += [*self.resolver.problems, *self.citations.problems()]
