"""Builds that are killed: what is published is the old site or the new one, whole."""

import random
from pathlib import Path

import pytest

from tests.bench.kills import Trial, states
from tests.site_builder import VOCABULARY, bulletin

KILLS = 20


@pytest.mark.slow
def test_a_killed_build_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    """Killed (-9) at any moment, cold or warm, a build publishes all or nothing.

    The next build is that of a build from nothing. `python -m tests.bench.kills` does the same
    with the size of a real site.
    """
    texts = {
        f"2026/{number}.md": bulletin(f"Nội dung số {number}.\n", number=f"{number}/TB-VP")
        for number in range(1, 31)
    }
    trial = Trial(tmp_path, states(texts), VOCABULARY)
    chance = random.Random(5)  # noqa: S311 - the same kills again
    assert len({trial.kill(chance) for _ in range(KILLS)}) > 1
