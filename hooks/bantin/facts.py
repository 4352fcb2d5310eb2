"""Facts: what orders, lists, counts and feeds need of a bulletin, without the rest of it.

They are few and plain, so that those of a hundred thousand bulletins are read at once, while front
matter and body are read for the bulletins that a page shows.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime
from functools import cache
from hashlib import blake2b
from sys import intern
from typing import Any

from bantin.dates import VIETNAM
from bantin.number import matching_key
from bantin.schema import FrontMatter
from bantin.text import slugify


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of every bulletin.

    ``newest`` is the sort key that puts the newest first; ``number_key`` what all spellings of the
    number have in common, empty where none is given; ``publish_at`` and ``published`` are seconds
    since 1970. ``tells`` is whether relations, corrections or a withdrawal may concern others,
    ``occasions`` whether there are events or deadlines, ``aliases`` whether there are other
    addresses. ``own_id`` is the permanent id where one is given, ``unique`` a hash of what no
    other bulletin may have too: the series and the number in it or, without one, the identity;
    ``identity`` is that of the document, as a UUID.
    """

    newest: tuple[float, int, str, str]
    type: str
    issuer: str
    topics: tuple[str, ...]
    date_iso: str
    number: str
    number_key: str
    pinned: bool
    silent: bool
    draft: bool
    publish_at: float | None
    tells: bool
    occasions: bool
    aliases: bool
    own_id: str
    unique: str
    identity: str

    @property
    def year(self) -> int:
        """The year of issue."""
        return int(self.date_iso[:4])

    @property
    def first_day(self) -> date:
        """The first day that the date of issue can mean."""
        return datetime.fromtimestamp(-self.newest[0], VIETNAM).date()

    def as_row(self) -> list[Any]:
        """Return the facts as plain data, which ``from_row`` reads."""
        return list(astuple(self))

    @classmethod
    def from_row(cls, row: list[Any]) -> "Facts":
        """Read back what ``as_row`` returned, perhaps by way of JSON."""
        newest, kind, issuer, topics, date_iso, *rest = row
        # Many have the same: they share it.
        kind, issuer, date_iso = intern(kind), intern(issuer), intern(date_iso)
        return cls(tuple(newest), kind, issuer, _shared(*topics), date_iso, *rest)


@cache
def _shared(*topics: str) -> tuple[str, ...]:
    return topics


def facts_of(
    front: FrontMatter, type_id: str, issuer_id: str, unique: Sequence[str], identity: str
) -> Facts:
    """Return the facts of a bulletin whose type and issuer are settled.

    *unique* is what makes it another than all others.
    """
    number, issued, due = front.number, front.date, front.publish_at
    serial, text = number.order
    return Facts(
        newest=(-issued.start.timestamp(), -serial, text, slugify(front.title)),
        type=type_id,
        issuer=issuer_id,
        topics=tuple(dict.fromkeys(front.topic)),
        date_iso=issued.iso,
        number=number.text,
        number_key=matching_key(number.text) if number.is_given else "",
        pinned=front.pinned,
        silent=front.silent,
        draft=front.draft,
        publish_at=due.start.timestamp() if due else None,
        tells=bool(front.relations or front.corrections or front.withdrawn),
        occasions=bool(front.events or front.deadlines),
        aliases=bool(front.aliases),
        own_id=front.id or "",
        unique=blake2b("\n".join(unique).encode(), digest_size=10).hexdigest(),
        identity=identity,
    )
