"""A whole and its units agree: summed where nothing is known of the whole, compared where it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport.data.params.model import Parameters
from kgreport.report import Report, build_report, read_report

UNITS = (
    "id,name,parent,order\nsen,Huyện Sen,,1\nmai,Huyện Mai,,2\nsen-1,Xã Sen 1,sen,3\nsen-2,Xã Sen 2,sen,4\n"
)

Make = Callable[..., Path]


def report_of(make_dataset: Make, *rows: str, unit: str = "", units: str = UNITS) -> Report:
    folder = make_dataset(*rows, units=units)
    given = Parameters.model_validate({"year": 2018, "dataset": folder.name, "unit": unit})
    return read_report(given, folder.parent)


def value(report: Report, unit: str, measure: str) -> int | None:
    of = report.figures
    found = of.loc[(of["unit"] == unit) & (of["measure"] == measure) & (of["tier"] == ""), "value"]
    return int(found.iloc[0]) if len(found) else None


def row(unit: str, measure: str, count: int) -> str:
    return f"2018,{unit},member,,{measure},{count},p. 1"


LEAVES = [row("sen-1", "total", 3), row("sen-2", "total", 4), row("mai", "total", 5)]


def test_a_whole_is_summed_from_the_leaves_up(make_dataset: Make) -> None:
    report = report_of(
        make_dataset, row("sen-1", "total", 3), row("sen-2", "total", 4), row("mai", "total", 5)
    )

    assert value(report, "sen", "total") == 7
    assert value(report, "", "total") == 12
    assert report.all_findings() == []


def test_a_whole_is_unknown_where_a_unit_is(make_dataset: Make) -> None:
    report = report_of(make_dataset, row("sen-1", "total", 3), row("mai", "total", 5))

    assert value(report, "sen", "total") is None
    assert value(report, "", "total") is None
    assert [finding.id for finding in report.stopping_findings()] == [
        "no-unit", "not-reported-2018-member", "not-reported-2018-sen-member"
    ]  # fmt: skip
    assert report.all_findings()[1].found.say("en") == "no figures of 1 unit: Huyện Sen"


def test_a_measure_known_of_some_units_is_a_warning(make_dataset: Make) -> None:
    report = report_of(
        make_dataset, row("sen", "total", 3), row("mai", "total", 5), row("mai", "reviewed", 5),
        row("sen-1", "total", 1), row("sen-2", "total", 2),
    )  # fmt: skip

    [finding] = report.all_findings()
    assert (finding.id, finding.severity) == ("partly-reported-2018-member", "warning")
    assert finding.found.say("vi") == "chỉ một số đơn vị có: Đã kiểm điểm"


def test_a_zero_that_follows_in_one_unit_is_not_lacking_in_the_others(make_dataset: Make) -> None:
    """Nobody in Mai is exempt or pending, as all were rated; of Sen nobody has said so."""
    report = report_of(
        make_dataset, row("mai", "total", 5), row("mai", "rated", 5), row("sen", "total", 3),
        row("sen", "rated", 2), row("sen-1", "total", 1), row("sen-2", "total", 2),
        row("sen-1", "rated", 1), row("sen-2", "rated", 1),
    )  # fmt: skip

    assert value(report, "mai", "exempt") == 0
    assert report.all_findings() == []


@pytest.mark.parametrize(
    ("whole", "found"), [(8, []), (9, ["units-2018-member-total"]), (7, ["units-2018-member-total"])]
)
def test_a_whole_that_is_known_is_the_sum_of_its_units(
    make_dataset: Make, whole: int, found: list[str]
) -> None:
    rows = [
        row("sen", "total", 3),
        row("mai", "total", 5),
        row("sen-1", "total", 1),
        row("sen-2", "total", 2),
    ]
    report = report_of(make_dataset, row("", "total", whole), *rows)

    assert [finding.id for finding in report.stopping_findings()] == found


def test_units_that_are_known_never_exceed_the_whole(make_dataset: Make) -> None:
    units = "id,name,parent,order\nsen,Sen,,1\nmai,Mai,,2\nlan,Lan,,3\n"
    rows = [row("", "total", 7), row("sen", "total", 3), row("mai", "total", 5), row("lan", "reviewed", 1)]

    report = report_of(make_dataset, *rows, units=units)

    assert "units-2018-member-total" in {finding.id for finding in report.stopping_findings()}
    [finding] = [one for one in report.all_findings() if one.id == "units-2018-member-total"]
    assert finding.found.say("en") == "sum of 2 of 3 units: 8, off by 1"


def test_a_unit_report_and_the_whole_agree(make_dataset: Make) -> None:
    rows = [row("sen-1", "rated", 3), row("sen-2", "rated", 4), row("mai", "rated", 5)]
    whole = report_of(make_dataset, *rows)
    unit = report_of(make_dataset, *rows, unit="sen")

    assert value(unit, "sen", "rated") == value(whole, "sen", "rated") == 7
    assert "7" in unit.levels("member").plain()
    assert "Huyện Sen" in unit.head().plain()


def test_what_is_expected_is_not_said_twice_under_its_heading(make_dataset: Make) -> None:
    report = report_of(make_dataset, row("sen-1", "total", 3), row("mai", "total", 5))

    told = report.quality().plain()

    assert "số liệu của cả 2 đơn vị" in told
    assert "cần số liệu" not in told


def test_a_sum_is_told_as_one(make_dataset: Make) -> None:
    report = report_of(
        make_dataset, row("sen-1", "total", 3), row("sen-2", "total", 4), row("mai", "total", 5)
    )

    assert "Tổng của các đơn vị trực thuộc" in report.sources().plain()


def test_a_dataset_says_what_it_holds(make_dataset: Make) -> None:
    folder = make_dataset(row("", "total", 3))
    (folder / "dataset.yml").write_text("title: Số liệu thử\nsimulated: true\n", "utf-8")

    dataset = build_report(year=2018, dataset=folder.name, base=folder.parent).dataset

    assert (dataset.title, dataset.simulated) == ("Số liệu thử", True)
    assert "dataset.yml" in dataset.tables


def test_what_a_dataset_may_not_say_is_told(make_dataset: Make) -> None:
    folder = make_dataset(row("", "total", 3))
    (folder / "dataset.yml").write_text("simulatd: true\n", "utf-8")

    with pytest.raises(Exception, match=r"dataset\.yml:1: unknown key 'simulatd'"):
        build_report(year=2018, dataset=folder.name, base=folder.parent)
