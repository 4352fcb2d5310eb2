"""Vietnamese search: documents into a static index that a browser searches by itself.

``README.md`` in this folder describes the index, its cost and how to use the engine.
"""

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
