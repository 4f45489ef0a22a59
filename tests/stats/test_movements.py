"""Movements between levels: counted once, from where to where, with their sums."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kgreport.stats.movements import NONE, directions, levels_by_year, movements_between
from kgreport.terms.vocabulary import LEVELS

YEARS = [2016, 2017, 2018]
SHORT = {"X": "excellent", "T": "good", "H": "fulfilled", "K": "unfulfilled", "-": ""}


def records(**levels: str) -> pd.DataFrame:
    """Give records, one letter a year up to 2018."""
    rows = [
        (2018 - back, one, SHORT[letter])
        for one, letters in levels.items()
        for back, letter in enumerate(reversed(letters))
        if letter != "."
    ]
    return pd.DataFrame(rows, columns=["year", "id", "level"])


def count(moved: pd.DataFrame, before: str, after: str) -> int:
    return int(moved.loc[(moved["before"] == before) & (moved["after"] == after), "count"].iloc[0])


def test_who_has_no_record_or_no_level_has_none() -> None:
    levels = levels_by_year(records(a="XTH", b="X-T", c="..K"), YEARS)

    assert levels.T["b"].tolist() == ["excellent", NONE, "good"]
    assert levels.T["c"].tolist() == [NONE, NONE, "unfulfilled"]


def test_two_records_that_disagree_are_no_level() -> None:
    twice = pd.concat([records(a="XX"), records(a="T")])

    assert levels_by_year(twice, YEARS).T["a"].tolist() == [NONE, "excellent", NONE]


def test_no_records_are_no_levels() -> None:
    levels = levels_by_year(records(), YEARS)

    assert levels.empty
    assert movements_between(levels, 2017, 2018)["count"].sum() == 0
    assert directions(movements_between(levels, 2017, 2018))["share"].isna().all()


def test_everyone_is_counted_where_they_went() -> None:
    moved = movements_between(
        levels_by_year(records(a="TX", b="TT", c="TK", d="X.", e="X"), YEARS), 2017, 2018
    )

    assert count(moved, "good", "excellent") == 1
    assert count(moved, "good", "unfulfilled") == 1
    assert count(moved, "excellent", NONE) == 1
    assert count(moved, NONE, "excellent") == 1
    assert moved.loc[moved["before"] == "good", "share"].sum() == 1
    assert set(moved.loc[moved["before"] == "good", "of_before"]) == {3}
    assert set(moved.loc[moved["after"] == "excellent", "of_after"]) == {2}
    assert moved.attrs["total"] == 5
    assert moved.loc[moved["before"] == "fulfilled", "share"].isna().all()


def test_only_those_rated_in_both_years_rose_stayed_or_fell() -> None:
    moved = movements_between(
        levels_by_year(records(a="TX", b="TT", c="TK", d="X.", e="X"), YEARS), 2017, 2018
    )

    summed = directions(moved).set_index("direction")["count"]

    assert summed.to_dict() == {"rose": 1, "stayed": 1, "fell": 1}


@given(st.dictionaries(st.sampled_from("abcdef"), st.text("XTHK-.", min_size=3, max_size=3)))
def test_nobody_is_lost_on_the_way(levels: dict[str, str]) -> None:
    """All rated in either year are in exactly one cell."""
    moved = movements_between(levels_by_year(records(**levels), YEARS), 2017, 2018)

    either = [letters for letters in levels.values() if set(letters[1:]) - {"-", "."}]
    assert moved["count"].sum() == len(either)
    assert len(moved) == (len(LEVELS) + 1) ** 2
