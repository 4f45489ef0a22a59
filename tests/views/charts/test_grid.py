"""A picture made of cells is a table: read aloud by meaning, read without colour by letter."""

from __future__ import annotations

from bs4 import BeautifulSoup

from kgreport.views.charts.grid import LevelGrid, LevelRow, Mark

GRID = LevelGrid(
    id="table-x",
    title="Mức <từng> năm",
    heading="Tổ chức",
    columns=["2017", "2018"],
    after=["Cờ"],
    rows=[LevelRow("Đảng bộ #1", ["excellent", "none"], ["đã tặng"])],
    marks={"excellent": Mark("X", "Hoàn thành xuất sắc"), "none": Mark("–", "Không có xếp loại")},
    notes=["Chú thích."],
)


def page() -> BeautifulSoup:
    return BeautifulSoup(GRID.html(), "html.parser")


def test_a_cell_has_its_letter_for_the_eye_and_its_meaning_for_the_ear() -> None:
    cell = page().select_one("td.kg-excellent")

    assert cell is not None
    assert [(part.get("aria-hidden"), part.get_text()) for part in cell.find_all("span")] == [
        ("true", "X"),
        (None, "Hoàn thành xuất sắc"),
    ]


def test_rows_and_columns_have_headings() -> None:
    assert [head.get_text() for head in page().select("th[scope=col]")] == ["Tổ chức", "2017", "2018", "Cờ"]
    assert [head.get_text() for head in page().select("th[scope=row]")] == ["Đảng bộ #1"]


def test_the_key_says_what_each_letter_means() -> None:
    assert [line.get_text(" ", strip=True) for line in page().select(".kg-meanings li")] == [
        "X Hoàn thành xuất sắc",
        "– Không có xếp loại",
    ]


def test_text_is_escaped_in_both_formats() -> None:
    assert "Mức &lt;từng&gt; năm" in GRID.html()
    assert "Đảng bộ \\#1" in GRID.typst()
    assert "Mức \\<từng\\> năm" in GRID.typst()


def test_a_level_is_coloured_in_print_and_none_is_not() -> None:
    markup = GRID.typst()

    assert markup.count("table.cell(fill:") == 1
    assert "[–], [đã tặng]" in markup


def test_as_text_it_has_a_line_a_row() -> None:
    assert "Đảng bộ #1  X  –  đã tặng" in GRID.plain()
