"""A printed share is judged by its count and its base, exactly and at its own decimals."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgreport.terms.printed_numbers import PrintedNumber, as_percentage, half_up, parse_printed, truncated
from kgreport.terms.printed_shares import (
    Ratio,
    agree,
    bases_of,
    counts_of,
    judge_share,
    may_sum_to_100,
    prints_as,
)


def printed(text: str) -> PrintedNumber:
    """Read a number that is one."""
    number = parse_printed(text)
    assert number is not None, text
    return number


def as_printed(ratio: Ratio, decimals: int) -> PrintedNumber:
    """Print a ratio half up and read the print."""
    return printed(as_percentage(half_up(ratio.percentage, decimals)).vi)


ratios = st.integers(1, 500).flatmap(lambda base: st.builds(Ratio, st.integers(0, base), st.just(base)))
decimals = st.integers(0, 2)


@pytest.mark.parametrize(
    ("text", "count", "base", "kind", "right"),
    [
        ("93,90%", 3402, 3623, "correct", "93.90"),
        ("94%", 3402, 3623, "correct", "94"),
        ("0,13%", 1, 800, "correct", "0.13"),
        ("0,12%", 1, 800, "truncated", "0.13"),
        ("68,02%", 483, 710, "truncated", "68.03"),
        ("21,73%", 5, 23, "truncated", "21.74"),
        ("78,27%", 18, 23, "wrong", "78.26"),
        ("15,67%", 8, 51, "wrong", "15.69"),
        ("100%", 840, 840, "correct", "100"),
        ("gần 59%", 587, 1000, "correct", "59"),
        ("gần 59%", 593, 1000, "wrong", "59"),
        ("trên 4,8%", 29, 600, "correct", "4.8"),
        ("50%", 1, 0, "wrong", None),
    ],
)  # fmt: skip
def test_a_share_is_judged_half_up_at_its_decimals(
    text: str, count: int, base: int, kind: str, right: str | None
) -> None:
    verdict = judge_share(printed(text), count, base)

    assert verdict.kind == kind
    assert (None if verdict.right is None else str(verdict.right)) == right


def test_another_base_or_count_is_named_where_it_fits() -> None:
    share = printed("62,62%")

    assert judge_share(share, 439, 709, other_bases=[840, 701]).ratios == (Ratio(439, 701),)
    assert judge_share(share, 493, 701, other_counts=[439]).ratios == (Ratio(439, 701),)
    assert judge_share(share, 439, 709, other_bases=[710, 0]).kind == "wrong"


def test_a_share_of_an_unknown_count_is_possible_where_some_count_gives_it() -> None:
    assert judge_share(printed("93,90%"), None, 3623).ratios == (Ratio(3402, 3623),)
    assert judge_share(printed("18%"), None, 840).kind == "possible"
    assert judge_share(printed("18%"), None, 840).ratios == ()
    assert judge_share(printed("18%"), None, None).kind == "possible"


def test_a_share_that_no_count_gives_is_truncated_of_another_base_or_impossible() -> None:
    assert judge_share(printed("74,2%"), None, 35).kind == "truncated"
    assert judge_share(printed("74,4%"), None, 35).kind == "no_count"
    assert judge_share(printed("74,4%"), None, 35, other_bases=[39, 5000]).ratios == (Ratio(29, 39),)
    assert judge_share(printed("74,4%"), 35, None).kind == "no_base"


@given(ratios, decimals)
def test_what_a_ratio_prints_as_is_correct_and_gives_it_back(ratio: Ratio, decimals: int) -> None:
    share = as_printed(ratio, decimals)

    assert judge_share(share, ratio.count, ratio.base).kind == "correct"
    assert ratio.count in counts_of(share, ratio.base)
    assert ratio.base in bases_of(share, ratio.count)
    assert judge_share(share, ratio.count, None).kind == "possible"


@given(ratios, decimals)
def test_a_share_cut_off_is_truncated_unless_rounding_gives_the_same(ratio: Ratio, decimals: int) -> None:
    cut = truncated(ratio.percentage, decimals)
    expected = "correct" if cut == half_up(ratio.percentage, decimals) else "truncated"

    assert judge_share(printed(as_percentage(cut).vi), ratio.count, ratio.base).kind == expected


@example(0, 1, "gần ")
@given(st.integers(0, 1000), st.integers(1, 60), st.sampled_from(["", "gần ", "trên ", "khoảng ", "dưới "]))
def test_counts_and_bases_are_those_that_trying_all_finds(tenths: int, number: int, words: str) -> None:
    share = printed(f"{words}{tenths // 10},{tenths % 10}%")

    counts = [count for count in range(number + 1) if prints_as(share, Ratio(count, number))]
    assert list(counts_of(share, number)) == counts
    bases = [base for base in range(number, 200) if prints_as(share, Ratio(number, base))]
    assert [base for base in bases_of(share, number)[:200] if base < 200] == bases


def test_prints_of_one_share_agree_at_different_decimals() -> None:
    assert agree(printed("15,7%"), printed("15,69%"))
    assert not agree(printed("15,67%"), printed("15,68%"))
    assert agree(printed("gần 59%"), printed("58,7%"))


def test_shares_make_a_whole_within_the_tolerance_of_their_rounding() -> None:
    assert may_sum_to_100([printed("1,06%"), printed("11,62%"), printed("19,37%"), printed("67,96%")])
    assert may_sum_to_100([printed("50,01%"), printed("50,00%")])
    assert not may_sum_to_100([printed("49,99%"), printed("50,00%")])
    assert not may_sum_to_100([printed("78,27%"), printed("21,75%")])
    assert may_sum_to_100([printed("gần 60%"), printed("trên 40%")])


@given(st.lists(st.integers(0, 400), min_size=1, max_size=6).filter(any), decimals)
def test_shares_of_the_parts_of_a_whole_always_may_sum_to_it(parts: list[int], decimals: int) -> None:
    assert may_sum_to_100([as_printed(Ratio(part, sum(parts)), decimals) for part in parts])
