"""One mention of another document in a text."""

from dataclasses import dataclass

from bantin.dates import DocumentDate
from bantin.number import DocumentNumber


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text names a document by its number.

    ``start`` and ``end`` are the span in the text: the word for the type where it stands
    before the number, «số», and the number (``Nghị quyết số 09-NQ/TU``); ``number_start`` is
    where the number itself begins. ``number`` is mended; ``slip`` tells whether the text
    needed mending. ``type_id`` is "" where neither a word nor the code decides it; ``date``
    and ``issuer_text`` are what the text says beside the number. ``place`` is the span in the
    HTML, if the text is that of a page.
    """

    start: int
    end: int
    number_start: int
    text: str
    number: DocumentNumber
    type_id: str = ""
    date: DocumentDate | None = None
    issuer_text: str = ""
    sentence: str = ""
    slip: bool = False
    place: tuple[int, int] | None = None

    @property
    def written(self) -> str:
        """The number as the text has it."""
        return self.text[self.number_start - self.start :]
