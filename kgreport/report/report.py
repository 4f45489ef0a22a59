"""The report: its sections in their order, its frame, and what it was made from."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from importlib.metadata import version

from kgreport.data.params.accepted import STALE
from kgreport.report.figures import section
from kgreport.report.ratings import RatingSections
from kgreport.report.recognition import RecognitionSections
from kgreport.report.work import WorkSections
from kgreport.terms.findings import Finding
from kgreport.terms.vocabulary import ITEMS, SUBJECTS
from kgreport.views.sections import overview
from kgreport.views.sections.quality import quality_section
from kgreport.views.sections.sources import provenance_section, sources_section
from kgreport.views.texts import Closing, Head
from kgreport.views.view import Section

SOFTWARE = ("kgreport", "pandas", "matplotlib", "papermill", "nbconvert", "typst")


_CAPPED = (("organization", "grassroots"), ("member", ""), ("collective", ""), ("leader", ""))
_COMPARED = (("organization", "grassroots"), ("member", ""), ("collective", ""))
_FOLLOWED = (("organization", "grassroots"), ("member", ""))
"""Who the notebook shows against the cap, by unit, and over the years."""


class Report(RatingSections, RecognitionSections, WorkSections):
    """The figures of one report, and its sections; each is a view that a notebook shows."""

    def _found(self) -> list[Finding]:
        return [
            *super()._found(),
            *self._rating_findings(),
            *self._recognition_findings(),
            *self._work_findings(),
        ]

    def head(self) -> Head:
        """Show the head of the document."""
        return overview.head(self.parameters, self._edition, simulated=self.dataset.simulated)

    @section
    def summary(self) -> Section:
        """Show the figures to remember."""
        wanted = [
            (self._scope("collective"), ["reviewed"]),
            (self._scope("member"), ["reviewed", "fulfilled_or_better", "unfulfilled"]),
            (self._scope("organization", "grassroots"), ["rated", "excellent"]),
        ]
        figures = [
            figure
            for scope, measures in wanted
            for figure in overview.key_counts(scope, self._shares(scope, measures, "rated"), self._edition)
        ]
        return overview.summary_section(figures, self._edition)

    @section
    def narrative(self, part: str) -> Section:
        """Show what the writers say: ``assessment``, ``causes`` or ``tasks``."""
        return overview.narrative_section(part, getattr(self.parameters.narrative, part), self._edition)

    @section
    def quality(self) -> Section:
        """Show what is missing or doubtful, and what was accepted."""
        left_out = [section.title for section in self._contents() if not section.views]
        current = [finding for finding in self.findings if finding.kind != STALE]
        return quality_section(left_out, current, self._accepted, self._edition)

    def _contents(self) -> Iterable[Section]:
        """Go through the sections whose absence is told, in the order of the notebook."""
        yield self.reviews()
        yield self.preparation()
        yield self.suggested()
        yield from map(self.levels, SUBJECTS)
        yield self.reasons()
        if "collective" in self.rules.reasons:
            yield self.reasons("collective")
        if self.cap_rule:
            yield from (self.cap(*who) for who in _CAPPED)
        yield from (self.units(*who) for who in _COMPARED)
        yield from (self.changes(*who) for who in _FOLLOWED)
        yield self.streaks()
        yield self.awards()
        yield self.targets("year")
        yield self.targets("term")
        yield self.apparatus("staff")
        yield self.apparatus_items()
        yield self.remediation()
        yield self.personnel()
        yield self.commitments()

    @section
    def sources(self) -> Section:
        """List every figure with its source: of the years compared, and of all years for what is followed."""
        of, tiers = self._here, dict(_FOLLOWED)
        followed = of["subject"].map(tiers).eq(of["tier"]) | of["subject"].isin(list(ITEMS))
        return sources_section(
            of[followed | of["year"].isin([self.parameters.year, self._against])], self._edition
        )

    @section
    def provenance(self) -> Section:
        """Say from what the report was made."""
        versions = {"Python": platform.python_version(), **{name: version(name) for name in SOFTWARE}}
        return provenance_section(
            self.dataset.name, self.dataset.sha256, self.parameters.printed(), versions, self._edition
        )

    def closing(self) -> Section | Closing:
        """Show recipients and signature."""
        return overview.closing(self.parameters)
