"""Each measure is a share of a base of its own, and no share exceeds its base."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kgreport.data.figures.layout import COLUMNS, Scope
from kgreport.stats.bases import shares_of_bases

MakeFigures = Callable[..., pd.DataFrame]
MEMBERS = Scope(year=2018, subject="member")
STUDY = {"studied": ("total", "reviewed")}


def base_of(figures: pd.DataFrame) -> str:
    return str(shares_of_bases(figures, MEMBERS, STUDY)["base"].iloc[0])


def test_the_first_base_that_is_known_is_taken(make_figures: MakeFigures) -> None:
    studied, reviewed = ("member", "", "studied", 90), ("member", "", "reviewed", 95)

    assert base_of(make_figures(studied, reviewed, ("member", "", "total", 100))) == "total"
    assert base_of(make_figures(studied, reviewed)) == "reviewed"
    assert base_of(make_figures(studied)) == ""


def test_a_base_smaller_than_the_count_is_none(make_figures: MakeFigures) -> None:
    """More may have studied than reviewed themselves."""
    figures = make_figures(("member", "", "studied", 99), ("member", "", "reviewed", 95))

    found = shares_of_bases(figures, MEMBERS, STUDY).iloc[0]

    assert (found["count"], found["base"]) == (99, "")
    assert pd.isna(found["share"])


def test_what_is_only_counted_has_no_share(make_figures: MakeFigures) -> None:
    found = shares_of_bases(make_figures(("member", "", "trained", 5)), MEMBERS, {"trained": ()}).iloc[0]

    assert (found["count"], found["base"]) == (5, "")
    assert pd.isna(found["share"])


@given(counts=st.dictionaries(st.sampled_from(["studied", "total", "reviewed"]), st.integers(0, 50)))
def test_no_share_exceeds_its_base(counts: dict[str, int]) -> None:
    rows = [(2018, "", "member", "", code, n, "s", "f:2") for code, n in counts.items()]

    found = shares_of_bases(pd.DataFrame(rows, columns=list(COLUMNS)), MEMBERS, STUDY)

    assert (found["share"].dropna() <= 1).all()
