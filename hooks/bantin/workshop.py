"""What the hook and the command line share: load, then resolve, collecting problems."""

import copy
import gc
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from bantin.addresses import NAME, AddressBook
from bantin.body import Renderer
from bantin.bulletin import Bulletin
from bantin.citing import Citations
from bantin.corpus import Corpus, check
from bantin.dates import VIETNAM
from bantin.files import PublishedFile
from bantin.folder_check import folder_problems
from bantin.gate import Gate
from bantin.links import HandWrittenPages, Resolver, docs_path
from bantin.load import corpus_at, load
from bantin.memory import Conditions, Findings, recall
from bantin.moves import Moves, find_moves
from bantin.output import digest
from bantin.problems import Problem
from bantin.progress import Progress, Stage
from bantin.readings import Readings
from bantin.settings import Settings
from bantin.shelf import Shelf
from bantin.siteconfig import find_library, shown_path
from bantin.source import Library
from bantin.validation import Context

_GARBAGE: Final = (100_000, 50, 100)
"""Thresholds of Python's garbage collector: it looks through all objects, and a build keeps nearly
all that it makes, so that looking as often as usual takes a tenth of its time."""


@dataclass
class Workshop:
    """One run over a site's bulletins.

    *now* is the moment for which documents are published and in force; *theme_dir* the folder of
    the site's own templates; *markdown* the extensions and their configurations; *workers* how
    many processes may share the work. *shelf* is the file that keeps what was read, *maker* a hash
    of the program that reads, *clock* the time of the run in nanoseconds since 1970; without them
    everything is read anew. *progress* is told of what takes long. ``told`` is how many problems
    are of the settings and of the folders, which no build remembers.
    """

    settings: Settings
    config_file: Path
    docs_dir: Path
    markdown: tuple[list[Any], dict[str, Any]]
    now: datetime
    theme_dir: Path | None = None
    with_drafts: bool = False
    workers: int = 1
    shelf: Path | None = None
    maker: str = ""
    clock: int = 0
    progress: Progress = field(default_factory=Progress)
    library: Library = field(init=False)
    renderer: Renderer = field(init=False)
    gate: Gate = field(init=False)
    readings: Readings = field(init=False)
    corpus: Corpus = field(init=False)
    addresses: Mapping[str, tuple[str, ...]] = field(init=False)
    files: dict[str, PublishedFile] = field(init=False)
    citations: Citations = field(init=False)
    book: AddressBook = field(init=False)
    moves: Moves = field(init=False, default_factory=Moves)
    problems: list[Problem] = field(init=False, default_factory=list)
    count: int = field(init=False, default=0)
    told: int = field(init=False, default=0)
    is_examined: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        gc.set_threshold(*_GARBAGE)
        self.library = find_library(self.config_file, self.settings.bulletins_dir)
        book = self.config_file.absolute().parent / NAME
        self.book = AddressBook(book, shown_path(book))
        self.renderer = Renderer(*self.markdown)
        context = Context(self.settings, self.settings.registry)
        # all that a reading depends on besides its file
        vocabulary = {"issuer", "issuers", "topics", "types", "profile"}
        known = self.settings.model_dump(mode="json", include=vocabulary)
        self.gate = Gate(self.settings, self.config_file, self.library, self.docs_dir)
        excused = self.gate.excused_bulletins
        key = digest(self.maker, known, sorted(excused), self.renderer.key)
        shelf = Shelf(self.shelf, key)
        self.readings = Readings(
            self.library, context, self.renderer, shelf, self.clock, excused=excused
        )

    def load(self) -> None:
        """Read every bulletin that has changed, and build the corpus."""
        loaded = load(
            self.readings,
            self.now,
            with_drafts=self.with_drafts,
            workers=self.workers,
            progress=self.progress,
        )
        for folder in filter(None, (self.docs_dir, self.theme_dir)):
            self.problems += folder_problems(folder)
        self.corpus = loaded.corpus
        self.problems += loaded.problems
        self.problems += self.gate.look(self.readings, self.workers, self.progress)
        self.told = len(self.problems)
        self.count = len(self.readings.bulletins) + len(self.readings.unread)

    def when_all_is_published(self) -> "Workshop | None":
        """Return this run as of the time when no bulletin waits any more; None if none does."""
        moments = [one.facts.publish_at or 0 for one in self.corpus.awaited]
        if not moments:
            return None
        later = copy.copy(self)
        later.now = datetime.fromtimestamp(max(moments), VIETNAM)
        later.corpus = corpus_at(self.readings, later.now, with_drafts=self.with_drafts)
        later.problems, later.is_examined = [], False
        return later

    def examine(self) -> None:
        """Find what is wrong with single bulletins and between them, but for their links."""
        if not self.is_examined:
            self.is_examined = True
            with self.progress.stage(Stage.CHECKING):
                self.problems += [*self.readings.problems(), *check(self.corpus)]

    def resolve(self, pages: HandWrittenPages) -> None:
        """Find where every link and citation leads, once the hand-written pages are known."""
        self.examine()
        resolver = Resolver(
            self.corpus, self.library, pages, docs_path(self.library, self.docs_dir)
        )
        with self.progress.stage(Stage.CHECKING, len(self.corpus.bulletins)) as tell:

            def look(bulletin: Bulletin) -> None:
                resolver.look(bulletin)
                tell(1)

            self.citations = Citations(self.corpus, look=look)
            resolver.look_at_unread()
        attached = resolver.attached
        attached.judge(self.gate.beside)
        self.addresses, self.files = resolver.addresses, attached.files
        self.problems += [*resolver.problems, *self.citations.problems()]
        is_complete = self.library.root.is_dir() and not self.corpus.unread
        self.moves = find_moves(
            self.book, self.corpus, self.files, resolver.named, is_complete=is_complete
        )
        self.problems += self.moves.problems

    def recall(self, conditions: Conditions) -> Findings | None:
        """Take from memory what ``resolve`` would find; None where that does not hold any more."""
        with self.progress.stage(Stage.CHECKING):
            recalled = recall(self.readings, self.corpus, conditions)
        if recalled is None:
            return None
        self.addresses, self.files = recalled.addresses, recalled.files
        self.citations = recalled.citations
        self.problems += recalled.findings.problems
        return recalled.findings
