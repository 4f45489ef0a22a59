"""The section on the quality of the data: what is missing, what was found, what was accepted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kgreport.data.params.parts import LogEntry
from kgreport.terms.findings import Finding
from kgreport.terms.phrases import Message, Phrase
from kgreport.views import formats
from kgreport.views.frames.layout import facts_of
from kgreport.views.frames.ratings import FINDINGS, QUALITY_LOG
from kgreport.views.frames.ratings import LACKING as LACKING_FRAME
from kgreport.views.sections.facts import tells
from kgreport.views.sections.quality.facts import finding_rows
from kgreport.views.sections.quality.log import log_note, log_rows, log_table
from kgreport.views.sections.rows import Row
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

_SEVERITY = {"error": Phrase("mâu thuẫn", "contradiction"), "warning": Phrase("cần lưu ý", "warning")}

LACKING = Phrase(
    "{count} phần không có số liệu nên không đưa vào báo cáo.",
    "Sections left out for want of data: {count}.",
)
"""Counts the sections that an annual report leaves out."""

Lacking = Sequence[tuple[str, Sequence[str]]]
"""By chapter, the titles of the sections left out."""


def say_finding(message: Message, writer: Writer) -> str:
    """Write a part of a finding, its counts printed in the language of the report."""
    return message.say(writer.language, writer.count)


def _lacking_rows(without_data: Lacking) -> list[Row]:
    return [{"chapter": chapter, "title": title} for chapter, titles in without_data for title in titles]


@tells((FINDINGS, finding_rows), (LACKING_FRAME, _lacking_rows), (QUALITY_LOG, log_rows))
def quality_section(
    without_data: Lacking,
    findings: Sequence[Finding],
    accepted: Mapping[str, str],
    writer: Writer,
    lacking: Phrase,
    *,
    units: Mapping[str, str],  # noqa: ARG001 - for the frame
    log: Sequence[LogEntry],
) -> Section:
    """Show which sections have no data, every finding, why each was accepted, and who checked the figures.

    Parameters
    ----------
    without_data
        Titles of the sections left out, by chapter.
    findings
        All findings, accepted or not.
    accepted
        Reason by id of the findings that the parameters accept.
    lacking
        Counts the sections left out, with a gap ``{count}``.
    units
        Names of units by code.
    log
        The quality log.
    """
    title = writer.say("Chất lượng và phạm vi số liệu", "Quality and coverage of the data")
    sentences = [_coverage(without_data, writer, lacking), _verdict(findings, accepted, writer)]
    views: list[View] = [Note([*sentences, *log_note(log, writer)])]
    if findings:
        views.append(_findings_table(findings, accepted, writer))
    if log:
        views.append(log_table(log_rows(log, findings, accepted, writer), writer))
    if without_data:
        views.append(_lacking_table(without_data, writer))
    return Section("quality", title, views)


def _coverage(without_data: Lacking, writer: Writer, lacking: Phrase) -> str:
    if not without_data:
        return writer.say(
            "Phần nào của báo cáo cũng có số liệu, tuy có thể chưa đủ.",
            "Every section of the report has data, though perhaps not all.",
        )
    count = sum(len(titles) for _, titles in without_data)
    return lacking.say(writer.language, count=writer.count(count))


def _verdict(findings: Sequence[Finding], accepted: Mapping[str, str], writer: Writer) -> str:
    if not findings:
        return writer.say(
            "Đối chiếu các số liệu với nhau không phát hiện mâu thuẫn.",
            "No contradiction was found in the figures.",
        )
    kept = sum(finding.id in accepted for finding in findings)
    told = writer.say(
        "Đối chiếu số liệu có {count} phát hiện",
        "Findings in the data: {count}",
        count=writer.count(len(findings)),
    )
    more = writer.say_if(
        kept,
        ", trong đó {kept} đã chấp nhận kèm lý do",
        ", of them {kept} accepted with a reason",
        kept=writer.count(kept),
    )
    return "".join([told, *more, "."])


def _lacking_table(without_data: Lacking, writer: Writer) -> Table:
    """List what is left out; a page shows it when the reader asks."""
    return Table(
        id="table-lacking",
        title=writer.say("Các phần không có số liệu", "Sections without data"),
        columns=[
            Column(writer.say("Phần", "Chapter"), "text"),
            Column(writer.say("Không có số liệu", "Without data"), "text", 2.4),
        ],
        rows=[[chapter, "; ".join(titles)] for chapter, titles in without_data],
        language=writer.language,
        folded=True,
        told=[facts_of(LACKING_FRAME, _lacking_rows(without_data))],
    )


def _findings_table(findings: Sequence[Finding], accepted: Mapping[str, str], writer: Writer) -> Table:
    rows = [
        [
            _place(
                f"{say_finding(finding.place, writer)}: {_SEVERITY[finding.severity].say(writer.language)}"
            ),
            say_finding(finding.expected, writer),
            say_finding(finding.found, writer),
            _treatment(finding, accepted, writer),
        ]
        for finding in findings
    ]
    return Table(
        id="table-findings",
        title=writer.say("Kết quả đối chiếu số liệu", "Findings in the data"),
        columns=[
            Column(writer.say("Nội dung", "What"), "text", 1.1),
            Column(writer.say("Cần có", "Expected"), "text"),
            Column(writer.say("Thực tế", "Found"), "text"),
            Column(writer.say("Xử lý", "Treatment"), "text", 1.3),
        ],
        rows=rows,
        language=writer.language,
    )


_FILE = re.compile(r"^\S+\.(csv|xlsx|parquet|yml)\b")


def _place(place: str) -> str:
    """Begin a place with a capital, unless it is the name of a file."""
    return place if _FILE.match(place) else formats.sentence(place)


def _treatment(finding: Finding, accepted: Mapping[str, str], writer: Writer) -> str:
    if finding.id in accepted:
        return writer.say("Chấp nhận: {reason}", "Accepted: {reason}", reason=accepted[finding.id])
    return formats.sentence(say_finding(finding.advice, writer))
