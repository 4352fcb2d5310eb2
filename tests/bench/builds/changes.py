"""What an editor or a designer changes between two builds, and whether the site shows it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.builds.peer import Peer

EDIT, NEW, TEMPLATE = "one edit", "one new bulletin", "template change"


@dataclass(frozen=True)
class Change:
    """A file of the site's sources with a new text, and what a page must show then."""

    what: str
    file: Path
    text: str
    page: Path
    mark: str
    before: str | None

    def make(self) -> None:
        """Write the new text."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(self.text, "utf-8")

    def undo(self) -> None:
        """Write the text that was there before."""
        if self.before is None:
            self.file.unlink(missing_ok=True)
        else:
            self.file.write_text(self.before, "utf-8")

    def is_shown(self) -> bool:
        """Say whether the page has what was changed."""
        return self.page.exists() and self.mark in self.page.read_text("utf-8")


def changes(peer: Peer, turn: int) -> Iterator[Change]:
    """Yield the changes of a turn, the same for all peers."""
    yield edit(peer, turn)
    newest = peer.corpus.newest(turn)
    yield Change(NEW, peer.source(newest), peer.text(newest), peer.page(newest), newest.title, None)
    before, place = peer.template.read_text("utf-8"), peer.place
    mark = f"Mẫu trang sửa để đo, lần {turn}."
    text = before.replace(place, f"{place}\n<p>{mark}</p>", 1)
    page = peer.page(peer.corpus.bulletins[0])
    yield Change(TEMPLATE, peer.template, text, page, mark, before)


def edit(peer: Peer, turn: int) -> Change:
    """Return a sentence more in a bulletin that the turn draws."""
    bulletin = random.Random(turn).choice(peer.corpus.bulletins)  # noqa: S311
    sentence = f"Câu thêm để đo, lần {turn}."
    before, text = peer.text(bulletin), peer.text(bulletin.with_sentence(sentence))
    return Change(EDIT, peer.source(bulletin), text, peer.page(bulletin), sentence, before)
