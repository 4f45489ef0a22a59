"""Say what a person sees otherwise than a program reads: hidden rows, letters of old fonts."""

from __future__ import annotations

from collections.abc import Iterator

from kgreport.data.tables.books.book import SheetValues
from kgreport.data.tables.books.fonts import is_old_text
from kgreport.data.tables.books.marks import SheetMarks
from kgreport.terms.findings import Wording
from kgreport.terms.phrases import Phrase, shortened
from kgreport.terms.places import letter, position
from kgreport.terms.texts.soundness import sound_text

_HIDDEN_SHEET = Phrase("trang bị ẩn, vẫn được đọc", "a hidden sheet, which is read")

_SHOWN = 5
_UNICODE = Phrase("chữ Unicode, như phông Times New Roman", "Unicode letters, as in the font Times New Roman")
_CONVERT = Phrase(
    "chuyển mã sang Unicode (Unikey: Ctrl+Shift+F6) rồi dán lại; chỉ đổi phông thì chữ vẫn sai",
    "convert the text to Unicode (Unikey: Ctrl+Shift+F6) and paste it again; another font does not help",
)


def hidden_parts(
    sheet: SheetValues, marks: SheetMarks, first_row: int = 1, headings: int = 0, *, is_hidden: bool = False
) -> Wording | None:
    """Say what with content is hidden or filtered away, but for headings: the sheet, or rows and columns."""
    if not (is_hidden or marks.hidden_rows or marks.hidden_columns):
        return None
    filled = [(row, column) for row, column, _ in sheet.filled() if row >= first_row and column > headings]
    if is_hidden and filled:
        return _hidden(_HIDDEN_SHEET)
    rows = sorted({row for row, _ in filled} & marks.hidden_rows)
    columns = sorted({column for _, column in filled} & marks.hidden_columns)
    named = {_ROW: list(map(str, rows)), _COLUMN: list(map(letter, columns))}
    said = [_said(what, names) for what, names in named.items() if names]
    if not said:
        return None
    return _hidden(Phrase("; ".join(one.vi for one in said), "; ".join(one.en for one in said)))


def _hidden(found: Phrase) -> Wording:
    """Whoever checks a sheet sees all that is read from it."""
    return Wording(
        found,
        Phrase(
            "mọi dòng, cột và trang có số liệu đều hiện ra", "all rows, columns and sheets with content shown"
        ),
        Phrase(
            "bỏ ẩn, bỏ lọc rồi xem lại: phần ẩn vẫn được đọc; dòng thừa thì xóa hẳn",
            "show them and look again: what is hidden is read too; delete what does not belong there",
        ),
    )


_ROW, _COLUMN = Phrase("dòng", "row"), Phrase("cột", "column")


def _said(what: Phrase, names: list[str]) -> Phrase:
    number, listed = len(names), ", ".join([*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])])
    more = "s" if number > 1 else ""
    return Phrase(
        f"{number} {what.vi} bị ẩn hoặc bị lọc ({listed})",
        f"{number} hidden or filtered {what.en}{more} ({listed})",
    )


def old_font_texts(sheet: SheetValues, marks: SheetMarks) -> Iterator[tuple[int, int, Wording]]:
    """Text is Unicode: give row and column of each text that an old font alone makes Vietnamese.

    What no font makes Vietnamese is told by the rule on texts.
    """
    for ref, encoding in marks.fonts.items():
        row, column = position(ref)
        value = sheet.at(row, column)
        if isinstance(value, str) and is_old_text(value) and isinstance(sound_text(value), str):
            yield row, column, _old_font(value, encoding)


def _old_font(text: str, encoding: str) -> Wording:
    begin = shortened(text, 40)
    found = Phrase(f"'{begin}', font mã {encoding}", f"'{begin}', in a font of the encoding {encoding}")
    return Wording(found, _UNICODE, _CONVERT)
