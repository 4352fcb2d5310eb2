"""The promise of an output: its key changes when its bytes change, and only then."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.site_builder import ROOT, VOCABULARY, bulletin, environment, write_site

Keys = dict[str, tuple[str, str]]

BULLETINS: dict[str, str | bytes] = {
    "2026/a.md": bulletin("## Một\n\n[b](b.md)\n", title="A", attachments=[{"file": "tep.pdf"}]),
    "2026/b.md": bulletin(number="02/TB-VP", title="B", date="2026-03-06", topic=["dao-tao"]),
    "2026/c.md": bulletin(
        number="03/QĐ-VP", title="C", date="2026-03-07", effective="2026-07-01", topic=["dao-tao"]
    ),
    "2026/tin.md": bulletin(
        number="", type="tin", title="Tin", date="2026-03-08", summary="Tóm tắt"
    ),
    "2026/tep.pdf": b"%PDF-1.4",
}
DOCS = {"trang.md": "# Trang\n\nVăn bản.\n"}


def _changed(**changes: str | bytes) -> dict[str, Any]:
    names = {name.replace("/", "_").replace(".", "_"): name for name in BULLETINS}
    return {"bulletins": {**BULLETINS, **{names[key]: value for key, value in changes.items()}}}


def _settings(**changes: Any) -> dict[str, Any]:
    return {"bantin": {**VOCABULARY, **changes}}


# Each change: what is given to write_site, and an output whose bytes it must change.
CHANGES: dict[str, tuple[dict[str, Any], str]] = {
    "body": (
        _changed(
            **{
                "2026_b_md": bulletin(
                    "Khác.\n", number="02/TB-VP", title="B", date="2026-03-06", topic=["dao-tao"]
                )
            }
        ),
        "bulletins/2026/b/index.html",
    ),
    "title": (
        _changed(
            **{
                "2026_b_md": bulletin(
                    number="02/TB-VP", title="B mới", date="2026-03-06", topic=["dao-tao"]
                )
            }
        ),
        "bulletins/2026/a/index.html",  # the page of its neighbour
    ),
    "summary": (
        _changed(
            **{
                "2026_tin_md": bulletin(
                    number="", type="tin", title="Tin", date="2026-03-08", summary="Khác"
                )
            }
        ),
        "types/tin/index.html",
    ),
    "heading": (
        _changed(
            **{
                "2026_a_md": bulletin(
                    "## Hai\n\n[b](b.md)\n", title="A", attachments=[{"file": "tep.pdf"}]
                )
            }
        ),
        "bulletins/2026/a/index.html",
    ),
    "topic of a bulletin": (
        _changed(**{"2026_b_md": bulletin(number="02/TB-VP", title="B", date="2026-03-06")}),
        "topics/dao-tao/index.html",
    ),
    "attachment": (_changed(**{"2026_tep_pdf": b"%PDF-1.5 longer"}), "bulletins/2026/tep.pdf"),
    "alias": (
        _changed(
            **{
                "2026_b_md": bulletin(
                    number="02/TB-VP",
                    title="B",
                    date="2026-03-06",
                    topic=["dao-tao"],
                    aliases=["cu"],
                )
            }
        ),
        "",
    ),
    "status": (
        _changed(
            **{
                "2026_c_md": bulletin(
                    number="03/QĐ-VP",
                    title="C",
                    date="2026-03-07",
                    effective="2026-07-01",
                    topic=["dao-tao"],
                    status="da-thu-hoi",
                )
            }
        ),
        "bulletins/2026/c/index.html",
    ),
    "correction": (
        _changed(
            **{
                "2026_b_md": bulletin(
                    number="02/TB-VP",
                    title="B",
                    date="2026-03-06",
                    topic=["dao-tao"],
                    corrections=[{"date": "2026-03-09", "text": "Sửa ngày"}],
                )
            }
        ),
        "log/atom.xml",
    ),
    "relation": (
        _changed(
            **{
                "2026_b_md": bulletin(
                    number="02/TB-VP",
                    title="B",
                    date="2026-03-06",
                    topic=["dao-tao"],
                    relations={"recalls": ["01/TB-VP"]},
                )
            }
        ),
        "log/index.html",
    ),
    "label of a topic": (
        _settings(topics={"hanh-chinh": "Hành chính", "dao-tao": "Đào tạo mới"}),
        "bulletins/2026/b/index.html",
    ),
    "name of an issuer": (
        _settings(
            issuers={
                **VOCABULARY["issuers"],
                "van-phong": {"name": "Văn phòng mới", "codes": ["VP"], "regime": "state"},
            }
        ),
        "register/index.html",
    ),
    "items of feeds": (_settings(feed_items=1), "feed.xml"),
    "size of pages": (_settings(page_size=2), "bulletins/index.html"),
    "address for mistakes": (_settings(report_to="a@b.vn"), "bulletins/2026/a/index.html"),
    "profile": (_settings(profile="public"), "robots.txt"),
    "name of the site": ({"site_name": "Tên khác"}, "search/index.html"),
    "address of the site": ({"site_url": "https://khac.example/"}, "sitemap.xml"),
    "repository": ({"repo_url": "https://git.example/a/b"}, "bulletins/2026/a/index.html"),
    "menu": ({"nav": [{"Nhà": "index.md"}, {"Trang": "trang.md"}]}, "types/index.html"),
    "page of docs": ({"docs": {"trang.md": "# Trang\n\nVăn bản khác.\n"}}, ""),
}
# The keys of pages take in every template of the site, and for the repository's address its edit
# links; so these may change keys of pages whose bytes stay.
COARSE = {"template", "edit links"}


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Keys]:
    """Build each variant of a site; return each output's key and hash by path."""
    root = tmp_path_factory.mktemp("keys")
    overrides = root / "overrides"
    shutil.copytree(ROOT / "overrides", overrides)
    template = overrides / "list.html"
    template.write_text(template.read_text("utf-8").replace("bản tin{%", "bài{%"), "utf-8")
    theme = {"name": "material", "custom_dir": str(overrides), "language": "vi", "font": False}
    repository = {"repo_url": "https://git.example/a/b"}
    variants: dict[str, dict[str, Any]] = {
        "base": {},
        "same": {},
        **{name: change for name, (change, _path) in CHANGES.items()},
        "template": {"theme": theme},
        "with repository": repository,
        "edit links": {**repository, "edit_uri": "-/edit/main/docs/"},
    }
    configs = {}
    for index, (name, change) in enumerate(variants.items()):
        given = {"bulletins": BULLETINS, "docs": DOCS, **change}
        configs[name] = str(write_site(root / str(index), **given))
    ran = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "keys_of_builds.py"), *configs.values()],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=environment({"SOURCE_DATE_EPOCH": "1780000000"}),
        timeout=300,
        check=True,
    )
    found = json.loads(ran.stdout)
    result: dict[str, Keys] = {}
    for name, config in configs.items():
        rows = found[config]
        assert len({path for path, _key, _bytes in rows}) == len(rows), "two outputs share a path"
        result[name] = {path: (key, content) for path, key, content in rows}
    return result


def _moved(before: Keys, after: Keys, which: int) -> set[str]:
    return {
        path for path in before.keys() & after.keys() if before[path][which] != after[path][which]
    }


def test_equal_inputs_give_equal_keys(keys: dict[str, Keys]) -> None:
    """The same site in another folder has the same outputs, keys and bytes."""
    assert keys["same"] == keys["base"]


@pytest.mark.parametrize("change", CHANGES)
def test_a_key_changes_exactly_with_its_bytes(keys: dict[str, Keys], change: str) -> None:
    """Whatever is changed, the outputs with another key are those with other bytes."""
    base, other = keys["base"], keys[change]
    assert _moved(base, other, 0) == _moved(base, other, 1)
    path = CHANGES[change][1]
    if path:
        assert base[path] != other[path]


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ("base", "template", "topics/dao-tao/index.html"),
        ("with repository", "edit links", "bulletins/2026/a/index.html"),
    ],
)
def test_no_byte_changes_behind_its_key(
    keys: dict[str, Keys], before: str, after: str, path: str
) -> None:
    """A template or the edit links may change more keys than needed, never fewer."""
    moved = _moved(keys[before], keys[after], 1)
    assert path in moved
    assert moved <= _moved(keys[before], keys[after], 0)


def test_most_outputs_stay_when_one_body_changes(keys: dict[str, Keys]) -> None:
    """An edit of one body leaves the pages of other bulletins and the lists as they are."""
    moved = _moved(keys["base"], keys["body"], 0)
    pages = {path for path in moved if path.endswith("index.html")}
    assert pages == {"bulletins/2026/b/index.html"}


def test_the_day_changes_only_what_shows_it(tmp_path: Path) -> None:
    """A document that comes into force on a day changes its own page and lists, and their keys."""
    configs = [str(write_site(tmp_path / name, BULLETINS, DOCS)) for name in ("early", "late")]
    rows = []
    for config, epoch in zip(configs, ("1780000000", "1790000000"), strict=True):
        ran = subprocess.run(
            [sys.executable, str(ROOT / "tests" / "keys_of_builds.py"), config],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=environment({"SOURCE_DATE_EPOCH": epoch}),
            timeout=300,
            check=True,
        )
        rows.append({path: (key, data) for path, key, data in json.loads(ran.stdout)[config]})
    early, late = rows
    moved = _moved(early, late, 1)
    assert moved == _moved(early, late, 0)
    assert "bulletins/2026/c/index.html" in moved
    assert "bulletins/2026/tin/index.html" not in moved
