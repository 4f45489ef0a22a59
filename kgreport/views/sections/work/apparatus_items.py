"""The apparatus beside its staff: units, organisations, deputies and functions, before, after, and the goal."""

from __future__ import annotations

import pandas as pd

from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import SECTORS, label_of
from kgreport.views import formats
from kgreport.views.frames.work import APPARATUS
from kgreport.views.sections.facts import tells
from kgreport.views.sections.rows import Row, rows_of
from kgreport.views.sections.work.apparatus import ahead_heading, pace_note, remaining_note
from kgreport.views.sections.work.facts import item_rows
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table
from kgreport.views.texts import note_of
from kgreport.views.view import Section


@tells((APPARATUS, item_rows))
def apparatus_items_section(
    progress: pd.DataFrame, year: int, writer: Writer, *, sources: list[str]
) -> Section:
    """Show several items of the apparatus before and after the cuts.

    Parameters
    ----------
    progress
        A row for each item and sector, as `kgreport.stats.apparatus.items_progress` gives:
        ``item, sector, base_year, goal_year`` and the columns of `progress`.
    year
        The year up to which the cuts are summed.
    sources
        Where the figures come from.
    """
    title = writer.say("Sắp xếp tổ chức bộ máy", "Streamlining: organisation")
    rows = rows_of(progress)
    if not rows:
        return Section("apparatus-items", title, [])
    note = note_of([*_sentences(rows, year, writer), *_pace(rows, writer)])
    return Section("apparatus-items", title, [*note, _table(rows, year, writer, sources)])


def _sentences(rows: list[Row], year: int, writer: Writer) -> list[str]:
    """Write the cuts of the items as wholes, one sentence for each year they are counted from."""
    cut = [row for row in rows if not row["sector"] and row["cut_share"] is not None]
    return [
        writer.say(
            "Từ năm {base} đến năm {year}, đã giảm {items}.",
            "From {base} to {year}, cut were {items}.",
            base=base,
            year=year,
            items=writer.listing([_cut(row, writer) for row in cut if row["base_year"] == base]),
        )
        for base in dict.fromkeys(row["base_year"] for row in cut)
    ]


def _cut(row: Row, writer: Writer) -> str:
    return writer.say(
        "{cut} trong số {assigned} {item} ({share})",
        "{cut} of {assigned} {item} ({share})",
        cut=writer.count(row["cut_to_date"]),
        assigned=writer.count(row["assigned"]),
        item=label_of(row["item"]).say(writer.language),
        share=writer.percent(row["cut_share"]),
    )


_PACES = {
    "reached": Phrase("đã đạt mục tiêu: {items}", "the goal is reached for {items}"),
    "ahead": Phrase("nhanh hơn tiến độ: {items}", "ahead of a straight line to the goal: {items}"),
    "on": Phrase("đúng tiến độ: {items}", "on a straight line to the goal: {items}"),
    "behind": Phrase("chậm so với tiến độ: {items}", "behind a straight line to the goal: {items}"),
    "missed": Phrase("chưa đạt khi đã hết hạn: {items}", "the goal was missed for {items}"),
}


def _pace(rows: list[Row], writer: Writer) -> list[str]:
    """Name the items by how they keep pace with their goals."""
    wholes = [row for row in rows if not row["sector"]]
    said = [
        phrase.say(writer.language, items=writer.listing(of_pace))
        for pace, phrase in _PACES.items()
        if (of_pace := [_of_goal(row, writer) for row in wholes if row["pace"] == pace])
    ]
    return [f"{formats.sentence('; '.join(said))}."] if said else []


def _of_goal(row: Row, writer: Writer) -> str:
    """Name an item with what share of its goal is reached."""
    return f"{label_of(row['item']).say(writer.language)} ({writer.percent(row['goal_share'])})"


def _table(rows: list[Row], year: int, writer: Writer, sources: list[str]) -> Table:
    bases = {row["base_year"] for row in rows if row["base_year"] is not None}
    goals = {row["goal_year"] for row in rows if row["goal_year"] is not None}
    since = f" ({min(bases)})" if len(bases) == 1 else ""
    goal = writer.say("Mục tiêu giảm", "Goal of the cut")
    if len(goals) == 1:
        goal = writer.say("Mục tiêu giảm đến năm {of}", "Goal of the cut to {of}", of=min(goals))
    columns = {
        **({"base_year": Column(writer.say("Tính từ năm", "Since"), "year")} if len(bases) > 1 else {}),
        "assigned": Column(writer.say("Trước khi sắp xếp", "Before") + since),
        "cut_to_date": Column(writer.say("Đã giảm", "Cut")),
        "remaining": Column(writer.say("Còn lại năm {year}", "After, in {year}", year=year)),
        "cut_share": Column(writer.say("Tỷ lệ giảm", "Share cut"), "percent"),
        "goal": Column(writer.say("Số lượng", "Number"), group=goal),
        "goal_share": Column(writer.say("Đã đạt", "Reached"), "percent", group=goal),
        "difference": Column(ahead_heading(writer), "change", group=goal),
    }
    shown = {code: one for code, one in columns.items() if any(row[code] is not None for row in rows)}
    items = {row["item"] for row in rows if not row["sector"]}
    parts = [bool(row["sector"]) and row["item"] in items for row in rows]
    return Table(
        id="table-apparatus-items",
        title=writer.say(
            "Tổ chức bộ máy trước và sau khi sắp xếp, đến năm {year}",
            "The organisation before and after streamlining, to {year}",
            year=year,
        ),
        columns=[Column(writer.say("Nội dung", "What"), "text", 1.4), *shown.values()],
        rows=[
            [_name(row, writer, is_part=is_part), *(row[code] for code in shown)]
            for row, is_part in zip(rows, parts, strict=True)
        ],
        language=writer.language,
        indents={position: 1 for position, is_part in enumerate(parts) if is_part},
        notes=[
            *remaining_note(shown, writer),
            *(pace_note({"due"}, None, writer) if "difference" in shown else []),
        ],
        sources=sources,
    )


def _name(row: Row, writer: Writer, *, is_part: bool) -> str:
    """Name a row: a sector alone, where its item stands above it."""
    return writer.label(SECTORS[row["sector"]] if is_part else label_of(row["item"], row["sector"]))
