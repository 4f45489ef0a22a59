"""What views say of the heights of tables is what the typesetter would find."""

from __future__ import annotations

import json

import pytest
import typst

from kgreport.publish.documents import Document, Margins
from kgreport.publish.typesetting import Fragment, _sources, typeset
from kgreport.views.print_height import _MARKED, _advance, line_heights, long_in_print
from kgreport.views.tables import Column, Table

FONTS = typst.Fonts(include_system_fonts=False)
PRINTED = _MARKED + _MARKED.upper() + "".join(map(chr, range(32, 127))) + "–—−…‘’“”"


def query(markup: str) -> list[list[float]]:
    sources = _sources(Document(title="Thử"), [Fragment(place="a", markup=markup)])
    found = typst.query(  # type: ignore[type-var]  # files in memory are not in its stubs
        sources, "<found>", field="value", font_paths=FONTS, ignore_system_fonts=True
    )
    return list(json.loads(found))


def test_no_letter_is_wider_than_reckoned() -> None:
    letters = ", ".join(json.dumps(letter, ensure_ascii=False) for letter in PRINTED)
    widths = query(
        '#set text(size: 1000pt, number-width: "tabular")\n'
        f"#context [#metadata(({letters}).map(c => calc.max(..(400, 600).map(weight => "
        "measure(text(weight: weight, c)).width / 1000pt)))) <found>]"
    )[0]
    assert [letter for letter, width in zip(PRINTED, widths, strict=True) if width > _advance(letter)] == []


def test_a_row_of_one_line_is_as_high_as_its_capitals_and_the_space_around() -> None:
    markup = (
        "#context [#metadata((kg-line, auto).map(height => measure(block(width: 400pt, table(columns: 1, "
        "rows: (auto, height), [Tên], [Huyện])) ).height / 1pt)) <found>]"
    )
    known, found = query(markup)[0]
    assert known == pytest.approx(found)


def test_rows_that_may_wrap_are_measured() -> None:
    words = [["Tên", "Số"], ["M" * 60, "1"], ["Huyện Hoa Sen", "1"]]
    assert line_heights(["1fr", "auto"], words) == ["auto", "auto", "kg-line"]
    assert line_heights(["auto", "auto"], [["a" * 90, "b"], ["c", "d"]]) == ["auto", "auto"]


def test_a_table_of_many_rows_is_long_and_between_it_is_measured() -> None:
    said = [long_in_print(["1fr"], [["Huyện"]] * rows) for rows in (5, 20, 40)]
    assert said == ["false", "auto", "true"]


def test_on_a_narrow_page_nothing_is_taken_for_granted() -> None:
    """The row would be one line at the usual margins, and three here."""
    row: list[object] = ["Đảng bộ huyện Hoa Sen và các chi bộ trực thuộc đảng ủy", 1]
    table = Table(id="table-x", title="Bảng", columns=[Column("Tên", "text"), Column("Số")], rows=[row])
    assert "kg-line" in table.typst()
    margins = Margins(left=80, right=80)
    narrow = Document(title="Thử", margins=margins)
    said = typeset(narrow, [Fragment(place="a", markup=table.typst())])
    measured = typeset(narrow, [Fragment(place="a", markup=table.typst().replace("kg-line", "auto"))])
    assert said == measured
