"""What the figures of the annual report ask to be decided, and the brief, one sheet for leaders."""

from __future__ import annotations

from kgreport.report.basis import (
    Basis,
    edition_of,
    made_once,
    register_rows,
    section,
    unit_name,
    unnumbered,
)
from kgreport.report.caps import cap_verdicts
from kgreport.report.main_points import main_points, summary
from kgreport.report.overview import head
from kgreport.report.quality import doubtful_findings, remedies, unexplained_reviews
from kgreport.report.ratings import levels
from kgreport.report.recognition import flag_streaks
from kgreport.report.work import item_progress, targets_verdict
from kgreport.terms.vocabulary import TARGET_PERIODS
from kgreport.views.charts.stacked import StackedChart
from kgreport.views.sections.brief import brief_of
from kgreport.views.sections.decisions import (
    Behind,
    Decisions,
    Flags,
    decision_points,
    decisions_section,
    nothing_to_decide,
)
from kgreport.views.sections.documents import Brief
from kgreport.views.sections.ratings.caps import tops_above
from kgreport.views.sections.rows import rows_of
from kgreport.views.texts import MainPoints
from kgreport.views.view import Section


@section
def decisions(report: Basis) -> Section:
    """Show what is to be decided, each with its figures and the section it is about.

    Examples
    --------
    >>> report.decisions().views[0].points[0].text
    'Review the ratings above the cap: grassroots Party organisations (by 10).'
    """
    return decisions_section(decision_points(_found(report), edition_of(report)), edition_of(report))


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
    return brief_of(
        head(report),
        MainPoints(main_points(report)),
        [view for view in (table, chart) if view],
        [point.text for point in decision_points(_found(report), edition_of(report))]
        or [nothing_to_decide(edition_of(report))],
        edition_of(report),
    )


@made_once
def _found(report: Basis) -> Decisions:
    overdue, lacking = remedies(report)
    verdicts = {one: targets_verdict(report, one) for one in TARGET_PERIODS}
    staff = next(iter(rows_of(item_progress(report, "staff"))), None)
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
        staff=Behind(
            by=-staff["difference"],
            share=staff["goal_share"],
            goal_year=item_progress(report, "staff").attrs["goal_year"],
        )
        if staff and staff["pace"] == "behind"
        else None,
        flags=_flags(report),
        doubtful=len(doubtful_findings(report)),
    )


def _flags(report: Basis) -> Flags | None:
    found = flag_streaks(report)
    if found is None or not found.complete or not found.awarded:
        return None
    eligible = found.eligible
    given = eligible.loc[eligible["given"].astype(bool), "name"].tolist()
    return Flags(eligible=len(eligible), given=given)


def _units_unexplained(report: Basis) -> list[str]:
    rows = register_rows(report, "suggested_reviews")
    open_ones = rows.loc[rows["explained"].eq(False), "unit"].tolist()
    return list(dict.fromkeys(unit_name(report, str(unit)) for unit in open_ones))
