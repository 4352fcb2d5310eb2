"""The workbook of the register: opened by openpyxl, and by LibreOffice where there is one."""

import csv
import io
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bantin.outputs.register import csv_bytes, register
from bantin.spreadsheet import Cell, Column, Link, workbook
from tests.site_builder import ROOT, PlainShell, load_site

COLUMNS = [
    Column("Số, ký hiệu", 18),
    Column("Ngày", 12),
    Column("Trích yếu", 60),
    Column("Địa chỉ", 40),
]
URL = "https://thu.example/bulletins/2026/a/"
ROWS: list[tuple[Cell, ...]] = [
    ("15/KH-UBND", date(2026, 3, 5), "Số hóa tài liệu lưu trữ", Link(URL, URL)),
    ("012", "05/2026", '=HYPERLINK("http://xau.example")', Link("+84", URL)),
    ("", "2023", "@SUM(A1)", ""),
    ("09-NQ/TU", date(2025, 12, 31), "-2+3", Link(URL, URL)),
]
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def sheet_of(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content)).active


@pytest.fixture(scope="module")
def sheet() -> Any:
    """Return the example as openpyxl sees it."""
    return sheet_of(workbook("Sổ văn bản năm 2026", COLUMNS, ROWS))


def test_whole_dates_are_dates_and_partial_ones_text(sheet: Any) -> None:
    """A day can be sorted and filtered as one; a month or a year is not made into a day."""
    assert sheet["B2"].value == datetime(2026, 3, 5)  # noqa: DTZ001 - as openpyxl gives it
    assert sheet["B2"].is_date
    assert sheet["B2"].number_format == "dd/mm/yyyy"
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("05/2026", "s")
    assert (sheet["B4"].value, sheet["B4"].data_type) == ("2023", "s")


def test_numbers_are_text(sheet: Any) -> None:
    """A document number keeps its zeros."""
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("012", "s")


def test_nothing_is_a_formula(sheet: Any) -> None:
    """What looks like a formula is text, and stays text when it is edited."""
    for row in sheet.iter_rows():
        assert all(cell.data_type != "f" for cell in row)
    assert sheet["C3"].value == '=HYPERLINK("http://xau.example")'
    assert [sheet[name].quotePrefix for name in ("C2", "C3", "C4", "C5", "D3")] == [
        False,
        True,
        True,
        True,
        True,
    ]


def test_headings_filter_and_widths(sheet: Any) -> None:
    """The heading stays in view and filters; columns are as wide as they were asked to be."""
    assert [cell.value for cell in sheet[1]] == [column.label for column in COLUMNS]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:D5"
    assert sheet.column_dimensions["C"].width == pytest.approx(60, abs=1)


def test_links_lead_to_the_pages(sheet: Any) -> None:
    """A cell with a link shows its text and leads to the address."""
    link = sheet["D3"].hyperlink
    assert link is not None
    assert (sheet["D3"].value, link.target) == ("+84", URL)


def test_unchanged_input_gives_unchanged_bytes() -> None:
    """Nothing in the file tells when it was written."""
    content = workbook("Sổ", COLUMNS, ROWS)
    assert workbook("Sổ", COLUMNS, ROWS) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert b"2020-03-05T00:00:00Z" in archive.read("docProps/core.xml")


def test_limits_of_excel() -> None:
    """Old dates, long texts, long links and odd titles are written so that Excel opens the file."""
    row = (date(1899, 1, 2), "a" * 40_000, Link("x", "https://thu.example/" + "a" * 3000))
    content = workbook("[Sổ]: văn/bản? " * 4, [Column(name, 9) for name in "abc"], [row])
    sheet = sheet_of(content)
    assert [sheet["A2"].value, sheet["C2"].value] == ["1899-01-02", "x"]
    assert len(str(sheet["B2"].value)) == 32_767
    assert len(sheet.title) <= 31


def test_an_empty_register_opens() -> None:
    """A site without documents has a workbook with the heading alone."""
    assert sheet_of(workbook("Sổ", COLUMNS, [])).max_row == 1


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    """LibreOffice reads the workbook and shows the same cells."""
    (tmp_path / "so.xlsx").write_bytes(workbook("Sổ", COLUMNS, ROWS))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    arguments = ["--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76"]
    ran = subprocess.run(
        [str(OFFICE), profile, *arguments, "--outdir", str(tmp_path), str(tmp_path / "so.xlsx")],
        capture_output=True,
        timeout=180,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    rows = [*csv.reader((tmp_path / "so.csv").read_text("utf-8").splitlines())]
    assert rows[1][:3] == ["15/KH-UBND", "05/03/2026", "Số hóa tài liệu lưu trữ"]
    assert rows[2][0] == "012"


def test_the_register_of_a_site() -> None:
    """Beside each CSV of the register is a workbook of the same documents."""
    site = load_site(ROOT / "mkdocs.yml", "2026-11-22")
    made = {output.path: output for output in register(site, PlainShell())}
    tables = [path for path in made if path.endswith(".csv")]
    assert "register/2026/register.csv" in tables
    for path in tables:
        rows = [*csv.reader(io.StringIO(made[path].make().decode("utf-8-sig"), newline=""))]
        sheet = sheet_of(made[path.replace(".csv", ".xlsx")].make())
        assert [[cell.value or "" for cell in row][2:8] for row in sheet.iter_rows()] == [
            row[2:8] for row in rows
        ]
        days = [cell.value for cell in sheet["B"][1:]]
        assert {type(day) for day in days} <= {datetime, str}
        assert [cell.hyperlink.target for cell in sheet["I"][1:]] == [row[8] for row in rows[1:]]


def test_csv_survives_a_round_trip() -> None:
    """Quotes, line breaks, commas and accents come back as they were; formulas are defused."""
    rows = [
        [
            "15/KH-UBND",
            "2026-03-05",
            "Kế hoạch",
            "UBND",
            'Họp "gấp", bàn\nhai việc',
            "",
            "",
            "",
            URL,
        ],
        ["012", "2026", "Tin", "", "=1+1", "@a", "-b", "+c", "\tx"],
    ]
    content = csv_bytes(rows)
    assert content.startswith(b"\xef\xbb\xbf")
    _head, first, second = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert first == rows[0]
    assert second == ["012", "2026", "Tin", "", "'=1+1", "'@a", "'-b", "'+c", "'\tx"]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("＝1+1", "'＝1+1"),
        ("\n=1", "'\n'=1"),
        ("Họp; =1+1", "Họp; '=1+1"),
        ('Họp;"=1+1', "Họp;\"'=1+1"),
        ("một\n@SUM(1)", "một\n'@SUM(1)"),
        ("Từ 7-9; 2/9; a-b = c", "Từ 7-9; 2/9; a-b = c"),
    ],
)
def test_no_part_of_a_cell_becomes_a_formula(cell: str, written: str) -> None:
    """Where semicolons part cells, as on office PCs in Vietnam, what follows one is defused too."""
    content = csv_bytes([[cell]]).decode("utf-8-sig")
    assert [*csv.reader(io.StringIO(content, newline=""))][1] == [written]
