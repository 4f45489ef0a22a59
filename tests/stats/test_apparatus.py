"""Several items of the apparatus stand side by side, each from the year it is known for."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from kgreport.stats.apparatus import items_progress

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
