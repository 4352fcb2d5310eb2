"""The bulletins of the corpus, as the peers are given them."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

_FIELD = re.compile(r"^(\w+): (.*)$", re.MULTILINE)
LIMIT = 1800  # seconds that writing the corpus may take


@dataclass(frozen=True)
class Bulletin:
    """A bulletin: its path without the suffix, the fields of its front matter.

    Its body stays in the file, as a hundred thousand bodies are more than a gigabyte.
    """

    file: Path
    path: str
    number: str
    date: str
    topic: str
    title: str
    issuer: str
    added: str = ""

    @property
    def body(self) -> str:
        """Return the text below the front matter."""
        return _parts(self.file)[1] + self.added

    @property
    def name(self) -> str:
        """Return the last part of the path, which no other bulletin has."""
        return self.path.rpartition("/")[2]

    def with_sentence(self, sentence: str) -> "Bulletin":
        """Return the bulletin with a sentence more."""
        return replace(self, added=f"\n{sentence}\n")

    def text(self, front: dict[str, str] | None = None, body: str | None = None) -> str:
        """Return the file, with the front matter and the body that a peer wants instead of ours."""
        lines = front or {
            "number": quoted(self.number),
            "date": self.date,
            "topic": f"[{self.topic}]",
            "title": quoted(self.title),
            "issuer": self.issuer,
        }
        shown = "".join(f"{key}: {value}\n" for key, value in lines.items())
        return f"---\n{shown}---\n\n{self.body if body is None else body}"


class Corpus:
    """The same bulletins for all, made once."""

    def __init__(self, source: Path, folder: Path, count: int) -> None:
        self.count = count
        self.folder = folder / str(count)
        if not (self.folder / "vocabulary.yml").exists():  # the file that is written last
            maker = [sys.executable, str(source / "make_bulletins.py"), str(self.folder)]
            maker += ["--join", "4", "--count", str(count)]
            subprocess.run(maker, check=True, timeout=LIMIT, stdout=subprocess.DEVNULL)

    @cached_property
    def bulletins(self) -> list[Bulletin]:
        """Return the bulletins in the order of their paths."""
        root = self.folder / "bulletins"
        return [_read(path, root) for path in sorted(root.rglob("*.md"))]

    @cached_property
    def vocabulary(self) -> dict[str, dict[str, Any]]:
        """Return the topics and the issuers that occur."""
        read: dict[str, dict[str, Any]] = yaml.safe_load(
            (self.folder / "vocabulary.yml").read_text("utf-8")
        )
        return read

    @cached_property
    def topics(self) -> dict[str, str]:
        """Return the labels of the topics, by their keys."""
        return self.vocabulary["topics"]

    def newest(self, turn: int) -> Bulletin:
        """Return one bulletin more than there are, as new as the newest."""
        last = max(self.bulletins, key=lambda one: one.date)
        number = f"{9000 + turn}-{last.number.partition('-')[2]}"
        path = f"{last.date[:4]}/{9000 + turn}-bench-{last.date}"
        return replace(last, path=path, number=number, title=f"Văn bản để đo, lần {turn}")


def quoted(text: str) -> str:
    """Return *text* as a string of YAML."""
    return json.dumps(text, ensure_ascii=False)


def _read(path: Path, root: Path) -> Bulletin:
    fields = dict(_FIELD.findall(_parts(path)[0]))
    return Bulletin(
        file=path,
        path=path.relative_to(root).with_suffix("").as_posix(),
        number=json.loads(fields["number"]),
        date=fields["date"],
        topic=fields["topic"].strip("[]"),
        title=json.loads(fields["title"]),
        issuer=fields["issuer"],
    )


def _parts(file: Path) -> list[str]:
    """Return the front matter and the body of a file."""
    return file.read_text("utf-8").split("\n---\n\n", 1)
