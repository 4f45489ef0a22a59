"""A workbook has each table on a sheet of its own, as the rules for statistics in spreadsheets ask."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kgreport.content.blocks import Block, Column, Heading, Letterhead, Table, paragraph
from kgreport.content.figures import printed_table
from kgreport.office_packages import unpack
from kgreport.publish.office.excel.book import workbook_of
from kgreport.publish.prepared.documents import Document
from kgreport.report import Report
from kgreport.seals.manifests import manifest_text
from kgreport.seals.packages import manifest_of_parts, seal_state_of_package
from tests.publish.office.shown import shown

DOCUMENT = Document(
    title="Báo cáo năm 2018",
    issued=date(2019, 4, 1),
    status="draft",
    simulated_mark="SỐ LIỆU MÔ PHỎNG",
    author="Ban Thường vụ",
)
LEVELS = Table(
    id="table-levels",
    number="Bảng 1",
    title="Kết quả xếp loại",
    unit="đơn vị tính: đảng viên",
    columns=(
        Column(label="Đơn vị"),
        Column(label="Tốt", group="Số lượng", values="count"),
        Column(label="Tốt", group="Tỷ lệ", values="percent"),
        Column(label="Tỷ lệ", values="points"),
        Column(label="tỷ lệ", values="points"),
        Column(label="Ghi thêm"),
    ),
    cells=(
        ("Rạch Giá", "1.250*", "93,90%", "−0,34", "+0,35", "=1+1"),
        ("nội thành", "–", "–", "–", "–", "@a"),
        ("Cả tỉnh", "53.340", "90,00%", "0,00", "+1,20", ""),
    ),
    rows=(
        ("Rạch Giá", 1250, 0.939034, -0.34, 0.35, "=1+1"),
        ("nội thành", None, None, None, None, "@a"),
        ("Cả tỉnh", 53340, 0.9, 0.0, 1.2, ""),
    ),
    totals=(2,),
    indents=((1, 1),),
    notes=("* Sau khi xếp loại lại.", "Làm tròn riêng."),
    source="Nguồn: Số liệu công bố.",
)
PLAIN = Table(
    columns=(Column(label=""), Column(label="x")), cells=(("a", "<r>b</r>"),), notes=("Làm tròn riêng.",)
)
LAYOUT = Table(columns=(Column(label=""), Column(label="")), cells=(("Nơi nhận", "Ký"),))
HEAD = Letterhead(
    document="BÁO CÁO",
    subject="Kết quả",
    issuer="BAN THƯỜNG VỤ",
    replaces="Thay thế lần ban hành 1.",
    caution="Chỉ để minh họa.",
    marks=("MẬT", "Ban hành lần 2"),
)
BLOCKS: Sequence[Block] = (
    HEAD,
    Heading(level=1, text="Báo cáo năm 2018"),
    LAYOUT,
    Heading(level=2, text="I. Kết quả"),
    Heading(level=3, text="1. Xếp loại"),
    paragraph("Lời văn."),
    LEVELS,
    Heading(level=2, text="II. Khác"),
    LEVELS,
    PLAIN,
)


@pytest.fixture(scope="module")
def made() -> bytes:
    return workbook_of(DOCUMENT, BLOCKS)


@pytest.fixture(scope="module")
def book(made: bytes) -> Workbook:
    return read(made)


def read(made: bytes) -> Workbook:
    return load_workbook(io.BytesIO(made))


def parts_of(made: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def in_table(sheet: Worksheet) -> Iterator[list[object]]:
    (ref,) = (table.ref for table in sheet.tables.values())
    yield from ([cell.value for cell in row] for row in sheet[ref])


def test_a_document_has_a_cover_a_list_notes_and_a_sheet_for_each_table(book: Workbook) -> None:
    """A table that is shown again has one sheet, and a layout without headings has none."""
    assert book.sheetnames == ["Bìa", "Mục lục", "Ghi chú", "Bảng 1", "Bảng"]


def test_numbers_are_numbers_and_are_shown_as_printed(book: Workbook) -> None:
    sheet = book["Bảng 1"]
    (ref,) = (table.ref for table in sheet.tables.values())
    _, *rows = [[shown(cell.value, cell.number_format) for cell in row] for row in sheet[ref]]
    assert rows == [list(cells) for cells in LEVELS.cells]
    assert [type(value) for value in list(in_table(sheet))[1]] == [str, int, float, float, float, str]
    assert sheet["C7"].number_format == "[$-42A]0.00%"


def test_every_figure_of_a_report_is_shown_as_it_is_printed(published_2018: Report) -> None:
    blocks = [
        block for chapter in published_2018.contents for block in published_2018.chapter(chapter.id).content()
    ]
    tables = [block for block in blocks if isinstance(block, Table) and block.number]
    book = read(workbook_of(DOCUMENT, blocks))
    for table in tables:
        sheet = book[table.number]
        (ref,) = (one.ref for one in sheet.tables.values())
        _, *rows = [tuple(shown(cell.value, cell.number_format) for cell in row) for row in sheet[ref]]
        assert tuple(rows) == table.cells
    assert len(tables) > 10


def test_headings_are_one_row_in_which_each_is_once(book: Workbook) -> None:
    """Excel takes small and capital letters for the same; they are numbered as in the printed figures."""
    headings = next(in_table(book["Bảng 1"]))
    assert headings == ["Đơn vị", "Số lượng: Tốt", "Tỷ lệ: Tốt", "Tỷ lệ", "tỷ lệ (2)", "Ghi thêm"]
    assert next(in_table(book["Bảng"])) == ["Cột 1", "x"]
    assert tuple(headings[1:4]) == printed_table(LEVELS).columns[:3]


def test_text_from_data_is_never_a_formula() -> None:
    risky = ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", '=HYPERLINK("http://x")', "<r>=1</r>", "_x0041_"]
    table = Table(
        id="=id",
        number="=2",
        title="=3",
        columns=(Column(label="=4"), Column(label="@5")),
        cells=tuple((text, "x") for text in risky),
        notes=("=6",),
        source="=7",
    )
    head = replace(HEAD, issuer="=8", caution="@9")
    made = workbook_of(
        replace(DOCUMENT, title="=10", author="=11"), [head, Heading(level=2, text="=12"), table]
    )
    book = read(made)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert not any("<f>" in part or "<f " in part for part in parts_of(made).values())
    values = [row[0] for row in in_table(book.worksheets[3])][1:]
    assert values == [text.replace("\r", "\n") if text != "<r>=1</r>" else "<r>=1</r> " for text in risky]


def test_a_text_that_looks_like_a_formula_stays_one_when_somebody_edits_it(book: Workbook) -> None:
    sheet = book["Bảng 1"]
    quoted = {cell.value for row in sheet.iter_rows() for cell in row if cell.quotePrefix}
    assert quoted == {"=1+1", "@a"}


def test_no_cells_are_joined_no_row_is_empty_and_nothing_stands_below_a_table(book: Workbook) -> None:
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert all(any(cell.value not in (None, "") for cell in row) for row in sheet.iter_rows())
        for table in sheet.tables.values():
            assert table.ref.endswith(str(sheet.max_row))


def test_headings_are_marked_kept_in_sight_and_repeated_in_print(book: Workbook) -> None:
    sheet = book["Bảng 1"]
    (table,) = sheet.tables.values()
    assert (table.displayName, table.headerRowCount, table.ref) == ("table_levels", 1, "A6:F9")
    assert sheet.freeze_panes == "A7"
    assert sheet.print_title_rows == "$6:$6"


def test_a_table_has_an_alternative_text(made: bytes) -> None:
    (found,) = (part for part in parts_of(made).values() if 'name="table_levels"' in part)
    assert 'altText="Bảng 1. Kết quả xếp loại"' in found
    assert 'altTextSummary="3 hàng, 6 cột"' in found


def test_title_unit_notes_and_source_stand_above_a_table(book: Workbook) -> None:
    assert [book["Bảng 1"].cell(row, 1).value for row in range(1, 6)] == [
        "Bảng 1. Kết quả xếp loại (đơn vị tính: đảng viên)",
        "MẬT · Ban hành lần 2 · DỰ THẢO · SỐ LIỆU MÔ PHỎNG",
        "Trang này có một bảng. Ghi chú 1, 2: xem trang “Ghi chú”.",
        "Nguồn: Số liệu công bố.",
        "Về mục lục",
    ]


def test_each_note_stands_once_with_the_sheets_that_it_is_for(book: Workbook) -> None:
    assert list(in_table(book["Ghi chú"])) == [
        ["Số", "Ghi chú", "Trang"],
        [1, "* Sau khi xếp loại lại.", "Bảng 1"],
        [2, "Làm tròn riêng.", "Bảng 1, Bảng"],
    ]


def test_the_list_links_each_sheet_and_names_its_section(book: Workbook) -> None:
    sheet = book["Mục lục"]
    assert list(in_table(sheet)) == [
        ["Trang", "Bảng", "Đơn vị tính", "Mục của báo cáo"],
        ["Bảng 1", "Kết quả xếp loại", "đơn vị tính: đảng viên", "I. Kết quả › 1. Xếp loại"],
        ["Bảng", "II. Khác", None, "II. Khác"],
    ]
    targets = [sheet.cell(row, 1).hyperlink.location for row in (5, 6)]
    assert targets == ["'Bảng 1'!A1", "'Bảng'!A1"]


def test_the_cover_says_what_it_is_who_issued_it_and_how_to_read_it(book: Workbook) -> None:
    said = texts(book["Bìa"])
    assert said[:9] == [
        "Báo cáo năm 2018",
        "MẬT",
        "Ban hành lần 2",
        "DỰ THẢO",
        "SỐ LIỆU MÔ PHỎNG",
        "BAN THƯỜNG VỤ",
        "Ngày ban hành: 01/4/2019",
        "Thay thế lần ban hành 1.",
        "Chỉ để minh họa.",
    ]
    assert "Dấu “–”: chưa có số liệu." in said
    assert "Dấu * sau một số: xem ghi chú của bảng." in said
    assert not any("†" in text for text in said)


def test_every_sheet_and_every_printed_page_carries_the_marks(book: Workbook) -> None:
    marks = "MẬT · Ban hành lần 2 · DỰ THẢO · SỐ LIỆU MÔ PHỎNG"
    for sheet in book.worksheets:
        assert sheet.oddHeader.right.text.strip() == marks
    for sheet in book.worksheets[1:]:
        assert sheet["A2"].value == marks


def test_sums_are_strong_and_parts_are_set_off(book: Workbook) -> None:
    sheet = book["Bảng 1"]
    assert [(sheet.cell(row, 1).font.b, sheet.cell(row, 1).alignment.indent) for row in (7, 8, 9)] == [
        (False, 0),
        (False, 1),
        (True, 0),
    ]


def test_properties_are_those_of_the_document(book: Workbook) -> None:
    properties = book.properties
    assert (properties.title, properties.language, properties.creator) == (
        "Báo cáo năm 2018",
        "vi",
        "Ban Thường vụ",
    )
    assert properties.created == properties.modified == datetime(2019, 4, 1)


def test_equal_documents_give_equal_bytes_without_times(made: bytes) -> None:
    assert workbook_of(DOCUMENT, BLOCKS) == made
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_workbook_carries_its_manifest_and_a_seal(book: Workbook) -> None:
    made = workbook_of(DOCUMENT, BLOCKS, manifest_text({"key": "a", "title": "Đảng viên"}))
    parts = unpack(made)
    assert manifest_of_parts(parts) == {"key": "a", "title": "Đảng viên"}
    assert seal_state_of_package(parts) == "intact"
    changed = parts | {"xl/sharedStrings.xml": parts["xl/sharedStrings.xml"] + b" "}
    assert seal_state_of_package(changed) == "broken"
    assert read(made).sheetnames == book.sheetnames


def test_a_document_without_tables_has_a_cover_that_says_so() -> None:
    book = read(workbook_of(Document(title="Lời", language="en"), [paragraph("Lời văn.")]))
    assert book.sheetnames == ["Cover"]
    assert texts(book["Cover"]) == ["Lời", "This report has no tables."]


def test_names_of_sheets_are_such_as_excel_takes() -> None:
    long = "Kết quả [xếp loại]: tổ chức/đảng viên theo từng đơn vị"
    tables = [replace(PLAIN, title=title) for title in (long, f"{long} 2", "Mục lục", "History")]
    names = read(workbook_of(DOCUMENT, tables)).sheetnames[3:]
    assert names == [
        "Kết quả xếp loại tổ chức đảng …",
        "Kết quả xếp loại tổ chức đả (2)",
        "Mục lục (2)",
        "History_",
    ]
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


def test_letters_that_no_workbook_can_hold_are_replaced() -> None:
    table = replace(PLAIN, cells=(("a\x00b\ud800", "x" * 40_000),), columns=(Column(label="a\x01\nb"),) * 2)
    made = list(in_table(read(workbook_of(DOCUMENT, [table])).worksheets[3]))
    assert made[0] == ["a\ufffd b", "a\ufffd b (2)"]
    assert made[1][0] == "a\ufffdb\ufffd"
    assert len(str(made[1][1])) == 32_767
