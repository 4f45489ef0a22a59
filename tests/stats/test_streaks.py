"""Five years running at the highest level, across sets of rules and with earlier years rated anew."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgreport.data.rules.choosing import rules_for
from kgreport.stats.recipients import check_award
from kgreport.stats.streaks import (
    apply_restatements,
    check_recipients,
    check_restatements,
    known_years,
    streaks,
)

LEVELS = ("excellent", "good", "fulfilled", "unfulfilled")
FIVE_YEARS = range(2014, 2019)
Record = tuple[int, str, str | None]


def records(*rows: Record) -> pd.DataFrame:
    told = [(year, one, "rach-gia", level) for year, one, level in rows]
    return pd.DataFrame(told, columns=["year", "id", "unit", "level"])


def running(one: str, years: Sequence[int], level: str = "excellent") -> list[Record]:
    return [(year, one, level) for year in years]


def restatements(*rows: tuple[int, str, str], subject: str = "organization") -> pd.DataFrame:
    told = [
        (year, subject, one, level, "unfulfilled_disciplined", "QĐ 1", "r.csv:2") for year, one, level in rows
    ]
    return pd.DataFrame(told, columns=["year", "subject", "id", "level", "reason", "source", "place"])


def eligible_for(award: str, found: pd.DataFrame, year: int) -> set[str]:
    """Give an award to everybody with a record, and keep those whose award is no finding."""
    every = sorted(set(found["id"]))
    given = pd.DataFrame(
        [(year, award, "organization", one, "awards.csv:2") for one in every],
        columns=["year", "award", "subject", "id", "place"],
    )
    refused = check_award(given, found, award, rules_for(year), subject="organization", year=year)
    assert {finding.severity for finding in refused} <= {"error"}
    return set(every) - {finding.id.rpartition("-")[2] for finding in refused}


some_records = st.dictionaries(
    st.tuples(st.integers(2012, 2018), st.sampled_from("abc")), st.sampled_from([*LEVELS, None])
).map(lambda told: [(year, one, level) for (year, one), level in told.items()])


def test_five_years_at_the_top_across_two_sets_of_rules_earn_the_flag() -> None:
    """2014–2017 were rated by other rules than 2018; the top level of each counts."""
    found = records(*running("a", FIVE_YEARS), *running("b", range(2015, 2019)))

    assert eligible_for("flag", found, 2018) == {"a"}


@pytest.mark.parametrize("level", ["good", None])
def test_a_year_at_another_level_or_unrated_breaks_the_streak(level: str | None) -> None:
    years = [year for year in FIVE_YEARS if year != 2016]
    found = records(*running("a", years), (2016, "a", level))

    assert streaks(found, 2018)["years"].to_list() == [2]
    assert eligible_for("flag", found, 2018) == set()


def test_a_missing_year_breaks_the_streak() -> None:
    found = records(*running("a", [2014, 2015, 2017, 2018]))

    assert streaks(found, 2018).to_dict("records") == [{"id": "a", "unit": "rach-gia", "years": 2}]


def test_an_organisation_without_a_record_of_the_year_has_no_streak() -> None:
    assert streaks(records(*running("a", range(2013, 2018))), 2018).empty


def test_two_records_of_a_year_that_disagree_break_the_streak() -> None:
    assert streaks(records((2018, "a", "excellent"), (2018, "a", "good")), 2018)["years"].to_list() == [0]


def test_each_award_asks_for_its_own_years() -> None:
    found = records((2018, "a", "excellent"), (2018, "b", "good"))

    assert eligible_for("merit_certificate", found, 2018) == {"a"}


def test_no_record_no_streak() -> None:
    assert streaks(records(), 2018).empty


@given(some_records, st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(rows: list[Record], random: Random) -> None:
    shuffled = random.sample(rows, len(rows))

    assert streaks(records(*shuffled), 2018).equals(streaks(records(*rows), 2018))


@given(some_records)
def test_a_streak_is_one_longer_than_the_year_before_or_broken(rows: list[Record]) -> None:
    found = records(*rows)
    before = streaks(found, 2017).set_index("id")["years"]
    for one, years in streaks(found, 2018).set_index("id")["years"].items():
        assert years in {0, 1 + before.get(one, 0)}


@given(some_records)
def test_later_years_do_not_matter(rows: list[Record]) -> None:
    past = [row for row in rows if row[0] <= 2016]

    assert streaks(records(*rows), 2016).equals(streaks(records(*past), 2016))


def recipients(*ids: str) -> pd.DataFrame:
    told = [(2018, "flag", "organization", one, "awards.csv:2") for one in ids]
    return pd.DataFrame(told, columns=["year", "award", "subject", "id", "place"])


def test_a_recipient_who_is_not_eligible_is_an_error() -> None:
    [finding] = check_recipients(recipients("a", "b"), {"a"})

    assert (finding.severity, finding.id) == ("error", "award-2018-flag-organization-b")
    assert "'b'" in finding.place.say("vi")


def test_recipients_who_are_eligible_are_not_spoken_of() -> None:
    assert check_recipients(recipients("a"), {"a", "b"}) == []


@given(st.lists(st.sampled_from("abcd")), st.frozensets(st.sampled_from("abcd")))
def test_recipients_found_are_those_not_among_the_eligible(given_to: list[str], eligible: set[str]) -> None:
    found = check_recipients(recipients(*given_to), eligible)

    assert [finding.id[-1] for finding in found] == sorted(set(given_to) - eligible)


def test_a_restatement_rates_anew_and_keeps_the_original() -> None:
    found = records(*running("a", range(2019, 2024)), (2022, "b", "good")).assign(reason=None)

    anew = apply_restatements(
        found, restatements((2022, "a", "unfulfilled")), "organization", rules_for(2023)
    )
    row = anew[anew["restated"]].iloc[0]

    assert anew["restated"].sum() == 1
    assert (row["year"], row["id"], row["level"], row["original_level"]) == (
        2022,
        "a",
        "unfulfilled",
        "excellent",
    )
    assert row["reason"] == "unfulfilled_disciplined"
    assert anew.loc[~anew["restated"], "original_level"].isna().all()


def test_a_restatement_cancels_the_award_of_the_years_it_breaks() -> None:
    found = records(*running("a", range(2019, 2024)))
    anew = apply_restatements(
        found, restatements((2022, "a", "unfulfilled")), "organization", rules_for(2023)
    )

    assert eligible_for("flag", found, 2023) == {"a"}
    assert eligible_for("flag", anew, 2023) == set()


def test_what_was_pending_is_rated_once_restated() -> None:
    found = records((2022, "a", None)).assign(status="pending")

    anew = apply_restatements(
        found, restatements((2022, "a", "unfulfilled")), "organization", rules_for(2023)
    )

    assert anew[["status", "level"]].to_numpy().tolist() == [["rated", "unfulfilled"]]


@pytest.mark.parametrize(("year", "subject"), [(2022, "organization"), (2023, "member")])
def test_nothing_is_restated_under_rules_that_know_none_nor_for_another_subject(
    year: int, subject: str
) -> None:
    found = records(*running("a", range(2018, 2022)))

    anew = apply_restatements(found, restatements((2020, "a", "unfulfilled")), subject, rules_for(year))

    assert not anew["restated"].any()
    assert anew["level"].equals(found["level"])


@given(some_records, st.lists(st.tuples(st.integers(2012, 2018), st.sampled_from("abc"))))
def test_the_original_and_the_order_of_records_survive(
    rows: list[Record], again: list[tuple[int, str]]
) -> None:
    found = records(*rows)
    told = restatements(*((year, one, "unfulfilled") for year, one in again))
    anew = apply_restatements(found, told, "organization", rules_for(2023))

    assert anew["original_level"].where(anew["restated"], anew["level"]).equals(found["level"])
    assert (anew.loc[anew["restated"], "level"] == "unfulfilled").all()
    assert anew[["year", "id"]].equals(found[["year", "id"]])


@given(st.permutations(LEVELS))
def test_of_several_restatements_the_lowest_level_counts(levels: list[str]) -> None:
    told = restatements(*((2018, "a", level) for level in levels))

    anew = apply_restatements(records((2018, "a", "excellent")), told, "organization", rules_for(2023))

    assert anew["level"].to_list() == ["unfulfilled"]


@pytest.mark.parametrize(
    ("one", "year", "severity", "advice"),
    [
        ("rach-gia-2", 2023, "error", "did you mean 'rach-gia-1'?"),
        ("rach-gia-1", 2022, "warning", "this report keeps the first rating"),
    ],
)
def test_a_restatement_of_nobody_is_an_error_and_one_without_a_rule_is_told(
    one: str, year: int, severity: str, advice: str
) -> None:
    """What the rules of a year did not know was found out later: the report of that year still stands."""
    found = records((2020, "rach-gia-1", "good"))

    [finding] = check_restatements(
        found, restatements((2020, one, "unfulfilled")), "organization", rules_for(year)
    )

    assert (finding.severity, finding.id) == (severity, f"restatement-2020-organization-{one}")
    assert finding.advice.say("en").startswith(advice)


def test_a_restatement_of_a_record_that_is_there_is_right() -> None:
    found = records((2020, "a", "good"))

    assert (
        check_restatements(found, restatements((2020, "a", "unfulfilled")), "organization", rules_for(2023))
        == []
    )


@pytest.mark.parametrize(("reason", "advice"), [("", "fill in the reason"), ("unfulfilled_targets", None)])
def test_a_restatement_of_a_member_to_the_lowest_level_names_its_reason(
    reason: str, advice: str | None
) -> None:
    told = restatements((2020, "a", "unfulfilled"), subject="member").assign(reason=reason)

    found = check_restatements(records((2020, "a", "good")), told, "member", rules_for(2023))

    assert [finding.advice.say("en") for finding in found] == ([advice] if advice else [])


def test_records_reach_back_to_the_first_year_that_is_missing() -> None:
    found = records((2015, "a", "good"), (2017, "a", None), (2018, "b", "good"))

    assert (known_years(found, 2018), known_years(found, 2016), known_years(records(), 2018)) == (2, 0, 0)


def test_what_stood_before_a_restatement_is_kept() -> None:
    found = records((2020, "a", "")).assign(status="pending", reason="")

    anew = apply_restatements(
        found, restatements((2020, "a", "unfulfilled")), "organization", rules_for(2023)
    )

    assert anew[["original_status", "original_level", "original_reason"]].to_numpy().tolist() == [
        ["pending", "", ""]
    ]
