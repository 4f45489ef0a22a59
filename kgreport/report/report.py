"""The annual report: its figures, what was found in them, and its sections."""

from __future__ import annotations

from dataclasses import dataclass

from kgreport.report import overview, ratings, recognition, work
from kgreport.report.basis import Basis
from kgreport.report.findings import all_findings, stopping_findings
from kgreport.terms.findings import Finding


@dataclass(frozen=True)
class Report(Basis):
    """The annual report on one unit: its figures, and its sections; each is a view that a notebook shows."""

    @property
    def findings(self) -> list[Finding]:
        """Everything found in the figures, accepted or not."""
        return all_findings(self)

    stopping_findings = stopping_findings

    head = overview.head
    summary = overview.summary
    narrative = overview.narrative

    reviews = ratings.reviews
    levels = ratings.levels
    reasons = ratings.reasons
    cap = ratings.cap
    units = ratings.units
    changes = ratings.changes

    streaks = recognition.streaks
    awards = recognition.awards

    preparation = work.preparation
    suggested = work.suggested
    targets = work.targets
    apparatus = work.apparatus
    apparatus_items = work.apparatus_items
    remediation = work.remediation
    personnel = work.personnel
    commitments = work.commitments

    quality = overview.quality
    closing = overview.closing
    sources = overview.sources
    provenance = overview.provenance
