"""Which documents the bulletins of a corpus cite, and which cite them.

Citations in running text make weak links only; they change no document's status.
"""

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bantin.bulletin import Bulletin
from bantin.catalogue import Problems
from bantin.citations import (
    CitationEntry,
    CitationIndex,
    ExternalDocument,
    Mention,
    Resolution,
    Target,
    annotate,
    resolve,
)
from bantin.corpus import Corpus
from bantin.dates import parse_date
from bantin.document_reference import Reference
from bantin.links import relative
from bantin.number import matching_key
from bantin.problems import Problem, problem
from bantin.rules import TypeRegistry
from bantin.views import full_title, page_address


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that a bulletin cites: one of the site, or an external one.

    There are no sentences where an editor's own link is all that cites it.
    """

    bulletin: Bulletin | None
    external: ExternalDocument | None
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citing:
    """A bulletin that cites a document, with the sentences that do."""

    bulletin: Bulletin
    sentences: tuple[str, ...]


class Citations:
    """The citations of a corpus.

    They are resolved once, or remembered from the last build: *resolved* by the path of the
    bulletin that mentions, and a function that tells who cites the bulletin at a path.
    """

    def __init__(
        self,
        corpus: Corpus,
        resolved: Mapping[str, Sequence[Resolution]] | None = None,
        sources: Callable[[str], Sequence[str]] | None = None,
    ) -> None:
        self.corpus = corpus
        self._resolved = _resolved(corpus) if resolved is None else resolved
        self._sources = sources or self._found_sources
        # what was remembered has each external document settled
        self._externals = self._known_externals() if resolved is None else {}

    def settled(self, bulletin: Bulletin) -> list[Resolution]:
        """Return the resolutions of a bulletin as *resolved* takes them."""
        return [
            replace(one, external=self._external(one)) if one.external else one
            for one in self._resolved.get(bulletin.path, ())
        ]

    def problems(self) -> list[Problem]:
        """Return what editors may want to know: slips in numbers, and mentions of two meanings."""
        found = []
        for path, resolutions in self._resolved.items():
            bulletin = self.corpus.by_path[path]
            seen: dict[str, int] = {}
            for resolution in resolutions:
                written = resolution.mention.written
                occurrence = seen.get(written, 0)
                seen[written] = occurrence + 1
                number = resolution.mention.number.text
                if resolution.outcome == "ambiguous":
                    candidates = [self.corpus.by_path[entry.key] for entry in resolution.candidates]
                    listed = ", ".join(f"{b.file} ({b.front.date.numeric})" for b in candidates)
                    details = {"value": written, "number": number, "candidates": listed}
                    place = bulletin.place_in_body(written, occurrence)
                    found.append(problem(Problems.CITATION_AMBIGUOUS, place, **details))
                elif resolution.mention.slip and _bare(written) != _bare(number):
                    details = {"value": written, "correction": number}
                    place = bulletin.place_in_body(written, occurrence)
                    found.append(problem(Problems.CITATION_SLIP, place, **details))
        return found

    def cited_by(self, bulletin: Bulletin) -> tuple[Cited, ...]:
        """Return what a bulletin cites, in the order of first mention; then what it links to."""
        sentences: dict[str, list[str]] = defaultdict(list)
        documents: dict[str, Cited] = {}
        for resolution in self._resolved.get(bulletin.path, ()):
            if resolution.outcome == "ambiguous" or resolution.key == bulletin.path:
                continue
            external = self._external(resolution)
            name = external.slug if external else resolution.key
            documents.setdefault(name, Cited(self.corpus.by_path.get(resolution.key), external, ()))
            sentences[name].append(resolution.mention.sentence)
        for target in self._linked(bulletin):
            documents.setdefault(target.path, Cited(target, None, ()))
        return tuple(
            replace(cited, sentences=tuple(dict.fromkeys(sentences[name])))
            for name, cited in documents.items()
        )

    def citing(self, bulletin: Bulletin) -> tuple[Citing, ...]:
        """Return the bulletins that cite this one, newest first."""
        sources = [self.corpus.by_path[path] for path in self._sources(bulletin.path)]
        sources.sort(key=lambda one: (*one.facts.newest, one.path))
        return tuple(
            Citing(source, cited.sentences)
            for source in sources
            for cited in self.cited_by(source)
            if cited.bulletin is bulletin
        )

    @cached_property
    def externals(self) -> dict[str, tuple[ExternalDocument, tuple[Citing, ...]]]:
        """The documents that the site does not hold but its bulletins cite, by slug, sorted."""
        found: dict[str, ExternalDocument] = {}
        citing: dict[str, list[Citing]] = defaultdict(list)
        for bulletin in self.corpus.bulletins:
            for cited in self.cited_by(bulletin):
                if external := cited.external:
                    known = found.setdefault(external.slug, external)
                    if _told(external) > _told(known):  # others may say more of it
                        found[external.slug] = external
                    citing[external.slug].append(Citing(bulletin, cited.sentences))
        return {slug: (found[slug], tuple(citing[slug])) for slug in sorted(found)}

    def external_of(self, reference: Reference) -> ExternalDocument | None:
        """Return the external document that a reference of front matter means, if it is cited."""
        date = reference.date.iso if reference.date else ""
        found = [
            external
            for external in self._externals_by_number.get(matching_key(reference.number.text), ())
            if external.date.startswith(date)
        ]
        return found[0] if len(found) == 1 else None

    def annotated(self, bulletin: Bulletin, base: str | None = None) -> str:
        """Return the HTML of a body with its mentions marked, and its own links still tokens.

        The links of mentions are as in ``Site.html``.
        """
        html = self.corpus.bodies[bulletin.path].html
        resolutions = self._resolved.get(bulletin.path)
        if not resolutions:
            return html
        page = page_address(bulletin).rstrip("/")
        waiting = iter(resolutions)

        def lookup(_mention: Mention) -> Target | None:
            address, title = self._target(bulletin, next(waiting))
            if not address:
                return None
            return Target(relative(address, page) if base is None else base + address, title)

        return annotate(html, lookup, mentions=[one.mention for one in resolutions])

    def targets(self, bulletin: Bulletin) -> list[tuple[str, str]]:
        """Return where the mentions of a bulletin lead, and the titles of what they mean."""
        return [self._target(bulletin, one) for one in self._resolved.get(bulletin.path, ())]

    def _found_sources(self, path: str) -> Sequence[str]:
        return self._sources_by_target.get(path, ())

    @cached_property
    def _sources_by_target(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for source, target in self.edges:
            found[target].append(source)
        return dict(found)

    @cached_property
    def edges(self) -> list[tuple[str, str]]:
        """Which bulletin cites which, by their paths."""
        return [
            (bulletin.path, cited.bulletin.path)
            for bulletin in self.corpus.bulletins
            for cited in self.cited_by(bulletin)
            if cited.bulletin
        ]

    @cached_property
    def _externals_by_number(self) -> dict[str, list[ExternalDocument]]:
        found: dict[str, list[ExternalDocument]] = defaultdict(list)
        for external, _citing in self.externals.values():
            found[matching_key(external.number.text)].append(external)
        return dict(found)

    def _linked(self, bulletin: Bulletin) -> Iterator[Bulletin]:
        folder = posixpath.dirname(bulletin.path)
        for link in self.corpus.bodies[bulletin.path].links:
            path = posixpath.normpath(posixpath.join(folder, link.path))
            if path != bulletin.path and path in self.corpus.by_path:
                yield self.corpus.by_path[path]

    def _target(self, bulletin: Bulletin, resolution: Resolution) -> tuple[str, str]:
        if resolution.outcome == "ambiguous" or resolution.key == bulletin.path:
            return "", ""
        if external := self._external(resolution):
            return f"cited/{external.slug}/", ""
        target = self.corpus.by_path[resolution.key]
        return page_address(target), full_title(self.corpus, target)

    def _known_externals(self) -> dict[tuple[str, str], list[ExternalDocument]]:
        known: dict[tuple[str, str], list[ExternalDocument]] = defaultdict(list)
        for resolutions in self._resolved.values():
            for resolution in resolutions:
                external = resolution.external
                if external and external.date:
                    group = known[external.type_id, external.number.text]
                    if all(other.slug != external.slug for other in group):
                        group.append(external)
        return dict(known)

    def _external(self, resolution: Resolution) -> ExternalDocument | None:
        """Return the external document meant; without a date, the only one known by the number."""
        external = resolution.external
        if external is None or external.date:
            return external
        known = self._externals.get((external.type_id, external.number.text), [])
        return known[0] if len(known) == 1 else external


def _resolved(corpus: Corpus) -> dict[str, list[Resolution]]:
    index = CitationIndex.of(_entry(bulletin) for bulletin in corpus.bulletins)
    return {
        bulletin.path: resolve(mentions, index)
        for bulletin in corpus.bulletins
        if bulletin.front.citations and (mentions := corpus.bodies[bulletin.path].mentions)
    }


def external_title(types: TypeRegistry, document: ExternalDocument) -> str:
    """Return the name of an external document: type, number, date."""
    kind = types[document.type_id].label if document.type_id in types else "Văn bản"
    day = f" {parse_date(document.date).named}" if document.date else ""
    return f"{kind} {document.number.text}{day}"


def _told(document: ExternalDocument) -> tuple[bool, bool, bool]:
    """Return how much is known of an external document, to be compared."""
    return (bool(document.date), bool(document.issuer_text), bool(document.type_id))


def _entry(bulletin: Bulletin) -> CitationEntry:
    issuer = bulletin.issuer
    return CitationEntry(
        key=bulletin.path,
        number=bulletin.number.text,
        type_id=bulletin.type.id,
        issuer_id=bulletin.issuer_id,
        issuer_names=(issuer.name, *issuer.aliases, *issuer.codes),
        date=bulletin.front.date.iso,
    )


def _bare(number: str) -> str:
    """Return a number without its blanks and with plain hyphens: printers add such, not editors."""
    return "".join(number.split()).replace("\u2011", "-").replace("\u2010", "-")
