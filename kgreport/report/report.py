"""The annual report: its figures, what was found in them, and its sections."""

from __future__ import annotations

from dataclasses import dataclass

from kgreport.report import caps, main_points, overview, quality, ratings, recognition, work
from kgreport.report.basis import Basis
from kgreport.report.contents import contents
from kgreport.report.findings import all_findings, stopping_findings
from kgreport.terms.findings import Finding


@dataclass(frozen=True)
class Report(Basis):
    """The annual report on one unit: its figures, and its sections.

    `kgreport.build_report` makes it. Each method gives a view, which Jupyter shows; `plain`, `html` and
    `typst` write it as text, as a fragment of a page and as Typst markup. In the examples of the methods,
    ``report`` is this one:

    >>> report = kgreport.build_report(
    ...     year=2018, dataset="kien-giang-2018", first_year=2015, language="en"
    ... )
    >>> report.levels("member").title
    'Ratings of Party members'

    Attributes
    ----------
    parameters
        What was asked for.
    dataset
        What was read.
    rules, cap_rule
        The rules of the year, and the cap on `excellent` that they and the parameters set, if any.
    figures
        All figures, completed: ``year, unit, subject, tier, measure, value, source, place``.
    findings
        Everything found in the figures, accepted or not.
    """

    @property
    def findings(self) -> list[Finding]:
        """Everything found in the figures, accepted or not."""
        return all_findings(self)

    stopping_findings = stopping_findings
    contents = property(contents)

    head = overview.head
    summary = main_points.summary
    brief = main_points.brief
    attention = quality.attention
    doubtful = quality.doubtful
    narrative = overview.narrative

    reviews = overview.reviews
    levels = ratings.levels
    benchmark = ratings.benchmark
    reasons = ratings.reasons
    cap = caps.cap
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

    quality = quality.quality
    cases = work.cases
    closing = overview.closing
    sources = overview.sources
    provenance = overview.provenance
