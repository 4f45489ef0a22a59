"""One item of the apparatus, such as the staff: assigned, cut, remaining, and the goal."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import APPARATUS_MEASURES, ITEMS, SECTORS
from kgreport.views.charts.bars import Bar, BarChart
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.rows import Row, known_columns, rows_of
from kgreport.views.tables import Column, Table
from kgreport.views.texts import note_of
from kgreport.views.view import Section

Years = Mapping[Hashable, Any]
"""``base_year``, ``year`` and ``goal_year`` of the cuts; a year that is not known is 0 or None."""

_COUNTED = ("assigned", "cut_to_date", "goal")
_HEADINGS = {**APPARATUS_MEASURES, "remaining": Phrase("Còn lại", "Remaining")}


def apparatus_section(
    item: str,
    progress: pd.DataFrame,
    cuts: pd.DataFrame,
    edition: Edition,
    *,
    outside: int | None,
    sources: list[str],
) -> Section:
    """Show one item of the apparatus before and after the cuts: sentences, progress, cuts by year, a chart.

    Parameters
    ----------
    item
        Code of the item, such as ``staff``.
    progress
        A row for each sector, the total first with no ``sector``, as `kgreport.stats.apparatus.progress` gives:
        ``assigned, cut_to_date, cut_share, remaining, goal, goal_share``.
    cuts
        By year, a column of cuts for each sector, as `cuts_by_year` gives.
    outside
        Count of the associations, which the total leaves out; None where unknown.
    sources
        Where the figures come from.
    """
    name = ITEMS[item].say(edition.language)
    title = edition.say("Tinh giản {item}", "Streamlining: {item}", item=name)
    rows = [row for row in rows_of(progress) if any(row[code] is not None for code in _COUNTED)]
    years = progress.attrs
    views = note_of(_sentences(rows, years, name, edition))
    if rows:
        views.append(_progress_table(item, rows, years, edition, outside=outside, sources=sources))
    if not cuts.empty:
        views.append(_cuts_table(item, cuts, sources, edition))
    views += _chart(item, rows, years, title, edition)
    return Section(f"apparatus-{item}", title, views)


def _sentences(rows: Sequence[Row], years: Years, name: str, edition: Edition) -> list[str]:
    total = next((row for row in rows if not row["sector"]), None)
    if total is None:
        return []
    return [
        *edition.say_if(
            total["cut_share"] is not None,
            "Từ năm {base} đến năm {year}, đã giảm {cut}/{assigned} {item} (bằng {share}){parts}.",
            "From {base} to {year}, {cut}/{assigned} {item} were cut ({share}){parts}.",
            base=years["base_year"],
            year=years["year"],
            cut=edition.count(total["cut_to_date"]),
            assigned=edition.count(total["assigned"]),
            item=name,
            share=edition.percent(total["cut_share"]),
            parts=_parts(rows, name, edition),
        ),
        *edition.say_if(
            total["goal_share"] is not None,
            "So với mục tiêu giảm đến năm {goal_year}, đã thực hiện {cut}/{goal} (đạt {share}).",
            "Of the goal for {goal_year}, {cut}/{goal} is reached ({share}).",
            goal_year=years["goal_year"],
            cut=edition.count(total["cut_to_date"]),
            goal=edition.count(total["goal"]),
            share=edition.percent(total["goal_share"]),
        ),
    ]


def _parts(rows: Sequence[Row], name: str, edition: Edition) -> str:
    """Name the cuts of the sectors: as what makes up the cut of the total, or as what of it is known."""
    known = [row for row in rows if row["sector"] and row["cut_to_date"] is not None]
    cuts = [
        edition.say(
            "{cut} {item} {sector}",
            "{cut} {sector}",
            cut=edition.count(row["cut_to_date"]),
            item=name,
            sector=edition.term(SECTORS[row["sector"]]),
        )
        for row in known
    ]
    whole = {row["cut_to_date"] for row in rows if not row["sector"]} == {
        sum(row["cut_to_date"] for row in known)
    }
    vi, en = (", gồm {cuts}", ", of them {cuts}") if whole else (", trong đó {cuts}", ", of them {cuts}")
    return edition.say(vi, en, cuts=edition.listing(cuts)) if cuts else ""


def _sector(code: str, edition: Edition) -> str:
    return edition.label(SECTORS[code]) if code else edition.say("Tổng số", "Total")


def _progress_table(
    item: str,
    rows: Sequence[Row],
    years: Years,
    edition: Edition,
    *,
    outside: int | None,
    sources: Sequence[str],
) -> Table:
    columns = {
        "assigned": Column(_heading("assigned", years["base_year"], edition)),
        "cut_to_date": Column(edition.label(_HEADINGS["cut_to_date"])),
        "cut_share": Column(edition.say("Tỷ lệ giảm", "Share cut"), "percent"),
        "remaining": Column(_heading("remaining", years["year"], edition)),
        "goal": Column(_heading("goal", years["goal_year"], edition, until=True)),
        "goal_share": Column(edition.say("Đạt mục tiêu", "Goal reached"), "percent"),
    }
    shown = known_columns(columns, rows)
    return Table(
        id=f"table-apparatus-{item}",
        title=edition.say(
            "{item} được giao, đã giảm và mục tiêu",
            "{item}: assigned, cut, and the goal",
            item=edition.label(ITEMS[item]),
        ),
        unit=edition.unit_of(item),
        columns=[Column(edition.say("Khu vực", "Sector"), "text"), *shown.values()],
        rows=[[_sector(row["sector"], edition), *(row[code] for code in shown)] for row in rows],
        language=edition.language,
        totals=[position for position, row in enumerate(rows) if not row["sector"]],
        notes=[*remaining_note(shown, edition), *_outside_note(item, outside, edition)],
        sources=sources,
    )


def _heading(measure: str, year: int | None, edition: Edition, *, until: bool = False) -> str:
    label = edition.label(_HEADINGS[measure])
    if not year:
        return label
    if until:
        return edition.say("{label} đến {year}", "{label} to {year}", label=label, year=year)
    return f"{label} {year}"


def remaining_note(shown: Collection[str], edition: Edition) -> list[str]:
    """Explain how what remains is derived, where it is among the columns shown."""
    return edition.say_if(
        "remaining" in shown,
        "Còn lại là số suy ra: được giao trừ đã giảm lũy kế.",
        "Remaining is derived: assigned less cut to date.",
    )


def _outside_note(item: str, outside: int | None, edition: Edition) -> list[str]:
    return edition.say_if(
        outside is not None,
        "Ngoài tổng số còn có {count} {item} của các hội.",
        "Another {count} {item} of associations lie outside the total.",
        count=edition.count(outside),
        item=ITEMS[item].say(edition.language),
    )


def _cuts_table(item: str, cuts: pd.DataFrame, sources: Sequence[str], edition: Edition) -> Table:
    unknown = edition.say(
        "“–”: không có số liệu riêng của năm đó.", "“–”: no separate figure is known for that year."
    )
    return Table(
        id=f"table-cuts-{item}",
        title=edition.say(
            "{item} đã giảm từng năm", "{item} cut in each year", item=edition.label(ITEMS[item])
        ),
        unit=edition.unit_of(item),
        columns=[
            Column(edition.say("Năm", "Year"), "year"),
            *(Column(_sector(str(sector), edition)) for sector in cuts.columns),
        ],
        rows=[
            [row["year"], *(row[str(sector)] for sector in cuts.columns)]
            for row in rows_of(cuts.reset_index())
        ],
        language=edition.language,
        notes=[unknown] if cuts.isna().to_numpy().any() else [],
        sources=sources,
    )


def _chart(item: str, rows: Sequence[Row], years: Years, title: str, edition: Edition) -> list[BarChart]:
    bars = [
        bar
        for row in rows
        if row["sector"] and row["remaining"] is not None
        for bar in _before_and_after(row, years, edition)
    ]
    if not bars:
        return []
    parts = "; ".join(f"{bar.name} {bar.label}".strip() for bar in bars)
    generated = edition.say(
        "Biểu đồ thanh, {title}, trước và sau khi giảm. {parts}.",
        "Bar chart, {title}, before and after the cuts. {parts}.",
        title=title,
        parts=parts,
    )
    caption = edition.say(
        "{item} năm {base} và còn lại năm {year}",
        "{item} in {base} and remaining in {year}",
        item=edition.label(ITEMS[item]),
        base=years["base_year"],
        year=years["year"],
    )
    chart = f"chart-apparatus-{item}"
    return [BarChart(id=chart, title=caption, alt=edition.alt(chart, generated), bars=bars)]


def _before_and_after(row: Row, years: Years, edition: Edition) -> list[Bar]:
    before, after = edition.count(row["assigned"]), edition.count(row["remaining"])
    return [
        Bar(_sector(row["sector"], edition), row["assigned"], f"{years['base_year']}: {before}", "muted"),
        Bar("", row["remaining"], f"{years['year']}: {after}"),
    ]
