"""The longest streaks at the highest level, as a grid of levels by year."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import COUNTED_IN
from kgreport.views.charts.grid import LevelGrid, LevelRow
from kgreport.views.sections.ids import scope_id
from kgreport.views.sections.trend.edition import TrendEdition
from kgreport.views.texts import Note
from kgreport.views.view import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class LongestStreaks:
    """Years running at the highest level.

    Attributes
    ----------
    shown
        Levels by id and year, and ``years`` running, as `kgreport.stats.movements.longest_streaks` gives.
    lengths
        By years running, longest first, the count of those with exactly that many.
    names
        Names by id.
    given, eligible
        Ids of those with the flag, and of those with enough years for it.
    """

    shown: pd.DataFrame
    lengths: Mapping[int, int]
    names: Mapping[str, str]
    given: Collection[str]
    eligible: Collection[str]


def streaks_section(found: LongestStreaks, scope: Scope, edition: TrendEdition) -> Section:
    """Show the longest streaks at the highest level: how many of each length, and the levels by year.

    Parameters
    ----------
    found
        The streaks.
    scope
        Subject and tier that were rated.
    """
    level = edition.measure_term(scope.subject, "excellent")
    title = edition.say(
        "Những năm liền {level}: {subject}", "Years running {level}: {subject}", scope, level=level
    )
    name = f"streaks-{scope_id(scope)}"
    if found.shown.empty or len(edition.years) < 2:
        return Section(name, title, [])
    sentences = _sentences(found.lengths, level, scope, edition)
    return Section(name, title, [Note(sentences), _grid(found, level, scope, edition)])


def _sentences(lengths: Mapping[int, int], level: str, scope: Scope, edition: TrendEdition) -> list[str]:
    groups = [
        edition.say(
            "{count} {unit} {years} năm liền",
            "{count} for {years} years",
            scope,
            count=edition.count(count),
            years=years,
        )
        for years, count in lengths.items()
    ]
    return edition.say_if(
        groups,
        "Tính đến hết năm {last}, trong phạm vi số liệu {span}, xếp loại {level} có: {groups}.",
        "Up to {last}, within the years {span}, rated {level} running: {groups}.",
        last=edition.years[-1],
        level=level,
        groups=edition.listing(groups),
    )


def _grid(found: LongestStreaks, level: str, scope: Scope, edition: TrendEdition) -> LevelGrid:
    years = [name for name in found.shown.columns if name != "years"]
    rows = [
        LevelRow(
            found.names.get(str(rated), str(rated)),
            [str(row[year]) for year in years],
            [str(row["years"]), _award(str(rated), found, edition)],
        )
        for rated, row in found.shown.iterrows()
    ]
    return LevelGrid(
        id=f"table-streaks-{scope_id(scope)}",
        title=edition.say(
            "Mức xếp loại từng năm của {subject} nhiều năm liền {level}, {span}",
            "Levels by year of {subject} with years running {level}, {span}",
            scope,
            level=level,
        ),
        heading=edition.label(COUNTED_IN[scope.subject]),
        columns=[str(year) for year in years],
        after=[edition.say("Số năm liền", "Years running"), edition.say("Cờ", "Flag")],
        rows=rows,
        marks=edition.marks(scope.subject),
        notes=[
            *_left_out(found.shown.attrs["left_out"], scope, edition),
            *edition.rules_notes(scope.subject),
        ],
    )


def _award(rated: str, found: LongestStreaks, edition: TrendEdition) -> str:
    if rated in found.given:
        return edition.say("đã tặng", "given")
    return edition.say("đủ số năm", "eligible") if rated in found.eligible else ""


def _left_out(count: int, scope: Scope, edition: TrendEdition) -> list[str]:
    return edition.say_if(
        count,
        "Không hiện hết: còn {count} {unit} có số năm liền ngắn nhất trong số này.",
        "Not all are shown: {count} more with the shortest of these streaks are left out.",
        scope,
        count=edition.count(count),
    )
