"""Write Vietnamese text in the character sets of before Unicode, as the programs of then did.

The tables are written here again, letter by letter, so that a mistake in those of the library
shows. Each function raises UnicodeEncodeError for what its set does not have.
"""

import unicodedata
from typing import Final

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_TONED: Final = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_TCVN3: Final = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ"
_VNI: Final = (
    "aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä ñ eø eù eû eõ eï eâ eà eá eå eã eä "
    "ì í æ ó ò oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï "
    "yø yù yû yõ î"
)
_TCVN3_CODES: Final = (
    dict(zip(_TONED.upper(), _TCVN3, strict=True))
    | dict(zip("ĂÂĐÊÔƠƯ", "¡¢§£¤¥¦", strict=True))
    | dict(zip(_TONED, _TCVN3, strict=True))
)
_VNI_CODES: Final = dict(zip(_TONED, _VNI.split(), strict=True)) | dict(
    zip(_TONED.upper(), _VNI.upper().split(), strict=True)
)


def tcvn3(text: str) -> bytes:
    """Return *text* in TCVN3, where a capital with a tone is written as the small letter."""
    return _by_letter(text, _TCVN3_CODES)


def tcvn3_pairs(text: str) -> bytes:
    """Return *text* in TCVN3, where «Á» is written «A» and «á», as some converters do."""
    pairs = {
        letter: (_TCVN3_CODES.get(base, base)) + _TCVN3_CODES[letter]
        for letter in _TONED.upper()
        if (base := _without_tone(letter)) != letter
    }
    return _by_letter(text, _TCVN3_CODES | pairs)


def vni(text: str) -> bytes:
    """Return *text* in VNI for Windows."""
    return _by_letter(text, _VNI_CODES)


def windows_1258(text: str) -> bytes:
    """Return *text* in Windows-1258: the letter with its shape, then the tone."""
    pieces = []
    for letter in unicodedata.normalize("NFC", text):
        base = _without_tone(letter)
        tones = [mark for mark in unicodedata.normalize("NFD", letter) if mark in _TONES]
        pieces.append(base + "".join(tones))
    return "".join(pieces).encode("cp1258")


def mojibake(text: str) -> bytes:
    """Return *text* in UTF-8, taken for Windows-1252 and saved as UTF-8 once more."""
    return opened_as("cp1252", text.encode())


def opened_as(codec: str, data: bytes) -> bytes:
    """Return *data* as a program saves it as UTF-8 that took it for *codec*.

    What the code page leaves open becomes the control character of the same code.
    """
    shown = (bytes([code]).decode(codec, "ignore") or chr(code) for code in data)
    return "".join(shown).encode()


def _by_letter(text: str, codes: dict[str, str]) -> bytes:
    return b"".join(
        codes[letter].encode("latin-1") if letter in codes else _sign(letter)
        for letter in unicodedata.normalize("NFC", text)
    )


def _sign(letter: str) -> bytes:
    """Return a sign that the set shares with Windows-1252: none that is a letter's code."""
    code = letter.encode("cp1252")
    if code[0] > 0xA0:
        raise UnicodeEncodeError("legacy", letter, 0, 1, "not in the set")
    return code


def _without_tone(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))
