"""A build that remembers the last one gives the bytes of a build from nothing."""

import json
import shutil
import subprocess
import sys
from typing import Any

import pytest

from tests.site_builder import ROOT, VOCABULARY, bulletin, environment, write_site

pytestmark = pytest.mark.slow
NOON = 1_780_000_000  # 28 May 2026
DAY = 86_400

A: dict[str, Any] = {"title": "A", "attachments": [{"file": "tep.pdf", "title": "Mẫu"}]}
B: dict[str, Any] = {"number": "02/TB-VP", "title": "B", "date": "2026-03-06", "topic": ["dao-tao"]}
C: dict[str, Any] = {
    "number": "03/QĐ-VP",
    "title": "C",
    "date": "2026-03-07",
    "effective": "2026-05-29",
    "topic": ["dao-tao"],
}
D: dict[str, Any] = {
    "number": "04-CV/ĐU",
    "title": "D",
    "date": "2026-03-09",
    "issuer": "dang-uy",
    "relations": {"amends": ["02/TB-VP"]},
}
EVENT: dict[str, Any] = {
    "number": "05/GM-VP",
    "title": "Họp",
    "date": "2026-03-10",
    "events": [{"title": "Họp giao ban", "start": "2026-06-02 08:00"}],
    "deadlines": [{"title": "Gửi báo cáo", "every": "12-15"}],
}
NEWS: dict[str, Any] = {
    "number": "",
    "type": "tin",
    "title": "Tin",
    "date": "2026-03-08",
    "summary": "Tóm tắt",
}
LATER: dict[str, Any] = {
    "number": "06/TB-VP",
    "title": "Sau",
    "date": "2026-05-20",
    "publish_at": "2026-05-30 07:00",
}

# A beginning longer than what lists show, so that an edit after it concerns the page alone.
START = "Văn bản này quy định việc tiếp nhận, xử lý và lưu trữ hồ sơ. " * 10
TEXT_A = START + "\n\n## Một\n\n[b](b.md)\n\nCăn cứ Thông báo số 02/TB-VP ngày 06/3/2026 và `x`.\n"
TEXT_B = START + "\n\nTheo Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020.\n\n## Hai\n\nHết.\n"
LINKED = "Thực hiện Công văn số 04-CV/ĐU ngày 09/3/2026. [Sổ tay](../../docs/trang.md#van-ban)"
TEXT_C = f"{START}\n\n{LINKED}\n"

BULLETINS: dict[str, str] = {
    "2026/a.md": bulletin(TEXT_A, **A),
    "2026/b.md": bulletin(TEXT_B, **B),
    "2026/c.md": bulletin(TEXT_C, **C),
    "2026/d.md": bulletin(**D),
    "2026/hop.md": bulletin(**EVENT),
    "2026/tin.md": bulletin(**NEWS),
    "2026/sau.md": bulletin(**LATER),
    "2026/nhap.md": bulletin(number="07/TB-VP", title="Nháp", draft="true"),
    "2025/cu.md": bulletin(number="08/TB-VP", title="Cũ", date="2025-03-06"),
    "2026/tep.pdf": "%PDF-1.4",
}
# So many that one of them is no great part of the search index, which would be built anew.
BULLETINS |= {
    f"2023/{i}.md": bulletin(
        f"Bài số {i}.\n", number=f"{i}/TB-VP", title=f"Bài {i}", date="2023-05-06"
    )
    for i in range(20, 45)
}
DOCS = {"trang.md": "# Trang\n\n## Văn bản\n\n[A](../bulletins/2026/a.md#mot)\n"}


def _edit(
    name: str, text: str = "Nội dung.\n", base: dict[str, Any] | None = None, **front: Any
) -> Any:
    return {f"bulletins/2026/{name}.md": bulletin(text, **{**(base or {}), **front})}


def _gone(*addresses: str) -> str:
    """Return an address book in which addresses are withdrawn."""
    return "".join(f"bulletins/{one}\t-\tgone 2026-05-01 Đăng nhầm\n" for one in addresses)


def _changes() -> dict[str, dict[str, str | None]]:
    """Return what is changed, each change made to the site as it was at first."""
    new = bulletin(number="09/TB-VP", title="Mới", date="2026-05-27")
    old = bulletin(number="10/TB-VP", title="Rất cũ", date="2024-01-02")
    without_draft = bulletin(number="07/TB-VP", title="Nháp", draft="false")
    return {
        "a sentence": _edit("b", TEXT_B.replace("Hết.", "Hết rồi."), B),
        "a sentence before a mention": _edit("a", TEXT_A.replace("Căn cứ", "Nay căn cứ"), A),
        "a sentence far down": _edit("a", TEXT_A + "\nThêm một câu ở cuối.\n", A),
        "a heading": _edit("b", TEXT_B.replace("## Hai", "## Ba"), B),
        "a mention": _edit("d", "Theo Quyết định số 03/QĐ-VP ngày 07/3/2026.\n", D),
        "no mention": _edit("b", "Hết.\n", B),
        "a link": _edit("b", TEXT_B + "\n[d](d.md)\n", B),
        "title": _edit("b", TEXT_B, B, title="B mới"),
        "number": _edit("b", TEXT_B, B, number="12/TB-VP"),
        "date": _edit("b", TEXT_B, B, date="2026-03-05"),
        "topic": _edit("b", TEXT_B, B, topic=["hanh-chinh"]),
        "type": _edit("c", TEXT_C, C, type="quyet-dinh"),
        "issuer": _edit("hop", **{**EVENT, "issuer": "dang-uy"}),
        "summary": _edit("tin", base=NEWS, summary="Tóm tắt khác"),
        "signer": _edit("b", TEXT_B, B, signer={"name": "Lê Văn A"}),
        "status": _edit("c", TEXT_C, C, status="da-thu-hoi"),
        "expiry": _edit("c", TEXT_C, C, expires="2026-12-01"),
        "relation": _edit("d", base=D, relations={"replaces": ["02/TB-VP"]}),
        "no relation": _edit("d", base=D, relations={}),
        "correction": _edit("b", TEXT_B, B, corrections=[{"date": "2026-03-09", "text": "Sửa"}]),
        "withdrawal": _edit("b", TEXT_B, B, withdrawn={"date": "2026-04-01", "reason": "Sai"}),
        "deadline": _edit("hop", base=EVENT, deadlines=[{"title": "Nộp", "date": "2026-07-01"}]),
        "event": _edit("hop", base=EVENT, events=[]),
        "pinned": _edit("a", TEXT_A, A, pinned="true"),
        "silent": _edit("b", TEXT_B, B, silent="true"),
        "draft": {"addresses.tsv": _gone("2026/b/")}
        | _edit("b", TEXT_B, B, draft="true")
        | _edit("a", "Hết.\n", A)
        | _edit("d", base=D, relations={}),
        "draft published": {"bulletins/2026/nhap.md": without_draft},
        "alias": _edit("b", TEXT_B, B, aliases=["cu"]),
        "id": _edit("b", TEXT_B, B, id="so-hai"),
        "citations off": _edit("a", TEXT_A, A, citations="false"),
        "renamed": {"bulletins/2026/d.md": None, "bulletins/2026/e.md": bulletin(**D)},
        "removed": {"bulletins/2025/cu.md": None, "addresses.tsv": _gone("2025/cu/")},
        "renamed with its file": {
            "bulletins/2026/a.md": None,
            "bulletins/2026/tep.pdf": None,
            "bulletins/2027/a.md": bulletin(TEXT_A.replace("b.md", "../2026/b.md"), **A),
            "bulletins/2027/tep.pdf": "%PDF-1.4",
            "docs/trang.md": DOCS["trang.md"].replace("2026/a", "2027/a"),
        },
        "reason for what is gone": {"addresses.tsv": _gone("2024/nham/")},
        "embargo": _edit("hop", base=EVENT, publish_at="2026-05-30 07:00"),
        "newest": {"bulletins/2026/moi.md": new},
        "oldest": {"bulletins/2024/x.md": old},
        "attachment": {"bulletins/2026/tep.pdf": "%PDF-1.5 dài hơn"},
        "attachment of the same size": {"bulletins/2026/tep.pdf": "%PDF-1.7"},
        "page of docs": {"docs/trang.md": DOCS["trang.md"] + "\nThêm.\n"},
        "line ends": {"bulletins/2026/b.md": bulletin(TEXT_B, **B).replace("\n", "\r\n")},
        "template": {
            "overrides/cited.html": "{% extends 'main.html' %}{% block content %}!{% endblock %}"
        },
        "style": {"overrides/assets/stylesheets/bantin.css": "body{}"},
        "script": {"overrides/assets/javascripts/search/wording.js": "export const x = 1;"},
    }


CONFIGS: dict[str, dict[str, Any]] = {
    "label of a topic": {"topics": {"hanh-chinh": "Hành chính", "dao-tao": "Đào tạo mới"}},
    "name of an issuer": {
        "issuers": {**VOCABULARY["issuers"], "dang-uy": {"name": "Đảng ủy xã", "codes": ["ĐU"]}}
    },
    "items of feeds": {"feed_items": 1},
    "size of pages": {"page_size": 2},
    "address for mistakes": {"report_to": "a@b.vn"},
    "profile": {"profile": "public"},
}
SITES: dict[str, dict[str, Any]] = {
    "name of the site": {"site_name": "Tên khác"},
    "address of the site": {"site_url": "https://khac.example/"},
    "author": {"site_author": "Văn phòng"},
    "repository": {"repo_url": "https://git.example/a/b"},
    "menu": {"nav": [{"Nhà": "index.md"}, {"Trang": "trang.md"}]},
    "extension of Markdown": {"markdown_extensions": ["attr_list", "tables", "sane_lists"]},
}
MOMENTS = {"next day": NOON + DAY, "the moment of a bulletin": NOON + 3 * DAY}
NAMES = [*_changes(), *CONFIGS, *SITES, *MOMENTS, "nothing", "touched"]
# Where theme or configuration change, more pages may be made than come out different.
COARSE = {*SITES, *CONFIGS, "template", "style", "script", "page of docs"}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Make each change to a site and take it back, building warm and from nothing each time."""
    root = tmp_path_factory.mktemp("warm")
    site = root / "site"
    shutil.copytree(ROOT / "overrides", site / "overrides")
    theme = {"name": "material", "custom_dir": str(site / "overrides"), "font": False}
    theme["language"] = "vi"

    def config(bantin: dict[str, Any], **other: Any) -> str:
        settings = {**VOCABULARY, "bulletins_dir": str(site / "bulletins"), **bantin}
        return write_site(site, {}, DOCS, settings, theme=theme, **other).read_text("utf-8")

    base = {f"bulletins/{name}": text for name, text in BULLETINS.items()}
    base |= {f"docs/{name}": text for name, text in DOCS.items()}
    changes: dict[str, dict[str, str | None]] = {**_changes()}
    changes |= {name: {"mkdocs.yml": config(bantin)} for name, bantin in CONFIGS.items()}
    changes["profile"]["bulletins/2026/nhap.md"] = None  # a public site refuses drafts
    changes |= {name: {"mkdocs.yml": config({}, **other)} for name, other in SITES.items()}
    base["mkdocs.yml"] = config({})
    steps: list[dict[str, Any]] = [{"name": "", "files": base, "now": NOON}]
    for name, files in changes.items():
        steps.append({"name": name, "files": files, "now": NOON})
        # without the book, for what is taken back was published
        back = _undone(files, base) | {"addresses.tsv": None}
        steps.append({"name": "", "files": back, "now": NOON})
    steps.append({"name": "nothing", "files": {}, "now": NOON})
    touched = {"bulletins/2026/b.md": base["bulletins/2026/b.md"]}
    steps.append({"name": "touched", "files": touched, "now": NOON})
    steps += [{"name": name, "files": {}, "now": now} for name, now in MOMENTS.items()]
    (root / "steps.json").write_text(json.dumps(steps), "utf-8")
    ran = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "warm_builds.py"), str(root)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=environment({"PYTHONPATH": str(ROOT)}),
        timeout=580,
        check=True,
    )
    found: dict[str, dict[str, Any]] = {}
    undone = []
    for row in json.loads(ran.stdout):
        if row["name"]:
            found[row["name"]] = row
        else:
            undone += row["different"]
    found[""] = {"different": undone}
    return found


def _undone(files: dict[str, str | None], base: dict[str, str]) -> dict[str, str | None]:
    """Return what puts *files* back as they were."""
    undone: dict[str, str | None] = {}
    for name in files:
        template = ROOT / name
        if name.startswith("overrides/"):
            undone[name] = template.read_text("utf-8")
        else:
            undone[name] = base.get(name)
    return undone


@pytest.mark.parametrize("name", NAMES)
def test_a_warm_build_gives_the_bytes_of_one_from_nothing(
    rows: dict[str, dict[str, Any]], name: str
) -> None:
    """Whatever has changed since the last build, nothing of it shows in the site."""
    assert rows[name]["different"] == []


def test_a_change_taken_back_leaves_no_trace(rows: dict[str, dict[str, Any]]) -> None:
    """After a change and its undoing the site has the bytes of one built from nothing."""
    assert rows[""]["different"] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name not in COARSE])
def test_only_what_changes_is_made(rows: dict[str, dict[str, Any]], name: str) -> None:
    """Of pages and feeds those are made that come out different, and no others."""
    row = rows[name]
    made = {path for path in row["made"] if not path.startswith("search/")}
    assert made <= {*row["changed"]}


def test_nothing_is_made_where_nothing_has_changed(rows: dict[str, dict[str, Any]]) -> None:
    """A second build makes no file, and neither does one after a file was only touched."""
    assert rows["nothing"]["made"] == rows["touched"]["made"] == []
    assert not rows["nothing"]["whole"]


def test_a_sentence_concerns_its_page_feeds_and_index_alone(
    rows: dict[str, dict[str, Any]],
) -> None:
    """An edit inside a body makes its own page, the feeds that tell it, and parts of the index."""
    assert not rows["a sentence"]["whole"]
    made = {path for path in rows["a sentence"]["made"] if not path.startswith("search/")}
    pages = {path for path in made if path.endswith("index.html")}
    assert pages == {"bulletins/2026/b/index.html"}
    assert {path.rsplit("/", 1)[-1] for path in made - pages} == {
        "feed.xml",
        "atom.xml",
        "feed.json",
    }
