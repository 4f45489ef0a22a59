"""A share that is printed alike for years is warned about, unless chance or nature keeps it so."""

from __future__ import annotations

import pandas as pd
import pytest

from kgreport.data.figures.layout import COLUMNS
from kgreport.data.figures.least import KnownFigures
from kgreport.data.figures.lookup import by_scope
from kgreport.data.figures.unit_sums import complete_with_units
from kgreport.data.params.parts import Plausibility
from kgreport.data.plausibility.compared import Compared
from kgreport.data.plausibility.unchanged import YEARS, check_unchanged
from kgreport.data.rules.model import NO_RULES

Shares = list[tuple[int, int]]
"""Good or better of those rated, the year of the report last."""


def found(shares: Shares, last_year: int = 2018) -> list[str]:
    lines = [
        (year, "", "member", "", measure, value, "p. 1", "")
        for year, (part, rated) in enumerate(shares, last_year - len(shares) + 1)
        for measure, value in (("good_or_better", part), ("rated", rated))
    ]
    figures = by_scope(complete_with_units(pd.DataFrame(lines, columns=list(COLUMNS)), ()))
    compared = Compared(KnownFigures(figures, (), NO_RULES), 2018)
    return [one.id for one in check_unchanged(compared, "", Plausibility.model_validate({}))]


def test_a_share_that_is_the_same_for_five_years_is_warned_about() -> None:
    """The counts may differ: it is the printed share that stays."""
    alike = [(3402 + n, 3623 + n) for n in (0, 1, 2, 0, 1)]

    assert found(alike) == ["unchanged-2018-member-good_or_better"]


def test_fewer_years_are_not_enough() -> None:
    assert found([(3402, 3623)] * (YEARS - 1)) == []


@pytest.mark.parametrize("changed", range(5))
def test_one_year_that_differs_ends_the_run(changed: int) -> None:
    shares = [(3402, 3623)] * 5
    shares[changed] = (3410, 3623)

    assert found(shares) == []


def test_a_share_that_is_no_longer_the_same_is_not_told() -> None:
    assert found([(3402, 3623)] * 5, last_year=2017) == []


@pytest.mark.parametrize("part", [0, 3623])
def test_none_and_all_often_stay_and_are_not_told(part: int) -> None:
    assert found([(part, 3623)] * 8) == []


@pytest.mark.parametrize("share", [(1, 5), (9, 10), (99, 100)])
def test_small_numbers_often_stay_and_are_not_told(share: tuple[int, int]) -> None:
    assert found([share] * 5) == []
