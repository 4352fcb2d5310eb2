"""Which documents the bulletins of a corpus cite, and which cite them.

Citations in running text make weak links only; they change no document's status.
"""

import html
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
from bantin.citing_heads import HeadMention, Part, head_mentions, head_text
from bantin.corpus import Corpus
from bantin.dates import parse_date
from bantin.document_reference import Reference
from bantin.links import relative
from bantin.number import matching_key
from bantin.problems import Place, Problem, problem
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
        self._heads: dict[str, tuple[tuple[Part, Resolution], ...]] = {}
        self._resolved = self._found() if resolved is None else resolved
        self.sources = sources or self._found_sources
        # what was remembered has each external document settled
        self._externals = self._known_externals() if resolved is None else {}

    @cached_property
    def _index(self) -> CitationIndex:
        return CitationIndex.of(_entry(bulletin) for bulletin in self.corpus.bulletins)

    def _found(self) -> dict[str, list[Resolution]]:
        found = {}
        for bulletin in self.corpus.bulletins:
            heads = head_mentions(bulletin)
            is_read = bulletin.front.citations
            mentions = self.corpus.bodies[bulletin.path].mentions if is_read else ()
            resolved = resolve([*(one.ordered for one in heads), *mentions], self._index)
            self._heads[bulletin.path] = _above_the_body(heads, resolved)
            if mentions:
                found[bulletin.path] = resolved[len(heads) :]
        return found

    def _above(self, bulletin: Bulletin) -> tuple[tuple[Part, Resolution], ...]:
        """Return the resolutions of title, lead and caption, each with the text it stands in."""
        path = bulletin.path
        if path not in self._heads:
            heads = head_mentions(bulletin)
            body = self.corpus.bodies[path].mentions if heads else ()
            mentions = [*(one.ordered for one in heads), *body]
            resolved = resolve(mentions, self._index) if heads else ()
            self._heads[path] = _above_the_body(heads, resolved)
        return self._heads[path]

    @cached_property
    def _known(self) -> dict[tuple[str, str], list[ExternalDocument]]:
        return self._externals or self._known_externals()

    def _settled_above(self, bulletin: Bulletin) -> list[tuple[Part, Resolution]]:
        """Return what ``_above`` does, with the external documents that are known by a date."""
        settled = []
        for part, one in self._above(bulletin):
            if one.external and not one.external.date:
                known = self._known.get((one.external.type_id, one.external.number.text), [])
                external = known[0] if len(known) == 1 else one.external
                settled.append((part, replace(one, external=external)))
            else:
                settled.append((part, one))
        return settled

    def marked(self, bulletin: Bulletin, part: Part) -> str:
        """Return the HTML of the title, the lead or the caption, with its mentions marked."""
        source = html.escape(head_text(bulletin, part), quote=False)
        found = [one for where, one in self._settled_above(bulletin) if where == part]
        return self._annotated(source, bulletin, found) if found else source

    def settled(self, bulletin: Bulletin) -> list[Resolution]:
        """Return the resolutions of a bulletin as *resolved* takes them."""
        return [
            replace(one, external=self._external(one)) if one.external else one
            for one in self._resolved.get(bulletin.path, ())
        ]

    def problems(self) -> list[Problem]:
        """Return what editors may want to know: slips in numbers, and mentions of two meanings."""
        found: list[Problem | None] = []
        for bulletin in self.corpus.bulletins:
            for part, resolution in self._above(bulletin):
                keys = ("image", "caption") if part == "caption" else (part,)
                found.append(self._problem(resolution, bulletin.place_of(*keys)))
        for path, resolutions in self._resolved.items():
            bulletin = self.corpus.by_path[path]
            seen: dict[str, int] = {}
            for resolution in resolutions:
                written = resolution.mention.written
                occurrence = seen.get(written, 0)
                seen[written] = occurrence + 1
                if resolution.outcome == "ambiguous" or resolution.mention.slip:
                    place = bulletin.place_in_body(written, occurrence)
                    found.append(self._problem(resolution, place))
        return [one for one in found if one]

    def _problem(self, resolution: Resolution, place: Place) -> Problem | None:
        written, number = resolution.mention.written, resolution.mention.number.text
        if resolution.outcome == "ambiguous":
            candidates = [self.corpus.by_path[entry.key] for entry in resolution.candidates]
            listed = ", ".join(f"{b.file} ({b.front.date.numeric})" for b in candidates)
            details = {"value": written, "number": number, "candidates": listed}
            return problem(Problems.CITATION_AMBIGUOUS, place, **details)
        if resolution.mention.slip and _bare(written) != _bare(number):
            return problem(Problems.CITATION_SLIP, place, value=written, correction=number)
        return None

    def cited_by(self, bulletin: Bulletin) -> tuple[Cited, ...]:
        """Return what a bulletin cites, in the order of first mention; then what it links to."""
        sentences: dict[str, list[str]] = defaultdict(list)
        documents: dict[str, Cited] = {}
        above = [one for _part, one in self._settled_above(bulletin)]
        for resolution in (*above, *self._resolved.get(bulletin.path, ())):
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
        sources = [self.corpus.by_path[path] for path in self.sources(bulletin.path)]
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
        source = self.corpus.bodies[bulletin.path].html
        resolutions = self._resolved.get(bulletin.path)
        return self._annotated(source, bulletin, resolutions, base) if resolutions else source

    def _annotated(
        self,
        source: str,
        bulletin: Bulletin,
        resolutions: Sequence[Resolution],
        base: str | None = None,
    ) -> str:
        page = page_address(bulletin).rstrip("/")
        waiting = iter(resolutions)

        def lookup(_mention: Mention) -> Target | None:
            address, title = self._target(bulletin, next(waiting))
            if not address:
                return None
            return Target(relative(address, page) if base is None else base + address, title)

        return annotate(source, lookup, mentions=[one.mention for one in resolutions])

    def targets(self, bulletin: Bulletin) -> list[tuple[str, str]]:
        """Return where the mentions of a bulletin lead, and the titles of what they mean."""
        return [self._target(bulletin, one) for one in self._resolved.get(bulletin.path, ())]

    def _found_sources(self, path: str) -> Sequence[str]:
        return self._sources_by_target.get(path, ())

    @cached_property
    def _sources_by_target(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for bulletin in self.corpus.bulletins:
            for cited in self.cited_by(bulletin):
                if cited.bulletin:
                    found[cited.bulletin.path].append(bulletin.path)
        return dict(found)

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
        above = ([one for _part, one in self._above(b)] for b in self.corpus.bulletins)
        for resolutions in (*self._resolved.values(), *above):
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


def _above_the_body(
    heads: Sequence[HeadMention], resolved: Sequence[Resolution]
) -> tuple[tuple[Part, Resolution], ...]:
    pairs = zip(heads, resolved, strict=False)  # those of the body follow
    return tuple([(head.part, replace(one, mention=head.mention)) for head, one in pairs])


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
        number=bulletin.facts.number,
        type_id=bulletin.type.id,
        issuer_id=bulletin.issuer_id,
        issuer_names=(issuer.name, *issuer.aliases, *issuer.codes),
        date=bulletin.facts.date_iso,
    )


def _bare(number: str) -> str:
    """Return a number without its blanks and with plain hyphens: printers add such, not editors."""
    return "".join(number.split()).replace("\u2011", "-").replace("\u2010", "-")
