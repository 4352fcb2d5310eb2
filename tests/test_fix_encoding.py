"""The command ``bantin fix-encoding``."""

import os
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bantin.cli import main
from bantin.source import Library
from tests import legacy_encodings as legacy
from tests.conftest import FRONT, Site

TEXT = "---\n" + "".join(f"{key}: {value}\n" for key, value in FRONT.items()) + "---\n\nNội dung.\n"


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["fix-encoding", *map(str, arguments)])


def test_a_file_is_mended_and_its_copy_kept(site: Site) -> None:
    """What was refused with the command's name passes after it; the copy is what the file was."""
    data = legacy.tcvn3(TEXT)
    file = site.root / "bulletins" / "2026" / "a.md"
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    file.chmod(0o640)
    assert site.check() == ["BT117 bulletins/2026/a.md:5:9"]
    command = site.rows[0]["remedy"].partition("bantin ")[2].split()
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0
    assert "đã chuyển từ TCVN3 (ABC) sang UTF-8; bản cũ là .a.md.bak." in result.output
    assert file.read_text("utf-8") == TEXT
    assert (file.parent / ".a.md.bak").read_bytes() == data
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in file.parent.iterdir()) == [".a.md.bak", "a.md"]
    assert site.check() == []
    assert [*Library(site.root / "bulletins", "bulletins").paths()] == ["2026/a.md"]


def test_a_hand_written_page_is_told_of_and_mended_too(site: Site) -> None:
    """Pages of ``docs/`` in an old set, or spoilt, are refused as bulletins are."""
    page = "---\ntitle: Giới thiệu\n---\n\nKế hoạch kiểm tra, giám sát.\n"
    site.bulletin()
    (site.root / "docs" / "a.md").write_bytes(legacy.tcvn3(page))
    (site.root / "docs" / "b.md").write_bytes(legacy.mojibake(page))
    (site.root / "docs" / "c.md").write_bytes("Kế ho\ufffdch\n".encode())
    assert site.check() == ["BT117 docs/a.md:2:10", "BT118 docs/b.md:2:8", "BT119 docs/c.md:1:6"]
    for row in site.rows[:2]:
        command = row["remedy"].partition("bantin ")[2].split()
        assert CliRunner().invoke(main, command).exit_code == 0
    (site.root / "docs" / "c.md").unlink()
    assert site.check() == []
    assert (site.root / "docs" / "a.md").read_text("utf-8") == page


def test_no_copy_is_written_over(tmp_path: Path) -> None:
    """A second copy has another name."""
    file = tmp_path / "a.md"
    first, second = legacy.vni(TEXT), legacy.windows_1258(TEXT)
    for data in (first, second):
        file.write_bytes(data)
        assert _run(file).exit_code == 0
    assert (tmp_path / ".a.md.bak").read_bytes() == first
    assert (tmp_path / ".a.md.bak2").read_bytes() == second


def test_a_folder_is_gone_through(tmp_path: Path) -> None:
    """Every Markdown file is told of; others, hidden ones and copies are left alone."""
    (tmp_path / "2026" / ".git").mkdir(parents=True)
    files = {
        "2026/a.md": TEXT.encode("utf-16"),
        "2026/b.md": TEXT.encode(),
        "2026/c.md": legacy.mojibake(TEXT),
        "2026/d.txt": legacy.vni(TEXT),
        "2026/.git/e.md": legacy.vni(TEXT),
        "2026/.f.md.bak": legacy.vni(TEXT),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    result = _run(tmp_path)
    assert result.exit_code == 0
    said = [
        line.removeprefix(f"{tmp_path}{os.sep}2026{os.sep}") for line in result.output.split("\n")
    ]
    assert said == [
        "a.md: đã chuyển từ UTF-16LE sang UTF-8; bản cũ là .a.md.bak.",
        "b.md: đã là UTF-8, để nguyên.",
        "c.md: đã sửa chữ hỏng do đọc nhầm bảng mã UTF-8; bản cũ là .c.md.bak.",
        "Đã xem 3 tệp: sửa 2 tệp, 0 tệp chưa sửa được.",
        "",
    ]
    for name in ("2026/d.txt", "2026/.git/e.md", "2026/.f.md.bak", "2026/b.md"):
        assert (tmp_path / name).read_bytes() == files[name]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"H\xf2p\n", "chưa sửa: dòng 1 không chắc viết bằng bảng mã nào."),
        (
            "a\nK\ufffd\n".encode(),
            "chưa sửa: dòng 2 có chữ đã mất khi lưu, hãy chép lại từ bản gốc.",
        ),
    ],
)
def test_what_is_not_certain_is_not_written(tmp_path: Path, data: bytes, said: str) -> None:
    """The file stays as it is, without a copy, and the exit code is 1."""
    file = tmp_path / "a.md"
    file.write_bytes(data)
    result = _run(file)
    assert result.exit_code == 1
    assert f"{file}: {said}" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert file.read_bytes() == data


def test_capitals_that_are_in_doubt_are_told(tmp_path: Path) -> None:
    """TCVN3 has no «Ấ»: the line is named."""
    file = tmp_path / "a.md"
    file.write_bytes(legacy.tcvn3("Các nước Ấn Độ và Trung Quốc đã ký.\nKế hoạch kiểm tra.\n"))
    result = _run(file)
    assert "xem lại chữ hoa ở dòng 1." in result.output
    assert file.read_text("utf-8").split("\n")[1] == "Kế hoạch kiểm tra."


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """A symbolic link, which may lead anywhere, is told of and left."""
    target = tmp_path / "b.txt"
    target.write_bytes(legacy.vni(TEXT))
    (tmp_path / "a.md").symlink_to(target)
    result = _run(tmp_path / "a.md")
    assert result.exit_code == 1
    assert "đây là liên kết" in result.output
    assert target.read_bytes() == legacy.vni(TEXT)


def test_wrong_use_ends_with_two(tmp_path: Path) -> None:
    """Without a file, or with one that is not there: exit 2."""
    assert _run().exit_code == 2
    assert _run(tmp_path / "không.md").exit_code == 2


def test_line_ends_stay(tmp_path: Path) -> None:
    """Lines end as they did, and letters are composed."""
    file = tmp_path / "a.md"
    text = TEXT.replace("\n", "\r\n")
    file.write_bytes(unicodedata.normalize("NFD", text).encode("utf-16-be"))
    assert _run(file).exit_code == 0
    assert file.read_bytes() == text.encode()
