"""Small pictures of bulletins, as lists and pages show them.

A view holds plain values only. Addresses are those of the site, without a leading slash.
"""

import posixpath
from dataclasses import dataclass, fields
from typing import Any, Final
from urllib.parse import quote

from bantin.bulletin import Bulletin
from bantin.corpus import Corpus
from bantin.files import PublishedFile

NOT_NUMBERED: Final = "Chưa cấp số"


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name and perhaps a page and a count."""

    label: str
    address: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A bulletin by its number and title."""

    address: str
    title: str
    number: str
    is_numbered: bool


@dataclass(frozen=True, slots=True)
class Line(Heading):
    """A bulletin in one line, as the pages of others show it."""

    is_news: bool
    date: str
    date_iso: str
    status: str
    is_draft: bool
    has_files: bool


@dataclass(frozen=True, slots=True)
class Card(Line):
    """A bulletin as lists show it."""

    type: str
    type_id: str
    issuer: str
    summary: str
    image: str


@dataclass(frozen=True, slots=True)
class FileView:
    """An attachment as readers see it."""

    address: str
    title: str
    kind: str
    size: str


def page_address(bulletin: Bulletin) -> str:
    """Return the address of a bulletin's page."""
    return f"bulletins/{quote(bulletin.address)}/"


def number_label(bulletin: Bulletin) -> str:
    """Return the number as readers see it; never one that was not given."""
    if bulletin.number.is_given:
        return bulletin.number.text
    return "" if bulletin.is_news else NOT_NUMBERED


def document_name(bulletin: Bulletin) -> str:
    """Return a bulletin as sentences name it: type, number and date; the title without a number."""
    if not bulletin.number.is_given:
        return bulletin.front.title
    return f"{bulletin.type.label} số {bulletin.number.text} {bulletin.front.date.named}"


def full_title(corpus: Corpus, bulletin: Bulletin) -> str:
    """Return the title with its status before it where readers must not miss it."""
    prefix = corpus.status(bulletin).prefix
    return f"{prefix} {bulletin.front.title}" if prefix else bulletin.front.title


def topics_of(corpus: Corpus, bulletin: Bulletin) -> tuple[Named, ...]:
    """Return the topics of a bulletin with their pages."""
    labels = corpus.settings.topics
    return tuple(
        Named(labels[topic], f"topics/{topic}/") for topic in dict.fromkeys(bulletin.front.topic)
    )


def summary_of(corpus: Corpus, bulletin: Bulletin, longest: int = 280) -> str:
    """Return the summary; where there is none, the beginning of the text."""
    if bulletin.front.summary:
        return bulletin.front.summary
    if bulletin.path not in corpus.bodies:
        return ""
    text = corpus.bodies[bulletin.path].opening
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:.-") + "…"


def heading(corpus: Corpus, bulletin: Bulletin) -> Heading:
    """Return a bulletin by its number and title."""
    return Heading(
        address=page_address(bulletin),
        title=full_title(corpus, bulletin),
        number=number_label(bulletin),
        is_numbered=bulletin.number.is_given,
    )


def line(corpus: Corpus, bulletin: Bulletin) -> Line:
    """Return a bulletin in one line."""
    front = bulletin.front
    status = corpus.status(bulletin)
    return Line(
        **_fields(heading(corpus, bulletin)),
        is_news=bulletin.is_news,
        date=front.date.stamp if bulletin.is_news else front.date.numeric,
        date_iso=front.date.iso,
        status=status.label if status.banner and not status.prefix else "",
        is_draft=front.draft,
        has_files=bool(front.attachments),
    )


def card(corpus: Corpus, files: dict[str, PublishedFile], bulletin: Bulletin) -> Card:
    """Return the card of a bulletin."""
    image = image_of(bulletin, files)
    return Card(
        **_fields(line(corpus, bulletin)),
        type=bulletin.type.label,
        type_id=bulletin.type.id,
        issuer=bulletin.issuer.name,
        summary=summary_of(corpus, bulletin) if bulletin.is_news else bulletin.front.summary,
        image=image.address if image else "",
    )


def file_views(
    bulletin: Bulletin, files: dict[str, PublishedFile]
) -> tuple[tuple[FileView, PublishedFile], ...]:
    """Return the attachments of a bulletin, with the files that they show."""
    found = []
    for attachment in bulletin.front.attachments:
        published = files.get(_beside(bulletin, attachment.file))
        if published:
            title = attachment.title or attachment.file.rpartition("/")[2]
            view = FileView(published.address, title, published.kind, published.size_label)
            found.append((view, published))
    return tuple(found)


def image_of(bulletin: Bulletin, files: dict[str, PublishedFile]) -> PublishedFile | None:
    """Return the file of a bulletin's picture, None where it has none."""
    image = bulletin.front.image
    return files.get(_beside(bulletin, image.src)) if image else None


def _fields(view: Heading) -> dict[str, Any]:
    return {field.name: getattr(view, field.name) for field in fields(view)}


def _beside(bulletin: Bulletin, name: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(bulletin.path), name))
