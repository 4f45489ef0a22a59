"""The walk from nineteen workbooks to the report runs as it is written."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from kgreport.data.datasets.dataset import read_dataset
from kgreport.data.datasets.folder import PACKAGED
from kgreport.data.figures.identities import complete_figures
from kgreport.data.figures.layout import KEY
from kgreport.data.workbooks.reading.workbook import read_workbooks

PAGE = Path(__file__).parents[1] / "docs/workbooks-to-report.md"
BLOCK = re.compile(r"```(console|yaml)\n(.*?)```", re.DOTALL)


def run(command: str, folder: Path) -> str:
    """Run a command of the page as a reader would, in a folder with nothing else in it."""
    bin_folder = Path(sys.executable).parent
    done = subprocess.run(
        shlex.split(command),
        cwd=folder,
        env={**os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Walk the page from top to bottom; give the folder, and what each command printed."""
    folder, printed = tmp_path_factory.mktemp("walk"), {}
    for kind, text in BLOCK.findall(PAGE.read_text("utf-8")):
        if kind == "yaml":
            (folder / text.partition("\n")[0].removeprefix("# ")).write_text(text, "utf-8")
        else:
            printed[text.strip()] = run(text, folder)
    return folder, printed


def test_every_unit_gets_a_workbook_of_its_own(walked: tuple[Path, dict[str, str]]) -> None:
    books = sorted((walked[0] / "to-send").glob("*.xlsx"))

    forms = read_workbooks(books)

    assert len(books) == len({head.unit for head in forms.heads}) == 19
    assert {head.year for head in forms.heads} == {2018}
    assert forms.findings == []


def test_the_report_and_that_of_a_unit_are_built_and_say_what_is_simulated(
    walked: tuple[Path, dict[str, str]],
) -> None:
    folder, _ = walked
    for where in ("outputs/2018/annual-report-2018", "outputs/units/2018/annual-report-2018"):
        page = (folder / f"{where}.html").read_text("utf-8")
        assert "MÔ PHỎNG" in page.upper()
        assert (folder / f"{where}.pdf").stat().st_size > 50_000
    assert (folder / "outputs/2018/trend-report-2018.pdf").is_file()


def test_each_figure_is_traced_to_its_cell(walked: tuple[Path, dict[str, str]]) -> None:
    page = (walked[0] / "outputs/units/2018/annual-report-2018.html").read_text("utf-8")

    assert re.search(r"Kiểm điểm đúng thời hạn: [0-9.]+ \([A-Z]+[0-9]+\)", page)
    assert "(hoa-sen-2018.xlsx!Kiểm điểm)" in page


def test_all_nineteen_workbooks_are_named_with_their_hash(walked: tuple[Path, dict[str, str]]) -> None:
    manifest = json.loads((walked[0] / "outputs/2018/manifest.json").read_text("utf-8"))

    books = [name for name in manifest["made_from"]["tables"] if name.endswith("-2018.xlsx")]
    assert len(books) == 19


def test_the_lists_of_nineteen_workbooks_add_up_to_the_published_totals(
    walked: tuple[Path, dict[str, str]],
) -> None:
    """Every figure of 2018 that was published and can be counted is counted from the lists alone."""
    counted = read_dataset(walked[0] / "received", range(2014, 2019)).counted
    published = read_dataset(PACKAGED / "kien-giang-2018", range(2015, 2022)).figures

    both = published.merge(complete_figures(counted), on=KEY, suffixes=("", "_counted"))

    assert len(both) >= 12
    assert list(both["value_counted"]) == list(both["value"])


def test_nothing_stops_the_report(walked: tuple[Path, dict[str, str]]) -> None:
    told = walked[1]["kgreport check 2018.yml"].splitlines()

    assert [line for line in told if line.startswith("error")] == []
