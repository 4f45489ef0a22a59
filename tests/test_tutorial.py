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
