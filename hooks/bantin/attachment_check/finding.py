"""What looking into a file found: a kind of problem and its details, as plain data to be kept."""

from typing import Final, NamedTuple

from bantin.catalogue import Problems
from bantin.text import visible

_SHOWN: Final = 120


class Finding(NamedTuple):
    """One thing wrong with a file: the name of a member of the catalogue, and its details."""

    kind: str
    details: dict[str, str]

    @property
    def sentences(self) -> tuple[str, str]:
        """The finding as a clause in Vietnamese and in English, for a message about a whole."""
        kind = Problems[self.kind].value
        return (
            kind.what.format_map(self.details).rstrip("."),
            kind.what_en.format_map(self.details).rstrip("."),
        )


def wrong(label: str, detail: str, detail_en: str) -> Finding:
    """Return that a file is not what its ending says; *label* is what it should be."""
    return Finding(
        Problems.WRONG_CONTENT.name, {"label": label, "detail": detail, "detail_en": detail_en}
    )


def active(found: list[tuple[str, str]], remedy: tuple[str, str]) -> Finding:
    """Return that a file holds what runs by itself, each in Vietnamese and English."""
    details = {
        "detail": ", ".join(dict.fromkeys(vi for vi, _ in found)),
        "detail_en": ", ".join(dict.fromkeys(en for _, en in found)),
        "hint": remedy[0],
        "hint_en": remedy[1],
    }
    return Finding(Problems.ACTIVE_CONTENT.name, details)


def encrypted() -> Finding:
    """Return that a file cannot be looked into without a password."""
    return Finding(Problems.ENCRYPTED_FILE.name, {})


def bad_member(member: str, detail: str, detail_en: str) -> Finding:
    """Return that something inside an archive cannot be accepted."""
    details = {"member": visible(member[:_SHOWN]), "detail": detail, "detail_en": detail_en}
    return Finding(Problems.BAD_ARCHIVE.name, details)
