"""One typing error leads from a number that was meant to the number that was written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgreport.data.plausibility.typing_errors import likely_originals


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        (5334, 53340),  # a digit left out
        (22, 2),  # typed twice
        (35340, 53340),  # two swapped
        (53840, 53340),  # one typed as another
        (34, 534),  # the first left out
        (28630, 2863),  # a zero too many
    ],
)
def test_each_kind_of_typing_error_is_known(found: int, meant: int) -> None:
    assert likely_originals(found)[meant] > 0


def test_two_errors_are_none_of_one() -> None:
    assert 53340 not in likely_originals(54330 + 1)
    assert 53340 not in likely_originals(534)


def test_a_digit_typed_as_another_explains_less_than_a_digit_too_many() -> None:
    assert likely_originals(22)[2] > likely_originals(22)[12]


@settings(max_examples=20)
@given(number=st.integers(0, 10**6))
def test_a_number_is_no_error_for_itself(number: int) -> None:
    originals = likely_originals(number)

    assert number not in originals
    assert all(chance > 0 for chance in originals.values())


@settings(max_examples=20)
@given(number=st.integers(10, 10**6), data=st.data())
def test_what_a_digit_left_out_makes_of_a_number_leads_back_to_it(number: int, data: st.DataObject) -> None:
    text = str(number)
    n = data.draw(st.integers(0, len(text) - 1))

    found = int(text[:n] + text[n + 1 :])

    # Zeros after a first digit left out vanish as well: 5003 becomes 3, which is more than one error away.
    if len(str(found)) == len(text) - 1:
        assert number in likely_originals(found)
