"""The site's JSON: its fields, its schema, and the page that describes them."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from bantin.api import json_schema
from bantin.outputs.api import api
from bantin.reference import api_page
from tests.site_builder import ROOT, bulletin, load_site, write_site

BULLETINS: dict[str, str | bytes] = {
    "2026/a.md": bulletin(
        number="05/QĐ-VP",
        title='Quy chế "mới" </script>',
        to=["Các phòng"],
        signer={"title": "CHÁNH VĂN PHÒNG", "name": "Phùng Minh Khuê"},
        effective="2026-04-01",
        relations={"replaces": ["01/QĐ-VP (2025-01-02)"], "based_on": ["06/KH-VP"]},
        deadlines=[{"title": "Báo cáo", "every": "12-15"}, {"title": "Gửi", "date": "2026-06-01"}],
        events=[{"title": "Họp", "start": "2026-05-01 08:00", "place": "Nhà A"}],
        attachments=[{"file": "tep.pdf", "title": "Phụ lục"}],
        body="Theo Kế hoạch số 06/KH-VP, Nghị định số 30/2020/NĐ-CP ngày 05/3/2020.",
        corrections=[
            {"date": "2026-04-02", "text": "Sửa tên"},
            {"date": "2029-01-01", "text": "Sau"},
        ],
        withdrawn={"date": "2026-04-03", "reason": "Trùng"},
    ),
    "2026/b.md": bulletin(number="06/KH-VP", date="2026-03", title="Kế hoạch"),
    "2026/tin.md": bulletin(number="", type="tin", title="Tin", date="2026-03-08 22:02"),
    "2026/tep.pdf": b"%PDF-1.4",
}


def outputs(folder: Path, bulletins: dict[str, str | bytes] | None = None) -> dict[str, bytes]:
    site = load_site(write_site(folder, BULLETINS if bulletins is None else bulletins))
    return {output.path: output.make() for output in api(site)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of a small site."""
    return outputs(tmp_path_factory.mktemp("api"))


@pytest.fixture(scope="module")
def data(made: dict[str, bytes]) -> Any:
    """Return the data of a small site."""
    return json.loads(made["api/bulletins.json"])


def test_the_data_follow_their_own_schema(made: dict[str, bytes], data: Any) -> None:
    """The published schema is valid 2020-12, and the data beside it are valid by it."""
    schema = json.loads(made["api/bulletins.schema.json"])
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)
    assert data["schema"] == schema["$id"]


def test_the_demonstration_site_is_valid() -> None:
    """All demonstration bulletins are valid by the schema."""
    site = load_site(ROOT / "mkdocs.yml", "2026-11-22")
    made = {output.path: output.make() for output in api(site)}
    data = json.loads(made["api/bulletins.json"])
    Draft202012Validator(json.loads(made["api/bulletins.schema.json"])).validate(data)
    assert len(data["bulletins"]) == len(site.corpus.bulletins)


def test_the_schema_refuses_what_is_wrong(data: Any) -> None:
    """A missing field, a wrong date and a wrong kind of value are refused."""
    validator = Draft202012Validator(json_schema())
    for change in ({"date": "05/03/2026"}, {"topics": None}, {"number": "05/QĐ-VP"}):
        with pytest.raises(ValidationError):
            validator.validate({**data, "bulletins": [{**data["bulletins"][0], **change}]})
    incomplete = {key: value for key, value in data["bulletins"][0].items() if key != "url"}
    with pytest.raises(ValidationError):
        validator.validate({**data, "bulletins": [incomplete]})


def test_fields_of_a_document(data: Any) -> None:
    """A document has the parts of its number, its people, its days, files and relations."""
    (found,) = [row for row in data["bulletins"] if row["path"] == "2026/a.md"]
    assert found["url"] == "https://thu.example/ban-tin/bulletins/2026/a/"
    assert found["feed_id"] == f"urn:uuid:{found['id']}"
    assert (found["number"]["serial"], found["number"]["code"]) == ("05", "QĐ")
    assert found["title"] == 'Quy chế "mới" </script>'
    assert found["signer"]["name"] == "Phùng Minh Khuê"
    assert found["effective"] == "2026-04-01"
    assert found["expires"] is None
    assert found["events"][0]["start"] == "2026-05-01T08:00:00+07:00"
    assert [(due["date"], due["every"]) for due in found["deadlines"]] == [
        (None, "12-15"),
        ("2026-06-01", None),
    ]
    assert found["files"][0]["size"] == 8
    assert found["calendar"] == f"{found['url']}event.ics"
    unknown, known = found["relations"]
    assert (unknown["id"], unknown["date"], unknown["url"]) == ("replaces", "2025-01-02", None)
    (other,) = [row for row in data["bulletins"] if row["path"] == "2026/b.md"]
    assert (known["bulletin"], known["url"]) == (other["id"], other["url"])
    assert (other["date"], other["calendar"]) == ("2026-03", None)
    inside, outside = found["cites"]
    assert (inside["number"], inside["bulletin"]) == ("06/KH-VP", other["id"])
    assert outside == {
        "number": "30/2020/NĐ-CP",
        "date": "2020-03-05",
        "bulletin": None,
        "url": "https://thu.example/ban-tin/cited/nghi-dinh-30-2020-nd-cp/",
    }
    assert found["corrections"] == [{"date": "2026-04-02", "text": "Sửa tên"}]
    assert found["withdrawn"] == {"date": "2026-04-03", "reason": "Trùng"}


def test_news_has_its_hour(data: Any) -> None:
    """A news article has the hour of its publication and no number."""
    (found,) = [row for row in data["bulletins"] if row["path"] == "2026/tin.md"]
    assert (found["date"], found["time"]) == ("2026-03-08", "22:02")
    assert found["number"]["given"] is False
    assert found["type"]["id"] == "tin"


def test_order_and_bytes_are_stable(made: dict[str, bytes], data: Any, tmp_path: Path) -> None:
    """The newest comes first, a bulletin to each line; the same input gives the same bytes."""
    assert [row["path"] for row in data["bulletins"]] == ["2026/tin.md", "2026/a.md", "2026/b.md"]
    assert len(made["api/bulletins.json"].splitlines()) == 5
    assert outputs(tmp_path) == made


def test_a_site_without_bulletins_has_data(tmp_path: Path) -> None:
    """An empty site has an empty list, valid by the schema."""
    data = json.loads(outputs(tmp_path, {})["api/bulletins.json"])
    Draft202012Validator(json_schema()).validate(data)
    assert data["bulletins"] == []


def test_the_page_describes_every_field(data: Any) -> None:
    """Each field of the data stands in the reference, with its kind and meaning."""
    page = api_page()

    def names(value: Any, prefix: str) -> set[str]:
        if isinstance(value, list):
            return {name for entry in value for name in names(entry, prefix)}
        if isinstance(value, dict):
            own = {f"{prefix}{key}" for key in value}
            return own.union(*(names(entry, f"{prefix}{key}.") for key, entry in value.items()))
        return set()

    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| `")]
    documented = {row[0].removeprefix("| ").strip("`"): row for row in rows}
    assert data.keys() | names(data["bulletins"], "") == documented.keys()
    assert all(row[1].strip() and row[2].strip() for row in rows)
