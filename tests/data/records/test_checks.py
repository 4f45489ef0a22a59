"""Each rule of records, kept and broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgreport.data.records.checks import RULES
from kgreport.data.records.reading import read_records
from kgreport.data.rules.model import Rules

YEARS = range(2017, 2020)


def rules_of(**given: object) -> Rules:
    """The rules of one year, as far as records are held against them."""
    return Rules.model_construct(id="test", first_year=2018, sources=(), **given)  # type: ignore[arg-type]


STRICT = rules_of(
    unrated={"exempt", "new"},
    unreviewed={"exempt", "new", "suspended"},
    collective_not_above_organization=True,
)
MEMBERS = "year,id,unit,status,level,reason,admitted,reviewed\n"
ORGANIZATIONS = "year,id,unit,tier,status,level,reason\n"
COLLECTIVES = "year,id,unit,tier,status,level,reason,organization\n"


def broken(folder: Path, rules: Rules | None = None, **tables: str) -> list[str]:
    """Name the findings of some tables, under the rules of 2018."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    records = read_records(folder, YEARS, {2018: rules} if rules else {})
    return [finding.id for finding in records.findings]


def of_member(folder: Path, row: str, rules: Rules | None = None) -> list[str]:
    return broken(folder, rules, members=MEMBERS + row + "\n")


@pytest.mark.parametrize(
    ("kind", "column", "kept", "breaking"),
    [
        ("no-reason", "reason", "rated,unfulfilled,unfulfilled_targets", "rated,unfulfilled,"),
        ("reason", "reason", "rated,good,", "rated,good,unfulfilled_targets"),
        ("reason", "reason", "exempt,,", "exempt,,unfulfilled_targets"),
        ("no-level", "level", "rated,fulfilled,", "rated,,"),
        ("level", "level", "pending,,", "pending,good,"),
        ("level", "level", "suspended,,", "suspended,good,"),
        ("exempt-rated", "level", "exempt,,", "exempt,good,"),
    ],
)
def test_ratings_agree_with_themselves(
    tmp_path: Path, kind: str, column: str, kept: str, breaking: str
) -> None:
    assert of_member(tmp_path, f"2018,1,,{kept},,") == []
    assert of_member(tmp_path, f"2018,1,,{breaking},,") == [f"{kind}-members.csv-2-{column}"]


@pytest.mark.parametrize(
    ("kind", "column", "kept", "breaking"),
    [
        ("new-rated", "status", "rated,good,,2018-06-30,", "rated,good,,2018-07-01,"),
        ("new-rated", "status", "pending,,,2018-07-01,", "rated,good,,2018-12-31,"),
        ("new-rated", "status", "rated,good,,,", "rated,good,,2018-09-09,"),
        ("new-reviewed", "reviewed", "pending,,,2018-07-01,0", "pending,,,2018-07-01,1"),
        ("exempt-reviewed", "reviewed", "exempt,,,,0", "exempt,,,,1"),
        ("suspended-reviewed", "reviewed", "suspended,,,,0", "suspended,,,,1"),
    ],
)
def test_the_rules_of_the_year_say_who_is_rated_and_reviewed(
    tmp_path: Path, kind: str, column: str, kept: str, breaking: str
) -> None:
    assert of_member(tmp_path, f"2018,1,,{kept}", STRICT) == []
    assert of_member(tmp_path, f"2018,1,,{breaking}", STRICT) == [f"{kind}-members.csv-2-{column}"]
    assert of_member(tmp_path, f"2018,1,,{breaking}", rules_of()) == []
    assert of_member(tmp_path, f"2017,1,,{breaking.replace('2018', '2017')}", STRICT) == []


def test_a_new_member_is_new_in_the_year_of_admission_only(tmp_path: Path) -> None:
    rows = "2019,1,,rated,good,,2018-09-01,\n2018,1,,pending,,,2018-09-01,\n"
    (tmp_path / "members.csv").write_text(MEMBERS + rows)

    assert read_records(tmp_path, YEARS, dict.fromkeys(YEARS, STRICT)).findings == ()


def collective(folder: Path, level: str, organization: str = "o", rules: Rules | None = STRICT) -> list[str]:
    return broken(
        folder,
        rules,
        organizations=ORGANIZATIONS + "2018,o,,superior,rated,good,\n2017,p,,superior,rated,good,\n",
        collectives=COLLECTIVES + f"2018,c,,district,rated,{level},,{organization}\n",
    )


def test_a_collective_is_not_above_its_organization(tmp_path: Path) -> None:
    assert collective(tmp_path, "good") == []
    assert collective(tmp_path, "fulfilled") == []
    assert collective(tmp_path, "excellent", "") == []
    assert collective(tmp_path, "excellent", rules=rules_of()) == []
    assert collective(tmp_path, "excellent") == ["above-organization-collectives.csv-2-level"]


def test_a_collective_leads_an_organization_of_that_year(tmp_path: Path) -> None:
    assert collective(tmp_path, "good", "o") == []
    for name in ("q", "p"):
        assert collective(tmp_path, "good", name) == ["organization-collectives.csv-2-organization"]


def test_a_collective_without_the_table_of_organizations_leads_none(tmp_path: Path) -> None:
    table = COLLECTIVES + "2018,c,,district,rated,good,,o\n"

    assert broken(tmp_path, collectives=table) == ["organization-collectives.csv-2-organization"]


def test_reasons_of_other_subjects_are_those_the_rules_name(tmp_path: Path) -> None:
    table = ORGANIZATIONS + "2018,o,,superior,rated,unfulfilled,disunity\n"

    assert broken(tmp_path, organizations=table) == ["code-organizations.csv-2-reason"]
    assert broken(tmp_path, rules_of(reasons={"organization": ("disunity",)}), organizations=table) == []


def test_what_breaks_a_rule_may_be_accepted_and_what_cannot_be_read_may_not(tmp_path: Path) -> None:
    rows = "2018,1,,rated,,,,\n2018,2,,rated,goood,,,\n"
    (tmp_path / "members.csv").write_text(MEMBERS + rows)

    found = read_records(tmp_path, YEARS).findings

    assert {finding.id: finding.acceptable for finding in found} == {
        "no-level-members.csv-2-level": True,
        "code-members.csv-3-level": False,
    }


def test_every_rule_says_itself_in_its_docstring() -> None:
    for rule in RULES:
        assert (rule.broken.__doc__ or "").endswith(".")


SCALE = rules_of(points={"excellent": 90, "good": 70, "fulfilled": 50})


@pytest.mark.parametrize(
    ("points", "level", "reason", "wrong"),
    [
        ("90", "excellent", "", False),
        ("89,99", "excellent", "", True),
        ("95", "good", "", False),  # excellent asks for more than points
        ("69.5", "good", "", True),
        ("70", "fulfilled", "", True),
        ("50", "fulfilled", "", False),
        ("49", "fulfilled", "", True),
        ("88", "unfulfilled", "unfulfilled_disciplined", False),
        ("", "excellent", "", False),
    ],
)
def test_a_level_is_that_of_its_points(
    tmp_path: Path, points: str, level: str, reason: str, wrong: bool
) -> None:
    members = f'year,id,unit,status,level,reason,points\n2018,m1,,rated,{level},{reason},"{points}"\n'

    found = broken(tmp_path, SCALE, members=members)

    assert found == (["points-level-members.csv-2-points"] if wrong else [])


def test_without_a_scale_in_the_rules_points_are_not_compared(tmp_path: Path) -> None:
    members = "year,id,unit,status,level,reason,points\n2018,m1,,rated,excellent,,10\n"

    assert broken(tmp_path, rules_of(), members=members) == []
