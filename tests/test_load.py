"""Loading a folder: everything that is wrong, in one run, and nothing raises."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bantin.body import Renderer
from bantin.corpus import check
from bantin.load import load
from bantin.readings import Readings
from bantin.source import Library
from bantin.validation import Context
from tests.conftest import CASES, Site, read_case
from tests.test_body import MARKDOWN
from tests.test_parse import YAMLISH

NOW = datetime(2026, 5, 20, tzinfo=UTC)


def test_a_thousand_broken_files_give_a_thousand_reports(site: Site) -> None:
    """Each of a thousand broken files is reported in one run, the cause of none hidden."""
    broken = [
        content
        for file in sorted((CASES / "broken").glob("*.txt"))
        if (case := read_case(file)).expected[0].startswith(("BT105", "BT106", "BT111", "BT20"))
        for path, (how, content) in case.files.items()
        if path == "bulletins/2026/a.md" and not how and "mkdocs.yml" not in case.files
    ]
    choose = random.Random(1)  # noqa: S311 - the same choice in each run
    for index in range(1000):
        site.write(f"bulletins/2026/{index:04}.md", choose.choice(broken))
    site.check()
    assert len({row["file"] for row in site.rows}) == 1000


def test_drafts_and_scheduled_bulletins_stay_hidden(site: Site, context: Context) -> None:
    """A draft shows only in a preview, a scheduled bulletin only from its moment on."""
    site.bulletin("bulletins/a.md", draft="true")
    site.bulletin("bulletins/b.md", number="2/KH-UBND", publish_at="2026-05-20 07:01")
    site.bulletin("bulletins/c.md", number="3/KH-UBND", publish_at="2026-05-20 07:00")
    library = Library(site.root / "bulletins", "bulletins")
    shown = load(Readings(library, context, Renderer([])), NOW).corpus
    assert [*shown.by_path] == ["c.md"]
    assert shown.hidden == {"a.md": "bản nháp", "b.md": "hẹn đăng Thứ tư - 20/05/2026 07:01"}
    preview = load(Readings(library, context, Renderer([])), NOW, with_drafts=True).corpus
    assert {*preview.by_path} == {"a.md", "c.md"}


def test_a_library_reads_only_its_own_files(tmp_path: Path) -> None:
    """Hidden files are passed over, and a name must agree in every letter."""
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/x.md", "a.md", "_a.md", ".a.md", ".git/y.md", "a.txt"):
        (tmp_path / name).write_text("x")
    library = Library(tmp_path, "bulletins")
    assert [*library.paths()] == ["a.md", "b/x.md"]
    stamp = library.stamp("a.txt")
    assert stamp
    assert stamp.size == 1
    assert library.find("A.txt") is None
    assert library.find("khong.txt") is None
    assert library.find("b") is None
    assert library.siblings("khong/x.md") == []
    assert library.siblings("b/y.md") == ["x.md"]
    assert library.content("a.txt") == b"x"
    assert library.find("\0") is None
    assert library.siblings("\0/\0") == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for one bulletin after another."""
    return tmp_path_factory.mktemp("bulletins")


HEAD = b"---\nnumber: 1/KH-UBND\ndate: 2026\ntopic: dao-tao\ntitle: A\n---\n"


@given(
    st.binary()
    | st.text().map(str.encode)
    | YAMLISH.map(lambda text: f"---\n{text}\n---\n".encode())
    | MARKDOWN.map(lambda text: HEAD + text.encode())
)
@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_give_a_bulletin_or_a_problem(
    context: Context, folder: Path, data: bytes
) -> None:
    """Whatever stands in a file, it is read from end to end, or its fault is told."""
    from bantin.handwritten import MarkdownPages  # noqa: PLC0415 - the last step alone needs it
    from bantin.links import Resolver  # noqa: PLC0415

    (folder / "a.md").write_bytes(data)
    library = Library(folder, "bulletins")
    renderer = Renderer(["attr_list", "footnotes", "tables", "admonition"])
    readings = Readings(library, context, renderer)
    loaded = load(readings, NOW)
    resolver = Resolver(loaded.corpus, library, MarkdownPages(folder, renderer), "../docs")
    for one in loaded.corpus.bulletins:
        resolver.look(one)
    resolver.look_at_unread()
    problems = [*loaded.problems, *readings.problems(), *check(loaded.corpus)]
    assert loaded.corpus.bulletins or loaded.corpus.hidden or problems
    for found in (*problems, *resolver.problems):
        assert found.place.file == "bulletins/a.md"
        assert found.what
        assert found.remedy
        assert found.what_en
        assert found.remedy_en
