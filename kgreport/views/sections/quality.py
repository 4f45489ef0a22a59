"""The section on the quality of the data: what is missing, what was found, what was accepted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kgreport.terms.findings import Finding
from kgreport.terms.phrases import Message, Phrase
from kgreport.views import formats
from kgreport.views.sections.edition import Edition
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

_SEVERITY = {"error": Phrase("mâu thuẫn", "contradiction"), "warning": Phrase("cần lưu ý", "warning")}

LACKING = Phrase(
    "Những phần không có số liệu nên không đưa vào báo cáo: {sections}.",
    "Left out for want of data: {sections}.",
)
"""Names the sections that an annual report leaves out."""


def say_finding(message: Message, edition: Edition) -> str:
    """Write a part of a finding, its counts printed in the language of the report."""
    return message.say(edition.language, edition.count)


def doubtful_section(findings: Sequence[Finding], units: Mapping[str, str], edition: Edition) -> Section:
    return Section("doubtful", edition.say("Số liệu cần kiểm tra", "Figures to verify"), [])


def quality_section(
    without_data: Sequence[str],
    findings: Sequence[Finding],
    accepted: Mapping[str, str],
    edition: Edition,
    lacking: Phrase = LACKING,
) -> Section:
    """Show which sections have no data, every finding, and the reason for which each was accepted.

    Parameters
    ----------
    without_data
        Titles of the sections left out.
    findings
        All findings, accepted or not.
    accepted
        Reason by id of the findings that the parameters accept.
    lacking
        Names the sections left out, with a gap ``{sections}``.
    """
    title = edition.say("Chất lượng và phạm vi số liệu", "Quality and coverage of the data")
    views: list[View] = [Note([*_coverage(without_data, edition, lacking), *_verdict(findings, edition)])]
    if findings:
        views.append(_findings_table(findings, accepted, edition))
    return Section("quality", title, views)


def _coverage(without_data: Sequence[str], edition: Edition, lacking: Phrase) -> list[str]:
    if not without_data:
        return [edition.say("Mọi phần của báo cáo đều có số liệu.", "Every section of the report has data.")]
    return [lacking.say(edition.language, sections="; ".join(without_data))]


def _verdict(findings: Sequence[Finding], edition: Edition) -> list[str]:
    return edition.say_if(
        not findings,
        "Các phép kiểm tra cộng dồn không phát hiện mâu thuẫn.",
        "No contradiction was found in the figures.",
    )


def _findings_table(findings: Sequence[Finding], accepted: Mapping[str, str], edition: Edition) -> Table:
    rows = [
        [
            _place(
                f"{say_finding(finding.place, edition)}: {_SEVERITY[finding.severity].say(edition.language)}"
            ),
            say_finding(finding.expected, edition),
            say_finding(finding.found, edition),
            _treatment(finding, accepted, edition),
        ]
        for finding in findings
    ]
    return Table(
        id="table-findings",
        title=edition.say("Phát hiện khi kiểm tra số liệu", "Findings in the data"),
        columns=[
            Column(edition.say("Nội dung", "What"), "text", 1.1),
            Column(edition.say("Cần có", "Expected"), "text"),
            Column(edition.say("Thực tế", "Found"), "text"),
            Column(edition.say("Xử lý", "Treatment"), "text", 1.3),
        ],
        rows=rows,
        language=edition.language,
    )


_FILE = re.compile(r"^\S+\.(csv|xlsx|parquet|yml)\b")


def _place(place: str) -> str:
    """Begin a place with a capital, unless it is the name of a file."""
    return place if _FILE.match(place) else formats.sentence(place)


def _treatment(finding: Finding, accepted: Mapping[str, str], edition: Edition) -> str:
    if finding.id in accepted:
        return edition.say("Chấp nhận: {reason}", "Accepted: {reason}", reason=accepted[finding.id])
    return formats.sentence(say_finding(finding.advice, edition))
