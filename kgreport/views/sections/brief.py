"""The brief of a report: one sheet with the main points, the key figures, the levels, and what is to be decided."""

from __future__ import annotations

from collections.abc import Sequence

from kgreport.views.sections.decisions import TITLE
from kgreport.views.sections.documents import Brief, Head
from kgreport.views.sections.edition import Edition
from kgreport.views.texts import MainPoints
from kgreport.views.view import View


def brief_of(
    head: Head, points: MainPoints, views: Sequence[View], decisions: Sequence[str], edition: Edition
) -> Brief:
    """Put the brief together.

    Parameters
    ----------
    head
        The head of the report.
    points
        Its main points.
    views
        Its key figures and the chart of its levels, as far as they are known.
    decisions
        What is to be decided.
    """
    return Brief(
        head=head,
        kind=edition.say("TÓM TẮT BÁO CÁO", "BRIEF"),
        points_title=edition.say("Những điểm chính", "Main points"),
        points=points,
        views=views,
        decisions_title=TITLE.say(edition.language),
        decisions=decisions,
    )
