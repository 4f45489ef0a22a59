"""How the registers are laid out: tables of one row a matter, told as they are and not only counted.

The columns and codes here are a public interface, described in docs/registers.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import (
    AWARDS,
    LEVELS,
    REMEDIATION_STATES,
    SUBJECTS,
    TARGET_DIRECTIONS,
    TARGET_PERIODS,
)

Kind = Literal["year", "unit", "text", "code", "decimal", "date", "truth"]


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column of a register.

    Attributes
    ----------
    name
        Its code.
    label
        Its heading in a form.
    kind
        What its cells are.
    required
        Whether a row without it says nothing; the column itself may be left out only where it is not.
    codes
        The codes allowed, of a ``code``.
    default
        The code a blank cell stands for.
    """

    name: str
    label: Phrase
    kind: Kind = "text"
    required: bool = False
    codes: Mapping[str, Phrase] | None = None
    default: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """A table of matters.

    Attributes
    ----------
    name
        Its name in the dataset, without the suffix.
    label
        What it is called.
    columns
        Its columns, in the order they are documented in.
    key
        Columns that no two rows share; empty where rows may be alike.
    """

    name: str
    label: Phrase
    columns: tuple[RegisterColumn, ...]
    key: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Codes of the columns."""
        return tuple(column.name for column in self.columns)


_YEAR = RegisterColumn("year", Phrase("Năm", "Year"), "year", required=True)
_UNIT = RegisterColumn("unit", Phrase("Mã đơn vị", "Unit"), "unit")
_SUBJECT = RegisterColumn("subject", Phrase("Đối tượng", "Who"), "code", required=True, codes=SUBJECTS)
_SOURCE = RegisterColumn("source", Phrase("Nguồn", "Source"))
_ID = RegisterColumn("id", Phrase("Mã đối tượng", "Id"))
_NAME = RegisterColumn("name", Phrase("Tên tổ chức, tập thể", "Name"))

REGISTERS = (
    Register(
        "suggested_reviews",
        Phrase("Gợi ý kiểm điểm", "Suggested reviews"),
        (
            _YEAR,
            _UNIT,
            _SUBJECT,
            _ID,
            _NAME,
            RegisterColumn("content", Phrase("Nội dung gợi ý", "Suggested matter"), required=True),
            RegisterColumn("explained", Phrase("Đã có báo cáo giải trình", "Explained"), "truth"),
            RegisterColumn("remedy", Phrase("Biện pháp khắc phục", "Remedy")),
            _SOURCE,
        ),
    ),
    Register(
        "targets",
        Phrase("Chỉ tiêu", "Targets"),
        (
            _YEAR,
            _UNIT,
            RegisterColumn("period", Phrase("Loại chỉ tiêu", "Period"), "code", True, TARGET_PERIODS),
            RegisterColumn("name", Phrase("Tên chỉ tiêu", "Target"), required=True),
            RegisterColumn("measured_in", Phrase("Đơn vị tính", "Measured in")),
            RegisterColumn("planned", Phrase("Kế hoạch", "Planned"), "decimal", required=True),
            RegisterColumn("actual", Phrase("Thực hiện", "Actual"), "decimal"),
            RegisterColumn(
                "direction",
                Phrase("Chiều đánh giá", "Direction"),
                "code",
                codes=TARGET_DIRECTIONS,
                default="at_least",
            ),
            _SOURCE,
        ),
        key=("year", "unit", "period", "name"),
    ),
    Register(
        "remediation",
        Phrase("Khắc phục sau kiểm điểm", "Remediation plans"),
        (
            _YEAR,
            _UNIT,
            RegisterColumn("organization", Phrase("Mã tổ chức đảng", "Organisation")),
            RegisterColumn("owner", Phrase("Đơn vị chịu trách nhiệm", "Owner"), required=True),
            RegisterColumn("shortcoming", Phrase("Hạn chế, khuyết điểm", "Shortcoming"), required=True),
            RegisterColumn("measure", Phrase("Biện pháp khắc phục", "Measure"), required=True),
            RegisterColumn("due", Phrase("Thời hạn", "Due"), "date", required=True),
            RegisterColumn("state", Phrase("Tình trạng", "State"), "code", True, REMEDIATION_STATES),
            RegisterColumn("done_on", Phrase("Ngày hoàn thành", "Done on"), "date"),
            _SOURCE,
        ),
    ),
    Register(
        "awards",
        Phrase("Khen thưởng", "Awards"),
        (
            _YEAR,
            _UNIT,
            RegisterColumn("award", Phrase("Hình thức khen", "Award"), "code", True, AWARDS),
            _SUBJECT,
            RegisterColumn("id", _ID.label, required=True),
            _NAME,
            _SOURCE,
        ),
        key=("year", "award", "subject", "id"),
    ),
    Register(
        "restatements",
        Phrase("Xếp loại lại năm trước", "Restatements"),
        (
            RegisterColumn("year", Phrase("Năm được xếp loại lại", "Year rated anew"), "year", required=True),
            _SUBJECT,
            RegisterColumn("id", _ID.label, required=True),
            RegisterColumn("level", Phrase("Mức xếp loại mới", "New level"), "code", True, LEVELS),
            RegisterColumn("reason", Phrase("Lý do", "Reason")),
            RegisterColumn("source", _SOURCE.label, required=True),
        ),
    ),
)
"""The registers of a dataset."""
