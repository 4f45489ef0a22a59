"""Who stood at the highest level for years running: a picture of organisations by years."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import COUNTED_IN
from kgreport.views import formats
from kgreport.views.charts.grid import Grid, GridRow
from kgreport.views.sections.ratings.levels import scope_id
from kgreport.views.sections.trend.wording import TrendEdition
from kgreport.views.texts import Note
from kgreport.views.view import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Streaks:
    """Years running at the highest level.

    Attributes
    ----------
    shown
        As `kgreport.stats.movements.longest_streaks` gives.
    lengths
        By years running, longest first, how many have exactly that many.
    names
        What each id is called.
    given, eligible
        Ids of those who were given the flag, and of those who may be given it.
    """

    shown: pd.DataFrame
    lengths: Mapping[int, int]
    names: Mapping[str, str]
    given: Collection[str]
    eligible: Collection[str]


def trend_streaks_section(found: Streaks, scope: Scope, edition: TrendEdition) -> Section:
    """Show the longest streaks at the highest level.

    Parameters
    ----------
    found
        The streaks.
    scope
        Who was rated.
    edition
        For whom.
    """
    level = edition.term(edition.measure(scope.subject, "excellent"))
    title = edition.say(
        "Những năm liền {level}: {who}", "Years running {level}: {who}", level=level, who=edition.who(scope)
    )
    name = f"streaks-{scope_id(scope)}"
    if found.shown.empty or len(edition.years) < 2:
        return Section(name, title, [])
    said = _sentences(found.lengths, level, scope, edition)
    return Section(name, title, [Note(said), _grid(found, level, scope, edition)])


def _sentences(lengths: Mapping[int, int], level: str, scope: Scope, edition: TrendEdition) -> list[str]:
    groups = [
        edition.say(
            "{count} {unit} {years} năm liền",
            "{count} for {years} years",
            count=edition.count(count),
            unit=COUNTED_IN[scope.subject].say(edition.language),
            years=years,
        )
        for years, count in lengths.items()
    ]
    if not groups:
        return []
    return [
        edition.say(
            "Tính đến hết năm {last}, trong phạm vi số liệu {span}, xếp loại {level} có: {groups}.",
            "Up to {last}, within the years {span}, rated {level} running: {groups}.",
            last=edition.years[-1],
            span=edition.span,
            level=level,
            groups=formats.listing(groups, edition.language),
        )
    ]


def _grid(found: Streaks, level: str, scope: Scope, edition: TrendEdition) -> Grid:
    years = [name for name in found.shown.columns if name != "years"]
    rows = [
        GridRow(
            found.names.get(str(one), str(one)),
            [str(row[year]) for year in years],
            [str(row["years"]), _award(str(one), found, edition)],
        )
        for one, row in found.shown.iterrows()
    ]
    return Grid(
        id=f"table-streaks-{scope_id(scope)}",
        title=edition.say(
            "Mức xếp loại từng năm của {who} nhiều năm liền {level}, {span}",
            "Levels by year of {who} with years running {level}, {span}",
            who=edition.who(scope),
            level=level,
            span=edition.span,
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


def _award(one: str, found: Streaks, edition: TrendEdition) -> str:
    if one in found.given:
        return edition.say("đã tặng", "given")
    return edition.say("đủ số năm", "eligible") if one in found.eligible else ""


def _left_out(count: int, scope: Scope, edition: TrendEdition) -> list[str]:
    if not count:
        return []
    return [
        edition.say(
            "Không hiện hết: còn {count} {unit} có số năm liền ngắn nhất trong số này.",
            "Not all are shown: {count} more with the shortest of these streaks are left out.",
            count=edition.count(count),
            unit=COUNTED_IN[scope.subject].say(edition.language),
        )
    ]
