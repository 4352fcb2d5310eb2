"""A bulletin whose time has not come is nowhere on the site; when it comes, it is there."""

import io
import json
import os
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bantin.cli import main
from bantin.dates import VIETNAM
from bantin.search.container import read_varints, unpack, unwrap, varints
from tests.site_builder import ROOT, VOCABULARY, Built, build, bulletin, snapshot, write_site

NOON = datetime(2026, 5, 28, 12, tzinfo=VIETNAM)
DUE = datetime(2026, 5, 30, 7, tzinfo=VIETNAM)
AFTER = datetime(2026, 6, 3, 12, tzinfo=VIETNAM)
AT = "2026-05-30 07:00"

# What each place of the embargoed bulletins holds; nothing else on the site does.
PLACES = (
    *("number", "title", "summary", "author", "place", "to", "cc", "authority", "office", "name"),
    *("src", "alt", "caption", "event", "event-place", "deadline", "file", "file-title", "alias"),
    *("relation", "correction", "withdrawal", "heading", "body", "content", "folder", "stem"),
    *("news", "news-body", "cited", "code"),
)
TOKENS = {place: f"zqkanari{number:02}" for number, place in enumerate(PLACES)}
T = TOKENS
IDENTITY = "zqkanari-co-dinh"

LETTER: dict[str, Any] = {
    "number": f"77/QĐ-{T['number'].upper()}",
    "type": "quyet-dinh",
    "title": f"Đề cử {T['title']}",
    "date": "2026-05-27",
    "place": T["place"],
    "to": [T["to"]],
    "cc": [T["cc"]],
    "signer": {"authority": T["authority"], "title": T["office"], "name": T["name"]},
    "relations": {"amends": ["02/TB-VP"], "based_on": [f"88/TB-{T['relation'].upper()}"]},
    "corrections": [{"date": "2026-05-28", "text": T["correction"]}],
    "withdrawn": {"date": "2026-06-02", "reason": T["withdrawal"]},
    "events": [{"title": T["event"], "start": "2026-07-02 08:00", "place": T["event-place"]}],
    "deadlines": [{"title": T["deadline"], "every": "12-15"}],
    "attachments": [{"file": f"{T['file']}.txt", "title": T["file-title"]}],
    "aliases": [f"2026/{T['alias']}"],
    "id": IDENTITY,
    "publish_at": AT,
}
NEWS: dict[str, Any] = {
    "number": "",
    "type": "tin",
    "title": T["news"],
    "summary": T["summary"],
    "author": T["author"],
    "date": "2026-05-28",
    "topic": ["dao-tao"],
    "pinned": "true",
    "image": {"src": f"{T['src']}.png", "alt": T["alt"], "caption": T["caption"]},
    "publish_at": AT,
}
# Others know its number, and so name it.
CITED: dict[str, Any] = {
    "number": "66/TB-VP",
    "title": T["cited"],
    "date": "2026-03-01",
    "publish_at": AT,
}
FOLDER = f"2026/{T['folder']}"
EMBARGOED: dict[str, str | bytes] = {
    f"{FOLDER}/{T['stem']}.md": bulletin(
        f"## {T['heading']}\n\nTheo {T['body']} và `{T['code']}`.\n\n"
        f"Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020.\n",
        **LETTER,
    ),
    f"{FOLDER}/{T['file']}.txt": f"{T['content']}\n".encode(),
    f"{FOLDER}/{T['src']}.png": b"\x89PNG\r\n\x1a\n" + b"0" * 40,
    f"{FOLDER}/tin.md": bulletin(f"Tin {T['news-body']}.\n", **NEWS),
    "2026/sau.md": bulletin(**CITED),
}
PUBLISHED: dict[str, str | bytes] = {
    "2026/a.md": bulletin("Thực hiện Thông báo số 66/TB-VP ngày 01/3/2026.\n"),
    "2026/b.md": bulletin(
        number="02/TB-VP", title="B", relations={"implements": ["66/TB-VP"]}, topic=["dao-tao"]
    ),
    "2026/tin.md": bulletin(number="", type="tin", title="Tin", date="2026-03-08", summary="Tóm"),
}
# The tokens that no page shows, and where what is made of them is looked for instead.
UNSHOWN = {"relation": f"88/TB-{T['relation'].upper()}"}


def _build(config: Path, now: datetime, *arguments: str) -> Built:
    built = build(config, *arguments, env={"SOURCE_DATE_EPOCH": str(int(now.timestamp()))})
    assert built.code == 0, built.output
    return built


def _write(config: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        file = config.parent / "bulletins" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def _forget(config: Path) -> None:
    """Forget all earlier builds, but for the addresses."""
    for name in ("site", ".site-releases", ".cache"):
        shutil.rmtree(config.parent / name, ignore_errors=True)


def _readable(data: bytes) -> Iterator[bytes]:
    """Yield the bytes of a file, and whatever is packed in them."""
    yield data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    if data.startswith(b'bantinSearch("'):
        payload = unwrap(data)
        yield payload
        if _is_packed(payload):
            head, sections = unpack(payload)
            yield str(head).encode()
            yield from sections
        with suppress(zlib.error):
            yield zlib.decompress(payload, -15)  # the texts of results


def _is_packed(payload: bytes) -> bool:
    """Whether the sizes at the beginning of a payload are those of what follows."""
    count = payload[0] if payload else 0
    sizes: list[int] = read_varints(payload, count + 1).tolist()
    if not 0 < count < len(sizes) or not all(0 <= size <= len(payload) for size in sizes):
        return False
    return len(varints(sizes)) + sum(sizes[1:]) == len(payload)


def _found(site: Path) -> set[str]:
    """Return the tokens (and the permanent id) of which there is a byte in the site."""
    contents = [path.encode() for path in snapshot(site)]
    contents += [part for data in snapshot(site).values() for part in _readable(data)]
    everything = b"\n".join(contents).lower()
    return {token for token in [*TOKENS.values(), IDENTITY] if token.encode() in everything}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Return a site without any embargoed bulletin, never built."""
    return write_site(tmp_path, PUBLISHED, bantin={**VOCABULARY, "page_size": 2})


def test_the_search_for_tokens_finds_what_is_packed(tmp_path: Path) -> None:
    """The canary would sing: tokens are found in files, names, spreadsheets and search files."""
    files = {f"2026/{T['stem']}.md": bulletin(f"{T['body']}.\n", title=T["title"])}
    site = _build(write_site(tmp_path, dict(files)), NOON).site
    assert _found(site) == {T["stem"], T["body"], T["title"]}
    register = (site / "register" / "register.xlsx").read_bytes()
    assert T["title"].encode() not in register
    assert any(T["title"].encode() in part for part in _readable(register))
    packed = [data for name, data in snapshot(site).items() if name.startswith("search/")]
    assert any(T["title"].encode() in part for data in packed for part in _readable(data))


def test_an_embargoed_bulletin_leaves_no_trace(config: Path) -> None:
    """The site has the bytes of one where it does not exist, cold, warm, and after other states."""
    without = snapshot(_build(config, NOON, "--strict").site)
    book = (config.parent / "addresses.tsv").read_bytes()
    _write(config, EMBARGOED)

    warm = _build(config, NOON, "--strict")
    assert _found(warm.site) == set()
    assert snapshot(warm.site) == without
    assert (config.parent / "addresses.tsv").read_bytes() == book
    assert "3 bài hẹn giờ đăng; bài kế tiếp lúc 07:00 ngày 30/05/2026." in warm.output
    assert "zqkanari" not in warm.output.lower()

    _write(config, {"2026/a.md": str(PUBLISHED["2026/a.md"]) + "\nThêm một câu.\n"})
    _build(config, NOON)  # the quick way through a build
    _write(config, {"2026/a.md": PUBLISHED["2026/a.md"]})
    assert snapshot(_build(config, NOON).site) == without

    _forget(config)
    assert snapshot(_build(config, NOON, "--strict").site) == without


def test_it_is_there_when_its_time_has_come(config: Path) -> None:
    """Built at its moment, warm or from nothing, the site holds everything of the bulletin."""
    _write(config, EMBARGOED)
    before = _build(config, NOON).site
    assert _found(before) == set()
    a_second_early = datetime.fromtimestamp(DUE.timestamp() - 1, VIETNAM)
    assert _found(_build(config, a_second_early).site) == set()

    built = _build(config, DUE)
    warm = snapshot(built.site)
    assert _found(built.site) == {*TOKENS.values()}
    assert "hẹn giờ đăng" not in built.output
    assert (built.site / f"bulletins/2026/{T['alias']}/index.html").is_file()
    _forget(config)
    assert snapshot(_build(config, DUE).site) == warm


def test_what_was_published_can_be_put_under_embargo_again(config: Path) -> None:
    """Published too early, then given a later time: no byte is left on the site till then."""
    _write(config, EMBARGOED)
    early = snapshot(_build(config, DUE).site)
    later = {
        name: content.replace(AT, "2026-06-04 07:00") if isinstance(content, str) else content
        for name, content in EMBARGOED.items()
    }
    _write(config, later)
    built = _build(config, AFTER)
    assert _found(built.site) == set()
    assert built.output.count("[BT617]") == 3
    warm = snapshot(built.site)
    _forget(config)
    assert snapshot(_build(config, AFTER).site) == warm

    again = _build(config, datetime(2026, 6, 4, 7, tzinfo=VIETNAM)).site
    assert _found(again) == {*TOKENS.values()}
    # the shards of the search are cut where their sizes fall
    names = [
        {name for name in files if not name.startswith("search/")}
        for files in (early, snapshot(again))
    ]
    assert names[0] == names[1]


def test_a_citation_does_not_tell_that_there_is_a_bulletin(config: Path) -> None:
    """Whoever cites an embargoed document by its number cites a document of somebody else."""
    _write(config, EMBARGOED)
    assert _leads(_build(config, NOON)) == {"../../../cited/thong-bao-66-tb-vp-2026-03-01/"}
    assert _leads(_build(config, DUE)) == {"../sau/"}


def _leads(built: Built) -> set[str]:
    """Return where the page that cites it leads for it."""
    page = built.page("bulletins/2026/a/index.html")
    return {*page.xpath("//article//a[contains(., '66/TB-VP')]/@href")}


@pytest.mark.parametrize("page", ["bulletins/2026/a.md", "docs/trang.md"])
def test_a_link_to_an_embargoed_bulletin_is_refused(config: Path, page: str) -> None:
    """A link to its file stops a strict build, so that the published site stays as it was."""
    _write(config, EMBARGOED)
    before = snapshot(_build(config, NOON).site)
    file = config.parent / page
    text = file.read_text("utf-8") if file.exists() else "# Trang\n"
    target = "sau.md" if page.startswith("bulletins") else "../bulletins/2026/sau.md"
    file.write_text(f"{text}\n[xem]({target})\n", "utf-8")
    built = build(config, "--strict", env={"SOURCE_DATE_EPOCH": str(int(NOON.timestamp()))})
    assert built.code == 1
    assert snapshot(built.site) == before


def test_the_check_tells_today_what_would_stop_the_build_at_its_time(config: Path) -> None:
    """A number that is taken, or a file that is missing, is reported while it can be mended."""
    number = {"number": "02/TB-VP", "title": "Sau"}
    text = bulletin("[tệp](khong-co.pdf)\n", **number, publish_at="2199-01-01 07:00")
    _write(config, {"2026/sau.md": text})
    result = CliRunner().invoke(main, ["check", "-f", str(config), "--format", "json"])
    found = [(row["code"], Path(row["file"]).name) for row in json.loads(result.output)["problems"]]
    assert found == [("BT306", "sau.md"), ("BT401", "sau.md")]
    assert result.exit_code == 1


def test_the_timer_of_the_guide_keeps_the_book_and_takes_in_what_is_pushed(tmp_path: Path) -> None:
    """Editors and the server may enter addresses at the same time: neither loses any, or stops."""
    guide = (ROOT / "docs/huong-dan/van-hanh.md").read_text("utf-8")
    script = re.search(r"```sh\n(#!/bin/sh\ncd /srv/ban-tin .*?)```", guide, re.DOTALL)
    assert script
    server, editor = tmp_path / "server", tmp_path / "editor"
    make = tmp_path / "bin" / "make"  # a build that publishes a bulletin whose time has come
    make.parent.mkdir()
    make.write_text("#!/bin/sh\necho bulletins/due-$(ls | wc -l)/ - >> addresses.tsv\n")
    make.chmod(0o700)
    nobody = {f"GIT_{who}_NAME": "x" for who in ("AUTHOR", "COMMITTER")}
    nobody |= {f"GIT_{who}_EMAIL": "x@y.example" for who in ("AUTHOR", "COMMITTER")}
    path = f"{make.parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "GIT_CONFIG_GLOBAL": os.devnull, **nobody}

    def run(folder: Path, *command: str) -> None:
        subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True)

    def push(name: str) -> None:
        with (editor / "addresses.tsv").open("a", encoding="utf-8") as book:
            book.write(f"bulletins/{name}/ -\n")
        (editor / name).touch()
        run(editor, "git", "add", ".")
        run(editor, "git", "commit", "-qm", name)
        run(editor, "git", "push", "-q")

    run(tmp_path, "git", "init", "-q", "--bare", "shared")
    run(tmp_path, "git", "clone", "-q", "shared", "editor")
    shutil.copy(ROOT / ".gitattributes", editor)
    push("a")
    run(tmp_path, "git", "clone", "-q", "shared", "server")
    timer = script[1].replace("/srv/ban-tin", str(server))
    push("b")
    run(server, "sh", "-c", timer)
    run(server, "sh", "-c", "make")  # as where the machine went down before the commit
    run(editor, "git", "pull", "-q", "--rebase")
    push("c")
    run(server, "sh", "-c", timer)
    book = (server / "addresses.tsv").read_text("utf-8").split()
    assert {"bulletins/a/", "bulletins/b/", "bulletins/c/"} <= {*book}
    assert sum("due" in line for line in book) == 3
    run(editor, "git", "pull", "-q", "--rebase")
    assert (editor / "addresses.tsv").read_text("utf-8").split() == book
