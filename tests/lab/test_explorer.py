"""The explorer in JupyterLab: a choice is read, becomes a DataFrame and a file, and a cell with its code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.lab.conftest import NewProject
from tests.lab.jupyterlab import CODE_CELLS, JupyterLab, Notebook

CONTENT = "jupyterapp.shell.currentWidget.content"
"""The notebook that is open, as JupyterLab's own code has it."""


@pytest.fixture(scope="module")
def notebook(lab: JupyterLab, new_project: NewProject, browser: Browser) -> Iterator[Notebook]:
    """Open the explorer of a project, and run it."""
    folder = new_project("explore")
    with lab.opened(browser, folder / "notebooks/explore.ipynb") as opened:
        opened.run_all()
        yield opened


def box(notebook: Notebook, label: str) -> Locator:
    """Give a dropdown of the panel by its label."""
    named = notebook.page.get_by_text(label, exact=True)
    return notebook.page.locator(".widget-dropdown").filter(has=named).locator("select")


def code(notebook: Notebook) -> Locator:
    """Give the box with the code of what is chosen."""
    return notebook.page.locator(".widget-textarea textarea")


def test_what_is_chosen_is_read(notebook: Notebook) -> None:
    box(notebook, "Đối tượng").select_option("Đảng viên")

    expect(notebook.page.locator(".widget-html").last).to_contain_text("53.340 đảng viên")


def test_a_section_becomes_a_dataframe_and_code(notebook: Notebook) -> None:
    box(notebook, "Đối tượng").select_option("Đảng viên")
    box(notebook, "Lấy ra").select_option("DataFrame")

    expect(notebook.page.locator("table.dataframe").last).to_contain_text("base_count")
    expect(code(notebook)).to_have_value(
        "import kgreport\n\n"
        'report = kgreport.build_report("2018.yml", year=2018, unit="")\n'
        'report.levels("member").frame'
    )


def test_a_click_saves_the_data_of_a_section(notebook: Notebook, tmp_path: Path) -> None:
    box(notebook, "Đối tượng").select_option("Đảng viên")
    with notebook.page.expect_download() as saved:
        notebook.page.get_by_text("Tải levels-member-2018.csv").click()
    saved.value.save_as(tmp_path / "levels.csv")

    lines = (tmp_path / "levels.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("year,unit,")
    assert any(",53340," in line for line in lines)


def test_a_cell_with_the_code_appears_below_on_request(notebook: Notebook) -> None:
    box(notebook, "Đối tượng").select_option("Đảng viên")
    box(notebook, "Lấy ra").select_option("DataFrame")
    expect(code(notebook)).to_have_value(re.compile(r"member.*\.frame$"))
    wanted, page = code(notebook).input_value(), notebook.page
    before = page.evaluate(f"{CODE_CELLS}.length")

    run_below(notebook, "explorer.add_cell()")
    page.wait_for_function(f"{CODE_CELLS}.length === {before + 2}")
    assert notebook.source(before + 1) == wanted

    page.evaluate(f"{CONTENT}.activeCellIndex = {CONTENT}.model.cells.length - 1")
    page.evaluate("jupyterapp.commands.execute('notebook:run-cell')")
    expect(page.locator(".jp-OutputArea-output table.dataframe").last).to_contain_text("fulfilled_or_better")


def run_below(notebook: Notebook, source: str) -> None:
    """Write a cell below all others, and run it, as a person does."""
    page = notebook.page
    page.evaluate(f"{CONTENT}.activeCellIndex = {CONTENT}.model.cells.length - 1")
    page.evaluate("jupyterapp.commands.execute('notebook:insert-cell-below')")
    page.evaluate(f"source => {CONTENT}.activeCell.model.sharedModel.setSource(source)", source)
    page.evaluate("jupyterapp.commands.execute('notebook:run-cell')")
