"""Who needs attention first, and why: one table over ratings, cap, remedies, reviews and doubtful figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kgreport.stats.verdicts.attention import KINDS, Kind, Ranked, Signal
from kgreport.stats.verdicts.signals import SMALLEST
from kgreport.views import formats
from kgreport.views.frames.ratings import ATTENTION
from kgreport.views.sections.facts import coded, tells
from kgreport.views.sections.quality.signs import SIGNS, say_sign
from kgreport.views.sections.rows import Row
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section

MOST_ROWS = 12
"""How many units the table shows; the others are named in a sentence."""

OF_ORGANIZATIONS: Sequence[Kind] = ("ratings", "overdue", "unexplained")
"""The kinds of signals that single organisations may have."""


def _rows(ranked: Sequence[Ranked], names: Mapping[str, str], writer: Writer) -> Iterator[Row]:
    """Give each kind of sign of each, in the order in which they need attention."""
    for rank, one in enumerate(ranked, start=1):
        for kind in one.kinds:
            signals = _of_kind(one, kind)
            yield {
                "rank": rank,
                "id": one.unit,
                "name": names[one.unit],
                **coded("sign", kind, writer.label(SIGNS[kind])),
                "size": sum(signal.size for signal in signals),
                "reason": say_sign(kind, signals, writer),
            }


@tells((ATTENTION, _rows))
def attention_section(
    ranked: Sequence[Ranked], names: Mapping[str, str], writer: Writer, *, of_units: bool
) -> Section:
    """Show who needs attention, the first one first, each with its reasons.

    Parameters
    ----------
    ranked
        As `kgreport.stats.verdicts.attention.rank` gives.
    names
        Names of all that are ranked, by code.
    of_units
        Whether these are units; else they are organisations of the unit reported on.
    """
    title = writer.say("Cần chú ý", "Needs attention")
    if not names:
        return Section("attention", title, [])
    if not ranked:
        return Section("attention", title, [Note([_nothing(writer, of_units=of_units)])])
    first = _first(ranked[0], names, writer, of_units=of_units)
    table = _table(ranked[:MOST_ROWS], names, writer, of_units=of_units)
    rest = _rest(ranked, names, writer, of_units=of_units)
    return Section("attention", title, [Note([first, *rest]), table])


def _what(writer: Writer, *, of_units: bool) -> str:
    return writer.say("đơn vị", "unit") if of_units else writer.say("tổ chức đảng", "organisation")


def _nothing(writer: Writer, *, of_units: bool) -> str:
    return writer.say(
        "Không {what} nào có dấu hiệu cần chú ý.",
        "No {what} shows a sign that asks for attention.",
        what=_what(writer, of_units=of_units),
    )


def _first(one: Ranked, names: Mapping[str, str], writer: Writer, *, of_units: bool) -> str:
    """Say who needs attention first, and why."""
    return writer.say(
        "Cần chú ý trước hết là {name}, có {count} trong {of} loại dấu hiệu: {reasons}.",
        "{name} needs attention first, with {count} of {of} kinds of signs: {reasons}.",
        name=names[one.unit],
        count=len(one.kinds),
        of=len(KINDS if of_units else OF_ORGANIZATIONS),
        reasons=_reasons(one, writer),
    )


def _rest(ranked: Sequence[Ranked], names: Mapping[str, str], writer: Writer, *, of_units: bool) -> list[str]:
    """Name those with signals that the table leaves out, and count those without any."""
    left_out, without = ranked[MOST_ROWS:], len(names) - len(ranked)
    what = _what(writer, of_units=of_units)
    return [
        *writer.say_if(
            left_out,
            "Ngoài ra còn {count} {what} có dấu hiệu: {names}.",
            "Signs are also shown by {count} more: {names}.",
            count=writer.count(len(left_out)),
            what=what,
            names=writer.listing([names[one.unit] for one in left_out]),
        ),
        *writer.say_if(
            without and of_units,
            "{count} {what} không có dấu hiệu nào.",
            "{count} show no sign.",
            count=writer.count(without),
            what=what,
        ),
    ]


def _table(ranked: Sequence[Ranked], names: Mapping[str, str], writer: Writer, *, of_units: bool) -> Table:
    return Table(
        id="table-attention",
        title=writer.say(
            "Các {what} cần chú ý, xếp theo thứ tự",
            "What needs attention, by {what}, the first one first",
            what=_what(writer, of_units=of_units),
        ),
        columns=[
            Column(
                writer.say("Đơn vị", "Unit") if of_units else writer.say("Tổ chức", "Organisation"), "text"
            ),
            Column(writer.say("Dấu hiệu", "Signs")),
            Column(writer.say("Lý do", "Reasons"), "text", 2.2),
        ],
        rows=[[names[one.unit], len(one.kinds), formats.sentence(_reasons(one, writer))] for one in ranked],
        language=writer.language,
        notes=[
            _order(writer, of_units=of_units),
            *writer.say_if(
                of_units,
                "Không tính tỷ lệ kém mức chung không đáng kể, hoặc tính trên dưới {smallest} đối tượng.",
                "A share that is hardly worse than that of all, or of fewer than {smallest}, is no sign.",
                smallest=SMALLEST,
            ),
        ],
    )


def _order(writer: Writer, *, of_units: bool) -> str:
    kinds = KINDS if of_units else OF_ORGANIZATIONS
    return writer.say(
        "Xếp theo số loại dấu hiệu, rồi theo mức độ. Các loại: {kinds}.",
        "In the order of how many kinds of signs, then how grave. The kinds: {kinds}.",
        kinds="; ".join(SIGNS[kind].say(writer.language) for kind in kinds),
    )


def _reasons(one: Ranked, writer: Writer) -> str:
    return "; ".join(say_sign(kind, _of_kind(one, kind), writer) for kind in one.kinds)


def _of_kind(one: Ranked, kind: Kind) -> list[Signal]:
    return [signal for signal in one.signals if signal.kind == kind]
