"""Whether a level of secrecy marks the line that it stands in, or is spoken of there."""

import re
from dataclasses import dataclass
from typing import Final

from bantin.secrecy_mentions import is_enumerated, is_mention, is_two_words, words_with

_KIND: Final = (  # of document, as it stands before a level
    "(?:van ban|tai lieu|cong van|bao cao|ho so|ke hoach|to trinh|quyet dinh|nghi quyet|thong bao"
    "|phuong an|de an|chi thi|ket luan|bien ban|du an|chuong trinh|cong dien|huong dan|giay moi"
    "|dien|phu luc|danh sach|de thi|dap an|so do|ban do|phieu trinh)"
)
_NAMED: Final = re.compile(rf"{_KIND}\W+(?:tuyet\W?|toi\W?)?mat(?![a-z])")
_KIND_BEFORE: Final = re.compile(rf"{_KIND}\W+$")
_KIND_FIRST: Final = re.compile(rf"[\W_]*{_KIND}(?![a-z])")
_LABEL: Final = re.compile(
    r"(?:(?<![a-z])(?:muc do|cap do|dau chi do|dau do|dau chi|phan loai|do|muc|cap|dau|loai|che do)"
    r"(?:\W+khan\W+)?(?: ?do)?(?: ?bao)?(?: ?mat)?(?: cua (?:van ban|tai lieu))?(?: nay)?"
    r"|(?<![a-z])bao mat|secrecy|classification|do_?mat)[\"'»)]*[\s.]*[:=]+[>\s\"'«(\[]*$"
)
_LABEL_DASHED: Final = re.compile(
    r"^[\W_]*(?:muc do|cap do|dau|phan loai|do|muc|cap)? ?(?:do )?(?:bao )?mat"
    r"\s*[-\u2010-\u2015>.,\s(\[«\u2060]+$"
)
_LABEL_KIND: Final = re.compile(r"do mat[\"'»)]*\s*:+\s*(?:van ban|tai lieu|loai|cap) $")
_CHECKED: Final = re.compile(r"(?:\[x\]|[☑☒✓✔])\s*$")
_OF_ITSELF: Final = re.compile(
    r"(?:(?:van ban|tai lieu|cong van|ho so|bao cao) nay (?:thuoc|co|la|mang|duoc)[a-z ]{0,30}"
    r"|(?:day la|luu y|chu y)\W{1,3}(?:van ban|tai lieu))[\s:\"“(]*$"
)
_STORY: Final = re.compile(r"day la (?:van ban|tai lieu) $")
_DATED_BEFORE: Final = re.compile(
    r"\d{1,3}[a-z]?\s*[/-].*ngay \d{1,2}[/.-]\d{1,2}[/.-]\d{4}[,;\s]+$"
)
_FILED_BEFORE: Final = re.compile(r"(?<![a-z])luu\W+vt\W+$")
_DEGREE_BEFORE: Final = re.compile(r"[,;]\s*(?:muc |cap )?do $")
_STOP_BEFORE: Final = re.compile(r"[,;.]\s*$")
_NUMBER_BEFORE: Final = re.compile(r"\d[^\W_]{0,3}\s*[/-]\s*[\w/&-]*[a-z][\s\W]*$")
_OFFICE: Final = "(?:uy ban nhan dan|ubnd|hdnd|dang uy|dang bo|(?:bo|ban) chi huy)(?![a-z])"
_HEAD_AFTER: Final = re.compile(
    r"\W*(?:so\W+\d|cong hoa xa hoi|doc lap\W+tu do|dang cong san)"
    r"|\W{1,3}\d{1,4}[a-z]?[/-][a-z]"  # MẬT-12/BC
)
_HEAD_BEFORE: Final = re.compile(r"(?:viet nam|hanh phuc|uy ban nhan dan[a-z ]*)\W*$")
_OFFICE_BEFORE: Final = re.compile(rf"^\W*{_OFFICE}[a-z ]*$")
_OFFICE_AFTER: Final = re.compile(rf"\W*{_OFFICE}")
_KIND_AFTER: Final = re.compile(rf"\W{{1,6}}(?={_KIND}(?![a-z]))")
_HANDLING: Final = re.compile(  # what a stamp tells besides, of how to handle what it marks
    r"\W{1,4}(?:khong (?:sao|gui|pho bien|phat tan|chup|dua|luu|mang)|cam sao|xem xong|doc xong"
    r"|thu hoi|luu hanh|chi nguoi|khan|thuong khan|hoa toc)(?![a-z])"
)
_DASH_BEFORE: Final = re.compile(r"(?:\s[-\u2010-\u2015•·/:|]|[\u2013\u2014:])\s*[\"'«(\[]*$")
_DASH_AFTER: Final = re.compile(r"[\"'»)\]]*\s*(?:[\u2013\u2014]|[-•·/|]\s)")
_COLON_AFTER: Final = re.compile(r"\s*[:.]\s")
_OPENED: Final = re.compile(r"[(\[{<‹«【（〔]\s*(?:(?:muc |cap )?do (?:mat )?)?$")
_OPENED_KIND: Final = re.compile(r"[(\[]\s*(?:van ban|tai lieu) $")
_OPENED_WITH: Final = re.compile(
    r"[(\[]\s*(?:(?:(?:da |co )?(?:dong )?dau|(?:thuoc )?loai|muc|cap|ban|van ban|tai lieu"
    r"|tai lieu thuoc loai) |(?:thuong )?khan\W{1,3}|hoa toc\W{1,3})$"
)
_CLOSED_WITH: Final = re.compile(
    r"\s*[,;\u2013-]\s*(?:(?:thuong )?khan|hoa toc|\d|ban|khong|xem|thu hoi)[^()\[\]]{0,40}[)\]]"
)
_QUOTED: Final = re.compile(r"[<‹«]\s*$")
_CLOSED: Final = re.compile(r"\s*[)\]}>›»】）〕]")
_ENDED: Final = re.compile(r"[\W_]*$")
_A_LETTER: Final = re.compile(r"[^\W_]")
# b ả o  m ậ t, m ậ t  k h ẩ u
_SPACED_BEFORE: Final = re.compile(r"(?<![a-z])(?:b[\W_]a[\W_]o|b[\W_]i|c[\W_]o)[\W_]+$")
_SPACED_AFTER: Final = re.compile(r"[\W_]+(?:k[\W_]h[\W_]a[\W_]u|d[\W_]o|m[\W_]a|o[\W_]n[\W_]g)")
_NAMING: Final = re.compile(  # bà Mật, thôn Mật, khoai mật
    r"(?<![a-z])(?:ong|ba|anh|chi|em|me|bac|co|cu|chau|thon|ban|xom|ap|lang|cho|cau|suoi|nui|duong"
    r"|khoai|dua|cam|mit|oi|chuoi|roi|na) $"
)
_ABOUT_SECRETS: Final = re.compile(r"bi mat nha nuoc|do mat|danh muc")
_SIGNS: Final = " \u2060\"'“‘«(["
_MARKS: Final = "\u0302\u0323\u2060"
_NEAR: Final = 160  # characters on either side that are looked at


@dataclass(frozen=True, slots=True)
class Hit:
    """A level inside a line or cell: the *block*, its folded letters, and where the level is.

    *in_front* tells that the line is a value of the front matter, *is_spelled* that its accents
    are right: others make other words, «tôi mất», and must be set off.
    """

    block: str
    plain: str
    start: int
    end: int
    in_front: bool
    is_spelled: bool

    @property
    def before(self) -> str:
        """What stands before the level, folded."""
        return self.plain[max(0, self.start - _NEAR) : self.start].rstrip("\u2060")

    @property
    def after(self) -> str:
        """What stands after it, folded."""
        return self.plain[self.end : self.end + _NEAR].lstrip(_MARKS)

    @property
    def at_start(self) -> bool:
        """Whether the line begins with the level."""
        return self.start <= _NEAR and not _A_LETTER.search(self.before)

    @property
    def at_end(self) -> bool:
        """Whether the line ends with the level."""
        return self.end + _NEAR >= len(self.plain) and bool(_ENDED.match(self.after))

    @property
    def two_words(self) -> bool:
        """Whether it is «tối mật» or «tuyệt mật»."""
        return self.plain[self.start] == "t"

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return not self.block[self.start].islower()

    @property
    def capitals(self) -> bool:
        """Whether it is written in capitals."""
        return not any(letter.islower() for letter in self.block[self.start : self.end])

    @property
    def of_document(self) -> bool:
        """Whether the line begins with a kind of document, as a title does."""
        return bool(_KIND_FIRST.match(self.plain[:_NEAR]))


def marks_its_line(hit: Hit) -> bool:
    """Whether a level is a marking of the line that it stands in."""
    if is_enumerated(hit.before, hit.after) or _is_other_word(hit):
        return False
    if _is_labelled(hit) or _is_in_brackets(hit):
        return True
    if is_mention(hit.before, hit.after):
        return bool(_DEGREE_BEFORE.search(hit.before)) and _ends_a_title(hit)
    if _is_spaced(hit) or _is_at_a_head(hit) or _is_set_off(hit):
        return True
    return hit.is_spelled and (_stands_out(hit) or _ends_a_title(hit))


def _is_other_word(hit: Hit) -> bool:
    """Whether «mật» is part of another word; in capitals, of a word in capitals."""
    if hit.two_words:
        return is_two_words(hit.plain[hit.start : hit.end], hit.after)
    near = max(0, hit.start - _NEAR)
    around = (hit.plain[near : hit.start], hit.plain[hit.end : hit.end + _NEAR])
    before, after = words_with(*around)
    words = [hit.block[hit.start - before : hit.start]] * bool(before)
    words += [hit.block[hit.end : hit.end + after]] * bool(after)
    return any(not hit.capitals or word == word.upper() for word in words)


def _is_labelled(hit: Hit) -> bool:
    """Whether what stands before tells that the level is the document's."""
    before = _CHECKED.sub("", hit.before)
    if any(pattern.search(before) for pattern in (_LABEL, _LABEL_DASHED, _LABEL_KIND)):
        return True
    if not before.strip(" -+>\u2060") and before != hit.before:  # - [x] Mật
        return True
    if _OF_ITSELF.search(before) and hit.at_end and not _STORY.search(before):
        return True
    if _NUMBER_BEFORE.search(before) and (hit.two_words or hit.in_front):
        return True
    named = (_NUMBER_BEFORE, _OF_ITSELF, _HEAD_BEFORE, _DATED_BEFORE, _FILED_BEFORE)
    return hit.capital and any(pattern.search(before) for pattern in named)


def _is_in_brackets(hit: Hit) -> bool:
    """Whether the level stands in brackets; «dịch ngọt (mật) do ong» is none."""
    opened, closed = _OPENED.search(hit.before), _CLOSED.match(hit.after)
    numbered = bool(_NUMBER_BEFORE.search(hit.before))
    edge = hit.at_start or hit.at_end
    if not (opened and closed):
        if _OPENED_KIND.search(hit.before) and closed and hit.of_document and hit.at_end:
            return True
        opened = opened or _OPENED_WITH.search(hit.before)
        closed = closed or _CLOSED_WITH.match(hit.after)
        is_of_line = edge or numbered or hit.of_document
        return bool(opened and closed and is_of_line) and (hit.capital or hit.two_words)
    if _QUOTED.search(hit.before) and is_mention(hit.before):  # đóng dấu «Tuyệt mật»
        return False
    return hit.capital or hit.two_words or edge or numbered or hit.of_document


def _is_spaced(hit: Hit) -> bool:
    """Whether the letters stand apart, as nobody writes a word."""
    apart = not all(letter.isalpha() for letter in hit.plain[hit.start : hit.start + 3])
    other = _SPACED_BEFORE.search(hit.before) or _SPACED_AFTER.match(hit.after)
    return apart and not other and (hit.capitals or hit.two_words)


def _is_at_a_head(hit: Hit) -> bool:
    """Whether the level stands beside the head of a document, its number or its kind."""
    if _HEAD_AFTER.match(hit.after) and (hit.capital or hit.at_start):
        return True
    if _OFFICE_BEFORE.search(hit.before) or _OFFICE_AFTER.match(hit.after):
        rest = hit.block[: hit.start] + hit.block[hit.end :]
        return hit.capital and (hit.at_start or hit.at_end) and rest.isupper()
    if hit.at_start and hit.capital and (kind := _KIND_AFTER.match(hit.plain, hit.end)):
        return hit.block[kind.end()].isupper()  # **Mật** Kế hoạch
    return False


def _is_set_off(hit: Hit) -> bool:
    """Whether the level is set off from the rest of the line, by a dash or a colon."""
    stressed = hit.capital or hit.two_words
    if hit.at_start and _HANDLING.match(hit.after):
        return stressed or hit.in_front
    if hit.at_start and _COLON_AFTER.match(hit.after):
        return hit.capitals or (hit.in_front and stressed)
    if hit.at_end and hit.capital and _STOP_BEFORE.search(hit.before):
        return hit.in_front or hit.of_document
    dashed = hit.at_end and _DASH_BEFORE.search(hit.before)
    dashed = dashed or (hit.at_start and _DASH_AFTER.match(hit.after))
    return bool(dashed) and (stressed or hit.of_document)


def _stands_out(hit: Hit) -> bool:
    """Whether the level stands out by its capitals, or with the kind of document is the line."""
    opening = hit.plain[: hit.end].lstrip(" \t#>\u2060\"'«([")
    named = len(opening) < _NEAR and bool(_NAMED.match(opening + hit.after[:1]))
    if not hit.capitals:  # «Tài liệu tối mật»
        first = hit.block[: hit.start].strip(" \t\u2060(")[:1]
        is_said = hit.at_end or bool(_HANDLING.match(hit.after))
        return named and (hit.two_words or hit.capital) and is_said and first.isupper()
    if named:
        return True
    near = hit.block[max(0, hit.start - _NEAR) : hit.start]
    rest = near + hit.block[hit.end : hit.end + _NEAR]
    if not any(letter.islower() for letter in rest):  # a heading in capitals
        is_about = bool(_KIND_BEFORE.search(hit.before))
        return hit.two_words and (hit.at_start or hit.at_end) and not is_about
    words = near.split()
    return not (words and words[-1].islower() and re.match(r" +[^\W\d_]", hit.block[hit.end :]))


def _ends_a_title(hit: Hit) -> bool:
    """Whether the level ends the title of a document: «Kế hoạch phòng thủ **Mật**».

    A name ends one, too: «Quyết định khen thưởng ông Nguyễn Văn Mật».
    """
    if not (hit.of_document and hit.at_end and hit.capital):
        return False
    if _ABOUT_SECRETS.search(hit.before) or _NAMING.search(hit.before):
        return False
    words = hit.block[max(0, hit.start - _NEAR) : hit.start].rstrip(_SIGNS).split()
    return bool(words) and words[-1].islower() and not _KIND_BEFORE.search(hit.before)
