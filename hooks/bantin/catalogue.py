"""The catalogue of problems: every code, with its texts. The docs list it row by row."""

# ruff: noqa: E501 - a text stands on one line, as it is shown
from enum import Enum, unique

from bantin.problems import Kind


@unique
class Problems(Enum):
    """Every kind of problem that the build and ``bantin check`` report.

    BT1: the file and its YAML; BT2: front matter; BT3: numbers and relations; BT4: the body and
    its links; BT5: files beside a bulletin; BT6: settings; BT7: the site as a whole; BT8: what must not be
    published.
    """

    NOT_UTF8 = Kind(
        "BT101",
        "error",
        "Tệp không phải văn bản UTF-8.",
        "Mở tệp bằng Notepad, chọn Lưu thành (Save As), mục Mã hóa (Encoding) chọn «UTF-8», rồi lưu lại.",
        "The file is not UTF-8 text.",
        "Save the file again with the encoding UTF-8.",
    )
    EMPTY_FILE = Kind(
        "BT102",
        "error",
        "Tệp trống.",
        "Viết phần đầu trang (giữa hai dòng ---) và nội dung, hoặc xóa tệp này.",
        "The file is empty.",
        "Write the front matter and the body, or delete the file.",
    )
    NO_FRONT_MATTER = Kind(
        "BT103",
        "error",
        "Tệp không mở đầu bằng phần đầu trang{detail}.",
        "Dòng đầu tiên phải là đúng ba dấu gạch: ---",
        "The file does not begin with front matter{detail}.",
        "The first line must be exactly three hyphens: ---",
    )
    UNCLOSED_FRONT_MATTER = Kind(
        "BT104",
        "error",
        "Phần đầu trang chưa được đóng.",
        "{hint}",
        "The front matter is not closed.",
        "{hint_en}",
    )
    YAML_SYNTAX = Kind(
        "BT105",
        "error",
        "Phần đầu trang sai cú pháp YAML: {detail}.",
        "{hint}",
        "The front matter is not valid YAML: {detail_en}.",
        "{hint_en}",
    )
    UNQUOTED_COLON = Kind(
        "BT106",
        "error",
        "Giá trị của «{key}» có dấu hai chấm nên phải đặt trong dấu nháy kép.",
        "{line}",
        "The value of «{key}» holds a colon and must be quoted.",
        "{line}",
    )
    DUPLICATE_KEY = Kind(
        "BT107",
        "error",
        "Khóa «{key}» xuất hiện hai lần (lần đầu ở dòng {first}).",
        "Giữ lại một dòng «{key}:», xóa dòng kia.",
        "The key «{key}» stands twice (first on line {first}).",
        "Keep one «{key}:» and delete the other.",
    )
    TAB_INDENT = Kind(
        "BT108",
        "error",
        "Dòng này thụt đầu dòng bằng phím Tab; YAML chỉ nhận dấu cách.",
        "Thay mỗi Tab bằng hai dấu cách.",
        "This line is indented with a tab; YAML takes spaces only.",
        "Replace each tab by two spaces.",
    )
    NOT_A_MAPPING = Kind(
        "BT109",
        "error",
        "Phần đầu trang không phải danh sách «khóa: giá trị».",
        "Viết mỗi dòng một khóa, ví dụ «title: Họp giao ban tháng 5» (sau dấu hai chấm có một dấu cách).",
        "The front matter is no list of «key: value».",
        "Write one key a line, such as «title: Monthly meeting» (a space after the colon).",
    )
    CONTROL_CHARACTER = Kind(
        "BT110",
        "error",
        "Có ký tự điều khiển không nhìn thấy (U+{codepoint}).",
        "Xóa ký tự ở cột này rồi gõ lại; thường do dán từ Word hoặc PDF.",
        "There is an invisible control character (U+{codepoint}).",
        "Delete the character at this column and type it again.",
    )
    YAML_FEATURE = Kind(
        "BT111",
        "error",
        "Giá trị có ký tự «{feature}» mang nghĩa riêng trong YAML nên phải đặt trong dấu nháy kép.",
        "{line}",
        "The value holds the sign «{feature}», which YAML reads in its own way, and must be quoted.",
        "{line}",
    )
    CONFLICT_MARKER = Kind(
        "BT112",
        "error",
        "Tệp còn dấu xung đột của git («{marker}»).",
        "Chọn một trong hai bản, rồi xóa các dòng <<<<<<<, ======= và >>>>>>>.",
        "The file still has a git conflict marker («{marker}»).",
        "Keep one version and delete the lines <<<<<<<, ======= and >>>>>>>.",
    )
    FILE_NAME = Kind(
        "BT113",
        "error",
        "Tên «{name}» không dùng làm địa chỉ trang được (chỉ dùng chữ không dấu, số và các dấu - _ .; đuôi viết thường).",
        "Đổi tên thành «{suggestion}».",
        "The name «{name}» cannot be part of an address (ASCII letters, digits and - _ . only; the ending in lower case).",
        "Rename it to «{suggestion}».",
    )
    BLOCK_STARTS_TEXT = Kind(
        "BT114",
        "error",
        "Dòng này không có dạng «khóa: giá trị».",
        "{hint}",
        "This line is not of the form «key: value».",
        "{hint_en}",
    )
    UNREADABLE = Kind(
        "BT115",
        "error",
        "Không đọc được tệp: {detail}.",
        "Kiểm tra quyền đọc của tệp, hoặc chép lại tệp.",
        "The file cannot be read: {detail}.",
        "Check the permissions of the file, or copy it again.",
    )
    CONTROL_IN_BODY = Kind(
        "BT116",
        "notice",
        "Có ký tự điều khiển không nhìn thấy (U+{codepoint}); khi đăng, ký tự này được bỏ đi.",
        "Nên xóa ký tự ở cột này; thường do dán từ Word hoặc PDF.",
        "There is an invisible control character (U+{codepoint}); it is left out of the page.",
        "Better delete the character at this column.",
    )
    LEGACY_ENCODING = Kind(
        "BT117",
        "error",
        "Tệp được lưu bằng bảng mã {name}, không phải UTF-8.",
        "Chạy lệnh: bantin fix-encoding {file}",
        "The file is saved in the encoding {name}, not in UTF-8.",
        "Run: bantin fix-encoding {file}",
    )
    GARBLED_TEXT = Kind(
        "BT118",
        "error",
        "Chữ bị hỏng do đọc nhầm bảng mã {name}: «{shown}» vốn là «{meant}».",
        "Chạy lệnh: bantin fix-encoding {file}",
        "The text is spoilt, as {name} was read in another encoding: «{shown}» was «{meant}».",
        "Run: bantin fix-encoding {file}",
    )
    LOST_LETTERS = Kind(
        "BT119",
        "error",
        "Có chữ đã mất khi lưu tệp: «{shown}».",
        "Chép lại nội dung từ bản gốc, rồi lưu với mục Mã hóa (Encoding) là «UTF-8».",
        "Letters were lost when the file was saved: «{shown}».",
        "Copy the text again from the original, and save it with the encoding UTF-8.",
    )
    TOO_LARGE = Kind(
        "BT120",
        "error",
        "Bài quá lớn: {found} (tối đa {most}).",
        "Chia thành nhiều bài, hoặc đặt phần dài (phụ lục, bảng số liệu) vào tệp đính kèm.",
        "The bulletin is too large: {found_en} (at most {most_en}).",
        "Divide it, or attach its long parts as a file.",
    )
    LINE_TOO_LONG = Kind(
        "BT121",
        "error",
        "Dòng này quá dài, hoặc có quá nhiều dấu cách liền nhau (tối đa {most} ký tự).",
        "Ngắt thành nhiều đoạn, xóa các dấu cách thừa; thường do dán dữ liệu không phải văn bản.",
        "This line is too long, or has too many blanks in a row (at most {most_en} characters).",
        "Divide it into paragraphs and remove the blanks; it often comes from pasting what is no text.",
    )
    FRONT_MATTER_TOO_LONG = Kind(
        "BT122",
        "error",
        "Phần đầu trang quá dài (tối đa {lines} dòng, {most} ký tự).",
        "Kiểm tra dòng --- đóng phần đầu trang; nội dung dài thì viết dưới dòng đó.",
        "The front matter is too long (at most {lines_en} lines, {most_en} characters).",
        "Check the line --- that closes it; long text belongs below it.",
    )
    TOO_MANY_KEYS = Kind(
        "BT123",
        "error",
        "Phần đầu trang có quá nhiều khóa và mục (tối đa {most}).",
        "Bớt các mục; danh sách dài thì đặt vào nội dung hoặc tệp đính kèm.",
        "The front matter has too many keys and entries (at most {most_en}).",
        "Use fewer; long lists belong in the body or in an attached file.",
    )
    TOO_MANY_MARKS = Kind(
        "BT124",
        "error",
        "Từ chỗ này có quá nhiều dấu «{mark}» chưa khép hoặc liền nhau nên không dựng trang được.",
        "Khép các dấu ấy, hoặc tách thành nhiều đoạn bằng dòng trống; dữ liệu dài thì đặt vào tệp đính kèm.",
        "From here on there are too many signs «{mark}» that are not closed, or in a row, to render the body.",
        "Close them, or divide the text by blank lines; attach long data as a file.",
    )
    NOT_READ = Kind(
        "BT125",
        "error",
        "Không đọc hết được bài: {detail}.",
        "Chia bài thành nhiều phần để tìm đoạn gây lỗi; thường là đoạn có nhiều dấu lạ lồng nhau.",
        "The bulletin could not be read to its end: {detail_en}.",
        "Divide it to find the passage that is to blame; it often has many signs inside one another.",
    )
    MISSING_KEY = Kind(
        "BT201",
        "error",
        "Thiếu khóa bắt buộc «{key}».",
        "Thêm dòng «{key}: {example}» vào {where}.",
        "The required key «{key}» is missing.",
        "Add a line «{key}: {example}» to {where_en}.",
    )
    UNKNOWN_KEY = Kind(
        "BT202",
        "warning",
        "Không có khóa nào tên «{key}».",
        "{hint}",
        "There is no key named «{key}».",
        "{hint_en}",
    )
    NOT_TEXT = Kind(
        "BT203",
        "error",
        "«{key}» phải là một dòng chữ, không phải {given}.",
        "Viết «{key}: …» trên một dòng.",
        "«{key}» must be text, not {given_en}.",
        "Write «{key}: …» on one line.",
    )
    NOT_A_LIST = Kind(
        "BT204",
        "error",
        "«{key}» phải là danh sách.",
        "Viết mỗi mục một dòng, bắt đầu bằng dấu gạch và một dấu cách, ví dụ:\n{key}:\n  - {example}",
        "«{key}» must be a list.",
        "Write one item a line, begun by a hyphen and a space:\n{key}:\n  - {example}",
    )
    NOT_A_GROUP = Kind(
        "BT205",
        "error",
        "«{key}» phải gồm các khóa con: {keys}.",
        "Viết mỗi khóa con một dòng, thụt vào hai dấu cách, ví dụ:\n{sample}",
        "«{key}» must have the keys {keys}.",
        "Write one key a line, indented by two spaces:\n{sample}",
    )
    EMPTY_VALUE = Kind(
        "BT206",
        "error",
        "«{key}» đang để trống.",
        "Điền giá trị, ví dụ «{key}: {example}»; khóa không bắt buộc thì xóa cả dòng.",
        "«{key}» is empty.",
        "Write a value, such as «{key}: {example}»; delete the line if the key is optional.",
    )
    NOT_A_DATE = Kind(
        "BT207",
        "error",
        "«{value}» không phải ngày tháng.",
        "Viết năm-tháng-ngày, ví dụ «{key}: 2026-05-19» (hoặc 19/5/2026; chưa rõ ngày thì 2026-05).",
        "«{value}» is no date.",
        "Write year-month-day, such as «{key}: 2026-05-19» (or 19/5/2026; 2026-05 if the day is not known).",
    )
    NO_SUCH_DAY = Kind(
        "BT208",
        "error",
        "Không có ngày giờ «{value}» trong lịch.",
        "Kiểm tra lại ngày, tháng, năm và giờ; ngày viết trước tháng (19/5/2026), giờ từ 00:00 đến 23:59, năm từ 1945 đến 2199.",
        "The calendar has no «{value}».",
        "Check day, month, year and hour; the day comes before the month (19/5/2026), hours run from 00:00 to 23:59, years from 1945 to 2199.",
    )
    WHOLE_DATE_NEEDED = Kind(
        "BT209",
        "error",
        "«{key}» cần đủ ngày, tháng, năm nhưng chỉ có «{value}».",
        "Viết đủ, ví dụ «{key}: 2026-12-15».",
        "«{key}» needs a whole date, but has only «{value}».",
        "Write it in full, such as «{key}: 2026-12-15».",
    )
    NOT_YES_OR_NO = Kind(
        "BT210",
        "error",
        "«{key}» chỉ nhận true (có) hoặc false (không), không nhận «{value}».",
        "Viết «{key}: {choice}», hoặc xóa dòng này.",
        "«{key}» takes true or false, not «{value}».",
        "Write «{key}: {choice}», or delete the line.",
    )
    UNKNOWN_TOPIC = Kind(
        "BT211",
        "error",
        "Chủ đề «{value}» không có trong danh mục của trang.",
        "{hint}",
        "The topic «{value}» is not in the site's vocabulary.",
        "{hint_en}",
    )
    UNKNOWN_TYPE = Kind(
        "BT212",
        "error",
        "Không có loại văn bản «{value}».",
        "{hint}",
        "There is no document type «{value}».",
        "{hint_en}",
    )
    UNKNOWN_ISSUER = Kind(
        "BT213",
        "error",
        "Cơ quan ban hành «{value}» không có trong danh mục của trang.",
        "{hint}",
        "The issuer «{value}» is not in the site's registry.",
        "{hint_en}",
    )
    UNKNOWN_STATUS = Kind(
        "BT214",
        "error",
        "Không có tình trạng hiệu lực «{value}».",
        "{hint}",
        "There is no status «{value}».",
        "{hint_en}",
    )
    UNKNOWN_RELATION = Kind(
        "BT215",
        "error",
        "Không có quan hệ văn bản «{value}».",
        "{hint}",
        "There is no relation «{value}».",
        "{hint_en}",
    )
    UNKNOWN_CHOICE = Kind(
        "BT216",
        "error",
        "«{key}» không nhận «{value}».",
        "{hint}",
        "«{key}» does not take «{value}».",
        "{hint_en}",
    )
    SECRET = Kind(
        "BT217",
        "error",
        "Văn bản có độ mật ({value}); luật cấm đưa lên máy tính nối mạng.",
        "Gỡ tệp này khỏi máy tính nối mạng và khỏi kho ngay, báo người phụ trách bảo vệ bí mật nhà nước. Văn bản không mật thì xóa cả dòng «secrecy».",
        "The document carries a secrecy level ({value}); the law forbids it on networked machines.",
        "Take the file off the networked machine and out of the repository at once, and tell the officer in charge. Delete the line «secrecy» if the document is not secret.",
    )
    SUBJECT_PREFIX = Kind(
        "BT218",
        "warning",
        "«title» không cần chữ «V/v».",
        "title: {quoted}",
        "«title» needs no «V/v».",
        "title: {quoted}",
    )
    TOO_LONG = Kind(
        "BT219",
        "error",
        "«{key}» dài {length} ký tự, quá giới hạn {limit}.",
        "Rút gọn trích yếu; chi tiết đưa vào nội dung.",
        "«{key}» has {length} characters; the limit is {limit}.",
        "Shorten it; move the details to the body.",
    )
    END_BEFORE_START = Kind(
        "BT220",
        "error",
        "{end_name} ({end}) trước {start_name} ({start}).",
        "Kiểm tra lại hai thời điểm, rồi sửa thời điểm ghi sai.",
        "{end_name_en} ({end}) is before {start_name_en} ({start}).",
        "Check both, and correct the one that is wrong.",
    )
    NOT_YEARLY = Kind(
        "BT221",
        "error",
        "«{value}» không phải ngày lặp lại hằng năm.",
        'Viết tháng-ngày trong dấu nháy kép, ví dụ «every: "12-15"» cho ngày 15 tháng 12.',
        "«{value}» is no yearly day.",
        'Write month-day in double quotes, such as «every: "12-15"» for 15 December.',
    )
    DATE_OR_EVERY = Kind(
        "BT222",
        "error",
        "Mỗi thời hạn cần đúng một trong hai khóa «date» (một lần) và «every» (hằng năm).",
        'Ví dụ «date: 2026-12-15» hoặc «every: "12-15"».',
        "A deadline needs exactly one of «date» (once) and «every» (yearly).",
        'For example «date: 2026-12-15» or «every: "12-15"».',
    )
    BAD_ID = Kind(
        "BT223",
        "error",
        "«id: {value}» chỉ được gồm chữ thường không dấu, số và dấu gạch nối.",
        "id: {suggestion}",
        "«id: {value}» may hold lower-case ASCII letters, digits and hyphens only.",
        "id: {suggestion}",
    )
    BAD_ALIAS = Kind(
        "BT224",
        "error",
        "Địa chỉ cũ «{value}» không hợp lệ.",
        "Viết địa chỉ trong trang, không có tên miền, không mở đầu bằng /, không có .. và không quá dài, ví dụ «2025/so-03».",
        "The earlier path «{value}» is not valid.",
        "Write a path within the site, without a host, a leading / or .., and not too long, such as «2025/so-03».",
    )
    MISSING_TYPE = Kind(
        "BT225",
        "error",
        "Văn bản chưa có số nên cần ghi rõ loại.",
        "Thêm dòng «type: cong-van» (hoặc loại khác: {known}).",
        "A document without a number must name its type.",
        "Add a line «type: cong-van» (or another: {known}).",
    )
    REPEATED_ENTRY = Kind(
        "BT226",
        "warning",
        "«{value}» được ghi hai lần trong «{key}».",
        "Xóa một trong hai.",
        "«{value}» stands twice in «{key}».",
        "Delete one of them.",
    )
    RELATION_OUTSIDE = Kind(
        "BT227",
        "error",
        "«{key}» là quan hệ với văn bản khác, phải nằm trong «relations».",
        "Viết vào dưới «relations», thụt vào hai dấu cách:\n{sample}",
        "«{key}» is a relation to another document and belongs under «relations».",
        "Write it under «relations», indented by two spaces:\n{sample}",
    )
    STATUS_OF_WITHDRAWN = Kind(
        "BT228",
        "warning",
        "Bài có «withdrawn» (đã thu hồi) nhưng «status» ghi «{status}».",
        "Xóa dòng «status»: tình trạng được tính từ «withdrawn».",
        "The bulletin is «withdrawn», but «status» says «{status}».",
        "Delete the line «status»: it follows from «withdrawn».",
    )
    NUMBER_WITH_WORD = Kind(
        "BT301",
        "error",
        "«number» chỉ ghi số và ký hiệu, đúng dấu: «{value}» viết chưa đúng.",
        "number: {correction}",
        "«number» holds the number alone, with its exact signs; «{value}» is not right.",
        "number: {correction}",
    )
    NOT_A_NUMBER = Kind(
        "BT302",
        "error",
        "«{value}» không phải số, ký hiệu văn bản.",
        'Viết như trên văn bản, ví dụ «590-CV/ĐU», «15/KH-UBND» hoặc «123/UBND-VP»; chưa cấp số thì viết «number: ""».',
        "«{value}» is no document number.",
        'Write it as on the document, such as «590-CV/ĐU», «15/KH-UBND» or «123/UBND-VP»; «number: ""» if it has none yet.',
    )
    NEAR_CODE = Kind(
        "BT303",
        "error",
        "«{value}»: không có ký hiệu loại văn bản «{code}»; ý bạn là «{correction}»?",
        "number: {correction}",
        "«{value}»: there is no type code «{code}»; did you mean «{correction}»?",
        "number: {correction}",
    )
    TYPE_NOT_CLEAR = Kind(
        "BT304",
        "error",
        "Không suy ra được loại văn bản từ số «{value}».",
        "Thêm dòng «type: …», chọn một trong: {known}.",
        "The type does not follow from the number «{value}».",
        "Add a line «type: …», one of: {known}.",
    )
    TYPE_CONTRADICTS = Kind(
        "BT305",
        "error",
        "Số «{value}» là của loại «{implied}», nhưng «type» ghi «{type}».",
        "Sửa số, hoặc viết «type: {implied_id}», hoặc xóa dòng «type».",
        "The number «{value}» is that of «{implied}», but «type» says «{type}».",
        "Correct the number, or write «type: {implied_id}», or delete the line «type».",
    )
    DUPLICATE_IDENTITY = Kind(
        "BT306",
        "error",
        "Trùng {same}: «{value}» ({issuer}, {period}) đã có trong tệp {other}.",
        "Sửa {same} ở một trong hai tệp, hoặc xóa bản thừa.",
        "Duplicate {same_en}: «{value}» ({issuer}, {period}) stands in {other} already.",
        "Correct the {same_en} in one of the two files, or delete one.",
    )
    DUPLICATE_ID = Kind(
        "BT307",
        "error",
        "«id: {value}» đã dùng trong tệp {other}.",
        "Đặt id khác, hoặc xóa dòng «id».",
        "«id: {value}» is used in {other} already.",
        "Choose another id, or delete the line «id».",
    )
    RELATION_AMBIGUOUS = Kind(
        "BT308",
        "error",
        "Có {count} văn bản mang số «{value}»: {candidates}.",
        "Ghi thêm ngày: «{value} ({date})».",
        "There are {count} documents with the number «{value}»: {candidates}.",
        "Add the date: «{value} ({date})».",
    )
    RELATION_TO_ITSELF = Kind(
        "BT309",
        "error",
        "Văn bản không thể {label} chính nó («{value}»).",
        "Ghi số của văn bản khác, hoặc xóa mục này.",
        "A document cannot relate ({label}) to itself («{value}»).",
        "Write the number of another document, or delete this entry.",
    )
    BAD_REFERENCE = Kind(
        "BT310",
        "error",
        "Không đọc được văn bản «{value}»: {detail}.",
        "{hint}",
        "The reference «{value}» cannot be read: {detail_en}.",
        "{hint_en}",
    )
    RELATION_CIRCLE = Kind(
        "BT311",
        "error",
        "Quan hệ đi thành vòng: {way}.",
        "Văn bản cũ không thể {label} văn bản mới hơn: xem lại «{value}», sửa số hoặc xóa mục này.",
        "The relations run in a circle: {way}.",
        "This is the oldest of them and cannot relate ({label}) to «{value}»: correct or delete it.",
    )
    RELATION_TO_LATER = Kind(
        "BT312",
        "error",
        "Văn bản này ban hành trước «{value}» ({date}) nên không thể {label} văn bản đó.",
        "Kiểm tra lại số, hoặc ngày của một trong hai văn bản.",
        "This document is older than «{value}» ({date}) and cannot relate to it ({label}).",
        "Check the number, or the date of one of the two.",
    )
    RELATION_TWICE = Kind(
        "BT313",
        "warning",
        "«{value}» ghi hai lần trong cùng một quan hệ ({label}).",
        "Xóa mục thừa này.",
        "«{value}» stands twice in one relation ({label}).",
        "Delete this one.",
    )
    RELATION_CONTRADICTION = Kind(
        "BT314",
        "error",
        "Đã {other} toàn bộ «{value}» thì không thể đồng thời {label} văn bản đó.",
        "Chỉ giữ một quan hệ; nếu chỉ liên quan một phần thì ghi «{value} (một phần)».",
        "What ends the whole of «{value}» ({other}) cannot also relate to it in another way ({label}).",
        "Keep one of the relations; if a part is meant, write «{value} (một phần)».",
    )
    STATUS_CONTRADICTED = Kind(
        "BT315",
        "notice",
        "«status» ghi «{status}» nhưng văn bản này {label} «{number}» ({file}), nên không tính nữa.",
        "Xóa dòng «status»: tình trạng được tính từ các quan hệ.",
        "«status» says «{status}», but this document is ended ({label}) «{number}» ({file}).",
        "Delete the line «status»: it follows from the relations.",
    )
    ENDED_ALREADY = Kind(
        "BT316",
        "notice",
        "«{value}» đã hết hiệu lực trước đó bởi «{other}» ({file}).",
        "Nếu văn bản này {label} văn bản sau thì ghi số của văn bản sau, tức «{other}».",
        "«{value}» was ended before by «{other}» ({file}).",
        "If the later document is meant ({label}), write its number, that is «{other}».",
    )
    RELATION_DATE = Kind(
        "BT317",
        "warning",
        "Trang có văn bản số «{number}» nhưng ngày {dates}, không khớp «{value}»: chưa {label} gì.",
        "Sửa ngày: «{number} ({date})»; nếu là văn bản ngoài trang thì bỏ ngày trong ngoặc đi.",
        "The site has «{number}», but of {dates}; that is not «{value}» ({label}).",
        "Correct the date: «{number} ({date})»; or leave it out if another document is meant.",
    )
    EXTENSION_WITHOUT_END = Kind(
        "BT318",
        "notice",
        "Văn bản này {label} «{value}» nhưng không ghi đến khi nào, nên hiệu lực văn bản đó như cũ.",
        "Thêm «expires: …», ngày cuối cùng sau khi gia hạn.",
        "This document relates ({label}) to «{value}» without saying until when: nothing changes.",
        "Add «expires: …», the last day of the extension.",
    )
    RELATION_WITHOUT_TARGET = Kind(
        "BT319",
        "notice",
        "Trang không có văn bản «{value}», nên chưa {label} văn bản nào.",
        "Ý bạn là «{correction}»? Nếu là văn bản khác, không đăng trên trang, thì để nguyên.",
        "The site has no document «{value}», so the relation ({label}) changes nothing.",
        "Did you mean «{correction}»? Leave it if another document is meant.",
    )
    CITATION_SLIP = Kind(
        "BT320",
        "notice",
        "Số văn bản «{value}» được viện dẫn có lẽ viết chưa đúng.",
        "Ý bạn là «{correction}»? Nếu văn bản gốc viết như vậy thì để nguyên.",
        "The number «{value}» of a cited document is probably not right.",
        "Did you mean «{correction}»? Leave it if the original says so.",
    )
    CITATION_AMBIGUOUS = Kind(
        "BT321",
        "warning",
        "Số «{value}» được viện dẫn có thể là nhiều văn bản: {candidates}.",
        "Ghi thêm ngày ban hành sau số, ví dụ «{number} ngày 19/5/2026».",
        "The cited number «{value}» can mean several documents: {candidates}.",
        "Add the date after the number, such as «{number} ngày 19/5/2026».",
    )
    EXTENSION_IN_VAIN = Kind(
        "BT322",
        "notice",
        "«{value}» {until}, nên {label} đến {end} không đổi hiệu lực của văn bản đó.",
        "Kiểm tra «expires» của cả hai văn bản; chỉ một thời hạn trong đó thì ghi «(một phần)».",
        "«{value}» {until}, so the relation ({label}) until {end} changes nothing.",
        "Check «expires» of both; if only a term in it is meant, write «(một phần)».",
    )
    NUMBER_SLIP = Kind(
        "BT323",
        "notice",
        "Số «{value}» có lẽ viết chưa đúng; ý bạn là «{correction}»? Nếu văn bản in như vậy thì để nguyên.",
        "number: {correction}",
        "«{value}» is probably not right; did you mean «{correction}»? Leave it if the document says so.",
        "number: {correction}",
    )
    RECALL_REVIVES = Kind(
        "BT324",
        "notice",
        "Thu hồi «{value}» thì «{old}» trở lại còn hiệu lực, dù «{successor}» đã thay thế «{value}».",
        "Nếu «{old}» không còn áp dụng thì thêm nó vào «replaces» của {file}.",
        "The recall of «{value}» puts «{old}» in force again, although «{successor}» replaced «{value}».",
        "If «{old}» is to stay ended, add it to «replaces» of {file}.",
    )
    LINK_NOT_FOUND = Kind(
        "BT401",
        "error",
        "Liên kết «{target}» không dẫn tới tệp nào.",
        "{hint}",
        "The link «{target}» leads to no file.",
        "{hint_en}",
    )
    ANCHOR_NOT_FOUND = Kind(
        "BT402",
        "error",
        "Trang «{page}» không có mục «#{anchor}».",
        "{hint}",
        "The page «{page}» has no heading «#{anchor}».",
        "{hint_en}",
    )
    ABSOLUTE_LINK = Kind(
        "BT403",
        "error",
        "Liên kết «{target}» mở đầu bằng / nên sẽ hỏng khi trang đặt ở thư mục khác.",
        "Viết đường dẫn tương đối tới tệp .md, ví dụ «../2025/so-03.md».",
        "The link «{target}» begins with / and breaks where the site lives in a folder.",
        "Write a relative path to the .md file, such as «../2025/so-03.md».",
    )
    LINK_SCHEME = Kind(
        "BT404",
        "error",
        "Liên kết «{target}» thuộc loại không được phép ({scheme}).",
        "Chỉ dùng http, https, mailto, tel, hoặc đường dẫn tới tệp đặt cạnh bài.",
        "The link «{target}» is of a kind that is not allowed ({scheme}).",
        "Use http, https, mailto, tel, or a path to a file beside the bulletin.",
    )
    REMOTE_IMAGE = Kind(
        "BT405",
        "error",
        "Ảnh «{target}» nằm ở trang khác nên người đọc trong mạng nội bộ không xem được.",
        "Tải ảnh về, đặt cạnh tệp bài viết rồi ghi tên tệp, ví dụ «![Mô tả ảnh](anh.jpg)».",
        "The image «{target}» is on another site; readers on the intranet cannot see it.",
        "Save the image beside the bulletin and write its name, such as «![Description](photo.jpg)».",
    )
    LINK_OUTSIDE = Kind(
        "BT406",
        "error",
        "Liên kết «{target}» ra ngoài thư mục của trang.",
        "Chép tệp cần dùng vào cạnh bài viết rồi liên kết tới đó.",
        "The link «{target}» leaves the site's folders.",
        "Copy the file beside the bulletin and link to it there.",
    )
    IMAGE_WITHOUT_ALT = Kind(
        "BT407",
        "error",
        "Ảnh «{target}» chưa có mô tả cho người không nhìn thấy ảnh.",
        "{hint}",
        "The image «{target}» has no description for readers who cannot see it.",
        "{hint}",
    )
    HEADING_ONE = Kind(
        "BT408",
        "error",
        "Nội dung không dùng tiêu đề cấp 1 («# …»); trang đã có «title».",
        "Thêm một dấu #: «## {text}».",
        "The body has a heading of level 1; the page has its title already.",
        "Add one #: «## {text}».",
    )
    RAW_HTML = Kind(
        "BT409",
        "error",
        "Nội dung có mã HTML «{tag}» không được phép.",
        "Viết bằng Markdown; muốn hiện nguyên dấu < thì viết «&lt;».",
        "The body has HTML «{tag}» that is not allowed.",
        "Write Markdown; for the sign < itself write «&lt;».",
    )
    TOO_DEEP = Kind(
        "BT410",
        "error",
        "Nội dung lồng quá nhiều cấp nên không dựng trang được.",
        "Bớt các cấp danh sách hoặc trích dẫn lồng nhau (thường do ký tự > hoặc dấu cách thừa ở đầu dòng).",
        "The body is nested too deeply to be rendered.",
        "Use fewer levels of lists or quotations.",
    )
    LINK_TO_HIDDEN = Kind(
        "BT411",
        "error",
        "Liên kết «{target}» dẫn tới bài chưa được đăng ({reason}).",
        "Đăng bài đó trước, hoặc bỏ liên kết.",
        "The link «{target}» leads to a bulletin that is not published ({reason}).",
        "Publish it first, or remove the link.",
    )
    FOOTNOTE_MISSING = Kind(
        "BT412",
        "error",
        "Chú thích «[^{name}]» chưa có nội dung.",
        "Thêm dòng «[^{name}]: nội dung chú thích» ở cuối bài.",
        "The footnote «[^{name}]» has no text.",
        "Add a line «[^{name}]: text» at the end.",
    )
    UNCLOSED_CODE = Kind(
        "BT413",
        "error",
        "Khối mã mở bằng «{fence}» chưa được đóng.",
        "Thêm một dòng «{fence}» vào cuối khối.",
        "The code block opened by «{fence}» is not closed.",
        "Add a line «{fence}» at its end.",
    )
    ATTRIBUTE_NOT_ALLOWED = Kind(
        "BT414",
        "error",
        "Thuộc tính «{text}» không được phép đặt cho phần tử của bài.",
        "Bỏ thuộc tính này; chỉ dùng tên mục (#ten-muc), lớp của bài (.no-citation), title, lang, width, height, align.",
        "The attribute «{text}» may not be given to an element of a bulletin.",
        "Remove it; use an anchor (#name), a class (.no-citation), title, lang, width, height, align only.",
    )
    UNBALANCED_HTML = Kind(
        "BT415",
        "error",
        "Thẻ HTML «{tag}» không có thẻ «{closing}» đi cùng trong cùng một đoạn.",
        "Thêm «{closing}» vào cùng đoạn, hoặc bỏ «{tag}»; chữ đậm thì viết **chữ đậm**, chữ nghiêng thì viết *chữ nghiêng*.",
        "The HTML tag «{tag}» has no «{closing}» in the same paragraph.",
        "Add «{closing}» to the paragraph, or remove «{tag}»; write **bold** and *italic* in Markdown.",
    )
    CODED_LINK = Kind(
        "BT416",
        "error",
        "Địa chỉ «{target}» có ký tự viết dưới dạng mã (&…;), dễ che một địa chỉ khác.",
        "Viết thẳng ký tự đó; dấu & thì viết nguyên là &.",
        "The address «{target}» has a character written as a code (&…;), which may hide another address.",
        "Write the character itself, & as it is.",
    )
    SECOND_FRONT_MATTER = Kind(
        "BT417",
        "error",
        "Nội dung mở đầu bằng một phần đầu trang thứ hai; người đọc sẽ thấy nó như chữ trong bài.",
        "Chuyển các khóa cần dùng lên phần đầu trang ở đầu tệp, rồi xóa đoạn này cùng hai dòng ---.",
        "The body begins with a second front matter, which readers would see as text.",
        "Move the keys that are needed to the front matter at the top, and delete this part with its two lines ---.",
    )
    UNSAFE_SVG = Kind(
        "BT418",
        "error",
        "Ảnh SVG «{file}» không đăng được: {detail}.",
        "Xuất lại ảnh thành PNG; hoặc lưu dạng «Plain SVG», bỏ kịch bản, liên kết và nội dung lấy từ nơi khác.",
        "The SVG image «{file}» cannot be published: {detail_en}.",
        "Export it as PNG; or save it as plain SVG without scripts, links and foreign content.",
    )
    ANCHOR_TWICE = Kind(
        "BT419",
        "error",
        "Tên mục «{text}» đã được đặt cho một chỗ khác trong bài.",
        "Đặt cho chỗ này một tên khác, ví dụ thêm «-2» vào cuối tên.",
        "The anchor «{text}» was given to another place in the bulletin.",
        "Give this place another name, such as with «-2» at its end.",
    )
    FILE_NOT_FOUND = Kind(
        "BT501",
        "error",
        "Không tìm thấy tệp «{file}» cạnh bài viết.",
        "{hint}",
        "There is no file «{file}» beside the bulletin.",
        "{hint_en}",
    )
    FILE_OUTSIDE = Kind(
        "BT502",
        "error",
        "Tệp «{file}» không nằm trong thư mục bản tin.",
        "Chép tệp vào cạnh bài viết, chỉ ghi tên tệp.",
        "The file «{file}» is not inside the bulletins folder.",
        "Copy it beside the bulletin and write its name alone.",
    )
    FILE_KIND = Kind(
        "BT503",
        "error",
        "Không đăng được loại tệp «{suffix}» («{file}»).",
        "Dùng một trong các loại: {known}.",
        "Files of the kind «{suffix}» cannot be published («{file}»).",
        "Use one of: {known}.",
    )
    FILE_EMPTY = Kind(
        "BT504",
        "error",
        "Tệp «{file}» trống (0 byte).",
        "Chép lại tệp gốc rồi thử mở xem.",
        "The file «{file}» is empty (0 bytes).",
        "Copy the original again and try to open it.",
    )
    SYMBOLIC_LINK = Kind(
        "BT505",
        "error",
        "«{file}» là liên kết tượng trưng (symlink) nên không được đăng: nó có thể dẫn ra ngoài trang.",
        "Xóa liên kết này, rồi chép chính tệp hoặc thư mục cần dùng vào chỗ của nó.",
        "«{file}» is a symbolic link and is not published: it may lead out of the site.",
        "Delete the link and copy the file or folder itself to its place.",
    )
    NOT_A_FILE = Kind(
        "BT506",
        "error",
        "«{file}» không phải tệp thường ({label}).",
        "Xóa nó đi, hoặc đặt một tệp thường vào chỗ đó.",
        "«{file}» is no regular file ({label_en}).",
        "Delete it, or put a regular file in its place.",
    )
    UNSAFE_NAME = Kind(
        "BT507",
        "error",
        "Tên «{file}» không dùng được: {detail}.",
        "{hint}",
        "The name «{file}» cannot be used: {detail_en}.",
        "{hint_en}",
    )
    NAMES_COLLIDE = Kind(
        "BT508",
        "error",
        "«{file}» và «{other}» chỉ khác nhau chữ hoa, chữ thường hoặc cách ghi dấu; nhiều máy coi là một tệp.",
        "Đổi tên một trong hai.",
        "«{file}» and «{other}» differ in capitals or in how accents are written alone; many machines take them for one file.",
        "Rename one of the two.",
    )
    FILE_TOO_LARGE = Kind(
        "BT509",
        "error",
        "Tệp «{file}» lớn quá: {size}, mà mỗi tệp chỉ được tối đa {limit} MB.",
        "Nén ảnh trong tệp, chia tệp ra, hoặc tăng «attachment_limit» trong mkdocs.yml.",
        "The file «{file}» is too large: {size}, where {limit} MB are allowed.",
        "Compress its pictures, split it, or raise «attachment_limit» in mkdocs.yml.",
    )
    WRONG_CONTENT = Kind(
        "BT510",
        "error",
        "Nội dung tệp «{file}» không đúng loại {label}: {detail}.",
        "Mở tệp bằng phần mềm đã tạo ra nó rồi lưu lại đúng loại; không đổi đuôi tên tệp bằng tay.",
        "The content of «{file}» is not that of its kind, {label}: {detail_en}.",
        "Open it with the program that made it and save it as what it is; do not change the ending by hand.",
    )
    ACTIVE_CONTENT = Kind(
        "BT511",
        "error",
        "Tệp «{file}» có phần tự chạy hoặc tệp giấu bên trong: {detail}.",
        "{hint}",
        "The file «{file}» holds something that runs by itself, or a hidden file: {detail_en}.",
        "{hint_en}",
    )
    ENCRYPTED_FILE = Kind(
        "BT512",
        "error",
        "Tệp «{file}» có mật khẩu hoặc bị mã hóa nên không kiểm tra được bên trong.",
        "Bỏ mật khẩu (hoặc in lại ra PDF) rồi chép tệp vào lại.",
        "The file «{file}» has a password or is encrypted, and cannot be looked into.",
        "Remove the password (or print it to PDF again) and copy the file anew.",
    )
    BAD_ARCHIVE = Kind(
        "BT513",
        "error",
        "Bên trong tệp «{file}» có chỗ không nhận được («{member}»): {detail}.",
        "Bỏ phần đó ra rồi nén lại bằng công cụ thường dùng, hoặc đăng từng tệp riêng.",
        "Inside «{file}» something cannot be accepted («{member}»): {detail_en}.",
        "Leave that part out and pack the file again, or publish the files one by one.",
    )
    NOT_PLAIN_TEXT = Kind(
        "BT514",
        "error",
        "Tệp «{file}» không phải văn bản UTF-8 (byte thứ {offset}).",
        "Mở bằng Notepad (với CSV: Excel), chọn Lưu thành (Save As) với mã hóa «UTF-8», rồi chép lại.",
        "The file «{file}» is not UTF-8 text (byte {offset}).",
        "Save it again with the encoding UTF-8.",
    )
    FORMULA_CELLS = Kind(
        "BT515",
        "warning",
        "Tệp «{file}» có {count} ô mở đầu như công thức (ô đầu tiên ở dòng {row}: «{cell}»); bảng tính sẽ chạy chúng.",
        "Viết dấu nháy đơn (') trước nội dung các ô đó, hoặc lưu bảng thành .xlsx.",
        "The file «{file}» has {count} cells that begin like formulas (the first on line {row}: «{cell}»); a spreadsheet would run them.",
        "Write an apostrophe (') before what is in them, or save the table as .xlsx.",
    )
    FILE_VANISHED = Kind(
        "BT516",
        "error",
        "Địa chỉ đã đăng «{address}» sắp mất: không còn bài nào đăng tệp này, hoặc tệp vừa đổi tên vừa sửa nội dung.",
        "Đặt lại tệp, đúng tên cũ; hoặc ghi «{path}» vào «aliases» của {owner}; hoặc thêm vào cuối dòng này «gone {day} <lý do gỡ>».",
        "The published address «{address}» would vanish: no bulletin publishes this file any more, or both its name and its content have changed.",
        "Put the file back under that name; or add «{path}» to the «aliases» of {owner_en}; or end this line with «gone {day} <reason>».",
    )
    BAD_SETTING = Kind(
        "BT601",
        "error",
        "Cấu hình «{key}» không đúng: {detail}.",
        "{hint}",
        "The setting «{key}» is not right: {detail_en}.",
        "{hint_en}",
    )
    UNKNOWN_SETTING = Kind(
        "BT602",
        "warning",
        "Không có cấu hình nào tên «{key}».",
        "{hint}",
        "There is no setting named «{key}».",
        "{hint_en}",
    )
    NO_BULLETINS_FOLDER = Kind(
        "BT603",
        "error",
        "Không có thư mục bản tin «{folder}».",
        "Tạo thư mục đó, hoặc sửa «bulletins_dir» trong mkdocs.yml.",
        "There is no bulletins folder «{folder}».",
        "Create it, or correct «bulletins_dir» in mkdocs.yml.",
    )
    NO_SITE_URL = Kind(
        "BT605",
        "error",
        "Thiếu «site_url» nên không tạo được kênh RSS (RSS cần địa chỉ đầy đủ).",
        "Thêm dòng «site_url: https://bantin.coquan.vn/» vào mkdocs.yml.",
        "«site_url» is missing; feeds need full addresses.",
        "Add a line «site_url: https://bulletin.example.org/» to mkdocs.yml.",
    )
    BAD_CONFIG_FILE = Kind(
        "BT606",
        "error",
        "Không đọc được tệp cấu hình: {detail}.",
        "Kiểm tra tên tệp sau -f, hoặc sửa theo báo lỗi.",
        "The configuration file cannot be read: {detail}.",
        "Check the name after -f, or correct what is reported.",
    )
    INLINE_SCRIPT = Kind(
        "BT607",
        "error",
        "Trang có đoạn mã «{found}» viết thẳng vào trang; chính sách bảo mật của trang không cho chạy.",
        "Chuyển mã vào một tệp .js và khai báo ở «extra_javascript» trong mkdocs.yml, hoặc xóa đi; nếu do một tính năng của giao diện thì tắt tính năng đó.",
        "The page holds a script «{found}», which the site's content security policy does not let run.",
        "Move it to a .js file named under «extra_javascript» in mkdocs.yml, or delete it; where a feature of the theme writes it, switch the feature off.",
    )
    INLINE_HANDLER = Kind(
        "BT608",
        "error",
        "Trang có «{found}» chạy mã khi người đọc bấm vào hoặc khi mở trang; chính sách bảo mật của trang không cho chạy.",
        "Xóa thuộc tính đó; cần thì gắn sự kiện trong một tệp .js khai báo ở «extra_javascript».",
        "The page has «{found}», which runs code; the site's content security policy does not let it.",
        "Delete it; listen to the event in a .js file named under «extra_javascript» instead.",
    )
    INLINE_STYLE = Kind(
        "BT609",
        "error",
        "Trang có kiểu dáng «{found}» viết thẳng vào trang; chính sách bảo mật của trang bỏ qua.",
        "Đặt một tên lớp (class) rồi viết kiểu dáng vào tệp .css khai báo ở «extra_css» trong mkdocs.yml.",
        "The page holds a style «{found}», which the site's content security policy ignores.",
        "Use a class, and a .css file named under «extra_css» in mkdocs.yml.",
    )
    FOREIGN_RESOURCE = Kind(
        "BT610",
        "error",
        "Trang tải «{found}» từ nơi khác; trang phải dùng được khi không có mạng ngoài.",
        "Chép tệp vào trang rồi ghi đường dẫn tới tệp đó; phông chữ Google thì tắt bằng «font: false» dưới «theme» trong mkdocs.yml.",
        "The page loads «{found}» from elsewhere; the site must work without any other network.",
        "Copy the file into the site and write its path; fonts of Google are switched off by «font: false» under «theme» in mkdocs.yml.",
    )
    EMBEDDED_PAGE = Kind(
        "BT611",
        "error",
        "Trang có «{found}», nhúng hoặc đổi gốc của trang; chính sách bảo mật của trang không cho dùng.",
        "Xóa thẻ đó và viết một liên kết tới nội dung muốn nhúng.",
        "The page has «{found}», which embeds another page or moves the base of this one; the site's content security policy forbids it.",
        "Delete the tag, and write a link instead.",
    )
    NO_SERVER_FILES = Kind(
        "BT612",
        "error",
        "Không viết được các tệp cho máy chủ web: {detail}.",
        "{hint}",
        "The files for web servers cannot be written: {detail_en}.",
        "{hint_en}",
    )
    ADDRESS_LINE = Kind(
        "BT613",
        "error",
        "Dòng này của sổ địa chỉ không đọc được: «{line}».",
        "{hint}",
        "This line of the address book cannot be read: «{line}».",
        "{hint_en}",
    )
    ADDRESS_VANISHED = Kind(
        "BT614",
        "error",
        "Địa chỉ đã đăng «{address}» sắp mất: bài đã bị xóa, thành bản nháp, hoặc vừa đổi tên tệp vừa đổi số, ngày.",
        "Ghi «{path}» vào «aliases» của bài thay thế; hoặc thêm vào cuối dòng này «gone {day} <lý do gỡ>».",
        "The published address «{address}» would vanish: the bulletin was deleted, made a draft, or changed both its name and its number or date.",
        "Add «{path}» to the «aliases» of another bulletin; or end this line with «gone {day} <reason>».",
    )
    GONE_BUT_PUBLISHED = Kind(
        "BT615",
        "error",
        "Sổ ghi «{address}» đã gỡ («gone»), nhưng «{file}» vẫn đăng ở đó.",
        "Xóa tệp (hoặc alias) đó nếu muốn gỡ; nếu muốn đăng, bỏ phần từ «gone» đến cuối dòng này.",
        "The book says that «{address}» is gone, but «{file}» publishes it.",
        "Delete that file (or alias) to withdraw it; to publish it, take «gone» and the rest off this line.",
    )
    ADDRESSES_LACKING = Kind(
        "BT616",
        "notice",
        "Sổ địa chỉ chưa có {count} địa chỉ (đầu tiên: «{first}»).",
        "Chạy mkdocs build, rồi commit tệp này cùng bản tin.",
        "The address book lacks {count} addresses (the first: «{first}»).",
        "Run mkdocs build, and commit this file together with the bulletins.",
    )
    ADDRESS_WITHHELD = Kind(
        "BT617",
        "notice",
        "Bài này đã từng được đăng, nay hẹn đăng lúc {moment}: cho tới lúc đó địa chỉ của bài không có gì.",
        "Cứ để vậy nếu đúng ý; nếu không, xóa dòng «publish_at».",
        "This bulletin was published before and now waits until {moment}: till then nothing stands at its address.",
        "Leave it if that is meant; else delete the line «publish_at».",
    )
    ADDRESSES_UNREADABLE = Kind(
        "BT618",
        "error",
        "Không đọc được sổ địa chỉ: {detail}.",
        "Lấy lại bản trước từ git (git restore), hoặc lưu lại với mã hóa UTF-8.",
        "The address book cannot be read: {detail}.",
        "Take the version before from git (git restore), or save it as UTF-8.",
    )
    ADDRESS_TAKEN = Kind(
        "BT701",
        "error",
        "Hai nội dung cùng ra một địa chỉ «{address}»: {first} và {second}.",
        "Đổi tên một trong hai tệp.",
        "Two sources make one address «{address}»: {first} and {second}.",
        "Rename one of the two files.",
    )
    SECRECY_MARK = Kind(
        "BT801",
        "error",
        "Có dấu độ mật «{level}»; luật cấm đưa bí mật nhà nước lên máy tính nối mạng.",
        "Gỡ tệp này khỏi máy tính nối mạng và khỏi kho ngay, báo người phụ trách bảo vệ bí mật nhà nước. Tệp không mật thì bỏ dấu này, hoặc người có thẩm quyền xem rồi ghi vào «secrecy_exceptions» (sha256: {sha256}).",
        "There is a marking of secrecy, «{level}»; the law forbids state secrets on networked machines.",
        "Take the file off the networked machine and out of the repository at once, and tell the officer in charge. If it is not secret, remove the marking, or let the officer look at it and list it under «secrecy_exceptions» (sha256: {sha256}).",
    )
    SECRECY_IN_FILE = Kind(
        "BT802",
        "error",
        "Tệp có dấu độ mật «{level}» ({where}); luật cấm đưa bí mật nhà nước lên máy tính nối mạng.",
        "Gỡ tệp này khỏi máy tính nối mạng và khỏi kho ngay, báo người phụ trách bảo vệ bí mật nhà nước. Tệp không mật thì bỏ dấu này, hoặc người có thẩm quyền xem rồi ghi vào «secrecy_exceptions» (sha256: {sha256}).",
        "The file has a marking of secrecy, «{level}» ({where_en}); the law forbids state secrets on networked machines.",
        "Take the file off the networked machine and out of the repository at once, and tell the officer in charge. If it is not secret, remove the marking, or let the officer look at it and list it under «secrecy_exceptions» (sha256: {sha256}).",
    )
    SECRECY_IN_NAME = Kind(
        "BT803",
        "error",
        "Tên «{name}» có dấu độ mật «{level}»; luật cấm đưa bí mật nhà nước lên máy tính nối mạng.",
        "Gỡ tệp này khỏi máy tính nối mạng và khỏi kho ngay, báo người phụ trách bảo vệ bí mật nhà nước. Tệp không mật thì đổi tên.",
        "The name «{name}» has a marking of secrecy, «{level}»; the law forbids state secrets on networked machines.",
        "Take the file off the networked machine and out of the repository at once, and tell the officer in charge. If it is not secret, rename it.",
    )
    SEALED_FILE = Kind(
        "BT804",
        "error",
        "Không xem được bên trong tệp để tìm dấu mật: {detail}.",
        "Thay bằng tệp mở xem được (không đặt mật khẩu; tệp nén thì dùng ZIP); hoặc người có thẩm quyền xem rồi ghi vào «secrecy_exceptions» (sha256: {sha256}).",
        "The file cannot be looked into for markings of secrecy: {detail_en}.",
        "Put a file in its place that can be opened (no password; archives as ZIP); or let the officer in charge look at it and list it under «secrecy_exceptions» (sha256: {sha256}).",
    )
    INSIDE_ONLY = Kind(
        "BT805",
        "error",
        "Văn bản ghi «{mark}» mà trang này là trang công khai («profile: public»).",
        "Gỡ văn bản khỏi kho của trang công khai, và đăng ở trang nội bộ.",
        "The document says «{mark}», but this site is public («profile: public»).",
        "Take it out of the public site's repository, and publish it on an internal site.",
    )
    DRAFT_IN_PUBLIC = Kind(
        "BT806",
        "error",
        "Bản nháp không được nằm trong kho của trang công khai («profile: public»).",
        "Giữ bản nháp ở nơi khác cho tới khi được duyệt; duyệt rồi thì xóa dòng «draft».",
        "A draft must not lie in the repository of a public site («profile: public»).",
        "Keep drafts elsewhere until they are approved; then delete the line «draft».",
    )
    EXCEPTION_IDLE = Kind(
        "BT807",
        "warning",
        "Ngoại lệ cho tệp «{file}» không có tác dụng: {detail}.",
        "Xem lại tệp, rồi sửa hoặc xóa mục này trong «secrecy_exceptions».",
        "The exception for the file «{file}» has no effect: {detail_en}.",
        "Look at the file again, then correct or delete this entry of «secrecy_exceptions».",
    )
