"""Movements between levels from one year to another: who rose, stayed and fell, and from where to where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import COUNTED_IN, LEVELS
from kgreport.views import formats
from kgreport.views.sections.ratings.levels import scope_id
from kgreport.views.sections.trend.wording import NOT_RATED, TrendEdition
from kgreport.views.sections.wording import Row, rows_of
from kgreport.views.tables import Column, Kind, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

Pair = tuple[int, int]

DIRECTIONS = {
    "rose": Phrase("lên mức", "rose"),
    "stayed": Phrase("giữ nguyên mức", "stayed"),
    "fell": Phrase("xuống mức", "fell"),
}

_PLACES = (*LEVELS, NOT_RATED)


def trend_movements_section(
    moved: Mapping[Pair, tuple[pd.DataFrame, pd.DataFrame]], scope: Scope, edition: TrendEdition
) -> Section:
    """Show who moved from which level to which.

    Parameters
    ----------
    moved
        By years before and after, what `kgreport.stats.movements.movements` and `directions` give.
    scope
        Who was rated.
    edition
        For whom.
    """
    title = edition.say(
        "Chuyển mức xếp loại của {who}", "Movements between levels: {who}", who=edition.who(scope)
    )
    known = {pair: found for pair, found in moved.items() if found[0]["count"].sum()}
    views: list[View] = []
    for pair, (matrix, summed) in known.items():
        views.append(Note(movement_sentences(pair, matrix, summed, scope, edition)))
        views += _tables(pair, matrix, scope, edition)
    return Section(f"movements-{scope_id(scope)}", title, views)


def movement_sentences(
    pair: Pair, matrix: pd.DataFrame, summed: pd.DataFrame, scope: Scope, edition: TrendEdition
) -> list[str]:
    """Say who rose, stayed and fell, and who was rated in one of the years only."""
    rows = rows_of(summed)
    given = {"before": pair[0], "after": pair[1], "who": edition.who(scope)}
    said = []
    if rows[0]["base_count"]:
        moved = [edition.share(row, DIRECTIONS[row["direction"]].say(edition.language)) for row in rows]
        said.append(
            edition.say(
                "Từ năm {before} đến năm {after}, trong số {both} {who} được xếp loại cả hai năm có: {moved}.",
                "Of the {both} {who} rated both in {before} and in {after}: {moved}.",
                both=edition.count(rows[0]["base_count"]),
                moved=formats.listing(moved, edition.language),
                **given,
            )
        )
    return [*said, *_come_and_gone(matrix, given, scope, edition)]


def _come_and_gone(
    matrix: pd.DataFrame, given: Mapping[str, object], scope: Scope, edition: TrendEdition
) -> list[str]:
    come = int(matrix.loc[matrix["before"] == NOT_RATED, "count"].sum())
    gone = int(matrix.loc[matrix["after"] == NOT_RATED, "count"].sum())
    if not (come or gone):
        return []
    return [
        edition.say(
            "Chỉ được xếp loại năm {after}: {come} {unit}; chỉ được xếp loại năm {before}: {gone} {unit}.",
            "Rated in {after} only: {come}; rated in {before} only: {gone}.",
            come=edition.count(come),
            gone=edition.count(gone),
            unit=COUNTED_IN[scope.subject].say(edition.language),
            **given,
        )
    ]


@dataclass(frozen=True, slots=True)
class _Matrix:
    """Movements between two years: the cells, and the levels before and after that have any."""

    pair: Pair
    cells: Mapping[tuple[str, str], Row]
    rows: Sequence[str]
    columns: Sequence[str]

    def of(self, then: str, what: str) -> list[Any]:
        """Give one row, of counts or of shares."""
        return [self.cells[then, now][what] for now in self.columns]


def _tables(pair: Pair, matrix: pd.DataFrame, scope: Scope, edition: TrendEdition) -> list[View]:
    cells = {(row["before"], row["after"]): row for row in rows_of(matrix)}
    rows = [then for then in _PLACES if any(cells[then, now]["count"] for now in _PLACES)]
    gone = any(cells[then, NOT_RATED]["count"] for then in rows)
    shown = _Matrix(pair, cells, rows, _PLACES if gone else _PLACES[:-1])
    return [_counts(shown, scope, edition), _shares(shown, scope, edition)]


def _counts(matrix: _Matrix, scope: Scope, edition: TrendEdition) -> Table:
    before, after = matrix.pair
    counts = [matrix.of(then, "count") for then in matrix.rows]
    rows = [
        [_named(then, before, scope, edition), *row, sum(row)]
        for then, row in zip(matrix.rows, counts, strict=True)
    ]
    sums = [sum(column) for column in zip(*counts, strict=True)]
    whole = edition.say("Cộng", "Sum")
    return Table(
        id=f"table-movements-{scope_id(scope)}-{before}-{after}",
        title=_title(matrix.pair, scope, edition),
        unit=edition.unit_of(scope.subject),
        columns=[*_columns(matrix, scope, edition, "count"), Column(whole)],
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


def _shares(matrix: _Matrix, scope: Scope, edition: TrendEdition) -> Table:
    before, after = matrix.pair
    return Table(
        id=f"table-movement-shares-{scope_id(scope)}-{before}-{after}",
        title=edition.say(
            "{title}: tỷ lệ trên từng hàng",
            "{title}: shares of the row",
            title=_title(matrix.pair, scope, edition),
        ),
        columns=_columns(matrix, scope, edition, "percent"),
        rows=[[_named(then, before, scope, edition), *matrix.of(then, "share")] for then in matrix.rows],
        language=edition.language,
    )


def _columns(matrix: _Matrix, scope: Scope, edition: TrendEdition, kind: Kind) -> list[Column]:
    before, after = matrix.pair
    heading = edition.say("Năm {before} → năm {after}", "{before} → {after}", before=before, after=after)
    names = [_named(place, after, scope, edition) for place in matrix.columns]
    return [Column(heading, "text", 1.4), *(Column(name, kind) for name in names)]


def _named(place: str, year: int, scope: Scope, edition: TrendEdition) -> str:
    """Name a level as the rules of its own year do."""
    rules = edition.rules_of.get(year)
    if place == NOT_RATED or rules is None:
        return edition.level(scope.subject, place)
    return edition.label(rules.label(scope.subject, place))


def _title(pair: Pair, scope: Scope, edition: TrendEdition) -> str:
    return edition.say(
        "Chuyển mức của {who} từ năm {before} đến năm {after}",
        "{who}: from the levels of {before} to those of {after}",
        who=edition.who(scope) if edition.language == "vi" else formats.sentence(edition.who(scope)),
        before=pair[0],
        after=pair[1],
    )
