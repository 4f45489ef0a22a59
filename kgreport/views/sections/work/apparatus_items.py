"""The apparatus beside its staff: units, organisations, deputies and functions, before, after, and the goal."""

from __future__ import annotations

import pandas as pd

from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import SECTORS, label_of
from kgreport.views import formats
from kgreport.views.frames.work import APPARATUS
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.facts import tells
from kgreport.views.sections.rows import Row, known_columns, rows_of
from kgreport.views.sections.work.apparatus import ahead_heading, pace_note, remaining_note
from kgreport.views.sections.work.facts import item_rows
from kgreport.views.tables import Column, Table
from kgreport.views.texts import note_of
from kgreport.views.view import Section


@tells((APPARATUS, item_rows))
def apparatus_items_section(
    progress: pd.DataFrame, year: int, edition: Edition, *, sources: list[str]
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
    title = edition.say("Sắp xếp tổ chức bộ máy", "Streamlining: organisation")
    rows = rows_of(progress)
    if not rows:
        return Section("apparatus-items", title, [])
    note = note_of([*_sentences(rows, year, edition), *_pace(rows, edition)])
    return Section("apparatus-items", title, [*note, _table(rows, year, edition, sources)])


def _sentences(rows: list[Row], year: int, edition: Edition) -> list[str]:
    """Write the cuts of the items as wholes, one sentence for each year they are counted from."""
    cut = [row for row in rows if not row["sector"] and row["cut_share"] is not None]
    return [
        edition.say(
            "Từ năm {base} đến năm {year}, đã giảm {items}.",
            "From {base} to {year}, cut were {items}.",
            base=base,
            year=year,
            items=edition.listing([_cut(row, edition) for row in cut if row["base_year"] == base]),
        )
        for base in dict.fromkeys(row["base_year"] for row in cut)
    ]


def _cut(row: Row, edition: Edition) -> str:
    return edition.say(
        "{cut} trong số {assigned} {item} ({share})",
        "{cut} of {assigned} {item} ({share})",
        cut=edition.count(row["cut_to_date"]),
        assigned=edition.count(row["assigned"]),
        item=label_of(row["item"]).say(edition.language),
        share=edition.percent(row["cut_share"]),
    )


_PACES = {
    "reached": Phrase("đã đạt mục tiêu: {items}", "the goal is reached for {items}"),
    "ahead": Phrase("nhanh hơn tiến độ: {items}", "ahead of a straight line to the goal: {items}"),
    "on": Phrase("đúng tiến độ: {items}", "on a straight line to the goal: {items}"),
    "behind": Phrase("chậm so với tiến độ: {items}", "behind a straight line to the goal: {items}"),
    "missed": Phrase("chưa đạt khi đã hết hạn: {items}", "the goal was missed for {items}"),
}


def _pace(rows: list[Row], edition: Edition) -> list[str]:
    """Name the items by how they keep pace with their goals."""
    wholes = [row for row in rows if not row["sector"]]
    said = [
        phrase.say(edition.language, items=edition.listing([_of_goal(row, edition) for row in of_pace]))
        for pace, phrase in _PACES.items()
        if (of_pace := [row for row in wholes if row["pace"] == pace])
    ]
    return [f"{formats.sentence('; '.join(said))}."] if said else []


def _of_goal(row: Row, edition: Edition) -> str:
    """Name an item with what share of its goal is reached."""
    return f"{label_of(row['item']).say(edition.language)} ({edition.percent(row['goal_share'])})"


def _table(rows: list[Row], year: int, edition: Edition, sources: list[str]) -> Table:
    bases = {row["base_year"] for row in rows if row["base_year"] is not None}
    goals = {row["goal_year"] for row in rows if row["goal_year"] is not None}
    since = f" ({min(bases)})" if len(bases) == 1 else ""
    goal = edition.say("Mục tiêu giảm", "Goal of the cut")
    if len(goals) == 1:
        goal = edition.say("Mục tiêu giảm đến năm {of}", "Goal of the cut to {of}", of=min(goals))
    columns = {
        **({"base_year": Column(edition.say("Tính từ năm", "Since"), "year")} if len(bases) > 1 else {}),
        "assigned": Column(edition.say("Trước khi sắp xếp", "Before") + since),
        "cut_to_date": Column(edition.say("Đã giảm", "Cut")),
        "remaining": Column(edition.say("Còn lại năm {year}", "After, in {year}", year=year)),
        "cut_share": Column(edition.say("Tỷ lệ giảm", "Share cut"), "percent"),
        "goal": Column(edition.say("Số lượng", "Number"), group=goal),
        "goal_share": Column(edition.say("Đã đạt", "Reached"), "percent", group=goal),
        "difference": Column(ahead_heading(edition), "change", group=goal),
    }
    shown = known_columns(columns, rows)
    items = {row["item"] for row in rows if not row["sector"]}
    parts = [bool(row["sector"]) and row["item"] in items for row in rows]
    return Table(
        id="table-apparatus-items",
        title=edition.say(
            "Tổ chức bộ máy trước và sau khi sắp xếp, đến năm {year}",
            "The organisation before and after streamlining, to {year}",
            year=year,
        ),
        columns=[Column(edition.say("Nội dung", "What"), "text", 1.4), *shown.values()],
        rows=[
            [_name(row, edition, is_part=is_part), *(row[code] for code in shown)]
            for row, is_part in zip(rows, parts, strict=True)
        ],
        language=edition.language,
        indents={position: 1 for position, is_part in enumerate(parts) if is_part},
        notes=[
            *remaining_note(shown, edition),
            *(pace_note({"due"}, None, edition) if "difference" in shown else []),
        ],
        sources=sources,
    )


def _name(row: Row, edition: Edition, *, is_part: bool) -> str:
    """Name a row: a sector alone, where its item stands above it."""
    return edition.label(SECTORS[row["sector"]] if is_part else label_of(row["item"], row["sector"]))
