"""Numbers are read as they are printed, and a print stands for the values that round to it."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgreport.terms.printed_numbers import NUMBER, PrintedNumber, as_percentage, half_up, parse_printed


def printed(text: str) -> PrintedNumber:
    """Read a number that is one."""
    number = parse_printed(text)
    assert number is not None, text
    return number


@pytest.mark.parametrize(
    ("text", "value", "decimals", "mark", "is_percent"),
    [
        ("53.340", "53340", 0, "", False),
        ("1.234.567", "1234567", 0, "", False),
        ("53\u00a0340", "53340", 0, "", False),
        ("08", "8", 0, "", False),
        ("0", "0", 0, "", False),
        ("93,90%", "93.90", 2, ",", True),
        ("18%", "18", 0, "", True),
        ("76,3 %", "76.3", 1, ",", True),
        ("76,3 phần trăm", "76.3", 1, ",", True),
        ("19.2%", "19.2", 1, ".", True),
        ("19.205%", "19.205", 3, ".", True),
        ("05,88%", "5.88", 2, ",", True),
        ("1.234,5", "1234.5", 1, ",", False),
        ("1,234.5", "1234.5", 1, ".", False),
        ("1,977", "1.977", 3, ",", False),
    ],
)
def test_a_print_has_a_value_and_its_decimals(
    text: str, value: str, decimals: int, mark: str, is_percent: bool
) -> None:
    number = printed(text)

    assert str(number.value) == value
    assert (number.decimals, number.mark, number.is_percent) == (decimals, mark, is_percent)
    assert number.text == text


@pytest.mark.parametrize("text", ["", "012", "007", "1.2.3", "-3", "3/4", "gần", "mười", "12a", "%"])
def test_what_is_no_printed_number_gives_none(text: str) -> None:
    assert parse_printed(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("trên 8.100", "above"), ("Hơn 8.100", "above"), ("gần 120", "nearly"), ("khoảng 59%", "about"),
        ("chừng 59%", "about"), ("trên dưới 100", "about"), ("khoảng hơn 100", "above"),
        ("dưới 50%", "under"),
        ("chưa đến 50%", "under"), ("ít nhất 90%", "at_least"), ("không quá 20%", "at_most"), ("120", ""),
        ("~ 120", "about"),
    ],
)  # fmt: skip
def test_words_say_how_a_number_is_approximate(text: str, kind: str) -> None:
    assert printed(text).approximation == kind


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("93,90%", ("93.895", "93.9049"), ("93.8949", "93.905")),
        ("18%", ("17.5", "18.49"), ("17.49", "18.5")),
        ("120", ("120",), ("119", "121")),
        ("gần 120", ("110", "119"), ("109", "120")),
        ("gần 59%", ("58", "58.99"), ("57.9", "59")),
        ("gần 100%", ("90", "99.9"), ("89", "100")),
        ("gần 5", ("4", "4.9"), ("3.9", "5")),
        ("trên 8.100", ("8101", "8199"), ("8100", "8200")),
        ("trên 4,8%", ("4.81", "4.89"), ("4.8", "4.9")),
        ("trên 95%", ("95.1", "99.9"), ("95", "100")),
        ("khoảng 120", ("110", "130"), ("109", "131")),
        ("dưới 50%", ("0", "49.9"), ("50",)),
        ("ít nhất 90%", ("90", "100"), ("89.9",)),
        ("không quá 20%", ("0", "20"), ("20.1",)),
    ],
)
def test_a_print_stands_for_an_interval(text: str, inside: list[str], outside: list[str]) -> None:
    interval = printed(text).interval

    assert [value for value in inside if Decimal(value) not in interval] == []
    assert [value for value in outside if Decimal(value) in interval] == []


def test_a_comma_before_three_digits_may_group_thousands() -> None:
    assert [printed(text).may_be_grouped for text in ("1,977", "0,977", "1,977%", "1,97")] == [
        True, False, False, False,
    ]  # fmt: skip


def test_numbers_are_found_in_running_text_with_their_words() -> None:
    text = "Có gần 120 chi bộ (chiếm 15,69%); 1.977 tập thể, mục 1.2.3, A4, mã 007."

    found = [match.group().strip() for match in re.finditer(NUMBER, text, re.IGNORECASE)]

    assert found == ["gần 120", "15,69%", "1.977"]


@given(st.fractions(0, 10_000), st.integers(0, 4))
def test_rounding_is_half_up(value: Fraction, decimals: int) -> None:
    half = Fraction(1, 2 * 10**decimals)

    assert -half <= value - Fraction(half_up(value, decimals)) < half


@given(st.fractions(0, 100), st.integers(0, 4))
def test_a_percentage_is_read_back_as_it_was_printed(value: Fraction, decimals: int) -> None:
    number = printed(as_percentage(half_up(value, decimals)).vi)

    assert number.value == half_up(value, decimals)
    assert number.decimals == decimals
    assert value in number.interval
