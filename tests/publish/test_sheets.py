"""Tables break between sheets where a reader can go on: with a few rows on each side, and their notes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from pypdf import PdfReader

from kgreport.publish.diagnostics import Fragment
from kgreport.publish.documents import Document
from kgreport.publish.typesetting import typeset
from kgreport.views.tables import Column, Table

LEADS = range(10, 220, 14)
"""Millimetres above a table on its first sheet."""


def table(lead: int, rows: int) -> Table:
    return Table(
        id=f"table-{lead}",
        title=f"Title{lead}.",
        columns=[Column("Đơn vị", "text"), Column("Số")],
        rows=[[f"Row{lead}.{row}.", row] for row in range(rows)],
        totals=[rows - 1],
        notes=[f"Note{lead}. " + "Một ghi chú dài hơn một dòng. " * 6],
        sources=["báo cáo"],
    )


def sheets_of(rows: int) -> Iterator[tuple[int, list[list[int]], list[int], list[int]]]:
    """Give, for each lead, the rows on each sheet, and the sheets with the title and the note."""
    markup = "\n#pagebreak()\n".join(f"#v({lead}mm)\n{table(lead, rows).typst()}" for lead in LEADS)
    printed = typeset(Document(title="Thử"), [Fragment(place="a", markup=markup)])
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages]
    for lead in LEADS:
        found = [[int(row) for row in re.findall(rf"Row{lead}\.(\d+)\.", text)] for text in texts]
        titled, noted = (
            [n for n, text in enumerate(texts) if f"{word}{lead}." in text] for word in ("Title", "Note")
        )
        yield lead, found, titled, noted


def test_a_long_table_leaves_no_row_and_no_note_alone() -> None:
    broken = 0
    for lead, sheets, titled, noted in sheets_of(32):
        [first, *later] = [(n, found) for n, found in enumerate(sheets) if found]
        assert titled == [first[0]], lead
        assert len(first[1]) >= 3, lead
        if later:
            broken += 1
            assert noted == [later[-1][0]], lead
            assert len(later[-1][1]) >= 2, lead

    assert broken > 5


def test_a_short_table_is_not_cut_from_its_title_or_note() -> None:
    for lead, sheets, titled, noted in sheets_of(8):
        assert titled == noted == [n for n, found in enumerate(sheets) if found], lead
