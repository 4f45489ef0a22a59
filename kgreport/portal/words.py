"""The words of the portal, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kgreport.formats import formats_that_load
from kgreport.portal.model import ListedReport, ReportFile
from kgreport.terms.marks import SIMULATED_MARK
from kgreport.terms.phrases import Language, Phrase
from kgreport.views import formats

WORDS: Mapping[str, Phrase] = {
    "title": Phrase("Báo cáo kiểm điểm, đánh giá, xếp loại", "Reports on review and rating"),
    "skip": Phrase("Chuyển đến nội dung", "Skip to the content"),
    "top": Phrase("Về đầu trang", "Back to top"),
    "all": Phrase("Tất cả báo cáo", "All reports"),
    "whole": Phrase("Toàn Đảng bộ", "The whole organisation"),
    "where": Phrase("Vị trí trang", "Where this page is"),
    "years": Phrase("Các năm", "Years"),
    "year": Phrase("Năm", "Year"),
    "of_year": Phrase("Năm {year}", "{year}"),
    "unit": Phrase("Đơn vị", "Unit"),
    "report": Phrase("Báo cáo", "Report"),
    "reports": Phrase("Các báo cáo", "The reports"),
    "status": Phrase("Loại bản", "Status"),
    "notebook": Phrase("Sổ tay Jupyter", "Jupyter notebook"),
    "files": Phrase("Tệp", "Files"),
    "data_files": Phrase("Tệp dữ liệu ({n})", "Data files ({n})"),
    "draft": Phrase("Dự thảo", "Draft"),
    "final": Phrase("Chính thức", "Final"),
    "edition": Phrase("ban hành lần {n}", "edition {n}"),
    "superseded": Phrase("đã có lần ban hành sau", "there is a later edition"),
    "superseded_by": Phrase("Đã ban hành lần {n}", "There is edition {n}"),
    "reason": Phrase("Lý do ban hành lại", "Reason for this edition"),
    "issued": Phrase("Ngày ban hành", "Date of issue"),
    "number": Phrase("Số, ký hiệu", "Number"),
    "data": Phrase("Bộ số liệu", "Dataset"),
    "simulated": SIMULATED_MARK,
    "some_simulated": Phrase(
        "Báo cáo ghi “mô phỏng” lập từ số liệu mô phỏng, không phải kết quả thật.",
        "The figures of reports marked “simulated” are made up.",
    ),
    "simulated_short": Phrase("mô phỏng", "simulated"),
    "failed": Phrase("lần lập gần nhất bị lỗi", "the last build failed"),
    "failed_long": Phrase(
        "Lần lập gần nhất bị lỗi: bản này là của lần lập trước, có thể đã cũ.",
        "The last build failed: this is what was built before, and may be out of date.",
    ),
    "unbuilt": Phrase(
        "Báo cáo chưa lập được ({n}); lệnh kgreport list cho biết vì sao:",
        "Reports that could not be built ({n}); kgreport list says why:",
    ),
    "findings": Phrase("Phát hiện trong số liệu", "Findings in the figures"),
    "finding_head": Phrase("Phát hiện", "Findings"),
    "finding_count": Phrase("{n} phát hiện", "findings: {n}"),
    "no_findings": Phrase("không có", "none"),
    "accepted_count": Phrase("{n} đã chấp nhận", "accepted: {n}"),
    "accepted": Phrase("Đã chấp nhận", "Accepted"),
    "found": Phrase("thấy", "found"),
    "expected": Phrase("cần", "expected"),
    "error": Phrase("Lỗi", "Error"),
    "warning": Phrase("Cảnh báo", "Warning"),
    "note": Phrase("Lưu ý", "Note"),
    "key_figures": Phrase("Số liệu chính", "Key figures"),
    "figure": Phrase("Chỉ tiêu", "Figure"),
    "trend": Phrase("Diễn biến", "Trend"),
    "by_unit": Phrase("Theo đơn vị và năm", "By unit and year"),
    "by_unit_note": Phrase(
        "Số liệu chính là của báo cáo năm gần nhất của mỗi đơn vị.",
        "Key figures are those of the latest report of each unit.",
    ),
    "list": Phrase("Danh sách báo cáo và tệp", "All reports and their files"),
    "below": Phrase("Đơn vị trực thuộc", "Units below"),
    "none": Phrase(
        "Thư mục này chưa có báo cáo nào. Lập báo cáo bằng lệnh: kgreport build --site",
        "There is no report in this folder yet. Build some: kgreport build --site",
    ),
    "report_count": Phrase("{n} báo cáo", "reports: {n}"),
    "unit_count": Phrase("{n} đơn vị", "units: {n}"),
    "filter": Phrase("Lọc", "Filter"),
    "filter_text": Phrase("Tên đơn vị, báo cáo", "Name of unit or report"),
    "every": Phrase("Tất cả", "All"),
    "shown": Phrase("Đang hiện {n} báo cáo", "Reports shown: {n}"),
    "sort": Phrase("Sắp xếp theo {column}", "Sort by {column}"),
    "rate_note": Phrase(
        "Số lượng, và tỷ lệ trên số được xếp loại; “–” là chưa rõ.",
        "Counts, and shares of those rated; “–” is unknown.",
    ),
}

DATA = ("csv", "json")
"""The formats of files that a page lists apart, as there may be many."""


def status_of(report: ListedReport, language: Language) -> str:
    """Say whether a report is a draft, or final and of which edition."""
    status = WORDS[report.status].say(language)
    if report.edition == 1:
        return status
    return f"{status}, {WORDS['edition'].say(language, n=report.edition)}"


def title_of(report: ListedReport, language: Language) -> str:
    """Name a report beside others of its unit and year."""
    kind, about = report.kind.say(language), report.about.say(language)
    other = {"vi": Phrase("tiếng Việt", "in Vietnamese"), "en": Phrase("tiếng Anh", "in English")}
    words = [kind] if report.period == "year" else [f"{kind}, {about}"]
    if report.language != language:
        words.append(other[report.language].say(language))
    return ", ".join(words)


def format_of(file: ReportFile, language: Language) -> str:
    """Name the format of a file."""
    title = _titles().get(file.format)
    return title.say(language) if title else file.format.upper()


@cache
def _titles() -> Mapping[str, Phrase]:
    return {"notebook": WORDS["notebook"], **{one.name: one.title for one in formats_that_load()}}


def size_of(size: int, language: Language) -> str:
    """Print the size of a file.

    >>> size_of(59003, "vi"), size_of(1_234_567, "vi"), size_of(12, "en")
    ('59 KB', '1,2 MB', '1 KB')
    """
    if size >= 1_000_000:
        return f"{formats.decimal(round(size / 1_000_000, 1), language)} MB"
    return f"{formats.count(max(1, round(size / 1000)), language)} KB"
