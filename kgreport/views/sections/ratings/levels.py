"""Ratings on four levels, by the names that the rules of the year give them."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import LEVEL_SUMS, LEVELS, UNKNOWN_LEVEL
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.ids import scope_id
from kgreport.views.sections.notes import (
    Originals,
    Restated,
    base_note,
    derived_note,
    points_note,
    restated_note,
    rounding_note,
)
from kgreport.views.sections.printed import printed_note, printed_sentences
from kgreport.views.sections.ratings.level_sentences import level_sentences
from kgreport.views.sections.ratings.shares import bar_chart, share_bar, share_cells, share_columns
from kgreport.views.sections.rows import Row, Rows, is_known, rows_of, sources_of
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

_NONE: Originals = MappingProxyType({})
_RATINGS = ("rated", *LEVELS, *LEVEL_SUMS)


def levels_section(
    shares: Rows,
    changes: pd.DataFrame | None,
    split: list[str],
    scope: Scope,
    edition: Edition,
    *,
    originals: Originals = _NONE,
) -> Section:
    """Show how a subject was rated: a sentence, counts and shares, and a chart of the split.

    Parameters
    ----------
    shares
        Of the levels, what is unknown, ``rated``, the sums of levels and ``total``: ``measure, count, base, base_count, share,
        source, derived``. The base is ``rated``, or ``total`` where those rated are unknown.
    changes
        Against another year, row by row: ``count_before, difference, points``; None where none is known.
    split
        The measures that together make up all rated, as finely as is known.
    scope
        Subject and tier that were rated.
    originals
        Counts before records were rated anew.
    """
    views: list[View] = []
    rows = {row["measure"]: row for row in rows_of(shares)}
    ratings = [rows[code] for code in _RATINGS]
    if any(map(is_known, ratings)):
        counted = any(row["count"] is not None for row in ratings)
        say = level_sentences(rows, scope, edition) if counted else []
        views.append(Note(say or printed_sentences(ratings, scope, edition)))
        views.append(_table(list(rows.values()), changes, scope, edition, originals))
        views += _chart(rows, split, scope, edition)
    return Section(f"levels-{scope_id(scope)}", levels_title(scope, edition), views)


def levels_title(scope: Scope, edition: Edition) -> str:
    """Name a section on how a subject was rated."""
    return edition.say("Kết quả xếp loại {subject}", "Ratings of {subject}", scope)


def _table(
    shares: Sequence[Row],
    changes: pd.DataFrame | None,
    scope: Scope,
    edition: Edition,
    originals: Originals,
) -> Table:
    columns = share_columns(edition.say("Mức xếp loại", "Level"), edition)
    base = shares[0]["base"]
    is_shown = [_is_shown(row, base) for row in shares]
    if changes is not None:
        changes = changes[is_shown]
    shares = [row for row, shown in zip(shares, is_shown, strict=True) if shown]
    rows = share_cells(shares, scope, edition)
    compared: list[tuple[float, float] | None] = []
    if changes is not None:
        columns += [
            Column(edition.say("Năm {year}", "{year}", year=changes.attrs["against"])),
            Column(edition.say("Tăng, giảm", "Change"), "change"),
            Column(edition.say("Thay đổi tỷ lệ", "Change of share"), "points"),
        ]
        for cells, row in zip(rows, rows_of(changes), strict=True):
            compared.append(None if row["points"] is None else (row["share_before"], row["share"]))
            cells += [row["count_before"], row["difference"], compared[-1]]
    levels = [row["share"] for row in shares if row["measure"] in LEVELS]
    notes = rounding_note(levels, edition) if None not in levels else []
    restated = _restated(shares, changes, originals, scope, edition)
    return Table(
        id=f"table-levels-{scope_id(scope)}",
        title=edition.title("{subject} theo mức xếp loại, năm {year}", "{subject} by level, {year}", scope),
        unit=edition.unit_of(scope.subject),
        columns=columns,
        rows=rows,
        language=edition.language,
        totals=[position for position, row in enumerate(shares) if row["measure"] == base],
        notes=[
            *restated_note(restated, edition),
            *notes,
            *points_note(compared, edition),
            *base_note(base, edition),
            *derived_note(shares, scope.subject, edition),
            *printed_note(shares, edition),
            *_regulation_notes(scope, edition),
        ],
        sources=sources_of(shares),
        marks=set(restated),
    )


def _is_shown(row: Row, base: str) -> bool:
    """Whether the table has a row for a measure: for what is unknown, only where all others are known."""
    code = row["measure"]
    return code in (*_RATINGS, base) or (code == UNKNOWN_LEVEL and row["count"] is not None)


def _restated(
    shares: Sequence[Row], changes: pd.DataFrame | None, originals: Originals, scope: Scope, edition: Edition
) -> Restated:
    columns = {scope.year: 1} | ({} if changes is None else {int(changes.attrs["against"]): 3})
    return {
        (position, column): (year, edition.measure_term(scope.subject, code), originals[year, code])
        for year, column in columns.items()
        for position, code in enumerate(row["measure"] for row in shares)
        if (year, code) in originals
    }


def _regulation_notes(scope: Scope, edition: Edition) -> list[str]:
    """Name the regulation that rates the subject, and the parts that it makes of levels."""
    if edition.rules is None:
        return []
    sources = edition.rules.say_sources(edition.language)
    parts = [
        edition.say(
            "Mức {level} gồm cả phần “{part}”, nếu có.",
            "The level “{level}” includes its part “{part}”, if any.",
            level=edition.measure_term(scope.subject, level),
            part=part.phrase.say(edition.language),
        )
        for level, part in edition.rules.level_parts.get(scope.subject, {}).items()
    ]
    return [edition.say("Xếp loại theo {sources}.", "Rated by {sources}.", sources=sources), *parts]


def _chart(rows: dict[str, Row], split: list[str], scope: Scope, edition: Edition) -> list[View]:
    if not split:
        return []
    bars = [
        share_bar(rows[code], scope, edition, alert=code in ("unfulfilled", UNKNOWN_LEVEL)) for code in split
    ]
    title = edition.title(
        "{subject}: cơ cấu xếp loại năm {year}", "{subject}: shares of the levels, {year}", scope
    )
    return [bar_chart(f"chart-levels-{scope_id(scope)}", title, bars, edition)]
