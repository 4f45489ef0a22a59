"""The words of the panel."""

from __future__ import annotations

from collections.abc import Mapping

from kgreport.explorer.calls import Kind
from kgreport.terms.phrases import Phrase

LABELS = {
    "unit": Phrase("Đơn vị", "Unit"),
    "year": Phrase("Năm", "Year"),
    "subject": Phrase("Đối tượng", "Who"),
    "tier": Phrase("Cấp", "Tier"),
    "section": Phrase("Mục", "Section"),
    "kind": Phrase("Lấy ra", "Take along"),
}
KIND_NAMES: Mapping[Kind, Phrase] = {
    "section": Phrase("Mục báo cáo", "Section"),
    "frame": Phrase("DataFrame", "DataFrame"),
    "csv": Phrase("CSV", "CSV"),
    "excel": Phrase("Excel", "Excel"),
    "report": Phrase("Cả báo cáo", "Whole report"),
    "files": Phrase("Tệp báo cáo (HTML, PDF)", "Files of the report (HTML, PDF)"),
}
HINT = Phrase(
    "Chép đoạn lệnh này vào một ô mới; hoặc chạy <code>explorer.add_cell()</code> trong một ô: ô có đoạn "
    "lệnh này hiện ra ngay bên dưới.",
    "Copy this code into a new cell; or run <code>explorer.add_cell()</code> in a cell: a cell with this "
    "code appears below it.",
)
DOWNLOAD = Phrase("Tải {file}", "Download {file}")
