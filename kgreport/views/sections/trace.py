"""What lets a reader check the report: coverage, findings, sources of every figure, provenance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from kgreport.data.findings import Finding
from kgreport.data.phrases import Message, Phrase
from kgreport.data.vocabulary import (
    APPARATUS_MEASURES,
    ITEMS,
    MEASURES,
    SUBJECTS,
    label_of,
    tiers_of,
)
from kgreport.views import formats
from kgreport.views.sections.wording import Edition, Row, explain_source, rows_of
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

_SEVERITY = {"error": Phrase("mâu thuẫn", "contradiction"), "warning": Phrase("cần lưu ý", "warning")}


def say_finding(message: Message, edition: Edition) -> str:
    """Say a part of a finding, its counts printed in the language of the report."""
    return message.say(edition.language, edition.count)


def quality_section(
    without_data: Sequence[str], findings: Sequence[Finding], accepted: Mapping[str, str], edition: Edition
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
    """
    title = edition.say("Chất lượng và phạm vi số liệu", "Quality and coverage of the data")
    views: list[View] = [Note([*_coverage(without_data, edition), *_verdict(findings, edition)])]
    if findings:
        views.append(_findings_table(findings, accepted, edition))
    return Section("quality", title, views)


def _coverage(without_data: Sequence[str], edition: Edition) -> list[str]:
    if not without_data:
        return [edition.say("Mọi phần của báo cáo đều có số liệu.", "Every section of the report has data.")]
    return [
        edition.say(
            "Những phần không có số liệu nên không đưa vào báo cáo: {sections}.",
            "Left out for want of data: {sections}.",
            sections="; ".join(without_data),
        )
    ]


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
            formats.sentence(
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


def _treatment(finding: Finding, accepted: Mapping[str, str], edition: Edition) -> str:
    if finding.id in accepted:
        return edition.say("Chấp nhận: {reason}", "Accepted: {reason}", reason=accepted[finding.id])
    return formats.sentence(say_finding(finding.advice, edition))


def sources_section(figures: pd.DataFrame, edition: Edition) -> Section:
    """List every figure the report rests on, with where it comes from.

    Parameters
    ----------
    figures
        Frame of figures of one unit, completed.
    edition
        For whom.
    """
    title = edition.say("Phụ lục: nguồn của từng số liệu", "Annex: the source of every figure")
    if figures.empty:
        return Section("sources", title, [])
    rows = [
        [
            edition.label(label_of(row["subject"], row["tier"])),
            edition.label(edition.measure(row["subject"], row["measure"], row["year"])),
            row["year"],
            row["value"],
            _source(row, edition),
        ]
        for row in sorted(rows_of(figures), key=_in_order_of_terms)
    ]
    table = Table(
        id="table-sources",
        title=edition.say("Số liệu và nguồn", "Figures and sources"),
        columns=[
            Column(edition.say("Đối tượng", "Who or what"), "text", 1.1),
            Column(edition.say("Chỉ tiêu", "Measure"), "text", 1.1),
            Column(edition.say("Năm", "Year"), "year"),
            Column(edition.say("Số liệu", "Figure")),
            Column(edition.say("Nguồn", "Source"), "text", 1.6),
        ],
        rows=rows,
        language=edition.language,
    )
    return Section("sources", title, [table])


_ORDER = {code: n for n, code in enumerate([*SUBJECTS, *ITEMS, *MEASURES, *APPARATUS_MEASURES])}


def _in_order_of_terms(row: Row) -> tuple[object, ...]:
    """Who, then where, then when, then what: each in the order the vocabulary gives."""
    tiers = ["", *tiers_of(row["subject"])]
    return (_ORDER[row["subject"]], tiers.index(row["tier"]), _ORDER[row["measure"]], row["year"])


def _source(row: Row, edition: Edition) -> str:
    said = explain_source(row["source"], row["subject"], edition, row["year"])
    named = said if said == row["source"] else formats.sentence(said)
    return f"{named} ({row['place']})" if row["place"] else named


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
