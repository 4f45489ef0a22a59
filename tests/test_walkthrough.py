"""The walk from nineteen workbooks to the report runs as it is written."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kgreport.cli.app import app
from kgreport.data.workbooks.reading.workbook import read_workbooks
from tests.conftest import BuildHere
from tests.publish.sheets import blank_ends

PAGE = Path(__file__).parents[1] / "docs/how-to/workbooks-to-report.md"
BLOCK = re.compile(r"```(console|yaml)\n(.*?)```", re.DOTALL)


def run(command: str) -> str:
    """Run a command of the page as a reader would, and give what it printed."""
    name, *arguments = shlex.split(command)
    if name != "kgreport":
        subprocess.run([name, *arguments], check=True, timeout=60)
        return ""
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, f"{command}\n{done.output}"
    return done.output


@pytest.fixture(scope="module")
def walked(
    small_sample: Path, building_here: BuildHere, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, str]]:
    """Walk the page from top to bottom in an empty folder; give it, and what each command printed.

    What its first command makes was made by the same command for all tests. Three units of it are enough.
    Reports are built in this process.
    """
    folder, printed = tmp_path_factory.mktemp("walk"), {}
    with chdir(folder), building_here():
        for kind, text in BLOCK.findall(PAGE.read_text("utf-8")):
            if kind == "yaml":
                Path(text.partition("\n")[0].removeprefix("# ")).write_text(text, "utf-8")
            elif text.strip() == f"kgreport sample {small_sample.name}":
                shutil.copytree(small_sample, small_sample.name)
            else:
                printed[text.strip()] = run(text)
    return folder, printed


def test_every_unit_gets_a_workbook_of_its_own(walked: tuple[Path, dict[str, str]]) -> None:
    books = sorted((walked[0] / "to-send").glob("*.xlsx"))

    forms = read_workbooks(books)

    assert len(books) == len({head.unit for head in forms.heads}) == 3
    assert {head.year for head in forms.heads} == {2018}
    assert forms.findings == []


def test_the_report_and_that_of_a_unit_are_built_and_say_what_is_simulated(
    walked: tuple[Path, dict[str, str]],
) -> None:
    folder, _ = walked
    for where in ("outputs/2018/annual-report-2018", "outputs/2018/hoa-sen/annual-report-2018-hoa-sen"):
        page = (folder / f"{where}.html").read_text("utf-8")
        assert "MÔ PHỎNG" in page.upper()
        assert (folder / f"{where}.pdf").stat().st_size > 50_000
    assert (folder / "outputs/2018/trend-report-2018.pdf").is_file()


def test_each_figure_is_traced_to_its_cell(walked: tuple[Path, dict[str, str]]) -> None:
    page = (walked[0] / "outputs/2018/hoa-sen/annual-report-2018-hoa-sen.html").read_text("utf-8")

    assert re.search(r"Kiểm điểm đúng thời hạn: [0-9.]+ \([A-Z]+[0-9]+\)", page)
    assert "(hoa-sen-2018.xlsx!Kiểm điểm)" in page


def test_all_workbooks_are_named_with_their_hash(walked: tuple[Path, dict[str, str]]) -> None:
    manifest = json.loads((walked[0] / "outputs/2018/manifest.json").read_text("utf-8"))

    books = [name for name in manifest["made_from"]["tables"] if name.endswith("-2018.xlsx")]
    assert books == ["hoa-ban-2018.xlsx", "hoa-cau-2018.xlsx", "hoa-sen-2018.xlsx"]


def test_nothing_stops_the_report(walked: tuple[Path, dict[str, str]]) -> None:
    told = walked[1]["kgreport check 2018.yml"].splitlines()

    assert [line for line in told if line.startswith("error")] == []


def test_no_sheet_but_the_last_is_half_empty(walked: tuple[Path, dict[str, str]]) -> None:
    """Of the report of the whole, of that of a unit and of the trend report."""
    printed = sorted((walked[0] / "outputs").rglob("*.pdf"))

    assert len(printed) >= 3
    for path in printed:
        assert [share for share in blank_ends(path)[:-1] if share > 0.5] == [], path
