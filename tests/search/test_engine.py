"""The engine in Node over an index built here: what is found, and in which order."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bantin.search import Row, SearchDocument, analyse, build_index

Ask = Callable[..., Any]
HERE = Path(__file__).parent
CASES = json.loads((HERE / "cases.json").read_text("utf-8"))
LABELS = {
    "type": {"cong-van": "Công văn", "bao-cao": "Báo cáo", "ke-hoach": "Kế hoạch"},
    "issuer": {"chinh-phu": "Chính phủ"},
}


def documents() -> list[SearchDocument]:
    found = []
    for i, entry in enumerate(json.loads((HERE / "bulletins.json").read_text("utf-8"))):
        labels = [LABELS["type"].get(entry["type"], ""), LABELS["issuer"].get(entry["issuer"], "")]
        found.append(
            SearchDocument(
                url="trang/gioi-thieu/" if entry["type"] == "trang" else f"bulletins/{i}/",
                number=entry["number"],
                title=entry["title"],
                date=entry["date"],
                type=entry["type"],
                issuer=entry["issuer"],
                topics=tuple(entry["topics"]),
                status=entry.get("status", ""),
                in_force=entry.get("in_force", True),
                has_attachment=entry.get("has_attachment", False),
                aliases=tuple(label for label in labels if label),
                headings=(),
                body=entry["body"],
            )
        )
    return found


def analysed(entries: Iterable[SearchDocument]) -> Iterator[tuple[Row, bytes]]:
    return ((entry.row(), analyse(entry)) for entry in entries)


def write_index(folder: Path, entries: list[SearchDocument]) -> None:
    for path, content in build_index(analysed(entries), LABELS):
        (folder / path).write_bytes(content)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("search")
    write_index(path, documents())
    return str(path)


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case['query']} {case.get('options', '')}"
)
def test_query_finds_what_it_should(node: Ask, folder: str, case: dict[str, Any]) -> None:
    """Every query of cases.json finds, leaves out and orders what its case says."""
    result = node(what="search", folder=folder, text=case["query"], options=case.get("options", {}))
    numbers = [hit["number"] for hit in result["hits"]]
    dated = [f"{hit['number']}@{hit['date']}" for hit in result["hits"]]
    if first := case.get("first"):
        head = [d if "@" in f else n for f, d, n in zip(first, dated, numbers, strict=False)]
        assert (sorted(head) if case.get("any_order") else head) == first
    assert set(case.get("has", [])) <= set(numbers)
    assert not set(case.get("lacks", [])) & set(numbers)
    assert result["total"] == case.get("total", result["total"])
    assert result["suggestion"] == case.get("suggestion", "")
    assert len(numbers) == case.get("count", len(numbers))
    assert len(numbers) >= case.get("count_least", 0)
    if "first_url" in case:
        assert result["hits"][0]["url"] == case["first_url"]


def test_words_that_stand_close_go_before_words_far_apart(node: Ask, tmp_path: Path) -> None:
    """Of texts with the same words, that which has them in one line is first, though older."""
    filler = "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai mười ba"
    bodies = [
        f"Giếng khoan của hộ có trám lấp. {filler}",
        f"Giếng của hộ khoan. {filler} Có lấp trám.",
    ]
    model = documents()[0]
    entries = [
        replace(model, url=f"{i}/", title="Tin", date=f"2024-01-0{i}", body=body)
        for i, body in enumerate(bodies, 1)
    ]
    write_index(tmp_path, entries)
    for query in ("giếng trám", "gieng tram"):
        hits = node(what="search", folder=str(tmp_path), text=query, options={})["hits"]
        assert [hit["url"] for hit in hits] == ["1/", "2/"]
        assert hits[0]["score"] > hits[1]["score"]


def test_facets_count_what_one_more_choice_would_add(node: Ask, folder: str) -> None:
    """A facet's counts ignore its own choice and keep those of the other facets."""
    filters = {"type": ["ke-hoach"], "year": ["2024"]}
    result = node(what="search", folder=folder, text="", options={"filters": filters})
    assert result["facets"]["type"] == {
        "to-trinh": 1,
        "ke-hoach": 1,
        "bao-cao": 1,
        "thong-bao": 1,
    }
    assert result["facets"]["year"] == {"2023": 1, "2024": 1, "2025": 1}
    assert result["facets"]["issuer"] == {"dang-uy": 1}


def test_snippet_and_title_are_segments_with_marks(node: Ask, folder: str) -> None:
    """Passages come as segments of plain text, so that nothing of a bulletin becomes HTML."""
    hit = node(what="search", folder=folder, text="chuyen doi so", options={})["hits"][0]
    assert {"text": "chuyển đổi số", "match": True} in hit["snippet"]
    assert "".join(segment["text"] for segment in hit["titleSegments"]) == hit["title"]
    assert {"text": "chuyển đổi số", "match": True} in hit["titleSegments"]


def test_index_bytes_depend_on_the_documents_alone() -> None:
    """Building twice gives the same bytes, and each file is named once."""
    entries = documents()
    first = list(build_index(analysed(entries), LABELS))
    again = list(build_index(analysed(reversed(entries)), LABELS))
    assert len({path for path, _ in first}) == len(first)
    assert dict(first) == dict(build_index(analysed(entries), LABELS))
    assert {path for path, _ in first} == {path for path, _ in again}


def test_an_empty_site_has_an_index(node: Ask, tmp_path: Path) -> None:
    """Without any document the index opens and finds nothing."""
    write_index(tmp_path, [])
    result = node(what="search", folder=str(tmp_path), text="xây dựng", options={})
    assert (result["total"], result["hits"]) == (0, [])
