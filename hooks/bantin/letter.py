"""What stands above and below the text of a document, by the rules of its regime."""

from dataclasses import dataclass

from bantin.bulletin import Bulletin
from bantin.rules import document_heads
from bantin.text import capitalised
from bantin.views import number_label


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


def letter_head(bulletin: Bulletin) -> LetterHead:
    """Return the head and the signature of a document (Decree 30/2020/NĐ-CP, Appendix I)."""
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
        else capitalised(front.date.official),
        heading=bulletin.type.label if bulletin.type.titled else "",
        subject_prefix="" if bulletin.type.titled else head.subject,
        to=front.to,
        cc=front.cc,
        authority=signer.authority if signer else "",
        signer_title=signer.title if signer else "",
        signer_name=signer.name if signer else "",
    )
