"""The trend report: the figures of the annual report over several years, and their sections."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kgreport.report import overview as annual
from kgreport.report.basis import Basis, section
from kgreport.report.reading import build_report
from kgreport.report.report import Report
from kgreport.report.trend import overview, sections
from kgreport.terms.findings import Finding
from kgreport.views.view import Section


@dataclass(frozen=True)
class Trend(Basis):
    """The report on several years: its figures, and its sections; each is a view that a notebook shows.

    Attributes
    ----------
    annual
        The annual report of the last year, whose figures and findings these are.
    """

    annual: Report

    @property
    def findings(self) -> list[Finding]:
        """Everything found in the figures, as the annual report has it."""
        return self.annual.findings

    head = overview.head
    summary = overview.summary

    levels_over_time = sections.levels_over_time
    streaks = sections.streaks
    movements = sections.movements
    units_over_time = sections.units_over_time

    @section
    def quality(self) -> Section:
        """Show what is missing or doubtful, and what was accepted."""
        return annual.quality_of(self, self.findings, overview.all_sections(self), overview.LACKING)

    closing = annual.closing
    sources = overview.sources
    provenance = annual.provenance


def build_trend(*, base: Path | str = ".", **parameters: object) -> Trend:
    """Read, complete and check the figures of several years.

    Parameters
    ----------
    base
        Folder a relative dataset is looked for in.
    **parameters
        Fields of `kgreport.data.params.model.Parameters`; the years are from ``first_year`` to ``year``.

    Raises
    ------
    ParametersError
        With everything that is wrong with the parameters.
    DatasetError
        With everything that cannot be read, or every contradiction the parameters do not accept.
    """
    return trend_of(build_report(base=base, **parameters))


def trend_of(report: Report) -> Trend:
    """Look back from an annual report over the years of its dataset."""
    return Trend(report.parameters, report.year_figures, report.cap_rule, report)
