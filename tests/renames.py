"""Rename bulletins at random, build after each portion, and follow every address ever published.

    python renames.py FOLDER COUNT

FOLDER holds a site with its configuration and bulletins. COUNT renames are made in portions: of
files and of whole folders, with their attachments, to new names and back to old ones, swapping two,
between years; after each portion some attachments are edited. Prints, as JSON, what is wrong:
addresses that lead nowhere or by more than one hop, and feed entries that were not there before.
"""

import json
import posixpath
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html
from mkdocs.commands.build import build
from mkdocs.config import load_config

PORTION = 25
EDITS = 4
HALF = 0.5
SEED = 20261120

root, count = Path(sys.argv[1]), int(sys.argv[2])
library, site = root / "bulletins", root / "site"
chance = random.Random(SEED)  # noqa: S311 - the same names each time
made = {"file": 0, "folder": 0, "back": 0, "swap": 0, "attachment": 0}
names: dict[str, list[str]] = {}  # the names that a bulletin had, by its title
pages: dict[str, str] = {}  # who was last at each address, by its title
files: dict[str, bytes] = {}


def title(file: Path) -> str:
    """Return the title of a bulletin's file, by which this program knows it."""
    return file.read_text("utf-8").partition("title: ")[2].partition("\n")[0]


def bulletins() -> list[Path]:
    """Return the files of all bulletins."""
    return sorted(library.rglob("*.md"))


def attachment(file: Path) -> Path | None:
    """Return the attachment of a bulletin, if it has one."""
    name = file.read_text("utf-8").partition("- file: ")[2].partition("\n")[0]
    return file.with_name(name) if name else None


def move(file: Path, target: Path) -> None:
    """Move a bulletin, and its attachment with it, under its name or that of the bulletin."""
    if target.exists():
        return
    names.setdefault(title(file), []).append(str(file))
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = attachment(file)
    file.rename(target)
    if beside:
        name = beside.name if chance.random() < HALF else f"{target.stem}.txt"
        move_attachment(target, beside, target.with_name(name))


def move_attachment(file: Path, old: Path, new: Path) -> None:
    """Move the attachment of a bulletin, to a free name."""
    while new.exists() and new != old:
        new = new.with_stem(f"{new.stem}-x")
    old.rename(new)
    file.write_text(
        file.read_text("utf-8").replace(f"- file: {old.name}\n", f"- file: {new.name}\n"), "utf-8"
    )


def rename(number: int) -> None:
    """Make one rename."""
    kind = chance.choices([*made], weights=[5, 1, 2, 2, 2])[0]
    made[kind] += 1
    file = chance.choice(bulletins())
    year = library / str(chance.randint(2020, 2026))
    if kind == "file":
        move(file, year / f"bai-{number}.md")
    elif kind == "folder":
        folder = library / f"thu-muc-{number}"
        if file.parent != library and not folder.exists():
            for one in sorted(file.parent.glob("*.md")):
                names.setdefault(title(one), []).append(str(one))
            file.parent.rename(folder)
    elif kind == "back":
        if before := names.get(title(file)):
            move(file, Path(chance.choice(before)))
    elif kind == "swap":
        other = chance.choice(bulletins())
        aside = library / "aside.md"
        if other != file:
            move(file, aside)
            move(other, file)
            move(aside, other)
    elif beside := attachment(file):
        move_attachment(file, beside, beside.with_name(f"tep-{number}.txt"))


def edit() -> None:
    """Edit an attachment; from now on it is expected as it is at all its addresses."""
    if beside := attachment(chance.choice(bulletins())):
        old = beside.read_bytes()
        new = old + b"x"
        beside.write_bytes(new)
        files.update({address: new for address, content in files.items() if content == old})


def entries() -> set[str]:
    """Return the ids of all feed entries."""
    atom = "{http://www.w3.org/2005/Atom}"
    return {
        entry.findtext(f"{atom}id", "")
        for entry in etree.parse(site / "atom.xml").iter(f"{atom}entry")
    }


def wrong_page(address: str, name: str) -> str:
    """Return what is wrong with the address of a bulletin, nothing if it leads there."""
    page = site / address / "index.html"
    if not page.is_file():
        return "dead"
    tree = html.parse(page).getroot()
    for target in tree.xpath("//meta[@http-equiv='refresh']/@content"):
        led = posixpath.normpath(posixpath.join(address, target.partition("url=")[2]))
        tree = html.parse(site / led / "index.html").getroot()
        if tree.xpath("//meta[@http-equiv='refresh']"):
            return "more than one hop"
    return "" if name in tree.xpath("string(//title)") else f"another bulletin than {name}"


def wrong() -> Iterator[str]:
    """Yield what is wrong with the addresses that were ever published."""
    for file in bulletins():
        pages[f"bulletins/{file.relative_to(library).with_suffix('').as_posix()}/"] = title(file)
        for beside in file.parent.glob("*.txt"):
            files[f"bulletins/{beside.relative_to(library).as_posix()}"] = beside.read_bytes()
    for address, name in pages.items():
        if fault := wrong_page(address, name):
            yield f"{address}: {fault}"
    for address, content in files.items():
        if not (site / address).is_file():
            yield f"{address}: dead"
        elif (site / address).read_bytes() != content:
            yield f"{address}: another file"


build(load_config(str(root / "mkdocs.yml")))
first = entries()
found: list[str] = [*wrong()]
for number in range(1, count + 1):
    rename(number)
    if number % PORTION == 0 or number == count:
        build(load_config(str(root / "mkdocs.yml")))
        found += wrong()
        for _ in range(EDITS):
            edit()
        build(load_config(str(root / "mkdocs.yml")))
        found += wrong()
        found += [f"a new entry: {one}" for one in entries() - first]
report = {"wrong": found, "made": made, "pages": len(pages), "files": len(files)}
print(json.dumps(report, ensure_ascii=False))
