"""Sections on shares over the years: of the unit reported on, and of the units below it."""

from __future__ import annotations

from kgreport.data.figures.layout import Scope
from kgreport.report.figures import section
from kgreport.report.trend.years import TrendYears
from kgreport.stats.series import common_split, share_series, unit_series
from kgreport.views.sections.overview import key_share
from kgreport.views.sections.trend.levels import COUNTED, levels_section
from kgreport.views.sections.trend.units import units_section
from kgreport.views.texts import KeyFigure
from kgreport.views.view import Section


class SeriesSections(TrendYears):
    """Sections on shares over the years."""

    @section
    def levels_over_time(self, subject: str, tier: str = "") -> Section:
        """Show how a subject was rated in each year."""
        scope = self._scope(subject, tier)
        series = share_series(self.known, scope, self._years, ["rated", *COUNTED], "rated")
        return levels_section(series, common_split(series), scope, self._edition, self._originals_of(scope))

    @section
    def units_over_time(self, subject: str, tier: str = "", measure: str = "good_or_better") -> Section:
        """Show one share of each unit directly below, year by year."""
        scope, edition = self._scope(subject, tier), self._edition
        names = {unit: self._unit_name(unit) for unit in self._below}
        series = unit_series(self.known, [*names, scope.unit], scope, self._years, measure)
        return units_section(series, names, measure, scope, edition)

    def _key_share(self, scope: Scope, measure: str) -> list[KeyFigure]:
        series = share_series(self.known, scope, self._years, [measure], "rated")
        known = series[series["share"].notna()]
        shares = list(zip(known["year"], known["share"].astype(float), strict=True))
        return key_share(scope, measure, shares, self._edition)
