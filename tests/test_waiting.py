"""What waits on the disk comes back as it was put there."""

import random

from bantin.waiting import Waiting
from bantin.workers import spread_map


def test_what_waits_is_read_in_any_order_here_and_in_children() -> None:
    """Every reader has its own bytes, whoever else reads at the same time, and more may come."""
    chance = random.Random(1)  # noqa: S311 - no secret
    contents = [chance.randbytes(chance.randint(1, 20_000)) for _ in range(200)]
    waiting = Waiting()
    first = waiting.put(contents[0])
    assert first() == contents[0]
    readers = [first, *map(waiting.put, contents[1:])]
    assert [read() for read in reversed(readers)] == contents[::-1]
    assert spread_map(lambda read: read(), readers, workers=2) == contents


def test_readers_outlive_what_gave_them() -> None:
    """The file stays as long as somebody may read it."""
    readers = [Waiting().put(content) for content in (b"m\xe1\xbb\x99t", b"hai")]
    assert [read() for read in readers] == [b"m\xe1\xbb\x99t", b"hai"]


def test_more_may_be_put_after_children_have_read() -> None:
    """What a child does to the file, nobody else sees."""
    waiting = Waiting()
    first = waiting.put(b"a")
    assert spread_map(lambda read: read(), [first] * 200, workers=2) == [b"a"] * 200
    second = waiting.put(b"bc")
    assert (first(), second()) == (b"a", b"bc")
