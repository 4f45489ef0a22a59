"""What every section on several years draws on: the years, the figures, who was at what level when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from kgreport.data.figures.lookup import FiguresByScope
from kgreport.report import Report
from kgreport.report.records import RatingRecords
from kgreport.stats.movements import levels_by_year
from kgreport.terms.findings import Finding
from kgreport.terms.vocabulary import SUBJECTS
from kgreport.views.sections.trend.edition import TrendEdition


@dataclass(frozen=True)
class TrendYears(RatingRecords):
    """The figures of several years.

    Attributes
    ----------
    annual
        The annual report of the last year, whose figures and findings these are.
    """

    annual: Report

    @cached_property
    def figures(self) -> pd.DataFrame:
        """All figures, completed, as the annual report has them."""
        return self.annual.figures

    @cached_property
    def known(self) -> FiguresByScope:
        """The same figures, for looking up."""
        return self.annual.known

    @cached_property
    def findings(self) -> list[Finding]:
        """Everything found in the figures, as the annual report tells it."""
        return self.annual.findings

    @cached_property
    def _years(self) -> list[int]:
        """The years up to the last with figures on those rated, ascending; at least the last."""
        given, of = self.parameters, self.figures
        here = of[(of["unit"] == given.unit) & of["subject"].isin(list(SUBJECTS))]
        known = {int(year) for year in here["year"].unique()}
        return sorted(year for year in {*known, given.year} if year in given.years and year <= given.year)

    @property
    def _edition(self) -> TrendEdition:
        edition = super()._edition
        return TrendEdition(
            language=edition.language,
            year=edition.year,
            unit=edition.unit,
            alt_texts=edition.alt_texts,
            rules=edition.rules,
            years=self._years,
            rules_of=self._rules_by_year,
        )

    def _levels(self, subject: str, tier: str = "") -> pd.DataFrame:
        """Lay out the levels by year of the unit reported on and all below it; each subject and tier once."""
        known: dict[tuple[str, str], pd.DataFrame] = self.__dict__.setdefault("_known_levels", {})
        if (subject, tier) not in known:
            known[subject, tier] = self._lay_out_levels(subject, tier)
        return known[subject, tier]

    def _lay_out_levels(self, subject: str, tier: str) -> pd.DataFrame:
        """Lay out the levels by year, in the order of the units."""
        records = self._of_tier(subject, tier)
        levels = levels_by_year(records, range(self._years[0], self._years[-1] + 1))
        order = {unit: place for place, unit in enumerate(self.dataset.units)}
        unit = records.drop_duplicates("id", keep="last").set_index("id")["unit"]
        places = unit.reindex(levels.index).map(lambda code: order.get(code, len(order)))
        return levels.loc[places.sort_values(kind="stable").index]

    def _of_tier(self, subject: str, tier: str) -> pd.DataFrame:
        """Pick the records of a tier, here in some year; the grassroots are committees and branches."""
        records = self._records(subject)
        in_tier = records["tier"].str.startswith(tier) if tier else pd.Series(True, index=records.index)
        return records[self._is_here(records) & in_tier].sort_values("year", kind="stable")
