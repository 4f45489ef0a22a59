"""Records of who was rated, and the figures as they stand once some of them were rated anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

import pandas as pd

from kgreport.data.figures.layout import KEY, Scope
from kgreport.data.records.frames import NO_RECORDS
from kgreport.data.records.layout import RECORD_TABLES
from kgreport.data.rules.choosing import Rules, rules_by_year
from kgreport.data.tables.unit_tree import parents_of
from kgreport.report.figures import ReportFigures
from kgreport.stats.restating import differences, originals_of, restate_figures
from kgreport.stats.streaks import apply_restatements, check_restatements
from kgreport.terms.findings import Finding

_SUBJECTS = {table.subject: table.name for table in RECORD_TABLES}


class RatingRecords(ReportFigures):
    """What the sections on ratings and recognition draw on beside the figures."""

    @cached_property
    def figures(self) -> pd.DataFrame:
        """All figures, completed; a record rated anew is counted where it stands now."""
        return self._completed(self._restated) if self._anew else super().figures

    @cached_property
    def _originals(self) -> pd.DataFrame:
        """What figures were before records were rated anew: their key, and ``original``."""
        if not self._anew:
            return pd.DataFrame(columns=[*KEY, "original"])
        given = self.dataset.figures
        touched = given["subject"].isin(list(self._anew))
        return differences(self._completed(given[touched]), self.figures)

    def _originals_of(self, scope: Scope) -> dict[tuple[int, str], int]:
        """By year and measure, what the figures of a scope were before."""
        return originals_of(self._originals, scope) if self._anew else {}

    @property
    def _restated(self) -> pd.DataFrame:
        figures, parents = self.dataset.figures, parents_of(self.dataset.tree)
        for subject, records in self._anew.items():
            figures = restate_figures(figures, records, subject, parents)
        return figures

    def _completed(self, figures: pd.DataFrame) -> pd.DataFrame:
        dataset = replace(self.dataset, figures=figures)
        return ReportFigures(self.parameters, dataset, self.rules, self.cap_rule).figures

    @cached_property
    def _anew(self) -> Mapping[str, pd.DataFrame]:
        """By subject, the records that were rated anew."""
        found = {subject: self._records(subject) for subject in _SUBJECTS if subject}
        anew = {subject: records[records["restated"]] for subject, records in found.items()}
        return {subject: records for subject, records in anew.items() if len(records)}

    def _records(self, subject: str) -> pd.DataFrame:
        """Give the records of a subject, of all years, some of them rated anew."""
        known: dict[str, pd.DataFrame] = self.__dict__.setdefault("_known_records", {})
        if subject not in known:
            records = self.dataset.records.get(_SUBJECTS[subject])
            records = NO_RECORDS if records is None else records
            known[subject] = apply_restatements(records, self._restatements, subject, self.rules)
        return known[subject]

    def _recorded(self, subject: str) -> pd.DataFrame:
        """Name the years and tiers that any unit of the dataset has records of."""
        return self.dataset.recorded.get(_SUBJECTS[subject], NO_RECORDS)

    def _records_here(self, subject: str) -> pd.DataFrame:
        """Pick the records of this year, of the unit reported on and all units below it."""
        known: dict[str, pd.DataFrame] = self.__dict__.setdefault("_known_records_here", {})
        if subject not in known:
            records = self._records(subject)
            known[subject] = records[(records["year"] == self.parameters.year) & self._is_here(records)]
        return known[subject]

    @cached_property
    def _restatements(self) -> pd.DataFrame:
        """Ratings of this report's years that were made anew; a later year is not yet known."""
        anew = self._matters("restatements")
        return anew[anew["year"].isin(self.parameters.years) & (anew["year"] <= self.parameters.year)]

    def _check_restatements(self) -> list[Finding]:
        return [
            finding
            for subject in _SUBJECTS
            if subject
            for finding in check_restatements(self._records(subject), self._restatements, subject, self.rules)
        ]

    @cached_property
    def _rules_by_year(self) -> Mapping[int, Rules]:
        return rules_by_year(self.parameters.years, self.rules)
