"""Awards go to who is eligible, as far as the records can tell; a year rated anew cancels what it earned."""

from __future__ import annotations

import pandas as pd
import pytest

from kgreport.data.rules.choosing import rules_by_year, rules_for
from kgreport.stats.recipients import cancelled_awards, candidates, check_award, check_cancelled
from kgreport.stats.streaks import apply_restatements

RULES = rules_for(2023)


def records(one: str, years: range, level: str = "excellent", name: str = "") -> pd.DataFrame:
    rows = [(year, one, "rach-gia", name, level) for year in years]
    return pd.DataFrame(rows, columns=["year", "id", "unit", "name", "level"])


def given(*rows: tuple[int, str, str], subject: str = "organization") -> pd.DataFrame:
    told = [(year, award, subject, one, "awards.csv:2") for year, award, one in rows]
    return pd.DataFrame(told, columns=["year", "award", "subject", "id", "place"])


def found(awards: pd.DataFrame, known: pd.DataFrame, subject: str = "organization") -> list[tuple[str, str]]:
    told = check_award(awards, known, "flag", RULES, subject=subject, year=2023)
    return [(finding.severity, finding.id) for finding in told]


def test_who_was_excellent_in_all_the_years_is_not_spoken_of() -> None:
    assert found(given((2023, "flag", "a")), records("a", range(2019, 2024))) == []


def test_who_was_not_is_an_error() -> None:
    known = pd.concat([records("a", range(2019, 2024)), records("b", range(2021, 2024))])

    assert found(given((2023, "flag", "b")), known) == [("error", "award-2023-flag-organization-b")]


def test_records_too_short_to_tell_are_a_warning_not_a_reproach() -> None:
    assert found(given((2023, "flag", "a")), records("a", range(2021, 2024))) == [
        ("warning", "award-untold-2023-flag-organization")
    ]


def test_even_short_records_can_tell_that_someone_is_not_eligible() -> None:
    known = pd.concat([records("a", range(2021, 2024)), records("b", range(2021, 2024), "good")])

    assert [severity for severity, _ in found(given((2023, "flag", "b")), known)] == ["error", "warning"]


def test_without_any_records_nothing_is_held_against_recipients() -> None:
    awards = given((2023, "flag", "a"), subject="leader")

    assert found(awards, records("a", range(0)), "leader") == [("warning", "award-untold-2023-flag-leader")]


@pytest.mark.parametrize(
    "awards", [given(), given((2022, "flag", "b")), given((2023, "merit_certificate", "b"))]
)
def test_awards_of_another_kind_or_year_are_not_looked_at(awards: pd.DataFrame) -> None:
    assert found(awards, records("a", range(2019, 2024))) == []


def test_an_award_the_rules_do_not_speak_of_is_nobodys_fault() -> None:
    rules = RULES.model_copy(update={"awards": {}})
    awards = given((2023, "flag", "a"))

    assert check_award(awards, records("a", range(0)), "flag", rules, subject="organization", year=2023) == []


def test_candidates_stand_by_years_then_unit_then_name() -> None:
    known = pd.concat(
        [
            records("a", range(2023, 2024), name="Đông"),
            records("b", range(2023, 2024), name="Dương"),
            records("c", range(2020, 2024)),
        ]
    )

    told = candidates(known, 2023, "excellent", {"c"}, ["rach-gia"])

    assert list(told["name"]) == ["c", "Dương", "Đông"]
    assert list(told["years"]) == [4, 1, 1]
    assert list(told["given"]) == [True, False, False]


def restated(year: int) -> pd.DataFrame:
    row = (year, "organization", "a", "unfulfilled", "", "QĐ 1")
    anew = pd.DataFrame([row], columns=["year", "subject", "id", "level", "reason", "source"])
    return apply_restatements(records("a", range(2017, 2024)), anew, "organization", RULES)


@pytest.mark.parametrize(("year", "cancelled"), [(2017, 0), (2018, 1), (2020, 2), (2022, 1), (2023, 0)])
def test_a_year_rated_anew_cancels_the_awards_it_counted_for(year: int, cancelled: int) -> None:
    """The flag of 2022 was given for 2018–2022; the certificate for its year alone."""
    awards = given((2022, "flag", "a"), (2020, "merit_certificate", "a"))

    told = cancelled_awards(awards, restated(year), "organization", rules_by_year(range(2017, 2024), RULES))

    assert list(told["restated"]) == [year] * cancelled


def test_a_cancelled_award_is_told() -> None:
    awards = given((2022, "flag", "a"))
    told = cancelled_awards(awards, restated(2020), "organization", rules_by_year(range(2017, 2024), RULES))

    [finding] = check_cancelled(told)

    assert (finding.severity, finding.id) == ("warning", "cancelled-2022-flag-organization-a")
    assert finding.found.say("vi") == "đã xếp loại lại năm 2020"


def test_awards_of_others_stand() -> None:
    awards = given((2022, "flag", "b"))
    rules = rules_by_year(range(2017, 2024), RULES)

    assert cancelled_awards(awards, restated(2020), "organization", rules).empty
