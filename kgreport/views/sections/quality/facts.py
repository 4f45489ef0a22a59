"""Findings as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kgreport.data.figures.layout import Scope
from kgreport.terms.findings import SEVERITIES, Finding
from kgreport.terms.vocabulary import ITEMS, SUBJECTS
from kgreport.views.sections.facts import coded, scope_values
from kgreport.views.sections.rows import Row
from kgreport.views.sections.writer import Writer


def finding_rows(
    findings: Iterable[Finding], accepted: Mapping[str, str], units: Mapping[str, str], writer: Writer
) -> Iterator[Row]:
    """Give each finding.

    Parameters
    ----------
    accepted
        Reason by id of the findings that the parameters accept.
    units
        Names of units by code.
    """
    for finding in findings:
        said = {
            name: getattr(finding, name).say(writer.language, writer.count)
            for name in ("place", "found", "expected", "advice")
        }
        expected = finding.say_expected(writer.language, writer.count)
        kept = finding.acceptable and finding.id in accepted
        yield {
            "id": finding.id,
            "kind": finding.kind,
            **coded("severity", finding.severity, SEVERITIES[finding.severity].say(writer.language)),
            **_figures(finding, units, writer),
            **said,
            "message": f"{said['found']}; {expected}; {said['advice']}",
            "accepted": kept,
            "reason": accepted[finding.id] if kept else None,
        }


def _figures(finding: Finding, units: Mapping[str, str], writer: Writer) -> Row:
    """Say of what figures it is, as far as it says so itself; a unit that is missing is that of none alone."""
    parts, unit = finding.parts, finding.unit
    subject = str(parts.get("subject", ""))
    told = {"measure": parts.get("measure"), "year": parts.get("year")}
    if subject in {**SUBJECTS, **ITEMS}:
        scope = Scope(year=0, subject=subject, tier=str(parts.get("tier", "")))
        told = {**scope_values(scope, writer), **told}
    name = None if unit is None else units.get(unit) or unit or writer.whole
    return {**told, "unit": unit, "unit_name": name}
