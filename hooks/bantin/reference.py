"""The reference pages for editors, generated from the schema, the settings and the catalogue."""

import re
from collections.abc import Mapping
from typing import Any, Final

from bantin import api
from bantin.catalogue import Problems
from bantin.rules import relations, statuses
from bantin.schema import FrontMatter
from bantin.settings import Settings

_GROUPS: Final = {
    "BT1": "Tệp và cú pháp",
    "BT2": "Phần đầu trang",
    "BT3": "Số, ký hiệu và quan hệ",
    "BT4": "Nội dung và liên kết",
    "BT5": "Tệp kèm theo",
    "BT6": "Cấu hình",
    "BT7": "Cả trang",
    "BT8": "Những gì không được đăng",
}
_ESCAPES: Final = {
    "\\": "\\\\",
    "|": "\\|",
    "<": "&lt;",
    "[": "\\[",
    "*": "\\*",
    "#": "\\#",
    "{": "&#123;",
    "\n": " ",
}
_FRONT_MATTER: Final = (
    "Phần đầu trang đứng giữa hai dòng `---` ở đầu mỗi bản tin, mỗi dòng một khóa. "
    "Bốn khóa bắt buộc: `number`, `date`, `topic`, `title`."
)
_PROBLEMS: Final = (
    "Mỗi lỗi có mã, tệp, dòng, cột, điều chưa đúng và cách viết lại. "
    "*Lỗi* thì dừng việc đăng (trang cũ giữ nguyên); *cảnh báo* chỉ dừng khi dựng chặt "
    "(`--strict`); *lưu ý* thì không dừng."
)
_API: Final = (
    "Mọi bản tin trên trang có trong tệp `api/bulletins.json` (JSON, UTF-8), mới nhất trước; "
    "lược đồ JSON Schema 2020-12 của nó là `api/bulletins.schema.json`. Trường nào cũng luôn có "
    "mặt: điều bản tin không có là `null`, chữ trống hoặc danh sách trống. Về sau có thể thêm "
    "trường, không bỏ và không đổi nghĩa trường nào. Sổ văn bản còn có ở dạng bảng: "
    "`register/register.csv` và `register/register.xlsx`."
)
_FIELDS: Final = ("| Trường | Kiểu | Ý nghĩa | Ví dụ |", "|---|---|---|---|")
_JSON_TYPES: Final = {
    "string": "chữ",
    "integer": "số",
    "boolean": "`true`/`false`",
    "array": "danh sách",
    "object": "nhóm",
    "null": "`null`",
}
_PLACEHOLDER: Final = re.compile(r"\{\w+\}")
_ADDITION: Final = re.compile(r":? ?\{(?:detail|hint)\}")
_SEVERITY: Final = {"error": "Lỗi", "warning": "Cảnh báo", "notice": "Lưu ý"}


def pages(settings: Settings) -> dict[str, str]:
    """Return the Markdown of each reference page by its path below ``docs/``."""
    return {
        "tham-chieu/phan-dau-trang.md": front_matter(settings),
        "tham-chieu/cau-hinh.md": settings_page(),
        "tham-chieu/ma-loi.md": problem_codes(),
        "tham-chieu/du-lieu.md": api_page(),
    }


def front_matter(settings: Settings) -> str:
    """Return the reference of front matter, with the site's own vocabulary."""
    lines = [
        "# Các khóa của phần đầu trang",
        "",
        _FRONT_MATTER,
        "",
        *_table(FrontMatter.model_json_schema()),
        "",
        "## Chủ đề của trang này",
        "",
        *_vocabulary(settings.topics),
        "",
        "## Cơ quan ban hành",
        "",
        *_vocabulary({key: issuer.name for key, issuer in settings.issuers.items()}),
        "",
        "## Loại văn bản",
        "",
        "Để trống `type` thì loại được suy từ chữ viết tắt trong số, ký hiệu.",
        "",
        "| Viết ở `type` | Loại | Chữ viết tắt |",
        "|---|---|---|",
    ]
    for kind in settings.registry.values():
        codes = ", ".join(dict.fromkeys(code.code for code in kind.codes)) or "–"
        lines.append(f"| `{kind.id}` | {kind.label} | {codes} |")
    lines += [
        "",
        "## Tình trạng hiệu lực",
        "",
        *_vocabulary({status.id: status.label for status in statuses().values()}),
        "",
        "## Quan hệ với văn bản khác",
        "",
        "| Viết ở `relations` | Trên trang này | Trên trang của văn bản kia |",
        "|---|---|---|",
    ]
    lines += [f"| `{r.id}` | {r.label} | {r.inverse} |" for r in relations().values()]
    return "\n".join(lines) + "\n"


def settings_page() -> str:
    """Return the reference of settings."""
    lines = [
        "# Cấu hình",
        "",
        "Cấu hình của bản tin nằm ở mục `extra.bantin` trong `mkdocs.yml`.",
        "",
        *_table(Settings.model_json_schema()),
    ]
    return "\n".join(lines) + "\n"


def problem_codes() -> str:
    """Return the table of every problem code."""
    lines = [
        "# Mã lỗi",
        "",
        _PROBLEMS,
    ]
    for prefix, label in _GROUPS.items():
        lines += ["", f"## {prefix}: {label}", "", "| Mã | Mức | Điều chưa đúng | Cách viết lại |"]
        lines.append("|---|---|---|---|")
        for member in Problems:
            kind = member.value
            if kind.code.startswith(prefix):
                what, remedy = _cell(_spoken(kind.what)), _cell(_spoken(kind.remedy))
                severity = _SEVERITY[kind.severity]
                lines.append(f"| `{kind.code}` | {severity} | {what} | {remedy} |")
    return "\n".join(lines) + "\n"


def api_page() -> str:
    """Return the reference of the site's JSON."""
    root = api.json_schema()
    bulletin = root["$defs"]["Bulletin"]
    lines = ["# Dữ liệu cho chương trình", "", _API, "", "## Cả tệp", "", *_FIELDS]
    lines += [row for row in _field_rows(root, root, "") if "." not in row.split("`")[1]]
    lines += ["", "## Mỗi bản tin", "", *_FIELDS, *_field_rows(bulletin, root, "")]
    return "\n".join(lines) + "\n"


def _field_rows(schema: Mapping[str, Any], root: Mapping[str, Any], prefix: str) -> list[str]:
    rows = []
    for name, field in schema["properties"].items():
        examples = ", ".join(f"`{value}`" for value in field.get("examples", ()))
        description = _cell(str(field["description"]))
        rows.append(f"| `{prefix}{name}` | {_type_label(field)} | {description} | {examples} |")
        nested = _nested(field, root)
        if nested:
            rows += _field_rows(nested, root, f"{prefix}{name}.")
    return rows


def _type_label(field: Mapping[str, Any]) -> str:
    choices = field.get("anyOf", (field,))
    labels = [_JSON_TYPES[choice.get("type", "object")] for choice in choices]
    return ", ".join(labels)


def _spoken(text: str) -> str:
    """Return a text of the catalogue with its placeholders as a reader understands them."""
    if _PLACEHOLDER.fullmatch(text):
        return "Thông báo nêu cách viết đúng, hoặc các lựa chọn."
    return _PLACEHOLDER.sub("…", _ADDITION.sub("", text))


def _table(schema: Mapping[str, Any]) -> list[str]:
    lines = ["| Khóa | Bắt buộc | Ý nghĩa | Ví dụ |", "|---|---|---|---|"]
    lines += _rows(schema, schema, "")
    return lines


def _rows(schema: Mapping[str, Any], root: Mapping[str, Any], prefix: str) -> list[str]:
    rows = []
    required = schema.get("required", ())
    for name, field in schema.get("properties", {}).items():
        needed = "có" if name in required else ""
        examples = ", ".join(f"`{value}`" for value in _examples(field) if value != "")
        description = _cell(str(field.get("description", "")))
        rows.append(f"| `{prefix}{name}` | {needed} | {description} | {examples} |")
        nested = _nested(field, root)
        if nested:
            below = f"{name}.<mã>" if "patternProperties" in field else name
            rows += _rows(nested, root, f"{prefix}{below}.")
    return rows


def _examples(field: Mapping[str, Any]) -> list[Any]:
    found: list[Any] = list(field.get("examples", ()))
    for part in field.get("anyOf", ()):
        found += part.get("examples", ())
    if not found and field.get("default") not in (None, "", [], {}):
        found = [str(field["default"]).lower()]
    return found


def _nested(field: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any] | None:
    candidates = [field, *field.get("anyOf", ()), field.get("items", {})]
    candidates += field.get("patternProperties", {}).values()
    for candidate in candidates:
        reference = candidate.get("$ref")
        if reference:
            found: Mapping[str, Any] = root["$defs"][reference.rpartition("/")[2]]
            return found
    return None


def _vocabulary(entries: Mapping[str, str]) -> list[str]:
    rows = [f"| `{key}` | {_cell(label)} |" for key, label in entries.items()]
    return ["| Viết | Nghĩa |", "|---|---|", *rows]


def _cell(text: str) -> str:
    for sign, escaped in _ESCAPES.items():
        text = text.replace(sign, escaped)
    return text
