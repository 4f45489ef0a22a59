"""Numbers as text: whatever two shares are, their printed difference is that of the printed shares."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kgreport.views.formats import as_printed, compare

shares = st.fractions(0, 1, max_denominator=60_000).map(float)


def number(text: str) -> Decimal:
    return Decimal(text.split(maxsplit=1)[0].rstrip("%").replace(".", "").replace(",", "."))


@given(before=shares, now=shares)
def test_a_printed_difference_is_that_of_the_printed_shares(before: float, now: float) -> None:
    found = compare(before, now)

    assert number(found.now) - number(found.before) == found.direction * number(found.points)


@given(before=shares, now=shares)
def test_a_share_never_moves_against_its_direction(before: float, now: float) -> None:
    found = compare(before, now)

    assert found.direction == 0 or (found.direction > 0) == (now > before)
    assert as_printed(before) != as_printed(now) or found.direction == 0
