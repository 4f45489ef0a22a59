"""The first and last sections of the trend report: its head, key shares, sources."""

from __future__ import annotations

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.report.basis import made_once, scope_of, section, units_below, unnumbered
from kgreport.report.overview import head
from kgreport.report.trend import sections
from kgreport.report.trend.quality import doubtful_ratings
from kgreport.report.trend.years import TrendBasis, years_with_figures
from kgreport.stats.series import series_base
from kgreport.views.sections import overview
from kgreport.views.sections.annexes.sources import sources_section
from kgreport.views.sections.brief import Brief
from kgreport.views.sections.ids import COMPARED, STREAKS, TRENDS
from kgreport.views.sections.main_points import MOST, doubtful_point
from kgreport.views.sections.ratings.streaks import streak_sentence
from kgreport.views.sections.trend.levels import COUNTED, FOLLOWED, change_sentence, is_changed
from kgreport.views.sections.trend.movements import movement_sentence
from kgreport.views.sections.trend.units import unit_sentence
from kgreport.views.texts import MainPoint, MainPoints
from kgreport.views.view import Section


@section
def summary(trend: TrendBasis) -> Section:
    """Show what changed most over the years, and the key figures of the last year against the first.

    Examples
    --------
    >>> trend.summary().views[-1].cells()[1]
    ['Excellent', '1', '50.00%', '0.00']
    """
    figures = [figure for shown in TRENDS for figure in _key_figures(trend, scope_of(trend, *shown))]
    table = overview.key_figures(figures, years_with_figures(trend)[0], trend.writer)
    return overview.summary_section(_points(trend), table, trend.writer)


@made_once
def brief(trend: TrendBasis) -> Brief:
    """Show the report on one sheet: main points, key figures, and how the levels changed.

    A published report leaves it out; ``kgreport build --brief`` makes a PDF of its own of it.

    Examples
    --------
    >>> trend.brief().kind
    'BRIEF'
    """
    levels = unnumbered(sections.levels_over_time)(trend)
    shown = [*unnumbered(summary)(trend).views, *levels.views]
    table = next((view for view in shown if view.counted_as == "table"), None)
    chart = next((view for view in shown if view.counted_as == "chart"), None)
    views = [view for view in (table, chart) if view]
    return Brief(head=head(trend), points=MainPoints(_points(trend)), views=views, decisions=[])


def _points(trend: TrendBasis) -> list[MainPoint]:
    """Say what changed most, in at most five sentences.

    First the two subjects whose share of a level changed most. Then of the grassroots organisations: how they
    moved in the last year, which units rose and fell most, who was at the highest level for years running. At
    last, how many figures are doubtful; where that is the sixth, the second subject is left out.
    """
    writer = trend.writer
    levels = [sections.levels_found(trend, scope_of(trend, *shown)) for shown in TRENDS]
    changed = sorted(filter(is_changed, levels), key=lambda one: -one.changes[0].size)
    moved = sections.movements_of(trend, scope_of(trend, *STREAKS))[:1]
    units = sections.units_found(trend, scope_of(trend, *COMPARED[0]))
    running = sections.streaks_found(trend, *STREAKS)
    found = [
        *((change_sentence(one, writer, caution=one is changed[0]), "trend-levels") for one in changed[:2]),
        *((movement_sentence(one, writer), "movements") for one in moved),
        *([(unit_sentence(units, units_below(trend), writer), "trend-units")] if units.changed else []),
        *([(streak_sentence(running, writer), sections.streaks_id(running.scope))] if running else []),
    ]
    points = [MainPoint(text, section) for text, section in found]
    doubtful = doubtful_point(len(doubtful_ratings(trend)), writer)
    if doubtful is None:
        return points
    return [*(points if len(points) < MOST else [points[0], *points[2:]]), doubtful]


def _key_figures(trend: TrendBasis, scope: Scope) -> list[overview.KeyFigure]:
    """Pick the last known figures of a subject, the shares with those of the first year."""
    found = sections.levels_found(trend, scope)
    rows, year = found.rows, trend.parameters.year
    if len(rows.years) < 2 or rows.years[-1] != year:
        return []
    years = years_with_figures(trend)[0], year
    before = {one.measure: one.before for one in found.changes if (one.first, one.last) == years}
    known = [code for code in FOLLOWED if rows.rows[year, code]["share"] is not None]
    shown = [code for code in known if not (code == "fulfilled_or_better" and "unfulfilled" in known)]
    codes = (rows.base, *shown)
    return [
        overview.KeyFigure(scope=scope, row=rows.rows[year, code], before=before.get(code)) for code in codes
    ]


@section
def sources(trend: TrendBasis) -> Section:
    """List the sources of the figures shown of the unit reported on; a file traces each figure.

    Examples
    --------
    >>> trend.sources().views[1].rows[0][2:7]
    ['Grassroots Party organisations', 'Rated', '2', 'Counted from records', 'organizations.csv']
    """
    of, figures, years = trend.figures, trend.year_figures.by_scope, years_with_figures(trend)
    scopes = pd.MultiIndex.from_frame(of[["subject", "tier"]])
    of_unit = (of["unit"] == trend.parameters.unit) & of["year"].isin(years)
    of_all = [one for one in TRENDS if series_base(figures, scope_of(trend, *one), years) == "total"]
    counted = of["measure"].isin(["rated", *COUNTED]) | (scopes.isin(of_all) & (of["measure"] == "total"))
    return sources_section(of[scopes.isin(list(TRENDS)) & of_unit & counted], trend.writer)
