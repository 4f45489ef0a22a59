"""The notebook is thin, holds every parameter, and runs as its readers run it."""

from __future__ import annotations

import ast
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import papermill
import pytest

from kgreport.data.params.model import Parameters
from kgreport.execute.run import parameters_of
from kgreport.report import Report
from kgreport.report.basis import ContentsChapter
from kgreport.report.report import CONTENTS as ANNUAL_CONTENTS
from kgreport.report.trend import Trend
from kgreport.report.trend.contents import CONTENTS as TREND_CONTENTS

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
ANNUAL, EXPLORE, TREND = NOTEBOOKS
REPORTS = {ANNUAL: ("build_report", Report), TREND: ("build_trend", Trend)}
EACH = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
EACH_REPORT = pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)


def cells_of(path: Path, kind: str = "code") -> list[dict[str, Any]]:
    return [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == kind]


def calls_of(path: Path, name: str) -> list[ast.Call]:
    """Give the calls of a function or method in a notebook."""
    return [
        node
        for cell in cells_of(path)
        for node in ast.walk(ast.parse("".join(cell["source"])))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == name
    ]


def test_these_are_the_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["annual_report", "explore", "trend_report"]


@EACH_REPORT
def test_the_parameters_cell_and_the_model_are_equal(path: Path) -> None:
    """Same names in the same order; the same defaults where the model has one."""
    cell = parameters_of(path)
    model = Parameters.model_validate({"year": 2018, "dataset": "kien-giang-2018"}).content()

    assert cell == model
    assert list(cell) == list(model)


@EACH_REPORT
def test_every_parameter_is_handed_on(path: Path) -> None:
    [call] = calls_of(path, REPORTS[path][0])

    handed = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}

    assert handed == {name: name for name in Parameters.model_fields if name != "formats"}


def test_the_explorer_is_handed_every_parameter_of_its_notebook() -> None:
    [call] = calls_of(EXPLORE, "explore")

    handed = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}

    assert handed == {name: name for name in parameters_of(EXPLORE)}
    assert set(handed) <= set(Parameters.model_fields)


@EACH
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


@EACH
def test_every_call_is_preceded_by_what_to_look_for(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]

    for before, cell in pairwise(cells):
        if cell["cell_type"] == "code":
            assert before["cell_type"] == "markdown"
            assert before["metadata"]["tags"] == ["guide"]


@EACH_REPORT
def test_every_section_of_the_report_is_shown(path: Path) -> None:
    shown = [ast.parse("".join(cell["source"])).body[-1] for cell in cells_of(path)]
    called = [
        node.value.func.attr
        for node in shown
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
    ]
    public = {name for name in dir(REPORTS[path][1]) if not name.startswith("_")}

    assert set(called) == public - {
        "contents",
        "dataset",
        "figures",
        "findings",
        "rules",
        "stopping_findings",
    }


@EACH_REPORT
def test_no_section_is_shown_twice(path: Path) -> None:
    calls = ["".join(cell["source"]) for cell in cells_of(path)]

    assert sorted(set(calls)) == sorted(calls)


@pytest.mark.parametrize(("path", "contents"), [(ANNUAL, ANNUAL_CONTENTS), (TREND, TREND_CONTENTS)])
def test_sections_stand_in_the_order_in_which_they_are_numbered(
    path: Path, contents: Sequence[ContentsChapter]
) -> None:
    """The head, the closing and the brief have no numbers."""
    given = [node for cell in cells_of(path) for node in ast.walk(ast.parse("".join(cell["source"])))]
    calls = [
        (node.func.attr, tuple(ast.literal_eval(argument) for argument in node.args))
        for node in given
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]

    expected = [
        (make.__name__, tuple(filter(None, args))) for chapter in contents for make, args in chapter.sections
    ]

    unnumbered = {"build_report", "build_trend", "head", "closing", "brief"}
    assert [call for call in calls if call[0] not in unnumbered] == expected


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory, publishers: None) -> Path:
    """Give a folder with all notebooks as plain papermill has executed them, one after another."""
    folder = tmp_path_factory.mktemp("papermill")
    given = {"year": 2018, "dataset": "kien-giang-2018", "first_year": 2015}
    for path in NOTEBOOKS:
        papermill.execute_notebook(path, folder / path.name, given, progress_bar=False, cwd=folder)
    return folder


@pytest.mark.parametrize(
    ("path", "shown"),
    [(ANNUAL, ["53.340", "99,47%"]), (TREND, ["Chất lượng và phạm vi số liệu"]), (EXPLORE, ["VBox("])],
    ids=lambda given: given.stem if isinstance(given, Path) else "",
)
def test_it_runs_by_plain_papermill(path: Path, shown: list[str], executed: Path) -> None:
    """Without anything of ours around it, and without a browser."""
    text = (executed / path.name).read_text("utf-8")
    assert [words for words in shown if words not in text] == []
