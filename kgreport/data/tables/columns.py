"""Check the columns of a table against its layout: none is unknown, missing or repeated."""

from __future__ import annotations

from collections.abc import Sequence

from kgreport.data.tables.faults import REMOVE_ONE, Fault, always, fault_of
from kgreport.data.tables.files import OpenTable
from kgreport.data.tables.layout import TableLayout
from kgreport.terms.findings import STATEMENT, Wording
from kgreport.terms.phrases import Phrase, shortened
from kgreport.terms.spelling import did_you_mean, nearest


def check_columns(opened: OpenTable, layout: TableLayout) -> list[Fault]:
    """Check the columns of a file against the layout of its table."""
    known, header, file = layout.names, opened.header, opened.file
    listed = ", ".join(known)
    expected = Phrase(f"các cột là {listed}", f"the columns are {listed}")

    def wrong(kind: str, column: str, found: Phrase, advice: Phrase) -> list[Fault]:
        return fault_of(kind, file, column, [1], always(Wording(found, expected, advice, STATEMENT)))

    faults: list[Fault] = []
    for column in (name for name in layout.required if name not in header):
        found = Phrase(f"thiếu cột '{column}'", f"missing column '{column}'")
        faults += wrong("column", column, found, _add(column, header))
    for n, column in enumerate(header, start=1):
        if column not in known and column not in header[: n - 1 if column else 0]:
            faults += wrong("column", column or str(n), _unknown(column), _rename(column, header, known))
    for column in dict.fromkeys(name for name in header if name and header.count(name) > 1):
        found = Phrase(f"cột '{column}' lặp lại", f"column '{column}' stands twice")
        faults += wrong("column-twice", column, found, REMOVE_ONE)
    return faults


def _unknown(column: str) -> Phrase:
    if not column:
        return Phrase("cột không có tên", "a column without a name")
    shown = shortened(column)
    return Phrase(f"cột lạ '{shown}'", f"unknown column '{shown}'")


def _rename(column: str, header: Sequence[str], known: Sequence[str]) -> Phrase:
    """Advise the column that an unknown one is nearest to, one that is missing first."""
    near = nearest(column, [name for name in known if name not in header]) or nearest(column, list(known))
    return did_you_mean(near, Phrase("bỏ cột này", "remove the column"))


def _add(column: str, header: Sequence[str]) -> Phrase:
    """Advise what to do about a missing column."""
    near = nearest(column, list(header))
    if near is None:
        return Phrase(
            "thêm cột này vào dòng tiêu đề và điền từng dòng", "add it to the header and fill it in"
        )
    return Phrase(f"có phải đang là '{near}'?", f"is it the column '{near}'?")
