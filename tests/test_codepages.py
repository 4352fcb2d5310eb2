"""The character sets of before Unicode."""

import shutil
import subprocess
import unicodedata
from collections.abc import Callable

import pytest

from bantin.codepages import TCVN3, TCVN_VN1, VNI, WINDOWS_1258, CodePage, views
from tests import legacy_encodings as legacy

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
SMALL = "đ" + "".join(unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES)
LETTERS = SMALL + SMALL.upper()


@pytest.mark.parametrize(
    ("page", "write"),
    [
        (WINDOWS_1258, legacy.windows_1258),
        (TCVN3, legacy.tcvn3_pairs),
        (VNI, legacy.vni),
    ],
    ids=["windows-1258", "tcvn3", "vni"],
)
def test_every_letter_of_the_alphabet_comes_back(
    page: CodePage, write: Callable[[str], bytes]
) -> None:
    """All 146 letters, small and capital, survive the way into a set and back."""
    text = " ".join(LETTERS) + " “Số 15/KH-UBND” – 1.000 đồng"
    assert len(LETTERS) == 146
    assert page.decode(write(text)) == text


def test_tcvn3_has_small_letters_for_capitals_with_a_tone() -> None:
    """«CỘNG HÒA» is written «CéNG HßA», and its case is not in the bytes."""
    data = legacy.tcvn3("CỘNG HÒA, Độc lập")
    assert data.decode("cp1252") == "CéNG HßA, §éc lËp"
    assert TCVN3.decode(data) == "CộNG HòA, Độc lập"
    assert not TCVN3.keeps_case


def test_vni_writes_marks_after_the_vowel() -> None:
    """The words that everybody knows look as everybody knows them."""
    shown = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do"
    meant = "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do"
    assert VNI.decode(shown.encode("cp1252")) == meant
    assert VNI.decode("Aùo".encode("cp1252")) == "Áo"


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not installed")
def test_the_table_of_tcvn_is_that_of_glibc() -> None:
    """Another program's table of TCVN 5712 agrees in every letter."""
    done = subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", "TCVN5712-1"],
        input=LETTERS.encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("this iconv does not know TCVN 5712")
    assert TCVN_VN1.decode(done.stdout) == LETTERS


@pytest.mark.parametrize("codec", ["cp1252", "cp1258"])
def test_a_view_gives_back_the_bytes_that_were_shown(codec: str) -> None:
    """Every byte is found again in what a program showed for it, also where the page is open."""
    data = bytes(range(256))
    view = views()[codec == "cp1258"]
    text = legacy.opened_as(codec, data).decode()
    assert view.run.fullmatch(text)
    assert view.data(text) == data
