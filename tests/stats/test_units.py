"""Units are ranked by a share, the unknown last, and set against the whole they belong to."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import by_scope
from kgreport.stats.units import benchmark_rows, compare_units

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
        levels(make_figures, "b", 0, 0, 30, 20),
        levels(make_figures, "c", 20, 25, 15, 0),
        make_figures(("member", "", "rated", 50), unit="d"),
        levels(make_figures, "", 30, 20, 70, 10),
    )

    assert list(found["unit"]) == ["c", "b", "a", "d", ""]
    assert list(found["whole"]) == [False, False, False, False, True]
    assert list(found["share_good_or_better"].dropna()) == [0.75, 0.0, 5 / 13]
    assert found.attrs["main"] == "good_or_better"
    assert found.attrs["ranked"]


def test_equal_shares_stand_in_the_order_of_their_names(make_figures: Frame) -> None:
    found = compared(*(levels(make_figures, unit, 10, 10, 30, 0) for unit in NAMES))

    assert list(found["unit"])[:4] == ["a", "b", "c", "d"]


def test_where_no_level_is_split_units_are_ranked_by_what_is_known(make_figures: Frame) -> None:
    rows = (("member", "", "fulfilled_or_better", 90), ("member", "", "unfulfilled", 10))
    found = compared(make_figures(*rows, unit="b"), make_figures(rows[0], unit="a"))

    assert found.attrs["main"] == "fulfilled_or_better"
    assert found["share_good_or_better"].isna().all()


def test_of_nothing_known_nothing_is_ranked(make_figures: Frame) -> None:
    found = compared(make_figures(("member", "", "reviewed", 4), unit="b"))

    assert found.attrs["main"] == ""
    assert not found.attrs["ranked"]
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

    found = compared(totals("a", 100, 80), totals("b", 200, 190))

    assert found.attrs["base"] == "total"
    assert list(found["unit"])[:2] == ["b", "a"]
    assert list(found["share_good_or_better"].dropna()) == [0.95, 0.8]


def test_units_are_not_ranked_where_one_case_is_worth_more_than_two_points(make_figures: Frame) -> None:
    """The smallest has 49; with one more all would be ranked."""

    def shares(smallest: int) -> pd.DataFrame:
        return compared(
            levels(make_figures, "c", 0, smallest, 0, 0),
            levels(make_figures, "d", 0, 50, 50, 0),
            levels(make_figures, "b", 0, 10, 90, 0),
        )

    small, enough = shares(49), shares(50)

    assert (small.attrs["smallest"], small.attrs["ranked"]) == (49, False)
    assert list(small["unit"]) == [*NAMES, ""]
    assert enough.attrs["ranked"]
    assert list(enough["unit"])[:3] == ["c", "d", "b"]


def test_a_share_stands_beside_that_of_the_whole_with_its_rank(make_figures: Frame) -> None:
    found = compared(
        levels(make_figures, "b", 10, 10, 80, 0),
        levels(make_figures, "c", 30, 20, 50, 0),
        levels(make_figures, "d", 10, 60, 20, 10),
        levels(make_figures, "", 50, 90, 150, 10),
    )

    rows = {row["measure"]: row for row in benchmark_rows(found, "b")}

    assert [rows["excellent"][name] for name in ("count", "share", "rank", "units")] == [10, 0.1, 2, 3]
    assert rows["excellent"]["share_of_whole"] == pytest.approx(50 / 300)
    assert [rows[code]["rank"] for code in ("good", "fulfilled", "unfulfilled")] == [3, 1, 2]


def test_shares_that_are_printed_alike_have_the_same_rank(make_figures: Frame) -> None:
    """Of 300.000 one more makes no difference to a share in percent with two decimals."""
    found = compared(
        levels(make_figures, "b", 0, 100001, 199999, 0), levels(make_figures, "c", 0, 100000, 200000, 0)
    )

    assert [benchmark_rows(found, unit)[1]["rank"] for unit in "bc"] == [1, 1]


def test_only_known_shares_are_compared(make_figures: Frame) -> None:
    found = compared(
        make_figures(("member", "", "rated", 90), ("member", "", "unfulfilled", 9), unit="b"),
        make_figures(("member", "", "rated", 80), unit="c"),
    )

    rows = {row["measure"]: row for row in benchmark_rows(found, "b")}
    assert {code for code, row in rows.items() if row["rank"]} == {"fulfilled_or_better", "unfulfilled"}
    assert (rows["unfulfilled"]["units"], rows["unfulfilled"]["share_of_whole"]) == (1, None)
