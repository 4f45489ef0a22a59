"""The heights that views estimate are those that the typesetter finds."""

from __future__ import annotations

import json
import math

import pytest
import typst

from kgreport.publish.diagnostics import Fragment
from kgreport.publish.prepared.documents import Document
from kgreport.publish.typesetting import _sources, typeset
from kgreport.terms.paper import Margins
from kgreport.views.dots import Scale
from kgreport.views.sizes.print_sizes import LETTER_WIDTHS, line_heights, long_in_print, width_of
from kgreport.views.tables import Column, Table

FONTS = typst.Fonts(include_system_fonts=False)
VIETNAMESE = "aăâàáảãạằắẳẵặầấẩẫậeêèéẻẽẹềếểễệiìíỉĩịoôơòóỏõọồốổỗộờớởỡợuưùúủũụừứửữựyỳýỷỹỵđ"
PRINTED = VIETNAMESE + VIETNAMESE.upper() + "".join(map(chr, range(32, 127))) + "–—−…‘’“”"


def query(markup: str) -> list[list[float]]:
    sources = _sources(Document(title="Thử"), [Fragment(place="a", markup=markup)])
    found = typst.query(  # type: ignore[type-var]  # files in memory are not in its stubs
        sources, "<found>", field="value", font_paths=FONTS, ignore_system_fonts=True
    )
    return list(json.loads(found))


def widths_in_the_font() -> dict[str, float]:
    """Return the width of each letter, regular or semibold, in sizes of the text."""
    letters = ", ".join(json.dumps(letter, ensure_ascii=False) for letter in PRINTED)
    widths = query(
        '#set text(size: 1000pt, number-width: "tabular")\n'
        f"#context [#metadata(({letters}).map(c => calc.max(..(400, 600).map(weight => "
        "measure(text(weight: weight, c)).width / 1000pt)))) <found>]"
    )[0]
    return dict(zip(PRINTED, widths, strict=True))


def test_the_widths_of_letters_are_those_of_the_font() -> None:
    """The table holds them rounded up; an accented letter is no wider than its base."""
    measured = widths_in_the_font()
    expected = {letter: math.ceil(round(measured[letter] / 0.05, 6)) for letter in measured}

    assert {letter: width / 0.05 for width, letters in LETTER_WIDTHS.items() for letter in letters} == (
        pytest.approx({letter: expected[letter] for letters in LETTER_WIDTHS.values() for letter in letters})
    )
    assert [letter for letter, width in measured.items() if width > width_of(letter)] == []


def test_a_row_of_one_line_is_as_high_as_its_capitals_and_the_space_around() -> None:
    markup = (
        "#context [#metadata((kg-line, auto).map(height => measure(block(width: 400pt, table(columns: 1, "
        "rows: (auto, height), [Tên], [Huyện])) ).height / 1pt)) <found>]"
    )
    known, found = query(markup)[0]
    assert known == pytest.approx(found)


def test_rows_that_may_wrap_are_measured() -> None:
    words = [["Tên", "Số"], ["M" * 60, "1"], ["Huyện Hoa Sen", "1"]]
    assert line_heights(["1fr", "auto"], words, {}, 11) == ["auto", "auto", "kg-line"]
    assert line_heights(["auto", "auto"], [["a" * 90, "b"], ["c", "d"]], {}, 11) == ["auto", "auto"]


def test_a_table_of_many_rows_is_long_and_between_it_is_measured() -> None:
    answers = [long_in_print(["1fr"], [["Huyện"]] * rows, [], 11) for rows in (5, 18, 40)]
    assert answers == ["false", "auto", "true"]


def test_on_a_narrow_page_rows_are_measured() -> None:
    """The row has one line at the usual margins, and three here."""
    row: list[object] = ["Đảng bộ huyện Hoa Sen và các chi bộ trực thuộc đảng ủy", 1]
    table = Table(id="table-x", title="Bảng", columns=[Column("Tên", "text"), Column("Số")], rows=[row])
    assert "kg-line" in table.typst()
    margins = Margins(left=80, right=80)
    narrow = Document(title="Thử", margins=margins)
    printed = typeset(narrow, [Fragment(place="a", markup=table.typst())])
    measured = typeset(narrow, [Fragment(place="a", markup=table.typst().replace("kg-line", "auto"))])
    assert printed == measured


def test_a_row_with_a_drawing_or_an_indent_is_as_high_as_without() -> None:
    """Both take room beside the text, and a fixed height would cut what wraps."""
    columns = [Column("Đơn vị", "text"), Column("Số"), Column("Tỷ lệ", "percent", scale=Scale(0, 1, 0.5))]
    rows: list[list[object]] = [
        ["Huyện Hoa Sen", 1, 0.5],
        ["Huyện " * 12, 1, 0.25],
        ["Huyện Hoa Mai", 2, None],
    ]
    table = Table(id="table-x", title="Bảng", columns=columns, rows=rows, indents={1: 1, 2: 2})
    assert table.typst().count("kg-line") == 2
    printed = typeset(Document(title="Thử"), [Fragment(place="a", markup=table.typst())])
    measured = typeset(
        Document(title="Thử"), [Fragment(place="a", markup=table.typst().replace("kg-line", "auto"))]
    )
    assert printed == measured


def test_headings_of_groups_count_in_the_height_of_a_table() -> None:
    rows = [["a", "b", "c"]] * 15
    long = [long_in_print(["1fr"] * 3, rows, groups, 11) for groups in ((), [(1, 2, "dài " * 60)])]
    assert long == ["false", "auto"]
