"""What every section draws on: parameters, figures completed, findings, and who is spoken of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec, TypeVar

import pandas as pd

from kgreport.data.datasets.dataset import Dataset
from kgreport.data.figures.contradictions import find_contradictions
from kgreport.data.figures.coverage import check_coverage
from kgreport.data.figures.cuts_to_date import add_cuts_to_date
from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import FiguresByScope, by_scope
from kgreport.data.figures.reporting import check_reported
from kgreport.data.params.accepted import accepted_of_units, check_accepted
from kgreport.data.params.model import AcceptedFinding, Parameters
from kgreport.data.registers.reading import NO_REGISTERS
from kgreport.data.rules.choosing import Cap, Rules
from kgreport.data.tables.unit_tree import all_below, below
from kgreport.stats import apparatus, caps
from kgreport.stats.cap_scopes import check_caps
from kgreport.stats.shares import share_rows
from kgreport.terms.findings import Finding
from kgreport.terms.vocabulary import ITEMS
from kgreport.views.sections import overview
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.ids import RATED
from kgreport.views.sections.rows import Row
from kgreport.views.view import Section, View

P = ParamSpec("P")
Shown = TypeVar("Shown", bound=View)
Owner = TypeVar("Owner", bound="ReportFigures")


def section(make: Callable[Concatenate[Owner, P], Shown]) -> Callable[Concatenate[Owner, P], Shown]:
    """Make a section once, however often it is asked for."""

    @wraps(make)
    def made(self: Owner, /, *args: P.args, **kwargs: P.kwargs) -> Shown:
        shown: dict[object, Shown] = self.__dict__.setdefault("_shown", {})
        asked = (make.__name__, args, tuple(kwargs.items()))
        if asked not in shown:
            shown[asked] = self._marked(make(self, *args, **kwargs))
        return shown[asked]

    return made


@dataclass(frozen=True)
class ReportFigures:
    """The figures of one report.

    Attributes
    ----------
    parameters
        What was asked for.
    dataset
        What was read.
    rules, cap_rule
        The rules of the year, and the cap on `excellent` they and the parameters set, if any.
    """

    parameters: Parameters
    dataset: Dataset
    rules: Rules
    cap_rule: Cap | None

    @cached_property
    def figures(self) -> pd.DataFrame:
        """All figures, completed: ``year, unit, subject, tier, measure, value, source, place``."""
        return add_cuts_to_date(self.dataset.completed, self.parameters.year)

    @cached_property
    def known(self) -> FiguresByScope:
        """The same figures, for looking up."""
        return by_scope(self.figures)

    @cached_property
    def _here(self) -> pd.DataFrame:
        """The figures of the unit reported on, of every year."""
        return self.figures[self.figures["unit"] == self.parameters.unit]

    @cached_property
    def findings(self) -> list[Finding]:
        """Everything found in the figures, accepted or not."""
        found = self._found()
        return [*found, *check_accepted(self._accepted_here(), found)]

    def _found(self) -> list[Finding]:
        unit, year = self.parameters.unit, self.parameters.year
        found = check_coverage(self.figures, unit, year)
        found += find_contradictions(self.known, self.dataset.tree, self.dataset.counted)
        found += self.dataset.findings
        found += check_reported(self.figures, self.dataset.tree, unit, year)
        for item in ITEMS:
            found += apparatus.check_cuts(self._item(item), year)
        readings = {scope: self._cap_readings(scope) for scope in self._scopes}
        return [*found, *check_caps(readings, self._cap_base)]

    def _accepted_here(self) -> Sequence[AcceptedFinding]:
        """The accepted findings that this report may have; the reports of other units have theirs."""
        accepted, unit, tree = self.parameters.accepted_findings, self.parameters.unit, self.dataset.tree
        all_units = {*self.dataset.units, *self.dataset.whole.figures["unit"]} - {""}
        return accepted_of_units(accepted, all_below(unit, tree), all_units) if unit else accepted

    def stopping_findings(self) -> list[Finding]:
        """Name the errors that the parameters do not accept."""
        return [
            finding
            for finding in self.findings
            if finding.severity == "error" and not (finding.acceptable and finding.id in self._accepted)
        ]

    @cached_property
    def _scopes(self) -> list[Scope]:
        """Who there are figures of, in this year and unit."""
        return [scope for scope in (self._scope(*who) for who in RATED) if self.known.of(scope)]

    @property
    def _accepted(self) -> dict[str, str]:
        return {accepted.id: accepted.reason for accepted in self.parameters.accepted_findings}

    @property
    def _edition(self) -> Edition:
        given = self.parameters
        return Edition(
            language=given.language,
            year=given.year,
            unit=self.dataset.units.get(given.unit, given.unit),
            alt_texts=given.alt_texts,
            rules=self.rules,
        )

    def _shares(self, scope: Scope, measures: Iterable[str], base: str) -> Sequence[Row]:
        """Compute shares row by row; see `kgreport.stats.shares.shares`, whose frame nobody needs here."""
        return share_rows(self.known.of(scope), dict.fromkeys(measures, base))

    def _scope(self, subject: str, tier: str = "") -> Scope:
        return Scope(year=self.parameters.year, unit=self.parameters.unit, subject=subject, tier=tier)

    def _marked(self, shown: Shown) -> Shown:
        """Mark a section where its figures are simulated."""
        if self.dataset.simulated and isinstance(shown, Section):
            return replace(shown, simulated=overview.simulated_mark(self._edition))
        return shown

    @property
    def _as_of(self) -> date:
        """The day the report speaks of: that of its issue, else the last of its year."""
        return self.parameters.issued or date(self.parameters.year, 12, 31)

    @property
    def _below(self) -> list[str]:
        """Ids of the units directly below the one reported on, in their order."""
        return below(self.parameters.unit, self.dataset.tree)

    def _unit_name(self, unit: str) -> str:
        """Name a unit; by its code where no name is known."""
        return self.dataset.units.get(unit, unit)

    def _matters(self, register: str) -> pd.DataFrame:
        """Give the rows of a register, of all years and units; none where there is no such register."""
        return self.dataset.registers.get(register, NO_REGISTERS[register])

    def _register(self, name: str) -> pd.DataFrame:
        """Pick the rows of a register of this year, of the unit reported on and all units below it."""
        frame = self._matters(name)
        return frame[(frame["year"] == self.parameters.year) & self._is_here(frame)]

    def _is_here(self, rows: pd.DataFrame) -> pd.Series[bool]:
        """Tell which rows are of the unit reported on or a unit below it; all, where they name no unit."""
        if not self.parameters.unit or "unit" not in rows:
            return pd.Series(True, index=rows.index)
        return rows["unit"].isin(all_below(self.parameters.unit, self.dataset.tree))

    def _item(self, item: str) -> pd.DataFrame:
        return apparatus.item_figures(self._here, self.parameters.unit, item, self.parameters.year)

    def _cap_readings(self, scope: Scope) -> list[caps.Reading]:
        return caps.cap_rows(self.known.of(scope), self.cap_rule)

    @property
    def _against(self) -> int:
        """The year compared with: as asked for, else the one before."""
        return self.parameters.compare_year or self.parameters.year - 1

    @property
    def _cap_base(self) -> str:
        return self.cap_rule.base if self.cap_rule else ""
