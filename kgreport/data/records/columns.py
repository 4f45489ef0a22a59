"""Hold the columns of a table of records against its format: none unknown, none missing, none twice."""

from __future__ import annotations

import numpy as np

from kgreport.data.records.layout import RecordTable
from kgreport.data.tables.cells import add_or_rename, advice_on, unknown_column
from kgreport.data.tables.faults import Fault, always, fault_of
from kgreport.data.tables.files import OpenTable
from kgreport.terms.findings import STATEMENT, Wording
from kgreport.terms.phrases import Phrase


def check_columns(opened: OpenTable, table: RecordTable) -> list[Fault]:
    """Hold the columns and the width of the rows of a file against its format."""
    known, header, file = table.columns, opened.header, opened.file
    listed = ", ".join(known)
    expected = Phrase(f"các cột là {listed}", f"the columns are {listed}")
    one = np.array([1])
    faults: list[Fault] = []
    for column in (name for name in table.required if name not in header):
        missing = Phrase(f"thiếu cột '{column}'", f"missing column '{column}'")
        said = Wording(missing, expected, add_or_rename(column, header), STATEMENT)
        faults += fault_of("column", file, column, one, always(said))
    for n, column in enumerate(header, start=1):
        if column not in known and column not in header[: n - 1 if column else 0]:
            said = Wording(unknown_column(column), expected, advice_on(column, header, known), STATEMENT)
            faults += fault_of("column", file, column or str(n), one, always(said))
    for column in dict.fromkeys(name for name in header if name and header.count(name) > 1):
        said = Wording(
            Phrase(f"cột '{column}' lặp lại", f"column '{column}' stands twice"),
            expected,
            _REMOVE_ONE,
            STATEMENT,
        )
        faults += fault_of("column-twice", file, column, one, always(said))
    return faults + _ragged(opened)


_REMOVE_ONE = Phrase("bỏ một trong hai", "remove one of the two")


def _ragged(opened: OpenTable) -> list[Fault]:
    rows = np.array([row for row, _ in opened.ragged], dtype=np.int64)
    width = len(opened.header)
    expected = Phrase(f"{width} ô như dòng tiêu đề", f"{width}, as in the header")
    advice = Phrase("kiểm tra dấu phân cách và dấu ngoặc kép", "check the separators and the quotes")

    def say(n: int) -> Wording:
        cells = opened.ragged[n][1]
        return Wording(Phrase(f"{cells} ô", f"{cells} cells"), expected, advice)

    return fault_of("cells", opened.file, "", rows, say)
