"""The written files at work: Debian's nginx and Caddy over the demonstration site, on loopback."""

import base64
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.servers import SERVERS, write_headers
from tests.site_builder import Built, build, copy_project, snapshot

ADDRESS = "https://bantin.suoimay.example/"
TYPES = {
    "": "text/html; charset=utf-8",
    "register/": "text/html; charset=utf-8",
    "feed.xml": "application/rss+xml; charset=utf-8",
    "atom.xml": "application/atom+xml; charset=utf-8",
    "feed.json": "application/feed+json",
    "topics/chuyen-doi-so/feed.xml": "application/rss+xml; charset=utf-8",
    "topics/chuyen-doi-so/calendar.ics": "text/calendar; charset=utf-8",
    "calendar.ics": "text/calendar; charset=utf-8",
    "bulletins/2026/giay-moi-31-du/event.ics": "text/calendar; charset=utf-8",
    "feeds.opml": "text/x-opml; charset=utf-8",
    "sitemap.xml": "application/xml",
    "robots.txt": "text/plain; charset=utf-8",
    "api/bulletins.json": "application/json",
    "register/register.csv": "text/csv; charset=utf-8",
    "register/register.xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "assets/javascripts/page.js": "text/javascript; charset=utf-8",
    "assets/stylesheets/bantin.css": "text/css; charset=utf-8",
    "assets/images/favicon.svg": "image/svg+xml",
}
# How an operator asks for a password: that of «ten» is «mat-khau».
LOGIN = "Basic " + base64.b64encode(b"ten:mat-khau").decode()
GUARDS = {
    "nginx": 'auth_basic "Ban tin"; auth_basic_user_file {folder}/passwords;',
    "caddy": (
        "basicauth * {{\n    ten $2a$14$cKuGR4TAwY86F7zs8DcwrujhXKkUNhsKxddCqWR2DBm42.xDM2i7O\n  }}"
    ),
}


@pytest.fixture(scope="module", params=["/", "/ban-tin/"], ids=["root", "subfolder"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the demonstration site, at the root of its host and in a folder of it."""
    config = copy_project(tmp_path_factory.mktemp("served"))
    text = config.read_text("utf-8")
    config.write_text(text.replace(ADDRESS, ADDRESS[:-1] + request.param), "utf-8")
    built = build(config, "--strict")
    assert built.code == 0, built.output
    return built


@pytest.fixture(scope="module", params=SERVERS)
def home(
    request: pytest.FixtureRequest, built: Built, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve it; return the address of its home page."""
    config = built.site.parent / "mkdocs.yml"
    mount = urlsplit(built.xml("sitemap.xml").xpath("string(//*[local-name()='loc'])")).path
    with SERVERS[request.param](
        write_headers(config), tmp_path_factory.mktemp(request.param)
    ) as origin:
        yield origin + mount[: mount.rindex("/") + 1]


def ask(url: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    """Ask for an address, as it is written; redirects are not followed."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=30)
    connection.request("GET", parts.path, headers=headers)
    response = connection.getresponse()
    data = response.read()
    connection.close()
    return response, data


def test_types(home: str) -> None:
    """Pages, feeds, calendars and files are served as what they are."""
    found = {}
    for path in TYPES:
        response, _data = ask(home + path)
        assert response.status == 200, path
        found[path] = response.getheader("Content-Type")
    assert found == TYPES


def test_every_answer_has_the_headers(home: str) -> None:
    """Pages, files, redirects within a folder and what is missing: all have policy and headers."""
    for path in ("", "feed.xml", "assets/javascripts/page.js", "khong-co/", "khong-co/feed.xml"):
        response, _data = ask(home + path)
        assert "script-src 'self'" in (response.getheader("Content-Security-Policy") or ""), path
        assert response.getheader("X-Content-Type-Options") == "nosniff"
        assert response.getheader("Referrer-Policy") == "same-origin"
        assert response.getheader("X-Robots-Tag") == "noindex"
        assert response.getheader("Cross-Origin-Opener-Policy") == "same-origin"
        assert "camera=()" in (response.getheader("Permissions-Policy") or "")
        names = [name.lower() for name, _value in response.getheaders()]
        assert len(names) == len({*names}), path


def test_what_is_missing_is_the_page_of_wrong_addresses(home: str, built: Built) -> None:
    """404 with that page, whatever kind of file was asked for; folders and hidden files too."""
    hidden = built.site / ".an"
    hidden.mkdir(exist_ok=True)
    (hidden / "a.txt").write_text("ẩn", "utf-8")
    page = (built.site / "404.html").read_bytes()
    for path in ("khong-co/", "khong-co/feed.xml", "a.aaaaaaaa.min.js", "assets/", ".an/a.txt"):
        response, data = ask(home + path)
        assert response.status == 404, path
        assert data == page, path
        assert response.getheader("Content-Type") == "text/html; charset=utf-8", path
        assert response.getheader("Cache-Control") == "no-cache", path


def test_no_path_leads_out_of_the_site(home: str) -> None:
    """Dots, encoded or not, do not reach the project beside the site."""
    for path in ("../mkdocs.yml", "%2e%2e/mkdocs.yml", "assets/..%2f..%2fmkdocs.yml", "..%5c"):
        response, data = ask(home + path)
        assert b"site_name" not in data, path
        # Caddy answers nothing where no site is.
        assert response.status in (400, 403, 404) or not data, path


def test_a_folder_without_its_slash_leads_to_the_folder(home: str) -> None:
    """The redirect names no host, so that it holds behind a proxy, too."""
    mount = urlsplit(home).path
    response, _data = ask(f"{home}register")
    assert response.status in (301, 308)
    assert response.getheader("Location") == f"{mount}register/"
    if mount != "/":
        response, _data = ask(home.removesuffix("/"))
        assert response.status in (301, 308)
        assert response.getheader("Location") == mount


def test_texts_are_compressed(home: str) -> None:
    """Pages, scripts, feeds and calendars are; a workbook is compressed already."""
    for path in ("", "assets/javascripts/search.js", "feed.xml", "feed.json", "calendar.ics"):
        response, data = ask(home + path, **{"Accept-Encoding": "gzip"})
        assert response.getheader("Content-Encoding") == "gzip", path
        assert response.getheader("Vary") == "Accept-Encoding", path
        assert len(data) < len(ask(home + path)[1]) / 2, path
    response, _data = ask(f"{home}register/register.xlsx", **{"Accept-Encoding": "gzip"})
    assert response.getheader("Content-Encoding") is None


def test_caching(home: str, built: Built) -> None:
    """What has a hash in its name is kept for good; all else is asked for again."""
    (bundle,) = built.site.glob("assets/javascripts/bundle.*.min.js")
    response, _data = ask(f"{home}assets/javascripts/{bundle.name}")
    assert response.getheader("Cache-Control") == "public, max-age=31536000, immutable"
    for path in TYPES:
        response, _data = ask(home + path)
        assert response.getheader("Cache-Control") == "no-cache", path
        assert response.getheader("ETag"), path
        assert response.getheader("Last-Modified"), path


def test_a_rebuild_without_changes_is_answered_by_304(home: str, built: Built) -> None:
    """By ETag and by Last-Modified, compressed or not, nothing is sent twice."""
    before = snapshot(built.site)
    known = {}
    for path in TYPES:
        for coding in ("gzip", "identity"):
            response, _data = ask(home + path, **{"Accept-Encoding": coding})
            known[path, coding] = response
    again = build(built.site.parent / "mkdocs.yml", "--strict")
    assert again.code == 0, again.output
    assert snapshot(built.site) == before
    for (path, coding), response in known.items():
        tag, modified = response.getheader("ETag"), response.getheader("Last-Modified")
        assert tag
        assert modified
        for asked in ({"If-None-Match": tag}, {"If-Modified-Since": modified}):
            repeated, data = ask(home + path, **{"Accept-Encoding": coding, **asked})
            assert (repeated.status, data) == (304, b""), (path, coding, asked)


@pytest.mark.parametrize("name", SERVERS)
def test_a_password_before_the_site(name: str, built: Built, tmp_path: Path) -> None:
    """Without it nothing of the site is shown, not even what is missing; feeds take it, too."""
    (tmp_path / "passwords").write_text("ten:{SHA}HWrmKWNDzJ07BNQ52utQRRwPcEI=\n")
    guard = GUARDS[name].format(folder=tmp_path)
    mount = urlsplit(built.xml("sitemap.xml").xpath("string(//*[local-name()='loc'])")).path
    mount = mount[: mount.rindex("/") + 1]
    deploy = write_headers(built.site.parent / "mkdocs.yml")
    with SERVERS[name](deploy, tmp_path, guard) as origin:
        for path in ("", "feed.xml", "calendar.ics", "khong-co/"):
            refused, data = ask(origin + mount + path)
            assert refused.status == 401, path
            assert (refused.getheader("WWW-Authenticate") or "").startswith("Basic"), path
            assert b"bt-" not in data, path
            response, data = ask(origin + mount + path, Authorization=LOGIN)
            assert response.status == (404 if path == "khong-co/" else 200), path
            assert data, path
