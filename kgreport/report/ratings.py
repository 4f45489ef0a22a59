"""Sections on the rating: how all were rated, why, and how that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgreport.data.figures.layout import Scope
from kgreport.data.rules.model import Rules
from kgreport.report.basis import (
    Basis,
    compared_year,
    edition_of,
    figures_in,
    prints_in,
    prints_of_units,
    scope_of,
    scopes_with_figures,
    section,
    shares_of,
    units_below,
)
from kgreport.report.codes import check_code, check_scope
from kgreport.stats.series import series_base, share_series
from kgreport.stats.shares import add_points, finest_split, rating_base
from kgreport.stats.shares import changes as changes_between
from kgreport.stats.units import compare_units
from kgreport.terms.vocabulary import (
    LEVEL_SUMS,
    LEVELS,
    REASONS,
    SUBJECTS,
    UNKNOWN_LEVEL,
    UNKNOWN_REASON,
)
from kgreport.views.sections.ratings.changes import FOLLOWED, changes_section
from kgreport.views.sections.ratings.levels import levels_section, levels_title
from kgreport.views.sections.ratings.reasons import reasons_section
from kgreport.views.sections.ratings.tiers import split_scopes, tiers_section
from kgreport.views.sections.ratings.units import units_section
from kgreport.views.sections.rows import Row
from kgreport.views.view import Section, gather_sections, join_sections

RATINGS = (*LEVELS, "rated", *LEVEL_SUMS)
LEVEL_ROWS = [*LEVELS, UNKNOWN_LEVEL, *RATINGS[len(LEVELS) :], "total"]

FOLLOWED_SUBJECTS = (("organization", "grassroots"), ("member", ""))
"""Who is shown over the years."""


@section
def levels(report: Basis, subject: str = "", tier: str = "") -> Section:
    """Show how all were rated on the four levels; or one subject, its tiers side by side if none is named.

    Parameters
    ----------
    subject, tier
        ``organization`` (``superior``, ``grassroots``, ``grassroots_committee``, ``grassroots_branch`` or
        ``sub``), ``member`` (no tiers), ``collective`` or ``leader`` (``province``, ``district`` or
        ``grassroots``). Without a tier, the subject as a whole.

    Examples
    --------
    >>> section = report.levels("organization", "grassroots")
    >>> section.title
    'Ratings of grassroots Party organisations'
    >>> section.views[1].cells()[0]
    ['Excellent', '162', '19.29%']
    """
    if not subject:
        title = edition_of(report).say("Kết quả xếp loại", "Ratings on four levels")
        return gather_sections("levels", title, [_levels_of(report, each) for each in SUBJECTS])
    check_scope(report, subject, tier)
    return _levels_of(report, subject, tier)


def _levels_of(report: Basis, subject: str, tier: str = "") -> Section:
    in_full, rest = _split_scopes(report, subject, tier)
    found = {scope: _level_rows(report, scope) for scope in rest}
    originals = {scope: report.year_figures.originals(scope) for scope in rest}
    tiers = tiers_section(found, originals, edition_of(report))
    shown = [_levels(report, scope) for scope in in_full]
    if sum(bool(section.views) for section in shown) > 1:
        whole = levels_title(scope_of(report, subject, tier), edition_of(report))
        shown[0] = replace(shown[0], title=whole)
    return join_sections([*shown, tiers])


def _split_scopes(report: Basis, subject: str, tier: str) -> tuple[list[Scope], list[Scope]]:
    whole = scope_of(report, subject, tier)
    tiers = [] if tier else [scope for scope in scopes_with_figures(report) if scope.subject == subject]
    return split_scopes(whole, {scope: _ratings_in(report, scope) for scope in (whole, *tiers)})


def _ratings_in(report: Basis, scope: Scope) -> dict[tuple[str, str], object]:
    """Give what is known of how a scope was rated: counts, and what was printed."""
    figures, prints = figures_in(report, scope), prints_in(report, scope)
    counts = {(code, ""): figures[code].value for code in RATINGS if code in figures}
    return {**counts, **{(one.measure, one.place): one.number for one in prints if one.measure in RATINGS}}


def _level_rows(report: Basis, scope: Scope) -> Sequence[Row]:
    return shares_of(report, scope, LEVEL_ROWS, rating_base(figures_in(report, scope)))


def _levels(report: Basis, scope: Scope) -> Section:
    base = rating_base(figures_in(report, scope))
    compared = changes_between(report.year_figures.by_scope, scope, compared_year(report), LEVEL_ROWS, base)
    return levels_section(
        _level_rows(report, scope),
        compared if compared["count_before"].notna().any() else None,
        finest_split(figures_in(report, scope)),
        scope,
        edition_of(report),
        originals=report.year_figures.originals(scope),
    )


@section
def units(report: Basis, subject: str, tier: str = "") -> Section:
    """Show the units directly below side by side.

    Parameters
    ----------
    subject, tier
        ``organization`` (``superior``, ``grassroots``, ``grassroots_committee``, ``grassroots_branch`` or
        ``sub``), ``member`` (no tiers), ``collective`` or ``leader`` (``province``, ``district`` or
        ``grassroots``). Without a tier, the subject as a whole.

    Examples
    --------
    >>> report.units("member").title
    'Units compared: Party members'
    """
    check_scope(report, subject, tier)
    scope, names = scope_of(report, subject, tier), units_below(report)
    originals = {
        unit: report.year_figures.originals(replace(scope, unit=unit)) for unit in (*names, scope.unit)
    }
    compared = compare_units(report.year_figures.by_scope, scope, names)
    printed = prints_of_units(report, scope, originals)
    return units_section(compared, names, originals, scope, edition_of(report), printed=printed)


@section
def changes(report: Basis, subject: str = "", tier: str = "") -> Section:
    """Show how the ratings of all, or of one subject, changed over the years.

    Parameters
    ----------
    subject, tier
        ``organization`` (``superior``, ``grassroots``, ``grassroots_committee``, ``grassroots_branch`` or
        ``sub``), ``member`` (no tiers), ``collective`` or ``leader`` (``province``, ``district`` or
        ``grassroots``). Without a tier, the subject as a whole.

    Examples
    --------
    >>> report.changes("member").title
    'Over the years: Party members'
    """
    if not subject:
        title = edition_of(report).say("Kết quả xếp loại qua các năm", "Ratings over the years")
        return gather_sections("changes", title, [_changes_of(report, *one) for one in FOLLOWED_SUBJECTS])
    check_scope(report, subject, tier)
    return _changes_of(report, subject, tier)


def _changes_of(report: Basis, subject: str, tier: str) -> Section:
    scope, figures = scope_of(report, subject, tier), report.year_figures
    years = [year for year in report.parameters.years if year <= report.parameters.year]
    base = series_base(figures.by_scope, scope, years)
    series = add_points(share_series(figures.by_scope, scope, years, (base, *FOLLOWED), base))
    return changes_section(series, figures.originals(scope), figures.rules_by_year, scope, edition_of(report))


@section
def reasons(report: Basis, subject: str = "member") -> Section:
    """Show why some were rated unfulfilled.

    Parameters
    ----------
    subject
        ``organization``, ``member``, ``collective`` or ``leader``.

    Examples
    --------
    >>> section = report.reasons("member")
    >>> section.title
    'Why Party members were rated not fulfilled'
    >>> section.views[1].cells()[0]
    ['Disciplined in the year', '193', '67.96%']
    """
    check_code(report, "subject", subject, SUBJECTS)
    scope = scope_of(report, subject)
    codes = (*_reasons(subject, report.rules), UNKNOWN_REASON)
    return reasons_section(shares_of(report, scope, codes, "unfulfilled"), scope, edition_of(report))


def reasons_shown(subject: str, rules: Rules) -> tuple[str, ...]:
    """Name the reasons that the notebook shows of a subject as a whole."""
    return _reasons(subject, rules) if subject in _WITH_REASONS else ()


_WITH_REASONS = ("member", "collective")
"""The subjects whose reasons the notebook shows."""


def _reasons(subject: str, rules: Rules) -> tuple[str, ...]:
    return rules.reasons.get(subject, tuple(REASONS))
