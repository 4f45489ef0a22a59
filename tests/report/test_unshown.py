"""Whatever figure is given, a section of the report shows it or a warning says that none does."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from kgreport.data.figures.layout import COLUMNS
from kgreport.report import Report
from kgreport.report.basis import sections_of
from kgreport.report.findings import unshown_findings
from kgreport.terms.vocabulary import MEASURES
from kgreport.views import formats
from kgreport.views.sections.ids import RATED

pytestmark = pytest.mark.usefixtures("without_numbers")

COUNTS = {measure: 4001 + 7 * n for n, measure in enumerate(MEASURES)}


def report_with(report: Report, subject: str, tier: str, counts: dict[str, int]) -> Report:
    rows = [(2018, "", subject, tier, code, count, "s", "figures.csv:2") for code, count in counts.items()]
    dataset = replace(report.dataset, figures=pd.DataFrame(rows, columns=list(COLUMNS)))
    return replace(report, year_figures=replace(report.year_figures, dataset=dataset))


def shown_in(report: Report) -> set[str]:
    body = [chapter for chapter in report.contents if chapter.kind == "body"]
    sections = [section for chapter in body for section in sections_of(report, chapter)]
    text = " ".join(section.plain() for section in (*sections, report.reasons("collective")))
    numbers = set(re.findall(r"(?<![\d.])\d\.\d{3}(?![\d.])", text))
    return {code for code, count in COUNTS.items() if formats.count(count) in numbers}


@pytest.mark.parametrize(
    ("subject", "tier"), [one for one in RATED if one[1] in ("", "grassroots", "district")]
)
def test_every_given_figure_is_shown_or_warned_of(published_2018: Report, subject: str, tier: str) -> None:
    report = report_with(published_2018, subject, tier, COUNTS)

    warned = " ".join(finding.found.say("vi") for finding in unshown_findings(report))
    hidden = {code for code, count in COUNTS.items() if f" {count}" in warned}

    assert shown_in(report) | hidden == set(COUNTS)
    assert not shown_in(report) & hidden


@pytest.mark.parametrize("measure", ["total", "unfulfilled_below_level", "planned"])
def test_a_figure_alone_is_shown_or_warned_of(published_2018: Report, measure: str) -> None:
    report = report_with(published_2018, "collective", "", {measure: COUNTS[measure]})

    assert bool(shown_in(report)) != bool(list(unshown_findings(report)))
