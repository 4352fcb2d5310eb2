"""Two places of one file system change what stands in them: at once, where the system can.

Linux has one call for it (renameat2 with RENAME_EXCHANGE, on ext4, XFS, Btrfs, tmpfs and others).
Elsewhere three renames do it, by way of a third place; ``settle`` finds its way out when they
were cut off.
"""

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2


def exchange(one: Path, other: Path) -> None:
    """Put what stands at *one* at *other*, and the reverse; one of the two may be missing.

    Raises OSError.
    """
    if not os.path.lexists(one):
        other.replace(one)
    elif not os.path.lexists(other):
        one.replace(other)
    elif not at_once(one, other):
        one.replace(_aside(other))
        other.replace(one)
        _aside(other).replace(other)


def settle(one: Path, other: Path) -> None:
    """Finish an exchange that was cut off between its renames, or undo it. Raises OSError."""
    aside = _aside(other)
    if os.path.lexists(aside):
        aside.replace(other if os.path.lexists(one) else one)


def at_once(one: Path, other: Path) -> bool:
    """Exchange two places in one step; return whether the system could."""
    if sys.platform != "linux":
        return False
    try:
        rename = ctypes.CDLL(None).renameat2
    except AttributeError:  # an old C library
        return False
    places = _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other)
    return bool(rename(*places, _RENAME_EXCHANGE) == 0)  # else the renames tell what is wrong


def _aside(other: Path) -> Path:
    return other.with_name(f".aside-{other.name}")
