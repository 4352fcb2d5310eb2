"""``api/bulletins.json``: all that the site knows of its bulletins, for programs."""

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property

from bantin import api as model
from bantin.bulletin import Bulletin
from bantin.citation_text import citation_text
from bantin.dates import DocumentDate
from bantin.model import Site
from bantin.occasions import occasions_of
from bantin.output import Output, digest
from bantin.rules import relations
from bantin.views import file_views, image_of, page_address

_DATA = "api/bulletins.json"
_SCHEMA = "api/bulletins.schema.json"


def api(site: Site) -> Iterator[Output]:
    """Plan the data of all bulletins, newest first, and the JSON Schema that they follow."""
    data = _Data(site)
    yield Output(_DATA, lambda: data.key, lambda: data.content)
    schema = {**model.json_schema(), "$id": site.url + _SCHEMA}
    text = (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
    yield Output(_SCHEMA, digest("api schema", text), lambda: text)


class _Data:
    """The data, made when the key is asked for: of many bulletins it is long, and takes long.

    So it is made once, by a worker process where there are several.
    """

    def __init__(self, site: Site) -> None:
        self._site = site

    @cached_property
    def content(self) -> bytes:
        """The bytes of the file."""
        site = self._site
        rows = (_bulletin(site, bulletin) for bulletin in site.corpus.bulletins)
        return model.publication(site.url + _SCHEMA, site.name, site.url, rows)

    @cached_property
    def key(self) -> str:
        """The key of the file, which is a hash of its bytes."""
        return digest("api", hashlib.sha256(self.content).hexdigest())


def _bulletin(site: Site, bulletin: Bulletin) -> model.Bulletin:
    corpus, front, number = site.corpus, bulletin.front, bulletin.number
    url = site.url + page_address(bulletin)
    status = corpus.status(bulletin)
    image = image_of(bulletin, site.files)
    topics = corpus.settings.topics
    occasions = occasions_of(corpus, bulletin)
    signer = front.signer
    return model.Bulletin(
        id=str(bulletin.uuid),
        feed_id=bulletin.uuid.urn,
        url=url,
        path=bulletin.path,
        number=model.Number(
            text=number.text,
            given=number.is_given,
            serial=number.serial,
            code=number.code,
            organ=number.organ,
            year=number.year,
            regime=number.regime,
        ),
        date=front.date.iso,
        time=f"{front.date.clock:%H:%M}" if front.date.clock else None,
        type=model.Term(bulletin.type.id, bulletin.type.label),
        issuer=model.Term(bulletin.issuer_id, bulletin.issuer.name),
        topics=tuple(model.Term(topic, topics[topic]) for topic in dict.fromkeys(front.topic)),
        title=front.title,
        summary=front.summary,
        author=front.author,
        citation=citation_text(bulletin, site.name, url),
        status=model.Status(status.id, status.label, status.in_force),
        relations=tuple(_relations(site, bulletin)),
        cites=tuple(_cited(site, bulletin)),
        corrections=tuple(
            model.Correction(one.date.iso, one.text)
            for one in front.corrections
            if one.date.start.date() <= corpus.today
        ),
        withdrawn=model.Withdrawal(front.withdrawn.date.iso, front.withdrawn.reason)
        if front.withdrawn
        else None,
        effective=front.effective.iso if front.effective else None,
        expires=front.expires.iso if front.expires else None,
        signer=model.Signer(signer.authority, signer.title, signer.name) if signer else None,
        place=front.place or bulletin.issuer.place,
        to=front.to,
        cc=front.cc,
        urgency=front.urgency,
        circulation=front.circulation,
        image=site.url + image.address if image else None,
        files=tuple(
            model.File(
                site.url + view.address, view.title, file.media_type, file.size, file.content
            )
            for view, file in file_views(bulletin, site.files)
        ),
        events=tuple(
            model.Event(
                title=one.title,
                start=_moment(one.start),
                end=_moment(one.end) if one.end else None,
                place=one.place,
                cancelled=one.cancelled,
            )
            for one in occasions
            if one.kind == "event"
        ),
        deadlines=tuple(
            model.Deadline(
                title=one.title,
                date=None if one.every else _moment(one.start),
                every=one.yearly_key or None,
                cancelled=one.cancelled,
            )
            for one in occasions
            if one.kind == "deadline"
        ),
        calendar=f"{url}event.ics" if occasions else None,
    )


def _relations(site: Site, bulletin: Bulletin) -> Iterator[model.Relation]:
    for name, references in bulletin.front.relations.items():
        for reference in references:
            found = site.corpus.resolve(reference)
            target = found[0] if len(found) == 1 else None
            yield model.Relation(
                id=name,
                label=relations()[name].label,
                number=reference.number.text,
                date=reference.date.iso if reference.date else None,
                bulletin=str(target.uuid) if target else None,
                url=site.url + page_address(target) if target else None,
            )


def _cited(site: Site, bulletin: Bulletin) -> Iterator[model.Cited]:
    for cited in site.citations.documents(bulletin):
        if target := cited.bulletin:
            yield model.Cited(
                number=target.number.text,
                date=target.front.date.iso,
                bulletin=str(target.uuid),
                url=site.url + page_address(target),
            )
        elif external := cited.external:
            yield model.Cited(
                number=external.number.text,
                date=external.date or None,
                bulletin=None,
                url=f"{site.url}cited/{external.slug}/",
            )


def _moment(day: DocumentDate) -> str:
    return day.start.isoformat() if day.clock else day.iso
