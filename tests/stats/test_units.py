"""Units are ranked by a share, the unknown last, and set against the whole they belong to."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import by_scope
from kgreport.stats.units import compare_units

SCOPE = Scope(year=2018, subject="member")
NAMES = {"b": "Bình", "d": "Đông", "a": "Ấp", "c": "Châu"}
Frame = Callable[..., pd.DataFrame]


def levels(make: Frame, unit: str, *counts: int) -> pd.DataFrame:
    codes = ("excellent", "good", "fulfilled", "unfulfilled")
    rows = (("member", "", code, n) for code, n in zip(codes, counts, strict=True))
    return make(*rows, unit=unit)


def compared(*frames: pd.DataFrame) -> pd.DataFrame:
    return compare_units(by_scope(complete_figures(pd.concat(frames))), SCOPE, NAMES)


def test_the_largest_share_comes_first_the_unknown_last_and_the_whole_at_the_end(make_figures: Frame) -> None:
    found = compared(
        levels(make_figures, "b", 0, 0, 3, 1),
        levels(make_figures, "c", 2, 1, 1, 0),
        make_figures(("member", "", "rated", 5), unit="d"),
        levels(make_figures, "", 3, 2, 7, 1),
    )

    assert list(found["unit"]) == ["c", "b", "a", "d", ""]
    assert list(found["whole"]) == [False, False, False, False, True]
    assert list(found["share_good_or_better"].dropna()) == [0.75, 0.0, 5 / 13]
    assert found.attrs["ranked_by"] == "good_or_better"


def test_equal_shares_stand_in_the_order_of_their_names(make_figures: Frame) -> None:
    found = compared(*(levels(make_figures, unit, 1, 1, 2, 0) for unit in NAMES))

    assert list(found["unit"])[:4] == ["a", "b", "c", "d"]


def test_where_no_level_is_split_units_are_ranked_by_what_is_known(make_figures: Frame) -> None:
    rows = (("member", "", "fulfilled_or_better", 9), ("member", "", "unfulfilled", 1))
    found = compared(make_figures(*rows, unit="b"), make_figures(rows[0], unit="a"))

    assert found.attrs["ranked_by"] == "fulfilled_or_better"
    assert found["share_good_or_better"].isna().all()


def test_of_nothing_known_nothing_is_ranked(make_figures: Frame) -> None:
    found = compared(make_figures(("member", "", "reviewed", 4), unit="b"))

    assert found.attrs["ranked_by"] == ""
    assert len(found) == len(NAMES) + 1


def test_nobody_rated_gives_no_share(make_figures: Frame) -> None:
    found = compared(levels(make_figures, "b", 0, 0, 0, 0)).set_index("unit")

    assert found["rated"].to_dict()["b"] == 0
    assert found["share_excellent"].isna().all()


@pytest.mark.parametrize("scope", [{"tier": "x"}, {"subject": "leader"}])
def test_figures_of_others_do_not_count(make_figures: Frame, scope: dict[str, str]) -> None:
    found = compared(levels(make_figures, "b", 1, 1, 1, 1).assign(**scope))

    assert found["rated"].isna().all()


def test_units_compare_by_their_totals_where_those_rated_are_unknown(make_figures: Frame) -> None:
    def totals(unit: str, total: int, good: int) -> pd.DataFrame:
        return make_figures(("member", "", "total", total), ("member", "", "good_or_better", good), unit=unit)

    found = compared(totals("a", 10, 8), totals("b", 20, 19))

    assert found.attrs["base"] == "total"
    assert list(found["unit"])[:2] == ["b", "a"]
    assert list(found["share_good_or_better"].dropna()) == [0.95, 0.8]
