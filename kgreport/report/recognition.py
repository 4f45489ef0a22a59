"""Sections on what is recognised: years running at the highest level, and awards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.report.basis import (
    Basis,
    edition_of,
    figures_in,
    is_inside,
    made_once,
    register_rows,
    scope_of,
    section,
    unit_name,
    year_records,
)
from kgreport.stats.recipients import cancelled_awards, candidates, check_award, check_cancelled
from kgreport.stats.shares import count_rows
from kgreport.stats.streaks import known_years
from kgreport.terms.collation import sort_key
from kgreport.terms.findings import Finding
from kgreport.terms.vocabulary import AWARDS, GRASSROOTS, LEVELS, SUBJECTS
from kgreport.views.sections.ids import RATED
from kgreport.views.sections.ratings.awards import awards_section
from kgreport.views.sections.ratings.streaks import Streaks, streaks_section
from kgreport.views.view import Section


@section
def streaks(report: Basis) -> Section:
    """Show who was years running at the highest level, and may be given the flag.

    Examples
    --------
    >>> report.streaks().title
    'Years running at the highest level'
    """
    return streaks_section(flag_streaks(report), report.dataset.units, edition_of(report))


def flag_streaks(report: Basis) -> Streaks | None:
    """Follow the grassroots organisations back through their years at the level of the flag."""
    rule, year, figures = report.rules.awards.get("flag"), report.parameters.year, report.year_figures
    if rule is None:
        return None
    records = figures.records["organization"]
    records = records[records["tier"].isin(GRASSROOTS)]
    awards = figures.register("awards")
    flagged = awards[
        (awards["year"] == year) & (awards["award"] == "flag") & (awards["subject"] == "organization")
    ]
    found = candidates(records, year, rule.level, set(flagged["id"]), list(report.dataset.units))
    recorded = figures.recorded("organization")
    rated = records.loc[(records["year"] == year) & records["level"].isin(list(LEVELS)), "id"]
    return Streaks(
        candidates=found[is_inside(report, found) & found["id"].isin(rated)],
        level=rule.level,
        wanted=rule.years,
        reach=min(known_years(recorded[recorded["tier"].isin(GRASSROOTS)], year), rule.years),
        awarded=not flagged.empty,
        rules=figures.rules_by_year,
    )


@section
def awards(report: Basis) -> Section:
    """Show the awards given.

    Examples
    --------
    >>> [row[3] for row in report.awards().views[1].cells()]
    ['3', '8']
    """
    found = _award_counts(report)
    given = _with_names(report, register_rows(report, "awards"))
    rules = report.year_figures.rules_by_year
    return awards_section(found, given, _cancelled(report), rules, edition_of(report))


def _award_counts(report: Basis) -> dict[Scope, list[dict[str, object]]]:
    """Count the awards of each scope; by tier where the records tell the tier of everyone who is listed."""
    scopes = [scope_of(report, *rated) for rated in RATED]
    found = {scope: count_rows(figures_in(report, scope), AWARDS) for scope in scopes}
    for (award, subject), tiers in _listed_tiers(report).items():
        rows = {scope.tier: found[scope] for scope in scopes if scope.subject == subject}
        at = list(AWARDS).index(award)
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
    past = awards[(awards["year"] < report.parameters.year) & is_inside(report, awards)]
    frames = [
        cancelled_awards(past, figures.records[subject], subject, figures.rules_by_year)
        for subject in (SUBJECTS if len(past) else [*SUBJECTS][:1])
    ]
    known = [frame for frame in frames if len(frame)]
    return _with_names(report, pd.concat(known or frames[:1], ignore_index=True))


def _with_names(report: Basis, awards: pd.DataFrame) -> pd.DataFrame:
    """Call recipients and units by their names, and sort by award, recipient and name."""
    named = awards.assign(
        name=[_recipient(report, row) for row in awards.to_dict("records")],
        unit=[unit_name(report, unit) for unit in awards["unit"]],
    )
    keys = {
        "award": named["award"].map(list(AWARDS).index),
        "subject": named["subject"].map(list(SUBJECTS).index),
        "name": named["name"].map(sort_key),
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
    for award in AWARDS if len(awards) else ():
        for subject in SUBJECTS:
            records = figures.records[subject]
            # Of members, only those rated anew are known one by one.
            known = records.iloc[:0] if subject == "member" else records
            years = known if subject == "member" else figures.recorded(subject)
            found += check_award(
                awards, known, award, report.rules, subject=subject, year=year, recorded=years
            )
    return [*found, *check_cancelled(_cancelled(report))]
