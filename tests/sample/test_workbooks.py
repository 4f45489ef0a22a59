"""The workbooks of the made-up province say what its records say, and that they are simulated."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgreport.data.records.reading import read_records
from kgreport.data.workbooks.reading.workbook import Workbooks, read_workbooks
from kgreport.sample import workbooks
from kgreport.sample.plan import LAST, UNITS, YEARS
from kgreport.sample.province import Province, make_province

SMALLEST = next(unit for unit in UNITS if unit.id == "hoa-cau")


@pytest.fixture(scope="module")
def province() -> Province:
    """Make up the province."""
    return make_province(2018)


@pytest.fixture(scope="module")
def written(province: Province, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the workbook of the smallest unit, with what stands beside it."""
    folder = tmp_path_factory.mktemp("made-up") / "workbooks"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbooks, "UNITS", (SMALLEST,))
        workbooks.write_workbooks(province, sample, folder, lambda _: None)
    return folder


@pytest.fixture(scope="module")
def forms(written: Path) -> Workbooks:
    """Read the workbook."""
    return read_workbooks(list(written.glob("*.xlsx")))


def test_a_workbook_is_read_without_a_finding(forms: Workbooks) -> None:
    assert forms.findings == []
    assert [(head.unit, head.name, head.year) for head in forms.heads] == [(SMALLEST.id, SMALLEST.name, LAST)]
    assert forms.simulated


def test_a_workbook_counts_what_the_records_do(forms: Workbooks, sample: Path) -> None:
    counted = read_records(sample, YEARS).figures
    key = ["subject", "tier", "measure"]
    here = counted[(counted["unit"] == SMALLEST.id) & (counted["year"] == LAST)].set_index(key)["value"]
    typed = forms.figures.set_index(key)["value"]
    both = typed.index.intersection(here.index)

    assert len(both) > 90
    assert typed[both].to_dict() == here[both].to_dict()


def test_a_workbook_lists_everyone(forms: Workbooks, province: Province) -> None:
    members = province.members.select(["year", "unit"]).to_pandas()

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
