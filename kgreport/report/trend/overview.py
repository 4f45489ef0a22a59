"""The first and last sections of the trend report: its head, key shares, sources."""

from __future__ import annotations

import pandas as pd

from kgreport.report.basis import Basis, scope_of, section
from kgreport.report.trend.years import levels_of, trend_edition, years_with_figures
from kgreport.stats.movements import directions, movements, rated_years
from kgreport.stats.series import series_base, share_series
from kgreport.terms.phrases import Phrase
from kgreport.views.sections import overview
from kgreport.views.sections.annexes.sources import sources_section
from kgreport.views.sections.ids import STREAKS, TRENDS
from kgreport.views.sections.rows import rows_of
from kgreport.views.sections.trend.levels import COUNTED
from kgreport.views.sections.trend.movements import movement_sentences
from kgreport.views.texts import Head, MainPoint
from kgreport.views.view import Section

_KEYS = (
    ("organization", "grassroots", "excellent"),
    ("organization", "grassroots", "good_or_better"),
    ("organization", "grassroots", "unfulfilled"),
    ("collective", "", "good_or_better"),
    ("member", "", "good_or_better"),
    ("member", "", "fulfilled_or_better"),
)


LACKING = Phrase(
    "{count} phần chưa có số liệu của ít nhất hai năm nên không đưa vào báo cáo.",
    "Sections left out for want of data of two years at least: {count}.",
)


def head(trend: Basis) -> Head:
    """Show the head of the document.

    Examples
    --------
    >>> trend.head().subject
    'on the ratings of Party organisations and members over the years 2016–2018'
    """
    return overview.head(trend.parameters, trend_edition(trend), simulated=trend.dataset.simulated)


@section
def summary(trend: Basis) -> Section:
    """Show the shares to remember, and who moved in the last year.

    Examples
    --------
    >>> trend.summary().views[-1].cells()[0]
    ['Grassroots Party organisations excellent', '1', '50.00%', '0.00 pp']
    """
    figures = [figure for key in _KEYS for figure in _key_figure(trend, *key)]
    table = overview.key_figures(figures, years_with_figures(trend)[0], trend_edition(trend))
    points = [MainPoint(text, "streaks") for text in _movement_sentences(trend)]
    return overview.summary_section(points, table, trend_edition(trend))


def _key_figure(trend: Basis, subject: str, tier: str, measure: str) -> list[overview.KeyFigure]:
    years, scope = years_with_figures(trend), scope_of(trend, subject, tier)
    series = share_series(trend.year_figures.by_scope, scope, years, [measure], "rated")
    known = rows_of(series[series["share"].notna()])
    if len(known) < 2:
        return []
    return [overview.KeyFigure(scope=scope, row=known[-1], before=known[0]["share"])]


def _movement_sentences(trend: Basis) -> list[str]:
    """Say how the grassroots organisations moved in the last year."""
    levels, edition = levels_of(trend, *STREAKS), trend_edition(trend)
    years = rated_years(levels)
    if len(years) < 2:
        return []
    before, after = years[-2:]
    moved = movements(levels, before, after)
    return movement_sentences((before, after), moved, directions(moved), scope_of(trend, *STREAKS), edition)


@section
def sources(trend: Basis) -> Section:
    """List the sources of the figures shown of the unit reported on; a file traces each figure.

    Examples
    --------
    >>> trend.sources().views[1].rows[0][2:7]
    ['Grassroots Party organisations', 'Rated', '2', 'Counted from records', 'organizations.csv']
    """
    of = trend.figures
    shown = pd.MultiIndex.from_frame(of[["subject", "tier"]]).isin(list(TRENDS))
    of_unit = (of["unit"] == trend.parameters.unit) & of["year"].isin(years_with_figures(trend))
    figures, years = trend.year_figures.by_scope, years_with_figures(trend)
    of_all = [one for one in TRENDS if series_base(figures, scope_of(trend, *one), years) == "total"]
    by_total = pd.MultiIndex.from_frame(of[["subject", "tier"]]).isin(of_all) & (of["measure"] == "total")
    counted = of["measure"].isin(["rated", *COUNTED]) | by_total
    return sources_section(of[shown & of_unit & counted], trend_edition(trend))
