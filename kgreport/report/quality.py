"""Sections on what needs attention: which unit first, which figures are doubtful, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from kgreport.data.figures.coverage import lacking_measures
from kgreport.data.figures.layout import Scope
from kgreport.data.params.checks.accepted import STALE
from kgreport.data.tables.unit_tree import all_below
from kgreport.report.basis import (
    Basis,
    figures_in,
    made_once,
    numbering_of,
    register_rows,
    scope_of,
    scopes_with_figures,
    section,
    sections_of,
    units_below,
    year_records,
)
from kgreport.report.caps import cap_verdict
from kgreport.report.findings import accepted_reasons, all_findings
from kgreport.report.work import overdue_plans, plans_of_year, unplanned
from kgreport.stats.verdicts.attention import Ranked, Signal, rank
from kgreport.stats.verdicts.signals import (
    cap_signals,
    doubt_signals,
    low_ratings,
    remedy_signals,
    unexplained_signals,
    unfulfilled_signals,
)
from kgreport.terms.findings import Finding
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import SUBJECTS
from kgreport.views.sections.ids import COMPARED
from kgreport.views.sections.quality.attention import attention_section
from kgreport.views.sections.quality.doubtful import doubtful_section
from kgreport.views.sections.quality.quality import LACKING, quality_section
from kgreport.views.view import Section

NOT_DOUBTFUL = ("cap", "edition", "no-plan", "unshown", STALE)
"""Kinds of findings that say nothing against a figure: other sections tell them."""

UNUSUAL = ("jump", "unlike-units", "unlike-years", "unchanged")
MISSING = ("no-result", "task-untold", "not-reported", "partly-reported")
"""Kinds of findings on figures that are out of line, and on figures that are not there."""


@section
def attention(report: Basis) -> Section:
    """Show which units need attention first, and why; without units below, which organisations.

    Examples
    --------
    >>> report.attention().title
    'Needs attention'
    """
    names = ranked_names(report)
    return attention_section(
        attention_ranking(report), names, report.writer, of_units=bool(units_below(report))
    )


@made_once
def attention_ranking(report: Basis) -> list[Ranked]:
    """Rank the units directly below by what asks for attention; without any, the organisations."""
    signals = _unit_signals(report) if units_below(report) else _organization_signals(report)
    return rank(signals, ranked_names(report))


@made_once
def ranked_names(report: Basis) -> Mapping[str, str]:
    """Name what is ranked, by code."""
    records = year_records(report, "organization")
    recorded = zip(records["id"].tolist(), records["name"].tolist(), strict=True)
    return units_below(report) or {code: name or code for code, name in recorded}


def _unit_signals(report: Basis) -> Iterator[Signal]:
    units = list(units_below(report))
    within = {one: unit for unit in units for one in all_below(unit, report.dataset.tree)}
    for scope in _compared(report):
        yield from low_ratings(report.year_figures.by_scope, scope, units)
        yield from _cap_signals(report, scope, within)
    yield from remedy_signals(*(_of_units(rows, within) for rows in remedies(report)))
    yield from unexplained_signals({unit: unexplained_reviews(report, unit) for unit in units})
    yield from doubt_signals(doubtful_findings(report), within, _missing(report))


def _compared(report: Basis) -> list[Scope]:
    """Name those by whom units are compared, so that readers find the figures of a sign."""
    grassroots = scope_of(report, "organization", "grassroots")
    tiers = {"organization": "grassroots" if grassroots in scopes_with_figures(report) else ""}
    return [scope_of(report, subject, tiers.get(subject, "")) for subject, _ in COMPARED]


def _cap_signals(report: Basis, scope: Scope, units: Mapping[str, str]) -> list[Signal]:
    """Find the units above the cap; where groups are known, only those with members of a group above it."""
    whole = cap_verdict(report, scope)
    concerned = list(dict.fromkeys(units.values()))
    if whole.groups:
        above = [row["group"] for row in whole.above]
        records = year_records(report, scope.subject)
        of = records.loc[records["group"].fillna("").str.strip().isin(above), "unit"]
        concerned = list(dict.fromkeys(units[unit] for unit in of.unique() if unit in units))
    return cap_signals(whole, (cap_verdict(report, replace(scope, unit=unit)) for unit in concerned))


def remedies(report: Basis) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Pick the overdue plans, and the organisations without one, where there is any plan."""
    lacking = unplanned(report)
    return overdue_plans(report), lacking if len(plans_of_year(report)) else lacking.iloc[:0]


def _of_units(rows: pd.DataFrame, within: Mapping[str, str]) -> pd.DataFrame:
    return rows.assign(of=[within.get(unit, "") for unit in rows["unit"].tolist()])


def unexplained_reviews(report: Basis, unit: str) -> dict[str, int]:
    """Count the suggested reviews of a unit that were not explained, by subject."""
    known = {
        subject: figures_in(report, replace(scope_of(report, subject), unit=unit)) for subject in SUBJECTS
    }
    return {
        subject: figures["suggested"].value - figures["explained"].value
        for subject, figures in known.items()
        if {"suggested", "explained"} <= set(figures)
    }


def _missing(report: Basis) -> dict[str, list[str]]:
    """Name the subjects that a unit directly below has no figures of, though a unit beside it has."""
    figures, year = report.year_figures.completed, report.parameters.year
    lacking = lacking_measures(figures, report.dataset.tree, report.parameters.unit, year)
    missing = {
        unit: [subject for subject, measure in lacking.get(unit, []) if not measure]
        for unit in units_below(report)
    }
    return {unit: subjects for unit, subjects in missing.items() if subjects}


def _organization_signals(report: Basis) -> Iterator[Signal]:
    records = year_records(report, "organization")
    yield from unfulfilled_signals(records.assign(of=records["id"]))
    overdue, lacking = remedies(report)
    yield from remedy_signals(overdue.assign(of=overdue["organization"]), lacking.assign(of=lacking["id"]))
    yield from unexplained_signals(_unexplained_by_organization(report))


def _unexplained_by_organization(report: Basis) -> dict[str, dict[str, int]]:
    """Count the listed reviews that were not explained: of an organisation, and of its collectives."""
    collectives = year_records(report, "collective")
    owners = collectives.get("organization", pd.Series("", index=collectives.index))
    of = dict(zip(collectives["id"].tolist(), owners.tolist(), strict=True))
    found: dict[str, dict[str, int]] = {}
    for row in register_rows(report, "suggested_reviews").to_dict("records"):
        owner = row["id"] if row["subject"] == "organization" else of.get(row["id"])
        if owner and row["explained"] is False:
            by_subject = found.setdefault(owner, {})
            by_subject[row["subject"]] = by_subject.get(row["subject"], 0) + 1
    return found


@section
def doubtful(report: Basis) -> Section:
    """Show which figures are doubtful, and why.

    Examples
    --------
    >>> report.doubtful().title
    'Figures to verify'
    """
    return doubtful_of(report, doubtful_findings(report))


def doubtful_of(report: Basis, findings: Sequence[Finding]) -> Section:
    """Show which figures of a report are doubtful by some findings."""
    unit = report.parameters.unit
    return doubtful_section(findings, {**report.dataset.units, unit: ""}, unit, report.writer)


@made_once
def doubtful_findings(report: Basis) -> list[Finding]:
    """Give the findings against figures that the parameters do not accept.

    Contradictions stand first, then what is unusual; what is missing stands last.
    """
    accepted = accepted_reasons(report)
    found = [
        finding
        for finding in all_findings(report)
        if finding.kind not in NOT_DOUBTFUL and finding.id not in accepted
    ]
    return sorted(
        found,
        key=lambda one: (one.severity != "error", one.kind in MISSING, one.kind not in UNUSUAL),
    )


@section
def quality(report: Basis) -> Section:
    """Show what is missing, everything that was found in the figures, and what was accepted.

    Examples
    --------
    >>> report.quality().title
    'Quality and coverage of the data'
    """
    return quality_of(report, all_findings(report), LACKING)


def quality_of(report: Basis, findings: Iterable[Finding], lacking: Phrase) -> Section:
    """Show which sections of the body lack figures, what was found, and what was accepted."""
    shown = [finding for finding in findings if finding.kind != STALE]
    accepted, units = accepted_reasons(report), report.dataset.units
    without, writer = without_figures(report), report.writer
    log = report.parameters.quality_log
    return quality_section(without, shown, accepted, writer, lacking, units=units, log=log)


@made_once
def without_figures(report: Basis) -> list[tuple[str, list[str]]]:
    """Name the sections of the body that have no figures, by the titles of their chapters."""
    found = []
    for chapter in report.contents:
        if chapter.kind == "body" and any(chapter.title):
            titles = [section.title for section in sections_of(report, chapter) if not section.views]
            found += [(chapter.title.say(report.parameters.language), titles)] if titles else []
    return found


def section_rows(report: Basis) -> list[dict[str, Any]]:
    """List the sections that a report may have, with the call that gives each, and the ``section`` itself."""
    heads, language = numbering_of(report).heads, report.parameters.language
    rows: list[dict[str, Any]] = []
    for chapter in report.contents:
        for (make, args), shown in zip(chapter.sections, sections_of(report, chapter), strict=True):
            given = ", ".join(json.dumps(value) for value in args)
            rows.append(
                {
                    "number": heads[shown.id].full_number if shown.id in heads else "",
                    "id": shown.id,
                    "title": shown.title,
                    "chapter": chapter.title.say(language),
                    "call": f"{type(report).__name__.lower()}.{make.__name__}({given})",
                    "has_figures": bool(shown.views),
                    "section": shown,
                }
            )
    return rows
