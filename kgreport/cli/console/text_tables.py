"""Write tables as lines of text; the table of units that `kgreport check` begins with."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kgreport.hidden_letters import with_hidden_letters_shown
from kgreport.terms.phrases import Language, Phrase

if TYPE_CHECKING:
    from kgreport.data.datasets.collection import UnitStatus

NARROWEST = 16
"""The width down to which a column is shortened."""

_GAP = "  "

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


def text_table(
    rows: Sequence[Sequence[str]],
    *,
    to_the_right: Collection[int] = (),
    shortened: Collection[int],
    width: int | None = None,
) -> Iterator[str]:
    """Write the lines of a table, its heading among the rows.

    Parameters
    ----------
    rows
        The rows, each with as many cells.
    to_the_right
        The columns of numbers, by place.
    shortened
        The columns whose cells are shortened, the widest first, to keep the table within a width.
    width
        The width; none for any.

    Examples
    --------
    >>> for line in text_table([["Unit", "Errors"], ["Rạch Giá", "2"]], to_the_right=[1], shortened=[0]):
    ...     print(line)
    Unit      Errors
    Rạch Giá       2
    """
    shown = [list(map(with_hidden_letters_shown, row)) for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    if width is not None:
        _narrow(widths, shortened, width)
    for row in shown:
        cells = [
            _shorten(cell, wide).rjust(wide) if n in to_the_right else _shorten(cell, wide).ljust(wide)
            for n, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        yield _GAP.join(cells).rstrip()


def _narrow(widths: list[int], shortened: Collection[int], width: int) -> None:
    """Shorten columns, the widest first, until the table fits or no column can be shorter."""
    while sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        widest = max(shortened, key=widths.__getitem__)
        if widths[widest] <= NARROWEST:
            return
        widths[widest] -= 1


def _shorten(cell: str, width: int) -> str:
    return cell if len(cell) <= width else f"{cell[: width - 1]}…"


def collection_table(
    statuses: Sequence[UnitStatus], year: int, language: Language, width: int | None = None
) -> Iterator[str]:
    """Write what was received of each unit and what is wrong with it, as lines no wider than a terminal."""
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
