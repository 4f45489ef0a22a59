"""The table that `kgreport check` begins with: of each unit, what was received and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kgreport.builder.text_table import text_table
from kgreport.terms.phrases import Language, Phrase

if TYPE_CHECKING:
    from kgreport.data.datasets.collection import UnitStatus

_HEADINGS = (
    Phrase("Đơn vị", "Unit"),
    Phrase("Biểu đã nhận", "Workbook received"),
    Phrase("Ngày", "Date"),
    Phrase("Đủ số liệu", "Complete"),
    Phrase("Lỗi", "Errors"),
    Phrase("Lưu ý", "Warnings"),
)
_SUMMARY = Phrase("{what}: {n}/{of} đơn vị", "{what}: {n} of {of} units")
_WORKBOOKS = Phrase("Năm {year}, đã nhận biểu", "{year}, workbooks received")
_FIGURES = Phrase("Năm {year}, đã có số liệu", "{year}, figures received")
_UNREAD = Phrase(
    "Năm {year}: chưa đọc được số liệu của đơn vị nào", "{year}: the figures of no unit could be read"
)
_MISSING = Phrase("chưa nhận", "missing")
_IN_TABLES = Phrase("trong bảng", "in tables")
_LACKING = Phrase("thiếu {n}", "{n} missing")
_YES = Phrase("đủ", "yes")
_UNKNOWN = "–"


def collection_table(
    statuses: Sequence[UnitStatus], year: int, language: Language, width: int | None = None
) -> Iterator[str]:
    """Write the lines of the table; names are shortened to keep them within a width, if one is given."""
    by_workbook = any(status.workbooks for status in statuses)
    received = [one for one in statuses if (one.workbooks if by_workbook else one.has_figures)]
    what = (_WORKBOOKS if by_workbook else _FIGURES).say(language, year=year)
    unread = not by_workbook and all(one.complete is None for one in statuses)
    summary = _UNREAD.say(language, year=year)
    yield summary if unread else _SUMMARY.say(language, what=what, n=len(received), of=len(statuses))
    rows = [[heading.say(language) for heading in _HEADINGS]]
    missing = _UNKNOWN if unread else _MISSING.say(language)
    rows += [row for status in statuses for row in _rows(status, language, missing)]
    yield from text_table(rows, to_the_right=(4, 5), shortened=(0, 1), width=width)


def _rows(status: UnitStatus, language: Language, missing: str) -> Iterator[list[str]]:
    """Write a unit: a row for each of its workbooks, the later ones with the workbook alone."""
    files = [(file, _date(day, language)) for file, day in status.workbooks.items()]
    if not files:
        files = [(_IN_TABLES.say(language) if status.has_figures else missing, _UNKNOWN)]
    first, *others = files
    counts = [str(status.errors), str(status.warnings)]
    yield [status.name, *first, _completeness(status, language), *counts]
    yield from (["", *other, "", "", ""] for other in others)


def _completeness(status: UnitStatus, language: Language) -> str:
    if status.lacking:
        return _LACKING.say(language, n=len(status.lacking))
    return _YES.say(language) if status.complete else _UNKNOWN


def _date(day: date, language: Language) -> str:
    return f"{day:%d/%m/%Y}" if language == "vi" else day.isoformat()
