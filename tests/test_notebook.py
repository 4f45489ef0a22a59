"""The notebook is thin, holds every parameter, and runs as its readers run it."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kgreport.data.params import Parameters
from kgreport.publish.execute import parameters_of
from kgreport.report import Report

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
ANNUAL = next(path for path in NOTEBOOKS if path.stem == "annual_report")


def cells_of(path: Path, kind: str = "code") -> list[dict[str, Any]]:
    return [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == kind]


def test_the_parameters_cell_and_the_model_are_equal() -> None:
    """Same names in the same order; the same defaults where the model has one."""
    cell = parameters_of(ANNUAL)
    model = Parameters.model_validate({"year": 2018, "dataset": "kien-giang-2018"}).model_dump(mode="json")

    assert cell == model
    assert list(cell) == list(model)


def test_every_parameter_is_handed_on() -> None:
    build = next(cell for cell in cells_of(ANNUAL) if "build_report" in "".join(cell["source"]))
    [call] = [node for node in ast.walk(ast.parse("".join(build["source"]))) if isinstance(node, ast.Call)]

    handed = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}

    assert handed == {name: name for name in Parameters.model_fields}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_prose_and_calls(path: Path) -> None:
    """No logic, no printing, no pandas, no stored output."""
    forbidden = ast.FunctionDef | ast.ClassDef | ast.For | ast.While | ast.If | ast.Lambda | ast.ListComp
    for cell in cells_of(path):
        tree = ast.parse("".join(cell["source"]))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert not any(isinstance(node, forbidden) for node in ast.walk(tree))
        assert not names & {"print", "pd", "plt"}
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_call_is_preceded_by_what_to_look_for(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]

    for before, cell in pairwise(cells):
        if cell["cell_type"] == "code":
            assert before["cell_type"] == "markdown"
            assert before["metadata"]["tags"] == ["guide"]


def test_every_section_of_the_report_is_shown_once() -> None:
    shown = [ast.parse("".join(cell["source"])).body[-1] for cell in cells_of(ANNUAL)]
    called = [
        node.value.func.attr
        for node in shown
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
    ]
    public = {name for name in dir(Report) if not name.startswith("_")}

    assert set(called) == public - {"figures", "findings", "stopping_findings"}


def test_it_runs_by_plain_papermill(tmp_path: Path) -> None:
    """Without anything of ours around it, and refuses what is wrong."""
    out = tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", "--no-progress-bar", str(ANNUAL), str(out)]
    given = ["-p", "year", "2018", "-p", "dataset", "kien-giang-2018", "-p", "first_year", "2015"]

    subprocess.run([*command, *given], check=True, capture_output=True, timeout=300, cwd=tmp_path)

    text = out.read_text("utf-8")
    assert "53.340" in text
    assert "99,47%" in text
