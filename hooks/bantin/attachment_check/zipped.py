"""ZIP archives (APPNOTE.TXT): what is wrong with one before anything in it is looked at."""

import io
import stat
import struct
import zipfile
import zlib
from typing import Final

from bantin.attachment_check.finding import Finding, bad_member, encrypted, wrong

_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MOST_MEMBERS: Final = 10_000
_MOST_UNPACKED: Final = 1024 * 1024 * 1024
_ENOUGH: Final = 10 * 1024 * 1024  # bytes unpacked below which nothing is a bomb
_RATIO: Final = 200
_HEADER: Final = 30
_GAP: Final = 64  # bytes between members: data descriptors, what aligns
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)
_BOMB: Final = ("giải nén ra quá lớn (bom nén)", "it unpacks to far too much (a bomb)")


class Archive:
    """An archive in memory, whose members are read within bounds."""

    def __init__(self, content: zipfile.ZipFile) -> None:
        self._content = content
        self.members = [one for one in content.infolist() if not one.filename.endswith("/")]
        self.names = [one.filename for one in self.members]

    def read(self, member: zipfile.ZipInfo, most: int = -1) -> bytes | None:
        """Return a member, or its first *most* bytes; None if it is damaged."""
        try:
            with self._content.open(member) as file:
                return file.read(most)
        except _DAMAGED:
            return None

    def named(self, name: str) -> bytes:
        """Return the member of a name, empty if there is none that can be read."""
        found = next((one for one in self.members if one.filename == name), None)
        return (self.read(found) or b"") if found else b""


def opened(label: str, data: bytes) -> Archive | Finding:
    """Return an archive whose members may be read, or what is wrong with it."""
    try:
        content = zipfile.ZipFile(io.BytesIO(data))
        members = content.infolist()
    except _DAMAGED:
        return wrong(label, "tệp nén bị hỏng", "the archive is damaged")
    if any(one.flag_bits & 0x41 for one in members):
        return encrypted()
    return _fault(data, members) or Archive(content)


def _fault(data: bytes, members: list[zipfile.ZipInfo]) -> Finding | None:
    if not members:
        return bad_member("", "không có tệp nào bên trong", "there is nothing in it")
    if len(members) > _MOST_MEMBERS:
        return bad_member(
            members[-1].filename,
            f"có hơn {_MOST_MEMBERS} tệp",
            f"there are more than {_MOST_MEMBERS} files",
        )
    seen: set[str] = set()
    for one in members:
        if found := _member_fault(one, seen):
            return bad_member(one.orig_filename, *found)
        seen.add(one.filename)
    total = sum(one.file_size for one in members)
    if total > _MOST_UNPACKED or (total > _ENOUGH and total > _RATIO * len(data)):
        return bad_member(max(members, key=lambda one: one.file_size).filename, *_BOMB)
    if hidden := _gap(data, members):
        return bad_member(
            hidden, "trước tệp này có dữ liệu giấu", "there is hidden data in front of it"
        )
    return None


def _member_fault(one: zipfile.ZipInfo, seen: set[str]) -> tuple[str, str] | None:
    name = one.orig_filename
    is_large = one.file_size > _ENOUGH and one.file_size > 2 * _RATIO * max(one.compress_size, 1)
    faults = {
        ("đường dẫn không hợp lệ", "the path is not valid"): (
            "\0" in name or "\\" in name or name.startswith("/") or ":" in name.partition("/")[0]
        ),
        ("đường dẫn ra ngoài thư mục giải nén (..)", "the path leads out of the folder (..)"): (
            ".." in name.split("/")
        ),
        ("là liên kết tượng trưng", "it is a symbolic link"): (
            stat.S_ISLNK(one.external_attr >> 16)
        ),
        ("dùng cách nén không quen", "it is packed in an unusual way"): (
            one.compress_type not in _METHODS
        ),
        ("tên này xuất hiện hai lần", "the name stands twice"): one.filename in seen,
        _BOMB: is_large,
    }
    return next((fault for fault, is_so in faults.items() if is_so), None)


def _gap(data: bytes, members: list[zipfile.ZipInfo]) -> str:
    """Return the member before which there are bytes that belong to none, empty if none has."""
    end = 0
    for one in sorted(members, key=lambda member: member.header_offset):
        if not end - _GAP <= one.header_offset <= end + _GAP or (not end and one.header_offset):
            return one.filename
        header = data[one.header_offset : one.header_offset + _HEADER]
        if len(header) < _HEADER:
            return one.filename
        name, extra = struct.unpack("<HH", header[-4:])
        end = one.header_offset + _HEADER + name + extra + one.compress_size
    return ""
