"""Citations: find the mentions of documents in a text, resolve them, mark them in HTML."""

from bantin.citations.annotate import Target, annotate, mentions_in_html
from bantin.citations.find import Finder, find_mentions
from bantin.citations.index import CitationEntry, CitationIndex
from bantin.citations.mention import Mention
from bantin.citations.resolve import ExternalDocument, Resolution, resolve

__all__ = [
    "CitationEntry",
    "CitationIndex",
    "ExternalDocument",
    "Finder",
    "Mention",
    "Resolution",
    "Target",
    "annotate",
    "find_mentions",
    "mentions_in_html",
    "resolve",
]
