"""The site's settings, ``extra.bantin`` in mkdocs.yml: one typed model."""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bantin.catalogue import Problems
from bantin.problems import Place, Problem, problem
from bantin.rules import DocumentType, Regime, TypeCode, TypeRegistry, builtin_types
from bantin.text import nearest

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
Locate = Callable[[tuple[str | int, ...]], Place]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


class Issuer(_Model):
    """One issuer of the site's registry."""

    name: str = Field(min_length=1, description="Tên đầy đủ của cơ quan.")
    codes: tuple[str, ...] = Field((), description="Chữ viết tắt của cơ quan trong số, ký hiệu.")
    aliases: tuple[str, ...] = Field((), description="Tên gọi khác.")
    parent: str = Field("", description="Cơ quan chủ quản, in phía trên tên cơ quan.")
    place: str = Field("", description="Địa danh ghi trước ngày tháng của văn bản.")
    regime: Literal["state", "party"] | None = Field(
        None, description="Thể thức: «state» (Nhà nước) hoặc «party» (Đảng); bỏ trống: theo số."
    )
    terms: tuple[date, ...] = Field(
        (), description="Ngày bắt đầu mỗi nhiệm kỳ (số văn bản của Đảng đánh lại từ ngày đó)."
    )


class TypeSetting(_Model):
    """One document type that the site adds."""

    id: Slug = Field(description="Tên dùng trong địa chỉ trang và ở khóa «type».")
    label: str = Field(min_length=1, description="Tên loại văn bản.")
    code: str = Field("", description="Chữ viết tắt của loại trong số, ký hiệu.")
    regime: Regime | None = Field(None, description="Chỉ dùng cho một thể thức.")
    notice: bool = Field(False, description="Hiện ở «Thông báo - mời họp» trên trang chủ.")  # noqa: FBT003


class SecrecyException(_Model):
    """One file that was looked into and is not secret, whatever it looks like."""

    file: str = Field(
        min_length=1,
        description="Đường dẫn của tệp, tính từ thư mục chứa `mkdocs.yml`.",
        examples=["bulletins/2026/phu-luc.pdf"],
    )
    sha256: str = Field(description="SHA-256 của tệp; tệp đổi thì ngoại lệ hết hiệu lực.")
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] = Field(
        description="Ai đã xem và vì sao tệp không mật."
    )

    @field_validator("sha256")
    @classmethod
    def _is_hash(cls, value: str) -> str:
        if not re.fullmatch(r"[0-9a-f]{64}", value.lower()):
            raise PydanticCustomError("sha256", "it must be 64 hexadecimal digits")
        return value.lower()


class Settings(_Model):
    """The settings of a site, under ``extra.bantin`` in mkdocs.yml."""

    bulletins_dir: str = Field("bulletins", min_length=1, description="Thư mục chứa bản tin.")
    issuer: str = Field("", description="Cơ quan ban hành mặc định (mã trong «issuers»).")
    issuers: dict[Slug, Issuer] = Field(
        default_factory=dict, description="Danh mục cơ quan ban hành."
    )
    topics: dict[Slug, str] = Field(
        default_factory=dict, description="Danh mục chủ đề: «mã: tên chủ đề»."
    )
    types: tuple[TypeSetting, ...] = Field((), description="Loại văn bản bổ sung.")
    profile: Literal["internal", "public"] = Field(
        "internal", description="«internal»: trang nội bộ; «public»: trang công khai."
    )
    secrecy_exceptions: tuple[SecrecyException, ...] = Field(
        (), description="Tệp được người có thẩm quyền xem xét và cho đăng dù có dấu như dấu mật."
    )
    feed_items: int = Field(20, ge=1, le=1000, description="Số bài trong mỗi kênh tin.")
    page_size: int = Field(20, ge=1, le=500, description="Số bài trên mỗi trang danh sách.")
    releases: int = Field(
        1, ge=0, le=20, description="Số bản đăng trước được giữ lại cho «bantin rollback»."
    )
    attachment_limit: int = Field(
        50, ge=1, le=2000, description="Dung lượng lớn nhất của một tệp đính kèm, tính bằng MB."
    )
    report_to: str = Field("", description="Địa chỉ thư nhận «báo lỗi nội dung».")

    @model_validator(mode="after")
    def _known_issuer(self) -> "Settings":
        if self.issuer and self.issuer not in self.issuers:
            raise ValueError("issuer")
        return self

    @property
    def registry(self) -> TypeRegistry:
        """The document types: the built-in ones and the site's additions."""
        added = [
            DocumentType(
                id=entry.id,
                label=entry.label,
                codes=(TypeCode(entry.code, entry.regime),) if entry.code else (),
                notice=entry.notice,
            )
            for entry in self.types
        ]
        return TypeRegistry([*builtin_types().values(), *added])


_ENTRIES: Final[dict[str, type[_Model]]] = {
    "types": TypeSetting,
    "secrecy_exceptions": SecrecyException,
}
_DETAILS = {
    "sha256": ("phải gồm 64 chữ số hệ 16", "it must be 64 hexadecimal digits"),
    "missing": ("thiếu khóa này", "it is missing"),
    "string_pattern_mismatch": (
        "chỉ dùng chữ thường không dấu, số và dấu gạch nối",
        "lower-case ASCII letters, digits and hyphens only",
    ),
    "int_parsing": ("phải là số nguyên", "it must be a whole number"),
    "int_type": ("phải là số nguyên", "it must be a whole number"),
    "bool_parsing": ("phải là true hoặc false", "it must be true or false"),
    "greater_than_equal": ("số quá nhỏ", "the number is too small"),
    "less_than_equal": ("số quá lớn", "the number is too large"),
    "string_type": ("phải là chữ", "it must be text"),
    "string_too_short": ("đang để trống", "it is empty"),
    "literal_error": ("giá trị không có trong các lựa chọn", "it is none of the choices"),
    "dict_type": ("phải gồm các dòng «khóa: giá trị»", "it must be a mapping"),
    "model_type": ("phải gồm các dòng «khóa: giá trị»", "it must be a mapping"),
    "tuple_type": ("phải là danh sách", "it must be a list"),
    "date_type": ("phải là ngày, dạng 2025-08-05", "it must be a date such as 2025-08-05"),
    "date_parsing": ("phải là ngày, dạng 2025-08-05", "it must be a date such as 2025-08-05"),
    "date_from_datetime_parsing": (
        "phải là ngày có thật, dạng 2025-08-05",
        "it must be a date such as 2025-08-05",
    ),
    "date_from_datetime_inexact": (
        "phải là ngày, dạng 2025-08-05",
        "it must be a date such as 2025-08-05",
    ),
}


def read_settings(data: object, locate: Locate) -> tuple[Settings | None, list[Problem]]:
    """Check the settings; *locate* tells where a key stands in the configuration file."""
    problems: list[Problem] = []
    content: Any = {} if data is None else data
    for _ in range(2):
        try:
            return Settings.model_validate(content), problems
        except ValidationError as error:
            unknown = [row for row in error.errors() if row["type"] == "extra_forbidden"]
            if not unknown:
                problems += [_problem(dict(row), content, locate) for row in error.errors()]
                return None, problems
            for row in unknown:
                problems.append(_unknown(row["loc"], locate))
                content = _without(content, row["loc"])
    return None, problems


def _unknown(path: tuple[str | int, ...], locate: Locate) -> Problem:
    model: type[_Model] = Settings
    if len(path) > 1:
        model = _ENTRIES.get(str(path[0]), Issuer)
    known = list(model.model_fields)
    close = nearest(str(path[-1]), known)
    key = ".".join(map(str, ("extra", "bantin", *path)))
    hint = f"Ý bạn là «{close}»?" if close else f"Các cấu hình có: {', '.join(known)}."
    hint_en = f"Did you mean «{close}»?" if close else f"Known: {', '.join(known)}."
    return problem(Problems.UNKNOWN_SETTING, locate(path), key=key, hint=hint, hint_en=hint_en)


def _problem(row: dict[str, Any], content: object, locate: Locate) -> Problem:
    path: tuple[str | int, ...] = tuple(p for p in row["loc"] if p != "[key]")
    detail, detail_en = _DETAILS.get(row["type"], ("giá trị không hợp lệ", row["msg"]))
    hint, hint_en = "Sửa giá trị theo trang «Cấu hình».", "See the reference of settings."
    if row["type"] == "value_error":
        path = ("issuer",)
        known = sorted(content.get("issuers", {})) if isinstance(content, dict) else []
        detail, detail_en = "cơ quan này không có trong «issuers»", "it is not in «issuers»"
        listed = ", ".join(map(str, known))
        hint, hint_en = f"Chọn một trong: {listed}.", f"Choose one of: {listed}."
    elif row["type"] == "literal_error":
        listed = row["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
        hint, hint_en = f"Chọn một trong: {listed}.", f"Choose one of: {listed}."
    key = ".".join(map(str, ("extra", "bantin", *path)))
    return problem(
        Problems.BAD_SETTING,
        locate(path),
        key=key,
        detail=detail,
        detail_en=detail_en,
        hint=hint,
        hint_en=hint_en,
    )


def _without(content: Any, path: tuple[str | int, ...]) -> Any:
    """Return *content* without the key at *path*; the original stays as it is."""
    head, *rest = path
    if isinstance(content, dict):
        if not rest:
            return {key: value for key, value in content.items() if str(key) != str(head)}
        name = str(head)
        return {k: _without(v, tuple(rest)) if str(k) == name else v for k, v in content.items()}
    return [_without(v, tuple(rest)) if i == head else v for i, v in enumerate(content)]
