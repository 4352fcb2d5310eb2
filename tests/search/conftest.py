"""Fixtures of the search tests."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from node_process import Node


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    process = Node()
    yield process
    process.close()


@pytest.fixture(scope="session")
def vectors() -> dict[str, list[list[Any]]]:
    loaded: dict[str, list[list[Any]]] = json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))
    return loaded
