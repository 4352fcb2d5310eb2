"""The search page, and the index that the build writes for it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from bantin.body import Heading, plain_text
from bantin.bulletin import Bulletin
from bantin.citing import external_title
from bantin.model import Site
from bantin.output import Output, Page, Shell, digest, page_output
from bantin.rules import statuses
from bantin.search import SearchDocument, analyse, build_index
from bantin.views import full_title, page_address
from bantin.workers import spread_map

_AT_ONCE: Final = 5_000  # documents whose analyses are in memory together
PAGE_TYPE = "trang"
CITED_TYPE = "vien-dan"


def search(site: Site, shell: Shell) -> Iterator[Output]:
    """Plan the search page and the files of the index."""
    yield page_output(Page("search.html", "search/", "Tìm kiếm", None, menu="search/"), shell)
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
    labels = {
        "type": {kind: corpus.context.types[kind].label for kind in corpus.by_type}
        | {PAGE_TYPE: "Trang hướng dẫn", CITED_TYPE: "Văn bản được viện dẫn"},
        "issuer": {key: issuer.name for key, issuer in corpus.settings.issuers.items()},
        "topic": dict(corpus.settings.topics),
        "status": {status.id: status.label for status in statuses().values()},
    }
    for path, content in build_index(_analysed(site, others), labels):
        yield Output(
            f"search/{path}",
            digest("search", content),
            lambda content=content: content,  # type: ignore[misc]
        )


def _analysed(
    site: Site, others: Sequence[SearchDocument]
) -> Iterator[tuple[SearchDocument, bytes]]:
    """Yield every document without its text, and its analysis."""

    def read(item: Bulletin | SearchDocument) -> tuple[SearchDocument, bytes]:
        document = _document(site, item) if isinstance(item, Bulletin) else item
        return replace(document, body=""), analyse(document)

    items: list[Bulletin | SearchDocument] = [*site.corpus.bulletins, *others]
    for start in range(0, len(items), _AT_ONCE):
        yield from spread_map(read, items[start : start + _AT_ONCE], site.workers)


def _document(site: Site, bulletin: Bulletin) -> SearchDocument:
    corpus, front = site.corpus, bulletin.front
    status = corpus.status(bulletin)
    body = corpus.bodies[bulletin.path]
    signer = front.signer.name if front.signer else ""
    text = [front.summary, *front.to, body.plain, signer, front.author]
    text += [f"{event.title} {event.place}" for event in front.events]
    text += [deadline.title for deadline in front.deadlines]
    text += [attachment.title or attachment.file for attachment in front.attachments]
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
        headings=tuple(_texts(body.headings)),
        body="\n".join(part for part in text if part),
    )


def _texts(headings: tuple[Heading, ...]) -> Iterator[str]:
    for heading in headings:
        yield heading.text
        yield from _texts(heading.children)
