"""Plans stand as their state and the day of the report say; who has none is found."""

from __future__ import annotations

from datetime import date

import pandas as pd

from kgreport.data.registers.reading import NO_REGISTERS
from kgreport.stats.remediation import check_plans, check_unplanned, plans_on, without_plan

TODAY = date(2019, 4, 1)
COLUMNS = ["owner", "organization", "due", "state", "done_on", "place"]


def plans(*rows: tuple[str, date, str, date | None], organization: str = "") -> pd.DataFrame:
    lines = [
        (owner, organization, due, state, done_on, f"remediation.csv:{n}")
        for n, (owner, due, state, done_on) in enumerate(rows, 2)
    ]
    return pd.DataFrame(lines, columns=COLUMNS, dtype=object)


def organizations(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [(2018, code, "", level) for code, level in rows], columns=["year", "id", "name", "level"]
    )


def standing(due: date, state: str, done_on: date | None = None) -> str:
    return str(plans_on(plans(("a", due, state, done_on)), TODAY)["standing"].iloc[0])


def test_a_plan_not_done_by_its_date_is_overdue() -> None:
    assert standing(date(2019, 3, 31), "open") == "overdue"
    assert standing(date(2019, 3, 31), "in_progress") == "overdue"


def test_on_its_date_a_plan_is_not_yet_overdue() -> None:
    assert standing(TODAY, "open") == "open"
    assert standing(TODAY, "in_progress") == "in_progress"


def test_what_is_done_is_never_overdue() -> None:
    assert standing(date(2019, 1, 1), "done", date(2019, 3, 1)) == "done"
    assert standing(date(2019, 1, 1), "done") == "done"


def test_what_was_done_after_the_report_was_not_done_on_its_day() -> None:
    assert standing(date(2019, 6, 1), "done", date(2019, 5, 1)) == "in_progress"
    assert standing(date(2019, 1, 1), "done", date(2019, 5, 1)) == "overdue"


def test_the_longest_overdue_stands_first_and_what_is_done_last() -> None:
    given = plans(
        ("done", date(2018, 12, 1), "done", date(2018, 12, 1)),
        ("later", date(2019, 9, 1), "open", None),
        ("overdue", date(2019, 3, 1), "open", None),
        ("soon", date(2019, 5, 1), "in_progress", None),
        ("long overdue", date(2019, 1, 1), "in_progress", None),
    )

    found = plans_on(given, TODAY)

    assert found["owner"].tolist() == ["long overdue", "overdue", "soon", "later", "done"]
    assert found["days_overdue"].tolist()[:2] == [90, 31]
    assert found["days_overdue"].isna().tolist() == [False, False, True, True, True]


def test_no_plans_stand_no_how() -> None:
    assert plans_on(NO_REGISTERS["remediation"], TODAY).empty


def test_a_plan_of_an_unknown_organisation_is_told_with_the_nearest() -> None:
    given = plans(("a", TODAY, "open", None), organization="dbcs-07")

    [finding] = check_plans(given, TODAY, ["dbcs-17", "cb-1"])

    assert (finding.id, finding.severity) == ("plan-of-unknown-remediation.csv-2", "error")
    assert finding.advice.say("en") == "did you mean 'dbcs-17'?"


def test_without_records_no_organisation_is_unknown() -> None:
    given = plans(("a", TODAY, "open", None), organization="dbcs-07")

    assert check_plans(given, TODAY, []) == []
    assert check_plans(given, TODAY, ["dbcs-07"]) == []


def test_a_plan_done_says_when_and_not_later_than_the_report() -> None:
    given = plans(
        ("a", TODAY, "done", None),
        ("b", TODAY, "done", date(2019, 4, 2)),
        ("c", TODAY, "open", date(2019, 3, 1)),
        ("d", TODAY, "done", TODAY),
        ("e", TODAY, "open", None),
    )

    found = check_plans(given, TODAY, [])

    assert [(finding.id, finding.severity) for finding in found] == [
        ("done-undated-remediation.csv-2", "warning"),
        ("done-later-remediation.csv-3", "warning"),
        ("done-unsaid-remediation.csv-4", "warning"),
    ]


def test_a_finding_names_the_cell_of_a_workbook() -> None:
    given = plans(("a", TODAY, "done", None)).assign(place="rach-gia.xlsx!Khắc phục!A9")

    [finding] = check_plans(given, TODAY, [])

    assert finding.cells == ("rach-gia.xlsx!Khắc phục!G9",)
    assert finding.id == "done-undated-rach-gia.xlsx!Khắc phục!G9"


def test_an_organisation_rated_unfulfilled_without_a_plan_is_a_finding() -> None:
    given = plans(("a", TODAY, "open", None), organization="o-1")
    rated = organizations(("o-1", "unfulfilled"), ("o-2", "unfulfilled"), ("o-3", "good"))

    unplanned = without_plan(rated, given)

    [finding] = check_unplanned(unplanned, given, 2018)
    assert unplanned["id"].tolist() == ["o-2"]
    assert (finding.id, finding.severity, finding.acceptable) == ("no-plan-2018-o-2", "warning", True)


def test_a_dataset_without_any_plan_is_told_once() -> None:
    none = NO_REGISTERS["remediation"]
    rated = organizations(("o-1", "unfulfilled"), ("o-2", "unfulfilled"))

    [finding] = check_unplanned(without_plan(rated, none), none, 2018)

    assert finding.id == "no-plan-2018"
    assert finding.place.say("en") == "2 Party organisations rated “tasks not completed”, 2018"


def test_where_nobody_is_unfulfilled_nobody_needs_a_plan() -> None:
    none = NO_REGISTERS["remediation"]

    assert check_unplanned(without_plan(organizations(("o-1", "good")), none), none, 2018) == []
