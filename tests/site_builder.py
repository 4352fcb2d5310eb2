"""Build sites in tests, as a person would: by the commands of MkDocs, in a process of its own."""

import os
import posixpath
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml
from lxml import etree, html

from bantin.dates import VIETNAM
from bantin.handwritten import MarkdownPages
from bantin.model import Site
from bantin.output import Page, digest
from bantin.settings import read_settings
from bantin.siteconfig import locate, read_config
from bantin.workshop import Workshop

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

VOCABULARY: dict[str, Any] = {
    "issuer": "van-phong",
    "issuers": {
        "van-phong": {"name": "Văn phòng", "codes": ["VP"], "regime": "state", "place": "Suối Mây"},
        "dang-uy": {"name": "Đảng ủy", "codes": ["ĐU"], "regime": "party"},
    },
    "topics": {"hanh-chinh": "Hành chính", "dao-tao": "Đào tạo"},
}


@dataclass(frozen=True)
class Built:
    """What a build left: its exit code, what it said, and the site."""

    code: int
    output: str
    site: Path

    def text(self, path: str) -> str:
        """Return the text of a file of the site."""
        return (self.site / path).read_text("utf-8")

    def xml(self, path: str) -> Any:
        """Return the tree of an XML file of the site."""
        return etree.parse(self.site / path)

    def sitemaps(self) -> dict[str, str]:
        """Return the text of each sitemap that the index names, by its address."""
        urls = [str(url) for url in self.xml("sitemap.xml").xpath("//*[local-name()='loc']/text()")]
        return {url: self.text(posixpath.basename(url)) for url in urls}

    def page(self, path: str) -> Any:
        """Return the tree of a page of the site."""
        return html.parse(self.site / path).getroot()


def write_site(
    folder: Path,
    bulletins: dict[str, str | bytes],
    docs: dict[str, str] | None = None,
    bantin: dict[str, Any] | None = None,
    **config: Any,
) -> Path:
    """Write a small site that inherits this project's mkdocs.yml; return its configuration file."""
    pages = {"index.md": "---\ntemplate: home.html\n---\n\nTrang thử.\n", **(docs or {})}
    for below, files in (("docs", pages), ("bulletins", bulletins)):
        (folder / below).mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            target = folder / below / name
            target.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                target.write_bytes(content)
            else:
                target.write_text(content, "utf-8")
    settings = {"bulletins_dir": str(folder / "bulletins"), **(bantin or VOCABULARY)}
    data = {
        "site_name": "Trang thử",
        "site_url": "https://thu.example/ban-tin/",
        "site_description": "Trang để thử",
        "docs_dir": str(folder / "docs"),
        "site_dir": str(folder / "site"),
        "hooks": [str(ROOT / "hooks" / "site.py")],
        "plugins": [],
        "theme": {
            "name": "material",
            "custom_dir": str(ROOT / "overrides"),
            "language": "vi",
            "font": False,
        },
        "extra_css": [
            f"assets/stylesheets/{name}.css" for name in ("bantin", "calendar", "search")
        ],
        "markdown_extensions": ["admonition", "attr_list", "def_list", "footnotes", "tables"],
        "validation": {"links": {"anchors": "warn", "unrecognized_links": "warn"}},
        "extra": {"bantin": settings},
        **config,
    }
    file = folder / "mkdocs.yml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    return file


def copy_project(folder: Path) -> Path:
    """Copy what the demonstration site is built from; return its configuration file."""
    for name in ("bulletins", "docs", "hooks", "overrides"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    return Path(shutil.copy(ROOT / "mkdocs.yml", folder))


def build(
    config: Path, *arguments: str, program: str = "mkdocs", env: dict[str, str] | None = None
) -> Built:
    """Build a site by the command of MkDocs (or of ProperDocs)."""
    ran = subprocess.run(
        [sys.executable, "-m", program, "build", "-f", str(config), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(env),
        cwd=config.parent,
        timeout=600,
        check=False,
    )
    site = yaml.safe_load(config.read_text("utf-8")).get("site_dir") if config.exists() else None
    if "--site-dir" in arguments:
        site = arguments[arguments.index("--site-dir") + 1]
    return Built(ran.returncode, ran.stdout + ran.stderr, Path(site or config.parent / "site"))


def environment(extra: dict[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a build: this one, with the library findable and UTF-8 output."""
    paths = [str(ROOT / "hooks"), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",
        **(extra or {}),
    }


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def bulletin(body: str = "Nội dung.\n", **front: Any) -> str:
    """Return the text of a bulletin with the required keys filled in."""
    data = {
        "number": "01/TB-VP",
        "date": "2026-03-05",
        "topic": ["hanh-chinh"],
        "title": "Thử",
        **front,
    }
    return f"---\n{yaml.safe_dump(data, allow_unicode=True, sort_keys=False)}---\n\n{body}"


@dataclass
class PlainShell:
    """A theme without looks: it shows a page as its data, and remembers the pages."""

    digest: str = "plain"
    pages: list[Page] = field(default_factory=list)

    def render(self, page: Page) -> bytes:
        self.pages.append(page)
        return digest(page).encode()


def workshop_of(
    config: Path, now: str = "2026-11-20", *, with_drafts: bool = False, shelf: Path | None = None
) -> Workshop:
    """Begin a run over a site by the library alone, as of a day."""
    read = read_config(config)
    settings, problems = read_settings(read.settings, lambda path: locate(config, path))
    assert settings, problems
    return Workshop(
        settings=settings,
        config_file=config,
        docs_dir=read.docs_dir,
        markdown=read.markdown,
        now=datetime.fromisoformat(now).replace(tzinfo=VIETNAM),
        with_drafts=with_drafts,
        shelf=shelf,
        clock=time.time_ns(),
    )


def load_site(config: Path, now: str = "2026-11-20", *, with_drafts: bool = False) -> Site:
    """Load a site by the library alone, as of a day; its bulletins must be without errors."""
    read = read_config(config)
    workshop = workshop_of(config, now, with_drafts=with_drafts)
    workshop.load()
    workshop.resolve(MarkdownPages(read.docs_dir, workshop.renderer))
    assert not [found for found in workshop.problems if found.is_error]
    return site_of(workshop, str(read.data["site_name"]), read.site_url)


def site_of(workshop: Workshop, name: str, url: str) -> Site:
    """Return the site of a workshop that has resolved its links."""
    return Site(
        name=name,
        url=url,
        description="",
        author="",
        corpus=workshop.corpus,
        library=workshop.library,
        addresses=workshop.addresses,
        files=workshop.files,
        pages=(),
        citations=workshop.citations,
        moves=workshop.moves,
    )


def broken_links(site: Path, mount: str = "/") -> Iterator[str]:
    """Yield each link, image or script of a built site that leads to no file or no anchor of it.

    *mount* is the path of the site's address, for the page of wrong addresses. Addresses of other
    places are left out; ``outside_links`` has them.
    """
    trees = {
        path.relative_to(site).as_posix(): html.parse(path).getroot()
        for path in site.rglob("*.html")
    }
    anchors = {
        path: {*tree.xpath("//@id"), *tree.xpath("//a/@name")} for path, tree in trees.items()
    }
    for page, tree in trees.items():
        for target in [*tree.xpath("//@href"), *tree.xpath("//@src")]:
            if _is_outside(target):
                continue
            path, _, anchor = unquote(target).partition("#")
            path = path.partition("?")[0]
            if path.startswith("/"):
                found = posixpath.relpath(path, mount)
            else:
                found = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
            if not path:
                found = page
            elif path.endswith("/") or found == ".":
                found = posixpath.normpath(f"{found}/index.html")
            if not (site / found).is_file() or (anchor and anchor not in anchors.get(found, ())):
                yield f"{page}: {target}"


def outside_links(site: Path) -> set[str]:
    """Every address of another place in a built site, feeds' page-to-site links left out."""
    found: set[str] = set()
    for path in site.rglob("*.html"):
        tree = html.parse(path).getroot()
        canonical = set(tree.xpath("//link[@rel='canonical']/@href"))
        targets = {*tree.xpath("//@href"), *tree.xpath("//@src"), *tree.xpath("//@srcset")}
        found |= {str(target) for target in targets - canonical if _is_outside(target)}
    return found


def _is_outside(target: str) -> bool:
    return re.match(r"[a-z][a-z0-9+.-]*:|//", target) is not None
