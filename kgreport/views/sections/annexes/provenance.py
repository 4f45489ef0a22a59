"""What a report was made from, so that it can be made again: dataset, rules, parameters, software."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap

from kgreport.terms.phrases import Phrase
from kgreport.views.frames.layout import facts_of
from kgreport.views.frames.ratings import PROVENANCE
from kgreport.views.sections.facts import with_facts
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table
from kgreport.views.view import Section

PARAMETER_NAMES: Mapping[str, Phrase] = {
    "year": Phrase("năm báo cáo", "year"),
    "period": Phrase("kỳ báo cáo", "period"),
    "unit": Phrase("đơn vị", "unit"),
    "language": Phrase("ngôn ngữ", "language"),
    "status": Phrase("trạng thái văn bản", "status"),
    "first_year": Phrase("số liệu từ năm", "first year"),
    "last_year": Phrase("số liệu đến năm", "last year"),
    "compare_year": Phrase("năm so sánh", "year compared with"),
    "margins": Phrase("lề trang in (mm)", "margins (mm)"),
    "font": Phrase("phông chữ bản PDF", "font of the PDF"),
    "plausibility": Phrase("ngưỡng báo số liệu bất thường", "limits of unusual figures"),
    "licence": Phrase("giấy phép sử dụng số liệu", "licence of the figures"),
    "rules": Phrase("quy định riêng", "own rules"),
    "cap_limit": Phrase("mức trần", "cap"),
    "cap_base": Phrase("mẫu số của mức trần", "base of the cap"),
    "cap_rounding": Phrase("cách làm tròn mức trần", "rounding of the cap"),
}
"""The parameters that are listed, by their name in a parameters file."""

SHOWN_ELSEWHERE = (
    *("issued", "place", "issuer", "superior", "number", "include_code", "formats", "csv_bom"),
    *("secrecy", "urgency", "circulation"),
    *("dataset", "narrative", "alt_texts", "recipients", "signature", "signer", "accepted_findings"),
    *("edition", "reason", "quality_log", "show_ids"),
)
"""The others: the head, the closing, the sections or the page show them."""


def provenance_section(
    dataset: str, sha256: str, parameters: Mapping[str, str], versions: Mapping[str, str], writer: Writer
) -> Section:
    """Show from what the report was made, so that it can be made again.

    Parameters
    ----------
    dataset, sha256
        Name of the dataset and hash of its tables.
    parameters
        The parameters that are not texts, as text by name.
    versions
        Version by name of the software.
    """
    title = writer.say("Thông tin kỹ thuật", "Technical information")
    rows = [
        [writer.say("Bộ số liệu", "Dataset"), dataset],
        [writer.say("SHA-256 của bộ số liệu", "SHA-256 of the dataset"), " ".join(wrap(sha256, 16))],
        *_rules_row(writer),
        [writer.say("Tham số", "Parameters"), _parameters(parameters, writer)],
        [writer.say("Phần mềm", "Software"), ", ".join(f"{name} {of}" for name, of in versions.items())],
    ]
    table = Table(
        id="table-provenance",
        title=writer.say("Báo cáo được lập từ", "What the report was made from"),
        columns=[
            Column(writer.say("Yếu tố", "What"), "text"),
            Column(writer.say("Giá trị", "Value"), "text", 3.0),
        ],
        rows=rows,
        language=writer.language,
    )
    told = [facts_of(PROVENANCE, [{"what": what, "value": value} for what, value in rows])]
    return with_facts(Section("provenance", title, [table]), told)


def _parameters(parameters: Mapping[str, str], writer: Writer) -> str:
    return "; ".join(
        f"{name.say(writer.language)}: {parameters[code]}"
        for code, name in PARAMETER_NAMES.items()
        if code in parameters
    )


def _rules_row(writer: Writer) -> list[list[str]]:
    if writer.rules is None:
        return []
    rules = f"{writer.rules.id}: {writer.rules.say_sources(writer.language)}"
    return [[writer.say("Quy định áp dụng", "Rules applied"), rules]]
