"""The workbooks of the made-up province say what its records say, and that they are simulated."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from kgreport.data.datasets.folder import PACKAGED
from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.layout import KEY, TABLES
from kgreport.data.figures.reading import read_table
from kgreport.data.params.parameters_file import read_parameters
from kgreport.data.records.reading import read_records
from kgreport.data.workbooks.reading.workbook import Workbooks, read_workbooks
from kgreport.report import read_report
from kgreport.sample.plan import LAST, UNITS, YEARS

OF_ALL_MEMBERS = ("reviewed", "fulfilled_or_better")
"""What was published of members and does not add up where few of them are made up."""

SMALLEST = next(unit for unit in UNITS if unit.id == "hoa-cau")


@pytest.fixture(scope="module")
def written(sample_workbooks: Path) -> Path:
    """Give the workbooks, with what stands beside them."""
    return sample_workbooks / "workbooks"


@pytest.fixture(scope="module")
def records(sample_workbooks: Path) -> Path:
    """Give the records that the workbooks were made of."""
    return sample_workbooks / "records"


@pytest.fixture(scope="module")
def forms(written: Path) -> Workbooks:
    """Read the workbook of the smallest unit."""
    return read_workbooks([written / f"{SMALLEST.id}-{LAST}.xlsx"])


def told(figures: pd.DataFrame) -> set[tuple[object, ...]]:
    """Give what figures say, whatever their source."""
    return set(figures[[*KEY, "value"]].itertuples(index=False, name=None))


def test_a_workbook_is_read_without_a_finding(forms: Workbooks) -> None:
    assert forms.findings == []
    assert [(head.unit, head.name, head.year) for head in forms.heads] == [(SMALLEST.id, SMALLEST.name, LAST)]
    assert forms.simulated


def test_a_workbook_counts_what_the_records_do(forms: Workbooks, records: Path) -> None:
    counted = read_records(records, YEARS).figures
    key = ["subject", "tier", "measure"]
    here = counted[(counted["unit"] == SMALLEST.id) & (counted["year"] == LAST)].set_index(key)["value"]
    typed = forms.figures.set_index(key)["value"]
    both = typed.index.intersection(here.index)

    assert len(both) > 90
    assert typed[both].to_dict() == here[both].to_dict()


def test_a_workbook_lists_everyone(forms: Workbooks, records: Path) -> None:
    members = pd.read_parquet(records / "members.parquet", columns=["year", "unit"])

    [listed] = forms.tables["members"]
    rows = sum(block().rows.num_rows for block in listed.blocks)

    assert rows == ((members["year"] == LAST) & (members["unit"] == SMALLEST.id)).sum()
    assert forms.tables["targets"][0].blocks[0]().rows.num_rows > 5


def test_what_is_of_the_whole_stands_beside_the_workbooks(written: Path) -> None:
    tables = {path.name for path in written.glob("*.csv")}
    years = {line[:4] for line in (written / "organizations.csv").read_text("utf-8").splitlines()[1:]}

    assert tables == {"apparatus.csv", "figures.csv", "organizations.csv", "targets.csv", "units.csv"}
    assert "simulated: true" in (written / "dataset.yml").read_text("utf-8")
    assert years == {str(year) for year in YEARS if year < LAST}


def test_nineteen_workbooks_add_up_to_the_published_totals(
    written: Path, records: Path, project: Path
) -> None:
    """Every figure that can be counted is counted from the lists alone, as from the records.

    Of members there are few here. Those who were rated lowest are all there.
    """
    parameters = read_parameters(project / "params/sample-2018.yml", {"dataset": str(written)})
    published, _ = read_table(PACKAGED / "kien-giang-2018" / "figures.csv", TABLES[0], YEARS)
    report = read_report(parameters, written)
    listed = complete_figures(report.dataset.counted)
    recorded = read_records(records, YEARS).figures

    of_year = recorded[recorded["year"] == LAST]
    both = published.merge(listed, on=KEY, suffixes=("", "_counted"))
    of_few = (both["subject"] == "member") & both["measure"].isin(OF_ALL_MEMBERS)

    assert len([name for name in report.dataset.tables if name.endswith(".xlsx")]) == 19
    assert {one.id for one in report.stopping_findings()} == {
        f"records-2018-member-{n}" for n in OF_ALL_MEMBERS
    }
    assert len(of_year) > 2_000
    assert told(of_year) <= told(listed)
    assert (len(both) >= 13, of_few.sum()) == (True, 2)
    assert list(both.loc[~of_few, "value_counted"]) == list(both.loc[~of_few, "value"])
