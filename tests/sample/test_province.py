"""The made-up province keeps every rule, its totals are the published ones, and it says what it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from kgreport.data.datasets.dataset import Dataset
from kgreport.data.datasets.folder import PACKAGED
from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.layout import KEY, TABLES
from kgreport.data.figures.reading import read_table
from kgreport.data.params.parameters_file import read_parameters
from kgreport.data.records.reading import read_records
from kgreport.data.rules.choosing import rules_for
from kgreport.report import read_report
from kgreport.sample.plan import LAST, YEARS
from kgreport.sample.wording import PUBLISHED, SIMULATED
from kgreport.stats.streaks import streaks

CAP = [f"cap-2018-organization-grassroots{tier}" for tier in ("", "_branch")]
"""What is found in the real figures too: 162 excellent of 758, where 152 are allowed."""
ON_PURPOSE = [
    "no-result-2018-term-Tỷ lệ che phủ rừng",
    "jump-2018-member-pending",
    "unchanged-2018-leader-unfulfilled",
]
"""What shows a reader the other warnings: a target without a result, and figures to look at again.

The rules of 2018 leave new members unrated, so many more are; and the same share of officials fails yearly.
"""


def table_of(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / f"{name}.csv", keep_default_na=False, dtype=str)


def of_2018(folder: Path, name: str) -> pd.DataFrame:
    table = table_of(folder, name)
    return table[table["year"] == str(LAST)]


def test_the_totals_of_2018_are_the_published_ones(sample: Path) -> None:
    """Counted from the records alone; what records do not tell, the awards, is counted in their register."""
    published, _ = read_table(PACKAGED / "kien-giang-2018" / "figures.csv", TABLES[0], YEARS)
    counted = complete_figures(read_records(sample, YEARS).figures)
    both = published.merge(counted, on=KEY, how="left", suffixes=("", "_counted"))
    awards = of_2018(sample, "awards")["award"].value_counts()

    told = both.dropna(subset=["value_counted"])
    assert told["value_counted"].tolist() == told["value"].tolist()
    assert {*both["measure"]} - {*told["measure"]} == {"flag", "merit_certificate"}
    assert (awards["flag"], awards["merit_certificate"]) == (3, 8)


def test_it_is_as_large_as_was_promised(sample: Path) -> None:
    members = pd.read_parquet(sample / "members.parquet", columns=["year", "status"])

    assert len(table_of(sample, "units")) == 19
    assert len(of_2018(sample, "organizations")) == 840
    assert len(members) == 267_000
    assert ((members["year"] == LAST) & (members["status"] == "rated")).sum() == 53_340
    assert set(members["year"]) == set(YEARS)


def test_nothing_is_found_but_the_cap_and_what_is_there_on_purpose(sample: Path, project: Path) -> None:
    parameters = read_parameters(project / "params/sample-2018.yml", {"dataset": str(sample)})
    report = read_report(parameters, project / "params")

    assert [finding.id for finding in report.all_findings()] == CAP + ON_PURPOSE
    assert {finding.severity for finding in report.all_findings()} == {"warning"}


def test_an_earlier_year_keeps_the_rules_it_had(sample: Path, project: Path) -> None:
    changes = {"dataset": str(sample), "year": "2017", "first_year": "2014", "last_year": str(LAST)}
    report = read_report(read_parameters(project / "params/sample-2018.yml", changes), project / "params")

    assert report.rules.id == "27-hd"
    assert [(finding.id, finding.severity) for finding in report.all_findings()] == [
        ("no-plan-2017", "warning")
    ]


def test_one_member_rated_otherwise_is_found(changed: Callable[..., Dataset]) -> None:
    def demote(members: pd.DataFrame) -> pd.DataFrame:
        words = members.astype({"level": object})
        good = words[(words["year"] == LAST) & (words["level"] == "fulfilled")].index[0]
        words.loc[good, ["level", "reason"]] = ["unfulfilled", "unfulfilled_disciplined"]
        return words.astype({"level": str, "reason": str}).replace({"nan": ""})

    found = {finding.id for finding in changed("members", demote).findings}

    assert {"records-2018-member-unfulfilled", "records-2018-member-fulfilled_or_better"} <= found


def test_one_organisation_more_is_found(changed: Callable[..., Dataset]) -> None:
    def twin(organizations: pd.DataFrame) -> pd.DataFrame:
        one = organizations[(organizations["year"] == str(LAST)) & (organizations["level"] == "good")].head(1)
        return pd.concat([organizations, one.assign(id="one-more")])

    found = {finding.id for finding in changed("organizations", twin).findings}

    assert "records-2018-organization-grassroots-good" in found


@pytest.mark.parametrize("table", ["organizations", "collectives"])
def test_an_id_names_the_same_in_every_year(sample: Path, table: str) -> None:
    frame = table_of(sample, table)

    assert (frame.groupby("id")[["name", "unit", "tier"]].nunique() == 1).all(axis=None)
    assert not frame.duplicated(["year", "id"]).any()
    assert len(set.intersection(*(set(ids) for _, ids in frame.groupby("year")["id"]))) > 820


def test_members_stay_who_they_are_while_some_come_and_go(sample: Path) -> None:
    members = pd.read_parquet(sample / "members.parquet")
    by_id = members.groupby("id")
    years = {year: set(of_year["id"]) for year, of_year in members.groupby("year")}

    assert (by_id[["unit", "admitted"]].nunique() == 1).all(axis=None)
    for year in YEARS[1:]:
        assert 1_400 < len(years[year] - years[year - 1]) < 1_700
        assert 700 < len(years[year - 1] - years[year]) < 1_100


def test_levels_move_and_mostly_stay(sample: Path) -> None:
    levels = table_of(sample, "organizations").pivot(index="id", columns="year", values="level").dropna()

    for before, after in zip(levels.columns, levels.columns[1:], strict=False):
        assert 0.55 < (levels[before] == levels[after]).mean() < 0.9


def test_recipients_of_the_flag_were_excellent_in_all_five_years(sample: Path) -> None:
    records = table_of(sample, "organizations").astype({"year": int})
    awards = of_2018(sample, "awards")
    running = streaks(records, LAST)
    eligible = set(running.loc[running["years"] >= rules_for(LAST).awards["flag"].years, "id"])

    given = set(awards.loc[awards["award"] == "flag", "id"])

    assert len(given) == 3
    assert given < eligible
    assert set(records.loc[records["id"].isin(given), "level"]) == {"excellent"}


def test_certificates_go_to_excellent_collectives(sample: Path) -> None:
    collectives, awards = of_2018(sample, "collectives").set_index("id"), of_2018(sample, "awards")

    given = awards.loc[awards["award"] == "merit_certificate", "id"]

    assert given.nunique() == 8
    assert set(collectives.loc[given, "level"]) == {"excellent"}


def test_no_collective_is_rated_above_its_organisation(sample: Path) -> None:
    order = {level: n for n, level in enumerate(("excellent", "good", "fulfilled", "unfulfilled"))}
    leading = table_of(sample, "collectives").query("organization != ''")
    led = table_of(sample, "organizations")
    both = leading.merge(
        led, left_on=["year", "organization"], right_on=["year", "id"], suffixes=("", "_led")
    )

    assert len(both) == len(leading) > 4_000
    assert (both["level"].map(order) >= both["level_led"].map(order)).all()


@pytest.mark.parametrize("table", ["organizations", "collectives", "leaders"])
def test_the_cap_holds_in_each_group(sample: Path, table: str) -> None:
    rated = of_2018(sample, table).query("group != '' and level != ''")
    counts = pd.crosstab(rated["group"], rated["level"])

    assert len(counts) > 30
    assert (counts["excellent"] <= (counts["excellent"] + counts["good"]) // 5).all()


def test_who_is_new_is_rated_as_the_rules_of_the_year_say(sample: Path) -> None:
    members = pd.read_parquet(sample / "members.parquet", columns=["year", "status", "admitted"])
    days = pd.to_datetime(members["admitted"])
    new = members[(days.dt.year == members["year"]) & (days.dt.month > 6)]

    assert set(new.loc[new["year"] == 2018, "status"]) == {"pending"}
    assert (new.loc[new["year"] == 2017, "status"] == "rated").mean() > 0.99


def test_every_unfulfilled_organisation_has_a_plan(sample: Path) -> None:
    organizations, plans = of_2018(sample, "organizations"), of_2018(sample, "remediation")
    failed = set(organizations.loc[organizations["level"] == "unfulfilled", "id"])
    overdue = plans[(plans["state"] != "done") & (plans["due"] < "2019-04-01")]

    assert set(plans["organization"]) == failed
    assert set(plans["state"]) == {"done", "in_progress", "open"}
    assert ((plans["done_on"] != "") == (plans["state"] == "done")).all()
    assert 0 < len(overdue) < len(plans)


def test_targets_are_exceeded_missed_and_worse(dataset: Dataset) -> None:
    targets = dataset.registers["targets"]
    whole = targets[(targets["unit"] == "") & (targets["direction"] == "at_least")]
    reached = whole["actual"] / whole["planned"]

    assert (reached > 1).any()
    assert ((reached < 1) & (reached >= 0.5)).any()
    assert (reached < 0.5).any()
    assert whole["actual"].isna().any()
    assert set(targets["direction"]) == {"at_least", "at_most"}
    assert targets["unit"].nunique() == 20


def test_suggested_reviews_are_those_the_records_tell(sample: Path) -> None:
    listed = of_2018(sample, "suggested_reviews")
    for subject, table in (("collective", "collectives"), ("leader", "leaders")):
        marked = of_2018(sample, table).query("suggested == '1'")
        here = listed[listed["subject"] == subject]

        assert set(here["id"]) == set(marked["id"])
        assert set(here.query("explained == '1'")["id"]) == set(marked.query("explained == '1'")["id"])


def test_officials_and_members_have_no_names(sample: Path) -> None:
    listed = of_2018(sample, "suggested_reviews")

    assert "name" not in table_of(sample, "leaders")
    assert "name" not in pd.read_parquet(sample / "members.parquet")
    assert set(listed.loc[listed["subject"] == "leader", "name"]) == {""}


def test_it_says_that_it_is_simulated(sample: Path, dataset: Dataset) -> None:
    figures = table_of(sample, "figures")
    by_unit = figures[figures["unit"] != ""]
    registers = ("awards", "remediation", "suggested_reviews", "targets")

    assert dataset.simulated
    assert "mô phỏng" in dataset.title
    assert set(by_unit["source"]) == {SIMULATED}
    assert set(figures.loc[figures["unit"] == "", "source"]) == {PUBLISHED}
    assert all(set(table_of(sample, name)["source"]) == {SIMULATED} for name in registers)


def test_the_reader_is_told_in_both_languages(sample: Path) -> None:
    text = (sample.parent / "README.txt").read_text("utf-8")

    assert "SỐ LIỆU MÔ PHỎNG" in text
    assert "SIMULATED DATA" in text


def test_its_letters_are_composed(sample: Path) -> None:
    for path in sample.glob("*.csv"):
        text = path.read_text("utf-8")
        assert unicodedata.is_normalized("NFC", text), path.name
