"""Give the text of the first sheet of a workbook: how to fill it in and send it back."""

from __future__ import annotations

from kgreport.data.workbooks.sheets import CHOICES, FOUND

TITLE_TEXT = "Biểu nhập số liệu kiểm điểm, đánh giá, xếp loại chất lượng tổ chức đảng, đảng viên"

HEAD_LABELS = ("Năm", "Mã đơn vị", "Tên đơn vị", "Phiên bản biểu")

STEPS = (
    ("Ô cần điền", "Chỉ điền các ô nền vàng; các ô khác đã khóa."),
    (
        "Số",
        "Ghi bằng chữ số: 1977 hoặc 1.977. Không có thì ghi 0. Chưa có số liệu thì để trống: "
        "không ghi 0, không ghi dấu gạch hay chữ.",
    ),
    ("Ngày", "Ghi ngày/tháng/năm, như 19/5/2018. Chưa rõ thì để trống."),
    ("Danh sách chọn", f"Bấm mũi tên ở cạnh phải của ô rồi chọn. Các mục để chọn có ở trang {CHOICES}."),
    (
        "Mã",
        "Mỗi tổ chức đảng, đảng viên, tập thể, cán bộ có một mã, giữ nguyên qua các năm. "
        "Không ghi họ tên cá nhân ở bất kỳ ô nào.",
    ),
    (
        "Số tổng và danh sách",
        "Có danh sách thì điền các trang danh sách; chỉ có số tổng thì điền trang Kiểm điểm. "
        "Điền cả hai thì số của hai nơi phải khớp nhau.",
    ),
    (
        "Giữ nguyên biểu",
        "Không thêm, xóa, đổi tên trang; không chèn, xóa, chuyển hoặc gộp dòng, cột, ô. "
        "Khi dán, chọn dán giá trị (Paste Values).",
    ),
    ("Gửi lại", "Lưu ở dạng .xlsx, giữ nguyên tên tệp, gửi lại nơi đã gửi biểu, đúng thời hạn."),
    (
        "Khi tệp được trả lại",
        f"Xem trang {FOUND}, sửa những ô được tô màu ngay trong tệp ấy (ghi chú của ô nói rõ cách sửa), "
        "rồi gửi lại.",
    ),
)
"""How to fill in a workbook: what about, and how."""

COLOURS = (
    ("kg count", "Nền vàng: điền."),
    ("kg sum", "Nền xám: tự cộng khi các phần đã được điền đủ."),
    ("kg unused", "Xám đậm: không phải điền."),
)
"""What the colours of cells mean, by the style of the cell."""
