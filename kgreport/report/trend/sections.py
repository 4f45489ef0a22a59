"""Sections on several years: shares over time, years running, movements, units side by side."""

from __future__ import annotations

from collections import Counter

from kgreport.report.basis import Basis, register_rows, scope_of, section, unit_name, units_below
from kgreport.report.codes import check_code, check_scope
from kgreport.report.trend.years import levels_of, records_of_tier, trend_edition, years_with_figures
from kgreport.stats.movements import directions, longest_streaks, rated_years, years_running
from kgreport.stats.movements import movements as movements_between
from kgreport.stats.series import common_split, share_series, unit_series
from kgreport.views.sections.chart_ids import STREAKS
from kgreport.views.sections.trend.levels import COUNTED, trend_levels_section
from kgreport.views.sections.trend.movements import trend_movements_section
from kgreport.views.sections.trend.streaks import Streaks, trend_streaks_section
from kgreport.views.sections.trend.units import trend_units_section, whole_name
from kgreport.views.view import Section

LEAST = 3
"""Years running that the picture of streaks shows."""


@section
def levels_over_time(trend: Basis, subject: str, tier: str = "") -> Section:
    """Show how a subject was rated in each year."""
    check_scope(trend, subject, tier)
    scope, figures = scope_of(trend, subject, tier), trend.year_figures
    years = years_with_figures(trend)
    series = share_series(figures.by_scope, scope, years, ["rated", *COUNTED], "rated")
    return trend_levels_section(
        series, common_split(series), scope, trend_edition(trend), figures.originals(scope)
    )


@section
def streaks(trend: Basis, subject: str = STREAKS[0], tier: str = STREAKS[1]) -> Section:
    """Show who was at the highest level for years running, with those given the flag."""
    check_scope(trend, subject, tier)
    levels = levels_of(trend, subject, tier)
    running = years_running(levels)
    flag, awards = trend.rules.awards.get("flag"), register_rows(trend, "awards")
    flags = awards.loc[(awards["award"] == "flag") & (awards["subject"] == subject), "id"]
    given = [one for one in levels.index if one in set(flags)]
    eligible = running.index[running >= flag.years] if flag else running.index[:0]
    lengths = Counter(int(years) for years in running if years >= LEAST)
    found = Streaks(
        shown=longest_streaks(levels, running, given, least=LEAST),
        lengths=dict(sorted(lengths.items(), reverse=True)),
        names=_names(trend, subject, tier),
        given=set(given),
        eligible=set(eligible),
    )
    return trend_streaks_section(found, scope_of(trend, subject, tier), trend_edition(trend))


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
    """Show who moved between levels: in the last year, and from the first year to the last."""
    check_scope(trend, subject, tier)
    levels = levels_of(trend, subject, tier)
    years = rated_years(levels)
    last = trend.parameters.year in years and len(years) > 1
    pairs = dict.fromkeys([(years[-2], years[-1]), (years[0], years[-1])]) if last else {}
    found = {pair: movements_between(levels, *pair) for pair in pairs}
    return trend_movements_section(
        {pair: (moved, directions(moved)) for pair, moved in found.items()},
        scope_of(trend, subject, tier),
        trend_edition(trend),
    )


@section
def units_over_time(trend: Basis, subject: str, tier: str = "", measure: str = "good_or_better") -> Section:
    """Show one share of each unit directly below, year by year."""
    check_scope(trend, subject, tier)
    check_code(trend, "measure", measure, COUNTED)
    scope, edition = scope_of(trend, subject, tier), trend_edition(trend)
    names = units_below(trend) | {scope.unit: whole_name(edition)}
    figures, years = trend.year_figures.by_scope, years_with_figures(trend)
    series = unit_series(figures, list(names), scope, years, measure)
    return trend_units_section(series, names, measure, scope, edition)
