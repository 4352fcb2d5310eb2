"""One build, from one event of MkDocs to the next."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation

from bantin import publish
from bantin.ledger import Ledger
from bantin.memory import Conditions, Findings, remember, remember_texts
from bantin.model import Site
from bantin.progress import Progress
from bantin.source import why
from bantin.workshop import Workshop
from bantin_mkdocs.problem_log import RefusedError, log, log_problems


@dataclass
class Run:
    """One build: what is known of it from one event to the next."""

    workshop: Workshop
    site_dir: Path
    ledger: Ledger
    progress: Progress
    command: str
    release: publish.Release | None = None
    files: Files | None = None
    nav: Navigation | None = None
    site: Site | None = None
    reported: int = 0
    conditions: Conditions | None = None
    findings: Findings | None = None
    is_whole: bool = True
    pages: int = 0
    menu: dict[str, Link] = field(default_factory=dict)
    below_docs: str = ""

    def report(self) -> None:
        """Log the problems that came up since the last report."""
        log_problems(self.workshop.problems[self.reported :])
        self.reported = len(self.workshop.problems)

    def remember(self, release: str) -> None:
        """Keep for the next build what this one, now published as *release*, found out."""
        if self.conditions is None or self.findings is None or self.site is None:
            return
        now = replace(self.conditions, release=release, book=self.workshop.book.digest)
        if self.is_whole:
            remember(self.site, self.workshop.readings, now, self.findings)
        else:
            remember_texts(self.workshop.readings, now, self.findings)

    def enter_addresses(self) -> None:
        """Enter into the address book what is published now; a preview publishes nothing."""
        if self.command == "serve" or not self.is_whole:
            return
        book, moves = self.workshop.book, self.workshop.moves
        try:
            if book.write(moves.changes):
                log.info(f"Đã ghi {book.label} ({len(moves.lacking)} địa chỉ mới); hãy commit.")
        except OSError as error:  # as where the working copy must not be written to
            log.info(f"Không ghi được {book.label} ({why(error)}): địa chỉ mới chưa được giữ.")

    def open_release(self) -> publish.Release:
        """Return the release that this build makes."""
        if self.release is None:
            raise PluginError("on_config has not begun a release")
        return self.release

    def abandon(self) -> None:
        """Throw away a release that was not finished."""
        if self.release:
            self.release.abandon()

    def stop(self) -> None:
        """End the build if there are errors."""
        if any(found.is_error for found in self.workshop.problems):
            raise RefusedError(self.workshop.problems, self.workshop.count)
