"""The texts of shared/, read where they stand beside the project."""

import json
import lzma
from collections import defaultdict
from pathlib import Path

from tests.site_builder import SHARED

DATA = Path(__file__).parent / "data"
SEEDS = SHARED / "seeds"
CORPUS = SHARED / "corpus" / "legal-vi.jsonl.xz"


def labels(half: str) -> dict[str, list[tuple[int, int, str]]]:
    """Return the labels of one half by document: start, end, number ("-" for a look-alike)."""
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for line in (DATA / "corpus-labels.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            row_half, document, start, end, number = line.split("\t")
            if row_half == half:
                found[document].append((int(start), int(end), number))
    return found


def corpus_texts(wanted: set[str]) -> dict[str, str]:
    """Return the texts of the documents *wanted*."""
    texts = {}
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            if document["id"] in wanted:
                texts[document["id"]] = document["text"]
    return texts
