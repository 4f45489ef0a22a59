"""Sections on the work beside the rating: from how the review was prepared to what is put right after it."""

from __future__ import annotations

import pandas as pd

from kgreport.data.figures.layout import DERIVED, Scope
from kgreport.data.params.model import Narrative
from kgreport.report.figures import section
from kgreport.report.records import RatingRecords
from kgreport.stats import apparatus, remediation
from kgreport.stats.bases import base_rows
from kgreport.stats.shares import count_of
from kgreport.stats.targets import judge_targets
from kgreport.terms.findings import Finding
from kgreport.terms.vocabulary import ITEMS
from kgreport.views.sections.rows import Rows
from kgreport.views.sections.work.apparatus import apparatus_section
from kgreport.views.sections.work.apparatus_items import apparatus_items_section
from kgreport.views.sections.work.counted_sections import SECTIONS, counted_section
from kgreport.views.sections.work.remediation import remediation_section
from kgreport.views.sections.work.reviews import suggested_section
from kgreport.views.sections.work.targets import targets_section
from kgreport.views.view import Section

BESIDE_STAFF = tuple(item for item in ITEMS if item != "staff")


class WorkSections(RatingRecords):
    """Sections on the work beside the rating."""

    @section
    def preparation(self) -> Section:
        """Show how the review was prepared: on time, and with how many opinions."""
        return self._counted_section("preparation")

    @section
    def suggested(self) -> Section:
        """Show the reviews suggested by the upper level, and which of them were explained."""
        reviews = self._with_names(self._with_units("suggested_reviews"))
        return suggested_section(self._counted("suggested"), reviews, self._texts.suggested, self._edition)

    @section
    def targets(self, period: str = "year") -> Section:
        """Show the targets of the unit itself, of the year or of the term, as far as they are reached."""
        here = "term" if self._targets("year").empty and len(self._targets("term")) else "year"
        text = self._texts.targets if period == here else ""
        return targets_section(period, judge_targets(self._targets(period)), text, self._edition)

    @section
    def apparatus(self, item: str = "staff") -> Section:
        """Show one item of the apparatus before and after the cuts."""
        figures = self._item(item)
        progress = apparatus.progress(figures, self.parameters.year)
        base_year = progress.attrs["base_year"] or self.parameters.year
        outside = Scope(year=base_year, unit=self.parameters.unit, subject=item, tier="association")
        return apparatus_section(
            item,
            progress,
            apparatus.cuts_by_year(figures),
            self._edition,
            outside=count_of(self.known, outside, "assigned"),
            sources=_published(figures),
        )

    @section
    def apparatus_items(self) -> Section:
        """Show inner units, intermediate organisations, deputies and functions before and after the cuts."""
        unit, year = self.parameters.unit, self.parameters.year
        progress = apparatus.items_progress(self._here, unit, BESIDE_STAFF, year)
        sources = [source for item in BESIDE_STAFF for source in _published(self._item(item))]
        return apparatus_items_section(progress, year, self._edition, sources=list(dict.fromkeys(sources)))

    @section
    def remediation(self) -> Section:
        """Show the plans of remediation as they stand on the day of the report, overdue ones first."""
        plans = remediation.plans_on(self._with_units("remediation"), self._as_of)
        unplanned = [name or code for code, name in self._unplanned[["id", "name"]].to_numpy().tolist()]
        return remediation_section(plans, unplanned, self._as_of, self._texts.remediation, self._edition)

    @section
    def personnel(self) -> Section:
        """Show the personnel work: leaders trained, rotated and planned."""
        return self._counted_section("personnel")

    @section
    def commitments(self) -> Section:
        """Show who studied resolutions and directives, and who registered a commitment."""
        return self._counted_section("commitments")

    def _work_findings(self) -> list[Finding]:
        """Find plans that are doubtful, and organisations that have none."""
        plans, day = self._register("remediation"), self._as_of
        known = set(self._records("organization")["id"])
        return [
            *remediation.check_plans(plans, day, known),
            *remediation.check_unplanned(self._unplanned, self._plans, self.parameters.year),
        ]

    @property
    def _texts(self) -> Narrative:
        return self.parameters.narrative

    def _counted_section(self, name: str) -> Section:
        return counted_section(name, self._counted(name), getattr(self._texts, name), self._edition)

    def _counted(self, name: str) -> dict[Scope, Rows]:
        """Count the measures of a section that only counts."""
        return {scope: base_rows(self.known.of(scope), SECTIONS[name].bases) for scope in self._scopes}

    def _targets(self, period: str) -> pd.DataFrame:
        rows = self._register("targets")
        return rows[(rows["unit"] == self.parameters.unit) & (rows["period"] == period)]

    @property
    def _unplanned(self) -> pd.DataFrame:
        """Records of the organisations rated unfulfilled that no plan of any unit is about."""
        return remediation.without_plan(self._records_here("organization"), self._plans)

    @property
    def _plans(self) -> pd.DataFrame:
        """Plans of this year, of every unit: an organisation may have its plan told by the one above it."""
        plans = self._matters("remediation")
        return plans[plans["year"] == self.parameters.year]

    def _with_units(self, register: str) -> pd.DataFrame:
        rows = self._register(register)
        return rows.assign(unit_name=[self._unit_name(unit) for unit in rows["unit"]])

    def _with_names(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Give those without a name the one their record has."""
        names = {
            (subject, code): name
            for subject in dict.fromkeys(rows["subject"])
            for code, name in self._records(subject)[["id", "name"]].to_numpy().tolist()
        }
        keys = zip(rows["name"], rows["subject"], rows["id"], strict=True)
        return rows.assign(name=[name or names.get((subject, code), "") for name, subject, code in keys])


def _published(figures: pd.DataFrame) -> list[str]:
    """Name the sources of the figures that were given, each once."""
    given = figures.loc[~figures["source"].str.startswith(DERIVED), "source"]
    return list(dict.fromkeys(given))
