"""Names of files that every machine takes, and that read as what they are."""

import posixpath
import re
import unicodedata
from typing import Final

from bantin.attachment_check.finding import Finding
from bantin.catalogue import Problems
from bantin.text import slugify, visible

LONGEST_NAME: Final = 180  # characters
LONGEST_PATH: Final = 240  # characters; Windows allows 260 with the folder before it
_LONGEST_BYTES: Final = 255  # of a name on the usual file systems
# Microsoft, "Naming Files, Paths, and Namespaces".
_RESERVED: Final = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE
)
_FORBIDDEN: Final = '<>:"|?*\\'

_Reason = tuple[str, str]


def name_finding(path: str) -> Finding | None:
    """Return what is wrong with the name of a file, or of a folder above it; None if nothing."""
    if len(path) > LONGEST_PATH:
        reason = (
            f"đường dẫn dài hơn {LONGEST_PATH} ký tự",
            f"the path is longer than {LONGEST_PATH} characters",
        )
        return _finding(path.rpartition("/")[2], reason)
    for part in path.split("/"):
        found = _signs(part) or _form(part)
        if found:
            return _finding(part, found)
    return None


def folded(path: str) -> str:
    """Return a path as file systems see it that ignore capitals and the form of accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _signs(name: str) -> _Reason | None:
    """Return which sign of a name does harm."""
    strange = next((c for c in name if not c.isprintable()), "")
    forbidden = next((c for c in name if c in _FORBIDDEN), "")
    if strange:
        return (
            f"có ký tự không nhìn thấy (U+{ord(strange):04X})",
            f"there is an invisible character (U+{ord(strange):04X})",
        )
    if forbidden:
        return (f"có dấu {forbidden} mà Windows không nhận", f"Windows does not take {forbidden}")
    return None


def _form(name: str) -> _Reason | None:
    """Return why a name without harmful signs is none."""
    if _RESERVED.fullmatch(name):
        return ("Windows dành riêng tên này cho thiết bị", "Windows reserves it for a device")
    if name.endswith((".", " ")) or name.startswith(" "):
        return (
            "có dấu chấm hoặc dấu cách ở đầu hay cuối tên",
            "there is a full stop or a space at its beginning or end",
        )
    if name.startswith((".", "_", "-")):
        return (
            f"tên mở đầu bằng «{name[0]}», dành cho tệp ẩn, tệp không đăng",
            f"a name that begins with «{name[0]}» is for what is hidden or not published",
        )
    if len(name) > LONGEST_NAME or len(name.encode("utf-8", "replace")) > _LONGEST_BYTES:
        return (
            f"tên dài quá ({LONGEST_NAME} ký tự, {_LONGEST_BYTES} byte là nhiều nhất)",
            f"it is too long ({LONGEST_NAME} characters, {_LONGEST_BYTES} bytes at most)",
        )
    if name != unicodedata.normalize("NFC", name):
        return (
            "dấu tiếng Việt ghi theo kiểu tách rời (NFD), thường do máy Mac",
            "its accents are decomposed (NFD), as on a Mac",
        )
    return None


def _finding(name: str, reason: _Reason) -> Finding:
    stem, suffix = posixpath.splitext(name.rstrip(". "))
    suggestion = (slugify(stem)[:80].strip("-") or "tep") + re.sub(
        r"[^.a-z0-9]", "", suffix.lower()
    )
    if _RESERVED.fullmatch(suggestion):
        suggestion = f"tep-{suggestion}"
    details = {
        "file": visible(name[:LONGEST_NAME]),
        "detail": reason[0],
        "detail_en": reason[1],
        "hint": f"Đổi tên thành «{suggestion}».",
        "hint_en": f"Rename it to «{suggestion}».",
    }
    return Finding(Problems.UNSAFE_NAME.name, details)
