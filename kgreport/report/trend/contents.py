"""The contents of the trend report: its chapters and their sections, in the order of the notebook."""

from __future__ import annotations

from collections.abc import Sequence

from kgreport.report import overview as annual
from kgreport.report.trend import overview, sections
from kgreport.report.trend.quality import doubtful, quality
from kgreport.terms.phrases import Phrase
from kgreport.views.numbering import ContentsChapter

CONTENTS: Sequence[ContentsChapter] = (
    ContentsChapter(id="front", kind="front", sections=[(overview.summary, ()), (doubtful, ())]),
    ContentsChapter(
        id="levels",
        title=Phrase("Kết quả xếp loại qua các năm", "Ratings over the years"),
        sections=[(sections.levels_over_time, ())],
    ),
    ContentsChapter(
        id="moving",
        title=Phrase("Chuyển mức xếp loại", "Movements between levels"),
        sections=[(sections.movements, ())],
    ),
    ContentsChapter(
        id="units",
        title=Phrase("Các đơn vị qua các năm", "Units over the years"),
        sections=[(sections.units_over_time, ())],
    ),
    ContentsChapter(
        id="running",
        title=Phrase("Nhiều năm liền ở mức cao nhất", "Years running at the highest level"),
        sections=[(sections.streaks, ())],
    ),
    ContentsChapter(
        id="annexes",
        kind="annex",
        sections=[
            (annual.edition_changes, ()),
            (quality, ()),
            (overview.sources, ()),
            (annual.provenance, ()),
        ],
    ),
)
"""What a trend report may show. Each section is a method of `Trend`, with its arguments."""
