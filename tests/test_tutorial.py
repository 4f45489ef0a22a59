"""The first report of the Vietnamese tutorial goes as it is written; builds are shown elsewhere."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kgreport.cli.app import app

PAGE = (Path(__file__).parents[1] / "docs/vi/bao-cao-dau-tien.md").read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```console\n(.*?)```", PAGE, re.S) for line in block.splitlines()]
[ROWS] = re.findall(r"```\n(2019;.*?)```", PAGE, re.S)
SHOWN = re.findall(r"```text\n(.*?)```", PAGE, re.S)


def run(command: str) -> Result:
    """Run a command of the page."""
    return CliRunner().invoke(app, shlex.split(command)[1:])


def without_lines(text: str) -> str:
    """Leave out the numbers of lines: the comments of a new table grow with the vocabulary."""
    return re.sub(r"csv:\d+", "csv:…", text.strip())


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """Follow the page up to the rows of 2019."""
    new, cd, _, new_year, *_ = COMMANDS
    with chdir(tmp_path):
        assert run(new).exit_code == 0
        folder = tmp_path / cd.removeprefix("cd ")
        with chdir(folder):
            assert run(new_year).exit_code == 0
            with (folder / "data/2019/figures.csv").open("a", encoding="utf-8") as table:
                table.write(ROWS)
            yield folder


def test_the_commands_are_those_of_the_page() -> None:
    assert COMMANDS == [
        'kgreport new bao-cao --province "Kiên Giang"',
        "cd bao-cao",
        "kgreport build",
        "kgreport new-year 2019",
        "kgreport check params/2019.yml",
        "kgreport check params/2019.yml",
        "kgreport build",
        "kgreport list",
    ]


def test_the_mistake_is_found_as_the_page_shows_it(project: Path) -> None:
    done = run(COMMANDS[4])

    [said] = [line for line in SHOWN if line.startswith("lỗi: ")]
    assert done.exit_code == 1
    for part in said.strip().split("… "):
        assert without_lines(part) in without_lines(done.output)


def test_once_it_is_corrected_nothing_is_found(project: Path) -> None:
    figures = project / "data/2019/figures.csv"
    figures.write_text(figures.read_text("utf-8").replace(";215;", ";251;"), "utf-8")
    (project / "data/2019/apparatus.csv").unlink()

    done = run(COMMANDS[5])

    assert done.exit_code == 0
    assert "2019: không có phát hiện nào\n" in SHOWN
    assert "2019: không có phát hiện nào" in done.output


def test_the_list_is_a_table_as_the_page_shows_it(project: Path) -> None:
    """Here nothing is built, so its state differs; the state and the time stand in the last columns."""
    [shown] = [text for text in SHOWN if text.startswith("Báo cáo ")]

    heads, *rows = run(COMMANDS[7]).output.splitlines()

    assert heads.split() == shown.splitlines()[0].split()
    assert [row.split()[:7] for row in rows] == [row.split()[:7] for row in shown.splitlines()[1:]]


def test_the_page_on_a_further_year_names_the_datasets_that_it_has(project: Path) -> None:
    """Those of Kiên Giang, and those of the year after that."""
    page = (Path(__file__).parents[1] / "docs/vi/them-mot-nam.md").read_text("utf-8")
    assert run("kgreport new-year 2020").exit_code == 0
    assert run('kgreport new other --province "Cà Mau"').exit_code == 0
    with chdir("other"):
        assert [run(f"kgreport new-year {year}").exit_code for year in (2019, 2020)] == [0, 0]

    for path in ("params/2019.yml", "other/params/2019.yml", "other/params/2020.yml"):
        text = (project / path).read_text("utf-8")
        [line] = [line for line in text.splitlines() if line.startswith("dataset:")]
        assert f"`{line}`" in page
