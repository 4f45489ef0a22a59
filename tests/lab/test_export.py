"""JupyterLab's menu exports a report as the command publishes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.lab.conftest import NewProject
from tests.lab.jupyterlab import JupyterLab, Notebook

EXPORTS = ("File", "Save and Export Notebook As")
PAGE, PDF = "Báo cáo (HTML) · Report", "Báo cáo (PDF) · Report"


@pytest.fixture(scope="module")
def notebook(lab: JupyterLab, new_project: NewProject, browser: Browser) -> Iterator[Notebook]:
    """Open the notebook of the report, and run it."""
    folder = new_project("export")
    with lab.opened(browser, folder / "notebooks/annual_report.ipynb") as opened:
        opened.run_all()
        yield opened


def test_the_menu_names_each_format_once_in_both_languages(notebook: Notebook) -> None:
    offered = notebook.menu_entries(*EXPORTS)

    assert [label for label in offered if "Report" in label] == [PAGE, PDF]
    assert [label for label in offered if "kgreport" in label.lower()] == []


def test_a_click_saves_the_page(notebook: Notebook, tmp_path: Path) -> None:
    saved = notebook.export(PAGE, tmp_path)

    assert saved.name == "annual_report.html"
    assert "53.340" in saved.read_text("utf-8")


def test_a_click_saves_the_pdf(notebook: Notebook, tmp_path: Path) -> None:
    saved = notebook.export(PDF, tmp_path)

    assert saved.name == "annual_report.pdf"
    assert saved.read_bytes().startswith(b"%PDF-")
