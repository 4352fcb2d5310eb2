"""ES modules as one classic script, which is all that a browser runs from a disk (``file://``).

Not a bundler for modules at large: it knows the forms that this project's own modules use, and
refuses others. A module imports ``import { a, b as c } from "./x.js";`` and exports declarations
(``export function``, ``export async function``, ``export class``, ``export const``), each at the
start of a line. Comments and needless blanks are left out.
"""

import posixpath
import re
from typing import TYPE_CHECKING, Final

from rjsmin import jsmin

if TYPE_CHECKING:
    from collections.abc import Mapping

_IMPORT: Final = re.compile(r'^import\s+(?:\{([^}]*)\}\s+from\s+)?"([^"]+)";\n?', re.MULTILINE)
_EXPORT: Final = re.compile(
    r"^export\s+(?=(?:async\s+function\*?|function\*?|class|const|let)\s+(\w+))", re.MULTILINE
)
_REFUSED: Final = re.compile(
    r"^(?:import\b.*|export\b.*)|\bimport\s*\(|\bimport\.meta", re.MULTILINE
)
_BLOCK_COMMENT: Final = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_LINE_COMMENT: Final = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)


def classic_script(modules: "Mapping[str, str]", entry: str) -> str:
    """Return *entry* and all that it imports as one classic script.

    *modules* are sources by path; imports are relative to the path of the module. What *entry*
    exports becomes properties of ``globalThis``. ``ValueError`` names the module and the line where
    a form is not known, a module is missing or imports go in a circle.
    """
    order = _in_order(modules, entry)
    parts = [_scope(path, modules[path], order, is_entry=path == entry) for path in order]
    return minified("(()=>{\n" + "".join(parts) + "})();\n")


def minified(source: str) -> str:
    """Return JavaScript without comments and needless blanks; names stay as they are."""
    text: str = jsmin(source)
    return f"{text}\n"


def _in_order(modules: "Mapping[str, str]", entry: str) -> list[str]:
    order: list[str] = []
    above: list[str] = []

    def visit(path: str, user: str) -> None:
        if path in order:
            return
        if path in above:
            raise ValueError(f"{path}: imports go in a circle: {' -> '.join([*above, path])}")
        if path not in modules:
            raise ValueError(f"{user}: imports {path}, which is not there")
        above.append(path)
        for match in _IMPORT.finditer(_without_comments(modules[path])):
            visit(_resolve(path, match[2]), path)
        above.pop()
        order.append(path)

    visit(entry, entry)
    return order


def _scope(path: str, source: str, order: list[str], *, is_entry: bool) -> str:
    def bind(match: re.Match[str]) -> str:
        if match[1] is None:
            return ""
        names = re.sub(r"\s+as\s+", ":", " ".join(match[1].split())).strip(", ")
        return f"const {{{names}}}={_name(order, _resolve(path, match[2]))};\n"

    text = _IMPORT.sub(bind, _without_comments(source))
    exported = [match[1] for match in _EXPORT.finditer(text)]
    text = _EXPORT.sub("", text)
    if (refused := _REFUSED.search(text)) is not None:
        raise ValueError(f"{path}: not a form that a classic script can have: {refused[0]!r}")
    names = ",".join(exported)
    end = f"Object.assign(globalThis,{{{names}}});\n" if is_entry else f"return {{{names}}};\n"
    return f'const {_name(order, path)}=(()=>{{"use strict";\n{text}{end}}})();\n'


def _without_comments(source: str) -> str:
    return _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", source))


def _resolve(path: str, imported: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), imported))


def _name(order: list[str], path: str) -> str:
    return f"m{order.index(path)}"
