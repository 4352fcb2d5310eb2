"""The typed model of front matter: the one source of validator, JSON Schema and reference.

Field descriptions are shown to editors (in the reference and by their editing tools) and so are
Vietnamese.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)
from pydantic_core.core_schema import ValidationInfo

from bantin.attachment_check import LONGEST_PATH
from bantin.catalogue import Problems
from bantin.dates import (
    DocumentDate,
    NoSuchDayError,
    NotADateError,
    parse_date,
    parse_day_of_year,
)
from bantin.document_reference import Reference, reference, references
from bantin.number import DocumentNumber, NumberError, parse_number
from bantin.number_slips import suggest_number
from bantin.rules import find_status, statuses
from bantin.settings import Settings
from bantin.text import nearest, slugify
from bantin.validation import (
    LONGEST_TITLE,
    context_of,
    key_of,
    kind_names,
    one_or_list,
    refuse,
)

_OFF: Final = ("0", "tat", "off", "ko", "khong", "n", "f", "sai", "bo")
_ON: Final = ("1", "bat", "on", "co", "y", "t", "dung")
_LONGEST_NAME: Final = 255  # bytes, on the usual file systems
_SUBJECT_PREFIX: Final = re.compile(r"v\s*/\s*v\b[\s:.,-]*", re.IGNORECASE)


def _to_date(value: object, info: ValidationInfo) -> DocumentDate:
    if not isinstance(value, str):
        refuse(Problems.NOT_TEXT, key=key_of(info), **kind_names(value))
    if not value:
        refuse(Problems.EMPTY_VALUE, key=key_of(info), example="2026-05-19")
    try:
        return parse_date(value)
    except NotADateError:
        refuse(Problems.NOT_A_DATE, key=key_of(info), value=value)
    except NoSuchDayError:
        refuse(Problems.NO_SUCH_DAY, value=value)


def _whole(value: DocumentDate, info: ValidationInfo) -> DocumentDate:
    if not value.is_whole:
        refuse(Problems.WHOLE_DATE_NEEDED, key=key_of(info), value=value.numeric)
    return value


def _to_yearly(value: object) -> tuple[int, int]:
    try:
        return parse_day_of_year(str(value))
    except (NotADateError, NoSuchDayError):
        refuse(Problems.NOT_YEARLY, value=value)


def _to_flag(value: object, info: ValidationInfo) -> bool:
    words = {"true": True, "yes": True, "có": True, "false": False, "no": False, "không": False}
    found = words.get(str(value).lower()) if isinstance(value, (str, bool)) else None
    if found is None:
        key, word = key_of(info), slugify(value) if isinstance(value, str) else ""
        is_off = word in _OFF or (key == "citations" and word not in _ON)  # on without a word
        choice = "false" if is_off else "true"
        refuse(Problems.NOT_YES_OR_NO, key=key, value=value, choice=choice)
    return found


def _filled(value: str, info: ValidationInfo) -> str:
    if not value:
        refuse(Problems.EMPTY_VALUE, key=key_of(info), example="…")
    return value


def _topic(value: str, info: ValidationInfo) -> str:
    topics = context_of(info).settings.topics
    if not value:
        refuse(Problems.EMPTY_VALUE, key="topic", example=next(iter(topics), "thong-bao"))
    if value in topics:
        return value
    if "," in value:  # topic: a, b
        refuse(Problems.NOT_A_LIST, key="topic", example=value.split(",", maxsplit=1)[0])
    for slug, label in topics.items():
        if slugify(value) in (slug, slugify(label)):
            return str(slug)
    return refuse(Problems.UNKNOWN_TOPIC, value=value, **choice_hint(value, topics))


def _issuer(value: str, info: ValidationInfo) -> str:
    issuers = context_of(info).settings.issuers
    if value in issuers:
        return value
    return refuse(Problems.UNKNOWN_ISSUER, value=value, **choice_hint(value, issuers))


def _type(value: str, info: ValidationInfo) -> str:
    types = context_of(info).types
    found = types.find(value)
    if found is None:
        refuse(Problems.UNKNOWN_TYPE, value=value, **choice_hint(value, types))
    return found.id


def _status(value: str) -> str:
    found = find_status(value)
    if found is None:
        refuse(Problems.UNKNOWN_STATUS, value=value, **choice_hint(value, statuses()))
    return found.id


def _choice(known: tuple[str, ...]) -> Callable[[str, ValidationInfo], str]:
    def check(value: str, info: ValidationInfo) -> str:
        for entry in known:
            if slugify(value) == slugify(entry):
                return entry
        return refuse(
            Problems.UNKNOWN_CHOICE, key=key_of(info), value=value, **choice_hint(value, known)
        )

    return check


def _no_secrecy(value: object) -> str:
    refuse(Problems.SECRET, value=value)


def _title(value: str, info: ValidationInfo) -> str:
    _filled(value, info)
    if len(value) > LONGEST_TITLE:
        refuse(Problems.TOO_LONG, key="title", length=len(value), limit=LONGEST_TITLE)
    return value


def _number(value: object, info: ValidationInfo) -> DocumentNumber:
    if not isinstance(value, str):
        refuse(Problems.NOT_TEXT, key="number", **kind_names(value))
    try:
        return parse_number(value, context_of(info).types)
    except NumberError as error:
        correction = error.correction or suggest_number(value, context_of(info).types)
        if correction:
            refuse(Problems.NUMBER_WITH_WORD, value=value, correction=correction)
        refuse(Problems.NOT_A_NUMBER, value=value)


def _identifier(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value):
        refuse(Problems.BAD_ID, value=value, suggestion=slugify(value) or "cong-van-590")
    return value


def _alias(value: str) -> str:
    path = value.removesuffix("/").removesuffix(".md")
    if (
        not path
        or path.startswith("/")
        or ":" in path
        or "\\" in path
        or ".." in path.split("/")
        or not path.isprintable()
        or len(path) > LONGEST_PATH
        or any(len(part.encode()) > _LONGEST_NAME for part in path.split("/"))
    ):
        refuse(Problems.BAD_ALIAS, value=value)
    return path


def choice_hint(value: str, known: "Any") -> dict[str, str]:
    """Return the details ``hint`` and ``hint_en``: the nearest of the known words, or all."""
    close = nearest(value, known)
    listed = ", ".join(sorted(known))
    if close:
        return {
            "hint": f"Ý bạn là «{close}»? Các lựa chọn: {listed}.",
            "hint_en": f"Did you mean «{close}»? Known: {listed}.",
        }
    return {"hint": f"Chọn một trong: {listed}.", "hint_en": f"Choose one of: {listed}."}


def _described(**schema: object) -> WithJsonSchema:
    return WithJsonSchema(dict(schema))


Filled = Annotated[str, AfterValidator(_filled), _described(type="string", minLength=1)]
Date = Annotated[
    DocumentDate,
    PlainValidator(_to_date),
    _described(type=["string", "integer"], examples=["2026-05-19", "19/5/2026", "2026-05"]),
]
WholeDate = Annotated[
    DocumentDate,
    PlainValidator(_to_date),
    AfterValidator(_whole),
    _described(type="string", examples=["2026-12-15", "2026-11-27 08:00"]),
]
Yearly = Annotated[
    tuple[int, int],
    PlainValidator(_to_yearly),
    _described(type="string", pattern=r"^\d{1,2}[-/]\d{1,2}$", examples=["12-15"]),
]
Flag = Annotated[bool, PlainValidator(_to_flag), _described(type="boolean")]
Number = Annotated[
    DocumentNumber,
    PlainValidator(_number),
    _described(type=["string", "number", "null"], examples=["590-CV/ĐU", "15/KH-UBND", ""]),
]
Link = Annotated[
    Reference,
    PlainValidator(reference),
    _described(type="string", examples=["590-CV/ĐU", "590-CV/ĐU (2023-07-05)"]),
]
Topic = Annotated[str, AfterValidator(_topic)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Image(_Model):
    """The picture of a news article."""

    src: Filled = Field(description="Tên tệp ảnh đặt cạnh bài.")
    alt: Filled = Field(description="Mô tả ảnh cho người không nhìn thấy.")
    caption: str = Field("", description="Chú thích dưới ảnh.")


class Signer(_Model):
    """Who signs a document."""

    authority: str = Field(
        "", description="Thẩm quyền ký, như «TM. ỦY BAN NHÂN DÂN», «KT. CHỦ TỊCH»."
    )
    title: str = Field("", description="Chức vụ người ký.")
    name: str = Field("", description="Họ và tên người ký.")


class Deadline(_Model):
    """A day by which something is due, once or every year."""

    title: Filled = Field(description="Việc phải làm.")
    date: WholeDate | None = Field(None, description="Ngày đến hạn (một lần).")
    every: Yearly | None = Field(None, description="Tháng-ngày lặp lại hằng năm.")

    @model_validator(mode="after")
    def _date_or_every(self) -> "Deadline":
        if (self.date is None) == (self.every is None):
            refuse(Problems.DATE_OR_EVERY)
        return self


class Event(_Model):
    """A meeting or another event."""

    title: Filled = Field(description="Tên cuộc họp, sự kiện.")
    start: WholeDate = Field(description="Bắt đầu (ngày, có thể kèm giờ).")
    end: WholeDate | None = Field(None, description="Kết thúc.")
    place: str = Field("", description="Địa điểm.")

    @model_validator(mode="after")
    def _in_order(self) -> "Event":
        _check_order("start", self.start, "end", self.end)
        return self


class Change(_Model):
    """A change to a bulletin that its own front matter tells."""

    date: WholeDate = Field(description="Ngày của thay đổi này.")


class Withdrawal(Change):
    """That a bulletin is withdrawn from a day on; its page stays, with this notice."""

    reason: Filled = Field(description="Lý do thu hồi, ghi trên trang.")


class Correction(Change):
    """A mistake of a bulletin put right after it was published."""

    text: Filled = Field(description="Đã sửa gì.")


_Change = TypeVar("_Change", bound=Change)
_ISSUED: Final = {"start_name": "ngày ban hành", "start_name_en": "the date of issue"}
_WITHDRAWAL_NAMES: Final = {
    **_ISSUED,
    "end_name": "Ngày thu hồi",
    "end_name_en": "The day of withdrawal",
}
_CORRECTION_NAMES: Final = {
    **_ISSUED,
    "end_name": "Ngày đính chính",
    "end_name_en": "The day of correction",
}
_EXPIRY_NAMES: Final = {
    **_ISSUED,
    "end_name": "Ngày hết hiệu lực",
    "end_name_en": "The day of expiry",
}


def _after_issue(value: _Change, info: ValidationInfo) -> _Change:
    names = _WITHDRAWAL_NAMES if isinstance(value, Withdrawal) else _CORRECTION_NAMES
    _check_order("date", info.data.get("date"), "date", value.date, names)
    return value


class Attachment(_Model):
    """A file published with a bulletin."""

    file: Filled = Field(description="Tên tệp đặt cạnh bài.")
    title: str = Field("", description="Tên hiển thị.")


RelationName = Literal[
    "replaces",
    "amends",
    "supplements",
    "repeals",
    "corrects",
    "recalls",
    "extends",
    "implements",
    "based_on",
    "follows",
    "replies_to",
    "attached_to",
]


class FrontMatter(_Model):
    """The front matter of a bulletin."""

    number: Number = Field(description='Số, ký hiệu; để trống («""») khi chưa cấp số.')
    date: Date = Field(description="Ngày ban hành; có thể chưa rõ ngày (2026-05).")
    topic: Annotated[tuple[Topic, ...], BeforeValidator(one_or_list)] = Field(
        min_length=1, description="Một hoặc nhiều chủ đề trong danh mục của trang."
    )
    title: Annotated[str, AfterValidator(_title)] = Field(
        description="Trích yếu nội dung, không viết «V/v»."
    )
    type: Annotated[str, AfterValidator(_type)] | None = Field(
        None, description="Loại văn bản; bỏ trống thì suy từ số; «tin» là bài tin."
    )
    issuer: Annotated[str, AfterValidator(_issuer)] | None = Field(
        None, description="Cơ quan ban hành; bỏ trống thì lấy mặc định của trang."
    )
    summary: str = Field("", description="Tóm tắt, lời dẫn của bài tin.")
    author: str = Field("", description="Tác giả bài tin.")
    image: Image | None = Field(None, description="Ảnh của bài tin.")
    place: str = Field("", description="Địa danh ghi trước ngày tháng.")
    to: Annotated[tuple[Filled, ...], BeforeValidator(one_or_list)] = Field(
        (), description="Kính gửi."
    )
    cc: Annotated[tuple[Filled, ...], BeforeValidator(one_or_list)] = Field(
        (), description="Nơi nhận."
    )
    signer: Signer | None = Field(None, description="Người ký.")
    effective: WholeDate | None = Field(None, description="Ngày có hiệu lực.")
    expires: WholeDate | None = Field(None, description="Ngày hết hiệu lực.")
    status: Annotated[str, AfterValidator(_status)] | None = Field(
        None, description="Tình trạng hiệu lực."
    )
    relations: dict[RelationName, Annotated[tuple[Link, ...], BeforeValidator(references)]] = Field(
        default_factory=dict, description="Quan hệ với văn bản khác, theo số."
    )
    withdrawn: Annotated[Withdrawal, AfterValidator(_after_issue)] | None = Field(
        None, description="Thu hồi bài này: từ ngày nào, vì sao."
    )
    corrections: tuple[Annotated[Correction, AfterValidator(_after_issue)], ...] = Field(
        (), description="Những chỗ đã sửa sau khi đăng; mỗi chỗ là một tin trong kênh."
    )
    deadlines: tuple[Deadline, ...] = Field((), description="Các thời hạn phải thực hiện.")
    events: tuple[Event, ...] = Field((), description="Các cuộc họp, sự kiện.")
    attachments: tuple[Attachment, ...] = Field((), description="Các tệp kèm theo.")
    pinned: Flag = Field(False, description="Ghim lên đầu trang chủ.")  # noqa: FBT003
    draft: Flag = Field(False, description="Bản nháp: chỉ thấy khi xem thử.")  # noqa: FBT003
    publish_at: WholeDate | None = Field(None, description="Chưa đăng trước thời điểm này.")
    silent: Flag = Field(
        False,  # noqa: FBT003
        description="Đăng bù văn bản cũ: có trên trang nhưng không vào kênh tin.",
    )
    citations: Flag = Field(
        True,  # noqa: FBT003
        description="Tự tìm và nối các văn bản được viện dẫn trong bài; «false»: không tìm.",
    )
    id: Annotated[str, AfterValidator(_identifier)] | None = Field(
        None, description="Mã cố định của bài, không đổi khi đổi tên tệp."
    )
    aliases: Annotated[
        tuple[Annotated[str, AfterValidator(_alias)], ...], BeforeValidator(one_or_list)
    ] = Field((), description="Địa chỉ cũ, sẽ chuyển hướng về bài này.")
    urgency: Annotated[str, AfterValidator(_choice(("khẩn", "thượng khẩn", "hỏa tốc")))] | None = (
        Field(None, description="Độ khẩn: khẩn, thượng khẩn, hỏa tốc.")
    )
    circulation: (
        Annotated[str, AfterValidator(_choice(("lưu hành nội bộ", "xem xong trả lại")))] | None
    ) = Field(None, description="Phạm vi lưu hành: lưu hành nội bộ, xem xong trả lại.")
    secrecy: Annotated[str, PlainValidator(_no_secrecy), _described(type="string")] | None = Field(
        None, description="Không bao giờ dùng: văn bản mật không được đưa lên máy nối mạng."
    )

    @model_validator(mode="after")
    def _in_order(self) -> "FrontMatter":
        _check_order("effective", self.effective, "expires", self.expires)
        if self.effective is None and self.status is None:  # a declared status needs no days
            _check_order("date", self.date, "expires", self.expires, _EXPIRY_NAMES)
        return self

    @property
    def subject_prefix(self) -> str | None:
        """The title without its needless «V/v», None where it has none."""
        match = _SUBJECT_PREFIX.match(self.title)
        return self.title[match.end() :] if match else None


def _check_order(
    start_key: str,
    start: DocumentDate | None,
    end_key: str,
    end: DocumentDate | None,
    names: Mapping[str, str] = MappingProxyType({}),
) -> None:
    if start is None or end is None:
        return
    # An end without an hour means the whole of its day.
    early = end.start < start.start if end.clock else end.start.date() < start.start.date()
    if early:
        start_name, end_name = f"«{start_key}»", f"«{end_key}»"
        details = {
            "start_name": start_name,
            "start_name_en": start_name,
            "end_name": end_name,
            "end_name_en": end_name,
            **names,
        }
        refuse(
            Problems.END_BEFORE_START,
            start=start.numeric if names else start.stamp,
            end_key=end_key,
            end=end.numeric if names else end.stamp,
            **details,
        )


def json_schema(settings: Settings) -> dict[str, Any]:
    """Return the JSON Schema of front matter for editors, with the site's own vocabulary."""
    schema = FrontMatter.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Phần đầu trang của bản tin"
    schema["description"] = "Khóa và giá trị đặt giữa hai dòng --- ở đầu mỗi bản tin."
    properties = schema["properties"]
    types = [*settings.registry]
    labelled = settings.topics
    topic = {"enum": [*labelled], "markdownEnumDescriptions": [*labelled.values()]}
    properties["topic"] = {
        "description": properties["topic"]["description"],
        "oneOf": [topic, {"type": "array", "items": topic, "minItems": 1}],
    }
    properties["type"] = {"description": properties["type"]["description"], "enum": types}
    properties["issuer"] = {
        "description": properties["issuer"]["description"],
        "enum": [*settings.issuers],
    }
    properties["status"] = {
        "description": properties["status"]["description"],
        "enum": [*statuses()],
    }
    return schema
