"""A form is read figure by figure; whatever is wrong is told at its cell."""

from __future__ import annotations

import time
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.layout import COLUMNS
from kgreport.data.tables.faults import Fault, Locator, gather
from kgreport.data.tables.folders import entries_of
from kgreport.data.workbooks.figure_cells import FIRST_ROW
from kgreport.data.workbooks.list_sheets import ListSheet
from kgreport.data.workbooks.locator import SheetLocator
from kgreport.data.workbooks.reading.workbook import Workbooks, is_unit_workbook, read_workbooks
from kgreport.data.workbooks.sheets import sheet_named
from kgreport.data.workbooks.writing.workbook import Filled
from kgreport.terms.findings import Finding, Wording
from kgreport.terms.phrases import Phrase
from tests.contradictions import contradictions_in

MakeForm = Callable[..., Path]
Change = Callable[[Workbook], object]
FILE = "rach-gia-2018.xlsx"


def put(sheet: str, ref: str, value: object) -> Change:
    def change(book: Workbook) -> None:
        book[sheet][ref] = value

    return change


def both(*changes: Change) -> Change:
    def change(book: Workbook) -> None:
        for one in changes:
            one(book)

    return change


def told(forms: Workbooks) -> list[str]:
    return [f"{one.place.say('en')}: {one.found.say('en')}" for one in forms.findings]


def only(forms: Workbooks) -> Finding:
    [finding] = forms.findings
    return finding


def test_a_blank_form_says_nothing(make_form: MakeForm) -> None:
    forms = read_workbooks([make_form()])

    assert (forms.findings, forms.tables, forms.simulated) == ([], {}, False)
    assert forms.figures.columns.tolist() == list(COLUMNS)
    assert forms.figures.empty
    assert [(head.unit, head.name, head.year) for head in forms.heads] == [
        ("rach-gia", "Thành ủy Rạch Giá", 2018)
    ]


def test_every_figure_keeps_its_cell(make_form: MakeForm) -> None:
    forms = read_workbooks([make_form(both(put("Kiểm điểm", "B15", 1977), put("Lý do", "B12", 0)))])

    assert forms.findings == []
    assert forms.figures.to_dict("records") == [
        {"year": 2018, "unit": "rach-gia", "subject": "member", "tier": "", "measure": "total",
         "value": 1977, "source": FILE, "place": f"{FILE}!Kiểm điểm!B15"},
        {"year": 2018, "unit": "rach-gia", "subject": "member", "tier": "", "measure": "unfulfilled_official",
         "value": 0, "source": FILE, "place": f"{FILE}!Lý do!B12"},
    ]  # fmt: skip


def test_what_is_written_is_read_back(make_form: MakeForm, every_figure: pd.DataFrame) -> None:
    forms = read_workbooks([make_form(filled=Filled(every_figure))])
    key = ["year", "subject", "tier", "measure", "value"]

    assert forms.findings == []
    assert sorted(map(tuple, forms.figures[key].to_numpy())) == sorted(
        map(tuple, every_figure[key].to_numpy())
    )


def test_lists_become_tables_of_records(make_form: MakeForm, lists: Filled) -> None:
    """With year and unit of the form, codes for words, and the numbers of their rows."""
    forms = read_workbooks([make_form(filled=lists)])
    [members] = forms.tables["members"]
    block = members.blocks[0]()

    assert forms.findings == []
    assert members.file == f"{FILE}!Đảng viên"
    assert block.numbers.tolist() == [9, 10]
    assert block.rows.to_pydict() == {
        "year": ["2018", "2018"],
        "unit": ["rach-gia", "rach-gia"],
        "id": ["00012", "00013"],
        "status": ["rated", "exempt"],
        "level": ["unfulfilled", ""],
        "reason": ["unfulfilled_official", ""],
        "official": ["1", "0"],
        "admitted": ["2003-05-19", ""],
    }
    assert {name: len(some) for name, some in forms.tables.items()} == dict.fromkeys(
        (*lists.records, *lists.registers), 1
    )


def test_a_column_that_nobody_filled_in_says_nothing(make_form: MakeForm, lists: Filled) -> None:
    """Where no review was noted, none is known; that is not the same as no review."""
    [members] = read_workbooks([make_form(filled=lists)]).tables["members"]

    assert members.header == ("year", "unit", "id", "status", "level", "reason", "official", "admitted")


def test_lists_become_rows_of_registers(make_form: MakeForm, lists: Filled) -> None:
    forms = read_workbooks([make_form(filled=lists)])
    [targets], [plans] = forms.tables["targets"], forms.tables["remediation"]
    [target], [plan] = (table.blocks[0]().rows.to_pylist() for table in (targets, plans))

    assert targets.locator.row(targets.file, 9) == f"{FILE}!Chỉ tiêu!A9"
    assert targets.locator.cell(targets.file, 9, "planned") == f"{FILE}!Chỉ tiêu!D9"
    assert target == {
        "year": "2018", "unit": "rach-gia", "period": "year", "name": "Kết nạp đảng viên",
        "measured_in": "người", "planned": "12,5", "direction": "at_least", "source": "Báo cáo số 12",
    }  # fmt: skip
    assert (plan["due"], plan["state"], plan["source"]) == ("2019-06-30", "in_progress", FILE)


@pytest.mark.parametrize("text", ["1.977", " 1977 "])
def test_a_count_typed_as_text_is_one(make_form: MakeForm, text: str) -> None:
    forms = read_workbooks([make_form(put("Kiểm điểm", "B15", text))])

    assert (told(forms), forms.figures["value"].tolist()) == ([], [1977])


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("gần 120", "'gần 120', which is not a count"),
        ("1,977", "'1,977' with a comma, which may mean 1977 or 1.977"),
        (1.977, "the fractional number 1.977, perhaps meant to be 1977"),
        (12.5, "the fractional number 12.5"),
        (-3, "the negative number '-3'"),
        (True, "TRUE, which is not a count"),
        (date(2018, 5, 19), "the date or time 19/5/2018, not a count"),
        (datetime(2018, 5, 19, 7, 30), "the date or time 19/5/2018, not a count"),
        ("–", "'–', which is not a count"),
        (1e14, "'100000000000…', too large"),
        (1e15, "'1,00000E+15', which is not a count"),
    ],
)
def test_what_is_no_count_is_told_at_its_cell(make_form: MakeForm, value: object, found: str) -> None:
    forms = read_workbooks([make_form(put("Kiểm điểm", "C17", value))])
    place = f"{FILE}!Kiểm điểm!C17"

    assert told(forms) == [f"{place}: {found}"]
    assert (only(forms).cells, only(forms).acceptable) == ((place,), False)
    assert forms.figures.empty


def test_blanks_are_unknown_and_no_fault(make_form: MakeForm) -> None:
    forms = read_workbooks([make_form(both(put("Kiểm điểm", "C17", "   "), put("Đảng viên", "B20", " ")))])

    assert forms.findings == []
    assert (len(forms.figures), forms.tables) == (0, {})


def test_a_formula_never_calculated_is_told(make_form: MakeForm) -> None:
    forms = read_workbooks(
        [make_form(both(put("Kiểm điểm", "B15", "=1000+977"), put("Đảng viên", "C9", "=C10")))]
    )

    assert told(forms) == [
        f"{FILE}!Kiểm điểm!B15: the formula '=1000+977' was never calculated",
        f"{FILE}!Đảng viên!C9: the formula '=C10' was never calculated",
    ]


def test_the_sums_of_the_form_need_no_calculation(make_form: MakeForm) -> None:
    parts = both(*(put("Kiểm điểm", f"B{row}", 2) for row in (17, 18, 19)))
    forms = read_workbooks([make_form(parts)])
    completed = complete_figures(forms.figures)

    assert forms.findings == []
    whole = completed[(completed["subject"] == "collective") & (completed["tier"] == "")]
    assert whole["value"].tolist() == [6]


def test_another_formula_in_the_place_of_a_sum_is_told(make_form: MakeForm) -> None:
    forms = read_workbooks([make_form(put("Kiểm điểm", "B16", "=B17+B18"))])

    assert told(forms) == [f"{FILE}!Kiểm điểm!B16: the formula '=B17+B18' was never calculated"]


def test_a_number_typed_over_a_sum_that_differs_contradicts_its_parts(make_form: MakeForm) -> None:
    typed = both(put("Kiểm điểm", "B16", 7), *(put("Kiểm điểm", f"B{row}", 2) for row in (17, 18, 19)))
    forms = read_workbooks([make_form(typed)])
    [contradiction] = contradictions_in(forms.figures)

    assert forms.findings == []
    assert contradiction.id == "tiers-2018-rach-gia-collective-total"
    assert contradiction.cells == tuple(f"{FILE}!Kiểm điểm!B{row}" for row in (16, 17, 18, 19))


def test_a_figure_on_two_sheets_is_the_same_on_both(make_form: MakeForm) -> None:
    typed = both(put("Kiểm điểm", "L15", 5), put("Lý do", "B19", 5))
    assert read_workbooks([make_form(typed)]).findings == []

    forms = read_workbooks([make_form(both(typed, put("Lý do", "B19", 6)))])

    assert told(forms) == [f"{FILE}!Lý do!B19: 6"]
    assert only(forms).expected.say("en") == f"5, as in {FILE}!Kiểm điểm!L15"
    assert forms.figures["value"].tolist() == [5]


def test_an_error_value_is_told(make_form: MakeForm) -> None:
    def change(book: Workbook) -> None:
        book["Kiểm điểm"]["C17"] = "#REF!"
        book["Kiểm điểm"]["C17"].data_type = "e"

    assert told(read_workbooks([make_form(change)])) == [f"{FILE}!Kiểm điểm!C17: the error value #REF!"]


def test_merged_cells_are_told(make_form: MakeForm) -> None:
    def change(book: Workbook) -> None:
        book["Kiểm điểm"].merge_cells("C17:D18")
        book["Đảng viên"].merge_cells("A12:B12")

    forms = read_workbooks([make_form(change)])

    assert told(forms) == [
        f"{FILE}!Kiểm điểm!C17: the cells C17:D18 are merged",
        f"{FILE}!Đảng viên!A12: the cells A12:B12 are merged",
    ]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda book: book["Kiểm điểm"].insert_rows(12), "Kiểm điểm!A12: a blank cell, and 11 more headings"),
        (lambda book: book["Kiểm điểm"].delete_cols(2), "Kiểm điểm!B2: a blank cell, and 1 more heading"),
        (lambda book: book["Đảng viên"].insert_cols(1), "Đảng viên!A2: a blank cell, and 1 more heading"),
        (put("Lý do", "A9", "Lý do khác"), "Lý do!A9: 'Lý do khác'"),
    ],
)
def test_what_is_moved_is_told_and_not_read(make_form: MakeForm, change: Change, found: str) -> None:
    typed = put("Kiểm điểm", "B15", 5) if "Kiểm điểm" in found else put("Đảng viên", "A9", "x")
    forms = read_workbooks([make_form(both(typed, change))])

    assert only(forms).id.startswith("moved-")
    assert told(forms)[0].startswith(f"{FILE}!{found}")
    if "Lý do" not in found:
        assert (len(forms.figures), forms.tables) == (0, {})


@pytest.mark.parametrize(
    ("sheet", "ref"), [("Kiểm điểm", "R30"), ("Học tập và cán bộ", "D9"), ("Đảng viên", "K9")]
)
def test_what_is_written_beside_the_form_is_told(make_form: MakeForm, sheet: str, ref: str) -> None:
    assert told(read_workbooks([make_form(put(sheet, ref, 12))])) == [f"{FILE}!{sheet}!{ref}: '12'"]


def test_a_missing_sheet_is_told_and_the_others_are_read(make_form: MakeForm) -> None:
    forms = read_workbooks(
        [make_form(both(put("Kiểm điểm", "B15", 5), lambda book: book.remove(book["Bộ máy"])))]
    )

    assert told(forms) == [f"{FILE}!Bộ máy: the sheet is missing"]
    assert only(forms).acceptable
    assert forms.figures["value"].tolist() == [5]


def test_a_form_without_its_first_sheet_is_told(make_form: MakeForm) -> None:
    forms = read_workbooks([make_form(lambda book: book.remove(book["Hướng dẫn"]))])

    assert told(forms) == [f"{FILE}!Hướng dẫn: the sheet is missing"]


@pytest.mark.parametrize(
    ("ref", "value", "found"), [("B2", 2017, "year '2017'"), ("B3", "ha-tien", "unit 'ha-tien'")]
)
def test_a_sheet_of_another_year_or_unit_is_told_and_not_read(
    make_form: MakeForm, ref: str, value: object, found: str
) -> None:
    forms = read_workbooks([make_form(both(put("Kiểm điểm", ref, value), put("Kiểm điểm", "B15", 5)))])

    assert told(forms) == [f"{FILE}!Kiểm điểm!{ref}: {found}"]
    assert forms.figures.empty


@pytest.mark.parametrize(("ref", "value"), [("B2", "năm nay"), ("B3", "Rạch Giá"), ("B5", 9)])
def test_a_form_that_does_not_say_what_it_is_is_not_read(
    make_form: MakeForm, ref: str, value: object
) -> None:
    forms = read_workbooks([make_form(put("Hướng dẫn", ref, value))])

    assert told(forms) == [f"{FILE}!Hướng dẫn!{ref}: '{value}'"]
    assert forms.heads == ()


def test_another_sheet_is_a_warning_and_findings_sent_back_are_none(make_form: MakeForm) -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("Ghi chú")
        book.create_sheet("Phát hiện")

    forms = read_workbooks([make_form(change)])

    assert told(forms) == [f"{FILE}!Ghi chú: an unknown sheet, which is not read"]
    assert only(forms).severity == "warning"


def test_a_workbook_that_is_no_form_is_told(tmp_path: Path, make_form: MakeForm) -> None:
    Workbook().save(tmp_path / "bang.xlsx")
    (tmp_path / "hong.xlsx").write_text("no workbook")
    forms = read_workbooks([tmp_path / "bang.xlsx", tmp_path / "hong.xlsx"])

    assert [one.id for one in forms.findings] == ["form-unknown-bang.xlsx", "form-unreadable-hong.xlsx"]
    assert not is_unit_workbook(tmp_path / "bang.xlsx")
    assert not is_unit_workbook(tmp_path / "hong.xlsx")
    assert is_unit_workbook(make_form())


def test_a_form_with_a_broken_sheet_is_told(make_form: MakeForm) -> None:
    path = make_form()
    broken = path.with_name("broken.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content[:-400] if name == "xl/worksheets/sheet3.xml" else content)

    assert only(read_workbooks([broken])).id == "form-unreadable-broken.xlsx"


@pytest.mark.parametrize(("value", "found"), [(datetime(2018, 1, 2), "2018-01-02"), (True, "TRUE")])
def test_an_id_that_excel_made_a_date_of_is_told(make_form: MakeForm, value: object, found: str) -> None:
    finding = only(read_workbooks([make_form(put("Đảng viên", "A9", value))]))

    assert finding.id == f"id-{FILE}!Đảng viên!A9"
    assert found in finding.found.say("vi")


def test_a_form_with_a_far_cell_is_told_at_it(make_form: MakeForm) -> None:
    finding = only(read_workbooks([make_form(put("Kiểm điểm", "XFD1048576", "x"))]))

    assert (finding.id, finding.cells) == (f"form-unreadable-{FILE}", (f"{FILE}!Kiểm điểm!XFD1048576",))
    assert "ô XFD1048576 có nội dung" in finding.found.say("vi")


def test_the_name_of_a_unit_can_be_printed(make_form: MakeForm) -> None:
    """Change of direction and the like are told at the cell, and never printed."""
    forms = read_workbooks([make_form(put("Hướng dẫn", "B4", "Thành ủy\u202e Rạch Giá"))])

    assert only(forms).id == f"letters-{FILE}!Hướng dẫn!B4"
    assert "U+202E" in only(forms).found.say("vi")
    assert [head.name for head in forms.heads] == [""]


def test_a_far_cell_that_is_only_coloured_is_no_matter(make_form: MakeForm) -> None:
    def colour(book: Workbook) -> None:
        book["Kiểm điểm"]["XFD1048576"].fill = PatternFill("solid", fgColor="FFFF00")

    assert read_workbooks([make_form(colour)]).findings == []


def test_a_hidden_sheet_with_figures_is_told(make_form: MakeForm) -> None:
    def hide(book: Workbook) -> None:
        book["Lý do"]["B12"] = 3
        book["Lý do"].sheet_state = book["Bộ máy"].sheet_state = "hidden"

    finding = only(read_workbooks([make_form(hide)]))

    assert (finding.id, finding.severity) == (f"hidden-{FILE}!Lý do", "warning")
    assert finding.found.say("en") == "a hidden sheet, which is read"


def test_rows_that_a_filter_hides_are_counted(make_form: MakeForm, lists: Filled) -> None:
    path = make_form(filled=lists)
    book = load_workbook(path)
    book["Đảng viên"].row_dimensions[10].hidden = True
    book["Đảng viên"].column_dimensions["B"].hidden = True
    book.save(path)

    assert [one.found.say("vi") for one in read_workbooks([path]).findings] == [
        "1 dòng bị ẩn hoặc bị lọc (10); 1 cột bị ẩn hoặc bị lọc (B)"
    ]


def test_lock_files_are_passed_over(make_form: MakeForm) -> None:
    path = make_form()
    (path.parent / f"~${path.name}").write_bytes(b"x")

    assert read_workbooks(entries_of(path.parent)).findings == []


def test_a_unit_hands_in_one_form_a_year(make_form: MakeForm) -> None:
    paths = [make_form(put("Kiểm điểm", "B15", n), file=f"{n}.xlsx") for n in (1, 2)]
    forms = read_workbooks([*paths, make_form(year=2017)])

    assert told(forms) == ["2.xlsx: the same unit rach-gia, 2018, as 1.xlsx"]
    assert forms.figures["value"].tolist() == [1]
    assert [(head.file, head.year) for head in forms.heads] == [
        ("1.xlsx", 2018),
        (FILE.replace("8", "7"), 2017),
    ]


def test_decomposed_text_is_composed(make_form: MakeForm) -> None:
    """Headings, names of sheets, words and texts may come from a Mac."""

    def change(book: Workbook) -> None:
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and not cell.value.startswith("="):
                        cell.value = unicodedata.normalize("NFD", cell.value)
        row = ("00012", "Được xếp loại", "hoàn thành TỐT nhiệm vụ")
        for column, text in zip("ABC", row, strict=True):
            book["Đảng viên"][f"{column}9"] = unicodedata.normalize("NFD", text)
        book["Đảng viên"].title = unicodedata.normalize("NFD", "Đảng viên")

    forms = read_workbooks([make_form(change)])
    [members] = forms.tables["members"]

    assert forms.findings == []
    assert members.file == f"{FILE}!Đảng viên"
    assert members.blocks[0]().rows["level"].to_pylist() == ["good"]


def test_goals_are_of_their_own_year(make_form: MakeForm) -> None:
    goal = put("Bộ máy", "E10", 284)
    told_year = read_workbooks([make_form(both(goal, put("Bộ máy", "B6", 2021)))])
    untold = read_workbooks([make_form(goal)])

    assert told_year.figures[["year", "measure", "value"]].to_numpy().tolist() == [[2021, "goal", 284]]
    assert told(untold) == [f"{FILE}!Bộ máy!B6: a blank cell"]
    assert untold.figures.empty


@pytest.mark.parametrize("value", [2017, "sau này", 2099])
def test_the_year_of_goals_is_one_ahead(make_form: MakeForm, value: object) -> None:
    assert only(read_workbooks([make_form(put("Bộ máy", "B6", value))])).id.startswith("goal-year-")


def test_dates_and_truths_are_read_as_people_write_them(make_form: MakeForm, lists: Filled) -> None:
    typed = both(
        put("Đảng viên", "F9", "3/2/2003"),
        put("Đảng viên", "F10", datetime(2004, 5, 19)),
        put("Đảng viên", "E9", "không"),
        put("Đảng viên", "E10", "X"),
    )
    [members] = read_workbooks([make_form(typed, filled=lists)]).tables["members"]
    rows = members.blocks[0]().rows

    assert rows["admitted"].to_pylist() == ["2003-02-03", "2004-05-19"]
    assert rows["official"].to_pylist() == ["0", "X"]


def test_simulated_figures_are_known_to_be_so(make_form: MakeForm) -> None:
    assert read_workbooks([make_form(), make_form(unit="ha-tien", simulated=True)]).simulated


def test_two_hundred_thousand_blank_rows_are_read_fast(make_form: MakeForm) -> None:
    path = make_form(put("Đảng viên", "A9", "00012"))
    blown_up = path.with_name("blown-up.xlsx")
    blanks = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(FIRST_ROW + 50, 100_000))
    with (
        zipfile.ZipFile(path) as old,
        zipfile.ZipFile(blown_up, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name in ("xl/worksheets/sheet2.xml", "xl/worksheets/sheet6.xml"):
                content = content.replace(b"</sheetData>", blanks.encode() + b"</sheetData>")
            new.writestr(name, content)
    began = time.perf_counter()
    forms = read_workbooks([blown_up])

    assert time.perf_counter() - began < 6
    assert forms.findings == []
    assert forms.tables["members"][0].blocks[0]().numbers.tolist() == [9]


def locators_of(name: str) -> dict[str, Locator]:
    """Give the locator of a list of the workbook."""
    sheet = sheet_named(name)
    assert isinstance(sheet, ListSheet)
    return {f"{FILE}!{name}": SheetLocator(sheet)}


def test_a_fault_of_a_record_names_its_cell_in_words_of_the_form() -> None:
    said = Wording(Phrase("mã lạ 'Giỏi'", "unknown 'Giỏi'"), Phrase("good", "good"), Phrase("sửa", "fix"))
    fault = Fault("code", f"{FILE}!Đảng viên", "level", ((17, said),), 3)
    named, more = gather([fault], locators=locators_of("Đảng viên"))

    assert named.cells == (f"{FILE}!Đảng viên!C17",)
    assert named.place.say("vi") == f"{FILE}!Đảng viên!C17"
    assert named.expected.say("vi").startswith("một trong: Hoàn thành xuất sắc nhiệm vụ; ")
    assert (more.cells, more.found.say("en")) == ((), "and 2 more rows like these")


def test_an_organisation_that_is_not_there_is_looked_for_on_its_sheet() -> None:
    said = Wording(Phrase("a", "a"), Phrase("b", "b"), Phrase("c", "c"))
    fault = Fault("organization", f"{FILE}!Tập thể", "organization", ((9, said),), 1)
    [finding] = gather([fault], locators=locators_of("Tập thể"))

    assert finding.cells == (f"{FILE}!Tập thể!G9",)
    assert finding.expected.say("vi") == "mã có ở trang Tổ chức đảng"


def test_a_fault_in_a_table_of_text_names_row_and_column() -> None:
    said = Wording(Phrase("a", "a"), Phrase("b", "b"), Phrase("c", "c"))
    [finding] = gather([Fault("code", "members.csv", "level", ((17, said),), 1)])

    assert finding.place.say("en") == "members.csv, row 17, column level"
    assert (finding.cells, finding.expected.say("en")) == ((), "b")


def test_a_saved_form_stays_readable(make_form: MakeForm) -> None:
    """Another program may write its own kind of XML."""
    path = make_form(put("Kiểm điểm", "B15", 5))
    load_workbook(path).save(path)

    assert read_workbooks([path]).figures["value"].tolist() == [5]
