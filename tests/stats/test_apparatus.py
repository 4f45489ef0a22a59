"""Several items of the apparatus stand side by side, each from the year it is known for."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from kgreport.stats.apparatus import items_progress, pace_of

MakeFigures = Callable[..., pd.DataFrame]


def test_each_item_is_counted_from_its_own_year(make_figures: MakeFigures) -> None:
    figures = pd.concat(
        [
            make_figures(("inner_unit", "", "assigned", 512), year=2015),
            make_figures(("deputy", "", "assigned", 300), year=2016),
            make_figures(("inner_unit", "", "cut_to_date", 64), ("deputy", "", "cut_to_date", 30)),
        ]
    )

    found = items_progress(figures, "", ("inner_unit", "deputy"), 2018)

    assert found["item"].tolist() == ["inner_unit", "deputy"]
    assert found["base_year"].tolist() == [2015, 2016]
    assert found["remaining"].tolist() == [448, 270]
    assert found["cut_share"].tolist() == [0.125, 0.1]


def test_only_what_is_known_has_a_row(make_figures: MakeFigures) -> None:
    figures = make_figures(("deputy", "administrative", "cut_to_date", 3))

    found = items_progress(figures, "", ("inner_unit", "deputy"), 2018)

    assert found[["item", "sector"]].to_numpy().tolist() == [["deputy", "administrative"]]
    assert found["remaining"].isna().all()
    assert found["base_year"].isna().all()


HALF_WAY = {"base_year": 2015, "year": 2018, "goal_year": 2021}


@pytest.mark.parametrize(
    ("cut", "pace"),
    [(1440, "behind"), (1800, "behind"), (1801, "on"), (1802, "ahead"), (3602, "reached")],
)
def test_a_cut_is_held_against_a_straight_line_to_the_goal(cut: int, pace: str) -> None:
    found = pace_of(cut, 3602, HALF_WAY)

    assert found is not None
    assert (found.due, found.due_share, found.difference) == (1801, 0.5, cut - 1801)
    assert found.pace == pace


def test_a_line_that_ends_between_two_counts_is_kept_by_both() -> None:
    assert [pace_of(cut, 5, HALF_WAY).pace for cut in (1, 2, 3, 4)] == [  # type: ignore[union-attr]
        "behind", "on", "on", "ahead"
    ]  # fmt: skip


def test_after_its_year_a_goal_is_reached_or_missed() -> None:
    over = {**HALF_WAY, "year": 2022}

    assert [pace_of(cut, 10, over).pace for cut in (9, 10)] == ["missed", "reached"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("cut", "goal", "changed"),
    [
        (None, 10, {}),
        (5, None, {}),
        (5, 0, {}),
        (5, 10, {"base_year": None}),
        (5, 10, {"goal_year": None}),
        (5, 10, {"year": 2015}),
    ],
)
def test_without_a_goal_or_its_years_there_is_no_pace(
    cut: int | None, goal: int | None, changed: dict[str, int | None]
) -> None:
    assert pace_of(cut, goal, {**HALF_WAY, **changed}) is None
