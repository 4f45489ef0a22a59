"""Everything found in the figures of a report: what contradicts, what is missing, what breaks a rule.

A build keeps it, with what was read, as plain values.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from kgreport.data.figures.coverage import check_coverage, check_reported, unshown_finding
from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import by_scope
from kgreport.data.figures.splits import split_findings
from kgreport.data.figures.unit_sums import is_written
from kgreport.data.params.checks.accepted import accepted_of_units, check_accepted
from kgreport.data.params.checks.editions import check_edition
from kgreport.data.params.checks.issuing import check_final
from kgreport.data.params.model import Parameters
from kgreport.data.params.parts import AcceptedFinding
from kgreport.data.plausibility.advice import explained_contradictions
from kgreport.data.plausibility.compared import Compared
from kgreport.data.plausibility.unchanged import check_unchanged
from kgreport.data.plausibility.unusual import check_plausible
from kgreport.data.rules.model import Rules
from kgreport.data.shares.judging import check_prints
from kgreport.data.tables.unit_tree import all_below
from kgreport.environment import RECORD
from kgreport.report.basis import (
    Basis,
    all_scopes,
    figures_in,
    made_once,
    printed_of,
    prints_in,
    register_rows,
    scopes_with_figures,
    unit_figures,
    units_below,
)
from kgreport.report.caps import cap_findings, group_findings
from kgreport.report.ratings import reasons_shown
from kgreport.report.recognition import recognition_findings
from kgreport.report.work import item_figures, judged_targets, plans_of_year, report_day, tasks_set, unplanned
from kgreport.stats.apparatus import check_cuts
from kgreport.stats.key_figures.record import about_report
from kgreport.stats.persons.small import check_small
from kgreport.stats.remediation import check_plans, check_tasks, check_unplanned
from kgreport.stats.targets import check_negative, check_targets
from kgreport.terms.findings import Finding
from kgreport.terms.own_terms import OTHER
from kgreport.terms.printed_numbers import say_printed
from kgreport.terms.vocabulary import AWARDS, ITEMS, PERSONS, TARGET_PERIODS
from kgreport.views.sections.levels.rated import RATED_MEASURES
from kgreport.views.sections.quality.quality import say_finding
from kgreport.views.sections.work.reviews import REVIEW_ROWS
from kgreport.views.sections.work.section_words import SECTIONS, section_named
from kgreport.views.sections.writer import Writer

_EMPTY = "no-rows"


@made_once
def all_findings(report: Basis) -> list[Finding]:
    """Find everything, accepted or not; and what is accepted and was not found."""
    unit, year, dataset = report.parameters.unit, report.parameters.year, report.dataset
    figures = report.year_figures
    known = figures.known
    found = [
        *check_coverage(_rows_with_units(report), unit, year),
        *explained_contradictions(known, dataset.counted),
        *split_findings(figures.unknown_parts, known),
        *(one for one in dataset.findings if one.kind != _EMPTY),
        *_print_findings(report),
        *check_reported(figures.completed, dataset.tree, unit, year, known.rules),
        *cut_findings(report),
        *cap_findings(report),
        *group_findings(report),
        *recognition_findings(report),
        *remediation_findings(report),
        *target_findings(report),
        *check_tasks(tasks_set(report, -1)),
        *unshown_findings(report),
        *check_edition(report.parameters, getattr(report.earlier, "why", None)),
    ]
    compared, limits = Compared(known, year), report.parameters.plausibility
    found += [
        *check_plausible(compared, unit, limits, found),
        *check_unchanged(compared, unit, limits, found),
    ]
    found += check_accepted(_accepted_of_unit(report), [*found, *unprinted_findings(report)])
    return [*found, *check_final(report.parameters, found, dataset.places)]


def unprinted_findings(report: Basis) -> list[Finding]:
    """Find empty tables and small counts: who makes a report is told of them, its readers are not."""
    return [*(one for one in report.dataset.findings if one.kind == _EMPTY), *_small_findings(report)]


def _small_findings(report: Basis) -> Iterator[Finding]:
    """Find counts of one or two persons that the final report of a unit shows of it and of those below it."""
    given, figures = report.parameters, report.figures
    if given.status == "final" and given.unit:
        own, below = figures["unit"] == given.unit, figures["unit"].isin([*units_below(report)])
        here = figures[
            (figures["year"] == given.year) & (own | below & figures["measure"].isin(RATED_MEASURES))
        ]
        scopes = [scope for scope in all_scopes(report) if scope.subject in PERSONS]
        shown = {
            (one.subject, one.tier, code) for one in scopes for code in shown_measures(one, report.rules)
        }
        yield from check_small(here, shown, report.own)


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
    """Give the units, years and subjects of all figures, and of printed shares."""
    figures, shares = report.figures, report.year_figures.register("shares")
    if shares.empty:
        return figures
    return pd.concat([frame[["unit", "year", "subject"]] for frame in (figures, shares)])


def _print_findings(report: Basis) -> list[Finding]:
    """Find printed shares that the counts contradict, as they were before any record was rated anew."""
    prints, rules = printed_of(report), report.year_figures.rules_by_year
    return check_prints(prints, by_scope(report.dataset.completed), rules) if prints else []


def _accepted_of_unit(report: Basis) -> Sequence[AcceptedFinding]:
    """The accepted findings that this report may have; the reports of other units have theirs."""
    accepted, unit, dataset = report.parameters.accepted_findings, report.parameters.unit, report.dataset
    all_units = {*dataset.units, *dataset.whole.figures["unit"]} - {""}
    return accepted_of_units(accepted, all_below(unit, dataset.tree), all_units) if unit else accepted


def cut_findings(report: Basis) -> list[Finding]:
    """Find cuts of single years that do not make up the cut to date."""
    year, subjects = report.parameters.year, set(unit_figures(report)["subject"])
    return [
        finding
        for item in ITEMS
        if item in subjects
        for finding in check_cuts(item_figures(report, item), year)
    ]


def remediation_findings(report: Basis) -> list[Finding]:
    """Find plans that are doubtful, and organisations that have none."""
    plans, organizations = register_rows(report, "remediation"), report.year_figures.records["organization"]
    return [
        *check_plans(plans, report_day(report), set(organizations["id"])),
        *check_unplanned(unplanned(report), plans_of_year(report), report.parameters.year),
    ]


def target_findings(report: Basis) -> list[Finding]:
    """Find targets of the unit itself below zero and, once the year is over, without a result."""
    if register_rows(report, "targets").empty:
        return []
    over = report.parameters.period in ("year", "quarter_4", "term")
    targets = [judged_targets(report, period) for period in TARGET_PERIODS]
    return [one for of in targets for one in (*check_negative(of), *(check_targets(of) if over else []))]


def shown_measures(scope: Scope, rules: Rules) -> set[str]:
    """Name the measures of a scope that the sections of the annual report show."""
    counted = {
        code
        for name in (*SECTIONS, OTHER, *(one.code for one in rules.own.sections))
        for section in [section_named(name, rules.own)]
        if scope.subject in section.subjects
        for code in section.bases
    }
    reasons = () if scope.tier else reasons_shown(scope.subject, rules)
    return {*RATED_MEASURES, *REVIEW_ROWS, *AWARDS, *rules.own.award_names, *counted, *reasons}


def unshown_findings(report: Basis) -> Iterator[Finding]:
    """Every figure and print that was given stands in a section of the report, not in the annex alone."""
    for scope in all_scopes(report):
        shown = shown_measures(scope, report.rules)
        known = figures_in(report, scope)
        hidden: dict[str, object] = {
            one.measure: say_printed(one.number)
            for one in prints_in(report, scope)
            if one.measure not in known and one.measure not in shown - {*AWARDS, *report.own.award_names}
        }
        hidden |= {
            code: figure.value
            for code, figure in known.items()
            if code not in shown and figure.value and is_written(figure.source)
        }
        if hidden:
            yield unshown_finding(scope, hidden, report.rules)


def findings_as_text(findings: Iterable[Finding], parameters: Parameters) -> list[dict[str, str | None]]:
    """Give findings as plain text by name, in the language of the report."""
    writer = Writer(language=parameters.language, year=parameters.year)
    accepted = {item.id: item.reason for item in parameters.accepted_findings}
    return [
        {
            "id": finding.id,
            "severity": finding.severity,
            "place": say_finding(finding.place, writer),
            "found": say_finding(finding.found, writer),
            "expected": finding.say_expected(writer.language, writer.count),
            "advice": say_finding(finding.advice, writer),
            "accepted": accepted.get(finding.id) if finding.acceptable else None,
        }
        for finding in findings
    ]


def record(report: Basis) -> None:
    """Add a report to the file that the environment names, a line of JSON each; where none is, do nothing.

    A build needs this for its manifest, and would otherwise have to read and check everything once more.
    """
    path = os.environ.get(RECORD)
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(record_of(report)) + "\n")


def record_of(report: Basis) -> dict[str, Any]:
    """Give the parameters, dataset, files, findings, unit and key figures of a report as plain values."""
    dataset, given = report.dataset, report.parameters
    return {
        "parameters": given.content(),
        "tables": dict(dataset.tables),
        "dataset": {"name": dataset.name, "sha256": dataset.sha256, "simulated": dataset.simulated},
        "findings": findings_as_text(all_findings(report), given),
        **about_report(report.year_figures, given.unit, scopes_with_figures(report)),
    }


def accepted_reasons(report: Basis) -> dict[str, str]:
    """By id, why the parameters accept a finding."""
    return {accepted.id: accepted.reason for accepted in report.parameters.accepted_findings}
