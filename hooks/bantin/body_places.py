"""Where a text stands in the Markdown of a body, for messages."""

import re
from bisect import bisect
from typing import Final

# A fenced block, or a span between equal runs of backticks.
_CODE: Final = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^`\n]*\n.*?^ {0,3}\1[`~]*[ \t]*$|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)",
    re.DOTALL | re.MULTILINE,
)


class BodyPlaces:
    """A body, in which thousands of texts may be looked up: each is looked for once."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._without_code = _CODE.sub(lambda code: re.sub(r"[^\n]", "\0", code[0]), body)
        self._lines = [0, *(match.end() for match in re.finditer("\n", body))]
        self._found: dict[str, _Found] = {}

    def find(self, text: str, occurrence: int = 0) -> tuple[int, int]:
        """Return the line and the column of *text*, both from 0, or those of the first letter.

        Occurrences count from 0; where there are fewer, it is the last. What stands in code is
        passed over: nothing there is a link or a tag. But attributes of a block of code stand on
        its first line.
        """
        found = self._found.setdefault(text, _Found(text, self._without_code))
        if found.offset(0) is None:
            found = self._found[text] = _Found(text, self._body)
        offset = found.offset(occurrence) or 0
        line = bisect(self._lines, offset) - 1
        return line, offset - self._lines[line]


class _Found:
    """Where *text* stands in *body*, also where it overlaps itself: as far as was asked for."""

    def __init__(self, text: str, body: str) -> None:
        self._text, self._body = text, body
        self._offsets: list[int] = []
        self._is_all = not text

    def offset(self, occurrence: int) -> int | None:
        """Return where an occurrence begins, or the last one; None where there is none."""
        while len(self._offsets) <= occurrence and not self._is_all:
            start = self._offsets[-1] + 1 if self._offsets else 0
            offset = self._body.find(self._text, start)
            self._is_all = offset < 0
            if offset >= 0:
                self._offsets.append(offset)
        return self._offsets[min(occurrence, len(self._offsets) - 1)] if self._offsets else None
