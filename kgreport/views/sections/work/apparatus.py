"""One item of the apparatus, such as the staff: assigned, cut, remaining, and the pace towards the goal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import APPARATUS_MEASURES, ITEMS, SECTORS
from kgreport.views import formats
from kgreport.views.frames.layout import Facts
from kgreport.views.frames.work import APPARATUS, CUTS
from kgreport.views.sections.facts import with_facts
from kgreport.views.sections.rows import Row, rows_of
from kgreport.views.sections.work.facts import apparatus_rows, cut_rows, sector_label
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table
from kgreport.views.texts import note_of
from kgreport.views.view import Section

Years = Mapping[Hashable, Any]
"""``base_year``, ``year`` and ``goal_year`` of the cuts; a year that is not known is 0 or None."""

_COUNTED = ("assigned", "cut_to_date", "goal")
_HEADINGS = {**APPARATUS_MEASURES, "remaining": Phrase("Còn lại", "Remaining")}

_PACES = {
    "reached": Phrase("đã đạt mục tiêu", "the goal is reached"),
    "ahead": Phrase(
        "nhanh hơn tiến độ {difference} {item}", "this is {difference} ahead of a straight line to the goal"
    ),
    "on": Phrase("đúng tiến độ", "this is on a straight line to the goal"),
    "behind": Phrase(
        "chậm so với tiến độ {difference} {item}", "this is {difference} behind a straight line to the goal"
    ),
    "missed": Phrase("chưa đạt mục tiêu khi đã hết hạn", "the goal was missed"),
}
"""What is said of each verdict of `kgreport.stats.apparatus.pace_of`."""


def apparatus_section(
    item: str,
    progress: pd.DataFrame,
    cuts: pd.DataFrame,
    writer: Writer,
    *,
    outside: int | None,
    sources: list[str],
) -> Section:
    """Show one item of the apparatus before and after the cuts, and its pace: sentences and one table.

    Parameters
    ----------
    item
        Code of the item, such as ``staff``.
    progress
        A row for each sector, the total first with no ``sector``, as `kgreport.stats.apparatus.progress` gives:
        ``assigned, cut_to_date, cut_share, remaining, goal, goal_share, due, due_share, difference, pace``.
    cuts
        By year, a column of cuts for each sector, as `cuts_by_year` gives.
    outside
        Count of the associations, which the total leaves out; None where unknown.
    sources
        Where the figures come from.
    """
    name = ITEMS[item].say(writer.language)
    title = writer.say("Tinh giản {item}", "Streamlining: {item}", item=name)
    rows = [row for row in rows_of(progress) if any(row[code] is not None for code in _COUNTED)]
    years = progress.attrs
    views = note_of(_sentences(rows, years, name, writer))
    if rows or not cuts.empty:
        known = {code for row in rows for code in row if row[code] is not None}
        notes = [
            *remaining_note(known, writer),
            *pace_note(known, years["goal_year"], writer),
            *_outside_note(item, outside, writer),
        ]
        views.append(_table(item, rows, cuts, years, writer, notes=notes, sources=sources))
    told = [
        Facts(APPARATUS, partial(apparatus_rows, item, rows, years, writer)),
        Facts(CUTS, partial(cut_rows, item, cuts, writer)),
    ]
    return with_facts(Section(f"apparatus-{item}", title, views), told)


def _sentences(rows: Sequence[Row], years: Years, name: str, writer: Writer) -> list[str]:
    total = next((row for row in rows if not row["sector"]), None)
    if total is None:
        return []
    return [
        *writer.say_if(
            total["cut_share"] is not None,
            "Từ năm {base} đến năm {year}, trong {assigned} {item} được giao, đã giảm {cut} {item} ({share}){parts}.",
            "Of the {assigned} {item} assigned in {base}, {cut} were cut by {year} ({share}){parts}.",
            base=years["base_year"],
            year=years["year"],
            cut=writer.count(total["cut_to_date"]),
            assigned=writer.count(total["assigned"]),
            item=name,
            share=writer.percent(total["cut_share"]),
            parts=_parts(rows, name, writer),
        ),
        *writer.say_if(
            total["goal_share"] is not None,
            "So với mục tiêu giảm {goal} {item} đến năm {goal_year}, đã đạt {share}{pace}.",
            "Of the goal of {goal} for {goal_year}, {share} is reached{pace}.",
            goal_year=years["goal_year"],
            goal=writer.count(total["goal"]),
            item=name,
            share=writer.percent(total["goal_share"]),
            pace=_pace(total, years, name, writer),
        ),
    ]


def _pace(total: Row, years: Years, name: str, writer: Writer) -> str:
    """Say whether the goal is kept pace with, and what is assumed."""
    if not total["pace"]:
        return ""
    said = _PACES[total["pace"]].say(
        writer.language, difference=writer.count(abs(total["difference"])), item=name
    )
    if total["pace"] in ("reached", "missed"):
        return f", {said}" if writer.language == "vi" else f"; {said}"
    return writer.say(
        ", {said} (nếu giảm đều từ năm {base} thì đến năm {year} cần đạt {share}, bằng {due} {item})",
        "; {said} (cut evenly from {base}, {share} is due by {year}, which is {due})",
        said=said,
        base=years["base_year"],
        year=years["year"],
        share=writer.percent(total["due_share"]),
        due=writer.count(total["due"]),
        item=name,
    )


def _parts(rows: Sequence[Row], name: str, writer: Writer) -> str:
    """Name the cuts of the sectors: as what makes up the cut of the total, or as what of it is known."""
    known = [row for row in rows if row["sector"] and row["cut_to_date"] is not None]
    cuts = [
        writer.say(
            "{cut} {item} {sector}",
            "{cut} {sector}",
            cut=writer.count(row["cut_to_date"]),
            item=name,
            sector=writer.term(SECTORS[row["sector"]]),
        )
        for row in known
    ]
    whole = {row["cut_to_date"] for row in rows if not row["sector"]} == {
        sum(row["cut_to_date"] for row in known)
    }
    vi, en = (", gồm {cuts}", ", of them {cuts}") if whole else (", trong đó {cuts}", ", of them {cuts}")
    return writer.say(vi, en, cuts=writer.listing(cuts)) if cuts else ""


_Line = tuple[str, Sequence[str | None], bool]
"""The name of a line, a text for each sector, and whether it is a part of a line above."""


def _table(
    item: str,
    rows: Sequence[Row],
    cuts: pd.DataFrame,
    years: Years,
    writer: Writer,
    *,
    notes: Sequence[str],
    sources: Sequence[str],
) -> Table:
    """Lay the figures out one below the other, a column for each sector; what is known of none is left out."""
    known = {row["sector"] for row in rows} | {*cuts.columns[cuts.notna().any()]}
    sectors = [str(sector) for sector in cuts.columns if sector in known]
    lines = [line for line in _lines(rows, cuts, sectors, years, writer) if any(line[1])]
    unknown = any(value is None for _, values, _ in lines for value in values)
    return Table(
        id=f"table-apparatus-{item}",
        title=writer.say(
            "{item} được giao, đã giảm và mục tiêu",
            "{item}: assigned, cut, and the goal",
            item=writer.label(ITEMS[item]),
        ),
        unit=writer.unit_of(item),
        columns=[
            Column(writer.say("Nội dung", "What"), "text"),
            *(Column(sector_label(sector, writer)) for sector in sectors),
        ],
        rows=[[name, *values] for name, values, _ in lines],
        language=writer.language,
        indents={position: 1 for position, (*_, part) in enumerate(lines) if part},
        notes=[*writer.say_if(unknown, "“–”: chưa có số liệu.", "“–”: not known."), *notes],
        sources=sources,
    )


def _lines(
    rows: Sequence[Row], cuts: pd.DataFrame, sectors: Sequence[str], years: Years, writer: Writer
) -> Iterator[_Line]:
    """Write the lines of the table."""
    of = {row["sector"]: row for row in rows}

    def line(name: str, code: str, write: Callable[[Any], str] = writer.count) -> _Line:
        values = [of.get(sector, {}).get(code) for sector in sectors]
        return name, [None if value is None else write(value) for value in values], False

    yield line(_heading("assigned", years["base_year"], writer), "assigned")
    yield (to_date := line(_heading("cut_to_date", years["year"], writer, until=True), "cut_to_date"))
    is_part = any(to_date[1])
    for row in rows_of(cuts.reset_index()):
        named = ("năm {of}", "in {of}") if is_part else ("Đã giảm trong năm {of}", "Cut in {of}")
        values = [None if row[one] is None else writer.count(row[one]) for one in sectors]
        yield writer.say(*named, of=row["year"]), values, is_part
    yield line(writer.say("Tỷ lệ giảm", "Share cut"), "cut_share", writer.percent)
    yield line(_heading("remaining", years["year"], writer), "remaining")
    yield line(_heading("goal", years["goal_year"], writer, until=True), "goal")
    yield line(writer.say("Tỷ lệ đạt mục tiêu", "Share of the goal reached"), "goal_share", writer.percent)
    due = writer.say("Cần giảm đến năm {of} theo tiến độ", "Due by {of}", of=years["year"])
    yield line(due, "due")
    yield line(ahead_heading(writer), "difference", lambda number: formats.change(number, writer.language))


def ahead_heading(writer: Writer) -> str:
    """Head how many more were cut than the pace asks for."""
    return writer.say("Nhanh (+), chậm (−)", "Ahead (+), behind (−)")


def _heading(measure: str, year: int | None, writer: Writer, *, until: bool = False) -> str:
    label, to = writer.label(_HEADINGS[measure]), " đến" if until else ""
    return writer.say("{label}{to} năm {of}", "{label}, {of}", label=label, to=to, of=year) if year else label


def remaining_note(shown: Collection[str], writer: Writer) -> list[str]:
    """Explain how what remains is derived, where it is among what is shown."""
    return writer.say_if(
        "remaining" in shown,
        "Còn lại là số suy ra: được giao trừ đã giảm lũy kế.",
        "Remaining is derived: assigned less cut to date.",
    )


def pace_note(shown: Collection[str], goal_year: int | None, writer: Writer) -> list[str]:
    """Say what the pace assumes, where it is among what is shown."""
    return writer.say_if(
        "due" in shown,
        "Tiến độ tính theo giả định giảm đều mỗi năm cho đến mục tiêu{goal_year}.",
        "The pace assumes that as many are cut in each year until the goal{goal_year}.",
        goal_year=writer.say(" năm {of}", " of {of}", of=goal_year) if goal_year else "",
    )


def _outside_note(item: str, outside: int | None, writer: Writer) -> list[str]:
    return writer.say_if(
        outside is not None,
        "Ngoài tổng số còn có {count} {item} của các hội.",
        "Another {count} {item} of associations lie outside the total.",
        count=writer.count(outside),
        item=ITEMS[item].say(writer.language),
    )
