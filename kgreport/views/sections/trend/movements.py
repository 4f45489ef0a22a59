"""Movements between the levels of two years: how many rose, stayed and fell, and between which levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import LEVELS
from kgreport.views.charts.matrix import Matrix, MatrixRow, Move
from kgreport.views.frames.layout import Facts
from kgreport.views.frames.work import MOVEMENTS
from kgreport.views.palette import Tone
from kgreport.views.sections.facts import coded, scope_values, tells
from kgreport.views.sections.ids import scope_id
from kgreport.views.sections.rows import Row, rows_of
from kgreport.views.sections.trend.writer import NOT_RATED, TrendWriter
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

_LEVELS = (*LEVELS, NOT_RATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Movements:
    """How a subject moved between the levels of two years.

    Attributes
    ----------
    scope
        Subject and tier that were rated.
    before, after
        The years.
    moved, summed
        As `movements_between` and `directions` of `kgreport.stats.movements` give.
    """

    scope: Scope
    before: int
    after: int
    moved: pd.DataFrame
    summed: pd.DataFrame

    @property
    def years(self) -> dict[str, object]:
        """The years, as texts name them."""
        return {"before": self.before, "after": self.after}


def _rows(one: Movements, writer: TrendWriter) -> Iterator[Row]:
    """Give how many went from each level to each; of nobody at a level before, nothing."""
    for row in rows_of(one.moved):
        if row["of_before"]:
            then, now = (
                _level_name(row[name], year, one.scope, writer)
                for name, year in (("before", one.before), ("after", one.after))
            )
            yield {
                **scope_values(replace(one.scope, year=one.after), writer),
                "year_before": one.before,
                **coded("level_before", row["before"], then),
                **coded("level", row["after"], now),
                "count": row["count"],
                "base_count": row["of_before"],
                "share": row["share"],
            }


def _all_rows(found: Sequence[Movements], writer: TrendWriter) -> Iterator[Row]:
    return (row for one in found for row in _rows(one, writer))


@tells((MOVEMENTS, _all_rows))
def movements_section(
    name: str, found: Sequence[Movements], writer: TrendWriter, *, scope: Scope | None = None
) -> Section:
    """Show how many moved from each level to each, in counts and in shares of the row.

    Parameters
    ----------
    name
        Id of the section.
    found
        The movements shown, in their order.
    scope
        The subject and tier that they are of; None where they are of several.
    """
    title = writer.say("Chuyển mức xếp loại", "Movements between levels")
    if scope:
        title = writer.say("Chuyển mức xếp loại của {subject}", "Movements between levels: {subject}", scope)
    known = [one for one in found if one.moved.attrs["total"]]
    if not known:
        return Section(name, title, [])
    scopes = dict.fromkeys(one.scope for one in known)
    paragraphs = [
        " ".join(movement_sentence(one, writer) for one in known if one.scope == scope) for scope in scopes
    ]
    matrices = [_matrix(one, writer, [] if one is not known[0] else _how_to_read(writer)) for one in known]
    views: list[View] = [Note(paragraphs), *matrices]
    return Section(name, title, views)


def movement_sentence(found: Movements, writer: TrendWriter) -> str:
    """Count those who rose, fell and stayed, of those rated in both years."""
    counts = {row["direction"]: row for row in rows_of(found.summed)}
    if not counts["rose"]["base_count"]:
        return writer.say(
            "Không có {subject} nào được xếp loại cả hai năm {before} và {after}.",
            "No {subject} were rated both in {before} and in {after}.",
            found.scope,
            **found.years,
        )
    return writer.say(
        "Trong {both} {subject} được xếp loại cả năm {before} và năm {after}: {rose} lên mức, {fell} xuống mức, {stayed} giữ nguyên mức.",
        "Of {both} {subject} rated both in {before} and in {after}, {rose} rose, {fell} fell and {stayed} stayed.",
        found.scope,
        both=writer.count(counts["rose"]["base_count"]),
        **{name: _counted(row, writer) for name, row in counts.items()},
        **found.years,
    )


def _counted(row: Row, writer: TrendWriter) -> str:
    share = f" ({writer.percent(row['share'])})" if row["share"] else ""
    return writer.count(row["count"]) + share


def _how_to_read(writer: TrendWriter) -> list[str]:
    return [
        writer.say(
            "Số nhỏ là tỷ lệ trên hàng. Viền đậm: giữ nguyên mức; bên trái viền đậm (xanh): lên mức; bên phải (cam): xuống mức. Ô càng sẫm, số càng nhiều.",
            "Small figures are shares of the row. Strong outline: stayed; left of it (blue): rose; right of it (orange): fell. The darker a cell, the more it counts.",
        )
    ]


def _matrix(found: Movements, writer: TrendWriter, notes: Sequence[str]) -> Matrix:
    scope = found.scope
    cells = {(row["before"], row["after"]): row for row in rows_of(found.moved)}
    before = [level for level in _LEVELS if cells[level, level]["of_before"]]
    after = [level for level in _LEVELS if level != NOT_RATED or cells[level, level]["of_after"]]
    return Matrix(
        id=f"table-movements-{scope_id(scope)}-{found.before}-{found.after}",
        title=writer.say(
            "{heading}: chuyển mức {before}–{after}",
            "{heading}: movements between levels, {before}–{after}",
            scope,
            **found.years,
        ),
        unit=writer.unit_of(scope.subject),
        before=writer.say("Mức năm {before}", "Level of {before}", **found.years),
        after=writer.say("Mức năm {after}", "Level of {after}", **found.years),
        columns=[_level_name(level, found.after, scope, writer) for level in after],
        rows=[
            MatrixRow(
                _level_name(then, found.before, scope, writer),
                [
                    Move(cell["count"], cell["share"], _tone(then, now))
                    for now in after
                    for cell in [cells[then, now]]
                ],
                cells[then, then]["of_before"],
            )
            for then in before
        ],
        total=writer.say("Cộng", "Sum"),
        totals=[*(cells[now, now]["of_after"] for now in after), found.moved.attrs["total"]],
        language=writer.language,
        notes=notes,
        told=[Facts(MOVEMENTS, partial(_rows, found, writer))],
    )


def _tone(before: str, after: str) -> Tone | None:
    """Tell the direction of a movement; who was not rated in one of the years did not move.

    >>> _tone("good", "excellent"), _tone("good", "good"), _tone("good", "unfulfilled"), _tone("none", "good")
    ('rose', 'stayed', 'fell', None)
    """
    if NOT_RATED in (before, after):
        return None
    change = _LEVELS.index(after) - _LEVELS.index(before)
    return "stayed" if not change else "fell" if change > 0 else "rose"


def _level_name(level: str, year: int, scope: Scope, writer: TrendWriter) -> str:
    """Name a level as the rules of its own year do."""
    rules = writer.rules_of.get(year)
    if level == NOT_RATED or rules is None:
        return writer.level(scope.subject, level)
    return writer.label(rules.label(scope.subject, level))
