"""Markings of secrecy in the names of files and folders: «cong-van-mat.docx», «TUYETMAT.pdf»."""

import re
from typing import Final

from bantin.lookalikes import accents, skeleton
from bantin.secrecy import markings
from bantin.secrecy_typing import UNSEEN, as_meant
from bantin.text import normalise

_ENDING: Final = re.compile(
    r"(?:\.(?:docx?|xlsx?|pptx?|pdf|md|tar))?\.(?!mat$)[a-z][a-z0-9]{1,4}$", re.IGNORECASE
)
_TWO: Final = re.compile(r"(?<![a-z])(tuyet|toi) ?mat(?![a-z])")
_ABOUT: Final = re.compile(
    r"(?:(?<!ban )do|muc|dau|cap|loai|quan ly|bao ve|ve|nha nuoc|danh muc) $"
)
_ABOUT_ONE: Final = re.compile(
    r"(?<![a-z])(?:quan ly|xu ly|quy trinh|so dang ky|bao ve|tieu huy|soan thao|luu tru|giai) "
)
_CODE: Final = "(?:cv|bc|kh|tb|qd|nq|ct|tt|ttr|hd|bb)"
_KIND: Final = (
    "(?:van ban|tai lieu|cong van|bao cao|ho so|ke hoach|to trinh|quyet dinh|nghi quyet"
    "|thong bao|phuong an|de an|chi thi|ket luan|bien ban|cong dien|phu luc|du thao"
    rf"|giay moi|de thi|dap an|danh sach|{_CODE}|ubnd|hdnd|[0-9]+[a-z]?|file|tep|ban|scan|so"
    rf"|[0-9]+ {_CODE} (?!ra|gap|hop|tien)[a-z]{{2,5}})"
)
_ONE: Final = re.compile(
    rf"(?:(?<![a-z]){_KIND} |^)mat"
    r"(?=$| (?:[0-9]+|ban|lan|scan|goc|khan|hoa toc|final|v[0-9]+|copy)(?![a-z]))"
    rf"|^mat (?={_KIND} )"
)
_JOINED: Final = re.compile(
    r"(?:vanban|tailieu|congvan|baocao|hoso|kehoach|totrinh|quyetdinh|nghiquyet|thongbao|phuongan)"
    r"(tuyet|toi)?mat(?=[0-9]|$)"
)
_OTHER: Final = re.compile(  # gặp mặt, ra mắt, tiền mặt, bảo mật
    r"(?<![a-z])(?:ra|gap|hop|co|vang|tien|be|bi|bao|tui|ngoai|mot|hai|khuon|nuoc|bo) ?mat(?![a-z])"
)
_AFTER: Final = re.compile(r" (?:viec|ngu|tien|tri|troi|long|xe|dien|nuoc|ban|doc|dat|trang)\b")


def marking_in_name(name: str) -> str:
    """Return the level that the name of a file or a folder tells, nothing if it tells none."""
    stem = as_meant(normalise(_ENDING.sub("", name))).replace(UNSEEN, "")
    if found := markings(stem):
        return found[0].level
    plain = "".join(map(skeleton, stem))
    words = [(c, at) for at, c in enumerate(plain) if c.isalnum() or plain[at - 1 : at].isalnum()]
    spread = "".join(c if c.isalnum() else " " for c, _ in words)
    for match in _TWO.finditer(spread):
        if not _ABOUT.search(spread[: match.start()]) and not _AFTER.match(spread[match.end() :]):
            return _level(match[1])
    is_about = _ABOUT_ONE.search(spread)
    joined = _JOINED.search(spread.replace(" ", ""))
    if joined and stem.isascii() and not is_about:
        return _level(joined[1])
    for match in _ONE.finditer(spread):
        at = words[match.start() + match[0].rindex("mat") + 1][1]
        if accents(stem[at]) <= {"\u0302", "\u0323"} and not is_about:
            return "MẬT"
    apart = [] if _OTHER.search(spread) else markings(re.sub(r"[_+]", " - ", stem))
    return apart[0].level if apart else ""


def _level(first: str | None) -> str:
    return {"tuyet": "TUYỆT MẬT", "toi": "TỐI MẬT"}.get(first or "", "MẬT")
