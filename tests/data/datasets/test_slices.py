"""The report of a unit speaks of that unit and of those below it, whatever else its dataset holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from kgreport.data.datasets.dataset import read_dataset
from kgreport.data.datasets.slices import dataset_of_unit
from kgreport.data.params.model import Parameters
from kgreport.report import Report, read_report
from kgreport.report.recognition import flag_streaks

UNITS = "id,name,parent,order\nsen,Sen,,1\nsen-1,Sen 1,sen,2\nmai,Mai,,3\n"
RECORDS = "year,id,unit,tier,status,level,reason\n"

Make = Callable[..., Path]


def row(unit: str, measure: str, count: int, year: int = 2018) -> str:
    return f"{year},{unit},member,,{measure},{count},p. 1"


def report_of(folder: Path, unit: str, **given: object) -> Report:
    parameters = {"year": 2018, "dataset": folder.name, "unit": unit, **given}
    return read_report(Parameters.model_validate(parameters), folder.parent)


def found(folder: Path, unit: str, **given: object) -> list[str]:
    return [one.id for one in report_of(folder, unit, **given).all_findings()]


def test_a_contradiction_is_told_in_its_unit_and_above(make_dataset: Make) -> None:
    broken = [
        row("sen-1", measure, 5) for measure in ("rated", "excellent", "good", "fulfilled", "unfulfilled")
    ]
    folder = make_dataset(*broken, row("sen", "total", 9), row("mai", "total", 4), units=UNITS)

    wrong = "sum-2018-sen-1-member-rated"
    assert wrong in found(folder, "sen-1")
    assert wrong in found(folder, "sen")
    assert wrong in found(folder, "")
    assert found(folder, "mai") == []


def test_a_record_that_breaks_a_rule_is_told_in_its_unit_and_above(make_dataset: Make) -> None:
    organizations = RECORDS + "2019,a,sen-1,grassroots_committee,rated,fulfilled,\n"
    collectives = (
        "year,id,unit,tier,status,level,reason,organization\n2019,b,sen-1,grassroots,rated,good,,a\n"
    )
    folder = make_dataset(
        row("mai", "total", 4, 2019), units=UNITS, organizations=organizations, collectives=collectives
    )

    wrong = "above-organization-collectives.csv-2-level"
    assert wrong in found(folder, "sen-1", year=2019)
    assert wrong in found(folder, "sen", year=2019)
    assert found(folder, "mai", year=2019) == []


def test_a_published_figure_that_is_another_is_told_in_its_unit_alone(make_dataset: Make) -> None:
    organizations = RECORDS + "2018,a,sen-1,grassroots_committee,rated,good,\n"
    folder = make_dataset(
        "2018,sen-1,organization,,rated,3,p. 1",
        row("mai", "total", 4),
        units=UNITS,
        organizations=organizations,
    )

    wrong = "records-2018-sen-1-organization-rated"
    assert wrong in found(folder, "sen-1")
    assert wrong in found(folder, "")
    assert found(folder, "mai") == []


@pytest.mark.parametrize(("unit", "stale"), [("", True), ("sen", True), ("sen-1", True), ("mai", False)])
def test_what_is_accepted_and_gone_is_told_where_it_would_be_found(
    make_dataset: Make, unit: str, stale: bool
) -> None:
    folder = make_dataset(row("sen-1", "total", 9), row("mai", "total", 4), units=UNITS)
    accepted = [{"id": "sum-2018-sen-1-member-rated", "reason": "printed so"}]

    told = "stale-sum-2018-sen-1-member-rated" in found(folder, unit, accepted_findings=accepted)
    assert told is stale


@pytest.mark.parametrize("units", ["id,name,parent,order\nhoa,Hoa,,1\nhoa-mai,Hoa Mai,,2\n", None])
@pytest.mark.parametrize(("unit", "stale"), [("", True), ("hoa", False), ("hoa-mai", True)])
def test_an_accepted_finding_is_not_taken_for_one_of_a_unit_whose_code_is_shorter(
    make_dataset: Make, units: str | None, unit: str, stale: bool
) -> None:
    whole = [row("", "total", 13)] if units is None else []
    tables = {} if units is None else {"units": units}
    folder = make_dataset(row("hoa", "total", 9), row("hoa-mai", "total", 4), *whole, **tables)
    accepted = [{"id": "sum-2018-hoa-mai-member-rated", "reason": "printed so"}]

    told = "stale-sum-2018-hoa-mai-member-rated" in found(folder, unit, accepted_findings=accepted)
    assert told is stale


def test_what_is_completed_of_a_unit_is_what_is_completed_of_all(make_dataset: Make) -> None:
    folder = make_dataset(
        row("sen-1", "total", 9), row("sen-1", "reviewed", 8), row("mai", "total", 4), units=UNITS
    )
    whole = read_dataset(folder, range(2014, 2019))

    part = dataset_of_unit(whole, "sen")
    kept = whole.completed[whole.completed["unit"].isin(["sen", "sen-1"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(part.completed, kept)
    assert set(part.figures["unit"]) == {"sen-1"}
    assert dataset_of_unit(whole, "") is whole
    assert dataset_of_unit(whole, "nowhere") is whole


def test_records_follow_who_moved_here_or_is_named_here(make_dataset: Make) -> None:
    rows = ["2017,moved,mai", "2018,moved,sen", "2018,named,mai", "2018,other,mai"]
    organizations = RECORDS + "".join(f"{one},grassroots_committee,rated,good,\n" for one in rows)
    awards = "year,unit,award,subject,id,name\n2018,sen,flag,organization,named,\n"
    anew = "year,subject,id,level,reason,source\n"
    anew += "2017,organization,moved,fulfilled,,d\n2018,organization,other,fulfilled,,d\n"
    folder = make_dataset(units=UNITS, organizations=organizations, awards=awards, restatements=anew)
    part = dataset_of_unit(read_dataset(folder, range(2014, 2019)), "sen")

    assert part.records["organizations"][["year", "id"]].to_numpy().tolist() == [
        [2017, "moved"], [2018, "moved"], [2018, "named"]
    ]  # fmt: skip
    assert list(part.registers["restatements"]["id"]) == ["moved"]


def test_years_are_known_where_any_unit_has_records_of_them(make_dataset: Make) -> None:
    """A branch founded three years ago is not excellent five years running in its unit's report either."""
    rows = [f"{year},old,mai" for year in range(2014, 2019)] + [
        f"{year},new,sen" for year in range(2016, 2019)
    ]
    organizations = RECORDS + "".join(f"{one},grassroots_branch,rated,excellent,\n" for one in rows)
    folder = make_dataset(units=UNITS, organizations=organizations)

    streaks = flag_streaks(report_of(folder, "sen", first_year=2014))
    assert streaks is not None
    assert (streaks.reach, streaks.candidates["years"].tolist()) == (5, [3])


def test_printed_shares_are_judged_in_their_unit_and_above(make_dataset: Make) -> None:
    shares = "year;unit;subject;measure;base;printed;source\n2018;sen-1;member;good;rated;74,4%;p. 1\n"
    folder = make_dataset(
        row("sen-1", "rated", 35), row("sen", "total", 40), row("mai", "total", 4), units=UNITS, shares=shares
    )

    wrong = "share-impossible-2018-sen-1-member-good-rated"
    assert wrong in found(folder, "sen-1")
    assert wrong in found(folder, "")
    assert wrong not in found(folder, "mai")


def test_a_unit_may_have_printed_shares_alone(make_dataset: Make) -> None:
    shares = "year;unit;subject;measure;printed;source\n2018;sen;member;good;74,4%;p. 1\n"
    folder = make_dataset(row("mai", "total", 4), shares=shares)

    assert found(folder, "sen") == []
    assert "74,4%†" in report_of(folder, "sen").levels("member").plain()
    assert "74,4%" not in report_of(folder, "mai").levels("member").plain()
