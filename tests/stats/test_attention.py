"""Units are ranked by kinds of signs, then by their part of each kind; small numbers rank nobody."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import by_scope
from kgreport.stats.verdicts.attention import KINDS, Signal, rank
from kgreport.stats.verdicts.signals import (
    MOST_OF_A_MEASURE,
    doubt_signals,
    low_ratings,
    remedy_signals,
    unexplained_signals,
)
from kgreport.terms.findings import Finding, Wording, make_finding
from kgreport.terms.phrases import same

MakeFigures = Callable[..., pd.DataFrame]
NAMES = {code: f"Huyện {code.upper()}" for code in "abcdef"}
WHOLE = Scope(year=2018, subject="member")

signals = st.lists(
    st.builds(Signal, st.sampled_from("abcdef"), st.sampled_from(KINDS), st.integers(1, 9)), max_size=20
)


def order(*some: Signal) -> list[str]:
    return [one.unit for one in rank(some, NAMES)]


def test_more_kinds_of_signs_stand_before_more_of_one_kind() -> None:
    assert order(Signal("a", "overdue", 9), Signal("b", "overdue", 1), Signal("b", "cap", 1)) == ["b", "a"]


def test_of_as_many_kinds_the_greater_part_of_each_kind_decides() -> None:
    few_of_few = [Signal("a", "unexplained", 1), Signal("b", "unexplained", 1)]
    many = [Signal("c", "overdue", 10), Signal("d", "overdue", 30)]

    ranked = rank([*few_of_few, *many], NAMES)

    assert [(one.unit, one.weight) for one in ranked] == [("d", 0.75), ("a", 0.5), ("b", 0.5), ("c", 0.25)]


def test_of_the_same_weight_the_name_decides() -> None:
    assert order(*(Signal(unit, "cap", 1) for unit in "ba")) == ["a", "b"]


def test_signs_of_one_unit_are_told_in_the_order_of_kinds_the_largest_first() -> None:
    given = [Signal("a", "doubtful", 1), Signal("a", "cap", 1), Signal("a", "cap", 4)]

    [ranked] = rank(given, NAMES)

    assert [(one.kind, one.size) for one in ranked.signals] == [("cap", 4), ("cap", 1), ("doubtful", 1)]
    assert ranked.kinds == ["cap", "doubtful"]


@given(signals, st.randoms(use_true_random=False))
def test_the_order_of_signals_does_not_matter(some: list[Signal], random: Random) -> None:
    assert order(*random.sample(some, len(some))) == order(*some)


@given(signals)
def test_weights_add_up_to_one_for_each_kind(some: list[Signal]) -> None:
    total = sum(one.weight for one in rank(some, NAMES))

    assert total == pytest.approx(len({one.kind for one in some}))


def low(make_figures: MakeFigures, *units: tuple[str, int, int]) -> list[tuple[str, str]]:
    """Find low ratings of units, each given with how many are good or better of how many rated."""
    rows = [("", *map(sum, zip(*((good, rated) for _, good, rated in units), strict=True))), *units]
    frames = [
        make_figures(("member", "", "good_or_better", good), ("member", "", "rated", rated), unit=unit)
        for unit, good, rated in rows
    ]
    found = low_ratings(by_scope(pd.concat(frames)), WHOLE, [unit for unit, *_ in units])
    return [(one.unit, one.facts["measure"]) for one in found]


def test_a_share_below_that_of_all_by_more_than_chance_is_a_sign(make_figures: MakeFigures) -> None:
    assert low(make_figures, ("a", 900, 1000), ("b", 700, 1000)) == [("b", "good_or_better")]


def test_a_share_that_chance_explains_is_none(make_figures: MakeFigures) -> None:
    assert low(make_figures, ("a", 900, 1000), ("b", 34, 40)) == []


def test_few_are_not_compared_by_share(make_figures: MakeFigures) -> None:
    assert low(make_figures, ("a", 900, 1000), ("b", 10, 29)) == []
    assert low(make_figures, ("a", 900, 1000), ("b", 10, 30)) == [("b", "good_or_better")]


def test_only_the_farthest_of_a_measure_are_told(make_figures: MakeFigures) -> None:
    far = [(unit, 500 - n, 1000) for n, unit in enumerate("bcde")]

    found = low(make_figures, ("a", 9900, 10000), *far)

    assert [unit for unit, _ in found] == ["e", "d", "c"][:MOST_OF_A_MEASURE]


def test_without_the_share_of_all_nothing_is_low(make_figures: MakeFigures) -> None:
    figures = make_figures(("member", "", "good_or_better", 1), ("member", "", "rated", 100), unit="a")

    assert low_ratings(by_scope(figures), WHOLE, ["a"]) == []


def test_remedies_count_overdue_plans_and_organisations_without_one() -> None:
    overdue = pd.DataFrame({"of": ["a", "a", ""], "days_overdue": pd.array([4, 30, 9], dtype="Int64")})

    found = remedy_signals(overdue, pd.DataFrame({"of": ["a", "b"]}))

    assert [(one.unit, one.size, one.facts) for one in found] == [
        ("a", 3, {"overdue": 2, "longest": 30, "unplanned": 1}),
        ("b", 1, {"overdue": 0, "longest": 0, "unplanned": 1}),
    ]


def test_what_was_explained_is_no_sign() -> None:
    found = unexplained_signals({"a": {"leader": 2, "collective": 0}, "b": {"leader": 0}})

    assert [(one.unit, one.size, one.facts) for one in found] == [("a", 2, {"leader": 2})]


def test_doubts_about_a_unit_further_down_count_for_the_one_that_is_ranked(warning: Finding) -> None:
    found = doubt_signals([warning], {"a": "a", "a-1": "a"}, {"b": ["member"]})

    assert [(one.unit, one.size) for one in found] == [("a", 1), ("b", 1)]


@pytest.fixture
def warning() -> Finding:
    parts = {"year": 2018, "unit": "a-1", "subject": "member"}
    return make_finding(
        "jump", parts, same("x"), Wording(same("x"), same("y"), same("z")), severity="warning"
    )
