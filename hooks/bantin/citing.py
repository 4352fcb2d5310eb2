"""Which documents the bulletins of a corpus cite, and which cite them.

Citations in running text make weak links only; they change no document's status.
"""

import html
import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

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


class Document(NamedTuple):
    """A document that a bulletin cites; its name is a path or, if external, a slug."""

    name: str
    bulletin: Bulletin | None
    external: ExternalDocument | None = None


class Meaning(NamedTuple):
    """What a mention in a body means: a resolution without the mention, which weighs much more."""

    outcome: Literal["bulletin", "external", "ambiguous"]
    key: str
    external: ExternalDocument | None


class Citations:
    """The citations of a corpus.

    They are resolved once, or remembered from the last build: *meanings* by the path of the
    bulletin that mentions, and a function that tells who cites the bulletin at a path. *look* is
    called with each bulletin before its mentions are resolved: its body is in memory then.
    """

    def __init__(
        self,
        corpus: Corpus,
        meanings: Mapping[str, Sequence[Meaning]] | None = None,
        sources: Callable[[str], Sequence[str]] | None = None,
        look: Callable[[Bulletin], object] = lambda _bulletin: None,
    ) -> None:
        self.corpus = corpus
        self._heads: dict[str, tuple[tuple[Part, Resolution], ...]] = {}
        self._links: dict[str, tuple[str, ...]] = {}
        self._problems: list[Problem] = []
        self._meanings = self._found(look) if meanings is None else meanings
        self.sources = sources or self._found_sources
        # what was remembered has each external document settled
        self._externals = self._known_externals() if meanings is None else {}

    @cached_property
    def _index(self) -> CitationIndex:
        return _index_of(self.corpus)

    def _found(self, look: Callable[[Bulletin], object]) -> dict[str, tuple[Meaning, ...]]:
        """Resolve all mentions, asking once for each body."""
        found = {}
        index = _index_of(self.corpus)  # let go afterwards: it is large
        same: dict[ExternalDocument, ExternalDocument] = {}
        for bulletin in self.corpus.bulletins:
            look(bulletin)
            heads = head_mentions(bulletin)
            body = self.corpus.bodies[bulletin.path]
            mentions = body.mentions if bulletin.front.citations else ()
            resolved = resolve([*(one.ordered for one in heads), *mentions], index)
            self._heads[bulletin.path] = _above_the_body(heads, resolved)
            self._linked(bulletin)
            if mentions:
                in_body = resolved[len(heads) :]
                self._problems += self._problems_in(bulletin, in_body)
                found[bulletin.path] = tuple(
                    Meaning(
                        one.outcome,
                        one.key,
                        one.external and same.setdefault(one.external, one.external),
                    )
                    for one in in_body
                )
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
        meanings = [Meaning(one.outcome, one.key, one.external) for one in found]
        mentions = [one.mention for one in found]
        return self._annotated(source, bulletin, mentions, meanings) if found else source

    def settled(self, bulletin: Bulletin) -> list[Meaning]:
        """Return what the mentions of a body mean, as *meanings* takes it."""
        return [
            one._replace(external=self._external(one.external))
            for one in self._meanings.get(bulletin.path, ())
        ]

    def problems(self) -> list[Problem]:
        """Return what editors may want to know: slips in numbers, and mentions of two meanings."""
        found = [*self._problems]
        for bulletin in self.corpus.bulletins:
            for part, resolution in self._above(bulletin):
                if _is_doubtful(resolution):
                    keys = ("image", "caption") if part == "caption" else (part,)
                    found += self._problem(resolution, bulletin.place_of(*keys))
        return found

    def _problems_in(self, bulletin: Bulletin, resolutions: Sequence[Resolution]) -> list[Problem]:
        found: list[Problem] = []
        seen: dict[str, int] = {}
        for resolution in resolutions:
            written = resolution.mention.written
            occurrence = seen.get(written, 0)
            seen[written] = occurrence + 1
            if _is_doubtful(resolution):
                place = bulletin.place_in_body(written, occurrence)
                found += self._problem(resolution, place)
        return found

    def _problem(self, resolution: Resolution, place: Place) -> Iterator[Problem]:
        written, number = resolution.mention.written, resolution.mention.number.text
        if resolution.outcome == "ambiguous":
            candidates = [self.corpus.by_path[entry.key] for entry in resolution.candidates]
            listed = ", ".join(f"{b.file} ({b.front.date.numeric})" for b in candidates)
            details = {"value": written, "number": number, "candidates": listed}
            yield problem(Problems.CITATION_AMBIGUOUS, place, **details)
        elif _bare(written) != _bare(number):
            yield problem(Problems.CITATION_SLIP, place, value=written, correction=number)

    def documents(self, bulletin: Bulletin) -> tuple[Document, ...]:
        """Return what a bulletin cites, in the order of first mention; then what it links to."""
        found: dict[str, Document] = {}
        linked = (Document(path, self.corpus.by_path[path]) for path in self._linked(bulletin))
        for one in (*self._mentioned(bulletin), *linked):
            if one:
                found.setdefault(one.name, one)
        return tuple(found.values())

    def sentences(self, bulletin: Bulletin) -> dict[str, tuple[str, ...]]:
        """Return the sentences of a bulletin that mention documents, by the documents' names."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        is_telling = bool(self._meanings.get(bulletin.path))
        texts = [one.mention.sentence for _part, one in self._above(bulletin)]
        mentions = self.corpus.bodies[bulletin.path].mentions if is_telling else ()
        texts += [one.sentence for one in mentions]
        for document, text in zip(self._mentioned(bulletin), texts, strict=True):
            if document:
                found[document.name][text] = None
        return {name: tuple(own) for name, own in found.items()}

    def cited_by(self, bulletin: Bulletin) -> tuple[Cited, ...]:
        """Return what a bulletin cites, with the sentences that mention it."""
        sentences = self.sentences(bulletin)
        return tuple(
            Cited(one.bulletin, one.external, sentences.get(one.name, ()))
            for one in self.documents(bulletin)
        )

    def citing(self, bulletin: Bulletin) -> tuple[Citing, ...]:
        """Return the bulletins that cite this one, newest first."""
        sources = [self.corpus.by_path[path] for path in self.sources(bulletin.path)]
        sources.sort(key=lambda one: (*one.facts.newest, one.path))
        return tuple(
            Citing(source, self.sentences(source).get(bulletin.path, ())) for source in sources
        )

    @cached_property
    def externals(self) -> dict[str, tuple[ExternalDocument, tuple[Bulletin, ...]]]:
        """The documents that the site does not hold, by slug, sorted, and what cites each."""
        found: dict[str, ExternalDocument] = {}
        citing: dict[str, list[Bulletin]] = defaultdict(list)
        for bulletin in self.corpus.bulletins:
            for name, _target, external in self.documents(bulletin):
                if external:
                    known = found.setdefault(name, external)
                    if _told(external) > _told(known):  # others may say more of it
                        found[name] = external
                    citing[name].append(bulletin)
        return {slug: (found[slug], tuple(citing[slug])) for slug in sorted(found)}

    def _mentioned(self, bulletin: Bulletin) -> list[Document | None]:
        """Return what each mention means, those above the body first; None if nothing certain."""
        above = [one for _part, one in self._settled_above(bulletin)]
        meanings = [Meaning(one.outcome, one.key, one.external) for one in above]
        return [
            self._document(bulletin, one)
            for one in (*meanings, *self._meanings.get(bulletin.path, ()))
        ]

    def _document(self, bulletin: Bulletin, meaning: Meaning) -> Document | None:
        if meaning.outcome == "ambiguous" or meaning.key == bulletin.path:
            return None
        external = self._external(meaning.external)
        name = external.slug if external else meaning.key
        return Document(name, self.corpus.by_path.get(meaning.key), external)

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
        meanings = self._meanings.get(bulletin.path)
        if not meanings:
            return source
        mentions = self.corpus.bodies[bulletin.path].mentions
        return self._annotated(source, bulletin, mentions, meanings, base)

    def _annotated(
        self,
        source: str,
        bulletin: Bulletin,
        mentions: Sequence[Mention],
        meanings: Sequence[Meaning],
        base: str | None = None,
    ) -> str:
        page = page_address(bulletin).rstrip("/")
        waiting = iter(meanings)

        def lookup(_mention: Mention) -> Target | None:
            address, title = self._target(bulletin, next(waiting))
            if not address:
                return None
            return Target(relative(address, page) if base is None else base + address, title)

        return annotate(source, lookup, mentions=mentions)

    def targets(self, bulletin: Bulletin) -> list[tuple[str, str]]:
        """Return where the mentions of a bulletin lead, and the titles of what they mean."""
        return [self._target(bulletin, one) for one in self._meanings.get(bulletin.path, ())]

    def _found_sources(self, path: str) -> Sequence[str]:
        return self._sources_by_target.get(path, ())

    @cached_property
    def _sources_by_target(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for bulletin in self.corpus.bulletins:
            for document in self.documents(bulletin):
                if document.bulletin:
                    found[document.name].append(bulletin.path)
        return dict(found)

    @cached_property
    def _externals_by_number(self) -> dict[str, list[ExternalDocument]]:
        found: dict[str, list[ExternalDocument]] = defaultdict(list)
        for external, _citing in self.externals.values():
            found[matching_key(external.number.text)].append(external)
        return dict(found)

    def _linked(self, bulletin: Bulletin) -> tuple[str, ...]:
        """Return the paths of the bulletins that a body links to."""
        if bulletin.path not in self._links:
            folder = posixpath.dirname(bulletin.path)
            links = self.corpus.bodies[bulletin.path].links
            paths = [posixpath.normpath(posixpath.join(folder, link.path)) for link in links]
            others = (path for path in paths if path != bulletin.path)
            self._links[bulletin.path] = tuple(one for one in others if one in self.corpus.by_path)
        return self._links[bulletin.path]

    def _target(self, bulletin: Bulletin, meaning: Meaning) -> tuple[str, str]:
        document = self._document(bulletin, meaning)
        if document is None:
            return "", ""
        if document.bulletin is None:
            return f"cited/{document.name}/", ""
        return page_address(document.bulletin), full_title(self.corpus, document.bulletin)

    def _known_externals(self) -> dict[tuple[str, str], list[ExternalDocument]]:
        known: dict[tuple[str, str], list[ExternalDocument]] = defaultdict(list)
        in_bodies = (one.external for meanings in self._meanings.values() for one in meanings)
        above = (one.external for b in self.corpus.bulletins for _part, one in self._above(b))
        for external in (*in_bodies, *above):
            if external and external.date:
                group = known[external.type_id, external.number.text]
                if all(other.slug != external.slug for other in group):
                    group.append(external)
        return dict(known)

    def _external(self, external: ExternalDocument | None) -> ExternalDocument | None:
        """Return the external document meant; without a date, the only one known by the number."""
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


def _index_of(corpus: Corpus) -> CitationIndex:
    return CitationIndex.of(_entry(bulletin) for bulletin in corpus.bulletins)


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


def _is_doubtful(resolution: Resolution) -> bool:
    return resolution.outcome == "ambiguous" or resolution.mention.slip


def _bare(number: str) -> str:
    """Return a number without its blanks and with plain hyphens: printers add such, not editors."""
    return "".join(number.split()).replace("\u2011", "-").replace("\u2010", "-")
