"""What the sections on several years draw on: the years, the rules of each, who was at what level when."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from kgreport.report.basis import Basis, is_inside, made_once
from kgreport.report.recognition import of_tier
from kgreport.report.report import AnyReport, Report
from kgreport.stats.movements import levels_by_year
from kgreport.terms.vocabulary import SUBJECTS
from kgreport.views.sections.trend.writer import TrendWriter


@dataclass(frozen=True, repr=False)
class TrendBasis(AnyReport):
    """What every section of a trend report draws on.

    Attributes
    ----------
    annual
        The annual report of the last year, whose figures and findings these are.
    """

    annual: Report

    @property
    def writer(self) -> TrendWriter:
        """What words it: also about all its years, and the rules of each."""
        years, rules = years_with_figures(self), self.year_figures.rules_by_year
        return TrendWriter(**self._writer_values(), years=years, rules_of=rules)


@made_once
def years_with_figures(trend: Basis) -> list[int]:
    """The years up to the last with figures on those rated, ascending; at least the last."""
    given, of = trend.parameters, trend.figures
    of_unit = of[(of["unit"] == given.unit) & of["subject"].isin(list(SUBJECTS))]
    known = {int(year) for year in of_unit["year"].unique()}
    return sorted(year for year in {*known, given.year} if year in given.years and year <= given.year)


@made_once
def levels_of(trend: Basis, subject: str, tier: str) -> pd.DataFrame:
    """Lay out the levels by year of the unit reported on and all below it, in the order of the units."""
    records, years = of_tier(trend.year_figures.records[subject], tier), years_with_figures(trend)
    records = records[is_inside(trend, records)].sort_values("year", kind="stable")
    levels = levels_by_year(records, range(years[0], years[-1] + 1))
    order = {unit: place for place, unit in enumerate(trend.dataset.units)}
    unit = records.drop_duplicates("id", keep="last").set_index("id")["unit"]
    places = unit.reindex(levels.index).map(lambda code: order.get(code, len(order)))
    return levels.loc[places.sort_values(kind="stable").index]
