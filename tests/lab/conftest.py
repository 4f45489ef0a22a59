"""One real JupyterLab for all tests of a session that need one: it starts in about four seconds.

A test asks for `lab` and `browser`, makes a folder of its own in ``lab.root`` (see `new_project`), and opens
a notebook of it: ``with lab.opened(browser, folder / "notebooks/annual_report.ipynb") as notebook:``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.lab.jupyterlab import JupyterLab, running_jupyterlab

NewProject = Callable[[str], Path]


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JupyterLab]:
    """Start JupyterLab on an empty folder."""
    root = tmp_path_factory.mktemp("lab-root").resolve()
    with running_jupyterlab(root, tmp_path_factory.mktemp("lab-own")) as running:
        yield running


@pytest.fixture(scope="session")
def new_project(lab: JupyterLab, project: Path) -> NewProject:
    """Give a maker of projects that JupyterLab shows, each by a name of its own."""

    def make(name: str) -> Path:
        folder = lab.root / name
        shutil.copytree(project / "notebooks", folder / "notebooks")
        (folder / "params").mkdir()
        shutil.copy(project / "params/2018.yml", folder / "params")
        return folder

    return make
