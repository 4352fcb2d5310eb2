"""Real documents: their bodies are read where shared/ stands beside the project, never copied."""

import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.site_builder import SHARED, Built, build, write_site

SEEDS = SHARED / "seeds"
pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="shared/seeds is not beside this project: no real documents to read"
)

SETTINGS: dict[str, Any] = {
    "issuer": "so-vhttdl",
    "issuers": {
        "so-vhttdl": {
            "name": "Sở Văn hóa, Thể thao và Du lịch",
            "codes": ["SVHTTDL"],
            "parent": "Ủy ban nhân dân tỉnh Lạng Sơn",
            "regime": "state",
            "place": "Lạng Sơn",
        },
        "dang-uy": {
            "name": "Đảng ủy Ủy ban nhân dân tỉnh",
            "codes": ["ĐU"],
            "regime": "party",
            "place": "Lạng Sơn",
        },
        "dang-uy-khoi": {"name": "Đảng ủy Khối", "codes": ["ĐUK"], "regime": "party"},
    },
    "topics": {"tuyen-giao": "Tuyên giáo", "hop": "Họp"},
}


def _markdown(lines: list[str]) -> str:
    """Turn the plain text of a document into Markdown: headings, duties, paragraphs."""
    out = []
    for line in lines:
        text = re.sub(r"([\\`*_\[\]<>#])", r"\\\1", line.strip())
        if not text:
            continue
        if re.match(r"[IVX]+\. ", text):
            out.append(f"## {text}")
        elif re.match(r"\d+\. \S", text) and len(text) < 250:
            out.append(f"### {text}")
        elif text.startswith("- "):
            out.append(text)
        else:
            out.append(re.sub(r"^(\d+)\. ", r"\1\\. ", text))
    return "\n\n".join(out) + "\n"


def _between(text: str, start: str, end: str) -> list[str]:
    return text[text.index(start) : text.index(end)].splitlines()


def _entries(text: str, start: str, end: str) -> list[str]:
    part = text[text.index(start) + len(start) : text.index(end)]
    return [line.strip(" -") for line in part.splitlines() if line.strip(" -")]


def _document(front: dict[str, Any], body: str) -> str:
    return f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False)}---\n\n{body}"


def _letter_2023() -> str:
    text = (SEEDS / "letter-2023.txt").read_text("utf-8")
    subject = re.search(r"^V/v (.+)$", text, re.MULTILINE)
    assert subject
    front = {
        "number": "/SVHTTDL-QLVHGĐ",
        "date": "2023",
        "topic": "tuyen-giao",
        "title": subject[1],
        "issuer": "so-vhttdl",
        "to": _entries(text, "Kính gửi:", "Thực hiện Công văn"),
        "cc": _entries(text, "Nơi nhận:", "**KT."),
        "signer": {
            "authority": "KT.GIÁM ĐỐC",
            "title": "PHÓ GIÁM ĐỐC",
            "name": text.strip().splitlines()[-1],
        },
    }
    return _document(front, _markdown(_between(text, "Thực hiện Công văn", "Nơi nhận:")))


def _letter_2026() -> str:
    text = (SEEDS / "letter-2026.txt").read_text("utf-8")
    front = {
        "number": "-CV/ĐU",
        "date": "2026-05",
        "topic": "tuyen-giao",
        "title": next(line for line in text.splitlines() if line.startswith("Tăng cường lãnh đạo")),
        "issuer": "dang-uy",
        "to": "Các chi bộ, đảng ủy cơ sở.",
        "cc": _entries(text, "Nơi nhận:", "**T/M"),
        "signer": {
            "authority": "T/M BAN THƯỜNG VỤ",
            "title": "PHÓ BÍ THƯ",
            "name": text.strip().splitlines()[-1],
        },
        "deadlines": [
            {"title": "Báo cáo 06 tháng", "every": "06-05"},
            {"title": "Báo cáo năm", "every": "12-15"},
        ],
    }
    return _document(front, _markdown(_between(text, "Thực hiện Công văn", "Nơi nhận:")))


def _news() -> str:
    text = (SEEDS / "news-page.txt").read_text("utf-8")
    lines = text.splitlines()
    caption = " ".join(_between(text, "Hình ảnh tại", "Theo đó")).strip()
    front = {
        "number": "",
        "type": "tin",
        "date": "2023-09-11 22:02",
        "topic": "tuyen-giao",
        "title": lines[0].strip(),
        "issuer": "dang-uy",
        "summary": next(line for line in lines if line.startswith("Ngày 05/9/2023")).strip(),
        "author": "Ban Biên tập",
        "image": {"src": "anh.png", "alt": "Hội nghị sơ kết", "caption": " ".join(caption.split())},
        "attachments": [{"file": "88-kl.pdf", "title": "Kết luận số 88-KL/TU"}],
    }
    return _document(front, _markdown(_between(text, "Theo đó, sau", "Tác giả bài viết")))


def _notices() -> dict[str, str]:
    text = (SEEDS / "news-page.txt").read_text("utf-8")
    part = text[text.index("Thông báo - mời họp") : text.index("Lượt truy cập")]
    found = re.findall(r"(\d+-GM/ĐUK)\s+(.+?)\s+(\d\d/\d\d/\d{4})", part, re.DOTALL)
    return {
        f"2023/giay-moi-{number.split('-')[0]}.md": _document(
            {
                "number": number,
                "date": day,
                "topic": "hop",
                "title": title,
                "issuer": "dang-uy-khoi",
            },
            "",
        )
        for number, title, day in found
    }


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\x00\x9b\x1c\x1c")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("seeds")
    config = write_site(
        folder,
        {
            "2023/cong-van-tuyen-truyen.md": _letter_2023(),
            "2026/cong-van-chinh-tri.md": _letter_2026(),
            "2023/tin-tuyen-giao.md": _news(),
            "2023/anh.png": _png(),
            "2023/88-kl.pdf": b"%PDF-1.4\n%%EOF\n",
            **_notices(),
        },
        bantin=SETTINGS,
    )
    built = build(config, "--strict")
    assert built.code == 0, built.output
    return built


def _visible(source: str) -> str:
    text = re.sub(r"<(script|style).*?</\1>", " ", source, flags=re.DOTALL)
    text = re.sub(r"</?(?:a|span|strong|em)\b[^>]*>", "", text)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def _paragraphs(name: str, start: str, end: str) -> list[str]:
    """Return the text of a seed, a line a paragraph, as it must stand on the page."""
    text = (SEEDS / name).read_text("utf-8")
    lines = (" ".join(line.strip(" -").split()) for line in _between(text, start, end))
    return [line for line in lines if line]


def test_state_letter_shows_every_element(seeds: Built) -> None:
    """The State letter has head, number line, place and date, subject, recipients and signature."""
    page = _visible(seeds.text("bulletins/2023/cong-van-tuyen-truyen/index.html"))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc" in page
    assert "Số: …/SVHTTDL-QLVHGĐ (chưa cấp số)" in page
    assert "Lạng Sơn, ngày … tháng … năm 2023" in page
    assert "V/v triển khai thực hiện Kế hoạch số 113-KH/TU" in page
    assert "Kính gửi: Các đơn vị trực thuộc Sở;" in page
    assert "Như trên;(T/h)" in page
    assert "(B/c)" in page
    assert "Lưu: VT" in page
    assert "KT.GIÁM ĐỐC PHÓ GIÁM ĐỐC Phan Văn Hòa" in page


@pytest.mark.parametrize(
    ("name", "path", "start", "end"),
    [
        ("letter-2023.txt", "2023/cong-van-tuyen-truyen", "Thực hiện Công văn", "Nơi nhận:"),
        ("letter-2026.txt", "2026/cong-van-chinh-tri", "Thực hiện Công văn", "Nơi nhận:"),
        ("news-page.txt", "2023/tin-tuyen-giao", "Theo đó, sau", "Tác giả bài viết"),
    ],
)
def test_no_paragraph_is_lost(seeds: Built, name: str, path: str, start: str, end: str) -> None:
    """Every paragraph of a real document stands on its page, word for word."""
    page = _visible(seeds.text(f"bulletins/{path}/index.html")).replace(" ¶", "")
    missing = [line for line in _paragraphs(name, start, end) if line not in page]
    assert missing == []


def test_headings_make_a_table_of_contents(seeds: Built) -> None:
    """Numbered headings at two depths are headings with anchors, and stand in the contents."""
    source = seeds.text("bulletins/2023/cong-van-tuyen-truyen/index.html")
    for anchor in (
        "i-noi-dung-tuyen-truyen",
        "1-noi-dung-tuyen-truyen-trong-tam",
        "iii-to-chuc-thuc-hien",
    ):
        assert f'id="{anchor}"' in source
        assert f'href="#{anchor}"' in source


def test_party_letter_shows_every_element(seeds: Built) -> None:
    """The Party letter has the Party's head, no colon after Số, deadlines, and its signature."""
    page = _visible(seeds.text("bulletins/2026/cong-van-chinh-tri/index.html"))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in page
    assert "CỘNG HÒA XÃ HỘI" not in page
    assert "Số …-CV/ĐU (chưa cấp số)" in page
    assert "Lạng Sơn, ngày … tháng 5 năm 2026" in page
    assert "Kính gửi: Các chi bộ, đảng ủy cơ sở." in page
    assert "Hằng năm, trước ngày 05/06 Báo cáo 06 tháng" in page
    assert "Hằng năm, trước ngày 15/12 Báo cáo năm" in page
    assert "T/M BAN THƯỜNG VỤ PHÓ BÍ THƯ Nguyễn Văn Toán" in page


def test_news_shows_every_element(seeds: Built) -> None:
    """The article has its stamp, lead, picture with caption, attachment and author."""
    source = seeds.text("bulletins/2023/tin-tuyen-giao/index.html")
    page = _visible(source)
    assert "Thứ hai - 11/09/2023 22:02" in page
    assert "Ban Thường vụ Tỉnh ủy ban hành Kết luận số 88-KL/TU" in page
    assert '<img src="../anh.png" alt="Hội nghị sơ kết">' in source
    assert "Hình ảnh tại Hội nghị sơ kết 5 năm thực hiện Nghị quyết số 07-NQ/TU" in page
    assert "Kết luận số 88-KL/TU PDF, 15 byte" in page
    assert "Tác giả bài viết: Ban Biên tập" in page


def test_home_lists_the_notices(seeds: Built) -> None:
    """The sidebar of the home page has each invitation's number, summary and date."""
    home = seeds.text("index.html")
    sidebar = _visible(home[home.index("bt-notices") :])
    assert _notices()
    for text in _notices().values():
        front = yaml.safe_load(text.split("---")[1])
        assert f"{front['number']} {front['date']} {front['title']}" in sidebar


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("trien khai thong tin xay dung dang 2023", "2023/cong-van-tuyen-truyen"),
        ("thong tin tuyen truyen xay dung dang", "2023/cong-van-tuyen-truyen"),
        ("svhttdl-qlvhgd", "2023/cong-van-tuyen-truyen"),
        ("cong tac chinh tri tu tuong", "2026/cong-van-chinh-tri"),
        ("nguyen van toan", "2026/cong-van-chinh-tri"),
        ("cv/du", "2026/cong-van-chinh-tri"),
        ("nang cao chat luong cong tac tuyen giao", "2023/tin-tuyen-giao"),
        ("Nâng cao chất lượng công tác tuyên giáo", "2023/tin-tuyen-giao"),
        ("116-gm/duk", "2023/giay-moi-116"),
        ("116", "2023/giay-moi-116"),
        ("giai bong chuyen", "2023/giay-moi-116"),
        ("tap huan phan mem", "2023/giay-moi-113"),
    ],
)
def test_queries_without_accents_find_the_document(
    seeds: Built, node: Callable[..., Any], query: str, path: str
) -> None:
    """A reader who types without accents, or a number in any shape, finds the document first."""
    found = node(what="search", folder=str(seeds.site / "search"), text=query, options={})
    assert [hit["url"] for hit in found["hits"]][:1] == [f"bulletins/{path}/"]


def test_a_cited_number_finds_the_page_of_that_document(
    seeds: Built, node: Callable[..., Any]
) -> None:
    """The number of a document that the site does not hold finds its page, and who cites it."""
    found = node(what="search", folder=str(seeds.site / "search"), text="113-kh/tu", options={})
    urls = [hit["url"] for hit in found["hits"]]
    assert urls[0] == "cited/ke-hoach-113-kh-tu-2023-05-16/"
    assert "bulletins/2023/cong-van-tuyen-truyen/" in urls
    page = _visible(seeds.text(f"{urls[0]}index.html"))
    assert "Kế hoạch 113-KH/TU ngày 16/05/2023" in page
    assert "Được viện dẫn bởi" in page


@pytest.mark.parametrize(
    ("path", "numbered"),
    [
        ("2023/cong-van-tuyen-truyen", 9),  # one of them the bare «số 2373»
        ("2026/cong-van-chinh-tri", 7),
        ("2023/tin-tuyen-giao", 12),
    ],
)
def test_mentions_are_marked(seeds: Built, path: str, numbered: int) -> None:
    """All mentions of a real document, in title, lead, caption and body, lead somewhere."""
    source = seeds.text(f"bulletins/{path}/index.html")
    marked = re.findall(r'<a class="citation" data-number="([^"]+)" href="[^"]+"', source)
    assert len(marked) == numbered
    assert all("/" in number or number.isdigit() for number in marked)


@pytest.mark.slow
def test_ten_thousand_real_texts_have_no_problem(tmp_path: Path) -> None:
    """Ten thousand bulletins made of real texts build without an error or a warning."""
    script = SHARED / "corpus" / "make_bulletins.py"
    if not script.is_file():
        pytest.skip("shared/corpus is not beside this project")
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, capture_output=True)
    vocabulary = yaml.safe_load((tmp_path / "vocabulary.yml").read_text("utf-8"))
    config = write_site(tmp_path, {}, bantin=vocabulary)
    built = build(config, "--strict")
    assert built.code == 0, built.output[-3000:]
    assert re.findall(r"(?:lỗi|cảnh báo) \[BT\d+\].*", built.output) == []
    assert "10.000 bản tin" in built.output
