"""The reference pages, generated from the code."""

import re
from typing import Any

import markdown
import pytest
from lxml import html

from bantin import reference
from bantin.catalogue import Problems
from bantin.schema import FrontMatter
from bantin.settings import Issuer, Settings, TypeSetting


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    """Return the reference pages of a site whose vocabulary has signs of Markdown in it."""
    settings = Settings(
        topics={"a": "R&D | *Đào tạo* <b>"}, issuers={"vp": Issuer(name="Văn phòng [1]")}
    )
    return reference.pages(settings)


def _tree(source: str) -> Any:
    return html.fromstring(markdown.markdown(source, extensions=["tables"]))


def _tables(source: str) -> list[list[list[str]]]:
    tree = _tree(source)
    return [
        [[cell.text_content() for cell in row.xpath("th|td")] for row in table.xpath(".//tr")]
        for table in tree.xpath("//table")
    ]


def _column(source: str, column: int = 0) -> list[str]:
    return [row[column] for table in _tables(source) for row in table[1:]]


def test_every_key_has_a_row(pages: dict[str, str]) -> None:
    """Front matter and settings, nested keys too, are all in the tables, with a description."""
    source = pages["tham-chieu/phan-dau-trang.md"]
    keys = _column(source)
    assert {*FrontMatter.model_json_schema()["properties"]} <= {*keys}
    nested = {"image.alt", "signer.name", "events.start", "deadlines.every", "attachments.file"}
    assert nested <= {*keys}
    source = pages["tham-chieu/cau-hinh.md"]
    keys = _column(source)
    assert {*Settings.model_fields} <= {*keys}
    assert {f"types.{name}" for name in TypeSetting.model_fields} <= {*keys}
    assert {f"issuers.<mã>.{name}" for name in Issuer.model_fields} <= {*keys}
    assert [row[0] for table in _tables(source) for row in table[1:] if not row[2]] == []


def test_every_problem_has_a_row(pages: dict[str, str]) -> None:
    """Each code of the catalogue stands once, in the order of the codes."""
    codes = _column(pages["tham-chieu/ma-loi.md"])
    assert codes == sorted(member.value.code for member in Problems)


def test_no_placeholder_is_shown(pages: dict[str, str]) -> None:
    """A reader sees "…" where a message has its details, never the name of a detail."""
    for source in pages.values():
        text = _tree(source).text_content()
        assert re.search(r"\{\w*\}", text) is None
        assert ": ." not in text


def test_tables_hold_together(pages: dict[str, str]) -> None:
    """Every row has as many cells as its head, whatever signs the texts have."""
    for source in pages.values():
        for table in _tables(source):
            assert {len(row) for row in table} == {len(table[0])}
            assert len(table) > 1


def test_texts_are_shown_as_they_are(pages: dict[str, str]) -> None:
    """Signs of Markdown and HTML in a label or a message come out as written."""
    assert "R&D | *Đào tạo* <b>" in _column(pages["tham-chieu/phan-dau-trang.md"], 1)
    assert "Văn phòng [1]" in _column(pages["tham-chieu/phan-dau-trang.md"], 1)
    whats = _column(pages["tham-chieu/ma-loi.md"], 2)
    for member in Problems:
        if "{" not in member.value.what:
            assert member.value.what in whats
