"""Bulletins that try to run a script in their readers' browsers, from the files of injection/."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from click.testing import CliRunner

from bantin.cli import main
from bantin.text import visible
from tests.site_builder import VOCABULARY, Built, build, bulletin, write_site

FOLDER: Final = Path(__file__).parent / "injection"
HARMLESS: Final = "Nội dung"
PNG: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0"
    "000003010100c9fe92ef0000000049454e44ae426082"
)


def vectors(name: str) -> list[str]:
    """Return the vectors of one file."""
    found: list[str] = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["vectors"]
    return found


# What of the front matter a value is put into.
FIELDS: Final[dict[str, Any]] = {
    "title": lambda value: {"title": value},
    "summary": lambda value: {"type": "tin", "number": "", "summary": value},
    "author": lambda value: {"type": "tin", "number": "", "author": value},
    "caption": lambda value: {
        "type": "tin",
        "number": "",
        "image": {"src": "anh.png", "alt": value, "caption": value},
    },
    "place": lambda value: {"place": value},
    "to": lambda value: {"to": [value], "cc": [value]},
    "signer": lambda value: {"signer": {"authority": value, "title": value, "name": value}},
    "attachment": lambda value: {"attachments": [{"file": "anh.png", "title": value}]},
    "event": lambda value: {
        "events": [{"title": value, "start": "2099-01-05 08:00", "place": value}]
    },
    "deadline": lambda value: {"deadlines": [{"title": value, "date": "2099-01-06"}]},
    "withdrawn": lambda value: {"withdrawn": {"date": "2026-04-01", "reason": value}},
    "correction": lambda value: {"corrections": [{"date": "2026-04-01", "text": value}]},
    "number": lambda value: {"number": value},
    "date": lambda value: {"date": value},
    "topic": lambda value: {"topic": [value]},
    "issuer": lambda value: {"issuer": value},
    "relation": lambda value: {"relations": {"based_on": [value]}},
    "id": lambda value: {"id": value},
    "alias": lambda value: {"aliases": [value]},
}
# Those that a page shows in a place of their own.
_SHOWN: Final = [*FIELDS][: [*FIELDS].index("number")]


@dataclass(frozen=True)
class Attempt:
    """One vector in one place: the bulletin that holds it, and a harmless one of the same shape."""

    place: str
    vector: str
    path: str
    control: str
    files: Mapping[str, str | bytes]

    def __str__(self) -> str:
        return f"{self.place}: {ascii(self.vector)[:60]}"


def attempts() -> list[Attempt]:
    """Return every vector in every place that it is meant for."""
    return [*_bodies(), *_fields(), *_names(), *_images()]


def controls() -> dict[str, str | bytes]:
    """Return the harmless bulletins, and the files that all use."""
    found: dict[str, str | bytes] = {"2026/anh.png": PNG, "2026/b.md": _text("1", f"{HARMLESS}.\n")}
    for index, field in enumerate(_SHOWN):
        found[f"2026/khoa-{field}.md"] = _text(f"{index + 100}", **FIELDS[field]("Thử"))
    return found


@dataclass(frozen=True)
class Injected:
    """What became of the attempts: the errors by path, and the site of those without."""

    refused: dict[str, list[dict[str, Any]]]
    built: Built


def build_injected(folder: Path) -> Injected:
    """Check all attempts, and build a site of those that are not refused."""
    tried = attempts()
    config = _write(folder / "all", tried)
    result = CliRunner().invoke(main, ["check", "-f", str(config), "--format", "json"])
    refused: dict[str, list[dict[str, Any]]] = {}
    shown = {visible(one.path): one.path for one in tried}
    for row in json.loads(result.output)["problems"]:
        if row["severity"] == "error":
            path = row["file"].partition("/bulletins/")[2]
            refused.setdefault(shown.get(path, path), []).append(row)
    built = build(_write(folder / "accepted", [one for one in tried if one.path not in refused]))
    assert built.code == 0, built.output
    return Injected(refused, built)


def _write(folder: Path, tried: list[Attempt]) -> Path:
    bulletins = dict(controls())
    for attempt in tried:
        bulletins |= attempt.files
    return write_site(folder, bulletins, bantin={**VOCABULARY, "feed_items": 1000})


def _text(unique: str, body: str = f"{HARMLESS}.\n", **keys: Any) -> str:
    return bulletin(body, **{"number": f"{unique}/TB-VP", "title": f"Bài {unique}", **keys})


def _bodies() -> list[Attempt]:
    found = []
    for index, vector in enumerate(vectors("body")):
        path = f"2026/than-{index:03}.md"
        text = _text(f"{1000 + index}", f"{HARMLESS}.\n\n{vector}\n\nHết.\n")
        found.append(Attempt("body", vector, path, "2026/b.md", {path: text}))
    return found


def _fields() -> list[Attempt]:
    found = []
    for row, (field, keys) in enumerate(FIELDS.items()):
        for index, vector in enumerate(vectors("front-matter")):
            path = f"2026/khoa-{field}-{index:02}.md"
            text = _text(f"{2000 + row * 100 + index}", **keys(vector))
            control = f"2026/khoa-{field}.md" if field in _SHOWN else "2026/b.md"
            found.append(Attempt(field, vector, path, control, {path: text}))
    return found


def _names() -> list[Attempt]:
    found = []
    for index, vector in enumerate(vectors("names")):
        number = str(5000 + index)
        path = f"2026/{vector}.md"
        found.append(Attempt("name", vector, path, "2026/b.md", {path: _text(number)}))
        path = f"2026/tep-{index:02}.md"
        attached: dict[str, Any] = {"attachments": [{"file": f"{vector}.png"}]}
        files: dict[str, str | bytes] = {path: _text(f"{number}1", **attached)}
        files[f"2026/{vector}.png"] = PNG
        control = "2026/khoa-attachment.md"
        found.append(Attempt("attached name", vector, path, control, files))
    return found


def _images() -> list[Attempt]:
    found = []
    for index, vector in enumerate(vectors("svg")):
        path, image = f"2026/anh-{index:02}.md", f"anh-{index:02}.svg"
        whole = vector.startswith(("<!", "<?", "<svg", "<html", "<script xmlns"))
        start = (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        )
        drawn = vector if whole else f"{start}{vector}</svg>"
        text = _text(f"{6000 + index}", f"![Sơ đồ]({image})\n")
        files = {path: text, f"2026/{image}": drawn}
        found.append(Attempt("svg", vector, path, "2026/b.md", files))
    return found
