"""Movements between the levels of two years: how many rose, stayed and fell, and between which levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import LEVELS
from kgreport.views.sections.ids import scope_id
from kgreport.views.sections.rows import Row, rows_of
from kgreport.views.sections.trend.edition import NOT_RATED, TrendEdition
from kgreport.views.tables import Column, Kind, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

Pair = tuple[int, int]

DIRECTIONS = {
    "rose": Phrase("lên mức", "rose"),
    "stayed": Phrase("giữ nguyên mức", "stayed"),
    "fell": Phrase("xuống mức", "fell"),
}

_LEVELS = (*LEVELS, NOT_RATED)


def movements_section(
    moved: Mapping[Pair, tuple[pd.DataFrame, pd.DataFrame]], scope: Scope, edition: TrendEdition
) -> Section:
    """Show how many moved from each level to each, in counts and in shares of the row.

    Parameters
    ----------
    moved
        By years before and after, the frames of `kgreport.stats.movements`: `movements` gives
        ``before, after, count, share``; `directions` gives ``direction, count, base_count, share``.
    scope
        Subject and tier that were rated.
    """
    title = edition.say("Chuyển mức xếp loại của {subject}", "Movements between levels: {subject}", scope)
    known = {pair: found for pair, found in moved.items() if found[0]["count"].sum()}
    views: list[View] = []
    for pair, (matrix, summed) in known.items():
        views.append(Note(movement_sentences(pair, matrix, summed, scope, edition)))
        views += _tables(pair, matrix, scope, edition)
    return Section(f"movements-{scope_id(scope)}", title, views)


def movement_sentences(
    pair: Pair, matrix: pd.DataFrame, summed: pd.DataFrame, scope: Scope, edition: TrendEdition
) -> list[str]:
    """Count those who rose, stayed and fell, and those rated in one of the years only."""
    rows = rows_of(summed)
    given = {"before": pair[0], "after": pair[1]}
    moved = [edition.share(row, DIRECTIONS[row["direction"]].say(edition.language)) for row in rows]
    only_after = int(matrix.loc[matrix["before"] == NOT_RATED, "count"].sum())
    only_before = int(matrix.loc[matrix["after"] == NOT_RATED, "count"].sum())
    return [
        *edition.say_if(
            rows[0]["base_count"],
            "Từ năm {before} đến năm {after}, trong số {both} {subject} được xếp loại cả hai năm có: {moved}.",
            "Of the {both} {subject} rated both in {before} and in {after}: {moved}.",
            scope,
            both=edition.count(rows[0]["base_count"]),
            moved=edition.listing(moved),
            **given,
        ),
        *edition.say_if(
            only_after or only_before,
            "Chỉ được xếp loại năm {after}: {only_after} {unit}; chỉ được xếp loại năm {before}: {only_before} {unit}.",
            "Rated in {after} only: {only_after}; rated in {before} only: {only_before}.",
            scope,
            only_after=edition.count(only_after),
            only_before=edition.count(only_before),
            **given,
        ),
    ]


@dataclass(frozen=True, slots=True)
class _CrossTable:
    """A cross table of two years: its cells, and the levels before and after that are not empty."""

    pair: Pair
    cells: Mapping[tuple[str, str], Row]
    rows: Sequence[str]
    columns: Sequence[str]

    def row(self, then: str, value: str) -> list[Any]:
        """Give the counts or shares of one row."""
        return [self.cells[then, now][value] for now in self.columns]


def _tables(pair: Pair, matrix: pd.DataFrame, scope: Scope, edition: TrendEdition) -> list[View]:
    cells = {(row["before"], row["after"]): row for row in rows_of(matrix)}
    rows = [then for then in _LEVELS if any(cells[then, now]["count"] for now in _LEVELS)]
    gone = any(cells[then, NOT_RATED]["count"] for then in rows)
    shown = _CrossTable(pair, cells, rows, _LEVELS if gone else _LEVELS[:-1])
    return [_counts(shown, scope, edition), _shares(shown, scope, edition)]


def _counts(cross: _CrossTable, scope: Scope, edition: TrendEdition) -> Table:
    before, after = cross.pair
    counts = [cross.row(then, "count") for then in cross.rows]
    rows = [
        [_level_name(then, before, scope, edition), *row, sum(row)]
        for then, row in zip(cross.rows, counts, strict=True)
    ]
    sums = [sum(column) for column in zip(*counts, strict=True)]
    whole = edition.say("Cộng", "Sum")
    return Table(
        id=f"table-movements-{scope_id(scope)}-{before}-{after}",
        title=_title(cross.pair, scope, edition),
        unit=edition.unit_of(scope.subject),
        columns=[*_columns(cross, scope, edition, "count"), Column(whole)],
        rows=[*rows, [whole, *sums, sum(sums)]],
        totals=[len(rows)],
        language=edition.language,
        notes=[
            edition.say(
                "Mỗi hàng là một mức của năm {before}, mỗi cột là một mức của năm {after}.",
                "A row is a level of {before}, a column a level of {after}.",
                before=before,
                after=after,
            )
        ],
    )


def _shares(cross: _CrossTable, scope: Scope, edition: TrendEdition) -> Table:
    before, after = cross.pair
    return Table(
        id=f"table-movement-shares-{scope_id(scope)}-{before}-{after}",
        title=edition.say(
            "{title}: tỷ lệ trên từng hàng",
            "{title}: shares of the row",
            title=_title(cross.pair, scope, edition),
        ),
        columns=_columns(cross, scope, edition, "percent"),
        rows=[[_level_name(then, before, scope, edition), *cross.row(then, "share")] for then in cross.rows],
        language=edition.language,
    )


def _columns(cross: _CrossTable, scope: Scope, edition: TrendEdition, kind: Kind) -> list[Column]:
    before, after = cross.pair
    heading = edition.say("Năm {before} → năm {after}", "{before} → {after}", before=before, after=after)
    names = [_level_name(level, after, scope, edition) for level in cross.columns]
    return [Column(heading, "text", 1.4), *(Column(name, kind) for name in names)]


def _level_name(level: str, year: int, scope: Scope, edition: TrendEdition) -> str:
    """Name a level as the rules of its own year do."""
    rules = edition.rules_of.get(year)
    if level == NOT_RATED or rules is None:
        return edition.level(scope.subject, level)
    return edition.label(rules.label(scope.subject, level))


def _title(pair: Pair, scope: Scope, edition: TrendEdition) -> str:
    return edition.say(
        "Chuyển mức của {subject} từ năm {before} đến năm {after}",
        "{heading}: from the levels of {before} to those of {after}",
        scope,
        before=pair[0],
        after=pair[1],
    )
