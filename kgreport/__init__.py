"""Annual reports on the review and rating of Party organisations and members.

Everything that a Python user needs is a name of this package, and nothing is loaded before it is used:

build_report, build_trend
    Read the figures of one report, or of a report on several years, and give its sections.
build, check
    Build the files of one or many reports, also on a Dask cluster; or only check their figures.
explore, Panel
    Look into a dataset with a panel in JupyterLab, and take along what it shows.
read_dataset
    Read a dataset; its figures are a tidy DataFrame.
own_section, Section, Note, Table, Column
    Add a section of your own to the annual report.
Report, Trend, Dataset, Finding, Parameters
    What these functions give and take.
KgreportError
    The base of every error that kgreport raises on purpose.

Examples
--------
>>> report = kgreport.build_report(year=2018, dataset="kien-giang-2018", first_year=2015, language="en")
>>> report.levels("member").title
'Ratings of Party members'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgreport.batch.api import build, check
    from kgreport.data.datasets.dataset import Dataset
    from kgreport.data.datasets.reading import read_dataset
    from kgreport.data.own_terms.added_sections import own_section
    from kgreport.data.params.model import Parameters
    from kgreport.errors import (
        BuildError,
        BusyError,
        KgreportError,
        OwnSectionError,
        ParametersError,
        PublishError,
        UnknownCodeError,
    )
    from kgreport.execute.failures import ExecutionError
    from kgreport.explorer import Panel, explore
    from kgreport.report import Report, build_report
    from kgreport.report.trend import Trend, build_trend
    from kgreport.terms.findings import DatasetError, Finding
    from kgreport.views.tables import Column, Table
    from kgreport.views.texts import Note
    from kgreport.views.view import Section

__version__ = "0.1.0"
__all__ = [
    "BuildError",
    "BusyError",
    "Column",
    "Dataset",
    "DatasetError",
    "ExecutionError",
    "Finding",
    "KgreportError",
    "Note",
    "OwnSectionError",
    "Panel",
    "Parameters",
    "ParametersError",
    "PublishError",
    "Report",
    "Section",
    "Table",
    "Trend",
    "UnknownCodeError",
    "__version__",
    "build",
    "build_report",
    "build_trend",
    "check",
    "explore",
    "own_section",
    "read_dataset",
]

_MODULES = {
    "kgreport.batch.api": ("build", "check"),
    "kgreport.data.datasets.dataset": ("Dataset",),
    "kgreport.data.datasets.reading": ("read_dataset",),
    "kgreport.data.params.model": ("Parameters",),
    "kgreport.errors": (
        "BuildError",
        "BusyError",
        "KgreportError",
        "OwnSectionError",
        "ParametersError",
        "PublishError",
        "UnknownCodeError",
    ),
    "kgreport.execute.failures": ("ExecutionError",),
    "kgreport.report": ("Report", "build_report"),
    "kgreport.explorer": ("Panel", "explore"),
    "kgreport.report.trend": ("Trend", "build_trend"),
    "kgreport.data.own_terms.added_sections": ("own_section",),
    "kgreport.terms.findings": ("DatasetError", "Finding"),
    "kgreport.views.tables": ("Column", "Table"),
    "kgreport.views.texts": ("Note",),
    "kgreport.views.view": ("Section",),
}
"""The module that each public name is loaded from on first use."""

_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a public name on first use, so that the command line starts without heavy libraries."""
    if name not in _MODULE_OF:
        raise _unknown(name)
    return globals().setdefault(name, getattr(import_module(_MODULE_OF[name]), name))


def _unknown(name: str) -> AttributeError:
    msg = f"module {__name__!r} has no attribute {name!r}"
    if name.startswith("_"):
        return AttributeError(msg)
    from kgreport.errors import UnknownNameError  # noqa: PLC0415
    from kgreport.terms.spelling import near_or_known  # noqa: PLC0415

    return UnknownNameError(f"{msg}; {near_or_known(name, __all__).en}")


def __dir__() -> list[str]:
    """List what is public."""
    return __all__
