"""The cap binds in each group of similar position, with the severity of the year's rules."""

from __future__ import annotations

from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgreport.data.figures.layout import Scope
from kgreport.data.rules.model import Cap
from kgreport.stats.caps import check_caps_by_group, count_levels, group_counts, group_rows, largest_allowed

SCOPE = Scope(year=2019, subject="collective", tier="province")
CAP = Cap(limit=0.2)
COLUMNS = ["group", "excellent", "good", "fulfilled", "unfulfilled"]
Row = tuple[str, int, int, int, int]

counts = st.integers(0, 50)
some_groups = st.lists(st.tuples(st.sampled_from("abc"), counts, counts, counts, counts), max_size=8)


def frame(*rows: tuple[str | None, int | None, int | None, int, int]) -> list[dict[str, Any]]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def test_an_excess_in_a_group_is_found_with_the_severity_of_the_rules() -> None:
    groups = frame(("huyện ủy", 3, 7, 0, 0), ("sở, ngành", 2, 8, 0, 0))

    [finding] = check_caps_by_group(groups, SCOPE, CAP)
    [mild] = check_caps_by_group(groups, SCOPE, Cap(limit=0.2, severity="warning"))

    assert (finding.severity, finding.id) == ("error", "cap-2019-collective-province-group-huyện ủy")
    assert finding.expected.say("en") == "at most 2 excellent, of 10 good or better"
    assert finding.found.say("en") == "3 excellent, 1 more than allowed"
    assert "nhóm huyện ủy" in finding.place.say("vi")
    assert (mild.severity, mild.id) == ("warning", finding.id)


def test_groups_within_the_cap_are_not_spoken_of() -> None:
    assert check_caps_by_group(frame(("a", 2, 8, 0, 0)), SCOPE, CAP) == []


@pytest.mark.parametrize("cap", [None, Cap(limit=0.2, by_group=False)])
def test_without_a_cap_by_group_nothing_is_found(cap: Cap | None) -> None:
    assert check_caps_by_group(frame(("a", 10, 0, 0, 0)), SCOPE, cap) == []


@pytest.mark.parametrize(("base", "found"), [("good_or_better", 1), ("good", 1), ("rated", 0)])
def test_the_base_is_the_one_the_rules_choose(base: str, found: int) -> None:
    cap = Cap.model_validate({"limit": 0.2, "base": base})

    assert len(check_caps_by_group(frame(("a", 3, 7, 5, 0)), SCOPE, cap)) == found


def test_where_a_count_is_unknown_nothing_is_concluded() -> None:
    assert check_caps_by_group(frame(("a", 3, None, 0, 0), ("b", None, 7, 0, 0)), SCOPE, CAP) == []


def test_a_part_of_a_group_that_is_unknown_leaves_the_group_unknown() -> None:
    assert check_caps_by_group(frame(("a", 3, 7, 0, 0), ("a", 0, None, 0, 0)), SCOPE, CAP) == []


@pytest.mark.parametrize("group", ["", " ", None])
def test_what_is_in_no_group_is_compared_with_nothing(group: str | None) -> None:
    assert check_caps_by_group(frame((group, 10, 0, 0, 0)), SCOPE, CAP) == []


def test_a_group_none_of_whom_is_in_the_base_allows_none() -> None:
    [finding] = check_caps_by_group(frame(("a", 1, 0, 0, 0)), SCOPE, Cap(limit=0.2, base="good"))

    assert finding.expected.say("en") == "at most 0 excellent, of 0 good"


@given(some_groups, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[Row], random: Random) -> None:
    shuffled = random.sample(rows, len(rows))

    assert check_caps_by_group(frame(*shuffled), SCOPE, CAP) == check_caps_by_group(frame(*rows), SCOPE, CAP)


@given(some_groups)
def test_a_group_is_the_sum_of_its_parts(rows: list[Row]) -> None:
    whole = pd.DataFrame(rows, columns=COLUMNS).groupby("group", as_index=False).sum().to_dict("records")

    assert check_caps_by_group(frame(*rows), SCOPE, CAP) == check_caps_by_group(whole, SCOPE, CAP)


@given(excellent=counts, good=counts)
def test_a_group_is_found_exactly_when_above_the_largest_allowed(excellent: int, good: int) -> None:
    found = check_caps_by_group(frame(("a", excellent, good, 0, 0)), SCOPE, CAP)

    assert bool(found) == (excellent > largest_allowed(excellent + good, CAP.limit, CAP.rounding))


def test_groups_are_read_in_the_order_of_their_names_with_what_they_may_have() -> None:
    found = group_rows(frame(("xã", 1, 4, 3, 0), ("đơn vị", 2, 8, 0, 0), ("cơ quan", 0, 0, 1, 0)), CAP)

    shown = ("group", "base_count", "excellent", "allowed", "excess")
    assert [[row[name] for name in shown] for row in found] == [
        ["cơ quan", 0, 0, 0, 0],
        ["đơn vị", 10, 2, 2, 0],
        ["xã", 5, 1, 1, 0],
    ]
    assert [row["share"] for row in found] == [None, 0.2, 0.2]


def test_records_are_counted_by_group_and_level() -> None:
    groups, levels = ["b", "a", "a", "a", None], ["good", "good", "excellent", "", "good"]
    records = pd.DataFrame({"tier": "district", "group": groups, "level": levels})
    expected = frame(("a", 1, 1, 0, 0), ("b", 0, 1, 0, 0))

    assert group_counts(count_levels(records)) == expected
    assert group_counts(count_levels(records), {"district"}) == expected
    assert group_counts(count_levels(records), {"province"}) == []


def test_without_records_there_is_no_group() -> None:
    records = pd.DataFrame({"tier": [], "group": [], "level": []}, dtype="str")

    assert group_rows(group_counts(count_levels(records)), CAP) == []
