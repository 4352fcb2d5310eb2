"""The text by which others cite a bulletin, as the rule books write it."""

from collections.abc import Iterable
from typing import Final

from bantin.bulletin import Bulletin
from bantin.dates import DocumentDate

_PADDED_MONTHS: Final = 2


def citation_text(bulletin: Bulletin, publisher: str, url: str) -> str:
    """Return a full citation: type, number, date, issuer and subject; for news, author and page.

    State documents write the date in words (Decree 30/2020/NĐ-CP, Appendix I, part II, item 6),
    those of the Party in figures after a comma (Regulation 399-QĐ/TW).
    """
    front = bulletin.front
    if bulletin.is_news:
        parts = [front.author, f"“{front.title}”", publisher, _in_words(front.date), url]
        return ", ".join(part for part in parts if part)
    number = f" số {bulletin.number.text}" if bulletin.number.is_given else ""
    if bulletin.number.regime == "party" and number and front.date.is_whole:
        day = f", ngày {_in_figures(front.date)}"
    else:
        day = f" {_in_words(front.date)}"
    subject = _subject(front.title, [bulletin.issuer.name, *bulletin.issuer.aliases])
    return f"{bulletin.type.label}{number}{day} của {bulletin.issuer.name} {subject}"


def _in_words(day: DocumentDate) -> str:
    """Return as much of a date as is known, without the blanks of a document's head."""
    return day.official.rpartition("…")[2].strip()


def _in_figures(day: DocumentDate) -> str:
    month = day.month or 0
    return (
        f"{day.day:02}/{month:02}/{day.year}"
        if month <= _PADDED_MONTHS
        else (f"{day.day:02}/{month}/{day.year}")
    )


def _subject(title: str, names: Iterable[str]) -> str:
    """Return the subject as it follows the issuer; in lower case unless a name begins it.

    Decisions "ban hành …" follow without «về», all others with it.
    """
    first, *rest = title.split(" ")
    is_name = (
        any(title.startswith(name) for name in names)
        or first[1:] != first[1:].lower()
        or (bool(rest) and rest[0][:1].isupper())
    )
    text = title if is_name else title[:1].lower() + title[1:]
    return text if text.startswith(("về ", "ban hành ")) else f"về {text}"
