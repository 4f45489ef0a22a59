"""What the figures ask to be decided: one sentence a matter, with whose it is and a link to its section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kgreport.stats.verdicts.caps import CapVerdict
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import TARGET_PERIODS
from kgreport.views.sections.facts import with_facts
from kgreport.views.sections.rows import Row
from kgreport.views.sections.writer import Writer
from kgreport.views.texts import MainPoint, MainPoints
from kgreport.views.view import Section

TITLE = Phrase("Việc cần quyết định", "To be decided")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What asks for a decision.

    Attributes
    ----------
    above
        The verdicts on subjects that exceed the cap.
    unexplained, unexplained_of
        Suggested reviews without an explanation, and the units they are of.
    overdue, overdue_of
        Measures of remediation that are overdue, and the units they are of, longest overdue first.
    unplanned
        Organisations at the lowest level without a plan of remediation.
    missed
        By period, the targets that are missed: name, and share reached.
    staff
        The cut of staff, where it is behind an even pace: ``difference, goal_share, goal_year``.
    eligible, flagged
        How many organisations may be given the flag, and which of them were; none where that is unknown.
    doubtful
        Figures that are doubtful.
    """

    above: Sequence[CapVerdict] = ()
    unexplained: int = 0
    unexplained_of: Sequence[str] = ()
    overdue: int = 0
    overdue_of: Sequence[str] = ()
    unplanned: int = 0
    missed: Mapping[str, Sequence[tuple[str, float | None]]] = field(default_factory=dict)
    staff: Row | None = None
    eligible: int = 0
    flagged: Sequence[str] = ()
    doubtful: int = 0


def decisions_section(points: Sequence[MainPoint], writer: Writer) -> Section:
    """Show what is to be decided; left out where nothing is."""
    shown = MainPoints(points)
    section = Section("decisions", TITLE.say(writer.language), [shown] if points else [])
    return with_facts(section, shown.facts)


def nothing_to_decide(writer: Writer) -> str:
    """Say that nothing is to be decided."""
    return writer.say(
        "Không có việc nào cần quyết định từ số liệu này.", "Nothing in these figures asks for a decision."
    )


def decision_points(found: Decisions, writer: Writer) -> list[MainPoint]:
    """Say what is to be decided: ratings, reviews, remediation, targets, staff, awards, figures."""
    return [
        *_ratings(found, writer),
        *_remediation(found, writer),
        *(point for period in found.missed for point in _targets(period, found.missed[period], writer)),
        *_staff(found.staff, writer),
        *_flags(found.eligible, found.flagged, writer),
        *_points(
            writer.say_if(
                found.doubtful,
                "Kiểm tra lại {n} điểm trong số liệu trước khi phát hành.",
                "Verify {n} points in the figures before the report is issued.",
                n=writer.count(found.doubtful),
            ),
            "doubtful",
        ),
    ]


def _points(told: Sequence[str], section: str) -> list[MainPoint]:
    return [MainPoint(text, section) for text in told]


def _of(units: Sequence[str], writer: Writer) -> str:
    """Name the units something is of, in brackets."""
    return f" ({writer.listing(list(units))})" if units else ""


def _ratings(found: Decisions, writer: Writer) -> list[MainPoint]:
    above = [
        writer.say("{subject} (vượt {n})", "{subject} (by {n})", one.scope, n=writer.count(one.excess))
        for one in found.above
    ]
    cap = writer.say_if(
        above,
        "Xem xét lại kết quả xếp loại vượt mức trần: {above}.",
        "Review the ratings above the cap: {above}.",
        above="; ".join(above),
    )
    ungrouped = sum(one.ungrouped["rated"] for one in found.above if one.ungrouped and one.groups)
    cap += writer.say_if(
        ungrouped,
        "Ghi nhóm vị trí tương đồng cho {n} trường hợp chưa ghi nhóm, rồi xét lại mức trần.",
        "Name the group of similar position of the {n} that are in none, then judge the cap again.",
        n=writer.count(ungrouped),
    )
    unexplained = writer.say_if(
        found.unexplained,
        "Yêu cầu giải trình {n} trường hợp được gợi ý kiểm điểm{units}.",
        "Ask for the {n} missing explanations of suggested reviews{units}.",
        n=writer.count(found.unexplained),
        units=_of(found.unexplained_of, writer),
    )
    return [*_points(cap, "cap"), *_points(unexplained, "suggested")]


def _remediation(found: Decisions, writer: Writer) -> list[MainPoint]:
    overdue = writer.say_if(
        found.overdue,
        "Đôn đốc {n} nội dung khắc phục đã quá hạn{units}.",
        "Press for the {n} overdue measures of remediation{units}.",
        n=writer.count(found.overdue),
        units=_of(found.overdue_of, writer),
    )
    unplanned = writer.say_if(
        found.unplanned,
        "Yêu cầu {n} tổ chức không hoàn thành nhiệm vụ lập kế hoạch khắc phục.",
        "Ask {n} organisations rated not fulfilled for a plan of remediation.",
        n=writer.count(found.unplanned),
    )
    return _points([*overdue, *unplanned], "remediation")


def _targets(period: str, missed: Sequence[tuple[str, float | None]], writer: Writer) -> list[MainPoint]:
    named = [name + writer.in_brackets(share) for name, share in missed]
    told = writer.say_if(
        named,
        "Chỉ đạo thực hiện {targets} chưa đạt: {named}.",
        "Act on the missed {targets}: {named}.",
        targets=TARGET_PERIODS[period].say(writer.language),
        named="; ".join(named),
    )
    return _points(told, f"targets-{period}")


def _staff(staff: Row | None, writer: Writer) -> list[MainPoint]:
    if staff is None:
        return []
    told = writer.say(
        "Đẩy nhanh tinh giản biên chế: mới đạt {share} mục tiêu đến năm {year}, chậm {n} biên chế so với tiến độ.",
        "Speed up the cut of staff: {share} of the goal for {year} is reached, {n} posts behind an even pace.",
        share=writer.percent(staff["goal_share"]),
        year=staff["goal_year"],
        n=writer.count(-staff["difference"]),
    )
    return _points([told], "apparatus-staff")


NAMED = 5
"""More who were given the flag than these are counted and not named."""


def _flags(eligible: int, flagged: Sequence[str], writer: Writer) -> list[MainPoint]:
    if eligible <= len(flagged):
        return []
    told = writer.say(
        "Xét tặng cờ: {eligible} tổ chức cơ sở đảng đủ số năm liền ở mức cao nhất, mới tặng {given}{names}.",
        "Decide on the flag: {eligible} organisations have enough years running, {given} were given it{names}.",
        eligible=writer.count(eligible),
        given=writer.count(len(flagged)),
        names=_of(flagged if len(flagged) <= NAMED else (), writer),
    )
    return _points([told], "streaks")
