"""The mentions in what stands above a body: its title, its lead, the caption of its picture.

Those texts are front matter and no HTML. Their mentions come before those of the body, so that
a later bare mention there means the first full one here; their places are below zero then.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from bantin.bulletin import Bulletin
from bantin.citations import Mention, mentions_in_html

Part = Literal["title", "summary", "caption"]
_PERHAPS: Final = re.compile(r"[0-9]\S{0,3}\s{0,3}[-/\u2010-\u2015\uff0f]|[sS]ố|[0-9][A-ZĐ]{2}")


@dataclass(frozen=True, slots=True)
class HeadMention:
    """A mention in one of those texts; ``ordered`` is the same with its place before the body."""

    part: Part
    mention: Mention
    ordered: Mention


def head_text(bulletin: Bulletin, part: Part) -> str:
    """Return one of the texts above a body, empty where there is none."""
    front = bulletin.front
    if part == "caption":
        return front.image.caption if front.image else ""
    return front.title if part == "title" else front.summary


def head_mentions(bulletin: Bulletin) -> Sequence[HeadMention]:
    """Return the mentions above a body, in the order of the page; none where it opted out."""
    found: list[HeadMention] = []
    if not bulletin.front.citations:
        return found
    parts: tuple[Part, ...] = ("title", "summary", "caption")
    texts = [(part, head_text(bulletin, part)) for part in parts]
    before = -sum(len(text) + 1 for _part, text in texts)
    for part, text in texts:
        if _PERHAPS.search(text):
            for one in mentions_in_html(html.escape(text, quote=False)):
                places = {name: before + getattr(one, name) for name in _PLACES}
                found.append(HeadMention(part, one, replace(one, **places)))
        before += len(text) + 1
    return found


_PLACES: Final = ("start", "end", "number_start")
