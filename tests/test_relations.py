"""Situations of related documents: what readers are told of them on three days, as real pages."""

import difflib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from bantin.dates import VIETNAM
from bantin.handwritten import MarkdownPages
from bantin.problems import Problem
from bantin.settings import read_settings
from bantin.siteconfig import locate, read_config
from bantin.workshop import Workshop
from tests.site_builder import VOCABULARY, Built, build, write_site

FOLDER = Path(__file__).parent / "relations"
GOLDEN = FOLDER / "golden"
_SECTION = re.compile(r"^=== (.+)\n", re.MULTILINE)
_LONGEST_LIST = 500  # one page of the list holds all bulletins


@dataclass(frozen=True)
class Situation:
    """One file of the corpus, taken apart; without days its build is refused."""

    name: str
    about: str
    days: tuple[date, ...]
    files: dict[str, str]

    @property
    def bulletins(self) -> dict[str, str]:
        """The files of its bulletins, complete, by their path on the site."""
        return {f"{self.name}/{file}": _complete(text) for file, text in self.files.items()}


def _complete(text: str) -> str:
    front, _, body = text.partition("---\n")
    return f"---\n{front}topic: hanh-chinh\n---\n\n{body or 'Nội dung.'}\n"


def _read(file: Path) -> Situation:
    about, *parts = _SECTION.split(file.read_text("utf-8"))
    days: tuple[date, ...] = ()
    files = {}
    for header, content in zip(parts[::2], parts[1::2], strict=True):
        word, _, rest = header.partition(" ")
        if word == "days":
            days = tuple(date.fromisoformat(day) for day in rest.split())
        else:
            files[header] = content
    return Situation(file.stem, about.strip(), days, files)


SITUATIONS = [_read(file) for file in sorted(FOLDER.glob("*.txt"))]
SHOWN = [situation for situation in SITUATIONS if situation.days]
DAYS = sorted({day for situation in SHOWN for day in situation.days})


@dataclass(frozen=True)
class Findings:
    """The sites as built for each day, and what editors are told, by situation."""

    sites: dict[date, Built]
    problems: dict[str, list[Problem]]


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """Check all situations at once, and build the site of those that may be shown for each day."""
    everything = _write(tmp_path_factory.mktemp("all"), SITUATIONS)
    problems: dict[str, list[Problem]] = {situation.name: [] for situation in SITUATIONS}
    for found in _problems(everything):
        problems[_situation_of(found)].append(found)
    config = _write(tmp_path_factory.mktemp("shown"), SHOWN)
    sites = {}
    for day in DAYS:
        epoch = int(datetime.combine(day, time(8), VIETNAM).timestamp())
        folder = tmp_path_factory.mktemp("site")
        env = {"SOURCE_DATE_EPOCH": str(epoch)}
        sites[day] = build(config, "--site-dir", str(folder / "site"), env=env)
        assert sites[day].code == 0, sites[day].output
    return Findings(sites, problems)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.name)
def test_readers_and_editors_are_told_what_stands_in_the_golden_file(
    situation: Situation, findings: Findings, request: pytest.FixtureRequest
) -> None:
    """Pages, lists and messages say of the documents what was once read and found to be true."""
    lines = [situation.about, *_problem_lines(findings.problems[situation.name])]
    for day in situation.days:
        lines += ["", f"==== {day:%d/%m/%Y}", *_day_lines(findings.sites[day], situation)]
    file = GOLDEN / f"{situation.name}.txt"
    if request.config.getoption("regenerate_golden"):
        file.write_text("\n".join(lines) + "\n", "utf-8")
        return
    known = file.read_text("utf-8").splitlines() if file.exists() else []
    diff = difflib.unified_diff(known, lines, f"golden/{file.name}", "now", lineterm="")
    changed = "\n".join(diff)
    assert not changed, f"{changed}\n\nIf this is what readers should be told: make golden"


def test_every_golden_file_has_its_situation() -> None:
    """No golden file is left of a situation that was renamed or deleted."""
    assert {file.stem for file in GOLDEN.iterdir()} == {situation.name for situation in SITUATIONS}


def test_no_two_situations_use_one_number() -> None:
    """Situations stand side by side on one site and must not speak of each other's documents."""
    users: dict[str, set[str]] = {}
    for situation in SITUATIONS:
        for number in re.findall(r"\b\d+(?:/|-)[A-ZĐ]+\S*", "".join(situation.files.values())):
            users.setdefault(number.partition(" ")[0], set()).add(situation.name)
    assert {number: names for number, names in users.items() if len(names) > 1} == {}


def test_three_days_do_for_all_situations() -> None:
    """A site is built for each day, which takes time: new situations use the days there are."""
    assert len(DAYS) == 3
    assert len(SHOWN) >= 28


def _write(folder: Path, situations: list[Situation]) -> Path:
    bulletins: dict[str, str | bytes] = {}
    for situation in situations:
        bulletins |= situation.bulletins
    return write_site(folder, bulletins, bantin={**VOCABULARY, "page_size": _LONGEST_LIST})


def _problems(config: Path) -> list[Problem]:
    read = read_config(config)
    settings, problems = read_settings(read.settings, lambda path: locate(config, path))
    assert settings
    assert not problems
    now = datetime.combine(DAYS[-1], time(8), VIETNAM)
    workshop = Workshop(settings, config, read.docs_dir, read.markdown, now)
    workshop.load()
    workshop.resolve(MarkdownPages(read.docs_dir, workshop.renderer))
    return workshop.problems


def _situation_of(found: Problem) -> str:
    return posixpath.basename(posixpath.dirname(found.place.file))


def _problem_lines(problems: list[Problem]) -> Iterator[str]:
    for found in sorted(problems, key=lambda one: one.order):
        place, kind = found.place, found.kind
        where = f"{posixpath.basename(place.file)}:{place.line}:{place.column}"
        yield f"{kind.code} {kind.severity} {where}"
        for part in (found.what, found.remedy):
            yield "   " + re.sub(r"/\S+/bulletins/[a-z-]+/", "", part)


def _day_lines(site: Built, situation: Situation) -> Iterator[str]:
    listed = site.page("bulletins/index.html")
    for file in situation.files:
        address = f"bulletins/{situation.name}/{file.removesuffix('.md')}"
        yield f"-- {file}"
        if not (site.site / address / "index.html").exists():
            yield "   chưa đăng"
            continue
        page = site.page(f"{address}/index.html")
        title, flags = _listed(listed, address)
        # How a letter has ended stands above its subject, which may begin with «V/v».
        mark = "".join(f"[{_text(one)}] " for one in page.xpath("//p[@class='bt-letter__mark']"))
        assert title.startswith(mark)
        assert _text(page.xpath("//h1")[0]).endswith(title.removeprefix(mark))
        yield f"   {' · '.join([title, *flags])}"
        yield from (f"   {line}" for line in _shown(page, address))


def _listed(page: Any, address: str) -> tuple[str, list[str]]:
    """Return the title of a bulletin in the list of all, and its flags."""
    target = posixpath.relpath(address, "bulletins") + "/"
    (entry,) = page.xpath(f"//h2[a[@href='{target}']]/ancestor::article[1]")
    flags = [_text(flag) for flag in entry.xpath(".//*[contains(@class, 'bt-flag')]")]
    return _text(entry.xpath(".//h2")[0]), flags


def _shown(page: Any, address: str) -> Iterator[str]:
    """Yield what the page of a bulletin says of its standing."""
    for value in page.xpath("//dt[.='Tình trạng']/following-sibling::dd"):
        yield f"tình trạng: {_text(value)}"
    for notice in page.xpath("//*[@role='note'][starts-with(@aria-label, 'Tình trạng')]/p"):
        yield f"báo ({notice.get('class').rpartition('__')[2]}): {_text(notice, address)}"
    relations = "//section[@aria-labelledby='bt-relations']"
    for relation in page.xpath(f"{relations}//li"):
        label = _text(relation.xpath("./*[contains(@class, 'label')]")[0])
        yield f"quan hệ: {label} → {_text(relation, address).removeprefix(label).strip()}"
    for diagram in page.xpath(f"{relations}//*[local-name()='svg']"):
        yield f"lược đồ: {' '.join(_parts(diagram, address))}"


def _parts(diagram: Any, address: str) -> Iterator[str]:
    """Yield the headings and the boxes of a diagram; dashed boxes are of what has ended."""
    for part in diagram.xpath("./*[not(@aria-hidden)]"):
        if _name(part) == "text":
            yield f"{_text(part)}:"
            continue
        words = " | ".join(_text(text) for text in part.xpath(".//*[local-name()='text']"))
        kind = part.get("class").rpartition("--")[2]
        target = f" → {_target(part, address)}" if part.get("href") else ""
        yield f"<{kind}: {words}{target}>"


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Any, address: str = "") -> str:
    """Return the text of an element on one line; its links with their targets as in Markdown.

    For the targets, *address* is that of the page.
    """
    return " ".join("".join(_texts(element, address)).split())


def _texts(element: Any, address: str) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if address and child.tag == "a":
            yield f"[{_text(child)}]({_target(child, address)})"
        else:
            yield from _texts(child, address)
        yield child.tail or ""


def _target(link: Any, address: str) -> str:
    """Return where a link leads: the name of a file beside the page's own, or the site's path."""
    path = posixpath.normpath(posixpath.join(address, link.get("href")))
    folder, name = posixpath.split(path)
    return f"{name}.md" if folder == posixpath.dirname(address) else path
