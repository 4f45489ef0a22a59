"""What lets a reader check the report: coverage, findings, sources of every figure, provenance."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kgreport.terms.findings import Finding
from kgreport.terms.phrases import Message, Phrase
from kgreport.views import formats
from kgreport.views.sections.wording import Edition
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

_SEVERITY = {"error": Phrase("mâu thuẫn", "contradiction"), "warning": Phrase("cần lưu ý", "warning")}


LACKING = Phrase(
    "Những phần không có số liệu nên không đưa vào báo cáo: {sections}.",
    "Left out for want of data: {sections}.",
)


def say_finding(message: Message, edition: Edition) -> str:
    """Say a part of a finding, its counts printed in the language of the report."""
    return message.say(edition.language, edition.count)


def quality_section(
    without_data: Sequence[str],
    findings: Sequence[Finding],
    accepted: Mapping[str, str],
    edition: Edition,
    lacking: Phrase = LACKING,
) -> Section:
    """Show what is missing, what is doubtful, and what was accepted with what reason.

    Parameters
    ----------
    without_data
        Titles of the sections left out.
    findings
        All findings, accepted or not.
    accepted
        Reason by id of the findings the parameters accept.
    edition
        For whom.
    lacking
        What is said of the sections left out, with a gap ``{sections}``.
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
    if findings:
        return []
    return [
        edition.say(
            "Các phép kiểm tra cộng dồn không phát hiện mâu thuẫn.",
            "No contradiction was found in the figures.",
        )
    ]


def _findings_table(findings: Sequence[Finding], accepted: Mapping[str, str], edition: Edition) -> Table:
    rows = [
        [
            _headed(
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


def _headed(place: str) -> str:
    """Begin with a capital, unless with the name of a file."""
    return place if _FILE.match(place) else formats.sentence(place)


def _treatment(finding: Finding, accepted: Mapping[str, str], edition: Edition) -> str:
    if finding.id in accepted:
        return edition.say("Chấp nhận: {reason}", "Accepted: {reason}", reason=accepted[finding.id])
    return formats.sentence(say_finding(finding.advice, edition))


def provenance_section(
    dataset: str, sha256: str, parameters: Mapping[str, str], versions: Mapping[str, str], edition: Edition
) -> Section:
    """Say from what the report was made, so that it can be made again.

    Parameters
    ----------
    dataset, sha256
        Name of the dataset and hash of its tables.
    parameters
        The parameters that are not texts, as text by name.
    versions
        Version by name of the software.
    edition
        For whom.
    """
    title = edition.say("Nguồn gốc báo cáo", "Provenance")
    grouped = " ".join(sha256[start : start + 16] for start in range(0, len(sha256), 16))
    rows = [
        [edition.say("Bộ số liệu", "Dataset"), dataset],
        [edition.say("SHA-256 của bộ số liệu", "SHA-256 of the dataset"), grouped],
        *_rules_row(edition),
        *[[edition.say("Tham số", "Parameter") + f" {name}", value] for name, value in parameters.items()],
        *[[edition.say("Phiên bản", "Version") + f" {name}", version] for name, version in versions.items()],
    ]
    table = Table(
        id="table-provenance",
        title=edition.say("Báo cáo được lập từ", "What the report was made from"),
        columns=[
            Column(edition.say("Yếu tố", "What"), "text"),
            Column(edition.say("Giá trị", "Value"), "text", 1.6),
        ],
        rows=rows,
        language=edition.language,
    )
    return Section("provenance", title, [table])


def _rules_row(edition: Edition) -> list[list[str]]:
    if edition.rules is None:
        return []
    said = f"{edition.rules.id}: {edition.rules.say_sources(edition.language)}"
    return [[edition.say("Quy định áp dụng", "Rules applied"), said]]
