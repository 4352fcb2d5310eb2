"""The text of XML in Office and OpenDocument files, a line for each paragraph, cell or property."""

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

# Elements whose text goes on in that of the next one; the text of all others stands alone.
_RUNS: Final = frozenset({"t", "r", "span", "a", "s", "delText", "instrText", "tspan", "rPr"})
_BREAKS: Final = frozenset({"p", "h", "si", "is", "tc", "c", "tr", "row", "br", "cr", "tab"})
_NAMING: Final = frozenset(  # attributes that people see
    {"name", "string", "descr", "title", "alt", "prompt", "promptTitle", "display-name", "label"}
    | {"tooltip", "formatCode"}
)
_PRINTED: Final = re.compile(
    r'&(?:"[^"]*"|K[0-9A-F+-]{6}|[A-Z]|\d+)'
)  # codes of a header in a workbook


def xml_text(content: bytes, *, mend: bool = False) -> str:
    """Return the text; *mend* what is not well formed. Raises ValueError where it is no XML."""
    parser = etree.XMLPullParser(
        ("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=mend,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        parser.feed(content)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    events: Any = parser.read_events()
    found = [piece for event, element in events for piece in _pieces(event, element)]
    return _PRINTED.sub("\n", "".join(found))


def _pieces(event: str, element: Any) -> Iterator[str]:
    """Yield what an element adds to the text where it begins, or where it ends."""
    name = etree.QName(element).localname
    if name in _BREAKS or (name not in _RUNS and (element.text or "").strip()):
        yield "\n"
    if event == "start":
        for key, value in element.items():
            if key.rpartition("}")[2] in _NAMING:
                yield f"\n{value}\n"
        yield element.text or ""
        return
    if name == "s" and not element.text:
        yield " "  # text:s of OpenDocument
    yield element.tail or ""
