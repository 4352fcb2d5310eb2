"""Say what is wrong with front matter that YAML refuses, line by line, as an editor sees it.

A YAML parser stops at the first fault and often names a later line. This reads the lines as
people write them (one ``key: value`` a line), finds every fault that it is sure of, and mends
each line so that the rest of the front matter can still be read and checked.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bantin.catalogue import Problems
from bantin.number import mend

_KEY_LINE: Final = re.compile(
    r"(?P<indent> *)(?P<dash>(?:- +)?)[\x22']?(?P<key>[^\W\d][\w -]*?)[\x22']?"
    r"[ \t]*:(?P<value>[ \t].*|)"
)
_ITEM: Final = re.compile(r"(?P<indent> *)(?P<dash>- +)(?P<value>.*)")
_BLOCK: Final = re.compile(r"[|>][-+\d]*(?:\s+#.*)?")
_COMMENT: Final = re.compile(r"(?:^|\s)#(?:\s.*)?$")
_LOST: Final = re.compile(r"(?:^|\s)#\S")
_SIGNS: Final = "*&!@`%|>,]}"
_CLOSED: Final = {
    '"': re.compile(r'"(?:[^"\\]|\\(?:[0abt\tnvfre "/\\N_LP]|x[0-9A-Fa-f]{2}))*"'),
    "'": re.compile(r"'(?:[^']|'')*'"),
}
_ALMOST_KEY: Final = re.compile(r"\W*(?P<key>[a-z_]{2,20})\W*?\s*[:：=](?P<value>(?!//).*)")
NEARLY_FENCE: Final = re.compile(r"^(?:-{1,2}|[—–=_*]{1,}|\+{3})[ \t]*$")
_PAIRS: Final = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its line (from 0) and column (from 0), and the line as it may be read on.

    ``is_lost`` tells whether the value is lost by that.
    """

    index: int
    column: int
    kind: Problems
    details: dict[str, str]
    mended: str
    is_lost: bool = False


def quote(text: str) -> str:
    """Return *text* as a double-quoted YAML scalar."""
    return json.dumps(_unquoted(text).replace('"', "'"), ensure_ascii=False)


def diagnose(lines: list[str]) -> list[Fault]:
    """Return the faults of front matter that can be told from its lines."""
    faults: list[Fault] = []
    content = list(_content(lines))
    for position, index in enumerate(content):
        if _is_body(lines, content[position:]):
            hints = closing_hints(lines[index])
            faults.append(Fault(index, 0, Problems.UNCLOSED_FRONT_MATTER, hints, ""))
            break
        before = lines[content[position - 1]] if position else None
        if fault := _fault(index, lines[index], before):
            faults.append(fault)
    return faults


def lost_comments(lines: list[str]) -> list[Fault]:
    """Return the faults of values that YAML would cut at a ``#``: ``title: #1``, ``Tổ #2``."""
    found = []
    for index in _content(lines):
        match = _KEY_LINE.fullmatch(lines[index]) or _ITEM.fullmatch(lines[index])
        if match and match["value"].strip()[:1] not in ("", '"', "'", *_PAIRS):
            cut = _LOST.search(match["value"])
            if cut and not _COMMENT.search(match["value"][: cut.start() + 1]):
                found.append(_sign(index, match, "#"))
    return found


def closing_hints(line: str) -> dict[str, str]:
    """Return how to close the front matter before *line*."""
    if NEARLY_FENCE.match(line):
        return {
            "hint": f"Thay dòng «{line.strip()[:40]}» bằng đúng ba dấu gạch: ---",
            "hint_en": f"Replace the line «{line.strip()[:40]}» by exactly three hyphens: ---",
        }
    return {
        "hint": "Thêm một dòng chỉ có --- sau khóa cuối cùng, trước nội dung.",
        "hint_en": "Add a line of --- after the last key, before the body.",
    }


def _content(lines: list[str]) -> Iterator[int]:
    """Yield the indexes of the lines that hold keys or items: no comments, no long values."""
    index = 0
    while index < len(lines):
        line = lines[index]
        start = index
        index += 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        yield start
        match = _KEY_LINE.fullmatch(line) or _ITEM.fullmatch(line)
        value = match["value"].strip() if match else ""
        if match and _runs_on(value, lines, index, len(match["indent"])):
            while index < len(lines) and _is_below(lines[index], len(match["indent"])):
                index += 1


def _runs_on(value: str, lines: list[str], index: int, indent: int) -> bool:
    """Whether a value goes on, rightly, in the indented lines that follow."""
    if _BLOCK.fullmatch(value):
        return True
    end = value[:1] if value[:1] in _CLOSED else _PAIRS.get(value[:1])
    if not end or _is_closed(value):
        return False
    for line in lines[index:]:
        if not _is_below(line, indent):
            return False
        if line.rstrip().endswith(end):
            return True
    return False


def _is_below(line: str, indent: int) -> bool:
    return not line.strip() or len(line) - len(line.lstrip(" ")) > indent


def _is_body(lines: list[str], rest: list[int]) -> bool:
    """Whether the body begins here: no key from here on, though a closing fence came later."""
    if any(_KEY_LINE.fullmatch(lines[i]) or _ITEM.fullmatch(lines[i]) for i in rest[:1]):
        return False
    first = lines[rest[0]]
    if first.startswith((" ", "\t", "-")) or _ALMOST_KEY.match(first):
        return False
    after_blank = rest[0] > 0 and not lines[rest[0] - 1].strip()
    known = any(re.match(r"[a-z_]+:(?: |$)", lines[i]) for i in rest)
    return (len(rest) > 1 or after_blank) and not known


def _fault(index: int, line: str, before: str | None) -> Fault | None:
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Fault(index, line.index("\t"), Problems.TAB_INDENT, {}, line.replace("\t", "  "))
    match = _KEY_LINE.fullmatch(line)
    if match:
        return _in_value(index, match) or _in_indent(index, match, before)
    if item := _ITEM.fullmatch(line):
        return _in_value(index, item)
    if line.startswith((" ", "-")):
        return None  # the further lines of a value
    return _no_key(index, line)


def _no_key(index: int, line: str) -> Fault:
    kind = Problems.BLOCK_STARTS_TEXT
    if match := _ALMOST_KEY.fullmatch(line):
        value = match["value"].strip()
        colon = re.search(r":(?:\s|$)", value)
        mended = f"{match['key']}: {quote(value) if colon else value}"
        return Fault(index, 0, kind, {"hint": mended, "hint_en": mended}, mended)
    details = {
        "hint": "Viết «khóa: giá trị»; nếu đây là nội dung bài thì thêm dòng --- phía trên nó.",
        "hint_en": "Write «key: value»; if this is the body, add a line --- above it.",
    }
    return Fault(index, 0, kind, details, "")


def _in_value(index: int, match: re.Match[str]) -> Fault | None:
    value = match["value"].strip()
    first = value[:1]
    if not value or first == "#" or _BLOCK.fullmatch(value):
        return None
    if first in _CLOSED:
        return _in_quotes(index, match, value)
    if first in _PAIRS:
        return _in_brackets(index, match, value)
    if first in _SIGNS or re.match(r"[-?](?: |$)", value):
        return _sign(index, match, first)
    plain = re.split(r"\s#", value, maxsplit=1)[0]
    if re.search(r":(?:\s|$)", plain):
        return _colon(index, match, value)
    return None


def _colon(index: int, match: re.Match[str], value: str) -> Fault:
    key = match.groupdict().get("key") or ""
    if key == "number":
        correction = mend(_unquoted(value))
        details = {"value": value, "correction": correction}
        return _lost(index, match, Problems.NUMBER_WITH_WORD, details)
    if match["dash"] and not re.fullmatch(r"[a-z_]+", key):  # - Lưu: VT: HC
        value = f"{key}: {value}" if key else value
        details = {"key": key or "-", "line": f"- {quote(value)}"}
    else:
        details = {"key": key, "line": _line(match, quote(value))}
    return _lost(index, match, Problems.UNQUOTED_COLON, details)


def _sign(index: int, match: re.Match[str], sign: str) -> Fault:
    line = _line(match, quote(match["value"]))
    return _lost(index, match, Problems.YAML_FEATURE, {"feature": sign, "line": line})


def _in_quotes(index: int, match: re.Match[str], value: str) -> Fault | None:
    mark = value[0]
    closed = _CLOSED[mark].match(value)
    if closed and re.fullmatch(r"\s*(?:#.*)?", value[closed.end() :]):
        return None
    if value.count(mark) == 1:
        line = _line(match, quote(value[1:]))
        return _syntax(
            index, match, "dấu nháy mở ra nhưng chưa được đóng", "the quote is not closed", line
        )
    if mark == '"' and "\\" in value and value.endswith(mark):
        line = _line(match, f"'{value[1:-1]}'")
        detail = "trong dấu nháy kép, dấu \\ có nghĩa riêng; hãy dùng nháy đơn"
        return _syntax(index, match, detail, "a \\ within double quotes; use single ones", line)
    # The outer pair is dropped only where something was quoted within it.
    wrapped = value.endswith(mark) and not _CLOSED[mark].match(value[1:-1])
    inner = value[1:-1] if wrapped and value.count(mark) % 2 == 0 else value
    other = "'" if mark == '"' else '"'
    line = _line(match, quote(inner) if other in inner else f"{other}{inner}{other}")
    detail = "dấu nháy bên trong giá trị; hãy đặt cả giá trị trong loại dấu nháy kia"
    return _syntax(index, match, detail, "quotes within the value; use the other kind", line)


def _in_brackets(index: int, match: re.Match[str], value: str) -> Fault | None:
    opening = value[0]
    closing = _PAIRS[opening]
    if _is_closed(value):
        return None
    if closing in value:  # [Hỏa tốc] Họp
        return _sign(index, match, opening)
    plain = re.split(r"\s#", value, maxsplit=1)[0].rstrip(", ")
    detail = f"dấu {opening} mở ra nhưng chưa được đóng bằng {closing}"
    return _syntax(
        index, match, detail, f"{opening} is not closed by {closing}", _line(match, plain + closing)
    )


def _is_closed(value: str) -> bool:
    if value[:1] in _CLOSED:
        return bool(_CLOSED[value[0]].match(value))
    plain = re.split(r"\s#", value, maxsplit=1)[0].rstrip()
    return plain.endswith(_PAIRS[value[0]])


def _in_indent(index: int, match: re.Match[str], before: str | None) -> Fault | None:
    """Return the fault of a key that stands deeper than the line above allows."""
    if not match["indent"] or match["dash"]:
        return None
    text = match.string.strip()
    column = len(match["indent"])
    if before is None:
        detail = "thừa dấu cách ở đầu dòng"
        return _indent_fault(index, column, detail, "spaces before the key", text, text)
    above = _KEY_LINE.fullmatch(before)
    if not above or not above["value"].strip() or above["value"].strip().startswith("#"):
        return None
    expected = above.start("key")
    if column <= expected:
        return None
    detail = f"khóa «{match['key']}» thụt vào sâu hơn khóa «{above['key']}» ở dòng trên"
    detail_en = f"«{match['key']}» is indented more than «{above['key']}» above"
    return _indent_fault(index, column, detail, detail_en, " " * expected + text, text)


def _indent_fault(  # noqa: PLR0913, PLR0917 - the parts of one message
    index: int, column: int, detail: str, detail_en: str, mended: str, text: str
) -> Fault:
    spaces = len(mended) - len(text)
    where = f"thụt vào đúng {spaces} dấu cách" if spaces else "viết sát lề trái"
    hint = f"Để dòng này {where}: «{text}»."
    hint_en = f"Begin the line with {spaces} spaces: «{text}»."
    details = {"detail": detail, "detail_en": detail_en, "hint": hint, "hint_en": hint_en}
    return Fault(index, column, Problems.YAML_SYNTAX, details, mended)


def _syntax(index: int, match: re.Match[str], detail: str, detail_en: str, line: str) -> Fault:
    details = {"detail": detail, "detail_en": detail_en, "hint": line, "hint_en": line}
    return _lost(index, match, Problems.YAML_SYNTAX, details)


def _lost(index: int, match: re.Match[str], kind: Problems, details: dict[str, str]) -> Fault:
    key = match.groupdict().get("key")
    before = match["indent"] + match["dash"]
    mended = f'{before}{key}: ""' if key else f'{before}""'
    space = len(match["value"]) - len(match["value"].lstrip())
    return Fault(index, match.start("value") + space, kind, details, mended, is_lost=True)


def _line(match: re.Match[str], value: str) -> str:
    key = match.groupdict().get("key")
    return f"{match['dash']}{key}: {value}" if key else f"{match['dash']}{value}"


def _unquoted(value: str) -> str:
    value = value.strip()
    for opening, closing in ('""', "''", "“”", "‘’"):
        if len(value) > 1 and value[0] == opening and value[-1] == closing:
            return value[1:-1]
    return value
