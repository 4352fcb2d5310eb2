"""Office files of before 2007 (MS-CFB): macros, packed files, passwords.

The entries of the directory are looked for at every place where one can stand, without following
the chains of sectors: a damaged table hides nothing.
"""

import re
from typing import Final

from bantin.attachment_check.finding import Finding, active, encrypted, wrong
from bantin.attachment_check.signatures import OLE

_ENTRY: Final = 128  # bytes of an entry, and of the grid that entries stand on
_SECTOR: Final = 512
_LENGTH: Final = 64  # where an entry says how long its name is, in bytes with the ending zero
_TYPES: Final = (1, 2, 5)  # storage, stream, root
_MACROS: Final = ("VBA", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros", "PROJECTwm")
_PACKED: Final = ("\x01Ole10Native", "\x01Ole10ItemName")
_KINDS: Final = {
    ".doc": ("WordDocument",),
    ".xls": ("Workbook", "Book"),
    ".ppt": ("PowerPoint Document",),
}
_ENCRYPTED: Final = ("EncryptedPackage", "EncryptionInfo", "EncryptedSummary")
# MS-XLS: BoundSheet8 of a macro sheet; FilePass after the BOF. MS-PPT: VBAInfoAtom with macros.
_SHEET: Final = re.compile(rb"\x85\x00(..)....[\x00-\x02]\x01(.)([\x00\x01])", re.DOTALL)
_FILE_PASS: Final = re.compile(rb"\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
_SLIDE_MACROS: Final = re.compile(
    rb"\x02\x00\x00\x04\x0c\x00\x00\x00.{4}\x01\x00\x00\x00", re.DOTALL
)
_FIB: Final = b"\xec\xa5"  # MS-DOC: how the stream of a Word document begins
_FIB_FLAGS: Final = 11
_FIB_ENCRYPTED: Final = 0x01

MACROS: Final = ("macro", "macros")
PACKED: Final = ("tệp đóng gói (Packager)", "a packed file")
REMEDY: Final = (
    "Lưu lại không kèm macro (.docx, .xlsx, .pptx), bỏ các đối tượng nhúng, hoặc in ra PDF.",
    "Save it without macros (.docx, .xlsx, .pptx) and embedded objects, or print it to PDF.",
)


def is_encrypted_package(data: bytes) -> bool:
    """Whether a newer document lies encrypted in a compound file (MS-OFFCRYPTO)."""
    return data.startswith(OLE) and _has(data, _ENCRYPTED)


def inspect_ole(suffix: str, label: str, data: bytes) -> Finding | None:
    """Return what is wrong with a .doc, .xls or .ppt, None if nothing."""
    if _has(data, _ENCRYPTED) or _is_locked(suffix, data):
        return encrypted()
    if found := active_in_ole(data):
        return active(found, REMEDY)
    if suffix == ".xls" and _has_macro_sheet(data):
        return active([("macro Excel 4.0", "Excel 4.0 macros")], REMEDY)
    if suffix == ".ppt" and _SLIDE_MACROS.search(data):
        return active([MACROS], REMEDY)
    if not _has(data, _KINDS[suffix]):
        return wrong(label, "bên trong là một loại tệp khác", "there is another kind of file in it")
    return None


def active_in_ole(data: bytes) -> list[tuple[str, str]]:
    """Return what a compound file holds that runs: also one inside a newer document."""
    found = []
    if _has(data, _MACROS):
        found.append(MACROS)
    if _has(data, _PACKED):
        found.append(PACKED)
    return found


def _has(data: bytes, names: tuple[str, ...]) -> bool:
    """Whether the directory has an entry of one of these names."""
    return any(_has_entry(data, name.encode("utf-16-le")) for name in names)


def _has_entry(data: bytes, name: bytes) -> bool:
    ending = len(name) + 2
    for found in re.finditer(re.escape(name) + b"\0\0", data, re.IGNORECASE):
        start = found.start()
        length = int.from_bytes(data[start + _LENGTH : start + _LENGTH + 2], "little")
        kind = data[start + _LENGTH + 2 : start + _LENGTH + 3]
        if start % _ENTRY == 0 and length == ending and kind and kind[0] in _TYPES:
            return True
    return False


def _has_macro_sheet(data: bytes) -> bool:
    return any(
        int.from_bytes(sheet[1], "little") == 8 + sheet[2][0] * (1 + sheet[3][0])
        for sheet in _SHEET.finditer(data)
    )


def _is_locked(suffix: str, data: bytes) -> bool:
    if suffix == ".xls":
        return _FILE_PASS.search(data) is not None
    if suffix == ".doc":
        start = data.find(_FIB)
        while start >= 0:
            flags = data[start + _FIB_FLAGS : start + _FIB_FLAGS + 1]
            if start % _SECTOR == 0 and flags and flags[0] & _FIB_ENCRYPTED:
                return True
            start = data.find(_FIB, start + 2)
    return False
