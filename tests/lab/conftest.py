"""One real JupyterLab, in one window, for all tests of a session that need one: it starts in some seconds.

A test asks for `lab` and `window`, makes a folder of its own in ``lab.root`` (see `new_project`), and opens
a notebook of it: ``with lab.opened(window, folder / "notebooks/annual_report.ipynb") as notebook:``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kgreport.projects.start import NewProject as NewProjectOptions
from kgreport.projects.start import write_project
from tests.lab.jupyterlab import JupyterLab, running_jupyterlab

NewProject = Callable[[str], Path]


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JupyterLab]:
    """Start JupyterLab on an empty folder."""
    root = tmp_path_factory.mktemp("lab-root").resolve()
    with running_jupyterlab(root, tmp_path_factory.mktemp("lab-own")) as running:
        yield running


@pytest.fixture(scope="session")
def window(lab: JupyterLab, browser: Browser) -> Iterator[Page]:
    """Open JupyterLab in a window; a test closes what it has opened there."""
    with lab.window(browser) as page:
        yield page


@pytest.fixture(scope="session")
def new_project(lab: JupyterLab) -> NewProject:
    """Give a maker of projects, as `kgreport new` makes them, that JupyterLab shows."""

    def make(name: str) -> Path:
        folder = lab.root / name
        write_project(folder, NewProjectOptions())
        return folder

    return make
