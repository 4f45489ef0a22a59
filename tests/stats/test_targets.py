"""A target is judged by the decimals it is written with; what is unknown stays unknown."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgreport.stats.targets import count_verdicts, judge_targets

UNKNOWN = float("nan")


def judged(planned: float, actual: float, direction: str = "at_least") -> tuple[float | None, str]:
    row = {"name": "Thu ngân sách", "planned": planned, "actual": actual, "direction": direction}
    found = judge_targets(pd.DataFrame([row])).iloc[0]
    return None if pd.isna(found["share"]) else float(found["share"]), str(found["verdict"])


@pytest.mark.parametrize(
    ("planned", "actual", "expected"),
    [
        (7.5, 7.63, (7.63 / 7.5, "exceeded")),
        (1800, 1800, (1.0, "met")),
        (120, 97, (97 / 120, "missed")),
        (1200, 560, (560 / 1200, "under_half")),
        (12, 0, (0.0, "under_half")),
    ],
)
def test_more_than_the_plan_exceeds_it(planned: float, actual: float, expected: tuple[float, str]) -> None:
    share, verdict = judged(planned, actual)

    assert share == pytest.approx(expected[0])
    assert verdict == expected[1]


@pytest.mark.parametrize(
    ("planned", "actual", "expected"),
    [
        (10, 4, (2.5, "exceeded")),
        (10, 10, (1.0, "met")),
        (1, 1.25, (0.8, "missed")),
        (1.0, 2.0, (0.5, "missed")),
        (1.0, 2.69, (1 / 2.69, "under_half")),
    ],
)
def test_less_than_a_limit_exceeds_it(planned: float, actual: float, expected: tuple[float, str]) -> None:
    """Its share is the plan of the actual."""
    share, verdict = judged(planned, actual, "at_most")

    assert share == pytest.approx(expected[0])
    assert verdict == expected[1]


def test_one_half_is_not_under_one_half() -> None:
    assert judged(12.6, 6.3)[1] == "missed"
    assert judged(12.6, 6.29)[1] == "under_half"


@given(tenths=st.integers(1, 10**6))
def test_half_a_plan_is_never_under_half_of_it(tenths: int) -> None:
    """Compared as decimals, whatever a float makes of them."""
    assert judged(float(f"{2 * tenths}e-1"), float(f"{tenths}e-1"))[1] == "missed"


def test_an_unknown_result_is_neither_met_nor_missed() -> None:
    assert judged(81.5, UNKNOWN) == (None, "")


@pytest.mark.parametrize(
    ("actual", "direction", "verdict"),
    [(0, "at_least", "met"), (3, "at_least", "exceeded"), (0, "at_most", "met"), (3, "at_most", "missed")],
)
def test_there_is_no_share_of_a_plan_of_nothing(actual: float, direction: str, verdict: str) -> None:
    assert judged(0, actual, direction) == (None, verdict)


def test_a_limit_kept_wholly_has_no_share() -> None:
    assert judged(10, 0, "at_most") == (None, "exceeded")


def test_met_and_exceeded_count_as_reached_and_the_missed_are_named() -> None:
    rows = pd.DataFrame(
        {
            "name": ["a", "b", "c", "d"],
            "planned": [1.0, 2.0, 3.0, 4.0],
            "actual": [1.0, 1.0, 6.0, UNKNOWN],
            "direction": ["at_least", "at_most", "at_most", "at_least"],
            "main": [True, False, True, False],
        }
    )

    found = count_verdicts(judge_targets(rows))

    assert (found.reached, found.exceeded) == (2, 1)
    assert (found.main, found.main_reached) == (2, 1)
    assert [row["name"] for row in found.missed] == ["c"]
    assert [row["name"] for row in found.unknown] == ["d"]


def test_targets_keep_their_order_and_their_rows() -> None:
    rows = pd.DataFrame(
        {"name": ["b", "a"], "planned": [1.0, 2.0], "actual": [2.0, 1.0], "direction": "at_least"},
        index=[7, 3],
    )

    assert judge_targets(rows)[["name", "verdict"]].to_numpy().tolist() == [
        ["b", "exceeded"],
        ["a", "missed"],
    ]


def test_no_targets_are_no_verdicts() -> None:
    none = pd.DataFrame({"name": [], "planned": [], "actual": [], "direction": []})

    assert judge_targets(none)["verdict"].tolist() == []
