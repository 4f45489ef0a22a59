"""The table that `kgreport check` begins with: of each unit, what was received and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

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
_MISSING = Phrase("chưa nhận", "missing")
_IN_TABLES = Phrase("trong bảng", "in tables")
_LACKING = Phrase("thiếu {n}", "{n} missing")
_YES = Phrase("đủ", "yes")
_UNKNOWN = "–"

_NARROWEST = 16
"""The width down to which a column of names is shortened."""

_GAP = "  "


def collection_table(
    statuses: Sequence[UnitStatus], year: int, language: Language, width: int | None = None
) -> Iterator[str]:
    """Write the lines of the table; names are shortened to keep them within a width, if one is given."""
    by_workbook = any(status.workbooks for status in statuses)
    received = [one for one in statuses if (one.workbooks if by_workbook else one.has_figures)]
    what = (_WORKBOOKS if by_workbook else _FIGURES).say(language, year=year)
    yield _SUMMARY.say(language, what=what, n=len(received), of=len(statuses))
    rows = [[heading.say(language) for heading in _HEADINGS]]
    rows += [row for status in statuses for row in _rows(status, language)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(_HEADINGS))]
    if width is not None:
        _narrow(widths, width)
    for row in rows:
        yield _line(row, widths)


def _rows(status: UnitStatus, language: Language) -> Iterator[list[str]]:
    """Write a unit: a row for each of its workbooks, the later ones with the workbook alone."""
    files = [(file, _date(day, language)) for file, day in status.workbooks.items()]
    if not files:
        files = [((_IN_TABLES if status.has_figures else _MISSING).say(language), _UNKNOWN)]
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


def _narrow(widths: list[int], width: int) -> None:
    """Shorten the two columns of names, the wider one first, until the table fits."""
    while sum(widths) + len(_GAP) * (len(widths) - 1) > width and max(widths[:2]) > _NARROWEST:
        widths[widths.index(max(widths[:2]))] -= 1


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        (cell if len(cell) <= width else f"{cell[: width - 1]}…").rjust(width)
        if n >= len(widths) - 2
        else (cell if len(cell) <= width else f"{cell[: width - 1]}…").ljust(width)
        for n, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return _GAP.join(cells).rstrip()
