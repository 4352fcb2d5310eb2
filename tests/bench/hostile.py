"""How long the worst texts of a megabyte take, the whole way to what is published or to a problem.

    python -m tests.bench.hostile [--size BYTES] [WORDS]

Prints the seconds of this process that each text took, and what became of it; those alone whose
names hold WORDS, if they are given. Ends with 1 if one of them took five seconds or more.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import click
from tests.hostile import handled_alone, hostile_texts

from bantin.limits import MOST_BYTES

_LONGEST: Final = 5.0


@click.command()
@click.option("--size", default=MOST_BYTES - 1_000, show_default=True, help="Bytes of a text.")
@click.argument("words", default="")
def main(size: int, words: str) -> None:
    """Measure every hostile text."""
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for name, text in hostile_texts(size).items():
            if words in name:
                started = time.process_time()
                found = handled_alone(Path(folder), text)
                seconds = time.process_time() - started
                slowest = max(slowest, seconds)
                click.echo(f"{seconds:6.2f} s  {name}: {', '.join(sorted(found)) or 'published'}")
    click.echo(f"{slowest:6.2f} s at most")
    sys.exit(slowest >= _LONGEST)


if __name__ == "__main__":
    main()
