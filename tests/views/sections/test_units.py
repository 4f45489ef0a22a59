"""Units stand side by side in one table: ranked where their shares tell something, else in their order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport.data.params.model import Parameters
from kgreport.report import Report
from kgreport.report.reading import read_report
from kgreport.views.tables import Table

pytestmark = pytest.mark.usefixtures("without_numbers")

MakeReport = Callable[..., Report]
CODES = ("excellent", "good", "fulfilled", "unfulfilled")
UNITS = "id,name,parent,order\nsen,Sen,,1\nmai,Mai,,2\ncuc,Cúc,,3\n"


def levels(unit: str, *counts: int) -> list[str]:
    """Write the levels of the members of a unit."""
    return [f"2018,{unit},member,,{code},{n},tr. 1" for code, n in zip(CODES, counts, strict=True)]


@pytest.fixture
def report_of(make_dataset: Callable[..., Path]) -> MakeReport:
    """Report on the members of units."""

    def make(*rows: str) -> Report:
        folder = make_dataset(*rows, units=UNITS)
        return read_report(Parameters.model_validate({"year": 2018, "dataset": folder.name}), folder.parent)

    return make


@pytest.fixture
def large(report_of: MakeReport) -> Report:
    """Two units of a hundred members and more; nothing is known of the third."""
    rows = [*levels("sen", 10, 70, 15, 5), *levels("mai", 30, 150, 18, 2), *levels("", 40, 220, 33, 7)]
    return report_of(*rows)


def table_of(report: Report) -> Table:
    [table] = [view for view in report.units("member").views if isinstance(view, Table)]
    return table


def test_one_table_has_counts_and_shares_the_highest_first_and_the_whole_last(large: Report) -> None:
    table = table_of(large)

    assert [row[:3] for row in table.cells()] == [
        ["Mai", "180", "90,00%"], ["Sen", "80", "80,00%"], ["Toàn Đảng bộ", "260", "86,67%"]
    ]  # fmt: skip
    assert table.totals == [2]


def test_every_count_that_is_known_has_a_column(large: Report) -> None:
    table = table_of(large)

    columns = {column.name: n for n, column in enumerate(table.columns)}
    sen = table.cells()[1]
    assert [sen[n] for name, n in columns.items() if not name.endswith("Tỷ lệ")][1:] == [
        "80", "10", "70", "15", "5", "100"
    ]  # fmt: skip
    assert "–" not in {cell for row in table.cells() for cell in row}


def test_shares_that_are_ranked_are_drawn_on_one_scale_with_the_whole(large: Report) -> None:
    [scale] = [column.scale for column in table_of(large).columns if column.scale]

    assert (scale.low, scale.high) == (0.8, 0.9)
    assert scale.whole == pytest.approx(260 / 300)


def test_a_unit_without_figures_is_named_once_and_has_no_row(large: Report) -> None:
    assert "Chưa có số liệu của Cúc." in large.units("member").plain()
    assert "Cúc" not in table_of(large).plain()


def test_sentences_tell_the_ends_and_the_most_of_the_lowest_level(large: Report) -> None:
    text = large.units("member").plain()

    assert "cao nhất là Mai (90,00%), thấp nhất là Sen (80,00%)." in text
    assert "1 đơn vị thấp hơn tỷ lệ chung (86,67%)." in text
    assert "Tỷ lệ không hoàn thành nhiệm vụ cao nhất là Sen (5,00%)." in text


@pytest.fixture
def small(report_of: MakeReport) -> Report:
    """Where 23 are rated, one of them is worth 4,35 points."""
    rows = [*levels("sen", 3, 18, 2, 0), *levels("mai", 10, 50, 4, 2), *levels("cuc", 10, 50, 5, 1)]
    return report_of(*rows)


def test_units_so_small_that_one_case_is_worth_points_are_not_ranked(small: Report) -> None:
    text = small.units("member").plain()

    assert "Sen chỉ có 23 đảng viên được xếp loại, mỗi đảng viên tương ứng 4,35 điểm phần trăm" in text
    assert "không xếp hạng" in text
    assert "cao nhất" not in text
    assert [row[0] for row in table_of(small).cells()] == ["Sen", "Mai", "Cúc", "Toàn Đảng bộ"]
    assert [column for column in table_of(small).columns if column.scale] == []


def test_of_small_units_the_lowest_level_is_told_in_counts(small: Report) -> None:
    text = small.units("member").plain()

    assert "2/3 đơn vị có đảng viên không hoàn thành nhiệm vụ, nhiều nhất là Mai (2)." in text


def test_where_nobody_has_the_lowest_level_the_sentence_says_so(report_of: MakeReport) -> None:
    report = report_of(*levels("sen", 10, 70, 20, 0), *levels("mai", 10, 50, 40, 0))

    assert "không đơn vị nào có đảng viên không hoàn thành nhiệm vụ" in report.units("member").plain()


def test_what_is_only_counted_has_no_columns_of_shares(report_of: MakeReport) -> None:
    report = report_of("2018,sen,member,,unfulfilled,3,tr. 1", "2018,mai,member,,unfulfilled,0,tr. 1")

    table = table_of(report)
    assert table.cells() == [["Sen", "3"], ["Mai", "0"], ["Toàn Đảng bộ", "–"]]
    assert "tỷ lệ" not in table.unit
