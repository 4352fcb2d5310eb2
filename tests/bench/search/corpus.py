"""The bulletins of a corpus folder as search documents, and as pages for Pagefind."""

import html
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from bantin.search import SearchDocument

_FIELD = re.compile(r"^(\w+): (.*)$", re.MULTILINE)


def read_documents(root: Path) -> Iterator[SearchDocument]:
    """Yield the bulletins under *root* in the order of their paths."""
    for path in sorted(root.rglob("*.md")):
        front, text = path.read_text("utf-8").split("\n---\n", 1)
        fields = dict(_FIELD.findall(front))
        lines = [line for line in unicodedata.normalize("NFC", text).split("\n") if line]
        number = json.loads(fields["number"])
        yield SearchDocument(
            id=path.stem,
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
