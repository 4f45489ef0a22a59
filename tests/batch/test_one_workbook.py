"""Of several workbooks one is corrected: what it changes is built again, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from kgreport.data.workbooks.writing.workbook import Filled, write_workbook
from tests.batch.little import built_files, ended, little_notebook, little_project, run_here

OWN = "data/hoa-cau-2018.xlsx"
ABOVE, BESIDE = ("", "/vung-hoa", "/hoa-cau"), ("/hoa-ban",)
OPTIONS = ("--units", "whole,vung-hoa,hoa-cau,hoa-ban", "--notebook", "notebooks/little.ipynb")
UNITS = """id,name,parent,order
hoa-sen,Hoa Sen,,1
vung-hoa,Vùng Hoa,,2
hoa-cau,Hoa Cau,vung-hoa,3
hoa-ban,Hoa Ban,vung-hoa,4
"""

pytestmark = pytest.mark.usefixtures("build_here")


@pytest.fixture
def here(project: Path, tmp_path: Path) -> Path:
    """Make a project of three units with workbooks, two of them below one of their own."""
    folder = little_project(project, tmp_path, units=0)
    (folder / "data/figures.csv").unlink()
    (folder / "data/units.csv").write_text(UNITS, "utf-8")
    for unit in ("hoa-sen", "hoa-cau", "hoa-ban"):
        write_filled(folder / f"data/{unit}-2018.xlsx", committed=110)
    notebook = little_notebook(project, "report.commitments()")
    (folder / "notebooks/little.ipynb").write_text(notebook, "utf-8")
    return folder


def write_filled(workbook: Path, committed: int) -> None:
    """Write the workbook of a unit that says how many members have made a commitment."""
    row = (2018, "member", "", "committed", committed)
    figures = pd.DataFrame([row], columns=["year", "subject", "tier", "measure", "value"])
    unit = workbook.stem.removesuffix("-2018")
    write_workbook(workbook, year=2018, unit=unit, name="", filled=Filled(figures))


def named(units: tuple[str, ...]) -> Mapping[str, str]:
    return {f"x{unit} (little)": "built" for unit in units}


def test_a_corrected_workbook_has_its_unit_and_those_above_built_and_no_other(here: Path) -> None:
    code, events, err = run_here(here, "build", *OPTIONS, "--to", "html")
    assert (code, err, ended(events)) == (0, "", named((*ABOVE, *BESIDE)))
    before = built_files(here / "outputs/x")

    write_filled(here / OWN, committed=109)
    (impact,) = run_here(here, "impact", OWN, *OPTIONS)[1]
    code, events, err = run_here(here, "build", *OPTIONS, "--to", "html")

    assert (code, err, ended(events)) == (0, "", named(ABOVE))
    assert set(impact["reports"]) == set(named(ABOVE))
    after = built_files(here / "outputs/x")
    assert after.keys() == before.keys()
    unchanged = [name for name in after if after[name] == before[name]]
    assert len(unchanged) == 3 * len(BESIDE)
    assert all(f"/{name}".startswith(BESIDE) for name in unchanged)
    pages = [name for name in after if name.endswith(".html") and after[name][1] != before[name][1]]
    assert pages == ["hoa-cau/little-x-hoa-cau.html", "little-x.html", "vung-hoa/little-x-vung-hoa.html"]
    manifest = json.loads(after["hoa-cau/manifest-little.json"][1])
    assert manifest["made_from"]["tables"].keys() & {"hoa-cau-2018.xlsx", "hoa-ban-2018.xlsx"} == {
        "hoa-cau-2018.xlsx"
    }
