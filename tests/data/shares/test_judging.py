"""Printed shares are right if the counts give them; what is wrong is found once, with what is right."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import Figure, FiguresByScope
from kgreport.data.rules.choosing import rules_by_year, rules_for
from kgreport.data.shares.judging import check_prints
from kgreport.data.shares.prints import Print
from kgreport.terms.findings import Finding
from kgreport.terms.phrases import LANGUAGES
from kgreport.terms.printed_numbers import as_percentage, half_up, parse_printed
from kgreport.terms.printed_shares import Ratio
from kgreport.terms.vocabulary import LEVELS, MEASURES

SCOPE = Scope(year=2018, subject="member")


def figures(**counts: int) -> FiguresByScope:
    known = {measure: Figure(count, "tr. 1", "figures.csv:2") for measure, count in counts.items()}
    return FiguresByScope({(2018, "", "member", ""): known})


def prints(shares: Mapping[str, str], base: str = "rated") -> list[Print]:
    """Make a print of each measure."""
    rows = enumerate(shares.items(), start=2)
    return [
        Print(SCOPE, measure, base, number, "tr. 1", f"shares.csv:{row}")
        for row, (measure, text) in rows
        if (number := parse_printed(text))
    ]


def found(shares: Mapping[str, str], *, base: str = "rated", **counts: int) -> list[Finding]:
    return check_prints(prints(shares, base), figures(**counts))


levels = st.lists(st.integers(0, 300), min_size=4, max_size=4).filter(any)
decimals = st.integers(0, 2)


def printed(counts: list[int], digits: int) -> dict[str, str]:
    """Print the share of each level, and of the sums of levels."""
    excellent, good, fulfilled, unfulfilled = counts
    sums = {"good_or_better": excellent + good, "fulfilled_or_better": excellent + good + fulfilled}
    of = {**dict(zip(LEVELS, (excellent, good, fulfilled, unfulfilled), strict=True)), **sums}
    return {
        measure: as_percentage(half_up(Ratio(count, sum(counts)).percentage, digits)).vi
        for measure, count in of.items()
    }


@given(levels, decimals, st.booleans(), st.booleans())
def test_shares_that_are_printed_right_have_no_finding(
    counts: list[int], digits: int, with_base: bool, with_counts: bool
) -> None:
    known = {"rated": sum(counts)} if with_base else {}
    known |= dict(zip(LEVELS, counts, strict=True)) if with_counts else {}

    assert check_prints(prints(printed(counts, digits)), figures(**known)) == []


@given(levels, st.sampled_from(list(LEVELS)), st.integers(-3, 3).filter(bool))
def test_a_share_whose_last_digit_is_wrong_has_one_finding(counts: list[int], measure: str, by: int) -> None:
    shares = printed(counts, 2)
    number = parse_printed(shares[measure])
    assert number is not None
    assume(number.value * 100 + by >= 0)
    shares[measure] = as_percentage((number.value * 100 + by).scaleb(-2)).vi

    known = {"rated": sum(counts), **dict(zip(LEVELS, counts, strict=True))}
    findings = check_prints(prints(shares), figures(**known))

    assert [one.parts["measure"] for one in findings] == [measure]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("93,09%", "3402/3623 (Rated) = 93.90%"),
        ("93%", "3402/3623 (Rated) = 94%"),
    ],
)
def test_a_finding_has_the_right_share_at_the_printed_decimals(share: str, expected: str) -> None:
    [finding] = found({"good_or_better": share}, rated=3623, good_or_better=3402)

    assert finding.say_expected("en") == expected


def test_a_count_is_named_only_where_one_alone_is_possible() -> None:
    [cut] = found({"excellent": "74,2%"}, rated=35)
    [impossible] = found({"excellent": "74,4%"}, rated=35)

    assert cut.say_expected("vi") == "26/35 = 74,3%"
    assert impossible.say_expected("vi") == "26/35 = 74,3%; 27/35 = 77,1%"


def test_two_shares_bent_so_that_they_add_to_a_hundred_are_both_found() -> None:
    findings = found(
        {"good_or_better": "78,27%", "fulfilled": "21,73%"}, rated=23, good_or_better=18, fulfilled=5
    )

    assert [one.kind for one in findings] == ["share-wrong", "share-truncated"]


def test_counts_that_do_not_add_up_are_no_fault_of_their_shares() -> None:
    counts = {"rated": 142, "excellent": 29, "good": 99, "fulfilled": 13, "unfulfilled": 0}
    shares = {"excellent": "20,42%", "good": "69,72%", "fulfilled": "9,15%"}

    assert check_prints(prints(shares), figures(**counts)) == []


def test_a_derived_count_is_marked() -> None:
    known = figures(rated=3623).known[(2018, "", "member", "")]
    derived = {**known, "good_or_better": Figure(3402, "derived: excellent + good", "")}

    [finding] = check_prints(
        prints({"good_or_better": "93,09%"}), FiguresByScope({(2018, "", "member", ""): derived})
    )

    assert finding.say_expected("vi") == "3402 (suy ra)/3623 (Được xếp loại) = 93,90%"


def test_a_wrong_share_is_not_told_again_by_the_sum() -> None:
    shares = {"good_or_better": "90,0%", "fulfilled": "7,0%", "unfulfilled": "5,0%"}

    assert [one.kind for one in found(shares, rated=200, fulfilled=10)] == ["share-wrong"]
    assert [one.kind for one in found(shares)] == ["share-sum"]


@pytest.mark.parametrize("base", ["", "rated", "total"])
def test_levels_of_any_base_are_at_most_all(base: str) -> None:
    assert [one.kind for one in found({"excellent": "60%", "good": "45%"}, base=base)] == ["share-sum"]
    assert found({"excellent": "60%", "good": "35%"}, base=base) == []


def test_approximate_shares_are_summed_by_what_they_may_be() -> None:
    assert found({"good_or_better": "gần 60%", "fulfilled": "trên 40%", "unfulfilled": "0,1%"}) == []
    assert [one.kind for one in found({"good_or_better": "trên 60%", "fulfilled": "trên 40%"})] == [
        "share-sum"
    ]


def test_a_share_of_a_base_that_is_only_guessed_or_approximate_is_a_warning() -> None:
    [guessed] = found({"excellent": "21,05%"}, base="", total=100, excellent=20)
    [stated] = found({"excellent": "21,05%"}, base="total", total=100, excellent=20)
    [approximate] = found({"excellent": "gần 20%"}, base="total", total=100, excellent=20)

    assert [one.severity for one in (guessed, stated, approximate)] == ["warning", "error", "warning"]


texts = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "gần ", "trên ", "khoảng ", "dưới ", "ít nhất "]),
    st.sampled_from(["0", "08", "18", "74,4", "93,90", "19.2", "100", "120"]),
    st.just("%"),
)
measures = st.sampled_from([*MEASURES])


@given(
    st.dictionaries(measures, st.integers(0, 60)),
    st.lists(st.tuples(measures, st.sampled_from(["", *MEASURES]), texts), max_size=6),
)
def test_whatever_is_printed_and_known_a_finding_can_be_said(
    counts: dict[str, int], rows: list[tuple[str, str, str]]
) -> None:
    some = [one for measure, base, text in rows for one in prints({measure: text}, base)]

    for finding in check_prints(some, figures(**counts)):
        said = (finding.place, finding.found, finding.expected, finding.advice)
        assert all(message.say(language) for message in said for language in LANGUAGES)
        assert "{" not in finding.found.say("vi")


def test_levels_are_named_as_the_rules_of_the_year_do() -> None:
    scope = Scope(year=2015, subject="organization", tier="grassroots")
    number = parse_printed("74,4%")
    assert number is not None
    known = {(2015, "", "organization", "grassroots"): {"rated": Figure(35, "tr. 1", "figures.csv:2")}}

    [finding] = check_prints(
        [Print(scope, "excellent", "rated", number, "tr. 1", "shares.csv:2")],
        FiguresByScope(known),
        rules_by_year(range(2014, 2018), rules_for(2017)),
    )

    assert "Trong sạch, vững mạnh" in finding.place.say("vi")
