"""The front of the annual report: main points, key figures, decisions; and the brief for leaders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgreport.data.figures.layout import Scope
from kgreport.report.basis import (
    Basis,
    figures_in,
    made_once,
    register_rows,
    scopes_with_figures,
    section,
    shares_of,
    unit_name,
    unnumbered,
)
from kgreport.report.caps import cap_verdicts
from kgreport.report.overview import head
from kgreport.report.quality import doubtful_findings, remedies, unexplained_reviews
from kgreport.report.ratings import compared_year, levels, reasons_shown
from kgreport.report.recognition import flag_streaks
from kgreport.report.work import item_progress, overdue_plans, targets_verdict
from kgreport.stats.key_figures.series import key_measures, key_scopes
from kgreport.stats.shares import level_changes, rating_base, share_rows
from kgreport.terms.vocabulary import LEVEL_SUMS, LEVELS, TARGET_PERIODS
from kgreport.views.charts.stacked import StackedChart
from kgreport.views.sections import main_points as points
from kgreport.views.sections import overview
from kgreport.views.sections.brief import Brief
from kgreport.views.sections.decisions import Decisions, decision_points, decisions_section, nothing_to_decide
from kgreport.views.sections.ratings.caps import caps_point, tops_above
from kgreport.views.sections.rows import Row, rows_of
from kgreport.views.texts import MainPoint, MainPoints
from kgreport.views.view import Section

_FOLLOWED = ("good_or_better", "excellent", "unfulfilled")
"""The levels whose change may be a main point."""


@section
def summary(report: Basis) -> Section:
    """Show the main points and the key figures.

    Examples
    --------
    >>> report.summary().views[0].points[0].text.partition(";")[0]
    '840 grassroots Party organisations rated: 162 excellent (19.29%) and 758 good or better (90.24%)'
    >>> report.summary().views[-1].cells()[0]
    ['Grassroots Party organisations rated', '840', '']
    """
    figures = [figure for scope in _key_scopes(report) for figure in _key_figures(report, scope)]
    table = overview.key_figures(figures, compared_year(report), report.writer)
    return overview.summary_section(main_points(report), table, report.writer)


@made_once
def _key_scopes(report: Basis) -> list[Scope]:
    return key_scopes(scopes_with_figures(report))


@made_once
def main_points(report: Basis) -> list[MainPoint]:
    """Write the main points, in the order of `kgreport.views.sections.main_points`."""
    writer, doubtful = report.writer, len(doubtful_findings(report))
    return points.choose_points(
        [
            _ratings(report),
            caps_point(cap_verdicts(report), writer),
            _lowest(report),
            _streaks(report),
            _overdue(report),
            points.doubtful_point(doubtful, writer),
        ]
    )


def _ratings(report: Basis) -> MainPoint | None:
    against, writer = compared_year(report), report.writer
    changes = level_changes(report.year_figures.by_scope, _key_scopes(report), against, _FOLLOWED)
    rules = report.year_figures.rules_by_year
    new_rules = against in rules and rules[against] != report.rules
    told = points.change_point(changes, against, writer, new_rules=new_rules)
    return told or points.result_point(
        {scope: _result(report, scope) for scope in _key_scopes(report)}, writer
    )


def _result(report: Basis, scope: Scope) -> Sequence[Row]:
    known = figures_in(report, scope)
    shown = [code for code in ("excellent", "good_or_better") if code in known]
    shown = shown or [code for code in ("fulfilled_or_better",) if code in known]
    return share_rows(known, dict.fromkeys(shown, rating_base(known)))


def _lowest(report: Basis) -> MainPoint | None:
    """Take the first subject whose reasons are known; else the first whose lowest level is."""
    scopes = [scope for scope in _key_scopes(report) if "unfulfilled" in figures_in(report, scope)]
    explained = [scope for scope in scopes if _reason_counts(report, scope)]
    for scope in [*explained, *scopes][:1]:
        known = figures_in(report, scope)
        count, base = known["unfulfilled"].value, known.get(rating_base(known))
        share = count / base.value if base and base.value else None
        return points.lowest_point(scope, count, share, _reason_counts(report, scope), report.writer)
    return None


def _reason_counts(report: Basis, scope: Scope) -> list[tuple[str, int]]:
    known = figures_in(report, scope)
    codes = [] if scope.tier else reasons_shown(scope.subject, report.rules)
    counts = [(code, known[code].value) for code in codes if code in known]
    return sorted((one for one in counts if one[1]), key=lambda one: -one[1])


def _streaks(report: Basis) -> MainPoint | None:
    found = flag_streaks(report)
    if found is None or not found.complete:
        return None
    given = int(found.eligible["given"].sum()) if found.awarded else None
    return points.streaks_point(len(found.eligible), found.wanted, given, report.writer)


def _overdue(report: Basis) -> MainPoint | None:
    overdue = overdue_plans(report)
    if overdue.empty:
        return None
    first = overdue.iloc[0]
    names = dict.fromkeys(str(first[column]) for column in ("owner", "unit_name") if first[column])
    owner = ", ".join(names)
    return points.overdue_point(len(overdue), owner, int(first["days_overdue"]), report.writer)


def _key_figures(report: Basis, scope: Scope) -> list[overview.KeyFigure]:
    """Pick the figures of a scope: of each row of measures, the first that is known."""
    known = figures_in(report, scope)
    base = rating_base(known)
    before = figures_in(report, replace(scope, year=compared_year(report)))
    compared = share_rows(before, dict.fromkeys((*LEVELS, *LEVEL_SUMS), base))
    shares = {row["measure"]: row["share"] for row in compared}
    return [
        overview.KeyFigure(scope=scope, row=row, before=shares.get(row["measure"]))  # type: ignore[arg-type]
        for row in shares_of(report, scope, key_measures(known), base)
    ]


@section
def decisions(report: Basis) -> Section:
    """Show what is to be decided, each with its figures and the section it is about.

    Examples
    --------
    >>> report.decisions().views[0].points[0].text
    'Review the ratings above the cap: grassroots Party organisations (by 10).'
    """
    return decisions_section(decision_points(_found(report), report.writer), report.writer)


@made_once
def brief(report: Basis) -> Brief:
    """Show the report on one sheet: main points, key figures, levels, and what is to be decided.

    A published report leaves it out; ``kgreport build --brief`` makes a PDF of its own of it.

    Examples
    --------
    >>> report.brief().decisions[0]
    'Review the ratings above the cap: grassroots Party organisations (by 10).'
    """
    rated = unnumbered(levels)(report)
    table = next((view for view in unnumbered(summary)(report).views if view.counted_as), None)
    chart = next((view.without_parts() for view in rated.views if isinstance(view, StackedChart)), None)
    decided = [point.text for point in decision_points(_found(report), report.writer)]
    return Brief(
        head=head(report),
        points=MainPoints(main_points(report)),
        views=[view for view in (table, chart) if view],
        decisions=decided or [nothing_to_decide(report.writer)],
    )


@made_once
def _found(report: Basis) -> Decisions:
    overdue, lacking = remedies(report)
    verdicts = {one: targets_verdict(report, one) for one in TARGET_PERIODS}
    progress = item_progress(report, "staff")
    staff = next((row for row in rows_of(progress)[:1] if row["pace"] == "behind"), None)
    eligible, flagged = _flags(report)
    return Decisions(
        above=tops_above(cap_verdicts(report)),
        unexplained=sum(unexplained_reviews(report, report.parameters.unit).values()),
        unexplained_of=_units_unexplained(report),
        overdue=len(overdue),
        overdue_of=list(dict.fromkeys(overdue["unit_name"])),
        unplanned=len(lacking),
        missed={
            period: [(str(row["name"]), row["share"]) for row in verdict.missed]
            for period, verdict in verdicts.items()
        },
        staff=staff and {**staff, "goal_year": progress.attrs["goal_year"]},
        eligible=eligible,
        flagged=flagged,
        doubtful=len(doubtful_findings(report)),
    )


def _flags(report: Basis) -> tuple[int, list[str]]:
    """Count who may be given the flag, and name those of them who were; nobody where that is unknown."""
    found = flag_streaks(report)
    if found is None or not found.awarded:
        return 0, []
    eligible = found.eligible
    return len(eligible), eligible.loc[eligible["given"].astype(bool), "name"].tolist()


def _units_unexplained(report: Basis) -> list[str]:
    rows = register_rows(report, "suggested_reviews")
    open_ones = rows.loc[rows["explained"].eq(False), "unit"].tolist()
    return list(dict.fromkeys(unit_name(report, str(unit)) for unit in open_ones))
