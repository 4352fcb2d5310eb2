"""Bulletins, and the changes of bulletins, as entries of feeds."""

from html import escape

from bantin.body import without_header_links
from bantin.bulletin import Bulletin
from bantin.changes import CORRECTION, KINDS, Change
from bantin.dates import DocumentDate
from bantin.feed import FeedEntry, FeedFile
from bantin.model import Site
from bantin.standing import Notice, notices
from bantin.text import sentence
from bantin.views import (
    document_name,
    file_views,
    full_title,
    image_of,
    number_label,
    page_address,
    summary_of,
)

_Part = tuple[str, str]  # a text, and where it leads


def published_on(bulletin: Bulletin) -> DocumentDate:
    """Return when readers could see a bulletin first, as far as it is known."""
    return bulletin.front.publish_at or bulletin.front.date


def bulletin_entry(site: Site, bulletin: Bulletin) -> FeedEntry:
    """Return the entry of a bulletin."""
    front, corpus = bulletin.front, site.corpus
    image, date = image_of(bulletin, site.files), published_on(bulletin)
    return FeedEntry(
        id=bulletin.uuid.urn,
        url=site.url + page_address(bulletin),
        title=_numbered(bulletin, full_title(corpus, bulletin)),
        summary=summary_of(corpus, bulletin),
        html=_warning(site, bulletin) + without_header_links(site.html(bulletin, site.url)),
        published=date.start if date.is_whole else None,
        updated=date.start,
        author=front.author or bulletin.issuer.name,
        categories=_categories(site, bulletin),
        files=tuple(
            FeedFile(site.url + view.address, view.title, published.media_type, published.size)
            for view, published in file_views(bulletin, site.files)
        ),
        image=site.url + image.address if image else "",
    )


def change_entry(site: Site, change: Change) -> FeedEntry:
    """Return the entry of a change; it leads to the bulletin that was changed."""
    bulletin = change.bulletin
    parts = _sentence(site, change)
    # The status of the day is left out of the title: the change is what this entry tells.
    title = _numbered(bulletin, bulletin.front.title)
    return FeedEntry(
        id=change.id.urn,
        url=site.url + page_address(bulletin),
        title=f"{change.label}: {title}",
        summary="".join(text for text, _url in parts),
        html=f"<p>{''.join(map(_html, parts))}</p>",
        published=change.date.start if change.date.is_whole else None,
        updated=change.date.start,
        author=(change.source or bulletin).issuer.name,
        categories=((change.kind, KINDS[change.kind]), *_categories(site, bulletin)),
        files=(),
    )


def _warning(site: Site, bulletin: Bulletin) -> str:
    """Return what stands above the text of a bulletin that has ended."""
    found = notices(site.corpus, bulletin)
    if all(notice.kind != "ended" for notice in found):
        return ""
    return "".join(f"<p><strong>{_notice(site, notice)}</strong></p>\n" for notice in found)


def _notice(site: Site, notice: Notice) -> str:
    links = [_html((link.label, site.url + link.address)) for link in notice.links]
    text = " ".join([escape(notice.text, quote=False), ", ".join(links)]).rstrip()
    return text + escape(notice.rest, quote=False)


def _numbered(bulletin: Bulletin, title: str) -> str:
    return f"{number_label(bulletin)}: {title}" if bulletin.number.is_given else title


def _categories(site: Site, bulletin: Bulletin) -> tuple[tuple[str, str], ...]:
    labels = site.corpus.settings.topics
    topics = [(topic, labels[topic]) for topic in dict.fromkeys(bulletin.front.topic)]
    return (*topics, (bulletin.type.id, bulletin.type.label))


def _sentence(site: Site, change: Change) -> tuple[_Part, ...]:
    """Return what happened, in one or two sentences."""
    changed = _linked(site, change.bulletin)
    label, when = change.label.lower(), change.date.named
    # Without a number the title is the name, and has been said.
    title = f" «{change.bulletin.front.title}»" if change.bulletin.number.is_given else ""
    if change.source:
        # The name of the source tells its date already, so only another day is worth a word.
        since = f" từ {when}" if change.date.iso != change.source.front.date.iso else ""
        rest = f"{title}{since}. {change.text}".rstrip()
        return (_linked(site, change.source), (f" {label} ", ""), changed, (rest, ""))
    if change.kind == CORRECTION:
        rest = f"{title} được {label} {when}: {sentence(change.text)}"
    else:
        rest = f"{title} bị {label} từ {when}. Lý do: {sentence(change.text)}"
    return (changed, (rest, ""))


def _linked(site: Site, bulletin: Bulletin) -> _Part:
    name = document_name(bulletin)
    text = name if bulletin.number.is_given else f"«{name}»"
    return text, site.url + page_address(bulletin)


def _html(part: _Part) -> str:
    text, url = part
    return f'<a href="{escape(url)}">{escape(text)}</a>' if url else escape(text, quote=False)
