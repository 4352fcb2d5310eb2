"""What a bulletin's page tells programs about the document: JSON-LD, Dublin Core, Open Graph.

Which schema.org type: a news article is a NewsArticle. A document that lays down rules or decides
(resolution, decision, decree …) is Legislation, which by its definition covers acts "enforceable
or not" and alone has an identifier, a legal force and what it repeals. All others (letters,
invitations, plans, reports) are a DigitalDocument: GovernmentService would describe what an
office does, not a paper that it issued.
"""

import json
from dataclasses import dataclass
from typing import Any, Final

from bantin.bulletin import Bulletin
from bantin.citation_text import citation_text
from bantin.model import Site
from bantin.views import image_of, page_address, summary_of

_LAYING_DOWN_RULES: Final = frozenset(
    {
        "nghi-quyet",
        "quyet-dinh",
        "quy-dinh",
        "chi-thi",
        "quy-che",
        "luat",
        "phap-lenh",
        "nghi-dinh",
        "thong-tu",
        "thong-tu-lien-tich",
    }
)
_FORCE: Final = {
    "con-hieu-luc": "InForce",
    "het-hieu-luc-mot-phan": "PartiallyInForce",
    "het-hieu-luc": "NotInForce",
    "chua-co-hieu-luc": "NotInForce",
    "ngung-hieu-luc": "NotInForce",
    "da-thu-hoi": "NotInForce",
}
_ACTS_ON: Final = {
    "replaces": "legislationRepeals",
    "repeals": "legislationRepeals",
    "recalls": "legislationRepeals",
    "amends": "legislationChanges",
    "supplements": "legislationChanges",
    "corrects": "legislationCorrects",
}
_RESTS_ON: Final = ("based_on", "implements", "follows", "replies_to", "extends", "attached_to")
_LONGEST_DESCRIPTION: Final = 300
# JSON-LD stands in a <script>, which "</script>" and "<!--" in a title would end or confuse
# (HTML, 4.12.1.3). A data block of this kind is no script to a content security policy.
_ESCAPES: Final = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of a page: pairs of a name and a content, and JSON-LD ready for a script."""

    dublin_core: tuple[tuple[str, str], ...]
    open_graph: tuple[tuple[str, str], ...]
    json_ld: str
    citation: str


def metadata(site: Site, bulletin: Bulletin) -> Metadata:
    """Return the metadata of a bulletin's page."""
    citation = citation_text(bulletin, site.name, site.url + page_address(bulletin))
    return Metadata(
        dublin_core=_dublin_core(site, bulletin, citation),
        open_graph=_open_graph(site, bulletin),
        json_ld=script_json(_json_ld(site, bulletin)),
        citation=citation,
    )


def script_json(value: Any) -> str:
    """Return JSON that is safe within a ``<script>`` element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, escaped in _ESCAPES.items():
        text = text.replace(sign, escaped)
    return text


def _dublin_core(site: Site, bulletin: Bulletin, citation: str) -> tuple[tuple[str, str], ...]:
    """Return the six terms that Decree 30/2020/NĐ-CP makes mandatory, and what cites best."""
    terms = [
        ("title", bulletin.front.title),
        ("creator", bulletin.issuer.name),
        ("date", bulletin.front.date.iso),
        ("description", _description(site, bulletin)),
        ("publisher", _publisher(site)),
        ("identifier", site.url + page_address(bulletin)),
        ("identifier", bulletin.number.text if bulletin.number.is_given else ""),
        ("type", bulletin.type.label),
        ("language", "vi"),
        ("bibliographicCitation", citation),
    ]
    return tuple((f"DCTERMS.{name}", content) for name, content in terms if content)


def _open_graph(site: Site, bulletin: Bulletin) -> tuple[tuple[str, str], ...]:
    front = bulletin.front
    image = image_of(bulletin, site.files)
    pairs = [
        ("og:type", "article"),
        ("og:title", front.title),
        ("og:description", _description(site, bulletin)),
        ("og:url", site.url + page_address(bulletin)),
        ("og:site_name", site.name),
        ("og:locale", "vi_VN"),
        ("og:image", site.url + image.address if image else ""),
        ("og:image:alt", front.image.alt if image and front.image else ""),
        ("article:published_time", _moment(bulletin) if front.date.is_whole else ""),
    ]
    return tuple(pair for pair in pairs if pair[1])


def _json_ld(site: Site, bulletin: Bulletin) -> dict[str, Any]:
    front = bulletin.front
    url = site.url + page_address(bulletin)
    issuer: dict[str, Any] = {"@type": "GovernmentOrganization", "name": bulletin.issuer.name}
    if bulletin.issuer.parent:
        issuer["parentOrganization"] = {
            "@type": "GovernmentOrganization",
            "name": bulletin.issuer.parent,
        }
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _schema_type(bulletin),
        "@id": bulletin.uuid.urn,
        "url": url,
        "name": front.title,
        "description": _description(site, bulletin),
        "identifier": bulletin.number.text if bulletin.number.is_given else bulletin.uuid.urn,
        "inLanguage": "vi",
        "datePublished": _moment(bulletin),
        "publisher": {"@type": "Organization", "name": _publisher(site), "url": site.url},
        "keywords": [site.corpus.settings.topics[topic] for topic in dict.fromkeys(front.topic)],
    }
    if bulletin.is_news:
        image = image_of(bulletin, site.files)
        found |= {"headline": front.title, "mainEntityOfPage": url}
        found["author"] = {"@type": "Person", "name": front.author} if front.author else issuer
        if image:
            found["image"] = site.url + image.address
        return found
    found |= {"creator": issuer, "genre": bulletin.type.label}
    if front.expires:
        found["expires"] = front.expires.iso
    targets = _targets(site, bulletin)
    based = [entry for name in _RESTS_ON for entry in targets.get(name, ())]
    if based:
        found["isBasedOn"] = based
    if found["@type"] == "Legislation":
        found |= _legislation(site, bulletin, targets)
    return found


def _legislation(
    site: Site, bulletin: Bulletin, targets: dict[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    front = bulletin.front
    found: dict[str, Any] = {
        "legislationType": bulletin.type.label,
        "legislationDate": front.date.iso,
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": bulletin.issuer.name},
    }
    if bulletin.number.is_given:
        found["legislationIdentifier"] = bulletin.number.text
    if front.effective:
        found["legislationDateOfApplicability"] = front.effective.iso
    force = _FORCE.get(site.corpus.status(bulletin).id)
    if force:
        found["legislationLegalForce"] = f"https://schema.org/{force}"
    for name, term in _ACTS_ON.items():
        if name in targets:
            found.setdefault(term, []).extend(targets[name])
    return found


def _targets(site: Site, bulletin: Bulletin) -> dict[str, list[dict[str, Any]]]:
    """Return the documents that a bulletin names, by relation."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, references in bulletin.front.relations.items():
        for reference in references:
            entry: dict[str, Any] = {"@type": "CreativeWork", "identifier": reference.number.text}
            targets = site.corpus.resolve(reference)
            if len(targets) == 1:
                target = targets[0]
                entry["@type"] = _schema_type(target)
                entry["name"] = target.front.title
                entry["url"] = site.url + page_address(target)
            found.setdefault(name, []).append(entry)
    return found


def _schema_type(bulletin: Bulletin) -> str:
    if bulletin.is_news:
        return "NewsArticle"
    return "Legislation" if bulletin.type.id in _LAYING_DOWN_RULES else "DigitalDocument"


def _description(site: Site, bulletin: Bulletin) -> str:
    return summary_of(site.corpus, bulletin, _LONGEST_DESCRIPTION) or bulletin.front.title


def _publisher(site: Site) -> str:
    return site.author or site.name


def _moment(bulletin: Bulletin) -> str:
    day = bulletin.front.date
    return day.start.isoformat() if day.clock else day.iso
