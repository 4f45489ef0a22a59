"""Sections on the work beside the rating: from how the review was prepared to what is put right after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from kgreport.data.figures.layout import DERIVED, Scope
from kgreport.report.basis import (
    Basis,
    made_once,
    register_rows,
    said_by_authors,
    section,
    unit_figures,
    year_records,
)
from kgreport.report.counted import counted_rows, named_register_rows, own_tables
from kgreport.report.recognition import call_persons
from kgreport.stats import apparatus as apparatus_stats
from kgreport.stats.registers import count_by_unit, with_names, with_standings
from kgreport.stats.remediation import STANDINGS, plans_on, tasks_on, without_plan
from kgreport.stats.shares import count_of
from kgreport.stats.targets import TargetsVerdict, count_verdicts, judge_targets
from kgreport.terms.codes import check_code
from kgreport.terms.vocabulary import ITEMS, TARGET_PERIODS
from kgreport.views.sections.work.apparatus import apparatus_section
from kgreport.views.sections.work.apparatus_items import apparatus_items_section
from kgreport.views.sections.work.cases import cases_section, cases_title
from kgreport.views.sections.work.remediation import remediation_section
from kgreport.views.sections.work.reviews import EXPLANATIONS, suggested_section
from kgreport.views.sections.work.targets import targets_section
from kgreport.views.sections.work.tasks import tasks_section
from kgreport.views.view import Section

BESIDE_STAFF = tuple(item for item in ITEMS if item != "staff")


@section
def suggested(report: Basis) -> Section:
    """Show the reviews suggested by the upper level, and which of them were explained.

    Examples
    --------
    >>> report.suggested().title
    'Suggested reviews and explanations'
    """
    text, reviews = said_by_authors(report, "suggested"), _reviews(report)
    by_unit = count_by_unit(reviews, list(EXPLANATIONS))
    counts, writer = counted_rows(report, "suggested"), report.writer
    shown = suggested_section(counts, reviews, by_unit, writer, text=text, annex=cases_title(writer))
    return replace(shown, views=[*shown.views, *own_tables(report, "suggested")])


@section
def targets(report: Basis, period: str = "year") -> Section:
    """Show the targets of the unit itself, of the year or of the term, as far as they are reached.

    Parameters
    ----------
    period
        ``year`` or ``term``.

    Examples
    --------
    >>> report.targets("term").title
    'Targets of the term'
    """
    check_code(report, "period", period, TARGET_PERIODS)
    of_term_only = judged_targets(report, "year").empty and len(judged_targets(report, "term"))
    text = said_by_authors(report, "targets") if period == ("term" if of_term_only else "year") else ""
    verdict = targets_verdict(report, period)
    return targets_section(period, judged_targets(report, period), verdict, text, report.writer)


@section
def apparatus(report: Basis, item: str = "staff") -> Section:
    """Show one item of the apparatus before and after the cuts.

    Parameters
    ----------
    item
        ``staff``, ``inner_unit``, ``intermediate_organization``, ``deputy`` or ``overlapping_function``.

    Examples
    --------
    >>> section = report.apparatus("staff")
    >>> section.title
    'Streamlining: staff'
    >>> section.views[1].cells()[-1]
    ['Ahead (+), behind (−)', '−361', '−10', '−351']
    """
    check_code(report, "item", item, ITEMS)
    figures = item_figures(report, item)
    progress = item_progress(report, item)
    base_year = progress.attrs["base_year"] or report.parameters.year
    outside = Scope(year=base_year, unit=report.parameters.unit, subject=item, tier="association")
    return apparatus_section(
        item,
        progress,
        apparatus_stats.cuts_by_year(figures),
        report.writer,
        outside=count_of(report.year_figures.by_scope, outside, "assigned"),
        sources=_published(figures),
    )


@section
def apparatus_items(report: Basis) -> Section:
    """Show inner units, intermediate organisations, deputies and functions before and after the cuts.

    Examples
    --------
    >>> report.apparatus_items().title
    'Streamlining: organisation'
    """
    unit, year = report.parameters.unit, report.parameters.year
    progress = apparatus_stats.items_progress(unit_figures(report), unit, BESIDE_STAFF, year)
    sources = [source for item in BESIDE_STAFF for source in _published(item_figures(report, item))]
    return apparatus_items_section(progress, year, report.writer, sources=list(dict.fromkeys(sources)))


@section
def remediation(report: Basis) -> Section:
    """Show the plans of remediation as they stand on the day of the report, overdue ones first.

    Examples
    --------
    >>> report.remediation().title
    'Remediation after the review'
    """
    day, text, writer = report_day(report), said_by_authors(report, "remediation"), report.writer
    plans = _standing_plans(report)
    counts = count_by_unit(plans, STANDINGS)
    lacking = [name or code for code, name in unplanned(report)[["id", "name"]].to_numpy().tolist()]
    title = cases_title(writer)
    return remediation_section(plans, counts, lacking, day, writer, text=text, annex=title)


@section
def cases(report: Basis) -> Section:
    """List what the sections on suggested reviews and on remediation leave out: what is done with.

    Examples
    --------
    >>> report.cases().title
    'Lists of suggested reviews and plans of remediation'
    """
    return cases_section(_reviews(report), _standing_plans(report), report_day(report), report.writer)


@section
def tasks(report: Basis) -> Section:
    """Account for the tasks that the report of the year before set for this year.

    Examples
    --------
    >>> report.tasks().title
    'Tasks that were set for 2018'
    """
    return tasks_section(tasks_on(tasks_set(report, -1), report_day(report)), report.writer)


def tasks_set(report: Basis, years: int = 0) -> pd.DataFrame:
    """Pick the tasks of the unit itself that the report of this year set, or of so many years later."""
    rows, given = report.year_figures.register("tasks"), report.parameters
    if rows.empty:
        return rows
    return rows[(rows["year"] == given.year + years) & (rows["unit"] == given.unit)]


def report_day(report: Basis) -> date:
    """The day the report speaks of: that of its issue, else the last of its year."""
    return report.parameters.issued or date(report.parameters.year, 12, 31)


@made_once
def targets_verdict(report: Basis, period: str) -> TargetsVerdict:
    """Count how the targets of a period stand; their rows are in it."""
    return count_verdicts(judged_targets(report, period))


@made_once
def judged_targets(report: Basis, period: str) -> pd.DataFrame:
    """Judge the targets of the unit itself; see `kgreport.stats.targets.judge_targets`."""
    rows = register_rows(report, "targets")
    return judge_targets(rows[(rows["unit"] == report.parameters.unit) & (rows["period"] == period)])


@made_once
def item_progress(report: Basis, item: str) -> pd.DataFrame:
    """Compute the progress of an item, and its pace towards the goal."""
    return apparatus_stats.progress(item_figures(report, item), report.parameters.year)


@made_once
def item_figures(report: Basis, item: str) -> pd.DataFrame:
    """Pick the figures of one item of the apparatus of the unit reported on."""
    unit, year = report.parameters.unit, report.parameters.year
    return apparatus_stats.item_figures(unit_figures(report), unit, item, year)


@made_once
def overdue_plans(report: Basis) -> pd.DataFrame:
    """Pick the plans of remediation that are overdue on the day of the report, longest overdue first.

    Returns
    -------
    DataFrame
        Rows of the register with ``unit_name``, ``standing`` and ``days_overdue``.
    """
    plans = _standing_plans(report)
    overdue = plans[plans["standing"] == "overdue"]
    return overdue.sort_values("days_overdue", ascending=False, kind="stable")


@made_once
def unplanned(report: Basis) -> pd.DataFrame:
    """Records of the organisations rated unfulfilled that no plan of any unit is about."""
    return without_plan(year_records(report, "organization"), plans_of_year(report))


def plans_of_year(report: Basis) -> pd.DataFrame:
    """Plans of this year, of every unit: the unit above may list the plan of an organisation."""
    plans = report.year_figures.register("remediation")
    return plans[plans["year"] == report.parameters.year]


@made_once
def _standing_plans(report: Basis) -> pd.DataFrame:
    """Say of each plan of remediation how it stands on the day of the report."""
    return plans_on(named_register_rows(report, "remediation"), report_day(report))


@made_once
def _reviews(report: Basis) -> pd.DataFrame:
    rows = with_names(named_register_rows(report, "suggested_reviews"), report.year_figures.records)
    return with_standings(call_persons(report, rows))


def _published(figures: pd.DataFrame) -> list[str]:
    """Name the sources of the figures that were given, each once."""
    given = figures.loc[~figures["source"].str.startswith(DERIVED), "source"]
    return list(dict.fromkeys(given))
