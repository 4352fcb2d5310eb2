"""Split a bulletin into front matter and body, with the line and column of every value.

python-frontmatter splits; its YAML step is replaced by one that keeps every scalar as text
(``012`` stays ``012``) and remembers where it stood.
"""

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

import frontmatter
import yaml
from frontmatter.default_handlers import YAMLHandler

from bantin.catalogue import Problems
from bantin.diagnosis import NEARLY_FENCE, Fault, closing_hints, diagnose, lost_comments
from bantin.limits import body_excess, front_matter_excess
from bantin.problems import Place, Problem, problem
from bantin.source import Source

Path = tuple[str | int, ...]
Mark = tuple[int, int]

_FENCE: Final = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
_KEY_LINE: Final = re.compile(
    r"(?P<indent>[ \t]*(?:- +)?)(?P<key>[^\s:#\-][^:#]*?)\s*:(?P<value>.*)"
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_ESCAPED: Final = re.compile(f"[{_CONTROL.pattern[1:-1]}\ud800-\udfff]")  # and half characters
_SECOND_FRONT_MATTER: Final = re.compile(
    r"""\s*\n (-{3,})[ \t]*\n [a-z][a-z_]*:(?:[ \t].*)?\n
        (?:(?:[a-z][a-z_]*:|[ \t\#-]).*\n|\n)*? -{3,}[ \t]*(?:\n|\Z)""",
    re.VERBOSE,
)
_CONFLICT: Final = re.compile(r"^(<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_MOST_ATTEMPTS: Final = 50
_MOST_CONTROLS: Final = 20
_DEEPEST: Final = 12
_MOST_VALUES: Final = 1_000
_LOADER: Final = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_INDENT: Final = (
    "dòng này thụt đầu dòng không khớp với các dòng trên",
    "Đếm dấu cách ở đầu dòng: các khóa hoặc các dấu gạch cùng cấp phải thẳng cột với nhau.",
    "Count the spaces: keys or hyphens of one level must stand in one column.",
)
_NOT_UNDERSTOOD: Final = (
    "không hiểu được dòng này",
    "Viết theo mẫu «khóa: giá trị»; giá trị có ký tự đặc biệt thì đặt trong dấu nháy kép.",
    "Write «key: value»; put values with special characters in double quotes.",
)
_SYNTAX: Final = {
    "did not find expected key": _INDENT,
    "did not find expected '-' indicator": _INDENT,
    "mapping values are not allowed in this context": _INDENT,
    "block sequence entries are not allowed in this context": _INDENT,
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


class _Handler(YAMLHandler):
    """Python-frontmatter's YAML handler, reading scalars as text with marks."""

    def __init__(self, file: str, first_line: int) -> None:
        super().__init__(fm_boundary=_FENCE)
        self.file = file
        self.first_line = first_line  # of the opening fence, with which the text begins
        self.written: list[str] = []
        self.marks = Marks()
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        self.gave_up = False

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        """Return the data of the front matter; what cannot be read is left out and reported."""
        self.written = fm.split("\n")
        lines = [*self.written]
        if "#" in fm:
            self._mend(lines, lost_comments(lines))
        for _attempt in range(_MOST_ATTEMPTS):
            reader = _Reader("\n".join(lines), self.file, self.first_line)
            try:
                data = reader.read()
            except _Stop as stop:
                faults = [] if reader.count > _MOST_VALUES else diagnose(lines)
                if not faults:
                    self.problems.append(stop.found)
                    break
                self._mend(lines, faults)
                continue
            except yaml.MarkedYAMLError as error:
                self._mend(lines, diagnose(lines) or [_fault(error, lines)])
                continue
            self.marks = reader.marks
            self.problems += reader.problems
            self.gave_up = not data and bool(self.problems)
            return data
        self.gave_up = True
        return {}

    def _mend(self, lines: list[str], faults: list[Fault]) -> None:
        """Report faults, and mend their lines so that the rest can be read."""
        for fault in faults:
            # a line that was mended before may be longer than what was written
            column = min(fault.column, len(self.written[fault.index]))
            place = Place(self.file, self.first_line + fault.index, column + 1)
            self.problems.append(problem(fault.kind, place, **fault.details))
            if fault.is_lost:
                self.broken.add(_top_key(lines, fault.index))
            lines[fault.index] = fault.mended
            if fault.kind is Problems.UNCLOSED_FRONT_MATTER:  # the body follows
                del lines[fault.index :]


def _fault(error: yaml.MarkedYAMLError, lines: list[str]) -> Fault:
    """Return what a YAML error says, where nothing better is known."""
    text = error.problem or ""
    # What was opened and never closed is at fault where it was opened.
    opened = "end of stream" in text or "',' or" in text
    mark = (error.context_mark if opened else None) or error.problem_mark
    index = min(mark.line, len(lines) - 1) if mark else 0
    while index > 0 and not lines[index].strip():
        index -= 1
    detail, hint, hint_en = _SYNTAX.get(text, _NOT_UNDERSTOOD)
    details = {"detail": detail, "detail_en": text or "?", "hint": hint, "hint_en": hint_en}
    column = mark.column if mark and mark.line == index else 0
    return Fault(index, column, Problems.YAML_SYNTAX, details, "", is_lost=True)


def _top_key(lines: list[str], index: int) -> str:
    """Return the key at the left margin to which a line belongs."""
    while index > 0 and (not lines[index] or lines[index][0] in " \t-#"):
        index -= 1
    return lines[index].split(":", 1)[0].strip("\"' ")


class _Reader:
    """Builds plain data from YAML events, one pass, with marks."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.events = yaml.parse(text, Loader=_LOADER)
        self.file = file
        self.first_line = first_line
        self.marks = Marks()
        self.problems: list[Problem] = []
        self.count = 0

    def read(self) -> dict[str, Any]:
        """Return the data. Raises yaml.MarkedYAMLError or _Stop."""
        data: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingStartEvent) and not data:
                data = self._mapping((), 0)
            elif isinstance(event, yaml.NodeEvent):  # also a second document
                raise _Stop(problem(Problems.NOT_A_MAPPING, self._place(event)))
        return data

    def _place(self, event: yaml.Event) -> Place:
        return Place(self.file, *self._mark(event))

    def _mark(self, event: yaml.Event) -> Mark:
        mark: Any = event.start_mark
        return (self.first_line + mark.line, mark.column + 1)

    def _mapping(self, path: Path, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise _Stop(problem(Problems.NOT_A_MAPPING, self._place(event)))
            key = self._text(event)
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

    def _value(self, event: Any, path: Path, depth: int) -> Any:
        self.count += 1
        if self.count > _MOST_VALUES:
            most = {"most": f"{_MOST_VALUES:,}".replace(",", "."), "most_en": f"{_MOST_VALUES:,}"}
            raise _Stop(problem(Problems.TOO_MANY_KEYS, self._place(event), **most))
        feature = getattr(event, "anchor", None) or getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent) or feature:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&" if event.anchor else "!"
            line = f'"{sign}{event.anchor or ""}…"'
            raise _Stop(problem(Problems.YAML_FEATURE, self._place(event), feature=sign, line=line))
        if depth > _DEEPEST:
            raise _Stop(
                problem(
                    Problems.YAML_SYNTAX,
                    self._place(event),
                    detail="lồng quá nhiều cấp",
                    detail_en="nested too deeply",
                    hint="Bớt các cấp: không khóa nào cần quá hai cấp.",
                    hint_en="Use fewer levels: no key needs more than two.",
                )
            )
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path, depth + 1)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path, depth + 1)
        return self._text(event).strip()

    def _text(self, event: yaml.ScalarEvent) -> str:
        """Return the text of a scalar, without control characters written as escapes."""
        text: str = event.value
        if event.style == '"' and (match := _ESCAPED.search(text)):
            code = f"{ord(match[0]):04X}"
            kind = Problems.CONTROL_CHARACTER
            self.problems.append(problem(kind, self._place(event), codepoint=code))
            return _ESCAPED.sub("", text)
        return text


def parse(source: Source, file: str) -> tuple[Parsed | None, list[Problem]]:
    """Take a bulletin apart; *file* is its name in messages.

    Returns None where there is no front matter to speak of. Never raises.
    """
    controls = list(islice(_CONTROL.finditer(source.text), _MOST_CONTROLS))
    fences = list(islice(_FENCE.finditer(source.text), 2))
    # in a text they are dirt from a PDF; in the front matter, or in numbers, the file is damaged
    harmless = len(fences) > 1 and len(controls) < _MOST_CONTROLS
    harmless = harmless and all(match.start() > fences[1].end() for match in controls)
    kind = Problems.CONTROL_IN_BODY if harmless else Problems.CONTROL_CHARACTER
    dirt = [
        problem(
            kind,
            Place(file, *_position(source.text, match.start())),
            codepoint=f"{ord(match[0]):04X}",
        )
        for match in controls
    ]
    problems = [] if harmless else dirt
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
    opening, closing = fences
    if excess := front_matter_excess(source.text[opening.end() : closing.start()]):
        place = Place(file, *_position(source.text, opening.end()))
        return None, [problem(excess.kind, place, **excess.details)]
    handler = _Handler(file, source.text.count("\n", 0, opening.end()) + 1)
    data, body = frontmatter.parse(source.text, handler=handler)
    after = source.text[closing.end() :]
    blank = len(after) - len(after.lstrip())
    body_line = source.text.count("\n", 0, closing.end() + blank) + 1
    found = [*dirt, *handler.problems]
    if excess := body_excess(_CONTROL.sub(" ", after) if dirt else after):
        place = Place(file, *_position(source.text, closing.end() + excess.offset))
        found.append(problem(excess.kind, place, **excess.details))
        body = ""  # there is no more to say of it
    elif second := _SECOND_FRONT_MATTER.match(after):
        place = Place(file, *_position(source.text, closing.end() + second.start(1)))
        found.append(problem(Problems.SECOND_FRONT_MATTER, place))
    if handler.gave_up:
        return None, found
    body = _CONTROL.sub(_without_control, body) if dirt else body
    parsed = Parsed(source.path, data, body, body_line, handler.marks, frozenset(handler.broken))
    return parsed, found


def _without_control(match: re.Match[str]) -> str:
    """Return what a page shows for a control character: a blank for those that end a line."""
    return " " if match[0].isspace() else ""


def _fence_problem(text: str, file: str) -> Problem | None:
    stripped = text.lstrip()
    first_line = text[: len(text) - len(stripped)].count("\n") + 1
    indent = text[: len(text) - len(stripped)].rpartition("\n")[2]
    first = indent + stripped.split("\n", 1)[0].rstrip()
    if indent or not _FENCE.match(stripped):
        is_nearly = NEARLY_FENCE.match(first) or _FENCE.match(first.lstrip())
        detail = f": dòng đầu là «{first[:40]}»" if is_nearly else ""
        return problem(Problems.NO_FRONT_MATTER, Place(file, first_line), detail=detail)
    fences = list(_FENCE.finditer(text))
    if len(fences) == 1:
        body = stripped.split("\n")[1:]
        count = next((i for i, line in enumerate(body) if not _looks_like_yaml(line)), len(body))
        hints = closing_hints(body[count] if count < len(body) else "")
        place = Place(file, first_line + 1 + count)
        return problem(Problems.UNCLOSED_FRONT_MATTER, place, **hints)
    return None


def _looks_like_yaml(line: str) -> bool:
    return bool(_KEY_LINE.match(line)) or (line[:1] in (" ", "\t", "-", "#") and line.strip() != "")


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
