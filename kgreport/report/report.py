"""The annual report: its contents, its figures, what was found in them, and its sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgreport.report import caps, decisions, main_points, overview, quality, ratings, recognition, work
from kgreport.report.basis import Basis, ContentsChapter, units_below
from kgreport.report.findings import all_findings, stopping_findings
from kgreport.terms.findings import Finding
from kgreport.terms.phrases import Phrase

CONTENTS: Sequence[ContentsChapter] = (
    ContentsChapter(
        id="front",
        kind="front",
        sections=[
            (main_points.summary, ()),
            (decisions.decisions, ()),
            (quality.attention, ()),
            (quality.doubtful, ()),
        ],
    ),
    ContentsChapter(
        id="review",
        title=Phrase("Công tác kiểm điểm", "The review"),
        sections=[
            (overview.narrative, ("assessment",)),
            (overview.reviews, ()),
            (work.preparation, ()),
            (work.suggested, ()),
        ],
    ),
    ContentsChapter(
        id="ratings",
        title=Phrase("Kết quả đánh giá, xếp loại", "Ratings"),
        sections=[
            (ratings.levels, ()),
            (ratings.benchmark, ()),
            (ratings.reasons, ("member",)),
            (ratings.reasons, ("collective",)),
            (caps.cap, ()),
            (ratings.units, ("organization", "grassroots")),
            (ratings.units, ("member",)),
            (ratings.units, ("collective",)),
            (ratings.changes, ()),
            (recognition.streaks, ()),
            (recognition.awards, ()),
        ],
    ),
    ContentsChapter(
        id="work",
        title=Phrase("Thực hiện nhiệm vụ và khắc phục", "Work and remediation"),
        sections=[
            (work.targets, ("year",)),
            (work.targets, ("term",)),
            (work.apparatus, ("staff",)),
            (work.apparatus_items, ()),
            (work.remediation, ()),
            (work.personnel, ()),
            (work.commitments, ()),
        ],
    ),
    ContentsChapter(id="causes", sections=[(overview.narrative, ("causes",))]),
    ContentsChapter(id="tasks", sections=[(overview.narrative, ("tasks",))]),
    ContentsChapter(
        id="annexes",
        kind="annex",
        sections=[(quality.quality, ()), (work.cases, ()), (overview.sources, ()), (overview.provenance, ())],
    ),
)
"""What an annual report may show. Each section is a method of `Report`, with its arguments."""


def contents(report: Basis) -> Sequence[ContentsChapter]:
    """Give the chapters that an annual report may have.

    What the rules of its year do not know is left out, and what compares units that are not there.
    """
    unknown = {
        (caps.cap, ()): report.cap_rule is None,
        (ratings.reasons, ("collective",)): "collective" not in report.rules.reasons,
        (ratings.benchmark, ()): not report.parameters.unit,
    }
    alone = not units_below(report)
    return [
        replace(
            chapter,
            sections=[
                one
                for one in chapter.sections
                if not (unknown.get(one) or (alone and one[0] == ratings.units))
            ],
        )
        for chapter in CONTENTS
    ]


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
    brief = decisions.brief
    decisions = decisions.decisions
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
