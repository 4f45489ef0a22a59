"""The units below side by side: how each was rated, and which are above or below the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.stats.units import COMPARED
from kgreport.views.charts.bars import Bar, BarChart
from kgreport.views.formats import as_printed
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.ids import scope_id
from kgreport.views.sections.notes import Originals, of_base
from kgreport.views.sections.ratings.compared_units import (
    ComparedUnits,
    Printed,
    is_unit_known,
    printed_sources,
)
from kgreport.views.sections.ratings.reasons import bar_chart
from kgreport.views.sections.rows import Row, rows_of
from kgreport.views.tables import Column, Table
from kgreport.views.texts import note_of
from kgreport.views.view import Section

_ALL_DRAWN, _ENDS_DRAWN = 14, 5
"""So many units are all drawn; of more, so many from each end."""

NAMED = 3
"""If there are more units or sources than this, they are counted and not all named."""


def units_section(
    compared: pd.DataFrame,
    names: Mapping[str, str],
    originals: Mapping[str, Originals],
    scope: Scope,
    edition: Edition,
    *,
    printed: Printed = MappingProxyType({}),
) -> Section:
    """Show units side by side; left out where fewer than two have figures.

    Parameters
    ----------
    compared
        A row for each unit and one for the whole, as `kgreport.stats.units.compare_units` gives: ``unit, whole``,
        the counts by measure, and ``share_…`` of each; ranked by a measure.
    names
        Names of the units, by code.
    originals
        By unit, counts before records were rated anew.
    scope
        Subject and tier that were rated.
    printed
        By unit and column, what was printed.
    """
    title = edition.say("So sánh giữa các đơn vị: {subject}", "Units compared: {subject}", scope)
    name = f"units-{scope_id(scope)}"
    rows = rows_of(compared)
    base = compared.attrs["base"]
    shown = _shown(rows, base, printed)
    units = [{**row, "name": names[row["unit"]]} for row in rows if not row["whole"]]
    if sum(is_unit_known(unit, shown, printed) for unit in units) < 2:
        return Section(name, title, [])
    of = ComparedUnits(
        units=units,
        whole={**rows[-1], "name": edition.whole},
        base=base,
        ranked_by=compared.attrs["ranked_by"],
        shown=shown,
        sources=_sources([*compared.attrs["sources"], *printed_sources(rows, printed)], edition),
        printed=printed,
        scope=scope,
        edition=edition,
    )
    views = note_of([*_ranking(of), *_unknown(of)])
    views += [_shares_table(of)] if of.ranked_by or printed else []
    views.append(_counts_table(of, originals))
    views += [_chart(of)] if of.ranked_by else []
    return Section(name, title, views)


def _shown(rows: Sequence[Row], base: str, printed: Printed) -> list[str]:
    """Choose the measures that are known of any unit; a sum of levels where the levels are not enough."""
    codes = (base, *COMPARED)
    known = [code for code in codes if any(is_unit_known(row, [code], printed) for row in rows)]
    enough = all(row["fulfilled_or_better"] is None or row["fulfilled"] is not None for row in rows)
    return [code for code in known if not (enough and code == "fulfilled_or_better")]


def _sources(named: Sequence[str], edition: Edition) -> list[str]:
    """Name a few sources; of many, count the rest."""
    named = list(dict.fromkeys(named))
    if len(named) <= NAMED + 1:
        return named
    more = edition.say("{more} nguồn khác", "{more} more", more=edition.count(len(named) - NAMED))
    return [*named[:NAMED], more]


def _ranking(of: ComparedUnits) -> list[str]:
    """Name the highest and the lowest units, and count those below the whole."""
    ranked = [unit for unit in of.units if of.ranked_by and unit[of.share] is not None]
    if not ranked:
        return []
    edition, high, low = of.edition, ranked[0][of.share], ranked[-1][of.share]
    of_all = edition.say(" (trên tổng số)", " (of all)") if of.base == "total" else ""
    given = {
        "known": edition.count(len(ranked)),
        "subject": edition.subject(of.scope),
        "measure": edition.measure_term(of.scope.subject, of.ranked_by) + of_all,
        "high": edition.percent(high),
        "low": edition.percent(low),
        "highest": _names(_with_share(ranked, high, of), NAMED, edition),
        "lowest": _names(_with_share(ranked, low, of), NAMED, edition),
    }
    if as_printed(high) == as_printed(low):
        return edition.say_if(
            ranked,
            "{known} đơn vị có số liệu có cùng tỷ lệ {subject} {measure}: {high}.",
            "The {known} units with figures have the same share of {subject} rated {measure}: {high}.",
            **given,
        )
    sentence = edition.say(
        "Trong {known} đơn vị có số liệu, tỷ lệ {subject} {measure} cao nhất là {highest} ({high}), thấp nhất là {lowest} ({low}).",
        "Of {known} units with figures, the share of {subject} rated {measure} is highest in {highest} ({high}), lowest in {lowest} ({low}).",
        **given,
    )
    return [sentence] if of.whole[of.share] is None else [sentence, _below_the_whole(ranked, of)]


def _with_share(ranked: Sequence[Row], share: float, of: ComparedUnits) -> list[str]:
    """Name the units whose share is printed alike."""
    return [unit["name"] for unit in ranked if as_printed(unit[of.share]) == as_printed(share)]


def _below_the_whole(ranked: Sequence[Row], of: ComparedUnits) -> str:
    edition, whole = of.edition, of.whole[of.share]
    below = sum(as_printed(unit[of.share]) < as_printed(whole) for unit in ranked)
    vi, en = (
        "{below} đơn vị thấp hơn tỷ lệ chung ({share}).",
        "Below the share of the whole ({share}): {below}.",
    )
    if not below:
        vi, en = (
            "Không có đơn vị nào thấp hơn tỷ lệ chung ({share}).",
            "None is below the share of the whole ({share}).",
        )
    return edition.say(vi, en, share=edition.percent(whole), below=edition.count(below))


def _unknown(of: ComparedUnits) -> list[str]:
    """Name the units that have no figures."""
    unknown = [unit["name"] for unit in of.units if not is_unit_known(unit, of.shown, of.printed)]
    return of.edition.say_if(
        unknown,
        "Chưa có số liệu của {units}; trong bảng ghi “–”.",
        "No figures are known of {units}; the table shows “–”.",
        units=_names(unknown, 2 * NAMED, of.edition),
    )


def _names(names: Sequence[str], most: int, edition: Edition) -> str:
    """Name a few units, or count them."""
    if len(names) <= most:
        return edition.listing(names)
    return edition.say("{count} đơn vị", "{count} units", count=edition.count(len(names)))


def _shares_table(of: ComparedUnits) -> Table:
    edition = of.edition
    ranking = [of.ranked_by] if of.ranked_by else []
    codes = [*ranking, *(code for code in of.shown if code not in (of.base, *ranking))]
    base, *labels = (edition.measure_label(of.scope.subject, code) for code in (of.base, *codes))
    return of.table(
        "table-units-shares",
        edition.title(
            "{subject}: tỷ lệ xếp loại theo đơn vị, năm {year}", "{subject}: shares by unit, {year}", of.scope
        ),
        [Column(base), *(Column(label, "percent") for label in labels)],
        [of.base, *(f"share_{code}" for code in codes)],
        unit=of_base(of.base, edition),
        restated={},
    )


def _counts_table(of: ComparedUnits, originals: Mapping[str, Originals]) -> Table:
    edition, year, subject = of.edition, of.scope.year, of.scope.subject
    restated = {
        (position, column): (
            year,
            f"{row['name']}, {edition.measure_term(subject, code)}",
            originals[row["unit"]][year, code],
        )
        for position, row in enumerate(of.rows)
        for column, code in enumerate(of.shown, start=1)
        if (year, code) in originals.get(row["unit"], {})
    }
    return of.table(
        "table-units",
        edition.title(
            "{subject}: số lượng theo đơn vị, năm {year}", "{subject}: counts by unit, {year}", of.scope
        ),
        [Column(edition.measure_label(subject, code)) for code in of.shown],
        of.shown,
        unit=edition.unit_of(subject),
        restated=restated,
    )


def _chart(of: ComparedUnits) -> BarChart:
    """Draw the share that ranks: of all units, or of those at both ends; the whole among them, muted."""
    edition = of.edition
    units = [unit for unit in of.units if unit[of.share] is not None]
    drawn = units if len(units) <= _ALL_DRAWN else [*units[:_ENDS_DRAWN], *units[-_ENDS_DRAWN:]]
    whole = [of.whole] if of.whole[of.share] is not None else []
    bars = [
        Bar(row["name"], row[of.share], edition.percent(row[of.share]), "muted" if row["whole"] else "plain")
        for row in sorted([*drawn, *whole], key=lambda row: -row[of.share])
    ]
    title = edition.title(
        "{subject}: tỷ lệ {measure} theo đơn vị, năm {year}",
        "{subject}: share rated {measure} by unit, {year}",
        of.scope,
        measure=edition.measure_term(of.scope.subject, of.ranked_by),
    )
    ends = edition.say(
        "; {n} đơn vị cao nhất và {n} đơn vị thấp nhất", "; the {n} highest and the {n} lowest", n=_ENDS_DRAWN
    )
    some = len(drawn) < len(units)
    return bar_chart(f"chart-units-{scope_id(of.scope)}", title + (ends if some else ""), bars, edition)
