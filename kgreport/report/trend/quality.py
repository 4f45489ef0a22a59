"""Sections on the figures themselves: what is doubtful, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable

from kgreport.report.basis import section
from kgreport.report.quality import doubtful_findings, doubtful_of, quality_of
from kgreport.report.trend.years import TrendBasis
from kgreport.terms.findings import Finding
from kgreport.terms.phrases import Phrase
from kgreport.views.view import Section

NOT_OF_RATINGS = (
    *("no-result", "no-plan", "plan-of-unknown", "done-later", "done-undated", "done-unsaid"),
    "unshown",
)
"""Kinds of findings on targets and plans, which only the annual report shows."""

LACKING = Phrase(
    "{count} phần chưa có số liệu của ít nhất hai năm nên không đưa vào báo cáo.",
    "Sections left out for want of data of two years at least: {count}.",
)


@section
def doubtful(trend: TrendBasis) -> Section:
    """Show which figures are doubtful, and why.

    Examples
    --------
    >>> trend.doubtful().title
    'Figures to verify'
    """
    return doubtful_of(trend, doubtful_ratings(trend))


def doubtful_ratings(trend: TrendBasis) -> list[Finding]:
    """Pick the findings against figures on ratings."""
    return _on_ratings(doubtful_findings(trend.annual))


@section
def quality(trend: TrendBasis) -> Section:
    """Show what is missing or doubtful, and what was accepted.

    Examples
    --------
    >>> trend.quality().title
    'Quality and coverage of the data'
    """
    return quality_of(trend, _on_ratings(trend.annual.all_findings()), LACKING)


def _on_ratings(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.kind not in NOT_OF_RATINGS]
