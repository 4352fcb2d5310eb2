"""The typed model of front matter and its JSON Schema."""

from typing import Any

import pytest

from bantin.rules import statuses
from bantin.schema import FrontMatter, json_schema
from bantin.settings import Settings
from bantin.validation import Context
from tests.conftest import FRONT, make


@pytest.fixture(scope="module")
def validator(settings: Settings) -> Any:
    """Return a validator of the site's own schema, itself checked."""
    jsonschema = pytest.importorskip("jsonschema")
    schema = json_schema(settings)
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"number": ""},
        {"number": None},
        {"number": 12},
        {"date": 2023},
        {"topic": ["hanh-chinh", "dao-tao"]},
        {"type": "tin", "issuer": "dang-uy", "status": "het-hieu-luc", "pinned": True},
        {"signer": {"name": "A"}, "relations": {"replaces": ["1/KH-UBND"]}},
        {"deadlines": [{"title": "A", "every": "12-15"}], "attachments": [{"file": "a.pdf"}]},
    ],
)
def test_editors_are_not_warned_of_what_is_right(validator: Any, keys: dict[str, Any]) -> None:
    """What the check accepts, the JSON Schema accepts."""
    validator.validate({**FRONT, **keys})


@pytest.mark.parametrize(
    "keys",
    [
        {"topic": "bong-da"},
        {"topic": []},
        {"type": "so-tay"},
        {"issuer": "so-y-te"},
        {"status": "moi"},
        {"tiltle": "A"},
        {"signer": "A"},
        {"signer": {"ten": "A"}},
        {"relations": {"thay": ["1/KH-UBND"]}},
        {"deadlines": "A"},
        {"attachments": [{}]},
    ],
)
def test_editors_are_warned_while_they_write(validator: Any, keys: dict[str, Any]) -> None:
    """What the check refuses by its form, the JSON Schema refuses too."""
    assert not validator.is_valid({**FRONT, **keys})


def test_every_key_is_described(settings: Settings) -> None:
    """Each key of the schema says in Vietnamese what it is for."""
    properties = json_schema(settings)["properties"]
    assert set(properties) == set(FrontMatter.model_fields)
    assert all(entry["description"] for entry in properties.values())
    assert properties["status"]["enum"] == [*statuses()]


def test_one_entry_needs_no_list(context: Context) -> None:
    """A single topic, addressee or alias may stand without a hyphen."""
    front = make(context, to="Phòng A", cc="Như trên", aliases="cu/so-1.md").front
    assert (front.topic, front.to, front.cc, front.aliases) == (
        ("hanh-chinh",),
        ("Phòng A",),
        ("Như trên",),
        ("cu/so-1",),
    )


def test_names_are_accepted_in_any_spelling(context: Context) -> None:
    """Topic, type, status and urgency may be written as readers know them."""
    front = make(
        context,
        topic="Đào tạo - bồi dưỡng",
        type="Kế hoạch",
        status="đã thu hồi",
        urgency="HOA TOC",
        pinned="có",
    ).front
    assert (front.topic, front.type, front.status, front.urgency, front.pinned) == (
        ("dao-tao",),
        "ke-hoach",
        "da-thu-hoi",
        "hỏa tốc",
        True,
    )


def test_a_reference_keeps_its_text_and_date(context: Context) -> None:
    """A relation names a number, with a date in brackets where that is needed."""
    front = make(context, relations="{follows: số 9 -BC/ĐU (05/3/2025)}").front
    (reference,) = front.relations["follows"]
    assert reference.number.text == "9-BC/ĐU"
    assert reference.date
    assert reference.date.iso == "2025-03-05"


@pytest.mark.parametrize(
    ("written", "number", "date", "is_partial"),
    [
        ("1/KH-UBND (1 phần)", "1/KH-UBND", None, True),
        ("Quyết định số 01/QĐ-UBND", "01/QĐ-UBND", None, False),
        ("QĐ 01/QĐ-UBND", "01/QĐ-UBND", None, False),
        ("1/KH-UBND (ngày 10/01/2026)", "1/KH-UBND", "2026-01-10", False),
        ("1/KH-UBND (ngày 10 tháng 01 năm 2026)", "1/KH-UBND", "2026-01-10", False),
        ("1/KH-UBND (Một phần, Ngày 10/01/2026)", "1/KH-UBND", "2026-01-10", True),
        ("1/KH-UBND (năm 2024)", "1/KH-UBND", "2024", False),
    ],
)
def test_a_reference_is_read_as_documents_name_it(
    context: Context, written: str, number: str, date: str | None, *, is_partial: bool
) -> None:
    """The word for the type and those for the day are no part of number and date."""
    front = make(context, relations=f'{{replaces: ["{written}"]}}').front
    (reference,) = front.relations["replaces"]
    assert reference.number.text == number
    assert (reference.date.iso if reference.date else None) == date
    assert reference.is_partial == is_partial


def test_an_end_without_an_hour_means_the_whole_day(context: Context) -> None:
    """A meeting may end on the day it began."""
    keys = {"events": "[{title: A, start: 2026-12-15 08:00, end: 2026-12-15}]"}
    assert make(context, **keys).front.events[0].end
