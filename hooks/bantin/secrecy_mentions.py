"""What speaks of secrets without being one: ordinary words with «mật», rules about levels."""

import re
from typing import Final

_BEFORE: Final = re.compile(  # the word before «mật» with which it makes another word, folded
    "bi|bao|co|noi|tui|ong|dich|soi|gan|nuoc|duong|ngot|trang|than|chu|can|nghiem|kin|day|tru|an"
    "|tham|tuyen|mia|ri|lay|hut|lam|quay|giot|chai|thac|lon|nguon|nuoi|giai|khong|het|banh|vang"
)
_AFTER: Final = re.compile(  # the word after it
    "ma|khau|do|ong|thiet|vu|tham|danh|bao|dam|uoc|thu|lenh|hieu|chi|nghi|tong|giao|canh|ngu|ke"
    "|phuc|tap|mia|gau|tran|ran|ca|nhan|hoa|bo|heo|lon|that|dao|khu|cu|tin|phai|trinh|ga|vit|ngot"
    "|mo|su|dien|doan|hoi|kich|thuat|chu|chuyen|khuyen|bang|trung|truoc|sau|ngoai|nuoc|trong"
    "|hang|dat|san|phang|cau|tu|troi|giay"
)
_MENTION: Final = re.compile(
    r"(?<![a-z])(?:do|muc|dau|loai|cap|thuoc|chu|cum tu|tin|muc do|khong|chua|het|giai|hoac|va|hay"
    r"|la|nhu|danh muc|thong tin|noi dung|nha nuoc|khong con|khong phai|con dau|goi la|ve|hang"
    r"|mang ten|co ten|nhan de|phim|sach|cuon|diep vu|nhiem vu|chien dich)"
    r"[\s\"'“”‘«»(\[]*$"
)
_MENTION_AFTER: Final = re.compile(
    r"\W{0,3}(?:theo (?:quy dinh|luat)|cua (?:dich|doi phuong|phap|my|nguy|phat xit|lau nam goc))"
    r"(?![a-z])"
)
_TWO_WORDS: Final = re.compile(r" (?:do|khau|ma|ong|thiet)(?![a-z])")
_SEVERAL_BEFORE: Final = re.compile(
    r"(?<![a-z])(?:tuyet|toi)?\W?mat[\"'”’»)]*\s*(?:,|;|/|va|hoac|hay|-|–)\s*(?:do|muc)?"
    r"[\s\"'“‘«(]*$"
)
_SEVERAL_AFTER: Final = re.compile(
    r"[\"'”’»)]*\s*(?:,|;|/|va|hoac|hay|-|–)\s*(?:do|muc)?[\s\"'“‘«(]*(?:tuyet|toi)?\W?mat(?![a-z])"
)
_NEAR: Final = 200
_WORD_BEFORE: Final = re.compile(r"([a-z]+)(?: |-|(?<=gan) - )\u2060*$")
_WORD_AFTER: Final = re.compile(r"\u2060*(?: |-)([a-z]+)")
# «mật» parted from its word by a line break, or as its letters are, by blanks
_WRAPPED_BEFORE: Final = re.compile(
    r"(?<![a-z])(?:b\W?a\W?o|b\W?i|c\W?o|tui|ong|than|can|thuoc do|do dau|nha nuoc do)[ \u2060]*"
    r"(?:\n| {2,})[ \u2060]*$"
)
_WRAPPED_AFTER: Final = re.compile(
    r"[ \u2060]*(?:\n| {2,})[ \u2060]*"
    r"(?:k\W?h\W?a\W?u|d\W?o|m\W?a|o\W?n\W?g|thiet|vu|danh)(?![a-z])"
)
_LISTED: Final = re.compile(
    r"\s*(?:[-*+•]|\d{1,3}[.)]|[a-zđ][.)])\s+[*_\"“]*(tuyệt |tối )?mật\b", re.IGNORECASE
)


def is_mention(before: str, after: str = "") -> bool:
    """Whether folded text before or after a level tells that it is spoken of: «đóng dấu»."""
    return bool(_MENTION.search(before) or _MENTION_AFTER.match(after))


def is_two_words(level: str, after: str) -> bool:
    """Whether a folded level is a word and the first half of another: «tối, mật độ xe giảm»."""
    return level.startswith("toi") and bool(_TWO_WORDS.match(after))


def is_enumerated(before: str, after: str) -> bool:
    """Whether a level is one of several that are named after each other."""
    return bool(_SEVERAL_BEFORE.search(before) or _SEVERAL_AFTER.match(after))


def words_with(before: str, after: str) -> tuple[int, int]:
    """Return how far words before and after «mật» reach with which it makes another word."""
    previous, following = _WORD_BEFORE.search(before), _WORD_AFTER.match(after)
    return (
        len(before) - previous.start() if previous and _BEFORE.fullmatch(previous[1]) else 0,
        following.end() if following and _AFTER.fullmatch(following[1]) else 0,
    )


def is_wrapped(before: str, after: str) -> bool:
    """Whether a level alone on its line goes on from the line above, or on the one below."""
    return bool(_WRAPPED_BEFORE.search(before) or _WRAPPED_AFTER.match(after))


def is_one_of_several(text: str, start: int, end: int) -> bool:
    """Whether a level that stands alone is an item of a list of levels, none of them twice."""
    first, last = max(0, start - _NEAR), end + _NEAR
    above = [line for line in text[first:start].split("\n")[:-1] if line.strip()]
    below = [line for line in text[end:last].split("\n")[1:] if line.strip()]
    own = text[text.rfind("\n", 0, start) + 1 : end]
    listed = [_LISTED.match(line) for line in (*above[-1:], own, *below[:1])]
    levels = [(item[1] or "").lower() for item in listed if item]
    return bool(_LISTED.match(own)) and len(levels) > 1 and len({*levels}) == len(levels)
