"""Which documents the bulletins of a corpus cite, and which cite them.

Citations in running text make weak links only; they change no document's status.
"""

from collections import defaultdict
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
    mentions_in_html,
    resolve,
)
from bantin.corpus import Corpus
from bantin.dates import parse_date
from bantin.links import relative
from bantin.problems import Problem, problem
from bantin.rules import TypeRegistry
from bantin.views import full_title, page_address


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that a bulletin cites: one of the site, or an external one."""

    bulletin: Bulletin | None
    external: ExternalDocument | None
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citing:
    """A bulletin that cites a document, with the sentences that do."""

    bulletin: Bulletin
    sentences: tuple[str, ...]


class Citations:
    """The citations of a corpus, found and resolved once."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        index = CitationIndex.of(_entry(bulletin) for bulletin in corpus.bulletins)
        self._resolved: dict[str, list[Resolution]] = {}
        for bulletin in corpus.bulletins:
            mentions = mentions_in_html(corpus.bodies[bulletin.path].html)
            if mentions:
                self._resolved[bulletin.path] = resolve(mentions, index)
        self._externals = self._known_externals()

    def problems(self) -> list[Problem]:
        """Return what editors may want to know: slips in numbers, and mentions of two meanings."""
        found = []
        for path, resolutions in self._resolved.items():
            bulletin = self.corpus.by_path[path]
            seen: dict[str, int] = {}
            for resolution in resolutions:
                written = resolution.mention.written
                place = bulletin.place_in_body(written, seen.get(written, 0))
                seen[written] = seen.get(written, 0) + 1
                number = resolution.mention.number.text
                if resolution.outcome == "ambiguous":
                    candidates = [self.corpus.by_path[entry.key] for entry in resolution.candidates]
                    listed = ", ".join(f"{b.file} ({b.front.date.numeric})" for b in candidates)
                    details = {"value": written, "candidates": listed}
                    found.append(problem(Problems.CITATION_AMBIGUOUS, place, **details))
                elif resolution.mention.slip and _bare(written) != _bare(number):
                    details = {"value": written, "correction": number}
                    found.append(problem(Problems.CITATION_SLIP, place, **details))
        return found

    def cited_by(self, bulletin: Bulletin) -> tuple[Cited, ...]:
        """Return what a bulletin cites, in the order of first mention."""
        sentences: dict[str, list[str]] = defaultdict(list)
        documents: dict[str, Cited] = {}
        for resolution in self._resolved.get(bulletin.path, ()):
            if resolution.outcome == "ambiguous" or resolution.key == bulletin.path:
                continue
            external = self._external(resolution)
            name = external.slug if external else resolution.key
            documents.setdefault(name, Cited(self.corpus.by_path.get(resolution.key), external, ()))
            sentences[name].append(resolution.mention.sentence)
        return tuple(
            replace(cited, sentences=tuple(dict.fromkeys(sentences[name])))
            for name, cited in documents.items()
        )

    def citing(self, bulletin: Bulletin) -> tuple[Citing, ...]:
        """Return the bulletins that cite this one, newest first."""
        return self._citing.get(bulletin.path, ())

    @cached_property
    def externals(self) -> dict[str, tuple[ExternalDocument, tuple[Citing, ...]]]:
        """The documents that the site does not hold but its bulletins cite, by slug, sorted."""
        found: dict[str, ExternalDocument] = {}
        citing: dict[str, list[Citing]] = defaultdict(list)
        for bulletin in self.corpus.bulletins:
            for cited in self.cited_by(bulletin):
                if cited.external:
                    found.setdefault(cited.external.slug, cited.external)
                    citing[cited.external.slug].append(Citing(bulletin, cited.sentences))
        return {slug: (found[slug], tuple(citing[slug])) for slug in sorted(found)}

    def annotated(self, bulletin: Bulletin, html: str, base: str | None = None) -> str:
        """Return the body's *html* with its mentions marked; links as in ``Site.html``."""
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

        return annotate(html, lookup)

    @cached_property
    def _citing(self) -> dict[str, tuple[Citing, ...]]:
        found: dict[str, list[Citing]] = defaultdict(list)
        for bulletin in self.corpus.bulletins:
            for cited in self.cited_by(bulletin):
                if cited.bulletin:
                    found[cited.bulletin.path].append(Citing(bulletin, cited.sentences))
        return {path: tuple(citing) for path, citing in found.items()}

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


def external_title(types: TypeRegistry, document: ExternalDocument) -> str:
    """Return the name of an external document: type, number, date."""
    kind = types[document.type_id].label if document.type_id in types else "Văn bản"
    day = f" ngày {parse_date(document.date).numeric}" if document.date else ""
    return f"{kind} {document.number.text}{day}"


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
