"""What pages show: lists in pages, neighbours, related bulletins, the home page."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest

from bantin.model import Site
from bantin.output import Page
from bantin.outputs.home import home_view
from bantin.plan import plan
from tests.site_builder import VOCABULARY, PlainShell, bulletin, load_site, write_site

COUNT = 300
TOPICS = ("hanh-chinh", "dao-tao")


def _number(index: int) -> str:
    return f"{index:03}/TB-VP"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Load three hundred notices, a day apart, every third of them in the second topic."""
    start = date(2026, 1, 1)
    bulletins: dict[str, str | bytes] = {
        f"2026/tb-{index:03}.md": bulletin(
            number=_number(index),
            title=hashlib.sha256(str(index).encode()).hexdigest()[:8],
            date=(start + timedelta(days=index)).isoformat(),
            topic=[TOPICS[index % 3 == 0]],
        )
        for index in range(1, COUNT + 1)
    }
    settings = {**VOCABULARY, "page_size": 20}
    return load_site(write_site(tmp_path_factory.mktemp("many"), bulletins, bantin=settings))


@pytest.fixture(scope="module")
def pages(site: Site) -> dict[str, Page]:
    """Return every page of the site by its address."""
    shell = PlainShell()
    for output in plan(site, shell).outputs:
        if output.path.endswith("index.html"):
            output.make()
    return {page.address: page for page in shell.pages}


def test_a_list_is_cut_into_pages(pages: dict[str, Page]) -> None:
    """Three hundred bulletins make fifteen pages of twenty, newest first, none twice."""
    numbers = []
    for index in range(1, 16):
        view = pages["bulletins/" if index == 1 else f"bulletins/page/{index}/"].view
        assert (view.paging.page, view.total, len(view.cards)) == (index, COUNT, 20)
        numbers += [card.number for card in view.cards]
    assert numbers == [_number(index) for index in range(COUNT, 0, -1)]
    assert "bulletins/page/16/" not in pages
    assert "bulletins/page/1/" not in pages


@pytest.mark.parametrize(
    ("address", "labels", "newer", "older"),
    [
        ("bulletins/", "1 2 … 15", "", "bulletins/page/2/"),
        ("bulletins/page/2/", "1 2 3 … 15", "bulletins/", "bulletins/page/3/"),
        ("bulletins/page/3/", "1 2 3 4 … 15", "bulletins/page/2/", "bulletins/page/4/"),
        ("bulletins/page/8/", "1 … 7 8 9 … 15", "bulletins/page/7/", "bulletins/page/9/"),
        ("bulletins/page/15/", "1 … 14 15", "bulletins/page/14/", ""),
        ("topics/dao-tao/page/5/", "1 … 4 5", "topics/dao-tao/page/4/", ""),
    ],
)
def test_pages_link_to_first_last_and_nearest(
    pages: dict[str, Page], address: str, labels: str, newer: str, older: str
) -> None:
    """A reader gets from each page to its neighbours and to both ends; gaps lead nowhere."""
    paging = pages[address].view.paging
    assert " ".join(link.label for link in paging.pages) == labels
    assert (paging.newer, paging.older) == (newer, older)
    for link in paging.pages:
        assert bool(link.address) == (link.label != "…")
        if link.address:
            assert pages[link.address].view.paging.page == int(link.label)


def _neighbours(page: Page) -> list[tuple[str, str]]:
    return [
        (series.newer.number if series.newer else "", series.older.number if series.older else "")
        for series in page.view.neighbours
    ]


def test_newer_and_older_are_right_in_the_middle_and_at_both_ends(pages: dict[str, Page]) -> None:
    """Neighbours are those of the whole site and of the topic; the ends have one only."""
    middle = _neighbours(pages["bulletins/2026/tb-150/"])
    assert middle == [(_number(151), _number(149)), (_number(153), _number(147))]
    assert _neighbours(pages["bulletins/2026/tb-300/"]) == [("", _number(299)), ("", _number(297))]
    assert _neighbours(pages["bulletins/2026/tb-001/"]) == [(_number(2), ""), (_number(2), "")]


def test_related_bulletins_are_the_nearest_of_the_topic(pages: dict[str, Page]) -> None:
    """Related ones share a topic, are near in time, and never the bulletin itself."""
    for index, expected in ((300, {297, 294, 291, 288, 285}), (3, {6, 9, 12, 15, 18})):
        related = {line.number for line in pages[f"bulletins/2026/tb-{index:03}/"].view.related}
        assert related == {_number(other) for other in expected}


def test_a_lonely_bulletin_has_no_neighbours(tmp_path: Path) -> None:
    """The only bulletin of a site has nothing newer, older or related."""
    shell = PlainShell()
    only = load_site(write_site(tmp_path, {"2026/a.md": bulletin()}))
    for output in plan(only, shell).outputs:
        output.make()
    (page,) = (page for page in shell.pages if page.template == "bulletin.html")
    assert (page.view.neighbours, page.view.related) == ((), ())


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Load a site with news, notices, invitations and other documents."""
    bulletins: dict[str, str | bytes] = {
        "1.md": bulletin(number="", type="tin", title="Tin cũ", date="2026-01-02", pinned=True),
        "2.md": bulletin(number="", type="tin", title="Tin mới", date="2026-05-02 09:30"),
        "3.md": bulletin(number="1/TB-VP", title="Thông báo", date="2026-02-01"),
        "4.md": bulletin(number="1/GM-VP", title="Mời họp", date="2026-02-02"),
        "5.md": bulletin(number="1/KH-VP", title="Kế hoạch", date="2026-06-01"),
        "6.md": bulletin(number="", type="ke-hoach", title="Chưa số", date="2025", draft=True),
    }
    return load_site(write_site(tmp_path_factory.mktemp("news"), bulletins))


def test_the_home_page_sorts_by_kind(newsroom: Site) -> None:
    """Pinned news lead; notices and invitations stand apart from other documents."""
    view = home_view(newsroom)
    assert view.lead
    assert view.lead.title == "Tin cũ"
    assert [card.title for card in view.news] == ["Tin mới"]
    assert [card.title for card in view.notices] == ["Mời họp", "Thông báo"]
    assert [card.title for card in view.documents] == ["Kế hoạch"]


def test_the_home_page_counts(newsroom: Site) -> None:
    """Counts are those of what is published, and the last update is the newest date."""
    view = home_view(newsroom)
    assert [(count.label, count.count) for count in view.counts] == [
        ("văn bản", 3),
        ("tin bài", 2),
        ("bản tin năm 2026", 5),
    ]
    assert [(topic.label, topic.count) for topic in view.topics] == [
        ("Hành chính", 5),
        ("Đào tạo", 0),
    ]
    assert view.updated == "01/06/2026"


def test_an_empty_site_has_an_empty_home_page(tmp_path: Path) -> None:
    """Without bulletins nothing is invented: no lead, no date."""
    view = home_view(load_site(write_site(tmp_path, {})))
    assert (view.lead, view.lead_alt, view.news, view.updated) == (None, "", (), "")
