"""Shares, changes, caps and the apparatus: plain numbers on bases that are named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Literal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import FiguresByScope, by_scope
from kgreport.data.rules.model import Cap
from kgreport.stats.apparatus import check_cuts, cuts_by_year, item_figures, progress
from kgreport.stats.caps import cap_rows, check_caps, largest_allowed
from kgreport.stats.shares import REST, changes, count_of, framed, known_parts, share_rows

MakeFigures = Callable[..., pd.DataFrame]
ORGANIZATIONS = Scope(year=2018, subject="organization", tier="grassroots")
CAP = Cap(limit=0.2)
LEVELS = ["excellent", "good", "fulfilled", "unfulfilled"]


@pytest.fixture
def levels(make_figures: MakeFigures) -> FiguresByScope:
    rows = zip(LEVELS, (162, 596, 58, 24), strict=True)
    figures = make_figures(*(("organization", "grassroots", code, n) for code, n in rows))
    return by_scope(complete_figures(figures))


def test_a_share_names_its_base(levels: FiguresByScope) -> None:
    [found] = share_rows(levels.of(ORGANIZATIONS), {"excellent": "rated"})

    assert (found["count"], found["base"], found["base_count"]) == (162, "rated", 840)
    assert found["share"] == pytest.approx(162 / 840)


@given(st.lists(st.integers(0, 10**6), min_size=4, max_size=4).filter(any))
def test_shares_of_the_parts_add_up_to_one(counts: list[int]) -> None:
    rows = [
        (2018, "", "organization", "grassroots", code, n, "t", "t:1")
        for code, n in zip(LEVELS, counts, strict=True)
    ]
    columns = ["year", "unit", "subject", "tier", "measure", "value", "source", "place"]
    figures = by_scope(complete_figures(pd.DataFrame(rows, columns=columns)))

    found = framed(share_rows(figures.of(ORGANIZATIONS), dict.fromkeys(LEVELS, "rated")))

    assert float(found["share"].sum()) == pytest.approx(1)


def test_the_share_of_an_unknown_count_is_unknown(levels: FiguresByScope) -> None:
    [found] = share_rows(levels.of(ORGANIZATIONS), {"exempt": "rated"})

    assert (found["count"], found["share"]) == (None, None)


def test_there_is_no_share_of_nothing(make_figures: MakeFigures) -> None:
    figures = by_scope(make_figures(("member", "", "excellent", 0), ("member", "", "rated", 0)))

    [found] = share_rows(figures.of(Scope(year=2018, subject="member")), {"excellent": "rated"})

    assert found["share"] is None


def test_a_count_of_another_tier_is_not_looked_up(levels: FiguresByScope) -> None:
    assert count_of(levels, Scope(year=2018, subject="organization"), "excellent") is None


def test_a_change_is_in_counts_and_in_points(make_figures: MakeFigures) -> None:
    figures = by_scope(
        pd.concat(
            [
                make_figures(("member", "", "excellent", 10), ("member", "", "rated", 100), year=2017),
                make_figures(("member", "", "excellent", 30), ("member", "", "rated", 200)),
            ]
        )
    )

    [found] = changes(figures, Scope(year=2018, subject="member"), 2017, ["excellent"], "rated")

    assert found["difference"] == 20
    assert found["points"] == pytest.approx(0.05)


def test_without_the_other_year_nothing_is_compared(levels: FiguresByScope) -> None:
    assert changes(levels, ORGANIZATIONS, 2017, LEVELS, "rated") == []


@pytest.mark.parametrize(
    ("counts", "base", "parts"),
    [
        ({"excellent": 2, "good": 7, "fulfilled": 1, "unfulfilled": 0}, "rated", [2, 7, 1, 0]),
        ({"rated": 18, "good_or_better": 17, "excellent": 1}, "rated", [1, 16, "rest", 1]),
        ({"total": 100, "good_or_better": 90}, "total", [90, "rest", 10]),
        ({"total": 12, "rated": 10, "fulfilled_or_better": 9}, "rated", [9, 1]),
        ({"rated": 10, "fulfilled_or_better": 9, "excellent": 2}, "rated", [9, 1]),
        ({"rated": 10}, "rated", []),
        ({"good_or_better": 9}, "rated", []),
    ],
)
def test_a_whole_is_split_into_its_known_parts_and_what_they_leave(
    counts: dict[str, int], base: str, parts: list[object], make_figures: MakeFigures
) -> None:
    """Parts never overlap: 2 excellent of 9 are not drawn beside the 9 that they are part of."""
    figures = complete_figures(make_figures(*(("member", "", code, n) for code, n in counts.items())))
    rows = known_parts(by_scope(figures).of(Scope(year=2018, subject="member")), base)

    shown = [one for row in rows for one in ([REST] * (row["measure"] == REST) + [row["count"]])]
    assert shown == parts
    assert sum(row["share"] for row in rows) == pytest.approx(1 if parts else 0)


@pytest.mark.parametrize(("rounding", "allowed"), [("floor", 151), ("ceil", 152), ("nearest", 152)])
def test_the_cap_is_rounded_as_asked(rounding: Literal["floor", "ceil", "nearest"], allowed: int) -> None:
    assert largest_allowed(758, 0.2, rounding) == allowed


@pytest.mark.parametrize(("excellent", "base"), [(16, 79), (31, 152), (10, 47), (2, 9), (6, 27), (26, 128)])
def test_printed_figures_that_exceed_the_cap_by_one_keep_it_rounded_up(excellent: int, base: int) -> None:
    assert largest_allowed(base, 0.2) == excellent
    assert largest_allowed(base, 0.2, "floor") == excellent - 1


def test_a_half_is_rounded_up() -> None:
    assert largest_allowed(5, 0.5, "nearest") == 3


@given(base=st.integers(0, 10**6), percent=st.integers(1, 100))
def test_the_floor_is_the_largest_count_within_the_limit(base: int, percent: int) -> None:
    most = largest_allowed(base, percent / 100, "floor")

    assert Fraction(most) <= Fraction(percent, 100) * base < most + 1


def test_the_cap_is_shown_under_each_reading_of_its_base(levels: FiguresByScope) -> None:
    found = cap_rows(levels.of(ORGANIZATIONS), CAP)

    assert [(row["base"], row["allowed"], row["excess"]) for row in found] == [
        ("good_or_better", 152, 10),
        ("good", 120, 42),
        ("rated", 168, -6),
    ]


def test_an_excess_in_the_aggregate_is_only_a_warning(levels: FiguresByScope) -> None:
    readings = {ORGANIZATIONS: cap_rows(levels.of(ORGANIZATIONS), CAP)}

    [finding] = check_caps(readings, "good_or_better")

    assert (finding.severity, finding.id) == ("warning", "cap-2018-organization-grassroots")
    assert check_caps(readings, "rated") == []


def test_an_excess_of_the_whole_that_lies_in_one_tier_is_found_there_only(levels: FiguresByScope) -> None:
    rows = cap_rows(levels.of(ORGANIZATIONS), CAP)
    whole = replace(ORGANIZATIONS, tier="")

    [finding] = check_caps({whole: rows, ORGANIZATIONS: rows}, "good_or_better")

    assert finding.id == "cap-2018-organization-grassroots"


def test_without_the_highest_level_there_is_no_cap(make_figures: MakeFigures) -> None:
    figures = by_scope(make_figures(("organization", "grassroots", "rated", 840)))

    assert cap_rows(figures.of(ORGANIZATIONS), CAP) == []


@pytest.fixture
def staff(make_figures: MakeFigures) -> pd.DataFrame:
    return complete_figures(
        pd.concat(
            [
                make_figures(
                    ("staff", "administrative", "assigned", 100),
                    ("staff", "public_service", "assigned", 900),
                    year=2015,
                ),
                make_figures(("staff", "administrative", "cut", 4), year=2016),
                make_figures(
                    ("staff", "administrative", "cut", 6),
                    ("staff", "administrative", "cut_to_date", 10),
                    year=2017,
                ),
                make_figures(("staff", "administrative", "goal", 20), year=2021),
            ]
        )
    )


def test_what_remains_is_what_was_assigned_less_what_was_cut(staff: pd.DataFrame) -> None:
    found = progress(item_figures(staff, "", "staff", 2017), 2017).set_index("sector").loc["administrative"]

    assert (found["assigned"], found["remaining"]) == (100, 90)
    assert found["cut_share"] == pytest.approx(0.1)
    assert found["goal_share"] == pytest.approx(0.5)


def test_an_unknown_cut_leaves_the_rest_unknown(staff: pd.DataFrame) -> None:
    found = progress(item_figures(staff, "", "staff", 2017), 2017).set_index("sector").loc["public_service"]

    assert pd.isna(found["remaining"])
    assert pd.isna(cuts_by_year(item_figures(staff, "", "staff", 2017)).loc[2016, "public_service"])


def test_the_cuts_of_the_years_make_up_the_cut_to_date(staff: pd.DataFrame) -> None:
    figures = item_figures(staff, "", "staff", 2017)
    assert check_cuts(figures, 2017) == []

    wrong = figures.assign(value=figures["value"].where(figures["measure"] != "cut_to_date", 11))
    [finding] = check_cuts(wrong, 2017)
    assert finding.id == "cuts-2017-staff-administrative"
    assert finding.found.say("en") == "sum of the years: 10, off by 1"


def test_a_year_nobody_knows_the_cuts_of_is_no_contradiction(staff: pd.DataFrame) -> None:
    known = staff[(staff["year"] != 2016) | (staff["measure"] != "cut")]

    assert check_cuts(item_figures(known, "", "staff", 2017), 2017) == []
