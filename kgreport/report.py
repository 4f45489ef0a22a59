"""The annual report: figures read, completed and checked, then shown section by section.

One path: the command line runs the notebook, the notebook calls `build_report`, and every number a reader
sees comes from here.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from kgreport.data.contradictions import find_contradictions
from kgreport.data.coverage import check_accepted, check_coverage
from kgreport.data.cumulation import add_cuts_to_date
from kgreport.data.datasets import Dataset, find_dataset, read_dataset
from kgreport.data.findings import DatasetError, Finding
from kgreport.data.identities import complete_figures
from kgreport.data.layout import DERIVED, Scope
from kgreport.data.params import Parameters
from kgreport.data.params_file import check_parameters
from kgreport.data.rules import Cap, Rules, cap_of, rules_by_year, rules_for
from kgreport.data.vocabulary import AWARDS, ITEMS, LEVELS, REASONS, SUBJECTS
from kgreport.stats import apparatus, caps
from kgreport.stats.shares import changes, count_of, counts, finest_split, shares
from kgreport.views.sections import overview, trace
from kgreport.views.sections.apparatus import apparatus_section
from kgreport.views.sections.awards import awards_section
from kgreport.views.sections.cap import cap_section
from kgreport.views.sections.chart_ids import RATED, check_alt_texts
from kgreport.views.sections.ratings import levels_section
from kgreport.views.sections.reasons import reasons_section
from kgreport.views.sections.wording import Edition, rows_of
from kgreport.views.texts import Closing, Head
from kgreport.views.view import Section, join_sections

LEVEL_ROWS = [*LEVELS, "rated", "good_or_better", "fulfilled_or_better"]
REVIEW_ROWS = ["reviewed", "total", "exempt", "pending", "suggested", "explained"]
SOFTWARE = ("kgreport", "pandas", "matplotlib", "papermill", "nbconvert", "typst")


def build_report(*, base: Path | str = ".", **parameters: object) -> Report:
    """Read, complete and check the figures of one report.

    Parameters
    ----------
    base
        Folder a relative dataset is looked for in.
    **parameters
        The fields of `kgreport.data.params.Parameters`.

    Raises
    ------
    ParametersError
        With everything that is wrong with the parameters.
    DatasetError
        With everything that cannot be read, or every contradiction the parameters do not accept.
    """
    report = read_report(check_parameters(parameters, "parameters"), Path(base))
    stopping = report.stopping_findings()
    if stopping:
        raise DatasetError(stopping, report.parameters.language)
    return report


def read_report(parameters: Parameters, base: Path) -> Report:
    """Read the figures of one report, whatever is found in them; see `build_report`."""
    check_alt_texts(parameters.alt_texts)
    rules = rules_for(parameters.year, parameters.rules, base)
    folder, years = find_dataset(parameters.dataset, base), parameters.years
    dataset = read_dataset(folder, years, parameters.language, rules_by_year(years, rules))
    return Report(parameters, dataset, rules, cap_of(rules, parameters))


@dataclass(frozen=True)
class Report:
    """The figures of one report, and its sections; each is a view that a notebook shows.

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
        return add_cuts_to_date(complete_figures(self.dataset.figures), self.parameters.year)

    @cached_property
    def findings(self) -> list[Finding]:
        """Everything found in the figures, accepted or not."""
        unit, year = self.parameters.unit, self.parameters.year
        found = [*check_coverage(self.figures, unit, year), *find_contradictions(self.figures)]
        found += self.dataset.findings
        for item in ITEMS:
            found += apparatus.check_cuts(self._item(item), year)
        for scope in self._scopes:
            found += caps.check_cap(self._cap_readings(scope), scope, self._cap_base)
        return [*found, *check_accepted(self.parameters.accepted_findings, found)]

    @cached_property
    def _scopes(self) -> list[Scope]:
        """Who there are figures of, in this year and unit."""
        given, of = self.parameters, self.figures
        here = of[(of["year"] == given.year) & (of["unit"] == given.unit)]
        known = set(zip(here["subject"], here["tier"], strict=True))
        return [self._scope(*who) for who in RATED if who in known]

    def stopping_findings(self) -> list[Finding]:
        """Name the errors that the parameters do not accept."""
        return [
            finding
            for finding in self.findings
            if finding.severity == "error" and not (finding.acceptable and finding.id in self._accepted)
        ]

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

    def _scope(self, subject: str, tier: str = "") -> Scope:
        return Scope(year=self.parameters.year, unit=self.parameters.unit, subject=subject, tier=tier)

    def _item(self, item: str) -> pd.DataFrame:
        return apparatus.item_figures(self.figures, self.parameters.unit, item, self.parameters.year)

    def _cap_readings(self, scope: Scope) -> pd.DataFrame:
        return caps.cap_readings(self.figures, scope, self.cap_rule)

    @property
    def _cap_base(self) -> str:
        return self.cap_rule.base if self.cap_rule else ""

    def head(self) -> Head:
        """Show the head of the document."""
        return overview.head(self.parameters, self._edition)

    def summary(self) -> Section:
        """Show the figures to remember."""
        wanted = [
            (self._scope("collective"), ["reviewed"]),
            (self._scope("member"), ["reviewed", "fulfilled_or_better", "unfulfilled"]),
            (self._scope("organization", "grassroots"), ["rated", "excellent"]),
        ]
        keys = [
            overview.Key(scope, row)
            for scope, measures in wanted
            for row in rows_of(shares(self.figures, scope, measures, "rated"))
        ]
        return overview.summary_section(keys, self._edition)

    def reviews(self) -> Section:
        """Show who reviewed themselves, by tier where that is known."""
        found = {scope: shares(self.figures, scope, REVIEW_ROWS, "total") for scope in self._scopes}
        return overview.reviews_section(found, self._edition)

    def levels(self, subject: str, tier: str = "") -> Section:
        """Show how a subject was rated on the four levels; in all its tiers if none is named."""
        whole = self._scope(subject, tier)
        parts = [scope for scope in self._scopes if scope.subject == subject and scope.tier and not tier]
        return join_sections([self._levels(scope) for scope in (whole, *parts)])

    def _levels(self, scope: Scope) -> Section:
        found = shares(self.figures, scope, LEVEL_ROWS, "rated")
        return levels_section(found, self._changes(scope), finest_split(found), scope, self._edition)

    def _changes(self, scope: Scope) -> pd.DataFrame | None:
        against = self.parameters.compare_year or self.parameters.year - 1
        if not (self.figures["year"] == against).any():
            return None
        compared = changes(self.figures, scope, against, LEVEL_ROWS, "rated")
        return compared if compared["count_before"].notna().any() else None

    def reasons(self, subject: str = "member") -> Section:
        """Show why some were rated unfulfilled."""
        scope = self._scope(subject)
        codes = list(self.rules.reasons.get(subject, REASONS))
        found = shares(self.figures, scope, codes, "unfulfilled")
        return reasons_section(found, scope, self._edition)

    def cap(self, subject: str, tier: str = "") -> Section:
        """Show how many were rated excellent against how many may be."""
        scope = self._scope(subject, tier)
        return cap_section(self._cap_readings(scope), scope, self._cap_base, self._edition)

    def awards(self) -> Section:
        """Show the awards given."""
        found = {scope: counts(self.figures, scope, list(AWARDS)) for scope in self._scopes}
        return awards_section(found, self._edition)

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

    def narrative(self, part: str) -> Section:
        """Show what the writers say: ``assessment``, ``causes`` or ``tasks``."""
        return overview.narrative_section(part, getattr(self.parameters.narrative, part), self._edition)

    def quality(self) -> Section:
        """Show what is missing or doubtful, and what was accepted."""
        left_out = [section.title for section in self._contents() if not section.views]
        told = [finding for finding in self.findings if not finding.id.startswith("stale-")]
        return trace.quality_section(left_out, told, self._accepted, self._edition)

    def _contents(self) -> Iterable[Section]:
        yield self.reviews()
        yield from map(self.levels, SUBJECTS)
        yield self.reasons()
        if self.cap_rule:
            yield self.cap("organization", "grassroots")
        yield self.awards()
        yield from (self.apparatus(item) for item in ITEMS)
        yield from (self.narrative(part) for part in overview.NARRATIVE)

    def sources(self) -> Section:
        """List every figure with its source."""
        return trace.sources_section(
            self.figures[self.figures["unit"] == self.parameters.unit], self._edition
        )

    def provenance(self) -> Section:
        """Say from what the report was made."""
        versions = {"Python": platform.python_version(), **{name: version(name) for name in SOFTWARE}}
        return trace.provenance_section(
            self.dataset.name, self.dataset.sha256, self.parameters.printed(), versions, self._edition
        )

    def closing(self) -> Section | Closing:
        """Show recipients and signature."""
        return overview.closing(self.parameters)
