"""Change a bulletin as careless and hostile people do: by keys, lines, blocks and signs."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from tests.fuzz.tokens import BLOCKS, BYTES, KEYS, MARKS, SCALARS, SETTINGS

LONGEST: Final = 8_192
_Change = Callable[[str, Random, Sequence[bytes]], str]


def mutated(data: bytes, random: Random, seeds: Sequence[bytes]) -> bytes:
    """Return *data* with one to a few changes; *seeds* lend their parts."""
    text = data.decode("utf-8", "surrogateescape")
    for _ in range(random.choice((1, 1, 1, 1, 2, 2, 3, 6))):
        change: _Change = random.choices(_CHANGES, _WEIGHTS)[0]
        text = change(text, random, seeds)
    changed = text.encode("utf-8", "surrogateescape")
    if not random.randrange(40):
        place = random.randrange(len(changed) + 1)
        changed = changed[:place] + random.choice(BYTES) + changed[place:]
    if not random.randrange(40) and changed:
        place = random.randrange(len(changed))
        changed = changed[:place] + bytes([random.randrange(256)]) + changed[place + 1 :]
    return changed[:LONGEST]


def made_of(tokens: Sequence[str], random: Random) -> str:
    """Return a text of a few tokens, which knows no structure."""
    return "".join(random.choices(tokens, k=random.randrange(1, 30)))


def _new_value(text: str, random: Random, _seeds: Sequence[bytes]) -> str:
    """Give a key another value."""
    lines = text.split("\n")
    places = [index for index, line in enumerate(lines[:60]) if ":" in line]
    if not places:
        return text
    index = random.choice(places)
    lines[index] = f"{lines[index].partition(':')[0]}: {random.choice(SCALARS)}"
    return "\n".join(lines)


def _new_key(text: str, random: Random, _seeds: Sequence[bytes]) -> str:
    """Put a key into the front matter."""
    head, fence, rest = text.partition("\n")
    indent = random.choice(("", "", "", "  ", "  - ", "    ", "\t"))
    line = f"{indent}{random.choice(KEYS)}: {random.choice(SCALARS)}"
    if random.randrange(4):
        return f"{head}{fence}{line}\n{rest}"
    return _at_a_line(text, random, line)


def _new_block(text: str, random: Random, _seeds: Sequence[bytes]) -> str:
    """Put a block into the body, or anywhere."""
    block = random.choice(BLOCKS)
    if random.randrange(4):
        return f"{text}{random.choice(('', chr(10), chr(10) * 2))}{block}\n"
    return _at_a_line(text, random, block)


def _nested(text: str, random: Random, _seeds: Sequence[bytes]) -> str:
    """Set the last lines in, or put the same sign before each of them."""
    lines = text.split("\n")
    start = random.randrange(len(lines))
    sign = random.choice(("    ", "  ", "\t", "> ", "- ", "* ", "1. ", "# ", ":   ", "|", "```"))
    return "\n".join([*lines[:start], *(sign + line for line in lines[start:])])


def _mark(text: str, random: Random, _seeds: Sequence[bytes]) -> str:
    """Put a sign anywhere, now and then many times."""
    place = random.randrange(len(text) + 1)
    times = random.choice((1, 1, 1, 1, 1, 1, 2, 3, 20))
    mark: str = random.choice(MARKS)
    return text[:place] + mark * times + text[place:]


def _lost_line(text: str, random: Random, _seeds: Sequence[bytes]) -> str:
    lines = text.split("\n")
    del lines[random.randrange(len(lines))]
    return "\n".join(lines)


def _line_again(text: str, random: Random, _seeds: Sequence[bytes]) -> str:
    return _at_a_line(text, random, random.choice(text.split("\n")))


def _cut(text: str, random: Random, _seeds: Sequence[bytes]) -> str:
    """Take a stretch out."""
    start = random.randrange(len(text) + 1)
    return text[:start] + text[start + random.choice((1, 1, 2, 5, 40)) :]


def _lent(text: str, random: Random, seeds: Sequence[bytes]) -> str:
    """Go on with the end of another bulletin."""
    other = random.choice(seeds).decode("utf-8", "surrogateescape") if seeds else ""
    start = random.randrange(len(other) + 1)
    place = random.randrange(len(text) + 1)
    return text[:place] + other[start : start + random.choice((20, 100, 1_000))] + text[place:]


def _settings(text: str, random: Random, _seeds: Sequence[bytes]) -> str:
    """Put a piece of settings or of YAML anywhere."""
    place = random.randrange(len(text) + 1)
    return text[:place] + random.choice(SETTINGS) + text[place:]


def _at_a_line(text: str, random: Random, line: str) -> str:
    lines = text.split("\n")
    lines.insert(random.randrange(len(lines) + 1), line)
    return "\n".join(lines)


_WEIGHTED: Final[dict[_Change, int]] = {
    _new_value: 3,
    _new_key: 2,
    _new_block: 8,
    _nested: 2,
    _mark: 6,
    _lost_line: 1,
    _line_again: 1,
    _cut: 2,
    _lent: 2,
    _settings: 1,
}
_CHANGES: Final = tuple(_WEIGHTED)
_WEIGHTS: Final = tuple(_WEIGHTED.values())
