"""Files published beside bulletins: which kinds, and how they are shown."""

import posixpath
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

_KINDS: Final = {
    ".pdf": ("PDF", "application/pdf"),
    ".doc": ("Word", "application/msword"),
    ".docx": (
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ".xls": ("Excel", "application/vnd.ms-excel"),
    ".xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".ppt": ("PowerPoint", "application/vnd.ms-powerpoint"),
    ".pptx": (
        "PowerPoint",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ".odt": ("Văn bản ODF", "application/vnd.oasis.opendocument.text"),
    ".ods": ("Bảng tính ODF", "application/vnd.oasis.opendocument.spreadsheet"),
    ".odp": ("Trình chiếu ODF", "application/vnd.oasis.opendocument.presentation"),
    ".rtf": ("RTF", "application/rtf"),
    ".txt": ("Văn bản thuần", "text/plain"),
    ".csv": ("CSV", "text/csv"),
    ".zip": ("Tệp nén", "application/zip"),
    ".jpg": ("Ảnh JPEG", "image/jpeg"),
    ".jpeg": ("Ảnh JPEG", "image/jpeg"),
    ".png": ("Ảnh PNG", "image/png"),
    ".gif": ("Ảnh GIF", "image/gif"),
    ".webp": ("Ảnh WebP", "image/webp"),
    ".svg": ("Ảnh SVG", "image/svg+xml"),
    ".mp3": ("Âm thanh", "audio/mpeg"),
    ".mp4": ("Phim", "video/mp4"),
}
_UNITS: Final = ("byte", "KB", "MB", "GB")
_STEP: Final = 1024


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file of the folder of bulletins that the site publishes under the same path.

    ``content`` is the SHA-256 of its bytes in hexadecimal, once it has been looked into.
    """

    path: str
    size: int
    content: str = ""

    @property
    def address(self) -> str:
        """The file's address on the site."""
        return "bulletins/" + quote(self.path)

    @property
    def kind(self) -> str:
        """What kind of file it is, for readers."""
        return kind_label(self.path)

    @property
    def media_type(self) -> str:
        """The media type (IANA)."""
        return _KINDS[suffix_of(self.path)][1]

    @property
    def size_label(self) -> str:
        """The size for readers, in the Vietnamese manner: ``1,5 MB``."""
        return size_label(self.size)


def size_label(count: int) -> str:
    """Return a size in bytes for readers, in the Vietnamese manner: ``1,5 MB``."""
    size = float(count)
    for unit in _UNITS:
        if size < _STEP or unit == _UNITS[-1]:
            break
        size /= _STEP
    figure = f"{size:.0f}" if unit == "byte" or size >= 10 else f"{size:.1f}"  # noqa: PLR2004
    return f"{figure.replace('.', ',')} {unit}"


def suffix_of(path: str) -> str:
    """Return the ending of a path in lower case, with its dot."""
    return posixpath.splitext(path)[1].lower()


def kind_label(path: str) -> str:
    """Return what kind of file a publishable one is, for readers."""
    return _KINDS[suffix_of(path)][0]


def is_publishable(path: str) -> bool:
    """Whether files of this kind may be published."""
    return suffix_of(path) in _KINDS


def known_suffixes() -> str:
    """Return the endings that may be published, for a message."""
    return ", ".join(_KINDS)


def media_types() -> dict[str, str]:
    """Return the media type (IANA) of each ending that may be published."""
    return {suffix: media for suffix, (_label, media) in _KINDS.items()}
