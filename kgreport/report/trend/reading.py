"""Read the figures of a report on several years, by the parameters of its last."""

from __future__ import annotations

from pathlib import Path

from kgreport.report import Report, build_report
from kgreport.report.trend.trend import Trend


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
    return Trend(report.parameters, report.dataset, report.rules, report.cap_rule, report)
