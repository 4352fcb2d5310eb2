"""What pages show: lists in pages, neighbours, related bulletins, the home page."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

import pytest

from bantin.model import Site
from bantin.output import Page
from bantin.outputs.home import home_view
from bantin.outputs.list_pages import list_pages
from bantin.outputs.log import log
from bantin.paging import in_order, newest_first
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
    for index in range(15, 0, -1):
        view = pages["bulletins/" if index == 15 else f"bulletins/page/{index}/"].view
        assert (view.paging.page, len(view.cards)) == (index, 20)
        assert view.total == (COUNT if index == 15 else None)
        numbers += [card.number for card in view.cards]
    assert numbers == [_number(index) for index in range(COUNT, 0, -1)]
    assert "bulletins/page/15/" not in pages


@pytest.mark.parametrize(
    ("address", "labels", "newer", "older"),
    [
        ("bulletins/", "Mới nhất 14 … 5 … 1", "", "bulletins/page/14/"),
        ("bulletins/page/14/", "Mới nhất 14 13 … 4 … 1", "bulletins/", "bulletins/page/13/"),
        (
            "bulletins/page/13/",
            "Mới nhất 14 13 12 … 3 … 1",
            "bulletins/page/14/",
            "bulletins/page/12/",
        ),
        ("bulletins/page/8/", "Mới nhất … 9 8 7 … 1", "bulletins/page/9/", "bulletins/page/7/"),
        ("bulletins/page/1/", "Mới nhất … 11 … 2 1", "bulletins/page/2/", ""),
        ("topics/dao-tao/page/1/", "Mới nhất … 2 1", "topics/dao-tao/page/2/", ""),
    ],
)
def test_pages_link_to_first_last_and_near_ones(
    pages: dict[str, Page], address: str, labels: str, newer: str, older: str
) -> None:
    """A reader gets from each page to its neighbours and to both ends; gaps lead nowhere."""
    paging = pages[address].view.paging
    assert " ".join(link.label for link in paging.pages) == labels
    assert (paging.newer, paging.older) == (newer, older)
    for link in paging.pages:
        assert bool(link.address) == (link.label != "…")
        if link.address:
            assert pages[link.address].view.paging.current == link.label


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(0, [0]), (1, [1]), (39, [39]), (40, [20, 20]), (59, [39, 20]), (60, [20, 20, 20])],
)
def test_what_is_left_over_stands_on_the_first_page(count: int, sizes: list[int]) -> None:
    """The first page is never nearly empty because a bulletin was added; the others are full."""
    found = [*newest_first("a/", range(count), 20)]
    assert [len(page.rows) for page in found] == sizes
    assert [row for page in found for row in page.rows] == [*range(count)]
    assert [page.address for page in found[1:]] == [
        f"a/page/{number}/" for number in range(len(sizes) - 1, 0, -1)
    ]


def test_lists_in_other_orders_are_counted_from_their_head() -> None:
    """Where rows may come in anywhere, the first page is page 1, and the last takes the rest."""
    found = [*in_order("a/", range(41), 20)]
    assert [page.address for page in found] == ["a/", "a/page/2/", "a/page/3/"]
    assert [page.paging.current for page in found] == ["1", "2", "3"]
    assert [len(page.rows) for page in found] == [20, 20, 1]
    assert [len(page.rows) for page in in_order("a/", "", 20)] == [0]


def test_any_of_a_thousand_pages_is_a_few_steps_away() -> None:
    """From the first of a thousand pages each other is reached by fifteen links or fewer."""
    found = {page.address: page.paging for page in newest_first("a/", range(20_000), 20)}
    reached, steps, border = {"a/"}, 0, ["a/"]
    while len(reached) < len(found):
        steps += 1
        border = [
            link.address
            for address in border
            for link in found[address].pages
            if link.address and link.address not in reached
        ]
        reached.update(border)
        border = [*dict.fromkeys(border)]
    assert len(found) == 1000
    assert steps <= 15
    assert max(len(paging.pages) for paging in found.values()) <= 15


def _lists(folder: Path, count: int) -> dict[str, str]:
    """Return the keys of all pages of lists and of the log of a site of *count* notices."""
    start = date(2026, 1, 1)
    bulletins: dict[str, str | bytes] = {
        f"{index}.md": bulletin(
            number=_number(index), title="A", date=(start + timedelta(days=index)).isoformat()
        )
        for index in range(count)
    }
    site = load_site(write_site(folder, bulletins, bantin={**VOCABULARY, "page_size": 2}))
    shell = PlainShell()
    return {output.path: output.key for output in [*list_pages(site, shell), *log(site, shell)]}


def test_a_new_bulletin_leaves_further_pages_as_they_are(tmp_path: Path) -> None:
    """It is put onto the first page of each of its lists; indexes count it; all else stays."""
    before, after = _lists(tmp_path / "a", 40), _lists(tmp_path / "b", 41)
    changed = {path for path, key in after.items() if before.get(path) != key}
    lists = ("bulletins", "topics/hanh-chinh", "types/thong-bao", "issuers/van-phong", "years/2026")
    assert changed == {
        *(f"{address}/index.html" for address in (*lists, "log")),
        *(f"{kind}/index.html" for kind in ("topics", "types", "issuers", "years")),
    }
    assert before.keys() == after.keys()


def test_when_a_page_is_full_few_others_hear_of_it(tmp_path: Path) -> None:
    """The rows of the first page move to a page of their own, which only near ones lead to."""
    before, after = _lists(tmp_path / "a", 41), _lists(tmp_path / "b", 42)
    changed = {path for path, key in after.items() if before.get(path) != key}
    assert {path for path in changed if path.startswith("bulletins/")} == {
        "bulletins/index.html",
        *(f"bulletins/page/{number}/index.html" for number in (20, 19, 18, 10, 9)),
    }


def test_the_first_page_leads_to_years_and_months(tmp_path: Path) -> None:
    """Years, and the months of a year, lead to the page where they begin, and only from there.

    What is dated to the year stands in no month.
    """
    dates = ["2024-02-01", "2025-01-02", "2025-03-01", "2025-03-02", "2025", "2026-05"]
    bulletins: dict[str, str | bytes] = {
        f"{index}.md": bulletin(number=_number(index), title="A", date=date)
        for index, date in enumerate(dates)
    }
    site = load_site(write_site(tmp_path, bulletins, bantin={**VOCABULARY, "page_size": 1}))
    shell = PlainShell()
    for output in list_pages(site, shell):
        output.make()
    views = {page.address: page.view for page in shell.pages}

    def jumps(address: str) -> list[tuple[str, str]]:
        return [(link.label, link.address) for link in views[address].jumps]

    assert jumps("bulletins/") == [
        ("2026", "bulletins/"),
        ("2025", "bulletins/page/5/"),
        ("2024", "bulletins/page/1/"),
    ]
    assert jumps("years/2025/") == [
        ("Tháng 3", "years/2025/"),
        ("Tháng 1", "years/2025/page/2/"),
    ]
    assert jumps("bulletins/page/5/") == jumps("years/2024/") == []
    assert views["bulletins/page/5/"].dates == ("02/03/2025",)


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
