"""Capitals of text that was in TCVN3."""

import pytest

from bantin.letter_case import restore_capitals


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("CộNG HòA Xã HộI CHủ NGHĩA VIệT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Về VIệC Tổ CHứC HộI NGHị", "VỀ VIỆC TỔ CHỨC HỘI NGHỊ"),
        ("Hà Nội, ngày 05 tháng 3", "Hà Nội, ngày 05 tháng 3"),
        ("Các dự án của tỉnh", "Các dự án của tỉnh"),
    ],
)
def test_the_other_letters_tell_the_case(read: str, meant: str) -> None:
    """A word follows its certain letters, or the words beside it, and nothing is in doubt."""
    assert restore_capitals(read) == (meant, [])


@pytest.mark.parametrize(
    ("read", "guessed"),
    [
        ("ấn phẩm mới", "Ấn phẩm mới"),
        ("Đã họp. ở đó có", "Đã họp. Ở đó có"),
        ("gửi ủy ban nhân dân", "gửi Ủy ban nhân dân"),
        ("Đảng ủy xã", "Đảng ủy xã"),
        ("Hà", "Hà"),
    ],
)
def test_what_nothing_tells_is_guessed_and_said(read: str, guessed: str) -> None:
    """The first letter of a sentence, and of an organ, is a capital; the line is named."""
    assert restore_capitals(f"Nam\n{read}") == (f"Nam\n{guessed}", [2])
