"""What an analyst does in JupyterLab.

A first report in a project of `kgreport new`: run, a mistake, a change, a cell of one's own, export. Then the
explorer: a choice is read, becomes a DataFrame and a file, and a cell with its code.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.lab.conftest import NewProject
from tests.lab.jupyterlab import CODE_CELLS, JupyterLab, Notebook, wait_for

CONTENT = "jupyterapp.shell.currentWidget.content"
"""The notebook that is open, as JupyterLab's own code has it."""

EXPORTS = ("File", "Save and Export Notebook As")
PAGE, PDF = "Báo cáo (HTML) · Report", "Báo cáo (PDF) · Report"
OWN = 'report.levels("member").frame[["level", "count"]]'


@dataclass(frozen=True, slots=True)
class Walk:
    """What an analyst has seen and saved, in this order.

    Attributes
    ----------
    first
        What the notebook shows as it is.
    offered
        What the menu offers to export as.
    mistake
        The output of the cell that stops, for a year without figures.
    second
        What the notebook shows in English, with a cell of one's own.
    page, pdf
        The files that the menu exports then.
    """

    first: str
    offered: list[str]
    mistake: list[str]
    second: str
    page: Path
    pdf: Path


@pytest.fixture(scope="module")
def notebook(lab: JupyterLab, new_project: NewProject, window: Page) -> Iterator[Notebook]:
    """Open the notebook of a new project."""
    folder = new_project("first-report")
    with lab.opened(window, folder / "notebooks/annual_report.ipynb") as opened:
        yield opened


@pytest.fixture(scope="module")
def walk(notebook: Notebook, tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Do what an analyst does; the tests look at what came of it."""
    saved = tmp_path_factory.mktemp("saved")
    notebook.run_all()
    first, given = notebook.shown(), notebook.source(0)
    notebook.write(0, given.replace("year: int = None", "year: int = 1999"))
    mistake = notebook.run_until_error()
    notebook.write(0, given.replace("language: str = None", 'language: str = "en"'))
    notebook.add_below(OWN)
    notebook.run_all()
    return Walk(
        first=first,
        offered=notebook.menu_entries(*EXPORTS),
        mistake=mistake,
        second=notebook.shown(),
        page=notebook.export(PAGE, saved),
        pdf=notebook.export(PDF, saved),
    )


def test_the_notebook_of_a_new_project_runs_as_it_is(walk: Walk) -> None:
    assert "53.340" in walk.first
    assert "99,47%" in walk.first


def test_a_changed_parameter_changes_what_is_shown(walk: Walk) -> None:
    assert "53,340" in walk.second
    assert "Party members" in walk.second


def test_a_mistake_is_told_in_two_lines(walk: Walk) -> None:
    assert len(walk.mistake) == 2
    assert "không có số liệu năm 1999; số liệu là của năm 2018" in walk.mistake[0]
    assert "kgreport.build_report(params, year=year" in walk.mistake[1]


def test_the_menu_names_each_format_once_in_both_languages(walk: Walk) -> None:
    assert [label for label in walk.offered if "Report" in label] == [PAGE, PDF]
    assert [label for label in walk.offered if "kgreport" in label.lower()] == []


def test_the_menu_saves_the_page(walk: Walk) -> None:
    page = walk.page.read_text("utf-8")

    assert walk.page.name == "annual_report.html"
    assert [
        words for words in ('<html lang="en">', "53,340", "DRAFT", "fulfilled_or_better") if words not in page
    ] == []


def test_the_menu_saves_the_pdf(walk: Walk) -> None:
    pages = PdfReader(io.BytesIO(walk.pdf.read_bytes())).pages
    text = "\n".join(page.extract_text() for page in pages)

    assert walk.pdf.name == "annual_report.pdf"
    assert [words for words in ("53,340", "DRAFT", "fulfilled_or_better") if words not in text] == []


@pytest.fixture(scope="module")
def explorer(lab: JupyterLab, new_project: NewProject, window: Page) -> Iterator[Notebook]:
    """Open the explorer of a project, and run it."""
    folder = new_project("explore")
    with lab.opened(window, folder / "notebooks/explore.ipynb") as opened:
        opened.run_all()
        yield opened


def box(notebook: Notebook, label: str) -> Locator:
    """Give a dropdown of the panel by its label."""
    named = notebook.page.get_by_text(label, exact=True)
    return notebook.page.locator(".widget-dropdown").filter(has=named).locator("select")


def code(notebook: Notebook) -> Locator:
    """Give the box with the code of what is chosen."""
    return notebook.page.locator(".widget-textarea textarea")


def test_what_is_chosen_is_read(explorer: Notebook) -> None:
    box(explorer, "Đối tượng").select_option("Đảng viên")

    expect(explorer.page.locator(".widget-html").last).to_contain_text("53.340 đảng viên")


def test_a_section_becomes_a_dataframe_and_code(explorer: Notebook) -> None:
    box(explorer, "Đối tượng").select_option("Đảng viên")
    box(explorer, "Lấy ra").select_option("DataFrame")

    expect(explorer.page.locator("table.dataframe").last).to_contain_text("base_count")
    expect(code(explorer)).to_have_value(
        "import kgreport\n\n"
        'report = kgreport.build_report("2018.yml", year=2018, unit="")\n'
        'report.levels("member").frame'
    )


def test_a_click_saves_the_data_of_a_section(explorer: Notebook, tmp_path: Path) -> None:
    box(explorer, "Đối tượng").select_option("Đảng viên")
    with explorer.saving_into(tmp_path) as saved:
        explorer.page.get_by_text("Tải levels-member-2018.csv").click()
        wait_for(lambda: saved or None, explorer.page)

    assert saved == ["levels-member-2018.csv"]
    lines = (tmp_path / saved[0]).read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("year,unit,")
    assert any(",53340," in line for line in lines)


def test_a_cell_with_the_code_appears_below_on_request(explorer: Notebook) -> None:
    box(explorer, "Đối tượng").select_option("Đảng viên")
    box(explorer, "Lấy ra").select_option("DataFrame")
    expect(code(explorer)).to_have_value(re.compile(r"member.*\.frame$"))
    wanted, page = code(explorer).input_value(), explorer.page
    before = page.evaluate(f"{CODE_CELLS}.length")

    run_below(explorer, "explorer.add_cell()")
    page.wait_for_function(f"{CODE_CELLS}.length === {before + 2}")
    assert explorer.source(before + 1) == wanted

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
