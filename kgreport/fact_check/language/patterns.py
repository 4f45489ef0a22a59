"""The table of patterns: every word that gives a number its meaning.

A pattern is a regular expression for case-blind search over whole words; of two that begin at one place,
the one higher in the table counts. A space stands for any run of spaces.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Pattern(NamedTuple):
    """Words of one role.

    Attributes
    ----------
    kind
        Their role: a noun, a level, a word for a part, a base, a change.
    value
        Which one: the code of a subject with its tier, of a measure, of a relation.
    words
        The regular expression.
    """

    kind: str
    value: str
    words: str


_DOCUMENTS = (
    "nghị quyết|chỉ thị|quy định|hướng dẫn|kết luận|kế hoạch|công văn|thông báo|quyết định|báo cáo|tờ trình|luật"
    "|nghị định|thông tư|văn bản|đề án"
)
_COUNTED = "(?:chi bộ|đảng|đồng chí|đ/c|tổ chức|tập thể|cá nhân|đơn vị|trường hợp|người|cán bộ|vụ|nội dung|cuộc|văn bản)"
_YEAR = r"(?:19|20)\d\d"
_ABOUT = "(?:(?:gần|trên|hơn|khoảng) )?"
_DUTY = r"(?: (?:chức trách,? )?nhiệm vụ| chức trách,? nhiệm vụ)?"
_AS = r"(?:(?:được|đã|chỉ) )*(?:(?:đánh giá(?:,| và)? )?(?:xếp loại|công nhận|đánh giá|xếp|đạt|ở)(?: chất lượng)?(?: ở| đạt)? )?(?:(?:mức|loại|danh hiệu) )*"
_QUALIFIED = r"(?:(?:đảng viên )?đủ tư cách,? )?(?:hoàn thành|HT)"

NO_NUMBERS: Sequence[str] = (
    # Dates, periods and times.
    rf"(?:ngày )?\d{{1,2}} ?[/.-] ?\d{{1,2}} ?[/.-] ?{_YEAR}(?!\d)",
    rf"ngày \d{{1,2}}(?: tháng |[/.-])\d{{1,2}}(?:(?: năm |[/.-]){_YEAR})?",
    rf"tháng \d{{1,2}}(?:[/-]{_YEAR}| năm {_YEAR})?",
    r"(?:ngày|đến|trước|từ|hết|sáng|chiều) \d{1,2}/(?:0?[1-9]|1[0-2])(?!\d|[/.,]\d| (?:chi|đảng|tổ|tập|cá|đồng|đơn|đ/c))",
    rf"(?:quý|quí) (?:\d|[IV]+)(?:[/-]{_YEAR}| năm {_YEAR})?",
    rf"\d{{1,2}}/{_YEAR}(?!\d)",
    rf"(?:năm |nhiệm kỳ |giai đoạn |khóa )?{_YEAR} ?[-–] ?{_YEAR}",
    rf"(?:năm )?{_YEAR} ?(?:[-–]|đến) ?(?:năm )?{_YEAR}",
    r"\d{1,3} (?:(?:năm|tháng|tuần|quý|kỳ|nhiệm kỳ|khóa) liền|năm liên tục)",
    r"\d{1,3} (?:năm|tháng|ngày|giờ|phút|tuần|tuổi|điểm|trang|kỳ|nhiệm kỳ)(?! (?:chi|đảng) bộ)",
    r"\d+(?:[.,]\d+)? lần|hệ số (?:là )?\d+(?:[.,]\d+)?",
    r"(?:dưới|trên|từ|đủ) \d{1,3} (?:tuổi|tháng|năm)",
    r"\d{1,2}(?:h|g)\d{0,2}|\d{1,2}:\d\d(?::\d\d)?",
    r"24/(?:24|7)",
    r"(?:(?<=bộ\s)|(?<=sở\s)|(?<=viên\s)|(?<=[“\"]))4 tốt",
    # Numbers and parts of documents, numbers of congresses, of villages and of units.
    rf"(?:{_DOCUMENTS}) số ?:? ?\d+(?:/{_YEAR})?(?: ?[-–/] ?[A-ZĐƯ][\w-]*(?:/\w+)*)?",
    rf"(?:{_DOCUMENTS}) \d{{1,3}}(?:/{_YEAR})?(?: ?[-–/] ?[A-ZĐƯ][\w-]*(?:/\w+)*)?(?![.,/]\d| ?%| {_COUNTED})",
    r"số ?:? ?\d+(?:/\d+)? ?[-–/] ?[A-ZĐƯ]{1,}[\w-]*(?:/[\w-]+)*",
    r"\d+(?:/\d{4})? ?[-–/] ?[A-ZĐƯ]{2,}[\w-]*(?:/[\w-]+)*",
    r"(?:điều|khoản|mục|chương|phần|phụ lục|biểu|biểu số|mẫu|mẫu số|hình|bảng|câu) \d+(?:\.\d+)*(?!/\d| ?%)",
    rf"(?:khóa|lần thứ|thứ|đại hội|hội nghị lần|trung ương|hạng|loại|bậc|cấp|số hiệu|lớp|trang) \d{{1,3}}(?![.,]?\d|/\d| ?%| {_COUNTED})",
    r"(?:phường|quận|ấp|khu phố|tổ dân phố|thôn|bản|xóm|khóm|tổ|khu|tiểu khu|tiểu đoàn|trung đoàn|sư đoàn|lữ đoàn) \d{1,3}(?![.,]?\d|/\d| ?%)",
    r"\(\d{1,2}\)(?= ?(?-i:[A-ZĐÂĂÊÔƠƯÁÀ]))",
    r"(?:chi|đảng) bộ (?:[^\W\d]+ ){0,4}(?-i:[A-ZĐÂÊÔƠƯ][^\W\d]*[a-zà-ỹ])(?: số)? \d{1,3}(?=[,;.)]| và|$)",
    rf"(?:đại đội|trung đội|tiểu đội|hải đội|hải đoàn|quân khu|quân đoàn|binh đoàn|kho|trạm|đồn|xưởng)(?: [^\W\d]+){{0,3}} \d{{1,4}}(?![.,/]?\d| ?[/%]| {_COUNTED})",
    rf"(?:trường|mầm non|tiểu học|THCS|THPT|đội|trạm|xí nghiệp|nhà máy|bệnh viện|công ty|ban)(?: [^\W\d]+){{0,4}} số \d{{1,3}}(?![.,/]?\d| ?[/%]| {_COUNTED})",
    # Ranges, points, money and measures.
    r"(?!\d+ [-–] \d+[.,]\d)(?:từ )?\d+(?:[.,]\d+)? ?%?(?: ?[-–] ?| đến )\d+(?:[.,]\d+)? ?%",
    r"\d+(?:[.,]\d+)* ?(?:tỷ|tỉ|triệu|nghìn|ngàn|đồng|USD|đ)(?: đồng(?! chí)| USD)?(?!/| chí)",
    r"(?!50 ?%)\d+(?:[.,]\d+)? ?% (?:so với )?(?:các |số )?(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|nhiệm vụ|nghị quyết|khối lượng|tiến độ)",
    rf"{_ABOUT}\d+(?:[.,]\d+)? ?% (?:so với )?(?:(?:tổng|quy mô|số) )*(?:dân số|dân cư|số dân|người dân|diện tích|lao động|cử tri|hộ|GRDP|GDP|mức lương)",
    r"\d+(?:[.,]\d+)? ?%/(?:năm|tháng|quý)",
    r"\d+(?:[.,]\d+)? ?điểm(?: ?%| phần trăm)?",
    r"\d+(?:[.,]\d+)* ?(?:km2?|m2|m|ha|tấn|kg|tạ|kWh|MW|lít|mm|cm|độ)",
)
"""Digits that count nothing: dates, numbers of documents, ranges, money."""

# fmt: off
PATTERNS: Sequence[Pattern] = (
    # What is counted. A tier after the point; ? where the word alone does not say it.
    Pattern("unit", "", r"toàn (?:đảng bộ|tỉnh|huyện|thành phố|thị xã|xã|phường|ngành|khối)(?: tỉnh| huyện)?"),
    Pattern("noun", "organization.superior", r"(?:tổ chức đảng|đảng bộ|tổ chức) (?:cấp )?trên(?: trực tiếp)?(?: của)?(?: tổ chức)? cơ sở(?: đảng)?|đảng bộ (?:cấp )?huyện và tương đương|đảng bộ cấp trên trực tiếp(?: của)?(?: tổ chức)? cơ sở(?: đảng)?"),
    Pattern("noun", "organization.grassroots", r"tổ chức cơ sở đảng|tổ chức đảng cơ sở|TCCSĐ|TCCS đảng|chi,? đảng bộ cơ sở|(?:đảng bộ|chi bộ)(?:,| và) (?:đảng bộ|chi bộ) cơ sở|cơ sở đảng"),
    Pattern("noun", "organization.sub", r"đảng bộ bộ phận(?:,| và) chi bộ trực thuộc|chi bộ(?:,| và) đảng bộ bộ phận|đảng bộ bộ phận|chi bộ trực thuộc(?: đảng (?:ủy|bộ)(?: cơ sở| bộ phận)?)?"),
    Pattern("noun", "organization.grassroots_committee", r"đảng bộ cơ sở"),
    Pattern("noun", "organization.grassroots_branch", r"chi bộ cơ sở"),
    Pattern("noun", "organization.?", r"chi,? đảng bộ|chi bộ(?:,| và) đảng bộ|đảng bộ(?:,| và) chi bộ"),
    Pattern("noun", "organization.", r"tổ chức đảng"),
    Pattern("noun", "organization.?branch", r"chi bộ"),
    Pattern("noun", "organization.?committee", r"đảng bộ(?! (?:tỉnh|huyện|thành phố|thị xã|thị trấn|xã|phường|khối|quân|công an|(?-i:[A-ZĐ])))"),
    Pattern("noun", "member.", r"đảng viên"),
    Pattern("noun", "collective.?", r"tập thể(?:,| và) cá nhân"),
    Pattern("noun", "collective.", r"tập thể(?: lãnh đạo)?(?:,? quản lý)?"),
    Pattern("noun", "leader.", r"cá nhân(?:,)?(?: là)?(?: cán bộ)?(?: lãnh đạo)?(?:,? quản lý)?|cán bộ(?: lãnh đạo,? quản lý| lãnh đạo| quản lý| chủ chốt| diện| thuộc diện)"),
    Pattern("manager", "province", r"(?:thuộc )?(?:diện )?(?:do )?(?:ban thường vụ )?(?:tỉnh ủy|cấp tỉnh|tỉnh|trung ương) quản lý"),
    Pattern("manager", "district", r"(?:thuộc )?(?:diện )?(?:do )?(?:ban thường vụ )?(?:huyện ủy|thành ủy|thị ủy|quận ủy|cấp huyện|huyện) quản lý"),
    Pattern("manager", "grassroots", r"(?:thuộc )?(?:diện )?(?:do )?(?:đảng ủy |cấp ủy )?(?:cấp )?(?:cơ sở|cấp xã|xã) quản lý"),
    # Counters say nothing of the subject but whether it is persons or bodies.
    Pattern("counter", "person", r"đồng chí|đ/c|đ\.c|người(?! (?:dân|lao động|có|nghèo|bị|cao|khuyết))"),
    Pattern("counter", "body", r"tổ chức(?! (?:hội nghị|học|đại hội|lễ|trung gian|thực hiện|kiểm điểm|triển khai|lấy|quán triệt))|đơn vị"),
    Pattern("counter", "any", r"trường hợp"),
    # Reasons of "not fulfilled" stand before the levels, whose words they hold.
    Pattern("state", "unfulfilled_degradation", r"(?:(?:được )?(?:cấp (?:có )?thẩm quyền )?kết luận )?(?:là )?(?:có )?(?:biểu hiện|dấu hiệu)?(?: về)? ?(?:sự )?suy thoái(?: về [^,;.()\d]{3,60})?"),
    Pattern("state", "unfulfilled_targets", r"(?:chỉ )?(?:(?:thực hiện|hoàn thành)(?: được)? )?(?:đạt )?(?:dưới|không hoàn thành (?:từ|trên)|không đạt) 50 ?%(?: số)?(?: các)?(?: chỉ tiêu)?(?:,? nhiệm vụ)?(?: được giao)?(?: trong năm)?"),
    Pattern("state", "unfulfilled_below_level", r"không đạt mức hoàn thành nhiệm vụ|không hoàn thành chức trách(?!,? nhiệm vụ)"),
    Pattern("state", "unfulfilled_official", r"(?:là )?(?:cán bộ,? )?(?:công chức,? (?:và )?)?viên chức(?:,? (?:người )?lao động)?(?: được| bị)?(?: (?:đánh giá|xếp loại|đánh giá,? xếp loại))?(?: chất lượng)?(?: ở mức)? không hoàn thành nhiệm vụ"),
    Pattern("state", "unfulfilled_disciplined", r"(?:bị )?(?:xử lý |thi hành |xử lý, thi hành )?kỷ luật(?: (?:trong năm|khiển trách|cảnh cáo|cách chức|khai trừ|đảng|về đảng))*"),
    # Levels.
    Pattern("level", "good_or_better", rf"{_AS}(?:từ )?(?:mức |loại )?(?:{_QUALIFIED} )?tốt{_DUTY} trở lên|(?:HTTNV|HTT) trở lên|{_QUALIFIED} xuất sắc{_DUTY} và (?:{_QUALIFIED} )?tốt{_DUTY}|{_QUALIFIED} tốt{_DUTY} và (?:{_QUALIFIED} )?xuất sắc{_DUTY}|từ (?:khá|tốt) trở lên"),
    Pattern("level", "fulfilled_or_better", rf"{_AS}(?:từ )?(?:mức )?{_QUALIFIED}{_DUTY} trở lên|HTNV trở lên"),
    Pattern("level", "unfulfilled", rf"{_AS}(?:vi phạm tư cách(?:,)?(?: hoặc| và)? )?(?:chưa|không) (?:{_QUALIFIED})(?:{_DUTY})(?! (?:việc|kế hoạch|chỉ tiêu|xuất sắc|tốt))|KHTNV|(?:không|chưa) HTNV|vi phạm tư cách(?: đảng viên)?|yếu kém"),
    Pattern("level", "excellent_part", rf"{_AS}(?:hoàn thành xuất sắc nhiệm vụ |trong sạch,? vững mạnh |TSVM )?tiêu biểu"),
    Pattern("level", "excellent", rf"{_AS}(?:{_QUALIFIED} xuất sắc{_DUTY}|xuất sắc(?: nhiệm vụ)?|HTXSNV|HTXS|XSNV|trong sạch,? vững mạnh|TSVM)"),
    Pattern("level", "good", rf"{_AS}(?:{_QUALIFIED} tốt{_DUTY}|HTTNV|HTT)"),
    Pattern("level", "good", r"(?:loại |mức )tốt|(?<!làm\s)(?<!hiện\s)tốt(?= ?:? ?\d| ?[|(,;.]| và|$)"),
    Pattern("level", "fulfilled", rf"{_AS}(?:{_QUALIFIED} (?:chức trách,? )?nhiệm vụ|HTNV)(?! trở)"),
    Pattern("level", "fulfilled", r"(?:mức )?hoàn thành(?= ?[|().;,]| ?$| ?:? ?\d{1,3}(?:\.\d{3})*(?: ?\(|[,;.]? |\)|$)(?!(?:chỉ tiêu|công|dự án|nhiệm vụ|\d|xã)))"),
    # States.
    Pattern("state", "unrated", r"chưa đủ (?:thời gian|điều kiện)(?: để)?(?: được)?(?: (?:đánh giá|xếp loại|phân loại|,))*"),
    Pattern("state", "unrated", r"(?:không|chưa)(?: thuộc)?(?: diện)? (?:được )?(?:kiểm điểm,? )?(?:đánh giá,? |ĐG,? ?)?(?:xếp loại|phân loại|phân tích|ĐGXL|đánh giá|kiểm điểm|XL)(?: chất lượng)?"),
    Pattern("state", "exempt", r"(?:được )?(?:đã )?miễn(?: (?:công tác|sinh hoạt|đánh giá|xếp loại|kiểm điểm|ĐGXL|đảng|và|,))*"),
    Pattern("state", "suggested", r"(?:được )?gợi ý(?: kiểm điểm)?"),
    Pattern("state", "explained", r"(?:đã )?(?:được )?(?:báo cáo )?giải trình"),
    Pattern("none", "", r"(?:trung|cao|sơ) cấp"),
    Pattern("none", "", r"(?:xếp )?loại (?-i:[A-D])"),
    Pattern("state", "rated", r"(?:đã |được |tiến hành |thực hiện |tham gia |thuộc diện |hoàn thành việc )*(?:kiểm điểm,? )?(?:đánh giá(?:,| và)? )?(?:xếp loại|phân loại|phân tích|ĐGXL|ĐG,? ?XL)(?: chất lượng)?|(?:đã |được |tiến hành )+(?:đánh giá|công nhận kết quả)(?: chất lượng)?|qua đánh giá|số (?:được )?đánh giá"),
    Pattern("state", "reviewed", r"(?:đã |được |tiến hành |thực hiện |hoàn thành |tham gia )*(?:tự )?kiểm điểm(?:,? tự phê bình(?: và phê bình)?)?"),
    Pattern("state", "flag", r"(?:được )?(?:tặng |trao )?cờ"),
    Pattern("state", "merit_certificate", r"(?:được )?(?:tặng |trao )?bằng khen"),
    Pattern("state", "other", r"giấy khen|kết nạp(?: mới)?|phát triển đảng viên|khai trừ|khiển trách|cảnh cáo|cách chức|xóa tên|thành lập mới|mới thành lập|chuyển sinh hoạt|bồi dưỡng kết nạp|khen thưởng|biểu dương|cấp ủy viên|là nữ|nữ|dân tộc"),
    Pattern("state", "trained", r"(?:được )?đào tạo,? bồi dưỡng"),
    Pattern("state", "rotated", r"(?:được )?(?:luân chuyển|điều động)(?:,? (?:luân chuyển|điều động))?"),
    Pattern("state", "planned", r"(?:được )?(?:đưa vào |bổ sung )?quy hoạch"),
    Pattern("state", "committed", r"(?:đã )?(?:đăng ký|ký)(?:,)? cam kết(?: tu dưỡng,? rèn luyện)?"),
    Pattern("state", "studied", r"(?:đã )?(?:được )?học tập,? quán triệt"),
    # Parts, shares and bases.
    Pattern("some", "", r"gồm cả|bao gồm cả|trong (?:số )?đó(?:,)?(?: có)?|trong ấy|kể cả"),
    Pattern("all", "", r"(?:trong đó )?(?:bao gồm|gồm(?: có)?)|chia ra|cơ cấu"),
    Pattern("base", "total", r"(?:so với|so|trên|trong|của|tính trên)(?: (?:tổng cộng|tổng số))(?: của)?|(?:trên|so với) tổng"),
    Pattern("state", "total", r"tổng số|tổng cộng"),
    Pattern("base", "of", r"trong (?:số|tổng)|trên số|so với số|của số|trong(?= \d)"),
    Pattern("rate", "", r"(?:cao|thấp) hơn (?:so với )?(?:mức|(?:tỷ|tỉ) lệ) (?:chung|bình quân|trung bình)"),
    Pattern("compare", "", r"so với|so cùng kỳ|so|(?:cao|thấp|nhiều|ít|lớn|nhỏ) hơn(?: so)?(?: với)?"),
    Pattern("in_turn", "", r"lần lượt|(?:tương ứng|theo thứ tự)(?: (?:là|đạt|chiếm))?(?= [\d.,]+ ?%(?:[,;]| và) [\d.,]+ ?%)"),
    Pattern("rate", "", r"có (?:tỷ|tỉ) lệ"),
    Pattern("share", "", r"(?:chiếm|đạt)(?: (?:tỷ|tỉ) lệ)?|(?:tỷ|tỉ) (?:lệ|trọng)(?: đạt)?|bằng|tương đương|tương ứng|tức|="),
    Pattern("rest", "", r"còn lại"),
    # Changes and targets claim nothing of what was counted.
    Pattern("towards", "", r"lên(?: đến| tới)?|xuống|còn"),
    Pattern("change", "", r"tăng(?: thêm)?|giảm(?: đi)?|vượt|chênh lệch|hụt"),
    Pattern("target", "", r"phấn đấu|mục tiêu|chỉ tiêu|dự kiến|dự toán|đề ra|không quá|không để quá|ít nhất|tối thiểu|tối đa|giữ mức|kế hoạch"),
    Pattern("past", "", r"cùng kỳ năm (?:trước|ngoái)|năm (?:trước|ngoái)|năm liền kề|đầu nhiệm kỳ|trước đó|nhiệm kỳ trước"),
    Pattern("none", "", r"không có|không còn"),
    Pattern("beside", "", r"(?:cùng )?với(?= (?:(?:tổng số|trên|hơn|gần|khoảng) )*\d[\d.]*(?![\d.,]| ?%))"),
    Pattern("and", "", r"và|cùng|với"),
    Pattern("small", "", r"là|thì|đã|được|có|không|ở|tại|của|cho|mới|này|đều|cả|khác|cũng|do|vì|đang|bị|theo|xin|từ|nữa|số|các|những|mức|diện|thuộc|kết quả|cụ thể|như sau|về|đối với|qua|chỉ|vẫn|trong|tính|hiện|con|những|thực|tế|loại|xếp|nhiệm vụ|trở lên|nói chung|chung"),
)
# fmt: on
