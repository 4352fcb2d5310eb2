"""The search page, and the index that the build writes for it."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from bantin.body import Heading, plain_text
from bantin.bulletin import Bulletin
from bantin.citing import external_title
from bantin.model import KnownIndex, Site
from bantin.output import Output, Page, Shell, digest, page_output
from bantin.progress import Stage, Tell
from bantin.rules import statuses
from bantin.search import (
    SearchDocument,
    Update,
    analyse,
    build_index,
    index_keys,
    update_index,
    update_texts,
)
from bantin.views import full_title, page_address
from bantin.workers import spread_map

_AT_ONCE: Final = 5_000  # documents whose analyses are in memory together
PAGE_TYPE = "trang"
CITED_TYPE = "vien-dan"

_Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class IndexPlan:
    """The files of the index, and the keys of the analyses that it is made of, in its order.

    ``of`` are the keys of bulletins by path; ``removed`` the paths of files that it has no more.
    """

    outputs: Sequence[Output]
    analyses: Sequence[str]
    of: Mapping[str, str]
    removed: Sequence[str] = ()


def search_page(shell: Shell) -> Output:
    """Plan the search page."""
    return page_output(Page("search.html", "search/", "Tìm kiếm", None, menu="search/"), shell)


def search_index(site: Site) -> IndexPlan:
    """Plan the index: from the one that is published, where it is known."""
    own = {bulletin.path: _OfBulletin(site, bulletin) for bulletin in site.corpus.bulletins}
    of = {path: item.key for path, item in own.items()}
    items: list[_Item] = [*own.values()]
    items += [_Other(site, one) for one in _others(site)]
    labels = _labels(site)
    update = site.index and _updated(site, site.index, items, labels)
    if site.index and update:
        entries = [(item.document, item.key) for item in items]
        return _changed(site.index, update, (index_keys(entries), of), whole=True)
    entries = []
    with site.progress.stage(Stage.INDEXING, len(items)) as tell:
        files = build_index(_analysed(site, items, entries, tell), labels)
        outputs = [_output(name, content) for name, content in files]
    return IndexPlan(outputs, index_keys(entries), of)


def changed_index(site: Site, changed: Sequence[Bulletin]) -> IndexPlan | None:
    """Plan what becomes of the index when nothing but the text of some bulletins has changed.

    None where that cannot be told from the published index.
    """
    known = site.index
    if known is None or site.shelf is None:
        return None
    now = [*known.analyses]
    new: dict[str, bytes] = {}
    of: dict[str, str] = {}
    with site.progress.stage(Stage.INDEXING, len(changed)) as tell:
        for bulletin in changed:
            item = _OfBulletin(site, bulletin)
            now[now.index(known.of[bulletin.path])] = of[bulletin.path] = item.key
            new[item.key] = item.analyse()
            tell(1)
        load = _Loader(site, new)
        try:
            update = update_texts(known.files, known.analyses, now, load)
        except (KeyError, OSError, ValueError, zlib.error):  # somebody changed its files
            return None
    site.shelf.put_analyses(new.items())
    return _changed(known, update, (now, of), whole=False) if update else None


class _Loader:
    """Analyses by their keys: those made now, those on the shelf. Raises KeyError."""

    def __init__(self, site: Site, new: Mapping[str, bytes]) -> None:
        self._shelf = site.shelf
        self._new = new

    def __call__(self, key: str) -> bytes:
        found = self._new.get(key) or (self._shelf and self._shelf.analysis(key))
        if not found:
            raise KeyError(key)
        return found


class _OfBulletin:
    """A bulletin as the index sees it; its text is read when it is analysed."""

    def __init__(self, site: Site, bulletin: Bulletin) -> None:
        corpus, front = site.corpus, bulletin.front
        signer = front.signer.name if front.signer else ""
        after = [signer, front.author]
        after += [f"{event.title} {event.place}" for event in front.events]
        after += [deadline.title for deadline in front.deadlines]
        after += [attachment.title or attachment.file for attachment in front.attachments]
        self._before, self._after = [front.summary, *front.to], after
        self._body = corpus.bodies[bulletin.path]
        self.document = _document(site, bulletin)
        self.key = digest(self.document, self._before, self._body.key, self._after)

    def analyse(self) -> bytes:
        text = [*self._before, self._body.plain, *self._after]
        return analyse(replace(self.document, body="\n".join(part for part in text if part)))


class _Other:
    """A page, or an external document."""

    def __init__(self, _site: Site, document: SearchDocument) -> None:
        self._whole = document
        self.document = replace(document, body="")
        self.key = digest(document)

    def analyse(self) -> bytes:
        return analyse(self._whole)


_Item = _OfBulletin | _Other


def _analysis(item: _Item) -> bytes:
    return item.analyse()


def _updated(
    site: Site, known: KnownIndex, items: Sequence[_Item], labels: _Labels
) -> Update | None:
    """Return what makes of the published index that of *items*, None if it cannot be told."""
    old = {*known.analyses}
    fresh = [item for item in items if item.key not in old]
    with site.progress.stage(Stage.INDEXING, len(fresh)) as tell:
        made = spread_map(_analysis, fresh, site.workers, tell)
        new = {item.key: analysis for item, analysis in zip(fresh, made, strict=True)}
        if site.shelf:
            site.shelf.put_analyses(new.items())
        entries = [(item.document, item.key) for item in items]
        try:
            return update_index(known.files, known.analyses, entries, _Loader(site, new), labels)
        except (KeyError, OSError, ValueError, zlib.error):
            return None


def _changed(
    known: KnownIndex,
    update: Update,
    analyses: tuple[Sequence[str], Mapping[str, str]],
    *,
    whole: bool,
) -> IndexPlan:
    outputs = [_output(name, content) for name, content in update.written.items()]
    removed = update.removed & known.outputs.keys()
    if whole:
        outputs += [
            Output(f"search/{name}", key, partial(known.files.__getitem__, name))
            for name, key in known.outputs.items()
            if name not in update.written and name not in removed
        ]
    return IndexPlan(outputs, *analyses, [f"search/{name}" for name in sorted(removed)])


def _output(name: str, content: bytes) -> Output:
    return Output(f"search/{name}", digest("search", content), lambda: content)


def _analysed(
    site: Site, items: Sequence[_Item], entries: list[tuple[SearchDocument, str]], tell: Tell
) -> Iterator[tuple[SearchDocument, bytes]]:
    """Yield every document with its analysis; tell *entries* of each, with its key."""
    shelf = site.shelf

    def read(item: _Item) -> tuple[bytes, bool]:
        known = shelf.analysis(item.key) if shelf else None
        return known or item.analyse(), known is None

    for start in range(0, len(items), _AT_ONCE):
        part = items[start : start + _AT_ONCE]
        found = spread_map(read, part, site.workers, tell)
        if shelf:
            shelf.put_analyses(
                (item.key, analysis)
                for item, (analysis, is_new) in zip(part, found, strict=True)
                if is_new
            )
        for item, (analysis, _is_new) in zip(part, found, strict=True):
            entries.append((item.document.without_text(), item.key))
            yield item.document, analysis


def _others(site: Site) -> list[SearchDocument]:
    others = [
        SearchDocument(
            id=f"page:{page.address}",
            url=page.address,
            number="",
            title=page.title,
            date="",
            type=PAGE_TYPE,
            issuer="",
            topics=(),
            status="",
            in_force=False,  # bulletins come before pages about them
            has_attachment=False,
            aliases=(),
            headings=(),
            body=plain_text(page.html),
        )
        for page in site.pages
    ]
    corpus = site.corpus
    others += [
        SearchDocument(
            id=f"cited:{slug}",
            url=f"cited/{slug}/",
            number=external.number.text,
            title=external_title(corpus.context.types, external),
            date=external.date,
            type=CITED_TYPE,
            issuer="",
            topics=(),
            status="",
            in_force=False,  # what the site itself holds comes first
            has_attachment=False,
            aliases=(external.issuer_text,) if external.issuer_text else (),
            headings=(),
            body="",
        )
        for slug, (external, _citing) in site.citations.externals.items()
    ]
    return others


def _labels(site: Site) -> _Labels:
    corpus = site.corpus
    return {
        "type": {kind: corpus.context.types[kind].label for kind in corpus.by_type}
        | {PAGE_TYPE: "Trang hướng dẫn", CITED_TYPE: "Văn bản được viện dẫn"},
        "issuer": {key: issuer.name for key, issuer in corpus.settings.issuers.items()},
        "topic": dict(corpus.settings.topics),
        "status": {status.id: status.label for status in statuses().values()},
    }


def _document(site: Site, bulletin: Bulletin) -> SearchDocument:
    corpus, front = site.corpus, bulletin.front
    status = corpus.status(bulletin)
    return SearchDocument(
        id=str(bulletin.uuid),
        url=page_address(bulletin),
        number=bulletin.number.text,
        title=full_title(corpus, bulletin),
        date=front.date.iso,
        type=bulletin.type.id,
        issuer=bulletin.issuer_id,
        topics=tuple(dict.fromkeys(front.topic)),
        status=status.id,
        in_force=status.in_force,
        has_attachment=bool(front.attachments),
        aliases=(bulletin.type.label, bulletin.issuer.name, *bulletin.issuer.aliases),
        headings=tuple(_texts(corpus.bodies[bulletin.path].headings)),
        body="",
    )


def _texts(headings: tuple[Heading, ...]) -> Iterator[str]:
    for heading in headings:
        yield heading.text
        yield from _texts(heading.children)
