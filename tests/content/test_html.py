"""HTML is read as the blocks that it shows; what is there for the ear alone is not read.

Covers `kgreport.content.html` and `kgreport.content.html_tables`.
"""

from __future__ import annotations

import pytest

from kgreport.content.blocks import Heading, Listing, Paragraph, Picture, Run, Table
from kgreport.content.figures import figures_of
from kgreport.content.html import blocks_of_html


def table_of(html: str) -> Table:
    (table,) = blocks_of_html(html)
    assert isinstance(table, Table)
    return table


def test_text_that_stands_together_is_one_paragraph_with_its_styles() -> None:
    html = 'Có <b>3</b>\n  mục, <a href="#cap">xem <em>thêm</em></a>.<p>Hết.</p>'

    first, last = blocks_of_html(html)

    assert isinstance(first, Paragraph)
    assert first.runs == (
        Run(text="Có "),
        Run(text="3", bold=True),
        Run(text=" mục, "),
        Run(text="xem ", href="#cap"),
        Run(text="thêm", italic=True, href="#cap"),
        Run(text="."),
    )
    assert last == Paragraph(runs=(Run(text="Hết."),))


def test_a_formula_is_read_as_it_was_written() -> None:
    formula = r'<math alttext="\frac{12}{25}"><mfrac><mn>12</mn><mn>25</mn></mfrac></math>'

    (text,) = blocks_of_html(f"<p>Có {formula} mục.</p>")

    assert isinstance(text, Paragraph)
    assert text.text == r"Có \frac{12}{25} mục."
    assert table_of(f"<table><tr><td>{formula}</td></tr></table>").cells == ((r"\frac{12}{25}",),)


def test_lists_hold_lists() -> None:
    (found,) = blocks_of_html("<ol><li>Một<ul><li>a</li></ul></li><li><p>Hai</p></li></ol>")

    assert isinstance(found, Listing)
    assert found.ordered
    (one, inner), (two,) = found.items
    assert isinstance(inner, Listing)
    assert not inner.ordered
    assert isinstance(one, Paragraph)
    assert isinstance(two, Paragraph)
    assert (one.text, two.text) == ("Một", "Hai")


def test_a_table_that_a_page_folds_is_left_out_of_print_with_its_notes() -> None:
    table = "<table><tr><td>Tốt</td></tr></table>"
    note = '<p class="kg-table-note">3</p>'
    inside = f"<figure><details><summary>Bảng 2. Mức</summary>{table}{note}</details></figure>"

    found = blocks_of_html(f"{inside}<details><figure>{table}</figure></details><figure>{table}</figure>")

    assert [one.folded for one in found if isinstance(one, Table)] == [True, True, False]
    assert figures_of(found).texts == ()


def test_headings_over_groups_of_columns_become_groups() -> None:
    found = table_of(
        "<table><caption>Đơn vị</caption><thead>"
        '<tr><th rowspan="2">Đơn vị</th><th colspan="2">Đảng viên</th></tr>'
        '<tr><th class="kg-num">Số</th><th>Tỷ lệ</th></tr></thead>'
        '<tbody><tr><th>Rạch Giá</th><td class="kg-num">12</td><td>3,40%</td></tr></tbody></table>'
    )

    assert [column.name for column in found.columns] == ["Đơn vị", "Đảng viên: Số", "Đảng viên: Tỷ lệ"]
    assert [column.numeric for column in found.columns] == [False, True, False]
    assert found.cells == (("Rạch Giá", "12", "3,40%"),)
    assert found.title == "Đơn vị"


def test_a_cell_over_several_rows_or_columns_has_its_text_once() -> None:
    found = table_of(
        '<table><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr>'
        '<tr><td colspan="2">d</td></tr></table>'
    )

    assert found.cells == (("a", "b"), ("", "c"), ("d", ""))


@pytest.mark.parametrize("span", ["0", "-1", "x", "99999999", ""])
def test_an_odd_span_is_harmless(span: str) -> None:
    found = table_of(f'<table><tr><td colspan="{span}">a</td></tr></table>')

    assert found.cells[0][0] == "a"
    assert len(found.columns) <= 100


def test_what_is_for_the_ear_alone_is_not_read() -> None:
    found = table_of(
        '<figure id="t"><table><caption><span class="kg-number">Bảng 2.</span> Mức '
        '<span class="kg-unit">(đảng viên)</span></caption>'
        '<tr class="kg-total"><th class="kg-part kg-part-1"><span class="kg-unseen">trong đó: </span>A</th>'
        '<td class="kg-num">5<svg><path/></svg></td></tr></table>'
        '<div><p class="kg-table-note">* Một.</p><p class="kg-source">Nguồn: A.</p></div></figure>'
    )

    assert (found.id, found.number, found.title, found.unit) == ("t", "Bảng 2", "Mức", "đảng viên")
    assert (found.cells, found.totals, found.indents) == ((("A", "5"),), (0,), ((0, 1),))
    assert (found.notes, found.source) == (("* Một.",), "Nguồn: A.")


def test_a_drawing_has_its_caption_and_words() -> None:
    (found,) = blocks_of_html(
        '<figure id="c"><figcaption><span class="kg-number">Biểu đồ 1.</span> Cột</figcaption>'
        '<svg aria-label="Cao nhất: A"><path/></svg></figure>'
    )

    assert isinstance(found, Picture)
    assert (found.id, found.number, found.title, found.alt) == ("c", "Biểu đồ 1", "Cột", "Cao nhất: A")


def test_of_a_page_only_the_document_is_read() -> None:
    page = (
        "<html><head><title>T</title><style>p{}</style></head><body><a class='kg-skip' href='#m'>1</a>"
        "<nav><p>2</p></nav><main><h2 id='a'>Kết quả</h2><script>3</script></main>"
        "<footer class='kg-foot'><p>4</p></footer></body></html>"
    )

    assert blocks_of_html(page) == [Heading(level=2, text="Kết quả", id="a")]
