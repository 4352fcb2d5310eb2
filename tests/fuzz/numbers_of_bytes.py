"""Numbers, dates and citations: a text, and what of it is taken for a document."""

from contextlib import suppress
from html import escape
from pathlib import Path

from bantin.citations import Target, annotate, find_mentions, mentions_in_html
from bantin.dates import NoSuchDayError, NotADateError, parse_date, parse_day_of_year
from bantin.number import NumberError, matching_key, parse_number
from bantin.number_slips import read_number, suggest_number
from bantin.rules import TypeRegistry, builtin_types
from bantin.text import collation_key, fold, normalise, slugify
from tests.fuzz.invariants import check_fragment


class NumbersOfBytes:
    """Everything that reads numbers, dates and mentions of documents."""

    def __init__(self, _folder: Path) -> None:
        self.types = TypeRegistry(builtin_types().values())

    def __call__(self, data: bytes) -> None:
        """Read a text in all these ways. Raises where an invariant is broken."""
        text = normalise(data.decode("utf-8", "replace"))
        self._number(text[:200].strip())
        self._dates(text[:60].strip())
        collation_key(text)
        assert fold(fold(text)) == fold(text), "folded twice is not folded once"
        assert slugify(text).isascii()
        for mention in find_mentions(text):
            start, end = mention.start, mention.end
            assert 0 <= start < end <= len(text), "a mention out of the text"
            assert mention.sentence, "a mention without a sentence"
        html = f"<p>{escape(text)}</p>"
        apart = done = 0
        for mention in mentions_in_html(html):  # of two that overlap the first is marked
            start, end = mention.place or (0, 0)
            if start >= done:
                apart, done = apart + 1, end
        marked = annotate(html, lambda mention: Target("../x/", mention.number.text))
        assert marked.count("<a ") == apart, "mentions that are found and not marked"
        check_fragment("".join(c for c in marked if c.isprintable() or c == "\n"))

    def _number(self, text: str) -> None:
        matching_key(text)
        suggest_number(text, self.types)
        read_number(text, self.types)
        with suppress(NumberError):
            number = parse_number(text, self.types)
            assert parse_number(number.text, self.types) == number, "another number when read again"

    def _dates(self, text: str) -> None:
        with suppress(NotADateError, NoSuchDayError):
            date = parse_date(text)
            said = (date.iso, date.numeric, date.named, date.official, date.stamp, date.start)
            assert all(said)
            assert parse_date(date.iso) == date, "another date when read again"
        with suppress(NotADateError, NoSuchDayError):
            month, day = parse_day_of_year(text)
            assert 1 <= month <= 12
            assert 1 <= day <= 31
