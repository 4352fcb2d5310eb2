"""Texts with a marking of secrecy, as people and scanners write it, and texts without one."""

import unicodedata
from collections.abc import Iterator
from itertools import product

LEVELS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
# Where the keys of Telex and VNI stand in «mật», «tối» and «tuyệt»: as people type them.
TELEX = ("MAATJ OOIS EETJ", "MAAJT OOSI EEJT", "MAJAT OSOI EJET", "MATAJ OIOS ETEJ")
VNI = ("MA65T O61I E65T", "MAT65 OI61 ET65", "MA6T5 O6I1 E6T5", "MA56T O16I E56T")
_TCVN3 = str.maketrans("ẬỐỆ", "ËÈÖ")
_CYRILLIC = str.maketrans("MATYOEImatyoei", "МАТУОЕІматуоеі")
_GREEK = str.maketrans("MATYOEI", "ΜΑΤΥΟΕΙ")
_LISU = str.maketrans("MATOIUYE", "\ua4df\ua4ee\ua4d4\ua4f3\ua4f2\ua4f4\ua4ec\ua4f0")
_COPTIC = str.maketrans("MATOIYE", "\u2c98\u2c80\u2ca6\u2c9e\u2c92\u2ca8\u2c88")
_WIDE = {ord(c): chr(ord(c) + 0xFEE0) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_BOLD = {ord(c): chr(0x1D400 + ord(c) - 65) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def folded(text: str) -> str:
    """Return *text* without accents."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def decomposed(text: str) -> str:
    """Return *text* with combining marks."""
    return unicodedata.normalize("NFD", text)


def _typed(level: str, keys: str) -> str:
    mat, toi, tuyet = keys.split()
    return level.replace("MẬT", mat).replace("ỐI", toi).replace("ỆT", tuyet)


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
    yield "turned", f"\u202e{level[::-1]}\u202c"
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
    for keys in (*TELEX, *VNI):
        typed = _typed(level, keys)
        yield f"keys {keys}", typed
        yield f"keys {keys}, lower", typed.lower()
        yield f"keys {keys}, title case", typed.title()
    yield "TCVN3", level.translate(_TCVN3)
    yield "VNI font", level.replace("Ậ", "AÄ").replace("Ố", "OÁ").replace("Ệ", "EÄ")
    yield "a telex key in part", level.replace("Ậ", "ÂJ").replace("Ố", "ÔS").replace("Ệ", "ÊJ")
    yield "full stops and spaces", ". ".join(level.replace(" ", ""))
    yield "slashes", "/".join(level.replace(" ", ""))
    yield "commas", ", ".join(level.replace(" ", ""))
    yield "no-break letters", "\u00a0".join(level.replace(" ", ""))
    yield "thin spaces", "\u2009".join(level)
    yield "Hangul fillers", "\u3164".join(level)
    yield "struck letter by letter", "".join(c + "\u0336" if c.isalpha() else c for c in level)
    yield "underlined letter by letter", "".join(c + "\u0332" for c in bare)
    yield "squared", "".join(chr(0x1F130 + ord(c) - 65) if c != " " else c for c in bare)
    yield "in brackets, each", "".join(chr(0x1F110 + ord(c) - 65) if c != " " else c for c in bare)
    yield "Lisu", bare.translate(_LISU)
    yield "Coptic", bare.translate(_COPTIC)
    yield "an at sign", bare.replace("A", "@")
    yield "references with many zeros", level.replace("Ậ", "&#0000007852;")
    yield "references for marks", bare.replace("MAT", "MA&#770;&#803;T")
    yield "references to what is not seen", "&shy;".join(level)
    yield "no-break references", level.replace(" ", "&nbsp;")
    yield "every letter bold", " ".join(f"**{c}**" for c in level if c != " ")
    yield "first letters bold", " ".join(f"**{word[0]}**{word[1:]}" for word in level.split())
    yield "a note behind", f"{level}¹"
    if " " in level:
        yield "three lines of a quotation", level.replace(" ", "\n> ")
        yield "two bold lines", level.replace(" ", "**\n**").join(("**", "**"))
        yield "i for y", level.replace("Y", "I")
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
    "task": "- [x] {}",
    "Roman number": "IV. {}",
    "caption": "Hình 2. {}",
    "link title": '[Kế hoạch](tep.pdf "{}")',
    "reference title": '[kh]: tep.pdf "{}"',
    "admonition": '!!! warning "{}"',
    "HTML image": '<img src="a.png" alt="{}">',
    "attribute list": "Kế hoạch {{: title='{}' }}",
    "ticked": "Độ mật: ☑ {}",
    "equals": "Độ mật = {}",
    "cell of HTML": "<table><tr><td>1</td><td>{}</td></tr></table>",
}
WHOLE = (
    "three lines of a quotation",
    "two bold lines",
    "one letter a line",
    "one letter a paragraph",
    "two lines",
    "two paragraphs",
    "two cells",
)
SOME = ("plain", "no accents", "NFD", "zero-width", f"keys {TELEX[0]}", f"keys {VNI[1]}")
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
    "(Loại {})",
    "(Tài liệu {})",
    "[Đóng dấu {}]",
    "Độ mật: văn bản {}",
    "{} - 12/BC-UBND",
    "{}-12/BC-UBND",
    "UBND XÃ SUỐI MÂY {}",
    "{} ĐẢNG ỦY XÃ",
    "ĐIỆN {} - HỎA TỐC",
    "PHỤ LỤC {}",
    "SECRET/{}",
    "{} (SECRET)",
    "Kế hoạch phòng thủ (mức {})",
    "Kế hoạch phòng thủ (dấu {})",
    "Kế hoạch phòng thủ (văn bản {})",
    "Kế hoạch phòng thủ ({}, 12 trang)",
    "Kế hoạch phòng thủ (khẩn, {})",
    "Kế hoạch phòng thủ ({} - khẩn)",
    "Kế hoạch phòng thủ, độ {}",
    "Kế hoạch phòng thủ, {}",
    "Kế hoạch phòng thủ **{}**",
    "Kế hoạch phòng thủ “{}”",
    "Đề thi - {}",
    "**{}** Kế hoạch phòng thủ",
    "Tài liệu {} - không sao chụp, không phát tán",
    "{}, không gửi qua mạng",
    "Đây là văn bản {}.",
    "Văn bản này thuộc độ {}.",
    "Lưu: VT, {}.",
    "Số: 12/BC-UBND ngày 01/3/2026, {}",
)

IN_FRONT = (
    "tags: [kế hoạch, {}]",
    "title: {} # ghi chú",
    "title: Kế hoạch, {}",
    "ghi_chu: {} - không sao chụp",
    "{}: có",
    "'{}': true",
    "signer: {{name: A, title: {}}}",
    'summary: "Dòng một\\n{}"',
    "number: 12/BC-UBND-{}",
    "topic: !!str {}",
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
        for name, frame in product(SOME, INLINE):
            yield f"{level}, {name}, {frame}", frame.format(*[written[name]] * 3)


def _is_changed(frame: str, name: str) -> bool:
    """Whether a frame would make something else of a spelling."""
    if name == "comment inside":
        return frame in {"comment", "HTML image", "attribute list", "cell of HTML"}
    return frame == "cell of HTML" and name in {"digits for letters", "an at sign"}


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
Trại ong của hợp tác xã thu 1.200 lít mật ong hoa nhãn.
Mật ong rừng U Minh được cấp chỉ dẫn địa lý.
MẬT ONG BẠC HÀ MÈO VẠC ĐẠT OCOP 5 SAO
MẬT ONG HOA CÀ PHÊ ĐẮK LẮK XUẤT KHẨU SANG NHẬT BẢN
Giá mật ong: 180.000 đồng/lít.
Mật ong – đặc sản của xã
Mật mía Nghệ An, mật ong Sơn La bày bán tại hội chợ.
Chế biến mật mía, mật dừa nước
Mật hoa dừa Trà Vinh
MẬT HOA DỪA SOKFARM LÊN KỆ SIÊU THỊ
Đổi mật khẩu thư công vụ trước ngày 15/4.
ĐỔI MẬT KHẨU ĐỊNH KỲ 90 NGÀY
Mật khẩu Wi-Fi của hội trường: hỏi văn phòng.
Mật khẩu: không dùng ngày sinh.
Mật khẩu (password) dài ít nhất 12 ký tự
Tên đăng nhập / mật khẩu
Tài khoản: cán bộ; mật khẩu: được cấp riêng
Quên mật khẩu?
QUÊN MẬT KHẨU?
Mật mã dân sự
Luật An toàn thông tin mạng, chương III: kinh doanh trong lĩnh vực mật mã dân sự
BAN CƠ YẾU CHÍNH PHỦ - CỤC QUẢN LÝ MẬT MÃ DÂN SỰ
HỌC VIỆN KỸ THUẬT MẬT MÃ TUYỂN SINH NĂM 2026
Kỷ niệm ngày truyền thống ngành Cơ yếu: mật mã và chữ ký số
Mật độ dân số của xã là 312 người/km².
MẬT ĐỘ XÂY DỰNG TỐI ĐA 60%
Mật độ xây dựng (tối đa): 60%
Mật độ: 25 con/m²
Thả cá với mật độ 2 con/m2; mật độ tôm 80 con/m2
Mật độ giao thông giờ cao điểm
quan hệ mật thiết giữa Đảng với Nhân dân
GIỮ MỐI LIÊN HỆ MẬT THIẾT VỚI NHÂN DÂN
Gắn bó mật thiết, máu thịt
LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC NĂM 2025: NHỮNG ĐIỂM MỚI
Luật Bảo vệ bí mật nhà nước số 117/2025/QH15
Triển khai Luật Bảo vệ bí mật nhà nước
TRIỂN KHAI LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC (SỬA ĐỔI)
TẬP HUẤN CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC
Hội nghị tập huấn công tác bảo vệ bí mật nhà nước năm 2026
V/v tăng cường công tác bảo vệ bí mật nhà nước
Công văn về việc tăng cường bảo mật thông tin
Quyết định ban hành Quy chế bảo vệ bí mật nhà nước của UBND xã
Quyết định số 1722/QĐ-TTg về danh mục bí mật nhà nước thuộc lĩnh vực xây dựng
Danh mục bí mật nhà nước lĩnh vực nội vụ
DANH MỤC BÍ MẬT NHÀ NƯỚC CỦA ĐẢNG
Danh mục bí mật nhà nước độ Tuyệt mật, độ Tối mật và độ Mật thuộc lĩnh vực tài chính
Quyết định số 960/QĐ-TTg ban hành Danh mục bí mật nhà nước độ Tối mật thuộc lĩnh vực công thương.
Bí mật nhà nước có ba độ: Tuyệt mật, Tối mật, Mật.
Bí mật nhà nước được chia thành độ Tuyệt mật, độ Tối mật, độ Mật
Phân biệt ba độ mật: “Tuyệt mật”, “Tối mật” và “Mật”
Câu hỏi: Bí mật nhà nước độ Mật được bảo vệ bao nhiêu năm?
Trả lời: 10 năm đối với độ Mật, 20 năm đối với độ Tối mật, 30 năm đối với độ Tuyệt mật.
Thời hạn bảo vệ bí mật nhà nước độ Tối mật là 20 năm.
Người đứng đầu có thẩm quyền cho phép sao, chụp tài liệu bí mật nhà nước độ Tuyệt mật.
Thẩm quyền sao, chụp bí mật nhà nước độ Tối mật gồm những ai?
Mẫu dấu chữ “Mật”, “Tối mật”, “Tuyệt mật” theo Thông tư 24/2020/TT-BCA
Con dấu “TUYỆT MẬT”, “TỐI MẬT”, “MẬT” được khắc theo mẫu.
Dấu “MẬT”, dấu “TỐI MẬT” và dấu “TUYỆT MẬT” do văn thư giữ.
Dấu MẬT được đóng dưới số, ký hiệu văn bản.
Bì có dấu “Tuyệt mật” phải niêm phong.
Văn bản có đóng dấu độ mật không được đăng lên trang thông tin.
Không đăng văn bản mật lên nhóm Zalo.
Nghiêm cấm gửi văn bản mật qua thư điện tử.
Tuyệt đối không chụp ảnh tài liệu mật
TUYỆT ĐỐI KHÔNG ĐĂNG TÀI LIỆU MẬT LÊN MẠNG XÃ HỘI
KHÔNG SOẠN THẢO VĂN BẢN MẬT TRÊN MÁY TÍNH NỐI MẠNG
Xử lý nghiêm việc làm lộ tài liệu mật
Cách đóng dấu độ mật trên văn bản
Quy trình quản lý văn bản mật đi, văn bản mật đến
QUY TRÌNH QUẢN LÝ VĂN BẢN MẬT
QUY TRÌNH TIẾP NHẬN VÀ XỬ LÝ VĂN BẢN MẬT ĐẾN
Sổ đăng ký văn bản mật đến
SỔ ĐĂNG KÝ BÍ MẬT NHÀ NƯỚC ĐI
Sổ chuyển giao bí mật nhà nước
Tập huấn quản lý văn bản mật cho văn thư các đơn vị
Máy tính soạn thảo văn bản mật phải là máy độc lập.
Hội đồng tiêu hủy tài liệu mật
Tiêu hủy tài liệu, vật chứa bí mật nhà nước
Giải mật 12 tài liệu thời kỳ kháng chiến
Hồ sơ đã được giải mật năm 2015
Những tài liệu vừa được giải mật về chiến dịch Điện Biên Phủ
Mỹ giải mật hồ sơ về vụ ám sát Tổng thống Kennedy
Hồ sơ mật của Lầu Năm Góc được công bố năm 1971
Tối mật của đối phương bị lực lượng ta thu giữ
Kế hoạch tuyệt mật của địch bị phá vỡ
Bức điện tuyệt mật năm 1945 nay được trưng bày tại bảo tàng
Câu chuyện về bức mật điện
Mật điện của Trung ương gửi Xứ ủy
Trưng bày chuyên đề “Mật lệnh tổng tấn công”
Hội nghị mật tại Pác Bó
Đường hầm bí mật
Cơ sở bí mật của Thành ủy Sài Gòn
Chiến sĩ biệt động hoạt động bí mật
Hầm bí mật nuôi giấu cán bộ
Bí mật của khu vườn
BÍ MẬT CỦA ĐẤT SÉT
Bỏ phiếu kín, bảo đảm bí mật
Nguyên tắc phổ thông, bình đẳng, trực tiếp và bỏ phiếu kín
Giữ bí mật thông tin người tố cáo
BẢO VỆ BÍ MẬT NGƯỜI TỐ GIÁC
Bí mật kinh doanh, bí mật đời tư
Bí mật thư tín, điện thoại, điện tín
Đề thi được bảo mật ba vòng độc lập
Công tác bảo mật đề thi
BẢO MẬT ĐỀ THI TUYỂN SINH LỚP 10
Bảo mật: yếu tố sống còn của chuyển đổi số
Bảo mật – An toàn – Tin cậy
AN TOÀN - BẢO MẬT - TIN CẬY
Cam kết bảo mật thông tin (NDA)
Bảo mật (HTTPS) là bắt buộc
Điều 5. Bảo mật
Điều 7. Bảo mật và an toàn dữ liệu
BẢO MẬT VÀ AN TOÀN DỮ LIỆU
Chính sách bảo mật
CHÍNH SÁCH BẢO MẬT
Cấp độ bảo mật: 3
Mức độ bảo mật: rất cao
Độ bảo mật: trung bình
Phân loại dữ liệu: công khai, nội bộ, mật
Túi mật
Phẫu thuật nội soi cắt túi mật
CẮT TÚI MẬT NỘI SOI MIỄN PHÍ CHO NGƯỜI NGHÈO
Khám gan, mật, tụy cho 300 người dân
Bệnh lý gan mật - tụy
KHOA GAN MẬT TỤY
Khoa Ngoại Gan - Mật - Tụy
Sỏi mật, sỏi thận
Siêu âm ổ bụng: gan, mật, tụy, lách, thận
Tắc mật
Mật cá trắm gây ngộ độc
NGỘ ĐỘC MẬT CÁ TRẮM
Uống mật cá trắm, hai người nhập viện
Nuôi gấu lấy mật là hành vi bị cấm
CHẤM DỨT NUÔI GẤU LẤY MẬT
Nằm gai nếm mật
Mật ngọt chết ruồi
Trăm hoa đua nở, ong về làm mật
Ong hút mật
Hoa nhiều mật thu hút ong bướm
Cây nguồn mật
Vụ mật năm nay được mùa
Mùa mật bắt đầu từ tháng 3.
Quay mật
Tuần trăng mật
Không khí thân mật, đầm ấm
GẶP GỠ THÂN MẬT ĐẦU XUÂN
Buổi gặp mặt thân mật giữa các thế hệ
Cán bộ cẩn mật trong công việc
Tuần tra nghiêm mật
Phòng thủ nghiêm mật
Bố trí lực lượng chặt chẽ, nghiêm mật
Cơ mật viện triều Nguyễn
CƠ MẬT VIỆN - DI TÍCH TRONG KINH THÀNH HUẾ
Viện Cơ mật
Mật tông và Phật giáo
Chùa Mật Dụng
Chùa Thiên Mật
Đường Mật Sơn, phường Đông Vệ
Phố Mật Sơn
Núi Mật
Làng Mật Vụ
Xã Mật Pa
Ông Nguyễn Văn Mật, trưởng thôn
Bà Hà Thị Mật được tặng Huy hiệu 60 năm tuổi Đảng
Đồng chí Trần Văn Mật
Thông báo tang lễ ông Lê Văn Mật
Quyết định khen thưởng ông Nguyễn Văn Mật
Nguyễn Thị Mật - Chi hội trưởng
Mật vụ Mỹ
Trinh thám và mật thám Pháp
Mật thám bắt giữ đồng chí
Mật danh A10
Mật hiệu, mật khẩu của dân quân
Mật đàm Paris
Mật ước năm 1884
Tình báo viên gửi mật thư
Mật báo viên
Trao đổi mật thư trong trò chơi lớn
TRÒ CHƠI LỚN: GIẢI MẬT THƯ
Giải mật thư – trại hè thiếu nhi
Hộp mật ngữ
Mật nghị Hồng y
Rừng cây rậm rạp, dày mật
Sách: “Tuyệt mật Hitler”
Phim “Nhiệm vụ tuyệt mật” chiếu tại nhà văn hóa
Chiến dịch mang tên “Tuyệt mật”
Vở kịch “Điệp vụ tối mật”
Mặt trận Tổ quốc xã
MẶT TRẬN TỔ QUỐC VIỆT NAM XÃ SUỐI MÂY
GẶP MẶT ĐẦU XUÂN
RA MẮT TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG
LỄ RA MẮT - GẶP MẶT
Khám mắt miễn phí
MẤT ĐIỆN TỪ 8 GIỜ
Mất: 01 thẻ căn cước
Tối mai, mặt trận họp
TỐI MẮT TỐI MŨI
Tối mắt, tối mũi
Vắng mặt: 2
Có mặt: 30; vắng mặt: 2
(có mặt)
Mặt bằng – sạch
MẶT BẰNG SẠCH
Mát mẻ
Mạt sắt, mạt gà
Tôi mất thẻ
TÔI MẤT GÌ KHI LỘ THÔNG TIN?
Tiền mặt – chuyển khoản
MẤT MẬT KHẨU PHẢI LÀM GÌ?
Tổ mật mã, tổ cơ yếu
Công nghệ bảo mật mạng LAN
An ninh – bảo mật
Bảo mật, an ninh mạng
Tin nhắn mật khẩu dùng một lần (OTP)
Mật khẩu, mã OTP: không cho ai biết
Không chia sẻ mật khẩu, mã PIN
Tuyệt đối giữ bí mật mã OTP
TUYỆT ĐỐI GIỮ BÍ MẬT MÃ PIN
Bí mật - bất ngờ - thắng lợi
BÍ MẬT, BẤT NGỜ, THẦN TỐC
Vận chuyển, giao nhận tài liệu, vật chứa bí mật nhà nước
Phụ lục: Danh mục bí mật nhà nước
Phụ lục I. Mẫu dấu độ mật
Mẫu số 01: Dấu “Tuyệt mật”
Mẫu số 03. Dấu “Mật”
Mẫu số 07: Dấu “Giải mật”
Câu 12. Độ mật của bí mật nhà nước gồm
A. Tuyệt mật, Tối mật, Mật
B. Tối mật, Mật
Đáp án đúng: Tuyệt mật, Tối mật, Mật
Bài thi tìm hiểu Luật Bảo vệ bí mật nhà nước
Độ mật (nếu có)
Độ mật, độ khẩn
Độ mật, độ khẩn của văn bản
Xác định độ mật, nơi nhận, số lượng bản phát hành
Thay đổi độ mật
Gia hạn thời hạn bảo vệ bí mật nhà nước
Điều chỉnh độ mật
Độ mật: Không mật
Độ mật: Bình thường
Độ mật: -
Độ mật: Công khai
Mức độ mật: không có
Không thuộc bí mật nhà nước
Văn bản không mật được gửi qua trục liên thông.
Các văn bản (trừ văn bản mật) được ký số
Văn bản điện tử (trừ văn bản mật) gửi qua trục liên thông văn bản quốc gia
100% văn bản đi (trừ văn bản mật) được ký số
Tỷ lệ hồ sơ công việc được xử lý trên môi trường mạng (trừ hồ sơ mật)
Gửi, nhận văn bản điện tử, trừ văn bản mật theo quy định
trừ các văn bản có nội dung mật
(không bao gồm văn bản mật)
(trừ hồ sơ xử lý công việc có nội dung mật)
Trừ các nội dung mật
trừ nội dung thuộc phạm vi bí mật nhà nước
văn bản mật theo quy định của pháp luật
Bưu gửi KT1: tài liệu mật, tối mật, tuyệt mật
Hệ thống thư công vụ không dùng để gửi tài liệu mật.
Mang mật mã riêng
Mật ít ruồi nhiều
Mật rồng
Thuốc từ mật gấu, mật ong, nghệ
Trà gừng mật ong
Nghệ mật ong
Chanh đào mật ong
Khoai lang mật
KHOAI LANG MẬT - SẢN PHẨM OCOP
Khoai mật Gia Lai
Dưa mật, dưa lê
Cam mật Phong Điền
Cam mật, quýt đường
CAM MẬT - QUÝT ĐƯỜNG
Chuối mật
Mít mật
Hồng mật
Nhãn, vải, mật ong
Sản phẩm: mật ong, nấm, măng khô
Vàng mật
Ổi mật
Bí mật gia truyền của làng nghề
Mật độ, chiều cao tầng
TUYỆT VỜI MẬT ONG RỪNG
Buổi tối, mật độ xe tăng
Tối, mật độ giao thông cao
Tối mật độ xe giảm
tối mật khẩu bị đổi
Từ tối, mật độ mưa giảm.
Cấp mật khẩu
Loại mật: mật hoa nhãn
Loại mật ong
Loại: mật ong
Phân loại mật ong
Mức mật độ
Dấu hiệu mật nhiễm nước
Chất lượng mật: loại 1
Sản lượng mật: 12 tấn
Lưu mật, ấp trứng
HỒ SƠ MẬT CỦA LẦU NĂM GÓC ĐƯỢC CÔNG BỐ NĂM 1971
KẾ HOẠCH TUYỆT MẬT CỦA ĐỊCH BỊ PHÁ VỠ
VĂN BẢN MẬT THEO QUY ĐỊNH CỦA PHÁP LUẬT
TỐI MẬT ĐỘ XE GIẢM
mata
Mata Hari
Văn bản thuộc độ mật.
Đây là văn bản thuộc độ mật.
Báo cáo công tác quản lý tài liệu Mật
Thông báo về việc thu hồi tài liệu Tuyệt mật
Báo cáo kết quả rà soát bí mật nhà nước độ Mật
Giấy mời bà Mật
Báo cáo của thôn Mật
Kế hoạch trồng dưa Mật
Báo cáo sản lượng khoai Mật
Danh sách khen thưởng xã Nà Mật
Quyết định khen thưởng ông Trần Văn Mật
mat5
MAT6
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
maatj.pdf
cong-van-maatj.pdf
MAATJ.docx
TOOISMAATJ.pdf
ma65t.pdf
15-kh-bch-mat.pdf
590-CV-DU-mat.pdf
mat_scan.pdf
danh-sach-mat.xlsx
de_thi_mat.pdf
dap-an-mat.docx
ban-do-tuyet-mat.png
giay-moi-mat.pdf
mat.docx.pdf
toi.mat
thong-bao-mat-khan.pdf
{MẬT}.pdf
Kế hoạch (mật).docx
МАТ.pdf
ＭＡＴ.pdf
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
mat-duong.jpg
san-mat-bang.jpg
mat-cat-ngang.pdf
ban-do-mat-do-dan-so.png
bao-cao-mat-rung.pdf
mat-giay-to.docx
bao-mat-giay-phep-lai-xe.docx
thong-bao-mat-nuoc.pdf
ke-hoach-gap-mat.docx
15-kh-gap-mat.docx
quan-ly-van-ban-mat.docx
quy-trinh-xu-ly-van-ban-mat.pdf
mata.jpg
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


def in_front() -> Iterator[str]:
    """Yield bulletins with a marking in the front matter."""
    for level, frame in product(LEVELS, IN_FRONT):
        written = dict(spellings(level))
        for name in SOME:
            yield f"---\nnumber: 1\n{frame.format(written[name])}\n---\nNội dung.\n"
