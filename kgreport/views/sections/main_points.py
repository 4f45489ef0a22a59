"""The main points of a report: at most five sentences, most important first.

The order is fixed, so that readers find the same point at the same place every year:

1. how the ratings changed against the year compared with, and what changed most; without such a year, the result;
2. where the cap on the highest level is exceeded;
3. who was rated at the lowest level, and the main reason;
4. who was at the highest level for years running, and who was given the flag;
5. how many measures of remediation are overdue, and whose is overdue longest;
6. how many figures are doubtful.

A point without figures is left out. Of six points, the fourth is left out: it asks for no decision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgreport.data.figures.layout import Scope
from kgreport.stats.shares import LevelChange
from kgreport.terms.phrases import Phrase
from kgreport.views import formats
from kgreport.views.sections.rows import Row
from kgreport.views.sections.writer import Writer
from kgreport.views.texts import MainPoint

MAIN_POINTS = Phrase("Những điểm chính", "Main points")

MOST = 5
"""So many points are shown."""


def choose_points(points: Sequence[MainPoint | None]) -> list[MainPoint]:
    """Choose of the six points, in their order, those to show."""
    *others, _, overdue, doubtful = points
    known = [point for point in points if point]
    return known if len(known) <= MOST else [point for point in (*others, overdue, doubtful) if point]


def change_point(
    changes: Sequence[LevelChange], against: int, writer: Writer, *, new_rules: bool = False
) -> MainPoint | None:
    """Say how the ratings changed: of the first subject whose share of good or better is known, and most.

    Parameters
    ----------
    changes
        In the order of the field; see `kgreport.stats.shares.level_changes`.
    against
        The year compared with.
    new_rules
        Whether that year was rated by other rules.
    """
    if not changes:
        return None
    first = next((one for one in changes if one.measure == "good_or_better"), changes[0])
    most = max(changes, key=lambda one: abs(one.now - one.before))
    start = writer.say("So với năm {against}, ", "Against {against}, ", against=against)
    told = start + _moved(first, writer)
    if most is not first:
        told += writer.say("; đáng chú ý: ", "; of note: ") + _moved(most, writer)
    caution = writer.say_if(
        new_rules,
        " (năm {against} xếp loại theo quy định khác, nên so sánh thận trọng)",
        " ({against} was rated by other rules, so compare with care)",
        against=against,
    )
    return MainPoint(f"{told}{''.join(caution)}.", "levels")


def _moved(change: LevelChange, writer: Writer) -> str:
    compared = formats.compare(change.before, change.now, writer.language)
    given = {
        "subject": writer.subject(change.scope),
        "level": writer.measure_term(change.scope.subject, change.measure),
        "now": compared.now,
        "before": compared.before,
        "points": compared.points,
    }
    if not compared.direction:
        return writer.say(
            "tỷ lệ {subject} {level} giữ nguyên {now}",
            "the share of {subject} {level} stayed at {now}",
            **given,
        )
    if compared.direction > 0:
        return writer.say(
            "tỷ lệ {subject} {level} tăng {points}, từ {before} lên {now}",
            "the share of {subject} {level} rose by {points}, from {before} to {now}",
            **given,
        )
    return writer.say(
        "tỷ lệ {subject} {level} giảm {points}, từ {before} xuống {now}",
        "the share of {subject} {level} fell by {points}, from {before} to {now}",
        **given,
    )


def result_point(results: Mapping[Scope, Sequence[Row]], writer: Writer) -> MainPoint | None:
    """Say how the first two subjects were rated at the levels that are known best.

    Parameters
    ----------
    results
        By scope, the levels to tell: ``measure, count, base, base_count, share``.
    """
    told = [_result(scope, rows, writer) for scope, rows in results.items() if rows][:2]
    return MainPoint(formats.sentence("; ".join(told)) + ".", "levels") if told else None


def _result(scope: Scope, rows: Sequence[Row], writer: Writer) -> str:
    told = [
        f"{writer.count(row['count'])} {writer.measure_term(scope.subject, row['measure'])}"
        f"{writer.in_brackets(row['share'])}"
        for row in rows
    ]
    levels, subject = writer.listing(told), writer.subject(scope)
    if rows[0]["base_count"] is None:
        return f"{subject}: {levels}"
    rated = "".join(writer.say_if(rows[0]["base"] == "rated", " được xếp loại", " rated"))
    return f"{writer.count(rows[0]['base_count'])} {subject}{rated}: {levels}"


def lowest_point(
    scope: Scope, count: int, share: float | None, reasons: Sequence[tuple[str, int]], writer: Writer
) -> MainPoint:
    """Say how many were rated at the lowest level, and for which reason most of them.

    Parameters
    ----------
    count, share
        How many were rated at the lowest level, and of those rated.
    reasons
        Reason and count, most first.
    """
    level = writer.measure_term(scope.subject, "unfulfilled")
    if not count:
        none = writer.say(
            "Không có {subject} {level}.", "No {subject} were rated {level}.", scope, level=level
        )
        return MainPoint(none, "levels")
    told = writer.say(
        "{count} {subject} {level}{share}",
        "{count} {subject} were rated {level}{share}",
        scope,
        count=writer.count(count),
        level=level,
        share=writer.in_brackets(share),
    )
    if not reasons or not reasons[0][1]:
        return MainPoint(f"{told}.", "levels")
    reason, most = reasons[0]
    why = writer.say(
        "; lý do nhiều nhất: {reason}, {count} trường hợp ({share})",
        "; most often because {reason}: {count} ({share})",
        reason=writer.measure_term(scope.subject, reason),
        count=writer.count(most),
        share=writer.percent(most / count),
    )
    return MainPoint(f"{told}{why}.", f"reasons-{scope.subject}")


def overdue_point(count: int, owner: str, days: int, writer: Writer) -> MainPoint:
    """Say how many measures of remediation are overdue, and whose is overdue longest."""
    told = writer.say(
        "{count} nội dung khắc phục đã quá hạn; lâu nhất: {owner} ({days} ngày).",
        "{count} measures of remediation are overdue; longest: {owner} ({days} days).",
        count=writer.count(count),
        owner=owner,
        days=writer.count(days),
    )
    return MainPoint(told, "remediation")


def doubtful_point(count: int, writer: Writer) -> MainPoint | None:
    """Say how many figures are doubtful."""
    if not count:
        return None
    told = writer.say(
        "Có {count} điểm trong số liệu cần kiểm tra lại trước khi sử dụng.",
        "{count} points in the figures are to be verified before use.",
        count=writer.count(count),
    )
    return MainPoint(told, "doubtful")


def streaks_point(running: int, years: int, given: int | None, writer: Writer) -> MainPoint | None:
    """Say how many were at the highest level for the years of the flag, and how many were given it.

    Parameters
    ----------
    running
        How many were at the highest level so long.
    years
        The years running that the flag asks for.
    given
        How many of them were given the flag; None where that is unknown.
    """
    if not running:
        return None
    told = writer.say(
        "{count} tổ chức cơ sở đảng ở mức cao nhất {years} năm liền",
        "{count} grassroots Party organisations were at the highest level for {years} years running",
        count=writer.count(running),
        years=years,
    )
    if given is None:
        return MainPoint(f"{told}.", "streaks")
    flag = writer.say(", chưa tổ chức nào được tặng cờ", ", none of which was given the flag")
    if given:
        flag = writer.say(
            ", trong đó {given} được tặng cờ",
            ", {given} of which were given the flag",
            given=writer.count(given),
        )
    return MainPoint(f"{told}{flag}.", "streaks")
