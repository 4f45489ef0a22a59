"""Shares year by year: unknown stays unknown, and changes are compared over what is known."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import by_scope
from kgreport.stats.series import UnitSeries, by_change, share_changes, share_series, unit_series

MakeFigures = Callable[..., pd.DataFrame]
MEMBERS = Scope(year=0, subject="member")


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


def test_the_largest_change_comes_first_and_one_year_is_none(make_figures: MakeFigures) -> None:
    """A measure that is known in the first and the last year only is compared over the gap."""
    figures = pd.concat(
        [
            members(make_figures, 2016, rated=10, excellent=5, unfulfilled=1),
            members(make_figures, 2017, rated=10, excellent=4),
            members(make_figures, 2018, rated=10, excellent=3, unfulfilled=4, good=1),
        ]
    )
    measures = ["excellent", "good", "unfulfilled"]
    series = share_series(by_scope(figures), MEMBERS, [2016, 2017, 2018], measures, "rated")

    changes = share_changes(series, measures)

    assert [(one.measure, one.first, one.last, one.before, one.now) for one in changes] == [
        ("unfulfilled", 2016, 2018, 0.1, 0.4),
        ("excellent", 2016, 2018, 0.5, 0.3),
    ]


def test_a_unit_has_the_years_that_are_known_with_what_they_are_of(make_figures: MakeFigures) -> None:
    figures = pd.concat(
        [
            members(make_figures, 2017, unit="b", rated=10, good_or_better=5),
            members(make_figures, 2018, unit="a", rated=4, good_or_better=3),
            members(make_figures, 2018, unit="b", rated=0, good_or_better=0),
        ]
    )

    base, [b, a] = unit_series(by_scope(figures), ["b", "a"], MEMBERS, [2017, 2018], "good_or_better")

    assert (base, b.shares, b.bases, b.change) == ("rated", {2017: 0.5}, {2017: 10}, None)
    assert (a.shares, a.bases) == ({2018: 0.75}, {2018: 4})


def test_the_largest_fall_comes_first_and_an_unknown_change_last() -> None:
    shares = {"rose": (0.5, 0.9), "unknown": (0.5,), "fell": (0.9, 0.5), "stayed": (0.5, 0.5)}
    units = [
        UnitSeries(unit=name, shares=dict(enumerate(of, start=2017)), bases={}) for name, of in shares.items()
    ]

    assert [unit.unit for unit in by_change(units)] == ["fell", "stayed", "rose", "unknown"]
