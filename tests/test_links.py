"""Where links lead."""

from pathlib import Path

import pytest

from bantin.body import Renderer
from bantin.corpus import Corpus
from bantin.files import PublishedFile, known_suffixes
from bantin.handwritten import MarkdownPages
from bantin.links import Resolver, bound, docs_path, relative
from bantin.source import Library
from bantin.validation import Context
from tests.conftest import make
from tests.test_corpus import NOW


@pytest.mark.parametrize(
    ("address", "page", "expected"),
    [
        ("bulletins/2026/b/", "bulletins/2026/a", "../b/"),
        ("bulletins/2026/b/#m", "bulletins/2026/a", "../b/#m"),
        ("bulletins/2026/a/", "bulletins/2026/a", "./"),
        ("", "bulletins/a", "../../"),
        ("bulletins/x.pdf", "bulletins/2026/a", "../../x.pdf"),
        ("#lien-he", "bulletins/a", "../../#lien-he"),
        ("gioi-thieu/", "", "gioi-thieu/"),
    ],
)
def test_addresses_are_relative_to_the_page(address: str, page: str, expected: str) -> None:
    """The site may live in any folder."""
    assert relative(address, page) == expected


def test_links_lead_to_bulletins_pages_and_files(context: Context, tmp_path: Path) -> None:
    """By .md path to bulletins and pages, by name to files, escaped where an address needs it."""
    root, docs = tmp_path / "bulletins", tmp_path / "docs"
    (root / "2026").mkdir(parents=True)
    (docs / "huong-dan").mkdir(parents=True)
    (root / "2026" / "phụ lục.pdf").write_text("x")
    (docs / "index.md").write_text("---\ntitle: x\n---\n## Liên hệ\n", "utf-8")
    (docs / "huong-dan" / "README.md").write_text("x")
    (docs / "huong-dan" / "viet.md").write_text("x")
    body = (
        "[b](b.md#muc) [f](<phụ lục.pdf>) [i](../../docs/index.md#lien-he)"
        " [h](../../docs/huong-dan/README.md) [v](../../huong-dan/viet.md)"
        " [long](" + "a" * 300 + ".md) [dir](../../docs/huong-dan.md)"
    )
    one, other = (
        make(context, body=body),
        make(context, "2026/b.md", number="1/KH-UBND", body="## Mục"),
    )
    renderer = Renderer([])
    bodies = {b.path: renderer.render(b.body) for b in (one, other)}
    corpus = Corpus((one, other), bodies, context, NOW)
    library = Library(root, "bulletins")
    resolver = Resolver(corpus, library, MarkdownPages(docs, renderer), docs_path(library, docs))
    for bulletin in corpus.bulletins:
        resolver.look(bulletin)
    resolver.look_at_unread()
    assert resolver.addresses[one.path] == (
        "bulletins/2026/b/#muc",
        "bulletins/2026/ph%E1%BB%A5%20l%E1%BB%A5c.pdf",
        "#lien-he",
        "huong-dan/",
        "huong-dan/viet/",
        "",
        "",
    )
    assert [p.kind.code for p in resolver.problems] == ["BT401", "BT401"]
    assert [*resolver.attached.files] == ["2026/phụ lục.pdf"]
    html, addresses = corpus.bodies[one.path].html, resolver.addresses[one.path]
    assert 'href="../b/#muc"' in bound(html, addresses, one, None)
    full = bound(html, addresses, one, "https://a.vn/")
    assert 'href="https://a.vn/bulletins/2026/b/#muc"' in full


@pytest.mark.parametrize(
    ("link", "hint"),
    [
        ("cong-van-592.md", "«cong-van-591.md»"),
        ("cong-van-590.md", "«cong-van-591.md»"),
        ("nhap-1.md", "Kiểm tra tên tệp"),
        ("_ghi-chu.md", "đổi tên tệp, hoặc bỏ liên kết"),
        ("_ghi-chi.md", "Kiểm tra tên tệp"),
        ("../../docs/nhap.md", "đổi tên tệp, hoặc bỏ liên kết"),
        ("../../docs/inde.md", "«../../docs/index.md»"),
        ("../../docs/nhop.md", "Kiểm tra tên tệp"),
    ],
)
def test_what_is_proposed_can_be_linked_to(
    context: Context, tmp_path: Path, link: str, hint: str
) -> None:
    """Never the missing file itself, the bulletin that links, or a file that makes no page."""
    root, docs = tmp_path / "bulletins", tmp_path / "docs"
    for name in ("2026/cong-van-593.md", "2026/cong-van-591.md", "2026/nhap-2.md"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    (root / "2026" / "_ghi-chu.md").write_text("x")
    docs.mkdir()
    for name in ("index.md", "nhap.md"):
        (docs / name).write_text("x")
    own = make(context, "2026/cong-van-593.md", body=f"[x]({link})")
    other = make(context, "2026/cong-van-591.md", number="1/KH-UBND")
    renderer = Renderer([])
    bodies = {b.path: renderer.render(b.body) for b in (own, other)}
    corpus = Corpus((own, other), bodies, context, NOW)
    library = Library(root, "bulletins")
    resolver = Resolver(corpus, library, _OnePage(), docs_path(library, docs))
    resolver.look(own)
    (found,) = resolver.problems
    assert found.kind.code == "BT401"
    assert hint in found.details["hint"]


class _OnePage:
    """A site whose only hand-written page is its home; others are excluded."""

    def address(self, path: str) -> str | None:
        return "" if path == "index.md" else None

    def anchors(self, _path: str) -> frozenset[str]:
        return frozenset()


@pytest.mark.parametrize(
    ("size", "label"),
    [
        (0, "0 byte"),
        (1023, "1023 byte"),
        (1536, "1,5 KB"),
        (20 << 10, "20 KB"),
        (3 << 40, "3072 GB"),
    ],
)
def test_sizes_are_shown_in_the_vietnamese_manner(size: int, label: str) -> None:
    """One decimal below ten, with a comma."""
    assert PublishedFile("a.PDF", size).size_label == label


def test_a_published_file_knows_its_kind() -> None:
    """Kind and media type follow from the ending, in any case of letters."""
    file = PublishedFile("2026/phụ lục.PDF", 1)
    assert (file.kind, file.media_type) == ("PDF", "application/pdf")
    assert file.address == "bulletins/2026/ph%E1%BB%A5%20l%E1%BB%A5c.PDF"
    assert ".pdf" in known_suffixes()
