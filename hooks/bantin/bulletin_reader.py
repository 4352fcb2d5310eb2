"""Read the front matter of a bulletin, with every problem at its place."""

import re
from typing import Any, Final

from pydantic import ValidationError

from bantin.bulletin import Bulletin
from bantin.catalogue import Problems
from bantin.dates import parse_date
from bantin.diagnosis import quote
from bantin.key_names import VIETNAMESE_KEYS, inverse_meant, relation_meant
from bantin.number import DocumentNumber, near_code
from bantin.number_slips import NumberReader, suggest_number
from bantin.parse import Parsed
from bantin.problems import Place, Problem, problem
from bantin.rules import LETTER, DocumentType, TypeRegistry, find_status, relations, statuses
from bantin.schema import Deadline, FrontMatter, choice_hint
from bantin.text import fold, nearest, slugify
from bantin.validation import Context

_EXAMPLES: Final = {
    "number": "590-CV/ĐU",
    "date": "2026-05-19",
    "topic": "[hanh-chinh]",
    "title": "Họp giao ban tháng 5",
}
_WITHDRAWN: Final = "da-thu-hoi"
_BUILT_IN: Final = {
    "string_type": Problems.NOT_TEXT,
    "tuple_type": Problems.NOT_A_LIST,
    "model_type": Problems.NOT_A_GROUP,
    "model_attributes_type": Problems.NOT_A_GROUP,
    "dict_type": Problems.NOT_A_GROUP,
}


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
        if front.withdrawn and front.status not in (None, _WITHDRAWN):
            status = statuses()[front.status or ""].label
            self._report(Problems.STATUS_OF_WITHDRAWN, ("status",), status=status)
        self._near_number(front, kind)
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
        name = str(path[-1])
        if len(path) == 1:
            value = self.parsed.data.get(name)
            if inverse_meant(name):
                self._unknown_relation(path)
                return
            relation = relation_meant(name)
            if relation is None and _is_reference(value):  # replace: 1/KH-UBND
                relation = nearest(name, [*known, *relations()])
                relation = relation if relation in relations() else None
            if relation and (VIETNAMESE_KEYS.get(slugify(name)) is None or _is_reference(value)):
                sample = f"relations:\n  {relation}: {_written(value)}"
                self._report_key(Problems.RELATION_OUTSIDE, path, key=name, sample=sample)
                return
        meant = VIETNAMESE_KEYS.get(slugify(name), name)
        if meant == "effective" and find_status(str(self.parsed.data.get(name))):
            meant = "status"  # hiệu lực: còn hiệu lực
        hints = choice_hint(meant if meant in known else name, known)
        self._report_key(Problems.UNKNOWN_KEY, path, key=name, **hints)

    def _unknown_relation(self, path: tuple[str | int, ...]) -> None:
        name = str(path[-1])
        if inverse := inverse_meant(name):
            own = self.parsed.data.get("number")
            own = own if isinstance(own, str) and own else "…"
            line = f"{inverse}: [{own}]"
            here, there, there_en = "cũ", "mới", "newer"
            if inverse == "attached_to":  # what is attached is often older
                here, there, there_en = "này", "kèm theo", "attached"
            hint = f"Ghi ở văn bản {there} «{line}» (dưới «relations»)"
            hint_en = f"Write «{line}» (under «relations») in the {there_en} document"
            hints = {
                "hint": f"{hint}, không ghi ở văn bản {here}.",
                "hint_en": f"{hint_en}, not in this one.",
            }
        else:
            hints = choice_hint(relation_meant(name) or name, relations())
        self._report_key(Problems.UNKNOWN_RELATION, path, value=name, **hints)

    def _report_key(self, kind: Problems, path: tuple[str | int, ...], **details: object) -> None:
        line, column = self.parsed.marks.keys.get(path) or self.parsed.marks.find(path)
        self.problems.append(problem(kind, Place(self.file, line, column), **details))

    def _from_validation(self, row: dict[str, Any], data: dict[str, Any]) -> None:
        path: tuple[str | int, ...] = tuple(part for part in row["loc"] if part != "[key]")
        if path and path[0] in self.parsed.broken:
            return
        key = next((part for part in reversed(path) if isinstance(part, str)), "…")
        if row["type"] in Problems.__members__:
            details = row.get("ctx", {})
            if "end_key" in details:
                path = (*path, details["end_key"])
            if len(path) > 1 and path[0] == "relations":  # the schema knows no inner keys
                details = {**details, "key": path[1]}
                if "line" in details:
                    details["line"] = f"{path[1]}: {details['line']}"
            self._report(Problems[row["type"]], path, **details)
            return
        if row["type"] == "literal_error":
            self._unknown_relation(path)
            return
        if row["type"] == "missing":
            self._absent(path)
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
        in_relations = path[:1] == ("relations",)
        keys = _keys_at((*path, "")) if key != "relations" else [*relations()]
        self._report(
            kind,
            path,
            key=key,
            example="\n    ".join(_lines(path, given)) or ("590-CV/ĐU" if in_relations else "…"),
            keys=", ".join(keys),
            sample=_sample(path, keys, given),
            given="danh sách" if isinstance(given, list) else "nhóm khóa con",
            given_en="a list" if isinstance(given, list) else "a mapping",
        )

    def _absent(self, path: tuple[str | int, ...]) -> None:
        name = str(path[-1])
        example = _EXAMPLES.get(name, "…") if len(path) == 1 else "…"
        if len(path) == 1 and name in self.parsed.data:  # dropped because it was empty
            self._report(Problems.EMPTY_VALUE, path, key=name, example=example)
        else:
            self._missing(path, name, example)

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
            mended = number.text.replace(number.code, close, 1)
            correction = suggest_number(mended, types) or mended
            self._report(
                Problems.NEAR_CODE,
                ("number",),
                value=number.text,
                code=number.code,
                correction=correction,
            )
        else:
            self._report(Problems.TYPE_NOT_CLEAR, ("number",), value=number.text, known=known)

    def _near_number(self, front: FrontMatter, kind: DocumentType) -> None:
        """Report a number that can be read, but is written as its issuer hardly writes it."""
        number = front.number
        known = {code for one in self.context.settings.issuers.values() for code in one.codes}
        if not number.organ or number.organ in known:
            return
        reading = NumberReader(self.context.types).read(number.text, kind.id)
        if reading is None or not reading.slips:
            return
        meant = reading.number.text
        if "separator" in reading.slips or fold(meant) == fold(number.text):  # TƯ is TW
            self._report(Problems.NUMBER_SLIP, ("number",), value=number.text, correction=meant)

    def _repeated(self, front: FrontMatter) -> None:
        for key, values in (("topic", front.topic), ("cc", front.cc), ("to", front.to)):
            for index, value in enumerate(values):
                if value in values[:index]:
                    self._report(Problems.REPEATED_ENTRY, (key, index), key=key, value=value)


def _is_reference(value: object) -> bool:
    """Whether a value looks like the number of a document, or a list of them."""
    items = value if isinstance(value, list) else [value]
    return any(
        isinstance(item, str) and re.search(r"[0-9][^\s/-]*[/-]\S*[^\W\d_]", item) for item in items
    )


def _written(value: object) -> str:
    items = value if isinstance(value, list) else [value]
    texts = [item for item in items if isinstance(item, str) and item]
    return f"[{', '.join(quote(text) if ',' in text else text for text in texts) or '…'}]"


def _sample(path: tuple[str | int, ...], keys: list[str], given: object) -> str:
    lines = _lines(path, given) or [f"{keys[0] if keys else '…'}: …"]
    if isinstance(path[-1], int):
        return "- " + "\n  ".join(lines)
    return f"{path[-1]}:\n  " + "\n  ".join(lines)


def _lines(path: tuple[str | int, ...], given: object) -> list[str]:
    """Return a line for each key that the group at *path* needs; the first one if it needs none."""
    model = _model_at((*path, ""))
    if model is None or model is FrontMatter:
        return []
    needed = [name for name, entry in model.model_fields.items() if entry.is_required()]
    if model is Deadline:
        needed.append("date")
    return [f"{name}: {_example(name, given)}" for name in needed or [*model.model_fields][:1]]


def _example(name: str, given: object) -> str:
    if name not in ("date", "start"):
        return "…"
    try:
        return parse_date(given).iso if isinstance(given, str) else "2026-05-19"
    except ValueError:
        return "2026-05-19"


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
    model = _model_at(path)
    return [] if model is None else list(model.model_fields)


def _model_at(path: tuple[str | int, ...]) -> Any:
    """Return the model of the group that holds the key at *path*, None if there is none."""
    model: Any = FrontMatter
    for part in path[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            model = _nested_model(model.model_fields[part].annotation)
            if model is None:
                return None
    return model


def _nested_model(annotation: Any) -> Any:
    if hasattr(annotation, "model_fields"):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _nested_model(argument)
        if found is not None:
            return found
    return None
