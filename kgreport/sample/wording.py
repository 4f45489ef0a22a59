"""Texts of the made-up province: its description, and the entries of its registers.

None of them refers to a real place or person.
"""

from __future__ import annotations

SIMULATED = "Số liệu mô phỏng"
PUBLISHED = "Số liệu công bố ngày 01/4/2019"

DATASET = """\
# Made up by `kgreport sample`; everything made from it says so.
simulated: true
title: Tỉnh mẫu 2014–2018 (số liệu chi tiết là mô phỏng)
"""

README = """\
SỐ LIỆU MÔ PHỎNG – KHÔNG PHẢI SỐ LIỆU THẬT
==========================================

Thư mục này do lệnh `kgreport sample` tạo ra để học và thử. Mọi đơn vị, tổ chức, tập thể, mã đảng viên và mọi
chi tiết đều do máy sinh ra; không đơn vị, tổ chức hay cá nhân nào có thật. Chỉ các tổng số của năm 2018 bằng
số liệu đã công bố (cột source ghi "Số liệu công bố"); cách chia các tổng số đó cho đơn vị cũng là mô phỏng.
Không trích dẫn như số liệu thật. Mọi báo cáo lập từ đây đều ghi rõ là mô phỏng.

records/    hồ sơ: mỗi đối tượng một dòng một năm, 2014–2018
workbooks/  biểu nhập đã điền của 19 đơn vị, năm 2018; tổ chức đảng các năm trước (trừ khi chỉ tạo hồ sơ)

SIMULATED DATA – NOT REAL
=========================

`kgreport sample` made this folder to learn and to test with. Every unit, organisation, collective, member id
and every detail is generated; no unit, organisation or person is real. Only the totals of 2018 equal the
published figures (their source says "Số liệu công bố"); how they are spread over the units is simulated too.
Do not quote it as real. Every report built from it says that the details are simulated.

records/    one row per subject and year, 2014-2018
workbooks/  the filled-in workbooks of the 19 units, 2018; earlier organisations (not with --records-only)

seed: {seed}
"""

SUGGESTED = {
    "collective": (
        (
            "Việc lãnh đạo thực hiện các chỉ tiêu của năm đạt thấp",
            "Phân công lại nhiệm vụ, kiểm điểm tiến độ hằng quý",
        ),
        (
            "Việc chấp hành nguyên tắc tập trung dân chủ, quy chế làm việc",
            "Sửa đổi, bổ sung quy chế làm việc của cấp ủy",
        ),
        (
            "Việc quản lý, sử dụng đất đai, tài chính, tài sản công",
            "Rà soát, xử lý theo kết luận thanh tra, báo cáo kết quả",
        ),
        (
            "Chất lượng sinh hoạt chi bộ và quản lý đảng viên",
            "Đổi mới nội dung sinh hoạt, cấp ủy viên dự sinh hoạt chi bộ",
        ),
        (
            "Việc giải quyết đơn thư, kiến nghị của nhân dân còn chậm",
            "Lập danh mục vụ việc, ấn định thời hạn giải quyết",
        ),
    ),
    "leader": (
        (
            "Trách nhiệm người đứng đầu khi đơn vị không đạt chỉ tiêu được giao",
            "Đăng ký khắc phục, báo cáo cấp ủy theo quý",
        ),
        ("Việc nêu gương, giữ gìn đoàn kết nội bộ", "Tự phê bình trước tập thể, cam kết sửa chữa"),
        (
            "Việc kê khai tài sản, thu nhập chưa đầy đủ",
            "Kê khai bổ sung, giải trình với cơ quan có thẩm quyền",
        ),
        (
            "Công tác chỉ đạo, kiểm tra, đôn đốc trong lĩnh vực phụ trách",
            "Xây dựng kế hoạch kiểm tra và thực hiện theo tháng",
        ),
    ),
}
"""Contents of suggested reviews, each with its remedy."""

SHORTCOMINGS = (
    (
        "Thực hiện dưới 50% chỉ tiêu được giao trong năm",
        "Giao chỉ tiêu cho từng đảng viên, kiểm điểm tiến độ hằng tháng",
    ),
    (
        "Nội bộ mất đoàn kết, vi phạm nguyên tắc tập trung dân chủ",
        "Tổ chức sinh hoạt kiểm điểm chuyên đề, kiện toàn cấp ủy",
    ),
    ("Không duy trì nền nếp sinh hoạt chi bộ", "Phân công cấp ủy viên cấp trên dự và hướng dẫn sinh hoạt"),
    ("Có cán bộ chủ chốt bị xử lý kỷ luật", "Rà soát quy chế làm việc, tăng cường kiểm tra, giám sát"),
    (
        "Để xảy ra sai phạm trong quản lý tài chính, tài sản",
        "Thu hồi, khắc phục theo kết luận; công khai tài chính hằng quý",
    ),
)
"""Shortcomings of organisations rated unfulfilled, each with its measure."""
