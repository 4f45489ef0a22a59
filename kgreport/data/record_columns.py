"""Hold the columns of a table of records against its format: none unknown, none missing, none twice."""

from __future__ import annotations

import numpy as np

from kgreport.data.faults import CORRECT_CELL, Fault, Said, always, fault_of
from kgreport.data.phrases import Phrase
from kgreport.data.record_files import OpenTable
from kgreport.data.record_layout import RecordTable
from kgreport.data.vocabulary import did_you_mean, nearest


def check_columns(opened: OpenTable, table: RecordTable) -> list[Fault]:
    """Hold the columns and the width of the rows of a file against its format."""
    known, header, file = table.columns, opened.header, opened.file
    listed = ", ".join(known)
    expected = Phrase(f"các cột là {listed}", f"the columns are {listed}")
    one = np.array([1])
    faults: list[Fault] = []
    for column in (name for name in table.required if name not in header):
        said = Said(
            Phrase(f"thiếu cột '{column}'", f"missing column '{column}'"), expected, _near_of(column, header)
        )
        faults += fault_of("column", file, column, one, always(said))
    for column in (name for name in dict.fromkeys(header) if name not in known):
        near = nearest(column, [name for name in known if name not in header]) or nearest(column, known)
        said = Said(
            Phrase(f"cột lạ '{column}'", f"unknown column '{column}'"),
            expected,
            did_you_mean(near, CORRECT_CELL),
        )
        faults += fault_of("column", file, column, one, always(said))
    for column in {name for name in header if header.count(name) > 1}:
        said = Said(
            Phrase(f"cột '{column}' lặp lại", f"column '{column}' stands twice"), expected, _REMOVE_ONE
        )
        faults += fault_of("column-twice", file, column, one, always(said))
    return faults + _ragged(opened)


_REMOVE_ONE = Phrase("bỏ một trong hai", "remove one of the two")


def _near_of(column: str, header: tuple[str, ...]) -> Phrase:
    near = nearest(column, header)
    if near is None:
        return Phrase("thêm cột này", "add that column")
    return Phrase(f"có phải đang là '{near}'?", f"is it the column '{near}'?")


def _ragged(opened: OpenTable) -> list[Fault]:
    rows = np.array([row for row, _ in opened.ragged], dtype=np.int64)
    width = len(opened.header)
    expected = Phrase(f"cần {width} ô như dòng tiêu đề", f"expected {width}, as in the header")
    advice = Phrase("kiểm tra dấu phân cách và dấu ngoặc kép", "check the separators and the quotes")

    def say(n: int) -> Said:
        cells = opened.ragged[n][1]
        return Said(Phrase(f"{cells} ô", f"{cells} cells"), expected, advice)

    return fault_of("cells", opened.file, "-", rows, say)
