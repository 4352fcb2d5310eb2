"""The harnesses of fuzzing by name: each takes bytes, and raises where an invariant is broken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.fuzz import seeds
from tests.fuzz.kept_of_bytes import KeptOfBytes
from tests.fuzz.numbers_of_bytes import NumbersOfBytes
from tests.fuzz.settings_of_bytes import SettingsOfBytes
from tests.fuzz.site_of_bytes import SiteOfBytes

Harness = Callable[[bytes], None]


@dataclass(frozen=True)
class Kind:
    """How a harness is made in a folder of its own, and what it begins with."""

    make: Callable[[Path], Harness]
    seeds: Callable[[], Sequence[bytes]]


HARNESSES: Final = {
    "site": Kind(SiteOfBytes, seeds.bulletins),
    "settings": Kind(SettingsOfBytes, seeds.settings),
    "numbers": Kind(NumbersOfBytes, seeds.texts),
    "kept": Kind(KeptOfBytes, lambda: [b"\x00\x00\x01", bytes(range(90))]),
}
