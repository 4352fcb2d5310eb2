"""The page of each bulletin: letters with their head and signature, news with their picture."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from bantin import views
from bantin.body import Heading
from bantin.bulletin import Bulletin
from bantin.citing import external_title
from bantin.corpus import Corpus
from bantin.dates import DocumentDate
from bantin.diagram import Diagram, draw
from bantin.letter import LetterHead, letter_head
from bantin.metadata import Metadata, metadata
from bantin.model import Site
from bantin.output import FeedLink, Output, Page, Shell, TocEntry, digest
from bantin.standing import Notice, RelatedDocument, notices, related_documents, this_document
from bantin.text import capitalised
from bantin.views import (
    Card,
    FileView,
    Line,
    Named,
    document_name,
    file_views,
    full_title,
    image_of,
    number_label,
    page_address,
    summary_of,
    topics_of,
)

_RELATED = 5
_WINDOW = 12  # how far along a topic's list related bulletins are looked for


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture of a news article; the caption is HTML."""

    address: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The next newer and older bulletin of a series."""

    label: str
    address: str
    newer: views.Heading | None
    older: views.Heading | None


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event or a deadline."""

    title: str
    when: str
    when_iso: str
    place: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that this one cites, or that cites it, with the sentences of the mentions."""

    label: str
    title: str
    address: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BulletinView:
    """Everything that the page of a bulletin shows.

    ``subject``, ``lead`` and ``html`` are HTML, with the mentions of other documents marked.
    """

    card: Card
    subject: str
    mark: str
    html: str
    lead: str
    author: str
    head: LetterHead | None
    picture: Picture | None
    properties: tuple[tuple[str, tuple[Named, ...]], ...]
    files: tuple[FileView, ...]
    events: tuple[Occasion, ...]
    deadlines: tuple[Occasion, ...]
    notices: tuple[Notice, ...]
    relations: tuple[RelatedDocument, ...]
    diagram: Diagram | None
    cites: tuple[Citation, ...]
    cited_by: tuple[Citation, ...]
    related: tuple[Line, ...]
    neighbours: tuple[Neighbours, ...]
    report: str
    metadata: Metadata


def bulletin_pages(
    site: Site, shell: Shell, some: Iterable[Bulletin] | None = None
) -> Iterator[Output]:
    """Plan the page of each bulletin, or of *some*."""
    series = _Series(site.corpus)
    for bulletin in site.corpus.bulletins if some is None else some:
        page = _BulletinPage(site, shell, series, bulletin)
        path = f"{page_address(bulletin)}index.html"
        yield Output(path, page.key, page.make, source=bulletin.file)


class _BulletinPage:
    """A page whose view is made only when its key is asked for, and let go when it is made.

    The key does without the HTML of the body, which takes longest: it tells what that is made of.
    """

    def __init__(self, site: Site, shell: Shell, series: "_Series", bulletin: Bulletin) -> None:
        self._site = site
        self._shell = shell
        self._series = series
        self._bulletin = bulletin
        self._known: Page | None = None

    def key(self) -> str:
        self._known = self._page()
        return digest("page", self._shell.digest, self._known, self._site.html_key(self._bulletin))

    def make(self) -> bytes:
        page, self._known = self._known or self._page(), None
        view = replace(page.view, html=self._site.html(self._bulletin))
        return self._shell.render(replace(page, view=view))

    def _page(self) -> Page:
        corpus, bulletin = self._site.corpus, self._bulletin
        return Page(
            template="bulletin.html",
            address=page_address(bulletin),
            title=full_title(corpus, bulletin),
            description=summary_of(corpus, bulletin, 160),
            view=_view(self._site, bulletin, self._series),
            menu="types/tin/" if bulletin.is_news else "bulletins/",
            toc=_toc(corpus.bodies[bulletin.path].headings),
            edit=bulletin.path,
            feeds=tuple(
                FeedLink(topic.label, topic.address) for topic in topics_of(corpus, bulletin)
            ),
        )


class _Series:
    """The positions of bulletins in the whole site and in each topic."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.lists = {"": corpus.bulletins, **corpus.by_topic}
        self.positions = {
            name: {bulletin.path: index for index, bulletin in enumerate(bulletins)}
            for name, bulletins in self.lists.items()
        }

    def around(self, name: str, bulletin: Bulletin) -> tuple[Bulletin | None, Bulletin | None]:
        """Return the next newer and older bulletin in a list."""
        bulletins, index = self.lists[name], self.positions[name][bulletin.path]
        newer = bulletins[index - 1] if index else None
        older = bulletins[index + 1] if index + 1 < len(bulletins) else None
        return newer, older

    def related(self, bulletin: Bulletin) -> list[Bulletin]:
        """Return a few bulletins near this one in its topics, those that share most first."""
        shared: dict[str, int] = {}
        found: dict[str, Bulletin] = {}
        nearness: dict[str, int] = {}
        for topic in dict.fromkeys(bulletin.front.topic):
            bulletins, index = self.lists[topic], self.positions[topic][bulletin.path]
            start = max(0, index - _WINDOW)
            for other in bulletins[start : index + _WINDOW + 1]:
                if other is not bulletin:
                    found[other.path] = other
                    shared[other.path] = shared.get(other.path, 0) + 1
                    distance = abs(self.positions[topic][other.path] - index)
                    nearness[other.path] = min(distance, nearness.get(other.path, distance))
        order = sorted(found, key=lambda path: (-shared[path], nearness[path], path))
        return [found[path] for path in order[:_RELATED]]


def _view(site: Site, bulletin: Bulletin, series: _Series) -> BulletinView:
    corpus, front = site.corpus, bulletin.front
    image = image_of(bulletin, site.files)
    relations = related_documents(corpus, site.citations, bulletin)
    return BulletinView(
        card=site.card(bulletin),
        subject=site.citations.marked(bulletin, "title"),
        mark=corpus.status(bulletin).prefix.strip("[]"),
        html="",
        lead=site.citations.marked(bulletin, "summary"),
        author=front.author,
        head=None if bulletin.is_news else letter_head(bulletin),
        picture=Picture(image.address, front.image.alt, site.citations.marked(bulletin, "caption"))
        if image and front.image
        else None,
        properties=_properties(corpus, bulletin),
        files=tuple(view for view, _file in file_views(bulletin, site.files)),
        events=tuple(
            Occasion(event.title, _span(event.start, event.end), event.start.iso, event.place)
            for event in front.events
        ),
        deadlines=tuple(
            Occasion(deadline.title, _due(deadline.date, deadline.every), "", "")
            for deadline in front.deadlines
        ),
        notices=notices(corpus, bulletin),
        relations=relations,
        diagram=draw(this_document(corpus, bulletin), relations),
        cites=_cites(site, bulletin),
        cited_by=tuple(
            Citation(
                document_name(row.bulletin),
                full_title(corpus, row.bulletin) if row.bulletin.number.is_given else "",
                page_address(row.bulletin),
                row.sentences,
            )
            for row in site.citations.citing(bulletin)
        ),
        related=tuple(site.line(other) for other in series.related(bulletin)),
        neighbours=_neighbours(site, bulletin, series),
        report=_report(site, bulletin),
        metadata=metadata(site, bulletin),
    )


def _cites(site: Site, bulletin: Bulletin) -> tuple[Citation, ...]:
    rows = []
    for cited in site.citations.cited_by(bulletin):
        if cited.bulletin:
            title = full_title(site.corpus, cited.bulletin)
            label, address = document_name(cited.bulletin), page_address(cited.bulletin)
            rows.append(Citation(label, title, address, cited.sentences))
        elif cited.external:
            label = external_title(site.corpus.context.types, cited.external)
            rows.append(Citation(label, "", f"cited/{cited.external.slug}/", cited.sentences))
    return tuple(rows)


def _properties(corpus: Corpus, bulletin: Bulletin) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    front, status = bulletin.front, corpus.status(bulletin)
    rows: list[tuple[str, tuple[Named, ...]]] = [
        ("Số, ký hiệu", () if bulletin.is_news else (Named(number_label(bulletin)),)),
        ("Loại", (Named(bulletin.type.label, f"types/{bulletin.type.id}/"),)),
        ("Cơ quan ban hành", (Named(bulletin.issuer.name, f"issuers/{bulletin.issuer_id}/"),)),
        (
            "Ngày đăng" if bulletin.is_news else "Ngày ban hành",
            (Named(front.date.stamp if bulletin.is_news else front.date.numeric),),
        ),
        ("Chủ đề", topics_of(corpus, bulletin)),
        ("Người ký", _one(front.signer.name if front.signer else "")),
        ("Ngày có hiệu lực", _one(front.effective.numeric if front.effective else "")),
        ("Ngày hết hiệu lực", _one(_expiry(corpus, bulletin))),
        ("Tình trạng", () if status.id == "khong-ap-dung" else (Named(status.label),)),
        ("Độ khẩn", _one(capitalised(front.urgency or ""))),
        ("Phạm vi", _one(capitalised(front.circulation or ""))),
    ]
    return tuple(row for row in rows if row[1])


def _expiry(corpus: Corpus, bulletin: Bulletin) -> str:
    """Return the day after which a bulletin no longer holds, with that of its extension."""
    expires = bulletin.front.expires
    if expires is None:
        return ""
    last = corpus.day.last_day(bulletin)
    if last is None or last <= expires.start.date():
        return expires.numeric
    extensions = [e for e in corpus.day.changes(bulletin) if e.relation.id == "extends"]
    is_partial = all(edge.reference.is_partial for edge in extensions)
    verb = "gia hạn một phần" if is_partial else "gia hạn"
    return f"{expires.numeric}, {verb} đến {last:%d/%m/%Y}"


def _one(text: str) -> tuple[Named, ...]:
    return (Named(text),) if text else ()


def _neighbours(site: Site, bulletin: Bulletin, series: _Series) -> tuple[Neighbours, ...]:
    rows = []
    named = [("", "Tất cả bản tin", "bulletins/")]
    named += [
        (topic, site.corpus.settings.topics[topic], f"topics/{topic}/")
        for topic in dict.fromkeys(bulletin.front.topic)
    ]
    for name, label, address in named:
        newer, older = series.around(name, bulletin)
        if newer or older:
            rows.append(
                Neighbours(
                    label,
                    address,
                    views.heading(site.corpus, newer) if newer else None,
                    views.heading(site.corpus, older) if older else None,
                )
            )
    return tuple(rows)


def _span(start: DocumentDate, end: DocumentDate | None) -> str:
    if end is None:
        return start.stamp
    if end.iso == start.iso and end.clock:
        return f"{start.stamp} - {end.clock:%H:%M}"
    return f"{start.stamp} đến {end.stamp}"


def _due(day: DocumentDate | None, every: tuple[int, int] | None) -> str:
    if every:
        month, date = every
        return f"Hằng năm, trước ngày {date:02}/{month:02}"
    return f"Trước ngày {day.numeric}" if day else ""


def _toc(headings: tuple[Heading, ...]) -> tuple[TocEntry, ...]:
    return tuple(
        TocEntry(heading.level, heading.id, heading.text, _toc(heading.children))
        for heading in headings
    )


def _report(site: Site, bulletin: Bulletin) -> str:
    address = site.corpus.settings.report_to
    if not address:
        return ""
    url = site.url + page_address(bulletin)
    subject = quote(f"Báo lỗi nội dung: {document_name(bulletin)}", safe="")
    body = quote(f"Trang: {url}\n\nNội dung cần sửa:\n", safe="")
    return f"mailto:{address}?subject={subject}&body={body}"
