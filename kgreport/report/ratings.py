"""Sections on the review and the rating: who reviewed themselves, how all were rated, and why."""

from __future__ import annotations

import pandas as pd

from kgreport.data.layout import Scope
from kgreport.data.vocabulary import LEVELS, REASONS
from kgreport.report.figures import ReportFigures, section
from kgreport.stats.shares import changes, finest_split, shares
from kgreport.views.sections import overview
from kgreport.views.sections.cap import cap_section
from kgreport.views.sections.ratings import levels_section
from kgreport.views.sections.reasons import reasons_section
from kgreport.views.view import Section, join_sections

LEVEL_ROWS = [*LEVELS, "rated", "good_or_better", "fulfilled_or_better"]
REVIEW_ROWS = ["reviewed", "total", "exempt", "pending", "suggested", "explained"]


class RatingSections(ReportFigures):
    """Sections on the review and the rating."""

    @section
    def reviews(self) -> Section:
        """Show who reviewed themselves, by tier where that is known."""
        found = {scope: shares(self.figures, scope, REVIEW_ROWS, "total") for scope in self._scopes}
        return overview.reviews_section(found, self._edition)

    @section
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

    @section
    def reasons(self, subject: str = "member") -> Section:
        """Show why some were rated unfulfilled."""
        scope = self._scope(subject)
        codes = list(self.rules.reasons.get(subject, REASONS))
        found = shares(self.figures, scope, codes, "unfulfilled")
        return reasons_section(found, scope, self._edition)

    @section
    def cap(self, subject: str, tier: str = "") -> Section:
        """Show how many were rated excellent against how many may be."""
        scope = self._scope(subject, tier)
        return cap_section(self._cap_readings(scope), scope, self._cap_base, self._edition)
