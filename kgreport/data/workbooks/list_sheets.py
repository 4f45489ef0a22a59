"""List the sheets that have one organisation, member, collective, official or entry a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kgreport.data.registers.layout import REGISTERS
from kgreport.data.tables.layout import CellKind, ColumnLayout
from kgreport.data.workbooks.words import (
    LEVEL_WORDS,
    MANAGERS,
    ORGANIZATION_WORDS,
    REASON_WORDS,
    STATUS_WORDS,
    TRUTHS,
    Words,
    words_of,
)
from kgreport.terms.places import letter

HEADING_ROW, HINT_ROW = 7, 8
"""Where the headings of a list stand, and how to fill them in."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: its code and heading, and what its cells are.

    `hint` stands under the heading, `width` is in letters, and `words` are those to choose from, by code.
    """

    name: str
    label: str
    kind: CellKind = "text"
    hint: str = ""
    width: int = 14
    words: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A sheet that lists one subject or entry a row.

    Attributes
    ----------
    name, title, note
        Its name, what stands over it, and how to fill it in.
    table
        The table of records or register its rows belong to.
    columns
        Its columns; the first is column A.
    record
        Whether its rows are records; otherwise they are entries of a register.
    """

    name: str
    title: str
    note: str
    table: str
    columns: tuple[ListColumn, ...]
    record: bool = True

    @property
    def last_column(self) -> int:
        """The last column, counted from 1."""
        return len(self.columns)

    def column(self, name: str) -> ListColumn | None:
        """Find a column; nothing where the sheet has no such column."""
        return next((column for column in self.columns if column.name == name), None)

    def letter_of(self, name: str) -> str:
        """Name the letter of a column; empty where the sheet has no such column."""
        names = [column.name for column in self.columns]
        return letter(names.index(name) + 1) if name in names else ""


YES_OR_NO = "Có hoặc Không"
_CHOOSE = "chọn trong danh sách"
_ID = "viết như mọi năm"
_UNUSED = "Cột nào đơn vị không theo dõi thì để trống cả cột."
_STATUS = ListColumn("status", "Tình trạng", "code", _CHOOSE, 17, STATUS_WORDS)
_LEVEL = ListColumn("level", "Mức xếp loại", "code", "chỉ khi được xếp loại", 22, LEVEL_WORDS)
_GROUP = ListColumn("group", "Nhóm tương đồng", hint="nếu có phân nhóm", width=14)
_REVIEW = (
    ListColumn("suggested", "Được gợi ý kiểm điểm", "truth", YES_OR_NO, 10, TRUTHS),
    ListColumn("explained", "Đã giải trình", "truth", YES_OR_NO, 10, TRUTHS),
    ListColumn("reviewed", "Đã kiểm điểm", "truth", YES_OR_NO, 10, TRUTHS),
)


_POINTS = ListColumn("points", "Điểm", "decimal", "0 đến 100, nếu có", 11)


def _tier(label: str, words: Words) -> ListColumn:
    return ListColumn("tier", label, "code", _CHOOSE, 23, words)


def _reason(subject: str) -> ListColumn:
    hint = "chỉ khi không hoàn thành"
    return ListColumn("reason", "Lý do không hoàn thành", "code", hint, 28, REASON_WORDS[subject])


_RECORDS = (
    ListSheet(
        "Tổ chức đảng",
        "Danh sách tổ chức đảng",
        "Mỗi tổ chức đảng một dòng, điền từ dòng 9. Mã giữ nguyên qua các năm. " + _UNUSED,
        "organizations",
        (
            ListColumn("id", "Mã tổ chức đảng", hint=_ID, width=15),
            ListColumn("name", "Tên tổ chức đảng", hint="tên đầy đủ", width=32),
            _tier("Loại hình", ORGANIZATION_WORDS),
            _STATUS,
            _LEVEL,
            _reason("organization"),
            _GROUP,
            *_REVIEW,
            _POINTS,
        ),
    ),
    ListSheet(
        "Đảng viên",
        "Danh sách đảng viên theo mã",
        "Mỗi đảng viên một dòng, điền từ dòng 9. Chỉ ghi mã, không ghi họ tên. " + _UNUSED,
        "members",
        (
            ListColumn("id", "Mã đảng viên", hint="không ghi họ tên", width=18),
            _STATUS,
            _LEVEL,
            _reason("member"),
            ListColumn("official", "Công chức, viên chức", "truth", YES_OR_NO, 10, TRUTHS),
            ListColumn("admitted", "Ngày kết nạp", "date", "ngày/tháng/năm", 15),
            *_REVIEW,
            _POINTS,
        ),
    ),
    ListSheet(
        "Tập thể",
        "Danh sách tập thể lãnh đạo, quản lý",
        "Mỗi tập thể một dòng, điền từ dòng 9. Mã tổ chức đảng lấy ở trang Tổ chức đảng. " + _UNUSED,
        "collectives",
        (
            ListColumn("id", "Mã tập thể", hint=_ID, width=15),
            ListColumn("name", "Tên tập thể", hint="tên đầy đủ", width=32),
            _tier("Diện quản lý", MANAGERS),
            _STATUS,
            _LEVEL,
            _reason("collective"),
            ListColumn("organization", "Mã tổ chức đảng", hint="do tập thể lãnh đạo", width=15),
            _GROUP,
            *_REVIEW,
            _POINTS,
        ),
    ),
    ListSheet(
        "Lãnh đạo",
        "Danh sách cá nhân cán bộ lãnh đạo, quản lý theo mã",
        "Mỗi người một dòng, điền từ dòng 9. Chỉ ghi mã, không ghi họ tên. " + _UNUSED,
        "leaders",
        (
            ListColumn("id", "Mã cán bộ", hint="không ghi họ tên", width=18),
            _tier("Diện quản lý", MANAGERS),
            _STATUS,
            _LEVEL,
            _reason("leader"),
            _GROUP,
            *_REVIEW,
            _POINTS,
        ),
    ),
)

_REGISTER_SHEETS: Mapping[str, tuple[str, str]] = {
        "suggested_reviews": ("Gợi ý kiểm điểm", "Mỗi nội dung được gợi ý một dòng. Cá nhân chỉ ghi mã."),
        "targets": (
            "Chỉ tiêu",
            "Mỗi chỉ tiêu một dòng. Số lẻ viết dấu phẩy, như 12,5. Chưa có kết quả thì để trống.",
        ),
        "remediation": (
            "Khắc phục",
            "Mỗi biện pháp một dòng. Người chịu trách nhiệm ghi chức danh, không ghi họ tên.",
        ),
        "awards": ("Khen thưởng", "Mỗi hình thức khen của mỗi đối tượng một dòng. Cá nhân chỉ ghi mã."),
    }  # fmt: skip

_HINTS: Mapping[str, str] = {
    "code": _CHOOSE,
    "truth": YES_OR_NO,
    "date": "ngày/tháng/năm",
    "decimal": "số",
    "text": "",
}
_WIDTHS: Mapping[str, int] = {
        "subject": 24, "id": 16, "name": 32, "content": 40, "explained": 12, "remedy": 34, "source": 22,
        "period": 24, "measured_in": 14, "planned": 14, "actual": 14, "direction": 20,
        "organization": 15, "owner": 26, "shortcoming": 36, "measure": 36, "due": 13, "state": 16,
        "done_on": 13, "award": 34,
    }  # fmt: skip


def _register_column(column: ColumnLayout) -> ListColumn:
    words = words_of(column.codes) if column.codes else TRUTHS if column.kind == "truth" else {}
    hint = _HINTS[column.kind] if not column.blank or column.kind != "text" else "nếu có"
    return ListColumn(column.name, column.label.vi, column.kind, hint, _WIDTHS[column.name], words)


def _register_sheets() -> Iterator[ListSheet]:
    for register in REGISTERS:
        if register.name in _REGISTER_SHEETS:
            sheet, note = _REGISTER_SHEETS[register.name]
            columns = (
                column
                for column in register.columns
                if column.kind not in ("year", "unit") and not column.only_in_tables
            )
            of = tuple(map(_register_column, columns))
            yield ListSheet(sheet, register.label.vi, note, register.name, of, record=False)


LIST_SHEETS = (*_RECORDS, *_register_sheets())
"""The sheets that list one subject or entry a row."""
