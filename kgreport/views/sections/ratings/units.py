"""The units below side by side: how each was rated, against the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.stats.units import COMPARED
from kgreport.terms.vocabulary import label_of
from kgreport.views import formats
from kgreport.views.charts.bars import Bar, Chart
from kgreport.views.sections.ratings.levels import bar_chart, scope_id, titled
from kgreport.views.sections.ratings.restated import Originals, restated_note
from kgreport.views.sections.ratings.unit_ranking import NAMED, Compared, ranking_sentences, unknown_sentence
from kgreport.views.sections.wording import Edition, Row, rows_of
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

_ALL_DRAWN, _ENDS_DRAWN = 14, 5
"""So many units are all drawn; of more, so many from each end."""


def units_section(
    compared: pd.DataFrame,
    names: Mapping[str, str],
    originals: Mapping[str, Originals],
    scope: Scope,
    edition: Edition,
) -> Section:
    """Show units side by side; left out where fewer than two have figures.

    Parameters
    ----------
    compared
        As `kgreport.stats.units.compare_units` gives.
    names
        Names of the units, by code.
    originals
        By unit, what restated figures were before.
    scope
        Who was rated.
    edition
        For whom.
    """
    name = scope_id(scope)
    title = edition.say(
        "So sánh giữa các đơn vị: {who}",
        "Units compared: {who}",
        who=label_of(scope.subject, scope.tier).say(edition.language),
    )
    rows = [{**row, "name": _name(row, names, edition)} for row in rows_of(compared)]
    units = [row for row in rows if not row["whole"]]
    shown = _shown(rows)
    if sum(any(row[code] is not None for code in shown) for row in units) < 2:
        return Section(f"units-{name}", title, [])
    by = str(compared.attrs["ranked_by"])
    of = Compared(
        rows=rows,
        by=by,
        shown=shown,
        sources=_sources(compared.attrs["sources"], edition),
        scope=scope,
        edition=edition,
    )
    said = [*ranking_sentences(of), *unknown_sentence(of)]
    views: list[View] = [Note(said)] if said else []
    views += [_shares_table(of)] if by else []
    views.append(_counts_table(of, originals))
    views += [_chart(of)] if by else []
    return Section(f"units-{name}", title, views)


def _name(row: Row, names: Mapping[str, str], edition: Edition) -> str:
    if row["whole"]:
        return edition.unit or edition.say("Toàn đảng bộ", "The whole organisation")
    return names[str(row["unit"])]


def _shown(rows: Sequence[Row]) -> list[str]:
    """Choose the measures that are known of any unit; a sum of levels where the levels are not enough."""
    known = [code for code in COMPARED if any(row[code] is not None for row in rows)]
    enough = all(row["fulfilled_or_better"] is None or row["fulfilled"] is not None for row in rows)
    return [code for code in known if not (enough and code == "fulfilled_or_better")]


def _shares_table(of: Compared) -> Table:
    edition = of.edition
    measures = [of.by, *(code for code in of.shown if code not in ("rated", of.by))]
    return Table(
        id=of.id("table-units-shares"),
        title=titled(
            "{who}: tỷ lệ xếp loại theo đơn vị, năm {year}",
            "{who}: shares by unit, {year}",
            of.scope,
            edition,
        ),
        unit=edition.say("tính trên số được xếp loại", "of those rated"),
        columns=[
            Column(edition.say("Đơn vị", "Unit"), "text", 2.0),
            Column(of.label("rated")),
            *(Column(of.label(code), "percent") for code in measures),
        ],
        rows=[[row["name"], row["rated"], *(row[f"share_{code}"] for code in measures)] for row in of.rows],
        language=edition.language,
        totals=[len(of.rows) - 1],
        sources=of.sources,
    )


def _counts_table(of: Compared, originals: Mapping[str, Originals]) -> Table:
    edition, year = of.edition, of.scope.year
    changed = [
        (position, n, originals[str(row["unit"])][year, code])
        for position, row in enumerate(of.rows)
        for n, code in enumerate(of.shown)
        if (year, code) in originals.get(str(row["unit"]), {})
    ]
    terms = [edition.term(edition.measure(of.scope.subject, code)) for code in of.shown]
    told = [(year, f"{of.rows[row]['name']}, {terms[n]}", count) for row, n, count in changed]
    return Table(
        id=of.id("table-units"),
        title=titled(
            "{who}: số lượng theo đơn vị, năm {year}", "{who}: counts by unit, {year}", of.scope, edition
        ),
        unit=edition.unit_of(of.scope.subject),
        columns=[Column(edition.say("Đơn vị", "Unit"), "text", 2.0), *map(Column, map(of.label, of.shown))],
        rows=[[row["name"], *(row[code] for code in of.shown)] for row in of.rows],
        language=edition.language,
        totals=[len(of.rows) - 1],
        notes=restated_note(told, edition),
        sources=of.sources,
        marks={(position, n + 1) for position, n, _ in changed},
    )


def _chart(of: Compared) -> Chart:
    """Draw the share that ranks: of all units, or of those at both ends; the whole among them, muted."""
    edition, share = of.edition, f"share_{of.by}"
    known = [row for row in of.rows if row[share] is not None]
    units = [row for row in known if not row["whole"]]
    drawn = units if len(units) <= _ALL_DRAWN else [*units[:_ENDS_DRAWN], *units[-_ENDS_DRAWN:]]
    some = len(drawn) < len(units)
    rows = sorted([*drawn, *(row for row in known if row["whole"])], key=lambda row: -row[share])
    bars = [
        Bar(row["name"], row[share], edition.percent(row[share]), "muted" if row["whole"] else "plain")
        for row in rows
    ]
    return bar_chart(
        of.id("chart-units"), _chart_title(of) + (_only_ends(edition) if some else ""), bars, edition
    )


def _chart_title(of: Compared) -> str:
    return titled(
        "{who}: tỷ lệ {measure} theo đơn vị, năm {year}",
        "{who}: share rated {measure} by unit, {year}",
        of.scope,
        of.edition,
        measure=of.edition.term(of.edition.measure(of.scope.subject, of.by)),
    )


def _only_ends(edition: Edition) -> str:
    return edition.say(
        "; {n} đơn vị cao nhất và {n} đơn vị thấp nhất", "; the {n} highest and the {n} lowest", n=_ENDS_DRAWN
    )


def _sources(named: Sequence[str], edition: Edition) -> list[str]:
    """Name a few sources; of many, say how many more."""
    if len(named) <= NAMED + 1:
        return list(named)
    more = edition.say(
        "{more} nguồn khác", "{more} more", more=formats.count(len(named) - NAMED, edition.language)
    )
    return [*named[:NAMED], more]
