"""Write the files for web servers beside a built site, once that is known to keep the policy."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from bantin.catalogue import Problems
from bantin.page_policy import breaches
from bantin.problems import Place, Problem, problem
from bantin.serving import BuiltSite, server_files
from bantin.siteconfig import shown_path
from bantin.source import why

# Pages that every site has; all others are made by the same templates.
_LOOKED_AT: Final = ("index.html", "404.html")


def write_server_files(
    site_dir: Path, folder: Path, site_url: str, *, is_internal: bool
) -> tuple[list[Path], list[Problem]]:
    """Write the files into *folder*; return their paths, or what stands against it."""
    found = [*_objections(site_dir, folder)]
    if found:
        return [], found
    path = unquote(urlsplit(site_url).path)
    mount = path if path.endswith("/") else f"{path}/"
    site = BuiltSite(site_dir, mount, is_internal, tuple(sorted(_files(site_dir))))
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in server_files(site).items():
            file = folder / name
            file.write_text(text, "utf-8", newline="\n")
            written.append(file)
    except OSError as error:
        return [], [
            _objection(
                folder,
                f"không ghi được vào thư mục này ({why(error)})",
                "Chọn thư mục khác bằng «-o».",
                f"this folder cannot be written ({error.strerror})",
                "Name another folder by «-o».",
            )
        ]
    return written, []


def _objections(site_dir: Path, folder: Path) -> Iterator[Problem]:
    if folder.is_relative_to(site_dir):
        yield _objection(
            folder,
            "thư mục này nằm trong trang nên sẽ bị đăng lên",
            "Chọn thư mục ngoài trang bằng «-o», ví dụ «-o deploy».",
            "this folder is in the site and would be published",
            "Name a folder outside by «-o», such as «-o deploy».",
        )
    for name in _LOOKED_AT:
        file = site_dir / name
        try:
            page = file.read_text("utf-8", "replace")
        except OSError:
            yield _objection(
                file,
                "trang chưa được dựng, không có tệp này",
                "Dựng trang trước: mkdocs build --strict",
                "the site is not built, this file is missing",
                "Build the site first: mkdocs build --strict",
            )
            return
        for breach in dict.fromkeys(breaches(page)):
            yield _objection(
                file,
                f"trang đã dựng có «{breach.found}» mà chính sách bảo mật sẽ chặn",
                "Dựng lại trang bằng bản này của Bản tin: mkdocs build --strict",
                f"the built site has «{breach.found}», which the policy would stop",
                "Build it again with this version: mkdocs build --strict",
            )


def _objection(file: Path, detail: str, hint: str, detail_en: str, hint_en: str) -> Problem:
    return problem(
        Problems.NO_SERVER_FILES,
        Place(shown_path(file)),
        detail=detail,
        hint=hint,
        detail_en=detail_en,
        hint_en=hint_en,
    )


def _files(site_dir: Path) -> Iterator[str]:
    """Yield the path of each file of the site; what is hidden is not served."""
    for folder, folders, names in os.walk(site_dir):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = Path(folder).relative_to(site_dir)
        yield from ((below / name).as_posix() for name in names if not name.startswith("."))
