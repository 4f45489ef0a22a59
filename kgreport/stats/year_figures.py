"""The figures of a dataset as the report of one year counts them.

A record that was rated anew counts where it stands now. The figures are the same for every unit, so reports
on several units of one year can share them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from kgreport.data.datasets.dataset import Dataset
from kgreport.data.figures.cuts_to_date import add_cuts_to_date
from kgreport.data.figures.layout import Scope
from kgreport.data.figures.least import KnownFigures
from kgreport.data.figures.lookup import FiguresByScope, by_scope
from kgreport.data.figures.splits import UnknownPart, add_accepted, add_unknown, unknown_parts
from kgreport.data.records.frames import NO_RECORDS
from kgreport.data.records.layout import RECORD_TABLES
from kgreport.data.registers.reading import NO_REGISTERS
from kgreport.data.rules.choosing import rules_by_year
from kgreport.data.rules.model import Rules
from kgreport.data.tables.unit_tree import parents_of
from kgreport.stats.restating import differences, originals_of, restate_figures
from kgreport.stats.streaks import apply_restatements, check_restatements, with_none_restated
from kgreport.terms.findings import Finding

_TABLES = {table.subject: table.name for table in RECORD_TABLES if table.subject}
"""By subject, the table that has its records."""

_NONE_RESTATED = with_none_restated(NO_RECORDS)


@dataclass(frozen=True)
class YearFigures:
    """The figures of a dataset as the report of one year counts them.

    Attributes
    ----------
    dataset
        What was read.
    year
        The year reported on.
    years
        The years a figure may be of.
    rules
        The rules of the year reported on; the terms of the dataset are added to them.
    accepted
        Ids of the findings that the parameters accept.
    """

    dataset: Dataset
    year: int
    years: range
    rules: Rules
    accepted: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", self.rules.with_terms(self.dataset.own))

    @cached_property
    def figures(self) -> pd.DataFrame:
        """All figures, completed: ``year, unit, subject, tier, measure, value, source, place``.

        A level or reason that is unknown though all others are known is added: as such, or as one that is not
        known; see `kgreport.data.figures.splits`.
        """
        figures, unknown = self.completed, self.unknown_parts
        if self.accepted.isdisjoint(part.id for part in unknown):
            return add_unknown(figures, unknown)
        given = self._restated_figures if self._restated else self.dataset.figures
        figures = self._completed(add_accepted(given, unknown, self.accepted))
        return add_unknown(figures, unknown_parts(self._known(figures)))

    @cached_property
    def completed(self) -> pd.DataFrame:
        """The figures and what follows from them, whatever the parameters accept."""
        return self._completed(self._restated_figures) if self._restated else self._with_cuts(self.dataset)

    @cached_property
    def known(self) -> KnownFigures:
        """The same figures, laid out for checking."""
        return self._known(self.completed)

    @cached_property
    def unknown_parts(self) -> list[UnknownPart]:
        """The levels and reasons that are unknown though all others are known."""
        return unknown_parts(self.known)

    def _known(self, figures: pd.DataFrame) -> KnownFigures:
        return KnownFigures(by_scope(figures), self.dataset.tree, self.rules_by_year)

    @cached_property
    def by_scope(self) -> FiguresByScope:
        """The same figures, laid out for looking up."""
        return self.known.by_scope if self.figures is self.completed else by_scope(self.figures)

    def beside(self, units: Collection[str], subjects: Collection[str]) -> FiguresByScope:
        """Lay out the figures of this year that the whole dataset has of some units and subjects.

        The dataset of one unit is a part, without the units beside it.
        """
        whole = self.dataset.whole
        restatements = whole.registers.get("restatements", NO_REGISTERS["restatements"])
        if restatements["year"].eq(self.year).any():
            figures = replace(self, dataset=whole).completed
        else:
            figures = whole.completed
        own_year = figures[figures["year"] == self.year]
        return by_scope(own_year[own_year["unit"].isin(units) & own_year["subject"].isin(subjects)])

    @cached_property
    def records(self) -> Mapping[str, pd.DataFrame]:
        """By subject, its records of all years, some of them rated anew."""
        read, restatements = self.dataset.records, self._restatements
        known = {subject: read[table] for subject, table in _TABLES.items() if table in read}
        return dict.fromkeys(_TABLES, _NONE_RESTATED) | {
            subject: apply_restatements(records, restatements, subject, self.rules)
            for subject, records in known.items()
        }

    def recorded(self, subject: str) -> pd.DataFrame:
        """Give the years and tiers that any unit of the dataset has records of."""
        return self.dataset.recorded.get(_TABLES[subject], NO_RECORDS)

    def register(self, name: str) -> pd.DataFrame:
        """Give the rows of a register, of all years and units; none where there is no such register."""
        return self.dataset.registers[name] if name in self.dataset.registers else NO_REGISTERS[name]

    def originals(self, scope: Scope) -> dict[tuple[int, str], int]:
        """By year and measure, what the figures of a scope were before records were rated anew."""
        return originals_of(self._originals, scope) if self._restated else {}

    def check_restatements(self) -> list[Finding]:
        """Find restatements without a record or a reason, and those that the rules do not know."""
        return [
            finding
            for subject, records in self.records.items()
            for finding in check_restatements(records, self._restatements, subject, self.rules)
        ]

    @cached_property
    def rules_by_year(self) -> Mapping[int, Rules]:
        """The rules of each year; a year may have none."""
        return rules_by_year(self.years, self.rules)

    @cached_property
    def _restatements(self) -> pd.DataFrame:
        """Ratings of these years that were made anew, up to the year reported on."""
        restatements = self.register("restatements")
        if restatements.empty:
            return restatements
        return restatements[restatements["year"].isin(self.years) & (restatements["year"] <= self.year)]

    @cached_property
    def _restated(self) -> Mapping[str, pd.DataFrame]:
        """By subject, the records that were rated anew."""
        if self._restatements.empty:
            return {}
        restated = {subject: records[records["restated"]] for subject, records in self.records.items()}
        return {subject: records for subject, records in restated.items() if len(records)}

    @property
    def _restated_figures(self) -> pd.DataFrame:
        figures, parents = self.dataset.figures, parents_of(self.dataset.tree)
        for subject, records in self._restated.items():
            figures = restate_figures(figures, records, subject, parents)
        return figures

    @cached_property
    def _originals(self) -> pd.DataFrame:
        """What figures were before records were rated anew: their key, and ``original``."""
        given = self.dataset.figures
        touched = given["subject"].isin(list(self._restated))
        return differences(self._completed(given[touched]), self.figures)

    def _completed(self, figures: pd.DataFrame) -> pd.DataFrame:
        return self._with_cuts(replace(self.dataset, figures=figures))

    def _with_cuts(self, dataset: Dataset) -> pd.DataFrame:
        return add_cuts_to_date(dataset.completed, self.year)
