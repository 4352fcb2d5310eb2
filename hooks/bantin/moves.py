"""Where each address of the address book leads now: every address once published stays.

A bulletin is known again by its identity, whatever its file is called, so that what led to its old
address leads to the new one, at once and never by way of a third.
"""

import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from urllib.parse import quote

from bantin.addresses import UNKNOWN, AddressBook, Entry, Gone, content_hash
from bantin.bulletin import Bulletin
from bantin.catalogue import Problems
from bantin.corpus import Corpus
from bantin.files import PublishedFile, suffix_of
from bantin.problems import Place, Problem, problem
from bantin.views import page_address

_Named = Mapping[str, Iterable[str]]
_Files = Mapping[str, PublishedFile]


@dataclass(frozen=True, slots=True)
class Moves:
    """What stands at addresses that are no bulletin's or file's any more.

    ``redirects`` are folders of the site with the bulletin to which each leads; ``copies`` the
    paths of files below ``bulletins/`` with that of the file which is published there too;
    ``gone`` what was withdrawn, as the book ``label`` tells. ``changes`` are the entries that
    the book does not hold, or not so; ``lacking`` the addresses that it does not hold at all.
    """

    redirects: tuple[tuple[str, Bulletin], ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[tuple[Entry, Gone], ...] = ()
    changes: tuple[Entry, ...] = ()
    lacking: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    label: str = ""


def find_moves(
    book: AddressBook, corpus: Corpus, files: _Files, named: _Named, *, is_complete: bool
) -> Moves:
    """Look every address of the book up.

    *files* are the published files by path, *named* the paths of the bulletins that name them. What
    vanished is a problem only where the folder *is_complete*: of a file with errors nobody knows
    what bulletin it is.
    """
    return _Search(book, corpus, files, named, is_complete=is_complete).moves()


class _Search:
    def __init__(
        self,
        book: AddressBook,
        corpus: Corpus,
        files: _Files,
        named: _Named,
        *,
        is_complete: bool,
    ) -> None:
        self.book = book
        self.corpus = corpus
        self.published = files
        self.is_complete = is_complete
        self.pages = {page_address(bulletin): bulletin for bulletin in corpus.bulletins}
        self.aliases = [*_aliases(corpus)]
        self.owners: dict[str, list[Bulletin]] = {}
        self.files: dict[str, str] = {}
        for path, namers in named.items():
            owners = [one for name in sorted(namers) if (one := corpus.by_path.get(name))]
            if owners:
                self.owners[path] = owners
                self.files[PublishedFile(path, 0).address] = path
        self.awaited_pages = {page_address(one): one for one in corpus.awaited}
        self.withheld: dict[str, Bulletin] = {}
        self.redirects = self.aliases[:]
        self.copies: dict[str, str] = {}
        self.gone: list[tuple[Entry, Gone]] = []
        self.entries, faults = book.read()
        self.before = {_below(entry): entry.content for entry in self.entries}
        self.problems: list[Problem] = [*faults]
        self.is_readable = not faults

    def moves(self) -> Moves:
        changes = []
        absent = []
        for entry in self.entries:
            here = self._here(entry)
            if here is None:
                absent.append(entry)
                continue
            if (found := self._present(entry, here)) != entry:
                changes.append(found)
        changes += [found for entry in absent if (found := self._absent(entry)) != entry]
        # with an alias, what was a file is a folder
        new = [*self._new({f"{entry.address.removesuffix('/')}/" for entry in self.entries})]
        for bulletin in self.withheld.values():
            details = {
                "moment": bulletin.front.publish_at.stamp if bulletin.front.publish_at else ""
            }
            place = bulletin.place_of("publish_at")
            self.problems.append(problem(Problems.ADDRESS_WITHHELD, place, **details))
        return Moves(
            redirects=tuple(self.redirects),
            copies=self.copies,
            gone=tuple(self.gone),
            changes=(*changes, *new),
            lacking=tuple(entry.address for entry in new) if self.is_readable else (),
            problems=tuple(self.problems),
            label=self.book.label,
        )

    def _new(self, held: Collection[str]) -> Iterator[Entry]:
        """Yield an entry for everything that stands at an address that is not *held* yet."""
        owners = {address: self.owners[path][0] for address, path in self.files.items()}
        for address, bulletin in {**self.pages, **self._alias_addresses, **owners}.items():
            if f"{address.removesuffix('/')}/" not in held:
                path = self.files.get(address)
                yield Entry(address, bulletin.facts.identity, self._content(path) if path else "")

    @cached_property
    def _alias_addresses(self) -> dict[str, Bulletin]:
        return {f"{quote(folder)}/": bulletin for folder, bulletin in self.aliases}

    @cached_property
    def _identities(self) -> dict[str, Bulletin]:
        """The bulletins by their identities, and by those that they had at their addresses."""
        found = {bulletin.facts.identity: bulletin for bulletin in self.corpus.bulletins}
        for entry in self.entries:
            here = self.pages.get(entry.address) or self._alias_addresses.get(entry.address)
            if here and entry.identity != UNKNOWN:
                found.setdefault(entry.identity, here)
        return found

    @cached_property
    def _awaited(self) -> dict[str, Bulletin]:
        """The bulletins that wait by their identities, and by those that they had."""
        found = {bulletin.facts.identity: bulletin for bulletin in self.corpus.awaited}
        for entry in self.entries:
            here = self.awaited_pages.get(entry.address)
            if here and entry.identity != UNKNOWN:
                found.setdefault(entry.identity, here)
        return found

    @cached_property
    def _named_by(self) -> dict[str, list[str]]:
        """The paths of the files that each bulletin names, by its path."""
        found: dict[str, list[str]] = defaultdict(list)
        for path, owners in self.owners.items():
            for owner in owners:
                found[owner.path].append(path)
        return found

    def _present(self, entry: Entry, here: Bulletin) -> Entry:
        """Return the entry of an address where something stands, as it is to be."""
        if entry.gone:
            place, details = self.book.place(entry), {"address": entry.address, "file": here.file}
            self.problems.append(problem(Problems.GONE_BUT_PUBLISHED, place, **details))
        path = self.files.get(entry.address)
        content = self._content(path) if path else entry.content
        return replace(entry, identity=here.facts.identity, content=content)

    def _absent(self, entry: Entry) -> Entry:
        """Find what was at an address; return its entry as it is to be."""
        if entry.gone:
            self.gone.append((entry, entry.gone))
            return entry
        bulletin = self._identities.get(entry.identity)
        if bulletin and entry.is_page:
            self.redirects.append((entry.path, bulletin))
            return replace(entry, identity=bulletin.facts.identity)
        if bulletin and (path := self._same_file(entry, bulletin)):
            self.copies[_below(entry)] = path
            content = self._content(path)
            return replace(entry, identity=bulletin.facts.identity, content=content)
        self._vanished(entry, bulletin)
        return entry

    def _here(self, entry: Entry) -> Bulletin | None:
        """Return the bulletin that stands at an address, or names the file or alias there."""
        address = entry.address
        if path := self.files.get(address):
            owners = self.owners[path]
            return next((o for o in owners if o.facts.identity == entry.identity), owners[0])
        return (
            self.pages.get(address)
            or self._alias_addresses.get(address)
            or self._alias_addresses.get(f"{address}/")  # of a file
        )

    def _same_file(self, entry: Entry, bulletin: Bulletin) -> str | None:
        """Return the path of what a file of a bulletin is now, known by its bytes or its name.

        Its bytes are those that it has, or had in the last build under a name that it has still.
        """
        kind = suffix_of(entry.path)  # never under another kind, which browsers may run
        paths = [one for one in self._named_by.get(bulletin.path, []) if suffix_of(one) == kind]
        known = entry.content
        by_content = (path for path in paths if known and self._content(path) == known)
        by_past = (path for path in paths if known and self.before.get(path) == known)
        name = posixpath.basename(entry.path)
        by_name = (path for path in paths if posixpath.basename(path) == name)
        return next(chain(by_content, by_past, by_name), None)

    def _content(self, path: str) -> str:
        """Return the hash by which the book knows a file again."""
        return content_hash(self.published[path].content)

    def _vanished(self, entry: Entry, bulletin: Bulletin | None) -> None:
        """Note that nothing stands any more at an address of a bulletin, if that is a problem."""
        hidden = self._awaited.get(entry.identity) or self.awaited_pages.get(entry.address)
        if hidden:
            self.withheld[hidden.path] = hidden
        elif self.is_complete:
            kind = Problems.ADDRESS_VANISHED if entry.is_page else Problems.FILE_VANISHED
            details = {
                "address": entry.address,
                "path": _below(entry),
                "day": self.corpus.today.isoformat(),
                "owner": bulletin.file if bulletin else "bài thay thế",
                "owner_en": bulletin.file if bulletin else "another bulletin",
            }
            self.problems.append(problem(kind, self.book.place(entry), **details))


def lacking(book: AddressBook, moves: Moves) -> Iterator[Problem]:
    """Yield a notice where a book that has been begun does not hold all addresses."""
    if book.exists and moves.lacking:
        details = {"count": len(moves.lacking), "first": min(moves.lacking)}
        yield problem(Problems.ADDRESSES_LACKING, Place(book.label), **details)


def _below(entry: Entry) -> str:
    return entry.path.removeprefix("bulletins/")


def _aliases(corpus: Corpus) -> Iterator[tuple[str, Bulletin]]:
    """Yield the folders of aliases; one is below ``bulletins/`` unless it says so itself."""
    for bulletin in corpus.bulletins:
        aliases = bulletin.front.aliases if bulletin.facts.aliases else ()
        for folder in dict.fromkeys(map(_folder, aliases)):
            if folder != f"bulletins/{bulletin.address}":  # renamed, and renamed back
                yield folder, bulletin


def _folder(alias: str) -> str:
    path = posixpath.normpath(alias)
    return path if path.startswith("bulletins/") else posixpath.normpath(f"bulletins/{path}")
