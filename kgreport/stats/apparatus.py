"""The apparatus: what was assigned, what was cut, how far the goal is reached."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kgreport.data.findings import Finding, finding_id
from kgreport.data.phrases import Message, Phrase
from kgreport.data.vocabulary import label_of

SECTORS_SHOWN = ("administrative", "public_service", "")
"""The sectors that make up the total, then the total."""

WHOLE_FIRST = ("", "administrative", "public_service")
"""The total, then the sectors that make it up."""

_YEARS = ("base_year", "goal_year")
_COUNTED = ("assigned", "cut_to_date", "goal")


def item_figures(figures: pd.DataFrame, unit: str, item: str, last_year: int) -> pd.DataFrame:
    """Pick the figures of one item up to a year; goals may lie ahead of it."""
    here = figures[(figures["unit"] == unit) & (figures["subject"] == item)]
    return here[(here["year"] <= last_year) | (here["measure"] == "goal")]


def progress(item: pd.DataFrame, year: int, sectors: Sequence[str] = SECTORS_SHOWN) -> pd.DataFrame:
    """Compute what is left after the cuts, and how far the goal is reached.

    Parameters
    ----------
    item
        Figures of one item, as `item_figures` gives.
    year
        The year up to which the cuts are summed.
    sectors
        The sectors wanted.

    Returns
    -------
    DataFrame
        One row per sector: ``sector``, ``assigned`` (of the first year it is known for, the attribute
        ``base_year``), ``cut_to_date``, ``remaining`` (assigned − cut to date), ``cut_share`` (of assigned),
        ``goal`` (of the attribute ``goal_year``) and ``goal_share`` (cut to date of goal). Shares are
        fractions of one; what is unknown is missing.
    """
    base_year = _year_of(item, "assigned", first=True)
    goal_year = _year_of(item, "goal", first=False)
    frame = pd.DataFrame({"sector": list(sectors)})
    for measure, of_year in (("assigned", base_year), ("cut_to_date", year), ("goal", goal_year)):
        values = _values(item, measure, of_year)
        frame[measure] = pd.array([values.get(sector) for sector in sectors], dtype="Int64")
    frame["remaining"] = frame["assigned"] - frame["cut_to_date"]
    frame["cut_share"] = _ratio(frame["cut_to_date"], frame["assigned"])
    frame["goal_share"] = _ratio(frame["cut_to_date"], frame["goal"])
    frame.attrs = {"base_year": base_year, "goal_year": goal_year, "year": year}
    return frame


def items_progress(figures: pd.DataFrame, unit: str, items: Sequence[str], year: int) -> pd.DataFrame:
    """Lay several items side by side, each as a whole and then by sector.

    Parameters
    ----------
    figures
        Frame of figures, completed.
    unit, year
        Of which unit, and up to which year.
    items
        The items wanted.

    Returns
    -------
    DataFrame
        The columns of `progress`, with ``item``, ``base_year`` and ``goal_year`` before them; only rows of
        which something is known. Years are missing where nothing was assigned or aimed at.
    """
    frames = []
    for item in items:
        frame = progress(item_figures(figures, unit, item, year), year, WHOLE_FIRST)
        years = {name: pd.array([frame.attrs[name]] * len(frame), dtype="Int64") for name in _YEARS}
        frames.append(frame.assign(item=item, **years))
    found = pd.concat([frame.set_index(["item", *_YEARS]).reset_index() for frame in frames])
    return found[found[list(_COUNTED)].notna().any(axis=1)].reset_index(drop=True)


def cuts_by_year(item: pd.DataFrame, sectors: Sequence[str] = SECTORS_SHOWN) -> pd.DataFrame:
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
    since = _year_of(item, "assigned", first=True) or year
    cuts = item[(item["measure"] == "cut") & item["year"].between(since + 1, year)]
    findings = []
    for sector, to_date in _values(item, "cut_to_date", year).items():
        by_year = cuts[cuts["tier"] == sector].set_index("year")["value"]
        total, complete = int(by_year.sum()), len(by_year) == year - since
        if total > to_date or (complete and total != to_date):
            findings.append(_cuts_differ(str(item["subject"].iloc[0]), sector, year, total, to_date))
    return findings


def _year_of(item: pd.DataFrame, measure: str, *, first: bool) -> int | None:
    years = item.loc[item["measure"] == measure, "year"]
    return None if years.empty else int(years.min() if first else years.max())


def _values(item: pd.DataFrame, measure: str, year: int | None) -> dict[str, int]:
    here = item[(item["measure"] == measure) & (item["year"] == year)]
    return {str(tier): int(value) for tier, value in zip(here["tier"], here["value"], strict=True)}


def _ratio(part: pd.Series[int], whole: pd.Series[int]) -> pd.Series[float]:
    return part.astype("Float64").div(whole.astype("Float64").where(whole != 0))


def _cuts_differ(item: str, sector: str, year: int, total: int, to_date: int) -> Finding:
    return Finding(
        id=finding_id("cuts", year, item, sector),
        severity="error",
        place=Message(
            Phrase("{label}, đến năm {year}", "{label}, to {year}"),
            {"label": label_of(item, sector), "year": str(year)},
        ),
        expected=Message(Phrase("giảm lũy kế: {to_date}", "cut to date: {to_date}"), {"to_date": to_date}),
        found=Message(
            Phrase(
                "tổng các năm: {total}, chênh lệch {difference}",
                "sum of the years: {total}, off by {difference}",
            ),
            {"total": total, "difference": abs(total - to_date)},
        ),
        advice=Message(
            Phrase(
                "đối chiếu số từng năm với số lũy kế, hoặc chấp nhận phát hiện này kèm lý do",
                "compare the yearly cuts with the total, or accept this finding with a reason",
            )
        ),
    )
