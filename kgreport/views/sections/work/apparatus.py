"""The apparatus: what was assigned, what was cut, what remains, how far the goal is reached."""

from __future__ import annotations

import pandas as pd

from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import APPARATUS_MEASURES, ITEMS, SECTORS
from kgreport.views import formats
from kgreport.views.charts.bars import Bar, Chart
from kgreport.views.sections.wording import Edition, Row, rows_of
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

_COUNTED = ("assigned", "cut_to_date", "goal")
HEADINGS = {**APPARATUS_MEASURES, "remaining": Phrase("Còn lại", "Remaining")}


def apparatus_section(
    item: str,
    progress: pd.DataFrame,
    cuts: pd.DataFrame,
    edition: Edition,
    *,
    outside: int | None,
    sources: list[str],
) -> Section:
    """Show one item of the apparatus before and after the cuts.

    Parameters
    ----------
    item
        Code of the item, such as ``staff``.
    progress, cuts
        As `kgreport.stats.apparatus.progress` and `cuts_by_year` give.
    edition
        For whom.
    outside
        Count of the associations, which lie outside the total; None where unknown.
    sources
        Where the figures come from.
    """
    name = ITEMS[item]
    title = edition.say("Tinh giản {item}", "Streamlining: {item}", item=name.say(edition.language))
    rows = [row for row in rows_of(progress) if any(row[code] is not None for code in _COUNTED)]
    said = _sentences(rows, progress, name.say(edition.language), edition)
    views: list[View] = [Note(said)] if said else []
    if rows:
        views.append(_progress_table(item, rows, progress, edition, outside=outside, sources=sources))
    if not cuts.empty:
        views.append(_cuts_table(item, cuts, sources, edition))
    views += _chart(item, rows, progress, title, edition)
    return Section(f"apparatus-{item}", title, views)


def _sentences(rows: list[Row], progress: pd.DataFrame, name: str, edition: Edition) -> list[str]:
    total, years = next((row for row in rows if not row["sector"]), None), progress.attrs
    said: list[str] = []
    if total is None:
        return said
    if total["cut_share"] is not None:
        said.append(
            edition.say(
                "Từ năm {base} đến năm {year}, đã giảm {cut}/{assigned} {item} (bằng {share}){parts}.",
                "From {base} to {year}, {cut}/{assigned} {item} were cut ({share}){parts}.",
                base=years["base_year"],
                year=years["year"],
                cut=edition.count(total["cut_to_date"]),
                assigned=edition.count(total["assigned"]),
                item=name,
                share=edition.percent(total["cut_share"]),
                parts=_parts(rows, name, edition),
            )
        )
    if total["goal_share"] is not None:
        said.append(
            edition.say(
                "So với mục tiêu giảm đến năm {goal_year}, đã thực hiện {cut}/{goal} (đạt {share}).",
                "Of the goal for {goal_year}, {cut}/{goal} is reached ({share}).",
                goal_year=years["goal_year"],
                cut=edition.count(total["cut_to_date"]),
                goal=edition.count(total["goal"]),
                share=edition.percent(total["goal_share"]),
            )
        )
    return said


def _parts(rows: list[Row], name: str, edition: Edition) -> str:
    known = [
        edition.say(
            "{cut} {item} {sector}",
            "{cut} {sector}",
            cut=edition.count(row["cut_to_date"]),
            item=name,
            sector=edition.term(SECTORS[row["sector"]]),
        )
        for row in rows
        if row["sector"] and row["cut_to_date"] is not None
    ]
    return f", {edition.say('gồm', 'of them')} {formats.listing(known, edition.language)}" if known else ""


def _sector(code: str, edition: Edition) -> str:
    return edition.label(SECTORS[code]) if code else edition.say("Tổng số", "Total")


def _progress_table(
    item: str,
    rows: list[Row],
    progress: pd.DataFrame,
    edition: Edition,
    *,
    outside: int | None,
    sources: list[str],
) -> Table:
    years = progress.attrs
    columns = [
        ("assigned", Column(_heading("assigned", years["base_year"], edition))),
        ("cut_to_date", Column(edition.label(HEADINGS["cut_to_date"]))),
        ("cut_share", Column(edition.say("Tỷ lệ giảm", "Share cut"), "percent")),
        ("remaining", Column(_heading("remaining", years["year"], edition))),
        ("goal", Column(_heading("goal", years["goal_year"], edition, until=True))),
        ("goal_share", Column(edition.say("Đạt mục tiêu", "Goal reached"), "percent")),
    ]
    shown = [(code, column) for code, column in columns if any(row[code] is not None for row in rows)]
    title = edition.say(
        "{item} được giao, đã giảm và mục tiêu",
        "{item}: assigned, cut, and the goal",
        item=edition.label(ITEMS[item]),
    )
    return Table(
        id=f"table-apparatus-{item}",
        title=title,
        unit=edition.unit_of(item),
        columns=[Column(edition.say("Khu vực", "Sector"), "text"), *(column for _, column in shown)],
        rows=[[_sector(row["sector"], edition), *(row[code] for code, _ in shown)] for row in rows],
        language=edition.language,
        totals=[position for position, row in enumerate(rows) if not row["sector"]],
        notes=[*remaining_note([code for code, _ in shown], edition), *_outside_note(item, outside, edition)],
        sources=sources,
    )


def _heading(measure: str, year: int | None, edition: Edition, *, until: bool = False) -> str:
    label = edition.label(HEADINGS[measure])
    if not year:
        return label
    if until:
        return edition.say("{label} đến {year}", "{label} to {year}", label=label, year=year)
    return f"{label} {year}"


def remaining_note(shown: list[str], edition: Edition) -> list[str]:
    """Say how what remains is derived, where it is among the columns shown."""
    if "remaining" not in shown:
        return []
    return [
        edition.say(
            "Còn lại là số suy ra: được giao trừ đã giảm lũy kế.",
            "Remaining is derived: assigned less cut to date.",
        )
    ]


def _outside_note(item: str, outside: int | None, edition: Edition) -> list[str]:
    if outside is None:
        return []
    return [
        edition.say(
            "Ngoài tổng số còn có {count} {item} của các hội.",
            "Another {count} {item} of associations lie outside the total.",
            count=edition.count(outside),
            item=ITEMS[item].say(edition.language),
        )
    ]


def _cuts_table(item: str, cuts: pd.DataFrame, sources: list[str], edition: Edition) -> Table:
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
        notes=[
            edition.say(
                "“–”: không có số liệu riêng của năm đó.", "“–”: no separate figure is known for that year."
            )
        ]
        if cuts.isna().to_numpy().any()
        else [],
        sources=sources,
    )


def _chart(item: str, rows: list[Row], progress: pd.DataFrame, title: str, edition: Edition) -> list[View]:
    years = progress.attrs
    bars: list[Bar] = []
    for row in rows:
        if row["sector"] and row["remaining"] is not None:
            before, after = edition.count(row["assigned"]), edition.count(row["remaining"])
            bars.append(
                Bar(
                    _sector(row["sector"], edition),
                    row["assigned"],
                    f"{years['base_year']}: {before}",
                    "muted",
                )
            )
            bars.append(Bar("", row["remaining"], f"{years['year']}: {after}"))
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
    return [Chart(id=chart, title=caption, alt=edition.alt(chart, generated), bars=bars)]
