"""The contents of the trend report: its chapters and their sections, in the order of the notebook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kgreport.report import overview as annual
from kgreport.report.basis import Basis, ContentsChapter, section
from kgreport.report.quality import quality_of
from kgreport.report.trend import overview, sections
from kgreport.terms.phrases import Phrase
from kgreport.views.sections.ids import COMPARED, MOVING, TRENDS
from kgreport.views.view import Section

if TYPE_CHECKING:
    from kgreport.report.trend.trend import Trend


@section
def quality(trend: Trend) -> Section:
    """Show what is missing or doubtful, and what was accepted.

    Examples
    --------
    >>> trend.quality().title
    'Quality and coverage of the data'
    """
    return quality_of(trend, trend.findings, overview.LACKING)


CONTENTS: Sequence[ContentsChapter] = (
    ContentsChapter(id="front", kind="front", sections=[(overview.summary, ())]),
    ContentsChapter(
        id="levels",
        title=Phrase("Kết quả xếp loại qua các năm", "Ratings over the years"),
        sections=[(sections.levels_over_time, one) for one in TRENDS],
    ),
    ContentsChapter(
        id="moving",
        title=Phrase("Nhiều năm liền và thay đổi mức", "Years running and movements"),
        sections=[(sections.streaks, ()), *((sections.movements, one) for one in MOVING)],
    ),
    ContentsChapter(
        id="units",
        title=Phrase("Các đơn vị trực thuộc qua các năm", "Units over the years"),
        sections=[(sections.units_over_time, one) for one in COMPARED],
    ),
    ContentsChapter(
        id="annexes",
        kind="annex",
        sections=[(quality, ()), (overview.sources, ()), (annual.provenance, ())],
    ),
)
"""What a trend report may show. Each section is a method of `Trend`, with its arguments."""


def contents(trend: Basis) -> Sequence[ContentsChapter]:  # noqa: ARG001
    """Give the chapters that a trend report may have."""
    return CONTENTS
