"""Key figures are those of the report's own year, followed back over the years that are known."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import by_scope
from kgreport.stats.key_figures.series import KeySeries, key_measures, key_scopes, key_series

MakeFigures = Callable[..., pd.DataFrame]
MEMBERS = Scope(year=2018, subject="member")


def followed(make: MakeFigures, **years: dict[str, int]) -> dict[str, KeySeries]:
    """Follow the key figures of members, from what is known of each year."""
    frames = [
        make(*(("member", "", measure, count) for measure, count in known.items()), year=int(year[1:]))
        for year, known in years.items()
    ]
    series = key_series(by_scope(pd.concat(frames)), [MEMBERS], range(2014, 2020))
    return {one.measure: one for one in series}


def test_each_year_has_its_count_and_its_share(make_figures: MakeFigures) -> None:
    known = followed(make_figures, _2017={"rated": 20, "excellent": 4}, _2018={"rated": 10, "excellent": 4})

    assert list(known) == ["rated", "excellent"]
    assert (known["excellent"].counts, known["excellent"].shares) == (
        {2017: 4, 2018: 4},
        {2017: 0.2, 2018: 0.4},
    )


def test_a_year_of_which_nothing_is_known_is_left_out_and_so_is_a_later_one(
    make_figures: MakeFigures,
) -> None:
    known = followed(
        make_figures,
        _2016={"rated": 5},
        _2018={"rated": 10, "excellent": 1},
        _2019={"rated": 9, "excellent": 9},
    )

    assert known["rated"].counts == {2016: 5, 2018: 10}
    assert known["excellent"].counts == {2018: 1}


def test_where_it_is_unknown_how_many_were_rated_shares_are_of_all(make_figures: MakeFigures) -> None:
    known = followed(make_figures, _2018={"total": 10, "unfulfilled": 1})

    assert (known["unfulfilled"].base, known["unfulfilled"].shares) == ("total", {2018: 0.1})


def test_of_the_sums_of_levels_the_first_that_is_known_counts(make_figures: MakeFigures) -> None:
    known = by_scope(make_figures(("member", "", "fulfilled_or_better", 3), ("member", "", "total", 4)))

    assert key_measures(known.of(MEMBERS)) == ["total", "fulfilled_or_better"]


def test_each_subject_has_one_tier_in_the_order_of_the_field() -> None:
    known = [
        Scope(year=2018, subject=subject, tier=tier)
        for subject, tier in (
            ("member", ""),
            ("organization", ""),
            ("organization", "superior"),
            ("leader", "district"),
        )
    ]

    assert [(one.subject, one.tier) for one in key_scopes(known)] == [("organization", ""), ("member", "")]
