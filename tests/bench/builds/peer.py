"""A generator of static sites that is measured: what it is given, what it is started with."""

import shutil
import time
from abc import ABC, abstractmethod
from pathlib import Path

from tests.bench.builds.corpus import Bulletin, Corpus
from tests.bench.builds.tools import Tools

SITES = Path(__file__).with_name("sites")
ADDRESS = "https://bantin.example/"
ITEMS = 20
"""Entries of a page of a list, and of a feed."""

# Not removed while builds are timed: for minutes after, ext4 makes new files more slowly, as it
# looks for numbers that were not free lately.
_ASIDE = ".aside-"


class Peer(ABC):
    """A generator over a site of its own, with the bulletins of the corpus."""

    name: str
    largest = 10_000
    """Bulletins that it is asked for, unless all are to be asked for as many."""
    note = ""
    """What is to be known of its site."""
    place: str
    """What stands in the template of a bulletin's page where something more goes after it."""
    caches: tuple[str, ...] = ()
    """What it keeps beside the site from one build to the next."""

    tells = False
    """Whether it says how many files it made."""

    def __init__(self, folder: Path, corpus: Corpus, tools: Tools) -> None:
        self.folder = folder
        self.corpus = corpus
        self.tools = tools

    @property
    @abstractmethod
    def site(self) -> Path:
        """Return the folder that the site is written to."""

    @property
    @abstractmethod
    def template(self) -> Path:
        """Return the template of a bulletin's page."""

    @abstractmethod
    def stages(self) -> dict[str, list[str]]:
        """Return the commands that make the site, by the heading of their figures."""

    @abstractmethod
    def configure(self) -> None:
        """Write the configuration and the pages that are not bulletins."""

    @abstractmethod
    def source(self, bulletin: Bulletin) -> Path:
        """Return the file that the bulletin is read from."""

    def text(self, bulletin: Bulletin) -> str:
        """Return what is in that file."""
        return bulletin.text()

    def address(self, bulletin: Bulletin) -> str:
        """Return the address of the page of a bulletin on the site."""
        return f"bulletins/{bulletin.path}/"

    def page(self, bulletin: Bulletin) -> Path:
        """Return the file of the page of a bulletin."""
        return self.site / self.address(bulletin) / "index.html"

    def list_of(self, topic: str) -> Path:
        """Return the file of the first page of the list of a topic."""
        return self.site / "topics" / topic / "index.html"

    def feed_of(self, topic: str) -> Path:
        """Return the file of the RSS feed of a topic, or of all bulletins."""
        return self.site.joinpath(*(("topics", topic) if topic else ()), "feed.xml")

    def server(self, port: int) -> list[str] | None:
        """Return the command that serves the site on a port while it is edited, if it is asked."""
        del port
        return None

    def searchable(self) -> int | None:
        """Return how many bulletins its search knows, None where it has none."""
        return None

    def made(self, said: str) -> dict[str, int]:
        """Return how many files and pages a build says it made, where it says that."""
        del said
        return {}

    def prepare(self) -> None:
        """Write the whole site from nothing."""
        self._put_aside(self.folder)
        self.folder.mkdir(parents=True)
        self.configure()
        for bulletin in self.corpus.bulletins:
            self.write(bulletin)

    def write(self, bulletin: Bulletin) -> None:
        """Write a bulletin as an editor would."""
        target = self.source(bulletin)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(self.text(bulletin), "utf-8")

    def clear(self) -> None:
        """Take away the site and all that is kept beside it."""
        for folder in (self.site, *(self.folder / name for name in self.caches)):
            self._put_aside(folder)

    def sweep(self) -> None:
        """Remove all that was taken away."""
        for aside in self.folder.parent.glob(f"{_ASIDE}*"):
            shutil.rmtree(aside, ignore_errors=True)

    def _put_aside(self, folder: Path) -> None:
        if folder.exists():
            folder.rename(self.folder.with_name(f"{_ASIDE}{time.time_ns()}"))
