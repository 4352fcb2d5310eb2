"""Fixtures of the search tests."""

import json
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def vectors() -> dict[str, list[list[Any]]]:
    """Return the texts that both languages must read alike."""
    loaded: dict[str, list[list[Any]]] = json.loads((HERE / "vectors.json").read_text("utf-8"))
    return loaded
