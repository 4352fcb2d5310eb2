"""The typed model of the site's JSON: the one source of the file, its JSON Schema and its page.

Field descriptions are shown to readers and so are Vietnamese. Every field is always there: what a
bulletin lacks is null, an empty text or an empty list. Fields may be added; none is taken away or
changes its meaning.
"""

from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any, Final

from pydantic import Field, TypeAdapter
from pydantic.dataclasses import dataclass

_DATE: Final = r"^\d{4}(-\d{2}(-\d{2})?)?$"
_MOMENT: Final = r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}\+07:00)?$"
_SEPARATOR: Final = b",\n"

Url = Annotated[str, Field(json_schema_extra={"format": "uri"})]


@dataclass(frozen=True, slots=True)
class Number:
    """A document number and its parts."""

    text: str = Field(description="Số, ký hiệu đầy đủ.", examples=["15/KH-UBND"])
    given: bool = Field(description="Đã cấp số hay chưa.")
    serial: str = Field(description="Phần số, giữ nguyên dạng.", examples=["05"])
    code: str = Field(description="Chữ viết tắt của loại; trống nếu không có.", examples=["KH"])
    organ: str = Field(description="Chữ viết tắt của cơ quan, đơn vị.", examples=["UBND"])
    year: str = Field(description="Năm ghi trong số (văn bản quy phạm pháp luật).")
    regime: str | None = Field(description="«state», «party» hoặc «law».", examples=["state"])


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a vocabulary of the site."""

    id: str = Field(description="Mã, cũng là phần cuối của địa chỉ trang danh sách.")
    label: str = Field(description="Tên hiển thị.")


@dataclass(frozen=True, slots=True)
class Status:
    """The status of a document on the day of the build."""

    id: str = Field(description="Mã tình trạng.", examples=["con-hieu-luc"])
    label: str = Field(description="Tên tình trạng.", examples=["Còn hiệu lực"])
    in_force: bool = Field(description="Có còn được dựa vào hay không.")


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation to another document, as declared by this one."""

    id: str = Field(description="Mã quan hệ.", examples=["replaces"])
    label: str = Field(description="Tên quan hệ.", examples=["Thay thế"])
    number: str = Field(description="Số, ký hiệu của văn bản kia.")
    date: str | None = Field(
        description="Ngày của văn bản kia, nếu được ghi kèm.",
        json_schema_extra={"pattern": _DATE},
    )
    bulletin: str | None = Field(description="«id» của văn bản kia, nếu có trên trang này.")
    url: Url | None = Field(description="Địa chỉ của văn bản kia, nếu có trên trang này.")


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that the text of this one names or links to."""

    number: str = Field(description="Số, ký hiệu; trống nếu không có.", examples=["30/2020/NĐ-CP"])
    date: str | None = Field(
        description="Ngày ban hành, đến mức đã biết.", json_schema_extra={"pattern": _DATE}
    )
    bulletin: str | None = Field(description="«id» của văn bản đó, nếu có trên trang này.")
    url: Url = Field(description="Địa chỉ của văn bản đó, hoặc của trang nói về nó.")


@dataclass(frozen=True, slots=True)
class Correction:
    """A mistake that was put right after publication."""

    date: str = Field(description="Ngày đính chính.", pattern=_DATE)
    text: str = Field(description="Đã sửa gì.")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The withdrawal that the bulletin itself tells."""

    date: str = Field(description="Ngày thu hồi.", pattern=_DATE)
    reason: str = Field(description="Lý do.")


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed."""

    authority: str = Field(description="Thẩm quyền ký.", examples=["KT. CHỦ TỊCH"])
    title: str = Field(description="Chức vụ.")
    name: str = Field(description="Họ và tên.")


@dataclass(frozen=True, slots=True)
class File:
    """An attachment."""

    url: Url = Field(description="Địa chỉ tệp.")
    title: str = Field(description="Tên hiển thị.")
    media_type: str = Field(description="Loại tệp (IANA).", examples=["application/pdf"])
    size: int = Field(description="Dung lượng, tính bằng byte.", ge=0)
    sha256: str = Field(
        description="Mã kiểm SHA-256 của tệp, ở hệ mười sáu.", pattern=r"^[0-9a-f]{64}$"
    )


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting or another event."""

    title: str = Field(description="Tên sự kiện.")
    start: str = Field(
        description="Bắt đầu; có giờ thì kèm múi giờ.",
        examples=["2026-11-27T08:00:00+07:00", "2026-11-27"],
        pattern=_MOMENT,
    )
    end: str | None = Field(
        description="Kết thúc (ngày cuối cùng, không phải ngày sau đó).",
        json_schema_extra={"pattern": _MOMENT},
    )
    place: str = Field(description="Địa điểm.")
    cancelled: bool = Field(description="Không còn hiệu lực vì văn bản đã thu hồi, hết hiệu lực.")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is due."""

    title: str = Field(description="Việc phải làm.")
    date: str | None = Field(
        description="Ngày đến hạn, nếu chỉ một lần.", json_schema_extra={"pattern": _MOMENT}
    )
    every: str | None = Field(
        description="Tháng-ngày, nếu lặp lại hằng năm.",
        examples=["12-15"],
        json_schema_extra={"pattern": r"^\d{2}-\d{2}$"},
    )
    cancelled: bool = Field(description="Không còn hiệu lực vì văn bản đã thu hồi, hết hiệu lực.")


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One bulletin."""

    id: str = Field(
        description="Mã không đổi khi đổi tên tệp (UUID).", json_schema_extra={"format": "uuid"}
    )
    feed_id: str = Field(description="Mã của bài trong các kênh tin.", examples=["urn:uuid:…"])
    url: Url = Field(description="Địa chỉ trang của bài.")
    path: str = Field(description="Đường dẫn tệp nguồn.", examples=["2026/ke-hoach-15-ubnd.md"])
    number: Number = Field(description="Số, ký hiệu và các phần của nó.")
    date: str = Field(
        description="Ngày ban hành hoặc ngày đăng, đến mức đã biết.",
        examples=["2026-03-05", "2026-05", "2026"],
        pattern=_DATE,
    )
    time: str | None = Field(
        description="Giờ đăng của bài tin, theo giờ Việt Nam.",
        examples=["22:02"],
        json_schema_extra={"pattern": r"^\d{2}:\d{2}$"},
    )
    type: Term = Field(description="Loại văn bản; «tin» là bài tin.")
    issuer: Term = Field(description="Cơ quan ban hành.")
    topics: tuple[Term, ...] = Field(description="Các chủ đề.")
    title: str = Field(description="Trích yếu hoặc tiêu đề.")
    summary: str = Field(description="Tóm tắt do người soạn viết.")
    author: str = Field(description="Tác giả bài tin.")
    citation: str = Field(description="Câu trích dẫn đầy đủ.")
    status: Status = Field(description="Tình trạng hiệu lực vào ngày lập trang.")
    relations: tuple[Relation, ...] = Field(description="Quan hệ mà văn bản này nêu.")
    cites: tuple[Cited, ...] = Field(description="Văn bản được viện dẫn trong nội dung.")
    corrections: tuple[Correction, ...] = Field(description="Các lần đính chính.")
    withdrawn: Withdrawal | None = Field(description="Thu hồi, nếu bài tự nêu.")
    effective: str | None = Field(
        description="Ngày có hiệu lực.", json_schema_extra={"pattern": _DATE}
    )
    expires: str | None = Field(
        description="Ngày hết hiệu lực.", json_schema_extra={"pattern": _DATE}
    )
    signer: Signer | None = Field(description="Người ký.")
    place: str = Field(description="Địa danh ghi trước ngày tháng.")
    to: tuple[str, ...] = Field(description="Kính gửi.")
    cc: tuple[str, ...] = Field(description="Nơi nhận.")
    urgency: str | None = Field(description="Độ khẩn.")
    circulation: str | None = Field(description="Phạm vi lưu hành.")
    image: Url | None = Field(description="Địa chỉ ảnh của bài tin.")
    files: tuple[File, ...] = Field(description="Các tệp kèm theo.")
    events: tuple[Event, ...] = Field(description="Các cuộc họp, sự kiện.")
    deadlines: tuple[Deadline, ...] = Field(description="Các thời hạn.")
    calendar: Url | None = Field(description="Địa chỉ tệp lịch (.ics) của bài, nếu có mục lịch.")


@dataclass(frozen=True, slots=True)
class Publication:
    """Every bulletin of the site, newest first."""

    schema: Url = Field(description="Địa chỉ của lược đồ JSON Schema mô tả tệp này.")
    site: str = Field(description="Tên trang.")
    url: Url = Field(description="Địa chỉ trang chủ.")
    language: str = Field(description="Ngôn ngữ (BCP 47).", examples=["vi"])
    bulletins: tuple[Bulletin, ...] = Field(description="Mọi bản tin trên trang, mới nhất trước.")


_PUBLICATION: Final = TypeAdapter(Publication)
_BULLETIN: Final = TypeAdapter(Bulletin)


def publication(schema: str, site: str, url: str, bulletins: Iterable[Bulletin]) -> bytes:
    """Return ``api/bulletins.json``: JSON in UTF-8, a bulletin to each line."""
    head = _PUBLICATION.dump_json(Publication(schema, site, url, "vi", ()))
    rows = _SEPARATOR.join(_BULLETIN.dump_json(bulletin) for bulletin in bulletins)
    return b"%b\n%b\n]}\n" % (head.removesuffix(b"]}"), rows)


@cache  # it takes longer than all other files of a small site, and is always the same
def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of ``api/bulletins.json``."""
    schema = _PUBLICATION.json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "Bản tin",
        "description": "Mọi bản tin của một trang, mới nhất trước.",
    }
