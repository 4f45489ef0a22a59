"""The cap on `excellent`: the verdict on all that was rated, its sections, and what is found against it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kgreport.data.figures.layout import Scope
from kgreport.data.tables.unit_tree import all_below
from kgreport.report.basis import (
    Basis,
    figures_in,
    made_once,
    scope_of,
    scopes_with_figures,
    section,
    year_records,
)
from kgreport.stats.caps import (
    Reading,
    cap_rows,
    check_caps,
    check_caps_by_group,
    count_levels,
    group_counts,
    group_rows,
)
from kgreport.stats.verdicts.caps import CapVerdict, judge_cap, told_once
from kgreport.terms.codes import check_scope
from kgreport.terms.findings import Finding
from kgreport.terms.vocabulary import GRASSROOTS, LEVEL_SUMS, LEVELS, SUBJECTS, TIERS
from kgreport.views.sections.ratings.cap import cap_section
from kgreport.views.sections.ratings.caps import caps_section
from kgreport.views.view import Section

CAPPED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "organization": {
        "superior": ("superior",),
        "grassroots": GRASSROOTS,
        "sub": ("sub",),
    },
    "collective": {tier: (tier,) for tier in TIERS["collective"]},
    "leader": {tier: (tier,) for tier in TIERS["leader"]},
}
"""Whose groups the cap is held against: by subject and tier, the tiers of their records."""


@section
def cap(report: Basis, subject: str = "", tier: str = "") -> Section:
    """Show whether the cap is kept by all that was rated; or one subject, under each reading and by group.

    Parameters
    ----------
    subject, tier
        ``organization`` (``superior``, ``grassroots``, ``grassroots_committee``, ``grassroots_branch`` or
        ``sub``), ``member`` (no tiers), ``collective`` or ``leader`` (``province``, ``district`` or
        ``grassroots``). Without a tier, the subject as a whole.

    Examples
    --------
    >>> section = report.cap("organization", "grassroots")
    >>> section.title
    'The cap on excellent: grassroots Party organisations'
    >>> section.views[1].cells()[0]
    ['Good or better', '758', '162', '21.37%', '152', '+10']
    """
    if (subject, tier) == ("", ""):
        unknown = _not_judged(report)
        return caps_section(cap_verdicts(report), report.cap_rule, report.writer, unknown=unknown)
    check_scope(report, subject, tier)
    return cap_section(cap_verdict(report, scope_of(report, subject, tier)), report.writer)


@made_once
def cap_verdicts(report: Basis) -> list[CapVerdict]:
    """Judge whether each subject and tier keeps the cap; nothing of those not known to be rated excellent.

    A subject comes before its tiers; one whose figures are those of a tier is left out.

    Examples
    --------
    >>> from kgreport.report.caps import cap_verdicts
    >>> verdict = cap_verdicts(report)[0]
    >>> verdict.standing, verdict.excess
    ('exceeded', 10)
    """
    verdicts = [cap_verdict(report, scope) for scope in scopes_with_figures(report)]
    return told_once([one for one in verdicts if one.readings or one.groups])


def _not_judged(report: Basis) -> list[Scope]:
    """Name the subjects that were rated, of which no tier is judged."""
    judged = {verdict.scope.subject for verdict in cap_verdicts(report)}
    rated = {
        scope.subject
        for scope in scopes_with_figures(report)
        if not {"rated", *LEVELS, *LEVEL_SUMS}.isdisjoint(figures_in(report, scope))
    }
    return [scope_of(report, subject) for subject in SUBJECTS if subject in rated - judged]


@made_once
def cap_verdict(report: Basis, scope: Scope) -> CapVerdict:
    """Judge whether a scope keeps the cap, also one of a unit below the one reported on."""
    known, cap_rule = figures_in(report, scope), report.cap_rule
    groups = group_rows(groups_of(report, scope), cap_rule)
    return judge_cap(scope, known, cap_readings(report, scope), groups, cap_rule)


@made_once
def groups_of(report: Basis, scope: Scope) -> list[dict[str, Any]]:
    """Count the levels in each group of similar position; members are in none."""
    if not is_capped_by_group(report) or scope.subject not in CAPPED:
        return []
    tiers = CAPPED[scope.subject].get(scope.tier, (scope.tier,)) if scope.tier else None
    return group_counts(_levels_by_group(report, scope.subject, scope.unit), tiers)


@made_once
def _levels_by_group(report: Basis, subject: str, unit: str) -> Mapping[tuple[str, str, str], int]:
    """Count the levels of a subject by tier and group, in a unit and all below it."""
    records = year_records(report, subject)
    if unit != report.parameters.unit:
        records = records[records["unit"].isin(all_below(unit, report.dataset.tree))]
    return count_levels(records)


def cap_readings(report: Basis, scope: Scope) -> list[Reading]:
    """Compare the number rated excellent with its cap, under each reading of the base."""
    return cap_rows(figures_in(report, scope), report.cap_rule)


def is_capped_by_group(report: Basis) -> bool:
    """Whether the cap binds in each group of similar position."""
    return report.cap_rule is not None and report.cap_rule.by_group


def cap_findings(report: Basis) -> list[Finding]:
    """Find where the cap is exceeded in the aggregate."""
    readings = {scope: cap_readings(report, scope) for scope in scopes_with_figures(report)}
    base = report.cap_rule.base if report.cap_rule else ""
    return check_caps(readings, base, report.year_figures.rules_by_year)


def group_findings(report: Basis) -> list[Finding]:
    """Find the groups above the cap."""
    scopes = [scope_of(report, subject, tier) for subject, tiers in CAPPED.items() for tier in tiers]
    return [
        finding
        for scope in scopes
        if is_capped_by_group(report) and len(year_records(report, scope.subject))
        for finding in check_caps_by_group(
            groups_of(report, scope), scope, report.cap_rule, report.year_figures.rules_by_year
        )
    ]
