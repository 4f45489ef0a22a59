"""The chart of levels: one bar for each subject and tier, all of one scale, split as finely as is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kgreport.stats.shares import REST
from kgreport.terms.vocabulary import UNKNOWN_LEVEL
from kgreport.views.charts.stacked import Segment, Stack, StackedChart
from kgreport.views.sections.levels.rated import ORDER, RatedRow, Ratings
from kgreport.views.sections.levels.short_names import LETTERS, common_label
from kgreport.views.sections.rows import Row
from kgreport.views.sections.writer import Writer


class _Drawn(NamedTuple):
    """A row that is drawn, and its parts."""

    row: RatedRow
    ratings: Ratings


def level_chart(name: str, title: str, rows: Sequence[RatedRow], writer: Writer) -> list[StackedChart]:
    """Draw how each was rated; nothing where no part of any is known.

    Parameters
    ----------
    name, title
        Id and title of the chart.
    rows
        Who was rated, with the parts of those rated, or of all.
    """
    drawn = [_Drawn(row, row.ratings) for row in rows if row.ratings and row.ratings.parts]
    if not drawn:
        return []
    stacks = [
        Stack(
            _stack_name(one, writer),
            [_segment(part, writer) for part in one.ratings.parts],
            one.row.depth > 0,
        )
        for one in drawn
    ]
    alt = writer.alt(name, _alt(drawn, writer))
    return [StackedChart(id=name, title=title, alt=alt, stacks=stacks, key=_key(drawn, writer))]


def _stack_name(one: _Drawn, writer: Writer) -> str:
    """Name a bar; where its shares are of all, say so."""
    if one.ratings.base == "total":
        return writer.say("{name} (trên tổng số)", "{name} (of all)", name=one.row.name)
    return one.row.name


def _segment(row: Row, writer: Writer) -> Segment:
    mark = LETTERS[row["measure"]].say(writer.language)
    return Segment(row["measure"], mark, row["share"], writer.percent(row["share"]))


def _key(drawn: Sequence[_Drawn], writer: Writer) -> list[tuple[str, str, str]]:
    """Explain each mark that is drawn, once."""
    shown = {part["measure"]: part for one in drawn for part in one.ratings.parts if part["share"]}
    subjects = [one.ratings.scope.subject for one in drawn]
    meanings = {
        code: common_label(subjects, code, writer) for code in (*ORDER, UNKNOWN_LEVEL) if code in shown
    }
    if REST in shown:
        bases = {one.ratings.base for one in drawn for part in one.ratings.parts if part["measure"] == REST}
        meanings[REST] = f"({_rest(bases, writer)})"
    return [(code, LETTERS[code].say(writer.language), meaning) for code, meaning in meanings.items()]


def _rest(bases: set[str], writer: Writer) -> str:
    """Say what the known parts leave: other levels; of all, also those not rated."""
    if bases == {"rated"}:
        return writer.say("các mức khác, chưa tách được", "other levels, not told apart")
    return writer.say("mức khác hoặc chưa xếp loại", "other levels, or not rated")


def _alt(drawn: Sequence[_Drawn], writer: Writer) -> str:
    """Say the message in words: the largest part of the bars; and that the table has the figures."""
    largest = [(one, max(one.ratings.parts, key=lambda part: part["share"])) for one in drawn]
    if len(largest) > 1 and len({part["measure"] for _, part in largest}) == 1:
        said = _range(largest, writer)
    else:
        said = "; ".join(
            writer.say(
                "{name}: nhiều nhất là {level} ({share})",
                "{name}: most are {level} ({share})",
                name=one.row.name,
                level=_term(one, part, writer),
                share=writer.percent(part["share"]),
            )
            for one, part in largest
            if one.row.depth == min(each.row.depth for each in drawn)
        )
    return writer.say(
        "Biểu đồ thanh xếp chồng trên cùng thang 100%. {said}. Số liệu có trong bảng kèm theo.",
        "Stacked bars on one scale of 100%. {said}. The table that follows has the figures.",
        said=said,
    )


def _range(largest: Sequence[tuple[_Drawn, Row]], writer: Writer) -> str:
    """Say that one part is the largest everywhere, and where it is least and most."""
    (low, least), (high, most) = (pick(largest, key=lambda one: one[1]["share"]) for pick in (min, max))
    return writer.say(
        "Mọi đối tượng đều có tỷ lệ {level} lớn nhất: từ {least} ({low}) đến {most} ({high})",
        "Everywhere the largest share is {level}: from {least} ({low}) to {most} ({high})",
        level=_term(low, least, writer),
        least=writer.percent(least["share"]),
        low=writer.subject(low.ratings.scope),
        most=writer.percent(most["share"]),
        high=writer.subject(high.ratings.scope),
    )


def _term(one: _Drawn, part: Row, writer: Writer) -> str:
    if part["measure"] == REST:
        return _rest({one.ratings.base}, writer)
    return writer.measure_term(one.ratings.scope.subject, part["measure"])
