"""The documents that mentions may mean, as plain entries that anything can make and keep."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bantin.number_slips import NumberReader, default_reader, number_key


@dataclass(frozen=True, slots=True)
class CitationEntry:
    """One document of the site.

    ``date`` is in ISO 8601, as far as it is known; ``issuer_names`` are the issuer's name,
    aliases and codes; ``key`` is what the caller knows the document by.
    """

    key: str
    number: str
    type_id: str = ""
    issuer_id: str = ""
    issuer_names: tuple[str, ...] = ()
    date: str = ""


@dataclass(slots=True)
class CitationIndex:
    """Entries by their number; made once for a site, then only read."""

    by_number: dict[tuple[str, str, str, str], list[CitationEntry]] = field(
        default_factory=lambda: defaultdict(list)
    )
    by_serial: dict[tuple[str, str], list[CitationEntry]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @classmethod
    def of(
        cls, entries: Iterable[CitationEntry], reader: NumberReader | None = None
    ) -> "CitationIndex":
        """Return the index of *entries*; those without a number that can be read are left out."""
        reader = reader or default_reader()
        index = cls()
        for entry in entries:
            reading = reader.read(entry.number, entry.type_id)
            if reading is None or not reading.number.is_given:
                continue
            key = number_key(reading.number)
            index.by_number[key].append(entry)
            index.by_serial[key[0], entry.date].append(entry)
        return index
