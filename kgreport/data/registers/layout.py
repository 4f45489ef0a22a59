"""Describe the registers: tables whose entries a report lists one by one.

The columns and codes here are a public interface, described in docs/reference/registers.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from kgreport.data.tables.cells.ids import wrong_id
from kgreport.data.tables.layout import CellKind, ColumnLayout, Refuse, TableLayout
from kgreport.terms.findings import Wording
from kgreport.terms.phrases import Phrase, quoted
from kgreport.terms.printed_numbers import parse_printed
from kgreport.terms.vocabulary import (
    AWARDS,
    LEVELS,
    MEASURES,
    PERSONS,
    REMEDIATION_STATES,
    SUBJECTS,
    TARGET_DIRECTIONS,
    TARGET_PERIODS,
    TIERS,
)

_ENTRY = Phrase("mục", "entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(TableLayout):
    """The layout of a register, and what it is called."""

    label: Phrase
    row_is: Phrase = _ENTRY


def column_layout(
    name: str,
    label: Phrase,
    kind: CellKind = "text",
    codes: Mapping[str, Phrase] = MappingProxyType({}),
    *,
    required: bool = False,
    default: str = "",
    refuse: Refuse | None = None,
    only_in_tables: bool = False,
) -> ColumnLayout:
    """Lay out a column; a register may lack it, and a cell of it may be blank, where it is not required."""
    return ColumnLayout(
        name,
        kind,
        label,
        optional=not required,
        blank=not required,
        codes=codes,
        default=default,
        refuse=refuse,
        fault="cell",
        only_in_tables=only_in_tables,
    )


_AS_PRINTED = Phrase(
    "tỷ lệ hoặc số gần đúng như đã in: '93,90%', 'trên 4,8%', 'gần 120'",
    "a share or an approximate count as printed: '93,90%', 'trên 4,8%', 'gần 120'",
)


def _not_as_printed(text: str, _: Mapping[str, str]) -> Wording | None:
    """Refuse a text that is neither a share nor an approximate count."""
    number = parse_printed(text)
    if number is not None and (number.is_percent or (number.approximation and not number.mark)):
        return None
    advice = Phrase("ghi số đếm vào bảng figures", "write a count into the table figures")
    if number is None:
        advice = Phrase(
            "chép đúng như văn bản in; ô trong Excel định dạng là văn bản",
            "copy it as it is printed; in Excel, format the cell as text",
        )
    elif number.mark:
        advice = Phrase("viết cả dấu %, như '93,90%'", "write the percent sign too, as '93,90%'")
    return Wording(quoted(text), _AS_PRINTED, advice)


def _no_id(text: str, row: Mapping[str, str]) -> Wording | None:
    """Refuse what is no id."""
    return wrong_id(text, of_person=row.get("subject") in PERSONS)


def _name_of_person(_: str, row: Mapping[str, str]) -> Wording | None:
    """Refuse the name of a person: registers name organisations and collectives."""
    if row.get("subject") not in PERSONS:
        return None
    return Wording(
        Phrase("họ tên người", "the name of a person"),
        Phrase("tên của tổ chức, tập thể", "the name of an organisation or collective"),
        Phrase("để trống, chỉ ghi mã", "leave it blank; the id is enough"),
    )


YEAR = column_layout("year", Phrase("Năm", "Year"), "year", required=True)
UNIT = column_layout("unit", Phrase("Mã đơn vị", "Unit"), "unit")
SUBJECT = column_layout("subject", Phrase("Đối tượng", "Who"), "code", SUBJECTS, required=True)
SOURCE = column_layout("source", Phrase("Nguồn", "Source"))
_ID = column_layout("id", Phrase("Mã đối tượng", "Id"), refuse=_no_id)
_REQUIRED_ID = replace(_ID, optional=False, blank=False)
_NAME = column_layout("name", Phrase("Tên tổ chức, tập thể", "Name"), refuse=_name_of_person)
_TIER = ColumnLayout(
    "tier", "code", optional=True, blank=True, codes_by=("subject", TIERS), fault="cell", only_in_tables=True
)
"""Only in tables: workbooks have the tier of a recipient in its record."""

REGISTERS = (
    Register(
        name="suggested_reviews",
        label=Phrase("Gợi ý kiểm điểm", "Suggested reviews"),
        columns=(
            YEAR,
            UNIT,
            SUBJECT,
            _ID,
            _NAME,
            column_layout("content", Phrase("Nội dung gợi ý", "Suggested matter"), required=True),
            column_layout("cause", Phrase("Nguyên nhân", "Cause"), only_in_tables=True),
            column_layout("explained", Phrase("Đã có báo cáo giải trình", "Explained"), "truth"),
            column_layout("remedy", Phrase("Biện pháp khắc phục", "Remedy")),
            column_layout("result", Phrase("Kết quả", "Result"), only_in_tables=True),
            SOURCE,
        ),
    ),
    Register(
        name="targets",
        label=Phrase("Chỉ tiêu", "Targets"),
        columns=(
            YEAR,
            UNIT,
            column_layout("period", Phrase("Loại chỉ tiêu", "Period"), "code", TARGET_PERIODS, required=True),
            column_layout("name", Phrase("Tên chỉ tiêu", "Target"), required=True),
            column_layout("main", Phrase("Chủ yếu", "Main"), "truth", only_in_tables=True),
            column_layout("measured_in", Phrase("Đơn vị tính", "Measured in")),
            column_layout("planned", Phrase("Kế hoạch", "Planned"), "decimal", required=True),
            column_layout("actual", Phrase("Thực hiện", "Actual"), "decimal"),
            column_layout(
                "direction",
                Phrase("Chiều đánh giá", "Direction"),
                "code",
                TARGET_DIRECTIONS,
                default="at_least",
            ),
            SOURCE,
        ),
        key=("year", "unit", "period", "name"),
    ),
    Register(
        name="remediation",
        label=Phrase("Khắc phục sau kiểm điểm", "Remediation plans"),
        columns=(
            YEAR,
            UNIT,
            column_layout("organization", Phrase("Mã tổ chức đảng", "Organisation"), refuse=_no_id),
            column_layout("owner", Phrase("Đơn vị chịu trách nhiệm", "Owner"), required=True),
            column_layout("shortcoming", Phrase("Hạn chế, khuyết điểm", "Shortcoming"), required=True),
            column_layout("measure", Phrase("Biện pháp khắc phục", "Measure"), required=True),
            column_layout("due", Phrase("Thời hạn", "Due"), "date", required=True),
            column_layout("state", Phrase("Tình trạng", "State"), "code", REMEDIATION_STATES, required=True),
            column_layout("done_on", Phrase("Ngày hoàn thành", "Done on"), "date"),
            SOURCE,
        ),
    ),
    Register(
        name="awards",
        label=Phrase("Khen thưởng", "Awards"),
        columns=(
            YEAR,
            UNIT,
            column_layout("award", Phrase("Hình thức khen", "Award"), "code", AWARDS, required=True),
            SUBJECT,
            _TIER,
            _REQUIRED_ID,
            _NAME,
            SOURCE,
        ),
        key=("year", "award", "subject", "id"),
    ),
    Register(
        name="restatements",
        label=Phrase("Xếp loại lại năm trước", "Restatements"),
        columns=(
            column_layout("year", Phrase("Năm được xếp loại lại", "Year rated anew"), "year", required=True),
            SUBJECT,
            _REQUIRED_ID,
            column_layout("level", Phrase("Mức xếp loại mới", "New level"), "code", LEVELS, required=True),
            column_layout("reason", Phrase("Lý do", "Reason")),
            column_layout("source", SOURCE.label, required=True),
        ),
    ),
    Register(
        name="shares",
        label=Phrase("Tỷ lệ và số gần đúng đã in", "Printed shares and approximate counts"),
        columns=(
            YEAR,
            UNIT,
            SUBJECT,
            ColumnLayout(
                "tier", "code", optional=True, blank=True, codes_by=("subject", TIERS), fault="cell"
            ),
            column_layout("measure", Phrase("Chỉ tiêu", "Measure"), "code", MEASURES, required=True),
            column_layout("base", Phrase("Tính trên", "Share of"), "code", MEASURES),
            ColumnLayout(
                "printed",
                label=Phrase("Như đã in", "As printed"),
                expected=_AS_PRINTED,
                refuse=_not_as_printed,
                fault="printed",
            ),
            column_layout("source", SOURCE.label, required=True),
        ),
    ),
    Register(
        name="tasks",
        label=Phrase("Nhiệm vụ năm tới", "Tasks of the next year"),
        columns=(
            column_layout(
                "year", Phrase("Năm của báo cáo đề ra", "Year of the report"), "year", required=True
            ),
            UNIT,
            column_layout("task", Phrase("Nhiệm vụ", "Task"), required=True),
            column_layout("owner", Phrase("Đơn vị chịu trách nhiệm", "Owner"), required=True),
            column_layout("due", Phrase("Thời hạn", "Due"), "date", required=True),
            column_layout("state", Phrase("Tình trạng", "State"), "code", REMEDIATION_STATES),
            column_layout("done_on", Phrase("Ngày hoàn thành", "Done on"), "date"),
            column_layout("result", Phrase("Kết quả", "Result")),
            SOURCE,
        ),
        key=("year", "unit", "task"),
    ),
)
"""The registers of a dataset."""
