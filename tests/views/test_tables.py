"""A table prints raw values, in every format the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

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
        '<caption id="table-x-caption">Bảng &lt;thử&gt; <span class="kg-unit">(người)</span></caption>'
        in html
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

    assert set(contents) == {"text/html", TYPST, "text/plain"}
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
