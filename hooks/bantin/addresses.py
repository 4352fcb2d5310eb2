"""The address book: every address that was ever published, in a file that editors commit.

One line an address, sorted, so that branches merge: the address as browsers ask for it, the
identity of the bulletin behind it, for a file a hash of its content, and perhaps, written by an
editor, that it is gone since a day and why. «Cool URIs don't change» (W3C, 1998).
"""

import errno
import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from bantin.catalogue import Problems
from bantin.dates import DocumentDate, NoSuchDayError, NotADateError, parse_date
from bantin.problems import Place, Problem, problem
from bantin.source import why

NAME: Final = "addresses.tsv"
UNKNOWN: Final = "-"
_FOLDER: Final = "bulletins/"
_HEAD: Final = (
    "# Sổ địa chỉ: mọi địa chỉ đã đăng. Lần dựng tự ghi thêm; hãy commit cùng bản tin.\n"
    "# Gỡ hẳn một địa chỉ: thêm vào cuối dòng của nó «gone <ngày> <lý do>».\n"
)
_LINE: Final = re.compile(
    r"(?P<address>\S+)"
    r"\s+(?P<identity>-|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    r"(?:\s+sha256:(?P<content>[0-9a-f]{32}))?"
    r"(?:\s+gone\s+(?P<day>\S+)\s+(?P<reason>\S.*))?"
)
_PLAIN: Final = re.compile(r"bulletins(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+/?")
_CONFLICT: Final = ("<<<<<<<", "=======", ">>>>>>>")
_DIGITS: Final = 32  # 128 bits of SHA-256
_SHOWN: Final = 80  # letters of a line in a message


@dataclass(frozen=True, slots=True)
class Gone:
    """That an address is withdrawn: since which day, and why."""

    date: DocumentDate
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An address that was published: a page if it ends in a slash, else a file.

    ``identity`` is that of the bulletin as a UUID; ``content`` a hash of what a file held in the
    last build, which all its addresses share, empty where it is not known. ``line`` counts from 1,
    and is 0 where the entry is new.
    """

    address: str
    identity: str
    content: str = ""
    gone: Gone | None = None
    line: int = 0

    @property
    def is_page(self) -> bool:
        """Whether it is the address of a page."""
        return self.address.endswith("/")

    @property
    def path(self) -> str:
        """Where the address lies in the folder of the site: a file, or the folder of a page."""
        return unquote(self.address).removesuffix("/")

    def __str__(self) -> str:
        """Return the line of the book."""
        parts = [self.address, self.identity]
        if self.content:
            parts.append(f"sha256:{self.content}")
        if self.gone:
            parts.append(f"gone {self.gone.date.iso} {self.gone.reason}")
        return "\t".join(parts)


class AddressBook:
    """The book in *file*, as it is now; *label* is its name in messages."""

    def __init__(self, file: Path, label: str) -> None:
        self.label = label
        self._file = file
        self._failure = ""
        self._data = b""
        self.exists = True
        try:
            self._data = file.read_bytes()
        except FileNotFoundError:
            self.exists = False
        except OSError as error:
            self._failure = why(error)

    @property
    def digest(self) -> str:
        """A hash of what stands in the file."""
        return blake2b(self._data, digest_size=16).hexdigest() if self.exists else ""

    def place(self, entry: Entry) -> Place:
        """Return where an entry stands."""
        return Place(self.label, entry.line or 1)

    def read(self) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
        """Return the entries that can be read, each address once, and what is wrong."""
        failure = self._failure
        try:
            text = self._data.decode("utf-8-sig")
        except UnicodeDecodeError:
            failure = "không phải văn bản UTF-8"
        if failure:
            found = problem(Problems.ADDRESSES_UNREADABLE, Place(self.label), detail=failure)
            return (), (found,)
        entries: dict[str, Entry] = {}
        problems: list[Problem] = []
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
            if not line.strip() or line.startswith("#"):
                continue
            entry = _entry(line, number)
            if entry is None:
                place = Place(self.label, number)
                problems.append(problem(Problems.ADDRESS_LINE, place, **_why(line)))
            elif not (known := entries.get(entry.address)) or not known.gone:
                entries[entry.address] = entry  # two branches may have written the same address
        return tuple(entries.values()), tuple(problems)

    def write(self, changes: Iterable[Entry]) -> bool:
        """Write the book anew if anything has changed; tell whether.

        Whoever reads the file at the same time sees the old or the new one, never a part. Raises
        OSError, also where somebody else has written to it meanwhile.
        """
        changed = {entry.address: str(entry) for entry in changes}
        if not changed:
            return False
        lines = {entry.address: str(entry) for entry in self.read()[0]} | changed
        data = (_HEAD + "".join(f"{line}\n" for line in sorted(lines.values()))).encode()
        file = self._file.resolve()  # a link to it stays a link
        if (file.read_bytes() if file.exists() else b"") != self._data:
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE), str(file))
        new = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            new.write_bytes(data)
            if self.exists:
                shutil.copymode(file, new)
            new.replace(file)
        finally:
            with suppress(OSError):
                new.unlink(missing_ok=True)
        self._data, self.exists = data, True
        return True


def content_hash(sha256: str) -> str:
    """Return the hash by which the book knows a file again, empty if its *sha256* is not known."""
    return sha256[:_DIGITS]


def _entry(line: str, number: int) -> Entry | None:
    match = _LINE.fullmatch(line.strip())
    if match is None or not _is_address(match["address"]):
        return None
    content = match["content"] or ""
    if content and match["address"].endswith("/"):
        return None
    gone = None
    if match["day"]:
        try:
            day = parse_date(match["day"])
        except (NotADateError, NoSuchDayError):
            return None
        if not day.is_whole:
            return None
        gone = Gone(day, match["reason"])
    return Entry(match["address"], match["identity"], content, gone, number)


def _is_address(address: str) -> bool:
    """Whether something is an address below ``bulletins/`` as the site writes it."""
    if _PLAIN.fullmatch(address):
        return True
    path = unquote(address)
    parts = path.removesuffix("/").split("/")
    return (
        address.startswith(_FOLDER)
        and quote(path) == address
        and path.isprintable()
        and "\\" not in path
        and len(parts) > 1
        and not {"", ".", ".."}.intersection(parts)
    )


def _why(line: str) -> dict[str, str]:
    shown = "".join(letter if letter.isprintable() else " " for letter in line[:_SHOWN])
    if line.startswith(_CONFLICT):
        return {
            "line": shown,
            "hint": "Dòng này do git để lại khi hai nhánh sửa cùng chỗ: xóa các dòng <<<<<<<, "
            "======= và >>>>>>>, giữ mọi dòng địa chỉ.",
            "hint_en": "Git left this line where two branches met: delete the lines <<<<<<<, "
            "======= and >>>>>>>, and keep every address.",
        }
    sample = "bulletins/2026/ten-bai/ - gone 2026-11-20 Đăng nhầm"
    return {
        "line": shown,
        "hint": f"Viết như «{sample}»: địa chỉ, mã của bài (- nếu không biết), rồi ngày và lý do "
        "nếu đã gỡ.",
        "hint_en": f"Write it as «{sample}»: address, id of the bulletin (- if unknown), then day "
        "and reason if it is gone.",
    }
