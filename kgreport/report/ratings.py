"""Sections on the review and the rating: who reviewed themselves, how all were rated, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.report.figures import section
from kgreport.report.records import RatingRecords
from kgreport.stats.caps import NO_GROUPS, check_caps_by_group, group_counts, group_rows, ungrouped_of
from kgreport.stats.series import share_series
from kgreport.stats.shares import add_points, changes, count_of, finest_split
from kgreport.stats.units import compare_units
from kgreport.terms.findings import Finding
from kgreport.terms.vocabulary import GRASSROOTS, LEVELS, REASONS, TIERS
from kgreport.views.sections.ratings.cap import cap_section
from kgreport.views.sections.ratings.changes import FOLLOWED, changes_section
from kgreport.views.sections.ratings.levels import levels_section
from kgreport.views.sections.ratings.reasons import reasons_section
from kgreport.views.sections.ratings.tiers import tiers_section
from kgreport.views.sections.ratings.units import units_section
from kgreport.views.sections.work.reviews import reviews_section
from kgreport.views.view import Section, join_sections

LEVEL_ROWS = [*LEVELS, "rated", "good_or_better", "fulfilled_or_better"]
REVIEW_ROWS = ["reviewed", "total", "exempt", "pending", "suggested", "explained"]

CAPPED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "organization": {
        "superior": ("superior",),
        "grassroots": GRASSROOTS,
        "sub": ("sub",),
    },
    "collective": {tier: (tier,) for tier in TIERS["collective"]},
    "leader": {tier: (tier,) for tier in TIERS["leader"]},
}
"""Whose groups the cap is held against: by subject and tier, the tiers of their records."""


class RatingSections(RatingRecords):
    """Sections on the review and the rating."""

    @section
    def reviews(self) -> Section:
        """Show who reviewed themselves, by tier where that is known."""
        found = {scope: self._shares(scope, REVIEW_ROWS, "total") for scope in self._scopes}
        return reviews_section(found, self._edition)

    @section
    def levels(self, subject: str, tier: str = "") -> Section:
        """Show how a subject was rated on the four levels; its tiers side by side if none is named."""
        mains, rest = self._told_of(subject, tier)
        found = {scope: self._shares(scope, LEVEL_ROWS, "rated") for scope in rest}
        tiers = tiers_section(found, {scope: self._originals_of(scope) for scope in rest}, self._edition)
        return join_sections([*map(self._levels, mains), tiers])

    def _told_of(self, subject: str, tier: str) -> tuple[list[Scope], list[Scope]]:
        """Choose who is shown in full - the whole, or each tier where it is unknown - and who in a table."""
        whole = self._scope(subject, tier)
        parts = [scope for scope in self._scopes if scope.subject == subject and scope.tier and not tier]
        rated = {scope: count_of(self.known, scope, "rated") for scope in (whole, *parts)}
        nested = [scope for scope in parts if scope.tier in GRASSROOTS]
        broad = [scope for scope in parts if scope not in nested] or nested
        same = [scope for scope in broad if rated[whole] is not None and rated[scope] == rated[whole]]
        if same:
            return same[:1], [scope for scope in parts if scope not in same[:1] and rated[scope]]
        mains = [whole] if rated[whole] is not None or not broad else broad
        return mains, [scope for scope in parts if scope not in mains]

    def _levels(self, scope: Scope) -> Section:
        found = self._shares(scope, LEVEL_ROWS, "rated")
        return levels_section(
            found,
            self._compared(scope),
            finest_split(self.known.of(scope)),
            scope,
            self._edition,
            originals=self._originals_of(scope),
        )

    def _compared(self, scope: Scope) -> pd.DataFrame | None:
        compared = changes(self.known, scope, self._against, LEVEL_ROWS, "rated")
        return compared if compared["count_before"].notna().any() else None

    @section
    def units(self, subject: str, tier: str = "") -> Section:
        """Show the units directly below side by side."""
        scope = self._scope(subject, tier)
        names = {unit: self._unit_name(unit) for unit in self._below}
        originals = {
            unit: self._originals_of(replace(scope, unit=unit)) for unit in (*names, self.parameters.unit)
        }
        compared = compare_units(self.known, scope, names)
        return units_section(compared, names, originals, scope, self._edition)

    @section
    def changes(self, subject: str, tier: str = "") -> Section:
        """Show how ratings changed over the years."""
        scope, last = self._scope(subject, tier), self.parameters.year
        years = [year for year in self.parameters.years if year <= last]
        series = add_points(share_series(self.known, scope, years, FOLLOWED, "rated"))
        return changes_section(series, self._originals_of(scope), self._rules_by_year, scope, self._edition)

    @section
    def reasons(self, subject: str = "member") -> Section:
        """Show why some were rated unfulfilled."""
        scope = self._scope(subject)
        codes = list(self.rules.reasons.get(subject, REASONS))
        found = self._shares(scope, codes, "unfulfilled")
        return reasons_section(found, scope, self._edition)

    @section
    def cap(self, subject: str, tier: str = "") -> Section:
        """Show how many were rated excellent against how many may be."""
        scope = self._scope(subject, tier)
        counted, base = self._groups(scope), self._cap_base
        return cap_section(
            self._cap_readings(scope),
            group_rows(counted, self.cap_rule),
            scope,
            base,
            self._edition,
            ungrouped=ungrouped_of(counted),
        )

    def _groups(self, scope: Scope) -> pd.DataFrame:
        """Count the levels in each group of similar position."""
        if not self._capped_by_group:
            return NO_GROUPS
        known: dict[Scope, pd.DataFrame] = self.__dict__.setdefault("_known_groups", {})
        if scope not in known:
            records = self._records_here(scope.subject)
            tiers = CAPPED.get(scope.subject, {}).get(scope.tier, (scope.tier,))
            known[scope] = group_counts(records[records["tier"].isin(tiers)] if scope.tier else records)
        return known[scope]

    @property
    def _capped_by_group(self) -> bool:
        return self.cap_rule is not None and self.cap_rule.by_group

    def _rating_findings(self) -> list[Finding]:
        """Find the groups above the cap."""
        scopes = [self._scope(subject, tier) for subject, tiers in CAPPED.items() for tier in tiers]
        return [
            finding
            for scope in scopes
            if self._capped_by_group and len(self._records_here(scope.subject))
            for finding in check_caps_by_group(self._groups(scope), scope, self.cap_rule)
        ]
