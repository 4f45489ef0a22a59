"""A matrix of movements is a table: its cells are counts with shares, shaded, outlined on the diagonal."""

from __future__ import annotations

from dataclasses import replace

from bs4 import BeautifulSoup

from kgreport.views.charts.matrix import Matrix, MatrixRow, Move

MATRIX = Matrix(
    id="table-x",
    title="Chuyển <mức>",
    unit="tổ chức",
    before="Mức #2017",
    after="Mức 2018",
    columns=["Tốt", "Kém", "Không có"],
    rows=[
        MatrixRow("Tốt", [Move(96, 0.96, "stayed"), Move(4, 0.04, "fell"), Move(0, 0.0)], 100),
        MatrixRow("Kém", [Move(1, 0.5, "rose"), Move(0, 0.0, "stayed"), Move(1, 0.5)], 2),
    ],
    total="Cộng",
    totals=[97, 4, 1, 102],
    notes=["Chú thích."],
)


def cells() -> list[list[tuple[str, list[str]]]]:
    """Give the text and the classes of the cells of each row."""
    page = BeautifulSoup(MATRIX.html(), "html.parser")
    return [
        [(cell.get_text(), list(cell["class"])) for cell in row.select("td.kg-cell")]
        for row in page.select("tbody tr")[:-1]
    ]


def test_a_cell_has_its_count_and_share_and_says_who_rose_and_fell_by_colour() -> None:
    first, second = cells()

    assert [text for text, _ in first] == ["96 96,00%", "4 4,00%", "0"]
    assert first[0][1][-2:] == ["kg-stayed", "kg-stayed-3"]
    assert first[1][1][-2:] == ["kg-fell", "kg-fell-1"]
    assert second[0][1][-2:] == ["kg-rose", "kg-rose-1"]


def test_nobody_has_no_shade_and_the_unrated_have_no_direction() -> None:
    first, second = cells()

    assert first[2][1] == second[2][1] == ["kg-num", "kg-cell"]
    assert second[1] == ("0", ["kg-num", "kg-cell", "kg-stayed"])


def test_rows_and_columns_have_headings_and_the_levels_after_share_one() -> None:
    page = BeautifulSoup(MATRIX.html(), "html.parser")

    assert [head.get_text() for head in page.select("th[scope=colgroup][colspan='3']")] == ["Mức 2018"]
    assert [head.get_text() for head in page.select("th[scope=row]")] == ["Tốt", "Kém", "Cộng"]
    assert [cell.get_text() for cell in page.select(".kg-total td")] == ["97", "4", "1", "102"]


def test_text_is_escaped_in_both_formats() -> None:
    assert "Chuyển &lt;mức&gt;" in MATRIX.html()
    assert "Chuyển \\<mức\\>" in MATRIX.typst()
    assert "Mức \\#2017" in MATRIX.typst()


def test_in_print_the_diagonal_has_four_strong_lines_a_cell() -> None:
    assert MATRIX.typst().count("1.4pt") == 2 * 4


def test_the_number_stands_before_the_title_in_every_format() -> None:
    numbered = replace(MATRIX, number="Bảng 7")

    assert ">Bảng 7.</span>" in numbered.html()
    assert "*Bảng 7.* Chuyển" in numbered.typst()
    assert numbered.plain().startswith("Bảng 7. Chuyển <mức> (tổ chức)")


def test_as_text_it_has_a_line_a_row_with_the_sums_last() -> None:
    assert MATRIX.plain().splitlines()[2:6] == [
        "Mức #2017          Tốt        Kém    Không có  Cộng",
        "Tốt        96 (96,00%)  4 (4,00%)           0   100",
        "Kém         1 (50,00%)          0  1 (50,00%)     2",
        "Cộng                97          4           1   102",
    ]
