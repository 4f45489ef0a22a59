"""A workbook is read within bounds, whatever it says of itself, and what cannot be read says why."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport.data.tables.books import look, parts
from kgreport.data.tables.books.book import Book, sheet_names
from kgreport.data.tables.books.unreadable import UnreadableBookError
from kgreport.data.tables.files import open_table
from tests.data.tables.raw_books import cell, parts_of_book, sheet_xml, write_book, write_parts

FIRST = cell("A1", "x")
FAR = "XFD1048576"
LONELY = '<c r="A&#49;"><v>1</v></c>'


def refusal(path: Path) -> UnreadableBookError:
    """Give why the first sheet of a workbook cannot be read."""
    with pytest.raises(UnreadableBookError) as caught:
        Book(path).values("Trang")
    return caught.value


@pytest.mark.parametrize(
    "rows",
    [
        FIRST + cell(FAR, "y"),
        FIRST + cell("DZ1048576", "y"),
        FIRST + f"<row r='1048576'><c r='{FAR}'><v>2</v></c></row>",
        FIRST + f'<row r = "1048576"><c\nr = "{FAR}"><v>2</v></c></row>',
        FIRST + f'<row r="2"><c r="{FAR.lower()}"><v>2</v></c></row>',
        FIRST + f'<x:row xmlns:x="u"><x:c r="{FAR}"><x:v>2</x:v></x:c></x:row>',
        FIRST + '<row r="1048576">' + "<c/>" * 16_383 + "<c><v>2</v></c></row>",
        FIRST + "<row/>" * 9_999 + "<row>" + "<c/>" * 1_500 + "<c><v>2</v></c></row>",
        FIRST + f'<row r="1048576">{LONELY * 16_384}</row>',
    ],
    ids=[
        "far",
        "tall",
        "quotes",
        "spaced",
        "small",
        "prefix",
        "unsaid column",
        "unsaid row",
        "not understood",
    ],
)
def test_a_cell_far_away_is_named_and_not_read(tmp_path: Path, rows: str) -> None:
    """However its place is written, and whatever dimension the sheet declares."""
    error = refusal(write_book(tmp_path / "t.xlsx", rows, before='<dimension ref="A1"/>'))

    assert error.sheet == "Trang"
    assert error.refs
    assert error.wording is not None
    assert "too far from the other cells" in str(error.wording.found.say("en"))


def test_the_far_cell_is_the_one_named(tmp_path: Path) -> None:
    assert refusal(write_book(tmp_path / "t.xlsx", FIRST + cell(FAR, "y"))).refs == (FAR,)


@pytest.mark.parametrize(
    "rows", [cell(FAR, "x"), f'{FIRST}<row r="1048576"><c r="{FAR}" s="0"/></row>', f"{FIRST}<!--{FAR}-->"]
)
def test_a_far_cell_that_costs_nothing_is_no_matter(tmp_path: Path, rows: str) -> None:
    """It is alone, or only coloured, or a comment of the file."""
    assert Book(write_book(tmp_path / "t.xlsx", rows)).values("Trang").rows == [["x"]]


@pytest.mark.parametrize(
    ("last", "seen"),
    [("Z99999", True), ("L1048576", True), ("M100000", False), ("AA1", False), ("L1050000", False)],
)
def test_a_sheet_of_usual_extent_is_not_parsed(tmp_path: Path, last: str, seen: bool) -> None:
    book = Book(write_book(tmp_path / "t.xlsx", FIRST + cell(last, "y")))

    assert (book._look("Trang").cells is not None) is seen


def test_wide_rows_and_long_columns_are_not_usual_together(tmp_path: Path) -> None:
    book = Book(write_book(tmp_path / "t.xlsx", cell("Z1", "x") + cell("A1048576", "y")))

    assert book._look("Trang").cells is None


def test_two_places_of_one_cell_are_refused(tmp_path: Path) -> None:
    """One of two readers might take the far one."""
    twice = f'<row r="1"><c r="A1" r="{FAR}"><v>2</v></c></row>'

    assert refusal(write_book(tmp_path / "t.xlsx", twice)).wording is None


def test_large_sheets_are_counted_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "MOST_CELLS", 50)
    wide = sheet_xml(FIRST + cell("C9", "y"))
    book = Book(write_parts(tmp_path / "t.xlsx", parts_of_book({"Một": wide, "Hai": wide})))

    assert len(book.values("Một").rows) == 9
    with pytest.raises(UnreadableBookError):
        book.values("Hai")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_BYTES", 1 << 20)
    monkeypatch.delattr(parts.Parts, "chunks")
    bomb = parts_of_book({"Trang": sheet_xml(FIRST)}) | {"xl/media/a.bin": bytes(2 << 20)}
    error = refusal(write_parts(tmp_path / "t.xlsx", bomb))

    assert error.wording is not None
    assert error.wording.found.say("en") == "2 MB when unpacked"


def test_a_part_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "t.xlsx", FIRST + " " * 4096)
    with zipfile.ZipFile(path) as file:
        size = file.getinfo("xl/worksheets/sheet1.xml").file_size
    content = path.read_bytes()
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (size - 4096).to_bytes(4, "little")))

    assert refusal(path).wording is None


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_entities_are_refused(tmp_path: Path, name: str) -> None:
    content = parts_of_book({"Trang": sheet_xml(cell("AA1", "x"))})
    content[name] = f'<!DOCTYPE a [<!ENTITY b "b">]>{content[name]!s}'
    error = refusal(write_parts(tmp_path / "t.xlsx", content))

    assert error.wording is not None
    assert "DOCTYPE" in str(error.wording.found.say("en"))


def test_a_damaged_stream_is_unreadable(tmp_path: Path) -> None:
    path = write_book(tmp_path / "t.xlsx", FIRST * 50)
    content = bytearray(path.read_bytes())
    at = content.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    content[at : at + 8] = b"\xff" * 8
    path.write_bytes(content)

    assert refusal(path).wording is None


def test_a_value_that_cannot_be_is_unreadable(tmp_path: Path) -> None:
    missing = '<row r="1"><c r="A1" t="s"><v>99</v></c></row>'

    assert refusal(write_book(tmp_path / "t.xlsx", missing)).wording is None


def make_folder(path: Path) -> None:
    path.mkdir()


def make_link(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.parametrize("make", [make_folder, make_link, os.mkfifo])
def test_what_is_no_file_is_told_at_once(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "t.xlsx"
    make(path)
    error = refusal(path)

    assert error.wording is not None
    assert "no regular file" in str(error.wording.found.say("en"))


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    content = parts_of_book({"Trang": sheet_xml(FIRST)})
    content["XL/worksheets/SHEET1.xml"] = sheet_xml(cell(FAR, "y") + FIRST)

    assert refusal(write_parts(tmp_path / "t.xlsx", content)).wording is None


def test_the_names_of_the_sheets_need_no_reading(tmp_path: Path) -> None:
    content = parts_of_book({"Một": "no sheet", "Hai": ""})

    assert sheet_names(write_parts(tmp_path / "t.xlsx", content)) == ["Một", "Hai"]


def test_a_table_with_a_far_cell_says_where(tmp_path: Path) -> None:
    [problem] = open_table(write_book(tmp_path / "members.xlsx", FIRST + cell(FAR, "y"))).problems

    assert problem.id == "table-members.xlsx"
    assert FAR in problem.found.say("vi")


def test_hidden_and_filtered_rows_of_a_table_are_counted(tmp_path: Path) -> None:
    unseen = '<row r="3" hidden="1"><c r="A3"><v>2</v></c></row><row r="9" hidden="1"/>'
    rows = cell("A1", "id") + cell("A2", "1") + unseen
    [warning] = open_table(write_book(tmp_path / "members.xlsx", rows)).warnings

    assert (warning.id, warning.severity) == ("hidden-members.xlsx", "warning")
    assert warning.found.say("vi") == "1 dòng bị ẩn hoặc bị lọc (3)"
    assert warning.found.say("en") == "1 hidden or filtered row (3)"


def test_a_hidden_sheet_beside_a_table_is_named(tmp_path: Path) -> None:
    content = parts_of_book(dict.fromkeys(("Trang", "Nháp"), sheet_xml(FIRST)), Nháp="hidden")
    [problem] = open_table(write_parts(tmp_path / "members.xlsx", content)).problems

    assert problem.found.say("en") == "has 2 sheets, 1 of them hidden"


STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts><font>'
    '<name val="Arial"/></font><font><name val=".VnTimeH"/></font></fonts><cellXfs><xf fontId="0"/>'
    '<xf fontId="1"/></cellXfs></styleSheet>'
)


@pytest.mark.parametrize(
    ("text", "style", "found"),
    [("Chi bé 1", 1, 1), ("Chi bé 1", 0, 0), ("Chi bo 1", 1, 0), ("Chi bộ 1", 1, 0)],
    ids=["old letters", "another font", "plain letters", "Unicode letters"],
)
def test_text_in_a_font_of_tcvn3_is_refused(tmp_path: Path, text: str, style: int, found: int) -> None:
    content = parts_of_book({"Trang": sheet_xml(cell("A1", "name") + cell("A2", text, style))})
    table = open_table(write_parts(tmp_path / "units.xlsx", {**content, "xl/styles.xml": STYLES}))

    assert [(one.kind, one.column) for one in table.faults] == [("font", "name")] * found
    assert all("font mã TCVN3" in one.rows[0][1].found.say("vi") for one in table.faults)


def test_letters_within_a_cell_may_have_an_old_font(tmp_path: Path) -> None:
    content = parts_of_book({"Trang": sheet_xml('<row r="1"><c r="A1" t="s"><v>1</v></c></row>')})
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>a</t></si>'
        '<si><r><rPr><rFont val="VNI-Times"/></rPr><t>Ñaûng boä</t></r></si></sst>'
    )
    book = Book(write_parts(tmp_path / "t.xlsx", {**content, "xl/sharedStrings.xml": shared}))

    assert book.marks("Trang").fonts == {"A1": "VNI"}
