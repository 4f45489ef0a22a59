"""Sections on several years: shares over time, years running, movements, units side by side."""

from __future__ import annotations

from dataclasses import replace

from kgreport.data.figures.layout import Scope
from kgreport.report.basis import made_once, scope_of, section, units_below
from kgreport.report.recognition import streaks_of
from kgreport.report.trend.years import TrendBasis, levels_of, years_with_figures
from kgreport.stats.movements import directions, movements_between, rated_years
from kgreport.stats.series import by_change, series_base, share_changes, share_series, unit_series
from kgreport.terms.codes import check_code, check_scope
from kgreport.views.sections.ids import COMPARED, MOVING, STREAKS, TRENDS, scope_id
from kgreport.views.sections.ratings.streaks import streaks_section
from kgreport.views.sections.ratings.years_running import Streaks
from kgreport.views.sections.trend.levels import COUNTED, FOLLOWED, LevelsOverTime, levels_section
from kgreport.views.sections.trend.movements import Movements, movements_section
from kgreport.views.sections.trend.unit_tables import UnitsOverTime
from kgreport.views.sections.trend.units import units_section
from kgreport.views.sections.years import yearly_rows
from kgreport.views.view import Section


@section
def levels_over_time(trend: TrendBasis, subject: str = "", tier: str = "") -> Section:
    """Show how all, or one subject, were rated in each year.

    Parameters
    ----------
    subject, tier
        ``organization`` (``superior``, ``grassroots``, ``grassroots_committee``, ``grassroots_branch`` or
        ``sub``), ``member`` (no tiers), ``collective`` or ``leader`` (``province``, ``district`` or
        ``grassroots``). Without a tier, the subject as a whole; without a subject, all.

    Examples
    --------
    >>> section = trend.levels_over_time("member")
    >>> section.title
    'Ratings of Party members, 2016–2018'
    >>> section.views[-1].cells()[1]
    ['Excellent', '1', '2', '2']
    """
    writer = trend.writer
    if (subject, tier) == ("", ""):
        found = [levels_found(trend, scope_of(trend, *shown)) for shown in TRENDS]
        title = writer.say("Kết quả xếp loại qua các năm, {span}", "Ratings over the years {span}")
        return levels_section("trend-levels", found, writer, title=title)
    check_scope(trend, subject, tier)
    scope = scope_of(trend, subject, tier)
    title = writer.say("Xếp loại {subject}, {span}", "Ratings of {subject}, {span}", scope)
    name = f"trend-levels-{scope_id(scope)}"
    return levels_section(name, [levels_found(trend, scope)], writer, title=title)


@made_once
def levels_found(trend: TrendBasis, scope: Scope) -> LevelsOverTime:
    """Compute how a subject was rated over the years, and which of its shares changed most."""
    figures, years = trend.year_figures, years_with_figures(trend)
    base = series_base(figures.by_scope, scope, years)
    series = share_series(figures.by_scope, scope, years, [base, *COUNTED], base)
    return LevelsOverTime(
        rows=yearly_rows(series, scope),
        changes=share_changes(series, FOLLOWED),
        originals=figures.originals(scope),
    )


@section
def streaks(trend: TrendBasis, subject: str = STREAKS[0], tier: str = STREAKS[1]) -> Section:
    """Show who was at the highest level for years running, by unit, with those given the flag.

    Parameters
    ----------
    subject, tier
        ``organization`` (``superior``, ``grassroots``, ``grassroots_committee``, ``grassroots_branch`` or
        ``sub``), ``member`` (no tiers), ``collective`` or ``leader`` (``province``, ``district`` or
        ``grassroots``). Without a tier, the subject as a whole.

    Examples
    --------
    >>> section = trend.streaks("organization", "grassroots")
    >>> section.views[-1].cells()
    [['3 years or more', 'Branch A']]
    """
    check_scope(trend, subject, tier)
    name, found = streaks_id(scope_of(trend, subject, tier)), streaks_found(trend, subject, tier)
    return streaks_section(name, found, trend.dataset.units, trend.writer)


def streaks_id(scope: Scope) -> str:
    """Name the section on the years running of a subject."""
    return f"streaks-{scope_id(scope)}"


@made_once
def streaks_found(trend: TrendBasis, subject: str, tier: str) -> Streaks | None:
    """Count years running at the highest level; None where the records have one year only."""
    found = streaks_of(trend, subject, tier)
    # What the levels were called in other years, the section on levels says.
    return replace(found, rules={}) if found.reach > 1 and len(found.candidates) else None


@section
def movements(trend: TrendBasis, subject: str = "", tier: str = "") -> Section:
    """Show who moved between levels: in the last year, and from the first year to the last.

    Parameters
    ----------
    subject, tier
        ``organization`` (``superior``, ``grassroots``, ``grassroots_committee``, ``grassroots_branch`` or
        ``sub``), ``member`` (no tiers), ``collective`` or ``leader`` (``province``, ``district`` or
        ``grassroots``). Without a tier, the subject as a whole; without a subject, all that have records.

    Examples
    --------
    >>> section = trend.movements("organization", "grassroots")
    >>> [row.total for row in section.views[1].rows], section.views[1].totals
    ([1, 1], [1, 0, 1, 0, 2])
    """
    writer = trend.writer
    if (subject, tier) == ("", ""):
        found = [moved for one in MOVING for moved in movements_of(trend, scope_of(trend, *one))]
        return movements_section("movements", found, writer)
    check_scope(trend, subject, tier)
    scope = scope_of(trend, subject, tier)
    name = f"movements-{scope_id(scope)}"
    return movements_section(name, movements_of(trend, scope), writer, scope=scope)


def movements_of(trend: TrendBasis, scope: Scope) -> list[Movements]:
    """Count movements from the year before to the last, and from the first to the last."""
    levels = levels_of(trend, scope.subject, scope.tier)
    years = rated_years(levels)
    if len(years) < 2 or years[-1] != trend.parameters.year:
        return []
    pairs = dict.fromkeys([(years[-2], years[-1]), (years[0], years[-1])])
    moved = {pair: movements_between(levels, *pair) for pair in pairs}
    return [
        Movements(scope=scope, before=before, after=after, moved=found, summed=directions(found))
        for (before, after), found in moved.items()
    ]


@section
def units_over_time(
    trend: TrendBasis, subject: str = "", tier: str = "", measure: str = "good_or_better"
) -> Section:
    """Show one share of each unit directly below over the years; of one subject, every year in the table.

    Parameters
    ----------
    subject, tier
        ``organization`` (``superior``, ``grassroots``, ``grassroots_committee``, ``grassroots_branch`` or
        ``sub``), ``member`` (no tiers), ``collective`` or ``leader`` (``province``, ``district`` or
        ``grassroots``). Without a tier, the subject as a whole; without a subject, all.
    measure
        Whose share is shown: ``excellent``, ``good``, ``fulfilled``, ``unfulfilled``, ``good_or_better`` or
        ``fulfilled_or_better``.

    Examples
    --------
    >>> section = trend.units_over_time("organization", "grassroots")
    >>> section.title
    'Units over the years: grassroots Party organisations'
    >>> section.views[-1].cells()[0]
    ['An Binh', '100.00%', '100.00%', '100.00%', '0.00']
    """
    check_code(trend, "measure", measure, COUNTED)
    writer, names = trend.writer, units_below(trend)
    title = writer.say("Các đơn vị qua các năm", "Units over the years")
    if (subject, tier) == ("", ""):
        found = [units_found(trend, scope_of(trend, *shown), measure) for shown in COMPARED]
        return units_section("trend-units", found, names, writer, title=title, by_year=False)
    check_scope(trend, subject, tier)
    scope = scope_of(trend, subject, tier)
    title = writer.say("Các đơn vị qua các năm: {subject}", "Units over the years: {subject}", scope)
    name, found = f"trend-units-{scope_id(scope)}", [units_found(trend, scope, measure)]
    return units_section(name, found, names, writer, title=title, by_year=True)


@made_once
def units_found(trend: TrendBasis, scope: Scope, measure: str = "good_or_better") -> UnitsOverTime:
    """Compute one share of each unit and of the whole by year, and sort the units by its change."""
    figures, years = trend.year_figures.by_scope, years_with_figures(trend)
    base, series = unit_series(figures, [*units_below(trend), scope.unit], scope, years, measure)
    known = by_change(unit for unit in series[:-1] if unit.shares)
    return UnitsOverTime(scope=scope, measure=measure, base=base, units=known, whole=series[-1])
