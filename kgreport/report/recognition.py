"""Sections on what is recognised: years running at the highest level, and awards."""

from __future__ import annotations

from kgreport.data.vocabulary import AWARDS
from kgreport.report.figures import ReportFigures, section
from kgreport.stats.shares import counts
from kgreport.views.sections.awards import awards_section
from kgreport.views.view import Section


class RecognitionSections(ReportFigures):
    """Sections on what is recognised."""

    @section
    def awards(self) -> Section:
        """Show the awards given."""
        found = {scope: counts(self.figures, scope, list(AWARDS)) for scope in self._scopes}
        return awards_section(found, self._edition)
