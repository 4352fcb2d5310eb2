"""Mark the mentions in rendered HTML.

The visible text of the page stays as it is; only elements are put around the mentions. An
author keeps a mention unmarked by writing it as code (`` `590-CV/ĐU` ``) or, with the
extension ``attr_list``, by the class ``no-citation`` on any element around it
(``*590-CV/ĐU*{.no-citation}``, or on a paragraph or heading).
"""

import html as entities
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bantin.citations.find import Finder, find_mentions
from bantin.citations.mention import Mention
from bantin.citations.page import VOID, Page, Tag, read_page
from bantin.citations.surroundings import sentence_around

_ID: Final = re.compile(r"\s+id\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a mention leads, relative to the page, and the title shown as its tooltip."""

    href: str
    title: str = ""


def annotate(
    html: str,
    lookup: Callable[[Mention], Target | None],
    *,
    enabled: bool = True,
    finder: Finder | None = None,
    mentions: Sequence[Mention] | None = None,
) -> str:
    """Return rendered *html* with each mention as an element of class ``citation``.

    *lookup* is asked once for each mention, in the order of the text, and tells where it
    leads: a link then, else a span. Nothing is marked inside links, code and preformatted
    text, nor where the author opted out; ``enabled=False`` leaves a whole page as it is.
    *mentions* are what ``mentions_in_html`` returned for the same *html*, if that is known.
    """
    if not enabled:
        return html
    page: Page | None = None
    if mentions is None:
        mentions = mentions_in_html(html, finder)
    out: list[str] = []
    done = 0
    for mention in mentions:
        start, end = mention.place or (0, 0)
        if start < done:
            continue
        if "<" in html[start:end]:
            page = page or read_page(html)
            start, end, marked = _wrapped(html, page, (start, end), mention, lookup)
        else:  # as most
            marked = _element(mention, lookup(mention), html[start:end])
        out += (html[done:start], marked)
        done = end
    out.append(html[done:])
    return "".join(out)


def mentions_in_html(html: str, finder: Finder | None = None) -> list[Mention]:
    """Return the mentions that ``annotate`` would mark, in order."""
    page = read_page(html)
    text = "".join(page.text)
    mentions = finder.find(text) if finder else find_mentions(text)
    if mentions and page.holes:
        text, placed = page.as_read()  # a sentence is quoted with its links and its code
        mentions = [
            replace(one, sentence=sentence_around(text, placed(one.start), placed(one.end)))
            for one in mentions
        ]
    return [
        replace(one, place=(page.place(one.start)[0], page.place(one.end - 1)[1]))
        for one in mentions
    ]


def _wrapped(
    html: str,
    page: Page,
    span: tuple[int, int],
    mention: Mention,
    lookup: Callable[[Mention], Target | None],
) -> tuple[int, int, str]:
    """Return the stretch of HTML that is replaced, and by what.

    An element that the span would cut is closed before the edge and opened again behind it,
    so that each mention is one element.
    """
    start, end = span
    open_inside, cut = _balance(page.tags_between(start, end))
    while cut and (tag := page.tag_ending(start)) and tag.name == cut[0].name:
        start = tag.start
        cut.pop(0)
    while open_inside and (tag := page.tag_starting(end)) and tag.name == open_inside[-1].name:
        end = tag.end
        open_inside.pop()
    content = html[start:end]
    if not cut and not open_inside:
        return start, end, _element(mention, lookup(mention), content)
    outer = _opened_before(page.tags, start)[-len(cut) :] if cut else []
    head = "".join(f"</{tag.name}>" for tag in reversed(outer))
    reopened = "".join(_ID.sub("", tag.source) for tag in outer)
    tail = "".join(f"</{tag.name}>" for tag in reversed(open_inside))
    again = "".join(_ID.sub("", tag.source) for tag in open_inside)
    marked = _element(mention, lookup(mention), reopened + content + tail)
    return start, end, head + marked + again


def _balance(inside: list[Tag]) -> tuple[list[Tag], list[Tag]]:
    """Return the tags that open and do not close in a span, and those that only close there."""
    opened: list[Tag] = []
    cut: list[Tag] = []
    for tag in inside:
        if not tag.closes:
            if tag.name not in VOID:
                opened.append(tag)
        elif opened:
            opened.pop()
        else:
            cut.append(tag)
    return opened, cut


def _opened_before(tags: list[Tag], place: int) -> list[Tag]:
    opened: list[Tag] = []
    for tag in tags:
        if tag.end > place:
            break
        if tag.name in VOID:
            continue
        if not tag.closes:
            opened.append(tag)
        elif opened:
            opened.pop()
    return opened


def _element(mention: Mention, target: Target | None, content: str) -> str:
    number = entities.escape(mention.number.text)
    if target is None:
        return f'<span class="citation" data-number="{number}">{content}</span>'
    title = f' title="{entities.escape(target.title)}"' if target.title else ""
    href = entities.escape(target.href)
    return f'<a class="citation" data-number="{number}" href="{href}"{title}>{content}</a>'
