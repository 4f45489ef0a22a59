"""One section tells whether the cap is kept: who exceeds it, by how many, where, and what else is unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kgreport.data.params.model import Parameters
from kgreport.report import Report, read_report
from kgreport.views.sections.ratings.caps_table import MOST_GROUPS
from kgreport.views.tables import Table

pytestmark = pytest.mark.usefixtures("without_numbers")

MakeDataset = Callable[..., Path]
CapOf = Callable[..., Report]
RECORDS = "year,id,unit,tier,status,level,reason,group\n"


@pytest.fixture
def report_of(make_dataset: MakeDataset) -> CapOf:
    def report(*rows: str, records: Sequence[str] = (), **given: object) -> Report:
        tables = {"organizations": RECORDS + "".join(records)} if records else {}
        folder = make_dataset(*(rows or ["2018,,member,,total,9,s"]), **tables)
        return read_report(
            Parameters.model_validate({"year": 2018, "dataset": folder.name, **given}), folder.parent
        )

    return report


def figures(subject: str, tier: str, excellent: int, good: int) -> list[str]:
    counts = {"excellent": excellent, "good": good}
    return [f"2018,,{subject},{tier},{level},{count},s" for level, count in counts.items()]


def group(name: str, excellent: int, good: int) -> list[str]:
    levels = ["excellent"] * excellent + ["good"] * good
    return [
        f"2018,g{name}-{n},,grassroots_branch,rated,{level},,{name.strip('-')}\n"
        for n, level in enumerate(levels)
    ]


def table_of(report: Report) -> Table:
    return next(view for view in report.cap().views if isinstance(view, Table))


def verdict_of(report: Report) -> str:
    return report.cap().plain().splitlines()[3]


def test_the_verdict_says_who_exceeds_the_cap_by_how_many_and_who_keeps_it(report_of: CapOf) -> None:
    report = report_of(*figures("member", "", 21, 79), *figures("leader", "", 20, 80))

    assert verdict_of(report) == (
        "Mức trần bị vượt: có 21 đảng viên hoàn thành xuất sắc nhiệm vụ, vượt 1 so với tối đa 20; "
        "cá nhân cán bộ lãnh đạo, quản lý không vượt."
    )
    assert [[row[0], *row[2:]] for row in table_of(report).cells()] == [
        ["Đảng viên", "21", "21,00%", "20", "+1"],
        ["Cá nhân cán bộ lãnh đạo, quản lý", "20", "20,00%", "20", "0"],
    ]


def test_a_tier_above_the_cap_is_told_where_all_together_keep_it(report_of: CapOf) -> None:
    report = report_of(
        *figures("leader", "", 20, 80),
        *figures("leader", "district", 9, 31),
        *figures("leader", "province", 5, 20),
    )

    text = verdict_of(report)

    assert text.startswith(
        "Mức trần bị vượt: có 9 cá nhân cán bộ lãnh đạo, quản lý thuộc diện cấp huyện quản lý"
    )
    assert "vượt 1 so với tối đa 8" in text
    assert "không vượt" not in text


def test_those_in_no_group_stand_in_the_table_as_one(report_of: CapOf) -> None:
    report = report_of(records=[*group("xã", 1, 9), *group("-", 3, 2)])

    text = report.cap().plain()

    assert "không nhóm nào vượt mức trần; 5 tổ chức chưa ghi nhóm có 3 tổ chức hoàn thành xuất sắc" in text
    assert "coi là một nhóm thì tối đa 1, vượt 2." in text
    table = table_of(report)
    assert table.cells()[-1] == ["Chưa ghi nhóm, coi là một nhóm", "5", "3", "60,00%", "1", "+2"]
    assert table.indents[len(table.rows) - 1] > 0


def test_of_many_groups_above_the_cap_the_farthest_are_shown(report_of: CapOf) -> None:
    some = [group(f"nhóm {n:02}", 2, 1) for n in range(MOST_GROUPS)]
    report = report_of(
        records=[row for rows in [*some, group("xa", 5, 1), group("hơn", 4, 1)] for row in rows]
    )

    names = [row[0] for row in table_of(report).cells()]

    assert {"Xa", "Hơn"} <= set(names)
    assert "14 nhóm vượt mức trần, nhiều nhất là (số xuất sắc/số tối đa): hơn (4/1), xa (5/2)" in (
        report.cap().plain()
    )


def test_other_readings_say_what_the_verdict_would_be(report_of: CapOf) -> None:
    notes = table_of(report_of(*figures("member", "", 20, 80), "2018,,member,,rated,100,s")).notes

    assert notes == [
        "Nếu tính trên số được xếp loại hoàn thành tốt nhiệm vụ: đảng viên vượt 4 (tối đa 16).",
        "Nếu tính trên số được xếp loại: không đối tượng nào vượt.",
    ]


def test_who_cannot_be_judged_is_named(report_of: CapOf) -> None:
    report = report_of(*figures("leader", "", 1, 9), "2018,,member,,rated,100,s")

    assert (
        "Chưa xét đảng viên, vì chưa có số được xếp loại hoàn thành xuất sắc nhiệm vụ."
        in report.cap().plain()
    )


def test_without_any_number_of_excellent_there_is_no_section(report_of: CapOf) -> None:
    assert report_of("2018,,member,,rated,100,s").cap().views == []
