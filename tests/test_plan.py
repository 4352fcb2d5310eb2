"""The plan of a site: what is in it, and what stands in its way."""

from pathlib import Path

import pytest

from bantin.plan import Plan, plan
from tests.site_builder import PlainShell, bulletin, load_site, write_site

TWO = {"2026/a.md": bulletin(), "2026/b.md": bulletin(number="02/TB-VP", title="B")}


def _plan(
    folder: Path, bulletins: dict[str, str | bytes], taken: dict[str, str] | None = None
) -> Plan:
    return plan(load_site(write_site(folder, bulletins)), PlainShell(), taken)


def test_no_two_outputs_share_a_path(tmp_path: Path) -> None:
    """Every path of the plan is its own, and stays below the site's folder."""
    planned = _plan(tmp_path, {**TWO})
    paths = [output.path for output in planned.outputs]
    assert planned.problems == ()
    assert len(paths) == len({*paths})
    assert not [path for path in paths if path.startswith("/") or ".." in path or "\\" in path]


@pytest.mark.parametrize(
    ("aliases", "address"),
    [
        (["2026/a"], "bulletins/2026/a/"),
        (["2026//./a/"], "bulletins/2026/a/"),
        (["."], "bulletins/"),
        (["page/../2026/a.md"], None),
        (["2026/b"], None),
        (["cu", "cu", "bulletins/cu"], None),
    ],
)
def test_an_alias_may_not_take_the_place_of_a_page(
    tmp_path: Path, aliases: list[str], address: str | None
) -> None:
    """An earlier path that is now another page is refused; one's own path is no matter."""
    try:
        bulletins = {**TWO, "2026/b.md": bulletin(number="2/TB-VP", title="B", aliases=aliases)}
        planned = _plan(tmp_path, {**bulletins})
    except AssertionError:
        assert ".." in aliases[0]  # the schema has refused it
        return
    assert [found.details["address"] for found in planned.problems] == (
        [address] if address else []
    )
    assert {found.kind.code for found in planned.problems} <= {"BT701"}


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("topics/index.html", "topics/"),
        ("feed.xml", "feed.xml"),
        ("register", "register/"),
        ("sitemap.xml/index.html", "sitemap.xml"),
    ],
)
def test_a_page_of_docs_may_not_stand_where_an_output_does(
    tmp_path: Path, path: str, address: str
) -> None:
    """A file on a file, a file on a folder, a folder on a file: each is told, with its source."""
    planned = _plan(tmp_path, {**TWO}, {path: "docs/x.md"})
    assert planned.problems
    for found in planned.problems:
        assert found.kind.code == "BT701"
        assert found.place.file == "docs/x.md"
        assert found.details["address"].startswith(address)


def test_the_plan_makes_nothing(tmp_path: Path) -> None:
    """Until an output is asked for its bytes, no page is rendered."""
    shell = PlainShell()
    planned = plan(load_site(write_site(tmp_path, {**TWO})), shell)
    assert shell.pages == []
    page = next(o for o in planned.outputs if o.path == "bulletins/2026/a/index.html")
    assert page.make() == page.make()
    assert page.source.endswith("bulletins/2026/a.md")
