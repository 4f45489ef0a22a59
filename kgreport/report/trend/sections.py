"""Sections on several years: shares over time, years running, movements, units side by side."""

from __future__ import annotations

from collections import Counter

from kgreport.report.basis import Basis, register_rows, scope_of, section, unit_name, units_below
from kgreport.report.codes import check_code, check_scope
from kgreport.report.trend.years import levels_of, records_of_tier, trend_edition, years_with_figures
from kgreport.stats.movements import directions, longest_streaks, rated_years, years_running
from kgreport.stats.movements import movements as movements_between
from kgreport.stats.series import common_split, series_base, share_series, unit_series
from kgreport.views.sections.ids import STREAKS
from kgreport.views.sections.trend.levels import COUNTED, levels_section
from kgreport.views.sections.trend.movements import movements_section
from kgreport.views.sections.trend.streaks import LongestStreaks, streaks_section
from kgreport.views.sections.trend.units import units_section
from kgreport.views.view import Section

LEAST = 3
"""Years running that the picture of streaks shows."""


@section
def levels_over_time(trend: Basis, subject: str, tier: str = "") -> Section:
    """Show how a subject was rated in each year.

    Parameters
    ----------
    subject, tier
        ``organization`` (``superior``, ``grassroots``, ``grassroots_committee``, ``grassroots_branch`` or
        ``sub``), ``member`` (no tiers), ``collective`` or ``leader`` (``province``, ``district`` or
        ``grassroots``). Without a tier, the subject as a whole.

    Examples
    --------
    >>> section = trend.levels_over_time("member")
    >>> section.title
    'Ratings of Party members, 2016–2018'
    >>> section.views[2].cells()[0]
    ['2016', '10', '1', '7', '2', '0']
    """
    check_scope(trend, subject, tier)
    scope, figures = scope_of(trend, subject, tier), trend.year_figures
    years = years_with_figures(trend)
    base = series_base(figures.by_scope, scope, years)
    series = share_series(figures.by_scope, scope, years, [base, *COUNTED], base)
    return levels_section(series, common_split(series), scope, trend_edition(trend), figures.originals(scope))


@section
def streaks(trend: Basis, subject: str = STREAKS[0], tier: str = STREAKS[1]) -> Section:
    """Show who was at the highest level for years running, with those given the flag.

    Parameters
    ----------
    subject, tier
        ``organization`` (``superior``, ``grassroots``, ``grassroots_committee``, ``grassroots_branch`` or
        ``sub``), ``member`` (no tiers), ``collective`` or ``leader`` (``province``, ``district`` or
        ``grassroots``). Without a tier, the subject as a whole.

    Examples
    --------
    >>> section = trend.streaks("organization", "grassroots")
    >>> section.title
    'Years running excellent: grassroots Party organisations'
    >>> print(section.views[0].plain())
    Up to 2018, within the years 2016–2018, rated excellent running: 1 for 3 years.
    """
    check_scope(trend, subject, tier)
    levels = levels_of(trend, subject, tier)
    running = years_running(levels)
    flag, awards = trend.rules.awards.get("flag"), register_rows(trend, "awards")
    flags = awards.loc[(awards["award"] == "flag") & (awards["subject"] == subject), "id"]
    given = [one for one in levels.index if one in set(flags)]
    eligible = running.index[running >= flag.years] if flag else running.index[:0]
    lengths = Counter(int(years) for years in running if years >= LEAST)
    found = LongestStreaks(
        shown=longest_streaks(levels, running, given, least=LEAST),
        lengths=dict(sorted(lengths.items(), reverse=True)),
        names=_names(trend, subject, tier),
        given=set(given),
        eligible=set(eligible),
    )
    return streaks_section(found, scope_of(trend, subject, tier), trend_edition(trend))


def _names(trend: Basis, subject: str, tier: str) -> dict[str, str]:
    """Name who was rated, by the last record, with the unit it is of."""
    last = records_of_tier(trend, subject, tier).drop_duplicates("id", keep="last")
    return {
        str(row["id"]): _name_with_unit(trend, str(row["name"] or row["id"]), str(row["unit"]))
        for row in last.to_dict("records")
    }


def _name_with_unit(trend: Basis, name: str, unit: str) -> str:
    return f"{name} ({unit_name(trend, unit)})" if unit not in {"", trend.parameters.unit} else name


@section
def movements(trend: Basis, subject: str, tier: str = "") -> Section:
    """Show who moved between levels: in the last year, and from the first year to the last.

    Parameters
    ----------
    subject, tier
        ``organization`` (``superior``, ``grassroots``, ``grassroots_committee``, ``grassroots_branch`` or
        ``sub``), ``member`` (no tiers), ``collective`` or ``leader`` (``province``, ``district`` or
        ``grassroots``). Without a tier, the subject as a whole.

    Examples
    --------
    >>> section = trend.movements("organization", "grassroots")
    >>> print(section.views[1].plain())
    Grassroots Party organisations: from the levels of 2017 to those of 2018 (in organisations)
    2017 → 2018       Excellent  Good  Fulfilled  Not fulfilled  Sum
    Clean and strong          1     0          0              0    1
    Good                      0     0          1              0    1
    Sum                       1     0          1              0    2
    A row is a level of 2017, a column a level of 2018.
    """
    check_scope(trend, subject, tier)
    levels = levels_of(trend, subject, tier)
    years = rated_years(levels)
    last = trend.parameters.year in years and len(years) > 1
    pairs = dict.fromkeys([(years[-2], years[-1]), (years[0], years[-1])]) if last else {}
    found = {pair: movements_between(levels, *pair) for pair in pairs}
    return movements_section(
        {pair: (moved, directions(moved)) for pair, moved in found.items()},
        scope_of(trend, subject, tier),
        trend_edition(trend),
    )


@section
def units_over_time(trend: Basis, subject: str, tier: str = "", measure: str = "good_or_better") -> Section:
    """Show one share of each unit directly below, year by year.

    Parameters
    ----------
    subject, tier
        ``organization`` (``superior``, ``grassroots``, ``grassroots_committee``, ``grassroots_branch`` or
        ``sub``), ``member`` (no tiers), ``collective`` or ``leader`` (``province``, ``district`` or
        ``grassroots``). Without a tier, the subject as a whole.
    measure
        Whose share is shown: ``excellent``, ``good``, ``fulfilled``, ``unfulfilled``, ``good_or_better`` or
        ``fulfilled_or_better``.

    Examples
    --------
    >>> section = trend.units_over_time("organization", "grassroots")
    >>> section.title
    'Units over the years: grassroots Party organisations'
    >>> section.views[0].cells()[0]
    ['An Binh', '100.00%', '100.00%', '100.00%', '0.00 pp']
    """
    check_scope(trend, subject, tier)
    check_code(trend, "measure", measure, COUNTED)
    scope, edition = scope_of(trend, subject, tier), trend_edition(trend)
    names = units_below(trend)
    figures, years = trend.year_figures.by_scope, years_with_figures(trend)
    series = unit_series(figures, [*names, scope.unit], scope, years, measure)
    return units_section(series, names, measure, scope, edition)
