"""The whole way: the bytes of one bulletin, a small site around it, and all that is published."""

import copy
import shutil
import zlib
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation

from bantin.dates import VIETNAM
from bantin.handwritten import MarkdownPages
from bantin.model import Site
from bantin.output import Output
from bantin.outputs.bulletin_pages import bulletin_pages
from bantin.outputs.feeds import feeds
from bantin.plan import plan
from bantin.problems import BantinError
from bantin.readings import Readings
from bantin.settings import read_settings
from bantin.siteconfig import locate, read_config
from bantin.text import normalise
from bantin.workshop import Workshop
from bantin_mkdocs.shell import ThemeShell, escape_our_templates
from tests.fuzz.invariants import (
    check_calendar,
    check_fragment,
    check_json,
    check_page,
    check_problems,
    check_xml,
    scripts,
)
from tests.site_builder import ROOT, bulletin, site_of, write_site

PATH: Final = "2026/a.md"
_ARTICLES: Final = "bulletins/2026/"
_FEEDS: Final = ("feed.xml", "atom.xml", "feed.json")
_RARELY: Final = 32  # what shows the whole site is made for one site of so many
VOCABULARY: Final[dict[str, Any]] = {
    "issuer": "ubnd",
    "issuers": {
        "ubnd": {"name": "Ủy ban nhân dân xã", "codes": ["UBND"], "regime": "state"},
        "van-phong": {"name": "Văn phòng", "codes": ["VP"], "regime": "state", "place": "Suối Mây"},
        "dang-uy": {
            "name": "Đảng ủy xã",
            "codes": ["ĐU"],
            "regime": "party",
            "terms": ["2020-06-10", "2025-08-05"],
        },
    },
    "topics": {
        "hanh-chinh": "Tổ chức - Hành chính",
        "to-chuc-hanh-chinh": "Tổ chức - Hành chính",
        "van-thu-luu-tru": "Văn thư - Lưu trữ",
        "chuyen-doi-so": "Chuyển đổi số",
        "an-toan-pccc": "An toàn - Phòng cháy",
        "dao-tao": "Đào tạo - Bồi dưỡng",
        "van-hoa-the-thao": "Văn hóa - Thể thao",
    },
    "report_to": "vanphong@thu.example",
}
_ATTACHED: Final = {
    "phu-luc.pdf": "phu-luc-quy-trinh-so-hoa.pdf",
    "so-do.png": "so-do-thoat-nan.png",
    "bieu-mau.xlsx": "danh-muc-tai-lieu-so-hoa-2026.xlsx",
}


class SiteOfBytes:
    """A small site in a folder, of which one bulletin is whatever bytes it is called with.

    ``refused`` and ``published`` count what became of them.
    """

    def __init__(self, folder: Path) -> None:
        front = {"topic": ["hanh-chinh"], "date": "2026-01-15"}
        neighbours: dict[str, str | bytes] = {
            "2026/ke-hoach.md": bulletin(
                "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020.\n",
                **front | {"number": "05/KH-UBND", "title": "Tập huấn", "aliases": ["cu"]},
            ),
            "2026/cong-van.md": bulletin(
                "Thực hiện Kế hoạch số 15/KH-UBND, xem [kế hoạch](ke-hoach.md).\n",
                **front | {"number": "112-CV/ĐU", "title": "Báo cáo", "issuer": "dang-uy"},
            ),
        }
        config = write_site(folder, neighbours, bantin=VOCABULARY, hooks=[])
        for name, original in _ATTACHED.items():
            shutil.copy(ROOT / "bulletins" / "2026" / original, folder / "bulletins/2026" / name)
        self.file = folder / "bulletins" / PATH
        read = read_config(config)
        settings, problems = read_settings(read.settings, lambda path: locate(config, path))
        assert settings, problems
        self.workshop = Workshop(
            settings=settings,
            config_file=config,
            docs_dir=read.docs_dir,
            markdown=read.markdown,
            now=datetime(2026, 11, 20, tzinfo=VIETNAM),
            shelf=folder / "shelf.sqlite3",
        )
        self.pages = MarkdownPages(read.docs_dir, self.workshop.renderer)
        self.shell = _shell(config)
        self.refused = self.published = 0
        first, _workshop = self._site()
        assert first
        pages = [one for one in plan(first, self.shell).outputs if one.path.endswith(".html")]
        self.own_scripts = {script for one in pages for script in scripts(one.make())}

    def __call__(self, data: bytes) -> None:
        """Build the site with these bytes as a bulletin. Raises where an invariant is broken."""
        self.file.write_bytes(data)
        sign = zlib.crc32(data)
        try:
            site, workshop = self._site()
        except BantinError:
            self.refused += 1
            return
        label = workshop.library.place(PATH).file
        text = normalise(data.decode("utf-8-sig", "replace"))
        check_problems(workshop.problems, label, text)
        if site is None:
            self.refused += 1
            return
        self.published += 1
        is_whole = sign % _RARELY == 0
        made = {one.path: one.make() for one in self._outputs(site, is_whole=is_whole)}
        for path, content in made.items():
            self._check(path, content)
        if sign % _RARELY == 1:
            again, warm = self._site()
            assert again, "the bulletin is refused when it is taken from the shelf"
            assert _told(warm) == _told(workshop), "other problems from the shelf"
            for one in self._outputs(again, is_whole=is_whole):
                assert one.make() == made[one.path], f"other bytes of {one.path}"

    def _outputs(self, site: Site, *, is_whole: bool) -> list[Output]:
        if is_whole:
            return [*plan(site, self.shell).outputs]
        own = site.corpus.by_path.get(PATH)  # None where it is a draft
        pages = bulletin_pages(site, self.shell, [own] if own else [])
        return [*pages, *(one for one in feeds(site, self.shell) if one.path in _FEEDS)]

    def _site(self) -> tuple[Site | None, Workshop]:
        workshop = copy.copy(self.workshop)  # to make all of it anew takes longer than its work
        workshop.problems, workshop.is_examined = [], False
        known = self.workshop.readings
        workshop.readings = Readings(known.library, known.context, known.renderer, known.shelf)
        workshop.load()
        workshop.resolve(self.pages)
        if any(found.is_error for found in workshop.problems):
            return None, workshop
        site = site_of(workshop, "Trang thử", "https://thu.example/ban-tin/")
        return site, workshop

    def _check(self, path: str, content: bytes) -> None:
        if path.endswith(".html"):
            check_page(content, self.own_scripts, is_article=path.startswith(_ARTICLES))
        elif path.endswith(("feed.json", ".json")):
            found = check_json(content)
            for item in found.get("items", ()) if isinstance(found, dict) else ():
                check_fragment(item.get("content_html", ""))
        elif path.endswith((".xml", ".opml")):
            tree = check_xml(content)
            for node in tree.iter("{*}encoded", "{*}content"):
                check_fragment(node.text or "")
        elif path.endswith(".ics"):
            check_calendar(content)


def _told(workshop: Workshop) -> list[tuple[str, str]]:
    return sorted((repr(one.place), one.what) for one in workshop.problems)


def _shell(file: Path) -> ThemeShell:
    config = load_config(str(file))
    files = get_files(config)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    escape_our_templates(env, config)
    return ThemeShell(env, config, get_navigation(files, config), {}, "../bulletins")
