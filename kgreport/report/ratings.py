"""Sections on the rating: how all were rated, why, and how that changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.data.rules.model import Rules
from kgreport.data.shares.prints import Print
from kgreport.data.tables.unit_tree import below, parents_of
from kgreport.report.basis import (
    Basis,
    all_scopes,
    figures_in,
    prints_in,
    scope_of,
    scopes_with_figures,
    section,
    shares_of,
    unit_name,
    units_below,
)
from kgreport.stats.series import series_base, share_series
from kgreport.stats.shares import add_points, known_parts, level_bases, rating_base, share_rows
from kgreport.stats.shares import changes as changes_between
from kgreport.stats.units import COMPARED, benchmark_rows, compare_units
from kgreport.terms.codes import check_code, check_scope
from kgreport.terms.vocabulary import LEVEL_SUMS, LEVELS, SUBJECTS, UNKNOWN_LEVEL, UNKNOWN_REASON
from kgreport.views.sections.levels.one_year import all_levels_section, levels_section
from kgreport.views.sections.levels.rated import RATED_MEASURES, Ratings, split_scopes
from kgreport.views.sections.levels.years_of_all import Followed, all_changes_section
from kgreport.views.sections.levels.years_of_one import FOLLOWED, changes_section
from kgreport.views.sections.ratings.reasons import reasons_section
from kgreport.views.sections.units.benchmark import Benchmark, benchmark_section
from kgreport.views.sections.units.comparison import units_section
from kgreport.views.view import Section

LEVEL_ROWS = [*LEVELS, UNKNOWN_LEVEL, "rated", *LEVEL_SUMS, "total"]

BENCHMARKED = (
    *(("organization", tier) for tier in ("superior", "grassroots", "sub")),
    *((subject, "") for subject in ("member", "collective", "leader")),
)
"""Who of a unit is compared with the whole."""


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
    if (subject, tier) == ("", ""):
        shown = [ratings for each in SUBJECTS for ratings in _ratings_of(report, each)]
        return all_levels_section(shown, report.writer)
    check_scope(report, subject, tier)
    return levels_section(_ratings_of(report, subject, tier), scope_of(report, subject, tier), report.writer)


def _ratings_of(report: Basis, subject: str, tier: str = "") -> list[Ratings]:
    """Say how a subject was rated, as a whole or by tier, and its other tiers."""
    in_full, rest = _split_scopes(report, subject, tier)
    return [_ratings(report, scope, in_full=scope in in_full) for scope in (*in_full, *rest)]


def _ratings(report: Basis, scope: Scope, *, in_full: bool) -> Ratings:
    figures, against = figures_in(report, scope), compared_year(report)
    base = rating_base(figures)
    compared = changes_between(report.year_figures.by_scope, scope, against, LEVEL_ROWS, base)
    return Ratings(
        scope=scope,
        of={row["measure"]: row for row in shares_of(report, scope, LEVEL_ROWS, base)},
        parts=known_parts(figures, base),
        against=against,
        compared={row["measure"]: row for row in compared},
        originals=report.year_figures.originals(scope),
        in_full=in_full,
    )


def compared_year(report: Basis) -> int:
    """The year compared with: as asked for, else the one before."""
    return report.parameters.compare_year or report.parameters.year - 1


def _split_scopes(report: Basis, subject: str, tier: str) -> tuple[list[Scope], list[Scope]]:
    whole = scope_of(report, subject, tier)
    tiers = [] if tier else [scope for scope in all_scopes(report) if scope.subject == subject]
    return split_scopes(whole, {scope: _known_ratings(report, scope) for scope in (whole, *tiers)})


def _known_ratings(report: Basis, scope: Scope) -> dict[tuple[str, str], object]:
    """Give what is known of how a scope was rated: counts, and what was printed."""
    figures, prints = figures_in(report, scope), prints_in(report, scope)
    counts = {(code, ""): figures[code].value for code in RATED_MEASURES if code in figures}
    return {
        **counts,
        **{(one.measure, one.place): one.number for one in prints if one.measure in RATED_MEASURES},
    }


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
    printed = _prints_of_units(report, scope, originals)
    return units_section(compared, names, originals, scope, report.writer, printed=printed)


def _prints_of_units(report: Basis, scope: Scope, units: Iterable[str]) -> dict[tuple[str, str], Print]:
    """Give what was printed of how a scope was rated, by unit and column of `compare_units`."""
    return {
        (unit, f"share_{one.measure}" if one.number.is_percent else one.measure): one
        for unit in units
        for one in prints_in(report, replace(scope, unit=unit))
        if one.measure in COMPARED
    }


@section
def benchmark(report: Basis) -> Section:
    """Set the shares of a unit beside those of the whole, with its rank among the units it stands beside.

    Examples
    --------
    >>> report.benchmark().views  # the report of the whole is compared with nothing
    []
    """
    unit, tree = report.parameters.unit, report.dataset.tree
    names = {code: unit_name(report, code) for code in below(parents_of(tree).get(unit, ""), tree)}
    if unit not in names:
        return benchmark_section([], report.writer)
    scopes = [scope for scope in scopes_with_figures(report) if (scope.subject, scope.tier) in BENCHMARKED]
    figures = report.year_figures.beside(["", *names], [scope.subject for scope in scopes])
    benchmarks = [
        _benchmark(report, scope, compare_units(figures, replace(scope, unit=""), names)) for scope in scopes
    ]
    return benchmark_section(benchmarks, report.writer)


def _benchmark(report: Basis, scope: Scope, compared: pd.DataFrame) -> Benchmark:
    rows = benchmark_rows(compared, scope.unit)
    base = figures_in(report, scope).get(compared.attrs["base"])
    about = {name: compared.attrs[name] for name in ("base", "main", "smallest", "ranked", "sources")}
    printed = {one.measure: one for one in prints_in(report, scope) if one.number.is_percent}
    return Benchmark(scope=scope, rows=rows, base_count=base and base.value, printed=printed, **about)


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
    if (subject, tier) == ("", ""):
        scopes = [scope for each in SUBJECTS for scope in _split_scopes(report, each, "")[0]]
        followed = [_followed(report, scope) for scope in scopes]
        return all_changes_section(followed, report.year_figures.rules_by_year, report.writer)
    check_scope(report, subject, tier)
    return _changes_of(report, subject, tier)


def _years(report: Basis) -> list[int]:
    """Name the years up to the one reported on."""
    return [year for year in report.parameters.years if year <= report.parameters.year]


def _followed(report: Basis, scope: Scope) -> Followed:
    """Say how a scope was rated in each year with figures, with shares of one base."""
    figures, years = report.year_figures, _years(report)
    base = series_base(figures.by_scope, scope, years)
    known = {year: figures.by_scope.of(replace(scope, year=year)) for year in sorted(years)}
    return Followed(
        scope,
        [
            Ratings(
                scope=replace(scope, year=year),
                of={str(row["measure"]): row for row in share_rows(of, level_bases(LEVEL_ROWS, base))},
                originals=figures.originals(scope),
            )
            for year, of in known.items()
            if any(code in of for code in LEVEL_ROWS)
        ],
    )


def _changes_of(report: Basis, subject: str, tier: str) -> Section:
    scope, figures = scope_of(report, subject, tier), report.year_figures
    years = _years(report)
    base = series_base(figures.by_scope, scope, years)
    series = add_points(share_series(figures.by_scope, scope, years, (base, *FOLLOWED), base))
    return changes_section(series, figures.originals(scope), figures.rules_by_year, scope, report.writer)


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
    'Why Party members were rated “tasks not completed”'
    >>> section.views[1].cells()[0]
    ['Disciplined in the year', '193', '67.96%']
    """
    check_code(report, "subject", subject, SUBJECTS)
    scope = scope_of(report, subject)
    codes = (*report.rules.reasons_of(subject), UNKNOWN_REASON)
    return reasons_section(shares_of(report, scope, codes, "unfulfilled"), scope, report.writer)


def reasons_shown(subject: str, rules: Rules) -> tuple[str, ...]:
    """Name the reasons that the notebook shows of a subject as a whole."""
    return rules.reasons_of(subject) if subject in ("member", "collective") else ()
