"""Whole sites, built by the commands of MkDocs and of ProperDocs."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

from tests.site_builder import (
    VOCABULARY,
    Built,
    broken_links,
    build,
    bulletin,
    copy_project,
    outside_links,
    snapshot,
    write_site,
)

ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')
FEEDS = ("feed.xml", "atom.xml", "feed.json")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the demonstration site."""
    config = copy_project(tmp_path_factory.mktemp("demo"))
    env = {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1", **ASCII}
    built = build(config, "--strict", env=env)
    assert built.code == 0, built.output
    return built


@pytest.fixture(scope="module")
def demo_files(demo: Built) -> dict[str, bytes]:
    """Return every file of the demonstration site."""
    return snapshot(demo.site)


def test_a_second_build_gives_the_same_bytes(demo: Built, demo_files: dict[str, bytes]) -> None:
    """Building again over the old site changes nothing, and leaves a tree to spare, no scratch."""
    again = build(demo.site.parent / "mkdocs.yml", "--strict")
    assert again.code == 0, again.output
    assert snapshot(demo.site) == demo_files
    (releases,) = demo.site.parent.glob(".site-*")
    assert [path.name for path in releases.iterdir()] == ["1"]


def test_folder_time_zone_and_locale_make_no_difference(
    demo_files: dict[str, bytes], tmp_path: Path
) -> None:
    """Another folder, time zone, locale and hash seed give the same bytes."""
    env = {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"}
    other = build(copy_project(tmp_path), "--strict", env=env)
    assert other.code == 0, other.output
    assert snapshot(other.site) == demo_files


def test_properdocs_gives_the_same_but_for_its_version(
    demo_files: dict[str, bytes], tmp_path: Path
) -> None:
    """ProperDocs builds the same site; only the name of the generator is its own."""
    other = build(copy_project(tmp_path), "--strict", program="properdocs")
    assert other.code == 0, other.output
    theirs = snapshot(other.site)
    assert theirs != demo_files
    assert {path: GENERATOR.sub(b"", data) for path, data in theirs.items()} == {
        path: GENERATOR.sub(b"", data) for path, data in demo_files.items()
    }


def test_every_path_of_the_contract_exists(demo_files: dict[str, bytes]) -> None:
    """The paths that people and programs rely on are all there."""
    folders = {path.rpartition("/")[0] for path in demo_files if path.endswith("/index.html")}
    first_pages = {folder for folder in folders if "/page/" not in folder}
    groups = {
        kind: {f for f in first_pages if f.startswith(f"{kind}/")} for kind in ("topics", "types")
    }
    assert len(groups["topics"]) == 6
    assert len(groups["types"]) >= 9
    assert {"issuers/dang-uy", "issuers/ubnd", "issuers/van-phong"} <= folders
    assert {"years/2024", "years/2025", "years/2026", "log/page/1"} <= folders
    assert {"bulletins", "bulletins/page/1", "register", "search", "feeds"} <= folders
    for folder in [*groups["topics"], *groups["types"], "issuers/ubnd", "log"]:
        assert {f"{folder}/{name}" for name in FEEDS} <= demo_files.keys()
    files = {*FEEDS, "feeds.opml", "register/register.csv", "sitemap.xml", "robots.txt", "404.html"}
    assert files <= demo_files.keys()


def test_every_link_leads_somewhere(demo: Built) -> None:
    """Each link, picture and script of each page leads to a file, each anchor to an element."""
    assert [*broken_links(demo.site)] == []


def test_nothing_leads_off_the_site_but_mail_and_the_repository(demo: Built) -> None:
    """Pages ask nothing of other servers; only mail and the repository are linked to."""
    allowed = ("mailto:vanphong@suoimay.example", "https://git.suoimay.example/van-phong/ban-tin")
    assert [link for link in outside_links(demo.site) if not link.startswith(allowed)] == []


def test_every_page_announces_the_feeds(demo: Built) -> None:
    """Feed readers find the three formats on every page, the page of a topic its own feeds too."""
    for path in demo.site.rglob("*.html"):
        tree = html.parse(path).getroot()
        if tree.xpath("//meta[@http-equiv='refresh']"):
            continue
        kinds = tree.xpath("//link[@rel='alternate']/@type")
        assert {"application/rss+xml", "application/atom+xml", "application/feed+json"} <= {*kinds}
    topic = demo.page("topics/dao-tao/index.html")
    assert "feed.xml" in topic.xpath("//link[@rel='alternate']/@href")


def test_the_outline_names_every_feed(demo: Built) -> None:
    """feeds.opml has one outline for each feed of the site, and each is there."""
    urls = demo.xml("feeds.opml").xpath("//outline/@xmlUrl")
    paths = {urlsplit(url).path.lstrip("/") for url in urls}
    built = {path.relative_to(demo.site).as_posix() for path in demo.site.rglob("feed.xml")}
    assert len(urls) == len(paths)
    assert paths == built


def test_the_sitemap_names_every_page_that_is_to_be_found(demo: Built) -> None:
    """Each address of the sitemap is a page; bulletins and hand-written pages are all in it."""
    urls = [
        url for text in demo.sitemaps().values() for url in re.findall("<loc>(.*?)</loc>", text)
    ]
    paths = [urlsplit(url).path.lstrip("/") for url in urls]
    assert len(paths) == len({*paths})
    assert [path for path in paths if not (demo.site / path / "index.html").is_file()] == []
    assert {"", "gioi-thieu/", "feeds/", "register/", "topics/dao-tao/"} <= {*paths}
    assert "Sitemap: https://bantin.suoimay.example/sitemap.xml" in demo.text("robots.txt")


def test_the_register_is_a_table_and_csv(demo: Built) -> None:
    """The table and the CSV hold the same documents; CSV begins with a mark for spreadsheets."""
    data = (demo.site / "register/register.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = [*csv.reader(io.StringIO(data.decode("utf-8-sig")))]
    table = demo.page("register/index.html").xpath("//table[@data-bt-register]/tbody/tr")
    assert len(rows) - 1 == len(table) > 30
    assert {len(row) for row in rows} == {9}


def test_the_page_of_wrong_addresses_has_a_search_form(demo: Built) -> None:
    """404.html works at any depth: its form and links start at the root of the site."""
    tree = demo.page("404.html")
    (form,) = tree.xpath("//main//form[@role='search']")
    assert form.get("action") == "/search/"
    assert form.xpath(".//input[@name='q']")


def test_the_home_page_shows_what_is_new(demo: Built) -> None:
    """A lead story, notices that are notices only, counts that are right, and the newest date."""
    tree = demo.page("index.html")
    assert len(tree.xpath("//section[contains(@class, 'bt-lead-story')]")) == 1
    notices = tree.xpath("//ul[../h2/@id='bt-notices']/li/a/@href")
    assert notices
    assert {re.sub(r".*/\d{4}/([a-z]+-[a-z]+)-.*", r"\1", link) for link in notices} <= {
        "thong-bao",
        "giay-moi",
    }
    rows = tree.xpath("//ul[../h2/@id='bt-topics']/li")
    for row in rows:
        page = demo.page(row.xpath("a/@href")[0] + "index.html")
        stamp = page.xpath("string(//p[@class='bt-stamp'])")
        assert stamp.split(" ")[0] == row.xpath("string(span)")
    newest = demo.page("bulletins/index.html").xpath("string((//time)[1]/@datetime)")
    year, month, day = newest.split("-")
    assert f"{day}/{month}/{year}" in tree.xpath("string(//p[@class='bt-updated'])")


# What follows are small sites.

PAST, FUTURE = "1780000000", "1790000000"  # around 2026-07-01


@pytest.fixture(scope="module")
def various(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a site with drafts, embargoes, aliases, files, partial dates and a hostile title."""
    hostile = 'R&D "x" <b>đậm</b> </title><script>alert(1)</script>'
    return write_site(
        tmp_path_factory.mktemp("various"),
        {
            "2026/mot.md": bulletin(
                "## Mục một\n\nXem [hai](hai.md#chi-tiet), "
                "[trang](../../docs/huong-dan.md#phan-hai), "
                "[trang](../../huong-dan.md) và [nhà](../../index.md).\n",
                attachments=[{"file": "bang.pdf"}],
                aliases=["2025/mot", "bulletins/cu/mot"],
                title="=HYPERLINK(1)",
            ),
            "2026/bang.pdf": b"%PDF-1.4 named",
            "2026/bi-mat.pdf": b"%PDF-1.4 not named by anyone",
            "2026/hai.md": bulletin("## Chi tiết\n", number="02/TB-VP", title="Hai"),
            "2026/nhap.md": bulletin(
                "Bimatnhap.\n", number="", type="tin", draft=True, title="Nhapnhap"
            ),
            "2026/hen.md": bulletin(
                "Noidunghen.\n", number="05/TB-VP", title="Tieudehen", publish_at="2026-07-01 08:00"
            ),
            "2026/chua-so.md": bulletin(
                number="", type="thong-bao", date="2026-04", title="Chờ số"
            ),
            "2026/ky-la.md": bulletin(
                number="07/TB-VP", title=hostile, summary='"><i>', to=["<u>A"]
            ),
        },
        docs={
            "huong-dan.md": "# Hướng dẫn R&D\n\n## Phần hai\n\n"
            "[một](../bulletins/2026/mot.md#muc-mot) [hai](bulletins/2026/hai.md)\n",
        },
    )


@pytest.fixture(scope="module")
def early(various: Path) -> Built:
    """Build the site of various things before its embargo ends."""
    built = build(various, "--strict", env={"SOURCE_DATE_EPOCH": PAST})
    assert built.code == 0, built.output
    return built


def _holding(built: Built, text: str) -> list[str]:
    return [path for path, data in snapshot(built.site).items() if text.encode() in data]


def test_drafts_and_unnamed_files_are_in_no_byte(early: Built) -> None:
    """Neither the name nor a word of a draft is published, nor a file that no bulletin names."""
    files = snapshot(early.site)
    assert not [path for path in files if "nhap" in path or "bi-mat" in path]
    for text in ("Nhapnhap", "nhapnhap", "Bimatnhap", "bimatnhap", "not named by anyone"):
        assert _holding(early, text) == []
    assert files["bulletins/2026/bang.pdf"] == b"%PDF-1.4 named"


def test_an_embargo_holds_until_its_time(early: Built, various: Path, tmp_path: Path) -> None:
    """A bulletin to be published later is in no byte before, and everywhere after."""
    for text in ("Tieudehen", "tieudehen", "Noidunghen", "noidunghen", "2026/hen"):
        assert _holding(early, text) == []
    env = {"SOURCE_DATE_EPOCH": FUTURE}
    late = build(various, "--strict", "--site-dir", str(tmp_path / "late"), env=env)
    assert late.code == 0, late.output
    assert {"index.html", "feed.xml", "bulletins/2026/hen/index.html", "sitemap-2026.xml"} <= {
        *_holding(late, "Tieudehen"),
        *_holding(late, "2026/hen/"),
    }


def test_what_is_not_known_is_not_invented(early: Built) -> None:
    """A bulletin without number and day says so: no day in its head, no date in its feeds."""
    page = early.page("bulletins/2026/chua-so/index.html")
    text = " ".join(page.text_content().split())
    assert "Chưa cấp số" in text
    assert "ngày … tháng 4 năm 2026" in text
    assert page.xpath("//time[starts-with(@datetime, '2026-04')]") == []
    rss = early.xml("feed.xml")
    (item,) = rss.xpath("//item[title='Chờ số']")
    assert item.find("pubDate") is None
    items = json.loads(early.text("feed.json"))["items"]
    assert [("date_published" in item) for item in items if item["title"] == "Chờ số"] == [False]
    assert "/2026/chua-so/</loc></url>" in early.text("sitemap-2026.xml")


def test_links_between_docs_and_bulletins_work_both_ways(early: Built) -> None:
    """A bulletin may be named by its path on disk or on the site, and so may a page of docs."""
    links = early.page("bulletins/2026/mot/index.html").xpath("//div[@class='bt-body']//p/a/@href")
    assert links == [
        "../hai/#chi-tiet",
        "../../../huong-dan/#phan-hai",
        "../../../huong-dan/",
        "../../../",
    ]
    links = early.page("huong-dan/index.html").xpath("//article//p/a/@href")
    assert links == ["../bulletins/2026/mot/#muc-mot", "../bulletins/2026/hai/"]


def test_a_site_in_a_subfolder_has_relative_links_only(early: Built) -> None:
    """No page but 404.html knows the folder of the site, and there each link leads somewhere."""
    assert [*broken_links(early.site, "/ban-tin/")] == []
    for path in early.site.rglob("*.html"):
        if path.name != "404.html":
            tree = html.parse(path).getroot()
            assert not [link for link in tree.xpath("//@href | //@src") if link.startswith("/")]


def test_aliases_lead_to_the_new_address(early: Built) -> None:
    """Each earlier path has a page that leads on, by a relative address, without a script."""
    for alias, target in (("2025/mot", "../../2026/mot/"), ("cu/mot", "../../2026/mot/")):
        page = early.page(f"bulletins/{alias}/index.html")
        (refresh,) = page.xpath("//meta[@http-equiv='refresh']/@content")
        assert refresh == f"0; url={target}"
        assert page.xpath("//a/@href") == [target]


def test_formulas_are_defused_in_csv(early: Built) -> None:
    """A spreadsheet takes no cell of the register for a formula."""
    rows = [*csv.reader(io.StringIO((early.site / "register/register.csv").read_text("utf-8-sig")))]
    assert "'=HYPERLINK(1)" in {row[4] for row in rows}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_front_matter_is_text_never_html(early: Built) -> None:
    """Signs of HTML in a title, a summary or a name are shown as they were written."""
    for path in ("bulletins/2026/ky-la/index.html", "index.html", "register/index.html"):
        tree = early.page(path)
        assert 'R&D "x" <b>đậm</b> </title><script>alert(1)' in tree.text_content()
        assert tree.xpath("//script[starts-with(text(), 'alert(1)')] | //main//u | //main//i") == []
        for data in tree.xpath("//script[@type='application/ld+json']/text()"):
            json.loads(data)
    page = early.page("bulletins/2026/ky-la/index.html")
    assert page.xpath("string(//title)").startswith('R&D "x" <b>đậm</b> </title>')
    assert page.xpath("//meta[@name='description']/@content") == ['"><i>']
    assert "Hướng dẫn R&D" in early.page("huong-dan/index.html").xpath("string(//title)")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Write a small site with an old, published site beside it; return its configuration."""
    config = write_site(
        tmp_path,
        {"2026/a.md": bulletin("## Mục a\n"), "2026/b.md": bulletin(number="02/TB-VP", title="B")},
        docs={"trang.md": "# Trang\n\n## Mục trang\n"},
    )
    old = tmp_path / "site"
    (old / "sub").mkdir(parents=True)
    (old / "index.html").write_text("old", "utf-8")
    (old / "sub" / "x.txt").write_text("old too", "utf-8")
    return config


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    """Return where every file is and when it was last changed."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in [folder, *folder.rglob("*")]
    }


def _refused(config: Path, *arguments: str, program: str = "mkdocs") -> str:
    """Build a site that must fail cleanly: one message, and the old site untouched."""
    site = config.parent / "site"
    before = _state(site)
    built = build(config, *arguments, program=program)
    assert built.code == 1, built.output
    assert _state(site) == before
    assert [path.name for path in config.parent.glob(".site*")] == []
    return built.output


BROKEN = {
    "a broken bulletin": (
        "bulletins/2026/c.md",
        "---\nnumber: 03/TB-VP\n---\n",
        "2026/c.md:1:1: lỗi [BT201]",
    ),
    "a link from a bulletin to nothing": (
        "bulletins/2026/c.md",
        bulletin("x\n\n[c](khong.md)\n", number="3/TB-VP"),
        "2026/c.md:11:5: lỗi [BT401]",
    ),
    "a link from a bulletin to a missing anchor": (
        "bulletins/2026/c.md",
        bulletin("[c](a.md#khong)\n", number="3/TB-VP"),
        "2026/c.md:9:5: lỗi [BT402]",
    ),
    "a link from a bulletin to a missing anchor of docs": (
        "bulletins/2026/c.md",
        bulletin("[c](../../trang.md#khong)\n", number="3/TB-VP"),
        "2026/c.md:9:5: lỗi [BT402]",
    ),
    "a page of docs where a list stands": ("docs/topics/index.md", "# Chủ đề\n", "[BT701]"),
    "a file where a folder stands": ("docs/topics", "tệp", "[BT701]"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_site_stops_and_the_old_one_stands(site: Path, name: str) -> None:
    """Whatever is wrong with bulletins ends the build with its place, and without a traceback."""
    path, content, said = BROKEN[name]
    target = site.parent / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(content, "utf-8")
    output = _refused(site)
    assert said in output
    assert "Traceback" not in output
    assert "Trang đã đăng giữ nguyên." in output


@pytest.mark.parametrize("program", ["mkdocs", "properdocs"])
@pytest.mark.parametrize(
    ("link", "said"),
    [("../bulletins/2026/khong.md", "khong.md"), ("bulletins/2026/a.md#khong", "#khong")],
)
def test_a_broken_link_of_docs_fails_a_strict_build(
    site: Path, link: str, said: str, program: str
) -> None:
    """A warning of MkDocs itself ends a strict build, names the page, and the old site stands."""
    (site.parent / "docs" / "xau.md").write_text(f"# X\n\n[x]({link})\n", "utf-8")
    output = _refused(site, "--strict", program=program)
    assert "xau.md" in output
    assert said in output
    assert "Traceback" not in output


def test_a_crash_in_a_template_leaves_the_old_site(site: Path) -> None:
    """Even an error of our own does not touch what is published."""
    page = "---\ntemplate: khong-co.html\n---\n"
    (site.parent / "docs" / "loi.md").write_text(page, "utf-8")
    assert "khong-co.html" in _refused(site)


def test_errors_of_the_disk_are_one_message(site: Path) -> None:
    """A folder that cannot be made is told in one line, not in a traceback."""
    output = _refused(site, "--site-dir", str(site / "site"))
    assert "Traceback" not in output
    assert str(site) in output


@pytest.mark.parametrize("step", ["bantin.publish.become", "bantin.releases.exchange"])
def test_a_full_disk_is_one_message(site: Path, step: str) -> None:
    """A disk that is full while the site is published is told in one line; the old site stands."""
    hook = site.parent / "full.py"
    hook.write_text(
        "from unittest.mock import patch\n\n"
        "def on_post_template(output, **_):\n"
        f"    patch('{step}', side_effect=OSError(28, 'x', 'site/a.html')).start()\n"
        "    return output\n",
        "utf-8",
    )
    site.write_text(
        site.read_text("utf-8").replace("plugins: []", f"- {hook}\nplugins: []"), "utf-8"
    )
    output = _refused(site)
    assert "«site/a.html»: đĩa đã đầy. Trang đã đăng giữ nguyên." in output
    assert "Traceback" not in output


def test_a_wrong_clock_is_one_message(site: Path) -> None:
    """A SOURCE_DATE_EPOCH that is no number is told in one line."""
    built = build(site, env={"SOURCE_DATE_EPOCH": "hôm nay"})
    assert built.code == 1
    assert "SOURCE_DATE_EPOCH" in built.output
    assert "Traceback" not in built.output


def test_the_site_folder_may_be_a_link_and_keeps_hidden_files(site: Path) -> None:
    """A linked site folder stays a link, and what MkDocs never writes (.git) stays there."""
    real = site.parent / "real"
    (site.parent / "site").rename(real)
    (site.parent / "site").symlink_to(real)
    (real / ".git").mkdir()
    (real / ".git" / "HEAD").write_text("ref", "utf-8")
    built = build(site)
    assert built.code == 0, built.output
    assert (site.parent / "site").is_symlink()
    assert (real / ".git" / "HEAD").read_text("utf-8") == "ref"
    assert not (real / "sub").exists()
    assert (real / "feed.xml").is_file()
    assert {path.name for path in site.parent.glob(".*")} == {".cache", ".real-releases"}


def test_folders_that_swallow_the_bulletins_are_refused(site: Path, tmp_path: Path) -> None:
    """Bulletins below docs/ would be published by MkDocs, drafts too; so they are refused."""
    below = tmp_path / "docs" / "tin"
    shutil.copytree(tmp_path / "bulletins", below)
    text = site.read_text("utf-8").replace(str(tmp_path / "bulletins"), str(below))
    site.write_text(text, "utf-8")
    assert "docs_dir" in _refused(site)


def test_a_site_folder_around_the_bulletins_is_refused(site: Path, tmp_path: Path) -> None:
    """The swap would take the bulletins away with the old site; so it is refused."""
    shutil.move(tmp_path / "bulletins", tmp_path / "site")
    old = str(tmp_path / "bulletins")
    site.write_text(site.read_text("utf-8").replace(old, f"{tmp_path}/site/bulletins"), "utf-8")
    assert "site_dir" in _refused(site)


def test_a_configuration_may_inherit_with_absolute_paths(site: Path, tmp_path: Path) -> None:
    """A file elsewhere that inherits this one builds the same bulletins into its own folder."""
    config = tmp_path / "elsewhere" / "mkdocs.yml"
    config.parent.mkdir()
    config.write_text(f"INHERIT: {site}\nsite_dir: {tmp_path}/elsewhere/out\n", "utf-8")
    built = build(config, "--strict")
    assert built.code == 0, built.output
    assert (tmp_path / "elsewhere" / "out" / "bulletins" / "2026" / "a" / "index.html").is_file()


def test_pages_without_folders_of_their_own_work(site: Path) -> None:
    """With use_directory_urls off, pages are files, bulletins stay folders, and links agree."""
    text = site.read_text("utf-8") + "use_directory_urls: false\n"
    site.write_text(text, "utf-8")
    body = "[trang](../../trang.md#muc-trang) [nhà](../../index.md)\n"
    target = site.parent / "bulletins" / "2026" / "c.md"
    target.write_text(bulletin(body, number="03/TB-VP"), "utf-8")
    page = site.parent / "docs" / "trang.md"
    page.write_text("# T\n\n## Mục trang\n\n[a](bulletins/2026/a.md#muc-a)\n", "utf-8")
    built = build(site, "--strict")
    assert built.code == 0, built.output
    assert (built.site / "trang.html").is_file()
    assert [*broken_links(built.site, "/ban-tin/")] == []


def test_a_dirty_build_is_a_whole_build(site: Path) -> None:
    """The option for half builds gives a whole site all the same."""
    whole = snapshot(build(site).site)
    (site.parent / "site" / "trang" / "index.html").unlink()
    assert build(site, "--dirty").code == 0
    assert snapshot(site.parent / "site") == whole


def test_later_events_find_the_site_where_it_was_asked_for(site: Path) -> None:
    """After the build the configuration names the real folder, as `mkdocs gh-deploy` needs."""
    hook = site.parent / "later.py"
    hook.write_text(
        "def on_config(config):\n    global kept\n    kept = config\n\n"
        "def on_shutdown():\n    print('site_dir =', kept.site_dir)\n",
        "utf-8",
    )
    site.write_text(
        site.read_text("utf-8").replace("plugins: []", f"- {hook}\nplugins: []"), "utf-8"
    )
    assert f"site_dir = {site.parent / 'site'}\n" in build(site).output


def test_a_site_without_bulletins_builds(tmp_path: Path) -> None:
    """An empty folder of bulletins gives an empty site, with every page in its place."""
    config = write_site(tmp_path, {}, bantin=VOCABULARY)
    built = build(config, "--strict")
    assert built.code == 0, built.output
    assert [*broken_links(built.site, "/ban-tin/")] == []
    assert built.xml("feed.xml").xpath("//item") == []
