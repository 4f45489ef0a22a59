"""The report of a unit sets its shares beside those of the province and of the units around it."""

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
UNITS = "id,name,parent,order\nsen,Sen,,1\nmai,Mai,,2\ncuc,Cúc,,3\nxa,Xã,sen,4\n"


def levels(unit: str, *counts: int, subject: str = "member,") -> list[str]:
    """Write the levels of the members of a unit."""
    return [f"2018,{unit},{subject},{code},{n},tr. 1" for code, n in zip(CODES, counts, strict=True)]


PROVINCE = [
    *levels("sen", 10, 70, 15, 5),
    *levels("mai", 30, 150, 18, 2),
    *levels("cuc", 5, 80, 15, 0),
    *levels("", 45, 300, 48, 7),
]


@pytest.fixture
def report_of(make_dataset: Callable[..., Path]) -> MakeReport:
    """Report on one unit of a province."""

    def make(*rows: str, unit: str = "sen", year: int = 2018, **tables: str) -> Report:
        folder = make_dataset(*rows, units=UNITS, **tables)
        asked = {"year": year, "dataset": folder.name, "unit": unit}
        return read_report(Parameters.model_validate(asked), folder.parent)

    return make


def table_of(report: Report) -> Table:
    [table] = [view for view in report.benchmark().views if isinstance(view, Table)]
    return table


def test_each_share_stands_beside_that_of_the_province_with_difference_and_rank(
    report_of: MakeReport,
) -> None:
    table = table_of(report_of(*PROVINCE))

    assert [row[1:] for row in table.cells()] == [
        ["100", "", "", "", ""],
        ["10", "10,00%", "11,25%", "−1,25", "2/3"],
        ["70", "70,00%", "75,00%", "−5,00", "3/3"],
        ["80", "80,00%", "86,25%", "−6,25", "3/3"],
        ["15", "15,00%", "12,00%", "+3,00", "1/3"],
        ["5", "5,00%", "1,75%", "+3,25", "1/3"],
    ]
    assert table.indents == dict.fromkeys(range(1, 6), 1)


def test_a_sentence_says_where_the_unit_stands(report_of: MakeReport) -> None:
    text = report_of(*PROVINCE).benchmark().plain()

    assert "đảng viên 80,00%, thấp hơn toàn tỉnh (86,25%), thứ 3/3" in text
    assert "chỉ để tham khảo" not in text


def test_the_rank_among_small_numbers_comes_with_a_caution(report_of: MakeReport) -> None:
    """Of 23 organisations, one is worth 4,35 points."""
    organizations = "organization,grassroots"
    rows = [
        *levels("sen", 3, 18, 2, 0, subject=organizations),
        *levels("mai", 30, 150, 18, 2, subject=organizations),
        *levels("", 33, 168, 20, 2, subject=organizations),
    ]

    text = report_of(*rows, unit="mai").benchmark().plain()

    assert "chỉ để tham khảo đối với: tổ chức cơ sở đảng (có đơn vị chỉ 23" in text
    assert "4,35 điểm phần trăm" in text


def test_the_report_of_the_province_has_no_benchmark(report_of: MakeReport) -> None:
    assert report_of(*PROVINCE, unit="").benchmark().views == []


def test_without_figures_of_others_there_is_nothing_to_compare_with(report_of: MakeReport) -> None:
    assert report_of(*levels("sen", 10, 70, 15, 5)).benchmark().views == []


def test_of_the_province_alone_a_share_has_a_difference_and_no_rank(report_of: MakeReport) -> None:
    report = report_of(*levels("sen", 10, 70, 15, 5), *levels("", 45, 300, 48, 7))

    assert table_of(report).cells()[1][2:] == ["10,00%", "11,25%", "−1,25", "–"]


def test_a_printed_share_is_repeated_and_not_ranked(report_of: MakeReport) -> None:
    shares = "year;unit;subject;measure;printed;source\n2018;xa;member;good;76,3%;tr. 1\n"
    rows = ["2018,xa,member,,total,90,tr. 2", *PROVINCE]

    table = table_of(report_of(*rows, unit="xa", shares=shares))

    assert table.cells()[1][1:] == ["–", "76,3%†", "75,00%", "–", "–"]
    assert any("†" in note for note in table.notes)


def test_a_unit_inside_a_unit_is_ranked_among_those_beside_it(report_of: MakeReport) -> None:
    """It is set beside the province all the same."""
    table = table_of(report_of(*levels("xa", 8, 40, 2, 0), *PROVINCE, unit="xa"))

    assert table.cells()[1][1:] == ["8", "16,00%", "11,25%", "+4,75", "–"]


def test_others_count_where_they_stand_after_being_rated_anew(report_of: MakeReport) -> None:
    """Mai's only organisation lost its level; the rules of 2023 know that."""
    header = "year,id,unit,tier,status,level,reason,group,name\n"
    rows = (f"2023,{unit},{unit},grassroots_branch,rated,excellent,,,{unit}\n" for unit in ("sen", "mai"))
    anew = "year,subject,id,level,reason,source\n2023,organization,mai,fulfilled,,QĐ 1\n"

    report = report_of(year=2023, organizations=header + "".join(rows), restatements=anew)

    excellent = next(row for row in table_of(report).cells() if row[0].startswith("Hoàn thành xuất sắc"))
    assert excellent[1:] == ["1", "100,00%", "50,00%", "+50,00", "1/2"]
