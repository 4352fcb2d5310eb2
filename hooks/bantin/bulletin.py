"""One bulletin: its typed front matter with type and issuer settled, and its body."""

import re
import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from pydantic import ValidationError

from bantin.catalogue import Problems
from bantin.diagnosis import quote
from bantin.number import DocumentNumber, matching_key, near_code
from bantin.parse import Marks, Parsed
from bantin.problems import Place, Problem, problem
from bantin.rules import LETTER, DocumentType, TypeRegistry, relations
from bantin.schema import Context, FrontMatter, choice_hint
from bantin.settings import Issuer
from bantin.text import slugify

# The name space of feed ids. It must never change: readers would see every entry as new.
_NAMESPACE: Final = uuid.UUID("5b0bb1b8-6a5f-4c55-9d0e-2f6f3f0f7a11")
_EXAMPLES: Final = {
    "number": "590-CV/ĐU",
    "date": "2026-05-19",
    "topic": "[hanh-chinh]",
    "title": "Họp giao ban tháng 5",
}
# A fenced block, or a span between equal runs of backticks.
_CODE: Final = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^`\n]*\n.*?^ {0,3}\1[`~]*[ \t]*$|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)",
    re.DOTALL | re.MULTILINE,
)
# What clerks call the keys when they do not look them up.
_VIETNAMESE: Final = {
    "so": "number",
    "so-ky-hieu": "number",
    "ngay": "date",
    "ngay-ban-hanh": "date",
    "chu-de": "topic",
    "tieu-de": "title",
    "trich-yeu": "title",
    "loai": "type",
    "co-quan": "issuer",
    "co-quan-ban-hanh": "issuer",
    "tom-tat": "summary",
    "tac-gia": "author",
    "anh": "image",
    "kinh-gui": "to",
    "noi-nhan": "cc",
    "nguoi-ky": "signer",
    "tep-kem-theo": "attachments",
    "dinh-kem": "attachments",
    "thoi-han": "deadlines",
    "lich": "events",
}
_BUILT_IN: Final = {
    "string_type": Problems.NOT_TEXT,
    "tuple_type": Problems.NOT_A_LIST,
    "model_type": Problems.NOT_A_GROUP,
    "model_attributes_type": Problems.NOT_A_GROUP,
    "dict_type": Problems.NOT_A_GROUP,
}


@dataclass(frozen=True)
class BodyText:
    """The body of a bulletin as written, whatever is wrong with its front matter.

    ``path`` is that of the file below the folder of bulletins, ``file`` its name in messages.
    """

    path: str
    file: str
    body: str
    body_line: int

    @cached_property
    def _body_without_code(self) -> str:
        return _CODE.sub(lambda code: re.sub(r"[^\n]", "\0", code[0]), self.body)

    def place_in_body(self, text: str, occurrence: int = 0) -> Place:
        """Return where *text* stands in the body, counting occurrences from 0.

        What stands in code is passed over: nothing there is a link or a tag.
        """
        body = self._body_without_code
        offset = body.find(text) if text else -1
        for _ in range(occurrence):
            found = body.find(text, offset + 1)
            if found < 0:
                break
            offset = found
        if offset < 0:
            return Place(self.file, self.body_line, 1)
        line = self.body_line + self.body.count("\n", 0, offset)
        return Place(self.file, line, offset - self.body.rfind("\n", 0, offset))


@dataclass(frozen=True)
class Bulletin(BodyText):
    """One bulletin; ``marks`` tell where the parts of its front matter stand, for messages."""

    front: FrontMatter
    type: DocumentType
    issuer_id: str
    issuer: Issuer
    marks: Marks

    @property
    def number(self) -> DocumentNumber:
        """The document's number."""
        return self.front.number

    @property
    def address(self) -> str:
        """The folder of the bulletin's page below ``bulletins/``: its path without ``.md``."""
        return self.path[: -len(".md")]

    @property
    def is_news(self) -> bool:
        """Whether the bulletin is a news article."""
        return self.type.news

    @cached_property
    def identity(self) -> tuple[str, ...]:
        """What the document is, whatever its file is called (see the identity of numbers).

        The permanent id where one is given; else issuer, type, number and date; for what has
        no number, the title in the number's place.
        """
        if self.front.id:
            return ("id", self.front.id)
        name = matching_key(self.number.text) if self.number.is_given else slugify(self.front.title)
        clock = f"{self.front.date.clock:%H:%M}" if self.front.date.clock else ""
        return (self.issuer_id, self.type.id, name, self.front.date.iso + clock)

    @cached_property
    def uuid(self) -> uuid.UUID:
        """The identity as a UUID of version 5, for feeds (RFC 4122, section 4.3)."""
        return uuid.uuid5(_NAMESPACE, "\n".join(self.identity))

    @cached_property
    def series(self) -> tuple[str, ...]:
        """The series within which the number is unique.

        A State series restarts each year, a Party series with each congress term
        (Decree 30/2020/NĐ-CP, Appendix I, part II; Regulation 399-QĐ/TW). Where the issuer's
        terms are not known, the year stands in for the term.
        """
        regime = self.number.regime or self.issuer.regime
        period = str(self.front.date.year)
        if regime == "party" and self.issuer.terms:
            day = self.front.date.start.date()
            starts = sorted(self.issuer.terms)
            begun = [start for start in starts if start <= day]
            period = f"nhiệm kỳ từ {begun[-1]:%d/%m/%Y}" if begun else f"trước {starts[0]:%d/%m/%Y}"
        return (self.issuer_id, self.type.id, matching_key(self.number.text), period)

    def place_of(self, *path: str | int) -> Place:
        """Return where the value at *path* of the front matter stands."""
        return Place(self.file, *self.marks.find(path))


def read_bulletin(
    parsed: Parsed, context: Context, file: str
) -> tuple[Bulletin | None, list[Problem]]:
    """Check the front matter of a bulletin and settle its type and issuer.

    Returns the bulletin, or None where something is missing that a page cannot do without;
    and all that is wrong. Never raises.
    """
    reader = _Reader(parsed, context, file)
    bulletin = reader.read()
    return bulletin, reader.problems


class _Reader:
    def __init__(self, parsed: Parsed, context: Context, file: str) -> None:
        self.parsed = parsed
        self.context = context
        self.file = file
        self.problems: list[Problem] = []

    def read(self) -> Bulletin | None:
        front = self._front_matter()
        if front is None:
            return None
        issuer_id = front.issuer or self.context.settings.issuer
        if not issuer_id:
            self._missing((), "issuer", self._any_issuer())
        unread = self.parsed.broken & {"number", "date", "type"}
        kind = None if unread else self._type(front)
        if kind is None or not issuer_id:
            return None
        if front.subject_prefix is not None:
            self._report(Problems.SUBJECT_PREFIX, ("title",), quoted=quote(front.subject_prefix))
        self._repeated(front)
        if self.parsed.broken:
            return None
        return Bulletin(
            path=self.parsed.path,
            front=front,
            type=kind,
            issuer_id=issuer_id,
            issuer=self.context.settings.issuers[issuer_id],
            body=self.parsed.body,
            body_line=self.parsed.body_line,
            file=self.file,
            marks=self.parsed.marks,
        )

    def _report(self, kind: Problems, path: tuple[str | int, ...], **details: object) -> None:
        line, column = self.parsed.marks.find(path)
        self.problems.append(problem(kind, Place(self.file, line, column), **details))

    def _any_issuer(self) -> str:
        return next(iter(self.context.settings.issuers), "van-phong")

    def _front_matter(self) -> FrontMatter | None:
        data = _without_empty(self.parsed.data)
        for attempt in range(2):
            try:
                return FrontMatter.model_validate(data, context=self.context)
            except ValidationError as error:
                rows: list[Any] = list(error.errors())
                unknown = [row for row in rows if row["type"] == "extra_forbidden"]
                if attempt == 0 and unknown:
                    for row in unknown:
                        self._unknown_key(row["loc"])
                        _delete(data, row["loc"])
                    continue
                for row in rows:
                    if not _follows(row, rows):
                        self._from_validation(row, data)
                return None
        return None

    def _unknown_key(self, path: tuple[str | int, ...]) -> None:
        known = _keys_at(path)
        meant = _VIETNAMESE.get(slugify(str(path[-1])), str(path[-1]))
        hints = choice_hint(meant, known)
        line, column = self.parsed.marks.keys.get(path) or self.parsed.marks.find(path)
        found = problem(Problems.UNKNOWN_KEY, Place(self.file, line, column), key=path[-1], **hints)
        self.problems.append(found)

    def _from_validation(self, row: dict[str, Any], data: dict[str, Any]) -> None:
        path: tuple[str | int, ...] = tuple(part for part in row["loc"] if part != "[key]")
        if path and path[0] in self.parsed.broken:
            return
        key = next((part for part in reversed(path) if isinstance(part, str)), "…")
        if row["type"] in Problems.__members__:
            details = row.get("ctx", {})
            if "end_key" in details:
                path = (*path, details["end_key"])
            self._report(Problems[row["type"]], path, **details)
            return
        if row["type"] == "missing":
            name = str(path[-1])
            example = _EXAMPLES.get(name, "…") if len(path) == 1 else "…"
            if len(path) == 1 and name in self.parsed.data:  # dropped because it was empty
                self._report(Problems.EMPTY_VALUE, path, key=name, example=example)
            else:
                self._missing(path, name, example)
            return
        if row["type"] == "too_short":
            self._report(Problems.EMPTY_VALUE, path, key=key, example=_EXAMPLES.get(key, "…"))
            return
        kind = _BUILT_IN.get(row["type"], Problems.NOT_TEXT)
        given = row.get("input", data)
        if kind is Problems.NOT_TEXT and _is_item_with_colon(path, given):
            ((name, value),) = given.items()
            line = f"- {quote(f'{name}: {value}')}"
            self._report(Problems.UNQUOTED_COLON, path, key=key, line=line)
            return
        keys = _keys_at((*path, "")) if key != "relations" else [*relations()]
        self._report(
            kind,
            path,
            key=key,
            example=f"{keys[0]}: …" if keys else "…",
            keys=", ".join(keys),
            sample=_sample(path, keys),
            given="danh sách" if isinstance(given, list) else "nhóm khóa con",
            given_en="a list" if isinstance(given, list) else "a mapping",
        )

    def _missing(self, path: tuple[str | int, ...], key: str, example: str) -> None:
        above = next((part for part in path[:-1] if isinstance(part, str)), None)
        where = f"mục này của «{above}»" if above else "phần đầu trang"
        where_en = f"this entry of «{above}»" if above else "the front matter"
        details = {"key": key, "example": example, "where": where, "where_en": where_en}
        self._report(Problems.MISSING_KEY, path, **details)

    def _type(self, front: FrontMatter) -> DocumentType | None:
        types = self.context.types
        number = front.number
        day = front.date.start.date()
        implied = types.with_code(number.code, number.regime, day) if number.code else ()
        if front.type:
            declared = types[front.type]
            if near_code(number, types) in [entry.code for entry in declared.codes]:
                self._no_type(number, types)
                return None
            if implied and declared not in implied:
                self._report(
                    Problems.TYPE_CONTRADICTS,
                    ("type",),
                    value=number.text,
                    implied=implied[0].label,
                    implied_id=implied[0].id,
                    type=declared.label,
                )
                return None
            return declared
        if implied:
            return implied[0]
        if number.regime == "state" and number.organ and not number.code:
            return types[LETTER]
        self._no_type(number, types)
        return None

    def _no_type(self, number: DocumentNumber, types: TypeRegistry) -> None:
        known = ", ".join(sorted(types))
        if not number.text:
            self._report(Problems.MISSING_TYPE, ("number",), known=known)
        elif close := near_code(number, types):
            correction = number.text.replace(number.code, close, 1)
            self._report(
                Problems.NEAR_CODE,
                ("number",),
                value=number.text,
                code=number.code,
                correction=correction,
            )
        else:
            self._report(Problems.TYPE_NOT_CLEAR, ("number",), value=number.text, known=known)

    def _repeated(self, front: FrontMatter) -> None:
        for key, values in (("topic", front.topic), ("cc", front.cc), ("to", front.to)):
            for index, value in enumerate(values):
                if value in values[:index]:
                    self._report(Problems.REPEATED_ENTRY, (key, index), key=key, value=value)


def _sample(path: tuple[str | int, ...], keys: list[str]) -> str:
    first = keys[0] if keys else "…"
    return f"- {first}: …" if isinstance(path[-1], int) else f"{path[-1]}:\n  {first}: …"


def _follows(row: dict[str, Any], rows: list[dict[str, Any]]) -> bool:
    """Whether a list is too short only because its entries were refused."""
    path = row["loc"]
    return row["type"] == "too_short" and any(
        len(other["loc"]) > len(path) and other["loc"][: len(path)] == path for other in rows
    )


def _is_item_with_colon(path: tuple[str | int, ...], given: object) -> bool:
    """Whether an item such as «- Lưu: VT», a text to its writer, was read as a mapping."""
    return (
        isinstance(path[-1], int)
        and isinstance(given, dict)
        and len(given) == 1
        and all(isinstance(value, str) for value in given.values())
    )


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    """Drop optional keys left empty: a filled-in form has many."""
    return {
        key: dict(value) if isinstance(value, dict) else value
        for key, value in data.items()
        if value != "" or key == "number" or key not in FrontMatter.model_fields
    }


def _delete(data: Any, path: tuple[str | int, ...]) -> None:
    *above, last = path
    for part in above:
        if part != "[key]":
            data = data[part]
    del data[last]


def _keys_at(path: tuple[str | int, ...]) -> list[str]:
    """Return the keys that the schema knows beside the one at *path*."""
    model: Any = FrontMatter
    for part in path[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            nested = _nested_model(model.model_fields[part].annotation)
            if nested is None:
                return []
            model = nested
    return list(model.model_fields)


def _nested_model(annotation: Any) -> Any:
    if hasattr(annotation, "model_fields"):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _nested_model(argument)
        if found is not None:
            return found
    return None
