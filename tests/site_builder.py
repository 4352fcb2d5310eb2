"""Build sites in tests, as a person would: by the commands of MkDocs, in a process of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

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
        """The text of a file of the site."""
        return (self.site / path).read_text("utf-8")


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
        "extra_css": ["assets/stylesheets/bantin.css", "assets/stylesheets/search.css"],
        "markdown_extensions": ["admonition", "attr_list", "def_list", "footnotes", "tables"],
        "validation": {"links": {"anchors": "warn", "unrecognized_links": "warn"}},
        "extra": {"bantin": settings},
        **config,
    }
    file = folder / "mkdocs.yml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    return file


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
        timeout=600,
        check=False,
    )
    site = yaml.safe_load(config.read_text("utf-8")).get("site_dir") if config.exists() else None
    if "--site-dir" in arguments:
        site = arguments[arguments.index("--site-dir") + 1]
    return Built(ran.returncode, ran.stdout + ran.stderr, Path(site or config.parent / "site"))


def environment(extra: dict[str, str] | None = None) -> dict[str, str]:
    """The environment of a build: this one, with the library findable and UTF-8 output."""
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
