"""The apparatus beside its staff: units, organisations, deputies and functions, before and after."""

from __future__ import annotations

import pandas as pd

from kgreport.terms.vocabulary import label_of
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.rows import Row, known_columns, rows_of
from kgreport.views.sections.work.apparatus import remaining_note
from kgreport.views.tables import Column, Table
from kgreport.views.texts import note_of
from kgreport.views.view import Section


def apparatus_items_section(
    progress: pd.DataFrame, year: int, edition: Edition, *, sources: list[str]
) -> Section:
    """Show several items of the apparatus before and after the cuts.

    Parameters
    ----------
    progress
        A row for each item and sector, as `kgreport.stats.apparatus.items_progress` gives:
        ``item, sector, base_year, assigned, cut_to_date, cut_share, remaining, goal, goal_share``.
    year
        The year up to which the cuts are summed.
    sources
        Where the figures come from.
    """
    title = edition.say("Sắp xếp tổ chức bộ máy", "Streamlining: organisation")
    rows = rows_of(progress)
    if not rows:
        return Section("apparatus-items", title, [])
    note = note_of(_sentences(rows, year, edition))
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
        "{cut}/{assigned} {item} (bằng {share})",
        "{cut}/{assigned} {item} ({share})",
        cut=edition.count(row["cut_to_date"]),
        assigned=edition.count(row["assigned"]),
        item=label_of(row["item"]).say(edition.language),
        share=edition.percent(row["cut_share"]),
    )


def _table(rows: list[Row], year: int, edition: Edition, sources: list[str]) -> Table:
    bases = {row["base_year"] for row in rows if row["base_year"] is not None}
    since = f" ({min(bases)})" if len(bases) == 1 else ""
    columns = {
        **({"base_year": Column(edition.say("Tính từ năm", "Since"), "year")} if len(bases) > 1 else {}),
        "assigned": Column(edition.say("Trước khi sắp xếp", "Before") + since),
        "cut_to_date": Column(edition.say("Đã giảm", "Cut")),
        "remaining": Column(edition.say("Còn lại năm {year}", "After, in {year}", year=year)),
        "cut_share": Column(edition.say("Tỷ lệ giảm", "Share cut"), "percent"),
        "goal": Column(edition.say("Mục tiêu giảm", "Goal of the cut")),
        "goal_share": Column(edition.say("Đạt mục tiêu", "Goal reached"), "percent"),
    }
    shown = known_columns(columns, rows)
    return Table(
        id="table-apparatus-items",
        title=edition.say(
            "Tổ chức bộ máy trước và sau khi sắp xếp, đến năm {year}",
            "The organisation before and after streamlining, to {year}",
            year=year,
        ),
        columns=[
            Column(edition.say("Nội dung", "What"), "text", 1.4),
            *shown.values(),
        ],
        rows=[
            [
                edition.label(label_of(row["item"], row["sector"])),
                *(row[code] for code in shown),
            ]
            for row in rows
        ],
        language=edition.language,
        notes=remaining_note(shown, edition),
        sources=sources,
    )
