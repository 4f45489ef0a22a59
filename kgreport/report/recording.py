"""Record what the report of a notebook was made from, and what was found in its figures.

A build needs this for its manifest, and would otherwise have to read and check everything once more.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgreport.data.params.model import Parameters
from kgreport.environment import RECORD
from kgreport.terms.findings import Finding
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.quality import say_finding

if TYPE_CHECKING:
    from kgreport.report.report import Report


def record(report: Report) -> None:
    """Add a report to the file that the environment names, a line of JSON each; where none is, do nothing."""
    path = os.environ.get(RECORD)
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(record_of(report), ensure_ascii=False) + "\n")


def record_of(report: Report) -> dict[str, Any]:
    """Give the parameters, dataset and findings of a report as plain values."""
    dataset = report.dataset
    return {
        "parameters": report.parameters.model_dump(mode="json"),
        "dataset": {"name": dataset.name, "sha256": dataset.sha256, "simulated": dataset.simulated},
        "findings": findings_as_text(report.findings, report.parameters),
    }


def findings_as_text(findings: Iterable[Finding], parameters: Parameters) -> list[dict[str, str | None]]:
    """Give findings as plain text by name, in the language of the report."""
    edition = Edition(language=parameters.language, year=parameters.year)
    accepted = {item.id: item.reason for item in parameters.accepted_findings}
    return [
        {
            "id": finding.id,
            "severity": finding.severity,
            "place": say_finding(finding.place, edition),
            "found": say_finding(finding.found, edition),
            "expected": finding.say_expected(edition.language, edition.count),
            "advice": say_finding(finding.advice, edition),
            "accepted": accepted.get(finding.id),
        }
        for finding in findings
    ]
