"""The register in pages: every year its own, long years cut, and what a new document changes."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest

from bantin.outputs import register as module
from bantin.outputs.register import RegisterView, register
from tests.site_builder import VOCABULARY, PlainShell, bulletin, load_site, write_site

_START = date(2025, 1, 1)


def _made(folder: Path, count: int) -> tuple[dict[str, RegisterView], dict[str, str], bytes]:
    """Return views by address, keys by path, and the CSV, of a register of *count* documents.

    There are ten of 2024; all others are of 2025, thirty a day.
    """
    days = [date(2024, 5, 1)] * 10
    days += [_START + timedelta(days=index // 30) for index in range(count - 10)]
    bulletins: dict[str, str | bytes] = {
        f"{index}.md": bulletin(number=f"{index}/TB-VP", title="A", date=day.isoformat())
        for index, day in enumerate(days, 1)
    }
    shell = PlainShell()
    site = load_site(write_site(folder, bulletins, bantin=VOCABULARY))
    outputs = {output.path: output for output in register(site, shell)}
    for path, output in outputs.items():
        if path.endswith("index.html"):
            output.make()
    keys = {path: output.key for path, output in outputs.items()}
    views = {page.address: page.view for page in shell.pages}
    return views, keys, outputs["register/register.csv"].make()


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ROWS", 50)


def test_a_short_register_is_one_table(tmp_path: Path) -> None:
    """It holds all years, which have pages of their own too."""
    views, _keys, _csv = _made(tmp_path, 99)
    assert [*views] == ["register/", "register/2025/", "register/2024/"]
    assert [len(view.rows) for view in views.values()] == [99, 89, 10]
    assert [view.total for view in views.values()] == [99, 89, 10]
    assert not any(view.paging.pages or view.jumps for view in views.values())


def test_a_long_register_begins_with_its_newest_year(tmp_path: Path) -> None:
    """No page has twice the rows of one; the first leads to months and to further pages."""
    views, _keys, content = _made(tmp_path, 211)
    assert {address: len(view.rows) for address, view in views.items()} == {
        "register/": 51,
        "register/2025/": 51,
        "register/2025/page/3/": 50,
        "register/2025/page/2/": 50,
        "register/2025/page/1/": 50,
        "register/2024/": 10,
    }
    first, further = views["register/"], views["register/2025/page/3/"]
    assert first.label == "Sổ văn bản năm 2025"
    assert first.rows == views["register/2025/"].rows
    assert first.paging.older == "register/2025/page/3/"
    assert [year.address for year in first.years] == ["register/2025/", "register/2024/"]
    assert (first.total, further.total) == (201, None)
    assert further.dates == ("05/01/2025", "04/01/2025")
    numbers = [row.number for address in views for row in views[address].rows]
    assert numbers[51:] == [f"{index}/TB-VP" for index in range(211, 0, -1)]
    # The files are of the whole.
    assert len([*csv.reader(io.StringIO(content.decode("utf-8-sig")))]) == 1 + 211


def test_months_are_offered_where_a_year_is_cut(tmp_path: Path) -> None:
    """From the first page of a long year each of its months is one click away."""
    views, _keys, _csv = _made(tmp_path, 10 + 30 * 41)
    assert [(link.label, link.address) for link in views["register/2025/"].jumps] == [
        ("Tháng 2", "register/2025/"),
        ("Tháng 1", "register/2025/page/19/"),
    ]
    assert views["register/2025/page/19/"].jumps == views["register/2024/"].jumps == ()


def test_a_new_document_changes_the_newest_pages_alone(tmp_path: Path) -> None:
    """Further pages of its year and all of other years stay as they are, files and all."""
    _views, before, _csv = _made(tmp_path / "a", 211)
    _views, after, _csv = _made(tmp_path / "b", 212)
    assert before.keys() == after.keys()
    assert {path for path in after if after[path] != before[path]} == {
        f"{folder}{name}"
        for folder in ("register/", "register/2025/")
        for name in ("index.html", "register.csv", "register.xlsx")
    }
