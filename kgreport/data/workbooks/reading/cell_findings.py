"""Make the findings about a workbook, its sheets and its cells."""

from __future__ import annotations

from kgreport.data.tables.books.unreadable import SAVE_AGAIN, UnreadableBookError
from kgreport.data.tables.cells.phrases import BLANK_CELL
from kgreport.data.workbooks.sheets import GUIDE, TITLE
from kgreport.terms.findings import RULE, Finding, Severity, Wording, make_finding
from kgreport.terms.phrases import Phrase, quoted, same
from kgreport.terms.places import place_of

FILL_IN = Phrase("sửa ô này; chưa có số liệu thì để trống", "correct the cell; if unknown, leave it blank")


def shown(text: str) -> Phrase:
    """Show what stands in a cell, or that it is blank."""
    return quoted(text) if text else BLANK_CELL


def cell_finding(kind: str, place: str, wording: Wording, *, others: tuple[str, ...] = ()) -> Finding:
    """Say what is wrong with a cell; `others` are cells that it concerns too."""
    cells = (place, *others)
    return make_finding(kind, {"cell": place}, same(place), wording, acceptable=False, cells=cells)


def sheet_finding(
    kind: str,
    file: str,
    sheet: str,
    wording: Wording,
    *,
    severity: Severity = "error",
    acceptable: bool = False,
    at_sheet: str = "",
) -> Finding:
    """Say what is wrong with a sheet, or with a file; the title of that sheet or of `at_sheet` is marked."""
    place = f"{file}!{sheet}" if sheet else file
    at = at_sheet or sheet
    return make_finding(
        kind,
        {"sheet": place},
        same(place),
        wording,
        severity=severity,
        acceptable=acceptable,
        cells=(place_of(file, at, TITLE),) if at else (),
    )


def not_of_a_unit(file: str, first_sheet: str) -> Finding:
    """An .xlsx file in a dataset that is no table is the workbook of a unit."""
    found = Phrase("không phải biểu nhập số liệu", "not an input workbook of kgreport")
    expected = Phrase(
        f"biểu có trang “{GUIDE}” và các trang số liệu",
        f"a workbook with the sheet “{GUIDE}” and the sheets of figures",
    )
    advice = Phrase(
        "chép số liệu sang biểu do lệnh kgreport workbook tạo, hoặc chuyển tệp đi nơi khác",
        "copy the figures into a workbook written by kgreport workbook, or move the file elsewhere",
    )
    return sheet_finding("form-unknown", file, "", Wording(found, expected, advice), at_sheet=first_sheet)


def unreadable(file: str, error: UnreadableBookError) -> Finding:
    """A workbook can be opened."""
    cells = tuple(place_of(file, error.sheet, ref) for ref in error.refs)
    place, wording = same(cells[0] if cells else file), error.wording or _NOT_OPENED
    return make_finding("form-unreadable", {"sheet": file}, place, wording, acceptable=False, cells=cells)


_NOT_OPENED = Wording(
    Phrase("không mở được", "cannot be opened"),
    Phrase("tệp .xlsx không đặt mật khẩu mở", "an .xlsx file without a password"),
    SAVE_AGAIN,
)


def workbook_twice(file: str, first: str, unit: str, year: int) -> Finding:
    """A unit hands in one workbook a year."""
    found = Phrase(f"cùng đơn vị {unit}, năm {year} với {first}", f"the same unit {unit}, {year}, as {first}")
    expected = Phrase("mỗi đơn vị một biểu một năm", "one workbook per unit and year")
    advice = Phrase("giữ bản đúng, bỏ bản kia", "keep the right one, remove the other")
    return sheet_finding("form-twice", file, "", Wording(found, expected, advice, RULE), at_sheet=GUIDE)


def sheet_missing(file: str, sheet: str) -> Finding:
    """A workbook has all its sheets."""
    found = Phrase("không có trang này", "the sheet is missing")
    expected = Phrase("đủ các trang của biểu", "every sheet of the workbook")
    advice = Phrase(
        "chép trang này từ biểu trống của đơn vị; không có số liệu thì để trang trống",
        "copy the sheet from the unit's blank workbook; without figures, leave it blank",
    )
    wording = Wording(found, expected, advice)
    return sheet_finding("sheet-missing", file, sheet, wording, acceptable=True, at_sheet=GUIDE)


def sheet_unknown(file: str, sheet: str) -> Finding:
    """A workbook has no other sheets."""
    wording = Wording(
        Phrase("trang lạ, không được đọc", "an unknown sheet, which is not read"),
        Phrase("đúng các trang của biểu", "the sheets of the workbook only"),
        Phrase(
            "chuyển số liệu vào đúng trang rồi bỏ trang này", "move its figures to their sheet, remove it"
        ),
    )
    return sheet_finding("sheet-unknown", file, sheet, wording, severity="warning", acceptable=True)


def changed_id(place: str, text: str) -> Finding:
    """A spreadsheet program leaves an id as it was typed."""
    wording = Wording(
        Phrase(
            f"'{text}': Excel đã đổi mã thành ngày, giờ hoặc đúng/sai",
            f"'{text}': Excel has made a date, time or truth of the id",
        ),
        Phrase("mã như đã gõ", "the id as it was typed"),
        Phrase("đặt ô ở dạng Text rồi gõ lại mã", "give the cell the format Text and type the id again"),
    )
    return cell_finding("id", place, wording)


def shapes(file: str, sheet: str, number: int) -> Finding:
    """What a sheet says stands in its cells."""
    some = "text box or shape" if number == 1 else "text boxes or shapes"
    wording = Wording(
        Phrase(f"{number} hộp văn bản hoặc hình vẽ, không được đọc", f"{number} {some}, not read"),
        Phrase("số liệu, ghi chú nằm trong ô", "figures and notes in cells"),
        Phrase(
            "chép nội dung cần giữ vào ô: bản chép có ghi chú (check --annotate) không giữ được hình vẽ",
            "put what matters into cells: the copy that check --annotate writes keeps no shapes",
        ),
    )
    return sheet_finding("shapes", file, sheet, wording, severity="warning", acceptable=True)


def merged(file: str, sheet: str, area: str) -> Finding:
    """Cells to be filled in are not merged."""
    wording = Wording(
        Phrase(f"các ô {area} bị gộp", f"the cells {area} are merged"),
        Phrase("mỗi số liệu một ô riêng", "a cell of its own for each figure"),
        Phrase("bỏ gộp ô rồi điền từng ô", "unmerge them and fill in each cell"),
        RULE,
    )
    return cell_finding("merged", place_of(file, sheet, area.partition(":")[0]), wording)


def not_calculated(place: str, formula: str) -> Finding:
    """A formula has been calculated."""
    wording = Wording(
        Phrase(f"công thức '={formula}' chưa được tính", f"the formula '={formula}' was never calculated"),
        _A_VALUE,
        Phrase(
            "mở tệp bằng Excel hoặc LibreOffice, lưu lại; hoặc gõ thẳng giá trị",
            "open and save the file in Excel or LibreOffice, or type the value",
        ),
    )
    return cell_finding("formula", place, wording)


def error_value(place: str, error: str) -> Finding:
    """A cell does not hold an error value."""
    found = Phrase(f"lỗi công thức {error}", f"the error value {error}")
    advice = Phrase("sửa công thức, hoặc gõ thẳng giá trị", "correct the formula, or type the value")
    return cell_finding("error-value", place, Wording(found, _A_VALUE, advice))


_A_VALUE = Phrase("một giá trị", "a value")


def outside(place: str, text: str) -> Finding:
    """Nothing is written beside the cells of the workbook."""
    expected = Phrase("để trống: ô này không thuộc biểu", "it blank: no cell of the workbook")
    advice = Phrase("chuyển vào đúng ô của biểu, hoặc xóa", "move it into its cell, or delete it")
    begin = text if len(text) <= 40 else text[:40] + "…"
    return cell_finding("outside", place, Wording(quoted(begin), expected, advice))


def moved(place: str, found: str, expected: str, more: int) -> Finding:
    """Every heading stands in its place."""
    headings = "heading" if more == 1 else "headings"
    rest = Phrase(f", và {more} tiêu đề nữa lệch chỗ", f", and {more} more {headings} out of place")
    wording = Wording(
        Phrase(*map("".join, zip(shown(found), rest, strict=True))) if more else shown(found),
        Phrase(f"'{expected}' ở ô này", f"'{expected}' here"),
        Phrase(
            "không chèn, xóa, chuyển dòng hoặc cột; trả về vị trí cũ, hoặc chép số sang biểu mới",
            "do not move rows and columns; put them back, or copy the figures into a new workbook",
        ),
    )
    return cell_finding("moved", place, wording)


def of_another_workbook(
    place: str, what: Phrase, found: str, expected: str, *, is_first: bool = False
) -> Finding:
    """Every sheet is of the year and unit of its workbook; where all differ from the first, that is wrong."""
    says = Phrase(f"trang {GUIDE}", f"on the sheet {GUIDE}")
    advice = Phrase(
        "trang này chép từ biểu khác: chép lại số liệu đúng vào biểu của đơn vị",
        "the sheet was copied from another workbook: put the right figures into the unit's own",
    )
    if is_first:
        says = Phrase("mọi trang khác", "on every other sheet")
        advice = Phrase("sửa lại ô này", "put this cell right again")
    wording = Wording(
        Phrase(f"{what.vi} '{found}'", f"{what.en} '{found}'"),
        Phrase(f"'{expected}' như {says.vi}", f"'{expected}', as {says.en}"),
        advice,
    )
    return cell_finding("foreign", place, wording)


def differs_from_first(place: str, value: int, other: str, first: int) -> Finding:
    """A figure that two sheets have is the same on both."""
    expected = Phrase(f"{first} như ở {other}", f"{first}, as in {other}")
    advice = Phrase("sửa ô sai trong hai ô", "correct the wrong one of the two")
    return cell_finding("twice", place, Wording(same(value), expected, advice), others=(other,))
