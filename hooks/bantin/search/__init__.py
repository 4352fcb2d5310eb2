"""Vietnamese search: documents into a static index that a browser searches by itself.

``README.md`` in this folder describes the index, its cost and how to use the engine. Its modules
are imported when something of them is asked for: numpy alone takes a tenth of a second, and a build
in which nothing has changed needs none of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bantin.search.document import Row, SearchDocument, analyse
    from bantin.search.index import build_index
    from bantin.search.update import Update, index_keys, update_index, update_texts

__all__ = [
    "Row",
    "SearchDocument",
    "Update",
    "analyse",
    "build_index",
    "index_keys",
    "update_index",
    "update_texts",
]

_MODULES = {
    "document": ("Row", "SearchDocument", "analyse"),
    "index": ("build_index",),
    "update": ("Update", "index_keys", "update_index", "update_texts"),
}


def __getattr__(name: str) -> Any:
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
