"""Look into a file by its kind; into an archive by the rules for files on their own."""

import posixpath
from collections.abc import Callable
from functools import partial
from typing import Final

from bantin.attachment_check.finding import Finding, active, bad_member, encrypted, wrong
from bantin.attachment_check.names import folded, name_finding
from bantin.attachment_check.office import inspect_office
from bantin.attachment_check.ole import PACKED, REMEDY, inspect_ole, is_encrypted_package
from bantin.attachment_check.pdf import inspect_pdf
from bantin.attachment_check.plain import (
    inspect_table,
    inspect_text,
    is_vector_picture,
    runs_objects,
)
from bantin.attachment_check.signatures import mismatch
from bantin.attachment_check.zipped import Archive, opened
from bantin.catalogue import Problems
from bantin.files import is_publishable, kind_label, suffix_of
from bantin.svg_policy import svg_fault

_DEEPEST: Final = 3  # documents in documents
_NOT_PUBLISHED: Final = ("loại tệp không được đăng", "files of this kind are not published")
_DAMAGED: Final = ("bị hỏng", "it is damaged")


def inspect(name: str, data: bytes, depth: int = 0) -> Finding | None:
    """Return what is wrong with a file of a kind that may be published, None if nothing.

    *depth* is in how many archives it lies. Never raises for what is in *data*.
    """
    suffix, label = suffix_of(name), kind_label(name)
    if suffix in _ARCHIVES and is_encrypted_package(data):
        return encrypted()
    if reason := mismatch(suffix, data):
        return wrong(label, *reason)
    if suffix in _ARCHIVES:
        archive = opened(label, data)
        if isinstance(archive, Finding):
            return archive
        if suffix == ".zip":
            return _members(archive, depth)
        return inspect_office(suffix, label, archive, partial(_inner, depth))
    look = _BY_KIND.get(suffix)
    return look(suffix, label, data) if look else None


def _pdf(_suffix: str, _label: str, data: bytes) -> Finding | None:
    return inspect_pdf(data)


def _rtf(_suffix: str, _label: str, data: bytes) -> Finding | None:
    return active([PACKED], REMEDY) if runs_objects(data) else None


def _text(_suffix: str, _label: str, data: bytes) -> Finding | None:
    return inspect_text(data)


def _table(_suffix: str, _label: str, data: bytes) -> Finding | None:
    return inspect_table(data)


def _vector_picture(_suffix: str, label: str, data: bytes) -> Finding | None:
    if found := inspect_text(data):
        return found
    if not is_vector_picture(data):
        return wrong(label, "phần tử đầu tiên không phải «svg»", "its first element is not «svg»")
    fault = svg_fault(data)
    if fault is None:
        return None
    return Finding(Problems.UNSAFE_SVG.name, {"detail": fault[0], "detail_en": fault[1]})


_ARCHIVES: Final = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".zip")
_BY_KIND: Final[dict[str, Callable[[str, str, bytes], Finding | None]]] = {
    ".pdf": _pdf,
    ".doc": inspect_ole,
    ".xls": inspect_ole,
    ".ppt": inspect_ole,
    ".rtf": _rtf,
    ".txt": _text,
    ".csv": _table,
    ".svg": _vector_picture,
}


def _inner(depth: int, name: str, data: bytes) -> Finding | None:
    """Look into a document that is embedded in another."""
    if depth >= _DEEPEST:
        return bad_member(name, "lồng quá nhiều lớp", "it is nested too deeply")
    if not is_publishable(name) or suffix_of(name) == ".zip":
        return bad_member(name, *_NOT_PUBLISHED)
    return inspect(name, data, depth + 1)


def _members(archive: Archive, depth: int) -> Finding | None:
    """Look into each file of a ZIP archive."""
    paths: dict[str, str] = {}
    for member in archive.members:
        name = member.filename
        other = paths.setdefault(folded(name), name)
        if not is_publishable(name):
            return bad_member(name, *_NOT_PUBLISHED)
        if suffix_of(name) == ".zip":
            return bad_member(name, "tệp nén nằm trong tệp nén", "an archive inside the archive")
        if other != name:
            return bad_member(
                name,
                f"chỉ khác «{other}» ở chữ hoa, cách ghi dấu",
                f"it differs from «{other}» in capitals or accents alone",
            )
        content = archive.read(member)
        if content is None:
            return bad_member(name, *_DAMAGED)
        found = name_finding(name) or (inspect(name, content, depth + 1) if content else None)
        if found and found.kind != Problems.FORMULA_CELLS.name:
            details = {"file": posixpath.basename(name), **found.details}
            return bad_member(name, *found._replace(details=details).sentences)
    return None
