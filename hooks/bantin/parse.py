"""Split a bulletin into front matter and body, with the line and column of every value.

python-frontmatter splits; its YAML step is replaced by one that keeps every scalar as text
(``012`` stays ``012``) and remembers where it stood.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any, Final

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from bantin.catalogue import Problems
from bantin.problems import Place, Problem, problem
from bantin.source import Source

Path = tuple[str | int, ...]
Mark = tuple[int, int]

_FENCE: Final = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
_KEY_LINE: Final = re.compile(r"(?P<indent>[ \t]*(?:- +)?)(?P<key>[^\s:#\-][^:#]*?)\s*:(?P<value>.*)")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_CONFLICT: Final = re.compile(r"^(<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_NEARLY_FENCE: Final = re.compile(r"^(?:-{1,2}|[—–=_*]{2,}|\+{3})[ \t]*$")
_MOST_SYNTAX_PROBLEMS: Final = 50
_DEEPEST: Final = 12
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SYNTAX: Final = {
    "found unexpected end of stream": "dấu nháy mở ra nhưng chưa được đóng",
    "did not find expected ',' or ']'": "dấu [ mở ra nhưng chưa được đóng bằng ]",
    "did not find expected ',' or '}'": "dấu { mở ra nhưng chưa được đóng bằng }",
    "did not find expected key": "dòng này thụt đầu dòng không khớp với dòng trên, "
    "hoặc có dấu nháy kép bên trong dấu nháy kép",
    "did not find expected '-' indicator": "mục của danh sách thụt đầu dòng không khớp",
    "found unknown escape character": "dấu \\ trong dấu nháy kép; hãy viết \\\\ hoặc dùng nháy đơn",
}


@dataclass(frozen=True, slots=True)
class Marks:
    """Where keys and values of the front matter stand, by their path in the data."""

    keys: dict[Path, Mark] = field(default_factory=dict)
    values: dict[Path, Mark] = field(default_factory=dict)

    def find(self, path: Path) -> Mark:
        """Return the mark of the value at *path*, or of the nearest thing above it."""
        for end in range(len(path), 0, -1):
            found = self.values.get(path[:end]) or self.keys.get(path[:end])
            if found:
                return found
        return (1, 1)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A bulletin taken apart: data of the front matter, body, and where they stand.

    ``broken`` names the keys whose values could not be read; nothing more is to be said of them.
    """

    path: str
    data: dict[str, Any]
    body: str
    body_line: int
    marks: Marks
    broken: frozenset[str]


class _Stop(Exception):  # noqa: N818 - it ends one reading, it is no error
    def __init__(self, found: Problem) -> None:
        super().__init__(found.kind.code)
        self.found = found


class _Handler(YAMLHandler):  # type: ignore[misc]
    """Python-frontmatter's YAML handler, reading scalars as text with marks."""

    def __init__(self, file: str, first_line: int) -> None:
        super().__init__(fm_boundary=_FENCE)
        self.file = file
        self.first_line = first_line  # of the opening fence, with which the text begins
        self.marks = Marks()
        self.problems: list[Problem] = []
        self.broken: set[str] = set()

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        """Return the data of the front matter; what cannot be read is left out and reported."""
        lines = fm.split("\n")
        for _attempt in range(_MOST_SYNTAX_PROBLEMS):
            reader = _Reader("\n".join(lines), self.file, self.first_line)
            try:
                data = reader.read()
            except yaml.MarkedYAMLError as error:
                index = self._report(error, lines)
                if index is None:
                    return {}
                self._neutralise(lines, index)
                continue
            except _Stop as stop:
                self.problems.append(stop.found)
                return {}
            self.marks = reader.marks
            self.problems += reader.problems
            return data
        return {}

    def _report(self, error: yaml.MarkedYAMLError, lines: list[str]) -> int | None:
        """Add the problem that *error* means; return the index of the line at fault."""
        mark = error.problem_mark
        opened = error.context_mark
        text = error.problem or ""
        if "end of stream" in text or "',' or" in text:  # the fault is where it was opened
            mark = opened or mark
        index = min(mark.line, len(lines) - 1) if mark else 0
        while index > 0 and not lines[index].strip():
            index -= 1
        line, column = lines[index], (mark.column if mark and mark.line == index else 0)
        place = Place(self.file, self.first_line + index, column + 1)
        match = _KEY_LINE.match(line)
        value = match["value"].strip() if match else ""
        if line.lstrip(" ").startswith("\t") or (not line.strip(" \t") and "\t" in line):
            found = problem(Problems.TAB_INDENT, place)
        elif match and value[:1] in ("*", "&", "!", "@", "`", "%", "|", ">") and value:
            found = problem(Problems.YAML_FEATURE, place, feature=value[0], value=_inner(value))
        elif match and "mapping values" in text and ":" in value:
            found = problem(
                Problems.UNQUOTED_COLON, place, key=match["key"], quoted=quote(value)
            )
        elif match and value.startswith('"') and value.count('"') > 2:  # noqa: PLR2004
            inner = value.strip('"')
            found = problem(
                Problems.YAML_SYNTAX,
                place,
                detail=f"có dấu nháy kép bên trong dấu nháy kép; hãy viết {match['key']}: '{inner}'",
                detail_en=f"double quotes within double quotes; write {match['key']}: '{inner}'",
            )
        elif not match and line.strip() and not line.lstrip().startswith(("-", "#")):
            found = problem(Problems.BLOCK_STARTS_TEXT, place, hint=_text_hint(line))
        else:
            detail = _SYNTAX.get(text, "không hiểu được dòng này")
            found = problem(Problems.YAML_SYNTAX, place, detail=detail, detail_en=text)
        if any(found.place.line == earlier.place.line for earlier in self.problems):
            return None
        self.problems.append(found)
        return index

    def _neutralise(self, lines: list[str], index: int) -> None:
        """Blank what could not be read, so that the rest can be."""
        top = index
        while top > 0 and lines[top][:1] in (" ", "\t", "-", "#", ""):
            top -= 1
        if match := _KEY_LINE.match(lines[top]):
            self.broken.add(match["key"])
            if top == index:
                lines[index] = f'{match["key"]}: ""'
                return
        lines[index] = ""


class _Reader:
    """Builds plain data from YAML events, one pass, with marks."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.events = yaml.parse(text, Loader=_LOADER)
        self.file = file
        self.first_line = first_line
        self.marks = Marks()
        self.problems: list[Problem] = []

    def read(self) -> dict[str, Any]:
        """Return the data. Raises yaml.MarkedYAMLError or _Stop."""
        data: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                continue
            if isinstance(event, yaml.MappingStartEvent):
                data = self._mapping((), 0)
                continue
            if isinstance(event, (yaml.DocumentEndEvent, yaml.StreamEndEvent)):
                continue
            raise _Stop(problem(Problems.NOT_A_MAPPING, self._place(event)))
        return data

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.file, self.first_line + mark.line, mark.column + 1)

    def _mark(self, event: yaml.Event) -> Mark:
        return (self.first_line + event.start_mark.line, event.start_mark.column + 1)

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise _Stop(problem(Problems.NOT_A_MAPPING, self._place(event)))
            key = event.value
            below = (*path, key)
            value_event = next(self.events)
            value = self._value(value_event, below, depth)
            if key in data:
                first = self.marks.keys[below][0]
                self.problems.append(
                    problem(Problems.DUPLICATE_KEY, self._place(event), key=key, first=first)
                )
                continue
            self.marks.keys[below] = self._mark(event)
            self.marks.values[below] = self._mark(value_event)
            data[key] = value
        return data

    def _sequence(self, path: Path, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            below = (*path, len(items))
            self.marks.values[below] = self._mark(event)
            items.append(self._value(event, below, depth))
        return items

    def _value(self, event: yaml.Event, path: Path, depth: int) -> Any:
        feature = getattr(event, "anchor", None) or getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or feature:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&" if event.anchor else "!"
            name = f"{sign}{event.anchor or ''}".rstrip()
            raise _Stop(
                problem(Problems.YAML_FEATURE, self._place(event), feature=sign, value=name)
            )
        if depth > _DEEPEST:
            raise _Stop(
                problem(
                    Problems.YAML_SYNTAX,
                    self._place(event),
                    detail="lồng quá nhiều cấp",
                    detail_en="nested too deeply",
                )
            )
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path, depth + 1)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, depth + 1)
        value: str = event.value
        return value.strip()


def parse(source: Source, file: str) -> tuple[Parsed | None, list[Problem]]:
    """Take a bulletin apart; *file* is its name in messages.

    Returns None where there is no front matter to speak of. Never raises.
    """
    problems = [
        problem(
            Problems.CONTROL_CHARACTER,
            Place(file, *_position(source.text, match.start())),
            codepoint=f"{ord(match[0]):04X}",
        )
        for match in _CONTROL.finditer(source.text)
    ]
    problems += [
        problem(
            Problems.CONFLICT_MARKER,
            Place(file, *_position(source.text, match.start())),
            marker=match[1],
        )
        for match in _CONFLICT.finditer(source.text)
        if match[1][0] != "=" or "<<<<<<<" in source.text
    ]
    if problems:  # YAML would stop at these again, with a message that helps nobody
        return None, problems
    if missing := _fence_problem(source.text, file):
        return None, [missing]
    opening, closing = list(_FENCE.finditer(source.text))[:2]
    handler = _Handler(file, source.text.count("\n", 0, opening.end()) + 1)
    data, body = frontmatter.parse(source.text, handler=handler)
    after = source.text[closing.end() :]
    blank = len(after) - len(after.lstrip())
    body_line = source.text.count("\n", 0, closing.end() + blank) + 1
    parsed = Parsed(
        source.path, data, body, body_line, handler.marks, frozenset(handler.broken)
    )
    return parsed, handler.problems


def quote(text: str) -> str:
    """Return *text* as a double-quoted YAML scalar."""
    return json.dumps(_inner(text), ensure_ascii=False)


def _inner(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return value.replace('"', "'")


def _text_hint(line: str) -> str:
    words = line.strip()
    match = re.match(r"([\w ]{1,30}?)\s*[=：]\s*(.+)", words) or re.match(r"(\w+)\s*:(\S.*)", words)
    if match:
        return f"{match[1]}: {match[2]}"
    return "Viết «khóa: giá trị»; nếu đây là nội dung bài thì thêm dòng --- phía trên nó."


def _fence_problem(text: str, file: str) -> Problem | None:
    stripped = text.lstrip()
    first_line = text[: len(text) - len(stripped)].count("\n") + 1
    first = stripped.split("\n", 1)[0].rstrip()
    if not _FENCE.match(stripped):
        detail = f": dòng đầu là «{first[:40]}»" if _NEARLY_FENCE.match(first) else ""
        return problem(Problems.NO_FRONT_MATTER, Place(file, first_line), detail=detail)
    fences = list(_FENCE.finditer(text))
    if len(fences) == 1:
        body = stripped.split("\n")[1:]
        count = next((i for i, line in enumerate(body) if not _looks_like_yaml(line)), len(body))
        return problem(Problems.UNCLOSED_FRONT_MATTER, Place(file, first_line + 1 + count))
    return None


def _looks_like_yaml(line: str) -> bool:
    return bool(_KEY_LINE.match(line)) or line[:1] in (" ", "\t", "-", "#") and line.strip() != ""


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
