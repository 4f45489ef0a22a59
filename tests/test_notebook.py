"""The notebook is thin, has four parameters, and runs as its readers run it."""

from __future__ import annotations

import ast
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import papermill
import pytest

from kgreport.execute.parameters_cell import declared_parameters
from kgreport.report.contents import CONTENTS as ANNUAL_CONTENTS
from kgreport.report.trend.contents import CONTENTS as TREND_CONTENTS
from kgreport.views.numbering import ContentsChapter

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
ANNUAL, EXPLORE, TREND = NOTEBOOKS
CALLS = {ANNUAL: "build_report", TREND: "build_trend", EXPLORE: "explore"}
CONTENTS = {ANNUAL: ANNUAL_CONTENTS, TREND: TREND_CONTENTS}
EACH = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
EACH_REPORT = pytest.mark.parametrize("path", CONTENTS, ids=lambda path: path.stem)


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


@EACH
def test_the_parameters_are_four_each_with_a_type_and_a_comment(path: Path) -> None:
    """As `papermill --help-notebook` reads them."""
    found = papermill.inspect_notebook(path)

    assert {name: (one["inferred_type_name"], one["default"]) for name, one in found.items()} == {
        "params": ("str", '"2018.yml"'),
        "year": ("int", "None"),
        "unit": ("str", "None"),
        "language": ("str", "None"),
    }
    assert all(one["help"] for one in found.values())
    assert declared_parameters(path) == list(found)


@EACH
def test_every_parameter_is_handed_on(path: Path) -> None:
    [call] = calls_of(path, CALLS[path])

    assert [ast.unparse(one) for one in (*call.args, *call.keywords)] == [
        "params", "year=year", "unit=unit", "language=language",
    ]  # fmt: skip


@EACH
def test_a_notebook_has_at_most_twenty_cells_of_code(path: Path) -> None:
    assert len(cells_of(path)) <= 20


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


def shown_by(path: Path) -> list[tuple[str, tuple[object, ...]]]:
    """Give what a notebook shows, in order: each method called, with its arguments."""
    given = [node for cell in cells_of(path) for node in ast.walk(ast.parse("".join(cell["source"])))]
    return [
        (node.func.attr, tuple(ast.literal_eval(argument) for argument in node.args))
        for node in given
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr not in CALLS.values()
    ]


UNNUMBERED = ["head", "closing", "brief"]


@EACH_REPORT
def test_the_sections_shown_are_those_of_the_contents_in_their_order(path: Path) -> None:
    """A cell shows one section, or all of a chapter; head, closing and brief are in no chapter."""
    contents = {chapter.id: calls_in(chapter) for chapter in CONTENTS[path]}
    shown = shown_by(path)

    calls = [
        call
        for name, args in shown
        for call in (contents[str(args[0])] if name == "chapter" else [(name, args)])
    ]

    assert [call for call in calls if call[0] not in UNNUMBERED] == [
        call for chapter in contents.values() for call in chapter
    ]
    assert [name for name, _ in calls if name in UNNUMBERED] == UNNUMBERED


def calls_in(chapter: ContentsChapter) -> list[tuple[str, tuple[object, ...]]]:
    """Give the sections of a chapter, as methods with their arguments."""
    return [(make.__name__, args) for make, args in chapter.sections]


@EACH_REPORT
def test_the_guide_of_a_chapter_says_how_each_section_is_called(path: Path) -> None:
    contents = {chapter.id: calls_in(chapter) for chapter in CONTENTS[path]}
    cells = json.loads(path.read_text("utf-8"))["cells"]

    for before, cell in pairwise(cells):
        source, guide = "".join(cell["source"]), "".join(before["source"])
        if ".chapter(" in source:
            name = ast.literal_eval(source.partition(".chapter")[2])
            written = [
                f".{call}({', '.join(repr(one) for one in args)})".replace("'", '"')
                for call, args in contents[name]
            ]
            assert [call for call in written if call not in guide] == []


def test_the_documents_name_every_chapter(project: Path) -> None:
    text = (project / "docs/how-to/notebooks.md").read_text("utf-8")
    rows = re.findall(r"^\| (?:annual|trend) report \| (.*) \|$", text, re.MULTILINE)

    assert [re.findall(r"`(\w+)`", row) for row in rows] == [
        [chapter.id for chapter in contents] for contents in CONTENTS.values()
    ]


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory, publishers: None) -> Path:
    """Give a folder with all notebooks as plain papermill has executed them, one after another.

    The first is run from the root of the project, the others where they are.
    """
    folder = tmp_path_factory.mktemp("papermill")
    for path in NOTEBOOKS:
        cwd = path.parents[1] if path == ANNUAL else path.parent
        given = {"params": "2018.yml"}
        saving = {"progress_bar": False, "request_save_on_cell_execute": False}
        papermill.execute_notebook(path, folder / path.name, given, cwd=cwd, **saving)
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
