"""Texts with a marking of secrecy, as people and scanners write it, and texts without one."""

import unicodedata
from collections.abc import Iterator
from itertools import product

LEVELS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
_CYRILLIC = str.maketrans("MATYOEImatyoei", "МАТУОЕІматуоеі")
_GREEK = str.maketrans("MATYOEI", "ΜΑΤΥΟΕΙ")
_WIDE = {ord(c): chr(ord(c) + 0xFEE0) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_BOLD = {ord(c): chr(0x1D400 + ord(c) - 65) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def folded(text: str) -> str:
    """Return *text* without accents."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def decomposed(text: str) -> str:
    """Return *text* with combining marks."""
    return unicodedata.normalize("NFD", text)


def entities(text: str) -> str:
    """Return *text* with its accented letters as character references."""
    return "".join(c if c.isascii() else f"&#{ord(c)};" for c in text)


def spellings(level: str) -> Iterator[tuple[str, str]]:  # noqa: PLR0915 - a table
    """Yield ways to write a level, each with its name."""
    bare = folded(level)
    yield "plain", level
    yield "lower", level.lower()
    yield "capitalised", level.capitalize()
    yield "title case", level.title()
    yield "no accents", bare
    yield "no accents, capitalised", bare.capitalize()
    yield "no accents, lower", bare.lower()
    yield "NFD", decomposed(level)
    yield "NFD, lower", decomposed(level.lower())
    yield "marks in another order", level.replace("Ậ", "A\u0302\u0323")
    yield "circumflex alone", level.replace("Ậ", "Â")
    yield "dot alone", level.replace("Ậ", "Ạ")
    yield "Cyrillic", bare.translate(_CYRILLIC)
    yield "Cyrillic with marks", decomposed(level).translate(_CYRILLIC)
    yield "one Cyrillic letter", level.replace("M", "М")
    yield "Greek", bare.translate(_GREEK)
    yield "fullwidth", bare.translate(_WIDE)
    yield "mathematical", bare.translate(_BOLD)
    yield "zero-width", "\u200b".join(level)
    yield "zero-width joiners", "\u200d".join(level)
    yield "soft hyphens", "\u00ad".join(level)
    yield "variation selectors", "\ufe0e".join(level)
    yield "direction marks", f"\u202e{level}\u202c"
    yield "no-break space", level.replace(" ", "\u00a0")
    yield "two spaces", level.replace(" ", "  ")
    yield "tab", level.replace(" ", "\t")
    yield "hyphen", level.replace(" ", "-")
    yield "underscore", level.replace(" ", "_")
    yield "joined", level.replace(" ", "")
    yield "spaced", " ".join(level)
    yield "spaced, lower", " ".join(level.lower())
    yield "spaced without accents", " ".join(bare)
    yield "dotted", ".".join(level.replace(" ", ""))
    yield "hyphens between", "-".join(level.replace(" ", ""))
    yield "middle dots", "·".join(level.replace(" ", ""))
    yield "wide spaces", "   ".join(level.replace(" ", ""))
    yield "PDF kerning", level.replace("Ậ", " Ậ").replace("Ệ", " Ệ")
    yield "references", entities(level)
    yield "references, hexadecimal", level.replace("Ậ", "&#x1EAC;")
    yield "named reference", bare.replace("MAT", "M&Acirc;T")
    yield "bold", f"**{level}**"
    yield "bold in part", level.replace("Ậ", "**Ậ**")
    yield "italic", f"*{level.lower()}*"
    yield "underscores", f"__{level}__"
    yield "underlined", f"<u>{level}</u>"
    yield "tag inside", level.replace("Ậ", "<b>Ậ</b>")
    yield "comment inside", level.replace("Ậ", "<!-- x -->Ậ")
    yield "struck", f"~~{level}~~"
    yield "code", f"`{level}`"
    yield "one letter a line", "\n".join(level.replace(" ", ""))
    yield "one letter a paragraph", "\n\n".join(level.replace(" ", ""))
    yield "Telex", level.replace("Ậ", "AAJ").replace("Ố", "OOS").replace("Ệ", "EEJ")
    yield "Telex, lower", level.lower().replace("ậ", "aaj").replace("ố", "oos").replace("ệ", "eej")
    yield "digits for letters", bare.replace("A", "4").replace("O", "0").replace("I", "1")
    if " " in level:
        yield "two lines", level.replace(" ", "\n")
        yield "two paragraphs", level.replace(" ", "\n\n")
        yield "two cells", level.replace(" ", " | ")
        yield "a scanner's accents", level.replace("Ậ", "Ặ").replace("Ố", "Ồ")
        yield "a scanner's accents on one", level.replace("MẬT", "MẤT")


FRAMES = {
    "line": "{}",
    "heading": "## {}",
    "list item": "- {}",
    "quotation": "> {}",
    "full stop": "{}.",
    "brackets": "({})",
    "brackets in a sentence": "Kế hoạch ({}) năm 2026",
    "after a dash": "Kế hoạch năm 2026 - {}",
    "square brackets": "[{}]",
    "quotes": "«{}»",
    "stars": "*** {} ***",
    "dashes": "--- {} ---",
    "label": "Độ mật: {}",
    "label in capitals": "ĐỘ MẬT - {}",
    "label mức độ": "Mức độ mật: {}",
    "label without accents": "Do mat: {}",
    "footnote": "[^1]: {}",
    "table": "| {} | x |\n|---|---|\n| a | b |",
    "code block": "```\n{}\n```",
    "comment": "<!-- {} -->",
    "image": "![{}](anh.png)",
}
WHOLE = ("one letter a line", "one letter a paragraph", "two lines", "two paragraphs", "two cells")
INLINE = (
    "Số: 12/BC-UBND ({})",
    "Số: 12/BC-UBND {}",
    "Số 12-BC/TU ({})",
    "Báo cáo tình hình an ninh quý I ({})",
    "Báo cáo tình hình an ninh quý I - {}",
    "Báo cáo tình hình an ninh quý I – {}",
    "{} - Báo cáo tình hình an ninh",
    "{}: Báo cáo tình hình an ninh",
    "[{}] Báo cáo tình hình an ninh",
    "({}) Báo cáo tình hình an ninh",
    "{} Số: 12/BC-UBND",
    "{}   Số: 12/BC-UBND",
    "UBND XÃ SUỐI MÂY   {}",
    "{} CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 12/BC-UBND - Độ mật: {}; độ khẩn: hỏa tốc",
    "Độ mật: {}, lưu 20 năm.",
    "Cấp độ mật: {}",
    "Mức độ bảo mật: {}",
    "Phân loại: {}",
    "Dấu chỉ độ mật: {}",
    "Độ mật\t{}",
    "{}, HỎA TỐC",
    "{} - KHẨN",
    "{} / HỎA TỐC",
    "{}   Bản số: 02",
    "{} (lần 2)",
    "{} {} {}",
    "TÀI LIỆU {}",
    "VĂN BẢN {}",
    "HỒ SƠ {} - KHÔNG SAO CHỤP",
    "Công văn {} số 12 gửi Ban Chỉ huy quân sự",
    "[{}](tep.pdf)",
    "| Độ mật | {} |\n|---|---|",
    "a | b | {}\n---|---|---\n1 | 2 | 3",
    "Độ mật:\n\n{}",
    "({}) - 12/BC-UBND",
    "Trích yếu: Kế hoạch phòng thủ khu vực ({}).",
)


def positives() -> Iterator[tuple[str, str]]:
    """Yield texts that carry a marking, each with a name that tells how."""
    for level in LEVELS:
        written = dict(spellings(level))
        for name, text in written.items():
            frames = ("line",) if name in WHOLE else FRAMES
            for frame in frames:
                if frame != "line" and _is_changed(frame, name):
                    continue
                yield f"{level}, {name}, {frame}", FRAMES[frame].format(text)
        for name, frame in product(("plain", "no accents", "NFD", "zero-width"), INLINE):
            yield f"{level}, {name}, {frame}", frame.format(*[written[name]] * 3)


def _is_changed(frame: str, name: str) -> bool:
    """Whether a frame would make something else of a spelling."""
    return frame == "comment" and name == "comment inside"


ORDINARY = """\
bảo mật
mật khẩu
mật độ
mật ong
bí mật
bí mật nhà nước
mật thiết
mật vụ
mật mã
mật thư
mật danh
mật lệnh
mật đàm
mật ước
mật thám
mật tông
mật mía
mật gấu
thân mật
cẩn mật
cơ mật
nội mật
túi mật
ống mật
sỏi mật
tuần trăng mật
hội nghị mật
BẢO MẬT
MẬT KHẨU
MẬT ĐỘ
MẬT ONG
BÍ MẬT
BÍ MẬT NHÀ NƯỚC
BẢO VỆ BÍ MẬT NHÀ NƯỚC
Chương IV TRÁCH NHIỆM BẢO VỆ BÍ MẬT NHÀ NƯỚC
Chương III MẬT MÃ DÂN SỰ
LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC
QUẢN LÝ MẬT ĐỘ XÂY DỰNG
HƯỚNG DẪN ĐỔI MẬT KHẨU
HỢP TÁC XÃ MẬT ONG RỪNG
AN TOÀN, BẢO MẬT THÔNG TIN
QUY CHẾ BẢO MẬT
Độ mật
ĐỘ MẬT
Độ mật:
Độ mật: không
Độ mật: Thường
Độ mật của văn bản
Mức độ mật
Cấp độ mật
Danh mục bí mật nhà nước độ Tuyệt mật
Danh mục bí mật nhà nước độ Mật
DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT
DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TỐI MẬT VÀ MẬT
Quyết định ban hành Danh mục bí mật nhà nước độ Mật thuộc lĩnh vực y tế
văn bản mật
tài liệu mật
tài liệu tối mật phải được bảo quản trong tủ có khóa
Văn bản mật đến phải được đăng ký vào sổ riêng.
Văn bản mật, văn bản khẩn được chuyển ngay.
Việc soạn thảo văn bản mật thực hiện trên máy tính không nối mạng.
Không gửi tài liệu mật qua thư điện tử.
Tài liệu, vật chứa bí mật nhà nước độ “Tuyệt mật” phải được bảo vệ bằng hai lớp phong bì.
đóng dấu “Tuyệt mật”
đóng dấu “TUYỆT MẬT” ở góc trên bên phải
đóng dấu Mật
đóng dấu «Tuyệt mật»
đóng dấu «TUYỆT MẬT» ở góc trên
dấu «MẬT» và dấu «KHẨN»
văn bản có dấu hiệu riêng (mật, khẩn) được chuyển ngay
Dấu chỉ độ Tuyệt mật, Tối mật, Mật: Mẫu số 02.
Dấu điều chỉnh độ mật: Mẫu số 06.
bí mật nhà nước độ Tối mật và Mật
ở mức Mật, Tối Mật, Tuyệt Mật theo quy định
(ii) Mật, Tối Mật, Tuyệt Mật theo quy định của pháp luật
Bí mật nhà nước được phân loại thành ba độ mật: Tuyệt mật, Tối mật và Mật.
Các độ mật gồm: tuyệt mật, tối mật, mật.
Mật, Tối mật, Tuyệt mật
30 năm đối với bí mật nhà nước độ Tuyệt mật;
b) 20 năm đối với bí mật nhà nước độ Tối mật;
c) 10 năm đối với bí mật nhà nước độ Mật.
Bí mật nhà nước thuộc độ tuyệt mật;
Dữ liệu tuyệt mật hoặc bí mật nhà nước có khả năng bị tiết lộ;
Tuyệt mật là bí mật nhà nước liên quan đến chính trị, quốc phòng
phân loại theo cấp độ mật (nếu có yêu cầu)
Dịch vụ KT1 theo độ mật (A, B, C)
bưu gửi KT1 Tuyệt mật và các bưu gửi KT1 khác
theo độ mật: J + 1,5;
giữ bí mật tuyệt đối
tuyệt đối bí mật
bí mật, an toàn
giữ kín bí mật đời tư
bí mật kinh doanh
bí mật công tác
bí mật gia truyền
bật mí bí mật
hoạt động bí mật
mật khẩu mạnh
mật khẩu: ít nhất 12 ký tự
Mật khẩu: 12 ký tự
Mật độ: 120 người/km²
Mật độ - dân số
Mật ong: 120.000 đồng/lít
thu hoạch mật ong rừng
nuôi ong lấy mật
ong làm mật
giọt mật
ngọt như mật
nói ngọt lọt đến xương, mật ngọt chết ruồi
màu bánh mật
gan và mật
gan, mật, tụy
viêm đường mật
khoa Gan - Mật
Khoa Gan mật
dịch mật
mật vàng
rỉ mật
mía mật
cây mật nhân
chứng minh mật mã
dày đặc mật độ giao thông
mắt
Mắt
MẮT
mất
MẤT
mặt
Mặt
MẶT
mát
Mát
MÁT
khám mắt
mất điện
mất nước
Mặt trận Tổ quốc
MẶT TRẬN TỔ QUỐC
mặt bằng
MẶT BẰNG
gặp mặt
họp mặt
ra mắt
Lễ ra mắt
vắng mặt
có mặt
tiền mặt
bề mặt
mát mẻ
tối mắt
tối mặt
tôi mất
Tôi mất
tới mặt
thời tiết mát
Người mất
Đã mất
Giấy tờ mất: chứng minh thư
Mất: 02 cái
Mặt: trước
(mặt trước)
(mất)
(mắt)
Mặt trước - mặt sau
Tỉ lệ hao hụt - mất
tối mật thiết
thắt chặt quan hệ mật thiết
quan hệ mật thiết với nhân dân
GẮN BÓ MẬT THIẾT VỚI NHÂN DÂN
trao đổi thân mật
cuộc gặp thân mật
không khí thân mật
chu mật
tinh mật
trinh sát mật
người mật
hộp thư mật
đơn thư tố cáo bí mật
phiếu kín, bảo mật
bỏ phiếu bí mật
chính sách bảo mật
cam kết bảo mật
tiêu chuẩn bảo mật
lỗ hổng bảo mật
bản vá bảo mật
mã hóa, bảo mật dữ liệu
bảo mật: hai lớp
Mức độ bảo mật: cao
Chế độ bảo mật - nâng cao
thông tin mật
Thông tin mật không được đưa lên mạng.
chế độ mật
Chế độ mật của hồ sơ do cơ quan quyết định.
nguồn tin mật
Tuyệt đối không soạn văn bản mật trên máy tính nối mạng.
Cán bộ soạn thảo đề xuất độ mật, người ký quyết định độ mật.
Khi gửi văn bản tối mật phải dùng hai bì.
Giải mật tài liệu
GIẢI MẬT
đã giải mật
Không mật
không mật
KHÔNG MẬT
hết độ mật
tăng mật độ
giảm mật độ
mat-khau
bao mat
mat khau
mat do
bi mat
mat ong
format
Format: A4
automat
thermomat
matte
MATLAB
MAT101
mat2
CMAT
MATH
toi mat viec
material
Thomas Mat Tran
ô tô - tủ mát
Máy chiếu, đèn, quạt mát
tuyệt mỹ
tuyệt vời
tối tăm
tối đa
tối thiểu
TỐI ĐA
Tối Chủ nhật
mâm tre
xếp vào loại tuyệt mật
Nhân dân tuyệt đối giữ bí mật
""".splitlines()

MARKED_NAMES = """\
mat.md
toi-mat.md
tuyet-mat.pdf
TUYETMAT.pdf
TuyetMat-baocao.pdf
BC-12-MAT.docx
MẬT
mật
cong-van-mat-12.md
bao-cao_toi-mat.md
TOIMAT.pdf
cong-van-MAT.md
to-trinh-tuyet-mat.pdf
MAT_12.pdf
tuyet-mat-ke-hoach.md
CONG-VAN-MAT.PDF
bao-cao-quy-1-MAT.pdf
12-bc-ubnd-mat.md
ke-hoach.tuyetmat.docx
T.U.Y.E.T-M.A.T.pdf
so-12-bc-ubnd(MAT).docx
ke_hoach_mat.xlsx
TỐI_MẬT.zip
van-ban-mat
baocaomat.pdf
1.mat.pdf
mat-cong-van-12.pdf
bao-cao-toi-mat-2026.md
tuyetmat2026.pdf
BaoCaoToiMat.docx
bao cao (MẬT).docx
Công văn mật 12.docx
""".splitlines()
ORDINARY_NAMES = """\
mat-truoc.jpg
be-mat.png
bi-mat-nha-nuoc.md
bao-mat.md
mat-khau.md
mat-do-dan-so.md
mat-tran-to-quoc.md
mat-ong.jpg
le-ra-mat.jpg
thu-moi-gap-mat.md
hop-mat.md
HOP-MAT.JPG
MAT-TRAN.pdf
GAP-MAT-DAU-XUAN.JPG
tien-mat.xlsx
vang-mat.csv
danh-muc-bi-mat-nha-nuoc-do-tuyet-mat.pdf
format.md
quy-dinh-do-mat.md
kham-mat.jpg
mat-bang-tang-1.png
automat.txt
Ảnh_gặp_mặt.jpg
gap_mat_2026.jpg
bao-ve-bi-mat.md
giao-dien-mat-khau.png
ho-so-mat-khau.md
ke-hoach-mat-tran.md
so-mat-ong.md
hồ_sơ_mất.pdf
RA_MAT.jpg
bi_mat.pdf
tui_mat.png
""".splitlines()


def ordinary() -> Iterator[str]:
    """Yield texts without a marking: words and sentences, alone, listed, and as headings."""
    for text in ORDINARY:
        yield text
    for text in ("bảo mật", "mật khẩu", "mật độ", "bí mật", "mật mã"):
        for form in (text, text.upper()):
            yield form.replace(" ", "\n")
            yield " ".join(form)
            yield f"QUY CHẾ {'  '.join(' '.join(word) for word in form.split())}"
    yield "Tài liệu thuộc độ\ntuyệt mật."
    for text in ORDINARY[:60]:
        yield f"Căn cứ quy định, {text} được thực hiện từ ngày 01/3/2026."
