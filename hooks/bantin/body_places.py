"""Where a text stands in the Markdown of a body, for messages."""

import re
from bisect import bisect
from typing import Final

# A fenced block, or a span between equal runs of backticks.
_CODE: Final = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^`\n]*\n.*?^ {0,3}\1[`~]*[ \t]*$|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`)",
    re.DOTALL | re.MULTILINE,
)


_MOST: Final = 2_000_000_000  # letters that are looked at in search of texts, which is a second


class BodyPlaces:
    """A body, in which thousands of texts may be looked up: each is looked for once."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._without_code = _CODE.sub(lambda code: re.sub(r"[^\n]", "\0", code[0]), body)
        self._lines = [0, *(match.end() for match in re.finditer("\n", body))]
        self._known: dict[tuple[str, bool], list[int]] = {}
        self._looked_at = 0

    def find(self, text: str, occurrence: int = 0) -> tuple[int, int]:
        """Return the line and the column of *text*, both from 0, or those of the first letter.

        Occurrences count from 0; where there are fewer, it is the last. What stands in code is
        passed over: nothing there is a link or a tag. But attributes of a block of code stand on
        its first line. After thousands of texts nothing more is looked for.
        """
        offset = self._offset(text, occurrence, self._without_code)
        if offset is None:
            offset = self._offset(text, occurrence, self._body) or 0
        line = bisect(self._lines, offset) - 1
        return line, offset - self._lines[line]

    def _offset(self, text: str, occurrence: int, body: str) -> int | None:
        """Return where an occurrence begins, or the last one; None where there is none."""
        known = self._known.setdefault((text, body is self._body), [])
        while text and len(known) <= occurrence and self._looked_at < _MOST:
            start = known[-1] + 1 if known else 0
            offset = body.find(text, start)
            self._looked_at += (offset if offset >= 0 else len(body)) - start
            if offset < 0:
                break
            known.append(offset)
        return known[min(occurrence, len(known) - 1)] if known else None
