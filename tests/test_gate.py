"""The gate at work: what must not be published stops the check, the build and the commit."""

import hashlib
import os
import re
import shutil
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from bantin.problems import Problem
from bantin.secrecy_gate import Finding, in_file
from tests import document_files as files
from tests.conftest import Site
from tests.secrecy_variants import positives
from tests.site_builder import (
    ROOT,
    VOCABULARY,
    build,
    bulletin,
    environment,
    snapshot,
    workshop_of,
    write_site,
)

GUIDE = ROOT / "docs" / "huong-dan" / "van-hanh.md"
STAMPED = "Nội dung.\n\n**T U Y Ệ T  M Ậ T**\n"


def _codes(problems: list[Problem]) -> set[tuple[str, str]]:
    return {(one.kind.code, Path(one.place.file).name) for one in problems if one.is_error}


def test_hundreds_of_variants_stop_the_check(site: Site) -> None:
    """Each bulletin with a marking, in the body or the title, is refused, and no other one is."""
    variants = [text for _, text in positives()][::7]
    assert len(variants) >= 400
    for index, text in enumerate(variants):
        site.bulletin(f"bulletins/2026/x{index}.md", text, number=f"{index}/KH-UBND", draft="true")
    levels = [text for name, text in positives() if name.endswith(", line") and "\n" not in text]
    for index, text in enumerate(levels):
        title = f'"Kế hoạch ({text})"'
        if '"' not in text and "\\" not in text:
            site.bulletin(f"bulletins/2026/t{index}.md", title=title, number=f"{index}/QĐ-UBND")
    for index in range(20):
        site.bulletin(f"bulletins/2026/ok{index}.md", "Mật khẩu.", number=f"{index}/TB-UBND")
    site.check()
    codes = {"BT801", "BT118"}  # letters of old fonts are to be mended first
    refused = {row["file"] for row in site.rows if row["code"] in codes}
    written = {path.relative_to(site.root).as_posix() for path in site.root.rglob("2026/*.md")}
    assert {name for name in written - refused if "/ok" not in name} == set()
    assert not {name for name in refused if "/ok" in name}


MARKED: dict[str, str | bytes] = {
    "bulletins/2026/a.md": bulletin(STAMPED, number="01/TB-VP"),
    "bulletins/2026/phu-luc.docx": files.docx("TỐI MẬT", "word/header1.xml"),
    "bulletins/2026/phu-luc.pdf": files.pdf("Kính gửi\nTUYỆT MẬT"),
    "bulletins/2026/so.xlsx": files.xlsx("Mật"),
    "bulletins/_cu/cong-van.docx": files.docx("MẬT"),
    "bulletins/_cu/b.md": STAMPED,
    "bulletins/2026/TUYETMAT.png": b"\x89PNG",
    "docs/trang.md": "# Trang\n\n(MẬT)\n",
    "docs/tep/quy-trinh.pdf": files.pdf("MẬT"),
}


def test_markings_stop_the_build_before_anything_is_written(tmp_path: Path) -> None:
    """Files that bulletins name or not, in either folder, are told; the old site stands."""
    config = write_site(tmp_path, {"2026/b.md": bulletin(number="02/TB-VP")})
    assert build(config).code == 0
    before = snapshot(tmp_path / "site")
    for name, content in MARKED.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    for _ in range(2):  # what was found is remembered
        refused = build(config)
        assert refused.code == 1
        told = {
            line.split(":")[0].rsplit("/", 1)[-1].split()[-1]
            for line in refused.output.splitlines()
            if re.search(r"BT80[123]", line)
        }
        assert told == {name.rsplit("/", 1)[-1] for name in MARKED}, refused.output
        assert "Traceback" not in refused.output
        assert snapshot(tmp_path / "site") == before
    for name in MARKED:
        (tmp_path / name).unlink()
    assert build(config).code == 0


def test_a_file_that_did_not_change_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages of a PDF are read once; a touched file is compared by its bytes."""
    config = write_site(tmp_path, {"2026/b.md": bulletin(), "2026/a.pdf": files.pdf("Một")})
    file = tmp_path / "bulletins" / "2026" / "a.pdf"
    os.utime(file, (1_500_000_000, 1_500_000_000))
    looked: list[str] = []

    def watched(path: str, data: bytes) -> Iterator[Finding]:
        looked.append(path)
        return in_file(path, data)

    monkeypatch.setattr("bantin.inspections.in_file", watched)
    for _ in range(2):
        _loaded(config, tmp_path / "shelf.sqlite3")
    assert looked.count("2026/a.pdf") == 1
    os.utime(file, (1_500_000_009, 1_500_000_009))
    _loaded(config, tmp_path / "shelf.sqlite3")
    assert looked.count("2026/a.pdf") == 1
    file.write_bytes(files.pdf("MẬT"))
    assert _codes(_loaded(config, tmp_path / "shelf.sqlite3")) == {("BT802", "a.pdf")}
    file.unlink()
    assert _codes(_loaded(config, tmp_path / "shelf.sqlite3")) == set()


def _loaded(config: Path, shelf: Path | None = None, *, with_drafts: bool = False) -> list[Problem]:
    workshop = workshop_of(config, shelf=shelf, with_drafts=with_drafts)
    workshop.load()
    workshop.examine()
    return workshop.problems


def _exception(name: str, content: bytes) -> dict[str, str]:
    sha256 = hashlib.sha256(content).hexdigest()
    return {"file": name, "sha256": sha256, "reason": "Mẫu dấu; Chánh Văn phòng xem"}


def test_an_exception_is_for_just_these_bytes(tmp_path: Path) -> None:
    """A file that was looked into passes; changed by a byte, it is refused again."""
    content = files.pdf("TUYỆT MẬT")
    sealed = b"PK\x03\x04 hong"
    settings = VOCABULARY | {
        "secrecy_exceptions": [
            _exception("bulletins/2026/mau.pdf", content),
            _exception("./bulletins/2026/hong.zip", sealed),
            _exception("docs/mau.pdf", content),
        ]
    }
    written: dict[str, str | bytes] = {"2026/b.md": bulletin()}
    written |= {"2026/mau.pdf": content, "2026/hong.zip": sealed}
    config = write_site(tmp_path, written, bantin=settings)
    (tmp_path / "docs" / "mau.pdf").write_bytes(content)
    assert _loaded(config) == []
    (tmp_path / "bulletins" / "2026" / "mau.pdf").write_bytes(content + b"\n")
    problems = _loaded(config)
    assert _codes(problems) == {("BT802", "mau.pdf")}
    assert [one.kind.code for one in problems if not one.is_error] == ["BT807"]


def test_an_exception_that_is_gone_is_gone_for_what_was_remembered(tmp_path: Path) -> None:
    """A bulletin that was excepted is refused when the exception is deleted."""
    text = bulletin("**MẬT**\n").encode()
    settings = VOCABULARY | {"secrecy_exceptions": [_exception("bulletins/a.md", text)]}
    config = write_site(tmp_path, {"a.md": text}, bantin=settings)
    os.utime(tmp_path / "bulletins" / "a.md", (1_500_000_000, 1_500_000_000))
    shelf = tmp_path / "shelf.sqlite3"
    assert _loaded(config, shelf) == _loaded(config, shelf) == []
    write_site(tmp_path, {}, bantin=VOCABULARY)
    assert _codes(_loaded(config, shelf)) == {("BT801", "a.md")}


@pytest.mark.parametrize("with_drafts", [True, False])
def test_a_public_site_refuses_what_is_for_inside(tmp_path: Path, *, with_drafts: bool) -> None:
    """Drafts and what is for inside stop a public site, its preview too, and no internal one."""
    written: dict[str, str | bytes] = {
        "a.md": bulletin(number="01/TB-VP", draft=True),
        "b.md": bulletin(number="02/TB-VP", circulation="xem xong trả lại"),
        "c.md": bulletin("(LƯU HÀNH NỘI BỘ)\n", number="03/TB-VP"),
        "d.docx": files.docx("LƯU HÀNH NỘI BỘ"),
    }
    config = write_site(tmp_path, written)
    shelf = tmp_path / "shelf.sqlite3"
    assert _loaded(config, shelf, with_drafts=with_drafts) == []
    write_site(tmp_path, {}, bantin=VOCABULARY | {"profile": "public"})
    refused = {("BT806", "a.md"), ("BT805", "b.md"), ("BT805", "c.md"), ("BT805", "d.docx")}
    assert _codes(_loaded(config, shelf, with_drafts=with_drafts)) == refused


def test_embargoed_bulletins_are_looked_into(tmp_path: Path) -> None:
    """What is not published yet is committed all the same."""
    text = bulletin(STAMPED, publish_at="2199-01-01 07:00")
    config = write_site(tmp_path, {"a.md": text})
    assert _codes(_loaded(config)) == {("BT801", "a.md")}


def test_pipes_and_links_out_of_the_folder_are_not_opened(tmp_path: Path) -> None:
    """The gate reads files of the site, and waits for nothing else."""
    config = write_site(tmp_path / "site", {"a.md": bulletin()})
    secret = tmp_path / "secret.txt"
    secret.write_text("TUYỆT MẬT")
    folder = tmp_path / "site" / "bulletins"
    (folder / "link.txt").symlink_to(secret)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    told = {code for code, _ in _codes(_loaded(config))}
    assert not {code for code in told if code.startswith("BT8")}


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_hook_of_the_guide_checks_what_is_staged(site: Site) -> None:
    """The commit is stopped by what is staged, and not by what is merely in the folder."""
    script = re.search(r"```sh\n(#!/bin/sh\n.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert script
    command = site.root / ".bin" / "bantin"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bantin "$@"\n')
    command.chmod(stat.S_IRWXU)
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    nobody = {f"GIT_{who}": "x" for who in ("AUTHOR_NAME", "COMMITTER_NAME")}
    nobody |= {f"GIT_{who}": "x@y.example" for who in ("AUTHOR_EMAIL", "COMMITTER_EMAIL")}
    env = environment({"PATH": path, "GIT_CONFIG_GLOBAL": os.devnull, **nobody})

    def git(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *arguments],
            env=env,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    git("init", "-q")
    hook = site.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(script[1], "utf-8")
    hook.chmod(stat.S_IRWXU)
    site.bulletin()
    git("add", "mkdocs.yml", "bulletins")
    assert git("commit", "-qm", "first").returncode == 0
    site.bulletin(body=STAMPED)
    git("add", "bulletins")
    site.bulletin(body="Đã sửa, nhưng chưa đưa vào.")
    stopped = git("commit", "-qm", "second")
    assert stopped.returncode == 1
    assert "bulletins/2026/a.md:9:" in stopped.stdout + stopped.stderr
    assert "BT801" in stopped.stdout + stopped.stderr
    git("add", "bulletins")
    site.bulletin(body=STAMPED)
    assert git("commit", "-qm", "second").returncode == 0


def test_an_exception_holds_for_a_name_in_another_form(tmp_path: Path) -> None:
    """A file from a Mac has its name in NFD, the settings have it in NFC."""
    content = files.pdf("TUYỆT MẬT")
    settings = VOCABULARY | {
        "secrecy_exceptions": [_exception("bulletins/2026/mẫu dấu.pdf", content)]
    }
    name = unicodedata.normalize("NFD", "2026/mẫu dấu.pdf")
    config = write_site(tmp_path, {"2026/b.md": bulletin(), name: content}, bantin=settings)
    assert _loaded(config) == []
