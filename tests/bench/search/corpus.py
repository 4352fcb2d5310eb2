"""The bulletins of a corpus folder as search documents, and as pages for Pagefind."""

import html
import json
import random
import re
import subprocess
import sys
import unicodedata
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from bantin.search import SearchDocument

_FIELD = re.compile(r"^(\w+): (.*)$", re.MULTILINE)
CITING = 10
"""Bulletins that cite each number drawn."""


def make_bulletins(corpus: Path, work: Path, *arguments: str) -> Path:
    """Have the corpus write the bulletins of *arguments* into *work*, once; return the folder."""
    if not (work / "map.tsv").exists():
        maker = [sys.executable, str(corpus / "make_bulletins.py"), str(work), *arguments]
        subprocess.run(maker, check=True, timeout=1800, stdout=subprocess.DEVNULL)
    return work


def read_documents(root: Path) -> list[SearchDocument]:
    """Return the bulletins under *root* in the order of their paths."""
    return [_read(path, root) for path in sorted(root.rglob("*.md"))]


def draw(documents: list[SearchDocument], count: int) -> list[SearchDocument]:
    """Return *count* of the documents at random, the same each time."""
    return random.Random(1).sample(documents, min(count, len(documents)))  # noqa: S311


def cite(documents: list[SearchDocument], count: int) -> list[SearchDocument]:
    """Return *documents*, each number of the *count* drawn now cited in ten others at random."""
    chance = random.Random(2)  # noqa: S311
    added: dict[int, list[str]] = defaultdict(list)
    for cited in draw(documents, count):
        others = chance.sample(range(len(documents)), CITING + 1)
        citing = [i for i in others if documents[i].url != cited.url][:CITING]
        year, month, day = cited.date.split("-")
        sentence = f"Căn cứ Công văn số {cited.number} ngày {day} tháng {month} năm {year}."
        for i in citing:
            added[i].append(sentence)
    return [
        replace(one, body="\n".join([one.body, *added[i]])) if i in added else one
        for i, one in enumerate(documents)
    ]


def write_pages(documents: list[SearchDocument], root: Path) -> None:
    """Write a bare page for each of *documents*, for Pagefind to index."""
    for document in documents:
        folder = root / document.url
        folder.mkdir(parents=True, exist_ok=True)
        paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in document.body.split("\n"))
        headings = "".join(f"<h2>{html.escape(heading)}</h2>" for heading in document.headings)
        title = html.escape(document.title)
        (folder / "index.html").write_text(
            f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
            f"</head><body><main data-pagefind-body><h1>{title}</h1>"
            f"<p>{html.escape(document.number)}</p>{headings}{paragraphs}</main></body></html>",
            encoding="utf-8",
        )


def strip(text: str) -> str:
    """Return *text* without its accents."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _read(path: Path, root: Path) -> SearchDocument:
    front, text = path.read_text("utf-8").split("\n---\n", 1)
    fields = dict(_FIELD.findall(front))
    lines = [line for line in unicodedata.normalize("NFC", text).split("\n") if line]
    number = json.loads(fields["number"])
    return SearchDocument(
        url=f"bulletins/{path.relative_to(root).with_suffix('').as_posix()}/",
        number=number,
        title=json.loads(fields["title"]),
        date=fields["date"],
        type=number.partition("-")[2].partition("/")[0].lower(),
        issuer=fields["issuer"],
        topics=tuple(fields["topic"].strip("[]").split(",")),
        status="",
        in_force=True,
        has_attachment=False,
        aliases=(fields["issuer"],),
        headings=tuple(line[3:] for line in lines if line.startswith("## ")),
        body="\n".join(line for line in lines if not line.startswith("## ")),
    )
