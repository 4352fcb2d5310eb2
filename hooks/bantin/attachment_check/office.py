"""Documents in ZIP archives: Office Open XML (ECMA-376) and OpenDocument (ISO/IEC 26300)."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from lxml import etree

from bantin.attachment_check.finding import Finding, active, bad_member, encrypted, wrong
from bantin.attachment_check.ole import MACROS, REMEDY, active_in_ole
from bantin.attachment_check.signatures import OLE, PROGRAMS, ZIP
from bantin.attachment_check.zipped import Archive

_MAIN: Final = {
    ".docx": "wordprocessingml.document.main+xml",
    ".xlsx": "spreadsheetml.sheet.main+xml",
    ".pptx": "presentationml.",
}
_SLIDES: Final = ("presentationml.presentation.main+xml", "presentationml.slideshow.main+xml")
_MEDIA_TYPES: Final = {
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
}
_TYPES: Final = "[Content_Types].xml"
_MOST_XML: Final = 8 * 1024 * 1024
_REMOTE: Final = re.compile(
    r"(?:https?|ftp|mhtml|ms-\w+|javascript|vbscript):|\\\\|//|file:/*[^/:]+/", re.IGNORECASE
)
# Relationships whose targets a reader fetches or runs by itself.
_FETCHED: Final = ("/attachedTemplate", "/oleObject", "/frame", "/subDocument", "/externalLinkPath")
_TEMPLATE: Final = ("mẫu hoặc đối tượng lấy từ mạng", "a template or object from the network")
_CONTROLS: Final = ("điều khiển ActiveX", "ActiveX controls")
_SHEETS: Final = ("macro Excel 4.0", "Excel 4.0 macros")
_COMMANDS: Final = ("lệnh DDE", "a DDE command")
_PROGRAM: Final = ("tệp chương trình", "a program")

Look = Callable[[str, bytes], Finding | None]


def inspect_office(suffix: str, label: str, archive: Archive, look: Look) -> Finding | None:
    """Return what is wrong with a document; *look* looks into a document inside it."""
    if suffix in _MEDIA_TYPES:
        found = _open_document(suffix, label, archive)
    else:
        found = _open_xml(suffix, label, archive)
    return found or _objects(archive, look)


def _open_xml(suffix: str, label: str, archive: Archive) -> Finding | None:
    types = _xml(archive, _TYPES)
    if types is None:
        return _other(label)
    kinds = {str(one.get("ContentType", "")) for one in types.iter() if isinstance(one.tag, str)}
    lower = [kind.lower() for kind in kinds]
    names = [name.lower() for name in archive.names]
    signs: list[tuple[str, str]] = []
    if any("macroenabled" in kind or "vbaproject" in kind for kind in lower) or any(
        name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names
    ):
        signs.append(MACROS)
    if any("macrosheet" in kind for kind in lower) or any("macrosheets/" in name for name in names):
        signs.append(_SHEETS)
    if any("activex" in kind for kind in lower) or any("/activex/" in name for name in names):
        signs.append(_CONTROLS)
    signs += _relations(archive)
    if signs:
        return active(signs, REMEDY)
    mains = _SLIDES if suffix == ".pptx" else (_MAIN[suffix],)
    if not any(kind.endswith(main) for kind in kinds for main in mains):
        return _other(label)
    return None


def _relations(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield what the document would fetch or run by its relationships."""
    for name in archive.names:
        if name.lower().endswith(".rels"):
            tree = _xml(archive, name)
            for one in () if tree is None else tree.iter():
                kind, target = str(one.get("Type", "")), str(one.get("Target", ""))
                is_outside = str(one.get("TargetMode", "")).lower() == "external"
                if is_outside and kind.endswith(_FETCHED) and _REMOTE.match(target.strip()):
                    yield _TEMPLATE
        elif "/externallinks/" in name.lower() and name.lower().endswith(".xml"):
            tree = _xml(archive, name)
            if tree is not None and any(
                isinstance(one.tag, str) and etree.QName(one).localname == "ddeLink"
                for one in tree.iter()
            ):
                yield _COMMANDS


def _open_document(suffix: str, label: str, archive: Archive) -> Finding | None:
    if archive.named("mimetype").strip() != _MEDIA_TYPES[suffix].encode():
        return _other(label)
    manifest = _xml(archive, "META-INF/manifest.xml")
    for one in () if manifest is None else manifest.iter():
        if isinstance(one.tag, str) and etree.QName(one).localname == "encryption-data":
            return encrypted()
    if any(name.startswith(("Basic/", "Scripts/")) for name in archive.names):
        return active([MACROS], REMEDY)
    return None


def _objects(archive: Archive, look: Look) -> Finding | None:
    """Return what is wrong with what is not XML in a document."""
    for member in archive.members:
        name = member.filename
        if name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        beginning = archive.read(member, 8)
        if beginning is None:
            return bad_member(name, "bị hỏng", "it is damaged")
        if beginning.startswith(PROGRAMS):
            return active([_PROGRAM], REMEDY)
        if beginning.startswith((OLE, ZIP)):
            content = archive.read(member)
            if content is None:
                return bad_member(name, "bị hỏng", "it is damaged")
            if beginning.startswith(OLE):
                if signs := active_in_ole(content):
                    return active(signs, REMEDY)
            elif found := look(name, content):
                return found
    return None


def _xml(archive: Archive, name: str) -> Any:
    """Return the tree of a member, None if there is none that can be trusted."""
    data = archive.named(name)
    if not data or len(data) > _MOST_XML or b"<!DOCTYPE" in data:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def _other(label: str) -> Finding:
    return wrong(label, "bên trong là một loại tệp khác", "there is another kind of file in it")
