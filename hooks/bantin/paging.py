"""Long lists in pages: where the pages are, and the links from one to the others."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from bantin.views import Named

_Row = TypeVar("_Row")
# How far the links of a page lead; what is farther away, ``jumps`` bring near.
_STEPS: Final = (1, 10, 100)


@dataclass(frozen=True, slots=True)
class Paging:
    """The place of one page among those of its list; no link: there is no such page."""

    page: int
    pages: tuple[Named, ...]
    current: str
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class ListPage(Generic[_Row]):
    """One page of a list; ``start`` is the index of its first row in the list."""

    address: str
    start: int
    rows: Sequence[_Row]
    paging: Paging


def newest_first(address: str, rows: Sequence[_Row], size: int) -> Iterator[ListPage[_Row]]:
    """Yield the pages of a list to which rows are added at its head; an empty list has one.

    Pages are counted from the oldest row, so that a new row leaves all but the first as they are,
    and an address keeps its rows. The first page holds what is left over beside *size* rows.
    """
    count = max(1, len(rows) // size)
    numbers = range(count, 0, -1)
    starts = [0, *(len(rows) - number * size for number in numbers[1:])]
    return _pages(address, rows, starts, numbers, "Mới nhất")


def in_order(address: str, rows: Sequence[_Row], size: int) -> Iterator[ListPage[_Row]]:
    """Yield the pages of a list in any other order, *size* rows each; an empty list has one."""
    starts = range(0, max(1, len(rows)), size)
    return _pages(address, rows, starts, range(1, len(starts) + 1), "1")


def jumps(
    pages: Iterable[ListPage[_Row]], label: Callable[[_Row], str | None]
) -> tuple[Named, ...]:
    """Return links from the first page to where the rows of each label begin; None names none.

    For lists of more pages than one; the further pages lead to the first, and do not repeat this.
    """
    found: dict[str, str] = {}
    for page in pages:
        for row in page.rows:
            if (name := label(row)) is not None:
                found.setdefault(name, page.address)
    return tuple(Named(*one) for one in found.items()) if len({*found.values()}) > 1 else ()


def _pages(
    address: str, rows: Sequence[_Row], starts: Sequence[int], numbers: Sequence[int], first: str
) -> Iterator[ListPage[_Row]]:
    pages = [
        Named(first, address),
        *(Named(str(number), f"{address}page/{number}/") for number in numbers[1:]),
    ]
    ends = [*starts[1:], len(rows)]
    for index, one in enumerate(pages):
        paging = Paging(
            page=numbers[index],
            pages=_links(pages, index),
            current=one.label,
            newer=pages[index - 1].address if index else "",
            older=pages[index + 1].address if index + 1 < len(pages) else "",
        )
        start = starts[index]
        yield ListPage(one.address, start, rows[start : ends[index]], paging)


def _links(pages: Sequence[Named], index: int) -> tuple[Named, ...]:
    """Return links to the first, the last and nearer pages; an empty one is a gap."""
    if len(pages) == 1:
        return ()
    last = len(pages) - 1
    near = {index, *(index - step for step in _STEPS), *(index + step for step in _STEPS)}
    shown = sorted({0, last, *(page for page in near if 0 <= page <= last)})
    links: list[Named] = []
    for position, page in enumerate(shown):
        if position and page - shown[position - 1] > 1:
            links.append(Named("…"))
        links.append(pages[page])
    return tuple(links)
