"""Tables break between sheets where a reader can go on: with a few rows on each side, and their notes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from pypdf import PdfReader

from kgreport.publish.diagnostics import Fragment
from kgreport.publish.prepared.documents import Document
from kgreport.publish.typesetting import typeset
from kgreport.views.charts.bars import Bar, BarChart
from kgreport.views.markup import markdown_to_typst
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


LONG_NAME = "bao-cao-tong-hop_" * 8 + "a" * 5 + ".xlsx"


def test_a_file_name_of_146_letters_does_not_run_off_the_sheet() -> None:
    assert len(LONG_NAME) == 146
    shown = Table(
        id="table-a",
        title=f"Tệp {LONG_NAME}",
        columns=[Column("Đơn vị", "text"), Column("Số"), Column("Nguồn", "text")],
        rows=[["Hoa Sen", 3, LONG_NAME], ["x" * 300, 4, "ngắn"]],
        notes=[f"Ghi chú {LONG_NAME}"],
        sources=[LONG_NAME],
    )
    printed = typeset(Document(title="Thử"), [Fragment(place="a", markup=shown.typst())])
    lines = PdfReader(io.BytesIO(printed)).pages[0].extract_text().splitlines()
    assert max(map(len, lines)) < 120
    assert "".join(lines).count(LONG_NAME) == 4


def test_no_text_is_too_long_for_a_run_a_bookmark_or_a_link_of_the_pdf() -> None:
    texts = ["b" * 33_000, "# " + "ab cd " * 3000, f"[x](https://a.vn/{'a' * 9000})", f"`{'c' * 33_000}`"]
    fragments = [Fragment(place=text[:1], markup=markdown_to_typst(text)) for text in texts]
    bars = [Bar("x", 1, "1")]
    drawing = BarChart(id="chart-x", title="t" * 20_000, alt="a" * 20_000, bars=bars)
    fragments.append(Fragment(place="e", markup=drawing.typst()))
    long = Document(title="Thử" * 6000, author="x" * 20_000)
    assert typeset(long, fragments).startswith(b"%PDF")
