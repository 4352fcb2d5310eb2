"""Whether a level of secrecy marks the line that it stands in, or is spoken of there."""

import re
from dataclasses import dataclass
from typing import Final

from bantin.secrecy_mentions import is_enumerated, is_mention, words_with

_KIND: Final = (  # of document, as it stands before a level
    "(?:van ban|tai lieu|cong van|bao cao|ho so|ke hoach|to trinh|quyet dinh|nghi quyet|thong bao"
    "|phuong an|de an|chi thi|ket luan|bien ban|du an|chuong trinh|cong dien|huong dan|giay moi)"
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
_OF_ITSELF: Final = re.compile(
    r"(?:van ban|tai lieu|cong van|ho so|bao cao) nay (?:thuoc|co|la|mang|duoc)[a-z ]{0,30}"
    r"[\s:\"“(]*$"
)
_NUMBER_BEFORE: Final = re.compile(r"\d[^\W_]{0,3}\s*[/-]\s*[\w/&-]*[a-z][\s\W]*$")
_HEAD_AFTER: Final = re.compile(r"\W*(?:so\W+\d|cong hoa xa hoi|doc lap\W+tu do|dang cong san)")
_HEAD_BEFORE: Final = re.compile(r"(?:viet nam|hanh phuc|uy ban nhan dan[a-z ]*)\W*$")
_DASH_BEFORE: Final = re.compile(r"(?:\s[-\u2010-\u2015•·/:|]|[\u2013\u2014:])\s*[\"'«(\[]*$")
_DASH_AFTER: Final = re.compile(r"[\"'»)\]]*\s*(?:[\u2013\u2014]|[-•·/|]\s)")
_COLON_AFTER: Final = re.compile(r"\s*[:.]\s")
_OPENED: Final = re.compile(r"[(\[{<‹«【（〔]\s*(?:(?:muc |cap )?do (?:mat )?)?$")
_QUOTED: Final = re.compile(r"[<‹«]\s*$")
_CLOSED: Final = re.compile(r"\s*[)\]}>›»】）〕]")
_ENDED: Final = re.compile(r"[\W_]*$")
_A_LETTER: Final = re.compile(r"[^\W_]")
# b ả o  m ậ t, m ậ t  k h ẩ u
_SPACED_BEFORE: Final = re.compile(r"(?<![a-z])(?:b[\W_]a[\W_]o|b[\W_]i|c[\W_]o)[\W_]+$")
_SPACED_AFTER: Final = re.compile(r"[\W_]+(?:k[\W_]h[\W_]a[\W_]u|d[\W_]o|m[\W_]a|o[\W_]n[\W_]g)")
_MARKS: Final = "\u0302\u0323\u2060"
_NEAR: Final = 160  # characters on either side that are looked at


@dataclass(frozen=True, slots=True)
class Hit:
    """A level inside a line or cell: the *block*, its folded letters, and where the level is."""

    block: str
    plain: str
    start: int
    end: int

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


def marks_its_line(hit: Hit, *, in_front: bool) -> bool:
    """Whether a level is a marking of the line that it stands in.

    *in_front* tells that the line is a value of the front matter.
    """
    if is_enumerated(hit.before, hit.after) or _is_other_word(hit):
        return False
    if _is_labelled(hit) or _is_in_brackets(hit):
        return True
    if is_mention(hit.before):
        return False
    return _is_spaced(hit) or _is_set_off(hit, in_front=in_front) or _stands_out(hit)


def _is_other_word(hit: Hit) -> bool:
    """Whether «mật» is part of another word; in capitals, of a word in capitals."""
    if hit.two_words:
        return False
    near = max(0, hit.start - _NEAR)
    around = (hit.plain[near : hit.start], hit.plain[hit.end : hit.end + _NEAR])
    before, after = words_with(*around)
    words = [hit.block[hit.start - before : hit.start]] * bool(before)
    words += [hit.block[hit.end : hit.end + after]] * bool(after)
    return any(not hit.capitals or word == word.upper() for word in words)


def _is_labelled(hit: Hit) -> bool:
    """Whether what stands before tells that the level is the document's."""
    if _LABEL.search(hit.before) or _LABEL_DASHED.search(hit.before):
        return True
    named = (_NUMBER_BEFORE, _OF_ITSELF, _HEAD_BEFORE)
    return hit.capital and any(pattern.search(hit.before) for pattern in named)


def _is_in_brackets(hit: Hit) -> bool:
    """Whether the level stands in brackets; «dịch ngọt (mật) do ong» is none."""
    if not (_OPENED.search(hit.before) and _CLOSED.match(hit.after)):
        return False
    if _QUOTED.search(hit.before) and is_mention(hit.before):  # đóng dấu «Tuyệt mật»
        return False
    numbered = bool(_NUMBER_BEFORE.search(hit.before))
    edge = hit.at_start or hit.at_end
    return hit.capital or hit.two_words or edge or numbered or hit.of_document


def _is_spaced(hit: Hit) -> bool:
    """Whether the letters stand apart, as nobody writes a word."""
    apart = not all(letter.isalpha() for letter in hit.plain[hit.start : hit.start + 3])
    other = _SPACED_BEFORE.search(hit.before) or _SPACED_AFTER.match(hit.after)
    return apart and not other and (hit.capitals or hit.two_words)


def _is_set_off(hit: Hit, *, in_front: bool) -> bool:
    """Whether the level is set off from the rest of the line, by a dash or the head of a page."""
    if _HEAD_AFTER.match(hit.after) and (hit.capital or hit.at_start):
        return True
    if hit.at_start and _COLON_AFTER.match(hit.after):
        return hit.capitals or (in_front and hit.capital)
    dashed = hit.at_end and _DASH_BEFORE.search(hit.before)
    dashed = dashed or (hit.at_start and _DASH_AFTER.match(hit.after))
    return bool(dashed) and (hit.capital or hit.two_words or hit.of_document)


def _stands_out(hit: Hit) -> bool:
    """Whether the level stands out by its capitals, or with the kind of document is the line."""
    opening = hit.plain[: hit.end].lstrip(" \t#>\u2060\"'«([")
    named = len(opening) < _NEAR and bool(_NAMED.match(opening + hit.after[:1]))
    if not hit.capitals:  # «Tài liệu tối mật»
        first = hit.block[: hit.start].strip(" \t\u2060")[:1]
        return named and hit.two_words and hit.at_end and first.isupper()
    if named:
        return True
    near = hit.block[max(0, hit.start - _NEAR) : hit.start]
    rest = near + hit.block[hit.end : hit.end + _NEAR]
    if not any(letter.islower() for letter in rest):  # a heading in capitals
        is_about = bool(_KIND_BEFORE.search(hit.before))
        return hit.two_words and (hit.at_start or hit.at_end) and not is_about
    words = near.split()
    return not (words and words[-1].islower() and re.match(r" +[^\W\d_]", hit.block[hit.end :]))
