"""The page of each bulletin: letters with their head and signature, news with their picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from bantin import views
from bantin.body import Heading
from bantin.bulletin import Bulletin
from bantin.citing import external_title
from bantin.corpus import Corpus
from bantin.dates import DocumentDate
from bantin.metadata import Metadata, metadata
from bantin.model import Site
from bantin.output import FeedLink, Output, Page, Shell, TocEntry, page_output
from bantin.rules import document_heads
from bantin.views import (
    Card,
    FileView,
    Line,
    Named,
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
    """The picture of a news article."""

    address: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class LetterHead:
    """What stands above and below the text of a document."""

    parent: str
    issuer: str
    motto: tuple[str, ...]
    regime: str
    number: str
    place_and_date: str
    heading: str
    subject_prefix: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    authority: str
    signer_title: str
    signer_name: str


@dataclass(frozen=True, slots=True)
class Relation:
    """One related document: how, and where it is (no address where the site lacks it)."""

    label: str
    text: str
    title: str
    address: str


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
    """Everything that the page of a bulletin shows."""

    card: Card
    html: str
    lead: str
    author: str
    head: LetterHead | None
    picture: Picture | None
    properties: tuple[tuple[str, tuple[Named, ...]], ...]
    files: tuple[FileView, ...]
    events: tuple[Occasion, ...]
    deadlines: tuple[Occasion, ...]
    banner: str
    successor: Named | None
    relations: tuple[Relation, ...]
    cites: tuple[Citation, ...]
    cited_by: tuple[Citation, ...]
    related: tuple[Line, ...]
    neighbours: tuple[Neighbours, ...]
    report: str
    metadata: Metadata


def bulletin_pages(site: Site, shell: Shell) -> Iterator[Output]:
    """Plan the page of each bulletin, and the redirections from its earlier addresses."""
    series = _Series(site.corpus)
    for bulletin in site.corpus.bulletins:
        page = Page(
            template="bulletin.html",
            address=page_address(bulletin),
            title=full_title(site.corpus, bulletin),
            description=summary_of(site.corpus, bulletin, 160),
            view=_view(site, bulletin, series),
            menu="types/tin/" if bulletin.is_news else "bulletins/",
            toc=_toc(site.corpus.bodies[bulletin.path].headings),
            edit=bulletin.path,
            feeds=tuple(
                FeedLink(topic.label, topic.address) for topic in topics_of(site.corpus, bulletin)
            ),
        )
        yield page_output(page, shell, source=bulletin.file)


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
    status = corpus.status(bulletin)
    successor = corpus.successor(bulletin)
    image = image_of(bulletin, site.files)
    return BulletinView(
        card=site.card(bulletin),
        html=site.html(bulletin),
        lead=front.summary,
        author=front.author,
        head=None if bulletin.is_news else _head(bulletin),
        picture=Picture(image.address, front.image.alt, front.image.caption)
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
        banner=status.banner,
        successor=Named(_name(successor), page_address(successor)) if successor else None,
        relations=tuple(
            Relation(
                related.label,
                related.text,
                related.bulletin.front.title if related.bulletin else "",
                page_address(related.bulletin) if related.bulletin else "",
            )
            for related in corpus.related.get(bulletin.path, ())
        ),
        cites=_cites(site, bulletin),
        cited_by=tuple(
            Citation(
                _name(row.bulletin),
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
            label, address = _name(cited.bulletin), page_address(cited.bulletin)
            rows.append(Citation(label, title, address, cited.sentences))
        elif cited.external:
            label = external_title(site.corpus.context.types, cited.external)
            rows.append(Citation(label, "", f"cited/{cited.external.slug}/", cited.sentences))
    return tuple(rows)


def _head(bulletin: Bulletin) -> LetterHead:
    front, issuer = bulletin.front, bulletin.issuer
    regime = issuer.regime or ("party" if bulletin.number.regime == "party" else "state")
    head = document_heads()[regime]
    number = number_label(bulletin)
    if not bulletin.number.is_given and bulletin.number.text:
        number = f"…{bulletin.number.text} ({number.lower()})"
    place = front.place or issuer.place
    signer = front.signer
    return LetterHead(
        parent=issuer.parent,
        issuer=issuer.name,
        motto=head.motto,
        regime=regime,
        number=f"{head.number} {number}",
        place_and_date=f"{place}, {front.date.official}"
        if place
        else _capital(front.date.official),
        heading=bulletin.type.label if bulletin.type.titled else "",
        subject_prefix="" if bulletin.type.titled else head.subject,
        to=front.to,
        cc=front.cc,
        authority=signer.authority if signer else "",
        signer_title=signer.title if signer else "",
        signer_name=signer.name if signer else "",
    )


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
        ("Ngày hết hiệu lực", _one(front.expires.numeric if front.expires else "")),
        ("Tình trạng", () if status.id == "khong-ap-dung" else (Named(status.label),)),
        ("Độ khẩn", _one(_capital(front.urgency or ""))),
        ("Phạm vi", _one(_capital(front.circulation or ""))),
    ]
    return tuple(row for row in rows if row[1])


def _one(text: str) -> tuple[Named, ...]:
    return (Named(text),) if text else ()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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


def _name(bulletin: Bulletin) -> str:
    if not bulletin.number.is_given:
        return bulletin.front.title
    day = bulletin.front.date.numeric
    return f"{bulletin.type.label} số {bulletin.number.text} ngày {day}"


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
    subject = quote(f"Báo lỗi nội dung: {_name(bulletin)}", safe="")
    body = quote(f"Trang: {url}\n\nNội dung cần sửa:\n", safe="")
    return f"mailto:{address}?subject={subject}&body={body}"
