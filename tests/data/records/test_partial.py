"""A unit that hands in counts and no records is in every sum all the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport.report import Report, build_report
from kgreport.terms.findings import DatasetError

UNITS = "id,name,parent,order\nsen,Huyện Sen,,1\nmai,Huyện Mai,,2\n"
MEMBERS = "year,id,unit,status,level,reason\n2018,m1,sen,rated,good,\n2018,m2,sen,rated,excellent,\n"
COUNTS = [
    f"2018,mai,member,,{measure},{count},p. 1"
    for measure, count in (("total", 3), ("rated", 3), ("good", 3), ("excellent", 0), ("fulfilled", 0))
]

Make = Callable[..., Path]


def report_of(make_dataset: Make, *rows: str, members: str = MEMBERS) -> Report:
    folder = make_dataset(*rows, units=UNITS, members=members)
    return build_report(base=folder.parent, year=2018, dataset=folder.name)


def value(report: Report, unit: str, measure: str) -> int | None:
    of = report.figures
    found = of.loc[(of["unit"] == unit) & (of["subject"] == "member") & (of["measure"] == measure), "value"]
    return int(found.iloc[0]) if len(found) else None


def test_the_whole_is_the_sum_of_counts_and_records(make_dataset: Make) -> None:
    report = report_of(make_dataset, *COUNTS)

    assert [value(report, unit, "rated") for unit in ("sen", "mai", "")] == [2, 3, 5]
    assert [value(report, unit, "good") for unit in ("sen", "mai", "")] == [1, 3, 4]
    assert "units" in set(
        report.figures.loc[report.figures["unit"] == "", "source"].str.removeprefix("derived: ")
    )


def test_with_records_of_every_unit_the_whole_is_counted_from_them(make_dataset: Make) -> None:
    report = report_of(
        make_dataset, "2018,,collective,,reviewed,1,p. 1", members=MEMBERS + "2018,m3,mai,rated,good,\n"
    )

    assert value(report, "", "rated") == 3
    assert set(report.figures.loc[report.figures["measure"] == "total", "source"]) == {"records"}


def test_a_record_of_no_unit_would_be_in_no_sum(make_dataset: Make) -> None:
    with pytest.raises(DatasetError, match=r"1 hồ sơ không ghi đơn vị, trong khi có đơn vị chỉ nộp số tổng"):
        report_of(make_dataset, *COUNTS, members=MEMBERS + "2018,m3,,rated,good,\n")


def test_a_published_whole_is_held_against_counts_and_records_together(make_dataset: Make) -> None:
    whole = "2018,,member,,rated,{},p. 2"

    assert value(report_of(make_dataset, *COUNTS, whole.format(5)), "", "rated") == 5
    with pytest.raises(DatasetError, match="units-2018-member-rated"):
        report_of(make_dataset, *COUNTS, whole.format(6))
