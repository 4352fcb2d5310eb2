"""Long lists in pages: where the pages are, and the links from one to the others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bantin.views import Named

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Paging:
    """The place of one page among those of its list; no link: there is no such page."""

    page: int
    pages: tuple[Named, ...]
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class ListPage(Generic[_Row]):
    """One page of a list."""

    address: str
    rows: Sequence[_Row]
    paging: Paging


def in_pages(address: str, rows: Sequence[_Row], size: int) -> Iterator[ListPage[_Row]]:
    """Yield the pages of a list, *size* rows each; an empty list has one."""
    count = max(1, -(-len(rows) // size))
    addresses = [address] + [f"{address}page/{number}/" for number in range(2, count + 1)]
    for index, one in enumerate(addresses):
        paging = Paging(
            page=index + 1,
            pages=_links(addresses, index),
            newer=addresses[index - 1] if index else "",
            older=addresses[index + 1] if index + 1 < count else "",
        )
        yield ListPage(one, rows[index * size : (index + 1) * size], paging)


def _links(addresses: Sequence[str], index: int) -> tuple[Named, ...]:
    """Return links to the first, the last and the nearest pages; an empty one is a gap."""
    if len(addresses) == 1:
        return ()
    shown = sorted(
        {0, len(addresses) - 1, *range(max(0, index - 1), min(len(addresses), index + 2))}
    )
    links: list[Named] = []
    for position, page in enumerate(shown):
        if position and page - shown[position - 1] > 1:
            links.append(Named("…"))
        links.append(Named(str(page + 1), addresses[page]))
    return tuple(links)
