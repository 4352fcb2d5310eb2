"""Which document a mention means."""

import pytest

from bantin.citations import CitationEntry, CitationIndex, Resolution, find_mentions, resolve

CENTRAL = ("Ban Chấp hành Trung ương Đảng", "TW")
SCHOOLS = ("Đảng ủy Sở Giáo dục và Đào tạo", "ĐU")
PROVINCE = ("Ủy ban nhân dân tỉnh Lạng Sơn", "UBND")
PARTY = ("Tỉnh ủy Lạng Sơn", "TU")
COMMUNE = ("Đảng ủy xã Hòa Bình",)
OFFICE = ("Văn phòng UBND tỉnh Lạng Sơn",)
INDEX = CitationIndex.of(
    [
        CitationEntry("21-2017", "21-NQ/TW", "nghi-quyet", "tw", CENTRAL, "2017-10-25"),
        CitationEntry("21-2022", "21-NQ/TW", "nghi-quyet", "tw", CENTRAL, "2022-06-16"),
        CitationEntry("590-so", "590-CV/ĐU", "cong-van", "so", SCHOOLS, "2023-07-05"),
        CitationEntry("590-xa", "590-CV/ĐU", "cong-van", "xa", COMMUNE, "2023-08-01"),
        CitationEntry("591-so", "591-CV/ĐU", "cong-van", "so", SCHOOLS, "2023-07-06"),
        CitationEntry("19-quyet", "19-QĐ/TW", "quyet-dinh", "tw", CENTRAL, "2026-04-08"),
        CitationEntry("20-quyet", "20-QĐ/TW", "quyet-dinh", "tw", CENTRAL, "2026-04-09"),
        CitationEntry("20-quy", "20-QĐ/TW", "quy-dinh", "tw", CENTRAL, "2026-04-09"),
        CitationEntry("2373", "2373/UBND-VX", "cong-van", "ubnd", PROVINCE, "2023-05-26"),
        CitationEntry("31", "31/QĐ-UBND", "quyet-dinh", "ubnd", PROVINCE, "2023-01"),
        CitationEntry("09", "09-NQ/TU", "nghi-quyet", "tu", PARTY, "2018-05-19"),
        CitationEntry("01", "01-KL/TW", "ket-luan", "tw", CENTRAL, "2021-05-18"),
        CitationEntry("vp", "77/VP-TH", "cong-van", "vp", OFFICE, "2023-02-02"),
        CitationEntry("ban", "77/UBND-NC", "cong-van", "ubnd", PROVINCE, "2023-02-02"),
        CitationEntry("blank", "", "ke-hoach", "ubnd", PROVINCE, "2023-01-05"),
        CitationEntry("unread", "không số", "ke-hoach", "ubnd", PROVINCE, "2023-01-05"),
        CitationEntry("hd", "12/HD-UBND", "huong-dan", "ubnd", PROVINCE, "2023-01-05"),
        CitationEntry("hđ", "12/HĐ-UBND", "hop-dong", "ubnd", PROVINCE, "2023-01-05"),
    ]
)


def _told(text: str) -> list[str]:
    return [_short(found) for found in resolve(find_mentions(text), INDEX)]


def _short(found: Resolution) -> str:
    if found.outcome == "bulletin":
        return found.key
    if found.outcome == "ambiguous":
        return "? " + " ".join(entry.key for entry in found.candidates)
    assert found.external is not None
    return "→ " + found.external.slug


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nghị quyết số 21-NQ/TW ngày 16/6/2022", ["21-2022"]),
        ("Nghị quyết số 21-NQ/TW", ["? 21-2017 21-2022"]),
        ("Nghị quyết số 21-NQ/TW ngày 01/01/2012", ["→ nghi-quyet-21-nq-tw-2012-01-01"]),
        ("Nghị quyết 21/NQ-TW, ngày 25 tháng 10 năm 2017", ["21-2017"]),
        ("Kết luận 01-KIL/TW", ["01"]),
        ("Công văn số 590-CV/ĐU", ["? 590-so 590-xa"]),
        ("Công văn số 590-CV/ĐU của Đảng ủy xã Hòa Bình", ["590-xa"]),
        ("Công văn số 590-CV/ĐU ngày 05/7/2023", ["590-so"]),
        ("Công văn số 590-CV/ĐU của Ban Thường vụ Đảng ủy Sở GD&ĐT", ["590-so"]),
        ("Công văn số 591-CV/ĐU", ["591-so"]),
        ("Công văn số 591-CV/ĐU của Đảng ủy xã Tân Thành", ["→ cong-van-591-cv-du"]),
        ("Quyết định số 19-QĐ/TW", ["19-quyet"]),
        ("Quy định số 19-QĐ/TW, ngày 08/4/2026", ["→ quy-dinh-19-qd-tw-2026-04-08"]),
        ("Quy định số 20-QĐ/TW", ["20-quy"]),
        ("(số 20-QĐ/TW)", ["? 20-quyet 20-quy"]),
        ("Công văn số 2373 ngày 26/5/2023 của UBND tỉnh", ["2373"]),
        ("Công văn số 2373 ngày 26/5/2023 của Văn phòng UBND tỉnh", ["→ cong-van-2373-2023-05-26"]),
        ("Công văn số 2373 ngày 27/5/2023", ["→ cong-van-2373-2023-05-27"]),
        ("Công văn số 77 ngày 02/02/2023", ["? vp ban"]),
        ("Công văn số 77 ngày 02/02/2023 của Văn phòng UBND tỉnh", ["vp"]),
        ("Quyết định số 31/QĐ-UBND ngày 05/01/2023 của Chủ tịch UBND tỉnh", ["31"]),
        ("Quyết định số 31/QĐ-UBND ngày 05/02/2023", ["→ quyet-dinh-31-qd-ubnd-2023-02-05"]),
        ("Quyết định số 31/QĐ-UBND của UBND huyện Cao Lộc", ["→ quyet-dinh-31-qd-ubnd"]),
        ("Nghị quyết 09-NQ/TU của Ban Thường vụ Tỉnh ủy", ["09"]),
        ("Nghị quyết 9-NQ/TU", ["09"]),
        ("Hướng dẫn số 12/HD-UBND", ["hd"]),
        ("Hợp đồng số 12/HĐ-UBND", ["hđ"]),
        ("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020", ["→ nghi-dinh-30-2020-nd-cp"]),
        ("Quyết định 31/QĐ ngày 05/01/2023", ["→ quyet-dinh-31-qd-2023-01-05"]),
    ],
)
def test_date_issuer_and_type_decide(text: str, told: list[str]) -> None:
    """The date, the issuer and the word for the type decide; what they leave open stays open."""
    assert _told(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nghị quyết 21-NQ/TW ngày 16/6/2022. Nghị quyết 21-NQ/TW.", ["21-2022", "21-2022"]),
        (
            (
                "Nghị quyết 21-NQ/TW ngày 16/6/2022. Nghị quyết 21-NQ/TW ngày 25/10/2017. "
                "Nghị quyết 21-NQ/TW."
            ),
            ["21-2022", "21-2017", "21-2022"],
        ),
        ("Theo Nghị quyết 21-NQ/TW. Nghị quyết 21-NQ/TW ngày 16/6/2022.", ["21-2022", "21-2022"]),
        (
            (
                "Nghị quyết 21-NQ/TW. Nghị quyết 21-NQ/TW ngày 16/6/2022. "
                "Nghị quyết 21-NQ/TW ngày 25/10/2017."
            ),
            ["? 21-2017 21-2022", "21-2022", "21-2017"],
        ),
        (
            "Công văn 5-CV/HU ngày 02/3/2023 của Huyện ủy Cao Lộc. Công văn 5-CV/HU.",
            ["→ cong-van-5-cv-hu-2023-03-02", "→ cong-van-5-cv-hu-2023-03-02"],
        ),
        (
            "Quyết định 20-QĐ/TW ngày 09/4/2026. Quy định 20-QĐ/TW.",
            ["20-quyet", "20-quy"],
        ),
    ],
)
def test_a_bare_mention_means_the_first_full_one(text: str, told: list[str]) -> None:
    """Later mentions inherit date and issuer from the first full one of the same page."""
    assert _told(text) == told


def test_what_was_inherited_is_told() -> None:
    """A resolution carries the date, issuer and type that decided."""
    _first, second = resolve(
        find_mentions("Công văn 5-CV/HU ngày 02/3/2023 của Huyện ủy Cao Lộc. Số 5-CV/HU."), INDEX
    )
    assert (second.date, second.issuer_text, second.type_id) == (
        "2023-03-02",
        "Huyện ủy Cao Lộc",
        "cong-van",
    )
    assert second.external is not None
    assert second.external.number.text == "5-CV/HU"


def test_nothing_resolves_to_nothing() -> None:
    """No mentions give no resolutions; an empty index makes all documents external."""
    assert resolve([], INDEX) == []
    (found,) = resolve(find_mentions("Nghị quyết 09-NQ/TU"), CitationIndex())
    assert found.outcome == "external"
