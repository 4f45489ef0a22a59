"""A comparison is told in lines and on a page; what comes from documents is never markup."""

from __future__ import annotations

from bs4 import BeautifulSoup

from kgreport.comparison.differences import compare
from kgreport.comparison.lines import lines
from kgreport.comparison.page import comparison_page
from tests.comparison.documents import published, table

BEFORE = published(table(("Tốt", "841", "–"), ("Kém", "2", "–")), "Có 841 mục. Còn 2 mục.", name="2018")
AFTER = published(
    table(("Tốt", "840", "–")),
    table(("A & B", "1"), heads=("Đơn vị", "Số"), name="units"),
    "Có 840 mục.",
    name="2018-final",
)


def test_each_figure_has_a_line_with_its_place() -> None:
    assert list(lines(compare(BEFORE, AFTER), "vi")) == [
        "Trước: Báo cáo năm 2018 (2018.html)",
        "Sau: Báo cáo năm 2018 (2018-final.html)",
        "2 số thay đổi, 1 số chỉ có ở bản sau, 3 số chỉ có ở bản trước.",
        "",
        "Bảng 1. Mức",
        "  Tốt, Số: 841 → 840 (−1; −0,12%)",
        "− Kém, Số: 2",
        "− Kém, Tỷ lệ: –",
        "",
        "Bảng 1. Mức: cả bảng chỉ có ở bản sau, 1 số",
        "",
        "Lời văn: Kết quả",
        "  841 → 840 (−1; −0,12%)",
        "    “Có 840 mục.”",
        "− “Còn 2 mục.”",
    ]


def test_equal_documents_are_said_to_be_equal() -> None:
    assert list(lines(compare(BEFORE, BEFORE), "en"))[2:] == ["No figure differs."]


def test_a_page_shows_rows_and_marks_numbers_in_sentences() -> None:
    page = BeautifulSoup(comparison_page(compare(BEFORE, AFTER), "vi"), "html.parser")

    rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in page.select("tbody tr")]
    assert rows == [
        ["Tốt", "Số", "841", "840", "−1; −0,12%"],
        ["Kém", "Số", "2", "không có", ""],
        ["Kém", "Tỷ lệ", "–", "không có", ""],
    ]
    changed, removed = page.select("main section > ul > li")
    assert changed.get_text() == "Có Trước: 841 Sau: 840 (−1; −0,12%) mục."
    assert [one.get_text() for one in removed.find_all("del")] == ["Còn 2 mục."]
    assert page.find("script") is None


def test_what_documents_print_is_text() -> None:
    mark = "<script>alert(1)</script>"
    before, after = (published(table((mark, mark + n, "–")), f"{mark} có {n}.") for n in "12")

    page = comparison_page(compare(before, after), "vi")

    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 4
