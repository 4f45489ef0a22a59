"""Sections on the figures themselves: who and what needs attention, what is doubtful, what is missing."""

from __future__ import annotations

from collections.abc import Iterable

from kgreport.data.params.accepted import STALE
from kgreport.report.basis import Basis, accepted_reasons, edition_of, section, sections_of
from kgreport.report.findings import all_findings
from kgreport.terms.findings import Finding
from kgreport.terms.phrases import Phrase
from kgreport.views.sections.quality import LACKING, quality_section
from kgreport.views.view import Section


@section
def attention(report: Basis) -> Section:
    """Show which units need attention first, and why.

    Examples
    --------
    >>> report.attention().title
    'Needs attention'
    """
    return Section("attention", edition_of(report).say("Cần chú ý", "Needs attention"), [])


@section
def doubtful(report: Basis) -> Section:
    """Show which figures are doubtful, and why.

    Examples
    --------
    >>> report.doubtful().title
    'Figures to verify'
    """
    return Section("doubtful", edition_of(report).say("Số liệu cần kiểm tra", "Figures to verify"), [])


@section
def quality(report: Basis) -> Section:
    """Show what is missing or doubtful, and what was accepted.

    Examples
    --------
    >>> report.quality().title
    'Quality and coverage of the data'
    """
    return quality_of(report, all_findings(report), LACKING)


def quality_of(report: Basis, findings: Iterable[Finding], lacking: Phrase) -> Section:
    """Show which sections of the body lack figures, what was found, and what was accepted."""
    body = [chapter for chapter in report.contents if chapter.kind == "body" and chapter.title]
    sections = [section for chapter in body for section in sections_of(report, chapter)]
    without_data = [section.title for section in sections if not section.views]
    shown = [finding for finding in findings if finding.kind != STALE]
    return quality_section(without_data, shown, accepted_reasons(report), edition_of(report), lacking)
