"""The brief of a report: one sheet with the main points, the key figures, the levels, and what is to be decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgreport.stats.verdicts.caps import CapVerdict
from kgreport.views.sections.edition import Edition
from kgreport.views.texts import Brief, Head, MainPoints
from kgreport.views.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What asks for a decision.

    Attributes
    ----------
    above
        The verdicts on subjects that exceed the cap.
    unexplained
        Suggested reviews without an explanation.
    overdue
        Measures of remediation that are overdue.
    unplanned
        Organisations at the lowest level without a plan of remediation.
    without_flag
        Organisations at the highest level for the years of the flag that were not given it.
    doubtful
        Figures that are doubtful.
    """

    above: Sequence[CapVerdict] = ()
    unexplained: int = 0
    overdue: int = 0
    unplanned: int = 0
    without_flag: int = 0
    doubtful: int = 0


def brief_of(
    head: Head, points: MainPoints, views: Sequence[View], decisions: Decisions, edition: Edition
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
        What asks for a decision.
    """
    return Brief(
        head=head,
        kind=edition.say("TÓM TẮT BÁO CÁO", "BRIEF"),
        points_title=edition.say("Những điểm chính", "Main points"),
        points=points,
        views=views,
        decisions_title=edition.say("Việc cần quyết định", "To be decided"),
        decisions=_decisions(decisions, edition),
    )


def _decisions(found: Decisions, edition: Edition) -> list[str]:
    above = [
        edition.say("{subject} (vượt {n})", "{subject} (by {n})", one.scope, n=edition.count(one.excess))
        for one in found.above
    ]
    told = edition.say_if(
        above,
        "Xem xét lại kết quả xếp loại vượt mức trần: {above}.",
        "Review the ratings above the cap: {above}.",
        above="; ".join(above),
    )
    for n, vi, en in (
        (found.unexplained, "Yêu cầu giải trình {n} trường hợp được gợi ý kiểm điểm.", "Ask for the {n} missing explanations of suggested reviews."),
        (found.overdue, "Đôn đốc {n} nội dung khắc phục đã quá hạn.", "Press for the {n} overdue measures of remediation."),
        (found.unplanned, "Yêu cầu {n} tổ chức không hoàn thành nhiệm vụ lập kế hoạch khắc phục.", "Ask {n} organisations rated “tasks not completed” for a plan of remediation."),
        (found.without_flag, "Xét khen thưởng {n} tổ chức đủ số năm liền ở mức cao nhất mà chưa được tặng cờ.", "Decide on {n} organisations with enough years running that were not given the flag."),
        (found.doubtful, "Kiểm tra lại {n} điểm trong số liệu trước khi phát hành.", "Verify {n} points in the figures before the report is issued."),
    ):  # fmt: skip
        told += edition.say_if(n, vi, en, n=edition.count(n))
    return told or [
        edition.say(
            "Không có việc nào cần quyết định từ số liệu này.",
            "Nothing in these figures asks for a decision.",
        )
    ]
