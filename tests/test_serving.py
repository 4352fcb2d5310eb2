"""The files for web servers, as texts: what each says, and what it must never say."""

import re
from pathlib import Path, PurePosixPath

import pytest
from click.testing import CliRunner

from bantin.cli import main
from bantin.files import known_suffixes
from bantin.serving import BuiltSite, server_files
from tests.site_builder import build, bulletin, write_site

FILES = (
    "404.html",
    "assets/javascripts/bundle.a5f9d56c.min.js",
    "assets/javascripts/page.js",
    "bulletins/2025/a/event.ics",
    "bulletins/2026/b/event.ics",
    "calendar.ics",
    "feed.xml",
    "feeds.opml",
    "index.html",
    "topics/mot/atom.xml",
    "topics/mot/feed.json",
    "topics/hai/feed.json",
)
INTERNAL = BuiltSite(PurePosixPath("/srv/trang của xã"), "/", is_internal=True, files=FILES)
PUBLIC = BuiltSite(PurePosixPath("/srv/trang"), "/ban-tin/", is_internal=False, files=FILES)


def rules(text: str) -> dict[str, dict[str, str]]:
    """Return the headers of each path of a `_headers` file."""
    found: dict[str, dict[str, str]] = {}
    for line in text.split("\n"):
        if line.startswith("/"):
            assert line not in found
            current = found.setdefault(line, {})
        elif line.strip() and not line.startswith("#"):
            name, _, value = line.strip().partition(": ")
            current[name] = value
    return found


def pattern(path: str) -> re.Pattern[str]:
    """Return what a path of `_headers` matches: `*` anything, `:name` anything but a slash."""
    parts = re.split(r"(\*|:\w+)", path)
    return re.compile(
        "".join(
            ".*" if part == "*" else "[^/]+" if part.startswith(":") else re.escape(part)
            for part in parts
        )
    )


@pytest.mark.parametrize("site", [INTERNAL, PUBLIC], ids=["internal", "public"])
def test_the_policy_has_nothing_unsafe(site: BuiltSite) -> None:
    """Scripts and styles are files of the site; nobody frames it; all servers say the same."""
    policy = site.headers["Content-Security-Policy"]
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert "unsafe" not in policy
    assert "*" not in policy
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    for text in server_files(site).values():
        assert policy in text


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile", "_headers"])
def test_each_server_sends_each_header(name: str) -> None:
    """An internal site is kept out of search engines, a public one is not; all else is the same."""
    text = server_files(INTERNAL)[name]
    for header, value in INTERNAL.headers.items():
        assert re.search(rf'{header}:? "?{re.escape(value)}', text), header
    assert "X-Robots-Tag" in text
    assert "X-Robots-Tag" not in server_files(PUBLIC)[name]
    expected = {
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Permissions-Policy",
        "Cross-Origin-Opener-Policy",
    }
    assert expected <= PUBLIC.headers.keys()


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_every_kind_of_attachment_has_a_type(name: str) -> None:
    """What may be published is served as what it is."""
    text = server_files(PUBLIC)[name]
    for suffix in known_suffixes().split(", "):
        assert re.search(rf"[ |(:]{suffix.removeprefix('.')}[ |);]", text), suffix


def test_no_path_is_given_a_header_twice() -> None:
    """Hosts join what several rules say of one header, so no two rules may say it of one file."""
    found = rules(server_files(PUBLIC)["_headers"])
    for path in FILES:
        given: list[str] = []
        for rule, headers in found.items():
            if pattern(rule).fullmatch(f"/ban-tin/{path}"):
                given += headers
        assert sorted(given) == sorted({*given}), path
        assert ("Cache-Control" in given) == ("a5f9d56c" in path), path
    assert found["/ban-tin/bulletins/:folder1/:folder2/event.ics"] == {
        "Content-Type": "text/calendar; charset=utf-8"
    }
    assert found["/ban-tin/topics/:folder1/feed.json"] == {"Content-Type": "application/feed+json"}


def test_hosts_take_the_file() -> None:
    """Cloudflare Pages takes 100 rules of at most 2,000 characters a line."""
    text = server_files(INTERNAL)["_headers"]
    assert len(rules(text)) <= 100
    assert max(map(len, text.split("\n"))) <= 2000


def test_a_folder_with_a_space_is_quoted() -> None:
    """A path stands in quotation marks, wherever it stands."""
    files = server_files(INTERNAL)
    assert '  alias "/srv/trang của xã/";' in files["nginx.conf"]
    assert files["Caddyfile"].count('root * "/srv/trang của xã/"') == 2


# The command


def test_headers_are_written_beside_the_site(tmp_path: Path) -> None:
    """Without -o they go to deploy/ beside the site, never into it; writing again changes none."""
    config = write_site(tmp_path, {"a.md": bulletin()})
    assert build(config, "--strict").code == 0
    ran = CliRunner().invoke(main, ["headers", "-f", str(config)])
    assert ran.exit_code == 0, ran.output
    written = {file.name: file.read_bytes() for file in (tmp_path / "deploy").iterdir()}
    assert written.keys() == {"nginx.conf", "Caddyfile", "_headers"}
    assert b'location ^~ "/ban-tin/"' in written["nginx.conf"]
    assert not {*written} & {path.name for path in (tmp_path / "site").rglob("*")}
    other = CliRunner().invoke(main, ["headers", "-f", str(config), "-o", str(tmp_path / "khac")])
    assert other.exit_code == 0, other.output
    assert {file.name: file.read_bytes() for file in (tmp_path / "khac").iterdir()} == written


@pytest.mark.parametrize(
    ("output", "page", "told"),
    [
        ("deploy", None, "chưa được dựng"),
        ("site/deploy", "<p>A</p>", "nằm trong trang"),
        ("deploy", "<p>A</p><script>a()</script>", "«<script>» mà chính sách bảo mật sẽ chặn"),
        ("mkdocs.yml/deploy", "<p>A</p>", "không ghi được"),
    ],
    ids=["no site", "into the site", "a site of an earlier version", "no folder"],
)
def test_what_stands_against_it_is_said(
    tmp_path: Path, output: str, page: str | None, told: str
) -> None:
    """One clear problem, exit code 1, and nothing is written."""
    config = write_site(tmp_path, {"a.md": bulletin()})
    if page:
        (tmp_path / "site").mkdir()
        (tmp_path / "site/index.html").write_text(page, "utf-8")
        (tmp_path / "site/404.html").write_text("<p>B</p>", "utf-8")
    ran = CliRunner().invoke(main, ["headers", "-f", str(config), "-o", str(tmp_path / output)])
    assert ran.exit_code == 1
    assert ran.output.count("[BT612]") == 1, ran.output
    assert told in ran.output
    assert not (tmp_path / output).exists()


def test_settings_with_errors_are_told(tmp_path: Path) -> None:
    """Without the address of the site there is no path to serve it at."""
    config = write_site(tmp_path, {}, site_url=None)
    ran = CliRunner().invoke(main, ["headers", "-f", str(config)])
    assert ran.exit_code == 1
    assert "[BT605]" in ran.output
