"""A record rated anew is counted where it stands now, in every figure that counts it."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.layout import COLUMNS, Scope
from kgreport.stats.restating import differences, originals_of, restate_figures
from tests.contradictions import contradictions_in

LEVELS = ("excellent", "good", "fulfilled", "unfulfilled")
PARENTS = {"village": "district", "district": "", "other": ""}


def figures(**values: int) -> pd.DataFrame:
    """Give the same counts of every unit and tier."""
    rows = [
        (2022, unit, "organization", tier, measure, value, "s", "")
        for unit in ("", *PARENTS)
        for tier in ("", "grassroots", "grassroots_branch", "sub")
        for measure, value in values.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def anew(level: str = "unfulfilled", before: str = "excellent", **more: str) -> pd.DataFrame:
    row = {"year": 2022, "id": "x", "unit": "village", "tier": "grassroots_branch", "level": level}
    return pd.DataFrame([{**row, "restated": True, "original_level": before, **more}])


def value(frame: pd.DataFrame, measure: str, unit: str = "", tier: str = "") -> int:
    here = (frame["unit"] == unit) & (frame["tier"] == tier) & (frame["measure"] == measure)
    return int(frame.loc[here, "value"].iloc[0])


def restated(given: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    return restate_figures(given, records, "organization", PARENTS)


def test_it_moves_from_the_old_level_to_the_new_in_its_unit_and_all_above() -> None:
    found = restated(figures(excellent=5, unfulfilled=1, good=7), anew())

    for unit in ("village", "district", ""):
        for tier in ("grassroots_branch", "grassroots", ""):
            assert [value(found, m, unit, tier) for m in ("excellent", "unfulfilled", "good")] == [4, 2, 7]


def test_units_and_tiers_that_do_not_hold_it_stay() -> None:
    given = figures(excellent=5, unfulfilled=1)
    found = restated(given, anew())

    aside = (given["unit"] == "other") | (given["tier"] == "sub")
    assert found[aside].equals(given[aside])


def test_sums_of_levels_that_were_written_down_follow() -> None:
    found = restated(figures(good_or_better=9, fulfilled_or_better=11, rated=12), anew("fulfilled"))

    assert [value(found, m) for m in ("good_or_better", "fulfilled_or_better", "rated")] == [8, 11, 12]


def test_what_was_pending_is_rated_once_restated() -> None:
    found = restated(figures(pending=2, rated=9, unfulfilled=0), anew(before="", original_status="pending"))

    assert [value(found, m) for m in ("pending", "rated", "unfulfilled")] == [1, 10, 1]


def test_the_reason_moves_too() -> None:
    records = anew(original_reason="", reason="unfulfilled_disciplined")
    found = restated(figures(unfulfilled_disciplined=3, unfulfilled_targets=2), records)

    assert [value(found, m) for m in ("unfulfilled_disciplined", "unfulfilled_targets")] == [4, 2]


def test_a_figure_that_cannot_have_counted_it_is_left_alone() -> None:
    assert value(restated(figures(excellent=0), anew()), "excellent") == 0


def test_what_is_not_restated_moves_nothing() -> None:
    given = figures(excellent=5)

    assert restated(given, anew().assign(restated=False)).equals(given)


@given(st.tuples(*[st.integers(1, 50)] * 4), st.sampled_from(LEVELS), st.sampled_from(LEVELS))
def test_no_restatement_makes_a_contradiction_or_changes_how_many_were_rated(
    counts: tuple[int, ...], before: str, now: str
) -> None:
    given = complete_figures(figures(**dict(zip(LEVELS, counts, strict=True))))
    written = given[(given["tier"] == "grassroots_branch") & (given["unit"] == "village")]
    found = restated(written, anew(now, before))

    assert not contradictions_in(found)
    assert value(found, "rated", "village", "grassroots_branch") == sum(counts)


def test_the_originals_are_named_where_a_figure_differs_derived_ones_too() -> None:
    every = figures(excellent=5, good=3)
    given = every[every["tier"] == ""]
    before, after = complete_figures(given), complete_figures(restated(given, anew("fulfilled")))

    originals = originals_of(differences(before, after), Scope(year=2023, subject="organization"))

    assert originals == {(2022, "excellent"): 5, (2022, "good_or_better"): 8}
