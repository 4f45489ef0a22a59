"""A table prints raw values, in every format the same."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from kgreport.content.plain import CONTENT
from kgreport.views.dots import Scale
from kgreport.views.tables import Column, Table
from kgreport.views.view import TYPST


@pytest.fixture
def table() -> Table:
    return Table(
        id="table-x",
        title="Bảng <thử>",
        columns=[Column("Mức", "text"), Column("Số lượng"), Column("Tỷ lệ", "percent")],
        rows=[["Tốt", 53340, 0.9390], ["#Khá", None, None], ["Tổng", 53340, 1.0]],
        unit="người",
        totals=[2],
        notes=["Ghi chú & hết"],
        sources=["Báo cáo, tr. 1"],
    )


def test_unknown_is_a_dash_and_never_a_zero(table: Table) -> None:
    assert table.cells()[1] == ["#Khá", "–", "–"]


def test_numbers_are_printed_the_vietnamese_way(table: Table) -> None:
    assert table.cells()[0] == ["Tốt", "53.340", "93,90%"]


def test_the_page_has_a_caption_and_headings_for_rows_and_columns(table: Table) -> None:
    html = table.html()

    assert (
        '<caption id="table-x-title">Bảng &lt;thử&gt; <span class="kg-unit">(người)</span></caption>' in html
    )
    assert '<th scope="col" class="kg-num">Số lượng</th>' in html
    assert '<th scope="row">Tốt</th><td class="kg-num">53.340</td>' in html
    assert '<tr class="kg-total"><th scope="row">Tổng</th>' in html
    assert "style=" not in html


def test_words_from_data_are_escaped_in_print(table: Table) -> None:
    assert r"[\#Khá]" in table.typst()
    assert "table.header(" in table.typst()
    assert "<table-x>" in table.typst()


def test_page_print_and_text_show_the_same_cells(table: Table) -> None:
    for written in (table.html(), table.typst(), table.plain()):
        assert all(text in written for text in ("53.340", "93,90%", "100,00%", "Báo cáo, tr. 1", "–"))


def test_a_notebook_is_given_every_format(table: Table) -> None:
    contents, metadata = table._repr_mimebundle_()

    assert set(contents) == {"text/html", TYPST, CONTENT, "text/plain"}
    assert metadata == {}


def test_a_row_has_a_value_for_every_column() -> None:
    broken = Table(id="t", title="t", columns=[Column("a", "text"), Column("b")], rows=[["x"]])

    with pytest.raises(ValueError, match="shorter"):
        broken.cells()


def test_a_marked_value_has_an_asterisk_in_every_format(table: Table) -> None:
    marked = replace(table, marks={(0, 1)})

    assert marked.cells()[0][1] == table.cells()[0][1] + "*"
    assert [row[2:] for row in marked.cells()] == [row[2:] for row in table.cells()]
    assert "53.340*" in marked.html()
    assert r"53.340\*" in marked.typst()


def test_a_date_and_a_decimal_are_printed_as_in_a_text() -> None:
    columns = [Column("Việc", "text"), Column("Thời hạn", "date"), Column("Kế hoạch", "decimal")]
    table = Table(
        id="t", title="t", columns=columns, rows=[["a", date(2019, 4, 1), 1234.5], ["b", None, None]]
    )

    assert table.cells() == [["a", "01/4/2019", "1.234,5"], ["b", "–", "–"]]
    assert 'class="kg-num">01/4' not in table.html()
    assert 'class="kg-num">1.234,5' in table.html()


def test_each_cell_of_a_table_of_words_says_what_it_is(table: Table) -> None:
    """Where a page is narrow it is read row by row, without its headings."""
    names = ("Đơn vị", "Hạn chế", "Biện pháp", 'Tình "trạng"')
    words = Table(
        id="t", title="t", columns=[Column(name, "text") for name in names], rows=[["a", "b", "c", "d"]]
    )

    assert 'class="kg-table kg-words"' in words.html()
    assert '<td data-label="Biện pháp">c</td>' in words.html()
    assert 'data-label="Tình &quot;trạng&quot;"' in words.html()
    assert "data-label" not in table.html()


# Groups of columns


@pytest.fixture
def grouped() -> Table:
    """Two columns share a heading, one stands alone."""
    good = "Tốt trở lên"
    columns = [
        Column("Đơn vị", "text"),
        Column("Số lượng", group=good),
        Column("Tỷ lệ", "percent", group=good, scale=Scale(0.8, 1.0, 0.9)),
        Column("Không"),
    ]
    rows: list[list[object]] = [["Hoa Sen", 9, 0.95, 0], ["Hoa Mai", None, None, 1], ["Toàn tỉnh", 9, 0.9, 1]]
    return Table(id="table-g", title="Nhóm", columns=columns, rows=rows, totals=[2])


def test_each_heading_of_a_page_says_which_columns_it_heads(grouped: Table) -> None:
    head = grouped.html().split("<tbody>")[0]

    assert (
        '<colgroup span="1"></colgroup><colgroup span="2"></colgroup><colgroup span="1"></colgroup>' in head
    )
    assert '<th scope="col" rowspan="2">Đơn vị</th><th scope="colgroup" colspan="2">Tốt trở lên</th>' in head
    assert head.count('<th scope="col" class="kg-num">') == 2


def test_the_print_repeats_both_rows_of_headings(grouped: Table) -> None:
    markup = grouped.typst()

    header = markup[markup.index("table.header(") :].split("\n")[0]
    assert "headings: 2" in markup
    assert all(label in header for label in ("colspan: 2", "Tốt trở lên", "Số lượng", "Tỷ lệ", "Không"))


def test_text_names_the_group_of_a_column(grouped: Table) -> None:
    assert "Tốt trở lên: Số lượng" in grouped.plain().splitlines()[1]


def test_without_groups_there_is_one_row_of_headings(table: Table) -> None:
    assert "colgroup" not in table.html()
    assert "headings: 1" in table.typst()


# Dots


def test_a_known_share_is_drawn_beside_its_number_for_the_eye_only(grouped: Table) -> None:
    first, second, _ = grouped.html().split("<tbody>")[1].split("<tr")[1:]

    assert re.search(r'95,00%<svg class="kg-dot"[^>]* aria-hidden="true"><path[^>]*/><circle', first)
    assert "–<svg" in second
    assert "<circle" not in second


def test_a_higher_share_stands_further_right_and_the_whole_is_one_line(grouped: Table) -> None:
    html = grouped.html()
    dots = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', html)]
    lines = set(re.findall(r"M([\d.]+) 0v", html))

    assert dots[0] > dots[1]
    assert lines == {str(dots[1])}


def test_print_draws_the_same_places(grouped: Table) -> None:
    assert "[#kg-dot(0.75, 0.5)[95,00%]]" in grouped.typst()
    assert "[#kg-dot(none, 0.5)[–]]" in grouped.typst()


def test_the_ends_of_the_scale_stand_in_the_heading_and_dots_are_explained(grouped: Table) -> None:
    for written in (grouped.html(), grouped.typst()):
        assert re.search(r"80%.*100%", written)
        assert "Chấm tròn" in written
    assert "Chấm tròn" not in grouped.plain()


# Parts of a row


def test_a_part_is_indented_and_a_screen_reader_hears_that_it_is_one(table: Table) -> None:
    parts = replace(table, indents={1: 1})

    name = '<th scope="row" class="kg-part kg-part-1"><span class="kg-unseen">trong đó: </span>#Khá</th>'
    assert name in parts.html()
    assert r"[#kg-part(1)[\#Khá]]" in parts.typst()
    assert "\n  #Khá" in parts.plain()


# Percentage points


@pytest.mark.parametrize("form", ["html", "typst", "plain"])
def test_points_name_their_unit_in_the_heading_and_not_in_each_cell(form: str) -> None:
    columns = [Column("Mức", "text"), Column("Số"), Column("Thay đổi", "points")]
    table = Table(id="t", title="t", columns=columns, rows=[["Tốt", 1, (0.9, 0.95)], ["Khá", 2, (0.5, 0.4)]])

    written = getattr(table, form)()

    assert written.count("điểm %") == 1
    assert "Thay đổi (điểm %)" in written
    assert "+5,00" in written


def test_a_table_of_points_only_names_the_unit_in_its_title() -> None:
    columns = [Column("Năm", "year"), Column("Tốt", "points"), Column("Khá", "points")]
    table = Table(id="t", title="Thay đổi", columns=columns, rows=[[2018, (0.9, 0.95), None]])

    assert table.plain().splitlines()[:2] == ["Thay đổi (đơn vị tính: điểm %)", "Năm     Tốt  Khá"]


# Folded tables


def test_a_folded_table_shows_its_title_until_it_is_opened(table: Table) -> None:
    html = replace(table, folded=True, number="Bảng 2").html()

    assert '<figure class="kg-table kg-folded" id="table-x"><details><summary id="table-x-title">' in html
    assert html.count("Bảng &lt;thử&gt;") == 1
    assert '<table aria-labelledby="table-x-title">' in html
    assert "53.340" in html


def test_print_shows_a_folded_table_in_full(table: Table) -> None:
    assert replace(table, folded=True).typst() == table.typst()


def test_only_a_table_too_wide_for_a_screen_is_a_stop_of_the_tab_key(table: Table) -> None:
    """Three columns fit on a phone; nine need a desk."""
    columns = [Column("Đơn vị", "text"), *[Column("Số lượng")] * 8]
    row: list[object] = ["Huyện Hoa Sen", *[53340] * 8]
    wide = replace(table, columns=columns, rows=[row], totals=[])

    assert '<div class="kg-scroll"><table>' in table.html()
    assert 'kg-fits-desk" role="region" tabindex="0" aria-labelledby="table-x-title"' in wide.html()


def test_a_table_of_words_never_scrolls(table: Table) -> None:
    columns = [Column(name, "text") for name in ("Tên", "Hạn chế", "Biện pháp", "Tình trạng")]
    row: list[object] = ["dài " * 20] * 4

    words = replace(table, columns=columns, rows=[row], totals=[])

    assert "tabindex" not in words.html()
