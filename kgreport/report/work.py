"""Sections on the work beside the rating: targets, apparatus, remediation, personnel, commitments."""

from __future__ import annotations

from kgreport.data.layout import DERIVED, Scope
from kgreport.report.figures import ReportFigures, section
from kgreport.stats import apparatus
from kgreport.stats.shares import count_of
from kgreport.views.sections.apparatus import apparatus_section
from kgreport.views.view import Section


class WorkSections(ReportFigures):
    """Sections on the work beside the rating."""

    @section
    def apparatus(self, item: str = "staff") -> Section:
        """Show one item of the apparatus before and after the cuts."""
        figures = self._item(item)
        progress = apparatus.progress(figures, self.parameters.year)
        base_year = progress.attrs["base_year"] or self.parameters.year
        outside = Scope(year=base_year, unit=self.parameters.unit, subject=item, tier="association")
        published = figures.loc[~figures["source"].str.startswith(DERIVED), "source"]
        return apparatus_section(
            item,
            progress,
            apparatus.cuts_by_year(figures),
            self._edition,
            outside=count_of(self.figures, outside, "assigned"),
            sources=list(dict.fromkeys(published)),
        )
