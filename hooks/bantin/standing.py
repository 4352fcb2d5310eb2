"""What the page of a bulletin says of its standing: notices at its top, and its relations."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from bantin.bulletin import Bulletin
from bantin.citing import Citations
from bantin.corpus import Corpus
from bantin.graph import CHANGING, ENDING, RECALLS, REPLACES, WITHDRAWN, Edge, acting_date
from bantin.text import sentence
from bantin.views import Named, document_name, number_label, page_address

OWN: Final = "own"
DECLARED: Final = "declared"
RECEIVED: Final = "received"
CURRENT: Final = "current"
_PARTLY: Final = "một phần"
_BY: Final = " bởi"
_PARTLY_ENDED: Final = "het-hieu-luc-mot-phan"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for readers of an old or changed bulletin, with links in its middle.

    ``kind`` is ``ended``, ``coming``, ``changed`` or ``status``.
    """

    kind: str
    text: str
    links: tuple[Named, ...] = ()
    rest: str = ""


@dataclass(frozen=True, slots=True)
class RelatedDocument:
    """One end of a relation: its name as seen from here, and where it is (no address: unknown).

    ``side`` is ``declared`` where this document acts on that one, ``received`` where that one acts
    on this, ``current`` where it stands at the end of a chain of replacement, ``own`` for this
    document itself. ``name`` is the number, the title of a document without number; ``title`` is
    empty then. ``ended`` says how it has ended, if it has. ``is_partial``: a part alone is meant.
    """

    side: str
    relation: str
    label: str
    name: str
    title: str
    date: str
    ended: str
    address: str
    note: str
    is_partial: bool = False

    @property
    def remark(self) -> str:
        """The date and what else is to be said of the relation."""
        return _joined(self.date, self.note)

    @property
    def rank(self) -> int:
        """Order within a side: what ends a document, what changes it, the rest."""
        if self.relation in ENDING and not self.is_partial:
            return ENDING.index(self.relation)
        return len(ENDING) + (self.relation not in CHANGING)


def notices(corpus: Corpus, bulletin: Bulletin) -> tuple[Notice, ...]:
    """Return what readers must know before they rely on a bulletin, the gravest first."""
    noun = "bài" if bulletin.is_news else "văn bản"
    found = [*_withdrawal(corpus, bulletin, noun), *_endings(corpus, bulletin, noun)]
    if corpus.status(bulletin).id == WITHDRAWN and not _tells_withdrawal(corpus, bulletin):
        found.insert(0, Notice("ended", corpus.status(bulletin).banner))
    if not found:
        found += _own_status(corpus, bulletin)
    found += _changes(corpus, bulletin, noun)
    found += _coming(corpus, bulletin, noun)
    found += [
        Notice("changed", f"Đính chính ngày {one.date.numeric}: {sentence(one.text)}")
        for one in bulletin.front.corrections
        if one.date.start.date() <= corpus.today
    ]
    return tuple(found)


def this_document(corpus: Corpus, bulletin: Bulletin) -> RelatedDocument:
    """Return a bulletin as the related documents see it."""
    label = "Bài này" if bulletin.is_news else "Văn bản này"
    own = _related(corpus, OWN, "", label, bulletin)
    status = corpus.status(bulletin)
    return replace(own, note=status.label) if status.id == _PARTLY_ENDED else own


def related_documents(
    corpus: Corpus, citations: Citations, bulletin: Bulletin
) -> tuple[RelatedDocument, ...]:
    """Return what a bulletin is related to, both ways, its own relations first, as in the diagram.

    On each side endings come before changes, and those before the rest. Where what replaced it was
    replaced in turn, the current documents follow.
    """
    declared = []
    for edge in corpus.graph.declared(bulletin):
        if edge.target:
            declared.append(_row(corpus, DECLARED, edge, edge.target))
        else:
            declared.append(_unknown(citations, edge))
    edges, coming = corpus.graph.received(bulletin), corpus.day.coming(bulletin)
    received = []
    for edge in edges:
        row = _row(corpus, RECEIVED, edge, edge.source)
        if edge in coming:
            row = replace(row, note=_joined(row.note, f"từ {edge.since.named}"))
        if edge.relation.id in ENDING and not _was_ended(corpus, edge.source):
            row = replace(row, ended="")  # what it did outlasts it
        received.append(row)
    shown = {edge.source.path for edge in edges}
    current = [other for other in _current(corpus, bulletin) if other.path not in shown]
    received += [_related(corpus, CURRENT, REPLACES, "Bản hiện hành", other) for other in current]
    by_rank = [row for side in (declared, received) for row in sorted(side, key=_rank)]
    return tuple(dict.fromkeys(by_rank))


def _rank(row: RelatedDocument) -> int:
    return row.rank


def _was_ended(corpus: Corpus, bulletin: Bulletin) -> bool:
    """Whether a bulletin was replaced, repealed or recalled; not whether it has expired."""
    return bool(corpus.day.endings(bulletin)) or corpus.status(bulletin).id == WITHDRAWN


def _row(corpus: Corpus, side: str, edge: Edge, other: Bulletin) -> RelatedDocument:
    label = edge.relation.label if side == DECLARED else edge.relation.inverse
    row = _related(corpus, side, edge.relation.id, label, other)
    return _partial(row) if edge.reference.is_partial else row


def _partial(row: RelatedDocument) -> RelatedDocument:
    """Return a relation to a part: its label says so where it changes the other document."""
    if row.relation not in CHANGING:
        return replace(row, is_partial=True, note=_joined(row.note, _PARTLY))
    verb = row.label.removesuffix(_BY)
    label = f"{verb} {_PARTLY}{row.label[len(verb) :]}"
    return replace(row, is_partial=True, label=label)


def _withdrawal(corpus: Corpus, bulletin: Bulletin, noun: str) -> Iterator[Notice]:
    withdrawn = bulletin.front.withdrawn
    if withdrawn and withdrawn.date.start.date() <= corpus.today:
        reason = sentence(withdrawn.reason)
        text = f"{noun.capitalize()} này đã bị thu hồi ngày {withdrawn.date.numeric}."
        yield Notice("ended", f"{text} Lý do: {reason}")


def _tells_withdrawal(corpus: Corpus, bulletin: Bulletin) -> bool:
    """Whether front matter or a recall tells since when a withdrawn bulletin is so."""
    endings = corpus.day.endings(bulletin)
    withdrawn = bulletin.front.withdrawn
    by_itself = withdrawn is not None and withdrawn.date.start.date() <= corpus.today
    return by_itself or any(edge.relation.id == RECALLS for edge in endings)


def _current(corpus: Corpus, bulletin: Bulletin) -> list[Bulletin]:
    """Return what stands in the place of a bulletin in the end, if it is in force."""
    return [one for one in corpus.day.current(bulletin) if corpus.status(one).in_force]


def _endings(corpus: Corpus, bulletin: Bulletin, noun: str) -> Iterator[Notice]:
    endings = corpus.day.endings(bulletin)
    for (inverse, since), edges in groupby(endings, key=lambda e: (e.relation.inverse, e.since)):
        text = f"{noun.capitalize()} này đã {inverse.lower()}"
        sources = [edge.source for edge in edges]
        # the name of a document tells its date already
        dates = {one.front.date.iso for one in sources if one.number.is_given}
        rest = "." if dates == {since.iso} else f" từ {since.named}."
        yield Notice("ended", text, tuple(map(_link, sources)), rest)
    current = _current(corpus, bulletin)
    direct = [edge.source for edge in endings if edge.relation.id == REPLACES]
    if current and any(one not in direct for one in current):
        yield Notice("ended", "Bản hiện hành:", tuple(_link(one) for one in current), ".")


def _own_status(corpus: Corpus, bulletin: Bulletin) -> Iterator[Notice]:
    status, last = corpus.status(bulletin), corpus.day.last_day(bulletin)
    if bulletin.front.status and status.banner:
        yield Notice("status", status.banner)
    elif status.id == "chua-co-hieu-luc":
        since = acting_date(bulletin).named
        yield Notice("status", f"Văn bản này có hiệu lực từ {since}.")
    elif status.id == "het-hieu-luc" and last:
        yield Notice("ended", f"Văn bản này đã hết hiệu lực sau ngày {_numeric(last)}.")


def _changes(corpus: Corpus, bulletin: Bulletin, noun: str) -> Iterator[Notice]:
    for edge in corpus.day.changes(bulletin):
        whole = f"{noun.capitalize()} này"
        subject = f"Một phần {noun} này" if edge.reference.is_partial else whole
        text = f"{subject} đã {edge.relation.inverse.lower()}"
        yield Notice("changed", text, (_link(edge.source),), _until(edge))


def _until(edge: Edge) -> str:
    """Return the end of a sentence on a change: the new last day where it is an extension."""
    expires = edge.source.front.expires
    extends = edge.relation.id == "extends"
    return f" đến hết ngày {expires.numeric}." if extends and expires else "."


def _coming(corpus: Corpus, bulletin: Bulletin, noun: str) -> Iterator[Notice]:
    for edge in corpus.day.coming(bulletin):
        subject = f"một phần {noun} này" if edge.reference.is_partial else f"{noun} này"
        text = f"Từ {edge.since.named}, {subject} {edge.relation.inverse.lower()}"
        yield Notice("coming", text, (_link(edge.source),), _until(edge))
    withdrawn = bulletin.front.withdrawn
    is_withdrawn = corpus.status(bulletin).id == WITHDRAWN
    if withdrawn and withdrawn.date.start.date() > corpus.today and not is_withdrawn:
        text = f"Từ ngày {withdrawn.date.numeric}, {noun} này bị thu hồi."
        yield Notice("coming", f"{text} Lý do: {sentence(withdrawn.reason)}")


def _related(
    corpus: Corpus, side: str, relation: str, label: str, other: Bulletin
) -> RelatedDocument:
    is_numbered, title = other.number.is_given, other.front.title
    return RelatedDocument(
        side=side,
        relation=relation,
        label=label,
        name=number_label(other) if is_numbered else title,
        title=title if is_numbered else "",
        date=other.front.date.numeric,
        ended=corpus.status(other).prefix.strip("[]"),
        address=page_address(other),
        note="",
    )


def _unknown(citations: Citations, edge: Edge) -> RelatedDocument:
    reference = edge.reference
    external = citations.external_of(reference)
    row = RelatedDocument(
        side=DECLARED,
        relation=edge.relation.id,
        label=edge.relation.label,
        name=reference.number.text,
        title="",
        date=reference.date.numeric if reference.date else "",
        ended="",
        address=f"cited/{external.slug}/" if external else "",
        note="",
    )
    return _partial(row) if reference.is_partial else row


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _link(bulletin: Bulletin) -> Named:
    return Named(document_name(bulletin), page_address(bulletin))


def _numeric(day: date) -> str:
    return f"{day:%d/%m/%Y}"
