"""White space of templates: what only lays out their source is not sent to readers.

Between tags and words of HTML, a run of white space is as good as one newline, and Material's
templates print some 4 KB of it on each page. It is taken out where templates are compiled, so that
it costs nothing when a page is rendered; what pages show (bodies, titles) is never touched.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_RUN: re.Pattern[str] = re.compile(r"[ \t\r\f]*\n\s*")
# Elements in which white space counts.
_EDGE: re.Pattern[str] = re.compile(r"(</?(?:pre|script|style|textarea)\b)", re.IGNORECASE)
# Tags that print nothing themselves; what an unknown one prints may end in anything.
_SILENT = {"set", "import", "from", "extends", "do"}


def squeeze(env: Environment) -> None:
    """Let templates of HTML be compiled without the white space of their layout."""
    env.add_extension(_Squeezer)
    # The same for JSON in pages: no blanks, and letters as they are, not as \u escapes.
    env.policies["json.dumps_kwargs"] = {
        **env.policies["json.dumps_kwargs"],
        "ensure_ascii": False,
        "separators": (",", ":"),
    }


class _Squeezer(Extension):
    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        html = stream.name is None or stream.name.endswith((".html", ".svg"))
        return _squeezed(stream) if html else stream


@dataclass
class _Branches:
    """The ways through an ``if`` or a ``for``: what was before it, and at the end of each."""

    before: bool
    ends: list[bool] = field(default_factory=list)
    has_else: bool = False


def _squeezed(stream: Iterable[Token]) -> Iterator[Token]:
    # `blank`: what is printed so far ends in white space, whichever way was taken through the
    # template. Only then can the newline at the beginning of the next text go, too; elsewhere it
    # may be all that parts two words.
    blank = kept = False
    open_branches: list[_Branches] = []
    tag: list[str] = []
    for token in stream:
        if token.type == "data":
            text, inside = _text(token.value, kept=kept)
            if blank and not kept:
                text = text.removeprefix("\n")
            kept = inside
            if text:
                blank = text[-1].isspace()
                yield Token(token.lineno, token.type, text)
            continue
        if token.type == "variable_begin":
            blank = False
        elif token.type == "block_begin":
            tag = []
        elif token.type == "block_end":
            blank = _after(tag, open_branches, blank=blank)
        else:
            tag.append(token.value if token.type == "name" else token.type)
        yield token


def _text(source: str, *, kept: bool) -> tuple[str, bool]:
    """Return a text with one newline for each run; and whether it ends where all counts."""
    pieces = _EDGE.split(source)
    for index, piece in enumerate(pieces):
        if index % 2:
            kept = not piece.startswith("</")
        elif not kept:
            pieces[index] = _RUN.sub("\n", piece)
    return "".join(pieces), kept


def _after(tag: list[str], branches: list[_Branches], *, blank: bool) -> bool:
    """Return whether what is printed ends in white space after a tag, too."""
    name = tag[0] if tag else ""
    if name in _SILENT:
        # `{% set x %}` without a value begins to collect what follows instead of printing it; so
        # does `{% set x | replace(old="a") %}`.
        return blank and (name != "set" or "assign" in takewhile("pipe".__ne__, tag))
    if name in ("if", "for"):
        branches.append(_Branches(blank))
        return blank and name == "if"  # a turn of a loop comes after another, too
    if name in ("elif", "else", "endif", "endfor") and branches:
        ways = branches[-1]
        ways.ends.append(blank)
        if name in ("elif", "else"):
            ways.has_else = ways.has_else or name == "else"
            return ways.before
        branches.pop()
        return all(ways.ends) and (ways.has_else or ways.before)
    return False
