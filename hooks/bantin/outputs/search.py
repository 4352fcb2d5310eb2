"""The search page, and the index that the build writes for it."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from bantin import search
from bantin.body import Heading, plain_text
from bantin.bulletin import Bulletin
from bantin.citing import external_title
from bantin.model import KnownIndex, Site
from bantin.output import Output, Page, Shell, digest, page_output
from bantin.progress import Stage, Tell
from bantin.rules import statuses
from bantin.shelf import Shelf
from bantin.views import full_title, page_address
from bantin.waiting import Waiting
from bantin.workers import spread_map

_AT_ONCE: Final = 1_000  # documents whose analyses are in memory together
PAGE_TYPE = "trang"
CITED_TYPE = "vien-dan"

_Labels = Mapping[str, Mapping[str, str]]
_Entry = tuple["search.Row", str]


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
    labels = _labels(site)
    if site.index and site.shelf:
        with site.progress.stage(Stage.INDEXING) as tell:
            planned = _updated(site, site.index, site.shelf, labels, tell)
        if planned:
            return planned
    entries: list[_Entry] = []

    def analysed(tell: Tell) -> Iterator[tuple[search.Row, bytes]]:
        for items in _portions(site):
            own = [(item.document.row(), item.key) for item in items]
            entries.extend(own)
            rows = (row for row, _key in own)
            yield from zip(rows, _analyses(site, items, tell), strict=True)

    count = len(site.corpus.bulletins) + len(site.pages) + len(site.citations.externals)
    with site.progress.stage(Stage.INDEXING, count) as tell:
        outputs = _outputs(search.build_index(analysed(tell), labels))
    return IndexPlan(outputs, search.index_keys(entries), _of(site, entries))


def changed_index(site: Site, changed: Sequence[Bulletin]) -> IndexPlan | None:
    """Plan what becomes of the index when nothing but the text of some bulletins has changed.

    None where that cannot be told from the published index.
    """
    known = site.index
    if known is None or site.shelf is None:
        return None
    if not changed:
        return IndexPlan((), known.analyses, {})
    now = [*known.analyses]
    of: dict[str, str] = {}
    with site.progress.stage(Stage.INDEXING, len(changed)) as tell:
        for bulletin in changed:
            item = _OfBulletin(site, bulletin)
            now[now.index(known.of[bulletin.path])] = of[bulletin.path] = item.key
            site.shelf.put_analyses([(item.key, item.analyse())])
            tell(1)
        try:
            update = search.update_texts(
                known.files, known.analyses, now, partial(_load, site.shelf)
            )
        except (KeyError, OSError, ValueError, zlib.error):  # somebody changed its files
            return None
    if update is None:
        return None
    return IndexPlan(_outputs(update.written.items()), now, of, _removed(known, update))


def _load(shelf: Shelf, key: str) -> bytes:
    found = shelf.analysis(key)
    if found is None:
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
        return search.analyse(replace(self.document, body="\n".join(part for part in text if part)))


class _Other:
    """A page, or an external document."""

    def __init__(self, document: "search.SearchDocument") -> None:
        self.document = document
        self.key = digest(document)

    def analyse(self) -> bytes:
        return search.analyse(self.document)


_Item = _OfBulletin | _Other


def _portions(site: Site) -> Iterator[list[_Item]]:
    """Yield all documents in order, some at once; each bulletin is looked at in its portion only.

    To look at one and to analyse it by turns takes a twentieth longer than one after the other.
    """
    every: list[Bulletin | search.SearchDocument] = [*site.corpus.bulletins, *_others(site)]
    for start in range(0, len(every), _AT_ONCE):
        yield [
            _OfBulletin(site, one) if isinstance(one, Bulletin) else _Other(one)
            for one in every[start : start + _AT_ONCE]
        ]


def _analyses(site: Site, items: Sequence[_Item], tell: Tell) -> list[bytes]:
    """Return the analyses of *items*; new ones are put on the shelf."""
    shelf = site.shelf

    def read(item: _Item) -> tuple[bytes, bool]:
        known = shelf.analysis(item.key) if shelf else None
        return known or item.analyse(), known is None

    found = spread_map(read, items, site.workers, tell)
    if shelf:
        shelf.put_analyses(
            (item.key, analysis)
            for item, (analysis, is_new) in zip(items, found, strict=True)
            if is_new
        )
    return [analysis for analysis, _is_new in found]


def _updated(
    site: Site, known: KnownIndex, shelf: Shelf, labels: _Labels, tell: Tell
) -> IndexPlan | None:
    """Plan the index from the published one, None if it cannot be told from that."""
    old = {*known.analyses}
    entries: list[_Entry] = []
    for items in _portions(site):
        _analyses(site, [item for item in items if item.key not in old], tell)
        entries += [(item.document.row(), item.key) for item in items]
    load = partial(_load, shelf)
    try:
        update = search.update_index(known.files, known.analyses, entries, load, labels)
    except (KeyError, OSError, ValueError, zlib.error):  # somebody changed its files
        return None
    if update is None:
        return None
    outputs = _outputs(update.written.items())
    outputs += [
        Output(_path(name), key, partial(known.files.__getitem__, name))
        for name, key in known.outputs.items()
        if name not in update.written and name not in update.removed
    ]
    return IndexPlan(
        outputs, search.index_keys(entries), _of(site, entries), _removed(known, update)
    )


def _outputs(files: Iterable[tuple[str, bytes]]) -> list[Output]:
    """Plan *files*, which wait on the disk: there are many."""
    waiting = Waiting()
    return [
        Output(_path(name), digest("search", content), waiting.put(content))
        for name, content in files
    ]


def _removed(known: KnownIndex, update: "search.Update") -> list[str]:
    return sorted(_path(name) for name in update.removed & known.outputs.keys())


def _path(name: str) -> str:
    return f"search/{name}"


def _of(site: Site, entries: Sequence[_Entry]) -> dict[str, str]:
    """Return the keys of bulletins, which are the first of *entries*, by path."""
    bulletins = site.corpus.bulletins
    return {one.path: key for one, (_row, key) in zip(bulletins, entries, strict=False)}


def _others(site: Site) -> "list[search.SearchDocument]":
    others = [
        search.SearchDocument(
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
        search.SearchDocument(
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


def _document(site: Site, bulletin: Bulletin) -> "search.SearchDocument":
    corpus, front = site.corpus, bulletin.front
    status = corpus.status(bulletin)
    return search.SearchDocument(
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
