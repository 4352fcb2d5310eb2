"""Fixtures of the search tests."""

import json
from pathlib import Path
from typing import Any

import pytest

from bantin.search import SearchDocument

HERE = Path(__file__).parent
NOTHING = SearchDocument(
    url="bulletins/1/",
    number="",
    title="",
    date="",
    type="",
    issuer="",
    topics=(),
    status="",
    in_force=True,
    has_attachment=False,
    aliases=(),
    headings=(),
    body="",
)
"""A document of nothing, to be replaced in part."""


@pytest.fixture(scope="session")
def vectors() -> dict[str, list[list[Any]]]:
    """Return the texts that both languages must read alike."""
    loaded: dict[str, list[list[Any]]] = json.loads((HERE / "vectors.json").read_text("utf-8"))
    return loaded
