"""Sections on what is recognised: years running at the highest level, and awards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import replace

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.report.basis import (
    Basis,
    figures_in,
    is_inside,
    made_once,
    register_rows,
    scope_of,
    section,
    unit_name,
    year_records,
)
from kgreport.stats.persons.numbers import Numbers, number_persons
from kgreport.stats.recipients import cancelled_awards, candidates, check_award, check_cancelled, named_from
from kgreport.stats.shares import count_rows
from kgreport.stats.streaks import known_years
from kgreport.terms.collation import sort_key
from kgreport.terms.findings import Finding
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import AWARDS, GRASSROOTS, LEVELS, PERSONS, SUBJECTS
from kgreport.views.sections.ids import RATED
from kgreport.views.sections.ratings.awards import awards_section
from kgreport.views.sections.ratings.streaks import streaks_section
from kgreport.views.sections.ratings.years_running import Streaks
from kgreport.views.view import Section

_PERSONS = {
    "member": Phrase("Đảng viên số {number}", "Member {number}"),
    "leader": Phrase("Cán bộ số {number}", "Official {number}"),
}


def call_persons(report: Basis, rows: pd.DataFrame) -> pd.DataFrame:
    """Call persons by running numbers, the same in the whole report, or by their ids if `show_ids` is set.

    `rows` have ``subject``, ``id`` and ``name``; no table has the name of a person.
    """
    at = rows.index[rows["subject"].isin(PERSONS) & (rows["id"] != "")]
    if report.parameters.show_ids or at.empty:
        return rows
    called = rows.copy()
    language, numbers = report.parameters.language, _person_numbers(report)
    of = [(subject, numbers[subject, code]) for subject, code in rows.loc[at, ["subject", "id"]].to_numpy()]
    called.loc[at, "name"] = [_PERSONS[subject].say(language, number=number) for subject, number in of]
    called.loc[at, "id"] = [str(number) for _, number in of]
    return called


@made_once
def _person_numbers(report: Basis) -> Numbers:
    """Number the persons whom this report may list: first those in its registers, last those on record."""
    listed = (register_rows(report, name) for name in ("suggested_reviews", "awards"))
    awards = report.year_figures.register("awards")
    recorded = (year_records(report, one)[["id"]].assign(subject=one) for one in sorted(PERSONS))
    return number_persons([*listed, awards[is_inside(report, awards)], *recorded])


@section
def streaks(report: Basis) -> Section:
    """Show who was years running at the highest level, may be given the flag, and was given it.

    Examples
    --------
    >>> report.streaks().title
    'Years running at the highest level, and the flag'
    """
    return streaks_section("streaks", flag_streaks(report), report.dataset.units, report.writer)


@made_once
def flag_streaks(report: Basis) -> Streaks | None:
    """Follow the grassroots organisations back through the years of the flag; None where there is none."""
    if "flag" not in report.rules.awards:
        return None
    found = streaks_of(report, "organization", "grassroots")
    return replace(found, reach=min(found.reach, found.wanted), named=found.wanted)


def streaks_of(report: Basis, subject: str, tier: str) -> Streaks:
    """Follow those of a tier back through their years at the highest level, as far as the records reach."""
    year, figures, rule = report.parameters.year, report.year_figures, report.rules.awards.get("flag")
    records, awards = of_tier(figures.records[subject], tier), figures.register("awards")
    flagged = awards[(awards["year"] == year) & (awards["award"] == "flag") & (awards["subject"] == subject)]
    level = rule.level if rule else "excellent"
    found = candidates(records, year, level, set(flagged["id"]), list(report.dataset.units))
    rated = records.loc[(records["year"] == year) & records["level"].isin(list(LEVELS)), "id"]
    found = found[is_inside(report, found) & found["id"].isin(rated)]
    if subject in PERSONS:
        found = call_persons(report, found.assign(subject=subject))
    return Streaks(
        scope=scope_of(report, subject, tier),
        candidates=found,
        level=level,
        wanted=rule.years if rule else 0,
        reach=known_years(of_tier(figures.recorded(subject), tier), year),
        named=named_from(found["years"].tolist()),
        awarded=not flagged.empty,
        rules=figures.rules_by_year,
    )


def of_tier(records: pd.DataFrame, tier: str) -> pd.DataFrame:
    """Pick the records of a tier; the grassroots are committees and branches."""
    return records[records["tier"].str.startswith(tier)] if tier else records


@section
def awards(report: Basis) -> Section:
    """Show the awards given.

    Examples
    --------
    >>> [row[1] for row in report.awards().views[1].cells()]
    ['3', '8']
    """
    found = _award_counts(report)
    given = _with_names(report, register_rows(report, "awards"))
    rules = report.year_figures.rules_by_year
    return awards_section(found, given, _cancelled(report), rules, report.writer)


def awards_of(report: Basis) -> list[str]:
    """Name the awards: those of the vocabulary, then those that the dataset adds."""
    return [*AWARDS, *report.own.award_names]


def _award_counts(report: Basis) -> dict[Scope, list[dict[str, object]]]:
    """Count the awards of each scope; by tier where the records tell the tier of everyone who is listed."""
    scopes = [scope_of(report, *rated) for rated in RATED]
    found = {scope: count_rows(figures_in(report, scope), awards_of(report)) for scope in scopes}
    for (award, subject), tiers in _listed_tiers(report).items():
        rows = {scope.tier: found[scope] for scope in scopes if scope.subject == subject}
        at = awards_of(report).index(award)
        known = {tier: of[at]["count"] for tier, of in rows.items() if of[at]["count"] is not None}
        if known == {"": tiers.total()}:
            for tier, count in tiers.items():
                rows[tier][at] |= {"count": count, "source": "awards"}
    return found


def _listed_tiers(report: Basis) -> dict[tuple[str, str], Counter[str]]:
    """By award and subject, count the tiers of those in the register, where it or their record has one."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    listed = register_rows(report, "awards")
    for award, subject, code, given in listed[["award", "subject", "id", "tier"]].itertuples(index=False):
        records = year_records(report, subject)
        tier = given or next(iter(records.loc[records["id"] == code, "tier"]), "")
        if tier:
            broad = "grassroots" if tier in GRASSROOTS else tier
            counts.setdefault((award, subject), Counter())[broad] += 1
    return counts


@made_once
def _cancelled(report: Basis) -> pd.DataFrame:
    """Awards of earlier years, here, that a year rated anew has cancelled."""
    awards, figures = report.year_figures.register("awards"), report.year_figures
    if awards.empty:
        return awards
    past = awards[(awards["year"] < report.parameters.year) & is_inside(report, awards)]
    if past.empty:
        return past
    frames = [
        cancelled_awards(past, figures.records[subject], subject, figures.rules_by_year)
        for subject in SUBJECTS
    ]
    known = [frame for frame in frames if len(frame)]
    return _with_names(report, pd.concat(known or frames[:1], ignore_index=True))


def _with_names(report: Basis, awards: pd.DataFrame) -> pd.DataFrame:
    """Call recipients and units by their names, and sort by award, subject, unit and name."""
    called = call_persons(report, awards)
    named = called.assign(
        name=[_recipient(report, row) for row in called.to_dict("records")],
        unit=[unit_name(report, unit) for unit in awards["unit"]],
        unit_code=awards["unit"],
    )
    units = {unit: place for place, unit in enumerate(report.dataset.units)}
    keys = {
        "award": named["award"].map(awards_of(report).index),
        "subject": named["subject"].map(list(SUBJECTS).index),
        "unit": awards["unit"].map(lambda unit: units.get(unit, -1)),
        "name": named["name"].map(sort_key).mask(awards["subject"].isin(PERSONS), ""),
    }
    order = pd.DataFrame(keys, index=named.index).sort_values(list(keys), kind="stable").index
    return named.loc[order].reset_index(drop=True)


def _recipient(report: Basis, row: Mapping[Hashable, object]) -> str:
    """Name a recipient as the register does, else as the records do; by the id where neither does."""
    if row["name"]:
        return str(row["name"])
    records = report.year_figures.records[str(row["subject"])]
    named = records.loc[(records["id"] == row["id"]) & (records["name"] != ""), "name"]
    return str(row["id"] if named.empty else named.iloc[-1])


def recognition_findings(report: Basis) -> list[Finding]:
    """Find what is wrong with restatements, and awards to who may not be given them."""
    figures, awards, year = report.year_figures, register_rows(report, "awards"), report.parameters.year
    found = figures.check_restatements()
    for award in awards_of(report) if len(awards) else ():
        for subject in SUBJECTS:
            records = figures.records[subject]
            # Of members, only those rated anew are known one by one.
            known = records.iloc[:0] if subject == "member" else records
            years = known if subject == "member" else figures.recorded(subject)
            found += check_award(
                awards, known, award, report.rules, subject=subject, year=year, recorded=years
            )
    return [*found, *check_cancelled(_cancelled(report), report.own)]
