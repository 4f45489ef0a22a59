"""What a notebook is handed of the parameters: what its parameters cell declares, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgreport.builder.job import check_takes, find_notebook, handed_to
from kgreport.data.params.model import Parameters
from kgreport.execute.notebook_file import NotebookFileError
from kgreport.execute.parameters_cell import UnknownParameterError

GIVEN = Parameters(year=2018, dataset="x", unit="rach-gia", language="en")


def declaring(folder: Path, source: str | None) -> Path:
    """Write a notebook with a parameters cell, or without one."""
    tags = [] if source is None else ["parameters"]
    cell = {"cell_type": "code", "metadata": {"tags": tags}, "source": source or "1"}
    path = folder / "own.ipynb"
    path.write_text(
        json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}), "utf-8"
    )
    return path


@pytest.mark.parametrize(
    ("source", "handed"),
    [
        ("year: int = None", {"year": 2018}),
        ("language = 'vi'\nyear = 2017", {"language": "en", "year": 2018}),
        ("top = 5\nunit = ''", {"unit": "rach-gia"}),
        ("", {}),
        (None, {}),
    ],
    ids=["year only", "in another order", "with a variable of its own", "none", "no parameters cell"],
)
def test_only_what_is_declared_is_handed(
    tmp_path: Path, source: str | None, handed: dict[str, object]
) -> None:
    notebook = declaring(tmp_path, source)
    check_takes(notebook, [])
    assert list(handed_to(notebook, GIVEN).items()) == list(handed.items())


def test_params_is_all_of_them_as_plain_values(tmp_path: Path) -> None:
    handed = handed_to(declaring(tmp_path, "params: str = '2018.yml'\nyear: int = None"), GIVEN)

    assert handed == {"params": GIVEN.content(), "year": 2018}
    assert Parameters.model_validate(handed["params"]) == GIVEN


@pytest.mark.parametrize(
    ("source", "asked", "why"),
    [
        (
            "yaer = 2018",
            [],
            r"^unknown parameter 'yaer' in .*own.ipynb; did you mean 'year'\? If it is .* another cell$",
        ),
        ("parms = ''\nyear = 1", [], r"'parms' in .*; did you mean 'params'\? "),
        (
            "year = 1",
            ["unit"],
            r"^parameter 'unit' is set, but .*own.ipynb does not take it; add .*'unit = N",
        ),
        ("year = 1", ["margins.left"], r"^parameter 'margins' is set, "),
        (None, ["status"], r"^parameter 'status' is set, "),
    ],
)
def test_what_is_misspelt_or_not_taken_is_refused(
    tmp_path: Path, source: str | None, asked: list[str], why: str
) -> None:
    with pytest.raises(UnknownParameterError, match=why):
        check_takes(declaring(tmp_path, source), asked)


@pytest.mark.parametrize(
    ("source", "asked"),
    [("params = ''", ["unit", "margins.left"]), ("year = 1\nmargins = {}", ["margins.left"])],
)
def test_what_is_set_reaches_the_notebook_by_its_name_or_in_params(
    tmp_path: Path, source: str, asked: list[str]
) -> None:
    check_takes(declaring(tmp_path, source), asked)


def test_a_variable_like_a_parameter_that_is_declared_is_the_notebooks_own(tmp_path: Path) -> None:
    check_takes(declaring(tmp_path, "year = 2018\nyears = 5"), [])


def test_what_is_wrong_is_told_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(UnknownParameterError) as caught:
        check_takes(declaring(tmp_path, "yaer = 2018"), [])

    assert caught.value.say("vi").endswith("có phải 'year'? Nếu là biến riêng thì gán ở ô khác")
    assert caught.value.say("en") == str(caught.value)


def test_a_notebook_that_is_not_there_is_told_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(NotebookFileError) as caught:
        find_notebook("anual_report", tmp_path / "params/2018.yml")

    assert str(caught.value) == "there is no notebook anual_report; did you mean 'annual_report'?"
    assert caught.value.say("vi") == "không có sổ tay anual_report; có phải 'annual_report'?"


def test_a_notebook_is_looked_for_in_the_project_of_its_parameters_file(tmp_path: Path) -> None:
    own = tmp_path / "notebooks/annual_report.ipynb"
    own.parent.mkdir()
    own.touch()

    assert find_notebook("annual_report", tmp_path / "params/2018.yml") == own
    assert find_notebook("annual_report", tmp_path / "2018.yml") == own
    assert find_notebook("annual_report", tmp_path / "other/params/2018.yml") != own


@pytest.mark.parametrize(
    "name", ["so-tay-rieng", "so_tay_rieng", "so-tay-rieng.ipynb", "notebooks/so-tay-rieng.ipynb"]
)
def test_a_notebook_of_a_project_is_found_from_anywhere(tmp_path: Path, name: str) -> None:
    own = tmp_path / "notebooks/so-tay-rieng.ipynb"
    own.parent.mkdir()
    own.touch()

    assert find_notebook(name, tmp_path / "params/2018.yml") == own
