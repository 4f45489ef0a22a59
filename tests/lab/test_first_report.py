"""A first report in a project of `kgreport new`: run, a mistake, a change, a cell of one's own, export."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.lab.conftest import NewProject
from tests.lab.jupyterlab import JupyterLab, Notebook

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
def notebook(lab: JupyterLab, new_project: NewProject, browser: Browser) -> Iterator[Notebook]:
    """Open the notebook of a new project."""
    folder = new_project("first-report")
    with lab.opened(browser, folder / "notebooks/annual_report.ipynb") as opened:
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
