"""The command line answers a user's mistake with a message and the right exit status, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from kgreport import __version__
from kgreport.cli.app import app
from kgreport.cli.console.options import request_of
from kgreport.data.datasets.dataset import Dataset, read_dataset
from kgreport.report import reading

MakeDataset = Callable[..., Path]
PARAMETERS = "year: 2018\ndataset: figures-of-a-test\nlanguage: en\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def write_parameters(folder: Path, text: str = PARAMETERS, name: str = "2018.yml") -> str:
    (folder / "params").mkdir(exist_ok=True)
    (folder / "params" / name).write_text(text.replace("figures-of", "../figures-of"), "utf-8")
    return f"params/{name}"


def test_the_version_is_told() -> None:
    assert run("--version").output.strip() == f"kgreport {__version__}"


def test_the_published_figures_pass_the_check(project: Path, here: Path) -> None:
    result = run("check", str(project / "params/2018.yml"))

    assert result.exit_code == 0
    assert "[cap-2018-organization-grassroots]" in result.output


def test_a_contradiction_is_found_by_the_check(here: Path, make_dataset: MakeDataset) -> None:
    make_dataset("2018,,member,,reviewed,11,s", "2018,,member,,total,10,s")
    write_parameters(here)

    result = run("check")

    assert result.exit_code == 1
    assert "error: Party members, 2018" in result.output
    assert "[bound-2018-member-reviewed]" in result.output


def test_findings_can_be_had_as_json(here: Path, make_dataset: MakeDataset) -> None:
    make_dataset("2018,,member,,reviewed,gần 120,s")
    write_parameters(here)

    result = run("check", "--json")

    assert result.exit_code == 1
    [told] = json.loads(result.output)
    assert (told["report"], told["state"], told["code"]) == ("2018 (en)", "refused", 1)
    assert (told["parameters"], told["year"], told["language"]) == ("params/2018.yml", 2018, "en")
    assert told["findings"][0]["place"] == "figures.csv, row 2, column value"


UNITS = "id,name,parent,order\nsen,Sen,,1\nmai,Mai,,2\n"


def test_a_check_over_units_begins_with_what_was_received(here: Path, make_dataset: MakeDataset) -> None:
    make_dataset("2018,sen,member,,total,10,p. 1", units=UNITS)
    write_parameters(here)

    lines = run("check").stdout.splitlines()

    assert lines[0] == "2018, figures received: 1 of 2 units"
    assert [line.split()[0] for line in lines[1:4]] == ["Unit", "Mai", "Sen"]
    assert lines[4] == ""
    assert lines[5].startswith("error: ")


def test_a_check_as_json_tells_it_of_every_report(here: Path, make_dataset: MakeDataset) -> None:
    make_dataset("2018,sen,member,,total,10,p. 1", units=UNITS)
    write_parameters(here)

    whole, *units = json.loads(run("check", "--json", "--units", "all").stdout)

    missing, present = whole["units"]
    assert missing == {
        "unit": "mai",
        "name": "Mai",
        "workbooks": [],
        "has_figures": False,
        "complete": False,
        "lacking": ["Party members"],
        "errors": 0,
        "warnings": 0,
    }
    assert (present["unit"], present["complete"]) == ("sen", True)
    assert [[one["unit"] for one in unit["units"]] for unit in units] == [["sen"], ["mai"]]


def test_figures_without_any_finding_are_said_to_be_so_and_empty_sections_named(
    here: Path, make_dataset: MakeDataset
) -> None:
    make_dataset("2018,,member,,reviewed,11,s")
    write_parameters(here)

    result = run("check")

    first, *others = result.output.splitlines()
    assert (result.exit_code, first) == (0, "2018 (en): no findings")
    assert all(line.startswith("2018 (en): no figures in '") for line in others)
    assert "no figures in 'Ratings' for: Ratings on four levels; " in result.output
    assert "Reviews carried out" not in result.output


def test_the_tables_of_many_reports_are_read_once(
    here: Path, make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_dataset(
        "2018,sen,member,,rated,10,p. 1",
        "2018,mai,member,,rated,x,p. 1",
        units="id,name,parent,order\nsen,Sen,,1\nmai,Mai,,2\n",
    )
    write_parameters(here)
    read: list[Path] = []

    def reading_told(folder: Path, *given: Any, **of: Any) -> Dataset:
        read.append(folder)
        return read_dataset(folder, *given, **of)

    monkeypatch.setattr(reading, "read_dataset", reading_told)

    failed = run("check", "params/2018.yml", "--units", "all")
    assert (failed.exit_code, failed.stdout.count("figures.csv, row 3")) == (1, 1)
    assert "3 reports (params/2018.yml, 2018, en): 2018 (en), 2018/sen (en), 2018/mai (en):" in failed.stdout
    assert len(read) == 1

    (folder / "figures.csv").write_text(
        (folder / "figures.csv").read_text("utf-8").replace(",x,", ",5,"), "utf-8"
    )
    mended = run("check", "params/2018.yml", "--units", "all")
    assert (mended.exit_code, mended.stdout.count("no findings")) == (0, 3)
    assert len(read) == 2


def test_an_unreadable_dataset_is_no_build(here: Path, make_dataset: MakeDataset, build_here: None) -> None:
    make_dataset("2018,,member,,reviewed,gần 120,s")
    write_parameters(here)

    result = run("build")

    assert result.exit_code == 1
    assert "figures.csv, row 2, column value: 'gần 120', which is not a count" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", ["build", "check"])
def test_wrong_parameters_are_wrong_usage(here: Path, command: str) -> None:
    write_parameters(here, "yaer: 2018\ndataset: kien-giang-2018\n")

    result = run(command)

    assert result.exit_code == 2
    assert "params/2018.yml:1: không có tham số 'yaer'; có phải 'year'?" in result.output.replace("\\", "/")


@pytest.mark.parametrize("setting", ["unit=rach-gia", "year=2016", "dataset=kien-giang-2019"])
def test_asking_for_what_is_not_there_is_wrong_usage(
    here: Path, make_dataset: MakeDataset, build_here: None, setting: str
) -> None:
    make_dataset("2018,,member,,reviewed,11,s")
    write_parameters(here, PARAMETERS + "first_year: 2014\nlast_year: 2018\n")

    assert run("check", "--set", setting).exit_code == 2
    assert run("build", "--set", setting).exit_code == 2


def test_an_option_of_several_values_may_be_given_several_times(here: Path) -> None:
    write_parameters(here, PARAMETERS)

    request = request_of(
        None, units=["hoa,mai", "whole"], years=["2016-2017", "2018"], formats=["html", "pdf"]
    )

    assert request.matrix.units == ("hoa", "mai", "whole")
    assert request.matrix.years == (2016, 2017, 2018)
    assert request.overrides["formats"] == ["html", "pdf"]


@pytest.mark.parametrize("command", ["build", "check", "list"])
def test_a_file_that_is_not_there_is_wrong_usage(here: Path, command: str) -> None:
    result = run(command, "params/2019.yml")

    assert result.exit_code == 2
    assert "không có tệp tham số params/2019.yml; đã tìm" in result.output.replace("\\", "/")


def test_a_folder_stands_for_the_parameters_files_in_it(here: Path) -> None:
    write_parameters(here, PARAMETERS)

    assert run("list", "params").output == run("list").output
    assert "2018" in run("list", "params").output


def test_a_folder_without_parameters_is_wrong_usage(here: Path) -> None:
    result = run("build")

    assert result.exit_code == 2
    assert "no parameters file" in result.output


@pytest.mark.parametrize("setting", ["year", "=2018"])
def test_a_setting_without_name_or_value_is_wrong_usage(here: Path, setting: str) -> None:
    write_parameters(here)

    result = run("build", "--set", setting)

    assert result.exit_code == 2
    assert "expected NAME=VALUE" in result.output


def test_a_notebook_that_is_not_there_is_wrong_usage(here: Path) -> None:
    write_parameters(here)

    result = run("build", "--notebook", "missing.ipynb")

    assert result.exit_code == 2
    assert "notebook missing.ipynb" in result.output or "sổ tay missing.ipynb" in result.output


def test_two_reports_of_one_name_are_refused(here: Path) -> None:
    write_parameters(here)
    write_parameters(here, name="2018.yaml")

    result = run("build")

    assert result.exit_code == 2
    assert "two parameters files are named 2018" in result.output


def test_reports_are_listed(here: Path) -> None:
    write_parameters(here)
    write_parameters(here, "year: 2018\ndataset: kien-giang-2018\nunit: rach-gia\n", "rach-gia.yml")

    result = run("list")

    assert result.exit_code == 0
    assert [" ".join(line.split()) for line in result.output.splitlines()] == [
        "Report Year Unit Language Status Notebook State Built",
        "2018 (en) 2018 whole en draft annual_report (kgreport) data missing: there is no ../figures-of-a-test –",  # noqa: E501
        "rach-gia 2018 rach-gia vi draft annual_report (kgreport) not built –",
    ]


def test_the_command_builds_from_a_folder_of_ones_own(here: Path, make_dataset: MakeDataset) -> None:
    """A dataset beside the parameters, values set on the command line, plain lines without a terminal."""
    make_dataset("2018,,member,,fulfilled_or_better,90,s", "2018,,member,,unfulfilled,10,s")
    write_parameters(here, PARAMETERS + "number: Số 12-BC/TU\nissued: 2019-04-01\n")
    command = [
        sys.executable,
        "-m",
        "kgreport",
        "build",
        "--set",
        "language=vi",
        "--set",
        "status=final",
        "--set",
        "signer=Trần Văn Bình",
        "-o",
        "out",
        "--to",
        "html",
    ]

    done = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "2018 (final): built"
    page = (here / "out/2018/annual-report-2018-final.html").read_text("utf-8")
    assert "90 đảng viên hoàn thành nhiệm vụ trở lên (90,00%)" in page
    assert "DỰ THẢO" not in page


def test_one_wrong_report_does_not_keep_the_others(here: Path, make_dataset: MakeDataset) -> None:
    """The exit status is that of the worst."""
    make_dataset("2018,,member,,reviewed,11,s")
    write_parameters(here)
    write_parameters(here, "year: 2018\n", "a.yml")

    result = run("check")

    assert result.exit_code == 2
    assert "2018 (en): no findings" in result.output


def test_a_report_whose_data_are_still_to_be_made_is_a_note(here: Path, make_dataset: MakeDataset) -> None:
    """So the sample does not fail a fresh clone; asked for by name, it is a mistake."""
    make_dataset("2018,,member,,reviewed,11,s")
    write_parameters(here)
    made_up = write_parameters(
        here, "year: 2018\ndataset: ../data\ndata_from: kgreport sample data\n", "made-up.yml"
    )
    note = "params/made-up.yml: bỏ qua, vì chưa có số liệu; tạo số liệu bằng lệnh: kgreport sample data"

    for command in (["check"], ["build", "--dry-run"]):
        result = run(*command)
        assert (result.exit_code, note in result.stdout.replace("\\", "/")) == (0, True), command
        assert run(*command, made_up).exit_code == 2
    assert "data missing: there is no ../data; `kgreport sample data` makes it" in run("list").stdout
    (here / "data").mkdir()
    assert note not in run("build", "--dry-run").stdout


def test_a_dataset_that_is_gone_fails_also_a_build_of_everything(here: Path) -> None:
    write_parameters(here, "year: 2018\ndataset: ../data\n")

    assert [run(*command).exit_code for command in (["check"], ["build"], ["list"])] == [2, 2, 0]


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "a" * 300),
        ("new", "con"),
        ("new-year", "2019", "--from", "a" * 300),
        ("impact", "a" * 300),
        ("workbook", "--units", "a" * 300, "--year", "2018"),
        ("build", "a" * 300),
        ("build", "--output", "a" * 300, "p.yml"),
        ("build", "--output", "out/nul", "p.yml"),
        ("check", "--set", "recipients=" + "[" * 50_000, "p.yml"),
    ],
    ids=lambda arguments: " ".join(arguments)[:30],
)
def test_a_path_or_value_that_cannot_be_ends_a_command_with_a_message(
    here: Path, arguments: tuple[str, ...]
) -> None:
    (here / "p.yml").write_text(PARAMETERS, "utf-8")

    result = run(*arguments)

    assert result.exit_code == 2
    assert 0 < len(result.output) < 1000
    assert isinstance(result.exception, SystemExit)
    assert [path.name for path in here.iterdir()] == ["p.yml"]
