"""The main points and the key figures of the annual report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgreport.data.figures.layout import Scope
from kgreport.report.basis import (
    Basis,
    compared_year,
    edition_of,
    figures_in,
    made_once,
    scope_of,
    scopes_with_figures,
    section,
    shares_of,
)
from kgreport.report.caps import cap_verdicts
from kgreport.report.quality import doubtful_findings
from kgreport.report.ratings import reasons_shown
from kgreport.report.recognition import flag_streaks
from kgreport.report.work import overdue_plans
from kgreport.stats.shares import level_changes, rating_base, share_rows
from kgreport.terms.vocabulary import LEVEL_SUMS, LEVELS
from kgreport.views.sections import main_points as points
from kgreport.views.sections import overview
from kgreport.views.sections.ratings.caps import caps_point
from kgreport.views.texts import MainPoint
from kgreport.views.view import Section

_SUBJECTS: Sequence[tuple[str, Sequence[str]]] = (
    ("organization", ("grassroots", "", "superior")),
    ("member", ("",)),
    ("collective", ("",)),
    ("leader", ("",)),
)
"""Who the key figures are of, in the order of the field: of the tiers, the first that has figures."""

_ROWS = (
    ("rated", "total"),
    ("excellent",),
    ("good_or_better", "fulfilled_or_better"),
    ("unfulfilled",),
)
"""What they count: of each row of measures, the first that is known."""

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
    figures = [figure for scope in key_scopes(report) for figure in _key_figures(report, scope)]
    table = overview.key_figures(figures, compared_year(report), edition_of(report))
    return overview.summary_section(main_points(report), table, edition_of(report))


@made_once
def key_scopes(report: Basis) -> list[Scope]:
    """Choose of each subject the tier that the key figures are of."""
    known = scopes_with_figures(report)
    found = [[scope_of(report, subject, tier) for tier in tiers] for subject, tiers in _SUBJECTS]
    return [next(scope for scope in scopes if scope in known) for scopes in found if set(scopes) & set(known)]


@made_once
def main_points(report: Basis) -> list[MainPoint]:
    """Write the main points, in the order of `kgreport.views.sections.main_points`."""
    edition, doubtful = edition_of(report), len(doubtful_findings(report))
    return points.choose_points(
        [
            _ratings(report),
            caps_point(cap_verdicts(report), edition),
            _lowest(report),
            _streaks(report),
            _overdue(report),
            points.doubtful_point(doubtful, edition),
        ]
    )


def _ratings(report: Basis) -> MainPoint | None:
    against, edition = compared_year(report), edition_of(report)
    changes = level_changes(report.year_figures.by_scope, key_scopes(report), against, _FOLLOWED)
    rules = report.year_figures.rules_by_year
    new_rules = against in rules and rules[against] != report.rules
    told = points.change_point(changes, against, edition, new_rules=new_rules)
    return told or points.result_point([_result(report, scope) for scope in key_scopes(report)], edition)


def _result(report: Basis, scope: Scope) -> points.Result:
    known = figures_in(report, scope)
    base = rating_base(known)
    shown = [code for code in ("excellent", "good_or_better") if code in known]
    shown = shown or [code for code in ("fulfilled_or_better",) if code in known]
    rows = share_rows(known, dict.fromkeys(shown, base))
    return points.Result(
        scope=scope,
        base=base,
        base_count=known[base].value if base in known else None,
        shown=[(str(row["measure"]), known[str(row["measure"])].value, row["share"]) for row in rows],  # type: ignore[misc]
    )


def _lowest(report: Basis) -> MainPoint | None:
    """Take the first subject whose reasons are known; else the first whose lowest level is."""
    scopes = [scope for scope in key_scopes(report) if "unfulfilled" in figures_in(report, scope)]
    explained = [scope for scope in scopes if _reason_counts(report, scope)]
    for scope in [*explained, *scopes][:1]:
        known = figures_in(report, scope)
        count, base = known["unfulfilled"].value, known.get(rating_base(known))
        share = count / base.value if base and base.value else None
        return points.lowest_point(scope, count, share, _reason_counts(report, scope), edition_of(report))
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
    return points.streaks_point(len(found.eligible), found.wanted, given, edition_of(report))


def _overdue(report: Basis) -> MainPoint | None:
    overdue = overdue_plans(report)
    if overdue.empty:
        return None
    first = overdue.iloc[0]
    names = dict.fromkeys(str(first[column]) for column in ("owner", "unit_name") if first[column])
    owner = ", ".join(names)
    return points.overdue_point(len(overdue), owner, int(first["days_overdue"]), edition_of(report))


def _key_figures(report: Basis, scope: Scope) -> list[overview.KeyFigure]:
    """Pick the figures of a scope: of each row of measures, the first that is known."""
    known = figures_in(report, scope)
    chosen = [next((code for code in row if code in known), "") for row in _ROWS]
    base = rating_base(known)
    before = figures_in(report, replace(scope, year=compared_year(report)))
    compared = share_rows(before, dict.fromkeys((*LEVELS, *LEVEL_SUMS), base))
    shares = {row["measure"]: row["share"] for row in compared}
    return [
        overview.KeyFigure(scope=scope, row=row, before=shares.get(row["measure"]))  # type: ignore[arg-type]
        for row in shares_of(report, scope, filter(None, chosen), base)
    ]
