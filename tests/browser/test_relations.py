"""The diagram of relations and the notices in a real browser: read, reached, printed."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OVERFLOW
from tests.site_builder import build, bulletin, write_site

NewPage = Callable[..., Page]
PAGES = {
    "replaced twice": "bulletins/2025/thong-bao-04-vp/",
    "acts and is acted on": "bulletins/2026/ke-hoach-15-ubnd/",
    "replaced in part": "bulletins/2025/quyet-dinh-41-ubnd/",
    "to be replaced": "bulletins/2025/quy-che-02-du/",
    "external document": "bulletins/2026/quyet-dinh-05-ubnd/",
}
NOTICES = {
    "bulletins/2025/thong-bao-04-vp/": ("ended", "Bản hiện hành: Thông báo số 28/TB-VP"),
    "bulletins/2025/quyet-dinh-41-ubnd/": ("changed", "Một phần văn bản này đã được thay thế"),
    "bulletins/2025/quy-che-02-du/": ("coming", "Từ ngày 01/01/2027, văn bản này được thay thế"),
    "bulletins/2026/quy-che-05-du/": ("status", "Văn bản này có hiệu lực từ ngày 01/01/2027."),
    "bulletins/2026/thong-bao-31-vp/": ("ended", "Văn bản này đã bị thu hồi bởi"),
    "bulletins/2026/cong-van-104-vp/": ("ended", "Văn bản này đã bị thu hồi ngày 30/09/2026"),
    "bulletins/2026/huong-dan-04-vp/": ("changed", "Văn bản này đã được đính chính bởi"),
    "bulletins/2026/thong-bao-12-ubnd/": ("changed", "đến hết ngày 31/12/2026."),
    "bulletins/2026/tin-ngay-hoi-the-thao/": ("changed", "Đính chính ngày 12/10/2026:"),
}
LONG = "Một trích yếu rất dài " * 12
# What of a text is not inside the box that it stands in, with what the browser measures.
OUTSIDE = """
boxes => boxes.flatMap((box) => {
  const frame = box.querySelector('rect').getBBox();
  return [...box.querySelectorAll('text')].filter((text) => {
    const { x, y, width, height } = text.getBBox();
    return x < frame.x || y < frame.y || x + width > frame.x + frame.width
      || y + height > frame.y + frame.height;
  }).map((text) => text.textContent);
})
"""
# The smallest text of the diagram, in pixels of the screen.
SMALLEST = """
svg => Math.min(...[...svg.querySelectorAll('text')].map(
  (text) => parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a))
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site whose relations are many, long and hostile; a.md has them all."""
    files: dict[str, str | bytes] = {
        "a.md": bulletin(
            number="01/TB-VP",
            title=LONG,
            relations={
                "based_on": [f"9999{n}/QĐ-WWWWWWWW-WWWWWWWW-MMMMMMMM" for n in range(9)],
                "implements": ["02/TB-VP"],
            },
        ),
        "b.md": bulletin(
            number="02/TB-VP", date="2026-01-05", title="<script>alert('x')</script> & \"khác\""
        ),
    }
    for serial in range(3, 203):
        files[f"n{serial}.md"] = bulletin(
            number=f"{serial}/TB-VP", date="2026-04-01", relations={"follows": ["01/TB-VP"]}
        )
    for serial in range(3):
        files[f"t{serial}.md"] = bulletin(
            number="",
            type="tin",
            date="2026-04-02",
            title=f"<script>alert('x')</script>{serial} \"'& " + LONG,
            relations={"replies_to": ["01/TB-VP"]},
        )
    built = build(write_site(tmp_path_factory.mktemp("hostile"), files))
    assert built.code == 0, built.output
    return built.site


def open_hostile(page: Page, site_url: str, site: Path) -> None:
    """Open the worst page of that site, with a policy of content that refuses styles in pages."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path.removeprefix("/thu/")
        file = site / path / "index.html" if path.endswith("/") else site / path
        route.fulfill(path=file, headers={"Content-Security-Policy": "style-src 'self'"})

    page.route(f"{site_url}thu/**", answer)
    page.goto(f"{site_url}thu/bulletins/a/")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_readable_at_every_width(  # noqa: PLR0913, PLR0917 - fixtures
    new_page: NewPage,
    axe: Callable[[Page], list[str]],
    site_url: str,
    path: str,
    width: int,
    scheme: str,
) -> None:
    """Axe finds nothing, nothing overflows, words stay in their boxes and are large enough."""
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(site_url + path)
    page.wait_for_load_state("networkidle")
    diagram = page.locator("svg.bt-diagram")
    expect(diagram).to_be_visible()
    assert axe(page) == []
    assert page.evaluate(OVERFLOW) <= 0
    assert diagram.locator(".bt-diagram__box").evaluate_all(OUTSIDE) == []
    assert diagram.evaluate(SMALLEST) >= 12
    size = diagram.bounding_box()
    assert size
    assert size["width"] <= 400
    targets = diagram.locator("a rect").evaluate_all(
        "boxes => boxes.map((box) => box.getBoundingClientRect().height)"
    )
    assert min(targets) >= 24


@pytest.mark.parametrize("width", [360, 1440])
def test_hostile_relations_are_drawn_as_words(
    new_page: NewPage, site_url: str, hostile: Path, width: int
) -> None:
    """Two hundred relations and endless or hostile names: no script, no overflow, all counted."""
    page = new_page(viewport={"width": width, "height": 900})
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    open_hostile(page, site_url, hostile)
    diagram = page.locator("svg.bt-diagram")
    expect(diagram).to_be_visible()
    assert page.evaluate(OVERFLOW) <= 0
    assert diagram.locator(".bt-diagram__box").evaluate_all(OUTSIDE) == []
    more = diagram.locator(".bt-diagram__box--more")
    expect(more.locator("text")).to_have_text(["và 5 văn bản khác", "và 196 văn bản khác"])
    expect(page.locator("#bt-relations-list > li")).to_have_count(213)
    assert diagram.locator("script").count() == 0
    expect(diagram).to_contain_text("<script>alert('x')</script>2")
    more.last.click()
    assert page.evaluate("location.hash") == "#bt-relations"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_links_are_reached_and_followed_by_keyboard(
    new_page: NewPage, site_url: str, scheme: str
) -> None:
    """Tab goes through the documents in the order of reading, each shows it, Enter follows."""
    page = new_page(viewport={"width": 360, "height": 900}, color_scheme=scheme)
    page.goto(site_url + PAGES["acts and is acted on"])
    page.wait_for_load_state("networkidle")
    links = page.locator("svg.bt-diagram a")
    calm = links.first.locator("rect").evaluate("rect => getComputedStyle(rect).stroke")
    links.first.focus()
    page.keyboard.press("Shift+Tab")
    seen = []
    for _ in range(links.count()):
        page.keyboard.press("Tab")
        look = page.evaluate(
            """() => {
              const link = document.activeElement;
              const frame = getComputedStyle(link.querySelector('rect'));
              return [link.querySelector('.bt-diagram__name').textContent, frame.stroke,
                parseFloat(frame.strokeWidth), getComputedStyle(link).outlineStyle];
            }"""
        )
        seen.append(look[0])
        assert look[1] != calm
        assert look[2:] == [3, "solid"]
    expected = ["05/QĐ-UBND", "88/VP-HC", "123/UBND-VP", "04/HD-VP", "415/UBND-VP"]
    assert seen == expected
    page.keyboard.press("Enter")
    page.wait_for_url("**/bulletins/2026/cong-van-415-ubnd/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hoàn thiện, nộp lưu hồ sơ")


def test_list_and_diagram_say_the_same(page: Page, site_url: str) -> None:
    """The list beside the diagram has all its documents, and the diagram points to it."""
    for path in PAGES.values():
        page.goto(site_url + path)
        diagram = page.get_by_role("group", name="Lược đồ")
        expect(diagram).to_have_attribute("aria-details", "bt-relations-list")
        listed = page.locator("#bt-relations-list a")
        assert {*diagram.locator("a").evaluate_all("all => all.map((a) => a.href.baseVal)")} == {
            *listed.evaluate_all("all => all.map((a) => a.getAttribute('href'))")
        }
    page.goto(site_url + PAGES["replaced twice"])
    link = page.get_by_role("link", name="Bản hiện hành: 28/TB-VP, Giờ giao nhận văn bản giấy")
    link.click()
    page.wait_for_url("**/bulletins/2026/thong-bao-28-vp/")


def test_a_strict_policy_of_content_has_nothing_to_refuse(page: Page, site_url: str) -> None:
    """Neither diagram nor notices have styles, scripts or handlers of their own."""
    for path in PAGES.values():
        page.goto(site_url + path)
        for part in ("svg.bt-diagram", ".bt-notices"):
            found = page.locator(part).evaluate_all(
                """parts => parts.flatMap((part) => [part, ...part.querySelectorAll('*')])
                  .filter((one) => one.matches('style, script, foreignObject')
                    || [...one.attributes].some(({ name }) => /^(style|on)/.test(name)))
                  .map((one) => one.outerHTML)"""
            )
            assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("path", "notice"), NOTICES.items(), ids=[*NOTICES])
def test_notices_stand_at_the_top_on_screen_and_paper(
    new_page: NewPage, site_url: str, path: str, notice: tuple[str, str], scheme: str
) -> None:
    """Each kind of notice is above the text; on paper it is black or brown on white."""
    kind, words = notice
    page = new_page(viewport={"width": 360, "height": 900}, color_scheme=scheme)
    page.goto(site_url + path)
    found = page.locator(f".bt-notices__{kind}", has_text=words)
    expect(found).to_be_visible()
    heading = page.get_by_role("heading", level=1).bounding_box()
    box = found.bounding_box()
    assert heading
    assert box
    assert box["y"] < heading["y"]
    page.emulate_media(media="print", color_scheme="dark" if scheme == "dark" else "light")
    expect(found).to_be_visible()
    shades = found.evaluate("one => getComputedStyle(one).color.match(/\\d+/g).map(Number)")
    assert max(shades[:3]) < 130


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_has_diagram_and_list(new_page: NewPage, site_url: str, scheme: str) -> None:
    """On paper the relations stay, dark on white whatever colours the reader's screen has."""
    page = new_page(viewport={"width": 624, "height": 900}, color_scheme=scheme)
    page.goto(site_url + PAGES["replaced twice"])
    page.emulate_media(media="print")
    expect(page.locator("svg.bt-diagram")).to_be_visible()
    expect(page.locator("#bt-relations-list li")).to_have_count(2)
    texts = page.locator("svg.bt-diagram text, #bt-relations-list a, .bt-letter__subject")
    shades = texts.evaluate_all(
        """all => all.map((one) => {
          const style = getComputedStyle(one);
          const color = one.matches('svg *') ? style.fill : style.color;
          return color.match(/\\d+/g).slice(0, 3).map(Number);
        })"""
    )
    assert max(sum(shade) / 3 for shade in shades) < 130


def test_without_javascript_all_is_there(new_page: NewPage, site_url: str) -> None:
    """Diagram, list and notices need no JavaScript."""
    page = new_page(java_script_enabled=False)
    page.goto(site_url + PAGES["replaced twice"])
    expect(page.locator(".bt-notices__ended")).to_have_count(2)
    expect(page.locator("#bt-relations-list li")).to_have_count(2)
    page.locator("svg.bt-diagram a", has_text="09/TB-VP").click()
    page.wait_for_url("**/bulletins/2026/thong-bao-09-vp/")
