"""Of several workbooks one is corrected: what it changes is built again, and nothing else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.batch.little import built_files, ended, little_notebook, run_here

OWN = "data/sample/workbooks/hoa-cau-2018.xlsx"
ABOVE, BESIDE = ("", "/vung-hoa", "/hoa-cau"), ("/hoa-ban",)
OPTIONS = ("--units", "whole,vung-hoa,hoa-cau,hoa-ban", "--notebook", "notebooks/little.ipynb")


pytestmark = pytest.mark.usefixtures("build_here")


@pytest.fixture
def here(project: Path, small_sample: Path, tmp_path: Path) -> Path:
    """Take the workbooks of three made-up units, and put two of these units below one of their own."""
    shutil.copytree(small_sample / "workbooks", tmp_path / "data/sample/workbooks")
    table = tmp_path / "data/sample/workbooks/units.csv"
    text = table.read_text("utf-8") + "vung-hoa,Vùng Hoa,,20\n"
    for below in ("hoa-cau,Huyện Hoa Cau,", "hoa-ban,Huyện Hoa Ban,"):
        text = text.replace(below, f"{below}vung-hoa")
    table.write_text(text, "utf-8")
    for name in ("params", "notebooks"):
        (tmp_path / name).mkdir()
    given = (project / "params/sample-2018.yml").read_text("utf-8")
    given = given.replace("dataset: ../data/sample/records", "dataset: ../data/sample/workbooks")
    (tmp_path / "params/x.yml").write_text(given, "utf-8")
    notebook = little_notebook(project, "report.commitments()")
    (tmp_path / "notebooks/little.ipynb").write_text(notebook, "utf-8")
    return tmp_path


def correct(workbook: Path) -> None:
    """One member fewer has made a commitment."""
    book = load_workbook(workbook)
    cell = book["Học tập và cán bộ"]["C15"]
    assert book["Học tập và cán bộ"]["A15"].value == "Đảng viên"
    cell.value -= 1
    book.save(workbook)


def named(units: tuple[str, ...]) -> Mapping[str, str]:
    return {f"x{unit} (little)": "built" for unit in units}


def test_a_corrected_workbook_has_its_unit_and_those_above_built_and_no_other(here: Path) -> None:
    code, events, err = run_here(here, "build", *OPTIONS, "--to", "html")
    assert (code, err, ended(events)) == (0, "", named((*ABOVE, *BESIDE)))
    before = built_files(here / "outputs/x")

    correct(here / OWN)
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
