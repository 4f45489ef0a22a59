"""Everything found in the figures of a report: what contradicts, what is missing, what breaks a rule."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kgreport.data.figures.contradictions import find_contradictions
from kgreport.data.figures.coverage import check_coverage
from kgreport.data.figures.lookup import by_scope
from kgreport.data.figures.reporting import check_reported
from kgreport.data.params.accepted import accepted_of_units, check_accepted
from kgreport.data.params.model import AcceptedFinding
from kgreport.data.shares.judging import check_prints
from kgreport.data.tables.unit_tree import all_below
from kgreport.report.basis import Basis, accepted_reasons, made_once, printed_of
from kgreport.report.ratings import cap_findings, group_findings
from kgreport.report.recognition import recognition_findings
from kgreport.report.work import cut_findings, remediation_findings
from kgreport.terms.findings import Finding


@made_once
def all_findings(report: Basis) -> list[Finding]:
    """Find everything, accepted or not; and what is accepted and was not found."""
    unit, year, dataset = report.parameters.unit, report.parameters.year, report.dataset
    found = [
        *check_coverage(_rows_with_units(report), unit, year),
        *find_contradictions(report.year_figures.by_scope, dataset.tree, dataset.counted),
        *dataset.findings,
        *_print_findings(report),
        *check_reported(report.figures, dataset.tree, unit, year),
        *cut_findings(report),
        *cap_findings(report),
        *group_findings(report),
        *recognition_findings(report),
        *remediation_findings(report),
    ]
    return [*found, *check_accepted(_accepted_of_unit(report), found)]


def stopping_findings(report: Basis) -> list[Finding]:
    """Give the errors that the parameters do not accept.

    Examples
    --------
    >>> report.stopping_findings()
    []
    """
    accepted = accepted_reasons(report)
    return [
        finding
        for finding in all_findings(report)
        if finding.severity == "error" and not (finding.acceptable and finding.id in accepted)
    ]


def _rows_with_units(report: Basis) -> pd.DataFrame:
    """Give the units and years of all figures, and of printed shares."""
    shares = report.year_figures.register("shares")
    return pd.concat([frame[["unit", "year"]] for frame in (report.figures, shares)])


def _print_findings(report: Basis) -> list[Finding]:
    """Find printed shares that the counts contradict, as they were before any record was rated anew."""
    prints = printed_of(report)
    return check_prints(prints, by_scope(report.dataset.completed)) if prints else []


def _accepted_of_unit(report: Basis) -> Sequence[AcceptedFinding]:
    """The accepted findings that this report may have; the reports of other units have theirs."""
    accepted, unit, dataset = report.parameters.accepted_findings, report.parameters.unit, report.dataset
    all_units = {*dataset.units, *dataset.whole.figures["unit"]} - {""}
    return accepted_of_units(accepted, all_below(unit, dataset.tree), all_units) if unit else accepted
