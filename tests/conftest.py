"""Fixtures shared by all tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from kgreport.builder.build import build_job
from kgreport.builder.job import Job
from kgreport.builder.result import Result
from kgreport.data.figures.layout import COLUMNS
from kgreport.data.params.parameters_file import read_parameters
from kgreport.report import Report, read_report

PROJECT = Path(__file__).parents[1]

# A slow machine is no fault of the property.
settings.register_profile("kgreport", deadline=None, max_examples=60)
settings.load_profile("kgreport")


@pytest.fixture(scope="session")
def project() -> Path:
    """Give the root of the project."""
    return PROJECT


@pytest.fixture(scope="session")
def published_2018() -> Report:
    """Give the report of the figures that were published for 2018."""
    return read_report(read_parameters(PROJECT / "params/2018.yml"), PROJECT)


@pytest.fixture(scope="session")
def built_2018(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """Build the report of 2018 once for all tests that look at its files."""
    return build_job(
        Job(
            parameters=PROJECT / "params/2018.yml",
            outputs=tmp_path_factory.mktemp("outputs"),
            notebook=PROJECT / "notebooks/annual_report.ipynb",
        )
    )


@pytest.fixture
def make_figures() -> Callable[..., pd.DataFrame]:
    """Give a maker of small frames: one row per (subject, tier, measure, value)."""

    def make(*rows: tuple[str, str, str, int], year: int = 2018, unit: str = "") -> pd.DataFrame:
        lines = [
            (year, unit, *key, value, "test", f"figures.csv:{n}") for n, (*key, value) in enumerate(rows, 2)
        ]
        return pd.DataFrame(lines, columns=list(COLUMNS))

    return make


FIGURES_HEADER = "year,unit,subject,tier,measure,value,source\n"


@pytest.fixture
def make_dataset(tmp_path: Path) -> Callable[..., Path]:
    """Give a maker of dataset folders: rows of figures.csv, and other tables by name."""

    def make(*rows: str, header: str = FIGURES_HEADER, **tables: str) -> Path:
        folder = tmp_path / "figures-of-a-test"
        folder.mkdir(exist_ok=True)
        (folder / "figures.csv").write_text(header + "\n".join(rows) + "\n", "utf-8")
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text, "utf-8")
        return folder

    return make
