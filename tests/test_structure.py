"""The house stands as designed: data → stats → views → publish, and what is heavy is loaded late."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "kgreport"

FLOOR = {"environment", "errors", "exit_statuses", "whole_files"}
"""Modules below all rooms."""

MAY_IMPORT = {
    "terms": {"errors", "terms"},
    "data": FLOOR | {"data", "terms"},
    "sample": FLOOR | {"data", "sample", "terms"},
    "stats": {"data", "errors", "stats", "terms"},
    "views": {"data", "errors", "stats", "terms", "views"},
    "execute": FLOOR | {"execute", "slow_imports"},
    "publish": FLOOR | {"publish", "slow_imports", "terms", "views"},
    "report": FLOOR | {"data", "report", "stats", "terms", "views"},
    "builder": FLOOR | {"builder", "data", "execute", "publish", "report", "terms"},
    "batch": FLOOR | {"batch", "builder", "data", "execute", "publish", "terms"},
    "schedule": FLOOR | {"schedule"},
}
"""Which parts of the library each part may import."""

ONLY_IN = {
    "papermill": {"execute/run.py", "execute/engine.py"},
    "typst": {"publish/typesetting.py"},
    "nbconvert": {"publish/html.py", "publish/pdf.py", "publish/preprocessors.py"},
    "matplotlib": {"views/charts/canvas.py"},
    "distributed": {"batch/cluster.py"},
    "fsspec": {"batch/stores.py"},
    "watchfiles": {"cli/watch.py"},
    "python_calamine": {"data/tables/workbook.py"},
    "openpyxl": {
        "data/workbooks/writing/annotating.py",
        "data/workbooks/writing/figure_sheets.py",
        "data/workbooks/writing/list_sheets.py",
        "data/workbooks/writing/styles.py",
        "data/workbooks/writing/workbook.py",
    },
}
"""The modules that know each engine, so that it can be replaced there."""


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_part_imports_only_what_lies_below_it(path: Path) -> None:
    part = path.relative_to(PACKAGE).parts[0]
    if part not in MAY_IMPORT:
        return
    own = {name.split(".")[1] for name in imports_of(path) if name.startswith("kgreport.")}

    assert own <= MAY_IMPORT[part]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_an_engine_is_known_in_one_place(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    used = {imported.split(".")[0] for imported in imports_of(path)}

    assert [engine for engine in ONLY_IN if engine in used and name not in ONLY_IN[engine]] == []


def test_statistics_know_no_pictures_and_publishers_no_ratings() -> None:
    for path in (PACKAGE / "stats").glob("*.py"):
        assert not {"matplotlib", "rich", "IPython"} & {name.split(".")[0] for name in imports_of(path)}
    for path in (PACKAGE / "publish").glob("*.py"):
        assert "pandas" not in {name.split(".")[0] for name in imports_of(path)}


def test_views_read_no_file() -> None:
    readers = {"open", "read_text", "read_bytes", "read_csv"}
    for path in (PACKAGE / "views").rglob("*.py"):
        called = {
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call)
        }
        assert not readers & called, path


@pytest.mark.parametrize("command", [["--help"], ["build", "--help"], ["--version"]])
def test_help_answers_without_the_heavy_libraries(command: list[str]) -> None:
    script = (
        "import sys\nfrom kgreport.cli.app import app\n"
        f"try:\n    app({command!r})\nexcept SystemExit as end:\n    assert end.code == 0\n"
        "heavy = {'pandas', 'numpy', 'matplotlib', 'papermill', 'nbconvert', 'typst'}\n"
        "loaded = heavy & set(sys.modules)\nassert not loaded, loaded\n"
    )

    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, timeout=60)


def test_no_module_or_function_outgrows_its_reader() -> None:
    for path in MODULES:
        text = path.read_text("utf-8")
        assert len(text.splitlines()) <= 270, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                body = [
                    statement
                    for statement in node.body
                    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Constant)
                ]
                if body:
                    assert (body[-1].end_lineno or 0) - body[0].lineno < 40, f"{path}: {node.name}"
