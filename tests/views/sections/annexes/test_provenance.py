"""What a report was made from stands in few lines, with the parameters named in words."""

from __future__ import annotations

from kgreport.data.params.model import Parameters
from kgreport.views.sections.annexes.provenance import PARAMETER_NAMES, SHOWN_ELSEWHERE, provenance_section
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Table

PRINTED = {"year": "2018", "unit": "hoa-sen", "cap_limit": "0.25", "issuer": "BAN THƯỜNG VỤ"}


def lines_of(language: str) -> dict[str, str]:
    writer = Writer(language=language, year=2018)  # type: ignore[arg-type]
    [table] = provenance_section(
        "records", "ab" * 32, PRINTED, {"Python": "3.11", "typst": "0.15"}, writer
    ).views
    assert isinstance(table, Table)
    return {row[0]: row[1] for row in table.cells()}


def test_every_parameter_has_a_name_or_is_shown_elsewhere() -> None:
    assert {*PARAMETER_NAMES, *SHOWN_ELSEWHERE} == set(Parameters.model_fields)
    assert not set(PARAMETER_NAMES) & set(SHOWN_ELSEWHERE)


def test_parameters_and_versions_stand_in_one_line_each() -> None:
    lines = lines_of("vi")

    assert lines["Tham số"] == "năm báo cáo: 2018; đơn vị: hoa-sen; mức trần: 0.25"
    assert lines["Phần mềm"] == "Python 3.11, typst 0.15"
    assert lines["SHA-256 của bộ số liệu"].replace(" ", "") == "ab" * 32


def test_in_english_it_is_in_english() -> None:
    assert lines_of("en")["Parameters"] == "year: 2018; unit: hoa-sen; cap: 0.25"
