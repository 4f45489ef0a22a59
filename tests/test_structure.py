"""The house stands as designed: a room imports only rooms below it, and what is heavy is loaded late."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "kgreport"
MODULES = sorted(PACKAGE.rglob("*.py"))

FLOORS = (
    {
        "cell_lines",
        "entry_points",
        "environment",
        "error_modules",
        "exit_statuses",
        "hidden_letters",
        "left_behind",
        "notebook_shape",
        "office_packages",
        "schedule/templates",
        "slow_imports",
    },
    {"errors"},
    {"schedule", "terms", "whole_files"},
    {"content", "file_names", "formats", "seals", "signing", "terms/texts"},
    {"data/tables/books", "data/tables/cells"},
    {"data", "data/params", "data/tables", "fact_check/documents"},
    {"data/params/checks", "data/rules"},
    {"data/figures"},
    {"data/plausibility", "data/records", "data/registers", "data/shares"},
    {"data/own_terms", "data/workbooks"},
    {"data/workbooks/reading", "data/workbooks/writing"},
    {"data/datasets", "stats/persons"},
    {"sample", "stats"},
    {"stats/key_figures", "stats/verdicts"},
    {"views/frames", "views/sizes"},
    {"views"},
    {"views/charts", "views/sections"},
    {
        "views/sections/annexes",
        "views/sections/levels",
        "views/sections/quality",
        "views/sections/ratings",
        "views/sections/trend",
        "views/sections/units",
        "views/sections/work",
    },
    {"views/sections/editions"},
    {"report/editions"},
    {"fact_check/language", "report"},
    {"report/trend"},
    {"execute/kernels", "explorer", "publish/foreign"},
    {"publish/prepared"},
    {"publish/open_data"},
    {"execute", "publish"},
    {"publish/office", "publish/office/excel", "publish/office/word"},
    {"builder", "fact_check", "printed"},
    {"batch", "projects"},
    {"outputs"},
    {"portal"},
    {"verification"},
    {"comparison"},
    {"portal/sharing"},
    {"cli/console"},
    {"cli/published", "cli/starting"},
    {"cli"},
    {"kgreport"},
)
"""The rooms by floor, the ground first. A room imports only rooms on lower floors."""

GROUND = FLOORS[0] | {"content", "errors", "file_names", "formats", "seals", "terms", "whole_files"}
SEES = {
    "execute": GROUND | {"execute"},
    "publish": GROUND | {"publish", "views"},
    "schedule": GROUND | {"schedule"},
    "signing": GROUND | {"signing"},
    "batch": GROUND | {"batch", "builder", "data", "execute", "publish"},
}
"""Parts that see less than what is below them: notebooks and files, but no ratings."""

MOST_MODULES = 13

ONLY_IN = {
    "papermill": {"execute/run.py", "execute/engine.py"},
    "matplotlib": {"views/charts/canvas.py", "views/view.py", "views/charts/pictures.py"},
    "xlsxwriter": {
        "publish/office/excel/book.py",
        "publish/office/excel/sheets.py",
        "publish/office/excel/styles.py",
    },
    "PIL": {"publish/foreign/pictures.py"},
    "typst": {"publish/office/word/pictures.py", "publish/typesetting.py"},
    "nbconvert": {"publish/html.py", "publish/pdf.py", "publish/preprocessors.py"},
    "distributed": {"batch/cluster.py"},
    "fsspec": {"batch/stores.py"},
    "watchfiles": {"cli/published/serve.py", "cli/watch.py"},
    "docx": {"fact_check/documents/word.py", "publish/office/word/package.py"},
    "minisign": {"signing/checking.py", "signing/detached.py"},
    "pyhanko": {"signing/additions.py", "signing/pdf_signatures.py"},
    "pypdf": {"fact_check/documents/pdf.py", "printed/pdf.py"},
    "bs4": {
        "content/html.py",
        "content/html_tables.py",
        "fact_check/documents/html.py",
        "publish/foreign/fragments.py",
        "publish/foreign/tables.py",
    },
    "python_calamine": {"data/tables/books/book.py"},
    "openpyxl": {
        "data/workbooks/writing/annotating.py",
        "data/workbooks/writing/figure_sheets.py",
        "data/workbooks/writing/frames.py",
        "data/workbooks/writing/list_sheets.py",
        "data/workbooks/writing/packing.py",
        "data/workbooks/writing/styles.py",
        "data/workbooks/writing/workbook.py",
        "printed/workbook.py",
    },
}
"""The modules that know each engine, so that it can be replaced there."""


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    """List all nodes of a module."""
    return list(ast.walk(ast.parse(path.read_text("utf-8"))))


@cache
def imports_of(path: Path) -> list[str]:
    """List what a module imports, also inside functions and for types only; a module by its full name."""
    found = []
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            named = [f"{node.module}.{alias.name}" for alias in node.names]
            found += [name if name in NAMES else node.module for name in named]
    return found


def name_of(path: Path) -> str:
    """Give the dotted name of a module."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


NAMES = {name_of(path): path for path in MODULES}


def room_of(path: Path) -> str:
    """Give the folder of a module, or its own name where it stands outside all folders."""
    *folders, name = path.relative_to(PACKAGE).with_suffix("").parts
    return "/".join(folders) or (name if not name.startswith("__") else "kgreport")


@cache
def own_imports(path: Path) -> set[Path]:
    """Find the modules of the library that a module imports; all may ask the package for its version."""
    found = {NAMES[name] for name in imports_of(path) if name in NAMES}
    return found - {path, NAMES["kgreport"]}


def test_every_room_has_a_floor() -> None:
    assert set().union(*FLOORS) == {room_of(path) for path in MODULES}


def test_a_room_imports_only_rooms_on_lower_floors() -> None:
    floor_of = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
    upward = [
        f"{name_of(path)} imports {name_of(other)}"
        for path in MODULES
        for other in own_imports(path)
        if room_of(other) != room_of(path) and floor_of[room_of(other)] >= floor_of[room_of(path)]
    ]

    assert upward == []


def test_executing_publishing_and_scheduling_know_no_ratings() -> None:
    seen = [
        f"{name_of(path)} imports {name_of(other)}"
        for path in MODULES
        for other in own_imports(path)
        if (allowed := SEES.get(room_of(path).split("/")[0])) and room_of(other).split("/")[0] not in allowed
    ]

    assert seen == []


def test_modules_import_each_other_in_no_circle() -> None:
    TopologicalSorter({path: own_imports(path) for path in MODULES}).prepare()


def test_a_room_is_small_enough_to_be_seen_at_a_glance() -> None:
    sizes = Counter(room_of(path) for path in MODULES if path.stem != "__init__")

    assert {room: size for room, size in sizes.items() if size > MOST_MODULES} == {}


def test_an_engine_is_known_in_one_place() -> None:
    for path in MODULES:
        name = path.relative_to(PACKAGE).as_posix()
        used = {imported.split(".")[0] for imported in imports_of(path)}
        assert [engine for engine in ONLY_IN if engine in used and name not in ONLY_IN[engine]] == [], name


def test_statistics_know_no_pictures_and_publishers_no_frames() -> None:
    for path in MODULES:
        used = {name.split(".")[0] for name in imports_of(path)}
        if room_of(path).startswith("stats"):
            assert not {"matplotlib", "rich", "IPython"} & used, path
        if room_of(path) == "publish":
            assert "pandas" not in used, path


def test_views_read_no_file() -> None:
    readers = {"open", "read_text", "read_bytes", "read_csv"}
    for path in (PACKAGE / "views").rglob("*.py"):
        called = {
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for node in nodes_of(path)
            if isinstance(node, ast.Call)
        }
        assert not readers & called, path


def test_help_answers_without_the_heavy_libraries() -> None:
    script = """
import sys
from kgreport.cli.app import app

heavy = {"pandas", "numpy", "matplotlib", "papermill", "nbconvert", "typst", "yaml"}
heavy |= {"openpyxl", "python_calamine"}
for command in (["--version"], ["--help"], ["build", "--help"], ["workbook", "--help"]):
    try:
        app(command)
    except SystemExit as end:
        assert end.code == 0, command
    loaded = heavy & set(sys.modules)
    assert not loaded, (command, loaded)
"""

    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, timeout=60)


def test_no_module_or_function_outgrows_its_reader() -> None:
    for path in MODULES:
        text = path.read_text("utf-8")
        assert len(text.splitlines()) <= 270, path
        for node in nodes_of(path):
            if isinstance(node, ast.FunctionDef):
                body = [
                    statement
                    for statement in node.body
                    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Constant)
                ]
                if body:
                    assert (body[-1].end_lineno or 0) - body[0].lineno < 40, f"{path}: {node.name}"
