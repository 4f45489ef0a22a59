"""Make the findings about a workbook, its sheets and its cells."""

from __future__ import annotations

from kgreport.data.workbooks.sheets import GUIDE, TITLE
from kgreport.terms.findings import RULE, Finding, Severity, Wording, make_finding
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import place_of

FILL_IN = Phrase("sửa ô này; chưa có số liệu thì để trống", "correct the cell; if unknown, leave it blank")


def quoted(text: object) -> Phrase:
    """Show what stands in a cell."""
    return Phrase(f"'{text}'", f"'{text}'")


def cell_finding(
    kind: str, place: str, wording: Wording, *, others: tuple[str, ...] = (), severity: Severity = "error"
) -> Finding:
    """Say what is wrong with a cell; `others` are cells that it concerns too."""
    return make_finding(
        kind,
        {"cell": place},
        Phrase(place, place),
        wording,
        severity=severity,
        acceptable=False,
        cells=(place, *others),
    )


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
        Phrase(place, place),
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


def unreadable(file: str) -> Finding:
    """A workbook can be opened."""
    found = Phrase("không mở được", "cannot be opened")
    expected = Phrase("tệp .xlsx không đặt mật khẩu mở", "an .xlsx file without a password")
    advice = Phrase("mở bằng Excel rồi lưu lại thành .xlsx", "open it in Excel and save it again as .xlsx")
    return sheet_finding("form-unreadable", file, "", Wording(found, expected, advice))


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
    return sheet_finding(
        "sheet-unknown",
        file,
        sheet,
        Wording(
            Phrase("trang lạ, không được đọc", "an unknown sheet, which is not read"),
            Phrase("đúng các trang của biểu", "the sheets of the workbook only"),
            Phrase(
                "chuyển số liệu vào đúng trang rồi bỏ trang này", "move its figures to their sheet, remove it"
            ),
        ),
        severity="warning",
        acceptable=True,
    )


def merged(file: str, sheet: str, area: str) -> Finding:
    """Cells to be filled in are not merged."""
    return cell_finding(
        "merged",
        place_of(file, sheet, area.partition(":")[0]),
        Wording(
            Phrase(f"các ô {area} bị gộp", f"the cells {area} are merged"),
            Phrase("mỗi số liệu một ô riêng", "a cell of its own for each figure"),
            Phrase("bỏ gộp ô rồi điền từng ô", "unmerge them and fill in each cell"),
            RULE,
        ),
    )


def not_calculated(place: str, formula: str) -> Finding:
    """A formula has been calculated."""
    shown = f"={formula}" if formula else "="
    return cell_finding(
        "formula",
        place,
        Wording(
            Phrase(f"công thức '{shown}' chưa được tính", f"the formula '{shown}' was never calculated"),
            Phrase("một giá trị", "a value"),
            Phrase(
                "mở tệp bằng Excel hoặc LibreOffice, lưu lại; hoặc gõ thẳng giá trị",
                "open and save the file in Excel or LibreOffice, or type the value",
            ),
        ),
    )


def error_value(place: str, error: str) -> Finding:
    """A cell does not hold an error value."""
    return cell_finding(
        "error-value",
        place,
        Wording(
            Phrase(f"lỗi công thức {error}", f"the error value {error}"),
            Phrase("một giá trị", "a value"),
            Phrase("sửa công thức, hoặc gõ thẳng giá trị", "correct the formula, or type the value"),
        ),
    )


def outside(place: str, text: str) -> Finding:
    """Nothing is written beside the cells of the workbook."""
    shown = text if len(text) <= 40 else text[:40] + "…"
    return cell_finding(
        "outside",
        place,
        Wording(
            quoted(shown),
            Phrase("để trống: ô này không thuộc biểu", "it blank: no cell of the workbook"),
            Phrase("chuyển vào đúng ô của biểu, hoặc xóa", "move it into its cell, or delete it"),
        ),
    )


def moved(place: str, found: str, expected: str, more: int) -> Finding:
    """Every heading stands in its place."""
    headings = "heading" if more == 1 else "headings"
    rest = (
        Phrase(f", và {more} tiêu đề nữa lệch chỗ", f", and {more} more {headings} out of place")
        if more
        else Phrase("", "")
    )
    shown = quoted(found) if found else Phrase("ô trống", "a blank cell")
    return cell_finding(
        "moved",
        place,
        Wording(
            Phrase(shown.vi + rest.vi, shown.en + rest.en),
            Phrase(f"'{expected}' ở ô này", f"'{expected}' here"),
            Phrase(
                "không chèn, xóa, chuyển dòng hoặc cột; trả về vị trí cũ, hoặc chép số sang biểu mới",
                "do not move rows and columns; put them back, or copy the figures into a new workbook",
            ),
        ),
    )


def of_another_workbook(place: str, what: Phrase, found: str, expected: str) -> Finding:
    """Every sheet is of the year and unit of its workbook."""
    return cell_finding(
        "foreign",
        place,
        Wording(
            Phrase(f"{what.vi} '{found}'", f"{what.en} '{found}'"),
            Phrase(
                f"'{expected}' như trang {GUIDE}",
                f"'{expected}', as on the sheet {GUIDE}",
            ),
            Phrase(
                "trang này chép từ biểu khác: chép lại số liệu đúng vào biểu của đơn vị",
                "the sheet was copied from another workbook: put the right figures into the unit's own",
            ),
        ),
    )


def head_differs(place: str, what: Phrase, found: str, expected: str) -> Finding:
    """The first sheet is of the same year and unit as all the others."""
    return cell_finding(
        "foreign",
        place,
        Wording(
            Phrase(f"{what.vi} '{found}'", f"{what.en} '{found}'"),
            Phrase(f"'{expected}' như mọi trang khác", f"'{expected}', as on every other sheet"),
            Phrase("sửa lại ô này", "put this cell right again"),
        ),
    )


def differs_from_first(place: str, value: int, other: str, first: int) -> Finding:
    """A figure that two sheets have is the same on both."""
    return cell_finding(
        "twice",
        place,
        Wording(
            Phrase(str(value), str(value)),
            Phrase(f"{first} như ở {other}", f"{first}, as in {other}"),
            Phrase("sửa ô sai trong hai ô", "correct the wrong one of the two"),
        ),
        others=(other,),
    )
