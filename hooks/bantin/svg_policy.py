"""Which SVG images may be published: drawings that run nothing and ask nobody.

An SVG image is a document of its own: who opens it by its address runs its scripts in the name of
the site (SVG 2, section 2.2). So it is held against a list of elements, and its addresses may lead
inside the image only. Nothing is taken out of it.
"""

import re
from typing import Any, Final

from lxml import etree

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_ELEMENTS: Final = frozenset(
    [
        *("circle", "clipPath", "defs", "desc", "ellipse", "filter", "g", "image", "line"),
        *("linearGradient", "marker", "mask", "metadata", "path", "pattern", "polygon", "polyline"),
        *("radialGradient", "rect", "stop", "style", "svg", "switch", "symbol", "text", "textPath"),
        *("title", "tspan", "use", "view"),
        *("feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix"),
        *("feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood"),
        *("feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode"),
        *("feMorphology", "feOffset", "fePointLight", "feSpecularLighting", "feSpotLight"),
        *("feTile", "feTurbulence"),
    ]
)
# What drawing programs note for themselves; no browser does anything with it.
_NOTES: Final = (
    "http://www.inkscape.org/namespaces/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
    "http://ns.adobe.com/",
    "http://www.figma.com/",
    "http://www.bohemiancoding.com/sketch/",
    "http://www.serif.com/",
    "http://vectornator.io",
)
_MOST_DRAWN: Final = 200_000
_DEEPEST_USE: Final = 50
_PICTURE: Final = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_FOREIGN_URL: Final = re.compile(
    r"url\((?!\s*['\"]?\s*#)|@import|image-set|src\(|\\|expression", re.IGNORECASE
)
_NOT_UTF8: Final = re.compile(
    rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!(?:utf-8|us-ascii)[\"'])", re.IGNORECASE
)

SvgFault = tuple[str, str]
"""What is wrong with an image, in Vietnamese and in English."""


def svg_fault(data: bytes) -> SvgFault | None:
    """Return the first thing for which an SVG image is refused, None if there is none.

    Nothing outside *data* is looked at: no entity is resolved, no address asked.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return "có khai báo DOCTYPE hoặc ENTITY", "it declares a DOCTYPE or an ENTITY"
    if _NOT_UTF8.match(data.lstrip(b"\xef\xbb\xbf \t\r\n")) or b"\0" in data:
        return "không phải UTF-8", "it is not UTF-8"
    parser = etree.XMLParser(
        encoding="utf-8",  # whatever it says itself: a server may say so, too
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = str(error.lineno or 1)
        return f"sai cú pháp XML ở dòng {line}", f"it is no XML, on line {line}"
    return _drawing_fault(root)


def _drawing_fault(root: etree._Element) -> SvgFault | None:
    if root.tag != f"{{{_SVG}}}svg":
        return "không mở đầu bằng <svg>", "it does not begin with <svg>"
    for node in (*root.itersiblings(preceding=True), *root.iter(), *root.itersiblings()):
        if found := _node_fault(node):
            line = str(node.sourceline or 1)
            return f"dòng {line} có «{found}»", f"line {line} has «{found}»"
    if _drawn(root) > _MOST_DRAWN:
        return "«<use>» vẽ lại quá nhiều hình", "«<use>» draws too much again and again"
    return None


def _drawn(root: etree._Element) -> int:
    """Return how many elements a browser draws, each as often as ``use`` wants it; or too many."""
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[str, int] = {}

    def drawn_in(element: etree._Element, depth: int) -> int:
        if depth > _DEEPEST_USE:  # in a circle, if anything
            return _MOST_DRAWN + 1
        count = 0
        for node in element.iter():
            count += 1
            target = _target(node) if node.tag == f"{{{_SVG}}}use" else ""
            if target in named and target not in known:
                known[target] = drawn_in(named[target], depth + 1)
            count = min(count + known.get(target, 0), _MOST_DRAWN + 1)
        return count

    return drawn_in(root, 0)


def _target(use: etree._Element) -> str:
    return str(use.get("href") or use.get(f"{{{_XLINK}}}href") or "").removeprefix("#")


def _node_fault(node: etree._Element) -> str | None:
    """Return what of a node may not be, as it is written, or None."""
    tag: Any = node.tag  # of what is no element it is the function that makes it
    if tag is etree.Comment:
        return None
    if tag is etree.ProcessingInstruction:
        return "<?…?>"
    if not isinstance(tag, str):
        return "&…;"
    name = etree.QName(node)
    if name.namespace == _SVG:
        return _element_fault(node, name.localname)
    return None if (name.namespace or "").startswith(_NOTES) else f"<{name.localname}>"


def _element_fault(element: etree._Element, name: str) -> str | None:
    foreign_style = name == "style" and _FOREIGN_URL.search("".join(map(str, element.itertext())))
    if name not in _ELEMENTS or foreign_style:
        return f"<{name}>"
    for key, value in element.attrib.items():
        if _refuses(str(key), str(value), is_image=name == "image"):
            return f'{etree.QName(key).localname}="{str(value)[:60]}"'
    return None


def _refuses(key: str, value: str, *, is_image: bool) -> bool:
    attribute = etree.QName(key)
    name = attribute.localname.lower()
    if attribute.namespace not in (None, _XLINK, _XML):
        return not (attribute.namespace or "").startswith(_NOTES)
    if name.startswith("on") or name == "base":
        return True
    if name in ("href", "src"):
        return not (value.startswith("#") or (is_image and _PICTURE.fullmatch(value)))
    return bool(_FOREIGN_URL.search(value))
