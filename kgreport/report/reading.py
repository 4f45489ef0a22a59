"""Read the figures of one report, by its parameters."""

from __future__ import annotations

from pathlib import Path

from kgreport.data.datasets import find_dataset, read_dataset
from kgreport.data.findings import DatasetError
from kgreport.data.params import Parameters
from kgreport.data.params_file import check_parameters
from kgreport.data.rules import cap_of, rules_by_year, rules_for
from kgreport.report.report import SOFTWARE, Report
from kgreport.views.sections.chart_ids import check_alt_texts

__all__ = ["SOFTWARE", "build_report", "read_report"]


def build_report(*, base: Path | str = ".", **parameters: object) -> Report:
    """Read, complete and check the figures of one report.

    Parameters
    ----------
    base
        Folder a relative dataset is looked for in.
    **parameters
        The fields of `kgreport.data.params.Parameters`.

    Raises
    ------
    ParametersError
        With everything that is wrong with the parameters.
    DatasetError
        With everything that cannot be read, or every contradiction the parameters do not accept.
    """
    report = read_report(check_parameters(parameters, "parameters"), Path(base))
    stopping = report.stopping_findings()
    if stopping:
        raise DatasetError(stopping, report.parameters.language)
    return report


def read_report(parameters: Parameters, base: Path) -> Report:
    """Read the figures of one report, whatever is found in them; see `build_report`."""
    check_alt_texts(parameters.alt_texts)
    rules = rules_for(parameters.year, parameters.rules, base)
    folder, years = find_dataset(parameters.dataset, base), parameters.years
    dataset = read_dataset(folder, years, parameters.language, rules_by_year(years, rules))
    return Report(parameters, dataset, rules, cap_of(rules, parameters))
