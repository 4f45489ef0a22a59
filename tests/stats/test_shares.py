"""Each measure is a share of a base of its own, and no share exceeds its base."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kgreport.data.figures.layout import COLUMNS, Scope
from kgreport.data.figures.lookup import by_scope
from kgreport.stats.shares import Bases, base_rows

MakeFigures = Callable[..., pd.DataFrame]
MEMBERS = Scope(year=2018, subject="member")
STUDY: Bases = {"studied": ("total", "reviewed")}


def row_of(figures: pd.DataFrame, bases: Bases = STUDY) -> dict[str, Any]:
    [row] = base_rows(by_scope(figures).of(MEMBERS), bases)
    return row


def base_of(figures: pd.DataFrame) -> object:
    return row_of(figures)["base"]


def test_the_first_base_that_is_known_is_taken(make_figures: MakeFigures) -> None:
    studied, reviewed = ("member", "", "studied", 90), ("member", "", "reviewed", 95)

    assert base_of(make_figures(studied, reviewed, ("member", "", "total", 100))) == "total"
    assert base_of(make_figures(studied, reviewed)) == "reviewed"
    assert base_of(make_figures(studied)) == ""


def test_a_base_smaller_than_the_count_is_none(make_figures: MakeFigures) -> None:
    """More may have studied than reviewed themselves."""
    figures = make_figures(("member", "", "studied", 99), ("member", "", "reviewed", 95))

    found = row_of(figures)

    assert (found["count"], found["base"], found["share"]) == (99, "", None)


def test_what_is_only_counted_has_no_share(make_figures: MakeFigures) -> None:
    found = row_of(make_figures(("member", "", "trained", 5)), {"trained": ()})

    assert (found["count"], found["base"], found["share"]) == (5, "", None)


@given(counts=st.dictionaries(st.sampled_from(["studied", "total", "reviewed"]), st.integers(0, 50)))
def test_no_share_exceeds_its_base(counts: dict[str, int]) -> None:
    rows = [(2018, "", "member", "", code, n, "s", "f:2") for code, n in counts.items()]

    share = row_of(pd.DataFrame(rows, columns=list(COLUMNS)))["share"]

    assert share is None or share <= 1
