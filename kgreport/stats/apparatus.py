"""The apparatus: numbers assigned, numbers cut, and progress towards the goal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from math import floor
from typing import Any, Literal

import pandas as pd

from kgreport.stats.shares import framed
from kgreport.terms.findings import STATEMENT, Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import label_of

WHOLE_FIRST = ("", "administrative", "public_service")
"""The total, then the sectors that make it up."""

_YEARS = ("base_year", "goal_year")
_COUNTED = ("assigned", "cut_to_date", "goal")
_TYPES = {
    "sector": "str",
    **dict.fromkeys(("assigned", "cut_to_date", "goal", "remaining"), "Int64"),
    **dict.fromkeys(("cut_share", "goal_share"), "Float64"),
    **dict.fromkeys(("due", "difference"), "Int64"),
    "due_share": "Float64",
    "pace": "str",
}


def item_figures(figures: pd.DataFrame, unit: str, item: str, last_year: int) -> pd.DataFrame:
    """Select the figures of one item up to a year, and all goals."""
    of_item = figures[(figures["unit"] == unit) & (figures["subject"] == item)]
    return of_item[(of_item["year"] <= last_year) | (of_item["measure"] == "goal")]


def progress(item: pd.DataFrame, year: int, sectors: Sequence[str] = WHOLE_FIRST) -> pd.DataFrame:
    """Compute what remains after the cuts, and the progress towards the goal.

    Returns
    -------
    DataFrame
        One row per sector: ``sector``, ``assigned`` (of the first year it is known for, the attribute
        ``base_year``), ``cut_to_date``, ``remaining`` (assigned − cut to date), ``cut_share`` (of assigned),
        ``goal`` (of the attribute ``goal_year``), ``goal_share`` (cut to date of goal), ``due``,
        ``due_share``, ``difference`` and ``pace`` (as `Pace` has them; missing or empty where there is no
        goal). Shares are fractions of one; unknown numbers are missing.
    """
    rows, years = _rows_of(item, year, sectors)
    frame = framed(rows, _TYPES)
    frame.attrs.update(years, year=year)
    return frame


def _rows_of(
    item: pd.DataFrame, year: int, sectors: Sequence[str]
) -> tuple[list[dict[str, object]], dict[str, int | None]]:
    """Compute the rows of `progress`, and the years of what was assigned and aimed at."""
    known = _known(item)
    base_year, goal_year = _first_year(known), _last_goal(known)
    of_years = {"assigned": base_year, "cut_to_date": year, "goal": goal_year}
    rows: list[dict[str, object]] = [
        {"sector": sector, **_progress({name: _of(known, name, of, sector) for name, of in of_years.items()})}
        for sector in sectors
    ]
    years = {"base_year": base_year, "goal_year": goal_year}
    return [{**row, **_pace(row, {**years, "year": year})} for row in rows], years


def _pace(row: Mapping[str, Any], years: Mapping[str, int | None]) -> dict[str, object]:
    found = pace_of(row["cut_to_date"], row["goal"], years)
    return asdict(found) if found else {"due": None, "due_share": None, "difference": None, "pace": ""}


def _progress(counts: Mapping[str, int | None]) -> dict[str, float | None]:
    """Compute what is left and the shares, where what they are of is known."""
    assigned, cut, goal = (counts[name] for name in _COUNTED)
    return {
        **counts,
        "remaining": None if assigned is None or cut is None else assigned - cut,
        "cut_share": cut / assigned if assigned and cut is not None else None,
        "goal_share": cut / goal if goal and cut is not None else None,
    }


@dataclass(frozen=True, slots=True)
class Pace:
    """How a cut stands against a straight line from nothing in the base year to the goal in its year.

    Attributes
    ----------
    due
        How many the line asks for by the year, rounded half up.
    due_share
        The same as a fraction of the goal.
    difference
        How many more were cut; less than 0 where fewer were.
    pace
        ``reached`` (the goal itself); before the year of the goal ``ahead``, ``on`` (by less than one) or
        ``behind``, afterwards ``missed``.
    """

    due: int
    due_share: float
    difference: int
    pace: PaceVerdict


PaceVerdict = Literal["reached", "ahead", "on", "behind", "missed"]


def pace_of(cut: int | None, goal: int | None, years: Mapping[Any, Any]) -> Pace | None:
    """Hold a cut to date against a straight line towards its goal; nothing where that has no meaning.

    Parameters
    ----------
    cut, goal
        Counts; None where unknown.
    years
        ``base_year``, ``year`` and ``goal_year``.

    Examples
    --------
    >>> pace_of(1440, 3602, {"base_year": 2015, "year": 2018, "goal_year": 2021})
    Pace(due=1801, due_share=0.5, difference=-361, pace='behind')
    """
    base, year, goal_year = (years[name] for name in ("base_year", "year", "goal_year"))
    if cut is None or not goal or not base or not goal_year or not base < min(year, goal_year):
        return None
    part = min(Fraction(year - base, goal_year - base), Fraction(1))
    line = part * goal
    due = floor(line + Fraction(1, 2))
    return Pace(due, float(part), cut - due, _pace_verdict(cut, goal, line))


def _pace_verdict(cut: int, goal: int, line: Fraction) -> PaceVerdict:
    if cut >= goal:
        return "reached"
    if line >= goal:
        return "missed"
    if abs(cut - line) < 1:
        return "on"
    return "ahead" if cut > line else "behind"


def items_progress(figures: pd.DataFrame, unit: str, items: Sequence[str], year: int) -> pd.DataFrame:
    """Lay several items side by side, each as a whole and then by sector.

    Returns
    -------
    DataFrame
        The columns of `progress`, with ``item``, ``base_year`` and ``goal_year`` before them; only rows of
        which something is known. Years are missing where nothing was assigned or aimed at.
    """
    found = []
    for item in items:
        rows, years = _rows_of(item_figures(figures, unit, item, year), year, WHOLE_FIRST)
        known = (row for row in rows if any(row[name] is not None for name in _COUNTED))
        found += [{"item": item, **years, **row} for row in known]
    return framed(found, {"item": "str", **dict.fromkeys(_YEARS, "Int64"), **_TYPES})


def cuts_by_year(item: pd.DataFrame, sectors: Sequence[str] = WHOLE_FIRST) -> pd.DataFrame:
    """Lay the yearly cuts out, one row per year known for any sector.

    Returns
    -------
    DataFrame
        Index: ``year``; one column per sector; missing where unknown.
    """
    cuts = item[item["measure"] == "cut"].pivot(index="year", columns="tier", values="value")
    return cuts.reindex(columns=list(sectors)).astype("Int64").sort_index()


def check_cuts(item: pd.DataFrame, year: int) -> list[Finding]:
    """The cuts of the years add up to the cut to date; where a year is unknown they never exceed it."""
    known = _known(item)
    since = _first_year(known) or year
    findings = []
    for sector in sorted(sector for name, of, sector in known if (name, of) == ("cut_to_date", year)):
        to_date = known["cut_to_date", year, sector]
        cuts = [known["cut", of, sector] for of in range(since + 1, year + 1) if ("cut", of, sector) in known]
        total, complete = sum(cuts), len(cuts) == year - since
        if total > to_date or (complete and total != to_date):
            findings.append(_cuts_differ(str(item["subject"].iloc[0]), sector, year, total, to_date))
    return findings


_Known = Mapping[tuple[str, int, str], int]
"""By measure, year and sector."""


def _known(item: pd.DataFrame) -> _Known:
    keys = zip(item["measure"].tolist(), item["year"].tolist(), item["tier"].tolist(), strict=True)
    return dict(zip(keys, item["value"].tolist(), strict=True))


def _of(known: _Known, measure: str, year: int | None, sector: str) -> int | None:
    """Look up a count; what is of no year is unknown."""
    return None if year is None else known.get((measure, year, sector))


def _first_year(known: _Known) -> int | None:
    """The first year anything was assigned."""
    return min((year for measure, year, _ in known if measure == "assigned"), default=None)


def _last_goal(known: _Known) -> int | None:
    return max((year for measure, year, _ in known if measure == "goal"), default=None)


def _cuts_differ(item: str, sector: str, year: int, total: int, to_date: int) -> Finding:
    wording = Wording(
        Phrase(
            "tổng các năm: {total}, chênh lệch {difference}", "sum of the years: {total}, off by {difference}"
        ).fill(total=total, difference=abs(total - to_date)),
        Phrase("giảm lũy kế: {to_date}", "cut to date: {to_date}").fill(to_date=to_date),
        Phrase(
            "đối chiếu số từng năm với số lũy kế, hoặc chấp nhận phát hiện này kèm lý do",
            "compare the yearly cuts with the total, or accept this finding with a reason",
        ),
        STATEMENT,
    )
    place = Phrase("{label}, đến năm {year}", "{label}, to {year}")
    return make_finding(
        "cuts",
        {"year": year, "item": item, "sector": sector},
        place.fill(label=label_of(item, sector), year=str(year)),
        wording,
    )
