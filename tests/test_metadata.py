"""What pages tell programs: JSON-LD, Dublin Core, Open Graph; and the text to cite."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from bantin.citation_text import citation_text
from bantin.metadata import Metadata, metadata, script_json
from bantin.model import Site
from bantin.validation import Context
from tests.conftest import make
from tests.site_builder import build, bulletin, load_site, write_site

URL = "https://thu.example/"
HOSTILE = "Ngừng </script><script>alert(1)</script> <!-- & \u2028 dừng"


def load(folder: Path, **bulletins: str) -> Site:
    return load_site(
        write_site(folder, {f"2026/{name}.md": text for name, text in bulletins.items()})
    )


def of(site: Site, name: str = "a") -> Metadata:
    return metadata(site, site.corpus.by_path[f"2026/{name}.md"])


def json_ld(site: Site, name: str = "a") -> Any:
    return json.loads(of(site, name).json_ld)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        (
            {},
            "Kế hoạch số 15/KH-UBND ngày 19 tháng 5 năm 2026 của {issuer} về họp giao ban tháng 5",
        ),
        (
            {"number": "590-CV/ĐU", "date": "2023-07-05"},
            "Công văn số 590-CV/ĐU, ngày 05/7/2023 của {issuer} về họp giao ban tháng 5",
        ),
        (
            {"number": "590-CV/ĐU", "date": "2023-02-05"},
            "Công văn số 590-CV/ĐU, ngày 05/02/2023 của {issuer} về họp giao ban tháng 5",
        ),
        (
            {"number": '""', "type": "bao-cao", "date": "2026-05"},
            "Báo cáo tháng 5 năm 2026 của {issuer} về họp giao ban tháng 5",
        ),
        (
            {"date": "2026"},
            "Kế hoạch số 15/KH-UBND năm 2026 của {issuer} về họp giao ban tháng 5",
        ),
        (
            {"title": "Ban hành Quy chế"},
            "Kế hoạch số 15/KH-UBND ngày 19 tháng 5 năm 2026 của {issuer} ban hành Quy chế",
        ),
        (
            {"title": "Về việc họp"},
            "Kế hoạch số 15/KH-UBND ngày 19 tháng 5 năm 2026 của {issuer} về việc họp",
        ),
        (
            {"title": "Suối Mây ra quân"},
            "Kế hoạch số 15/KH-UBND ngày 19 tháng 5 năm 2026 của {issuer} về Suối Mây ra quân",
        ),
        (
            {"title": "UBND xã làm việc"},
            "Kế hoạch số 15/KH-UBND ngày 19 tháng 5 năm 2026 của {issuer} về UBND xã làm việc",
        ),
        (
            {"number": '""', "type": "tin", "date": "2023-09-11 22:02", "author": "Minh Đăng"},
            "Minh Đăng, “Họp giao ban tháng 5”, Bản tin, ngày 11 tháng 9 năm 2023, " + URL,
        ),
    ],
)
def test_citations(context: Context, front: dict[str, str], expected: str) -> None:
    """A citation has type, number, date, issuer and subject as the rule books write them."""
    found = make(context, **front)
    assert citation_text(found, "Bản tin", URL) == expected.format(issuer=found.issuer.name)


def test_the_six_mandatory_terms(tmp_path: Path) -> None:
    """Title, creator, date, description, publisher and identifier are always there."""
    site = load(tmp_path, a=bulletin(body="", date="2026-03", title="Kế hoạch </title>"))
    found = of(site).dublin_core
    terms = {name.removeprefix("DCTERMS."): content for name, content in reversed(found)}
    assert terms["title"] == "Kế hoạch </title>"
    assert terms["creator"] == "Văn phòng"
    assert terms["date"] == "2026-03"
    assert terms["description"]
    assert terms["publisher"] == "Trang thử"
    assert terms["identifier"] == "https://thu.example/ban-tin/bulletins/2026/a/"
    assert ("DCTERMS.identifier", "01/TB-VP") in found


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ({"number": "01/QĐ-VP"}, "Legislation"),
        ({"number": "01/TB-VP"}, "DigitalDocument"),
        ({"number": "01-NQ/ĐU", "issuer": "dang-uy"}, "Legislation"),
        ({"number": "", "type": "tin"}, "NewsArticle"),
    ],
)
def test_types_of_schema_org(tmp_path: Path, front: dict[str, str], expected: str) -> None:
    """News, acts and other documents have the types that fit them."""
    assert json_ld(load(tmp_path, a=bulletin(**front)))["@type"] == expected


def test_acts_tell_their_force_and_what_they_end(tmp_path: Path) -> None:
    """An act has its identifier, its force, and the acts that it repeals, changes or rests on."""
    site = load(
        tmp_path,
        a=bulletin(
            number="05/QĐ-VP",
            date="2026-05-01",
            effective="2026-06-01",
            relations={
                "replaces": ["01/QĐ-VP"],
                "amends": ["99/QĐ-UBND"],
                "based_on": ["30/2020/NĐ-CP"],
            },
        ),
        b=bulletin(number="01/QĐ-VP", title="Cũ"),
    )
    found = json_ld(site)
    assert found["legislationIdentifier"] == "05/QĐ-VP"
    assert found["legislationLegalForce"] == "https://schema.org/InForce"
    assert found["legislationDateOfApplicability"] == "2026-06-01"
    (repealed,) = found["legislationRepeals"]
    assert (repealed["name"], repealed["@type"]) == ("Cũ", "Legislation")
    assert found["legislationChanges"] == [{"@type": "CreativeWork", "identifier": "99/QĐ-UBND"}]
    assert found["isBasedOn"][0]["identifier"] == "30/2020/NĐ-CP"
    assert json_ld(site, "b")["legislationLegalForce"] == "https://schema.org/NotInForce"


def test_news_tells_its_author_and_hour(tmp_path: Path) -> None:
    """A news article has headline, author and the moment of its publication."""
    text = bulletin(number="", type="tin", date="2026-03-08 22:02", author="Minh Đăng", title="Tin")
    site = load(tmp_path, a=text)
    found = json_ld(site)
    assert (found["headline"], found["author"]["name"]) == ("Tin", "Minh Đăng")
    assert found["datePublished"] == "2026-03-08T22:02:00+07:00"
    graph = dict(of(site).open_graph)
    assert graph["article:published_time"] == "2026-03-08T22:02:00+07:00"
    assert graph["og:url"] == "https://thu.example/ban-tin/bulletins/2026/a/"


def test_json_in_a_script_is_safe() -> None:
    """No text can end the script element, and all come back as they were."""
    written = script_json({"title": HOSTILE})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"title": HOSTILE}


def test_a_page_carries_it_all(tmp_path: Path) -> None:
    """In the built page the JSON-LD is one block that parses, and the metas are as written."""
    title = HOSTILE.replace("\u2028 ", "")
    built = build(write_site(tmp_path, {"2026/a.md": bulletin(title=title)}), "--strict")
    assert built.code == 0, built.output
    page: Any = html.fromstring(built.text("bulletins/2026/a/index.html"))
    (block,) = page.xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(block)["name"] == title
    assert page.xpath("//head/meta[@name='DCTERMS.title']/@content") == [title]
    assert page.xpath("//head/meta[@property='og:title']/@content") == [title]
    (cited,) = page.xpath("//*[@id='bt-citation-text']")
    assert cited.text_content().startswith("Thông báo số 01/TB-VP ngày 05 tháng 3 năm 2026")
