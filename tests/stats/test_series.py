"""Shares year by year: unknown stays unknown, and the split shown is one that most years have."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import by_scope
from kgreport.stats.series import common_split, share_series, unit_series

MakeFigures = Callable[..., pd.DataFrame]
MEMBERS = Scope(year=0, subject="member")
LEVELS = ("excellent", "good", "fulfilled", "unfulfilled")


def members(make: MakeFigures, year: int, unit: str = "", **counts: int) -> pd.DataFrame:
    return make(*(("member", "", measure, count) for measure, count in counts.items()), year=year, unit=unit)


def test_each_year_has_shares_of_its_own_base(make_figures: MakeFigures) -> None:
    figures = pd.concat(
        [
            members(make_figures, 2018, rated=10, excellent=4),
            members(make_figures, 2017, rated=20, excellent=4),
        ]
    )

    series = share_series(by_scope(figures), MEMBERS, [2018, 2017], ["excellent"], "rated")

    assert list(zip(series["year"], series["share"], strict=True)) == [(2017, 0.2), (2018, 0.4)]


def test_a_year_without_figures_has_no_row(make_figures: MakeFigures) -> None:
    figures = by_scope(members(make_figures, 2018, rated=10, excellent=4))

    assert set(share_series(figures, MEMBERS, [2016, 2018], ["excellent"], "rated")["year"]) == {2018}
    assert share_series(figures, MEMBERS, [2016], ["excellent"], "rated").empty


def test_the_split_is_the_finest_that_most_years_have(make_figures: MakeFigures) -> None:
    """One year with four levels does not hide the two parts that all years have."""
    fine = members(make_figures, 2018, rated=10, excellent=4, good=4, fulfilled=1, unfulfilled=1)
    coarse = [
        members(make_figures, year, rated=10, fulfilled_or_better=9, unfulfilled=1) for year in (2016, 2017)
    ]
    measures = [*LEVELS, "good_or_better", "fulfilled_or_better"]

    def split(*frames: pd.DataFrame) -> list[str]:
        figures = by_scope(pd.concat(frames))
        return common_split(share_series(figures, MEMBERS, [2016, 2017, 2018], measures, "rated"))

    assert split(fine) == list(LEVELS)
    assert split(fine, *coarse) == ["fulfilled_or_better", "unfulfilled"]


def test_without_any_whole_split_there_is_none(make_figures: MakeFigures) -> None:
    figures = by_scope(members(make_figures, 2018, rated=10, excellent=4))

    assert common_split(share_series(figures, MEMBERS, [2018], list(LEVELS), "rated")) == []


def test_units_are_shown_in_the_order_asked_for_and_unknown_is_missing(make_figures: MakeFigures) -> None:
    figures = pd.concat(
        [
            members(make_figures, 2017, unit="b", rated=10, good_or_better=5),
            members(make_figures, 2018, unit="a", rated=4, good_or_better=3),
            members(make_figures, 2018, unit="b", rated=0, good_or_better=0),
        ]
    )

    series = unit_series(by_scope(figures), ["b", "a"], MEMBERS, [2017, 2018], "good_or_better")

    assert list(zip(series["unit"], series["year"], strict=True)) == [
        ("b", 2017), ("b", 2018), ("a", 2017), ("a", 2018),
    ]  # fmt: skip
    assert [None if pd.isna(share) else share for share in series["share"]] == [0.5, None, None, 0.75]
