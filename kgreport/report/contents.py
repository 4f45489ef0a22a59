"""The contents of the annual report: its chapters and their sections, in the order of the notebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgreport.report import caps, overview, ratings, recognition, work
from kgreport.report.basis import Basis, ContentsChapter, units_below
from kgreport.report.main_points import summary
from kgreport.report.quality import attention, doubtful, quality
from kgreport.terms.phrases import Phrase

CONTENTS: Sequence[ContentsChapter] = (
    ContentsChapter(
        id="front",
        kind="front",
        sections=[(summary, ()), (attention, ()), (doubtful, ())],
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
        sections=[(quality, ()), (work.cases, ()), (overview.sources, ()), (overview.provenance, ())],
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
