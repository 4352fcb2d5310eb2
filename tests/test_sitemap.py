"""The sitemaps: parts by kind and year, and their index (sitemaps.org protocol 0.9)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from bantin.model import Site
from bantin.output import Output
from bantin.outputs import sitemap as module
from bantin.outputs.sitemap import sitemap
from tests.site_builder import VOCABULARY, build, bulletin, load_site, write_site

_URL = "https://thu.example/ban-tin/"
_NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_Named = list[tuple[str, str | None]]


def _notice(serial: int, date: str, **front: Any) -> str:
    return bulletin(number=f"{serial:02}/TB-VP", title=f"Số {serial}", date=date, **front)


BULLETINS: dict[str, str | bytes] = {
    "2024/a.md": _notice(1, "2024-03-01"),
    "2024/b.md": _notice(2, "2024-05-02"),
    "2025/c.md": _notice(3, "2025-06-03"),
    "2025/d.md": _notice(4, "2025-07"),
}


def _site(folder: Path, bulletins: dict[str, str | bytes] | None = None) -> Site:
    return load_site(write_site(folder, bulletins or BULLETINS), now="2026-11-20")


def _outputs(site: Site, lists: Sequence[str] = ("topics/",)) -> dict[str, Output]:
    return {output.path: output for output in sitemap(site, {"lists": lists, "cited": ()})}


def _named(data: bytes, root: str, element: str) -> _Named:
    """Return the addresses in a file with their days, having held it against the protocol."""
    assert len(data) <= 50 * 1024 * 1024
    tree = etree.fromstring(data)
    assert tree.tag == _NAMESPACE + root
    assert 1 <= len(tree) <= 50_000
    found: _Named = []
    for child in tree:
        assert child.tag == _NAMESPACE + element
        tags = [part.tag.removeprefix(_NAMESPACE) for part in child]
        assert tags in (["loc"], ["loc", "lastmod"])
        address = child.findtext(f"{_NAMESPACE}loc") or ""
        # A sitemap names only what is below its own folder, here that of the site.
        assert address.startswith(_URL)
        assert len(address) < 2048
        found.append((address.removeprefix(_URL), child.findtext(f"{_NAMESPACE}lastmod")))
    return found


def _index(outputs: dict[str, Output]) -> _Named:
    return _named(outputs["sitemap.xml"].make(), "sitemapindex", "sitemap")


def _part(outputs: dict[str, Output], path: str) -> _Named:
    return _named(outputs[path].make(), "urlset", "url")


def test_each_year_has_a_part_and_the_index_names_them(tmp_path: Path) -> None:
    """The index names every part, with the day of the newest change that a part knows of."""
    outputs = _outputs(_site(tmp_path))
    assert _index(outputs) == [
        ("sitemap-lists.xml", None),
        ("sitemap-2025.xml", "2025-06-03"),
        ("sitemap-2024.xml", "2024-05-02"),
    ]
    assert outputs.keys() == {*dict(_index(outputs)), "sitemap.xml", "robots.txt"}
    assert _part(outputs, "sitemap-lists.xml") == [("topics/", None)]
    assert _part(outputs, "sitemap-2025.xml") == [
        ("bulletins/2025/c/", "2025-06-03"),
        ("bulletins/2025/d/", None),
    ]
    assert f"Sitemap: {_URL}sitemap.xml\n".encode() in outputs["robots.txt"].make()


def test_a_new_bulletin_changes_its_year_and_the_index(tmp_path: Path) -> None:
    """The parts of other years, and those of other kinds, keep their keys."""
    before = _outputs(_site(tmp_path / "a"))
    after = _outputs(_site(tmp_path / "b", {**BULLETINS, "f.md": _notice(6, "2025-08-01")}))
    changed = {path for path in after if after[path].key != before[path].key}
    assert changed == {"sitemap.xml", "sitemap-2025.xml"}


def test_what_changed_a_bulletin_is_its_last_change(tmp_path: Path) -> None:
    """A correction, a recall by another and a late publication count; what is to come does not."""
    told = [{"date": "2025-01-05", "text": "Sửa."}, {"date": "2027-01-05", "text": "Sửa."}]
    bulletins = {
        **BULLETINS,
        "2024/a.md": _notice(1, "2024-03-01", corrections=told),
        "2024/b.md": _notice(2, "2024-05-02", publish_at="2024-05-09 08:00"),
        "2026/f.md": _notice(6, "2026-02-03", relations={"recalls": ["03/TB-VP"]}),
    }
    outputs = _outputs(_site(tmp_path, bulletins))
    assert _part(outputs, "sitemap-2024.xml") == [
        ("bulletins/2024/a/", "2025-01-05"),
        ("bulletins/2024/b/", "2024-05-09"),
    ]
    assert dict(_index(outputs))["sitemap-2024.xml"] == "2025-01-05"
    assert dict(_part(outputs, "sitemap-2025.xml"))["bulletins/2025/c/"] == "2026-02-03"


def test_a_back_filled_year_has_no_day(tmp_path: Path) -> None:
    """Nobody has told when a back-filled bulletin came; an old day would keep robots away."""
    bulletins = {**BULLETINS, "2024/f.md": _notice(6, "2024-01-01", silent=True)}
    outputs = _outputs(_site(tmp_path, bulletins))
    assert dict(_index(outputs))["sitemap-2024.xml"] is None
    assert dict(_part(outputs, "sitemap-2024.xml"))["bulletins/2024/f/"] == "2024-01-01"


def test_a_part_too_long_goes_on_in_further_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New bulletins come into the last file of a year; the files before it stay as they are."""
    monkeypatch.setattr(module, "_MOST", 2)
    before = _outputs(_site(tmp_path / "a"))
    assert "sitemap-2024-2.xml" not in before
    after = _outputs(_site(tmp_path / "b", {**BULLETINS, "f.md": _notice(6, "2024-08-01")}))
    assert after["sitemap-2024.xml"].key == before["sitemap-2024.xml"].key
    assert _part(after, "sitemap-2024-2.xml") == [("bulletins/f/", "2024-08-01")]
    assert dict(_index(after))["sitemap-2024-2.xml"] == "2024-08-01"


def test_the_longest_parts_keep_to_the_protocol(tmp_path: Path) -> None:
    """Of 50,001 addresses as long as they may be, no file has too many or is too large."""
    lists = [f"{number:05}/".rjust(2047 - len(_URL), "a") for number in range(50_001)]
    outputs = _outputs(_site(tmp_path), lists)
    paths = [path for path, _day in _index(outputs) if path.startswith("sitemap-lists")]
    found = [address for path in paths for address, _day in _part(outputs, path)]
    assert found == lists


def test_the_part_of_a_year_that_is_gone_is_removed(tmp_path: Path) -> None:
    """When the last bulletin of a year goes, its sitemap goes too."""
    config = write_site(tmp_path, BULLETINS, bantin=VOCABULARY)
    built = build(config)
    assert built.code == 0, built.output
    assert f"{_URL}sitemap-2024.xml" in built.sitemaps()
    assert f"<loc>{_URL}</loc>" in built.sitemaps()[f"{_URL}sitemap-docs.xml"]
    for name in ("a", "b"):
        (tmp_path / "bulletins" / "2024" / f"{name}.md").unlink()
    gone = [f"bulletins/2024/{name}/ - gone 2026-03-01 Nhầm\n" for name in ("a", "b")]
    (tmp_path / "addresses.tsv").write_text("".join(gone), "utf-8")
    built = build(config)
    assert built.code == 0, built.output
    assert f"{_URL}sitemap-2024.xml" not in built.sitemaps()
    assert not (built.site / "sitemap-2024.xml").exists()
    assert (built.site / "sitemap-2025.xml").exists()
