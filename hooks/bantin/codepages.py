"""Vietnamese character sets of before Unicode: what their bytes mean.

The tables of those that Python has no codec for are data (``data/codepages.toml``).
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

_CONTROLS: Final = range(0x80, 0xA0)
_PAIRED: Final = re.compile(
    "([AĂÂEÊIOÔƠUƯY])"
    "([àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ])"  # those with a tone
)


@dataclass(frozen=True, slots=True)
class CodePage:
    """A character set: its name for people, and what bytes mean in it.

    ``decode`` gives NFC, with U+FFFD for what is no character of the set. ``keeps_case`` tells
    whether the set has capitals with a tone; where it has none, ``decode`` gives small letters.
    """

    name: str
    decode: Callable[[bytes], str]
    keeps_case: bool = True


def _windows_1258(data: bytes) -> str:
    return unicodedata.normalize("NFC", data.decode("cp1258", "replace"))


def _utf8(data: bytes) -> str:
    return unicodedata.normalize("NFC", data.decode("utf-8", "replace"))


def _tcvn3(data: bytes) -> str:
    text = _as_windows(data).translate(_tables().tcvn3)
    return unicodedata.normalize("NFC", _PAIRED.sub(_capital, text))


def _tcvn_vn1(data: bytes) -> str:
    text = data.decode("latin-1").translate(_tables().vn1)
    return unicodedata.normalize("NFC", text)


def _vni(data: bytes) -> str:
    tables = _tables()
    return tables.vni_pattern.sub(lambda found: tables.vni[found[0]], _as_windows(data))


UTF8: Final = CodePage("UTF-8", _utf8)
WINDOWS_1258: Final = CodePage("Windows-1258", _windows_1258)
TCVN3: Final = CodePage("TCVN3 (ABC)", _tcvn3, keeps_case=False)
TCVN_VN1: Final = CodePage("TCVN3 (ABC)", _tcvn_vn1)
VNI: Final = CodePage("VNI", _vni)


class View:
    """How a program shows bytes that it takes for a code page of Windows.

    Codes that the page leaves open are shown as the control characters of the same codes.
    """

    def __init__(self, codec: str) -> None:
        shown = {code: bytes([code]).decode(codec, "ignore") for code in range(0x80, 0x100)}
        self._codes = {ord(shown[code] or chr(code)): code for code in shown}
        self._codes |= {code: code for code in _CONTROLS}
        signs = "".join(map(re.escape, map(chr, self._codes)))
        self.run = re.compile(f"[\\x00-\\x7f{signs}]+")
        """What the view can show, in one piece."""

    def data(self, text: str) -> bytes:
        """Return the bytes that are shown as *text*, all of which is of ``run``."""
        return text.translate(self._codes).encode("latin-1")


def utf8_again(view: View) -> CodePage:
    """Return what UTF-8 is that was taken for a code page, saved, and taken for it once more."""

    def decode(data: bytes) -> str:
        once = data.decode("utf-8", "replace")
        return view.run.sub(lambda run: _utf8(view.data(run[0])), once)

    return CodePage(UTF8.name, decode)


@lru_cache(maxsize=1)
def views() -> tuple[View, ...]:
    """Return the code pages in which programs of offices open old files."""
    return View("cp1252"), View("cp1258")


@dataclass(frozen=True, slots=True)
class _Tables:
    tcvn3: Mapping[int, str]
    vn1: Mapping[int, str]
    vni: Mapping[str, str]
    vni_pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    text = files("bantin").joinpath("data", "codepages.toml").read_text("utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    tcvn = data["tcvn"]
    letters = dict(enumerate(tcvn["letters"].split(), start=0xA1))
    tcvn3 = {0xA0: "\u00a0"} | letters
    vn1 = tcvn3 | dict(enumerate(tcvn["high"].split(), start=0x80))
    vn1 |= {int(code): letter for code, letter in tcvn["controls"].items()}
    vni = _vni_table(data["vni"])
    pattern = "|".join(map(re.escape, sorted(vni, key=len, reverse=True)))
    return _Tables(tcvn3, vn1, vni, re.compile(pattern))


def _vni_table(rows: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return each letter of VNI that is not one of ASCII, by how Windows-1252 shows it."""
    found = dict(rows["letters"])
    for mark, tone in rows["tones"].items():
        found |= {f"{vowel}{mark}": f"{vowel}{tone}" for vowel in "aeouy"}
        found |= {f"{shown}{mark}": f"{found[shown]}{tone}" for shown in "ôö"}
    for mark, tone in rows["circumflex"].items():
        found |= {f"{vowel}{mark}": f"{vowel}\u0302{tone}" for vowel in "aeo"}
    for mark, tone in rows["breve"].items():
        found[f"a{mark}"] = f"a\u0306{tone}"
    capitals = {shown.upper(): letter.upper() for shown, letter in found.items()}
    # a capital may be followed by the small mark, where a person typed only the vowel as one
    mixed = {shown[0].upper() + shown[1:]: letter.upper() for shown, letter in found.items()}
    every = found | mixed | capitals
    return {shown: unicodedata.normalize("NFC", letter) for shown, letter in every.items()}


def _capital(pair: re.Match[str]) -> str:
    """Return the capital for a pair such as «Aá», as which some programs write «Á»."""
    base, letter = pair.groups()
    if _without_tone(letter) == base.lower():
        return letter.upper()
    return pair[0]


@lru_cache(maxsize=256)
def _without_tone(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    kept = "".join(c for c in apart if c not in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", kept)


def _as_windows(data: bytes) -> str:
    """Return the bytes as Windows-1252, with control characters for its open codes."""
    return data.decode("latin-1").translate(_windows_1252())


@lru_cache(maxsize=1)
def _windows_1252() -> dict[int, str]:
    return {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in _CONTROLS}
